"""What has happened to the provisions of a library since a release.

Only the files of the release that differ are read: a build compares itself with the last release every time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from ddtender.history.diff import ProvisionDiff, compare_provisions
from ddtender.history.lineage import has_left, successors
from ddtender.history.others import OtherDiff, compare_others
from ddtender.history.release import Release
from ddtender.library.loader import load
from ddtender.library.places import INFO, LEGAL_BASES, MERGED, NATIONAL, PARAMETERS, REPLY_FORMS, SCENARIOS
from ddtender.library.provisions import provision_kind
from ddtender.model import Library, Parameter, Provision, Scenario

#: Where that stands which binds beside the provisions.
_FOR_OTHERS = (INFO, MERGED, PARAMETERS, LEGAL_BASES, f"{REPLY_FORMS}/", f"{NATIONAL}/")


class Since(Struct, frozen=True):
    """A library held against the release ``tag`` at ``commit``: ``changes`` by id, what is in it as it was is missing.

    ``unread`` are ids that the release has in a file that this version of ddtender cannot read; ``left`` are, by
    scenario, the provisions that it had in the release and has no longer; ``others`` is, by id, what else binds in the
    library and says something else there, but for the words of templates.
    """

    tag: str
    commit: str
    changes: Mapping[str, ProvisionDiff] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    left: Mapping[str, tuple[Provision, ...]] = field(default_factory=dict)
    others: Mapping[str, OtherDiff] = field(default_factory=dict)


def since(release: Release, library: Library, files: Mapping[str, bytes]) -> Since:
    """Compare a library, read from ``files``, with a release."""
    before = _Before(release, library, files)
    provisions = library.by_id.values()
    added = [p for p in provisions if before.find(p) is None and p.id not in before.unread]
    gone = [p for id_, p in before.read.by_id.items() if has_left(p, library.by_id.get(id_))]
    renamed = successors(gone, added)
    changes = {}
    for provision in provisions:
        old = before.read.by_id.get(renamed.get(provision.id, "")) or before.find(provision)
        if old is None and provision.id in before.unread:
            continue
        if old is provision and PARAMETERS in before.kept:
            continue
        if found := compare_provisions(old, provision, before.parameters, library.parameter_by_name):
            changes[provision.id] = found
    left = {scenario.name: before.left(scenario, renamed.values()) for scenario in library.scenarios}
    return Since(release.tag, release.commit, changes, before.unread, left, before.others())


class _Before:
    """The release as far as it differs: a file that is the same byte for byte says the same."""

    def __init__(self, release: Release, library: Library, files: Mapping[str, bytes]) -> None:
        self.library, self.files = library, files
        self.kept = {path for path, content in release.files.items() if files.get(path) == content}
        differing = {path: content for path, content in release.files.items() if path not in self.kept and _read(path)}
        self.read, _ = load(differing, templates=(), languages=False)
        self.unread = self.read.broken_ids

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        return (self.library if PARAMETERS in self.kept else self.read).parameter_by_name

    def find(self, provision: Provision) -> Provision | None:
        return provision if provision.location.path in self.kept else self.read.by_id.get(provision.id)

    def left(self, scenario: Scenario, renamed: Iterable[str]) -> tuple[Provision, ...]:
        """What the scenario's file listed and does not list now, under whatever id."""
        now = {*renamed, *(id_ for id_, _ in scenario.provisions)}
        listed = [id_ for s in self.read.scenarios if s.name == scenario.name for id_, _ in s.provisions]
        found = [self.library.by_id.get(id_) or self.read.by_id.get(id_) for id_ in listed if id_ not in now]
        return tuple(p for p in found if p)

    def others(self) -> dict[str, OtherDiff]:
        """What binds beside the provisions and is not as it was; a release is compared without its templates."""
        told = [path for path in self.files if path not in self.kept and not path.startswith(_FOR_OTHERS)]
        compared = compare_others(self.read, self.library, (_nobody, _nobody), self.kept.union(told))
        return {one.id: one for one in compared}


def _nobody(_: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (), ()


def _read(path: str) -> bool:
    return path.startswith((*_FOR_OTHERS, f"{SCENARIOS}/")) or provision_kind(path) is not None
