"""robots.txt → what we may fetch and how fast (RFC 9309), remembered per origin."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protego import Protego

from mediawatch.collect.pacing import Clock
from mediawatch.errors import FetchError

MAX_BYTES = 512 * 1024
"""RFC 9309, section 2.5: at least 500 KiB must be read; what lies beyond is ignored."""

LONGEST_DELAY = 30.0
"""Seconds. A longer Crawl-delay is cut to this; some sites write a day, which would be never."""

_KEPT_SECONDS = 3600.0
_FAILURE_KEPT_SECONDS = 300.0
_AGENT_LINE = re.compile(r"(?im)^([ \t]*user[- ]?agent[ \t]*:?[ \t]*)([^\r\n#]*)")

Ask = Callable[[str, float], Awaitable[bytes | None]]
"""Address of a robots.txt and pause in seconds → its bytes, None when there is none; raises FetchError."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site allows us. `delay`: seconds it wants between requests."""

    parsed: Protego | None = None
    product: str = "*"
    delay: float = 0.0

    def allow(self, url: str) -> bool:
        """Whether we may fetch the address."""
        return self.parsed is None or bool(self.parsed.can_fetch(url, self.product))


def read_robots(content: bytes | None, product: str) -> Rules:
    """The rules in a robots.txt for a product token ("mediawatch"). None or a web page: no rules."""
    text = (content or b"")[:MAX_BYTES].decode("utf-8", errors="replace").lstrip("\ufeff \t\r\n\0")
    if not text or text.startswith("<"):
        return Rules()
    parsed = Protego.parse(_only_our_agents(text, product.lower()))
    delay = float(parsed.crawl_delay(product) or 0.0)
    rate = parsed.request_rate(product)
    if rate is not None:
        delay = max(delay, rate.seconds / rate.requests)
    return Rules(parsed=parsed, product=product, delay=min(delay, LONGEST_DELAY))


def _only_our_agents(text: str, product: str) -> str:
    """Names every agent that cannot be us "other": thousands of agents times thousands of rules would take minutes."""

    def keep_ours(line: re.Match[str]) -> str:
        name = line[2].strip().lower().replace("*", "")
        return line[1] + ((name or "*") if name in product else "other")

    return _AGENT_LINE.sub(keep_ours, text)


class Robots:
    """The rules of all sites met. Each robots.txt is fetched once, by whoever needs it first."""

    def __init__(self, product: str, ask: Ask, clock: Clock) -> None:
        self._product = product
        self._ask = ask
        self._clock = clock
        self._known: dict[str, tuple[float, Rules | FetchError]] = {}
        self._doors: dict[str, asyncio.Lock] = {}

    async def rules(self, origin: str, pause_seconds: float) -> Rules | FetchError:
        """The rules of an origin ("https://host:port"), or why they could not be had."""
        async with self._doors.setdefault(origin, asyncio.Lock()):
            known = self._known.get(origin)
            if known is not None and self._clock() < known[0]:
                return known[1]
            outcome = await self._fetch(origin, pause_seconds)
            kept = _FAILURE_KEPT_SECONDS if isinstance(outcome, FetchError) else _KEPT_SECONDS
            self._known[origin] = (self._clock() + kept, outcome)
            return outcome

    async def _fetch(self, origin: str, pause_seconds: float) -> Rules | FetchError:
        try:
            content = await self._ask(f"{origin}/robots.txt", pause_seconds)
        except FetchError as error:
            return error.with_traceback(None)
        return read_robots(content, self._product)
