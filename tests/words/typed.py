"""What a document in the pseudo language still says in words that no file of phrases has."""

import io
import re
import zipfile
from collections.abc import Container, Iterable, Iterator

import openpyxl
from lxml import etree
from msgspec import to_builtins

from ddtender.words.phrases import BEGINS, ENDS
from tests.packages import parts_of

_MARKED = re.compile(f"{BEGINS}[^{BEGINS}{ENDS}]*{ENDS}")
_LITERAL = re.compile(r"\"((?:[^\"]|\"\")*)\"|'((?:[^']|'')*)'!")
_SHEET = re.compile(r"[^\W\d]+!")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def bare(text: str) -> str:
    """What stands outside of ⟦ ⟧."""
    while (shorter := _MARKED.sub("", text)) != text:
        text = shorter
    assert BEGINS not in text
    return text


def texts_in(value: object, keys: Container[str] = ()) -> Iterator[str]:
    """Every text of a plan: what comes from the library and from the procedure, but for what stands under ``keys``,
    which nobody is to read."""
    made = to_builtins(value)
    if isinstance(made, str):
        yield made
    elif isinstance(made, dict | list | tuple):
        for name, one in made.items() if isinstance(made, dict) else ((None, one) for one in made):
            if name is None or name not in keys:
                yield from texts_in(one, keys)


def typed(texts: Iterable[str], known: Iterable[str]) -> list[str]:
    """The texts that have a letter outside ⟦ ⟧ which belongs to nothing that is known, nor to a line of it."""
    lines = {line.strip() for text in known for line in (text, *text.split("\n"))}
    pieces = {piece for line in lines for piece in (line, line[:1].upper() + line[1:]) if piece}
    found = []
    for text in texts:
        rest = bare(text)
        covered = bytearray(len(rest))  # two pieces may share words: a line of one clause, and a sentence of another
        for piece in pieces:
            at = rest.find(piece)
            while at >= 0:
                covered[at : at + len(piece)] = b"\1" * len(piece)
                at = rest.find(piece, at + 1)
        if any(c.isalpha() and not seen for c, seen in zip(rest, covered, strict=True)):
            found.append(text)
    return found


def of_workbook(content: bytes) -> Iterator[str]:
    """All that somebody can read in a workbook; of a formula its texts and the sheets it refers to."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    yield book.properties.title or ""
    for sheet in book:
        if sheet.sheet_state != "visible":
            continue
        yield sheet.title
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            yield from _of_formula(cell.value) if cell.data_type == "f" else (cell.value,)
        for rule in sheet.data_validations.dataValidation:
            yield from (rule.error, rule.errorTitle, *_of_formula(rule.formula1), *_of_formula(rule.formula2 or ""))
        for formatting in sheet.conditional_formatting:
            for formula in (formula for rule in formatting.rules for formula in rule.formula):
                yield from _of_formula(formula)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in (name for name in archive.namelist() if "/charts/" in name and name.endswith(".xml")):
            yield from (text.text or "" for text in etree.fromstring(archive.read(name)).iter(_A + "t"))


def _of_formula(formula: str) -> Iterator[str]:
    yield from (text or name for text, name in _LITERAL.findall(formula))
    yield from _SHEET.findall(_LITERAL.sub("", formula))


def of_word(content: bytes) -> Iterator[str]:
    """All that somebody can read in the body of a Word document, alternative texts included."""
    parts = parts_of(content)
    body = etree.fromstring(parts["word/document.xml"])
    for paragraph in body.iter(_W + "p"):
        yield "".join(t.text or "" for t in paragraph.iter(_W + "t"))
    for named in body.iter(_W + "tblDescription", _W + "tblCaption"):
        yield named.get(_W + "val", "")
    yield from (e.get("descr", "") for e in body.iter() if isinstance(e.tag, str) and e.get("descr"))
    core = etree.fromstring(parts["docProps/core.xml"])
    yield from (e.text or "" for e in core.iter() if str(e.tag).endswith("}title"))


_INLINE = frozenset(("a", "strong", "em", "span", "code", "bdi", "time", "ins", "del", "br"))
_SAID = ("aria-label", "title", "alt", "placeholder", "data-some", "data-all", "data-hid")


def of_page(root: etree._Element) -> Iterator[str]:
    """All that somebody can read or hear on a page: the text of every block, and attributes that are shown or read
    aloud."""
    for element in root.iter():
        if element.tag in ("script", "style") or not isinstance(element.tag, str):
            continue
        if element.tag not in _INLINE:
            yield "".join(_own(element))
        yield from (element.get(name, "") for name in _SAID if element.get(name))


def _own(element: etree._Element) -> Iterator[str]:
    """The text of a block without that of the blocks in it."""
    yield element.text or ""
    for child in element:
        yield from _own(child) if child.tag in _INLINE else ()
        yield child.tail or ""
