"""Which provision every paragraph of a reviewed document belongs to.

A content control says it for sure. Programs drop controls, and people delete or split them; then the bookmark of the
title says where a provision begins, and its text, held against the draft's, how far it goes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from ddtender.difference import hunks
from ddtender.returned.align import alike
from ddtender.returned.values import ReadParagraph

#: A paragraph that has this much in common with one of the draft is the same paragraph, reworded.
_SAME = 0.5


class Places(Struct, frozen=True):
    """``provisions`` gives for every paragraph the id of its provision, or None outside any; ``copied`` are the ids
    whose control stands in the document more than once; ``unmarked`` those found without their control; ``swapped``
    those whose control holds another provision, by its bookmark or its words."""

    provisions: tuple[str | None, ...]
    copied: frozenset[str]
    unmarked: frozenset[str]
    swapped: frozenset[str] = frozenset()


def locate(draft: Sequence[ReadParagraph], reviewed: Sequence[ReadParagraph]) -> Places:
    """Assign every paragraph of ``reviewed``; ``draft`` is the document as it went out."""
    known = {tag: tag.partition("@")[0] for p in draft if (tag := p.control)}
    ids = set(known.values())
    copied = _copied(reviewed, ids)
    matched = _matched(draft, reviewed)
    titles = {name: p.control for p in draft if p.control for name in p.bookmarks if name.startswith("dd_")}
    found: list[str | None] = []
    sure: list[bool] = []
    for n, paragraph in enumerate(reviewed):
        own = (paragraph.control or "").partition("@")[0]
        if own in ids:
            found.append(own)
            sure.append(True)
        elif anchor := next((titles[name] for name in paragraph.bookmarks if name in titles), None):
            found.append(known[anchor])
            sure.append(True)
        elif (at := matched[n]) is not None:
            control = draft[at].control
            found.append(known[control] if control else None)
            sure.append(True)
        else:
            found.append(None)
            sure.append(False)
    _fill(draft, reviewed, matched, found, sure, known)
    present = {(p.control or "").partition("@")[0] for p in reviewed}
    unmarked = frozenset(id_ for id_ in found if id_ is not None and id_ not in present)
    return Places(tuple(found), copied, unmarked, _swapped(draft, reviewed, titles, known))


def _copied(reviewed: Sequence[ReadParagraph], ids: set[str]) -> frozenset[str]:
    """Ids whose control opens a second time: its paragraphs do not stand in one row."""
    seen: set[str] = set()
    twice: set[str] = set()
    before: str | None = None
    titles: dict[str, int] = {}
    for paragraph in reviewed:
        own = (paragraph.control or "").partition("@")[0] or None
        if own != before and own in ids:
            if own in seen:
                twice.add(own)
            seen.add(own)
        if own in ids and _is_title(paragraph):
            titles[own] = titles.get(own, 0) + 1
        before = own
    return frozenset(twice | {id_ for id_, count in titles.items() if count > 1})


def _swapped(
    draft: Sequence[ReadParagraph],
    reviewed: Sequence[ReadParagraph],
    titles: Mapping[str, str],
    known: Mapping[str, str],
) -> frozenset[str]:
    """Ids whose control has the title's bookmark of another provision and not its own, or below its title paragraphs of
    another and none of its own; with those that stand in them."""
    own_titles = {known[control]: name for name, control in titles.items()}
    written: dict[str, set[str]] = {}
    for paragraph in draft:
        if paragraph.control and paragraph.table is None:
            written.setdefault(_words(paragraph.before), set()).add(known[paragraph.control])
    inside: dict[str, list[ReadParagraph]] = {}
    for paragraph in reviewed:
        id_ = (paragraph.control or "").partition("@")[0]
        if id_ in own_titles and paragraph.table is None:
            inside.setdefault(id_, []).append(paragraph)
    found: set[str] = set()
    for id_, paragraphs in inside.items():
        marks = {name for p in paragraphs for name in p.bookmarks if name in titles}
        if marks and own_titles[id_] not in marks:
            found |= {id_, *(known[titles[name]] for name in marks)}
        body = [p for p in paragraphs if not _is_title(p)] or paragraphs
        for texts in ([p.before for p in body], [p.after for p in body]):
            owners = {id_ for text in texts if len(of := written.get(_words(text), set())) == 1 for id_ in of}
            if owners and id_ not in owners:
                found |= {id_, *owners}
    return frozenset(found)


def _words(text: str) -> str:
    return " ".join(text.split())


def _is_title(paragraph: ReadParagraph) -> bool:
    return paragraph.style in ("Definition Term", *TITLES)


def in_table(paragraph: ReadParagraph) -> bool:
    """Whether a paragraph of a provision is in one of the generated tables; without its control, its style tells."""
    own = paragraph.style.startswith(("Provision ", "Definition")) and paragraph.control is None
    return paragraph.table is not None and not own


TITLES = ("Provision Specification", "Provision Selection", "Provision Award", "Provision Contract")


def _key(paragraph: ReadParagraph) -> tuple[str, str]:
    kind = re.sub(r"\d*\.xml\Z", "", paragraph.part)  # programs number headers and footers as they like
    return kind, _words(paragraph.before)


def _matched(draft: Sequence[ReadParagraph], reviewed: Sequence[ReadParagraph]) -> list[int | None]:
    """For every paragraph of ``reviewed`` the paragraph of the draft that has the same text, in the same order."""
    first, second = [_key(p) for p in draft], [_key(p) for p in reviewed]
    matched: list[int | None] = [None] * len(reviewed)
    at = new_at = 0
    for hunk in [*hunks(first, second), None]:
        stop = hunk.start if hunk else len(first)
        for n in range(stop - at):
            matched[new_at + n] = at + n
        if hunk:
            at, new_at = hunk.end, hunk.new_end
    return matched


def _fill(draft, reviewed, matched, found, sure, known) -> None:
    """Paragraphs that match nothing belong where their neighbours do, or to the provision that they are most like."""
    n = 0
    while n < len(reviewed):
        if sure[n]:
            n += 1
            continue
        end = n
        while end < len(reviewed) and not sure[end]:
            end += 1
        before = found[n - 1] if n else None
        after = found[end] if end < len(reviewed) else None
        if before == after:
            found[n:end] = [before] * (end - n)
        else:
            _between(draft, reviewed, matched, found, known, (n, end), before)
        n = end


def _between(draft, reviewed, matched, found, known, gap: tuple[int, int], before: str | None) -> None:
    start, end = gap
    first = next((matched[i] for i in range(start - 1, -1, -1) if matched[i] is not None), -1)
    last = next((matched[i] for i in range(end, len(reviewed)) if matched[i] is not None), len(draft))
    lost = [draft[i] for i in range(first + 1, last) if i not in matched[start:end]]
    marked = any((p.control or "").partition("@")[0] == before for p in reviewed)
    owner = None if marked else before  # what stands behind a control that is still there is outside it
    for i in range(start, end):
        scored = [(alike(p.before, reviewed[i].before), -n) for n, p in enumerate(lost)] if reviewed[i].before else []
        best = max(scored, default=(0.0, 0))
        if best[0] >= _SAME:
            control = lost[-best[1]].control
            owner = known[control] if control else None
        elif not reviewed[i].style.startswith(("Provision", "Definition")):
            owner = None if owner is None or reviewed[i].style.lower().startswith("heading") else owner
        found[i] = owner
