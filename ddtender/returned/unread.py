"""What prints or hides words in a document and is not read as text: it is named, so that a person looks (ECMA-376).

A file that is put in (part 1, 17.17.2), a control that shows a value stored elsewhere (17.5.2.6), a picture or diagram
with words of its own, other words for other programs (part 3, 7.6), letters that look like others.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from lxml import etree

from ddtender.library.brought import unlisted
from ddtender.library.looks.doubled import doubled
from ddtender.library.looks.known import ALTERNATE, BRANCHES, unknown
from ddtender.office.letters import SAYING, letters, said
from ddtender.office.package import W, parse_part
from ddtender.office.relations import OF_DOCUMENT, Relation, relations
from ddtender.returned.bound import Stored
from ddtender.returned.pages import odd_section, odd_settings
from ddtender.returned.values import Thing

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_PUT_IN = {W + "altChunk": "another file is put in", W + "subDoc": "another document is shown"}
PICTURES = (W + "drawing", W + "pict", W + "object")
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DRAWN = re.compile(r"word/(?:charts|diagrams|chartex)/[^/]+\.xml")
_MEDIA = ("image", "font", "oleObject", "package")
#: What is told where it is shown, or by ``_MEDIA``, and where Word looks for a template that has no words of its own.
_TOLD = ("aFChunk", "oleObject", "package", "attachedTemplate")
_LONGEST = 200
_FONTS = "word/_rels/fontTable.xml.rels"


def drawn_words(element: etree._Element) -> str:
    """What a picture is said to show, and the words that are drawn in it; those of text boxes are paragraphs."""
    said = []
    for inner in element.iter():
        name = etree.QName(inner).localname if isinstance(inner.tag, str) else ""
        if name == "docPr":
            said += [inner.get("title", ""), inner.get("descr", "")]
        elif inner.tag == _A + "t":
            said.append(letters(inner))
        elif inner.tag == _V + "textpath":
            said.append(inner.get("string", ""))
        elif inner.tag == _V + "shape":
            said.append(inner.get("alt", ""))
    return _cut(" ".join(dict.fromkeys(filter(None, said))))


def is_chart(element: etree._Element) -> bool:
    """Whether a picture is a chart, whose words and numbers stand in a part of its own (``Unread.elsewhere``)."""
    return next(element.iter(_CHART), None) is not None


class Unread:
    """What of one document is not read; ``parts`` are all of its parts. Raises PackageError."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts

    def named(self, element: etree._Element) -> tuple[str, str] | None:
        """What an element is called that is not read, and its words; None of any other element."""
        tag = str(element.tag)
        if tag in _PUT_IN:
            return _PUT_IN[tag], ""
        if tag.endswith("}dataBinding"):
            return self._bound(element)
        if tag == ALTERNATE:
            return None if _one_picture(element) else ("other programs show other words", _cut(_branches(element)))
        if tag == W + "sectPr":
            return (f"a section of pages has {said}", "") if (said := odd_section(element)) else None
        if tag == W + "background":
            return "the pages have a colour or a picture", ""
        return (said, _cut(_text(element))) if (said := unknown(element)) else None

    def elsewhere(self) -> Iterator[Thing]:
        """Words of diagrams and charts, and files that are shown: pictures and fonts by what is in them."""
        for name in sorted(self._parts):
            if _DRAWN.fullmatch(name) and (words := _cut(" ".join(self._drawn(name)))):
                yield Thing("a chart or diagram has words", words)
        yield from odd_settings(self._parts)
        for twice in doubled(self._parts):
            yield Thing(f"the document has {twice}: each program takes another of the two", "")
        yield from self._shown_files()
        yield from self._brought()
        if _FONTS in self._parts:
            for one in relations(self._parts, _FONTS):
                yield Thing("the document brings its own letters (a font)", "", None, self._digest(one.part))

    def _shown_files(self) -> Iterator[Thing]:
        """By what is in them: those of the text as often as it is related to them, those of other parts once."""
        of_text = [(one.kind, self._digest(one.part)) for one in self._files(OF_DOCUMENT)]
        others = (name for name in sorted(self._parts) if name.endswith(".rels") and name not in (OF_DOCUMENT, _FONTS))
        around = {(one.kind, self._digest(one.part)): None for name in others for one in self._files(name)}
        for kind, digest in (*of_text, *(one for one in around if one not in of_text)):
            yield Thing(f"a file ({kind}) is shown that the draft does not have", "", None, digest)

    def _files(self, relationships: str) -> Iterator[Relation]:
        found = relations(self._parts, relationships)
        return (one for one in found if one.kind in _MEDIA and one.part in self._parts)

    def _brought(self) -> Iterator[Thing]:
        """Parts that no list has, what is loaded from elsewhere, and pages of frames, which show other files (17.15.2);
        each once."""
        things = {
            Thing(f"the document {'loads' if one.outside else 'brings'} {one.what}", _cut(one.target)): None
            for one in unlisted(self._parts)
            if one.kind not in _TOLD
        }
        yield from things
        for one in relations(self._parts, OF_DOCUMENT):
            web = self._parts.get(one.part) if one.kind == "webSettings" else None
            if web is not None and next(parse_part(one.part, web).iter(W + "frameset"), None) is not None:
                yield Thing("the document is a page of frames, which shows other files", "")

    def _digest(self, part: str) -> str:
        return hashlib.sha256(self._parts.get(part, b"")).hexdigest()

    def _drawn(self, name: str) -> Iterator[str]:
        for element in parse_part(name, self._parts[name]).iter():
            if isinstance(element.tag, str) and etree.QName(element).localname in ("t", "v", "pt") and element.text:
                yield _as_number(element.text.strip())

    def _bound(self, binding: etree._Element) -> tuple[str, str] | None:
        """A control whose words are others in the store (17.5.2.6): Word shows those of the store."""
        control = next(binding.iterancestors(W + "sdt"), None)
        content = None if control is None else control.find(W + "sdtContent")
        shown = "" if content is None else _text(content)
        waiting = control is not None and control.find(f".//{W}showingPlcHdr") is not None
        stored = self._stored.values(binding)
        if stored == {shown} or (waiting and stored == {""}):
            return None
        other = " / ".join(sorted(stored)) if stored else f"{shown} ({binding.get(W + 'xpath') or ''})"
        return "a control shows what is stored elsewhere", _cut(other)

    @cached_property
    def _stored(self) -> Stored:
        return Stored(self._parts)


