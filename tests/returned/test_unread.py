"""What prints or hides words and is no text: fields, put-in files, bound controls, swapped controls. All is listed."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest
from lxml import etree

from ddtender.returned.findings import Entry, Reason
from tests.documents import W
from tests.returned.editor import ANNA, NOBODY, Editor, Person, _run, _shown
from tests.returned.test_property import made
from tests.returned.test_shown import EVIL, PLACES, all_listed, editor, entries_of, properties, put, where

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_REPORT, _SITES = "contract.due-diligence-reporting", "contract.transparency-reporting-per-site"


def parsed(xml: str) -> etree._Element:
    return etree.fromstring(f'<x xmlns:w="{W[1:-1]}" xmlns:mc="{_MC}" xmlns:wps="{_WPS}" xmlns:z="urn:z">{xml}</x>')[0]


def field(code: str, result: str | None = EVIL) -> list[etree._Element]:
    """A field of several runs; without a result it prints when it is computed."""
    signs = ["begin", "separate", "end"] if result is not None else ["begin", "end"]
    runs = {sign: parsed(f'<w:r><w:fldChar w:fldCharType="{sign}"/></w:r>') for sign in signs}
    instruction = parsed("<w:r><w:instrText/></w:r>")
    instruction[0].text = code
    made = [runs["begin"], instruction]
    return [*made, *([runs["separate"], _run(result)] if result is not None else []), runs["end"]]


def simple(code: str) -> list[etree._Element]:
    made = etree.Element(W + "fldSimple", {W + "instr": code})
    made.append(_run(EVIL))
    return [made]


def one(xml: str) -> list[etree._Element]:
    return [parsed(xml)]


def equation() -> list[etree._Element]:
    made = etree.Element(_MATH + "oMath")
    etree.SubElement(etree.SubElement(made, _MATH + "r"), _MATH + "t").text = EVIL
    return [made]


PRINTING: dict[str, Callable[[], list[etree._Element]]] = {
    **{
        f"a field {code.split()[0]}": lambda code=code: field(code)
        for code in (
            f'QUOTE "{EVIL}"',
            f'IF 1 = 1 "{EVIL}" ""',
            "DOCPROPERTY Title",
            "DOCVARIABLE x",
            'ASK x "?"',
            "= 2 + 2",
            "MERGEFIELD x",
            "FILLIN x",
            "INCLUDETEXT other.docx",
        )
    },
    "a field without a result": lambda: field(f'QUOTE "{EVIL}"', None),
    "a bookmark that a field sets": lambda: field(f'SET x "{EVIL}"', None),
    "a simple field": lambda: simple(f'QUOTE "{EVIL}"'),
    "a reference to a bookmark": lambda: field("REF x"),
    "a simple reference": lambda: simple("REF x"),
    "words over words": lambda: one(
        f"<w:r><w:ruby><w:rt><w:r><w:t>not</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>{EVIL}</w:t></w:r></w:rubyBase>"
        "</w:ruby></w:r>"
    ),
    "a sign of a font": lambda: one('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'),
    "today's date": lambda: one("<w:r><w:dayLong/></w:r>"),
    "a footnote": lambda: one('<w:r><w:footnoteReference w:id="7"/></w:r>'),
    "an endnote": lambda: one('<w:r><w:endnoteReference w:id="7"/></w:r>'),
    "an equation": equation,
    "a drawing": lambda: one('<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" alt="x"/></w:pict></w:r>'),
    "a mark of direction": lambda: [_run("\u202e" + EVIL)],
    "a space without width": lambda: [_run("un\u200bless")],
}


@pytest.mark.parametrize("by", [ANNA, NOBODY], ids=["tracked", "untracked"])
@pytest.mark.parametrize("kind", PRINTING)
def test_what_prints_words_is_listed_and_never_written(kind: str, by: Person) -> None:
    reviewed = editor()
    for words in PLACES.values():
        place = where(reviewed, words)
        last = reviewed._cut(place, words)[-1]
        made = PRINTING[kind]()
        if by.tracked:
            change = reviewed._change("ins", by)
            change.extend(made)
            made = [change]
        for element in reversed(made):
            last.addnext(element)
    assert len(all_listed(reviewed.bytes())) >= len(PLACES)


def relate(editor: Editor, kind: str, target: str, content: bytes) -> str:
    editor.parts[f"word/{target}"] = content
    relations = editor.parts["word/_rels/document.xml.rels"]
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    made = f'<Relationship Id="rIdEvil" Type="{base}/{kind}" Target="{target}"/></Relationships>'
    editor.parts["word/_rels/document.xml.rels"] = relations.replace(b"</Relationships>", made.encode())
    types = editor.parts["[Content_Types].xml"]
    extra = f'<Override PartName="/word/{target}" ContentType="application/xml"/></Types>'
    editor.parts["[Content_Types].xml"] = types.replace(b"</Types>", extra.encode())
    return "rIdEvil"


_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def put_in(name: str, kind: str) -> Callable[[Editor, etree._Element], None]:
    def change(editor: Editor, place: etree._Element) -> None:
        id_ = relate(editor, kind, "evil.html", EVIL.encode())
        place.addnext(parsed(f'<w:{name} {_R} r:id="{id_}"/>'))

    return change


def bind(editor: Editor, place: etree._Element) -> None:
    """The words become a control's, and the store says others."""
    editor.parts["customXml/item9.xml"] = f"<a><b>{EVIL}</b></a>".encode()
    types = editor.parts["[Content_Types].xml"]
    extra = b'<Override PartName="/customXml/item9.xml" ContentType="application/xml"/></Types>'
    editor.parts["[Content_Types].xml"] = types.replace(b"</Types>", extra)
    run = next(r for r in place.iter(W + "r") if _shown(r).strip())
    control = parsed('<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a[1]/b[1]"/></w:sdtPr><w:sdtContent/></w:sdt>')
    run.addprevious(control)
    control[1].append(run)


