"""What a draft said when it was made: a digest of every paragraph and comment, which the document carries with it.

A later ddtender may word a sentence of its own differently. By these digests its own words are told from a reviewer's.
They stand in a part for custom XML (ECMA-376 part 1, 15.2.4), which Word and LibreOffice keep. Whoever has the document
may change them; so they say what may be no edit, and never what is to be written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256

from lxml import etree
from msgspec import Struct

from ddtender.office.package import PackageError, parse_part

NAMESPACE = "urn:ddtender:sent:1"
FOLDER = "customXml/"
#: All that stands outside every provision, and the comments.
OUTSIDE, COMMENTS = "outside", "comments"
_DIGEST = re.compile(r"[0-9a-f]{16}\Z")
_OBJECT = re.compile(r"‹[^›]*›")
_MOST = 4_000_000


class Sent(Struct, frozen=True):
    """The digests of texts in their order, by what they are of: a provision (see ``name_of``), outside, comments."""

    digests: Mapping[str, tuple[str, ...]]


def name_of(provision: str, table: bool) -> str:
    """The name under which a provision's paragraphs stand: those in its tables apart."""
    return f"{provision} table" if table else provision


@lru_cache(maxsize=4096)  # most paragraphs are the same in every procedure
def digest(text: str) -> str:
    """Of a text as a reader sees it: without spaces that programs change, and without what is no text."""
    return sha256(" ".join(_OBJECT.sub("", text).split()).encode("utf-8", "replace")).hexdigest()[:16]


def sent_part(texts: Mapping[str, Iterable[str]]) -> bytes:
    """The part that carries the digests of ``texts``."""
    root = etree.Element(f"{{{NAMESPACE}}}sent", nsmap={None: NAMESPACE})
    for name, found in texts.items():
        etree.SubElement(root, f"{{{NAMESPACE}}}text", of=name).text = " ".join(map(digest, found))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def part_of_sent(parts: Mapping[str, bytes]) -> str | None:
    """The name of the part that carries digests; programs give it other names."""
    found = (n for n in sorted(parts) if n.startswith(FOLDER) and f'"{NAMESPACE}"'.encode() in parts[n][:1000])
    return next((name for name in found if "/itemProps" not in name), None)


def read_sent(parts: Mapping[str, bytes]) -> Sent | None:
    """What a document carries; None if it has lost it, or if it is not what ddtender writes there."""
    name = part_of_sent(parts)
    if name is None or len(parts[name]) > _MOST:
        return None
    try:
        found = {e.get("of", ""): tuple((e.text or "").split()) for e in parse_part(name, parts[name]).iter("{*}text")}
    except PackageError:
        return None
    return Sent(found) if all(_DIGEST.match(one) for digests in found.values() for one in digests) else None
