"""A procedure with lots: each is composed by itself; the tender document has all that any lot has, and the facts and
points that all lots share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from ddtender.compose.national import with_standstill
from ddtender.compose.one import by_kind, compose_one, definitions_of
from ddtender.diagnostics import Diagnostic
from ddtender.model import ComposedProvision, DraftDocument, Kind, Library, Procedure, Provision, Scenario

#: Facts that a procedure says of all lots together, and a lot of itself.
_OF_ALL = frozenset({"title", "reference", "subject", "framework.maximum", "risk"})


def compose(
    library: Library, scenario: Scenario, procedure: Procedure | None = None
) -> tuple[DraftDocument, list[Diagnostic]]:
    """The scenario as the procedure changes it. Provisions that do not exist are findings and are left out.

    Of a procedure with lots it is what the tender document has, with the composition of each lot."""
    if procedure is not None:
        procedure = with_standstill(library, procedure)
    if procedure is not None and not procedure.lots and len(procedure.contractors) == 1:
        procedure = procedure.of_contractor(procedure.contractors[0])
    if procedure is None or not (procedure.lots or procedure.contractors):
        return compose_one(library, scenario, procedure)
    findings: list[Diagnostic] = []

    def composed(wanted: Procedure) -> DraftDocument:
        made, found = compose_one(library, scenario, wanted)
        findings.extend(one for one in found if one not in findings)
        return made

    def contracts(of: DraftDocument, wanted: Procedure) -> tuple[DraftDocument, ...]:
        signed = [(one, composed(wanted.of_contractor(one))) for one in wanted.contractors]
        return tuple(replace(of, contractor=one, procedure=made.procedure, values=made.values) for one, made in signed)

    if not procedure.lots:
        alone = composed(procedure)
        return replace(alone, contracts=contracts(alone, procedure)), findings
    seen = [procedure.of_lot(lot) for lot in procedure.lots]
    lots = _in_one_order([replace(composed(wanted), lot=lot) for wanted, lot in zip(seen, procedure.lots, strict=True)])
    above, _ = compose_one(library, scenario, replace(procedure, lots=(), contractors=()))
    provisions = _all_of(lots)
    tender = _united(procedure, above, lots, provisions, definitions_of(library, provisions, procedure))
    signed = (contracts(lot, wanted) or (lot,) for lot, wanted in zip(lots, seen, strict=True))
    return replace(tender, contracts=tuple(one for each in signed for one in each)), findings


def _in_one_order(lots: Sequence[DraftDocument]) -> tuple[DraftDocument, ...]:
    """The lots with the contract clauses first that all of them have: these have one number in all contracts."""
    common = set.intersection(*({c.provision.id for c in lot.provisions} for lot in lots))

    def is_apart(composed: ComposedProvision) -> bool:
        return composed.provision.kind is Kind.CONTRACT and composed.provision.id not in common

    return tuple(replace(lot, provisions=by_kind(sorted(lot.provisions, key=is_apart))) for lot in lots)


def _united(
    procedure: Procedure,
    above: DraftDocument,
    lots: Sequence[DraftDocument],
    provisions: tuple[ComposedProvision, ...],
    definitions: tuple[Provision, ...],
) -> DraftDocument:
    """The composition of the tender document with these provisions. ``above`` is what the procedure gives without its
    lots."""
    first, apart = lots[0], {*differing(lots)}
    facts = [lot.facts for lot in lots]
    shared = {key for key, value in facts[0].items() if all(other.get(key) == value for other in facts)}
    own = (first.procedure.facts if first.procedure else {}).items()
    points = [lot.award.facts if lot.award else {} for lot in lots]
    values = {name: value for name, value in first.values.items() if name not in apart}
    values |= {name: value for name, value in above.values.items() if above.parameters[name].fact in _OF_ALL}
    there = {c.provision.id for c in provisions}
    dropped = {p.id: p for lot in lots for p in lot.dropped if p.id not in there}
    said = {key: fact for key, fact in own if key in shared}
    said |= {key: fact for key, fact in procedure.facts.items() if key in _OF_ALL}
    award = first.award if all(one == points[0] for one in points) else None
    return replace(
        first,
        procedure=replace(procedure, facts=said, award=award),
        provisions=provisions,
        definitions=definitions,
        values=values,
        dropped=tuple(dropped.values()),
        lot=None,
        lots=tuple(lots),
    )


def _all_of(lots: Sequence[DraftDocument]) -> tuple[ComposedProvision, ...]:
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
    return by_kind(found[id_] for id_ in order)


def lots_with(draft: DraftDocument, provision_id: str) -> tuple[str, ...]:
    """The ids of the lots that have a provision; nothing where all have it, or there are none."""
    having = tuple(lot.lot_id for lot in draft.lots if any(c.provision.id == provision_id for c in lot.provisions))
    return () if len(having) == len(draft.lots) else having


def differing(lots: Sequence[DraftDocument]) -> Iterator[str]:
    """The names of the values that differ between the lots."""
    for name in dict.fromkeys(name for lot in lots for name in lot.values):
        if len({str(lot.values.get(name)) for lot in lots}) > 1:
            yield name
