"""What is said in the margin of a provision: where it comes from, why, in which state it is, what is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ddtender.history.states import Standing
from ddtender.history.translations import TranslationStanding, TranslationState
from ddtender.layout.citations import cited
from ddtender.layout.law import law_beside
from ddtender.model import AskedQuestion, Asking, DraftingNote, Kind, LegalBasis, Library, Origin, Provision, State
from ddtender.notes.left_out import left_out
from ddtender.notes.values import MarginNote, NoteLine
from ddtender.resolve import ResolvedDocument
from ddtender.resolve.facts import fact
from ddtender.resolve.inlines import ResolvedBlank
from ddtender.resolve.phrases import source_text
from ddtender.resolve.values import ResolvedProvision, blanks_of
from ddtender.words import Language


def margin_notes(
    resolved: ResolvedDocument,
    library: Library,
    standings: Mapping[str, Standing],
    document: str,
    language: Language,
    translations: Mapping[str, TranslationStanding] = MappingProxyType({}),
) -> tuple[MarginNote, ...]:
    """The notes of ``tender`` or ``contract``: one a provision, in the order of the document.

    Before them stands one on what the composition leaves out, on the first provision. In a translation they say how
    that of each provision stands.
    """
    printed = resolved.printed_in(document)
    speaker = _Speaker(resolved, library, standings, language, translations)
    notes = [MarginNote(p.tag, p.provision.title, tuple(speaker.lines(p))) for p in printed]
    missing = left_out(resolved, library, document, language)
    if printed and missing:
        notes.insert(0, MarginNote(printed[0].tag, printed[0].provision.title, missing))
    return tuple(notes)


class _Speaker:
    """Says what there is to say of one provision after the other; a definition is short and repeats nothing."""

    def __init__(
        self,
        resolved: ResolvedDocument,
        library: Library,
        standings: Mapping[str, Standing],
        language: Language,
        translations: Mapping[str, TranslationStanding],
    ) -> None:
        self.translations = translations
        self.language, self.say = language, language.say
        self.layer_of = library.layer_of
        self.standings, self.parameters = standings, library.parameter_by_name
        self.law = {basis.citation: basis for basis in library.legal_bases}
        self.national, self.is_below_threshold = resolved.draft.national, resolved.draft.is_below_threshold
        self.binds_through_national_law = resolved.draft.law.binds_through_national_law
        self.known_law, self.country = library.law, fact(resolved, "country")
        self.said: set[str] = set()
        self.asked = {blank.name: blank for blank in resolved.blanks}
        procedure = resolved.draft.procedure
        given = procedure.facts.keys() | procedure.parameters.keys() if procedure else set()
        self.defaults = {name for name, p in self.parameters.items() if not {name, p.fact} & given}

    def lines(self, p: ResolvedProvision) -> Iterator[NoteLine]:
        provision, short = p.provision, p.kind is Kind.DEFINITION or p.kind.is_frame
        state = self._state(self.standings[p.id])
        version = self.say("notes.version.text", version=provision.version, state=state)
        source = source_text(provision.source, self.language) if provision.source else self.say("notes.source.own")
        if short:
            said = self.say("notes.source.with_version", source=source, version=version)
        else:
            said = self.say("notes.source.text", source=source)
        yield NoteLine(self.say("notes.source.label"), said)
        if layer := self.layer_of(provision):
            text = self.say("notes.layer.text", name=layer.name, version=layer.version)
            yield NoteLine(self.say("notes.layer.label"), text)
        if p.origin in (Origin.ADDED, Origin.REPLACES):
            yield NoteLine(self.say("notes.procurement.label"), self._origin(p))
        for citation in provision.legal_basis:
            basis = None if short and citation in self.said else self.law.get(citation)
            self.said.add(citation)
            if basis:
                checked = " ".join([self._checked(basis), *self._checked_nationally(citation)])
                told = {"citation": self._cited(citation), "why": basis.why.rstrip(), "checked": checked}
                said = self.say("notes.legal_basis.with_why", **told)
            else:
                said = self.say("notes.legal_basis.text", citation=self._cited(citation))
            yield NoteLine(self.say(f"notes.legal_basis.{self._label(citation)}"), said)
        yield from (NoteLine(*told) for told in law_beside(self.known_law, provision, self.country, self.language))
        if not short:
            yield NoteLine(self.say("notes.version.label"), version)
        if translated := self.translations.get(p.id):
            yield self._translated(translated)
            for before, now in translated.changed:
                told = self.say("notes.translation.changed", before=before or "–", now=now or "–")
                yield NoteLine(self.say("notes.translation.source"), told)
        for change in provision.history:
            if change.version == provision.version:
                yield NoteLine(self.say("notes.version.why"), change.why)
        yield from self._notes(provision, self.standings[p.id])
        yield from map(self._blank, {blank.name: blank for blank in blanks_of(p)}.values())

    def _translated(self, one: TranslationStanding) -> NoteLine:
        """How the translation stands whose words are printed."""
        key = f"notes.translation.{one.state.name.lower()}"
        places: dict[str, object] = {}
        if one.review and one.state in (TranslationState.APPROVED, TranslationState.EXPIRED):
            places = {"reviewer": one.review.reviewer, "day": one.review.valid_until or one.review.on}
        return NoteLine(self.say("notes.translation.label"), self.say(key, **places))

    def _label(self, citation: str) -> str:
        """The key of what a citation is called."""
        is_above = self.is_below_threshold and self.binds_through_national_law(citation)
        return "below_threshold" if is_above else "label"

    def _checked(self, basis: LegalBasis) -> str:
        if basis.verified is None:
            return self.say("notes.legal_basis.not_verified")
        return self.say("notes.legal_basis.verified", day=basis.verified.on)

    def _cited(self, citation: str) -> str:
        """The citation in the language, with that of the national law behind it where one is known."""
        found = self.national.by_citation.get(citation) if self.national else None
        said = cited(citation, self.language)
        if self.national is None or found is None:
            return said
        country = self.language.country_name(self.national.code, self.national.country)
        return self.say("notes.legal_basis.national", citation=said, country=country, cite=found.cite)

    def _checked_nationally(self, citation: str) -> Iterator[str]:
        found = self.national.by_citation.get(citation) if self.national else None
        if found and found.verified:
            yield self.say("notes.legal_basis.national_verified", day=found.verified.on)
        elif found:
            yield self.say("notes.legal_basis.national_not_verified")

    def _blank(self, blank: ResolvedBlank) -> NoteLine:
        asked = self.asked[blank.name]
        if blank.text is None:
            label = self.say(f"notes.blank.by_{asked.filled_by}")
            return NoteLine(label, self.say("notes.blank.open", label=blank.label, question=asked.question))
        unit = self.parameters[blank.name].unit if blank.name in self.parameters else ""
        by = "library" if blank.name in self.defaults else "procedure"
        filled = self.say("notes.blank.filled", value=self._value(blank, unit), question=asked.question)
        return NoteLine(self.say(f"notes.blank.from_{by}"), filled)

    def _value(self, blank: ResolvedBlank, unit: str) -> str:
        text = blank.text or ""
        if not unit:
            return text.rstrip()
        return self.say("notes.blank.with_unit", value=text, unit=self.language.unit(unit, blank.value))

    def _origin(self, p: ResolvedProvision) -> str:
        if p.origin is Origin.ADDED:
            return self.say("notes.procurement.added")
        return self.say("notes.procurement.replaces", id=p.replaces)

    def _state(self, standing: Standing) -> str:
        if standing.state is State.RETIRED:
            return self.say("notes.states.retired", why=standing.provision.retired)
        review = standing.review
        if review is None:
            return self.say("notes.states.draft")
        stamp = {"reviewer": review.reviewer, "day": review.on}
        if standing.state is State.CHANGED:
            return self.say("notes.states.changed", version=review.version, **stamp)
        if standing.state is State.SUSPECT:
            return self.say("notes.states.suspect", references=", ".join(standing.suspects), **stamp)
        if standing.state is State.EXPIRED:
            return self.say("notes.states.expired", until=review.valid_until, **stamp)
        if review.valid_until:
            return self.say("notes.states.approved_until", until=review.valid_until, **stamp)
        return self.say("notes.states.approved", **stamp)

    def _notes(self, provision: Provision, standing: Standing) -> Iterator[NoteLine]:
        """What is open comes first, then what was decided, then the rest."""
        # what is asked stands with the words of the source; those of the document are at the same place among its notes
        said = dict(zip((n.text for n in standing.provision.notes), (n.text for n in provision.notes), strict=False))
        for one in sorted(standing.asked, key=lambda one: not one.is_open):
            yield from self._asked(one, said.get(one.text, one.text))
        for note in provision.notes:
            if note.kind != "question":
                yield from self._note(note)

    def _asked(self, one: AskedQuestion, text: str) -> Iterator[NoteLine]:
        kind = "procurement" if one.asking is Asking.TEXT else one.asking.value
        state = "open" if one.decision is None else "again" if one.stale else "decided"
        yield NoteLine(self.say(f"notes.asked.{kind}.{state}"), text)
        if made := one.decision:
            said = {
                "answer": made.answer.rstrip("."),
                "by": made.by,
                "role": made.role,
                "day": made.on,
                "why": made.why,
            }
            yield NoteLine(self.say("notes.decision.label"), self.say("notes.decision.text", **said))

    def _note(self, note: DraftingNote) -> Iterator[NoteLine]:
        if note.kind != "comment":
            yield NoteLine(self.say(f"notes.{note.kind}"), note.text)
            return
        places: dict[str, object] = {"day": note.on_date} if note.on_date else {}
        places |= {"words": note.words} if note.words else {}
        key = {(): "plain", ("day",): "dated", ("words",): "on_words"}.get(tuple(places), "dated_on_words")
        yield NoteLine(self.say(f"notes.comment.{key}", author=note.author, **places), note.text)
        for answer in note.answers:
            if answer.on_date:
                label = self.say("notes.answer.dated", author=answer.author, day=answer.on_date)
            else:
                label = self.say("notes.answer.plain", author=answer.author)
            yield NoteLine(label, answer.text)
