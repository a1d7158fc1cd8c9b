"""What there is to translate of a library, text by text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from ddtender.exchange.phrases import phrases_of, place_of_phrases
from ddtender.exchange.values import Parcel, Sheet, TermForms, TextLine, key_of, name_of
from ddtender.history.translations import TranslationStanding, TranslationState, made_from
from ddtender.library.languages.files import pair_of
from ddtender.library.languages.pieces import BODY, TextPiece, forms_of, pieces_of
from ddtender.library.languages.plans import DRAFTING
from ddtender.library.languages.reading import TranslationPair
from ddtender.model import Kind, Library
from ddtender.words import SOURCE, Language


class ExchangeGround(Struct, frozen=True):
    """What texts are gathered from: the ``files`` of a library, how its translations into a language stand, and
    ``earlier`` states of the files, out of which it is told what a stale translation was made from. With the ``words``
    of the language, phrases of ddtender are among the texts."""

    files: Mapping[str, bytes]
    library: Library
    tag: str
    standings: Mapping[str, TranslationStanding]
    earlier: Sequence[Mapping[str, bytes]] = ()
    words: Language | None = None

    def key(self, id_: str, piece: TextPiece) -> str:
        """Which text a piece of the file with this id is."""
        return key_of(self.library.info.name, self.tag, id_, piece.place)

    def name_for(self, id_: str, piece: TextPiece) -> str:
        """The name under which it is sent."""
        return name_of(self.key(id_, piece), piece)

    def before(self, pair: TranslationPair) -> TranslationPair | None:
        """A file as it said when its translation was made; None if that is unknown, or if it says so still."""
        return made_from(pair.translation(), self.earlier) if pair.is_stale else None


def gathered(ground: ExchangeGround, ids: Collection[str], states: Collection[TranslationState]) -> Parcel:
    """The texts of these ids, or of all translations in one of these states, in the order of the paths; definitions
    come first, as their terms stand in all others."""
    info = ground.library.info
    chosen = [one for one in ground.standings.values() if (one.id in ids if ids else one.state in states)]
    chosen.sort(key=lambda one: not one.id.startswith(f"{Kind.DEFINITION.value}."))
    terms = _terms(ground)
    sheets = (_sheet(ground, one, terms) for one in chosen)
    made = [sheet for sheet in sheets if sheet is not None]
    made += _phrases(ground, ids, not ids and TranslationState.MISSING in states)
    return Parcel(ground.tag, info.name, info.version, tuple(made))


def _phrases(ground: ExchangeGround, ids: Collection[str], lacking: bool) -> Iterator[Sheet]:
    """Phrases of ddtender: those that are ``lacking`` in the language, or all of these ids."""
    for id_, pieces in phrases_of(ground.words) if ground.words is not None else ():
        wanted = pieces if id_ in ids else [one for one in pieces if lacking and one.translation is None]
        if wanted:
            lines = tuple(TextLine(ground.name_for(id_, one), one) for one in wanted)
            state = "missing" if any(one.translation is None for one in wanted) else "draft"
            yield Sheet(id_, id_, "", place_of_phrases(SOURCE, id_), state, lines)


def _sheet(ground: ExchangeGround, standing: TranslationStanding, terms: Mapping[str, TermForms]) -> Sheet | None:
    told = standing.translation
    pair = pair_of(ground.files, told.source, ground.tag)[0]
    if pair is None:
        return None
    was = ground.before(pair)
    lines = tuple(
        TextLine(ground.name_for(told.id, one), one, _within(ground, told.id, one, terms))
        for one in pieces_of(pair, was)
    )
    title = next((one.piece.words[0].text for one in lines if one.piece.place == ("title",) and one.piece.words), "")
    is_known = not told.is_stale or was is not None
    return Sheet(told.id, title or told.id, told.version, told.source, standing.state.name.lower(), lines, is_known)


def _within(
    ground: ExchangeGround, id_: str, piece: TextPiece, terms: Mapping[str, TermForms]
) -> tuple[TermForms, ...]:
    """The defined terms in a text, but for the one that is defined there."""
    text = "".join(one.text for one in piece.words if not one.is_tag)
    found = ground.library.terms.in_text(text)
    return tuple(terms[one.id] for one in found if one.id != id_ and one.id in terms)


def _terms(ground: ExchangeGround) -> dict[str, TermForms]:
    """The terms by the ids of their definitions."""
    made = {}
    for one in ground.library.provisions:
        pair = None
        if one.kind is Kind.DEFINITION and one.id in ground.standings:
            pair = pair_of(ground.files, ground.standings[one.id].translation.source, ground.tag)[0]
        if pair is not None:
            forms = [
                form
                for piece in pieces_of(pair)
                if piece.place[0] not in (BODY, DRAFTING) and piece.translation is not None
                for form in forms_of(piece.translation)
            ]
            made[one.id] = TermForms(one.title, tuple(dict.fromkeys(forms)))
    return made
