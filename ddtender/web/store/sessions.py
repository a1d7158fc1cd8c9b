"""Sessions, and the token that begins one: the database knows only the SHA-256 of what a browser holds."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from msgspec import Struct
from sqlalchemy import Engine, delete, insert, select, update

from ddtender.web.store.database import now
from ddtender.web.store.tables import SESSIONS, TOKENS

#: How long a session lasts that nobody uses, and how long one lasts at most.
IDLE, WHOLE = timedelta(hours=12), timedelta(days=7)
#: No link for a colleague holds longer, nor does a session that began by one.
LONGEST = timedelta(days=31)
#: How often it is written down that a session is used.
_SEEN = timedelta(minutes=5)


class Session(Struct, frozen=True):
    """A browser that was let in: its ``key``, what its forms carry, who sits there, and what to say to them next."""

    key: str
    csrf: str
    identity: str
    name: str
    role: str
    language: str
    told: dict | None
    invitation: str = ""


def begin(
    engine: Engine, identity: str = "", name: str = "", role: str = "", language: str = "", invitation: str = ""
) -> tuple[str, Session]:
    """A new session, and the secret that its browser is to hold."""
    secret = secrets.token_urlsafe(32)
    moment = now()
    values = {
        "key": digest_of(secret),
        "csrf": secrets.token_urlsafe(32),
        "identity": identity,
        "name": name,
        "role": role,
        "language": language,
        "told": None,
        "invitation": invitation,
    }
    with engine.begin() as connection:
        of_link = SESSIONS.c.invitation != ""
        is_over = (SESSIONS.c.seen < moment - IDLE) | (SESSIONS.c.begun < moment - WHOLE)
        connection.execute(delete(SESSIONS).where((~of_link & is_over) | (SESSIONS.c.begun < moment - LONGEST)))
        connection.execute(insert(SESSIONS).values(**values, begun=moment, seen=moment))
    return secret, Session(**values)


def find(engine: Engine, secret: str | None) -> Session | None:
    """The session whose browser holds ``secret``, if it lasts still."""
    if not secret:
        return None
    moment = now()
    with engine.connect() as connection:
        row = connection.execute(select(SESSIONS).where(SESSIONS.c.key == digest_of(secret))).mappings().first()
    if row is None:
        return None
    if row["invitation"]:  # it lasts as long as the link, which cannot be used again
        if row["begun"] < moment - LONGEST:
            return None
    elif row["seen"] < moment - IDLE or row["begun"] < moment - WHOLE:
        return None
    if row["seen"] < moment - _SEEN:
        change(engine, row["key"], seen=moment)
    return Session(**{name: row[name] for name in Session.__struct_fields__})


def change(engine: Engine, key: str, **values: object) -> None:
    """Set columns of a session."""
    with engine.begin() as connection:
        connection.execute(update(SESSIONS).where(SESSIONS.c.key == key).values(**values))


def prolong(engine: Engine, key: str, invitation: str) -> None:
    """A session has come in by another link: that one may hold longer than what it began by."""
    change(engine, key, invitation=invitation, begun=now())


def end(engine: Engine, key: str) -> None:
    """Nobody gets in with this session any more."""
    with engine.begin() as connection:
        connection.execute(delete(SESSIONS).where(SESSIONS.c.key == key))


def new_token(engine: Engine) -> str:
    """A token that lets one browser in, once; those made before hold no longer."""
    token = secrets.token_urlsafe(32)
    with engine.begin() as connection:
        connection.execute(delete(TOKENS))
        connection.execute(insert(TOKENS).values(key=digest_of(token), made=now()))
    return token


def take_token(engine: Engine, token: str) -> bool:
    """Whether a token lets in; afterwards it does no more."""
    with engine.begin() as connection:
        return connection.execute(delete(TOKENS).where(TOKENS.c.key == digest_of(token))).rowcount == 1


def digest_of(secret: str) -> str:
    """What the database knows of a secret: its SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()
