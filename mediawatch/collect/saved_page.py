"""Pages that were saved rather than fetched, and articles as plain data for scripts (`mediawatch extract`)."""

import gzip
import zlib
from datetime import datetime
from typing import TypedDict

from mediawatch.model import Article, Page


class ArticleData(TypedDict):
    """What `mediawatch extract --json` prints. Times are ISO 8601 with zone."""

    title: str
    lead: str
    text: str
    authors: list[str]
    published: str | None
    updated: str | None
    paywalled: bool
    kind: str
    language: str
    article_id: str | None


def page_from_bytes(content: bytes, url: str, *, fetched_at: datetime, charset: str | None = None) -> Page:
    """The bytes of a saved page (gzip is unpacked, at most 64 MB) and its address into a page as if fetched then.

    Raises gzip.BadGzipFile when the bytes begin as gzip and are not.
    """
    if content[:2] == b"\x1f\x8b":
        try:
            content = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(content, 64_000_000)
        except zlib.error as error:
            raise gzip.BadGzipFile(str(error)) from error
    return Page(
        url=url,
        requested_url=url,
        status=200,
        content=content,
        content_type="text/html",
        charset=charset,
        fetched_at=fetched_at,
    )


def article_json(article: Article) -> ArticleData:
    """An article into exactly the fields that scripts are promised."""
    return ArticleData(
        title=article.title,
        lead=article.lead,
        text=article.text,
        authors=list(article.authors),
        published=article.published.isoformat() if article.published else None,
        updated=article.updated.isoformat() if article.updated else None,
        paywalled=article.paywalled,
        kind=article.kind,
        language=article.language,
        article_id=article.article_id,
    )
