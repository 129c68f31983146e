"""A paper of our own on a port of this machine: pages by path, and how often each was asked for."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Fossekallen</title>
<link>{base}/</link><description>Nytt</description>
<item><title>Modum kommune åpner ny bru</title><link>{base}/nyheter/bru/1-2-3</link><guid>1-2-3</guid>
<pubDate>Tue, 24 Nov 2026 06:00:00 +0100</pubDate><description>Brua åpner.</description></item>
<item><title>Ski for alle</title><link>{base}/nyheter/ski/1-2-4</link><guid>1-2-4</guid>
<pubDate>Mon, 23 Nov 2026 06:00:00 +0100</pubDate></item></channel></rss>"""
ARTICLE = """<!DOCTYPE html><html lang="nb"><head><title>Modum kommune åpner ny bru</title>
<meta property="og:type" content="article"><meta property="article:published_time" content="2026-11-24T06:00:00+01:00">
</head><body><article><h1>Modum kommune åpner ny bru</h1><p>Modum kommune åpnet i dag den nye brua over elva, og
ordfører Kari Nordlie klippet snora foran tre hundre frammøtte.</p><p>Brua har kostet førti millioner kroner, og skal
gjøre skoleveien tryggere for alle barna på vestsida av bygda.</p></article></body></html>"""
SITEMAP = """<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>{base}/nyheter/bru/1-2-3</loc><lastmod>2026-11-24</lastmod></url></urlset>"""


class Newspaper:
    """`pages`: path to type and text; `{base}` in it is the paper's address."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.asked: Counter[str] = Counter()
        self.pages = {
            "/rss": ("application/rss+xml", RSS),
            "/nyheter/bru/1-2-3": ("text/html", ARTICLE),
            "/kart.xml": ("application/xml", SITEMAP),
            "/tom.html": ("text/html", "<html><body><p>Ingenting her.</p></body></html>"),
        }

    def front(self, head: str = "", body: str = "") -> None:
        """Its front page."""
        self.pages["/"] = (
            "text/html",
            f"<html><head><title>Fossekallen</title>{head}</head><body>{body}</body></html>",
        )


@contextmanager
def newspaper() -> Iterator[Newspaper]:
    """Opens it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paper.asked[self.path] += 1
            kind, text = paper.pages.get(self.path, ("text/plain", ""))
            content = text.replace("{base}", paper.base).encode()
            self.send_response(200 if text else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    paper = Newspaper(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield paper
    server.shutdown()
    server.server_close()
    thread.join()
