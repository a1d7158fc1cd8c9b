"""Puts our selection requirements into an ESPD request (ESPD-EDM 4.1.0) that the authority has made elsewhere.

Only the criterion on supply chain management is touched; all else stays as it was given. What somebody has written
there is never overwritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from ddtender.diagnostics import Diagnostic, Location, has_errors
from ddtender.export.eforms_codes import NOTICE_CHARACTER
from ddtender.export.espd_back import request_differences
from ddtender.export.espd_codes import ESPD_FILLED, ESPD_NO_PLACE, ESPD_UNREADABLE
from ddtender.export.notice import Notice
from ddtender.export.words import Said
from ddtender.export.xml_tree import PREFIXES, forbidden_in

#: "Supply chain management" (Directive 2014/24/EU, Annex XII, part II, point (d)), by its number in e-Certis.
CRITERION = "dc12a151-7fdf-4733-a8f0-30f667292e66"
VERSION = "4.1.0"
_ROOT = (
    "{urn:oasis:names:specification:ubl:schema:xsd:QualificationApplicationRequest-2}QualificationApplicationRequest"
)
#: What services write where nothing has been filled in.
_PLACEHOLDER = re.compile(r"\s*(\[[^\]]*\]|-|DV)?\s*")
_GROUP, _SUBGROUP = "cac:TenderingCriterionPropertyGroup", "cac:SubsidiaryTenderingCriterionPropertyGroup"
_REQUIREMENT = "cac:TenderingCriterionProperty[cbc:TypeCode='REQUIREMENT'][cbc:ValueDataTypeCode='DESCRIPTION']"
_CAPTION = "cac:TenderingCriterionProperty[cbc:TypeCode='CAPTION']/cbc:Description"


def espd(notice: Notice, content: bytes, path: str) -> tuple[bytes | None, list[Diagnostic]]:
    """The request with our requirements in it, read back; None with an error. ``path`` is what findings call it."""
    place = Location(path)
    root = _read(content)
    if isinstance(root, str):
        return None, [
            Diagnostic(ESPD_UNREADABLE, place, root, "Name the XML file of a request that a service has made.")
        ]
    groups = _all(root, f"cac:TenderingCriterion[normalize-space(cbc:ID)='{CRITERION}']/{_GROUP}[{_SUBGROUP}]")
    findings = [] if groups else [_no_place(place)]
    for group in groups:
        findings += _fill(group, _asked(notice, group), place)
    if not has_errors(findings):
        made = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True) + b"\n"
        findings += request_differences(content, made, notice, path)
        if not has_errors(findings):
            return made, findings
    return None, findings


def evidence_of(asked: Iterable[Said]) -> str:
    """The proof that is asked for, by the provisions that ask for it."""
    return "\n".join(line for said in asked for line in (said.brief, *(text for _, text in said.evidence)))


def requirement_of(said: Said) -> str:
    """A requirement as the request has it: number, title and text."""
    return f"{said.brief}\n{said.text}"


def _read(content: bytes) -> etree._Element | str:
    """The request, or what is wrong with the file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return f"the file cannot be read as XML ({str(error)[:120]})"
    if root.getroottree().docinfo.doctype or root.tag != _ROOT:
        return "the file is no ESPD request"
    version = root.findtext("cbc:ProfileExecutionID", "", PREFIXES).strip()
    if version != f"ESPD-EDMv{VERSION}":
        return f"the request is not of version {VERSION} of ESPD-EDM, but of {version[:40] or 'none that it names'}"
    return root


def _no_place(place: Location) -> Diagnostic:
    message = "the request does not ask for supply chain management, or has no group for requirements there"
    return Diagnostic(ESPD_NO_PLACE, place, message, "Make it again with that criterion, and name the new file.")


def _asked(notice: Notice, group: etree._Element) -> list[Said]:
    """What is asked in the lots that a group of the request is for; in all lots where it names none of ours."""
    named = {(node.text or "").strip() for node in _all(group, "cac:TenderingCriterionProperty/cbc:ExpectedID")}
    lots = [lot for lot in notice.lots if lot.id in named] or notice.lots
    return list({said.id: said for lot in lots for said in lot.selection}.values())


def _fill(group: etree._Element, asked: list[Said], place: Location) -> list[Diagnostic]:
    """Put what is asked into a group: a subgroup for each requirement, all with the ids that the request has given."""
    found = _all(group, f"{_SUBGROUP}/{_SUBGROUP}[{_REQUIREMENT}]")
    if not found:
        return [_no_place(place)]
    if not asked:
        hint = "Leave the request as it is, or take a scenario that has a selection criterion."
        return [Diagnostic(ESPD_NO_PLACE, place, "the procurement asks nothing of Tenderers for their selection", hint)]
    texts, proof = [requirement_of(said) for said in asked], evidence_of(asked)
    bad = [character for text in (*texts, proof) if (character := forbidden_in(text))]
    if bad:
        message = f"a requirement has the character U+{ord(bad[0]):04X}, which XML forbids"
        return [Diagnostic(NOTICE_CHARACTER, place, message, "Delete the character.")]
    outer = found[0].getparent()
    assert outer is not None
    captions = _all(outer, _CAPTION)
    filled = [text for part in found if (text := _written(part))]
    filled += [node.text for node in captions[:1] if node.text and not _PLACEHOLDER.fullmatch(node.text)]
    if filled == [*texts, *([proof] if captions else [])]:
        return []  # ours, from before
    if filled:
        message = f"somebody has written here already: “{' '.join(filled[0].split())[:80]}”"
        hint = "Nothing was overwritten. Name the request as it was before, or copy from the sheet."
        return [Diagnostic(ESPD_FILLED, place, message, hint)]
    for part in found[1:]:
        outer.remove(part)
    for number, text in reversed([*enumerate(texts)]):
        part = found[0] if not number else deepcopy(found[0])
        _write(part, text)
        if number:
            found[0].addnext(part)
    for node in captions[:1]:
        node.text = proof
    return []


def _written(part: etree._Element) -> str:
    """What somebody has written as the requirement of a subgroup; nothing where that is only a placeholder."""
    texts = (node.text or "" for node in _all(part, f"{_REQUIREMENT}/cbc:ExpectedDescription"))
    return next((text for text in texts if not _PLACEHOLDER.fullmatch(text)), "")


def _write(part: etree._Element, text: str) -> None:
    requirement = _all(part, _REQUIREMENT)[0]
    there = _all(requirement, "cbc:ExpectedDescription")
    node = there[0] if there else etree.SubElement(requirement, f"{{{PREFIXES['cbc']}}}ExpectedDescription")
    node.text = text


def _all(node: etree._Element, path: str) -> list[etree._Element]:
    return node.xpath(path, namespaces=PREFIXES)
