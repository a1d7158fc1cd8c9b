"""A translation and what it translates, read as one: the source's structure with the words of the translation."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, TypeVar

from msgspec import Struct

from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.codes import INVALID_VALUE, NOTE_OF_NOTHING, UNKNOWN_KEY
from ddtender.library.form_values import FileForm
from ddtender.library.languages.plans import DRAFTING, Slot, said_of, texts_in, translation_form
from ddtender.library.languages.sources import TranslationSource, body_of, digest_of, front, plain
from ddtender.library.markup import broken_values, tags_in_values
from ddtender.library.source import SourceText
from ddtender.library.validation import read_form, validate
from ddtender.library.yaml_document import Path, YamlDocument
from ddtender.words import BEGINS, ENDS, PhraseError, language

#: Before a text whose translation is of other words than the source has now.
STALE = f"{BEGINS}?{ENDS}"
Form = TypeVar("Form", bound=FileForm)
#: A paragraph of Markdown or an item of a list: what comes before its words, and these.
_PIECE = re.compile(r"(?m)^([ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)?)(\S.*(?:\n(?![ \t]*(?:[-*+]|\d+[.)])[ \t])[ \t]*\S.*)*)")


class Held(Struct, frozen=True):
    """Why a translation still holds for a version of its source."""

    on: str
    why: str
    version: str


class Translation(Struct, frozen=True):
    """How the translation of one file stands.

    ``of`` is the fingerprint of the words that it was made from, empty where there is no file; ``fingerprint`` that of
    the words as they are now; ``words`` that of its own. ``missing`` are the texts that it lacks, of ``texts`` in all;
    ``untold`` are drafting notes of the source that it does not have in the language.
    """

    id: str
    tag: str
    path: str
    source: str
    version: str
    fingerprint: str
    of: str
    of_version: str
    words: str
    missing: tuple[Path, ...]
    texts: int
    location: Location
    held: tuple[Held, ...] = ()
    untold: tuple[Path, ...] = ()

    @property
    def is_missing(self) -> bool:
        return bool(self.missing) and not self.is_stale

    @property
    def is_stale(self) -> bool:
        """Whether its source has other words now than those that it was made from."""
        return bool(self.of) and self.of != self.fingerprint


class TranslationPair(Struct, frozen=True, dict=True):
    """A source (``of``) and its translation into a language, which need not be there (``own``)."""

    of: TranslationSource
    tag: str
    own: SourceText | None

    @property
    def slots(self) -> list[Slot]:
        """Every text of the front matter, or of the whole file, that is to be translated."""
        return self.of.slots

    @property
    def _words_of_it(self) -> list[Slot]:
        """The texts without which a translation is not complete."""
        return [slot for slot in self.slots if not slot.is_aside]

    @cached_property
    def _read(self) -> tuple[FileForm | None, YamlDocument, list[Diagnostic]]:
        if self.own is None:
            return None, YamlDocument({}), []
        return read_form(translation_form(self.of.kind.form), self.own, *front(self.own))

    @property
    def _words(self) -> object:
        return self._read[1].value if self._read[0] is not None else {}

    @cached_property
    def body(self) -> str:
        """The text of the translation below its front matter; nothing where there is none."""
        return body_of(self.own)

    def findings(self) -> list[Diagnostic]:
        """What is wrong with the file of the translation by itself, and which of its texts have no place."""
        form, document, found = self._read
        if form is None or self.own is None:
            return found
        told: Any = form
        wanted = {slot.target for slot in self.slots}
        own = {slot.target for slot in self.slots if slot.is_own}
        for path in texts_in(document.value, said_of(self.of.kind.form)):
            if path not in wanted and path[:-1] not in own and (path[0] == DRAFTING or not self.is_stale):
                place = document.values.get(path) or document.keys.get(path) or Location(self.own.path)
                if path[0] == DRAFTING:
                    message = f"{dotted(path)}: {self.of.path} has no note with this mark, or has changed it"
                    hint = "Translate the note as it is now: `ddtender translate` sends it; delete this one."
                    found = [*found, Diagnostic(NOTE_OF_NOTHING, place, message, hint)]
                    continue
                message = f"{dotted(path)}: the source has no such text"
                hint = f"Write it where {self.of.path} has one, or delete it; `ddtender translate` lists them."
                found = [*found, Diagnostic(UNKNOWN_KEY, place, message, hint)]
        if told.translates.id != self.of.id:
            place = document.values.get(("translates", "id"), Location(self.own.path))
            message = f"translates.id: {self.of.path} has the id '{self.of.id}'"
            found = [*found, Diagnostic(INVALID_VALUE, place, message, f"Write `id: {self.of.id}`.")]
        return found

    @cached_property
    def missing(self) -> tuple[Path, ...]:
        """The texts that the translation lacks; a body is ``("text",)``."""
        lacking = [slot.target for slot in self._words_of_it if slot.texts and self.told(slot) is None]
        if self.of.body and not self.body:
            lacking.append(("text",))
        return tuple(lacking)

    def told(self, slot: Slot) -> tuple[str, ...] | None:
        """The words of a slot in the translation; None if it says nothing of it. A list of its own may be empty."""
        found = _at(self._words, slot.target)
        if slot.is_own:
            return tuple(str(text) for text in found if text is not None) if isinstance(found, list) else None
        return (str(found),) if isinstance(found, str | int) and not isinstance(found, bool) else None

    @property
    def is_stale(self) -> bool:
        """Whether the translation was made from other words than the source has now."""
        told: Any = self._read[0]
        return told is not None and told.translates.fingerprint != self.of.fingerprint

    def translation(self) -> Translation:
        """How it stands."""
        told: Any = self._read[0]
        words = [slot._replace(texts=self.told(slot) or ()) for slot in self.slots]
        return Translation(
            id=self.of.id,
            tag=self.tag,
            path=self.own.path if self.own else "",
            source=self.of.path,
            version=self.of.version,
            fingerprint=self.of.fingerprint,
            of=told.translates.fingerprint if told else "",
            of_version=(told.translates.version or "") if told else "",
            words=digest_of(words, plain(self.body)),
            missing=self.missing,
            untold=tuple(slot.target for slot in self.slots if slot.is_aside and self.told(slot) is None),
            texts=sum(bool(slot.texts) for slot in self._words_of_it) + bool(self.of.body),
            location=self._place(),
            held=tuple(Held(one.on.isoformat(), one.why, one.version or "") for one in told.holds) if told else (),
        )

    def _place(self) -> Location:
        if self.own is None:
            return Location(self.of.path)
        return self._read[1].values.get(("translates", "fingerprint"), Location(self.own.path))

    # --- both as one ---

    @cached_property
    def merged(self) -> SourceText:
        """A text that the source's own reader reads: its structure, and the words of the translation. Words that there
        are none for are those of the source between ⟦ and ⟧."""
        source = self.own or self.of.text
        _, last = front(source)
        text = source.text
        body, own = self.of.body, self.body
        if body and (not own or self.is_stale):
            lines = text.split("\n")[: (last or 0) + 1]
            text = "\n".join([*lines, _marked_body(body) if not own else f"{STALE} {own}", ""])
        return SourceText(source.path, self._spelt(text), self._form)

    def _spelt(self, text: str) -> str:
        """Words of a language without a country, as this one writes them."""
        is_another = self.own is not None and f"/{self.tag}/" not in self.own.path
        return spelt(self.tag, text) if is_another else text

    def _form(
        self, form: type[Form], start_line: int = 0, end_line: int | None = None
    ) -> tuple[Form | None, YamlDocument, list[Diagnostic]]:
        """The form of the source with the words of the translation; see ``read_form``. What is wrong with either is
        told where it is read by itself."""
        written, words = self.of.written, self._read[1]
        value = copy.deepcopy(written.value)
        merged = YamlDocument(
            value, {**written.keys}, {**written.values}, {}, self.own or self.of.text, words.part or written.part
        )
        for slot in self.slots:
            texts = self.told(slot)
            if texts is None and not slot.texts:
                continue
            found = (
                tuple(map(self._spelt, texts))
                if texts is not None
                else tuple(_marked(text, slot.longest) for text in slot.texts)
            )
            _put(value, slot.path, list(found) if slot.is_own else found[0])
            if texts is not None:
                _take(merged, slot, words)
            elif self.own is None and slot.path in written.spans:
                merged.spans[slot.path] = written.spans[slot.path]
        self._note(merged)
        fallback = Location(self.of.path)
        made, findings = validate(form, merged, fallback)
        if made is not None and form.is_printed:
            findings = [*findings, *broken_values(merged, fallback)]
            findings += [] if form.is_composed else tags_in_values(merged, fallback)
        return made, merged, findings

    def _note(self, merged: YamlDocument) -> None:
        """What is said of the translation itself, behind what its source has to say."""
        words = self._read[1]
        own = _at(self._words, ("notes",))
        is_said_of_it = "notes" in self.of.kind.form.said_of_translations  # elsewhere notes are words like all others
        if not is_said_of_it or not isinstance(own, list) or not isinstance(merged.value, dict):
            return
        there = merged.value.get("notes")
        before = there if isinstance(there, list) else []
        merged.value["notes"] = [*before, *own]
        for mine, theirs in ((merged.keys, words.keys), (merged.values, words.values), (merged.spans, words.spans)):
            for path, place in theirs.items():
                if path[:1] == ("notes",) and path[1:]:
                    mine["notes", len(before) + path[1], *path[2:]] = place  # type: ignore[assignment, operator]


def spelt(tag: str, text: str) -> str:
    """A text as the country of a tag writes the letters of its language."""
    try:
        return language(tag).spelt(text) if "-" in tag else text
    except PhraseError:  # of a language that only a library has nothing more is known
        return text


def dotted(path: Path) -> str:
    """A path as findings show it: ``kpis.provided.target``, ``lead.2``."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _marked(text: str, longest: int | None) -> str:
    text = " ".join(text.split())
    room = (longest or len(text) + 2) - 2
    return f"{BEGINS}{text if len(text) <= room else text[: room - 1] + '…'}{ENDS}"


def _marked_body(body: str) -> str:
    return _PIECE.sub(lambda piece: f"{piece[1]}{BEGINS}{piece[2]}{ENDS}", body)


def _take(merged: YamlDocument, slot: Slot, words: YamlDocument) -> None:
    """The place of a text in the translation, as that of the text it stands for."""
    targets: Iterator[tuple[Path, Path]] = iter([(slot.path, slot.target)])
    if slot.is_own:
        kept = {path: place for path, place in merged.values.items() if path[:-1] != slot.path}
        merged.values.clear()
        merged.values.update(kept)
        found = _at(words.value, slot.target)
        count = len(found) if isinstance(found, list) else 0
        targets = iter([(slot.path, slot.target), *(((*slot.path, n), (*slot.target, n)) for n in range(count))])
    for path, target in targets:
        for mine, theirs in ((merged.keys, words.keys), (merged.values, words.values), (merged.spans, words.spans)):
            if target in theirs:
                mine[path] = theirs[target]  # type: ignore[assignment]


def _at(value: object, path: Path) -> object:
    for part in path:
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return None
    return value


def _put(value: Any, path: Path, text: object) -> None:
    for part in path[:-1]:
        value = value[part]
    value[path[-1]] = text
