"""Raising the base of a layer: what has changed in it, what becomes of what the layer has in its place, and the files
that say so. All of it is thought out before anything is written, and all of it is written or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.errors import Misused, Refused
from ddtender.diagnostics import Severity, has_errors, ordered
from ddtender.diagnostics.messages import Message
from ddtender.library.layers.fingerprint import is_of_base
from ddtender.library.layers.raising import Came, Overtaken, Things
from ddtender.library.places import INFO, LISTS, VENDOR, slug
from ddtender.workspace.bases import vendored

if TYPE_CHECKING:
    from ddtender.history.diff import LibraryDiff
    from ddtender.library.layers.merge import Base, One
    from ddtender.model.library import LibraryInfo


class Update(Struct, frozen=True):
    """A base to be raised, not written yet: its versions, what has changed in it (None where the pinned base is not
    here to compare with), what becomes of the layer's own, and the files as they are and as they will be."""

    library: str
    old: str
    new: str
    changes: LibraryDiff | None
    raised: tuple[Overtaken, ...]
    before: Mapping[str, bytes]
    after: Mapping[str, bytes | None]

    @property
    def to_decide(self) -> tuple[Overtaken, ...]:
        """What a person has to look at."""
        return tuple(one for one in self.raised if one.came in (Came.CONFLICT, Came.STALE, Came.GONE))


def update(root: Path, to: str | None = None, source: Path | None = None) -> Update | None:
    """What is to be done to raise the base to version ``to``, or to the newest that is at hand: in the folder
    ``source``, or with ddtender. None if it is the base already. Raises Misused, Refused, WorkspaceError."""
    from ddtender.library.layers.merge import info_of
    from ddtender.library.layers.origins import own

    read = door.read_sources(root, all_procedures=True)
    here = own(read.files)
    info, findings = info_of(here)
    if info is None:
        raise Refused(findings)
    if info.extends is None:
        raise Misused("this library extends no other; `ddtender init` begins one that does.")
    old, new = _old(root, here), _new(root, info, to, source)
    if new[-1].layer.fingerprint == info.extends.fingerprint:
        return None
    refuse_broken(new)
    raised = tuple(_raised(here, info, old, new))
    there = vendored(root)
    after = _written({**here, **there}, here[INFO], old or [], new, raised)
    before = {path: content for path, content in {**here, **there}.items() if path in after}
    changes = _changes(old, new)
    return Update(info.extends.library, info.extends.version, new[-1].info.version, changes, raised, before, after)


def keep(root: Path, one: Update) -> None:
    """Write it, if all is still as it was. Raises WorkspaceError."""
    door.write_files(root, one.after, one.before)


def _old(root: Path, here: Mapping[str, bytes]) -> list[One] | None:
    """The base as it is pinned, with all that it extends, the base of all first; None where it is not here. Raises
    Refused for one that is not as it was pinned."""
    from ddtender.library.layers.codes import BASE_NOT_FOUND
    from ddtender.library.layers.merge import One, chain_of, info_of
    from ddtender.model.layer import Layer
    from ddtender.workspace.bases import finder

    info, _ = info_of(here)
    assert info is not None
    chain, findings = chain_of(One(info, here, Layer(info.name, info.version)), finder(root))
    if not findings:
        return chain[:-1]
    if any(one.code != BASE_NOT_FOUND for one in findings):
        raise Refused(findings, "; nothing was written")
    return None


def _new(root: Path, info: LibraryInfo, to: str | None, source: Path | None) -> list[One]:
    """The base to come, with all that it extends. Raises Misused, Refused."""
    from ddtender.library.layers.merge import extended, info_of
    from ddtender.workspace.base_versions import versions_in
    from ddtender.workspace.bases import finder, in_box

    assert info.extends is not None
    name = info.extends.library
    candidates: list[tuple[LibraryInfo, Base]] = []
    for base in versions_in(source, to) if source else in_box():
        read, _ = info_of(base.files, base.folder)
        if read is not None and read.name == name:
            candidates.append((read, base))
    where = str(source) if source else "this ddtender"
    if not candidates:
        said = f"{where} has no library '{name}'; name the folder of one."
        raise Misused(Message(said, "messages.refusal.base_not_there", name=name), "--from")
    if to is not None:
        found = [one for one in candidates if one[0].version == to]
        if not found:
            others = ", ".join(one.version for one, _ in candidates)
            raise Misused(f"{where} has version {others} of '{name}', and not {to}.", "--to")
        candidates = found
    read, base = candidates[0]
    chain, findings = extended(base, read, finder(*filter(None, (source, root))))
    if findings:
        raise Refused(findings, "; nothing was written")
    return chain


