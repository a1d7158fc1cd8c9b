"""What a release gave as the reason of a version is never taken back."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.history.edit import history_line

HISTORY_REMOVED = Code(
    "history-removed",
    Topic.HISTORY,
    Severity.ERROR,
    "A line of a provision's history that was released is missing, or says something else.",
    why="The history says why each version was made; without its line, nobody can say why a contract has that wording. "
    "`git revert` takes the line away together with the change: the change was made all the same.",
    mend="Put the line back as the hint shows it, below those of later versions. A change that is taken back is a new "
    "version with a reason of its own.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    for c in subject.rises:
        if c.released is c.provision:
            continue
        for change in c.released.history:
            if change not in c.provision.history:
                message = f"the history of {c.named} had a line for {change.version} in {c.release.tag}: it is missing"
                if any(other.version == change.version for other in c.provision.history):
                    message = f"the history of {c.named} has another line for {change.version} than {c.release.tag}"
                place = c.provision.place("history")
                line = history_line(change.version, change.on, change.why)
                yield Diagnostic(HISTORY_REMOVED, place, message, f"Put it back: `{line}`.")
