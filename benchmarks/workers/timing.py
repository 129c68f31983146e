"""What the page workers share: reading the pages, one warm-up round, then the rounds that count."""

import gzip
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path


def read_pages(folder: Path) -> list[tuple[str, bytes]]:
    """The pages of a folder as (address, content); addresses come from pages.json beside them."""
    addresses = json.loads((folder / "pages.json").read_text())
    return [(url, gzip.decompress((folder / name).read_bytes())) for name, url in sorted(addresses.items())]


def timed(work: Callable[[str, bytes], int], pages: list[tuple[str, bytes]], rounds: int) -> None:
    """Prints {"seconds", "pages", "characters"}: processor time of `rounds` rounds after one that warms up."""
    characters = sum(work(url, content) for url, content in pages)
    started = time.process_time()
    for _ in range(rounds):
        for url, content in pages:
            work(url, content)
    seconds = time.process_time() - started
    json.dump({"seconds": seconds, "pages": rounds * len(pages), "characters": characters}, sys.stdout)