def alternate(requires: str) -> Callable[[Editor, etree._Element], None]:
    """Other words for programs that do not know what the first branch asks for."""

    def change(editor: Editor, place: etree._Element) -> None:
        run = next(r for r in place.iter(W + "r") if _shown(r).strip())
        made = parsed(
            f'<mc:AlternateContent><mc:Choice xmlns:wps="{_WPS}" xmlns:z="urn:z" Requires="{requires}"/>'
            "<mc:Fallback/></mc:AlternateContent>"
        )
        run.addprevious(made)
        made[1].append(_run(EVIL))
        made[0].append(run)

    return change


def list_words(text: str, **formats: str) -> Callable[[Editor, etree._Element], None]:
    """Every level of every list says something beside the number."""

    def change(editor: Editor, place: etree._Element) -> None:
        numbering = etree.fromstring(editor.parts["word/numbering.xml"])
        for level in numbering.iter(W + "lvlText"):
            level.set(W + "val", text.replace("%", "%" + str(int(level.getparent().get(W + "ilvl")) + 1)))
            for name in formats:
                put(properties(level.getparent()), name)
        editor.parts["word/numbering.xml"] = etree.tostring(numbering)

    return change


def own_level(editor: Editor, place: etree._Element) -> None:
    """Only the list of some paragraphs, by an override of its level."""
    numbering = etree.fromstring(editor.parts["word/numbering.xml"])
    for number in numbering.iter(W + "num"):
        override = etree.SubElement(number, W + "lvlOverride", {W + "ilvl": "1"})
        level = etree.SubElement(override, W + "lvl", {W + "ilvl": "1"})
        for name, value in (("start", "1"), ("numFmt", "decimal"), ("lvlText", "never %2")):
            etree.SubElement(level, W + name, {W + "val": value})
    editor.parts["word/numbering.xml"] = etree.tostring(numbering)


def hide_end(editor: Editor, place: etree._Element) -> None:
    put(properties(properties(place, "pPr")), "vanish")


def chart(editor: Editor, place: etree._Element) -> None:
    relate(editor, "chart", "charts/chart1.xml", f"<c><t>{EVIL}</t></c>".encode())


CHANGES: dict[str, Callable[[Editor, etree._Element], None]] = {
    "a put-in file": put_in("altChunk", "aFChunk"),
    "a subdocument": put_in("subDoc", "subDocument"),
    "a bound control": bind,
    "another fallback": alternate("wps"),
    "an unknown choice": alternate("z"),
    "words of a list": list_words("It is not required that %"),
    "another way of counting": list_words("<%>"),
    "a hidden number": list_words("%", vanish=""),
    "a level of its own": own_level,
    "a hidden end": hide_end,
    "a chart with words": chart,
    "another picture": lambda editor, _: relate(editor, "image", "media/evil.png", b"evil") and None,
}


@pytest.mark.parametrize("kind", CHANGES)
def test_what_shows_other_words_without_touching_the_text_is_listed(kind: str) -> None:
    for words in ("Every year the Contractor shall submit", "By signing"):
        reviewed = editor()
        CHANGES[kind](reviewed, where(reviewed, words))
        if kind != "a hidden end" or "year" in words:
            all_listed(reviewed.bytes())


# Controls


