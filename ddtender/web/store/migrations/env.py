"""How Alembic gets at the database: the connection is handed over by ``store/database.py``."""

from alembic import context

from ddtender.web.store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
