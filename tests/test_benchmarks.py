"""Our side of the benchmarks runs: they are not part of CI, and would else break unseen."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

WORKERS = Path(__file__).parents[1] / "benchmarks" / "workers"
ITEM = "<item><title>Sak {0}</title><link>http://127.0.0.1/{0}</link><guid>{0}</guid></item>"
FEED = f"<rss version='2.0'><channel><title>A</title>{ITEM.format(1)}{ITEM.format(2)}</channel></rss>"


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """The folder over HTTP; its port."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_polling_is_timed(tmp_path: Path) -> None:
    (tmp_path / "0.xml").write_text(FEED)
    with serving(tmp_path) as port:
        done = subprocess.run(
            [sys.executable, str(WORKERS / "ours_feeds.py"), str(port), "1"], capture_output=True, check=False
        )
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    assert told["items"] == 2
    assert told["seconds"] > 0
