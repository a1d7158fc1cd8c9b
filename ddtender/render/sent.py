"""The digests of what a draft says, written into the draft (see ``library/sent.py``)."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from ddtender.library.sent import COMMENTS, FOLDER, NAMESPACE, OUTSIDE, name_of, part_of_sent, sent_part
from ddtender.notes import MarginNote
from ddtender.office import packaging
from ddtender.office.letters import SAYING, said
from ddtender.office.package import parse_part
from ddtender.office.relations import OF_DOCUMENT, rels_of
from ddtender.office.wml import Element, W

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    f'<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" ds:itemID="{{C6A1D5F2-3B0E-4E57-9A51-7DD7E4DE0001}}">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
).encode()
_SHOWN_FIELDS = ("REF", "HYPERLINK", "")
#: All that says something of a paragraph's words; to pass over the rest in C takes half the time.
_READ = (W + "p", W + "fldChar", W + "instrText", *SAYING)


def add_sent(parts: dict[str, bytes], document: Element, notes: Sequence[MarginNote]) -> None:
    """Digests of all paragraphs of ``document``, the main part, of headers and footers, and of ``notes``."""
    texts: dict[str, list[str]] = {}
    for paragraph, text in _paragraphs(document):
        texts.setdefault(_owner(paragraph), []).append(text)
    for name in sorted(parts):
        if name.startswith(("word/header", "word/footer", "word/footnotes", "word/endnotes")) and name.endswith(".xml"):
            texts.setdefault(OUTSIDE, []).extend(text for _, text in _paragraphs(parse_part(name, parts[name])))
    texts[COMMENTS] = ["\n".join(line.whole for line in note.lines) for note in notes]
    name = part_of_sent(parts)
    if name is None:
        number = next(n for n in range(1, 1000) if f"{FOLDER}item{n}.xml" not in parts)
        name, properties = f"{FOLDER}item{number}.xml", f"{FOLDER}itemProps{number}.xml"
        packaging.relate(parts, OF_DOCUMENT, f"{_OFFICE}/relationships/customXml", name)
        packaging.relate(parts, rels_of(name), f"{_OFFICE}/relationships/customXmlProps", properties)
        packaging.add_override(parts, properties, _TYPE)
        parts[properties] = _PROPERTIES
    parts[name] = sent_part(texts)


def _owner(paragraph: Element) -> str:
    """Where a paragraph belongs: to the innermost provision's control around it, if there is one."""
    table = False
    for element in paragraph.iterancestors():
        if element.tag == W + "tbl":
            table = True
        elif element.tag == W + "sdt":
            tag = element.find(f"{W}sdtPr/{W}tag")
            id_, at, _ = ("" if tag is None else tag.get(W + "val", "")).partition("@")
            if at:
                return name_of(id_, table or any(True for _ in element.iterancestors(W + "tbl")))
    return OUTSIDE


def _paragraphs(root: Element) -> list[tuple[Element, str]]:
    """The paragraphs in the order in which they end, with their words; what a field computes by itself is none."""
    found: list[tuple[Element, str]] = []
    open_: list[list[str]] = []
    fields: list[list[str]] = []
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=_READ):
        tag = element.tag
        if tag == W + "p":
            if event == "start":
                open_.append([])
            else:
                found.append((element, "".join(open_.pop())))
        elif event == "end" or not open_:
            continue
        elif tag == W + "fldChar":
            _field(fields, element.get(W + "fldCharType", ""))
        elif tag == W + "instrText":
            if fields:
                fields[-1][0] += element.text or ""
        elif all(state == "result" for _, state in fields):
            open_[-1].append("" if element.get(W + "type") in ("page", "column") else said(element))
    return found


def _field(fields: list[list[str]], kind: str) -> None:
    if kind == "begin":
        fields.append(["", "code"])
    elif kind == "separate" and fields:
        name = (fields[-1][0].split() or [""])[0].upper()
        fields[-1][1] = "result" if name in _SHOWN_FIELDS else "computed"
    elif kind == "end" and fields:
        fields.pop()
