"""The draft that went out, made again: what a reviewed copy is held against, and where its words come from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field

from ddtender.library.languages.files import place_of_words
from ddtender.library.languages.reading import STALE
from ddtender.library.looks.fonts import UNKNOWN_FONT
from ddtender.library.looks.harmless import NOT_UNDERSTOOD
from ddtender.library.sent import Sent
from ddtender.library.source import plain_text
from ddtender.model import Emphasis, Link, Strong
from ddtender.resolve.inlines import ResolvedBlank, ResolvedInline, ResolvedReference, paragraphs_in
from ddtender.resolve.values import ResolvedDocument, ResolvedProvision
from ddtender.returned.units import Traced, Untraceable, trace
from ddtender.returned.values import MARK, ReadDocument, ReadParagraph, Run, flat_runs
from ddtender.words import SOURCE


class Computed(Struct, frozen=True):
    """A stretch of text that is not written by hand: ``what`` is the tag of its control, or "REF bookmark"."""

    start: int
    end: int
    what: str


class BodySource(Struct, frozen=True):
    """How a body's text comes from its file: the units, and for each the offset at which the draft shows it."""

    text: str
    traced: Traced
    offsets: tuple[int, ...]

    def units(self, start: int, end: int) -> tuple[int, int] | None:
        """The units that show ``start`` to ``end`` of the draft; None where that is not exactly some of them."""
        first, last = bisect_left(self.offsets, start), bisect_left(self.offsets, end)
        exact = all(self.offsets[n : n + 1] == (offset,) for n, offset in ((first, start), (last, end)))
        hidden = any(self.offsets[n] in self.offsets[n + 1 : n + 2] for n in {first, last})  # a letter not shown
        return (first, last) if exact and not hidden else None


class Stretch(Struct, frozen=True):
    """The text of a provision, or all that stands outside, as one string with ``MARK`` at the ends of paragraphs.

    The body of a provision is ``text[body[0]:body[1]]``; what is before is its title, what is behind is generated.
    """

    paragraphs: tuple[ReadParagraph, ...]
    text: str
    computed: tuple[Computed, ...]
    body: tuple[int, int] = (0, 0)

    @property
    def usual(self) -> frozenset[str]:
        """Looks of unknown meaning that a house's template itself gives to some of these words, as its own font."""
        looks = {look for paragraph in self.paragraphs for run in paragraph.runs for look in run.looks}
        return frozenset(look for look in looks if look.startswith((UNKNOWN_FONT, NOT_UNDERSTOOD)))

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph at an offset, counted from 0."""
        return self.text.count(MARK, 0, offset)


class Draft(Struct, frozen=True, dict=True):
    """``document`` (tender or contract) as read from the bytes that were made again; ``sources`` are the files.

    ``uncertain`` says that these may not be the files that it was sent with, ``others`` which provisions certainly had
    another version: what differs there may be the draft's own; ``sent``, what the reviewed document knows of that.
    """

    document: str
    resolved: ResolvedDocument
    read: ReadDocument
    sources: Mapping[str, bytes]
    uncertain: bool = False
    others: Mapping[str, str] = field(default_factory=dict)
    sent: Sent | None = None

    @cached_property
    def _sources(self) -> dict[str, BodySource | None]:
        return {}

    @property
    def provisions(self) -> dict[str, ResolvedProvision]:
        return {p.id: p for p in self.resolved.printed_in(self.document)}

    @cached_property
    def known(self) -> dict[str, ResolvedProvision]:
        """The provisions of both documents: one may show words of the other's, as the overview of the Contract does."""
        return {p.id: p for p in self.resolved.printed} | self.provisions

    @property
    def known_in_order(self) -> tuple[str, ...]:
        """Their ids, those first that the document prints."""
        return tuple(dict.fromkeys((*self.provisions, *self.known)))

    @property
    def tag(self) -> str:
        """The language that it is in."""
        return self.resolved.language.tag

    def path(self, id_: str) -> str | None:
        """The file that has the words of a provision: the clause itself or, in another language, its translation; None
        where nobody has translated it."""
        path = self.known[id_].provision.location.path
        return path if self.tag == SOURCE else place_of_words(self.sources, path, self.tag)

    def source(self, id_: str, stretch: Stretch) -> BodySource | None:
        """How the body of a provision comes from its file; None where that cannot be followed."""
        if id_ not in self._sources:
            content = self.sources.get(self.path(id_) or "", b"")
            self._sources[id_] = _source(content, self.provisions[id_], stretch, self)
        return self._sources[id_]


