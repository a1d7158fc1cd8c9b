"""What a Word template would fetch, run or hide: its relationships and fields (ECMA-376 part 2, 6.5; part 1, 17.16)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from ddtender.library.addresses import wrong_address
from ddtender.office.package import W, parse_part
from ddtender.office.relations import RELATIONSHIP, inside

#: What every relationship has (ECMA-376 part 2, 6.5.3.4).
_KEYS = ("Id", "Type", "Target")
#: Fields that fetch or run something when the document is opened or updated, and what they do.
_FIELDS = re.compile(
    r"\s*(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|MACROBUTTON|RD|PRINT|HTMLCONTROL|EMBED"
    r"|ADDIN|FILLIN|ASK|AUTOTEXT|AUTOTEXTLIST|GLOSSARY)\b",
    re.IGNORECASE,
)
#: Fields whose code may have another one in it, and those that may be that other one: counting pages, and no more.
_COUNTING = re.compile(r"\s*(?:=|IF\b)", re.IGNORECASE)
_COUNTED = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTION|SECTIONPAGES)\b", re.IGNORECASE)
#: Namespaces of drawings from before 2007, whose pictures may come from an address (part 4, 14.1).
_OLD_DRAWINGS = ("{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:")
_ADDRESSES = ("src", "href", "althref")
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?!\\l\b)(?:\\\w\s+)*"?([^"\s]+)', re.IGNORECASE)
#: Parts with a text of their own that nobody reads back, or with a program.
_FOREIGN = {"aFChunk": "another document inside it", "oleObject": "an embedded object", "control": "an ActiveX control"}


def faults(parts: Mapping[str, bytes]) -> Iterator[str]:
    """What is wrong with a template's links, as "it …". Raises PackageError where a part is no XML."""
    names = {name.lower() for name in parts}
    for name in sorted(parts):
        if name.endswith(".rels"):
            yield from _of_relationships(name, parts[name], names)
        elif name.endswith(".xml"):
            root = parse_part(name, parts[name])
            yield from _of_fields(root)
            yield from _of_drawings(root)


def _of_relationships(name: str, data: bytes, names: set[str]) -> Iterator[str]:
    seen = set()
    for relationship in parse_part(name, data).iter(RELATIONSHIP):
        yield from (f"has a relationship without {key} in {name}" for key in _KEYS if not relationship.get(key))
        kind, target = relationship.get("Type", "").rpartition("/")[2], relationship.get("Target", "")
        if relationship.get("Id") in seen:
            yield f"has the relationship '{relationship.get('Id')}' twice in {name}"
        seen.add(relationship.get("Id"))
        if kind in _FOREIGN:
            yield f"has {_FOREIGN[kind]} ({target})"
        elif relationship.get("TargetMode") == "External":
            if kind != "hyperlink":
                yield f"loads its {kind or 'content'} from '{target}' whenever it is opened"
            elif not target.startswith("#") and (wrong := wrong_address(target)):
                yield f"has {wrong}"
        elif not target.startswith("#") and (part := inside(name, target)).lower() not in names:
            yield f"refers to the part '{part}', which is not in it"


def _of_fields(root: etree._Element) -> Iterator[str]:
    for code in _codes(root):
        if match := _FIELDS.match(code):
            yield f"has a field {match.group(1).upper()}, which fetches or runs something"
        elif (match := _HYPERLINK.match(code)) and (wrong := wrong_address(match.group(1))):
            yield f"has {wrong}"

    for outer, inner in _nested(root):
        if not (_COUNTING.match(outer) and _COUNTED.match(inner)):
            yield f"has a field {' '.join(inner.split())[:30]} within the code of a field, which can make it another"


def _nested(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The codes of fields that stand in the code of another: the beginning of the outer one, and the inner one."""
    open_: list[list] = []  # code, whether it is complete, the code around it
    for element in root.iter(W + "fldChar", W + "instrText"):
        kind = element.get(W + "fldCharType")
        if element.tag == W + "instrText":
            if open_ and not open_[-1][1]:
                open_[-1][0] += element.text or ""
        elif kind == "begin":
            open_.append(["", False, open_[-1][0] if open_ and not open_[-1][1] else None])
        elif open_ and kind == "separate":
            open_[-1][1] = True
        elif open_ and kind == "end":
            code, _, outer = open_.pop()
            if outer is not None:
                yield outer, code


def _of_drawings(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        if str(element.tag).startswith(_OLD_DRAWINGS):
            for key, value in element.items():
                if key.rpartition("}")[2].lower() not in _ADDRESSES or not value or value.startswith("#"):
                    continue
                if key.lower() != "href":
                    yield f"loads a picture from '{value}' whenever it is opened"
                elif wrong := wrong_address(value):
                    yield f"has {wrong}"


def _codes(root: etree._Element) -> Iterator[str]:
    """The code of every field; a field's code may be spread over several runs."""
    code: list[str] | None = None
    for element in root.iter(W + "fldSimple", W + "fldChar", W + "instrText"):
        if element.tag == W + "fldSimple":
            yield element.get(W + "instr", "")
        elif element.tag == W + "instrText":
            (code := [] if code is None else code).append(element.text or "")
        elif code is not None:
            yield "".join(code)
            code = None
    if code is not None:
        yield "".join(code)
