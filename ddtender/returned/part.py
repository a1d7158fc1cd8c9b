"""Reading the text of one part of a document, from start to end, without recursion: what Word shows is what is read
(ECMA-376 part 1, 17.2 to 17.4, 17.13.5)."""

from __future__ import annotations

from lxml import etree
from msgspec.structs import replace

from ddtender.library.looks.harmless import REVERSED
from ddtender.library.looks.known import ALTERNATE, BRANCHES, chosen, unknown
from ddtender.office.letters import CHARACTERS, letters, said
from ddtender.office.package import PackageError, W
from ddtender.office.tree import parent_of
from ddtender.returned.comments import mark_of
from ddtender.returned.fields import OpenFields
from ddtender.returned.look import look_of, renumbers
from ddtender.returned.paragraph import DELETES, INSERTS, Open, Reader
from ddtender.returned.unread import PICTURES, drawn_words, is_chart
from ddtender.returned.values import MARK, OBJECT, Formatting, Mark, ReadParagraph, Run, Thing

_MAX_PARAGRAPHS = 200_000
DOCUMENT = "word/document.xml"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DATES = tuple(W + part + length for part in ("day", "month", "year") for length in ("Short", "Long"))
#: Words inside are words of a sign, and are not written one after the other.
_SIGNS = (W + "ruby", _MATH + "oMath")
_TURNED = (W + "bdo", W + "dir")
#: What is no text, by a name that cannot be overlooked.
_NAMED = {
    **dict.fromkeys((W + "footnoteReference", W + "endnoteReference"), "‹note›"),
    **dict.fromkeys((W + "ptab", W + "pgNum", *_DATES), "‹sign›"),
    _MATH + "oMath": "‹formula›",
    W + "contentPart": "‹picture›",
}
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
#: Where a change of a whole row or cell is tracked: its insertion, its deletion.
_WHOLE = {W + "tr": ("trPr", ("ins", "del")), W + "tc": ("tcPr", ("cellIns", "cellDel"))}


