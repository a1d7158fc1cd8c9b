"""``ResolvedDocument`` + library + states → the notes in the margin of a draft, as plain values."""

from ddtender.notes.margin import margin_notes
from ddtender.notes.values import AUTHOR, INITIALS, LABELLED, OURS, MarginNote, NoteLine

__all__ = ["AUTHOR", "INITIALS", "LABELLED", "OURS", "MarginNote", "NoteLine", "margin_notes"]
