"""What has happened to the words of one contract: as its manifest lists them, held against a later library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from ddtender.history.bindings import Bound
from ddtender.history.diff import ProvisionDiff, compare_provisions
from ddtender.history.fingerprint import parts
from ddtender.history.lineage import halves, renamings
from ddtender.history.states import Standing
from ddtender.model import Library, Provision
from ddtender.words import SOURCE


class Listed(Struct, frozen=True):
    """What a manifest says of a provision or another text: ``by`` is who had approved it, empty if nobody had."""

    id: str
    fingerprint: str
    version: str = ""
    number: str = ""
    kind: str = ""
    by: str = ""
    role: str = ""
    on: date | None = None


class ProvisionKept(Struct, frozen=True):
    """A provision of a contract: as the contract has it, what has changed since (None: nothing), and how it stands in
    the later library, if it is there; ``wording`` are the contract's paragraphs, with the names of blanks;
    ``split_into`` are the ids of new provisions that words of it went to."""

    listed: Listed
    provision: Provision
    change: ProvisionDiff | None
    now: Standing | None
    wording: tuple[str, ...] = ()
    split_into: tuple[str, ...] = ()


class OtherKept(Struct, frozen=True):
    """Something else that binds in a contract, and how it stands later; ``changed`` where it is gone, too."""

    listed: Listed
    now: Bound | None

    @property
    def changed(self) -> bool:
        return self.now is None or self.now.fingerprint != self.listed.fingerprint


class LibraryThen(Struct, frozen=True):
    """A library: its version, its commit or what else names it, and its day."""

    version: str
    revision: str
    on: date


class ContractSince(Struct, frozen=True):
    """A contract held against a later library; ``facts`` are its title and the like, as far as they are known, ``tag``
    is its authentic language."""

    then: LibraryThen
    now: LibraryThen
    scenario: str
    facts: Mapping[str, str]
    provisions: tuple[ProvisionKept, ...]
    others: tuple[OtherKept, ...]
    tag: str = SOURCE

    @property
    def changed(self) -> list[ProvisionKept]:
        return [one for one in self.provisions if one.change]

    @property
    def changed_others(self) -> list[OtherKept]:
        return [one for one in self.others if one.changed]


def kept_since(
    listed: Iterable[Listed], then: Library, now: Library, standings: Mapping[str, Standing]
) -> tuple[ProvisionKept, ...]:
    """Each provision of a contract, all of which are in the library ``then``, held against another library."""
    successor = {old: new for new, old in renamings(then, now).items()}
    split = halves(then, now)
    found = []
    for one in listed:
        before, id_ = then.by_id[one.id], successor.get(one.id, one.id)
        change = compare_provisions(before, now.by_id.get(id_), then.parameter_by_name, now.parameter_by_name)
        wording = tuple(parts(before, then.parameter_by_name)["text"])
        found.append(ProvisionKept(one, before, change, standings.get(id_), wording, split.get(one.id, ())))
    return tuple(found)
