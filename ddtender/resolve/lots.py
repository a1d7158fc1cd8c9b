"""Resolving a composition with all its lots and contracts: criteria have one number in all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from msgspec.structs import replace

from ddtender.compose.lots import differing
from ddtender.model import DraftDocument, FactValue, Library
from ddtender.resolve.document import resolved_document
from ddtender.resolve.numbering import numbers
from ddtender.resolve.phrases import by_lots
from ddtender.resolve.text import TextResolver
from ddtender.resolve.values import ResolvedDocument
from ddtender.words import Language

#: What names a lot: the facts to which its id and title are added.
_NAMES = ("title", "reference")


def resolve(
    draft: DraftDocument, library: Library, language: Language, like: ResolvedDocument | None = None
) -> ResolvedDocument:
    """Number the provisions of ``draft`` and resolve all its text. The checks must have found no error.

    ``like`` is the same composition in the library's own language: which terms a document defines is told from that.
    """
    counted = numbers(draft)
    if not draft.lots:
        text = TextResolver(draft, library, counted, language)
        made = resolved_document(draft, library, text, like.definitions if like else None)
        signed = (_with(made, one, library, language) for one in draft.contracts)
        return replace(made, contracts=tuple(signed)) if draft.contracts else made
    in_tender = {id_: n for id_, n in counted.items() if library.by_id[id_].kind.document == "tender"}
    of_lots, of_contracts = (like.lots, like.contracts) if like else ((), ())
    lots = tuple(
        _of_lot(lot, library, language, in_tender, other)
        for lot, other in zip_longest(draft.lots, of_lots, fillvalue=None)
        if lot is not None
    )
    made = {id(one): lot for one, lot in zip(draft.lots, lots, strict=True)}  # a lot whose Contractor is not known
    contracts = tuple(
        made.get(id(one)) or _of_lot(one, library, language, in_tender, other)
        for one, other in zip_longest(draft.contracts, of_contracts, fillvalue=None)
        if one is not None
    )
    draft = replace(draft, values=_in_words(draft.lots, lots, language) | draft.values)
    text = TextResolver(draft, library, counted, language, _cited(lots, language))
    whole = resolved_document(draft, library, text, like.definitions if like else None)
    return replace(whole, lots=lots, contracts=contracts)


def _with(made: ResolvedDocument, draft: DraftDocument, library: Library, language: Language) -> ResolvedDocument:
    """The same with one of several contractors."""
    text = TextResolver(draft, library, numbers(made.draft), language)
    return resolved_document(draft, library, text, made.definitions)


def _of_lot(
    draft: DraftDocument,
    library: Library,
    language: Language,
    in_tender: Mapping[str, int],
    like: ResolvedDocument | None = None,
) -> ResolvedDocument:
    counted = {id_: in_tender.get(id_, n) for id_, n in numbers(draft).items()}
    draft = _named(draft, language)
    text = TextResolver(draft, library, counted, language)
    return resolved_document(draft, library, text, like.definitions if like else None)


def _named(draft: DraftDocument, language: Language) -> DraftDocument:
    """The composition of a lot under its own name: what is called by title and reference is this lot of it."""
    lot, procedure = draft.lot, draft.procedure
    if lot is None or procedure is None:
        return draft
    facts, values = dict(procedure.facts), dict(draft.values)
    names = {parameter.fact: name for name, parameter in draft.parameters.items() if parameter.fact in _NAMES}
    known = {key: facts[key][0] for key in _NAMES if key in facts}
    said = {"title": language.say("resolve.lots.alone", lot=lot.id, name=lot.title)}
    if "title" in known:
        said["title"] = language.say("resolve.lots.title", said=known["title"], lot=lot.id, name=lot.title)
    if "reference" in known:
        said["reference"] = language.say("resolve.lots.reference", said=known["reference"], lot=lot.id)
    for key, text in said.items():
        facts[key] = (text, facts[key][1] if key in facts else lot.location)
        if key in names:
            values[names[key]] = text
    return replace(draft, procedure=replace(procedure, facts=facts), values=values)


def _in_words(
    drafts: Sequence[DraftDocument], lots: Sequence[ResolvedDocument], language: Language
) -> dict[str, FactValue]:
    """The values that differ between the lots that have a place for them, each with its lots."""
    found: dict[str, FactValue] = {}
    for name in differing(drafts):
        said = [(lot.draft.lot_id, blank.text) for lot in lots for blank in lot.blanks if blank.name == name]
        whole = by_lots(said, language) if len({text for _, text in said}) > 1 else None
        if whole is not None:
            found[name] = whole
        elif len({text for _, text in said}) == 1 and said[0][1] is not None:
            found[name] = next(d.values[name] for d in drafts if d.lot_id == said[0][0])
    return found


def _cited(lots: Sequence[ResolvedDocument], language: Language) -> dict[str, str]:
    """How the tender document cites a provision of the contracts that has not one and the same number in all."""
    found: dict[str, list[tuple[str, str]]] = {}
    for lot in lots:
        for p in lot.provisions:
            if p.kind.document == "contract":
                found.setdefault(p.id, []).append((lot.draft.lot_id, p.cited))
    return {
        id_: by_lots(cited, language) or ""
        for id_, cited in found.items()
        if len({number for _, number in cited}) > 1 or len(cited) < len(lots)
    }
