"""A heading without a text binds nobody."""

from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.checks.passages import PassagePart
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic

EMPTY_PROVISION = Code(
    "empty-provision",
    Topic.TEXT,
    Severity.ERROR,
    "A provision has no text.",
    why="A heading without an obligation binds nobody.",
    mend="Write the text below the second `---`, or retire the provision.",
)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        body = (passage for passage in wording.passages(provision) if passage.part is PassagePart.BODY)
        if not any(passage.prose.text.strip() for passage in body):
            hint = "Write it below the second `---`, or remove the file."
            yield Diagnostic(EMPTY_PROVISION, provision.location, f"'{provision.id}' has no text", hint)
