"""The folder decides the kind, so the id may not say another one."""

from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.diagnostics import Code, Diagnostic


def check(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        prefix, kind = provision.id.partition(".")[0], provision.kind
        if prefix != kind.value:
            message = (
                f"the id '{provision.id}' stands in the folder {kind.folder}, whose ids begin with '{kind.value}.'"
            )
            hint = "Move the file to the folder of its kind, or correct the first part of the id."
            yield Diagnostic(Code.ID_FOLDER_MISMATCH, provision.location, message, hint)
