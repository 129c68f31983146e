"""Bad days: every one of these must end in time, in little memory, as a FetchError in plain words."""

import asyncio
import gzip
import socket
import ssl
import tracemalloc
import zlib

import brotli  # type: ignore[import-untyped]
import pytest
import trustme

from mediawatch.collect.fetch import Limits
from mediawatch.errors import FetchError
from tests.collect import hostile
from tests.collect.fetching import failing, fetcher, get
from tests.collect.hostile import Behaviour, HostileServer, raw, status, text

SMALL = {"limits": Limits(max_bytes=1_000_000, total_seconds=20.0)}
HASTY = {"limits": Limits(max_bytes=1_000_000, total_seconds=0.3)}


@pytest.mark.parametrize("bomb", [hostile.gzip_bomb(), hostile.brotli_bomb(), hostile.double_gzip_bomb()])
def test_a_bomb_stops_at_the_limit_in_little_memory(bomb: Behaviour) -> None:
    with HostileServer({"/": bomb}) as server:
        tracemalloc.start()
        try:
            error = failing(server.url("/"), settings=SMALL)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert (error.reason, error.temporary) == ("too_large", False)
    assert peak < 12_000_000, f"{peak} bytes used to refuse 1 MB"


def test_a_gzip_file_bomb_stops_at_the_limit() -> None:
    with HostileServer({"/sitemap.xml.gz": text(gzip.compress(bytes(5_000_000)), "application/gzip")}) as server:
        assert failing(server.url("/sitemap.xml.gz"), settings=SMALL).reason == "too_large"


def test_an_endless_body_stops_at_the_limit() -> None:
    with HostileServer({"/": hostile.endless_body()}) as server:
        assert failing(server.url("/"), settings=SMALL).reason == "too_large"


def test_a_body_announced_too_large_is_not_read() -> None:
    announced = raw(hostile.head(200, {"Content-Length": "5000000000"}) + b"x")
    with HostileServer({"/": announced}) as server:
        assert failing(server.url("/"), settings=SMALL).reason == "too_large"


def test_content_of_just_the_limit_is_a_page() -> None:
    with HostileServer({"/": text(b"x" * 1_000_000), "/over": text(b"x" * 1_000_001)}) as server:
        assert len(get(server.url("/"), settings=SMALL).content) == 1_000_000
        assert failing(server.url("/over"), settings=SMALL).reason == "too_large"


@pytest.mark.parametrize(
    "behaviour",
    [
        hostile.slow_drip(),
        hostile.slow_headers(),
        hostile.silence(),
        hostile.informational_flood(),
        hostile.endless_body(chunk=b"x"),
    ],
)
def test_what_takes_too_long_is_left(behaviour: Behaviour) -> None:
    with HostileServer({"/": behaviour}) as server:
        error = failing(server.url("/"), settings=HASTY)
    assert (error.reason, error.temporary) == ("timeout", True)


def test_redirects_share_one_time_limit() -> None:
    def slow(to: str) -> Behaviour:
        def answer(request: hostile.Request, wire: hostile.Wire) -> None:
            wire.wait(0.15)
            hostile.redirect(to)(request, wire)

        return answer

    routes = {f"/{step}": slow(f"/{step + 1}") for step in range(5)}
    with HostileServer(routes | {"/5": text("framme")}) as server:
        assert failing(server.url("/0"), settings=HASTY).reason == "timeout"
        assert len(server.requests) < 5


def test_a_redirect_whose_body_never_ends_is_followed_all_the_same() -> None:
    stuck = hostile.head(302, {"Location": "/ny", "Content-Length": "100"}) + b"<p>Fly"
    with HostileServer({"/ny": text("ny"), "/": raw(stuck)}) as server:
        assert get(server.url("/")).content == b"ny"


