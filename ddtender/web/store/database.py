"""The database: opened, and brought to the form that this version of the page needs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import OperationalError
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, inspect, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from ddtender.workspace.errors import WorkspaceError

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

#: Where the steps lie by which the tables grew.
MIGRATIONS = Path(__file__).parent / "migrations"
#: All of them in order (``migrations/versions``); a test holds the two against each other.
STEPS = ("0001", "0002", "0003", "0004")
LATEST = STEPS[-1]
_BUSY = 30_000  # milliseconds
#: Who brings a database of a team's into form holds this; any number that nobody else uses.
_FORMING = 7_823_113_950
_NO_DRIVER = 'the page needs a driver for this database: install it by `uv tool install "ddtender[team]"`'


def now() -> datetime:
    """The moment, in UTC without saying so, as all databases keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


def opened(address: str) -> Engine:
    """The database at an address of SQLAlchemy's, with the tables of this version. Raises WorkspaceError where there is
    none, or it is of a later version."""
    sqlite = address.startswith("sqlite")
    if address.startswith("postgresql://"):
        address = address.replace("postgresql://", "postgresql+psycopg://", 1)
    try:
        engine = create_engine(address, pool_pre_ping=not sqlite, **({} if sqlite else {"pool_size": 10}))
    except (ArgumentError, ValueError):  # what it says has the address in it, and that a password
        raise WorkspaceError("the address of the database is none: postgresql://user@host/name") from None
    except ModuleNotFoundError:
        raise WorkspaceError(_NO_DRIVER) from None
    if sqlite:
        event.listen(engine, "connect", _as_we_use_it)
    try:
        if version_of(engine) != LATEST:
            raise_to(engine, LATEST)
    except DBAPIError as error:
        engine.dispose()
        raise WorkspaceError(f"the database of the page cannot be used: {error.orig}") from None
    except WorkspaceError:
        engine.dispose()
        raise
    return engine


def _as_we_use_it(connection: Any, _: object) -> None:
    """Readers never wait for a writer; a writer waits for another."""
    cursor = connection.cursor()  # of sqlite3
    cursor.execute(f"PRAGMA busy_timeout={_BUSY}")
    _with_journal(cursor)
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _with_journal(cursor: Any) -> None:
    """The journal beside the file: it stays, once one process has set it. SQLite does not wait for another that is just
    setting it, whatever its timeout."""
    until = monotonic() + _BUSY / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except OperationalError:
            if monotonic() > until:
                raise
            sleep(0.02)


def insert_into(connection: Connection, table: Table) -> PostgresqlInsert | SqliteInsert:
    """An insertion that can say what is to happen where there is such a row already."""
    from sqlalchemy.dialects import postgresql, sqlite

    return (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)


def version_of(engine: Engine) -> str | None:
    """The step up to which the tables of a database have grown; None where there are none."""
    with engine.connect() as connection:
        return _version(connection)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def raise_to(engine: Engine, step: str) -> None:
    """Let the tables grow up to a step: one process at a time, all of it or nothing, whatever kills it. Raises
    WorkspaceError where a later version of the page has been there."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix().replace("%", "%%"))
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # else each table would be there by itself
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:of)"), {"of": _FORMING})
        there = _version(connection)
        if there is not None and there not in STEPS:
            raise WorkspaceError("the database of the page is one of a later ddtender: use that, or another database")
        if there is None or STEPS.index(there) < STEPS.index(step):
            config.attributes["connection"] = connection
            command.upgrade(config, step)
