"""The documents as they are today, to be read in a diff when a change is reviewed.

`DDTENDER_REGENERATE=1 make test` writes them anew; review what git then shows, it is what users will get.
"""

import difflib
import os
from pathlib import Path

import pytest
from lxml import etree

from tests.documents import DOCUMENTS, Word, word
from tests.projection import project
from tests.tools import ROOT

GOLDEN = Path(__file__).parent / "golden"
VARIANTS = ("low", "medium", "high", "laptops-final")
#: Small enough to be kept whole. The numbering and the styles are the template's own, which a test below holds.
SMALL = (
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/core.xml",
    "docProps/custom.xml",
    "word/_rels/document.xml.rels",
    "word/footer1.xml",
    "word/header1.xml",
)
#: The rule for the price as a line, in a tender that states one.
DRAWN = "word/charts/chart1.xml"
UNTOUCHED = ("word/numbering.xml", "word/settings.xml", "word/styles.xml")


def pretty(data: bytes) -> str:
    parser = etree.XMLParser(remove_blank_text=True)
    return etree.tostring(etree.fromstring(data, parser), pretty_print=True, encoding="unicode")


def parts_of(read: Word) -> dict[str, str]:
    """Every part that we keep, by the name of its file."""
    kept = [name for name in (*SMALL, DRAWN) if name != DRAWN or DRAWN in read.parts]
    small = {name.replace("/", "-"): pretty(read.parts[name]) for name in kept}
    return {"document.txt": project(read), **small}


def expected_parts(variant: str, document: str) -> list[str]:
    """A draft has comments, which document.txt shows, and the digests of what it says."""
    sent = ("customXml/item1.xml", "customXml/itemProps1.xml", "customXml/_rels/item1.xml.rels")
    draft = () if variant.endswith("-final") else ("word/comments.xml", *sent)
    drawn = (DRAWN,) if (variant, document) == ("laptops-final", "tender") else ()
    return sorted((*SMALL, *UNTOUCHED, "word/document.xml", *draft, *drawn))


def held(variant: str, document: str) -> Path:
    return GOLDEN / variant / document


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_document_is_as_it_was(variant: str, document: str) -> None:
    parts, folder = parts_of(word(variant, document)), held(variant, document)
    if os.environ.get("DDTENDER_REGENERATE") == "1":
        folder.mkdir(parents=True, exist_ok=True)
        for stale in set(folder.iterdir()) - {folder / name for name in parts}:
            stale.unlink()
        for name, text in parts.items():
            (folder / name).write_text(text, encoding="utf-8")
    if difference := differences(parts, folder):
        pytest.fail(f"{difference}\nIs that what you meant? `DDTENDER_REGENERATE=1 make test` keeps it.", pytrace=False)


def differences(parts: dict[str, str], folder: Path) -> str:
    """A unified diff of all parts, empty if nothing differs."""
    there = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} if folder.is_dir() else {}
    lines: list[str] = []
    for name in sorted(there.keys() | parts.keys()):
        before, after = there.get(name, "").splitlines(), parts.get(name, "").splitlines()
        shown = (folder / name).relative_to(ROOT).as_posix()
        lines += difflib.unified_diff(before, after, f"{shown} (before)", f"{shown} (now)", lineterm="", n=1)
    return "\n".join(lines)


def test_a_changed_word_is_shown_with_its_line() -> None:
    parts = parts_of(word("low", "contract"))
    parts["document.txt"] = parts["document.txt"].replace(
        "the first delivery of Goods", "the last delivery of Goods", 1
    )
    shown = differences(parts, held("low", "contract"))
    assert "+++ tests/golden/low/contract/document.txt (now)" in shown
    removed, added = ([line for line in shown.splitlines() if line.startswith(mark + " ")] for mark in "-+")
    assert len(removed) == len(added) == 1
    assert removed[0][1:].replace("first delivery", "last delivery") == added[0][1:]


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_document_has_these_parts_and_no_others(variant: str, document: str) -> None:
    assert sorted(word(variant, document).parts) == expected_parts(variant, document)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_styles_and_lists_are_those_of_the_template(document: str) -> None:
    template = Word((ROOT / f"templates/{document}.docx").read_bytes())
    for variant in VARIANTS:
        for name in UNTOUCHED:
            assert pretty(word(variant, document).parts[name]) == pretty(template.parts[name])
