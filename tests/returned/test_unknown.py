"""What no standard names, or names elsewhere: one program shows the words, the next drops them. All is listed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from ddtender.office.safe_xml import parse_part
from ddtender.returned.findings import Entry, Reason
from tests.documents import W
from tests.packages import zipped
from tests.returned.editor import ANNA, NOBODY, Editor, Person, _shown
from tests.returned.test_shown import EVIL, PLACES, all_listed, editor, entries_of, where
from tests.returned.test_unread import parsed, reasons_of

#: Behind these letters somebody wrote something that is no text.
BETWEEN = {"a comment": b"<!-- -->", "an instruction": b"<?x y?>"}
MORE = " and in writing"
_UNKNOWN = '<z:box xmlns:z="urn:z"/>'
_FAR_FUTURE = "http://schemas.microsoft.com/office/word/2099/anything"


def behind(reviewed: Editor, words: str, between: bytes) -> bytes:
    """The file, in which something stands in the element of the text, between these words and others."""
    text = next(t for t in reviewed.body.iter(W + "t") if words in (t.text or ""))
    text.text = text.text.replace(words, f"{words}\u241e{MORE}")
    content = etree.tostring(reviewed.body)
    assert content.count("\u241e".encode()) + content.count(b"&#9246;") == 1
    reviewed.parts["word/document.xml"] = content.replace("\u241e".encode(), between).replace(b"&#9246;", between)
    return zipped(reviewed.parts)


def told(found: list[Entry]) -> str:
    return "\n".join(f"{e.old} → {e.new}" for e in found)


@pytest.mark.parametrize("between", BETWEEN.values(), ids=BETWEEN)
def test_words_behind_what_xml_ignores_are_words(between: bytes) -> None:
    found = entries_of(behind(editor(), "in detail", between))
    assert [(e.new.strip(), e.untracked, e.reason) for e in found] == [(MORE.strip(), True, None)]


@pytest.mark.parametrize("by", [ANNA, NOBODY], ids=["tracked", "untracked"])
def test_an_insertion_is_read_to_its_end(by: Person) -> None:
    reviewed = editor()
    reviewed.insert("in detail", " precisely", by)
    found = entries_of(behind(reviewed, " precisely", b"<!-- -->"))
    assert [e.new.strip() for e in found] == [f"precisely{MORE}"]


def test_words_behind_an_element_within_the_text_are_told() -> None:
    found = all_listed(behind(editor(), "in detail", _UNKNOWN.encode()))
    assert MORE in told(found) and Reason.UNREAD in reasons_of(found)


def test_no_part_keeps_what_xml_ignores() -> None:
    root = parse_part("a.xml", b"<a>one<!-- two -->, <?three?>four</a>")
    assert (root.text, len(root)) == ("one, four", 0)


def wrap(xml: str) -> Callable[[etree._Element], None]:
    """Another program's element around some words."""

    def change(run: etree._Element) -> None:
        around = parsed(xml)
        run.addprevious(around)
        inner = around
        while len(inner):
            inner = inner[0]
        inner.append(run)

    return change


def as_deleted(run: etree._Element) -> None:
    for text in run.iter(W + "t"):
        text.tag = W + "delText"


def alternative(requires: str, namespace: str) -> Callable[[etree._Element], None]:
    return wrap(
        f'<mc:AlternateContent><mc:Choice xmlns:{requires}="{namespace}" Requires="{requires}"/></mc:AlternateContent>'
    )


def beside_nothing(requires: str, namespace: str) -> Callable[[etree._Element], None]:
    def change(run: etree._Element) -> None:
        alternative(requires, namespace)(run)
        run.getparent().addnext(parsed("<mc:Fallback/>"))

    return change


def as_code(run: etree._Element) -> None:
    """The beginning of a field before the words and its end behind them: they say what the field computes."""
    run.addprevious(parsed('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'))
    run.addnext(parsed('<w:r><w:fldChar w:fldCharType="end"/></w:r>'))


