"""Whatever Word shows or hides: nothing that is hidden is applied, and nothing that is seen gets lost in silence.

A campaign on our own draft: every kind of hiding, on new words and on the draft's, tracked or not, in every kind of
place.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from ddtender.returned.apply import apply
from ddtender.returned.findings import Entry, What
from ddtender.returned.reading import compare
from ddtender.returned.targets import Target
from ddtender.returned.word import open_reviewed, read_document
from tests.documents import LAPTOPS, MOMENT, W, sources
from tests.returned.editor import ANNA, NOBODY, Editor, Person, _shown
from tests.returned.test_property import draft, made

EVIL = " unless it objects"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
#: Words of the draft that stand in each kind of place.
PLACES = {
    "a paragraph": "in detail",
    "a list item": "to mitigate Human Rights Risks; and",
    "a title": "Reporting on due diligence",
    "a definition": "means an offer",
    "a table": "Date of receipt of each list",
    "a text outside": "By signing",
}


def editor() -> Editor:
    return Editor(made("contract").content)


def entries_of(content: bytes) -> list[Entry]:
    """What review finds; what could be applied is applied in thought."""
    base = draft("contract")
    entries = compare("reviewed.docx", base, read_document(open_reviewed(content))).entries
    written = apply(entries, [base], Target(sources(LAPTOPS).files, made("contract").library, None, MOMENT.date(), ""))
    assert not [one for one in written if EVIL.strip() in one.content.decode()]
    return list(entries)


def all_listed(content: bytes) -> list[Entry]:
    entries = entries_of(content)
    assert entries, "what is seen changed, and nothing is said"
    assert [e for e in entries if e.reason is None] == [], "what is not understood is not applied"
    return entries


# Formats


def properties(element: etree._Element, name: str = "rPr") -> etree._Element:
    found = element.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        element.insert(0, found)
    return found


def put(into: etree._Element, name: str, **attributes: str) -> etree._Element:
    for old in into.findall(W + name):
        into.remove(old)
    return etree.SubElement(into, W + name, {W + key: value for key, value in attributes.items()})


def direct(name: str, **attributes: str) -> Callable[[Editor, etree._Element], None]:
    return lambda _, run: put(properties(run), name, **attributes)


def in_style(kind: str, name: str, based: bool = False, **attributes: str) -> Callable[[Editor, etree._Element], None]:
    """A style of a run, or the paragraph's own style, that hides; or the style on which a new one is based."""

    def hide(editor: Editor, run: etree._Element) -> None:
        styles = etree.fromstring(editor.parts["word/styles.xml"])
        for old in [s for s in styles.iter(W + "style") if s.get(W + "styleId") in ("Quiet", "Harmless")]:
            styles.remove(old)
        style = etree.SubElement(styles, W + "style", {W + "type": kind, W + "styleId": "Quiet"})
        put(style, "name", val="Quiet")
        put(properties(style), name, **attributes)
        if based:
            upper = etree.SubElement(styles, W + "style", {W + "type": kind, W + "styleId": "Harmless"})
            put(upper, "name", val="Harmless")
            put(upper, "basedOn", val="Quiet")
        put(properties(run), "rStyle", val="Harmless" if based else "Quiet")
        editor.parts["word/styles.xml"] = etree.tostring(styles)

    return hide


def in_own_style(name: str, **attributes: str) -> Callable[[Editor, etree._Element], None]:
    """The style that the paragraph has already: every paragraph of it changes."""

    def hide(editor: Editor, run: etree._Element) -> None:
        own = next(run.iterancestors(W + "p")).find(f"{W}pPr/{W}pStyle").get(W + "val")
        styles = etree.fromstring(editor.parts["word/styles.xml"])
        (style,) = [s for s in styles.iter(W + "style") if s.get(W + "styleId") == own]
        into = style.find(W + "rPr")
        put(etree.SubElement(style, W + "rPr") if into is None else into, name, **attributes)
        editor.parts["word/styles.xml"] = etree.tostring(styles)

    return hide


