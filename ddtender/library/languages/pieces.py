"""A file of the library as a translator goes through it: text by text, each beside its translation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from ddtender.difference import hunks
from ddtender.library.languages.passages import BodyPassage, passages_of
from ddtender.library.languages.plans import Slot
from ddtender.library.languages.reading import TranslationPair
from ddtender.library.languages.spans import BREAK, Span, Spans, as_plain, of_plain
from ddtender.library.yaml_document import Path

#: The place of a passage begins with it.
BODY = "text"


class TextPiece(Struct, frozen=True):
    """A text of the source (``words``) at a place, and its translation, None where there is none.

    ``forms``: the words are a list, a form a line, which each language has for itself. ``mark`` is that of the list in
    which a passage is an item, ``before`` what the source said when the translation was made, if that differs: None
    where it is the same, nothing where the text is new. ``longest`` is how many letters there is room for.
    """

    place: Path
    words: Spans
    translation: Spans | None
    forms: bool = False
    mark: str = ""
    before: Spans | None = None
    longest: int | None = None

    @property
    def is_passage(self) -> bool:
        """Whether it stands in a body, where words may be emphasised."""
        return self.place[:1] == (BODY,) and len(self.place) > 1


def pieces_of(pair: TranslationPair, was: TranslationPair | None = None) -> tuple[TextPiece, ...]:
    """The texts of a file in their order. ``was`` is the file as it said when the translation was made, if it says
    something else now."""
    earlier = {slot.target: slot for slot in was.slots} if was is not None else {}
    made = [_slot(pair, slot, was is not None, earlier.get(slot.target)) for slot in pair.slots]
    return (*made, *_passages(pair, was))


def forms_of(words: Spans) -> tuple[str, ...]:
    """A list of forms out of the lines that it is shown as; a dash alone says that there is none."""
    lines = "".join(one.text for one in words).split(BREAK)
    found = (line.strip(" ;") for line in lines)
    return tuple(form for form in found if form and form not in ("-", "–", "—"))


def as_forms(forms: Sequence[str]) -> Spans:
    """A list of forms as lines; none is a dash."""
    return (Span(BREAK.join(as_plain(of_plain(form)) for form in forms) or "–"),)


def _slot(pair: TranslationPair, slot: Slot, is_known: bool, earlier: Slot | None) -> TextPiece:
    told = pair.told(slot)
    before = _said(earlier) if earlier is not None else () if is_known else None
    own = None
    if told is not None:
        own = as_forms(told) if slot.is_own else of_plain(told[0])
    words = _said(slot)
    return TextPiece(
        slot.target, words, own, slot.is_own, before=None if before == words else before, longest=slot.longest
    )


def _said(slot: Slot) -> Spans:
    return as_forms(slot.texts) if slot.is_own else of_plain(slot.texts[0])


def _passages(pair: TranslationPair, was: TranslationPair | None) -> list[TextPiece]:
    now, own = passages_of(pair.of.body), passages_of(pair.body)
    then = passages_of(was.of.body) if was is not None else None
    from_before = _places(then if then is not None else now, now)
    # what the translation says, by the place of what it was made from
    base = then if then is not None else now
    told = {n: one.words for n, one in enumerate(own) if n < len(base) and one.shape == base[n].shape}
    made = []
    for n, one in enumerate(now):
        at = from_before.get(n)
        before = None if then is None else then[at].words if at is not None else ()
        mark = one.shape[0][-1] if one.shape[0] and one.shape[1] else ""
        translation = told.get(at) if at is not None else None
        before = None if before == one.words else before
        made.append(TextPiece((BODY, n), one.words, translation, mark=mark, before=before))
    return made


def _places(then: Sequence[BodyPassage], now: Sequence[BodyPassage]) -> Mapping[int, int]:
    """Which passage each was, by number; none for a new one."""
    found = {}
    at = 0
    old, new = [one.words for one in then], [one.words for one in now]
    for hunk in hunks(old, new):
        for n in range(at, hunk.new_start):
            found[n] = n - hunk.new_start + hunk.start
        for n in range(min(hunk.end - hunk.start, hunk.new_end - hunk.new_start)):
            found[hunk.new_start + n] = hunk.start + n
        at = hunk.new_end
    shift = len(old) - len(new)
    return {**found, **{n: n + shift for n in range(at, len(new))}}
