"""The folder decides the kind, so the id may not say another one."""

from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic

ID_FOLDER_MISMATCH = Code(
    "id-folder-mismatch",
    Topic.STRUCTURE,
    Severity.ERROR,
    "The id does not begin with the kind of the folder the file is in.",
    why="The kind decides where a provision is printed and by which rules it is judged.",
    mend="Move the file, or correct the first part of the id.",
)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        prefix, kind = provision.id.partition(".")[0], provision.kind
        if prefix != kind.prefix:
            message = (
                f"the id '{provision.id}' stands in the folder {kind.folder}, whose ids begin with '{kind.prefix}.'"
            )
            hint = "Move the file to the folder of its kind, or correct the first part of the id."
            yield Diagnostic(ID_FOLDER_MISMATCH, provision.location, message, hint)
