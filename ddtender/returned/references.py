"""References whose place was taken away or moved: they print other numbers when somebody computes them again."""

from __future__ import annotations

from collections.abc import Iterator

from ddtender.returned.draft import Draft
from ddtender.returned.findings import Entry, Reason, What
from ddtender.returned.places import Places
from ddtender.returned.values import ReadDocument, ReadParagraph
from ddtender.returned.where import name_of


def led_elsewhere(file: str, draft: Draft, reviewed: ReadDocument, places: Places) -> Iterator[Entry]:
    """An entry for each provision that is referred to and whose title does not have its bookmark any more, or not
    alone (ECMA-376 part 1, 17.16.5.51)."""
    owners = {name: p for p in draft.read.paragraphs if p.control for name in p.bookmarks if name.startswith("dd_")}
    where: dict[str, list[int]] = {}
    for n, paragraph in enumerate(reviewed.paragraphs):
        for name in paragraph.bookmarks:
            where.setdefault(name, []).append(n)
    if where.keys().isdisjoint(owners):
        return  # a program that knows no bookmarks left nothing but the words
    used = {run.what.split()[1] for p in reviewed.paragraphs for run in p.runs if run.what.startswith("REF dd_")}
    for name, sent in owners.items():
        if name not in used:
            continue
        id_ = (sent.control or "").partition("@")[0]
        there = [n for n, own in enumerate(places.provisions) if own == id_]
        if not there or id_ in places.swapped | places.copied:  # that is told by itself
            continue
        found = where.get(name, [])
        if len(found) == 1 and found[0] in there and _is_title(reviewed.paragraphs[found[0]], sent):
            continue
        provision, first = draft.provisions[id_], reviewed.paragraphs[there[0]]
        if not found and {*first.bookmarks} - owners.keys():  # some programs give bookmarks other names
            continue
        title = provision.provision.title
        entry = Entry(file, What.FORMAT, id_, name_of(provision), first.number, "", title, untracked=True)
        said = "twice" if len(found) > 1 else "elsewhere" if found else "nowhere"
        entry.leave(Reason.REFERENCE, f"what refers to it leads {said}: its bookmark was moved, copied or deleted")
        yield entry


def _is_title(paragraph: ReadParagraph, sent: ReadParagraph) -> bool:
    """Whether a paragraph is the one that was sent with a bookmark: its number may have become text, or its words
    others."""
    return paragraph.style == sent.style or sent.before in paragraph.before
