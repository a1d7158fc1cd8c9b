"""A question of a procedure file as data."""

from __future__ import annotations

from msgspec import Struct

#: The path of a field: keys, EACH for the position in a list, and ANY for a key that can be any.
FieldPath = tuple[str, ...]
EACH, ANY = "*", "?"


class FieldChoice(Struct, frozen=True):
    """A value that can be chosen, and what it is called."""

    value: str
    label: str


class Limits(Struct, frozen=True):
    """What a value keeps to: a number from ``least`` to ``most``, a text of ``longest`` characters, so many ``items``;
    None where there is no limit. A text has the ``pattern`` of a regular expression."""

    least: int | None = None
    most: int | None = None
    longest: int | None = None
    items: int | None = None
    pattern: str = ""


class FactField(Struct, frozen=True):
    """One question.

    ``kind`` is text, long, day, whole, decimal, choice, yes-no, list or mapping; ``shape`` is how a text is written,
    where it is not free (amount, moment, url, email, phone, cpv, …), and ``of`` the kind of what a list or a mapping
    has. ``required_with`` is the path below which no value may stand without one here; None: it may always be left
    out. ``unit`` follows a number, ``default`` holds where nothing is written.
    """

    path: FieldPath
    kind: str
    label: str = ""
    help: str = ""
    choices: tuple[FieldChoice, ...] = ()
    limits: Limits = Limits()
    required_with: FieldPath | None = None
    shape: str = ""
    of: str = ""
    unit: str = ""
    default: str = ""

    @property
    def key(self) -> str:
        """The path with dots, as it is typed."""
        return ".".join(self.path)


class FieldGroup(Struct, frozen=True):
    """Questions that are asked together; ``title_key`` is the key of what they are called."""

    key: str
    title_key: str
    fields: tuple[FactField, ...]
