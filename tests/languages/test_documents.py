"""A language that is nothing but a folder gives every document, beside those in another one."""

import re
from datetime import date
from functools import cache
from pathlib import Path

from lxml import etree

from ddtender.desk import pipeline
from ddtender.desk.contract.extending import extended
from ddtender.desk.evaluation.filled import evaluation_read, register_read
from ddtender.desk.speaking import speaker
from ddtender.history.release import Release
from ddtender.library.places import DEFAULT_TEMPLATES
from ddtender.library.provenance import read_provenance
from ddtender.notes import margin_notes
from ddtender.resolve.inlines import plain_blocks
from ddtender.stamp import Stamp
from tests.documents import MOMENT, W, text_of
from tests.languages.invented import TAG, library_files, with_invented
from tests.packages import parts_of
from tests.tools import ROOT

PROCEDURE = "scenarios/procedures/two.yaml"
LAPTOPS = "scenarios/procedures/laptops.yaml"
#: What a procurement says itself, whatever language its documents are in.
_FACTS = re.compile(
    r"[Ll]aptops and docking stations|2027-ICT-014|City of Example|procurement@city\.example|"
    r"annex 3, Requirements and points for performance and service|\d+ (?:Marto|Aprilo) \d+"
)


@cache
def built(languages: str = "[eo, en]") -> pipeline.Built:
    """The scenario high in these languages, proved as every build is."""
    files = sources(languages, with_invented() if TAG in languages else library_files())
    request, stamp = pipeline.Request("high", PROCEDURE), Stamp(False, MOMENT, notes=False)
    made = pipeline.build(files, request, stamp)
    assert made.documents, made.diagnostics
    return made


def sources(languages: str, files: dict[str, bytes]) -> dict[str, bytes]:
    """A workspace with one procedure, in these languages."""
    made = {path: content for path, content in files.items() if not path.startswith("scenarios/procedures/")}
    made |= {path: (ROOT / path).read_bytes() for path in DEFAULT_TEMPLATES}
    return {**made, PROCEDURE: f"languages: {languages}\n".encode() + files[LAPTOPS]}


def paragraphs(name: str) -> list[str]:
    root = etree.fromstring(parts_of(built().documents[name])["word/document.xml"])
    return [text_of(p) for p in root.iter(W + "p")]


def without_marks(text: str) -> str:
    """What is left of a text without its pieces in the invented language."""
    before = ""
    while text != before:
        before, text = text, re.sub(r"⟪[^⟪⟫]*⟫", "", text)
    return _FACTS.sub("", text)


def test_each_document_is_there_in_each_language() -> None:
    names = {*built().documents}
    assert {"tender.docx", "contract.docx", "tender-en.docx", "contract-en.docx"} <= names
    assert {"kpi-register.xlsx", "kpi-register-en.xlsx", "kpi-calendar.ics", "kpi-calendar-en.ics"} <= names
    for name, content in built().documents.items():
        if name.endswith(".docx") and name != "provisions.docx":
            provenance = read_provenance(parts_of(content))
            assert provenance is not None
            assert provenance.language == (None if name.endswith("-en.docx") else TAG), name


def test_no_word_of_another_language_stands_in_a_document() -> None:
    for name in ("tender.docx", "contract.docx"):
        left = [text for text in paragraphs(name) if re.search(r"[A-Za-z]{2,}", without_marks(text))]
        assert not left, left[:5]
        assert not any("⟦" in text for text in paragraphs(name)), "everything is translated"


def test_numbers_and_bookmarks_are_those_of_every_other_language() -> None:
    for document in ("tender", "contract"):
        own, other = (
            parts_of(built().documents[f"{document}{end}"])["word/document.xml"] for end in (".docx", "-en.docx")
        )
        marks = [re.findall(rb'w:name="(dd_[^"]+)"', content) for content in (own, other)]
        assert sorted(marks[0]) == sorted(marks[1])  # definitions are in each language's own order
        cited = [re.findall(rb"REF (dd_\w+)", content) for content in (own, other)]
        assert cited[0] == cited[1] and cited[0]


