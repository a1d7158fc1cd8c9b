"""Who does a job, so that its end is known at once; a column that nobody read goes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("jobs", sa.Column("worker", sa.String(64), nullable=False, server_default=""))
    op.drop_column("jobs", "is_seen")
