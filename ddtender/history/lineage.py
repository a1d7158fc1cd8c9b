"""From which provision of which release one comes, by its id or, where that was changed, by what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from msgspec import Struct

from ddtender.history.fingerprint import parts
from ddtender.history.release import Release
from ddtender.history.wording import as_lines
from ddtender.model import Library, Provision

#: How alike two texts must be for a provision with a new id to count as renamed.
_RENAMED = 0.85


def renamings(old: Library, new: Library) -> dict[str, str]:
    """New id → old id, for provisions of ``new`` that differ in hardly more than the id from one that it has no longer,
    or has retired since. Each old one has at most one successor."""
    gone = [p for id_, p in old.by_id.items() if has_left(p, new.by_id.get(id_))]
    return successors(gone, [p for id_, p in new.by_id.items() if id_ not in old.by_id])


def halves(old: Library, new: Library) -> dict[str, tuple[str, ...]]:
    """Old id → the ids of provisions that only ``new`` has and that were split off from it, as they say."""
    found: dict[str, tuple[str, ...]] = {}
    for id_, provision in new.by_id.items():
        if id_ not in old.by_id:
            for origin in provision.split_from:
                found[origin] = (*found.get(origin, ()), id_)
    return found


def has_left(old: Provision, new: Provision | None) -> bool:
    """Whether a provision is gone, or was retired since; ``new`` is what has its id now."""
    return new is None or (new.retired is not None and old.retired is None)


def successors(gone: Sequence[Provision], added: Sequence[Provision]) -> dict[str, str]:
    """``renamings`` among provisions that have left and others that have come."""
    left = {p.id for p in gone}
    found = {one.id: old for one in added for old in reversed(one.formerly) if old in left}
    unknown = [one for one in added if one.id not in found]
    missing = [p for p in gone if p.id not in found.values()]
    scored = [(_alike(p, one), one.id, p.id) for one in unknown for p in missing if p.kind is one.kind]
    for likeness, id_, old in sorted(scored, key=lambda one: (-one[0], *one[1:])):
        if likeness >= _RENAMED and id_ not in found and old not in found.values():
            found[id_] = old
    return found


def _alike(old: Provision, new: Provision) -> float:
    from difflib import SequenceMatcher  # most checks compare nothing

    first, second = as_lines(parts(old, {})), as_lines(parts(new, {}))
    return SequenceMatcher(None, first.split(), second.split(), autojunk=False).ratio()


def under_its_name(old: Provision, new: Provision) -> Provision:
    """A provision as it was, but for a requirement that said no more than its id, where ``new`` has another one."""
    named = old.requirement == _name(old) and new.requirement == _name(new)
    return replace(old, requirement=new.requirement) if named and old.id != new.id else old


def _name(provision: Provision) -> str:
    return provision.id.partition(".")[2]


class Ancestor(Struct, frozen=True):
    """A provision as a release has it. ``given_up`` says that a later release, which comes from this one, has it no
    longer; the id of a renamed one is another."""

    provision: Provision
    release: Release
    given_up: bool = False


class Lineage:
    """What the provisions of a library come from in its ``releases``, newest first. Releases of a fork stand beside
    those that it took over: each provision is held against the last one that holds it."""

    def __init__(self, library: Library, releases: Sequence[Release]) -> None:
        self.library, self.releases = library, releases
        self._found: dict[str, Ancestor | None] = {}

    def of(self, id_: str) -> Ancestor | None:
        """What a provision comes from; None for one that no release knows."""
        if id_ not in self._found:
            self._found[id_] = self._by_id(id_) or self._renamed.get(id_)
        return self._found[id_]

    def _by_id(self, id_: str) -> Ancestor | None:
        for n, release in enumerate(self.releases):
            if found := release.find(id_):
                return Ancestor(found, release, any(later.contains(release) for later in self.releases[:n]))
        return None

    @cached_property
    def _renamed(self) -> dict[str, Ancestor]:
        added = [p for id_, p in self.library.by_id.items() if self._by_id(id_) is None]
        gone = {one.provision.id: one for one in self.left} if added else {}
        found = successors([one.provision for one in gone.values()], added)
        return {
            id_: Ancestor(under_its_name(gone[old].provision, self.library.by_id[id_]), gone[old].release)
            for id_, old in found.items()
        }

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """The ids that provisions of releases have now, by those that they had."""
        return {one.provision.id: id_ for id_, one in self._renamed.items()} if self.left else {}

    @cached_property
    def left(self) -> tuple[Ancestor, ...]:
        """What the last releases have and the library has no longer, or has retired since."""
        return tuple(one for one in self._last() if has_left(one.provision, self.library.by_id.get(one.provision.id)))

    @cached_property
    def removed(self) -> tuple[Ancestor, ...]:
        """What has left the library without a word: it is neither retired nor there under another id."""
        kept = {*self.library.by_id, *self.library.broken_ids, *(one.provision.id for one in self._renamed.values())}
        return tuple(one for one in self.left if one.provision.id not in kept)

    def _last(self) -> Iterator[Ancestor]:
        """The provisions of every release that is in no later one, each once."""
        seen: set[str] = set()
        for n, release in enumerate(self.releases):
            if any(later.contains(release) for later in self.releases[:n]):
                continue
            for id_, provision in release.library.by_id.items():
                if id_ not in seen:
                    seen.add(id_)
                    yield Ancestor(provision, release)
