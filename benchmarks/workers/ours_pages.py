"""Page to analysed article, the whole way: extraction, names, tone, topic, copies."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from timing import read_pages, timed

from mediawatch.collect.extract import extract_article, page_from_bytes
from mediawatch.config import load_everything
from mediawatch.enrich.copies import sketch
from mediawatch.enrich.judge import judge
from mediawatch.model import Outlet

config = load_everything()
organisation = config.organisations[0]
outlet = Outlet(id="bench", name="Bench", tier="local", kind="newspaper", home=(organisation.place,))
now = datetime.now(UTC)


def work(url: str, content: bytes) -> int:
    article = extract_article(page_from_bytes(content, url, fetched_at=now), outlet=outlet)
    judge(article, organisation, outlet)
    return len(sketch(article).shingles) + len(article.text)


timed(work, read_pages(Path(sys.argv[1])), int(sys.argv[2]))
