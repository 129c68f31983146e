"""Serves feeds of 30 items each on loopback, from PORTS ports that stand for as many outlets; prints the ports."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

PORTS = 30

ITEM = (
    "<item><title>Sak {n} i strøm {feed}</title><link>http://127.0.0.1:{port}/{feed}/sak-{n}</link>"
    "<guid isPermaLink='false'>{feed}-{n}</guid><pubDate>Mon, 23 Nov 2026 {hour:02}:{n:02}:00 +0100</pubDate>"
    "<description>Kommunen legger fram planen for vei, skole og helse på neste møte, del {n}.</description></item>"
)


class Feeds(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 20  # one packet for head and body: else each answer waits 40 ms for a delayed acknowledgement

    def do_GET(self) -> None:
        name = self.path.strip("/").removesuffix(".xml")
        if not name.isdigit():
            self.send_error(404)
            return
        port = self.server.server_address[1]
        items = "".join(ITEM.format(feed=name, n=n, port=port, hour=n % 24) for n in range(30))
        body = f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>Strøm {name}</title>"
        content = f"{body}<link>http://127.0.0.1:{port}/</link><description/>{items}</channel></rss>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("ETag", f'"{name}"')
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_args: object) -> None:
        pass


if __name__ == "__main__":
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Feeds) for _ in range(PORTS)]
    print(*(server.server_address[1] for server in servers), flush=True)
    for server in servers[1:]:
        Thread(target=server.serve_forever, daemon=True).start()
    servers[0].serve_forever()
