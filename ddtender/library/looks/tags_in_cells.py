"""The room in the cells of a template's own tables in which tags stand: what a tag stands for is wider than the tag."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from ddtender.library.looks.room import LEAST
from ddtender.library.looks.shown import Shown
from ddtender.library.tagged import TAG, is_section, own_texts, plain_tag
from ddtender.office.package import W

#: Points: a short word of a fact, such as a date's year.
_LEAST_OF_FACTS = 20


def room_of_tags(parts: Mapping[str, bytes], trees: Mapping[str, etree._Element]) -> Iterator[tuple[str, float, bool]]:
    """For every tag in a cell of ``trees`` whose table says how wide it is: the tag, the room there in points,
    and whether it stands for a whole section. Raises PackageError."""
    shown: Shown | None = None
    for tree in trees.values():
        for paragraph in tree.iter(W + "p"):
            if next(paragraph.iterancestors(W + "tc"), None) is None:
                continue
            text = "".join(t.text or "" for t in own_texts(paragraph))
            for tag in TAG.findall(text) if "{{" in text else ():
                shown = shown or Shown(parts)
                place = shown.paragraph(paragraph, paragraph.find(W + "pPr")).place
                if tag.startswith("{{") and place.wide is not None:
                    yield tag, place.wide, is_section(plain_tag(tag)[0])


def no_room(rooms: list[tuple[str, float, bool]]) -> Iterator[str]:
    """Of the tags of ``room_of_tags`` those for which there is none, each as "it …"."""
    for tag, wide, section in rooms:
        if wide < (LEAST if section else _LEAST_OF_FACTS):
            yield f"has a table cell that leaves no room for what {tag} stands for"
