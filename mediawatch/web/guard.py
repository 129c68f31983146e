"""What holds for every request before a page is asked: size, host, origin, pace; and the headers of every answer."""

import time
from collections import OrderedDict
from functools import partial
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mediawatch.web.site import Site

MOST_BYTES = 1_000_000
"""Of what is sent to us: a form with a long note is some kilobytes, a file of readings some hundred."""
LONGEST_ADDRESS = 8_000
INTERFACE = "/api/"
"""Below it a token is asked for and cookies are never looked at, so no page of others can misuse a session there."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
PER_MINUTE = 600
"""Requests from one address; a person clicking fast makes sixty, with their stylesheet and pictures kept."""
MOST_REMEMBERED = 10_000

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"


class Guard:
    """Stands before the application. Refusals are short plain text: who sends such a request is no reader of ours."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self.app, self.site, self.pace = app, site, Pace(PER_MINUTE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, or refuses it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, self._with_headers(send, scope))
            return
        await self.app(scope, Limited(receive), self._with_headers(send, scope))

    def _refusal(self, scope: Scope) -> Response | None:
        headers, to_program = Headers(scope=scope), scope["path"].startswith(INTERFACE)
        refuse = partial(_refuse, to_program=to_program)
        if _host_name(headers.get("host", "")) not in self.site.hosts:
            return refuse(400, "Ukjent vertsnavn. Sett MEDIAWATCH_BASE_URL til adressen dere når mediawatch på.")
        if len(scope.get("raw_path") or b"") + len(scope.get("query_string", b"")) > LONGEST_ADDRESS:
            return refuse(414, "Adressen er for lang.")
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or int(length[:20]) > MOST_BYTES:
            return refuse(413, "Det du sendte, er for stort.")
        if scope["method"] not in SAFE_METHODS and not to_program and not self._from_us(headers):
            return refuse(403, "Skjemaet kom ikke fra mediawatch. Gå tilbake, last siden på nytt og prøv igjen.")
        if not scope["path"].startswith("/static/") and not self.pace.admits((scope.get("client") or ("",))[0]):
            return refuse(429, "For mange forespørsler. Vent et minutt og prøv igjen.", {"Retry-After": "60"})
        return None

    def _from_us(self, headers: Headers) -> bool:
        """Whether a change was asked for from one of our own pages, or by a program (which sends neither header)."""
        site = headers.get("sec-fetch-site")
        if site is not None and site not in ("same-origin", "none"):
            return False
        origin = headers.get("origin")
        return origin is None or _name_in(origin) in self.site.hosts

    def _with_headers(self, send: Send, scope: Scope) -> Send:
        async def wrapped(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
                if self.site.is_https:
                    headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT)
            await send(message)

        return wrapped


class TooLargeError(Exception):
    """More was sent than the limit, whatever its headers said; answered by the application."""


class Limited:
    """Receives at most MOST_BYTES."""

    def __init__(self, receive: Receive) -> None:
        self.receive, self.read = receive, 0

    async def __call__(self) -> Message:
        """The next message."""
        message = await self.receive()
        self.read += len(message.get("body", b""))
        if self.read > MOST_BYTES:
            raise TooLargeError
        return message


class Pace:
    """A bucket for each address that fills by `per_minute` a minute. Forgets the longest unseen."""

    def __init__(self, per_minute: int) -> None:
        self.most, self.each_second = float(per_minute), per_minute / 60
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def admits(self, who: str, at: float | None = None) -> bool:
        """Whether one more is let through."""
        now = time.monotonic() if at is None else at
        left, last = self._buckets.pop(who, (self.most, now))
        left = min(self.most, left + (now - last) * self.each_second)
        self._buckets[who] = (max(0.0, left - 1), now)
        if len(self._buckets) > MOST_REMEMBERED:
            self._buckets.popitem(last=False)
        return left >= 1


def _host_name(host: str) -> str:
    return _name_in(f"//{host}") if host and "@" not in host else ""


def _name_in(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # brackets that do not match
        return ""


def _refuse(status: int, words: str, headers: dict[str, str] | None = None, *, to_program: bool) -> Response:
    if to_program:
        content = {"title": HTTPStatus(status).phrase, "status": status, "detail": words}
        return JSONResponse(content, status_code=status, headers=headers, media_type="application/problem+json")
    return PlainTextResponse(f"{words}\n", status_code=status, headers=headers)
