"""The whole line with real parts: HTTP and SMTP on loopback, SQLite and PostgreSQL, processes that are killed."""

from collections.abc import Iterator

import pytest

from tests.cli.local_press import Press, open_press
from tests.store.conftest import address, migrated, postgresql
from tests.whole.line import PostOffice, open_post_office

__all__ = ["address", "migrated", "office", "postgresql", "press"]


@pytest.fixture
def press() -> Iterator[Press]:
    """A newspaper's web server."""
    with open_press() as opened:
        yield opened


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """A mail server."""
    with open_post_office() as opened:
        yield opened
