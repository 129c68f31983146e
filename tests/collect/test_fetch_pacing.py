"""One host is asked politely, many side by side. Time is injected: nothing here waits."""

import asyncio
import threading
from datetime import timedelta

import pytest

from mediawatch.collect.pacing import HadEnoughError, Pace
from mediawatch.errors import FetchError
from tests.collect.fetching import FakeTime, fetcher
from tests.collect.hostile import Behaviour, HostileServer, Request, Wire, in_turn, redirect, status, text


def test_requests_to_one_host_start_a_pause_apart() -> None:
    time = FakeTime()
    starts: list[float] = []

    async def ask(pace: Pace) -> None:
        async with pace.turn("avisa.example", 2.0):
            starts.append(time.clock())
            time.seconds += 0.5  # the request takes its time

    async def all_of_them() -> None:
        pace = Pace(sleep=time.sleep, clock=time.clock, at_once=20)
        await asyncio.gather(*(ask(pace) for _ in range(4)))

    asyncio.run(all_of_them())
    assert starts == [1000.0, 1002.0, 1004.0, 1006.0]
    assert time.slept == [1.5, 1.5, 1.5]


def test_a_request_that_took_longer_than_the_pause_is_followed_at_once() -> None:
    time = FakeTime()

    async def twice() -> None:
        pace = Pace(sleep=time.sleep, clock=time.clock, at_once=20)
        async with pace.turn("avisa.example", 2.0):
            time.seconds += 3
        async with pace.turn("avisa.example", 2.0):
            pass

    asyncio.run(twice())
    assert time.slept == []


def test_hosts_do_not_wait_for_each_other() -> None:
    time = FakeTime()
    under_way: list[str] = []
    order: list[str] = []

    async def ask(pace: Pace, host: str, other: asyncio.Event, mine: asyncio.Event) -> None:
        async with pace.turn(host, 60.0):
            under_way.append(host)
            mine.set()
            await other.wait()  # both must be inside at once for either to leave
            order.append(host)

    async def both() -> None:
        pace = Pace(sleep=time.sleep, clock=time.clock, at_once=2)
        first, second = asyncio.Event(), asyncio.Event()
        await asyncio.gather(ask(pace, "a.example", second, first), ask(pace, "b.example", first, second))

    asyncio.run(asyncio.wait_for(both(), 10))
    assert sorted(under_way) == sorted(order) == ["a.example", "b.example"]
    assert time.slept == []


def test_those_waiting_for_a_busy_host_hold_no_slot() -> None:
    time = FakeTime()

    async def crowd() -> list[str]:
        pace = Pace(sleep=time.sleep, clock=time.clock, at_once=2)
        release, done = asyncio.Event(), list[str]()

        async def slow(name: str) -> None:
            async with pace.turn("slow.example", 0):
                await release.wait()
                done.append(name)

        async def quick(name: str) -> None:
            async with pace.turn("quick.example", 0):
                done.append(name)

        waiting = [asyncio.create_task(slow(f"slow {number}")) for number in range(5)]
        await asyncio.sleep(0)
        await quick("quick")
        release.set()
        await asyncio.gather(*waiting)
        return done

    assert asyncio.run(asyncio.wait_for(crowd(), 10))[0] == "quick"


def test_never_more_at_once_than_allowed() -> None:
    now, most = 0, 0

    async def ask(pace: Pace, number: int) -> None:
        nonlocal now, most
        async with pace.turn(f"{number}.example", 0):
            now += 1
            most = max(most, now)
            await asyncio.sleep(0)
            now -= 1

    async def crowd() -> None:
        time = FakeTime()
        pace = Pace(sleep=time.sleep, clock=time.clock, at_once=3)
        await asyncio.gather(*(ask(pace, number) for number in range(12)))

    asyncio.run(crowd())
    assert most == 3


def test_one_who_gives_up_waiting_leaves_the_turn_to_the_next() -> None:
    async def crowd() -> str:
        time = FakeTime()
        pace = Pace(sleep=time.sleep, clock=time.clock, at_once=1)

        async def hang() -> None:
            async with pace.turn("avisa.example", 1):
                await asyncio.sleep(3600)

        hanging = asyncio.create_task(hang())
        await asyncio.sleep(0)
        hanging.cancel()
        async with pace.turn("avisa.example", 1):
            return "next"

    assert asyncio.run(asyncio.wait_for(crowd(), 10)) == "next"


def test_the_fetcher_asks_one_host_one_at_a_time_and_hosts_side_by_side() -> None:
    meeting = threading.Barrier(2)  # both hosts must be asked at once for either to answer

    def when_both_are_asked(request: Request, wire: Wire) -> None:
        meeting.wait(timeout=20)
        text("hei")(request, wire)

    routes: dict[str, Behaviour] = {f"/{number}": when_both_are_asked for number in range(4)}

    async def all_of_them(servers: list[HostileServer]) -> None:
        async with fetcher() as one:
            urls = [server.url(path) for server in servers for path in routes]
            await asyncio.gather(*(one.get(url, check_robots=False) for url in urls))

    with HostileServer(dict(routes)) as first, HostileServer(dict(routes)) as second:
        asyncio.run(all_of_them([first, second]))
        assert len(first.requests) == len(second.requests) == 4
        assert first.most_at_once == second.most_at_once == 1


def test_redirects_and_robots_wait_their_turn_too() -> None:
    time = FakeTime()

    async def run(server: HostileServer) -> None:
        async with fetcher(sleep=time.sleep, clock=time.clock) as one:
            await one.get(server.url("/a"), pause_seconds=4)

    with HostileServer({"/a": redirect("/b"), "/b": text("b")}) as server:
        asyncio.run(run(server))
        assert [request.path for request in server.requests] == ["/robots.txt", "/a", "/b"]
    assert time.slept == [4, 4]


def test_a_host_that_has_had_enough_is_left_alone() -> None:
    busy = status(429, Retry_After="90")

    async def several(server: HostileServer, times: int) -> list[object]:
        outcomes: list[object] = []
        async with fetcher() as one:
            for _ in range(times):
                try:
                    await one.get(server.url("/"), check_robots=False)
                    outcomes.append("page")
                except FetchError as error:
                    outcomes.append((error.reason, error.retry_after))
        return outcomes

    refusal = ("rate_limited", timedelta(seconds=90))

    with HostileServer({"/": busy}) as server:
        assert asyncio.run(several(server, 6)) == [refusal] * 6
        assert len(server.requests) == 3
    with HostileServer({"/": in_turn(busy, busy, text("ok"), busy, text("ok"))}) as server:
        assert asyncio.run(several(server, 5)) == [refusal, refusal, "page", refusal, "page"]


def test_the_refusal_says_which_host() -> None:
    async def run() -> None:
        time = FakeTime()
        pace = Pace(sleep=time.sleep, clock=time.clock, at_once=1)
        for _ in range(3):
            pace.answered("avisa.example", refused=True)
        async with pace.turn("annen.example", 1):
            pass
        async with pace.turn("avisa.example", 1):
            pytest.fail("no turn should be given")

    with pytest.raises(HadEnoughError, match=r"avisa\.example"):
        asyncio.run(run())
