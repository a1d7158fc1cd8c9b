"""What can be wrong with what somebody has typed or handed in: said in their language, at the field."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from ddtender.desk.errors import Misused, Refused
from ddtender.diagnostics.messages import message_of
from ddtender.web.shown.finding_rows import finding_rows, kept_message
from ddtender.workspace.errors import WorkspaceError

#: How a desk says no.
REFUSALS = (Refused, Misused, WorkspaceError)


class Problem(Exception):
    """Something that somebody can mend: the key of a phrase, and what stands in its places."""

    def __init__(self, key: str, /, **places: object) -> None:
        self.key, self.places = key, places
        super().__init__(key)


class FieldProblem(Struct, frozen=True):
    """A problem at a field of a form: the field's name (also its id), and what is wrong, in words."""

    name: str
    said: str


class NotFound(Exception):
    """There is no such page, procurement or file."""


class Forbidden(Exception):
    """The page is not for somebody with these roles."""


def told(refusal: Exception) -> dict[str, Any]:
    """What a desk says when it refuses, one of ``REFUSALS``: an English message ("" where findings say it all), what it
    ``said`` as ``kept_message`` has it, and rows of findings."""
    if isinstance(refusal, Refused):
        return {"message": "", "said": None, "findings": finding_rows(refusal.diagnostics)}
    found = finding_rows(refusal.findings) if isinstance(refusal, Misused) else []
    return {"message": str(refusal), "said": kept_message(message_of(refusal)), "findings": found}
