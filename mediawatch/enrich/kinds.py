"""Article to kind: own, paid, op-ed by staff, leader, letter, opinion, sport, notice, feature or news.

The order of proof: whose page it is (enrich.publishers); what the page says of itself (extract's kind, paid marks);
the label before the title ("LESERBREV: ..."), the section and the address; last the words (enrich.kind_words); where
these leave it open what the shared encoder is sure of (enrich.kind_meaning). A body that writes of itself announces,
unless it argues, tells of a match or shows what it has made.
"""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from mediawatch.enrich.kind_meaning import kind_by_meaning
from mediawatch.enrich.kind_words import is_leader_by_words, kind_by_words
from mediawatch.enrich.lexicon import lexicon, part
from mediawatch.enrich.publishers import Publisher, find_publisher, is_own
from mediawatch.enrich.staff import is_by_staff
from mediawatch.enrich.tokens import words
from mediawatch.model import Article, Kind, Organisation, Outlet, Reading

__all__ = ["find_kind", "is_by_staff"]

_LABELS: tuple[Kind, ...] = ("paid", "letter", "leader", "opinion", "sport", "feature", "notice")
_OPINION_KINDS = frozenset({"opinion", "letter", "leader", "op-ed by staff"})
_TITLE_LABEL = re.compile(r"^\W*([^\W\d][\w .-]{2,24}?)\s*[:|–—]\s+\S")
_FIRST_WORDS = 50
_OPINION_FILE = re.compile(r"/o/\d+-\d+-\d+/?$")
"""Amedia's opinion pieces: /slug/o/5-10-477452."""


def find_kind(
    article: Article, outlet: Outlet | None, organisation: Organisation, reading: Reading | None = None
) -> Kind:
    """The kind of the article as this organisation sees it ("own" and "op-ed by staff" depend on whose it is). Without
    its reading by labels and words alone."""
    if is_own(article, outlet, organisation):
        return "own"
    if article.kind == "paid" or _is_paid(article):
        return "paid"
    kind = _read_kind(article, find_publisher(article, outlet), reading)
    if kind not in _OPINION_KINDS:
        return kind
    if kind != "leader" and is_by_staff(article, organisation):
        return "op-ed by staff"
    if kind == "op-ed by staff":  # the page speaks of the newspaper's own writers
        kind = "opinion"
    return "leader" if kind == "opinion" and is_leader_by_words(article) else kind


def _is_paid(article: Article) -> bool:
    labels = words(f"{article.section} {' '.join(article.tags)}")
    first = labels + words(article.title) + words(article.lead) + words(article.text)[:_FIRST_WORDS]
    return bool(part("kinds", "paid").find(first))


def _read_kind(article: Article, publisher: Publisher, reading: Reading | None) -> Kind:
    if article.kind not in ("news", "own", "paid"):
        return article.kind
    for label in (_title_label(article.title), article.section.lower().strip(), *map(str.lower, article.tags)):
        if label and (kind := _label_kinds().get(label)):
            return kind
    if kind := _address_kind(article):
        return kind
    if publisher == "programme":
        return "notice"
    said = kind_by_words(article, publisher)
    return said if reading is None else kind_by_meaning(said, article, publisher, reading)


def _title_label(title: str) -> str:
    match = _TITLE_LABEL.match(title)
    return match.group(1).lower().strip() if match else ""


@lru_cache(maxsize=1)
def _label_kinds() -> dict[str, Kind]:
    return {" ".join(entry.pattern): kind for kind in _LABELS for entry in lexicon("kinds").section(f"label {kind}")}


def _address_kind(article: Article) -> Kind | None:
    path = unquote(urlsplit(article.address).path).lower()
    folders = path.split("/")[:-1]
    found = [kind for folder in folders if (kind := _address_kinds().get(folder))]
    if found and found[-1] not in _OPINION_KINDS:
        return found[-1]
    if found:  # the narrowest: a letter stands under /meninger/
        return next((kind for kind in reversed(found) if kind != "opinion"), "opinion")
    if _OPINION_FILE.search(path):
        return "opinion"
    return _slug_kind(path, article.title)


def _slug_kind(path: str, title: str) -> Kind | None:
    """What the first word of the address says ("/debatt-skolen-er-viktig/"), where the title itself, of which most
    addresses are made, does not begin with that word."""
    first = path.strip("/").split("-")[0]
    kind = _address_kinds().get(first)
    if kind not in _OPINION_KINDS or title.lower().lstrip("–—-«» ").startswith(first):
        return None
    return kind


@lru_cache(maxsize=1)
def _address_kinds() -> dict[str, Kind]:
    return {entry.pattern[0]: kind for kind in _LABELS for entry in lexicon("kinds").section(f"address {kind}")}
