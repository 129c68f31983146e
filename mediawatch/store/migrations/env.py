"""Alembic's entry: run the migrations on the connection that mediawatch.store.migrate hands over."""

from alembic import context

from mediawatch.store.columns import metadata
from mediawatch.store.migrate import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
