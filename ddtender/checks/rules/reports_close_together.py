"""A report that follows another by a few days has nothing to report."""

from collections.abc import Iterator
from itertools import pairwise

from ddtender.checks import Subject
from ddtender.checks.due import dated_kpis
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.diagnostics.messages import Message, NamedProvision

REPORTS_CLOSE_TOGETHER = Code(
    "reports-close-together",
    Topic.MANAGEMENT,
    Severity.WARNING,
    "With the dates of a procedure two reports of one clause are due within days of each other.",
    why="The last report is due on the last day of the contract; if the one before is due days earlier, it is empty.",
    mend="Let the contract end earlier or later, or change the number of months until the first report.",
)

#: Reports of one clause that are due within fewer days than this say the same.
DAYS = 28


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        for dated in dated_kpis(draft):
            for one, other in pairwise(dated.days if dated.due.every else ()):
                if (other - one).days < DAYS:
                    assert draft.procedure is not None
                    place = draft.procedure.facts["dates.contract_end"][1]
                    said = f"'{dated.provision.id}' has a report due on {one} and the next one on {other}"
                    places = {"provision": NamedProvision(dated.provision.id), "one": one, "other": other}
                    message = Message(said, "messages.reports_close_together", **places)
                    yield Diagnostic(REPORTS_CLOSE_TOGETHER, place, message, REPORTS_CLOSE_TOGETHER.mend)
