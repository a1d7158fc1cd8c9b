"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("csrf", sa.String(64), nullable=False),
        sa.Column("identity", sa.String(320), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(200), nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("told", sa.JSON, nullable=True),
        sa.Column("begun", sa.DateTime, nullable=False),
        sa.Column("seen", sa.DateTime, nullable=False, index=True),
    )
    op.create_table(
        "tokens",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("made", sa.DateTime, nullable=False),
    )
    op.create_table(
        "answers",
        sa.Column("procurement", sa.String(255), primary_key=True),
        sa.Column("form", sa.String(255), primary_key=True),
        sa.Column("person", sa.String(320), primary_key=True),
        sa.Column("values", sa.JSON, nullable=False),
        sa.Column("saved", sa.DateTime, nullable=False),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("procurement", sa.String(255), nullable=False, index=True),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("asked", sa.JSON, nullable=False),
        sa.Column("by", sa.JSON, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("result", sa.JSON, nullable=True),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("beat", sa.DateTime, nullable=True),
        sa.Column("is_seen", sa.Boolean, nullable=False),
    )
    op.create_table(
        "counts",
        sa.Column("who", sa.String(80), primary_key=True),
        sa.Column("minute", sa.Integer, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
