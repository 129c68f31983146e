"""robots.txt is asked for once per site and obeyed, whatever state it is in."""

import asyncio
from typing import Any

import pytest

from mediawatch.collect.robots import LONGEST_DELAY, read_robots
from mediawatch.errors import FetchError
from tests.collect import hostile
from tests.collect.fetching import FakeTime, failing, fetcher, get
from tests.collect.hostile import Behaviour, HostileServer, in_turn, redirect, status, text

CLOSED = text("User-agent: *\nDisallow: /abonnent/\n", "text/plain")


def robots_answer(behaviour: Behaviour) -> dict[str, Behaviour]:
    return {"/robots.txt": behaviour, "/sak": text("sak"), "/abonnent/sak": text("lukket")}


def test_what_is_disallowed_is_not_fetched() -> None:
    with HostileServer(robots_answer(CLOSED)) as server:
        assert get(server.url("/sak"), check_robots=True).content == b"sak"
        error = failing(server.url("/abonnent/sak"), check_robots=True)
        assert (error.reason, error.temporary) == ("robots", False)
        assert "robots.txt" in error.advice
        assert not server.asked("/abonnent/sak")


def test_robots_are_not_asked_about_when_the_caller_says_so() -> None:
    with HostileServer(robots_answer(CLOSED)) as server:
        assert get(server.url("/abonnent/sak"), check_robots=False).content == b"lukket"
        assert not server.asked("/robots.txt")


def test_a_redirect_into_a_disallowed_place_is_not_followed() -> None:
    with HostileServer(robots_answer(CLOSED) | {"/": redirect("/abonnent/sak")}) as server:
        assert failing(server.url("/"), check_robots=True).reason == "robots"
        assert not server.asked("/abonnent/sak")


def test_a_redirect_to_another_site_asks_that_sites_robots() -> None:
    with (
        HostileServer(robots_answer(CLOSED)) as other,
        HostileServer({"/": redirect(other.url("/abonnent/sak"))}) as one,
    ):
        assert failing(one.url("/"), check_robots=True).reason == "robots"
        assert len(other.asked("/robots.txt")) == 1
        assert not other.asked("/abonnent/sak")


@pytest.mark.parametrize("code", [204, 400, 401, 403, 404, 410])
def test_no_robots_means_no_rules(code: int) -> None:
    with HostileServer(robots_answer(status(code))) as server:
        assert get(server.url("/sak"), check_robots=True).content == b"sak"


@pytest.mark.parametrize("code", [500, 502, 503])
def test_robots_in_trouble_mean_keep_away_for_now(code: int) -> None:
    with HostileServer(robots_answer(status(code))) as server:
        error = failing(server.url("/sak"), check_robots=True)
        assert (error.reason, error.temporary, error.url) == ("robots", True, server.url("/sak"))
        assert "prøver igjen" in error.advice
        assert not server.asked("/sak")


def test_robots_that_ask_us_to_slow_down_are_heeded() -> None:
    with HostileServer(robots_answer(status(429, Retry_After="60"))) as server:
        error = failing(server.url("/sak"), check_robots=True)
        assert (error.reason, error.temporary) == ("rate_limited", True)
        assert error.retry_after is not None
        assert error.retry_after.total_seconds() == 60
        assert not server.asked("/sak")


def test_a_host_out_of_reach_is_told_as_it_is() -> None:
    with HostileServer(robots_answer(hostile.closed_mid_body())) as server:
        error = failing(server.url("/sak"), check_robots=True)
        assert (error.reason, error.temporary) == ("connection", True)
        assert not server.asked("/sak")


@pytest.mark.parametrize(
    "behaviour",
    [
        text("<!doctype html><title>Finner ikke siden</title>\nUser-agent: *\nDisallow: /"),
        text(""),
        text(b"\x00\xff\xfe\x00", "text/plain"),
        text("Disallow: /\n", "text/plain"),
        redirect("/robots.txt"),
    ],
)
def test_what_is_no_robots_file_has_no_rules(behaviour: Behaviour) -> None:
    with HostileServer(robots_answer(behaviour)) as server:
        assert get(server.url("/sak"), check_robots=True).content == b"sak"


def test_robots_may_have_moved() -> None:
    with HostileServer({"/r": CLOSED, "/abonnent/sak": text("lukket"), "/robots.txt": redirect("/r", 301)}) as server:
        assert failing(server.url("/abonnent/sak"), check_robots=True).reason == "robots"


