"""Custom properties of the package, which say where a document comes from (ECMA-376 part 1, 22.3)."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from ddtender.library.provenance import CUSTOM_RELATION, PROPERTY, Provenance, is_ours
from ddtender.office.package import parse_part
from ddtender.office.packaging import part_related, serialize
from ddtender.office.relations import OF_PACKAGE, related_part
from ddtender.office.tree import remove

_PART = "docProps/custom.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_NAMESPACE = PROPERTY[1:].partition("}")[0]
#: "User-defined properties" (22.3.2.1); their ids begin at 2.
_FORMAT, _FIRST_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", 2


def set_provenance(parts: dict[str, bytes], provenance: Provenance) -> None:
    """Our properties, beside those that the template has of its own. Raises PackageError."""
    name = related_part(parts, OF_PACKAGE, CUSTOM_RELATION)
    if name in parts:
        root = parse_part(name, parts[name])
        for property_ in list(root.iter(PROPERTY)):
            if is_ours(property_.get("name", "")):
                remove(property_)
        parts[name] = serialize(root)
    add_properties(parts, provenance.properties())


def add_properties(parts: dict[str, bytes], values: Mapping[str, str]) -> None:
    """Custom properties, in addition to all that are there. Raises PackageError."""
    name = part_related(parts, OF_PACKAGE, CUSTOM_RELATION, _PART, _TYPE)
    if name in parts:
        root = parse_part(name, parts[name])
    else:
        root = etree.Element(f"{{{_NAMESPACE}}}Properties", nsmap={None: _NAMESPACE, "vt": _VT})
    taken = [int(pid) for p in root.iter(PROPERTY) if (pid := p.get("pid", "")).isdecimal()]
    first = max([_FIRST_ID - 1, *taken]) + 1
    for pid, (key, text) in enumerate(values.items(), first):
        property_ = etree.SubElement(root, PROPERTY, {"fmtid": _FORMAT, "pid": str(pid), "name": key})
        etree.SubElement(property_, f"{{{_VT}}}lpwstr", nsmap={"vt": _VT}).text = text
    parts[name] = serialize(root)
