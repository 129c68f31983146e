"""Ordinary days: pages, what has not changed, redirects and plain refusals."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from mediawatch.collect.failures import in_words, read_retry_after, refused_status
from mediawatch.collect.fetch import Fetcher, Limits
from mediawatch.errors import FetchError
from tests.collect.fetching import AGENT, failing, fetcher, get
from tests.collect.hostile import HostileServer, Request, Wire, conditional, head, in_turn, raw, redirect, status, text

NOW = datetime(2026, 3, 9, 7, 0, tzinfo=UTC)


def test_a_page_comes_with_its_bytes_labels_and_time() -> None:
    body = "<p>Ny bru i Åmot</p>".encode("latin-1")
    with HostileServer(
        {
            "/sak": text(
                body, "text/html; Charset='ISO-8859-1'", ETag='"a1"', Last_Modified="Mon, 09 Mar 2026 06:00:00 GMT"
            )
        }
    ) as server:
        page = get(server.url("/sak?x=1#kommentarer"), settings={"now": lambda: NOW})
    assert (page.status, page.content) == (200, body)
    assert (page.content_type, page.charset) == ("text/html", "iso-8859-1")
    assert (page.etag, page.last_modified) == ('"a1"', "Mon, 09 Mar 2026 06:00:00 GMT")
    assert page.url == server.url("/sak?x=1")
    assert page.requested_url == server.url("/sak?x=1#kommentarer")
    assert page.fetched_at == NOW
    assert page.permanent_url is None
    assert server.requests[0].target == "/sak?x=1"


def test_the_default_time_is_aware_and_utc() -> None:
    with HostileServer({"/": text("hei")}) as server:
        assert get(server.url("/")).fetched_at.utcoffset() == timedelta(0)


def test_we_say_who_we_are_and_what_we_can_unpack() -> None:
    with HostileServer({"/": text("hei")}) as server:
        get(server.url("/"))
        headers = server.requests[0].headers
    assert headers["user-agent"] == AGENT
    assert headers["from"] == "presse@kommune.example"
    assert headers["accept-encoding"] == "gzip, deflate, br"
    assert headers["host"] == f"127.0.0.1:{server.port}"


@pytest.mark.parametrize("agent", ["", "  ", "/1.0", "mediawatch\r\nX-Evil: 1"])
def test_a_user_agent_must_name_us_on_one_line(agent: str) -> None:
    with pytest.raises(ValueError):
        Fetcher(user_agent=agent)


def test_a_page_that_has_not_changed_has_no_content() -> None:
    etag, when = 'W/"77"', "Mon, 09 Mar 2026 06:00:00 GMT"
    with HostileServer({"/feed": conditional(b"<rss/>", etag, when)}) as server:
        first = get(server.url("/feed"))
        by_etag = get(server.url("/feed"), etag=first.etag)
        by_date = get(server.url("/feed"), last_modified=first.last_modified)
        changed = get(server.url("/feed"), etag='"old"')
    assert (first.status, first.content) == (200, b"<rss/>")
    assert (by_etag.status, by_etag.content, by_etag.etag) == (304, b"", etag)
    assert (by_date.status, by_date.last_modified) == (304, when)
    assert (changed.status, changed.content) == (200, b"<rss/>")


def test_304_without_validators_keeps_those_we_sent() -> None:
    with HostileServer({"/": status(304)}) as server:
        page = get(server.url("/"), etag='"k"', last_modified="Mon, 09 Mar 2026 06:00:00 GMT")
    assert (page.etag, page.last_modified) == ('"k"', "Mon, 09 Mar 2026 06:00:00 GMT")


def test_304_to_an_unconditional_request_is_the_servers_error() -> None:
    with HostileServer({"/": status(304)}) as server:
        error = failing(server.url("/"))
    assert (error.reason, error.temporary, error.status) == ("server_error", True, 304)


@pytest.mark.parametrize("etag", ['"æ"', '"a\r\nX-Evil: 1"', '"' + "x" * 5000 + '"', ""])
def test_a_validator_that_cannot_be_sent_is_left_out(etag: str) -> None:
    with HostileServer({"/": text("hei")}) as server:
        assert get(server.url("/"), etag=etag).status == 200
        assert "if-none-match" not in server.requests[0].headers
        assert "x-evil" not in server.requests[0].headers


@pytest.mark.parametrize("code", [200, 203, 204, 205])
def test_an_empty_answer_is_a_page(code: int) -> None:
    with HostileServer({"/": status(code)}) as server:
        page = get(server.url("/"))
    assert (page.status, page.content) == (200, b"")


def test_early_hints_are_passed_over() -> None:
    answer = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + head(200, {"Content-Length": "3"}) + b"hei"
    with HostileServer({"/": raw(answer)}) as server:
        assert get(server.url("/")).content == b"hei"


def test_cookies_are_never_sent_back() -> None:
    with HostileServer({"/": text("hei", Set_Cookie="id=1; Path=/")}) as server:

        async def twice() -> None:
            async with fetcher() as one:
                await one.get(server.url("/"), check_robots=False)
                await one.get(server.url("/"), check_robots=False)

        asyncio.run(twice())
        assert len(server.requests) == 2
        assert not [request for request in server.requests if "cookie" in request.headers]


def test_connections_are_kept_also_after_refusals_and_redirects() -> None:
    routes = {"/a": redirect("/b"), "/b": text("b"), "/c": status(404, b"borte")}
    with HostileServer(routes) as server:

        async def several() -> None:
            async with fetcher() as one:
                await one.get(server.url("/a"), check_robots=False)
                with pytest.raises(FetchError):
                    await one.get(server.url("/c"), check_robots=False)
                await one.get(server.url("/b"), check_robots=False)

        asyncio.run(several())
        assert [request.path for request in server.requests] == ["/a", "/b", "/c", "/b"]
        assert server.connections == 1


def test_a_kept_connection_closed_by_the_server_is_asked_anew_once() -> None:
    def hang_up(_request: Request, wire: Wire) -> None:
        wire.close = True

    with HostileServer({"/": in_turn(text("en"), hang_up, text("to"))}) as server:

        async def twice() -> bytes:
            async with fetcher() as one:
                await one.get(server.url("/"), check_robots=False)
                return (await one.get(server.url("/"), check_robots=False)).content

        assert asyncio.run(twice()) == b"to"
        assert [request.connection for request in server.requests] == [1, 1, 2]


# Redirects ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codes", "moved"),
    [((301,), True), ((308, 301), True), ((302,), False), ((301, 302), False), ((303,), False), ((307, 308), False)],
)
def test_only_permanent_redirects_all_the_way_move_an_address(codes: tuple[int, ...], moved: bool) -> None:
    routes = {f"/{step}": redirect(f"/{step + 1}", code) for step, code in enumerate(codes)}
    last = f"/{len(codes)}"
    with HostileServer(routes | {last: text("framme")}) as server:
        page = get(server.url("/0"))
    assert page.url == server.url(last)
    assert page.requested_url == server.url("/0")
    assert page.permanent_url == (server.url(last) if moved else None)


@pytest.mark.parametrize(
    "target", ["ny?a=b#c", "/dir/ny?a=b", "./ny?a=b", "../dir/ny?a=b", "//{host}/dir/ny?a=b", " /dir/ny?a=b "]
)
def test_relative_redirects_are_resolved(target: str) -> None:
    with HostileServer({"/dir/ny": text("ny")}) as server:
        server.routes["/dir/gammel"] = redirect(target.replace("{host}", f"127.0.0.1:{server.port}"))
        assert get(server.url("/dir/gammel")).url == server.url("/dir/ny?a=b")


def test_a_redirect_with_norwegian_letters_is_followed() -> None:
    location = "/øst".encode()
    with HostileServer({"/%C3%B8st": text("øst")}) as server:
        server.routes["/"] = raw(b"HTTP/1.1 301 Moved\r\nContent-Length: 0\r\nLocation: " + location + b"\r\n\r\n")
        assert get(server.url("/")).content == "øst".encode()


def test_redirects_in_a_ring_end() -> None:
    with HostileServer({"/a": redirect("/b"), "/b": redirect("/a"), "/self": redirect("/self")}) as server:
        assert failing(server.url("/a")).reason == "redirect_loop"
        assert len(server.requests) == 2
        assert failing(server.url("/self")).reason == "redirect_loop"


def test_redirects_without_end_are_cut() -> None:
    routes = {f"/{step}": redirect(f"/{step + 1}") for step in range(20)}
    with HostileServer(routes) as server:
        error = failing(server.url("/0"), settings={"limits": Limits(max_redirects=3)})
        assert (error.reason, error.temporary) == ("redirect_loop", False)
        assert len(server.requests) == 4


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "gopher://127.0.0.1/",
        "javascript:alert(1)",
        "data:text/html,hei",
        "http://bruker:ord@127.0.0.1/",
        "http://[::1/",
        "http://a b/",
        "http://127.0.0.1:0/",
        "http://127.0.0.1:99999/",
        "http://x\\@127.0.0.1/",
        "http://" + "a" * 80 + ".example/",
        "/" + "x" * 9000,
    ],
)
def test_a_redirect_to_what_is_no_web_address_is_refused(target: str) -> None:
    with HostileServer({"/": redirect(target)}) as server:
        error = failing(server.url("/"))
        assert (error.reason, error.temporary) == ("bad_address", False)
        assert len(server.requests) == 1


def test_a_redirect_to_nowhere_is_the_servers_error() -> None:
    with HostileServer({"/": status(302)}) as server:
        assert failing(server.url("/")).reason == "server_error"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "   ",
        "nrk.no",
        "/sti",
        "mailto:a@b.example",
        "http://[x]/",
        "https://u:p@a.example/",
        "http://.a/",
        "http://a..b/",
    ],
)
def test_what_is_no_web_address_is_never_asked_for(url: str) -> None:
    assert failing(url).reason == "bad_address"


# Refusals -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "reason", "temporary"),
    [
        (206, "server_error", True),
        (300, "server_error", True),
        (400, "client_error", False),
        (401, "forbidden", False),
        (402, "forbidden", False),
        (403, "forbidden", False),
        (404, "not_found", False),
        (408, "timeout", True),
        (410, "gone", False),
        (418, "client_error", False),
        (429, "rate_limited", True),
        (451, "forbidden", False),
        (500, "server_error", True),
        (503, "server_error", True),
        (599, "server_error", True),
        (999, "server_error", True),
    ],
)
def test_each_status_has_its_reason(code: int, reason: str, temporary: bool) -> None:
    with HostileServer({"/": status(code, b"<h1>nei</h1>")}) as server:
        error = failing(server.url("/"))
        assert len(server.requests) == 1
    assert (error.reason, error.temporary, error.status, error.retry_after) == (reason, temporary, code, None)
    if reason not in ("timeout", "rate_limited"):
        assert str(code) in error.advice


@pytest.mark.parametrize("code", [429, 503])
@pytest.mark.parametrize("value", ["120", "Mon, 09 Mar 2026 07:02:00 GMT"])
def test_retry_after_as_seconds_or_date(code: int, value: str) -> None:
    with HostileServer({"/": status(code, Retry_After=value)}) as server:
        error = failing(server.url("/"), settings={"now": lambda: NOW})
    assert (error.reason, error.temporary, error.status) == ("rate_limited", True, code)
    assert error.retry_after == timedelta(minutes=2)
    assert "2 minutter" in error.advice


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("-5", timedelta(0)),
        ("0", timedelta(0)),
        ("1.5", timedelta(seconds=1.5)),
        ("99999999", timedelta(hours=24)),
        ("9" * 6000, timedelta(hours=24)),
        ("Mon, 09 Mar 2020 07:00:00 GMT", timedelta(0)),
        ("Mon, 09 Mar 2099 07:00:00 GMT", timedelta(hours=24)),
        ("Mon, 09 Mar 2026 09:00:00 +0100", timedelta(hours=1)),
        ("Mon, 09 Mar 2026 08:00:00", timedelta(hours=1)),
        ("Fri, 31 Dec 99999 07:00:00 GMT", None),
        ("Mon, 99 Mar 2026 07:00:00 GMT", None),
        ("snart", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_kept_within_reason(value: str | None, wait: timedelta | None) -> None:
    assert read_retry_after(value, NOW) == wait


def test_a_final_refusal_has_no_retry_after() -> None:
    assert refused_status(404, "http://a.example/", retry_after=timedelta(minutes=1)).retry_after is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 sekund"),
        (40, "40 sekunder"),
        (60, "1 minutt"),
        (150, "2 minutter"),
        (3600, "1 time"),
        (86400, "24 timer"),
    ],
)
def test_waits_in_words(seconds: int, words: str) -> None:
    assert in_words(timedelta(seconds=seconds)) == words