@pytest.mark.parametrize("body", [b"\n# noe\n" * 200_000, hostile.gzip_bomb(50)])
def test_robots_too_long_are_read_as_far_as_allowed(body: bytes | Behaviour) -> None:
    rules = b"User-agent: *\nDisallow: /abonnent/\n"
    behaviour = text(rules + body, "text/plain") if isinstance(body, bytes) else body
    with HostileServer(robots_answer(behaviour)) as server:
        assert get(server.url("/sak"), check_robots=True).content == b"sak"
        if isinstance(body, bytes):
            assert failing(server.url("/abonnent/sak"), check_robots=True).reason == "robots"


def test_robots_are_asked_for_once_by_many_and_again_when_old() -> None:
    async def several(server: HostileServer) -> None:
        time = FakeTime()
        async with fetcher(sleep=time.sleep, clock=time.clock) as one:
            await asyncio.gather(*(one.get(server.url("/sak"), pause_seconds=0) for _ in range(5)))
            assert len(server.asked("/robots.txt")) == 1
            time.seconds += 2 * 3600
            await one.get(server.url("/sak"))
            assert len(server.asked("/robots.txt")) == 2

    with HostileServer(robots_answer(CLOSED)) as server:
        asyncio.run(several(server))


def test_a_failure_is_remembered_for_the_round_and_then_tried_again() -> None:
    async def several(server: HostileServer) -> Any:
        time = FakeTime()
        async with fetcher(sleep=time.sleep, clock=time.clock) as one:
            for _ in range(3):
                with pytest.raises(FetchError, match=r"robots\.txt"):
                    await one.get(server.url("/sak"))
            assert len(server.asked("/robots.txt")) == 1
            time.seconds += 600
            return await one.get(server.url("/sak"))

    with HostileServer(robots_answer(in_turn(status(500), CLOSED))) as server:
        assert asyncio.run(several(server)).content == b"sak"


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: mediawatch\nDisallow: /", False),
        ("User-agent: MediaWatch\nDisallow: /", False),
        ("User-agent: media*\nDisallow: /", False),
        ("User-agent: annen\nDisallow: /\n\nUser-agent: *\nAllow: /", True),
        ("User-agent: annen\nUser-agent: *\nDisallow: /", False),
        ("User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /", True),
        ("User-agent: kommune\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: mediawatch\nDisallow:", True),
        ("\ufeffUser-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /*?\nAllow: /sak", True),
        ("User-agent: *\r\nDisallow: /sa*$", False),
    ],
)
def test_whose_rules_are_ours(rules: str, allowed: bool) -> None:
    assert read_robots(rules.encode(), "mediawatch").allow("http://avisa.example/sak") is allowed


@pytest.mark.parametrize(
    ("line", "delay"),
    [
        ("Crawl-delay: 7", 7.0),
        ("Crawl-delay: 0.5", 0.5),
        ("Crawl-delay: 86400", LONGEST_DELAY),
        ("Crawl-delay: -3", 0.0),
        ("Crawl-delay: inf", 0.0),
        ("Crawl-delay: ofte", 0.0),
        ("Request-rate: 1/5", 5.0),
        ("Disallow: /x", 0.0),
    ],
)
def test_the_delay_a_site_wants(line: str, delay: float) -> None:
    assert read_robots(f"User-agent: *\n{line}\n".encode(), "mediawatch").delay == delay


def test_a_crawl_delay_longer_than_the_pause_sets_the_pace() -> None:
    time = FakeTime()

    async def twice(server: HostileServer) -> None:
        async with fetcher(sleep=time.sleep, clock=time.clock) as one:
            await one.get(server.url("/sak"), pause_seconds=2)
            await one.get(server.url("/sak"), pause_seconds=2)
            await one.get(server.url("/sak"), pause_seconds=9)

    with HostileServer(robots_answer(text("User-agent: *\nCrawl-delay: 5", "text/plain"))) as server:
        asyncio.run(twice(server))
    assert time.slept == [5, 5, 9]


def test_thousands_of_agents_and_rules_are_read_as_one_other_agent() -> None:
    agents = "".join(f"User-agent: bot{number}\n" for number in range(10_000))
    rules = "".join(f"Disallow: /{number}\n" for number in range(10_000))
    rules_of_all = read_robots(f"{agents}{rules}\nUser-agent: *\nDisallow: /lukket".encode(), "mediawatch")
    assert rules_of_all.allow("http://avisa.example/7")
    assert not rules_of_all.allow("http://avisa.example/lukket")
    assert rules_of_all.parsed is not None
    assert len(rules_of_all.parsed._user_agents) == 2
