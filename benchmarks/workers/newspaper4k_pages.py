"""Page to article with newspaper4k (download replaced by the saved page)."""

import sys
from pathlib import Path

from newspaper import Article
from timing import read_pages, timed


def work(url: str, content: bytes) -> int:
    article = Article(url, fetch_images=False)
    article.download(input_html=content.decode("utf-8", "replace"))
    article.parse()
    return len(article.text)


timed(work, read_pages(Path(sys.argv[1])), int(sys.argv[2]))
