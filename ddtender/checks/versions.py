"""How each provision's version stands against the last release; several rules look at this."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ddtender.checks import Subject
from ddtender.history.level import VersionLevel, needed, raised
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


def compared(subject: Subject) -> Iterator[VersionRise]:
    """Every provision that is in the last release, with what has happened to it since."""
    if not subject.releases:
        return
    last = subject.releases[0]
    before, after = last.library.parameter_by_name, subject.library.parameter_by_name
    same = before == after
    for provision in subject.library.by_id.values():
        if released := last.find(provision.id):
            asked = VersionLevel.NONE if released is provision and same else needed(released, provision, before, after)
            yield VersionRise(provision, released, last, asked, raised(released.version, provision.version))
