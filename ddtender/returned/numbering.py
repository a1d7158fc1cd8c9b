"""Numbers of paragraphs that a reviewer typed or changed. A clause's text has no numbers: Word counts them.

So a typed number is taken off before texts are compared, and is told as what it is: a change of numbering.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from ddtender.model import Kind
from ddtender.returned.align import alike
from ddtender.returned.draft import Draft, Stretch
from ddtender.returned.findings import Entry, Reason, What
from ddtender.returned.places import in_table
from ddtender.returned.values import MARK, Mark, ReadParagraph, Run
from ddtender.returned.where import around, place_in

_NUMBER = r"[A-Z]?\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxlcIVXLC]{2,6}"
#: A number that is typed at the beginning of a paragraph, or a sign of a list: only with a point, a bracket or a tab is
#: it certainly one ("12 months" is not).
_TYPED = re.compile(
    rf"\s*(?P<sign>\((?:{_NUMBER})\)|(?:{_NUMBER})[.)]|[A-Z]?\d{{1,3}}(?:\.\d{{1,3}})+|[•▪◦‣·])[ \t\u00a0\u2003]+"
    rf"|\s*(?P<tabbed>\(?(?:{_NUMBER})[.)]?|[–-])[ \u00a0]*\t\s*"
)
_BARE = re.compile(r"\s*(?P<bare>\d{1,3})[ \u00a0\u2003]+")
#: How much of its words a paragraph must have in common with one of the draft; more if only a digit stands before it.
_SAME, _ALMOST = 0.6, 0.8
#: More paragraphs with typed numbers than this are looked up by their exact words only.
_MOST = 2_000


def begins_with_number(text: str) -> bool:
    """Whether a paragraph begins with a typed number."""
    return _TYPED.match(text) is not None


def without_label(text: str) -> str:
    """A text without a number that may be typed at its beginning."""
    match = _TYPED.match(text) or _BARE.match(text)
    return text[match.end() :] if match else text


def without_typed_numbers(draft: Sequence[ReadParagraph], reviewed: Sequence[ReadParagraph]) -> list[ReadParagraph]:
    """``reviewed``, where what a person typed before the words of a paragraph of the draft stands in ``typed``."""
    words = {" ".join(p.before.split()) for p in draft}
    kept = {p.before for p in reviewed}
    lost = [p.before for p in draft if p.control and p.table is None and p.before not in kept]
    plain = [text for text in lost if without_label(text) == text]
    found: list[ReadParagraph] = []
    looked = 0
    for paragraph in reviewed:
        text = paragraph.after
        match = _TYPED.match(text) or _BARE.match(text)
        if match and not in_table(paragraph) and paragraph.before and " ".join(text.split()) not in words:
            rest = text[match.end() :]
            same = [rest]
            # "50 % of" may have taken the place of the first words that stood there before
            if match.re is _TYPED or paragraph.before.startswith(match.group()):
                same.append(paragraph.before.removeprefix(match.group()))
            known = any(" ".join(one.split()) in words for one in same)
            if not known and looked < _MOST:
                looked += 1
                if match.re is _TYPED:
                    known = any(alike(p, rest) >= _SAME for p in plain)
                else:
                    begins = rest.split()[:2]
                    known = any(p.split()[:2] == begins and alike(p, rest) >= _ALMOST for p in plain)
            if known and rest.strip():
                paragraph = _without(paragraph, match.end(), match.group().strip())
        found.append(paragraph)
    return found


def _without(paragraph: ReadParagraph, length: int, typed: str) -> ReadParagraph:
    """The paragraph without the first letters of what stands there now."""
    runs: list[Run] = []
    by: list[Mark] = []
    for run in paragraph.runs:
        take = min(length, len(run.text)) if run.deleted is None else 0
        length -= take
        by += [run.inserted] if take and run.inserted else []
        if take < len(run.text):
            runs.append(replace(run, text=run.text[take:]))
    return replace(paragraph, runs=tuple(runs), typed=typed, typed_by=tuple(dict.fromkeys(by)))


class Numbering:
    """Finds the paragraphs of a provision whose number is not what the draft's lists would give them; ``told`` has the
    provision and the draft's number of each of these."""

    def __init__(self, file: str, draft: Draft) -> None:
        self.file, self.draft = file, draft
        self._titles: dict[Kind, int | None] = {}
        self._first: dict[Kind, int] = {}
        for paragraph in draft.read.paragraphs:
            provision = draft.provisions.get((paragraph.control or "").partition("@")[0])
            if provision and paragraph.level == "1" and paragraph.count is not None:
                self._first.setdefault(provision.kind, paragraph.count)
        self.told: set[tuple[str, int]] = set()

    def entries(self, id_: str, before: Stretch, now: Sequence[ReadParagraph]) -> Iterator[Entry]:
        """One entry for every paragraph of ``now``, outside tables, at which the numbering begins to differ."""
        sent = {" ".join(p.before.split()): p for p in reversed(before.paragraphs)}
        offsets = _offsets(before)
        usual = _firsts(before.paragraphs)
        counts: dict[int, int] = {}
        for paragraph in now:
            if paragraph.inserted:
                if paragraph.typed:
                    yield self._entry(id_, before, paragraph, None, offsets)
                continue
            was = sent.get(" ".join(paragraph.before.split())) or _like(paragraph, before.paragraphs)
            if paragraph.typed or self._odd(id_, paragraph, was, counts, usual):
                yield self._entry(id_, before, paragraph, was, offsets)
            if paragraph.count is not None:
                level = int(paragraph.level)
                counts = {deeper: n for deeper, n in counts.items() if deeper <= level} | {level: paragraph.count}

    def _odd(
        self,
        id_: str,
        paragraph: ReadParagraph,
        was: ReadParagraph | None,
        counts: Mapping[int, int],
        usual: Mapping[int, set[int]],
    ) -> bool:
        """Whether a number neither follows the one before it nor is one that the draft begins with; whether a paragraph
        has one and had none, or the other way about; whether its level is another."""
        if (
            was is not None
            and was.style == paragraph.style
            and (was.level, was.written) != (paragraph.level, paragraph.written)
        ):
            return True
        if paragraph.count is None:
            return False
        level = int(paragraph.level)
        if level == 1:  # a title: counted over the provisions of its kind
            kind = self.draft.provisions[id_].kind
            before, self._titles[kind] = self._titles.get(kind), paragraph.count
            return paragraph.count != (self._first.get(kind, 1) if before is None else before + 1)
        if level in counts:
            return paragraph.count != counts[level] + 1
        return paragraph.count not in usual.get(level, {1})

    def _entry(
        self,
        id_: str,
        before: Stretch,
        paragraph: ReadParagraph,
        was: ReadParagraph | None,
        offsets: Mapping[int, int],
    ) -> Entry:
        start = offsets.get(was.number, 0) if was else 0
        self.told |= {(id_, was.number)} if was else set()
        said = [f"“{paragraph.typed}” is typed as text"] if paragraph.typed else []
        if was is not None and was.level != paragraph.level:
            level = paragraph.level
            said.append(f"now on level {level} of its list" if level else "now outside every list")
        if not said:
            said.append(f"now {paragraph.label}, counted otherwise than in the draft")
        entry = Entry(
            self.file,
            What.NUMBERING,
            id_,
            place_in(self.draft.provisions[id_], before, start),
            paragraph.number,
            was.label if was else "",
            paragraph.typed or paragraph.label,
            paragraph.typed_by,
            not paragraph.typed_by,
            (start, start),
            context=("", f" {around(paragraph.after, 0, 0)[1]}"),
        )
        entry.leave(Reason.NUMBER, ", ".join(said))
        return entry


def _like(paragraph: ReadParagraph, sent: Sequence[ReadParagraph]) -> ReadParagraph | None:
    """The paragraph of the draft that this one was, reworded."""
    scored = [(alike(p.before, paragraph.before), -n) for n, p in enumerate(sent)] if paragraph.before else []
    best = max(scored, default=(0.0, 0))
    return sent[-best[1]] if best[0] >= _SAME else None


def _offsets(before: Stretch) -> dict[int, int]:
    """Where each paragraph of the draft begins, by its number in the document."""
    found, at = {}, 0
    for paragraph in before.paragraphs:
        found[paragraph.number] = at
        at = before.text.index(MARK, at) + 1
    return found


def _firsts(paragraphs: Sequence[ReadParagraph]) -> dict[int, set[int]]:
    """What the draft's own lists begin with on each level, within a provision."""
    found: dict[int, set[int]] = {}
    counts: dict[int, int] = {}
    for paragraph in paragraphs:
        if paragraph.count is not None:
            level = int(paragraph.level)
            if level not in counts:
                found.setdefault(level, set()).add(paragraph.count)
            counts = {deeper: n for deeper, n in counts.items() if deeper <= level} | {level: paragraph.count}
    return found