def stretch(paragraphs: Sequence[ReadParagraph], provision: ResolvedProvision | None = None) -> Stretch:
    """Paragraphs of the draft in a row; with ``provision`` they are its paragraphs outside tables, its title first."""
    runs = flat_runs(paragraphs)
    text = "".join(run.text for run in runs)
    body = (0, 0)
    if provision is not None:
        ends = [n for n, letter in enumerate(text) if letter == MARK]
        count = sum(1 for _ in paragraphs_in(provision.body))
        if len(ends) > count:
            body = (ends[0] + 1, ends[count] + 1)
    return Stretch(tuple(paragraphs), text, tuple(_computed(runs)), body)


def _computed(runs: Sequence[Run]) -> Iterator[Computed]:
    at = 0
    open_: Computed | None = None
    for run in runs:
        end = at + len(run.text)
        if open_ is not None and open_.what == run.what:
            open_ = Computed(open_.start, end, run.what)
        else:
            if open_ is not None:
                yield open_
            open_ = Computed(at, end, run.what) if run.what else None
        at = end
    if open_ is not None:
        yield open_


def _source(content: bytes, provision: ResolvedProvision, stretch_: Stretch, draft: Draft) -> BodySource | None:
    try:
        text = plain_text(content)
        traced = trace(text, provision.kind)
        start, end = stretch_.body
        start += len(f"{STALE} ") if draft.tag != SOURCE and stretch_.text.startswith(f"{STALE} ", start) else 0
        shown = [inlines for paragraph in paragraphs_in(provision.body) for inlines in paragraph.inlines]
        offsets = offsets_of(traced, shown, stretch_.text[:end], draft, start)
    except (UnicodeDecodeError, Untraceable):
        return None
    return BodySource(text, traced, offsets)


def offsets_of(
    traced: Traced, inlines: Sequence[ResolvedInline], text: str, draft: Draft, at: int = 0
) -> tuple[int, ...]:
    """Where a text shows every unit of what it comes from, and where it ends; ``inlines`` are what that is resolved to.
    Raises Untraceable if it shows anything else."""
    shown = _shown_inlines(inlines, draft)
    offsets: list[int] = []
    units = iter(enumerate(traced.units))
    for n, unit in units:
        spelt = draft.resolved.language.spelt(unit.text)
        piece, counted = (spelt, ("", "")) if unit.text else next(shown, (MARK, ("", "")))
        offsets.append(at)
        if not text.startswith(piece, at):
            raise Untraceable(f"the draft does not show '{piece[:20]}' where it is to stand")
        at += len(piece)
        written, told = counted
        if written and "".join(one.text for one in traced.units[n + 1 : n + 1 + len(written)]) == written:
            # "1 months" is shown as "1 month": all of its letters stand where the whole of it does
            offsets += [at] * len(written)
            at += len(told)
            for _ in written:
                next(units)
    if at != len(text):
        raise Untraceable("the draft shows more than its source says")
    return (*offsets, at)


#: What a unit is written as behind a blank, and what is shown for it; nothing where the two are the same.
_Counted = tuple[str, str]


def _shown_inlines(inlines: Sequence[ResolvedInline], draft: Draft) -> Iterator[tuple[str, _Counted]]:
    """What references and blanks are shown as, in order, and what the unit behind a blank is."""
    for inline in inlines:
        if isinstance(inline, ResolvedReference):
            yield inline.shown_in(draft.document), ("", "")
        elif isinstance(inline, ResolvedBlank):
            yield inline.shown, _counted(inline, draft)
        elif isinstance(inline, Strong | Emphasis | Link):
            yield from _shown_inlines(inline.children, draft)


def _counted(blank: ResolvedBlank, draft: Draft) -> _Counted:
    parameter = draft.resolved.draft.parameters.get(blank.name)
    unit = parameter.unit if parameter and blank.text is not None else ""
    told = draft.resolved.language.unit(unit, blank.value) if unit else ""
    return (f" {unit}", f" {told}") if told != unit else ("", "")
