"""Politeness: one request at a time to each host, with a pause between them, and many hosts side by side."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

Sleep = Callable[[float], Awaitable[object]]
Clock = Callable[[], float]

_REFUSALS_TAKEN = 3
"""After so many 429 answers in a row a host is left alone for the rest of the round."""


class HadEnoughError(Exception):
    """The host has asked us to slow down so often that we leave it alone. `wish`: how long it last asked for."""

    def __init__(self, host: str, wish: timedelta | None) -> None:
        super().__init__(f"{host} has asked us to slow down {_REFUSALS_TAKEN} times in a row")
        self.wish = wish


class Pace:
    """Gives turns. `at_once`: requests under way to all hosts together; `clock` counts seconds."""

    def __init__(self, *, sleep: Sleep, clock: Clock, at_once: int) -> None:
        self._sleep = sleep
        self._clock = clock
        self._slots = asyncio.Semaphore(at_once)
        self._doors: dict[str, asyncio.Lock] = {}
        self._started: dict[str, float] = {}
        self._refusals: dict[str, tuple[int, timedelta | None]] = {}

    @asynccontextmanager
    async def turn(self, host: str, pause_seconds: float) -> AsyncIterator[None]:
        """Waits until nobody else is asking `host` and `pause_seconds` have passed since the last request to it began.

        Those who wait for a host hold no slot, so a busy host never holds up the others. Raises HadEnoughError.
        """
        async with self._doors.setdefault(host, asyncio.Lock()):
            refusals, wish = self._refusals.get(host, (0, None))
            if refusals >= _REFUSALS_TAKEN:
                raise HadEnoughError(host, wish)
            last = self._started.get(host)
            if last is not None:
                wait = last + pause_seconds - self._clock()
                if wait > 0:
                    await self._sleep(wait)
            async with self._slots:
                self._started[host] = self._clock()
                yield

    def answered(self, host: str, *, refused: bool, retry_after: timedelta | None = None) -> None:
        """Notes whether the host asked us to slow down (429)."""
        if not refused:
            self._refusals.pop(host, None)
            return
        count, _ = self._refusals.get(host, (0, None))
        self._refusals[host] = (count + 1, retry_after)
