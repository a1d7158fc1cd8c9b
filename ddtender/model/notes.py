"""What the library says to the lawyer who reviews: drafting notes, and why a provision of law is named."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from ddtender.diagnostics import Location


class Answer(Struct, frozen=True):
    """An answer to a reviewer's comment."""

    text: str
    author: str
    on_date: date | None = None


class DraftingNote(Struct, frozen=True):
    """A note on a provision; it counts neither in its version nor in its fingerprint.

    ``kind`` is "remark" (a reason, a hint), "question" (somebody must decide it: for the library or, with
    ``for_procurement``, for each procurement) or "comment" (a reviewer's, with ``author``, ``on_date``, the ``words``
    it stands on and its ``answers``).
    """

    kind: str
    text: str
    location: Location
    author: str = ""
    on_date: date | None = None
    words: str = ""
    answers: tuple[Answer, ...] = ()
    for_procurement: bool = False


class Verified(Struct, frozen=True):
    """That a statement of law was held against a text of it: on which day, by whom, which text."""

    on: date
    by: str
    against: str


class LegalBasis(Struct, frozen=True):
    """A provision of law as ``legal_basis`` cites it, and in one sentence what it allows or requires here.

    ``verified`` says against which text this was held; None: nobody has.
    """

    citation: str
    why: str
    location: Location
    verified: Verified | None = None
