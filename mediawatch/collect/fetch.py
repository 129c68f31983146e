"""Address → page, politely and safely: the only part of collect that talks to the world.

Every request obeys robots.txt and the pace of its host, asks only for what has changed, never keeps a cookie, never
connects to an address that is not public, and ends within its limits of size and time whatever the server does.
"""

import asyncio
import ipaddress
import re
import ssl
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import httpx

from mediawatch.collect.failures import failure, read_retry_after, refused_status, robots_unknown
from mediawatch.collect.fetch_exchange import CONTENT, Answer, Exchange, Headers
from mediawatch.collect.guard import Guard, Resolver, SystemResolver, VettedBackend
from mediawatch.collect.pacing import Clock, HadEnoughError, Pace, Sleep
from mediawatch.collect.robots import MAX_BYTES as ROBOTS_MAX_BYTES
from mediawatch.collect.robots import Robots
from mediawatch.errors import FetchError
from mediawatch.model import Page

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_EMPTY = frozenset({204, 205})
_ROBOTS_SECONDS = 10.0

_LONGEST_ADDRESS = 8192
_LONGEST_VALIDATOR = 1024
_HOST_NAME = re.compile(r"(?=.{1,254}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_][a-z0-9_-]{0,62}\.?")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s\"';,]+)", re.IGNORECASE)
_MAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a fetch may go. `max_bytes` counts after decompression; `total_seconds` the whole exchange with all its
    redirects, but not the waiting for the host's turn."""

    max_bytes: int = 8_000_000
    total_seconds: float = 30.0
    connect_seconds: float = 10.0
    max_redirects: int = 5


_DEFAULT_LIMITS = Limits()


@dataclass(slots=True)
class _Errand:
    """One address on its way through its redirects. `seconds` is what is left of the time."""

    url: httpx.URL
    headers: Headers
    pause: float
    check_robots: bool
    max_bytes: int
    seconds: float
    cut: bool = False
    statuses: list[int] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