class PartReader:
    """Reads one part. Text boxes hold paragraphs inside paragraphs, so those that are open form a stack.

    Then ``paragraphs``, ``formatting`` (tracked changes of format) and ``things`` are what was read; ``anchors``,
    ``marked`` and ``comments`` say of each comment what it stands on, that it is referred to, and that it has no end.
    """

    def __init__(self, reader: Reader, stored: dict[str, str], targets: dict[str, str] | None = None) -> None:
        self.reader, self.targets = reader, targets or {}
        self.paragraphs: list[ReadParagraph] = []
        self.formatting: list[Formatting] = []
        self.things: list[Thing] = []
        self.anchors: dict[str, tuple[int, list[str]]] = {}
        self.marked: list[str] = []
        self._count = 0
        self._stack: list[Open] = []
        self._inserts: list[Mark] = []
        self._deletes: list[Mark] = []
        self._controls: list[str | None] = []
        self._inline_controls: list[str] = []
        self._tables = 0
        self._depth = 0
        self._bases = [0]
        self._fields = OpenFields(stored)
        self._signs = self._turned = 0
        self.comments: dict[str, None] = {}
        self._links: list[str] = []
        self._look: tuple[bool, bool, tuple[str, ...]] = (False, False, ())
        self._given: tuple[str, ...] = ()
        self._strange: list[etree._Element] = []

    def read(self, root: etree._Element) -> None:
        """Read the XML of the part. Raises PackageError where it has too many paragraphs."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if not isinstance(element.tag, str):
                continue
            if event == "end":
                self._end(element)
            elif element.tag in BRANCHES and element is not chosen(parent_of(element)):
                walker.skip_subtree()  # the same text a second time, for other programs
            elif element.tag.endswith("PrChange"):
                run = parent_of(element).getparent()
                words = "".join(run.itertext(W + "t")) if run is not None and run.tag == W + "r" else ""
                self.formatting.append(Formatting(mark_of(element), self._here(), words, renumbers(element)))
                walker.skip_subtree()
            else:
                if said := self.reader.unread.named(element):
                    thing = Thing(*said, self._here() if self.reader.part == DOCUMENT else None)
                    again = bool(self.things) and self.things[-1] == thing  # half a million of one kind are told once
                    self.things += [] if again else [thing]
                    if _unsure(element):
                        self._signs += 1
                        self._strange.append(element)
                self._start(element)

    def _here(self) -> int:
        return self._stack[-1].number - 1 if self._stack else self._count

    def _start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == W + "p":
            self._count += 1
            if self._count > _MAX_PARAGRAPHS:
                raise PackageError(f"it has more than {_MAX_PARAGRAPHS:,} paragraphs")
            control = next((c for c in reversed(self._controls) if c), None)
            inside = self._depth > self._bases[-1]  # a table that is around the provision is the template's
            self._stack.append(Open(self._count, element, control, self._tables if inside else None))
        elif tag == W + "r":
            self._look, self._given = self._look_of(element, False), ()
            if self._stack and not self._inserts and self._stack[-1].reformats(element):
                now = set(self._look_of(element, True)[2])
                self._given = tuple(sorted(now - {*self._look[2]}))
        elif tag in INSERTS and _holds_runs(element):
            self._inserts.append(mark_of(element))
        elif tag in DELETES and _holds_runs(element):
            self._deletes.append(mark_of(element))
        elif tag == W + "tbl":
            self._tables += self._depth == self._bases[-1]
            self._depth += 1
        elif tag in _WHOLE:
            self._whole(element, +1)
        elif tag == W + "sdt":
            tag_of = _tag(element)
            provision = not self._stack and "@" in tag_of
            self._controls.append(tag_of if provision else None)
            self._bases.append(self._depth if provision else self._bases[-1])
            self._inline_controls.append(tag_of if self._stack or ":" in tag_of else "")
        elif tag == W + "hyperlink":
            self._links.append(self.targets.get(element.get(_ID, ""), "") or element.get(W + "docLocation", ""))
        elif tag == W + "bookmarkStart":
            if self._stack:
                self._stack[-1].bookmarks.append(element.get(W + "name", ""))
        else:
            self._inline(element)

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        if self._strange and element is self._strange[-1]:
            self._strange.pop()
            self._signs -= 1
        if tag == W + "p":
            self._close(self._stack.pop())
        elif tag in INSERTS and _holds_runs(element):
            self._inserts.pop()
        elif tag in DELETES and _holds_runs(element):
            self._deletes.pop()
        elif tag == W + "tbl":
            self._depth -= 1
        elif tag in _WHOLE:
            self._whole(element, -1)
        elif tag == W + "sdt":
            self._controls.pop()
            self._bases.pop()
            self._inline_controls.pop()
        elif tag == W + "hyperlink":
            self._links.pop()
        elif tag == W + "fldSimple":
            self._fields.end()
        elif tag in _SIGNS:
            self._signs -= 1
        elif tag in _TURNED:
            self._turned -= 1

    def _look_of(self, run: etree._Element, now: bool) -> tuple[bool, bool, tuple[str, ...]]:
        """How a run looks: ``now``, or before a tracked change of its format, unless it is new as well."""
        if not self._stack:
            return False, False, ()
        now = now or bool(self._inserts)
        return look_of(
            run, self.reader.styles.names, self.reader.shown, self._stack[-1].around(self.reader.shown, now), now
        )

    def _whole(self, element: etree._Element, step: int) -> None:
        """A row or cell that is tracked as a whole marks all that stands in it."""
        path, names = _WHOLE[str(element.tag)]
        for stack, name in zip((self._inserts, self._deletes), names, strict=True):
            change = element.find(f"{W}{path}/{W}{name}")
            if change is not None:
                if step > 0:
                    stack.append(mark_of(change))
                else:
                    stack.pop()

    def _inline(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in (W + "t", W + "delText"):
            self._letters(element)
        elif tag in CHARACTERS and (character := said(element)):
            if element.get(W + "type") not in ("page", "column"):  # where a page ends is layout, and no text
                self._text(character)
            elif self._stack and not self._deletes:
                self._stack[-1].breaks.append(self._inserts[-1] if self._inserts else None)
        elif tag in PICTURES:
            words = drawn_words(element)
            if words and is_chart(element):  # LibreOffice 7.4 drops how one is described: other words alone are told
                self.things.append(Thing("a chart is described in words", words, self._here()))
                words = ""
            self._text(f"‹picture: {words}›" if words else "‹picture›", OBJECT)
        elif tag in _NAMED:
            self._text(_NAMED[tag], OBJECT)
            self._signs += tag in _SIGNS
        elif tag == W + "sym":
            self._text(f"‹sign {element.get(W + 'char', '')[:8]}›", OBJECT)
        elif tag == _MATH + "t":
            self._text(letters(element), OBJECT)
        elif tag in _SIGNS:
            self._signs += 1
        elif tag in _TURNED:
            self._turned += 1
        elif tag == W + "fldChar":
            self._field(element.get(W + "fldCharType", ""))
        elif tag == W + "fldSimple":
            self._fields.begin(element.get(W + "instr", ""), bool(self._deletes))
            self._field("separate")
        elif tag in (W + "instrText", W + "delInstrText"):
            self._fields.code("".join(element.itertext()))
        elif tag == W + "commentRangeStart":
            id_ = element.get(W + "id", "")
            self.anchors.setdefault(id_, (self._here(), []))
            self.comments[id_] = None
        elif tag == W + "commentRangeEnd":
            self.comments.pop(element.get(W + "id", ""), None)
        elif tag == W + "commentReference":
            self.anchors.setdefault(element.get(W + "id", ""), (self._here(), []))
            self.marked.append(element.get(W + "id", ""))

    def _letters(self, element: etree._Element) -> None:
        """Words of the text; those between the beginning of a field and its result are the field's."""
        if self._fields.in_code:
            self._fields.code(letters(element))
        else:
            self._text(letters(element), OBJECT if len(element) else "")

    def _field(self, kind: str) -> None:
        """Results of references are text; what the program computes by itself (a page number) is only named."""
        if kind == "begin":
            self._fields.begin(deleted=bool(self._deletes))
            return
        if self._fields.is_torn(bool(self._deletes)):
            self.things.append(Thing("a field is deleted in part", "", self._here()))
        if kind == "separate" and (said := self._fields.separate()):
            self._run(said, OBJECT)
        elif kind == "end" and (said := self._fields.end()):
            self._text(said, OBJECT)

    def _text(self, text: str, what: str = "") -> None:
        if not self._fields.unseen:
            self._run(text, what)

    def _run(self, text: str, what: str = "") -> None:
        if not self._stack or not text:
            return
        inserted = self._inserts[-1] if self._inserts else None
        deleted = self._deletes[-1] if self._deletes else None
        strong, emphasis, looks = self._look
        looks = (*looks, REVERSED) if self._turned and REVERSED not in looks else looks
        link = self._links[-1] if self._links else self._fields.link
        made = Run(text, strong, emphasis, inserted, deleted, "", what or self._what(), link, looks, self._given)
        runs = self._stack[-1].runs
        if runs and replace(runs[-1], text="") == replace(made, text=""):
            runs[-1] = replace(made, text=runs[-1].text + text)
        else:
            runs.append(made)
        for id_ in self.comments:
            self.anchors[id_][1].append(text)

    def _what(self) -> str:
        if self._signs or self._fields.computed:
            return OBJECT
        return self._fields.reference or next((tag for tag in reversed(self._inline_controls) if tag), "")

    def _close(self, open_: Open) -> None:
        for id_ in self.comments:
            self.anchors[id_][1].append(MARK)
        inserted, deleted = (stack[-1] if stack else None for stack in (self._inserts, self._deletes))
        self.paragraphs.append(open_.closed(self.reader, inserted, deleted))


def _holds_runs(element: etree._Element) -> bool:
    """Whether a tracked change is around text, and is not a property of a paragraph's end, a row or a cell."""
    parent = element.getparent()
    return parent is None or parent.tag not in (W + "rPr", W + "trPr", W + "tcPr", W + "numPr")


def _unsure(element: etree._Element) -> bool:
    """Whether nobody can say which of the words within are shown."""
    return element.tag == ALTERNATE or bool(unknown(element))


def _tag(control: etree._Element) -> str:
    tag = control.find(f"{W}sdtPr/{W}tag")
    return "" if tag is None else tag.get(W + "val", "")
