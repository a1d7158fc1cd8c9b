"""How often somebody may change something in a minute: counted in the database, so by all processes together."""

from __future__ import annotations

import time

from sqlalchemy import Engine, delete

from ddtender.web.store.database import insert_into
from ddtender.web.store.tables import COUNTS

#: So many addresses with a token may be tried in a minute.
ENTRIES = 20


def is_too_often(engine: Engine, who: str, most: int) -> bool:
    """Count one more for ``who``, and say whether that is more than ``most`` in this minute."""
    minute = int(time.time()) // 60
    with engine.begin() as connection:
        one = insert_into(connection, COUNTS).values(who=who, minute=minute, count=1)
        more = {"count": COUNTS.c.count + 1}
        put = one.on_conflict_do_update(index_elements=["who", "minute"], set_=more).returning(COUNTS.c.count)
        count = connection.execute(put).scalar_one()
    if count == 1:
        with engine.begin() as connection:
            connection.execute(delete(COUNTS).where(COUNTS.c.minute < minute))
    return count > most
