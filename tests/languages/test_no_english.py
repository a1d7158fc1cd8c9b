"""No English word stands in what is written in Dutch, French, German or Norwegian, but for names."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from ddtender.desk import pipeline
from ddtender.library.places import DEFAULT_TEMPLATES
from ddtender.stamp import Stamp
from ddtender.workspace import read_sources
from tests.documents import MOMENT, W
from tests.languages.english import english_in, margins_of, notes_of
from tests.languages.papers import papers
from tests.languages.test_documents import LAPTOPS, PROCEDURE
from tests.packages import parts_of
from tests.tools import ROOT, libreoffice_pdf, pdf_text, validate_docx
from tests.words.typed import of_page, of_word, of_workbook

TAGS = ("nl", "fr", "de", "nb")
#: Names of publications and organisations, and headings of the manual, an English book: nobody translates them.
NAMES = (
    "Driving change through public procurement",
    "Delivering human rights and environmental due diligence in public procurement",
    "Observatory of Economic Complexity",
    "Joint Alliance for CSR",
    "CFIT manual (2025)",
    "Lesson 2 and the Oslo model",
    "Lessons 5 to 7, and the case of the Dutch government and EcoVadis",
    "Lessons 1, 2, 4, 5 and 6, and the Oslo model",
    "Lessons 2, 5 and 6",
    "Lessons 5 and 7",
    "Deep dive and sections 2.1 and 2.2",
    "3.4, the Oslo model",
)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("papers")


def texts_of(name: str, content: bytes) -> Iterable[str]:
    if name.endswith(".docx"):
        return [*of_word(content), *margins_of(content), *notes_of(content)]
    if name.endswith(".html"):
        return of_page(etree.fromstring(content, etree.HTMLParser()))
    if name.endswith(".ics"):
        return [line.partition(":")[2] for line in re.findall(r"(?m)^(?:SUMMARY|DESCRIPTION).*", unfolded(content))]
    return of_workbook(content) if name.endswith(".xlsx") else ()


def unfolded(content: bytes) -> str:
    """The lines of a calendar as they are before they are cut (RFC 5545, 3.1)."""
    return content.decode().replace("\r\n ", "").replace("\r\n", "\n")


def found_in(tag: str, made: dict[str, bytes], names: Iterable[str] = NAMES) -> list[str]:
    return [f"{name}: {hit}" for name, one in made.items() for hit in english_in(tag, texts_of(name, one), names)]


@pytest.mark.parametrize("tag", TAGS)
def test_no_paper_before_the_tender_has_an_english_word(tag: str, scratch: Path) -> None:
    made = papers(tag, scratch)
    assert not (found := found_in(tag, made)), "\n".join(found[:40])
    missing = [name for name, one in made.items() if any("⟦" in text for text in texts_of(name, one))]
    assert not missing


#: What has findings, which are said in English, and data for programs.
_FINDINGS = ("review.html", "manifest.json")
#: What the procurement says itself, and the names of its files.
_FACTS = (
    "Laptops and docking stations",
    "laptops and docking stations",
    "City of Example",
    "annex 3, Requirements and points for performance and service",
    "3.3.3 and 3.3.4",
    "3.3 and 3.4",
)


@cache
def built() -> dict[str, bytes]:
    """All outputs of one tender in the four languages; the first is the authentic one."""
    files = read_sources(ROOT, all_procedures=True).files
    facts = re.sub(rb"(?m)^  (?:tco|epeat)_requirements: .*\n", b"", (ROOT / LAPTOPS).read_bytes())
    made = {path: content for path, content in files.items() if not path.startswith("scenarios/procedures/")}
    made |= {path: (ROOT / path).read_bytes() for path in DEFAULT_TEMPLATES}
    made[PROCEDURE] = b"languages: [nl, fr, de, nb]\ncountry: nl\n" + facts
    done = pipeline.build(made, pipeline.Request("high", PROCEDURE), Stamp(False, MOMENT))
    assert done.documents, done.diagnostics
    return {name: content for name, content in done.documents.items() if not name.startswith(_FINDINGS)}


@pytest.mark.parametrize("tag", TAGS)
def test_no_output_of_a_build_has_an_english_word(tag: str) -> None:
    others = tuple(f"-{one}." for one in TAGS[1:])
    of_tag = {
        name: content
        for name, content in built().items()
        if (f"-{tag}." in name if tag != "nl" else not any(end in name for end in others))
    }
    assert len(of_tag) > 3
    found = found_in(tag, of_tag, (*NAMES, *_FACTS))
    assert not found, "\n".join(found[:60])
    assert not [name for name, one in of_tag.items() if any("⟦" in text for text in texts_of(name, one))]


def test_drafts_have_notes_in_their_margins() -> None:
    assert min(len([*notes_of(built()[name])]) for name in ("tender.docx", "contract-nb.docx")) > 100


@pytest.mark.parametrize("name", ["tender-de.docx", "contract-de.docx", "contract-nb.docx", "provisions.docx"])
def test_no_column_of_a_document_is_narrower_than_its_longest_word(name: str) -> None:
    cut = []
    for table in etree.fromstring(parts_of(built()[name])["word/document.xml"]).iter(f"{W}tbl"):
        columns = [int(one.get(f"{W}w")) / 20 - MARGINS for one in table.iter(f"{W}gridCol")]
        if table.find(f"{W}tblPr/{W}tblStyle[@{W}val='ProvisionTable']") is not None:
            for row in table.iterfind(f"{W}tr"):
                for room, cell in zip(columns, row.iterfind(f"{W}tc"), strict=True):
                    words = re.split(r"\s+|(?<=-)", " ".join("".join(p.itertext(f"{W}t")) for p in cell.iter(f"{W}p")))
                    cut += [word for word in words if width_of(word) > room]
    assert cut == []


#: What the cells of our templates leave empty, left and right together, in points.
MARGINS = 11.3
#: Letters of Arial in thousandths of their height (as in Adobe's metrics of Helvetica); all others count as the usual.
LETTERS = {**dict.fromkeys("ijl'’", 222), **dict.fromkeys("ft.,:;I/", 278), **dict.fromkeys("r-()", 333)}
LETTERS |= {**dict.fromkeys("cksvxyzJ", 500), **dict.fromkeys("ABEKPSVXYCDHNRUwGOQ", 700), **dict.fromkeys("mMW", 833)}


def width_of(word: str) -> float:
    """In points, at the size of text in tables."""
    return sum(LETTERS.get(letter, 556) for letter in word) * 9.5 / 1000


#: A document or workbook of each language; all of them were validated by hand (docs/languages.md).
SAMPLE = ("tender.docx", "kpi-register-fr.xlsx", "contract-de.docx", "evaluation-nb.xlsx")


@pytest.mark.usefixtures("needs_validator")
def test_documents_of_every_language_are_valid(tmp_path: Path) -> None:
    for name in SAMPLE:
        (tmp_path / name).write_bytes(built()[name])
    assert validate_docx([tmp_path / name for name in SAMPLE]) == []


@pytest.mark.usefixtures("needs_libreoffice")
def test_no_page_of_the_forms_begins_within_a_table(tmp_path: Path) -> None:
    """In German, whose words are long; what stands there first is a form, or a whole table with its heading."""
    (tmp_path / "tender-de.docx").write_bytes(built()["tender-de.docx"])
    pages = pdf_text(libreoffice_pdf(tmp_path / "tender-de.docx", tmp_path)).split("\f")
    forms = pages[
        next(n for n, page in enumerate(pages) if "Antwortformular A" in page and "Name des Bieters" in page) :
    ]
    assert len(forms) > 5
    firsts = [re.split(r"\s*\n\s*", page.strip())[1] for page in forms if page.strip()]
    assert all(re.match(r"Antwortformular|Menschenrechtsrisiken$|Plan zur ", first) for first in firsts), firsts
