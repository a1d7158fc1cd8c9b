"""Links by which colleagues without an account come in: each for one procurement, used once, for so many days."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Engine, insert, select, update

from ddtender.web.store.database import now
from ddtender.web.store.sessions import digest_of
from ddtender.web.store.tables import INVITATIONS


class ColleagueLink(Struct, frozen=True):
    """Who was invited to which procurement, in which role (as it goes on record) and with which rights; by whom; until
    when (UTC); when the link was ``used``, and when it was ``withdrawn``; by which ``session``."""

    id: str
    procurement: str
    name: str
    role: str
    may: str
    by: str
    made: datetime
    until: datetime
    used: datetime | None
    withdrawn: datetime | None
    session: str

    @property
    def state(self) -> str:
        """withdrawn, over, used or waiting."""
        if self.withdrawn is not None:
            return "withdrawn"
        if self.until <= now():
            return "over"
        return "waiting" if self.used is None else "used"

    @property
    def holds(self) -> bool:
        """Whether whoever has come in by it may stay."""
        return self.state in ("waiting", "used")


def make(engine: Engine, given: Mapping[str, str], until: datetime) -> tuple[str, ColleagueLink]:
    """A new link: its secret, and what is kept of it. ``given``: procurement, name, role, may, by."""
    secret = secrets.token_urlsafe(32)
    row: dict[str, Any] = {"id": secrets.token_hex(16), **given, "made": now(), "until": until}
    row |= {"used": None, "withdrawn": None, "session": ""}
    with engine.begin() as connection:
        connection.execute(insert(INVITATIONS).values(key=digest_of(secret), **row))
    return secret, _invitation(row)


def find(engine: Engine, id: str) -> ColleagueLink | None:
    """The invitation with an id."""
    return _one(engine, INVITATIONS.c.id == id)


def of_secret(engine: Engine, secret: str) -> ColleagueLink | None:
    """The invitation whose link has this secret, whether it holds or not."""
    return _one(engine, INVITATIONS.c.key == digest_of(secret))


def of_session(engine: Engine, key: str, first: str) -> Sequence[ColleagueLink]:
    """The invitations by which a session came in, the last first; ``first`` is the one that it knows itself."""
    came = (INVITATIONS.c.session == key) | (INVITATIONS.c.id == first)
    query = select(INVITATIONS).where(came).order_by(INVITATIONS.c.used.desc())
    with engine.connect() as connection:
        return [_invitation(row) for row in connection.execute(query).mappings()]


def take(engine: Engine, id: str, session: str) -> bool:
    """Whether an invitation is used for the first time, and holds; afterwards it is used, by this session."""
    waiting = (INVITATIONS.c.used.is_(None), INVITATIONS.c.withdrawn.is_(None), INVITATIONS.c.until > now())
    with engine.begin() as connection:
        mine = update(INVITATIONS).where(INVITATIONS.c.id == id, *waiting).values(used=now(), session=session)
        return connection.execute(mine).rowcount == 1


def give_back(engine: Engine, id: str, session: str) -> None:
    """What this session has used up was of no use: the invitation can be used again."""
    with engine.begin() as connection:
        mine = (INVITATIONS.c.id == id, INVITATIONS.c.session == session)
        connection.execute(update(INVITATIONS).where(*mine).values(used=None, session=""))


def withdraw(engine: Engine, procurement: str, id: str) -> ColleagueLink | None:
    """Let nobody in by a link any more, also whoever is in; None where there is none that holds."""
    with engine.begin() as connection:
        here = (INVITATIONS.c.id == id, INVITATIONS.c.procurement == procurement, INVITATIONS.c.withdrawn.is_(None))
        if connection.execute(update(INVITATIONS).where(*here).values(withdrawn=now())).rowcount != 1:
            return None
    return find(engine, id)


def of(engine: Engine, procurement: str) -> Sequence[ColleagueLink]:
    """The invitations to a procurement, the last first."""
    query = select(INVITATIONS).where(INVITATIONS.c.procurement == procurement).order_by(INVITATIONS.c.made.desc())
    with engine.connect() as connection:
        return [_invitation(row) for row in connection.execute(query.limit(200)).mappings()]


def _one(engine: Engine, condition: Any) -> ColleagueLink | None:
    with engine.connect() as connection:
        row = connection.execute(select(INVITATIONS).where(condition)).mappings().first()
    return _invitation(row) if row else None


def _invitation(row: Mapping[Any, Any]) -> ColleagueLink:
    return ColleagueLink(**{name: row[name] for name in ColleagueLink.__struct_fields__})
