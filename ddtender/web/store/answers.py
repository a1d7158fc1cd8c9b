"""Answers that are not in a file yet: kept while somebody types, so that a page left is found again as it was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct
from sqlalchemy import Engine, delete, select

from ddtender.web.store.database import insert_into, now
from ddtender.web.store.tables import ANSWERS


class KeptAnswers(Struct, frozen=True):
    """What somebody has typed into a form, by the names of its fields, and when."""

    values: dict[str, str]
    saved: datetime


def keep(engine: Engine, procurement: str, form: str, person: str, values: Mapping[str, str]) -> None:
    """Keep what stands in a form, in place of what stood there before."""
    row = {"procurement": procurement, "form": form, "person": person}
    new = {"values": dict(values), "saved": now()}
    with engine.begin() as connection:
        put = insert_into(connection, ANSWERS).values(**row, **new)
        connection.execute(put.on_conflict_do_update(index_elements=[*row], set_=new))


def kept(engine: Engine, procurement: str, form: str, person: str) -> KeptAnswers | None:
    """What is kept of a form, if anything is."""
    query = select(ANSWERS.c["values"], ANSWERS.c.saved).where(*_of(procurement, form, person))
    with engine.connect() as connection:
        row = connection.execute(query).first()
    return KeptAnswers(*row) if row else None


def kept_forms(engine: Engine, procurement: str, beginning: str, person: str) -> list[str]:
    """The names of the forms that are kept and begin so, what was typed last first."""
    form = ANSWERS.c.form
    query = select(form).where(ANSWERS.c.procurement == procurement, ANSWERS.c.person == person)
    with engine.connect() as connection:
        rows = connection.execute(
            query.where(form.startswith(beginning, autoescape=True)).order_by(ANSWERS.c.saved.desc())
        )
        return [row[0] for row in rows]


def forget(engine: Engine, procurement: str, form: str, person: str) -> None:
    """What was kept of a form is in its file now, or is not wanted."""
    with engine.begin() as connection:
        connection.execute(delete(ANSWERS).where(*_of(procurement, form, person)))


def _of(procurement: str, form: str, person: str) -> tuple:
    return ANSWERS.c.procurement == procurement, ANSWERS.c.form == form, ANSWERS.c.person == person
