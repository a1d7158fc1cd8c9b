"""The elements that record changes, and those that only mark places (ECMA-376 part 1, 17.13)."""

from __future__ import annotations

from msgspec import Struct

from ddtender.office.package import W

#: Marks without content, in pairs that share a ``w:id``, and the marks that stand alone.
PAIRED = {
    W + "bookmarkStart": W + "bookmarkEnd",
    W + "commentRangeStart": W + "commentRangeEnd",
    W + "permStart": W + "permEnd",
}
PLACES = frozenset({*PAIRED, *PAIRED.values(), W + "proofErr", W + "lastRenderedPageBreak"})
_KINDS = ("Ins", "Del", "MoveFrom", "MoveTo")
CONTROL_RANGES = {W + f"customXml{kind}RangeStart": W + f"customXml{kind}RangeEnd" for kind in _KINDS}
MOVE_RANGES = frozenset(W + f"move{way}Range{end}" for way in ("From", "To") for end in ("Start", "End"))
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVES = frozenset({_MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"})
CONTROLS = frozenset({W + "sdt", W + "customXml"})
CONTROL_CONTENT = W + "sdtContent"
#: What ``w:ins`` and ``w:del`` stand in when they say something of their parent, and not of what they contain.
PROPERTIES = frozenset({W + "rPr", W + "trPr", W + "tcPr", W + "numPr"})
TEXT = {W + "delText": W + "t", W + "delInstrText": W + "instrText"}


class Side(Struct, frozen=True):
    """One way to settle all changes: which elements' content stays and which goes."""

    kept: frozenset[str]
    dropped: frozenset[str]
    dropped_controls: frozenset[str]
    dropped_cell: str
    restores: bool


_INSERTED, _DELETED = frozenset({W + "ins", W + "moveTo"}), frozenset({W + "del", W + "moveFrom"})
_NEW_CONTROLS = frozenset({W + "customXmlInsRangeStart", W + "customXmlMoveToRangeStart"})
_OLD_CONTROLS = frozenset({W + "customXmlDelRangeStart", W + "customXmlMoveFromRangeStart"})
ACCEPT = Side(_INSERTED, _DELETED, _OLD_CONTROLS, W + "cellDel", restores=False)
REJECT = Side(_DELETED, _INSERTED, _NEW_CONTROLS, W + "cellIns", restores=True)
CHANGES = _INSERTED | _DELETED
