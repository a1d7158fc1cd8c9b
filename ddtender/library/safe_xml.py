"""XML of a part that may come from anybody, and the one exception for packages that cannot be read safely."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

#: ECMA-376 part 2, 6.1.1; ASCII is UTF-8.
_ENCODINGS = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII", "ASCII"}


class PackageError(Exception):
    """The bytes are not a document or workbook that can be read safely; the message says why."""


def parse_part(name: str, data: bytes) -> etree._Element:
    """A part's XML, without entities, DTDs or network. Raises PackageError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, LookupError, ValueError) as error:
        raise PackageError(f"the part {name} is not well-formed XML ({error})") from None
    if (root.getroottree().docinfo.encoding or "UTF-8").upper() not in _ENCODINGS:
        raise PackageError(f"the part {name} is neither in UTF-8 nor in UTF-16")
    if root.getroottree().docinfo.doctype:
        raise PackageError(f"the part {name} declares a document type, which Office never does")
    return root
