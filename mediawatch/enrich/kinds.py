"""Article to kind: own, paid, op-ed by staff, leader, letter, opinion, sport, notice, feature or news.

The order of proof: whose address it is; what the page says of itself (extract's kind, paid marks); the label before
the title ("LESERBREV: ..."), the section and the address; last the words. Only clear words move an article from
news: a wrong "opinion" would hide a piece of news from the weekly target.
"""

import re
from collections import defaultdict
from functools import lru_cache
from urllib.parse import urlsplit

from mediawatch.enrich.lexicon import lexicon, part
from mediawatch.enrich.tokens import sentences, words
from mediawatch.model import Article, Kind, Organisation, Outlet

_LABELS: tuple[Kind, ...] = ("paid", "letter", "leader", "opinion", "sport", "feature", "notice")
_WORDED = ("opinion", "leader", "sport", "notice", "feature")
_OPINION_KINDS = frozenset({"opinion", "letter", "leader", "op-ed by staff"})
_ADDRESS_WORDS: dict[str, Kind] = {
    "leserbrev": "letter",
    "lesarbrev": "letter",
    "leserinnlegg": "letter",
    "leder": "leader",
    "leiar": "leader",
    "meninger": "opinion",
    "meining": "opinion",
    "mening": "opinion",
    "debatt": "opinion",
    "kronikk": "opinion",
    "kommentar": "opinion",
    "ytring": "opinion",
    "opinion": "opinion",
    "debattinnlegg": "opinion",
    "innlegg": "opinion",
    "reportasje": "feature",
    "reportasjer": "feature",
    "portrett": "feature",
    "magasin": "feature",
    "sport": "sport",
    "idrett": "sport",
    "fotball": "sport",
    "annonsorinnhold": "paid",
    "annonse": "paid",
    "sponset": "paid",
    "kunngjoring": "notice",
    "kunngjoringer": "notice",
}
_TITLE_LABEL = re.compile(r"^\W*([^\W\d][\w .-]{2,24}?)\s*[:|–—]\s+\S")
_PARTY = re.compile(r"\((?:Ap|H|Sp|Frp|FrP|SV|KrF|V|R|MDG|INP|PP)\)|\b(?:gruppeleder|kommunestyre\w+|listetopp)\b")
_PUBLIC_HOSTS = (".kommune.no", "regjeringen.no", "vegvesen.no", "statsbudsjettet.no", "statsforvalteren.no")
_BLOG = re.compile(r"blog|/mine-tanker|wordpress\.com")
_FIRST_PERSON = frozenset(["jeg", "eg", "meg", "min", "mitt", "mine", "mi", "vi", "oss", "vår", "våre"])
_FIRST_PERSON_SHARE = 0.025
_LONG = 900
_SHORT = 45


def find_kind(article: Article, outlet: Outlet | None, organisation: Organisation) -> Kind:
    """The kind of the article as this organisation sees it ("own" and "op-ed by staff" depend on whose it is)."""
    if _host_is_ours(article.address, organisation):
        return "own"
    if article.kind == "paid" or _is_paid(article):
        return "paid"
    kind = article.kind if article.kind not in ("news", "own") else _read_kind(article)
    if kind in ("news", "notice") and _speaks_for_itself(article, outlet):
        kind = "notice"
    if kind in _OPINION_KINDS and kind != "leader" and is_by_staff(article, organisation):
        return "op-ed by staff"
    return kind


def is_by_staff(article: Article, organisation: Organisation) -> bool:
    """Whether the byline, or the signature at the end of the text, holds an office in the organisation's own
    administration. Politicians and parties are not staff."""
    byline = " ".join(article.authors)
    ending = " ".join(sentence.text for sentence in sentences(article.text)[-2:])[-220:]
    if _PARTY.search(byline) or _PARTY.search(ending):
        return False
    return _holds_office(byline, organisation, alone=True) or _holds_office(ending, organisation, alone=False)


