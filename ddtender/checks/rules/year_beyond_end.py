"""What may be done in the first year of the Contract is done while there is one."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.diagnostics.messages import Message, NamedProvision

YEAR_BEYOND_END = Code(
    "year-beyond-end",
    Topic.COMPOSITION,
    Severity.WARNING,
    "A criterion or clause speaks of a year of a contract that lasts for less than a year.",
    why="A plan for the first year would earn its points, and end after the contract has.",
    mend="Use a provision that gives the time in months, or let the contract last for a year.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    from dateutil.relativedelta import relativedelta

    first_year = subject.wording.lexicon.expression("first_year")
    for draft in subject.drafts:
        start, end = (draft.dates.get(name) for name in ("contract_start", "contract_end"))
        if not (draft.procedure and start and end and end < start + relativedelta(years=1, days=-1)):
            continue
        place = draft.procedure.facts["dates.contract_end"][1]
        for composed in draft.provisions:
            passages = subject.passages(composed.provision)
            match = next((m for p in passages if (m := first_year.search(p.prose.text))), None)
            if match:
                said = " ".join(match.group().split())
                message = Message(
                    f"'{composed.provision.id}' speaks of '{said}', and the contract ends on {end}",
                    "messages.year_beyond_end",
                    provision=NamedProvision(composed.provision.id),
                    words=said,
                    end=end,
                )
                yield Diagnostic(YEAR_BEYOND_END, place, message, YEAR_BEYOND_END.mend)
