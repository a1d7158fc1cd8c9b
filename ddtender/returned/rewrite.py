"""Writing changes into a provision's Markdown, each only if the result reads exactly as the reviewer left it.

A change can be written in several ways: before or behind a mark of emphasis, at the end of one paragraph or the start
of the next. Each is tried, the result is read again, and the first one that says what it must is kept. What cannot be
written so is left for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from ddtender.library.markdown import tokenize
from ddtender.library.source import SourceText
from ddtender.model import Kind
from ddtender.returned.units import LINK_END, Lead, Traced, Unit, Untraceable, meanings, trace
from ddtender.returned.values import MARK, Run

_SPECIAL = re.compile(r"([\\`*_\[\]<>~|])|&(?=#?\w+;)")
_ALL_SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")
#: What would begin a block of another kind at the start of a line.
_BLOCK_START = re.compile(r"(?P<mark>[-+#=:])|(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$)")
_LISTS = {
    "Provision Item": "1. ",
    "Provision Bullet": "- ",
    "Provision Subitem": "   1. ",
    "Provision Subbullet": "  - ",
}


class UnitChange(Struct, frozen=True):
    """Units ``start`` to ``end`` of a body are replaced by ``new``; several people's or one's, it is one decision."""

    start: int
    end: int
    new: tuple[Run, ...]


class _Splice(Struct, frozen=True):
    start: int
    end: int
    text: str


def rewrite(text: str, kind: Kind, traced: Traced, changes: Sequence[UnitChange]) -> tuple[str, tuple[bool, ...]]:
    """``text`` with all the changes that could be written, and for each whether it was. They must not overlap."""
    writer = _Writer(text, kind, traced, changes)
    writer.accept(range(len(changes)))
    return writer.result(), tuple(n in writer.kept for n in range(len(changes)))


class _Writer:
    def __init__(self, text: str, kind: Kind, traced: Traced, changes: Sequence[UnitChange]) -> None:
        self.text, self.kind, self.traced, self.changes = text, kind, traced, changes
        self.kept: dict[int, _Splice] = {}
        self.counts = all(number == wanted for _, _, number, wanted in _items(text))

    def result(self) -> str:
        """The new text, which ends as the old one did even if its last paragraph has gone."""
        end = self.text[len(self.text.rstrip("\n")) :]
        return self._written(self.kept).rstrip("\n") + end if self.kept else self.text

    def accept(self, wanted: Sequence[int]) -> None:
        """Keep as many of the changes as can be written: all at once if possible, else half by half."""
        if not wanted:
            return
        first = {n: way for n in wanted if (way := next(self._ways(self.changes[n]), None)) is not None}
        if len(first) == len(wanted) and self._holds({**self.kept, **first}):
            self.kept |= first
        elif len(wanted) == 1:
            n = wanted[0]
            way = next((w for w in self._ways(self.changes[n]) if self._holds({**self.kept, n: w})), None)
            if way is not None:
                self.kept[n] = way
        else:
            middle = len(wanted) // 2
            self.accept(wanted[:middle])
            self.accept(wanted[middle:])

    def _holds(self, splices: dict[int, _Splice]) -> bool:
        """Whether the text with these splices reads as these changes say."""
        try:
            return meanings(trace(self._written(splices), self.kind).units) == self._expected(splices)
        except Untraceable:
            return False

    def _expected(self, accepted: dict[int, _Splice]) -> list:
        units: list[Unit] = []
        at = 0
        for n in sorted(accepted, key=lambda n: (self.changes[n].start, self.changes[n].end)):
            change = self.changes[n]
            units += self.traced.units[at : change.start]
            units += units_of(change.new)
            at = change.end
        return meanings([*units, *self.traced.units[at:]])

    def _written(self, splices: dict[int, _Splice]) -> str:
        made, at = [], 0
        for splice in sorted(splices.values(), key=lambda s: (s.start, s.end)):
            if splice.start < at:
                return ""  # two ways of writing that overlap: never the right text
            before = self.text[at : splice.start]
            made += [before.rstrip(" ") if splice.text.startswith("\n\n") else before, splice.text]
            at = splice.end
        written = "".join([*made, self.text[at:]])
        return _renumbered(written) if self.counts else written

    def _ways(self, change: UnitChange) -> Iterator[_Splice]:
        """The ways to write a change, the likeliest first."""
        for start, end, new in self._shifted(change):
            for first, last in self._spans(start, end):
                for marked in self._marked(start, end):
                    for special in (_SPECIAL, _ALL_SPECIAL):
                        for lead in self._leads(start, new):
                            written = _markdown(new, lead, marked, special, self._begins(first))
                            yield _Splice(first, last, written)
        yield from self._anew(change)

    def _marked(self, start: int, end: int) -> tuple[bool, bool]:
        """Whether to try signs of emphasis first or last: words within emphasis have them already."""
        units = self.traced.units
        near = units[start] if end > start else units[start - 1] if start else None
        within = near is not None and (near.strong or near.emphasis)
        return (False, True) if within else (True, False)

    def _anew(self, change: UnitChange) -> Iterator[_Splice]:
        """The change with all of the emphasised words and links that it touches, which are written anew."""
        units, start, end = self.traced.units, change.start, change.end

        def plain(unit: Unit) -> bool:
            return not (unit.strong or unit.emphasis or unit.link) or unit.text == MARK or bool(unit.what)

        while start and not plain(units[start - 1]):
            start -= 1
        while end < len(units) and not plain(units[end]):
            end += 1
        kept = (*units[start : change.start], *units[change.end : end])
        if any(unit.what for unit in kept) or MARK in "".join(run.text for run in change.new) or start == end:
            return
        before, after = _runs(units[start : change.start]), _runs(units[change.end : end])
        new = (*before, *change.new, *after)
        first, last = self._around(start, end)
        yield _Splice(first, last, _markdown(new, "", True, _SPECIAL, self._begins(first), links=True))

    def _around(self, start: int, end: int) -> tuple[int, int]:
        """Where units stand in the source, with the signs of emphasis and the address of a link around them."""
        units, text = self.traced.units, self.text
        first, last = units[start].start, units[end - 1].end
        if units[start].link:
            first = max(text.rfind("[", 0, first), 0)
        if units[end - 1].link and (match := LINK_END.search(text, last)):
            last = match.end()
        return len(text[:first].rstrip("*_")), len(text) - len(text[last:].lstrip("*_"))

    def _begins(self, offset: int) -> bool:
        """Whether a place in the source is the start of a paragraph."""
        line = self.text.rfind("\n", 0, offset) + 1
        return not re.sub(r"\A\s*(?:(?:\d+[.)]|[-+*])\s+)*\s*\Z", "", self.text[line:offset])

    def _shifted(self, change: UnitChange) -> Iterator[tuple[int, int, tuple[Run, ...]]]:
        """The same change said in other words: a new paragraph comes before the next one, or after the one before."""
        units, start, end, new = self.traced.units, change.start, change.end, change.new
        yield start, end, new
        begins = start == 0 or units[start - 1].text == MARK
        ends = end == len(units) or units[end].text == MARK
        if begins and start and new and new[-1].text == MARK and start == end:
            yield start - 1, end - 1, (new[-1], *new[:-1])
        if ends and new and new[0].text == MARK and start == end and end < len(units) - 1:
            yield start + 1, end + 1, (*new[1:], new[0])
        if begins and start and end > start and units[end - 1].text == MARK and not new:
            yield start - 1, end - 1, new
        if ends and end > start and units[start].text == MARK and not new and end < len(units):
            yield start + 1, end + 1, new

    def _spans(self, start: int, end: int) -> list[tuple[int, int]]:
        units = self.traced.units
        if end > start:
            return [(units[start].start, units[end - 1].end)]
        places = [units[start - 1].end] if start else []
        places += [units[start].start] if start < len(units) else []
        return [(place, place) for place in dict.fromkeys(places)]

    def _leads(self, start: int, new: tuple[Run, ...]) -> list[str]:
        """What new paragraphs may begin with: as their neighbours do, or as the first of a list."""
        if not any(run.text == MARK for run in new):
            return [""]
        number = sum(unit.text == MARK for unit in self.traced.units[:start])
        near = self.traced.blocks[max(number - 1, 0) : number + 2]
        leads = [_separator(block) for block in near]
        leads += ["\n\n" + _LISTS[run.style] for run in new if run.text == MARK and run.style in _LISTS]
        return list(dict.fromkeys([*leads, "\n\n"]))


def _separator(block: Lead) -> str:
    return ("\n" if block.lead.strip() else "\n\n") + block.lead


def _runs(units: Sequence[Unit]) -> tuple[Run, ...]:
    """Units that stay, as they would come back from Word."""
    grouped = groupby(units, key=lambda unit: (unit.strong, unit.emphasis, unit.link))
    return tuple(Run("".join(u.text for u in group), strong, em, link=link) for (strong, em, link), group in grouped)


def units_of(runs: Sequence[Run]) -> list[Unit]:
    """What a reviewer left, as units; they stand nowhere in a source."""
    made = []
    for run in runs:
        for letter in run.text:
            if letter == MARK:
                made.append(Unit(MARK, 0, 0, what=run.style))
            else:
                shown = " " if letter == "\t" else letter
                made.append(Unit(shown, 0, 0, run.strong, run.emphasis, link=run.link))
    return made


def _markdown(
    runs: Sequence[Run], lead: str, marked: bool, special: re.Pattern, begins: bool, links: bool = False
) -> str:
    """Runs as Markdown; ``begins`` says that they stand at the start of a paragraph, ``links`` to write addresses."""
    made = ""
    for (strong, emphasis, link), group in groupby(runs, key=lambda run: (run.strong, run.emphasis, run.link)):
        for text in re.split(f"({MARK})", "".join(run.text for run in group)):
            if text == MARK:
                made = made.rstrip(" ") + lead
                continue
            if (begins and not made) or (made and made.endswith(lead) and lead):
                text = text.lstrip(" ")
                written = _BLOCK_START.sub(_escaped_start, _plain(text, special), count=1) if text else ""
            else:
                written = _plain(text, special)
            written = _wrapped(written, strong and marked, emphasis and marked)
            made += f"[{written}]({link})" if link and links and written.strip() else written
    return made


def _escaped_start(match: re.Match) -> str:
    if match.start():
        return match.group()
    return f"{match['number']}\\{match['dot']}" if match["number"] else f"\\{match['mark']}"


def _plain(text: str, special: re.Pattern) -> str:
    return special.sub(r"\\\g<0>", text.replace("\t", " ")).replace("\n", "\\\n")


def _wrapped(text: str, strong: bool, emphasis: bool) -> str:
    mark = "*" * (2 * strong + emphasis)
    if not mark or not text.strip():
        return text
    inner = text.strip(" ")
    at = text.index(inner)
    return f"{text[:at]}{mark}{inner}{mark}{text[at + len(inner) :]}"


def _items(text: str) -> list[tuple[int, int, str, str]]:
    """The numbers of all numbered items: start, end, as written, as counted."""
    source = SourceText("", text)
    found: list[tuple[int, int, str, str]] = []
    counts: list[int] = []
    for token in tokenize(source)[1]:
        if token.type == "ordered_list_open":
            counts.append(0)
        elif token.type == "ordered_list_close":
            counts.pop()
        elif token.type == "list_item_open" and token.info:
            counts[-1] += 1
            line = (token.map or [0])[0]
            start, end = source.offset(line, 0), source.offset(line + 1, 0)
            at = [m for m in re.finditer(r"\d+(?=[.)])", source.text[start:end]) if m.group() == token.info]
            if at:
                found.append((start + at[0].start(), start + at[0].end(), token.info, str(counts[-1])))
    return found


def _renumbered(text: str) -> str:
    """The text with its numbered lists counting 1, 2, 3 again, where the number has as many digits as before."""
    for start, end, number, wanted in reversed(_items(text)):
        if number != wanted and len(number) == len(wanted):
            text = text[:start] + wanted + text[end:]
    return text
