"""Small newspapers on loopback, and a folder set up to read them. All texts are invented."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

RSS = "application/rss+xml"
HTML = "text/html; charset=utf-8"


@dataclass
class Press:
    """A server whose answers can be changed while it runs. `asked`: set at the first request to /slow; `seen`: all
    paths asked for; `heard`: called at each request, before the answer."""

    base: str = ""
    answers: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)
    asked: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)
    seen: list[str] = field(default_factory=list)
    heard: Callable[[], None] = lambda: None

    def put(self, path: str, body: str | bytes, *, kind: str = HTML, status: int = 200) -> str:
        """Answers `path` with the body from now on; returns the address."""
        self.answers[path] = (status, kind, body.encode() if isinstance(body, str) else body)
        return f"{self.base}{path}"

    def put_article(self, path: str, title: str, text: str, *, hours_ago: float = 2.0) -> str:
        """An article with its facts in JSON-LD, as newspapers have it."""
        moment = datetime.now(UTC) - timedelta(hours=hours_ago)
        facts = {"@type": "NewsArticle", "headline": title, "datePublished": moment.isoformat(timespec="seconds")}
        head = f"<title>{title}</title><script type='application/ld+json'>{json.dumps(facts)}</script>"
        body = f"<article><h1>{title}</h1><p>{text}</p></article>"
        return self.put(path, f"<html lang='nb'><head>{head}</head><body>{body}</body></html>")

    def put_feed(self, path: str, items: list[tuple[str, str]], *, days_ago: float = 0.1) -> str:
        """An RSS feed of (address, title)."""
        moment = format_datetime(datetime.now(UTC) - timedelta(days=days_ago))
        entries = "".join(
            f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid><pubDate>{moment}</pubDate></item>"
            for link, title in items
        )
        body = f"<?xml version='1.0'?><rss version='2.0'><channel><title>A</title>{entries}</channel></rss>"
        return self.put(path, body, kind=RSS)


@contextmanager
def open_press() -> Iterator[Press]:
    """A press on a free port of this machine, until the block ends."""
    press = Press()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            press.seen.append(self.path)
            press.heard()
            if self.path == "/slow":
                press.asked.set()
                press.let_go.wait(30)
            status, kind, body = press.answers.get(self.path, (404, HTML, b"<html><body>Borte</body></html>"))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    press.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield press
    finally:
        press.let_go.set()
        server.shutdown()
        server.server_close()


ORGANISATION = """
id: granvik
name: Granvik kommune
place: Granvik
county: Buskerud
population: 9000
subjects:
  - {id: granvik, name: Granvik, kind: municipality, forms: [Granvik], names_place: true}
  - {id: kommunen, name: Granvik kommune, kind: municipality, forms: [kommunen], any_case: true, home_only: true}
spokespersons:
  - id: ordforer
    role: mayor
    title: Ordfører
    covers: Kommunen samlet og politikk
    rule: Ordføreren uttaler seg på vegne av kommunen.
    source: Planen
    name: Ola Granli
    phone: "32000000"
targets:
  - {id: uke, name: Én sak hver uke, at_least: 1, every: week, tiers: [local]}
recipients:
  - {id: leder, name: Leder, email: leder@granvik.kommune.no}
"""


def set_up(folder: Path, feeds: list[tuple[str, str]], *, more: str = "", kinds: dict[str, str] | None = None) -> None:
    """Writes feeds.yaml with one local newspaper that has the feeds (id, address), and one municipality."""
    lines = "".join(
        f"      - {{id: {name}, url: '{url}', kind: {(kinds or {}).get(name, 'rss')}}}\n" for name, url in feeds
    )
    pause = 0 if any("127.0.0.1" in url for _, url in feeds) else 2
    listed = f"    feeds:\n{lines}" if feeds else ""
    (folder / "feeds.yaml").write_text(
        "outlets:\n"
        "  - id: granvikposten\n    name: Granvikposten\n    tier: local\n    kind: newspaper\n"
        f"    hosts: ['granvikposten.no']\n    home: [Granvik]\n    pause_seconds: {pause}\n{listed}"
        "  - {id: naerradioen, name: Nærradioen, tier: local, kind: radio, home: [Granvik]}\n" + more
    )
    (folder / "organisations").mkdir(exist_ok=True)
    (folder / "organisations" / "granvik.yaml").write_text(ORGANISATION)
    settings = "MEDIAWATCH_CONTACT=presse@granvik.kommune.no\nMEDIAWATCH_ALLOW_PRIVATE=true\nMEDIAWATCH_PORT=0\n"
    (folder / ".env").write_text(settings)
