"""Who is at the page, and what they may do."""

from __future__ import annotations

from msgspec import Struct

from ddtender.desk.approving.four_eyes import plain_name
from ddtender.web.settings import Settings, TeamRole

#: Whoever works alone on this machine may do everything.
ALL: tuple[TeamRole, ...] = ("officer", "lawyer", "maintainer", "evaluator", "reader")


class Person(Struct, frozen=True):
    """Somebody with a name ("" until they have said it), a role as it goes on record, and what they may do."""

    name: str
    role: str
    may: tuple[TeamRole, ...] = ALL
    identity: str = ""
    #: The one procurement that somebody was invited to, who came in by a link; "" for all others.
    procurement: str = ""
    #: Who has made that link.
    invited_by: str = ""

    def can(self, *roles: TeamRole) -> bool:
        """Whether one of these roles is theirs."""
        return any(role in self.may for role in roles)

    @property
    def is_judging(self) -> bool:
        """Whether they evaluate, and do not run the procurement: what others have judged they see nowhere."""
        return self.can("evaluator") and not self.can("officer")

    @property
    def hears_who_won(self) -> bool:
        """Whether they are told what came of a procurement."""
        return self.can("officer", "lawyer", "reader") and not self.is_judging


def from_proxy(settings: Settings, header: str | None, peer: str) -> Person | None:
    """The person whom the proxy names; None where it is no proxy of ours, or nobody of the team."""
    team = settings.team
    if team is None or peer not in team.proxies or not header:
        return None
    for identity in (header.strip().lower(), header.strip()):
        if (member := team.people.get(identity)) is not None:
            return Person(member.name, member.roles[0], member.roles, identity)
    return None


def is_taken(settings: Settings, own: str, name: str) -> bool:
    """Whether a name, or an address in it, is somebody's of the team, or one's ``own``: nobody is invited under it."""
    people = {} if settings.team is None else settings.team.people
    wanted = plain_name(name)
    known = {plain_name(one) for one in (own, *people, *(each.name for each in people.values()))}
    return wanted in known or any("@" in one and one in wanted for one in map(plain_name, people))
