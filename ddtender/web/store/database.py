"""The database: opened, and brought to the form that this version of the page needs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, inspect, text

#: Where the steps lie by which the tables grew.
MIGRATIONS = Path(__file__).parent / "migrations"
#: The last of them (``migrations/versions``); a test holds the two against each other.
LATEST = "0001"
_BUSY = 30_000  # milliseconds


def now() -> datetime:
    """The moment, in UTC without saying so, as all databases keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


def opened(address: str) -> Engine:
    """The database at an address of SQLAlchemy's, with the tables of this version."""
    sqlite = address.startswith("sqlite")
    if address.startswith("postgresql://"):
        address = address.replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(address, pool_pre_ping=not sqlite, **({} if sqlite else {"pool_size": 10}))
    if sqlite:
        event.listen(engine, "connect", _as_we_use_it)
    if _version(engine) != LATEST:
        _raise(engine)
    return engine


def _as_we_use_it(connection: object, _: object) -> None:
    """Readers never wait for a writer; a writer waits for another."""
    cursor = connection.cursor()  # pyright: ignore[reportAttributeAccessIssue] # of sqlite3
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute(f"PRAGMA busy_timeout={_BUSY}")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _version(engine: Engine) -> str | None:
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _raise(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix().replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
