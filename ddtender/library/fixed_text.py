"""The words that a Word template has of its own: what comes into every document although no provision says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from lxml import etree

from ddtender.library.tagged import TAG, is_section, leave_out_old, open_fields, own_texts, plain_tag, write_out
from ddtender.library.template_text import filled_trees, other_trees
from ddtender.model import Template
from ddtender.office.package import PackageError, W, open_package, parse_part

#: Fields whose result Word makes anew (ECMA-376 part 1, 17.16.5): figures, or words that stand elsewhere as well.
_FIGURES = ("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "SEQ", "PAGEREF", "NOTEREF", "=", "IF")
_DAYS = ("DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE")
_MADE_ANEW = frozenset([*_FIGURES, *_DAYS, "TOC", "REF", "STYLEREF", "FILENAME"])
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_STRING = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}lpwstr"
_WORD = re.compile(r"[^\W\d_]{2,}")
_PROPERTIES = b"DOCPROPERTY"


def fixed_text(template: Template) -> tuple[str, ...]:
    """Every text of a template that holds words of its own, in the order of its parts, or nothing if it has none.

    Words are those of sentences, headings and labels, of headers, footers and notes, text boxes, watermarks, diagrams,
    charts and levels of lists. A text has its facts and conditions as plain tags (``{{ contractor_name }}``), since
    they are part of what it says; where a template has any words, its texts made of such tags alone count too, because
    a fact in another cell means something else. The tags of sections and provisions are no part of it, nor are results
    of fields that Word makes anew.
    """
    return _of(template.content)


@lru_cache(maxsize=16)
def _of(content: bytes) -> tuple[str, ...]:
    try:
        parts = open_package(content)
        filled = filled_trees(parts)
        others = other_trees(parts, filled)
    except PackageError:  # no template is read from it
        return ()
    texts = [
        *(text for tree in filled.values() for text in _texts(tree)),
        *(text for tree in (*filled.values(), *others.values()) for text in _drawn(tree)),
        *_properties(parts, filled),
    ]
    return tuple(texts) if any(_WORD.search(TAG.sub("", text)) for text in texts) else ()


def _texts(root: etree._Element) -> Iterator[str]:
    """The paragraphs of a part, without the tags of sections."""
    leave_out_old(root)
    write_out(root)
    fields = open_fields(root)
    for paragraph in root.iter(W + "p"):
        kept = (t.text or "" for t in own_texts(paragraph) if not _MADE_ANEW.intersection(fields(t)))
        text = " ".join(TAG.sub(_as_said, "".join(kept)).split())
        if text:
            yield text


def _as_said(tag: re.Match[str]) -> str:
    plain, _ = plain_tag(tag[0])
    return "" if is_section(plain) else plain


def _drawn(root: etree._Element) -> Iterator[str]:
    """The words of a part that stand in no paragraph of Word's."""
    for element in root.iter(etree.Element):
        if element.tag == _DRAWN:
            said = element.text or ""
        elif str(element.tag).endswith("}textpath"):
            said = element.get("string", "")
        elif element.tag == W + "lvlText":
            said = element.get(W + "val", "")
            said = said if _WORD.search(said) else ""
        else:
            continue
        if said.strip():
            yield " ".join(said.split())


def _properties(parts: Mapping[str, bytes], filled: Mapping[str, etree._Element]) -> Iterator[str]:
    """What fields may show of the template's own properties."""
    shown = any(_PROPERTIES in etree.tostring(tree) for tree in filled.values())
    custom = parts.get("docProps/custom.xml") if shown else None
    if custom:
        yield from (" ".join((e.text or "").split()) for e in parse_part("docProps/custom.xml", custom).iter(_STRING))
