"""An article whose address, labels and words leave it news, or whose publisher is no newsroom: its kind by what the
shared encoder makes of it (enrich.heads).

Only what the encoder is sure of moves an article: the limits are above all that it was wrong about on real coverage
that was looked at. What is a body's news and what its notice no reading tells; there the publisher decides.
"""

import re

from mediawatch.enrich.heads import read_kind
from mediawatch.enrich.passages import Places, passages
from mediawatch.enrich.publishers import Publisher
from mediawatch.enrich.segments import segments
from mediawatch.model import Article, Kind, Reading

_SURE: dict[Kind, float] = {"sport": 0.65, "feature": 0.75, "opinion": 0.75}
_QUOTES_IN_TITLE = re.compile(r"^\s*[–—-]|:\s*[–—-]|[«\"]")
_TALKED_TO = re.compile(r"(?m)(?:^|[.!?]\s)\s*[–—-]\s[^\n]{2,200}?\b(?:sier|seier|forteller|fortel|svarer|svarar)\b")
"""Somebody is quoted: what is argued is argued by one the newspaper talked to."""
_NO_PLACES = Places(frozenset(), frozenset())


def kind_by_meaning(said: Kind, article: Article, publisher: Publisher, reading: Reading) -> Kind:
    """The kind that the words `said`, or the one that the encoder is sure of. An article that names nothing of ours is
    not read: nobody will see it."""
    if not reading.mentions or not _is_open(said, publisher):
        return said
    chances = read_kind(segments(passages(article, reading, _NO_PLACES), reading))
    if chances is None:
        return said
    if publisher == "blog":
        return "opinion" if chances["opinion"] >= chances["feature"] else "feature"
    if publisher == "body":
        return "feature" if chances["feature"] >= _SURE["feature"] else said
    sure = [kind for kind, least in _SURE.items() if chances[kind] >= least]
    return said if not sure or (sure == ["opinion"] and _quotes(article)) else sure[0]


def _quotes(article: Article) -> bool:
    return bool(_QUOTES_IN_TITLE.search(article.title) or _TALKED_TO.search(f"{article.lead}\n{article.text}"))


def _is_open(said: Kind, publisher: Publisher) -> bool:
    if publisher == "blog":
        return True
    return said == ("notice" if publisher == "body" else "news")
