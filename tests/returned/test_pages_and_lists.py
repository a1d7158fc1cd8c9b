"""Fields, numbers and pages that print other words than were sent, or none, while the text is as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from ddtender.returned.findings import Reason, What
from tests.documents import W
from tests.returned.editor import Editor, _shown
from tests.returned.test_harmless import choice, last, setting, spelt
from tests.returned.test_shown import all_listed, editor, entries_of, properties, where
from tests.returned.test_unread import field, parsed


def code(editor: Editor, name: str, switches: str) -> None:
    """More is said in every field of a name, wherever it stands."""
    changed = 0
    for part in [p for p in editor.parts if p.startswith("word/footer")]:
        root = etree.fromstring(editor.parts[part])
        changed += _code(root, name, switches)
        editor.parts[part] = etree.tostring(root)
    assert changed + _code(editor.body, name, switches)


def _code(root: etree._Element, name: str, switches: str) -> int:
    found = [c for c in root.iter(W + "instrText") if (c.text or "").split()[:1] == [name]]
    for one in found:
        one.text = f"{one.text}{switches} "
    return len(found)


@pytest.mark.parametrize("switches", [r"\# \"'not '0\"", r"\p", r"\w", r"\n", r"\t", r'\d " not "', r"\* Upper"])
def test_a_reference_that_prints_otherwise_is_told(switches: str) -> None:
    reviewed = editor()
    code(reviewed, "REF", switches)
    assert {e.reason for e in all_listed(reviewed.bytes())} == {Reason.REFERENCE}


def test_the_number_of_a_page_with_words_is_told() -> None:
    reviewed = editor()
    code(reviewed, "PAGE", "\\# \"'no payment is due '0\"")
    assert any("no payment is due" in e.new for e in all_listed(reviewed.bytes()))


@pytest.mark.parametrize("switches", [r"\* MERGEFORMAT", r"\* CHARFORMAT \h"])
def test_what_word_adds_to_a_field_is_no_change(switches: str) -> None:
    reviewed = editor()
    code(reviewed, "REF", switches)
    code(reviewed, "PAGE", switches)
    assert entries_of(reviewed.bytes()) == []


@pytest.mark.parametrize("simple", [True, False])
def test_a_link_made_by_a_field_is_told(simple: bool) -> None:
    reviewed = editor()
    (run,) = reviewed._cut(where(reviewed, "in detail"), "in detail")
    if simple:
        made = etree.Element(W + "fldSimple", {W + "instr": ' HYPERLINK "file:///etc/passwd" '})
        run.addprevious(made)
        made.append(run)
    else:
        begin, instruction, separate, _, end = field(' HYPERLINK "file:///etc/passwd" ')
        for before in (begin, instruction, separate):
            run.addprevious(before)
        run.addnext(end)
    (entry,) = all_listed(reviewed.bytes())
    assert "a link to file:///etc/passwd" in entry.why


def level(xml: str, before: str = "lvlText") -> Callable[[Editor], None]:
    """Every level of every list says more."""

    def change(editor: Editor) -> None:
        numbering = etree.fromstring(editor.parts["word/numbering.xml"])
        for one in numbering.iter(W + before):
            for made in reversed(spelt(xml)):
                one.addprevious(made) if before != "lvl" else one.append(made)
        editor.parts["word/numbering.xml"] = etree.tostring(numbering)

    return change


def indented(by: str) -> Callable[[Editor], None]:
    def change(editor: Editor) -> None:
        numbering = etree.fromstring(editor.parts["word/numbering.xml"])
        for indent in numbering.iter(W + "ind"):
            indent.set(W + "left", by)
        editor.parts["word/numbering.xml"] = etree.tostring(numbering)

    return change


def white_end(editor: Editor) -> None:
    """The end of a paragraph gives its look to the number before it."""
    place = where(editor, "in detail")
    properties(properties(place, "pPr")).extend(spelt('<w:color w:val="FFFFFF"/>'))


LISTS: dict[str, Callable[[Editor], None]] = {
    "white": level('<w:rPr><w:color w:val="FFFFFF"/></w:rPr>', "lvl"),
    "tiny": level('<w:rPr><w:sz w:val="1"/></w:rPr>', "lvl"),
    "signs": level('<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>', "lvl"),
    "hidden": level("<w:rPr><w:webHidden/></w:rPr>", "lvl"),
    "in figures": level("<w:isLgl/>"),
    "counted on": level('<w:lvlRestart w:val="1"/>'),
    "a picture": level('<w:lvlPicBulletId w:val="0"/>'),
    "a choice": level(choice('<w:numFmt w:val="custom" w:format="001, 002"/>')),
    "beside the page": indented("20000"),
    "before the page": indented("-20000"),
    "a white end": white_end,
}


@pytest.mark.parametrize("kind", LISTS)
def test_numbers_that_are_not_seen_or_other_ones_are_told(kind: str) -> None:
    reviewed = editor()
    LISTS[kind](reviewed)
    assert What.NUMBERING in {e.what for e in all_listed(reviewed.bytes())}


def section(**sides: dict[str, str]) -> Callable[[Editor], None]:
    def change(editor: Editor) -> None:
        for name, values in sides.items():
            (of,) = editor.body.iter(W + name)
            for key, value in values.items():
                of.set(W + key, value)

    return change


def more(xml: str) -> Callable[[Editor], None]:
    def change(editor: Editor) -> None:
        *_, last_section = editor.body.iter(W + "sectPr")
        last_section.extend(spelt(xml))

    return change


def own_section(editor: Editor) -> None:
    properties(where(editor, "in detail"), "pPr").extend(spelt('<w:sectPr><w:pgSz w:w="100" w:h="100"/></w:sectPr>'))


PAGES: dict[str, Callable[[Editor], None]] = {
    "a wide margin": section(pgMar={"left": "30000"}),
    "a margin with its unit": section(pgMar={"right": "9in"}),
    "small pages": section(pgSz={"w": "144", "h": "144"}),
    "a size that is none": section(pgSz={"w": "wide"}),
    "pages of a section between": own_section,
    "narrow columns": more('<w:cols w:num="45"/>'),
    "dense signs": more('<w:docGrid w:type="linesAndChars" w:linePitch="1" w:charSpace="-40000"/>'),
    "other first pages": more("<w:titlePg/>"),
    "turned": more('<w:textDirection w:val="tbRl"/>'),
    "what nobody knows": more('<z:gone xmlns:z="urn:z"/>'),
    "styles of another file": lambda e: setting(e, "<w:linkStyles/>"),
    "a mail merge": lambda e: setting(e, "<w:mailMerge/>"),
    "a setting that nobody knows": lambda e: setting(e, '<z:gone xmlns:z="urn:z"/>'),
    "a background": lambda e: e.body.insert(0, parsed('<w:background w:color="123456"/>')),
}


@pytest.mark.parametrize("kind", PAGES)
def test_pages_on_which_words_have_no_room_are_told(kind: str) -> None:
    reviewed = editor()
    PAGES[kind](reviewed)
    assert {e.reason for e in all_listed(reviewed.bytes())} & {Reason.UNREAD}


@pytest.mark.parametrize("type_", ["first", "even", None])
def test_words_at_the_edge_of_no_page_are_gone(type_: str | None) -> None:
    """The parts are there, and no section shows them."""
    reviewed = editor()
    edges = [*reviewed.body.iter(W + "headerReference", W + "footerReference")]
    for edge in edges:
        if type_ is None:
            edge.getparent().remove(edge)
        else:
            edge.set(W + "type", type_)
    found = all_listed(reviewed.bytes())
    assert edges and {(e.what, e.new) for e in found} == {(What.OUTSIDE, "")}


def test_a_cell_in_which_no_word_has_room_is_told() -> None:
    reviewed = editor()
    (cell, *_) = where(reviewed, "Date of receipt of each list").iterancestors(W + "tc")
    cell.find(f"{W}tcPr/{W}tcW").set(W + "w", "1")
    assert {e.what for e in all_listed(reviewed.bytes())} == {What.FORMAT}


def test_what_word_saves_of_pages_and_settings_is_no_change() -> None:
    reviewed = editor()
    more('<w:cols w:space="708"/><w:docGrid w:linePitch="360"/><w:pgNumType w:start="1"/>')(reviewed)
    setting(
        reviewed,
        '<w:trackRevisions/><w:rsids><w:rsidRoot w:val="00A77B3E"/></w:rsids><w:proofState w:spelling="clean"/>'
        '<w14:docId w14:val="1A2B3C4D"/><w15:chartTrackingRefBased/><w:clrSchemeMapping w:bg1="light1" w:t1="dark1"/>',
    )
    assert entries_of(reviewed.bytes()) == []
    assert _shown(last(where(reviewed, "in detail")))
