"""Reads a filled ESPD request back: outside the one criterion nothing has changed, within it stand our requirements.

It has nothing from the module that writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from ddtender.diagnostics import Diagnostic, Location
from ddtender.export.eforms_codes import EXPORT_UNPROVED
from ddtender.export.notice import Notice

_SUPPLY_CHAIN = "dc12a151-7fdf-4733-a8f0-30f667292e66"


def request_differences(given: bytes, made: bytes, notice: Notice, path: str) -> list[Diagnostic]:
    """What is wrong with a request that was made of a given one."""
    messages = [*_beside(given, made), *_within(given, made, notice)]
    hint = "Nothing was written. Please report it with the request."
    return [Diagnostic(EXPORT_UNPROVED, Location(path), message, hint) for message in messages]


def _beside(given: bytes, made: bytes) -> Iterator[str]:
    if _without_criterion(given) != _without_criterion(made):
        yield "the request has changed outside the criterion on supply chain management"


def _without_criterion(content: bytes) -> bytes:
    tree = _tree(content)
    for criterion in _criteria(tree):
        for child in [*criterion]:
            if etree.QName(child).localname == "TenderingCriterionPropertyGroup":
                criterion.remove(child)
    out = BytesIO()
    tree.write_c14n(out)
    return out.getvalue()


def _within(given: bytes, made: bytes, notice: Notice) -> Iterator[str]:
    asked = {said.id: said for lot in notice.lots for said in lot.selection}.values()
    wanted = {f"{said.brief}\n{said.text}" for said in asked}
    before, after = _groups(given), _groups(made)
    if set(after) != set(before):
        yield "the groups of the criterion are not those that the request had"
    found = _values(made, "ExpectedDescription")
    lost, strange = wanted - {*found}, {*found} - wanted
    if lost or strange:
        yield f"the requirements of the criterion are not ours: {[*lost, *strange][:1]!r:.200}"
    said_of_proof = "\n".join(_values(made, "Description"))
    for said in asked:
        for _, text in said.evidence:
            if text not in said_of_proof:
                yield f"the proof of {said.number} is not in the request"


def _groups(content: bytes) -> dict[str, str]:
    """The groups of the criterion by their ids, with when each applies."""
    names = ("TenderingCriterionPropertyGroup", "SubsidiaryTenderingCriterionPropertyGroup")
    found = (node for criterion in _criteria(_tree(content)) for node in criterion.iter(etree.Element))
    groups = [node for node in found if etree.QName(node).localname in names]
    return {node[0].text or "": node[1].text or "" for node in groups if len(node) > 1}


def _values(content: bytes, name: str) -> list[str]:
    found = (node for criterion in _criteria(_tree(content)) for node in criterion.iter(etree.Element))
    return [node.text or "" for node in found if etree.QName(node).localname == name]


def _criteria(tree: Any) -> list[etree._Element]:
    every = (node for node in tree.getroot() if isinstance(node.tag, str))
    named = [node for node in every if etree.QName(node).localname == "TenderingCriterion"]
    return [node for node in named if any((child.text or "").strip() == _SUPPLY_CHAIN for child in node[:1])]


def _tree(content: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.ElementTree(etree.fromstring(content, parser))
