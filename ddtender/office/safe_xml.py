"""XML of a part that may come from anybody, and the one exception for packages that cannot be read safely."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

#: ECMA-376 part 2, 6.1.1; ASCII is UTF-8.
_ENCODINGS = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII", "ASCII"}
#: No element of Office has a tenth of it; of many, lxml takes a time that grows by their square.
_MOST_ATTRIBUTES = 500
_CROWDED = etree.XPath(f"boolean(//*[@*[{_MOST_ATTRIBUTES}]])")
#: Faults behind which the rest can be read: tags that do not match or do not end, signs that XML does not have,
#: attributes twice, unknown prefixes. What goes beyond a limit is none of them.
_HARMLESS = {
    etree.ErrorTypes.ERR_TAG_NAME_MISMATCH,
    etree.ErrorTypes.ERR_INVALID_CHAR,
    etree.ErrorTypes.ERR_ATTRIBUTE_REDEFINED,
    etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE,
    etree.ErrorTypes.ERR_DOCUMENT_END,
    etree.ErrorTypes.ERR_TAG_NOT_FINISHED,
}


class PackageError(Exception):
    """The bytes are not a document or workbook that can be read safely; the message says why."""


#: The namespace of what has a prefix that no part declares.
_UNDECLARED = "undeclared:"


def parse_part(name: str, data: bytes) -> etree._Element:
    """A part's XML, without entities, DTDs or network, and without comments and processing instructions: no program
    shows them, and the text behind one would not be seen as text. Raises PackageError."""
    try:
        root = etree.fromstring(data, _parser(recover=False))
    except (etree.XMLSyntaxError, LookupError, ValueError) as error:
        raise PackageError(f"the part {name} is not well-formed XML ({error})") from None
    return _allowed(name, root, may_crowd=_has_long_tag(data))


def salvage_part(name: str, data: bytes) -> tuple[etree._Element, int]:
    """As ``parse_part`` of a part that is not well-formed: as much of it as can be read, and how many faults it has.

    Raises PackageError.
    """
    parser = _parser(recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, LookupError, ValueError):
        root = None
    faults = tuple(parser.error_log)
    if root is None or any(fault.type not in _HARMLESS for fault in faults):
        said = faults[0].message.strip() if faults else "it is empty"
        raise PackageError(f"the part {name} is not well-formed XML ({said})")
    for element in root.iter(etree.Element):
        # A prefix that is declared nowhere stays part of the name, which is then no name: another's element, whose
        # words still count.
        tag = str(element.tag)
        if ":" in tag.rpartition("}")[2]:
            element.tag = f"{{{_UNDECLARED}}}{tag.rpartition(':')[2]}"
    return _allowed(name, root), len(faults)


def _parser(recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )


def _has_long_tag(data: bytes) -> bool:
    """Whether a tag of well-formed XML may be so long that it has as many attributes as are refused.

    No "<" stands within a tag, and each attribute takes five bytes or more (``a="" ``). Looking back from the end of
    each such stretch for a "<" passes over nearly all of the bytes; looking at every element takes a fifth of parsing.
    """
    if not data.startswith((b"<", b"\xef\xbb\xbf<")) or data[1:2] == b"\0":
        return True  # in UTF-16 a "<" may be half of another letter
    begin, long = 0, 4 * _MOST_ATTRIBUTES
    while begin + long <= len(data):
        found = data.rfind(b"<", begin, begin + long)
        if found < 0:
            return True
        begin = found + 1
    return False


def _allowed(name: str, root: etree._Element, may_crowd: bool = True) -> etree._Element:
    if (root.getroottree().docinfo.encoding or "UTF-8").upper() not in _ENCODINGS:
        raise PackageError(f"the part {name} is neither in UTF-8 nor in UTF-16")
    if root.getroottree().docinfo.doctype:
        raise PackageError(f"the part {name} declares a document type, which Office never does")
    if may_crowd and _CROWDED(root):
        raise PackageError(f"the part {name} has an element with {_MOST_ATTRIBUTES} attributes or more")
    return root
