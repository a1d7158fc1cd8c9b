"""Between the award decision and the contract lies the standstill period."""

from collections.abc import Iterator
from datetime import timedelta

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.diagnostics.messages import Message
from ddtender.model import DraftDocument
from ddtender.model.periods import standstill_end
from ddtender.model.procedure_law import StandstillLaw

STANDSTILL_TOO_SHORT = Code(
    "standstill-too-short",
    Topic.COMPOSITION,
    Severity.WARNING,
    "The contract starts before the standstill period after the award decision has ended.",
    why=(
        "A contract may be concluded only some days after the decision was sent, more if that was not done by "
        "electronic means, counted from the day after; one concluded earlier may be ineffective. How many days these "
        "are stands in `clause_library/law/procedures.yaml`, or in the file of the country."
    ),
    mend="Let the contract start later, or notify the award earlier.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        if draft.procedure is None:
            continue
        days, by = (draft.facts.get(f"standstill.{name}") for name in ("days", "by"))
        if isinstance(days, int):
            yield from _within(draft, days)
        law = draft.law.standstill
        if law is None or draft.is_below_threshold:
            continue
        if isinstance(days, int):
            yield from _fewer_than_the_law(draft, law, days, str(by))
        else:
            yield from _of_an_unknown_period(draft, law)


def _of_an_unknown_period(draft: DraftDocument, law: StandstillLaw) -> Iterator[Diagnostic]:
    """Where nothing is said of the standstill, it has the fewest days that there can be."""
    award, start, days = *(draft.dates.get(name) for name in ("award", "contract_start")), law.electronic
    if award and start and award <= start <= award + timedelta(days=days):
        first = award + timedelta(days=days + 1)
        message = Message(
            f"from the award on {award} to the start on {start} there is no standstill of {days} days",
            "messages.standstill_too_short.unknown",
            award=award,
            start=start,
            days=days,
            first=first,
        )
        longer = f"; on paper the period is longer, {law.other} days" if law.other > days else ""
        hint = f"Let the contract start on {first} or later{longer}."
        yield _told(draft, "dates.contract_start", message, hint)


def _within(draft: DraftDocument, days: int) -> Iterator[Diagnostic]:
    award, start = (draft.dates.get(name) for name in ("award", "contract_start"))
    if award and start and award <= start <= (end := standstill_end(award, days, draft.law)):
        message = Message(
            f"the contract starts on {start}; the standstill of {days} days after the award on {award} ends on {end}",
            "messages.standstill_too_short.within",
            start=start,
            days=days,
            award=award,
            end=end,
        )
        hint = f"Let the contract start on {end + timedelta(days=1)} or later."
        yield _told(draft, "dates.contract_start", message, hint)


def _fewer_than_the_law(draft: DraftDocument, law: StandstillLaw, days: int, by: str) -> Iterator[Diagnostic]:
    if days < law.days(by):
        means = "by electronic means" if by == "electronic" else "by other means"
        said = f"a standstill of {days} days is too short for a decision that is sent {means}"
        message = Message(said, "messages.standstill_too_short.fewer", days=days, least=law.days(by))
        hint = f"Write {law.days(by)} days or more at `standstill.days`, or leave it out."
        yield _told(draft, "standstill.days", message, hint)


def _told(draft: DraftDocument, key: str, message: str, hint: str) -> Diagnostic:
    assert draft.procedure
    return Diagnostic(STANDSTILL_TOO_SHORT, draft.procedure.facts[key][1], message, hint)
