"""``ResolvedDocument`` + library + states → the notes in the margin of a draft, as plain values."""

from ddtender.notes.margin import margin_notes
from ddtender.notes.values import AUTHOR, INITIALS, LABELLED, MarginNote, NoteLine, ours

__all__ = ["AUTHOR", "INITIALS", "LABELLED", "MarginNote", "NoteLine", "margin_notes", "ours"]
