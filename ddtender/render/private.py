"""What a template carries that no document needs: left out before anything is filled in; so nobody publishes it."""

from __future__ import annotations

from collections.abc import Mapping

from ddtender.library.brought import is_left_out
from ddtender.library.provenance import PROPERTY
from ddtender.office.package import W, parse_part
from ddtender.office.packaging import OVERRIDE, serialize
from ddtender.office.relations import OF_PACKAGE, RELATIONSHIP, relations, rels_of
from ddtender.office.tree import remove

#: Settings that tell of the template's making, or keep data that nobody sees (ECMA-376 part 1, 17.15.1).
_SETTINGS = ("rsids", "docVars", "mailMerge", "saveThroughXslt", "attachedSchema")
#: Extended properties that are those of the template, not of the document (part 1, 22.2).
_KEPT = frozenset({"Application", "AppVersion", "Company"})
_TYPES = "[Content_Types].xml"
_SETTINGS_PART, _APP_PART, _CUSTOM_PART = "word/settings.xml", "docProps/app.xml", "docProps/custom.xml"


def public_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a template, without relationships to what is left out, and properties that no field shows.

    Raises PackageError.
    """
    made = dict(parts)
    for name in parts:
        if name.endswith(".rels"):
            made[name] = _related(name, parts[name])
    if _SETTINGS_PART in made:
        made[_SETTINGS_PART] = _without(_SETTINGS_PART, made[_SETTINGS_PART], _SETTINGS)
    if _APP_PART in made:
        root = parse_part(_APP_PART, made[_APP_PART])
        for child in list(root):
            if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] not in _KEPT:
                root.remove(child)
        made[_APP_PART] = serialize(root)
    if _CUSTOM_PART in made:
        made[_CUSTOM_PART] = _shown_properties(made)
    return _reached(made)


def _reached(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts to which relationships lead from the package, and their content types; all of a package that has no
    relationships of its own, whose parts each program finds in its own way."""
    if OF_PACKAGE not in parts:
        return parts
    found, pending = {_TYPES}, [OF_PACKAGE]
    while pending:
        relationships = pending.pop()
        found.add(relationships)
        for one in relations(parts, relationships):
            if one.part not in found:
                found.add(one.part)
                pending.append(rels_of(one.part))
    kept = {name: data for name, data in parts.items() if name in found}
    if len(kept) < len(parts):
        types, gone = parse_part(_TYPES, parts[_TYPES]), {f"/{name}".lower() for name in parts if name not in kept}
        for override in [one for one in types.iter(OVERRIDE) if one.get("PartName", "").lower() in gone]:
            remove(override)
        kept[_TYPES] = serialize(types)
    return kept


def _related(name: str, data: bytes) -> bytes:
    root = parse_part(name, data)
    gone = [one for one in root.iter(RELATIONSHIP) if is_left_out(one.get("Type", ""))]
    for relationship in gone:
        root.remove(relationship)
    return serialize(root) if gone else data


def _without(name: str, data: bytes, tags: tuple[str, ...]) -> bytes:
    root = parse_part(name, data)
    gone = [child for child in root if child.tag in {W + tag for tag in tags}]
    for child in gone:
        root.remove(child)
    return serialize(root) if gone else data


def _shown_properties(parts: Mapping[str, bytes]) -> bytes:
    """The custom properties that a field DOCPROPERTY names: the others are the author's own."""
    codes = " ".join(_codes(name, data) for name, data in parts.items() if name.startswith("word/"))
    root = parse_part(_CUSTOM_PART, parts[_CUSTOM_PART])
    for property_ in list(root.iter(PROPERTY)):
        if property_.get("name", "").lower() not in codes.lower():
            remove(property_)
    return serialize(root)


def _codes(name: str, data: bytes) -> str:
    """The codes of all fields of a part, if one of them shows a property."""
    if not name.endswith(".xml") or b"DOCPROPERTY" not in data.upper():
        return ""
    root = parse_part(name, data)
    simple = (field.get(W + "instr", "") for field in root.iter(W + "fldSimple"))
    return " ".join([*simple, *(code.text or "" for code in root.iter(W + "instrText"))])
