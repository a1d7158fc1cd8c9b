"""The texts as a Word document: a table for each file, the source on the left, the translation beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from datetime import datetime

from ddtender.difference import hunks, joined
from ddtender.exchange.values import Parcel, Sheet, TextLine
from ddtender.library.languages.reading import dotted
from ddtender.library.languages.spans import BREAK, Span, Spans
from ddtender.office import wml
from ddtender.office.tree import child_of
from ddtender.office.wml import Element, W
from ddtender.office.writing import Long, WrittenPiece
from ddtender.render.paper import Paper
from ddtender.render.properties import add_properties
from ddtender.render.tables import columns
from ddtender.words import Language

#: The properties of the document that say what it is (see ``word_read``).
OF_TAG, OF_LIBRARY, OF_TEXTS = "ddtender.translation", "ddtender.library", "ddtender.texts"
_SHARES = [39, 39, 22]
_GREY, _RED, _GREEN = "6B6B6B", "A12622", "1B6E3C"
_FILLS = {"missing": "FFF8DC", "stale": "FCE4CF"}
#: In half points; so many words stand around a change, and no note says of more letters than these that they are few.
_SMALL, _BESIDE, _SHORT = 15, 6, 500
#: A text with more letters may be cut by the end of a page.
_LONG = 900


def write_word(
    parcel: Parcel, template: bytes, moment: datetime, language: Language, source: Language, own: str
) -> bytes:
    """A .docx whose own words are in ``language``; the library speaks ``source``, and ``own`` is the tag by which Word
    knows the language of the translations. Raises PackageError."""
    paper = Paper(template, language, landscape=True)
    add_properties(
        paper.parts,
        {OF_TAG: parcel.tag, OF_LIBRARY: parcel.library, OF_TEXTS: str(parcel.texts)},
    )
    writer = _Writer(paper, language, (source.locale_tag, own), (source.tag, parcel.tag))
    title = writer.say("title", library=parcel.library)
    words = {"title": title, "reference": f"{parcel.library} {parcel.version}", "mark": "", "version": ""}
    return paper.finish(writer.body(parcel, title), words, title, moment)


class _Writer:
    def __init__(self, paper: Paper, language: Language, locales: Sequence[str], tags: Sequence[str]) -> None:
        """``locales`` are those of source and translation as Word names them, ``tags`` as the library does."""
        self.paper, self.styles, self.language, self.locales = paper, paper.styles, language, locales
        self.names = [language.language_name(tag) for tag in tags]
        self.widths = columns(paper.styles.width, _SHARES)

    def say(self, key: str, **places: object) -> str:
        return self.language.say(f"translator.{key}", **places)

    def body(self, parcel: Parcel, title: str) -> Iterator[WrittenPiece]:
        paper, say = self.paper, self.say
        names = [self.language.capital(name) for name in self.names]
        yield paper.text(title, "Title")
        counted = say("counted", number=parcel.texts)
        yield paper.text(f"{say('subtitle', language=names[1])} · {counted}", "Subtitle")
        for key in ("type", "tags", "look", "terms", "states"):
            yield paper.text(say(f"how.{key}"), "Note")
        for sheet in parcel.sheets:
            yield paper.heading(2, sheet.title)
            state = say(f"states.{sheet.state}")
            about = say("about_version", id=sheet.id, version=sheet.version, state=state) if sheet.version else ""
            yield paper.text(about or say("about", id=sheet.id, state=state), "Note", keepNext=True)
            if not sheet.is_known:
                yield paper.text(say("unknown_change"), "Note", keepNext=True)
            yield self._table(sheet, names)

    def _table(self, sheet: Sheet, names: Sequence[str]) -> Long:
        headings = [
            f"{self.say('headings.source')} ({names[0]})",
            f"{self.say('headings.translation')} ({names[1]})",
            self.say("headings.notes"),
        ]
        style = self.styles.p("Table Heading")
        head = [wml.text_cell(width, style, text) for width, text in zip(self.widths, headings, strict=True)]
        table = wml.table(
            self.styles.t("Provision Table"), self.widths, [wml.row(head, header=True)], description=sheet.title
        )
        return Long(table, (self._row(line, sheet) for line in sheet.lines))

    def _row(self, line: TextLine, sheet: Sheet) -> Element:
        piece = line.piece
        mark = {"": "", "-": "•  ", "1.": "1.  "}.get(piece.mark, "")
        source = wml.run_control(
            f"{line.name}_s", dotted(piece.place), self._runs(piece.words, 0), lock="sdtContentLocked"
        )
        left = [self._text([self._run(mark, small=True)] if mark else [], [source])]
        if piece.before is not None:
            left.append(self._changed(piece.before, piece.words))
        target = wml.run_control(
            line.name,
            f"{sheet.id} · {dotted(piece.place)}",
            self._runs(piece.translation, 1) if piece.translation else [self._prompt()],
            lock="sdtLocked",
            placeholder=not piece.translation,
        )
        middle = self._text(wml.bookmark(line.name, [target]))
        contents = left, [middle], self._notes(line)
        cells = [wml.cell(width, *content) for width, content in zip(self.widths, contents, strict=True)]
        state = "missing" if piece.translation is None else "stale" if piece.before is not None else ""
        if state:
            fill = wml.element("shd", val="clear", color="auto", fill=_FILLS[state])
            child_of(cells[1], W + "tcPr").append(fill)
        row = wml.row(cells)
        if sum(len(one.text) for one in piece.words) > _LONG:  # a long paragraph may go over the page
            properties = child_of(row, W + "trPr")
            properties.remove(child_of(properties, W + "cantSplit"))
        return row

    def _text(self, *runs: Iterable[Element]) -> Element:
        return wml.paragraph(self.styles.p("Table Text"), [run for some in runs for run in some])

    def _notes(self, line: TextLine) -> list[Element]:
        piece, say = line.piece, self.say
        notes = [self._text([self._run(dotted(piece.place), color=_GREY, small=True)])]
        if piece.forms:
            notes.append(self._note(say("forms")))
        if piece.longest is not None and piece.longest < _SHORT:
            notes.append(self._note(say("longest", number=piece.longest)))
        for one in line.terms:
            if one.forms:
                notes.append(self._note(say("term", term=one.term, forms=", ".join(one.forms))))
            else:
                notes.append(self._note(say("no_forms", term=one.term)))
        return notes

    def _note(self, text: str) -> Element:
        return self._text([self._run(text, small=True)])

    def _changed(self, before: Spans, now: Spans) -> Element:
        """What has changed in a text of the source: words that have gone, struck out, and those that have come."""
        if not before:
            return self._note(self.say("new"))
        was, is_ = ("".join(one.text for one in spans).replace(BREAK, " ").split(" ") for spans in (before, now))
        runs = [self._run(self.say("changed"), color=_GREY, small=True)]
        at = 0
        for hunk in joined(hunks(was, is_), lambda one, other: other.start - one.end <= 2 * _BESIDE):
            start, end = max(hunk.start - _BESIDE, at), hunk.end + _BESIDE
            runs.append(self._run(("… " if start > at else "") + _words(was[start : hunk.start]), 0, small=True))
            runs += self._difference(was[hunk.start : hunk.end], is_[hunk.new_start : hunk.new_end])
            at = min(end, len(was))
            runs.append(self._run(_words(was[hunk.end : at]), 0, small=True))
        if at < len(was):
            runs.append(self._run("…", 0, small=True))
        return self._text(runs)

    def _difference(self, was: Sequence[str], is_: Sequence[str]) -> Iterator[Element]:
        at = 0
        for hunk in hunks(was, is_):
            yield self._run(_words(was[at : hunk.start]), 0, small=True)
            yield self._run(_words(was[hunk.start : hunk.end]), 0, _RED, small=True, looks=("strike",))
            yield self._run(_words(is_[hunk.new_start : hunk.new_end]), 0, _GREEN, small=True, looks=("b",))
            at = hunk.end
        yield self._run(_words(was[at:]), 0, small=True)

    def _prompt(self) -> Element:
        return wml.text_run(self.say("prompt"), self.styles.c("Blank"))

    def _runs(self, spans: Spans, which: int) -> list[Element]:
        return [self._span(one, which) for one in spans]

    def _span(self, one: Span, which: int) -> Element:
        looks = ("b",) * one.strong + ("i",) * one.emphasis
        if one.is_tag:
            return self._run(one.text, which, _GREY, small=True, looks=(*looks, "noProof"))
        return self._run(one.text, which, looks=looks)

    def _run(
        self, text: str, which: int | None = None, color: str = "", small: bool = False, looks: Sequence[str] = ()
    ) -> Element:
        """Text in the language of the source (0), of the translation (1), or of the document."""
        run = copy(wml.text_run(text))
        properties = wml.element("rPr", *(wml.element(look) for look in looks))
        if color:
            properties.append(wml.element("color", val=color))
        if small:
            properties.append(wml.element("sz", val=_SMALL))
        if which is not None:
            properties.append(wml.element("lang", val=self.locales[which]))
        if len(properties):
            run.insert(0, properties)
        return run


def _words(words: Sequence[str]) -> str:
    return " ".join(words) + " " if words else ""