class Fetcher:
    """Fetches pages for one round; shares connections, robots.txt and pacing between them.

    `user_agent` names the product, its version and a contact address. `allow_hosts` ("host:port") are exceptions from
    the ban on addresses that are not public, `allow_private` lifts it. `resolver`, `sleep`, `clock` (seconds), `now`
    and `ssl_context` stand in for the machine's own. `at_once`: requests under way to all hosts together.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        allow_private: bool = False,
        limits: Limits = _DEFAULT_LIMITS,
        sleep: Sleep = asyncio.sleep,
        allow_hosts: Collection[str] = (),
        resolver: Resolver | None = None,
        clock: Clock = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        ssl_context: ssl.SSLContext | None = None,
        at_once: int = 20,
    ) -> None:
        self._limits = limits
        self._now = now
        self._name_service = SystemResolver()
        guard = Guard(resolver or self._name_service, allow_private=allow_private, allow_hosts=allow_hosts)
        self._backend = VettedBackend(guard)
        self._ssl_context = ssl_context
        self._at_once = at_once
        self._exchange: Exchange | None = None
        self._pace = Pace(sleep=sleep, clock=clock, at_once=at_once)
        self._robots = Robots(_product(user_agent), self._ask_for_robots, clock)
        self._headers = _standing_headers(user_agent)

    async def __aenter__(self) -> Self:
        self._exchange = Exchange(
            self._backend,
            ssl_context=self._ssl_context,
            connect_seconds=self._limits.connect_seconds,
            at_once=self._at_once,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._exchange is not None:
            await self._exchange.close()
            self._exchange = None
        self._name_service.close()

    async def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        pause_seconds: float = 1.0,
        check_robots: bool = True,
    ) -> Page:
        """Fetches one address: a page with its content (status 200), or without any (304) when it has not changed
        since the answer that `etag` and `last_modified` came from.

        `pause_seconds`: least time between the starts of two requests to one host; a Crawl-delay may lengthen it.
        Raises FetchError for everything else. Waits for its turn, but never sleeps on a refusal (429, 503).
        """
        errand = _Errand(
            url=_usable(url, url),
            headers=[*self._headers, *_validators(etag, last_modified)],
            pause=pause_seconds,
            check_robots=check_robots,
            max_bytes=self._limits.max_bytes,
            seconds=self._limits.total_seconds,
        )
        answer = await self._run(errand)
        conditional = bool(etag or last_modified)
        if answer.status not in CONTENT | _EMPTY and not (answer.status == 304 and conditional):
            raise self._refused(answer, str(errand.url))
        return self._page(url, errand, answer, etag, last_modified)

    async def _run(self, errand: _Errand) -> Answer:
        """Follows the redirects to the last answer, whatever its status."""
        while True:
            errand.seen.add(str(errand.url))
            pause = errand.pause
            if errand.check_robots:
                pause = max(pause, await self._robots_delay(errand))
            answer = await self._take_turn(errand, pause)
            target = answer.headers.get("location", "").strip()
            if answer.status not in _REDIRECTS or not target:
                return answer
            self._redirect(errand, answer.status, target)

    async def _take_turn(self, errand: _Errand, pause: float) -> Answer:
        host = _host_and_port(errand.url)
        try:
            async with self._pace.turn(host, pause):
                answer = await self._ask(errand)
        except HadEnoughError as error:
            raise refused_status(429, str(errand.url), retry_after=error.wish) from error
        wish = read_retry_after(answer.headers.get("retry-after"), self._now())
        self._pace.answered(host, refused=answer.status == 429, retry_after=wish)
        return answer

    def _redirect(self, errand: _Errand, status: int, target: str) -> None:
        """Turns the errand to where it is sent. Raises FetchError when that is in a ring, too far or nowhere."""
        here = str(errand.url)
        errand.statuses.append(status)
        if len(errand.statuses) > self._limits.max_redirects:
            raise failure("redirect_loop", here, "too many redirects", temporary=False)
        try:
            joined = str(errand.url.join(target))
        except (httpx.InvalidURL, ValueError) as error:
            raise failure("bad_address", here, f"redirect to {target[:200]!r} ({error})", temporary=False) from error
        errand.url = _usable(joined, here)
        if str(errand.url) in errand.seen:
            raise failure("redirect_loop", here, "redirects in a ring", temporary=False)

    async def _robots_delay(self, errand: _Errand) -> float:
        """Seconds the site wants between requests. Raises FetchError when it wants none for this address."""
        url = str(errand.url)
        rules = await self._robots.rules(f"{errand.url.scheme}://{_host_and_port(errand.url)}", errand.pause)
        if isinstance(rules, FetchError):
            raise robots_unknown(rules, url)
        if not rules.allow(url):
            raise failure("robots", url, "disallowed by robots.txt", temporary=False)
        return rules.delay

    async def _ask_for_robots(self, url: str, pause_seconds: float) -> bytes | None:
        errand = _Errand(
            url=_usable(url, url),
            headers=self._headers,
            pause=pause_seconds,
            check_robots=False,
            max_bytes=ROBOTS_MAX_BYTES,
            seconds=min(_ROBOTS_SECONDS, self._limits.total_seconds),
            cut=True,
        )
        try:
            answer = await self._run(errand)
        except FetchError as error:
            if error.reason in ("redirect_loop", "bad_address"):
                return None  # RFC 9309, section 2.3.1.2: redirects without end count as no robots.txt
            raise
        if answer.status == 429 or answer.status >= 500:
            raise self._refused(answer, url)
        return answer.content if answer.status in CONTENT else None

    def _refused(self, answer: Answer, url: str) -> FetchError:
        return refused_status(
            answer.status, url, retry_after=read_retry_after(answer.headers.get("retry-after"), self._now())
        )

    async def _ask(self, errand: _Errand) -> Answer:
        """One request, on what is left of the errand's time."""
        if self._exchange is None:
            raise RuntimeError("a Fetcher is used with “async with”")
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            return await self._exchange.ask(
                errand.url, errand.headers, seconds=errand.seconds, max_bytes=errand.max_bytes, cut=errand.cut
            )
        finally:
            errand.seconds -= loop.time() - began

    def _page(self, url: str, errand: _Errand, answer: Answer, etag: str | None, last_modified: str | None) -> Page:
        unchanged = answer.status == 304
        content_type = answer.headers.get("content-type", "")
        charset = _CHARSET.search(content_type)
        address = str(errand.url)
        moved = bool(errand.statuses) and _PERMANENT.issuperset(errand.statuses)
        return Page(
            url=address,
            requested_url=url,
            status=304 if unchanged else 200,
            content=answer.content,
            content_type=content_type.partition(";")[0].strip().lower(),
            charset=charset[1].lower() if charset else None,
            etag=_validator(answer.headers.get("etag")) or (etag if unchanged else None),
            last_modified=_validator(answer.headers.get("last-modified")) or (last_modified if unchanged else None),
            fetched_at=self._now(),
            permanent_url=address if moved else None,
        )