def of_paragraph(name: str, **attributes: str) -> Callable[[Editor, etree._Element], None]:
    return lambda _, run: put(properties(next(run.iterancestors(W + "p")), "pPr"), name, **attributes)


def no_fill(_: Editor, run: etree._Element) -> None:
    etree.SubElement(etree.SubElement(properties(run), _W14 + "textFill"), _W14 + "noFill")


def black_on_black(_: Editor, run: etree._Element) -> None:
    put(properties(run), "color", val="000000")
    put(properties(run), "shd", val="clear", fill="0A0A0A")


def turned(_: Editor, run: etree._Element) -> None:
    around = etree.Element(W + "bdo", {W + "val": "rtl"})
    run.addprevious(around)
    around.append(run)


HIDING: dict[str, Callable[[Editor, etree._Element], None]] = {
    "hidden": direct("vanish"),
    "hidden for good": direct("specVanish"),
    "hidden on screen": direct("webHidden"),
    "struck": direct("strike"),
    "struck twice": direct("dstrike"),
    "white": direct("color", val="FFFFFF"),
    "almost white": direct("color", val="F8F8F8"),
    "white by the theme": direct("color", val="000000", themeColor="background1"),
    "black on black": black_on_black,
    "marked in black": direct("highlight", val="black"),
    "tiny": direct("sz", val="2"),
    "squeezed": direct("w", val="1"),
    "fitted": direct("fitText", val="1", id="1"),
    "overlaid": direct("spacing", val="-200"),
    "far above the line": direct("position", val="2000"),
    "in Wingdings": direct("rFonts", ascii="Wingdings", hAnsi="Wingdings"),
    "right to left": direct("rtl"),
    "overridden": turned,
    "two lines in one": direct("eastAsianLayout", id="1", combine="1"),
    "without a fill": no_fill,
    "hidden by a style": in_style("character", "vanish"),
    "hidden by a style's base": in_style("character", "vanish", based=True),
    "white by a style": in_style("character", "color", val="FFFFFF"),
    "tiny by a style's base": in_style("character", "sz", based=True, val="1"),
    "struck by a style": in_style("character", "strike"),
    "hidden by the paragraph's style": in_own_style("vanish"),
    "white by the paragraph's style": in_own_style("color", val="FFFFFF"),
    "in flat lines": of_paragraph("spacing", line="1", lineRule="exact"),
    "beside the page": of_paragraph("ind", left="31000"),
    "in a frame": of_paragraph("framePr", w="1", h="1", hRule="exact", x="-9000", y="-9000"),
}

#: They can be read, and say something else: 10², 10 2.
RAISING = {
    "raised by a style": in_style("character", "vertAlign", val="superscript"),
    "raised": direct("vertAlign", val="superscript"),
}


@pytest.mark.parametrize("by", [ANNA, NOBODY], ids=["tracked", "untracked"])
@pytest.mark.parametrize("kind", [*HIDING, *RAISING])
def test_new_words_that_are_hidden_are_never_applied(kind: str, by: Person) -> None:
    reviewed = editor()
    for words in PLACES.values():
        place = where(reviewed, words)
        reviewed.insert_in(place, words, EVIL, by)
        (run,) = [r for r in place.iter(W + "r") if _shown(r) == EVIL]
        (HIDING | RAISING)[kind](reviewed, run)
    found = all_listed(reviewed.bytes())
    assert sum("it objects" in e.new for e in found if e.what is not What.FORMAT) >= len(PLACES)


@pytest.mark.parametrize("kind", HIDING)
def test_words_of_the_draft_that_are_hidden_are_told(kind: str) -> None:
    reviewed = editor()
    for words in PLACES.values():
        HIDING[kind](reviewed, reviewed._cut(where(reviewed, words), words)[0])
    found = all_listed(reviewed.bytes())
    assert {e.what for e in found} == {What.FORMAT}
    assert [words for words in PLACES.values() if not any(words in e.new for e in found)] == []


def where(reviewed: Editor, words: str) -> etree._Element:
    return next(p for p in reviewed.body.iter(W + "p") if words in _shown(p))
