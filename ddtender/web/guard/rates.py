"""How often somebody may change something in a minute: counted in the database, so by all processes together."""

from __future__ import annotations

import time

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from ddtender.web.store.tables import COUNTS

#: So many addresses with a token may be tried in a minute.
ENTRIES = 20


def is_too_often(engine: Engine, who: str, most: int) -> bool:
    """Count one more for ``who``, and say whether that is more than ``most`` in this minute."""
    minute = int(time.time()) // 60
    here = (COUNTS.c.who == who, COUNTS.c.minute == minute)
    with engine.begin() as connection:
        found = connection.execute(update(COUNTS).where(*here).values(count=COUNTS.c.count + 1)).rowcount
        if found:
            return (connection.execute(select(COUNTS.c.count).where(*here)).scalar() or 0) > most
        connection.execute(delete(COUNTS).where(COUNTS.c.minute < minute))
    try:
        with engine.begin() as connection:
            connection.execute(insert(COUNTS).values(who=who, minute=minute, count=1))
    except IntegrityError:  # another process was faster
        return is_too_often(engine, who, most)
    return most < 1
