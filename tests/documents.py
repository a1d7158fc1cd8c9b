"""The documents of ddtender, built once for all tests, and read as a reader of Word would: with numbers and controls.

Nothing is taken over from ddtender's own reading (verify.py); lxml is the only thing they share.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from ddtender import workspace
from ddtender.desk import pipeline
from ddtender.library.places import LANGUAGES, record_of
from ddtender.notes import MarginNote, margin_notes
from ddtender.stamp import Stamp
from ddtender.words import language
from tests.commands import approved_workspace
from tests.decisions import record_for
from tests.packages import parts_of, zipped
from tests.tools import ROOT

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: What final documents are made from here.
RELEASE = "v1.0.0"
MOMENT = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
LAPTOPS = ROOT / "scenarios/procedures/laptops.yaml"
OURS = Path(__file__).parent / "procedures"
SCENARIOS = ("low", "medium", "high")
#: Everything that is built: scenario, procedure, final.
VARIANTS = {
    "low": ("low", None, False),
    "medium": ("medium", None, False),
    "high": ("high", None, False),
    "laptops": ("high", LAPTOPS, False),
    "low-final": ("low", OURS / "phones.yaml", True),
    "medium-final": ("medium", OURS / "monitors.yaml", True),
    "laptops-final": ("high", LAPTOPS, True),
    "changed": ("high", OURS / "changed.yaml", False),
}
DOCUMENTS = ("tender", "contract")
ALL = [(variant, document) for variant in VARIANTS for document in DOCUMENTS]


@cache
def sources(procedure: Path | None = None, approved: bool = False, languages: bool = False) -> workspace.Sources:
    """Our workspace; without its translations, of which every change of a source would say something, unless the test
    is about ``languages``."""
    read = workspace.read_sources(approved_workspace() if approved else ROOT, procedure)
    for path in [] if languages else [path for path in read.files if path.startswith(f"{LANGUAGES}/")]:
        del read.files[path]
    if approved and procedure is not None and read.procedure is not None:
        read.files[record_of(read.procedure)] = _decided(procedure)
    return read


@cache
def _decided(procedure: Path) -> bytes:
    """The record of a procurement in which everything was decided."""
    with TemporaryDirectory() as folder:
        return record_for(approved_workspace(), procedure.name, procedure.read_bytes(), Path(folder))


def built_of(
    files: dict[str, bytes], scenario: str, procedure: str | None = None, final: bool = False, notes: bool = True
) -> pipeline.Built:
    """Both documents of these files as ``.documents``, and ``.diagnostics``."""
    return pipeline.build(
        files,
        pipeline.Request(scenario, procedure, final),
        Stamp(final, MOMENT, notes=notes, release=RELEASE if final else ""),
    )


@cache
def build(variant: str) -> pipeline.Built:
    """Both documents of a variant, without a finding."""
    scenario, procedure, final = VARIANTS[variant]
    read = sources(procedure, approved=final)
    built = built_of(read.files, scenario, read.procedure, final)
    assert not built.diagnostics, built.diagnostics
    return built


def but_for_origin(built: pipeline.Built) -> dict[str, bytes]:
    """The parts of a tender without the properties that name its template."""
    return {**parts_of(built.documents["tender.docx"]), "docProps/custom.xml": b""}


def composed(variant: str):
    """What the documents of a variant must say."""
    return build(variant).prepared.resolved


@cache
def notes_of(variant: str, document: str) -> tuple[MarginNote, ...]:
    """The notes that stand in the margin of a document; none in a final one."""
    prepared = build(variant).prepared
    if VARIANTS[variant][2]:
        return ()
    return margin_notes(prepared.resolved, prepared.library, prepared.standings, document, language("en"))


@cache
def word(variant: str, document: str) -> "Word":
    return Word(build(variant).documents[f"{document}.docx"])


@dataclass(frozen=True)
class Paragraph:
    """``number`` is what Word prints in front of it, with the paragraph's own level spelt out: "2", "1.3", "(b)"."""

    style: str
    number: str
    text: str
    element: etree._Element


@dataclass(frozen=True)
class Field:
    """A complex field: what it computes, and what is shown until it is computed again."""

    instruction: str
    cached: str


