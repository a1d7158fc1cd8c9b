"""The tables of the page. What stands here can be lost without losing a procurement: its truth is its files."""

from sqlalchemy import JSON, Column, DateTime, Integer, MetaData, String, Table, Text

METADATA = MetaData()

#: By the SHA-256 of what the browser holds; ``told`` is what the next page says first.
SESSIONS = Table(
    "sessions",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("csrf", String(64), nullable=False),
    Column("identity", String(320), nullable=False, default=""),
    Column("name", String(200), nullable=False, default=""),
    Column("role", String(200), nullable=False, default=""),
    Column("language", String(35), nullable=False, default=""),
    Column("told", JSON, nullable=True),
    Column("begun", DateTime, nullable=False),
    Column("seen", DateTime, nullable=False, index=True),
    Column("invitation", String(32), nullable=False, default="", server_default=""),
)
#: Links for colleagues without an account, by the SHA-256 of their secrets; ``session`` is the key of the one that came
#: in by it.
INVITATIONS = Table(
    "invitations",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("procurement", String(255), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("role", String(200), nullable=False),
    Column("may", String(20), nullable=False),
    Column("by", String(200), nullable=False),
    Column("made", DateTime, nullable=False),
    Column("until", DateTime, nullable=False),
    Column("used", DateTime, nullable=True),
    Column("withdrawn", DateTime, nullable=True),
    Column("session", String(64), nullable=False, server_default="", index=True),
)
#: What lets somebody in once, by its SHA-256.
TOKENS = Table(
    "tokens",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("made", DateTime, nullable=False),
)
#: Answers that are not in a file yet, one set a form and person.
ANSWERS = Table(
    "answers",
    METADATA,
    Column("procurement", String(255), primary_key=True),
    Column("form", String(255), primary_key=True),
    Column("person", String(320), primary_key=True),
    Column("values", JSON, nullable=False),
    Column("saved", DateTime, nullable=False),
)
#: What takes long, and how it goes. ``state``: waiting, running, done, refused, failed, stopped; ``worker``: which
#: process does it.
JOBS = Table(
    "jobs",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("procurement", String(255), nullable=False, index=True),
    Column("kind", String(60), nullable=False),
    Column("asked", JSON, nullable=False),
    Column("by", JSON, nullable=False),
    Column("state", String(12), nullable=False),
    Column("said", Text, nullable=False, default=""),
    Column("result", JSON, nullable=True),
    Column("made", DateTime, nullable=False),
    Column("beat", DateTime, nullable=True),
    Column("worker", String(64), nullable=False, server_default=""),
)
#: Requests that change something, counted by the minute.
COUNTS = Table(
    "counts",
    METADATA,
    Column("who", String(80), primary_key=True),
    Column("minute", Integer, primary_key=True),
    Column("count", Integer, nullable=False),
)
