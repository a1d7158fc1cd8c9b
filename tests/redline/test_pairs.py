"""Real pairs: every scenario against every other, procurements with facts, and edits of real clauses.

Each is settled by ddtender and by LibreOffice, and goes through the Open XML SDK validator.
"""

import io
import re
from collections.abc import Callable
from functools import cache
from itertools import permutations
from pathlib import Path

import docx
import pytest
from lxml import etree

from tests import tools
from tests.documents import DOCUMENTS, W, Word, build
from tests.examples import some
from tests.office import Office
from tests.redline.edits import EDITS, after
from tests.redline.settled import holds, redlined, said

VARIANTS = ("low", "medium", "high", "laptops", "changed")
PAIRS = [*permutations(VARIANTS, 2), *(("medium", edit) for edit in EDITS), *((edit, "medium") for edit in EDITS)]


@cache
def documents(name: str) -> dict[str, bytes]:
    return after(EDITS[name]) if name in EDITS else build(name).documents


@cache
def made(old: str, new: str, document: str) -> bytes:
    return holds(documents(old)[f"{document}.docx"], documents(new)[f"{document}.docx"])


def name_of(pair: tuple[str, str]) -> str:
    return " to ".join(pair)


@pytest.mark.parametrize("pair", some(PAIRS, 2), ids=name_of)
def test_accepting_gives_the_new_and_rejecting_the_old(pair: tuple[str, str]) -> None:
    for document in DOCUMENTS:
        made(*pair, document)


def test_the_same_bytes_every_time() -> None:
    old, new = documents("medium")["tender.docx"], documents("high")["tender.docx"]
    assert redlined(old, new) == redlined(old, new) == made("medium", "high", "tender")


def test_documents_that_are_the_same_have_no_change() -> None:
    read = Word(made_of_itself := redlined(documents("high")["tender.docx"], documents("high")["tender.docx"]))
    assert not {W + "ins", W + "del", W + "pPrChange"} & {e.tag for e in read.body.iter()}
    assert said(Word(made_of_itself)) == said(Word(documents("high")["tender.docx"]))


def test_comments_stay_in_the_draft() -> None:
    """What somebody noted in the margin is no difference between two documents, and goes to nobody with a redline."""
    commented = docx.Document(io.BytesIO(documents("medium")["contract.docx"]))
    runs = next(p.runs for p in commented.paragraphs if p.runs)
    commented.add_comment(runs[0], text="Not for the other side", author="A. Jurist", initials="AJ")
    buffer = io.BytesIO()
    commented.save(buffer)
    assert "Not for the other side" in Word(buffer.getvalue()).tree("word/comments.xml").xpath("string()")
    for sides in (
        (documents("low")["contract.docx"], buffer.getvalue()),
        (buffer.getvalue(), documents("high")["contract.docx"]),
    ):
        read = Word(redlined(*sides))
        assert not any("comments" in name for name in read.parts)
        assert b"omments" not in read.parts["[Content_Types].xml"] + read.parts["word/_rels/document.xml.rels"]


def test_the_proof_of_a_redline_can_fail() -> None:
    """A redline of another pair, or one with a word changed behind its back, is found out."""
    from ddtender.redline.proof import differences

    old, new = (documents(name)["contract.docx"] for name in ("low", "medium"))
    good = made("low", "medium", "contract")
    assert not differences(good, old, new)
    assert differences(good, new, old)
    read = Word(good)
    body = read.tree("word/document.xml")
    word = next(t for t in body.iter(W + "t") if t.text and "Contractor" in t.text)
    word.text = word.text.replace("Contractor", "Supplier", 1)
    found = differences(read.edited(document=etree.tostring(body)), old, new)
    assert len(found) == 2 and all("Supplier" in message for message in found)


@pytest.mark.usefixtures("needs_validator")
def test_the_open_xml_sdk_finds_no_error_in_any_redline(tmp_path: Path) -> None:
    pairs = some(PAIRS, 3)
    for n, pair in enumerate(pairs):
        for document in DOCUMENTS:
            (tmp_path / f"{n}-{document}.docx").write_bytes(made(*pair, document))
    paths = sorted(tmp_path.iterdir())
    assert len(paths) == len(pairs) * len(DOCUMENTS)
    assert tools.validate_docx(paths) == []


#: Scenarios both ways, a procurement with facts against one without, and every edit.
IN_LIBREOFFICE = [
    *permutations(("low", "medium", "high"), 2),
    *(("high", "laptops"), ("laptops", "changed")),
    *(("medium", edit) for edit in EDITS),
]


Shown = tuple[list[str], list[list[str]]]


@pytest.fixture(scope="module")
def shown(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Shown]:
    """Paragraphs and styles of a document as LibreOffice has them, each opened once."""
    folder = tmp_path_factory.mktemp("documents")

    @cache
    def open_once(name: str, document: str) -> Shown:
        path = folder / f"{name}-{document}.docx"
        path.write_bytes(documents(name)[f"{document}.docx"])
        opened = office.open(path)
        return opened.paragraphs(), opened.styles()

    return open_once


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("pair", some(IN_LIBREOFFICE, 4), ids=name_of)
def test_libreoffice_gives_the_new_and_the_old(
    office: Office, shown: Callable[[str, str], Shown], tmp_path: Path, pair: tuple[str, str], document: str
) -> None:
    """The same paragraphs with the same styles and numbers.

    LibreOffice 7.4 cannot take away a paragraph that stands before a table: it leaves an empty one, which still counts
    if it is numbered.
    """
    content = made(*pair, document)
    redline = tmp_path / "redline.docx"
    redline.write_bytes(content)
    sides = (("accept_all", pair[1], ("del", "moveFrom")), ("reject_all", pair[0], ("ins", "moveTo")))
    for settle, side, gone in sides:
        texts, styles = shown(side, document)
        opened = office.open(redline)
        getattr(opened, settle)()
        settled_texts, settled_styles = opened.paragraphs(), opened.styles()
        counted = any(number and not text for _, number, text in settled_styles)
        assert without_empty(settled_texts, counted) == without_empty(texts, counted)
        assert lines(settled_styles, counted) == lines(styles, counted)
        assert 0 <= len(settled_texts) - len(texts) <= before_tables(Word(content).body, gone)


def without_empty(texts: list[str], counted: bool) -> list[str]:
    """Texts that are not empty; without their numbers if empty paragraphs count."""
    return [re.sub(r"\d+", "#", text) if counted else text for text in texts if text]


def lines(styles: list[list[str]], counted: bool) -> list[str]:
    return without_empty([" | ".join(line) for line in styles if line[2]], counted)


def before_tables(body: etree._Element, gone: tuple[str, ...]) -> int:
    """How many paragraphs that go stand before a table."""
    marked = {m.getparent().getparent().getparent() for m in body.iter(*(W + name for name in gone)) if in_mark(m)}
    return sum(next(p.itersiblings(W + "p", W + "tbl"), p).tag == W + "tbl" for p in marked)


def in_mark(change: etree._Element) -> bool:
    """Whether a change is that of a paragraph's end."""
    return change.getparent().tag == W + "rPr" and change.getparent().getparent().tag == W + "pPr"