WRAPPED: dict[str, Callable[[etree._Element], None]] = {
    "an element that nobody knows": wrap('<z:box xmlns:z="urn:z"/>'),
    "one of another standard": wrap('<m:box xmlns:m="http://www.w3.org/1998/Math/MathML"/>'),
    "one of Word's that stands elsewhere": wrap("<w:tc/>"),
    "one of Word's that does not exist": wrap("<w:frame/>"),
    "one in a known one": wrap('<w:smartTag><z:box xmlns:z="urn:z"/></w:smartTag>'),
    "a choice of a later Word": beside_nothing("n", _FAR_FUTURE),
    "a choice of Word's": beside_nothing("w14", "http://schemas.microsoft.com/office/word/2010/wordml"),
    "a choice alone": alternative("w14", "http://schemas.microsoft.com/office/word/2010/wordml"),
    "deleted text that nobody deleted": as_deleted,
    "a field that says nothing": wrap('<w:fldSimple w:instr=""/>'),
    "the code of a field": as_code,
}


@pytest.mark.parametrize("kind", WRAPPED)
def test_words_in_what_a_program_may_drop_are_told(kind: str) -> None:
    reviewed = editor()
    for words in PLACES.values():
        WRAPPED[kind](reviewed._cut(where(reviewed, words), words)[0])
    assert len(all_listed(reviewed.bytes())) >= len(PLACES)


@pytest.mark.parametrize("kind", WRAPPED)
def test_new_words_in_it_are_not_applied(kind: str) -> None:
    reviewed = editor()
    for words in PLACES.values():
        place = where(reviewed, words)
        reviewed.insert_in(place, words, EVIL, ANNA)
        (run,) = [r for r in place.iter(W + "r") if _shown(r) == EVIL]
        WRAPPED[kind](run)
    all_listed(reviewed.bytes())


def test_a_space_that_no_program_prints_is_missing() -> None:
    """`shall contain` becomes `shallcontain` on paper."""
    reviewed = editor()
    first = reviewed._cut(reviewed.paragraph("in detail"), "in detail ")[0].find(W + "t")
    del first.attrib["{http://www.w3.org/XML/1998/namespace}space"]
    (entry,) = entries_of(reviewed.bytes())
    assert entry.untracked and "detail " in entry.old and "detail " not in entry.new


@pytest.mark.parametrize("sign", ["\u0336", "\u20e5", "\u0338", "\u20dd"])
def test_words_that_are_struck_by_their_letters_are_not_applied(sign: str) -> None:
    reviewed = editor()
    reviewed.insert("in detail", f" n{sign}o{sign}t{sign}", ANNA)
    all_listed(reviewed.bytes())


@pytest.mark.parametrize("word", ["ɴᴏt", "ɴᴏᴛ", "n" + "\u0300" * 60 + "ot"])
def test_words_that_no_search_finds_or_that_cover_others_are_not_applied(word: str) -> None:
    reviewed = editor()
    reviewed.insert("in detail", f" {word}", ANNA)
    all_listed(reviewed.bytes())


def test_what_word_writes_between_words_is_no_change() -> None:
    """Marks of spelling, of pages, of permissions and of revision sessions."""
    reviewed = editor()
    (run,) = reviewed._cut(reviewed.paragraph("in detail"), "in detail")
    run.addprevious(parsed('<w:proofErr w:type="spellStart"/>'))
    run.insert(0, parsed("<w:lastRenderedPageBreak/>"))
    run.set(W + "rsidR", "00A77B3E")
    run.addnext(parsed('<w:permEnd w:id="4"/>'))
    run.addnext(parsed('<w:bookmarkStart w:id="77" w:name="_GoBack"/>'))
    wrap("<w:smartTag/>")(run)
    assert entries_of(reviewed.bytes()) == []
