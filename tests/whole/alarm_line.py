"""What the tests of alarms share: Granvik with channels, stories saved as by a round, a receiver of messages."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from mediawatch.config import Config
from mediawatch.model import AlarmRules, Outlet, ToneLabel
from mediawatch.store import Store
from tests.store.store_records import NEGATIVE, POSITIVE, make_article, make_coverage, make_sketch
from tests.whole.line import at, make_config, make_outlet, make_recipient

NOW = at("2026-11-25T10:00")
"""A Wednesday, eleven o'clock local time."""
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LOCAL = make_outlet("dalposten")
REGION = make_outlet("fylkesavisa", tier="regional")
NATION = make_outlet("riksposten", tier="national")
TONES = {"negative": NEGATIVE, "positive": POSITIVE, "neutral": replace(POSITIVE, label="neutral", score=0.0)}


@dataclass
class Channel:
    """A chat program's memory. `status`: its answer; `hangs`: it takes a message and never answers; `heard`: called at
    each message."""

    port: int = 0
    messages: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200
    hangs: bool = False
    heard: Callable[[], None] = lambda: None
    let_go: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        """Where Apprise reaches it."""
        return f"json://127.0.0.1:{self.port}/krok?rto=2"

    @property
    def titles(self) -> list[str]:
        """The titles of all messages, in the order they came."""
        return [message["title"] for message in self.messages]


@contextmanager
def open_channel() -> Iterator[Channel]:
    """A receiver on loopback until the block ends."""
    channel = Channel()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            channel.messages.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            channel.heard()
            if channel.hangs:
                channel.let_go.wait(30)
            self.send_response(channel.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    channel.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield channel
    finally:
        channel.let_go.set()
        server.shutdown()
        server.server_close()


def alarmed(
    folder: Path, *, to: tuple[str, ...] = ("leder",), rules: dict[str, Any] | None = None, **more: Any
) -> Config:
    """Granvik, of whose alarms `to` are told by mail."""
    people = [make_recipient(name) for name in ("leder", "ordforer")]
    config = make_config(folder, LOCAL, REGION, NATION, recipients=people, **more)
    granvik = replace(config.organisations[0], alarms=AlarmRules(to=to, **(rules or {})), targets=())
    return replace(config, organisations=(granvik,))


def save(
    store: Store,
    number: int,
    title: str,
    *,
    outlet: Outlet = REGION,
    tone: ToneLabel = "negative",
    now: datetime = NOW,
    ago: timedelta = HOUR,
    story: int | None = None,
    **changes: Any,
) -> int:
    """One article about Granvik, first seen at `now` and printed `ago` before; answers the id of its story."""
    article = make_article(
        number, outlet=outlet.id, title=title, published=now - ago, text=f"{title}. Hemmelig brødtekst.", kind="news"
    )
    values = {"organisation": "granvik", "outlet": outlet, "tone": TONES[tone], "kind": "news", **changes}
    made = make_coverage(article, **values)
    saved = store.save(article, [made], make_sketch(article), find_story=lambda _new, _known: story, now=now)
    return saved.story_ids["granvik"]


def listened_since(store: Store, days: int = 60) -> None:
    """As if we had listened for so long: one old story."""
    save(store, 1, "Den første saken", outlet=LOCAL, tone="neutral", now=NOW - days * DAY)
