"""Page to article with trafilatura alone, metadata and dates included."""

import sys
from pathlib import Path

from timing import read_pages, timed
from trafilatura import bare_extraction


def work(url: str, content: bytes) -> int:
    document = bare_extraction(content, url=url, with_metadata=True, favor_precision=True)
    return len(document.text or "") if document else 0


timed(work, read_pages(Path(sys.argv[1])), int(sys.argv[2]))
