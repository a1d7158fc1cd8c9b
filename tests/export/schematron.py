"""Runs Schematron (ISO/IEC 19757-3, query binding xslt2) with Saxon: as much of it as the rules of eForms use.

A phase's patterns become one XSLT with a mode each. Within a pattern the first rule whose context matches a node is the
one that looks at it, so rules are templates with falling priorities.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from lxml.builder import ElementMaker

_SCH = "{http://purl.oclc.org/dsdl/schematron}"
_XSL = "http://www.w3.org/1999/XSL/Transform"
_UNDERSTOOD = {"let", "rule", "assert", "report"}
#: What stands between the fields and the lines of what the XSLT says; no XML may hold it as a character.
_FIELD, _LINE = "\u2028", "\u2029"
_NODES = "@* | node()"


class Failed(NamedTuple):
    """An assertion that does not hold: its id, its role (``ERROR``, ``WARN``) and the path of the node."""

    id: str
    role: str
    path: str


class Schematron:
    """The patterns of one phase, compiled."""

    def __init__(self, schema: Path, phase: str) -> None:
        from saxonche import PySaxonProcessor

        self._saxon = PySaxonProcessor(license=False)
        stylesheet = etree.tostring(to_xslt(schema, phase), encoding="unicode")
        self._compiled = self._saxon.new_xslt30_processor().compile_stylesheet(stylesheet_text=stylesheet)

    def failed(self, document: bytes) -> list[Failed]:
        """What does not hold of a document, in the order of the patterns."""
        node = self._saxon.parse_xml(xml_text=document.decode("utf-8"))
        said = self._compiled.transform_to_string(xdm_node=node) or ""
        return [Failed(*line.split(_FIELD)) for line in said.split(_LINE) if line]


def to_xslt(schema: Path, phase: str) -> etree._Element:
    """The XSLT that says, a line each, which assertions of a phase fail."""
    top = etree.parse(schema).getroot()
    prefixes = {ns.get("prefix"): ns.get("uri") for ns in top.iter(f"{_SCH}ns")}
    make = ElementMaker(namespace=_XSL, nsmap={**prefixes, "xsl": _XSL})
    active = [a.get("pattern") for a in top.find(f"{_SCH}phase[@id='{phase}']").iter(f"{_SCH}active")]
    patterns = {name: _pattern(schema.parent / f"{name.removeprefix('EFORMS-')}.sch", name) for name in active}
    sheet = make.stylesheet(make.output(method="text"), version="3.0")
    sheet.extend(make.variable(name=let.get("name"), select=let.get("value")) for let in top.findall(f"{_SCH}let"))
    start = make.template(match="/")
    for number, pattern in enumerate(patterns.values()):
        mode = f"m{number}"
        start.append(make("apply-templates", select=".", mode=mode))
        sheet.append(make.mode(name=mode, **{"on-no-match": "shallow-skip"}))
        sheet.extend(_templates(make, pattern, mode, sheet))
    # Modes apply to the document node too, whose own template has none: shallow-skip goes on to what is below it.
    sheet.append(start)
    return sheet


def _pattern(file: Path, name: str) -> etree._Element:
    root = etree.parse(file).getroot()
    found = root if root.tag == f"{_SCH}pattern" else root.find(f".//{_SCH}pattern[@id='{name}']")
    assert found is not None and found.get("id") == name, f"{file} has no pattern {name}"
    return found


def _templates(make, pattern: etree._Element, mode: str, sheet: etree._Element) -> Iterator[etree._Element]:
    rules = [rule for rule in pattern.iterchildren(f"{_SCH}*") if _known(rule) == "rule"]
    for let in pattern.iterchildren(f"{_SCH}let"):
        sheet.append(make.variable(name=let.get("name"), select=let.get("value")))
    for number, rule in enumerate(rules):
        context = rule.get("context")
        template = make.template(match=context, mode=mode, priority=str(len(rules) - number))
        for part in rule.iterchildren(f"{_SCH}*"):
            template.append(_part(make, part))
        template.append(make("apply-templates", select=_NODES, mode=mode))
        yield template


def _part(make, part: etree._Element) -> etree._Element:
    what = _known(part)
    if what == "let":
        return make.variable(name=part.get("name"), select=part.get("value"))
    test = part.get("test") if what == "report" else f"not({part.get('test')})"
    said = f"'{part.get('id')}', '{part.get('role', '')}', path(.)"
    line = make("value-of", select=f"string-join(({said}), '{_FIELD}') || '{_LINE}'")
    return make("if", line, test=test)


def _known(part: etree._Element) -> str:
    """The name of an element; what is not understood is an error, as it would be a rule that never bites."""
    name = etree.QName(part).localname
    assert name in _UNDERSTOOD, f"Schematron's '{name}' is not understood"
    return name
