"""Documents that Word saved as "Strict Open XML", in the names that all others have (ISO/IEC 29500-1 and 29500-4).

Word then writes the same elements in other namespaces, and relationships of other types; both are told apart by the
beginnings of these names alone.
"""

from __future__ import annotations

from collections.abc import Mapping

_STRICT, _USUAL = b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/"
_OFFICE = b"officeDocument/"
#: What is called otherwise, longer names first: the strict one, behind the beginning of all, and the usual one.
_NAMES = {
    _OFFICE + b"relationships/extendedProperties": b"officeDocument/2006/relationships/extended-properties",
    _OFFICE + b"relationships/customProperties": b"officeDocument/2006/relationships/custom-properties",
    _OFFICE + b"extendedProperties": b"officeDocument/2006/extended-properties",
    _OFFICE + b"customProperties": b"officeDocument/2006/custom-properties",
    _OFFICE: b"officeDocument/2006/",
    **{
        kind + b"/": kind + b"/2006/"
        for kind in (b"wordprocessingml", b"spreadsheetml", b"drawingml", b"presentationml", b"schemaLibrary")
    },
}


def in_usual_names(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a package with the names of the usual form; those of a package in that form as they are."""
    return {name: _renamed(data) if name.lower().endswith((".xml", ".rels")) else data for name, data in parts.items()}


def _renamed(data: bytes) -> bytes:
    if _STRICT not in data:
        return data
    for strict, usual in _NAMES.items():
        data = data.replace(_STRICT + strict, _USUAL + usual)
    return data
