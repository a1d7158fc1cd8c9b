"""A composition holds no more than its workbooks have room for, such as a sheet for each award criterion."""

from collections.abc import Callable, Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import DraftDocument, Kind, Provision
from ddtender.model.limits import MOST_CRITERIA, MOST_KPI_CLAUSES, MOST_REQUIREMENTS

TOO_MANY = Code(
    "too-many",
    Topic.COMPOSITION,
    Severity.ERROR,
    "A composition has more criteria, specifications or clauses with KPIs than its workbooks have room for.",
    why="Each award criterion and each clause with KPIs has a sheet of its own, each other criterion two columns; "
    "what cannot be evaluated or followed must not be published.",
    mend="Take some of them out of the scenario, or divide the procurement.",
)

_LIMITS: tuple[tuple[str, int, Callable[[Provision], bool]], ...] = (
    ("award criteria", MOST_CRITERIA, lambda p: p.kind is Kind.AWARD),
    (
        "selection criteria and technical specifications",
        MOST_REQUIREMENTS,
        lambda p: p.kind in (Kind.SELECTION, Kind.SPECIFICATION),
    ),
    ("contract clauses with KPIs", MOST_KPI_CLAUSES, lambda p: p.kind is Kind.CONTRACT and bool(p.kpis)),
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        if len(draft.provisions) > min(most for _, most, _ in _LIMITS):
            yield from _beyond(draft)


def _beyond(draft: DraftDocument) -> Iterator[Diagnostic]:
    for what, most, counts in _LIMITS:
        listed = [c for c in draft.provisions if counts(c.provision)]
        if len(listed) > most:
            message = f"scenario '{draft.scenario.name}' has {len(listed)} {what}; there is room for {most}"
            hint = f"'{listed[most].provision.id}' is the first too many: take some out, or divide the procurement."
            yield Diagnostic(TOO_MANY, listed[most].location, message, hint)
