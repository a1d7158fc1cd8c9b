"""A composition in another language: the same provisions, definitions and facts, with the words of the translation."""

from __future__ import annotations

from msgspec.structs import replace

from ddtender.model import ComposedProvision, DraftDocument, FactValue, Library


def translated(draft: DraftDocument, source: Library, library: Library) -> DraftDocument:
    """A composition of ``source`` with the words that ``library``, its translation, has for it. What stands where, and
    why, stays as it is; so do the facts of a procedure, which are in the words of whoever gave them."""

    def own(composed: ComposedProvision) -> ComposedProvision:
        return replace(composed, provision=library.by_id[composed.provision.id])

    def of(part: DraftDocument) -> DraftDocument:
        return translated(part, source, library)

    return replace(
        draft,
        scenario=next((one for one in library.scenarios if one.name == draft.scenario.name), draft.scenario),
        provisions=tuple(map(own, draft.provisions)),
        definitions=tuple(library.by_id[one.id] for one in draft.definitions),
        dropped=tuple(library.by_id[one.id] for one in draft.dropped),
        values={name: _value(name, value, source, library) for name, value in draft.values.items()},
        parameters=dict(library.parameter_by_name),
        lots=tuple(map(of, draft.lots)),
        contracts=tuple(map(of, draft.contracts)),
    )


def _value(name: str, value: FactValue, source: Library, library: Library) -> FactValue:
    """The value of a parameter: of one that the library gives by default, the default in the language."""
    before, after = source.parameter_by_name[name].default, library.parameter_by_name[name].default
    return after if value == before and after is not None else value
