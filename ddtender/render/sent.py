"""The digests of what a draft says, written into the draft (see ``library/sent.py``)."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from ddtender.library.sent import COMMENTS, FOLDER, NAMESPACE, OUTSIDE, name_of, part_of_sent, sent_part
from ddtender.notes import MarginNote
from ddtender.office import packaging
from ddtender.office.letters import SAYING, letters, said
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
_PARAGRAPH, _TEXT, _CHARACTER, _INSTRUCTION = (W + n for n in ("p", "t", "fldChar", "instrText"))
#: All that says something of a paragraph's words; to pass over the rest in C takes half the time.
_WORDS = (_CHARACTER, _INSTRUCTION, *SAYING)
_NESTED = etree.XPath("boolean(//w:p//w:p)", namespaces={"w": W[1:-1]})


def add_sent(parts: dict[str, bytes], document: Element, notes: Sequence[MarginNote]) -> None:
    """Digests of all paragraphs of ``document``, the main part, of headers and footers, and of ``notes``."""
    texts: dict[str, list[str]] = {}
    places = _Places()
    for paragraph, text in _paragraphs(document):
        texts.setdefault(places.owner(paragraph), []).append(text)
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


class _Places:
    """Where paragraphs belong: to the innermost provision's control around each, if there is one."""

    def __init__(self) -> None:
        self._known: dict[Element, tuple[str, bool]] = {}

    def owner(self, paragraph: Element) -> str:
        id_, table = self._around(paragraph)
        return name_of(id_, table) if id_ else OUTSIDE

    def _around(self, element: Element) -> tuple[str, bool]:
        """The provision around an element, if any, and whether a table is; asked once for all that stand beside it."""
        parent = element.getparent()
        if parent is None:
            return "", False
        found = self._known.get(parent)
        if found is None:
            id_, table = self._around(parent)
            if parent.tag == W + "tbl":
                table = True
            elif parent.tag == W + "sdt":
                tag = parent.find(f"{W}sdtPr/{W}tag")
                own, at, _ = ("" if tag is None else tag.get(W + "val", "")).partition("@")
                id_ = own if at else id_
            self._known[parent] = found = id_, table
        return found


def _paragraphs(root: Element) -> list[tuple[Element, str]]:
    """The paragraphs in the order in which they end, with their words; what a field computes by itself is none."""
    return _nested(root) if _NESTED(root) else _flat(root) or _nested(root)


def _flat(root: Element) -> list[tuple[Element, str]] | None:
    """``_paragraphs`` where none stands in another, so that they end as they begin; None if words stand in none.

    Of all that stands between two paragraphs the last is outside if anything is.
    """
    fields: list[list[str]] = []
    found: list[tuple[Element, list[str]]] = []
    paragraph, words, last = None, [], None
    for element in root.iter(_PARAGRAPH, *_WORDS):
        if element.tag == _PARAGRAPH:
            if last is not None and not _within(last, paragraph):
                return None
            paragraph, words, last = element, [], None
            found.append((element, words))
        else:
            words.append(_said(element, fields) if fields or element.tag != _TEXT else letters(element))
            last = element
    if last is not None and not _within(last, paragraph):
        return None
    return [(paragraph, "".join(words)) for paragraph, words in found]


def _within(element: Element, paragraph: Element | None) -> bool:
    """Nearly all words stand in a run of their paragraph."""
    run = element.getparent()
    if run is not None and paragraph is not None and run.getparent() is paragraph:
        return True
    return any(around is paragraph for around in element.iterancestors(_PARAGRAPH))


def _nested(root: Element) -> list[tuple[Element, str]]:
    """``_paragraphs`` where some stand in text boxes of others, or words stand in none."""
    fields: list[list[str]] = []
    found: list[tuple[Element, str]] = []
    open_: list[list[str]] = []
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=(_PARAGRAPH, *_WORDS)):
        if element.tag == _PARAGRAPH:
            if event == "start":
                open_.append([])
            else:
                found.append((element, "".join(open_.pop())))
        elif event == "start" and open_:
            open_[-1].append(_said(element, fields))
    return found


def _said(element: Element, fields: list[list[str]]) -> str:
    """What an element adds to the words of its paragraph; ``fields`` are those that are open there."""
    tag = element.tag
    if tag == _CHARACTER:
        _field(fields, element.get(W + "fldCharType", ""))
    elif tag == _INSTRUCTION:
        if fields:
            fields[-1][0] += element.text or ""
    elif fields and any(state != "result" for _, state in fields):
        return ""
    else:
        return "" if element.get(W + "type") in ("page", "column") else said(element)
    return ""


def _field(fields: list[list[str]], kind: str) -> None:
    if kind == "begin":
        fields.append(["", "code"])
    elif kind == "separate" and fields:
        name = (fields[-1][0].split() or [""])[0].upper()
        fields[-1][1] = "result" if name in _SHOWN_FIELDS else "computed"
    elif kind == "end" and fields:
        fields.pop()
