"""What a finished document says of its own origin: custom properties of the package (ECMA-376 part 1, 22.3).

They come back with the document from whoever had it; so everything in them is doubted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree
from msgspec import Struct, convert
from msgspec.structs import asdict

from ddtender.model.built import built
from ddtender.office.package import PackageError, parse_part
from ddtender.office.relations import OF_PACKAGE, related_part

CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
#: All of our properties; the names of the others begin with it and a dot.
MARK = "ddtender"
_TYPES = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
_STRINGS = {_TYPES + name for name in ("lpwstr", "lpstr", "bstr")}
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_PART = re.compile(r"[A-Za-z0-9-]{1,200}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LONGEST = 1_000
_FLAGS = {"true": True, "false": False}


class Provenance(Struct, frozen=True):
    """The version of ddtender, which of the two documents it made, and from what.

    ``document`` is tender or contract; ``procedure`` is a path below the workspace (of a file that is not in it, the
    name alone), and so is ``template``; ``dirty``: the sources were not all those of the commit. ``part`` says which of
    several contracts it is, ``language`` in which it is if not in the library's own.
    """

    ddtender: str
    document: str
    scenario: str
    library: str
    library_version: str
    dirty: bool
    final: bool
    procedure: str | None = None
    procedure_sha256: str | None = None
    commit: str | None = None
    template: str | None = None
    template_sha256: str | None = None
    part: str | None = None
    language: str | None = None

    def properties(self) -> dict[str, str]:
        """The custom properties by name, in the order of the names; those without a value are absent."""
        values = {_name(field): value for field, value in asdict(self).items()}
        return {name: _text(values[name]) for name in sorted(values) if values[name] is not None}


def is_ours(name: str) -> bool:
    """Whether a property of this name is one of ddtender's; Office ignores the case of names."""
    return name.lower() == MARK or name.lower().startswith(f"{MARK}.")


def read_provenance(parts: Mapping[str, bytes]) -> Provenance | None:
    """What a package says of its origin; None if it is no document of ddtender.

    Raises PackageError when it says so but in a way that ddtender never does.
    """
    found = own_properties(parts)
    if MARK not in found:
        return None
    values = {field: found.get(_name(field)) for field in Provenance.__struct_fields__}
    missing = [_name(field) for field in values if field not in _OPTIONAL and values[field] is None]
    if missing:
        raise PackageError(f"the document's properties lack {', '.join(missing)}")
    for field, allowed in _ALLOWED.items():
        if values[field] is not None and not allowed(values[field]):
            raise PackageError(f"the document's property {_name(field)} is not what ddtender writes there")
    flags = {field: _FLAGS[found[_name(field)]] for field in ("dirty", "final")}
    return convert({**values, **flags}, built(Provenance))


def read_signature(parts: Mapping[str, bytes]) -> tuple[str, str] | None:
    """Author and date of a redline's own changes; None if the package is no redline. Raises PackageError."""
    found = own_properties(parts)
    author, date = (found.get(f"{MARK}.redline-{key}", "") for key in ("author", "date"))
    return (author, date) if author and date else None


def own_properties(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Those properties of a package that are ddtender's, by name. Raises PackageError."""
    name = related_part(parts, OF_PACKAGE, CUSTOM_RELATION)
    return _properties(name, parts[name]) if name is not None and name in parts else {}


def _properties(part: str, data: bytes) -> dict[str, str]:
    """Our properties by name, each a short text that stands once."""
    found: dict[str, str] = {}
    for property_ in parse_part(part, data).iter(PROPERTY):
        name = property_.get("name", "")
        if not is_ours(name):
            continue
        value = next(iter(property_.iterchildren(tag=etree.Element)), None)
        text = value.text or "" if value is not None and value.tag in _STRINGS else ""
        if name in found or not text or len(text) > _LONGEST or not text.isprintable():
            raise PackageError(f"the document's property {name[:40]!r} is not what ddtender writes there")
        found[name] = text
    return found


def _name(field: str) -> str:
    return MARK if field == MARK else f"{MARK}.{field.replace('_', '-')}"


def _text(value: str | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else value


_OPTIONAL = ("procedure", "procedure_sha256", "commit", "template", "template_sha256", "part", "language")
_ALLOWED = {
    "document": ("tender", "contract").__contains__,
    "dirty": _FLAGS.__contains__,
    "final": _FLAGS.__contains__,
    "procedure_sha256": _SHA256.fullmatch,
    "template_sha256": _SHA256.fullmatch,
    "commit": _COMMIT.fullmatch,
    "part": _PART.fullmatch,
    "language": _LANGUAGE.fullmatch,
}
