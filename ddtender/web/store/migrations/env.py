"""How Alembic gets at the database: the connection is handed over by ``store/database.py``, in a transaction of its
own, in which all steps are done."""

from alembic import context

from ddtender.web.store.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
