"""What may stand in a text, by where it stands (ECMA-376 part 1, 17.2 to 17.16): all else is another program's.

A list of what is known, not of what is dangerous: of an element that nobody knows, one program shows the words, the
next drops them with all that is in it (part 3, 9), and a third refuses the file.
"""

from __future__ import annotations

from lxml import etree

from ddtender.office.package import W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
ALTERNATE = _MC + "AlternateContent"
#: One of them is shown (part 3, 7.6).
BRANCHES = (_MC + "Choice", _MC + "Fallback")

_MICROSOFT = "http://schemas.microsoft.com/office/"
#: Namespaces for which Word has a first choice.
_KNOWN = frozenset(
    [
        *(f"{_MICROSOFT}word/2010/{n}" for n in ("wordml", "wordprocessingShape", "wordprocessingGroup")),
        *(f"{_MICROSOFT}word/2010/{n}" for n in ("wordprocessingCanvas", "wordprocessingInk", "wordprocessingDrawing")),
        *(f"{_MICROSOFT}word/{n}" for n in ("2012/wordml", "2015/wordml/symex", "2016/wordml/cid", "2018/wordml")),
        *(f"{_MICROSOFT}drawing/{n}" for n in ("2010/main", "2014/chartex", "2016/ink", "2017/model3d")),
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ]
)


def _names(names: str, prefix: str = W) -> frozenset[str]:
    return frozenset(prefix + name for name in names.split())


_ALTERNATE = frozenset([ALTERNATE])
#: Marks without extent, which stand anywhere.
_MARKS = _names(
    "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd moveFromRangeStart moveFromRangeEnd moveToRangeStart "
    "moveToRangeEnd customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd "
    "customXmlMoveFromRangeStart customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd proofErr "
    "permStart permEnd"
) | _names(
    "customXmlConflictInsRangeStart customXmlConflictInsRangeEnd customXmlConflictDelRangeStart "
    "customXmlConflictDelRangeEnd",
    _W14,
)
_CHANGES = _names("ins del moveFrom moveTo")
_FORMULAS = _names("oMath oMathPara", _MATH)
_INLINE = (
    _MARKS | _CHANGES | _FORMULAS | _ALTERNATE | _names("r hyperlink fldSimple sdt smartTag customXml dir bdo subDoc")
)
_BLOCKS = (
    _MARKS | _CHANGES | _FORMULAS | _ALTERNATE | _names("p tbl sdt customXml altChunk sectPr")
)  # a tracked change may stand between paragraphs
_WRAPPED = _INLINE | _BLOCKS | _names("tr tc")
_IN_A_RUN = _ALTERNATE | _names(
    "rPr t delText instrText delInstrText tab br cr noBreakHyphen softHyphen sym ptab pgNum dayShort monthShort "
    "yearShort dayLong monthLong yearLong drawing pict object ruby fldChar commentReference footnoteReference "
    "endnoteReference footnoteRef endnoteRef annotationRef separator continuationSeparator lastRenderedPageBreak "
    "contentPart"
)
_ROWS = _MARKS | _CHANGES | _names("tr sdt customXml tblPr tblGrid tblPrEx")
_CELLS = _MARKS | _CHANGES | _names("tc sdt customXml trPr tblPrEx")
_NOTHING: frozenset[str] = frozenset()

