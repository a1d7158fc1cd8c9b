"""What a finding is called and what to do about it, in the language of whoever reads, and where it is mended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from starlette.requests import Request

from ddtender.library.places import (
    AWARD_STEP,
    EVALUATION_STEP,
    ISSUED_STEP,
    MARKET_STEP,
    PROCEDURE_FILE,
    RISKS_STEP,
)
from ddtender.words import Language, PhraseError


class Looking(Protocol):
    """Whoever looks at a page, as far as it is asked here: a ``Visit``."""

    request: Request

    @property
    def name(self) -> str: ...

    def address(self, *parts: str) -> str: ...

    def sees(self, path: str, changes: bool = False) -> bool: ...


#: The page of a procurement on which findings with these codes are mended; what stands in a file of a step is mended
#: on the page of that step, and what stands in the procedure file among the facts.
_AT = {
    "decisions": ("open-question", "stale-decision", "text-not-approved"),
    "facts": ("open-blank", "risk-level-differs", "winner-not-named", "date-order"),
    "provisions": ("unknown-provision", "repeated-provision", "change-without-effect", "replaced-kind"),
    "notice": (
        "notice-incomplete",
        "notice-text-too-long",
        "notice-not-made",
        "espd-unreadable",
        "espd-no-place",
        "espd-filled",
        "no-ocid-prefix",
    ),
    "questions": ("question-unclear", "answer-names-tenderer"),
    "issue": ("answer-without-corrigendum", "not-on-record"),
}
_PAGES = {code: page for page, codes in _AT.items() for code in codes}
_STEPS = {RISKS_STEP: "risks", MARKET_STEP: "market", EVALUATION_STEP: "evaluation", AWARD_STEP: "award"}
#: What is mended in the library, by the last part of the address there.
_OF_LIBRARY = {
    "not-approved": "",
    "stale-approval": "",
    "suspect-approval": "",
    "own-change": "",
    "expired-approval": "",
    "not-translated": "/translations",
    "stale-translation": "/translations",
    "unreadable-translation": "/translations",
    "version-not-raised": "/versions",
    "version-too-low": "/versions",
    "merge-conflict": "/layers",
    "layer-stale": "/layers",
}
_WORDS = "findings"
_LABELS = {"": "texts", "/translations": "translations", "/versions": "versions", "/layers": "layers"}


def title_of(language: Language, code: str) -> str:
    """What a finding with a code is called, in a few words; "" for a code of another version of ddtender, which what
    was kept of a job may have."""
    return _said(language, code, "title")


def mend_of(language: Language, code: str) -> str:
    """What to do about a finding with a code; "" as in ``title_of``."""
    return _said(language, code, "mend")


def _said(language: Language, code: str, what: str) -> str:
    try:
        return language.say(f"{_WORDS}.{code.replace('-', '_')}.{what}")
    except PhraseError:
        return ""


def mended_at(visit: Looking, finding: Mapping[str, Any]) -> tuple[str, str]:
    """The address of the page where a finding, a row as ``check --format json`` has it, is mended (``at`` where that
    is known already), and the key of what is done there; two times "" where no page of this person's does so, or it is
    the one that is shown."""
    address, label = finding.get("at") or _mended_at(visit, finding["code"], finding["path"] or "")
    return ("", "") if address == visit.request.url.path else (address, label)


def _mended_at(visit: Looking, code: str, path: str) -> tuple[str, str]:
    if code in _OF_LIBRARY:
        where = _OF_LIBRARY[code]
        return f"/library{where}", f"web.corner.{_LABELS[where]}"
    if not visit.name:
        return "", ""
    step = path.partition("/")[0]
    page = _PAGES.get(code) or (
        "facts" if path.endswith(PROCEDURE_FILE) and step != ISSUED_STEP else _STEPS.get(step, "")
    )
    if not page or not visit.sees(f"/p/{{name}}/{page}"):
        return "", ""
    return visit.address(page), f"web.tasks.{page}"