def _usable(url: str, asked: str) -> httpx.URL:
    """Parses an address and leaves out its fragment. Raises FetchError, about `asked`, when we must not go there."""

    def bad(why: str) -> FetchError:
        return failure("bad_address", asked, f"{why} in {url[:200]!r}", temporary=False)

    if len(url) > _LONGEST_ADDRESS:
        raise bad("too many characters")
    try:
        address = httpx.URL(url.strip().partition("#")[0])
    except (httpx.InvalidURL, ValueError) as error:
        raise bad(f"no address ({error})") from error
    if address.scheme not in ("http", "https"):
        raise bad("neither http nor https")
    if address.userinfo:
        raise bad("user name or password")
    if not _is_host(address.raw_host.decode("ascii")):
        raise bad("no valid host")
    if not 0 < (80 if address.port is None else address.port) < 65536:
        raise bad("no valid port")
    return address


def _host_and_port(url: httpx.URL) -> str:
    """What pacing and robots.txt go by: the host, and the port where it is not the usual one."""
    host = url.raw_host.decode("ascii")
    bracketed = f"[{host}]" if ":" in host else host
    return bracketed if url.port in (None, 80 if url.scheme == "http" else 443) else f"{bracketed}:{url.port}"


def _is_host(host: str) -> bool:
    if ":" not in host:
        return _HOST_NAME.fullmatch(host) is not None
    try:
        return ipaddress.ip_address(host).version == 6
    except ValueError:
        return False


def _product(user_agent: str) -> str:
    """The product token that robots.txt knows us by: "mediawatch" of "mediawatch/1.0 (+mailto:…)"."""
    token = re.match(r"[A-Za-z_-]+", user_agent)
    if token is None or not user_agent.isprintable():
        raise ValueError("a user agent begins with the product's name and is one line")
    return token[0]


def _standing_headers(user_agent: str) -> Headers:
    contact = _MAIL_ADDRESS.search(user_agent)
    headers = {
        "User-Agent": user_agent,
        "From": contact[0] if contact else "",
        "Accept": "*/*",
        "Accept-Encoding": "gzip, deflate, br",
        "Accept-Language": "nb,no;q=0.9,nn;q=0.8,da;q=0.3,sv;q=0.3,en;q=0.2",
    }
    return [(name.encode("ascii"), value.encode("utf-8")) for name, value in headers.items() if value]


def _validators(etag: str | None, last_modified: str | None) -> Headers:
    headers = ((b"If-None-Match", _validator(etag)), (b"If-Modified-Since", _validator(last_modified)))
    return [(name, value.encode("ascii")) for name, value in headers if value]


def _validator(value: str | None) -> str | None:
    """An ETag or Last-Modified fit to be kept and sent back, else None."""
    text = (value or "").strip()
    return text if text.isascii() and text.isprintable() and 0 < len(text) <= _LONGEST_VALIDATOR else None
