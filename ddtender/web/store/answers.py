"""Answers that are not in a file yet: kept while somebody types, so that a page left is found again as it was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct
from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.exc import IntegrityError

from ddtender.web.store.database import now
from ddtender.web.store.tables import ANSWERS


class KeptAnswers(Struct, frozen=True):
    """What somebody has typed into a form, by the names of its fields, and when."""

    values: dict[str, str]
    saved: datetime


def keep(engine: Engine, procurement: str, form: str, person: str, values: Mapping[str, str]) -> None:
    """Keep what stands in a form, in place of what stood there before."""
    try:
        _keep(engine, procurement, form, person, values)
    except IntegrityError:  # another request was faster: what was typed later stands
        _keep(engine, procurement, form, person, values)


def _keep(engine: Engine, procurement: str, form: str, person: str, values: Mapping[str, str]) -> None:
    with engine.begin() as connection:
        connection.execute(delete(ANSWERS).where(*_of(procurement, form, person)))
        row = {"procurement": procurement, "form": form, "person": person}
        connection.execute(insert(ANSWERS).values(**row, values=dict(values), saved=now()))


def kept(engine: Engine, procurement: str, form: str, person: str) -> KeptAnswers | None:
    """What is kept of a form, if anything is."""
    query = select(ANSWERS.c["values"], ANSWERS.c.saved).where(*_of(procurement, form, person))
    with engine.connect() as connection:
        row = connection.execute(query).first()
    return KeptAnswers(*row) if row else None


def forget(engine: Engine, procurement: str, form: str, person: str) -> None:
    """What was kept of a form is in its file now, or is not wanted."""
    with engine.begin() as connection:
        connection.execute(delete(ANSWERS).where(*_of(procurement, form, person)))


def _of(procurement: str, form: str, person: str) -> tuple:
    return ANSWERS.c.procurement == procurement, ANSWERS.c.form == form, ANSWERS.c.person == person
