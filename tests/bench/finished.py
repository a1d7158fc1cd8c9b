"""Finished values for the rivals: what a build has put into the Word documents, taken from these documents.

The plain docxtpl script gets every generated section as finished WordprocessingML, so that it has nothing to do but to
render and to save.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from icalendar import Calendar
from lxml import etree
from openpyxl import load_workbook

from tests.packages import parts_of, zipped
from tests.tools import ROOT

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"
_SECTION = re.compile(r"\{\{p (\w+) \}\}")
_VALUE = re.compile(r"\{\{ (\w+) \}\}")
_EDGE = re.compile(r"@@(begin|end) (\w+) (\w+)@@")


def finished_values(
    workspace: Path,
    build: Sequence[str],
    scratch: Path,
    values: Path,
    templates: Sequence[str] = ("tender", "contract"),
) -> None:
    """Write ``values`` for plain_docxtpl.py: the templates of ``workspace``, and what ``build`` puts into them.

    ``build`` is a whole command; it is run once with templates that mark where a value begins and ends.
    """
    marked, output = scratch / "marked", scratch / "output"
    for folder in (marked, output):
        folder.mkdir(parents=True)
    for name in templates:
        (marked / f"{name}.docx").write_bytes(_marked((workspace / f"templates/{name}.docx").read_bytes()))
    subprocess.run([*build, "--templates", marked, "--output", output], cwd=ROOT, check=True, capture_output=True)
    listed = {
        name: {
            "template": str(workspace / f"templates/{name}.docx"),
            "context": _context((output / f"{name}.docx").read_bytes()),
        }
        for name in templates
    }
    values.write_text(json.dumps(listed), encoding="utf-8")


def finished_cells(output: Path, cells: Path) -> None:
    """Write ``cells`` for build_floor.py: what stands in the workbooks and the calendar of a build."""
    books = {path.name: load_workbook(path) for path in sorted(output.glob("*.xlsx"))}
    workbooks = {
        name: {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
        for name, book in books.items()
    }
    calendars = [Calendar.from_ical(path.read_bytes()) for path in output.glob("*.ics")]
    entries = [
        (str(entry["uid"]), str(entry["summary"]), entry.decoded("dtstart").isoformat())
        for calendar in calendars
        for entry in calendar.walk("VEVENT")
    ]
    listed = {"workbooks": workbooks, "entries": entries}
    cells.write_text(json.dumps(listed, default=str), encoding="utf-8")


def _marked(template: bytes) -> bytes:
    """The template with a line before and after every section, and a list of all inline values at its end."""
    parts = parts_of(template)
    root = etree.fromstring(parts[_DOCUMENT])
    for paragraph in list(root.iter(W + "p")):
        if match := _SECTION.search("".join(paragraph.itertext(W + "t"))):
            paragraph.addprevious(_line(f"@@begin section {match[1]}@@"))
            paragraph.addnext(_line(f"@@end section {match[1]}@@"))
    page = root.find(W + "body")[-1]
    for name in sorted({name for part in parts.values() for name in _VALUE.findall(_text(part))}):
        for text in (f"@@begin value {name}@@", f"{{{{ {name} }}}}", f"@@end value {name}@@"):
            page.addprevious(_line(text))
    parts[_DOCUMENT] = etree.tostring(root)
    return zipped(parts)


def _text(part: bytes) -> str:
    """What a part prints; nothing for a part that is not XML."""
    return re.sub(r"<[^>]+>", "", part.decode("utf-8", "replace")) if part.startswith(b"<") else ""


def _line(text: str) -> etree._Element:
    paragraph = etree.Element(W + "p")
    etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "t").text = text
    return paragraph


def _context(document: bytes) -> dict[str, str]:
    """Every section as XML and every inline value as escaped text, by name.

    What the document does not have is not named: undefined, it is false in a template's condition.
    """
    body = etree.fromstring(parts_of(document)[_DOCUMENT]).find(W + "body")
    for link in list(body.iter(W + "hyperlink")):  # a relationship that the rival's document would not have
        for run in link:
            link.addprevious(run)
        link.getparent().remove(link)
    context: dict[str, str] = {}
    between: list[etree._Element] = []
    for element in body:
        edge = _EDGE.fullmatch("".join(element.itertext(W + "t")))
        if edge is None:
            between.append(element)
        elif edge[1] == "begin":
            between = []
        elif edge[2] == "section":
            context[edge[3]] = "".join(map(_as_xml, between))
        else:
            context[edge[3]] = escape("".join(text for e in between for text in e.itertext(W + "t")))
    return context


def _as_xml(element: etree._Element) -> str:
    """The element as it stands in its document, whose root declares the namespaces."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    opening, end, rest = text.partition(">")
    return re.sub(r' xmlns:\w+="[^"]*"', "", opening) + end + rest


def with_insertions(document: bytes) -> bytes:
    """A document with a tracked insertion (ECMA-376 part 1, 17.13.5.18) at the end of every tenth paragraph."""
    parts = parts_of(document)
    root = etree.fromstring(parts[_DOCUMENT])
    listed = [p for p in root.iterfind(f"{W}body/{W}sdt/{W}sdtContent/{W}p") if p.find(f"{W}pPr") is not None]
    for n, paragraph in enumerate(listed[5::10]):
        who = {W + "id": str(90_000 + n), W + "author": "A. Reviewer", W + "date": "2027-01-04T09:00:00Z"}
        insertion = etree.SubElement(paragraph, W + "ins", who)
        text = etree.SubElement(etree.SubElement(insertion, W + "r"), W + "t")
        text.text = " This holds for Sub-suppliers as well."
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    parts[_DOCUMENT] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return zipped(parts)
