"""By which session a link was used: one may have come in by several."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("invitations", sa.Column("session", sa.String(64), nullable=False, server_default=""))
    op.create_index("ix_invitations_session", "invitations", ["session"])
    op.execute(
        "UPDATE invitations SET session = COALESCE((SELECT MIN(sessions.key) FROM sessions"
        " WHERE sessions.invitation = invitations.id), '')"
    )
