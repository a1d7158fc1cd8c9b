"""A release from before a file format changed cannot be compared in full; the reader has to know."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic


def check(subject: Subject) -> Iterator[Diagnostic]:
    if subject.releases and not subject.releases[0].readable:
        message = f"the release {subject.releases[0].tag} cannot be read in full, so versions were compared in part"
        hint = "Nothing is wrong here; tag a new release when this library is ready."
        yield Diagnostic(Code.RELEASE_UNREADABLE, subject.library.info.location, message, hint)
