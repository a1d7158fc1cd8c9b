"""What hangs on the cells of a workbook and stands in none: notes and comments, and where links lead (ECMA-376 part 1,
18.7 and 18.3.1.47; part 2, 8)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ddtender.sheets.cells import RELATIONSHIP, parsed

_NOTES = re.compile(r"xl/(?:comments(?:/\w+|\w*)|threadedComments/\w+)\.xml", re.I)
_RELATIONS = re.compile(r"xl/worksheets/_rels/[^/]+\.rels", re.I)
#: What programs put before an address that was typed without it, and behind one.
_AROUND = re.compile(r"^(?:mailto:|file:///|https?://)|/$", re.I)


def has_notes(parts: Mapping[str, bytes]) -> bool:
    """Whether some cell has a note or a comment."""
    return any(_NOTES.fullmatch(name) for name in parts)


def links_unsaid(parts: Mapping[str, bytes], texts: Iterable[str]) -> list[str]:
    """Where links of cells lead that none of the ``texts`` says: a program makes a link of an address that is typed."""
    found = [
        relation.get("Target", "")
        for name, data in parts.items()
        if _RELATIONS.fullmatch(name)
        for relation in parsed(name, data).iter(RELATIONSHIP)
        if relation.get("TargetMode") == "External" and relation.get("Type", "").endswith("/hyperlink")
    ]
    said = "\n".join(texts).casefold() if found else ""
    return [target for target in found if _AROUND.sub("", target).casefold() not in said]
