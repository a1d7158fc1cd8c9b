"""Between the award decision and the contract lies the standstill period."""

from collections.abc import Iterator
from datetime import timedelta

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic

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
DAYS = 10


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        award, start = (draft.dates.get(name) for name in ("award", "contract_start"))
        if draft.procedure and award and start and award <= start <= award + timedelta(days=DAYS):
            place = draft.procedure.facts["dates.contract_start"][1]
            message = f"from the award on {award} to the start on {start} there is no standstill of {DAYS} days"
            first = award + timedelta(days=DAYS + 1)
            hint = f"Let the contract start on {first} or later; on paper the period is longer, 15 days."
            yield Diagnostic(STANDSTILL_TOO_SHORT, place, message, hint)
