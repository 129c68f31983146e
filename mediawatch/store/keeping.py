"""What may be kept of an article: the only way into the tables for anybody else's words.

Norwegian press is copyrighted, and a municipality may in general not keep digital copies of whole articles
(docs/architecture.md, "What may be kept"). `Outlet.keep_text` decides:

- `none`: title and address (and facts about it: time, authors, tone, the names found).
- `excerpt`: also the lead up to 300 characters and the sentences around mentions up to 300 characters in all.
- `full`: everything; own material and licensed sources only.

A page that says noarchive (`Article.keepable` False) gives at most title and lead up to 300 characters, also under
`full`: no excerpt and no text. An article that no longer concerns anyone gives its title only. Hashes and sketches are
no words and are always kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from mediawatch.model import Article, Coverage, KeepText, Reading, Tone

LEAD_LIMIT = 300
EXCERPT_LIMIT = 300
TITLE_LIMIT = 500
"""No headline is this long; a page whose title is the article must not slip through by it."""
REASON_LIMIT = 200
"""Reasons are words about the text, not the text: each is cut here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The article and its coverage, with the words that must not be kept taken out."""

    article: Article
    coverages: tuple[Coverage, ...]


def kept(article: Article, coverages: Sequence[Coverage], keep_text: KeepText) -> Kept:
    """Article and coverage -> the same, cut to what `keep_text` and the page's own noarchive allow."""
    concerns = any(concerning(coverage) for coverage in coverages)
    lead, text = article.lead, article.text
    if not concerns or keep_text == "none":
        lead = text = ""
    elif keep_text == "excerpt" or not article.keepable:
        lead, text = shorten(lead, LEAD_LIMIT), ""
    may_excerpt = keep_text != "none" and article.keepable
    return Kept(
        article=replace(article, title=shorten(article.title, TITLE_LIMIT), lead=lead, text=text),
        coverages=tuple(_kept_coverage(coverage, may_excerpt) for coverage in coverages),
    )


def concerning(coverage: Coverage) -> bool:
    """Is it for the organisation, or may it be (a person must say)? Else it is not kept at all."""
    return coverage.reading.relevant or coverage.reading.unsure


def _kept_coverage(coverage: Coverage, may_excerpt: bool) -> Coverage:
    excerpt = _within(coverage.excerpt, EXCERPT_LIMIT) if may_excerpt and concerning(coverage) else ()
    return replace(coverage, excerpt=excerpt, reading=_kept_reading(coverage.reading), tone=_kept_tone(coverage.tone))


def _kept_reading(reading: Reading) -> Reading:
    mentions = tuple(
        replace(
            mention,
            surface=shorten(mention.surface, REASON_LIMIT),
            because=shorten(mention.because, REASON_LIMIT),
        )
        for mention in reading.mentions
    )
    return replace(reading, mentions=mentions, because=_reasons(reading.because))


def _kept_tone(tone: Tone | None) -> Tone | None:
    return None if tone is None else replace(tone, because=_reasons(tone.because))


def _reasons(because: Sequence[str]) -> tuple[str, ...]:
    return tuple(shorten(reason, REASON_LIMIT) for reason in because)


def _within(sentences: Sequence[str], limit: int) -> tuple[str, ...]:
    """The first sentences that fit in `limit` characters in all; the one that does not fit is cut, if that says
    anything."""
    taken: list[str] = []
    left = limit
    for sentence in sentences:
        if len(sentence) > left:
            if left >= limit // 4:
                taken.append(shorten(sentence, left))
            break
        taken.append(sentence)
        left -= len(sentence)
    return tuple(taken)


def shorten(text: str, limit: int) -> str:
    """`text` in at most `limit` characters, cut between words and marked with "…"."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at_word, space, _rest = cut.rpartition(" ")
    if space and len(at_word) >= limit // 2:
        cut = at_word
    return cut.rstrip(" \t\n,;:–-") + "…"


def fingerprint(*parts: str) -> str:
    """Texts -> 32 hex digits that tell them from all others, and from which none can be read back."""
    digest = blake2b(digest_size=16)
    for part in parts:
        content = part.encode("utf-8", "replace")
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()


def content_hash(article: Article) -> str:
    """What the article says, as a fingerprint: title, lead and text, with all white space alike. When it changes,
    there is a new revision."""
    return fingerprint(*(" ".join(words.split()) for words in (article.title, article.lead, article.text)))
