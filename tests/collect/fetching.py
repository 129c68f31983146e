"""Short ways to fetch in tests, without waiting."""

import asyncio
from typing import Any

import pytest

from mediawatch.collect.fetch import Fetcher
from mediawatch.errors import FetchError
from mediawatch.model import Page

AGENT = "mediawatch/0.1 (+mailto:presse@kommune.example)"


class FakeTime:
    """A clock that only moves when somebody sleeps; `slept` remembers for how long."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)


def fetcher(**settings: Any) -> Fetcher:
    """A fetcher that may go to loopback and never really waits for its turn."""
    time = FakeTime()
    usual: dict[str, Any] = {
        "user_agent": AGENT,
        "allow_private": True,
        "sleep": time.sleep,
        "clock": time.clock,
    }
    return Fetcher(**usual | settings)


def get(url: str, *, settings: dict[str, Any] | None = None, **how: Any) -> Page:
    """Fetches one address, by default without asking robots.txt first."""

    async def run() -> Page:
        async with fetcher(**(settings or {})) as one:
            return await one.get(url, **{"check_robots": False} | how)

    return asyncio.run(run())


def failing(url: str, *, settings: dict[str, Any] | None = None, **how: Any) -> FetchError:
    """The error that fetching the address must raise."""
    with pytest.raises(FetchError) as caught:
        get(url, settings=settings, **how)
    assert caught.value.url is not None
    assert caught.value.advice.endswith("."), "every failure tells the operator what to do"
    return caught.value
