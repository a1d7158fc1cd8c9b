"""What a control shows that is bound to data of the document (ECMA-376 part 1, 17.5.2.6), wherever that is stored.

Only plain paths are followed, by the names and namespaces of elements. Which of several stores is meant is not asked:
all that have such a place are looked at, and a control is trusted where all agree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree
from msgspec import Struct

from ddtender.office.package import PackageError, W, parse_part
from ddtender.office.relations import OF_DOCUMENT, OF_PACKAGE, relations

_STEP = re.compile(r"/(@?)(?:([\w.-]+):)?([\w.-]+)(?:\[(\d{1,4})\])?")
_PREFIX = re.compile(r"""xmlns:([\w.-]+)=(?:"([^"]*)"|'([^']*)')""")
#: Parts that are no data, by the ends of their kinds of relationship.
_OF_PACKAGE = ("core-properties", "extended-properties")
#: Roots of properties that every document has, and of the cover page: what is not there is empty.
_OPTIONAL = ("coreProperties", "Properties", "CoverPageProperties")


class _Step(Struct, frozen=True):
    """An element, or with ``attribute`` an attribute, by its name with its namespace, and which of several it is."""

    name: str
    number: int
    attribute: bool


class Stored:
    """The data in the parts of a document."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        names = [one.part for one in relations(parts, OF_DOCUMENT) if one.kind == "customXml"]
        names += [one.part for one in relations(parts, OF_PACKAGE) if one.kind in _OF_PACKAGE]
        self._roots: list[etree._Element] = []
        for name in dict.fromkeys(names):
            try:
                self._roots += [parse_part(name, parts[name])] if name in parts else []
            except PackageError:  # then nothing is found in it, and the control is told
                continue

    def values(self, binding: etree._Element) -> set[str]:
        """What the path of a binding leads to; nothing where it leads nowhere, or is not plain."""
        steps = _steps(binding)
        if not steps or steps[0].attribute:
            return set()
        if steps[0].name.rpartition("}")[2] in _OPTIONAL:
            found = {_followed(root, steps) for root in self._roots if root.tag == steps[0].name}
            return {value or "" for value in found}
        return {value for root in self._roots if (value := _followed(root, steps)) is not None}


def _steps(binding: etree._Element) -> list[_Step]:
    path = binding.get(W + "xpath") or ""
    prefixes = {m[1]: m[2] or m[3] or "" for m in _PREFIX.finditer(binding.get(W + "prefixMappings") or "")}
    found = [*_STEP.finditer(path)]
    if "".join(step[0] for step in found) != path or any(m[2] and m[2] not in prefixes for m in found):
        return []
    return [_Step(f"{{{prefixes[m[2]]}}}{m[3]}" if m[2] else m[3], int(m[4] or 1), bool(m[1])) for m in found]


def _followed(root: etree._Element, steps: list[_Step]) -> str | None:
    """The text at the end of the steps; None where there is no such place."""
    at = root
    if steps[0].name != root.tag or steps[0].number != 1:
        return None
    for step in steps[1:]:
        if step.attribute:
            return _spaced(at.get(step.name, "")) if step is steps[-1] else None
        children = [*at.iterchildren(step.name)]
        if not 0 < step.number <= len(children):
            return None
        at = children[step.number - 1]
    return _spaced("".join(at.itertext()))


def _spaced(text: str) -> str:
    return " ".join(text.split())
