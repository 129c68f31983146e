"""What holds for all tests."""

import os
from typing import Any

import pytest
from hypothesis import settings

LONGEST_ID = 60
settings.register_profile("house", deadline=None)  # how fast a machine is says nothing of the code
settings.register_profile("ci", deadline=None, derandomize=True)  # the same commit, the same answer
settings.load_profile("ci" if os.environ.get("CI") else "house")


WORKERS_PER_CORE = 2
"""Half of the time is spent waiting: for a server, a browser, a process."""
MOST_WORKERS = 8


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """How many workers `-n auto` means."""
    return min(MOST_WORKERS, WORKERS_PER_CORE * (os.cpu_count() or 1))


def pytest_make_parametrize_id(config: pytest.Config, val: Any, argname: str) -> str | None:
    """Bytes and long texts are named by their argument: compressed bytes differ from process to process (a gzip header
    holds the time), and the workers that share the tests must agree on their names."""
    if isinstance(val, bytes) or (isinstance(val, str) and len(val) > LONGEST_ID):
        return argname
    return None
