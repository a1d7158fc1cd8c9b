"""A release from before a file format changed cannot be compared in full; the reader has to know."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic

RELEASE_UNREADABLE = Code(
    "release-unreadable",
    Topic.HISTORY,
    Severity.WARNING,
    "The last release cannot be read by this version of ddtender.",
    why="Versions cannot be held against it.",
    mend="Nothing is wrong with the present library; tag a new release when it is ready.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    if subject.releases and not subject.releases[0].readable:
        message = f"the release {subject.releases[0].tag} cannot be read in full, so versions were compared in part"
        hint = "Nothing is wrong here; tag a new release when this library is ready."
        yield Diagnostic(RELEASE_UNREADABLE, subject.library.info.location, message, hint)