def _as_number(words: str) -> str:
    """A number as every program writes it: 60, not 60.00. Other words stay."""
    number, point, decimals = words.partition(".")
    if not point or not (number + decimals).isascii() or not (number + decimals).isdigit():
        return words
    return f"{number}.{decimals}".rstrip("0").rstrip(".")


def _one_picture(alternate: etree._Element) -> bool:
    """Whether all branches draw a picture, which has the same words in each, for programs of every age."""
    branches = [*alternate.iterchildren(*BRANCHES)]
    drawn = all(child.tag in PICTURES for branch in branches for child in branch)
    return drawn and len(branches) == len(alternate) and len({_text(branch) for branch in branches}) == 1


def _branches(alternate: etree._Element) -> str:
    return " / ".join(dict.fromkeys(_text(branch) or "nothing" for branch in alternate.iterchildren(*BRANCHES)))


def _text(element: etree._Element) -> str:
    """The words of all that stands in an element, its paragraphs apart."""
    found = []
    for inner in element.iter(W + "p", W + "delText", *SAYING, _A + "t", _V + "textpath"):
        if inner.tag in (W + "delText", _A + "t"):
            found.append(letters(inner))
        elif inner.tag in SAYING:
            found.append(said(inner))
        else:
            found.append(f" {inner.get('string', '')}")
    return " ".join("".join(found).split())


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
