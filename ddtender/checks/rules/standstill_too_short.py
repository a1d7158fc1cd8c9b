"""Between the award decision and the contract lies the standstill period."""

from collections.abc import Iterator
from datetime import timedelta

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import DraftDocument
from ddtender.model.periods import STANDSTILL, standstill_end

STANDSTILL_TOO_SHORT = Code(
    "standstill-too-short",
    Topic.COMPOSITION,
    Severity.WARNING,
    "The contract starts before the standstill period after the award decision has ended.",
    why=(
        "A contract may be concluded only 10 days after the decision was sent electronically, or 15 days otherwise, "
        "counted from the day after (Directive 89/665/EEC, Article 2a(2)); one concluded earlier may be ineffective."
    ),
    mend="Let the contract start later, or notify the award earlier.",
)

#: Calendar days that must pass after the day on which the decision was sent (Directive 89/665/EEC, Article 2a(2)).
DAYS = STANDSTILL["electronic"]


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        if draft.procedure is None:
            continue
        days, by = (draft.facts.get(f"standstill.{name}") for name in ("days", "by"))
        if isinstance(days, int):
            yield from _within(draft, days)
            yield from () if draft.is_below_threshold else _fewer_than_the_law(draft, days, str(by))
        elif not draft.is_below_threshold:
            yield from _of_an_unknown_period(draft)


def _of_an_unknown_period(draft: DraftDocument) -> Iterator[Diagnostic]:
    """Where nothing is said of the standstill, it has the fewest days that there can be."""
    award, start = (draft.dates.get(name) for name in ("award", "contract_start"))
    if award and start and award <= start <= award + timedelta(days=DAYS):
        message = f"from the award on {award} to the start on {start} there is no standstill of {DAYS} days"
        first = award + timedelta(days=DAYS + 1)
        hint = f"Let the contract start on {first} or later; on paper the period is longer, 15 days."
        yield _told(draft, "dates.contract_start", message, hint)


def _within(draft: DraftDocument, days: int) -> Iterator[Diagnostic]:
    award, start = (draft.dates.get(name) for name in ("award", "contract_start"))
    if award and start and award <= start <= (end := standstill_end(award, days)):
        message = (
            f"the contract starts on {start}; the standstill of {days} days after the award on {award} ends on {end}"
        )
        hint = f"Let the contract start on {end + timedelta(days=1)} or later."
        yield _told(draft, "dates.contract_start", message, hint)


def _fewer_than_the_law(draft: DraftDocument, days: int, by: str) -> Iterator[Diagnostic]:
    if days < STANDSTILL[by]:
        means = "by electronic means" if by == "electronic" else "by other means"
        message = f"a standstill of {days} days is too short for a decision that is sent {means}"
        hint = f"Write {STANDSTILL[by]} days or more at `standstill.days`, or leave it out."
        yield _told(draft, "standstill.days", message, hint)


def _told(draft: DraftDocument, key: str, message: str, hint: str) -> Diagnostic:
    assert draft.procedure
    return Diagnostic(STANDSTILL_TOO_SHORT, draft.procedure.facts[key][1], message, hint)
