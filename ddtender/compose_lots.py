"""What a tender of several lots consists of: all that any lot has, and the facts and points that all lots share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from ddtender.model import ComposedProvision, DraftDocument, Kind, Procedure, Provision

_ORDER = {kind: position for position, kind in enumerate(Kind)}
#: Facts that a procedure says of all lots together, and a lot of itself.
OF_ALL = frozenset({"title", "reference", "subject", "framework.maximum", "risk"})


def in_one_order(lots: Sequence[DraftDocument]) -> tuple[DraftDocument, ...]:
    """The lots with the contract clauses first that all of them have: these have one number in all contracts."""
    common = set.intersection(*({c.provision.id for c in lot.provisions} for lot in lots))

    def key(composed: ComposedProvision) -> tuple[int, bool]:
        kind = composed.provision.kind
        return _ORDER[kind], kind is Kind.CONTRACT and composed.provision.id not in common

    return tuple(replace(lot, provisions=tuple(sorted(lot.provisions, key=key))) for lot in lots)


def united(
    procedure: Procedure, above: DraftDocument, lots: Sequence[DraftDocument], definitions: Iterable[Provision]
) -> DraftDocument:
    """The composition of the tender document. ``above`` is what the procedure gives without its lots, ``definitions``
    are those of all that the tender has."""
    told = {key: fact for key, fact in procedure.facts.items() if key in OF_ALL}
    shared = [key for key in lots[0].facts if all(lot.facts.get(key) == lots[0].facts[key] for lot in lots)]
    own = lots[0].procedure.facts if lots[0].procedure else {}
    points = lots[0].award.facts if lots[0].award else {}
    are_alike = all((lot.award.facts if lot.award else {}) == points for lot in lots)
    values = {name: value for name, value in lots[0].values.items() if name not in {*differing(lots)}}
    values |= {name: value for name, value in above.values.items() if above.parameters[name].fact in OF_ALL}
    there = {c.provision.id for lot in lots for c in lot.provisions}
    dropped = {p.id: p for lot in lots for p in lot.dropped if p.id not in there}
    return replace(
        lots[0],
        procedure=replace(
            procedure,
            facts={key: fact for key, fact in own.items() if key in shared} | told,
            award=lots[0].award if are_alike else None,
        ),
        provisions=all_of(lots),
        definitions=tuple(definitions),
        values=values,
        dropped=tuple(dropped.values()),
        lot=None,
        lots=tuple(lots),
    )


def all_of(lots: Sequence[DraftDocument]) -> tuple[ComposedProvision, ...]:
    """Every provision of any lot once, by kind; one that a lot has beyond those before it stands before what follows
    there."""
    order: list[str] = []
    found: dict[str, ComposedProvision] = {}
    for lot in lots:
        before = len(order)
        for composed in reversed(lot.provisions):
            id_ = composed.provision.id
            if id_ in found:
                before = min(before, order.index(id_))
            else:
                order.insert(before, id_)
                found[id_] = composed
    return tuple(sorted((found[id_] for id_ in order), key=lambda c: _ORDER[c.provision.kind]))


def lots_with(draft: DraftDocument, provision_id: str) -> tuple[str, ...]:
    """The ids of the lots that have a provision; nothing where all have it, or there are none."""
    having = tuple(lot.lot_id for lot in draft.lots if any(c.provision.id == provision_id for c in lot.provisions))
    return () if len(having) == len(draft.lots) else having


def differing(lots: Sequence[DraftDocument]) -> Iterator[str]:
    """The names of the values that differ between the lots."""
    for name in dict.fromkeys(name for lot in lots for name in lot.values):
        if len({str(lot.values.get(name)) for lot in lots}) > 1:
            yield name
