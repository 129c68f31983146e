"""An article whose address and labels are silent: its kind by the words of title and text (data/kinds.txt).

Only clear words move an article from news: a wrong "opinion" would hide a piece of news from the weekly target.
"""

import re
from collections import defaultdict
from functools import cache
from urllib.parse import urlsplit

from mediawatch.enrich.lexicon import lexicon, part
from mediawatch.enrich.publishers import Publisher
from mediawatch.enrich.tokens import sentences, words
from mediawatch.model import Article, Kind

_WORDED = ("opinion", "argues", "leader", "sport", "notice", "feature", "presentation", "not sport", "not feature")
_FIELD_WEIGHTS = {"title": 2.0, "lead": 1.5, "text": 1.0}
_TEXT_LETTERS, _TEXT_WORDS = 2500, 400
_ARGUING_TITLE = re.compile(
    r"^(?:vi (?:trenger|må|kan ikke|treng|kan ikkje)|la oss|la |gi oss|nei (?:takk )?til|nei takk|ja til|ja takk|"
    r"slutt med|stopp |kjære|hvor(?:for| lenge)|kvifor|kor lenge|på tide|tid for|takk (?:til|for)|hjertelig takk|skam|"
    r"det er på tide|ta vare på|hold |tenk om|er det |skal vi )",
    re.IGNORECASE,
)
_QUOTED_TITLE = re.compile(r"^\s*[–—-]|:\s*[–—-]|[«\"]")
_PARTIES = "Ap|H|Sp|Frp|FrP|SV|KrF|V|R|MDG|INP|PP"
_PARTY_WRITES = re.compile(rf"\b(?:skriver|skriv|mener|meiner)\s[^.!?]{{0,60}}\((?:{_PARTIES})\)")
_WRITES = re.compile(r"\b(?:skriver|skriv) (?:[a-zæøå]+ ){0,3}[A-ZÆØÅ][\w-]+ [A-ZÆØÅ][\w-]+")
_OLD_YEAR = re.compile(r"\b(?:1[0-8]\d\d|19[0-6]\d)\b")
_FIRST_PERSON = frozenset(["jeg", "eg", "meg", "min", "mitt", "mine", "mi", "vi", "oss", "vår", "våre", "vårt"])
_FIRST_PERSON_SHARE = 0.025
_SHORT_FIRST_PERSON_SHARE = 0.05
_LEAST_FIRST_PERSON = 2
_SPEECH = frozenset(
    ["sier", "seier", "forteller", "fortel", "opplyser", "mener", "meiner", "forklarer", "svarer", "ifølge"]
)
_LONG = 900
_SHORT = 45
_OPINION_LEAST, _LEADER_LEAST, _FEATURE_LEAST, _SURE_FEATURE, _BLOG_LEAST = 6.0, 3.0, 4.0, 5.0, 4.0


def kind_by_words(article: Article, publisher: Publisher) -> Kind:
    """The kind that the words tell of; without clear words news, from a body a notice."""
    scores = _weigh(article)
    if publisher == "blog":  # one that argues, or one that tells
        argues = scores["opinion"] + scores["argues"] >= _BLOG_LEAST or _speaks_in_first_person(article)
        return "opinion" if argues else "feature"
    if publisher == "body":
        return _body_kind(article, scores)
    if scores["leader"] >= _LEADER_LEAST:
        return "leader"
    if scores["opinion"] >= _OPINION_LEAST or _speaks_in_first_person(article):
        return "opinion"
    if scores["feature"] >= _SURE_FEATURE:
        return "feature"
    if publisher == "sport" or _is_sport(article, scores):
        return "sport"
    if scores["notice"] >= (4 if _length(article) < _SHORT else 8):
        return "notice"
    return "feature" if _is_feature(article, publisher, scores) else "news"


def is_leader_by_words(article: Article) -> bool:
    """Whether an opinion piece says that it is the newspaper's own view; who says "I" speaks for himself."""
    found = words(article.title) + words(article.lead) + words(article.text)[:_TEXT_WORDS]
    return bool(part("kinds", "leader", "leader view").find(found)) and not {"jeg", "eg"} & set(found)


def _body_kind(article: Article, scores: defaultdict[str, float]) -> Kind:
    if scores["opinion"] + scores["argues"] >= _OPINION_LEAST:
        return "opinion"
    if _is_sport(article, scores):
        return "sport"
    shown = any(folder in _show_folders() for folder in urlsplit(article.address).path.lower().split("/"))
    return "feature" if shown or scores["presentation"] >= _FEATURE_LEAST else "notice"


@cache
def _show_folders() -> frozenset[str]:
    """Folders of an address where bodies show what they have made."""
    return frozenset(entry.pattern[0] for entry in lexicon("kinds").section("address presentation"))


def _weigh(article: Article) -> defaultdict[str, float]:
    scores: defaultdict[str, float] = defaultdict(float)
    for field, text in (("title", article.title), ("lead", article.lead), ("text", article.text)):
        for entry in part("kinds", *_WORDED).present(words(text)[:_TEXT_WORDS]):
            scores[entry.section] += _FIELD_WEIGHTS[field] * entry.weight
    body = f"{article.lead}\n{article.text[:_TEXT_LETTERS]}"
    if _ARGUING_TITLE.search(article.title) and not _QUOTED_TITLE.search(article.title):
        scores["opinion"] += 6 if _WRITES.search(body) else 3
    if _PARTY_WRITES.search(body):
        scores["opinion"] += 4
    if _OLD_YEAR.search(body):
        scores["feature"] += 1.5
        scores["presentation"] += 1.5
    return scores


def _length(article: Article) -> int:
    return len(words(article.text)) + len(words(article.lead))


def _is_sport(article: Article, scores: defaultdict[str, float]) -> bool:
    return scores["sport"] - scores["not sport"] >= (5 if _length(article) < _SHORT else 8)


def _is_feature(article: Article, publisher: Publisher, scores: defaultdict[str, float]) -> bool:
    if _length(article) > _LONG:
        return True
    given = {"trade": 1.0, "magazine": _FEATURE_LEAST}.get(publisher, 0.0)
    return scores["feature"] + given - scores["not feature"] >= _FEATURE_LEAST


def _speaks_in_first_person(article: Article) -> bool:
    """Whether the writer says I and we outside quotes, as letters do and news does not. A short text must say it
    often, and nobody else may speak in it."""
    if sum(word in _FIRST_PERSON for word in words(article.text)) < _LEAST_FIRST_PERSON:
        return False
    plain = [one.text for one in sentences(article.text) if one.text[0] not in '–—-«"' and "»" not in one.text]
    found = words(" ".join(plain))
    own = sum(word in _FIRST_PERSON for word in found)
    if len(found) >= 60:
        return own >= 4 and own / len(found) >= _FIRST_PERSON_SHARE
    quotes = len(plain) < len(sentences(article.text)) or bool(_SPEECH & set(found))
    return own >= _LEAST_FIRST_PERSON and not quotes and own / len(found) >= _SHORT_FIRST_PERSON_SHARE
