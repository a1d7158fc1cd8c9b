"""Who is at the page, and what they may do."""

from __future__ import annotations

from msgspec import Struct

from ddtender.web.settings import Settings, TeamRole

#: Whoever works alone on this machine may do everything.
ALL: tuple[TeamRole, ...] = ("officer", "lawyer", "maintainer", "evaluator", "reader")


class Person(Struct, frozen=True):
    """Somebody with a name ("" until they have said it), a role as it goes on record, and what they may do."""

    name: str
    role: str
    may: tuple[TeamRole, ...] = ALL
    identity: str = ""

    def can(self, *roles: TeamRole) -> bool:
        """Whether one of these roles is theirs; without any, everybody may."""
        return not roles or any(role in self.may for role in roles)


def from_proxy(settings: Settings, header: str | None, peer: str) -> Person | None:
    """The person whom the proxy names; None where it is no proxy of ours, or nobody of the team."""
    team = settings.team
    if team is None or peer not in team.proxies or not header:
        return None
    member = team.people.get(header.strip().lower()) or team.people.get(header.strip())
    return Person(member.name, member.roles[0] if member.roles else "reader", member.roles, header) if member else None
