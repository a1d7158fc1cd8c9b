"""The files of clause_library/law/: source text in, value and findings out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from ddtender.diagnostics import Diagnostic
from ddtender.library.law_forms import LAW_FORMS_BY_FILE
from ddtender.library.plain_values import as_value
from ddtender.library.source import SourceText
from ddtender.library.validation import read_form
from ddtender.model.law import BuyersLaw, DueDiligenceSteps, KnownLaw, LawTimeline
from ddtender.model.procedure_law import NOTHING_KNOWN, ProcedureLaw

LawFile = LawTimeline | BuyersLaw | DueDiligenceSteps | ProcedureLaw
#: By file: the value that has the keys of its form.
_KINDS: Mapping[str, Any] = {
    "timeline.yaml": LawTimeline,
    "public-buyers.yaml": BuyersLaw,
    "oecd-steps.yaml": DueDiligenceSteps,
    "procedures.yaml": ProcedureLaw,
}
#: The names of the files of the folder.
LAW_FILES = (*_KINDS,)


def read_law(source: SourceText) -> tuple[LawFile | None, list[Diagnostic]]:
    """A file of clause_library/law/, by its name, which is one of ``LAW_FILES``."""
    name = PurePosixPath(source.path).name
    form, _, findings = read_form(LAW_FORMS_BY_FILE[name], source)
    return as_value(_KINDS[name], form, source), findings


def known_law(read: tuple[LawFile, ...]) -> KnownLaw:
    """What was read, together."""

    def of(kind: type) -> Any:
        return next((one for one in read if isinstance(one, kind)), None)

    return KnownLaw(of(LawTimeline), of(BuyersLaw), of(DueDiligenceSteps), of(ProcedureLaw) or NOTHING_KNOWN)