class Word:
    """One document, read from its bytes."""

    def __init__(self, content: bytes) -> None:
        self.parts = parts_of(content)
        self.content = content
        self.body = self.tree("word/document.xml")

    def tree(self, part: str) -> etree._Element:
        return etree.fromstring(self.parts[part])

    @cached_property
    def text(self) -> str:
        """All text of the body, tables and lists included, a line a paragraph."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        styles = self.tree("word/styles.xml")
        names = {s.get(W + "styleId"): s.find(W + "name").get(W + "val") for s in styles.iter(W + "style")}
        numbers = Numbers(styles, self.tree("word/numbering.xml"))
        found = []
        for p in self.body.iter(W + "p"):
            style = p.find(f"{W}pPr/{W}pStyle")
            id_ = style.get(W + "val") if style is not None else ""
            found.append(Paragraph(names.get(id_, "Normal"), numbers.next(p, id_), text_of(p), p))
        return found

    @cached_property
    def controls(self) -> dict[str, list[etree._Element]]:
        found: dict[str, list] = {}
        for control in self.body.iter(W + "sdt"):
            found.setdefault(control.find(f"{W}sdtPr/{W}tag").get(W + "val"), []).append(control)
        return found

    def control_of(self, id_: str) -> etree._Element | None:
        """The content control of a provision, whatever its version."""
        found = [controls for tag, controls in self.controls.items() if tag.partition("@")[0] == id_]
        assert len(found) < 2
        return found[0][0] if found else None

    def provision(self, id_: str) -> str:
        """The text of a provision as one line, empty if it is not in the document."""
        control = self.control_of(id_)
        return "" if control is None else flat(" ".join(text_of(p) for p in control.iter(W + "p")))

    def section(self, heading: str) -> list[etree._Element]:
        """The paragraphs and tables below a heading of level 1, up to the next."""
        headings = {p.element: p.text for p in self.paragraphs if p.style == "heading 1"}
        found, inside = [], False
        for child in self.body.find(W + "body"):
            inside = headings[child] == heading if child in headings else inside
            if inside and child not in headings:
                found.append(child)
        return found

    def heading(self, words: str) -> str:
        """The whole text of the one heading of level 1 that has these words."""
        (found,) = [p.text for p in self.paragraphs if p.style == "heading 1" and words in p.text.casefold()]
        return found

    def rows_below(self, heading: str) -> list[list[str]]:
        """All table rows of a section, header rows included."""
        return [row for element in self.section(heading) for t in element.iter(W + "tbl") for row in rows_of(t)]

    def fields(self, root: etree._Element | None = None) -> list[Field]:
        found: list[Field] = []
        code = cached = state = ""
        for e in (self.body if root is None else root).iter(W + "fldChar", W + "instrText", W + "t"):
            if e.tag == W + "fldChar":
                state = e.get(W + "fldCharType")
                if state == "begin":
                    code = cached = ""
                elif state == "end":
                    found.append(Field(code.strip(), cached))
            elif e.tag == W + "instrText":
                code += e.text or ""
            elif state == "separate":
                cached += e.text or ""
        return found

    def number_at(self, bookmark: str) -> str:
        """The number of the paragraph with this bookmark."""
        marked = [p for p in self.paragraphs if any(m.get(W + "name") == bookmark for m in _marks(p.element))]
        assert len(marked) == 1, f"{bookmark} stands {len(marked)} times"
        return marked[0].number

    def text_at(self, bookmark: str) -> str:
        """The text between the two marks of a bookmark."""
        start = next(m for m in _marks(self.body) if m.get(W + "name") == bookmark)
        pieces = []
        for element in start.itersiblings():
            if element.tag == W + "bookmarkEnd" and element.get(W + "id") == start.get(W + "id"):
                return "".join(pieces)
            pieces.append(text_of(element))
        raise AssertionError(f"{bookmark} does not end")

    def edited(self, **parts: bytes) -> bytes:
        """The document with other bytes for ``document``, ``numbering`` … (word/….xml)."""
        return self.with_parts({f"word/{name}.xml": data for name, data in parts.items()})

    def with_parts(self, changed: dict[str, bytes | None]) -> bytes:
        """The document with other bytes for these parts; None takes a part away."""
        return zipped({name: data for name, data in {**self.parts, **changed}.items() if data is not None})


class Numbers:
    """Word's automatic numbering (ECMA-376 part 1, 17.9), paragraph after paragraph."""

    def __init__(self, styles: etree._Element, numbering: etree._Element) -> None:
        self.of_style = {s.get(W + "styleId"): s.find(f"{W}pPr/{W}numPr") for s in styles.iter(W + "style")}
        lists = {n.get(W + "numId"): n.find(W + "abstractNumId").get(W + "val") for n in numbering.iter(W + "num")}
        levels = {
            a.get(W + "abstractNumId"): {int(level.get(W + "ilvl")): level for level in a.iter(W + "lvl")}
            for a in numbering.iter(W + "abstractNum")
        }
        self.levels = {id_: (abstract, levels[abstract]) for id_, abstract in lists.items()}
        self.counts: dict[str, dict[int, int]] = {}

    def next(self, paragraph: etree._Element, style: str) -> str:
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        properties = self.of_style.get(style) if properties is None else properties
        num = None if properties is None else properties.find(W + "numId")
        if num is None or num.get(W + "val") == "0":
            return ""
        at = properties.find(W + "ilvl")
        level = 0 if at is None else int(at.get(W + "val"))
        abstract, levels = self.levels[num.get(W + "val")]
        counts = self.counts.setdefault(abstract, {})
        counts[level] = counts.get(level, 0) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        text = levels[level].find(W + "lvlText").get(W + "val")
        return re.sub(r"%(\d)", lambda m: _shown(counts[int(m[1]) - 1], levels[int(m[1]) - 1]), text)


def _shown(count: int, level: etree._Element) -> str:
    form = level.find(W + "numFmt").get(W + "val")
    if form == "lowerLetter":
        return "abcdefghijklmnopqrstuvwxyz"[count - 1]
    if form == "lowerRoman":
        return ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")[count - 1]
    return "" if form == "bullet" else str(count)


def _marks(root: etree._Element) -> list[etree._Element]:
    return list(root.iter(W + "bookmarkStart"))


def text_of(element: etree._Element) -> str:
    return "".join("\n" if e.tag == W + "br" else e.text or "" for e in element.iter(W + "t", W + "br"))


def flat(text: str) -> str:
    return " ".join(text.split())


def rows_of(table: etree._Element) -> list[list[str]]:
    """The text of every cell; paragraphs of a cell are parted by a line end."""
    return [
        ["\n".join(text_of(p) for p in cell.iter(W + "p")) for cell in row.iter(W + "tc")]
        for row in table.iter(W + "tr")
    ]
