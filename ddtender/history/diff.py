"""Two libraries compared by provision: what was added, retired, removed, renamed and changed, and whom it touches."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from ddtender.compose import best_scenario, compose
from ddtender.history.fingerprint import parts
from ddtender.history.lineage import halves, renamings, under_its_name
from ddtender.history.others import OtherDiff, compare_others
from ddtender.history.wording import as_lines
from ddtender.history.words import Piece, compare
from ddtender.model import Change, Library, Parameter, Provision


class PartDiff(Struct, frozen=True):
    """One part of a provision (text, scoring, kpis, …) in both versions, with the words between them."""

    name: str
    pieces: tuple[Piece, ...]


class ProvisionDiff(Struct, frozen=True):
    """``what`` is added, removed, retired, renamed, changed or version (only the version differs). One that was added
    may be ``split_from`` others; one that was there may have been ``split_into`` others. ``layer`` is the library that
    it is of, where there are several."""

    what: str
    id: str
    title: str
    old_id: str | None
    old_version: str | None
    new_version: str | None
    parts: tuple[PartDiff, ...]
    reasons: tuple[Change, ...]
    scenarios: tuple[str, ...]
    procedures: tuple[str, ...]
    split_from: tuple[str, ...] = ()
    split_into: tuple[str, ...] = ()
    layer: str = ""


class ListDiff(Struct, frozen=True):
    """How the list of provisions of a scenario has changed."""

    scenario: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    reordered: bool


class LibraryDiff(Struct, frozen=True):
    old: str
    new: str
    provisions: tuple[ProvisionDiff, ...]
    scenarios: tuple[ListDiff, ...]
    others: tuple[OtherDiff, ...] = ()


def compare_libraries(old: Library, new: Library, names: tuple[str, str]) -> LibraryDiff:
    """Everything that differs in meaning or version between two libraries, and what binds beside the provisions;
    ``names`` are those of the revisions."""
    uses = Uses(new), Uses(old)
    renamed, split = renamings(old, new), halves(old, new)
    found = []
    for id_ in sorted({*old.by_id, *new.by_id}):
        if id_ in renamed.values() and id_ not in new.by_id:
            continue
        before, after = old.by_id.get(renamed.get(id_, id_)), new.by_id.get(id_)
        used = uses[0 if after else 1].of(id_)
        if made := compare_provisions(before, after, old.parameter_by_name, new.parameter_by_name, used):
            if before is None or after is None:
                made = replace(made, parts=_whole(before, after, old, new))
            layer = new.layer_of(after) if after else old.layer_of(before) if before else None
            into = split.get(before.id, ()) if before else ()
            found.append(replace(made, split_into=into, layer=layer.name if layer else ""))
    return LibraryDiff(*names, tuple(found), _lists(old, new), compare_others(old, new, (uses[0].of, uses[1].of)))


class Uses:
    """Which scenarios and procedures of a library use a provision, directly or by a defined term."""

    def __init__(self, library: Library) -> None:
        self.scenarios: dict[str, dict[str, None]] = {}
        self.procedures: dict[str, dict[str, None]] = {}
        for scenario in library.scenarios:
            draft, _ = compose(library, scenario)
            for provision in (*(c.provision for c in draft.provisions), *draft.definitions):
                self.scenarios.setdefault(provision.id, {})[scenario.name] = None
        for procedure in library.procedures:
            if scenario := best_scenario(library, procedure):
                draft, _ = compose(library, scenario, procedure)
                for provision in (*(c.provision for c in draft.provisions), *draft.definitions):
                    self.procedures.setdefault(provision.id, {})[procedure.name] = None

    def of(self, id_: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(self.scenarios.get(id_, ())), tuple(self.procedures.get(id_, ()))


def compare_provisions(
    before: Provision | None,
    after: Provision | None,
    old_parameters: Mapping[str, Parameter],
    new_parameters: Mapping[str, Parameter],
    used: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
) -> ProvisionDiff | None:
    """What differs between two versions of a provision (None: nothing); one of them may be missing.

    ``used`` names the scenarios and procedures that it touches.
    """
    present = after or before
    assert present is not None
    if before is None or after is None:
        what, differing = "added" if before is None else "removed", ()
    else:
        was = under_its_name(before, after)
        differing = _parts(_compared(was, old_parameters), _compared(after, new_parameters))
        what = _what(before, after, bool(differing))
        if what == "same":
            return None
    return ProvisionDiff(
        what,
        present.id,
        present.title,
        before.id if before and before.id != present.id else None,
        before.version if before else None,
        after.version if after else None,
        tuple(differing),
        _reasons(before, after),
        *used,
        after.split_from if after and before is None else (),
    )


def _compared(provision: Provision, parameters: Mapping[str, Parameter]) -> dict[str, object]:
    """All that carries meaning, and whether the provision is still for new documents."""
    return {**parts(provision, parameters), "retired": provision.retired}


def _what(before: Provision, after: Provision, differs: bool) -> str:
    if after.retired and not before.retired:
        return "retired"
    if before.id != after.id:
        return "renamed"
    if differs:
        return "changed"
    return "version" if before.version != after.version else "same"


def _whole(before: Provision | None, after: Provision | None, old: Library, new: Library) -> tuple[PartDiff, ...]:
    """All that a provision says which only one of two libraries has, but for what its id and title tell."""
    sides = ((before, old, "delete"), (after, new, "insert"))
    said = (
        (name, op, as_lines({name: value}))
        for provision, library, op in sides
        if provision
        for name, value in _compared(provision, library.parameter_by_name).items()
        if name not in ("kind", "title")
    )
    return tuple(PartDiff(name, (Piece(op, text),)) for name, op, text in said if text)


def _reasons(before: Provision | None, after: Provision | None) -> tuple[Change, ...]:
    if after is None or before is None:
        return after.history if after else ()
    return tuple(change for change in after.history if change not in before.history)


def _parts(first: Mapping[str, object], second: Mapping[str, object]) -> list[PartDiff]:
    return [
        PartDiff(name, compare(as_lines({name: first[name]}), as_lines({name: second[name]})))
        for name in first
        if first[name] != second[name]
    ]


def _lists(old: Library, new: Library) -> tuple[ListDiff, ...]:
    before = {s.name: [id_ for id_, _ in s.provisions] for s in old.scenarios}
    after = {s.name: [id_ for id_, _ in s.provisions] for s in new.scenarios}
    found = []
    for name in sorted({*before, *after}):
        first, second = before.get(name, []), after.get(name, [])
        added = tuple(id_ for id_ in second if id_ not in first)
        removed = tuple(id_ for id_ in first if id_ not in second)
        reordered = [i for i in first if i in second] != [i for i in second if i in first]
        if added or removed or reordered:
            found.append(ListDiff(name, added, removed, reordered))
    return tuple(found)
