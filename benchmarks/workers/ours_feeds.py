"""Polls N feeds on loopback into an empty database, once, as a first round does. Prints seconds and items."""

import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path

from mediawatch.collect.fetch import Fetcher
from mediawatch.config import Config, Settings
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.reading import Reader, make_screen
from mediawatch.jobs.rounds import Progress, never, poll_feeds
from mediawatch.jobs.summary import RoundSummary
from mediawatch.model import Feed, Outlet
from mediawatch.store import open_store


async def poll(reader: Reader) -> RoundSummary:
    summary = RoundSummary()
    async with reader.fetcher:
        await poll_feeds(reader, summary, force=True, progress=Progress())
    return summary


def main(ports: list[str], count: int) -> None:
    feeds = tuple(
        Feed(id=f"bench/{n}", outlet="bench", url=f"http://127.0.0.1:{ports[n % len(ports)]}/{n}.xml")
        for n in range(count)
    )
    outlet = Outlet(id="bench", name="Bench", tier="other", kind="web", pause_seconds=0, feeds=feeds)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'bench.db'}")
        config = Config(settings=Settings(allow_private=True), outlets=(outlet,), organisations=())
        store.sync_feeds(config.outlets, utc_now())
        fetcher = Fetcher(user_agent="mediawatch-bench", allow_private=True)
        started = time.perf_counter()
        summary = asyncio.run(poll(Reader(config, store, fetcher, make_screen(()), utc_now, never)))
        seconds = time.perf_counter() - started
        store.close()
    json.dump({"seconds": seconds, "items": summary.of("bench").new}, sys.stdout)


main(sys.argv[1].split(), int(sys.argv[2]))
