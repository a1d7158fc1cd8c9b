"""What has happened to a clause since its draft went out: where a reviewer's changes stand in it now.

Another reviewer's changes may have been applied, or a colleague may have edited it. What concerns other paragraphs is
carried over; what the clause says already is there; what both have changed is left for a person, with all three texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from ddtender.library.source import plain_text
from ddtender.model import Kind, Provision
from ddtender.returned.draft import Draft
from ddtender.returned.findings import Entry, Reason, ThreeTexts, What
from ddtender.returned.rewrite import UnitChange, units_of
from ddtender.returned.threeway import Carried, Clash, There, carry
from ddtender.returned.units import Traced, Unit, Untraceable, trace
from ddtender.returned.values import MARK, Run


def hold(entries: Sequence[Entry], draft: Draft, now: Provision, text: str) -> None:
    """Hold the entries of one provision against its file's ``text`` as it is now, with plain line ends.

    Their changes are those of this text afterwards; what cannot be carried over has its reason.
    """
    before = draft.known[now.id].provision
    if before.kind is not now.kind or (now.retired and not before.retired):
        said = f"it has been retired: {now.retired}" if now.retired else f"it is of another kind now: {now.kind.label}"
        for entry in entries:
            if entry.what is not What.COMMENT:
                entry.leave(Reason.CHANGED, said)
        return
    _hold_titles([e for e in entries if e.what is What.TITLE], before.title, now.title)
    edits = [e for e in entries if e.what is What.TEXT and e.change is not None and not e.key]
    if edits:
        try:
            _hold_texts(edits, plain_text(draft.sources[draft.path(now.id) or ""]), text, now.kind)
        except Untraceable as error:
            for entry in edits:
                entry.leave(Reason.UNTRACEABLE, str(error))


def _hold_titles(entries: Sequence[Entry], base: str, now: str) -> None:
    """Several edits of a title are one by one the changes of a paragraph."""
    changes = [UnitChange(*entry.offsets, (Run(entry.new),)) for entry in entries]
    found = carry(_letters(base), _letters(now), changes)
    for entry, change, outcome in zip(entries, changes, found, strict=True):
        theirs = f"{base[: change.start]}{entry.new}{base[change.end :]}"
        take(entry, outcome, ThreeTexts(base, theirs, now))
        if isinstance(outcome, UnitChange):
            entry.offsets = outcome.start, outcome.end


def _letters(title: str) -> list[Unit]:
    return [*(Unit(letter, 0, 0) for letter in title), Unit(MARK, 0, 0)]


def _hold_texts(entries: Sequence[Entry], base: str, text: str, kind: Kind) -> None:
    first, second = trace(base, kind), trace(text, kind)
    changes = [without_marks(entry.change) for entry in entries if entry.change is not None]
    if [unit.meaning for unit in first.units] == [unit.meaning for unit in second.units]:
        return
    for entry, change, outcome in zip(entries, changes, carry(first.units, second.units, changes), strict=True):
        if isinstance(outcome, Clash):
            take(entry, outcome, _sides(outcome, change, (base, first), (text, second)))
        else:
            take(entry, outcome, None)
            entry.change = outcome if isinstance(outcome, UnitChange) else entry.change


def take(entry: Entry, outcome: Carried, sides: ThreeTexts | None) -> None:
    """What becomes of an entry whose change was carried over; ``sides`` are told where both have changed the words."""
    if isinstance(outcome, There):
        # also what was left for a person, who has written it
        entry.reason, entry.said, entry.sides = Reason.THERE, "", None
    elif isinstance(outcome, Clash) and entry.reason is None:
        entry.leave(Reason.BOTH)
        entry.sides = sides


def _sides(clash: Clash, change: UnitChange, base: tuple[str, Traced], now: tuple[str, Traced]) -> ThreeTexts:
    (start, end), (now_start, now_end) = clash.base, clash.now
    start, end = min(start, change.start), max(end, change.end)
    units = base[1].units
    changed = [*units[start : change.start], *units_of(change.new), *units[change.end : end]]
    return ThreeTexts(
        _words(base[0], units[start:end]), _words(base[0], changed), _words(now[0], now[1].units[now_start:now_end])
    )


def _words(text: str, units: Iterable[Unit]) -> str:
    """Units as they are to be read; references and blanks as the file has them."""
    return "".join(unit.text or text[unit.start : unit.end] for unit in units).removesuffix(MARK)


def without_marks(change: UnitChange) -> UnitChange:
    """A change by its words alone: whoever made it, and however its runs are cut."""
    plain = (Run(r.text, r.strong, r.emphasis, style=r.style, link=r.link) for r in change.new)
    joined = [
        Run("".join(run.text for run in group), strong, emphasis, style=style, link=link)
        for (strong, emphasis, style, link, _), group in groupby(
            plain, key=lambda r: (r.strong, r.emphasis, r.style, r.link, r.text == MARK)
        )
    ]
    return UnitChange(change.start, change.end, tuple(joined))
