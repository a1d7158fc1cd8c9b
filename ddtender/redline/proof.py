"""The proof of a redline: accepting all of it gives the new document, rejecting all of it the old one."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest

from lxml import etree

from ddtender.office.package import W, open_package, parse_part
from ddtender.office.tracked import accept_all, reject_all
from ddtender.office.tree import parent_of
from ddtender.redline.package import DOCUMENT, headers, paired_parts, read_tree
from ddtender.redline.reading import HeldParagraph, Names, read

#: Differences that are told; the first says most.
_MOST = 3


def differences(redline: bytes, old: bytes, new: bytes) -> list[str]:
    """What the redline, read back from its bytes, does not give; nothing if it keeps its promise."""
    made, before, after = open_package(redline), open_package(old), open_package(new)
    found: list[str] = []
    for first, second in paired_parts(before, after):
        root = parse_part(second, made[second])
        found += _twice(second, root)
        sides = (("accepted", accept_all, after, second), ("rejected", reject_all, before, first))
        for word, settle, parts, name in sides:
            found += _differs(word, settle, root, Names(made, second), parts, name)
    found += _same_headers(made, after)
    return found[:_MOST]


def _differs(
    word: str,
    settle: Callable[[etree._Element], None],
    root: etree._Element,
    names: Names,
    parts: Mapping[str, bytes],
    name: str,
) -> Iterator[str]:
    settled = copy.deepcopy(root)
    settle(settled)
    wanted = read(read_tree(name, parts[name]), Names(parts, name))
    for n, (is_, should) in enumerate(zip_longest(read(settled, names), wanted), 1):
        if is_ != should:
            yield f"with all changes {word}, {name} differs from paragraph {n} on: {_told(is_, should)}"
            return


def _told(is_: HeldParagraph | None, should: HeldParagraph | None) -> str:
    if is_ is None or should is None:
        line = is_ or should
        return f"'{(line.text if line else '')[:60]}' is {'missing' if is_ is None else 'too much'}"
    if is_.text != should.text:
        return f"'{is_.text[:60]}' instead of '{should.text[:60]}'"
    which = "place" if is_.place != should.place else "style" if is_.properties != should.properties else "content"
    return f"the {which} of '{is_.text[:60]}'"


def _twice(name: str, root: etree._Element) -> Iterator[str]:
    """Names and ids that Word allows once."""
    names = [mark.get(W + "name") for mark in root.iter(W + "bookmarkStart")]
    ids = [e.get(W + "val") for e in root.iter(W + "id") if parent_of(e).tag == W + "sdtPr"]
    for what, values in (("bookmark", names), ("control", ids)):
        seen: set[str | None] = set()
        for value in values:
            if value in seen:
                yield f"the {what} {value} stands twice in {name}"
            seen.add(value)


def _same_headers(made: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterator[str]:
    if headers(made) != headers(new) or DOCUMENT not in made:
        yield "the headers are not those of the new document"
