"""Article to what is compared to find its copies: content words evened out across bokmål, nynorsk and spelling, and
the names and numbers among them, each with the words it stands after.

Words that only hold a sentence together are left out, for they differ most between the two written forms and least
between two stories. What an outlet puts around a story (credits, bylines, captions, links to other pieces) is left
out, and so are long quotations in quotation marks: an answer to a piece is not the piece.
"""

import html
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache

from mediawatch.enrich.lexicon import lexicon
from mediawatch.enrich.tokens import Token, normal, tokens
from mediawatch.model import Article

_CREDIT = re.compile(
    r"\(?\s*[©®]?\s*\b(?:NTB|NPK|NTB scanpix|ANB|DPA|TT|Reuters|AFP|AP)\b(?:-NTB)?\s*\)|[©®]\s*(?:NTB|NPK|ANB)\b|"
    r"^\s*\(?(?:NTB|NPK|ANB)\)?\s*[:–—-]?\s|"
    r"^\s*(?i:foto|bilde|bildetekst|illustrasjon|video|les også|les mer)\b(?:\s?:.*|(?:\s[^.]*)?)$|"
    r"^\s*(?i:publisert|oppdatert|sist oppdatert)\b[^.]*\d[^a-z]*$|"
    r"^\s*(?i:av|tekst|tekst og foto|skrevet av|journalist):?(?: [A-ZÆØÅ][\w.'-]+){1,5}\s*$|"
    r"^\s*(?i:saken|saka) (?i:blir oppdatert|oppdateres|vert oppdatert)\.?\s*$",
    re.MULTILINE,
)
_QUOTATION = re.compile(r"«[^«»\n]{60,}»|“[^“”\n]{60,}”|\"[^\"\n]*\"")
_LEAST_QUOTATION = 60
_GROUPED = re.compile(r"(?<=\d)[ .](?=\d{3}(?!\d))")
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")
_NUMBER = re.compile(r"\d+(?:[.:]\d+)*")
_TWICE_ENCODED = re.compile(r"[ÂÃ].|â..")
_OPENERS = frozenset('«»"“”–—:(!?')
_NOT_NAMES = frozenset(
    ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag", "måndag", "tysdag", "laurdag", "sundag"]
)
_SOUNDS = (("øy", "ø"), ("ei", "e"), ("skj", "sk"), ("sj", "s"), ("kj", "k"), ("gj", "g"), ("hv", "kv"))
"""Nynorsk and bokmål often differ in these only: køyrde/kjørte, stein/sten, byggje/bygge, kva/hva."""
_ENDING = re.compile(r"(?:ende|ande|ane|ene|inga|ing|ar|er|en|et|te|de|a|e|r|t|n|s)$")
_STEM = 5


@dataclass(frozen=True, slots=True)
class Content:
    """A content word: `stem` evened out; `name` what it is called when it is a name or a number, else empty; `starts`
    when it is the first of its sentence."""

    stem: str
    name: str
    starts: bool = False


def readable(text: str) -> str:
    """The text with entities resolved, letters that were encoded twice mended, and blanks and forms evened out."""
    if "&" in text:
        text = html.unescape(text)
    return normal(_TWICE_ENCODED.sub(_once_encoded, text))


def body(article: Article) -> str:
    """Lead and text as one, without what the outlet put around them."""
    text = _CREDIT.sub(" ", readable(f"{article.lead}\n{_without_lead(article)}"))
    return _QUOTATION.sub(_without_long, text)


def contents(text: str) -> list[Content]:
    """The content words of a readable text, in order."""
    found = list(_with_starts(_DECIMAL.sub(".", _GROUPED.sub("", text))))
    sure = {_name(token) for token, starts in found if not starts and token.surface[0].isupper()}
    words: list[Content] = []
    opens = False
    for token, starts in found:
        opens = opens or starts
        if token.word not in _small():
            words.append(Content(_stem(token.word), _name(token) if _is_name(token, sure) else "", opens))
            opens = False
    return words


def title_contents(title: str) -> list[Content]:
    """The content words of a title."""
    return contents(_CREDIT.sub(" ", readable(title)))


def name_words(name: str) -> list[str]:
    """What the words of a name are called where they stand in a text."""
    return [_name(token) for token in tokens(name)]


def written_form(text: str) -> str:
    """ "nn" or "nb", by the small words that the two write differently."""
    nynorsk, bokmaal = _form_words()
    words = [token.word for token in tokens(text)]
    return "nn" if sum(word in nynorsk for word in words) > sum(word in bokmaal for word in words) else "nb"


def count_words(text: str) -> int:
    """How many words, small ones among them."""
    return sum(token.word[0].isalnum() for token in tokens(text))


def _once_encoded(found: re.Match[str]) -> str:
    """UTF-8 that was read as Latin-1 or as Windows' own, read rightly; the same when it is neither."""
    for encoding in ("latin-1", "cp1252"):
        with suppress(UnicodeError):
            return found.group().encode(encoding).decode("utf-8")
    return found.group()


def _without_long(found: re.Match[str]) -> str:
    return " " if len(found.group()) > _LEAST_QUOTATION else found.group()


def _without_lead(article: Article) -> str:
    """The text without a lead that it repeats."""
    lead = article.lead.strip()
    return article.text.replace(lead, " ", 1) if lead and article.text.lstrip().startswith(lead) else article.text


def _with_starts(text: str) -> Iterator[tuple[Token, bool]]:
    """The words, and whether each opens a sentence: there a capital tells nothing."""
    starts = True
    for token in tokens(text):
        if token.word[0].isalnum():
            yield token, starts
            starts = bool(re.match(r"[.!?…]|\s*\n", text[token.end : token.end + 3]))
        elif token.word in _OPENERS:
            starts = True


def _is_name(token: Token, sure: set[str]) -> bool:
    if token.word[0].isdigit():
        return True
    return token.surface[0].isupper() and token.word not in _NOT_NAMES and _name(token) in sure


def _name(token: Token) -> str:
    if number := _NUMBER.match(token.word):
        return number.group()
    return _twins().get(token.word, token.word).removesuffix("s")


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    """The word in bokmål where it is known, its sounds and ending evened out, and cut: compounds end differently."""
    if word[0].isdigit():
        return word
    word = _twins().get(word, word)
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    if len(word) >= _STEM:
        word = _ENDING.sub("", word)
    return word[:_STEM]


@cache
def _twins() -> dict[str, str]:
    return {form: entry.pattern[0] for entry in lexicon("twins").section("twins") for form in entry.pattern[1:]}


@cache
def _form_words() -> tuple[frozenset[str], frozenset[str]]:
    """Small words of nynorsk only, and the bokmål words in their place."""
    differing = [entry.pattern for entry in lexicon("twins").section("small") if len(entry.pattern) > 1]
    bokmaal = frozenset(pattern[0] for pattern in differing)
    return frozenset(form for pattern in differing for form in pattern[1:]) - bokmaal, bokmaal


@cache
def _small() -> frozenset[str]:
    """Words too common to tell one story from another, in both written forms."""
    return frozenset(word for entry in lexicon("twins").section("small") for word in entry.pattern)
