"""Documents that come back from review: seeds with all that a reviewer does, read and written into the clauses."""

from __future__ import annotations

import copy
from datetime import date
from functools import cache

from lxml import etree
from msgspec.structs import replace

from ddtender.desk.codes import UNREADABLE_REVIEW
from ddtender.desk.review.draft_sources import Asked
from ddtender.desk.review.drafts import Finder
from ddtender.diagnostics import Diagnostic, Location, has_errors
from ddtender.library.codes import MISSING_FILE
from ddtender.library.loader import load
from ddtender.library.provenance import read_provenance
from ddtender.model import Library
from ddtender.office.package import PackageError
from ddtender.returned.apply import apply
from ddtender.returned.conflicts import settle
from ddtender.returned.draft import Draft
from ddtender.returned.findings import Entry, count
from ddtender.returned.reading import compare
from ddtender.returned.report import as_json, as_text
from ddtender.returned.targets import Target
from ddtender.returned.word import open_reviewed, read_document
from tests.documents import W, build
from tests.fuzz.found import Found, placed, workspace
from tests.returned.editor import ANNA, BEN, NOBODY, Editor
from tests.tools import ROOT

_SCENARIO = "high"


def seeds() -> dict[str, bytes]:
    """The contract tracked, untracked, commented and moved about by several people, and the tender as it went out."""
    return {
        "contract-tracked.docx": _tracked(),
        "contract-untracked.docx": _untracked(),
        "contract-moved.docx": _moved(),
        "tender-sent.docx": build(_SCENARIO).documents["tender.docx"],
    }


def read(path: str, content: bytes) -> Found:
    """Every change is an entry, shown as text and JSON; what is written leaves a library that can be read."""
    try:
        parts = open_reviewed(content)
        read_provenance(parts)
        draft = _draft(path.partition("-")[0])
        compared = compare(path, draft, read_document(parts))
    except PackageError as error:
        return [Diagnostic(UNREADABLE_REVIEW, Location(path), str(error))]
    entries = list(compared.entries)
    settle(entries)
    written = apply(entries, [draft], _ground())
    counts = count(entries)
    assert counts.all == counts.applied + counts.listed == len(entries)
    assert all(entry.applied or entry.why for entry in entries), "an entry that is neither applied nor left"
    assert as_json([], entries, True)["counts"]["all"] == counts.all
    as_text(entries, lambda words, _: words)
    for one in written:
        assert one.content != workspace()[one.path]
        _, findings = load({one.path: one.content})
        faults = [finding for finding in findings if finding.code != MISSING_FILE]
        assert not has_errors(faults), faults
    placed(list(compared.diagnostics), path, content)
    return [*compared.diagnostics, *map(_sign, entries)]


def _sign(entry: Entry) -> str:
    tracked = "untracked" if entry.untracked else "tracked" if entry.marks else ""
    return f"{entry.what.value} {tracked} {'applied' if entry.applied else entry.why}"


@cache
def _draft(document: str) -> Draft:
    finder = Finder(ROOT, Asked(_SCENARIO, None, None, None))
    found = finder.find(f"{document}.docx", build(_SCENARIO).documents[f"{document}.docx"])
    return replace(found.draft, uncertain=False)  # it is from no commit, and yet the one that was sent


@cache
def _ground() -> Target:
    library: Library = load(workspace())[0]
    return Target(workspace(), library, None, date(2027, 3, 4), "Review")


@cache
def _tracked() -> bytes:
    editor = _editor()
    first, second, third, fourth, *_ = _paragraphs(editor)
    editor.replace(_word(first, 2), "other words", inside=first)
    editor.insert_in(first, _word(first, 1), " indeed", BEN)
    editor.replace(_word(second, 3), "", BEN, inside=second)
    editor.add_behind(second, "A sentence that was not there.", ANNA)
    editor.split_paragraph(_phrase(editor, third, 1))
    editor.comment(_phrase(editor, fourth, 0), "Is this proportionate?", ANNA, ((BEN, "It is."), (ANNA, "Agreed.")))
    return editor.bytes()


@cache
def _untracked() -> bytes:
    editor = _editor()
    first, second, third, *_ = _paragraphs(editor)
    editor.replace(_word(first, 2), "other words", NOBODY, inside=first)
    editor.add_behind(second, "A sentence that nobody tracked.", NOBODY)
    third.getparent().remove(third)
    tag = next(t.get(W + "val") for t in editor.body.iter(W + "tag") if t.get(W + "val", "").startswith("blank:"))
    editor.fill(tag, "Something")
    return editor.bytes()


@cache
def _moved() -> bytes:
    """A paragraph that was moved, as Word tracks it (ECMA-376 part 1, 17.13.5.22), and a table row taken out."""
    editor = _editor()
    first, *_, last = _paragraphs(editor)
    there = copy.deepcopy(first)
    last.addnext(there)
    for paragraph, kind, end in ((first, "moveFrom", "del"), (there, "moveTo", "ins")):
        who = {W + "id": str(len(kind)), W + "author": "A. Jurist", W + "date": "2027-03-04T10:00:00Z"}
        runs = paragraph.findall(W + "r")
        start = etree.Element(W + f"{kind}RangeStart", {**who, W + "name": "move1"})
        runs[0].addprevious(start)
        moved = etree.Element(W + kind, who)
        runs[0].addprevious(moved)
        moved.extend(runs)
        moved.addnext(etree.Element(W + f"{kind}RangeEnd", {W + "id": who[W + "id"]}))
        properties = paragraph.find(W + "pPr")
        mark = etree.SubElement(etree.SubElement(properties, W + "rPr"), W + end)
        for key, value in who.items():
            mark.set(key, value)
    row = next(editor.body.iter(W + "tr"))
    properties = row.find(W + "trPr")
    properties = etree.Element(W + "trPr") if properties is None else properties
    row.insert(0, properties)
    etree.SubElement(properties, W + "del", {W + "id": "99", W + "author": "B. Barrister"})
    return editor.bytes()


def _editor() -> Editor:
    return Editor(build(_SCENARIO).documents["contract.docx"])


def _paragraphs(editor: Editor) -> list[etree._Element]:
    """Paragraphs of provisions that are nothing but words."""
    return [
        p
        for p in editor.body.iter(W + "p")
        if {child.tag for child in p} <= {W + "pPr", W + "r"}
        and p.find(W + "pPr") is not None
        and len("".join(p.itertext(W + "t")).split()) > 8
        and any(sdt.find(f"{W}sdtPr/{W}tag") is not None for sdt in p.iterancestors(W + "sdt"))
        and next(p.iterancestors(W + "tc"), None) is None
    ]


def _word(paragraph: etree._Element, which: int) -> str:
    """A word that stands in the paragraph once."""
    text = "".join(paragraph.itertext(W + "t"))
    return [word for word in text.split() if text.count(word) == 1][which]


def _phrase(editor: Editor, paragraph: etree._Element, start: int) -> str:
    """Words enough to stand nowhere else."""
    words = "".join(paragraph.itertext(W + "t")).split()[start:]
    others = ["".join(p.itertext(W + "t")) for p in editor.body.iter(W + "p") if p is not paragraph]
    phrases = (" ".join(words[:length]) for length in range(5, len(words) + 1))
    return next(phrase for phrase in phrases if not any(phrase in other for other in others))
