"""The same first round with lemon24's reader, ten workers. Prints seconds and items."""

import json
import sys
import tempfile
import time
from pathlib import Path

from reader import make_reader


def main(ports: list[str], count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reader = make_reader(str(Path(folder) / "bench.db"))
        for number in range(count):
            reader.add_feed(f"http://127.0.0.1:{ports[number % len(ports)]}/{number}.xml")
        started = time.perf_counter()
        reader.update_feeds(workers=10)
        seconds = time.perf_counter() - started
        items = reader.get_entry_counts().total
    json.dump({"seconds": seconds, "items": items}, sys.stdout)


main(sys.argv[1].split(), int(sys.argv[2]))
