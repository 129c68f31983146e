"""Alembic migrations, run by mediawatch.store.migrate when the store is opened."""