@pytest.mark.parametrize(
    "behaviour",
    [
        hostile.closed_mid_body(),
        hostile.garbage(),
        hostile.header_bomb(),
        raw(b""),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: mange\r\n\r\nhei"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nhei"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nhei"),
        raw(b"HTTP/1.1 200 OK\r\nNo colon here\r\n\r\nhei"),
        raw(b"HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\nhei"),
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhei"),
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhei"),
        raw(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n"),
        raw(b"<html>Not HTTP at all</html>"),
    ],
)
def test_a_broken_answer_is_a_broken_connection(behaviour: Behaviour) -> None:
    with HostileServer({"/": behaviour}) as server:
        error = failing(server.url("/"))
    assert (error.reason, error.temporary) == ("connection", True)
    assert "nettleser" in error.advice


def test_nobody_listening_is_a_connection_failure() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    error = failing(f"http://127.0.0.1:{port}/")
    assert (error.reason, error.temporary) == ("connection", True)


# Compression ----------------------------------------------------------------------------------------------

STORY = ("<p>Kommunestyret i Åmotdal vedtok budsjettet.</p>" * 2000).encode()
BARE_DEFLATE = zlib.compressobj(9, zlib.DEFLATED, -15)


@pytest.mark.parametrize(
    ("label", "body"),
    [
        ("gzip", gzip.compress(STORY)),
        ("x-gzip", gzip.compress(STORY)),
        ("GZIP", gzip.compress(STORY) + b"\0" * 100),
        ("gzip", gzip.compress(STORY[:5000]) + gzip.compress(STORY[5000:])),
        ("deflate", zlib.compress(STORY)),
        ("deflate", BARE_DEFLATE.compress(STORY) + BARE_DEFLATE.flush()),
        ("br", brotli.compress(STORY)),
        ("gzip, br", brotli.compress(gzip.compress(STORY))),
        ("identity", STORY),
        ("utf-8", STORY),
        ("", gzip.compress(STORY)),
    ],
)
def test_compressed_content_comes_out_whole(label: str, body: bytes) -> None:
    with HostileServer({"/": text(body, Content_Encoding=label)}) as server:
        assert get(server.url("/")).content == STORY


@pytest.mark.parametrize("label", ["gzip", "deflate", "br"])
def test_an_empty_body_may_claim_any_coding(label: str) -> None:
    with HostileServer({"/": text(b"", Content_Encoding=label)}) as server:
        assert get(server.url("/")).content == b""


@pytest.mark.parametrize(
    ("label", "body", "temporary"),
    [
        ("gzip", STORY, False),
        ("br", STORY, False),
        ("deflate", b"\xff" * 50, False),
        ("zstd", STORY, False),
        ("gzip", gzip.compress(STORY)[:-300], True),
        ("br", brotli.compress(STORY)[:-20], True),
        ("gzip, gzip, gzip, gzip", STORY, False),
        ("gzip", gzip.compress(b"") * 5000, False),
    ],
    ids=[
        "plain as gzip",
        "plain as br",
        "junk as deflate",
        "zstd",
        "cut gzip",
        "cut br",
        "four layers",
        "many members",
    ],
)
def test_a_wrong_label_is_told_as_such(label: str, body: bytes, temporary: bool) -> None:
    with HostileServer({"/": text(body, Content_Encoding=label)}) as server:
        error = failing(server.url("/"))
    assert (error.reason, error.temporary) == ("bad_encoding", temporary)


# TLS ------------------------------------------------------------------------------------------------------


def _tls_server(authority: trustme.CA, name: str, routes: dict[str, Behaviour]) -> HostileServer:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return HostileServer(routes, tls=context)


def _trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_a_certificate_nobody_vouches_for_is_refused() -> None:
    with _tls_server(trustme.CA(), "127.0.0.1", {"/": text("hei")}) as server:
        error = failing(server.url("/"))
        assert (error.reason, error.temporary) == ("tls", False)
        assert "sertifikat" in error.advice
        assert not server.requests


async def _always_loopback(_host: str, _port: int) -> list[str]:
    return ["127.0.0.1"]


def test_the_certificate_is_checked_against_the_name_and_not_the_address() -> None:
    authority = trustme.CA()
    settings = {"ssl_context": _trusting(authority), "resolver": _always_loopback}
    with _tls_server(authority, "avisa.example", {"/": text("hei")}) as server:
        assert get(server.url("/", "avisa.example"), settings=settings).content == b"hei"
        assert server.requests[0].headers["host"] == f"avisa.example:{server.port}"
        assert failing(server.url("/", "annen.example"), settings=settings).reason == "tls"
        assert len(server.requests) == 1


def test_plain_http_on_a_tls_address_is_a_tls_failure() -> None:
    with HostileServer({"/": status(200)}) as server:
        error = failing(f"https://127.0.0.1:{server.port}/", settings=HASTY)
    assert error.reason in ("tls", "connection", "timeout")
    assert error.temporary


# All at once ----------------------------------------------------------------------------------------------


def test_the_good_page_comes_through_whatever_the_others_do() -> None:
    bad = {
        "/drip": hostile.slow_drip(),
        "/bomb": hostile.gzip_bomb(50),
        "/endless": hostile.endless_body(),
        "/closed": hostile.closed_mid_body(),
        "/garbage": hostile.garbage(),
        "/silence": hostile.silence(),
        "/busy": status(429, Retry_After="60"),
    }

    async def all_at_once(addresses: list[str], good: str) -> list[object]:
        async with fetcher(limits=Limits(max_bytes=1_000_000, total_seconds=1.0)) as one:
            asked = [one.get(url, check_robots=False) for url in [*addresses, good]]
            return list(await asyncio.gather(*asked, return_exceptions=True))

    with HostileServer({"/": text("god")}) as fine, HostileServer(dict(bad)) as server:
        outcomes = asyncio.run(all_at_once([server.url(path) for path in bad], fine.url("/")))
    assert [type(outcome) for outcome in outcomes[:-1]] == [FetchError] * len(bad)
    assert getattr(outcomes[-1], "content", None) == b"god"
