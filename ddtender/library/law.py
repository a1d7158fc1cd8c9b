"""The files of clause_library/law/: source text in, value and findings out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from ddtender.diagnostics import Diagnostic
from ddtender.library.law_forms import BuyersLawForm, DueDiligenceStepsForm, LawTimelineForm
from ddtender.library.plain_values import as_value
from ddtender.library.procedure_law_forms import ProcedureLawForm
from ddtender.library.source import SourceText
from ddtender.library.validation import read_form
from ddtender.model.law import BuyersLaw, DueDiligenceSteps, KnownLaw, LawTimeline
from ddtender.model.procedure_law import NOTHING_KNOWN, ProcedureLaw

LawFile = LawTimeline | BuyersLaw | DueDiligenceSteps | ProcedureLaw
#: By file: its form, and the value of the same keys.
_KINDS: Mapping[str, tuple[Any, Any]] = {
    "timeline.yaml": (LawTimelineForm, LawTimeline),
    "public-buyers.yaml": (BuyersLawForm, BuyersLaw),
    "oecd-steps.yaml": (DueDiligenceStepsForm, DueDiligenceSteps),
    "procedures.yaml": (ProcedureLawForm, ProcedureLaw),
}
#: The names of the files of the folder.
LAW_FILES = (*_KINDS,)


def read_law(source: SourceText) -> tuple[LawFile | None, list[Diagnostic]]:
    """A file of clause_library/law/, by its name, which is one of ``LAW_FILES``."""
    form_type, kind = _KINDS[PurePosixPath(source.path).name]
    form, _, findings = read_form(form_type, source)
    return as_value(kind, form, source), findings


def known_law(read: tuple[LawFile, ...]) -> KnownLaw:
    """What was read, together."""

    def of(kind: type) -> Any:
        return next((one for one in read if isinstance(one, kind)), None)

    return KnownLaw(of(LawTimeline), of(BuyersLaw), of(DueDiligenceSteps), of(ProcedureLaw) or NOTHING_KNOWN)
