"""The lots of a procurement by the titles that somebody lists: each keeps what is known of it, and of it alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ddtender.library.yaml_document import Path as FactPath

if TYPE_CHECKING:
    from ddtender.desk.facts.values import StatedFacts

#: The known lot of each title that is listed, by its position; None: it is new.
_Matched = list[int | None]


def lots_by_title(titles: Sequence[str], stated: StatedFacts) -> Iterator[tuple[FactPath, object]]:
    """The facts that make these the lots, by their paths. A lot whose title is listed stays as it is, wherever it is
    listed. One is renamed where it alone went, and one title alone came, between the same neighbours. All others go,
    with their texts in other languages and their winners; what is new has a title, and an id that was never used."""
    there = stated.at(("lots",))
    known = [one for one in there if isinstance(one, dict)] if isinstance(there, list) else []
    called = [_same(str(one.get("title") or "")) for one in known]
    of = _matched([_same(one) for one in titles], called)
    ids = [str(one.get("id")) for one in known]
    free = (str(n) for n in range(1, len(titles) + len(ids) + 1) if str(n) not in ids)
    wanted: list[object] = [
        {"id": next(free), "title": title} if n is None else {**known[n], "title": title}
        for title, n in zip(titles, of, strict=True)
    ]
    kept = [n for n in of if n is not None]
    gone = [n for n in range(len(known)) if n not in kept]
    is_in_place = bool(kept) and [*sorted(kept), *[None] * (len(of) - len(kept))] == of
    if is_in_place and not (gone and len(kept) < len(of)):
        yield from ((("lots", n, "title"), title) for title, n in zip(titles, kept, strict=False))
        yield from ((("lots", n), None) for n in reversed(gone))
        yield from ((("lots", n), wanted[n]) for n in range(len(kept), len(of)))
    else:  # one that comes would stand where another was
        yield ("lots",), wanted or None
    renamed = [ids[n] for title, n in zip(titles, of, strict=True) if n is not None and _same(title) != called[n]]
    yield from _with_them(stated, [ids[n] for n in gone], renamed)


def texts_of_gone(wanted: Mapping[FactPath, object], stated: StatedFacts) -> Iterator[FactPath]:
    """Where facts that go, such as a rule of call-offs, have a text in another language. Those of whole lots are known
    already (``lots_by_title``)."""
    gone = [
        ".".join(map(str, path))
        for path, value in wanted.items()
        if value is None and all(isinstance(part, str) for part in path)
    ]
    for path, key in _texts(stated):
        if any(key == one or key.startswith(f"{one}.") for one in gone):
            yield path


def _texts(stated: StatedFacts) -> Iterator[tuple[FactPath, str]]:
    """The texts in other languages: the path of each, and the key of the fact that it is of."""
    told = stated.at(("translations",))
    for tag, texts in told.items() if isinstance(told, dict) else ():
        for key in texts if isinstance(texts, dict) else ():
            yield ("translations", tag, key), key


def _matched(titles: Sequence[str], known: Sequence[str]) -> _Matched:
    """The known lot of each title: the one that is called so, or the one that can only have been renamed."""
    of: _Matched = [known.index(one) if one in known else None for one in titles]
    gone = _alone([n if n in of else None for n in range(len(known))])
    come = _alone(of)
    for between in gone.keys() & come.keys():
        of[come[between]] = gone[between]
    return of


def _alone(there: _Matched) -> dict[tuple[int | None, int | None], int]:
    """The positions of None that have no other beside them, by what stands before and after."""
    beside: _Matched = [None, *there, None]
    ends = (0, len(there) - 1)
    found = {}
    for n, one in enumerate(there):
        before, after = beside[n], beside[n + 2]
        if one is None and (before is not None or n == ends[0]) and (after is not None or n == ends[1]):
            found[before, after] = n
    return found


def _with_them(stated: StatedFacts, gone: Sequence[str], renamed: Sequence[str]) -> Iterator[tuple[FactPath, None]]:
    """What is said elsewhere of lots that go, or of the titles of those that are renamed."""
    old = {f"lots.{id}.title" for id in renamed}
    for path, key in _texts(stated):
        if key in old or any(key.startswith(f"lots.{id}.") for id in gone):
            yield path, None
    listed = stated.at(("contractors",))
    won = [str(one.get("lot")) if isinstance(one, dict) else "" for one in listed] if isinstance(listed, list) else []
    lost = [n for n, lot in enumerate(won) if lot in gone]
    if lost and len(lost) == len(won):
        yield ("contractors",), None
    else:
        yield from ((("contractors", n), None) for n in reversed(lost))


def _same(title: str) -> str:
    return " ".join(title.split()).casefold()