def refuse_broken(chain: list[One]) -> None:
    """Raises Refused where the base to come cannot be read as a library: whatever extends it could make nothing."""
    from ddtender.library.layers.merge import all_laid
    from ddtender.library.loader import load

    findings = load(all_laid(chain))[1]
    if has_errors(findings):
        errors = [one for one in findings if one.severity is Severity.ERROR]
        raise Refused(ordered(errors), "; nothing was written")


def _things(chain: list[One]) -> Things:
    from ddtender.library.layers.merge import all_laid
    from ddtender.library.layers.origins import origins_of
    from ddtender.library.layers.raising import things_of

    files = all_laid(chain)
    of, last = origins_of(files).of, len(chain) - 1
    return things_of(files, {path: chain[of.get(path, last)].info.version for path in files})


def _raised(here: Mapping[str, bytes], info: LibraryInfo, old: list[One] | None, new: list[One]) -> Iterator[Overtaken]:
    """What becomes of all that the layer replaces or retires."""
    from ddtender.library.layers.raising import clause, other, retired
    from ddtender.library.layers.splice import entries_of
    from ddtender.library.layers.threeway import ThreeSides
    from ddtender.library.places import LIBRARY

    was, now = _things(old) if old else None, _things(new)
    assert info.extends is not None
    sides = ThreeSides(info.name, f"base {info.extends.version}", f"base {new[-1].info.version}")
    for path, content in sorted(here.items()):
        if path.endswith(".md") and (found := clause(path, content, was, now, sides)):
            yield found
    for one in info.replaces:
        listed = next((path for path, key in LISTS.items() if one.name.startswith(f"{key}.")), None)
        if listed is not None:
            key = LISTS[listed]
            entries = entries_of(listed, here.get(listed, b""), key)
            name = one.name.removeprefix(f"{key}.")
            if entries and name in entries.places:
                ours = ("\n".join(entries.entry(name)) + "\n").encode()
                yield other(one.name, one.version, listed, ours, was, now, sides)
            continue
        path = next((path for path in (one.name, f"{LIBRARY}/{one.name}") if path in here), None)
        path = path or (one.name if one.name.startswith("templates/") else None)
        if path:
            yield other(one.name, one.version, path, here.get(path, b""), was, now, sides)
    for one in info.retires:
        yield retired(one.name, one.version, was, now)


def _written(
    there: Mapping[str, bytes], info: bytes, old: list[One], new: list[One], raised: tuple[Overtaken, ...]
) -> dict[str, bytes | None]:
    """Every file that changes of those that are ``there``: the new bases in vendor/ in place of the old ones, the
    layer's own, and its library.yaml."""
    from ddtender.history.edit import EditError
    from ddtender.history.edit_info import with_base, with_versions
    from ddtender.library.layers.raising import entry_replaced

    folders = {one.info.name: one.layer.folder for one in old if one.layer.folder.startswith(f"{VENDOR}/")}
    gone = tuple(f"{folder}/" for folder in folders.values())
    made: dict[str, bytes | None] = {path: None for path in there if path.startswith(gone)}
    for one in new:
        folder = folders.get(one.info.name) or f"{VENDOR}/{slug(one.info.name)}"
        made |= {f"{folder}/{path}": content for path, content in one.files.items() if is_of_base(path)}
    names = {}
    for one in raised:
        is_clause = one.path.endswith(".md") and "/" not in one.name
        if one.came in (Came.SAME, Came.TAKEN_OVER, Came.CONFLICT) and one.new != one.old and not is_clause:
            names[f"{one.name}@{one.old}"] = f"{one.name}@{one.new}"
        if one.content is not None and one.path in LISTS:
            made[one.path] = entry_replaced(one.path, made.get(one.path) or there[one.path], one.name, one.content)
        elif one.content is not None:
            made[one.path] = one.content
    try:
        text = with_base(info.decode(), new[-1].info.version, new[-1].layer.fingerprint)
        made[INFO] = with_versions(text, names).encode()
    except EditError as error:
        raise Misused(f"{error}.") from None
    return {path: content for path, content in made.items() if content != there.get(path)}


def _changes(old: list[One] | None, new: list[One]) -> LibraryDiff | None:
    from ddtender.history.diff import compare_libraries
    from ddtender.library.layers.merge import all_laid
    from ddtender.library.loader import load

    if old is None:
        return None
    before, after = (load(all_laid(chain), languages=False)[0] for chain in (old, new))
    return compare_libraries(before, after, (f"{before.info.name} {before.info.version}", after.info.version))
