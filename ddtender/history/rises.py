"""How each provision's version stands against the last release that holds it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ddtender.history.level import VersionLevel, needed, raised
from ddtender.history.lineage import Lineage
from ddtender.history.release import Release
from ddtender.model import Provision


class VersionRise(Struct, frozen=True):
    """``asked`` is the least level that the change needs, ``risen`` the level of the rise (None: lowered)."""

    provision: Provision
    released: Provision
    release: Release
    asked: VersionLevel
    risen: VersionLevel | None

    @property
    def bump(self) -> str:
        """The command that mends it."""
        return f'Run `ddtender bump {self.provision.id} --{self.asked.name.lower()} --why "…"`.'

    @property
    def named(self) -> str:
        """The provision as findings name it: with the id that it had, if that was another."""
        before = f" ('{self.released.id}' in {self.release.tag})" if self.released.id != self.provision.id else ""
        return f"'{self.provision.id}'{before}"


def rises(lineage: Lineage) -> Iterator[VersionRise]:
    """Every provision that a release holds, under this id or another one, with what has happened to it since; but for
    those that were given up, and have come back."""
    if not lineage.releases:
        return
    now = lineage.library.parameter_by_name
    same = lineage.releases[0].library.parameter_by_name == now
    for provision in lineage.library.by_id.values():
        before = lineage.of(provision.id)
        if before is None or before.given_up:
            continue
        released, release = before.provision, before.release
        if released is provision and same:
            asked = VersionLevel.NONE
        else:
            asked = needed(released, provision, release.library.parameter_by_name, now, lineage.renamed)
        yield VersionRise(provision, released, release, asked, raised(released.version, provision.version))
