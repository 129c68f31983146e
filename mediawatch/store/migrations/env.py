"""Alembic's entry: run the migrations on the connection that mediawatch.store.migrate hands over."""

from alembic import context

from mediawatch.store.migrate import VERSION_TABLE
from mediawatch.store.columns import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