def _holds_office(text: str, organisation: Organisation, *, alone: bool) -> bool:
    """An office of the administration. In a byline the office is enough where no other municipality is named
    (`alone`); in a signature the organisation or its place must stand beside it."""
    low = text.lower()
    if re.search(rf"\bansatt (?:i|ved) {re.escape(organisation.name.lower())}\b", low):
        return True
    hits = [hit for hit in lexicon("offices").find(words(text)) if hit.entry.section == "staff"]
    if not hits:
        return False
    names_us = organisation.name.lower() in low or organisation.place.lower() in low
    if names_us:
        return True
    other = re.search(r"\b[A-ZÆØÅ]\w+ kommune\b", text) or any(
        one.name.lower() in low for one in organisation.neighbours
    )
    return alone and not other


def _host_is_ours(address: str, organisation: Organisation) -> bool:
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return any(host == own or host.endswith(f".{own}") for own in organisation.own_hosts)


def _speaks_for_itself(article: Article, outlet: Outlet | None) -> bool:
    """Whether the page is a body's own announcement (a municipality, a ministry, a firm, a club) and no newsroom's."""
    if outlet is not None and (outlet.kind != "web" or outlet.tier != "other"):
        return False
    host = urlsplit(article.address).hostname or ""
    return outlet is not None or host.endswith(_PUBLIC_HOSTS)


def _is_paid(article: Article) -> bool:
    first = words(f"{article.section} {' '.join(article.tags)} {article.title} {article.lead} {article.text[:300]}")
    return bool(part("kinds", "paid").find(first))


def _read_kind(article: Article) -> Kind:
    for label in (_title_label(article.title), article.section.lower().strip(), *map(str.lower, article.tags)):
        if label and (kind := _label_kind(label)):
            return kind
    return _address_kind(article.address) or _worded_kind(article)


def _title_label(title: str) -> str:
    match = _TITLE_LABEL.match(title)
    return match.group(1).lower().strip() if match else ""


def _label_kind(label: str) -> Kind | None:
    return _label_kinds().get(label)


@lru_cache(maxsize=1)
def _label_kinds() -> dict[str, Kind]:
    return {" ".join(entry.pattern): kind for kind in _LABELS for entry in lexicon("kinds").section(f"label {kind}")}


def _address_kind(address: str) -> Kind | None:
    path = urlsplit(address).path.lower()
    if re.search(r"/o/\d+-\d+-\d+/?$", path):  # Amedia's opinion pieces: /slug/o/5-10-477452
        return "opinion"
    for piece in path.split("/")[:-1]:
        if piece in _ADDRESS_WORDS:
            return _ADDRESS_WORDS[piece]
    first = path.strip("/").split("-")[0]
    if first in _ADDRESS_WORDS and _ADDRESS_WORDS[first] in _OPINION_KINDS:
        return _ADDRESS_WORDS[first]
    return "opinion" if _BLOG.search(address.lower()) else None


def _worded_kind(article: Article) -> Kind:
    scores: defaultdict[str, float] = defaultdict(float)
    for weight, text in ((2.0, article.title), (1.5, article.lead), (1.0, article.text[:2500])):
        seen = {hit.entry for hit in part("kinds", *_WORDED).find(words(text))}
        for entry in seen:
            scores[entry.section] += weight * entry.weight
    length = len(words(article.text)) + len(words(article.lead))
    if scores["leader"] >= 3:
        return "leader"
    if scores["opinion"] >= 6 or _speaks_in_first_person(article):
        return "opinion"
    if scores["sport"] >= (5 if length < _SHORT else 8):
        return "sport"
    if scores["notice"] >= (4 if length < _SHORT else 8):
        return "notice"
    return "feature" if (scores["feature"] >= 4 and length > _SHORT) or length > _LONG else "news"


def _speaks_in_first_person(article: Article) -> bool:
    """Whether the writer says I and we outside quotes, as letters do and news does not."""
    plain = [one.text for one in sentences(article.text) if one.text[0] not in '–—-«"' and "»" not in one.text]
    found = words(" ".join(plain))
    own = sum(word in _FIRST_PERSON for word in found)
    return len(found) >= 60 and own >= 4 and own / len(found) >= _FIRST_PERSON_SHARE
