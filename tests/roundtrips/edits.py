"""The kinds of edits: how Word writes each of them, how LibreOffice does, and what must stand there then."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from tests.documents import W
from tests.office import Opened
from tests.returned.editor import Editor, Person
from tests.roundtrips.places import ITEMS, Place, Places, typed_runs

NEW = ("without delay", "in writing and at its own cost", "R&D; (all sites)", "50 % of them", "Ünïcödé – words")
TERM, OTHER = "Contractor", "Supplier"
Texts = dict[str, list[str]]


@dataclass
class Trip:
    """One edit on its way: where, by whom, and afterwards what must be told (``old`` and ``new``, if it is a change of
    words) and how the next draft must read if it is applied."""

    places: Places
    place: Place
    by: Person
    new: str
    old: str = ""
    comment: str = ""
    count: int = 0
    expected: Texts = field(default_factory=dict)

    def becomes(self, *paragraphs: str, instead: int = 1) -> None:
        """These paragraphs stand instead of the one of the place (and those behind it)."""
        texts = list(self.places.texts[self.place.provision])
        texts[self.place.index : self.place.index + instead] = paragraphs
        self.expected[self.place.provision] = texts

    def behind(self, n: int = 1) -> str:
        """The text of the paragraph behind."""
        return self.places.texts[self.place.provision][self.place.index + n]


Word = Callable[[Trip, Editor, etree._Element], None]
Program = Callable[[Trip, Opened], None]


@dataclass(frozen=True)
class Kind:
    """``pick`` chooses a place and says what must come of it; ``sure`` if it must be applied, not only told."""

    name: str
    pick: Callable[[Places, random.Random], Place]
    tell: Callable[[Trip], None]
    word: Word | None
    office: Program | None
    sure: bool = True


def anywhere(places: Places, draw: random.Random) -> Place:
    return places.pick(draw)


def inner(places: Places, draw: random.Random) -> Place:
    return places.pick(draw, "Provision Paragraph", inner=True)


def item(places: Places, draw: random.Random) -> Place:
    return places.pick(draw, *ITEMS)


def inner_item(places: Places, draw: random.Random) -> Place:
    return places.pick(draw, *ITEMS, inner=True)


def title(places: Places, draw: random.Random) -> Place:
    return places.title(draw)


def cell(places: Places, draw: random.Random) -> Place:
    return draw.choice(places.cells)


# Words


def _replaced(trip: Trip) -> None:
    place = trip.place
    trip.old = place.words
    if place.provision:
        trip.becomes(place.text.replace(place.words, trip.new))


def _inserted(trip: Trip) -> None:
    trip.new = f" {trip.new}"
    trip.becomes(trip.place.text.replace(trip.place.words, trip.place.words + trip.new))


def _deleted(trip: Trip) -> None:
    trip.old, trip.new = f"{trip.place.words} ", ""
    trip.becomes(trip.place.text.replace(trip.old, ""))


# Paragraphs


def _added(trip: Trip) -> None:
    trip.new = f"This is {trip.new}."
    trip.becomes(trip.place.text, trip.new)


def _removed(trip: Trip) -> None:
    trip.old, trip.new = trip.place.text, ""
    trip.becomes()


def _split(trip: Trip) -> None:
    trip.new = ""
    at = trip.place.text.index(trip.place.words) + len(trip.place.words)
    trip.becomes(trip.place.text[:at], trip.place.text[at:].strip())


def _joined(trip: Trip) -> None:
    trip.new = ""
    trip.becomes(trip.place.text + trip.behind(), instead=2)


def _moved(trip: Trip) -> None:
    trip.new = ""
    trip.becomes(trip.behind(), trip.place.text, instead=2)


def _same(trip: Trip) -> None:
    """Only told: the words stay."""
    trip.comment, trip.new = f"Why «{trip.new}»?", ""


def _looks(trip: Trip) -> None:
    trip.new = ""


def _everywhere(trip: Trip) -> None:
    trip.old, trip.new = TERM, OTHER
    for id_, texts in trip.places.texts.items():
        trip.expected[id_] = [text.replace(TERM, OTHER) for text in texts]


def _gone(trip: Trip) -> None:
    trip.new = ""
    trip.old = trip.places.texts[trip.place.provision][0]


# As Word writes it


def w_replace(trip: Trip, editor: Editor, paragraph: etree._Element) -> None:
    editor.replace(trip.place.words, trip.new, trip.by, inside=paragraph)


def w_insert(trip: Trip, editor: Editor, paragraph: etree._Element) -> None:
    editor.insert_in(paragraph, trip.place.words, trip.new, trip.by)


def w_delete(trip: Trip, editor: Editor, paragraph: etree._Element) -> None:
    editor.replace(trip.old, "", trip.by, inside=paragraph)


def w_add(trip: Trip, editor: Editor, paragraph: etree._Element) -> None:
    editor.add_behind(paragraph, trip.new, trip.by)


def w_remove(trip: Trip, editor: Editor, paragraph: etree._Element) -> None:
    _strike(editor, paragraph, trip.by)


def _strike(editor: Editor, paragraph: etree._Element, by: Person) -> None:
    if not by.tracked:
        paragraph.getparent().remove(paragraph)
        return
    editor._delete([r for r in paragraph.iter(W + "r") if r.getparent().tag != W + "del"], by)
    editor._mark_end(paragraph, "del", by)


def w_split(trip: Trip, editor: Editor, paragraph: etree._Element) -> None:
    text = trip.place.text
    before = text[text.index(trip.place.words) + len(trip.place.words) :].split()[0]
    first = editor._cut(paragraph, f"{trip.place.words} ")[-1]
    assert before
    made = etree.Element(W + "p")
    made.append(copy.deepcopy(paragraph.find(W + "pPr")))
    for sibling in list(first.itersiblings()):
        made.append(sibling)
    paragraph.addnext(made)
    if trip.by.tracked:
        editor._mark_end(paragraph, "ins", trip.by)


def w_join(trip: Trip, editor: Editor, paragraph: etree._Element) -> None:
    if trip.by.tracked:
        editor._mark_end(paragraph, "del", trip.by)
        return
    following = paragraph.getnext()
    for child in list(following):
        if child.tag != W + "pPr":
            paragraph.append(child)
    following.getparent().remove(following)


def w_move(trip: Trip, editor: Editor, paragraph: etree._Element) -> None:
    """One paragraph further down, as Word tracks a drag."""
    moved = copy.deepcopy(paragraph)
    following = paragraph.getnext()
    if not trip.by.tracked:
        following.addnext(paragraph)
        return
    following.addnext(moved)
    for element, kind in ((paragraph, "moveFrom"), (moved, "moveTo")):
        for run in list(element.iter(W + "r")):
            mark = editor._change(kind, trip.by)
            run.addprevious(mark)
            mark.append(run)
        editor._mark_end(element, kind, trip.by)
        start, end = editor._change(f"{kind}RangeStart", trip.by), etree.Element(W + f"{kind}RangeEnd")
        start.set(W + "name", "move1")
        end.set(W + "id", start.get(W + "id"))
        element.insert(1, start)
        element.append(end)


def w_comment(trip: Trip, editor: Editor, paragraph: etree._Element) -> None:
    editor.comment(trip.place.words, trip.comment, trip.by)


def w_resolved(trip: Trip, editor: Editor, paragraph: etree._Element) -> None:
    editor.comment(trip.place.words, trip.comment, trip.by)
    editor.resolve(trip.comment)


def w_bold(trip: Trip, editor: Editor, paragraph: etree._Element) -> None:
    for run in editor._cut(paragraph, trip.place.words):
        properties = run.find(W + "rPr")
        if properties is None:
            properties = etree.Element(W + "rPr")
            run.insert(0, properties)
        before = copy.deepcopy(properties)
        properties.append(etree.Element(W + "b"))
        if trip.by.tracked:
            change = editor._change("rPrChange", trip.by)
            change.append(before)
            properties.append(change)


def w_everywhere(trip: Trip, editor: Editor, _: etree._Element) -> None:
    for paragraph in editor.body.iter(W + "p"):
        for run in typed_runs(paragraph):
            shown = "".join(run.itertext(W + "t"))
            trip.count += shown.count(TERM)
            for _ in range(shown.count(TERM)):
                editor.replace(TERM, OTHER, trip.by, inside=paragraph)


def w_gone(trip: Trip, editor: Editor, paragraph: etree._Element) -> None:
    control = editor.provision(f"{trip.place.provision}@")
    if not trip.by.tracked:
        control.getparent().remove(control)
        return
    for one in list(control.iter(W + "p")):
        if next(one.iterancestors(W + "tc"), None) is None:
            _strike(editor, one, trip.by)


# In LibreOffice


def o_replace(trip: Trip, opened: Opened) -> None:
    opened.replace(trip.place.words, trip.new)


def o_insert(trip: Trip, opened: Opened) -> None:
    opened.insert_after(trip.place.words, trip.new)


def o_delete(trip: Trip, opened: Opened) -> None:
    opened.delete(trip.old)


def o_add(trip: Trip, opened: Opened) -> None:
    opened.add_paragraph(trip.place.words, trip.new)


def o_remove(trip: Trip, opened: Opened) -> None:
    opened.delete_paragraph(trip.place.words)


def o_split(trip: Trip, opened: Opened) -> None:
    opened.insert_after(f"{trip.place.words} ", "\n")


def o_join(trip: Trip, opened: Opened) -> None:
    opened.join(trip.place.words)


def o_move(trip: Trip, opened: Opened) -> None:
    opened.move_down(trip.place.words, trip.place.words, 1)


def o_comment(trip: Trip, opened: Opened) -> None:
    opened.comment(trip.place.words, trip.comment)


def o_resolved(trip: Trip, opened: Opened) -> None:
    opened.comment(trip.place.words, trip.comment)
    opened.resolve(trip.comment)


def o_bold(trip: Trip, opened: Opened) -> None:
    opened.bold(trip.place.words)


def o_everywhere(trip: Trip, opened: Opened) -> None:
    trip.count = opened.replace_all(TERM, OTHER)


def o_gone(trip: Trip, opened: Opened) -> None:
    last = [p for p in trip.places.all if p.provision == trip.place.provision][-1]
    opened.delete_from(trip.place.words, last.words)


KINDS = (
    Kind("replace", anywhere, _replaced, w_replace, o_replace),
    Kind("insert", anywhere, _inserted, w_insert, o_insert),
    Kind("delete", anywhere, _deleted, w_delete, o_delete),
    Kind("add paragraph", inner, _added, w_add, o_add),
    Kind("delete paragraph", inner, _removed, w_remove, o_remove),
    Kind("split paragraph", inner, _split, w_split, o_split),
    Kind("join paragraphs", inner, _joined, w_join, o_join),
    Kind("add list item", item, _added, w_add, o_add),
    Kind("delete list item", inner_item, _removed, w_remove, o_remove),
    Kind("move list item", inner_item, _moved, w_move, o_move, sure=False),
    Kind("comment", anywhere, _same, w_comment, o_comment),
    Kind("resolved comment", anywhere, _same, w_resolved, o_resolved, sure=False),
    Kind("formatting", anywhere, _looks, w_bold, o_bold, sure=False),
    Kind("title", title, _replaced, w_replace, o_replace, sure=False),
    Kind("table cell", cell, _replaced, w_replace, o_replace, sure=False),
    Kind("term everywhere", anywhere, _everywhere, w_everywhere, o_everywhere, sure=False),
    Kind("whole clause", title, _gone, w_gone, o_gone, sure=False),
)