def reasons_of(found: list[Entry]) -> set[Reason | None]:
    return {entry.reason for entry in found}


def swap_tags(reviewed: Editor) -> None:
    one, other = (next(reviewed.provision(id_).iter(W + "tag")) for id_ in (_REPORT, _SITES))
    first, second = one.get(W + "val"), other.get(W + "val")
    one.set(W + "val", second)
    other.set(W + "val", first)


def paste_over(marks: bool) -> Callable[[Editor], None]:
    """What stands in one control is pasted over what stands in the other, with or without its bookmarks."""

    def change(reviewed: Editor) -> None:
        one, other = (reviewed.provision(id_).find(W + "sdtContent") for id_ in (_REPORT, _SITES))
        one[:] = [copy.deepcopy(child) for child in other]
        for mark in list(one.iter(W + "bookmarkStart", W + "bookmarkEnd")) if not marks else []:
            mark.getparent().remove(mark)

    return change


def swap_bookmarks(reviewed: Editor) -> None:
    one, other = (
        next(m for m in reviewed.provision(id_).iter(W + "bookmarkStart") if m.get(W + "name").startswith("dd_"))
        for id_ in (_REPORT, _SITES)
    )
    first, second = one.get(W + "name"), other.get(W + "name")
    one.set(W + "name", second)
    other.set(W + "name", first)


def swap_bodies(both: bool) -> Callable[[Editor], None]:
    """All that stands below the two titles changes places, or one body is pasted below the other's title as well."""

    def change(reviewed: Editor) -> None:
        one, other = (reviewed.provision(id_).find(W + "sdtContent") for id_ in (_REPORT, _SITES))
        first, second = (copy.deepcopy(list(content[1:])) for content in (one, other))
        one[1:] = second
        other[1:] = copy.deepcopy(second) if both else first

    return change


@pytest.mark.parametrize(
    "change",
    [swap_tags, paste_over(True), paste_over(False), swap_bookmarks, swap_bodies(False), swap_bodies(True)],
    ids=["tags", "pasted over", "pasted over without bookmarks", "bookmarks", "bodies", "one body in both"],
)
def test_a_clause_is_not_written_into_the_file_of_another(change: Callable[[Editor], None]) -> None:
    reviewed = editor()
    change(reviewed)
    found = all_listed(reviewed.bytes())
    assert Reason.SWAPPED in reasons_of(found)
    assert {_REPORT, _SITES} <= {e.provision for e in found if e.reason is Reason.SWAPPED}


@pytest.mark.parametrize(("name", "written"), [("cellDel", False), ("cellIns", True)])
def test_cells_that_are_tracked_as_a_whole_are_changes_of_their_words(name: str, written: bool) -> None:
    reviewed = editor()
    cell = next(where(reviewed, PLACES["a table"]).iterancestors(W + "tc"))
    etree.SubElement(properties(cell, "tcPr"), W + name, reviewed._change("ins", ANNA).attrib)
    found = [entry for entry in all_listed(reviewed.bytes()) if ANNA.name in entry.authors]
    assert any(PLACES["a table"] in (entry.new if written else entry.old) for entry in found)


def test_a_reviewers_words_beside_all_that_are_applied_as_ever() -> None:
    reviewed = editor()
    reviewed.insert("in detail", ", in writing,", ANNA)
    entries = entries_of(reviewed.bytes())
    assert [(entry.new, entry.reason) for entry in entries] == [(", in writing,", None)]


@pytest.mark.parametrize("answer", [False, True], ids=["a comment", "an answer"])
def test_a_comment_with_hidden_words_is_no_note(answer: bool) -> None:
    reviewed = editor()
    reviewed.comment("in detail", "Why?" if answer else EVIL, ANNA, answers=((ANNA, EVIL),) if answer else ())
    comments = etree.fromstring(reviewed.parts["word/comments.xml"])
    (run,) = [r for r in comments.iter(W + "r") if _shown(r) == EVIL]
    put(properties(run), "vanish")
    reviewed.parts["word/comments.xml"] = etree.tostring(comments)
    assert reasons_of(all_listed(reviewed.bytes())) == {Reason.LOOK}


def test_a_reference_that_leads_elsewhere_with_the_same_words_is_told() -> None:
    reviewed = Editor(made("contract").content)
    codes = [code for code in reviewed.body.iter(W + "instrText") if (code.text or "").split()[:1] == ["REF"]]
    assert codes, "the draft has a reference"
    name = codes[0].text.split()[1]
    codes[0].text = codes[0].text.replace(name, "elsewhere")
    assert Reason.REFERENCE in reasons_of(all_listed(reviewed.bytes()))