def test_the_text_says_which_language_is_authentic() -> None:
    text = " ".join(paragraphs("tender-en.docx"))
    assert "published in these languages: Esperanto and English." in text
    assert "The authentic language is Esperanto." in text
    assert "Languages" not in " ".join(paragraphs_of_one())


def paragraphs_of_one() -> list[str]:
    root = etree.fromstring(parts_of(built("[en]").documents["tender.docx"])["word/document.xml"])
    return [text_of(p) for p in root.iter(W + "p")]


def test_word_is_told_which_language_it_is() -> None:
    styles = {name: parts_of(built().documents[name])["word/styles.xml"] for name in ("tender.docx", "tender-en.docx")}
    assert b'w:val="eo"' in styles["tender.docx"] and b'w:val="en-GB"' not in styles["tender.docx"]
    assert b'w:val="en-GB"' in styles["tender-en.docx"]


def test_a_draft_in_a_language_that_is_not_complete_is_made_and_marked_and_no_final_one() -> None:
    files = sources("[fi]", library_files())
    request = pipeline.Request("high", PROCEDURE)
    prepared = pipeline.prepare(files, request)
    assert prepared.resolved is not None
    assert all(p.provision.title.startswith("⟦") for p in prepared.resolved.provisions)
    final = pipeline.prepare(files, pipeline.Request("high", PROCEDURE, final=True))
    told = [finding.message for finding in final.diagnostics if finding.code.name == "not-translated"]
    assert any("into fi: there is none" in said for said in told) and any("lack" in said for said in told)


def test_stale_text_is_printed_with_a_mark_and_the_note_says_what_has_changed() -> None:
    path = "clause_library/contract_clauses/mitigation-reporting.md"
    before = sources("[eo]", with_invented())
    files = {**before, path: before[path].replace(b"Every year the", b"Each and every year the", 1)}
    assert files[path] != before[path]
    last = Release("v1.0.0", before)
    prepared = pipeline.prepare(files, pipeline.Request("high", PROCEDURE), last=last)
    assert prepared.resolved is not None, prepared.diagnostics
    clause = next(p for p in prepared.resolved.provisions if p.id == "contract.mitigation-reporting")
    assert plain_blocks(clause.body)[0].startswith("⟦?⟧ ⟪")
    told = margin_notes(
        prepared.resolved,
        prepared.library,
        prepared.standings,
        "contract",
        prepared.resolved.language,
        prepared.translations,
    )
    note = next(one for one in told if one.tag == clause.tag)
    lines = [f"{line.label}: {line.text}" for line in note.lines]
    assert any("“Every year the" in line and "“Each and every year the" in line for line in lines), lines


def test_workbooks_are_read_again_in_the_words_of_the_library_that_brought_them(tmp_path: Path) -> None:
    for path, content in with_invented().items():
        if path == "clause_library/library.yaml" or f"/{TAG}/words/" in path:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(content)
    for name in ("kpi-register.xlsx", "evaluation.xlsx"):
        (tmp_path / name).write_bytes(built().documents[name])
    register = register_read(tmp_path / "kpi-register.xlsx", date(2027, 5, 1), speaker(tmp_path))
    assert register.performance is not None and not register.findings
    evaluation = evaluation_read(tmp_path / "evaluation.xlsx", speaks=speaker(tmp_path))
    assert evaluation.evaluation is not None and not evaluation.findings
    moved = extended(tmp_path / "kpi-register.xlsx", date(2032, 3, 31), None, "Why", None, speaker(tmp_path))
    assert not moved.findings, "and what is written from them is in these words again"
    elsewhere = register_read(tmp_path / "kpi-register.xlsx", None)
    assert "is in the language 'eo'" in elsewhere.findings[0].message
