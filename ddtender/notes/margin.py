"""What is said in the margin of a provision: where it comes from, why, in which state it is, what is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ddtender.history.states import Standing
from ddtender.library.facts import shown
from ddtender.model import DraftingNote, Kind, Library, State
from ddtender.notes.left_out import left_out
from ddtender.notes.values import MarginNote, NoteLine
from ddtender.resolve import ResolvedDocument
from ddtender.resolve.values import ResolvedBlank, ResolvedProvision, blanks_of

_LABELS = {"remark": "Remark", "question": "To decide"}
_PARTY = {"authority": "the Contracting Authority", "tenderer": "the Tenderer"}


def margin_notes(
    resolved: ResolvedDocument, library: Library, standings: Mapping[str, Standing], document: str
) -> tuple[MarginNote, ...]:
    """The notes of ``tender`` or ``contract``: one a provision, in the order of the document.

    Before them stands one on what the composition leaves out, on the first provision.
    """
    printed = resolved.printed_in(document)
    speaker = _Speaker(resolved, library, standings)
    notes = [MarginNote(p.tag, p.provision.title, tuple(speaker.lines(p))) for p in printed]
    missing = left_out(resolved, library, document)
    if printed and missing:
        notes.insert(0, MarginNote(printed[0].tag, printed[0].provision.title, missing))
    return tuple(notes)


class _Speaker:
    """Says what there is to say of one provision after the other; a definition is short and repeats nothing."""

    def __init__(self, resolved: ResolvedDocument, library: Library, standings: Mapping[str, Standing]) -> None:
        self.standings, self.parameters = standings, library.parameter_by_name
        self.why = {basis.citation: basis.why for basis in library.legal_bases}
        self.said: set[str] = set()
        self.asked = {blank.name: blank for blank in resolved.blanks}
        procedure = resolved.draft.procedure
        given = procedure.facts.keys() | procedure.parameters.keys() if procedure else set()
        self.defaults = {name for name, p in self.parameters.items() if not {name, p.fact} & given}

    def lines(self, p: ResolvedProvision) -> Iterator[NoteLine]:
        provision, short = p.provision, p.kind is Kind.DEFINITION
        version = f"{provision.version}, {_state(self.standings[p.id])}"
        yield NoteLine("Source", f"{provision.source or 'our own'}." + (f" Version {version}" if short else ""))
        if p.origin != "scenario":
            yield NoteLine("For this procurement", f"{p.origin}.")
        for citation in provision.legal_basis:
            why = "" if short and citation in self.said else self.why.get(citation, "")
            self.said.add(citation)
            yield NoteLine("Legal basis", f"{citation}. {why}".rstrip())
        if not short:
            yield NoteLine("Version", version)
        for change in provision.history:
            if change.version == provision.version:
                yield NoteLine("Why this version", change.why)
        for note in sorted(provision.notes, key=lambda note: note.kind != "question"):  # what is open comes first
            yield from _note(note)
        yield from map(self._blank, {blank.name: blank for blank in blanks_of(p)}.values())

    def _blank(self, blank: ResolvedBlank) -> NoteLine:
        asked = self.asked[blank.name]
        if blank.text is None:
            return NoteLine(f"To fill in by {_PARTY[asked.filled_by]}", f"[{blank.label}] {asked.question}")
        unit = self.parameters[blank.name].unit if blank.name in self.parameters else ""
        value = f"{blank.text} {unit.removesuffix('s') if blank.text == '1' else unit}".rstrip()
        by = "library" if blank.name in self.defaults else "procedure"
        return NoteLine(f"Filled in by the {by}", f"{value}. {asked.question}")


def _state(standing: Standing) -> str:
    review = standing.review
    stamp = f"approved by {review.reviewer} on {shown(review.on)}" if review else ""
    if standing.state is State.APPROVED:
        return f"{stamp}."
    if standing.state is State.CHANGED and review:
        return f"changed since version {review.version} was {stamp}."
    if standing.state is State.SUSPECT:
        return f"{stamp}; what it refers to has changed since then: {', '.join(standing.suspects)}."
    if standing.state is State.RETIRED:
        return f"retired: {standing.provision.retired}"
    return "a draft: nobody has approved it yet."


def _note(note: DraftingNote) -> Iterator[NoteLine]:
    if note.kind != "comment":
        yield NoteLine(_LABELS[note.kind], note.text)
        return
    words = f", on “{note.words}”" if note.words else ""
    day = f", {shown(note.on_date)}" if note.on_date else ""
    yield NoteLine(f"Comment by {note.author}{day}{words}", note.text)
    for answer in note.answers:
        day = f", {shown(answer.on_date)}" if answer.on_date else ""
        yield NoteLine(f"Answer by {answer.author}{day}", answer.text)
