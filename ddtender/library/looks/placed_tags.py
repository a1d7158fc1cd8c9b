"""The room for what tags stand for, in a template's own cells and lines: it is more than the tag, and must be seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree
from msgspec import Struct

from ddtender.library.looks.harmless import FLAT
from ddtender.library.looks.room import LEAST
from ddtender.library.looks.shown import Shown
from ddtender.library.tagged import TAG, is_section, own_texts, plain_tag
from ddtender.office.package import W

#: Points: a short word of a fact, such as a date's year.
_LEAST_OF_FACTS = 20


class PlacedTag(Struct, frozen=True):
    """A tag, how wide the place of its words is in points (None outside of cells, and where a table does not say it),
    whether it stands for a whole ``section``, and whether its lines or its row are lower than its letters."""

    text: str
    wide: float | None
    section: bool
    low: bool


def placed_tags(parts: Mapping[str, bytes], trees: Mapping[str, etree._Element]) -> Iterator[PlacedTag]:
    """Every tag that stands for words in ``trees``, the parts of a template that are filled in. Raises PackageError."""
    shown: Shown | None = None
    for tree in trees.values():
        for paragraph in tree.iter(W + "p"):
            text = "".join(t.text or "" for t in own_texts(paragraph))
            for tag in TAG.findall(text) if "{{" in text else ():
                if tag.startswith("{{"):
                    shown = shown or Shown(parts)
                    yield _placed(shown, paragraph, tag)


def _placed(shown: Shown, paragraph: etree._Element, tag: str) -> PlacedTag:
    around = shown.paragraph(paragraph, paragraph.find(W + "pPr"))
    section = is_section(plain_tag(tag)[0])
    runs = (run for run in paragraph.iter(W + "r") if "{" in "".join(t.text or "" for t in run.iter(W + "t")))
    # Beside what is said of all words there: a row may be too low for a tag, and high enough for a number.
    low = not section and any(
        shown.words(run.find(W + "rPr"), around).count(FLAT) > (FLAT in around.looks) for run in runs
    )
    return PlacedTag(tag, around.place.wide, section, low)


def narrowest_section(tags: Sequence[PlacedTag]) -> float:
    """The width of the narrowest cell around the tag of a section that leaves it room, in points."""
    cells = (tag.wide for tag in tags if tag.section and tag.wide is not None)
    return min((wide for wide in cells if wide >= LEAST), default=float("inf"))


def no_room(tags: Sequence[PlacedTag]) -> Iterator[str]:
    """What is wrong with the places of tags, each as "it …"."""
    for tag in tags:
        if tag.wide is not None and tag.wide < (LEAST if tag.section else _LEAST_OF_FACTS):
            yield f"has a table cell that leaves no room for what {tag.text} stands for"
        if tag.low:
            yield f"has {tag.text} in a line or row that is lower than its letters"
