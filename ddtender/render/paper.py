"""The paper of the market documents: a Word template with ``{{ body }}`` and a few words in its margins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from lxml import etree

from ddtender.library.market import BLANK
from ddtender.library.relationships import faults
from ddtender.model.template import WORD
from ddtender.office import wml
from ddtender.office.chart import add_chart, chart_run
from ddtender.office.chart_xml import Letters
from ddtender.office.letters import text_below
from ddtender.office.package import PackageError, main_text, open_package, parse_part
from ddtender.office.packaging import serialize, set_properties, write
from ddtender.office.tree import child_of, parent_of
from ddtender.office.wml import Element, W
from ddtender.office.writing import WrittenPiece, write_tree
from ddtender.render.letters import letters_of
from ddtender.render.private import public_parts
from ddtender.render.spoken import speak
from ddtender.render.styles import StyleSheet, read_styles
from ddtender.render.tables import columns, keep_together
from ddtender.words import Language

W14_NAMESPACE = "http://schemas.microsoft.com/office/word/2010/wordml"
_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")
_TAG = re.compile(r"\{\{ *(\w+) *\}\}")
#: What says how wide a table and its columns are (ECMA-376 part 1, 17.4).
_WIDTHS = (W + "tblW", W + "gridCol", W + "tcW")


class Paper:
    """A template that is written on once, in a language, ``landscape`` across. Raises PackageError if it is none."""

    def __init__(self, template: bytes, language: Language, landscape: bool = False) -> None:
        self.language, self.say = language, language.say
        own = open_package(template)
        for fault in faults(own):
            raise PackageError(f"the template {fault}")
        self.parts = public_parts(own)
        if _STYLES not in self.parts:
            raise PackageError("the template has no styles")
        self.document = main_text(self.parts)
        if landscape:
            _turn(self.document, self.parts)
        try:
            self.styles: StyleSheet = read_styles(parse_part(_STYLES, self.parts[_STYLES]), self.document)
        except KeyError as error:
            names = ", ".join(f"“{name}”" for _, name in error.args[0])
            raise PackageError(f"the template lacks the styles {names}; `ddtender adopt` adds them") from None

    def style(self, name: str) -> str:
        """A paragraph style that a template need not have, such as Title."""
        return self.styles.ids.get(("paragraph", name)) or self.styles.p("Body Text")

    def text(self, text: str, style: str = "Body Text", **flags: bool) -> Element:
        return wml.paragraph(self.style(style), [wml.text_run(text)], None, **flags)

    def heading(self, level: int, text: str, new_page: bool = False) -> Element:
        return wml.paragraph(self.styles.heading(level), [wml.text_run(text)], keepNext=True, pageBreakBefore=new_page)

    def blank(self, name: str, label: str, value: str | None) -> Element:
        """A fact, or a visible blank with its label."""
        if value:
            return wml.inline_control(f"value:{name}", label, wml.text_run(value), placeholder=False)
        return wml.inline_control(f"blank:{name}", label, wml.text_run(f"[{label}]", self.styles.c("Blank")), True)

    def filled(self, text: str, labels: Mapping[str, str], facts: Mapping[str, str]) -> Element:
        """A paragraph whose ``{{ names }}`` are filled in; a fact that is missing is a visible blank with its label."""
        pieces = BLANK.split(text)
        runs = [
            self.blank(piece, labels[piece], facts.get(piece)) if n % 2 else wml.text_run(piece)
            for n, piece in enumerate(pieces)
            if piece
        ]
        return wml.paragraph(self.styles.p("Body Text"), runs)

    def fields(self, rows: Sequence[tuple[str, Sequence[Element]]], lines: int = 1) -> Element:
        """A table of labels and what stands beside each, every row ``lines`` lines high; it stays on one page."""
        widths, style = columns(self.styles.width, [30, 70]), self.styles.p("Table Text")
        made = [
            wml.row(
                [
                    wml.cell(widths[0], wml.paragraph(style, [wml.text_run(label, self.styles.c("Strong"))])),
                    wml.cell(widths[1], wml.paragraph(style, content)),
                ],
                height=360 * lines,
            )
            for label, content in rows
        ]
        keep_together(made[:-1])
        return wml.table(
            self.styles.t("Form Table"), widths, made, description=self.say("layout.forms.fields"), heads="column"
        )

    def letters(self, language: str) -> Letters:
        """What the words of a chart are written in: as plain text is, in ``language`` where the template says none."""
        return letters_of(self.parts, self.styles.p("Body Text"), language)

    def chart(self, chart: bytes, width: int, height: int, title: str, description: str) -> Element:
        """A paragraph with a chart part, ``width`` (no more than the page has) and ``height`` in twips; ``description``
        is its alternative text."""
        relation = add_chart(self.parts, chart)
        run = chart_run(relation, self.document, min(width, self.styles.width), height, title, description)
        return wml.paragraph(self.styles.p("Body Text"), [run], keepNext=True)

    def finish(self, body: Iterable[WrittenPiece], words: Mapping[str, str], title: str, moment: datetime) -> bytes:
        """The document: ``body`` in the place of ``{{ body }}``, ``words`` in the margins, as well as the words that
        templates have of the language (``{{ word_page }}``).

        The pieces of ``body`` are taken one by one while they are written: what belongs to it and is no part of the
        text (a chart) must be on the paper by then.
        """
        document = _with_w14(self.document)
        place = next((p for p in document.iter(W + "p") if text_below(p).strip() == "{{ body }}"), None)
        if place is None:
            raise PackageError("the template has no paragraph {{ body }}")
        known = {f"{WORD}{key.partition('.')[2]}": key for key in self.language.every_key("template")}
        for name in filter(_MARGIN.fullmatch, list(self.parts)):
            root = parse_part(name, self.parts[name])
            for t in root.iter(W + "t"):
                t.text = _TAG.sub(lambda match: self._in_margin(match[1], words, known), t.text or "")
            self.parts[name] = serialize(root)
        speak(self.parts, self.language)
        set_properties(self.parts, title, self.language.locale_tag, moment)
        numbers = _Numbers()
        return write({**self.parts, _DOCUMENT: lambda to: write_tree(to, place, body, numbers.tags, numbers.give)})

    def _in_margin(self, name: str, words: Mapping[str, str], known: Mapping[str, str]) -> str:
        return self.say(known[name]) if name in known else words.get(name, "")


def _turn(document: Element, parts: dict[str, bytes]) -> None:
    """Pages that stand lie down (ECMA-376 part 1, 17.6.13), and what is aligned in their margins moves with them."""
    wider = 1.0
    for section in document.iter(W + "sectPr"):
        size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
        if size is None or size.get(W + "orient") == "landscape":
            continue
        width, height = size.get(W + "w", ""), size.get(W + "h", "")
        for name, value in (("w", height), ("h", width), ("orient", "landscape")):
            size.set(W + name, value)
        if margins is not None and width.isdecimal() and height.isdecimal():
            beside = sum(int(margins.get(W + side, "0")) for side in ("left", "right"))
            wider = (int(height) - beside) / max(int(width) - beside, 1)
    for name in parts:
        if _MARGIN.fullmatch(name) or name == _STYLES:
            root = parse_part(name, parts[name])
            styles = [
                s for s in root.iter(W + "style") if child_of(s, W + "name").get(W + "val") in ("header", "footer")
            ]
            for tab in (tab for holder in styles or [root] for tab in holder.iterfind(f".//{W}tabs/{W}tab")):
                tab.set(W + "pos", str(round(int(tab.get(W + "pos", "0")) * wider)))
            for width in root.iter(*_WIDTHS) if name != _STYLES else ():
                if width.get(W + "type", "dxa") == "dxa" and width.get(W + "w", "").isdecimal():
                    width.set(W + "w", str(round(int(width.get(W + "w", "0")) * wider)))
            parts[name] = serialize(root)


def _with_w14(document: Element) -> Element:
    """The same document, with the namespace of check boxes declared and marked as one that may be ignored."""
    ignorable = f"{{{_MC}}}Ignorable"
    prefixes = document.get(ignorable, "").split()
    root = etree.Element(document.tag, document.attrib, {**document.nsmap, "w14": W14_NAMESPACE, "mc": _MC})
    root.set(ignorable, " ".join([*prefixes, *({"w14"} - set(prefixes))]))
    root.extend(document)
    return root


class _Numbers:
    """Unique ids for controls and bookmarks, counted from the first, to be given in the order of the document."""

    tags = (W + "id", W + "bookmarkStart", W + "bookmarkEnd")

    def __init__(self) -> None:
        self._control, self._bookmark = 1000, 0

    def give(self, element: Element) -> None:
        if element.tag != W + "id":
            self._bookmark += element.tag == W + "bookmarkStart"
            element.set(W + "id", str(self._bookmark))
        elif parent_of(element).tag == W + "sdtPr":
            self._control += 1
            element.set(W + "val", str(self._control))
