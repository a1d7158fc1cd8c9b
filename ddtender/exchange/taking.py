"""What came back from a translator, held against the library as it is now, and written into its files.

Three texts decide about each place: what was sent, what came back, and what the file says by now. What only one side
has changed is taken; where both have, it is a conflict, and told. Nothing that anybody wrote is overwritten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from ddtender.diagnostics import Code, Diagnostic, Location
from ddtender.exchange.codes import (
    LOST_TAG,
    NO_ROOM_FOR_TEXT,
    OTHER_TRANSLATION,
    PART_OF_TEXT,
    SOURCE_HAS_CHANGED,
    STILL_STALE,
    TEXT_TWICE,
    TRANSLATION_CONFLICT,
    TRANSLATORS_REMARK,
    UNKNOWN_TEXT,
    UNWRITABLE_TEXT,
)
from ddtender.exchange.gathering import ExchangeGround
from ddtender.exchange.phrases import phrases_of, place_of_phrases, written_phrases
from ddtender.exchange.values import (
    PARAGRAPH,
    ReturnedParcel,
    ReturnedText,
    read_name,
    words_key,
)
from ddtender.history.edit import EditError, follow_source
from ddtender.library.characters import findings_in
from ddtender.library.languages.files import pair_of
from ddtender.library.languages.kinds import place_of_translation
from ddtender.library.languages.pieces import TextPiece, pieces_of
from ddtender.library.languages.plans import DRAFTING
from ddtender.library.languages.reading import TranslationPair, dotted
from ddtender.library.languages.spans import BREAK, Span, Spans, UnwritableText, as_markdown, tags, tidy
from ddtender.library.languages.writing import said, written
from ddtender.library.layers.origins import origins_of
from ddtender.library.yaml_document import Path
from ddtender.words import BEGINS, ENDS

_SHOWN = 60
_REMARKS = {
    "paragraphs": "it stands in several paragraphs, which were joined to one",
    "tracked": "tracked changes in it were accepted",
    "hidden": "words that are hidden were left out",
    "struck": "words that are struck through were left out",
    "faint": "some of its words can hardly be seen, by their colour, size or place; they were taken over",
    "sign": "a sign of a special font was left out; type it as a letter",
}


class _Place(Struct, frozen=True):
    """A text of the library as it is now; a phrase of ddtender is of no ``pair``."""

    id: str
    pair: TranslationPair | None
    piece: TextPiece

    @property
    def said(self) -> str:
        return f"{self.id}, {dotted(self.piece.place)}"


class TakenOver(Struct, frozen=True):
    """The files as they will be, how many texts of them are new, and all that was found."""

    files: Mapping[str, bytes]
    texts: int
    findings: tuple[Diagnostic, ...]


def taken(ground: ExchangeGround, back: ReturnedParcel, file: str, ids: Collection[str], on: date) -> TakenOver:
    """What a translator's ``file`` changes in the texts of these ids, or in all; nothing is written where it has an
    error."""
    return _Taking(ground, back, file, ids, on).result()


class _Taking(Struct):
    ground: ExchangeGround
    back: ReturnedParcel
    file: str
    ids: Collection[str]
    on: date
    findings: list[Diagnostic] = field(default_factory=list)

    def result(self) -> TakenOver:
        if self._is_other():
            return TakenOver({}, 0, tuple(self.findings))
        known = self._known()
        changed: dict[str, dict[Path, Spans]] = {}
        done: dict[str, set[Path]] = {}
        pairs: dict[str, tuple[TranslationPair | None, int]] = {}
        for text, place in self._found(known):
            pairs.setdefault(place.id, (place.pair, text.line))
            words = self._changes(text, place)
            if words is None:
                continue
            done.setdefault(place.id, set()).add(place.piece.place)
            if words != place.piece.translation and self._is_sound(text, place, words):
                changed.setdefault(place.id, {})[place.piece.place] = words
        files = {}
        for id_, (pair, line) in pairs.items():
            if id_ in done and pair is not None:
                files |= self._file(pair, line, changed.get(id_, {}), done[id_])
            elif id_ in changed:
                files |= self._phrases(id_, line, changed[id_], [one.piece for one in known.values() if one.id == id_])
        self._remarks()
        return TakenOver(files, sum(map(len, changed.values())), tuple(self.findings))

    def _find(self, code: Code, message: str, line: int = 1, hint: str = "") -> None:
        self.findings.append(Diagnostic(code, Location(self.file, line), message, hint))

    def _is_other(self) -> bool:
        hint = "Give the language that it was made for, in the folder of its library."
        ground, back = self.ground, self.back
        if back.tag is not None and back.tag != ground.tag:
            said = f"this is a translation into '{back.tag[:20]}', not into {ground.tag}"
            self._find(OTHER_TRANSLATION, said, 1, hint)
        if back.library is not None and back.library != ground.library.info.name:
            own = ground.library.info.name
            said = f"it was made from the library '{back.library[:_SHOWN]}', and this is '{own}'"
            self._find(OTHER_TRANSLATION, said, 1, hint)
        return bool(self.findings)

    def _known(self) -> dict[str, _Place]:
        """Every text of the library by its key."""
        found = {}
        for id_, standing in self.ground.standings.items():
            pair = pair_of(self.ground.files, standing.translation.source, self.ground.tag)[0]
            for piece in pieces_of(pair, self.ground.before(pair)) if pair is not None else ():
                found[self.ground.key(id_, piece)] = _Place(id_, pair, piece)  # type: ignore[arg-type]
        for id_, pieces in phrases_of(self.ground.words) if self.ground.words is not None else ():
            found |= {self.ground.key(id_, piece): _Place(id_, None, piece) for piece in pieces}
        return found

    def _found(self, known: Mapping[str, _Place]) -> Iterator[tuple[ReturnedText, _Place]]:
        """The texts that came back and have a place, each once."""
        seen: dict[str, ReturnedText] = {}
        strange = 0
        for text in self.back.found:
            name = read_name(text.name)
            place = known.get(name.text) if name else None
            if name is None or place is None:
                strange += 1
                shown = "".join(one.text for one in text.words)[:_SHOWN]
                self._find(UNKNOWN_TEXT, f"the library has no such text (any more): “{shown}”", text.line)
            elif (first := seen.get(name.text)) is None:
                seen[name.text] = text
                if not self.ids or place.id in self.ids:
                    yield text, place
            elif first.words != text.words:
                message = f"{place.said}: it stands here a second time, with other words than at {first.line}"
                self._find(TEXT_TWICE, message, text.line, "Delete one of the two.")
        if not seen:
            self.findings.clear()
            message = f"none of the texts of this library is in this file, as they were sent for {self.ground.tag}"
            self._find(OTHER_TRANSLATION, message, 1, "Check that it is the right file, library and language.")
        elif self.back.texts is not None and len(seen) + strange < self.back.texts:
            lost = self.back.texts - len(seen) - strange
            message = f"{lost} of the {self.back.texts} texts that were sent are not in this file any more"
            self._find(UNKNOWN_TEXT, message)

    def _changes(self, text: ReturnedText, place: _Place) -> Spans | None:
        """The words of a text that the translator has changed and that may be written; None for any other."""
        piece, name = place.piece, read_name(text.name)
        assert name is not None
        gap = BREAK if piece.forms else " "
        spans = tidy(Span(one.text.replace(PARAGRAPH, gap), one.strong, one.emphasis) for one in text.words)
        words = said(piece, spans) if spans else None
        remarks = [key for key in text.remarks if not (piece.forms and key == "paragraphs")]
        for key in remarks:
            self._find(TRANSLATORS_REMARK, f"{place.said}: {_REMARKS[key]}", text.line)
        if words_key(words) == name.translation:
            return None  # as it was sent
        if words is None:
            self._find(TRANSLATORS_REMARK, f"{place.said}: it is empty now; the library keeps its words", text.line)
            return None
        if words == piece.translation:
            return words  # it is there already
        if words_key(piece.words) != name.words:
            message = f"{place.said}: the source has other words now than when this was sent"
            self._find(SOURCE_HAS_CHANGED, message, text.line, "Send the text once more.")
            return None
        if words_key(piece.translation) != name.translation:
            now = "".join(one.text for one in piece.translation or ())[:_SHOWN]
            message = f"{place.said}: somebody has changed it in the library since; it says “{now}” there"
            self._find(TRANSLATION_CONFLICT, message, text.line, "Choose one of the two, and write it in both places.")
            return None
        return words

    def _is_sound(self, text: ReturnedText, place: _Place, words: Spans) -> bool:
        """Whether new words can stand where they are to stand."""
        before, piece = len(self.findings), place.piece
        plain = "".join(one.text for one in words)
        own, source = Counter(tags(words)), Counter(tags(piece.words))
        for tag in sorted((own - source) | (source - own)) if not piece.forms else ():
            count = f"{own[tag]} times, and in the source {source[tag]} times"
            message = f"{place.said}: {tag[:_SHOWN]} stands here {count}"
            self._find(LOST_TAG, message, text.line, "Copy it from the source, as often as it stands there.")
        if piece.longest is not None and len(plain) > piece.longest:
            message = f"{place.said}: it has {len(plain)} characters; there is room for {piece.longest}"
            self._find(NO_ROOM_FOR_TEXT, message, text.line)
        self.findings += findings_in(plain.replace(BREAK, " "), Location(self.file, text.line))
        if BEGINS in plain or ENDS in plain:
            message = f"{place.said}: {BEGINS} and {ENDS} mark what has no translation"
            self._find(UNWRITABLE_TEXT, message, text.line, "Delete the signs.")
        if piece.is_passage:
            try:
                as_markdown(words)
            except UnwritableText:
                message = f"{place.said}: its bold or italic words cannot be written so"
                self._find(UNWRITABLE_TEXT, message, text.line, "Take the look off, or give it to whole words.")
        return len(self.findings) == before

    def _file(self, pair: TranslationPair, line: int, words: dict[Path, Spans], done: set[Path]) -> dict[str, bytes]:
        """The file of a translation with new words; none where it stays as it is."""
        place = place_of_translation(pair.of.path, self.ground.tag)
        if base := origins_of(self.ground.files).folder_of(pair.own.path if pair.own else ""):
            name = pair.of.path.partition("/")[2]
            message = f"{pair.of.id}: its translation is one of {base}; `ddtender replace {name}` takes it over"
            self._find(UNWRITABLE_TEXT, message, line)
            return {}
        if words and (lacking := self._lacking(pair, words)):
            message = f"{pair.of.id}: {lacking} paragraphs of its text are not translated yet; none is written"
            self._find(PART_OF_TEXT, message, line)
            words = {at: one for at, one in words.items() if at[:1] != ("text",) or len(at) == 1}
        own = pair.own.text.encode() if pair.own is not None and pair.own.path == place else b""
        try:
            content = written(pair, place, words, self.ground.before(pair)) if words else own
            if content and self._follows(pair, line, done):
                version = pair.of.version or None
                content = follow_source(content.decode(), pair.of.fingerprint, version, None, self.on).encode()
        except (UnwritableText, EditError) as error:
            said = f"{pair.of.id}: its new words cannot be written into {place}" + (f": {error}" if str(error) else "")
            self._find(UNWRITABLE_TEXT, said, line, "Run `ddtender check`, or write them by hand.")
            return {}
        return {place: content} if content != own else {}

    def _phrases(
        self, id_: str, line: int, words: Mapping[Path, Spans], pieces: Sequence[TextPiece]
    ) -> dict[str, bytes]:
        """The library's own file of phrases with new ones."""
        place = place_of_phrases(self.ground.tag, id_)
        try:
            return {place: written_phrases(self.ground.files.get(place), id_, pieces, words)}
        except UnwritableText as error:
            self._find(UNWRITABLE_TEXT, f"{place}: {error}", line)
            return {}

    def _lacking(self, pair: TranslationPair, words: Mapping[Path, Spans]) -> int:
        """How many paragraphs are missing of a text that is to be written anew."""
        passages = [one for one in pieces_of(pair, self.ground.before(pair)) if one.is_passage]
        if not any(one.place in words for one in passages):
            return 0
        return sum(one.translation is None and one.place not in words for one in passages)

    def _follows(self, pair: TranslationPair, line: int, done: set[Path]) -> bool:
        """Whether a stale translation is one of its source as it is now: all that has changed there was translated."""
        if not pair.is_stale:
            return False
        was = self.ground.before(pair)
        changed = [one.place for one in pieces_of(pair, was) if one.before is not None]
        left = [place for place in changed if place not in done and place[0] != DRAFTING]
        if was is not None and not left:
            return True
        said = "what has changed is not known"
        if was is not None:
            said = f"{', '.join(map(dotted, left))} was left as it was"
        message = f"{pair.of.id}: the translation is still one of older words of the source: {said}"
        hint = f"Compare both; `ddtender translate {self.ground.tag} --follows {pair.of.id}` says that it follows."
        self._find(STILL_STALE, message, line, hint)
        return False

    def _remarks(self) -> None:
        for line, text in self.back.remarks:
            self._find(TRANSLATORS_REMARK, text, line)
