"""A composition in another language: the same provisions, definitions and facts, with the words of the translation."""

from __future__ import annotations

from msgspec.structs import replace

from ddtender.model import ComposedProvision, DraftDocument, FactValue, Library, Lot, Procedure


def translated(draft: DraftDocument, source: Library, library: Library, tag: str) -> DraftDocument:
    """A composition of ``source`` with the words that ``library``, its translation, has for it in the language of a
    tag. What stands where, and why, stays as it is. The facts of a procedure are in the words of whoever gave them: in
    those of the language where the procedure has some, and otherwise as they are."""
    told = draft.procedure.told_in(tag, draft.lot) if draft.procedure else {}

    def own(composed: ComposedProvision) -> ComposedProvision:
        return replace(composed, provision=library.by_id[composed.provision.id])

    def of(part: DraftDocument) -> DraftDocument:
        return translated(part, source, library, tag)

    def value(name: str, given: FactValue) -> FactValue:
        """The value of a parameter: of one that the library gives by default, the default in the language."""
        before, after = source.parameter_by_name[name], library.parameter_by_name[name]
        if (said := told.get(before.fact or f"parameters.{name}")) is not None and before.type == "text":
            return said
        return after.default if given == before.default and after.default is not None else given

    return replace(
        draft,
        procedure=_procedure(draft.procedure, told) if draft.procedure else None,
        scenario=next((one for one in library.scenarios if one.name == draft.scenario.name), draft.scenario),
        provisions=tuple(map(own, draft.provisions)),
        definitions=tuple(library.by_id[one.id] for one in draft.definitions),
        dropped=tuple(library.by_id[one.id] for one in draft.dropped),
        values={name: value(name, given) for name, given in draft.values.items()},
        parameters=dict(library.parameter_by_name),
        lot=_lot(draft.lot, told) if draft.lot else None,
        lots=tuple(map(of, draft.lots)),
        contracts=tuple(map(of, draft.contracts)),
    )


def _procedure(procedure: Procedure, told: dict[str, str]) -> Procedure:
    facts = {key: (told.get(key, value), place) for key, (value, place) in procedure.facts.items()}
    return replace(procedure, facts=facts)


def _lot(lot: Lot, told: dict[str, str]) -> Lot:
    facts = {key: (told.get(key, value), place) for key, (value, place) in lot.facts.items()}
    return replace(lot, title=told.get("lot.title", lot.title), facts=facts)
