"""What a sign-off sheet has to say of a composition, as values: nothing here has words of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from ddtender.history.bindings import Bound
from ddtender.history.diff import ProvisionDiff
from ddtender.history.others import OtherDiff
from ddtender.history.since import Since
from ddtender.history.states import Standing
from ddtender.model import AskedQuestion, Asking, FactValue, Library, Origin, Parameter, State
from ddtender.model.notes import Verified
from ddtender.resolve.values import BlankInfo, ResolvedDocument, ResolvedProvision


class MadeFrom(Struct, frozen=True):
    """Where the sources stand: their commit, whether they differ from it, and templates that are not the usual ones."""

    commit: str | None
    dirty: bool
    procedure: str | None = None
    own_templates: tuple[str, ...] = ()


class Unchecked(Struct, frozen=True):
    """A provision of law, of the Union or of the country, that was not held against its text for a year, if ever."""

    citation: str
    verified: Verified | None


class OtherValue(Struct, frozen=True):
    """A fact for which the library has a default, and the procedure another value; ``asked`` says who answers for it,
    where somebody must."""

    parameter: Parameter
    given: FactValue
    asked: AskedQuestion | None = None


class ToSign(Struct, frozen=True):
    """What is to be said. ``used`` are the standings of all that is printed, ``others`` of what else binds there,
    ``own`` the ids of what its author has approved."""

    resolved: ResolvedDocument
    used: tuple[tuple[ResolvedProvision, Standing], ...]
    others: tuple[Bound, ...]
    asked: tuple[AskedQuestion, ...]
    values: tuple[OtherValue, ...]
    unchecked: tuple[Unchecked, ...]
    own: tuple[str, ...] = ()
    since: Since | None = None

    @property
    def open(self) -> list[AskedQuestion]:
        """The questions that nobody has answered as they stand."""
        return [one for one in self.asked if one.is_open]

    @property
    def decided(self) -> list[AskedQuestion]:
        """The questions with an answer on record, whether it still holds or not."""
        return [one for one in self.asked if one.decision is not None]

    @property
    def not_approved(self) -> list[Standing | Bound]:
        """What nobody has approved as it stands."""
        return [one for one in (*(one for _, one in self.used), *self.others) if one.state is not State.APPROVED]

    @property
    def blanks(self) -> list[BlankInfo]:
        """The facts that the authority has left open."""
        return [b for b in self.resolved.blanks if b.text is None and b.filled_by == "authority"]

    @property
    def changed_provisions(self) -> Iterator[ProvisionDiff]:
        """What is printed and is not as in the last release."""
        changes = self.since.changes if self.since else {}
        return (changes[p.id] for p, _ in self.used if p.id in changes)

    @property
    def changed_others(self) -> Iterator[OtherDiff]:
        """What else binds in these documents and is not as in the last release."""
        changes = self.since.others if self.since else {}
        return (changes[one.id] for one in self.others if one.id in changes)

    @property
    def deviating(self) -> list[ResolvedProvision]:
        """What the procedure has added, or put in the place of something."""
        return [p for p in self.resolved.provisions if p.origin in (Origin.ADDED, Origin.REPLACES)]


def points(
    resolved: ResolvedDocument,
    library: Library,
    standings: Mapping[str, Standing],
    others: Sequence[Bound],
    texts: Sequence[AskedQuestion],
    on: date,
    since: Since | None = None,
    own: Sequence[str] = (),
) -> ToSign:
    """Everything that a sheet of a day says; ``others`` are those that bind in these documents, ``texts`` those of the
    procedure that stand in provisions, ``own`` the ids of what its author has approved."""
    used = tuple((p, standings[p.id]) for p in resolved.printed)
    asked = (*(one for _, standing in used for one in standing.asked), *texts)
    cited = {citation for p in resolved.printed for citation in p.provision.legal_basis}
    law = resolved.draft.national
    relied_on = [(b.citation, b) for b in library.legal_bases] + [(p.cite, p) for p in (law.provisions if law else ())]
    unchecked = tuple(
        Unchecked(words, one.verified) for words, one in relied_on if one.citation in cited and is_old(one.verified, on)
    )
    return ToSign(resolved, used, tuple(others), asked, tuple(_values(resolved, texts)), unchecked, tuple(own), since)


def is_old(verified: Verified | None, on: date) -> bool:
    """Whether nobody has held a statement of law against its text within a year."""
    return verified is None or (on - verified.on).days > 365


def _values(resolved: ResolvedDocument, texts: Sequence[AskedQuestion]) -> Iterator[OtherValue]:
    draft, by_fact = resolved.draft, {one.about: one for one in texts if one.asking is Asking.TEXT}
    printed = {blank.name for blank in resolved.blanks}
    for name, value in draft.values.items():
        parameter = draft.parameters[name]
        differs = parameter.default is not None and value != parameter.default
        if name in printed and (differs or parameter.key in by_fact):
            yield OtherValue(parameter, value, by_fact.get(parameter.key))