#: By the element, what may stand in it; of others (a drawing, properties) nothing is said here.
_WITHIN: dict[str, frozenset[str]] = {
    W + "document": _names("body background"),
    **dict.fromkeys(_names("hdr ftr body txbxContent"), _BLOCKS),
    **dict.fromkeys(_names("footnotes endnotes"), _names("footnote endnote")),
    **dict.fromkeys(_names("footnote endnote comment"), _BLOCKS),
    W + "p": _INLINE | _names("pPr"),
    **dict.fromkeys(_names("hyperlink fldSimple dir bdo"), _INLINE | _names("fldData")),
    **dict.fromkeys(_CHANGES, _WRAPPED),
    W + "smartTag": _INLINE | _names("smartTagPr"),
    W + "customXml": _WRAPPED | _names("customXmlPr"),
    W + "sdt": _MARKS | _names("sdtPr sdtEndPr sdtContent"),
    W + "sdtContent": _WRAPPED,
    W + "r": _IN_A_RUN,
    **dict.fromkeys(_names("t delText instrText delInstrText"), _NOTHING),
    W + "ruby": _names("rubyPr rt rubyBase"),
    **dict.fromkeys(_names("rt rubyBase"), _INLINE),
    W + "tbl": _ROWS,
    W + "tr": _CELLS,
    W + "tc": _BLOCKS | _names("tcPr"),
}
#: What may stand before an element in the same parent, of those that are said once: of two, or of one that comes late,
#: each program takes another (part 1, annex A has the order).
_BEFORE: dict[str, frozenset[str]] = {
    W + "pPr": _NOTHING,
    W + "tcPr": _NOTHING,
    W + "tblPrEx": _NOTHING,
    W + "trPr": _names("tblPrEx"),
    W + "tblPr": _MARKS,
    W + "tblGrid": _MARKS | _names("tblPr"),
    W + "sdtPr": _NOTHING,
    W + "sdtEndPr": _names("sdtPr"),
    W + "sdtContent": _MARKS | _names("sdtPr sdtEndPr"),
    W + "body": _names("background"),
    W + "ilvl": _names("numId"),
    W + "numId": _names("ilvl"),
}
#: Words, and what a program might take for words, in the properties of a control.
_WORDS = _names("p r t tbl")
_DELETED = {W + "delText": _names("del moveFrom"), W + "delInstrText": _names("del moveFrom")}


def chosen(alternate: etree._Element) -> etree._Element | None:
    """Which branch of an element with alternatives Word shows."""
    for branch in alternate.iterchildren(*BRANCHES):
        wanted = (branch.get("Requires") or "").split()
        if branch.tag == BRANCHES[1] or (wanted and all(branch.nsmap.get(p) in _KNOWN for p in wanted)):
            return branch
    return None


def unknown(element: etree._Element) -> str:
    """What an element is called that may not stand where it stands; "" of all others."""
    around = element.getparent()
    while around is not None and around.tag in (*BRANCHES, ALTERNATE):
        around = around.getparent()
    if around is None or element.tag in BRANCHES:
        return ""
    within, deleted = _WITHIN.get(str(around.tag)), _DELETED.get(str(element.tag))
    if within is not None and element.tag not in within:
        return f"an element that is not known here ({_called(element)})"
    if (odd := _misplaced(element, around)) or _comes_late(element, around):
        return odd or f"properties that are said twice, or too late ({_called(element)})"
    if deleted and next(element.iterancestors(*deleted), None) is None:
        return "deleted words that nobody has deleted"
    return ""


def _misplaced(element: etree._Element, around: etree._Element) -> str:
    """A tracked change of words that is said as a format of them, and words among the properties of a control."""
    of_words = around.tag == W + "rPr" and element.tag in _CHANGES
    outer = around.getparent() if of_words else None
    wrong = (outer is not None and outer.tag == W + "r") or (around.tag == W + "sdtPr" and element.tag in _WORDS)
    return f"an element that is not known here ({_called(element)})" if wrong else ""


def _comes_late(element: etree._Element, around: etree._Element) -> bool:
    allowed = _NOTHING if element.tag == W + "rPr" and around.tag == W + "r" else _BEFORE.get(str(element.tag))
    before = element.getprevious() if allowed is not None else None
    while before is not None:
        if isinstance(before.tag, str) and before.tag not in (allowed or ()):
            return True
        before = before.getprevious()
    return False


def _called(element: etree._Element) -> str:
    name = etree.QName(element)
    namespace = name.namespace or ""
    return f"w:{name.localname}" if namespace == W[1:-1] else f"{name.localname} of {namespace or 'no namespace'}"[:120]
