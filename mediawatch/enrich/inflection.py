"""The written base forms of the subjects -> a lexicon that knows them inflected, compounded, in capitals and in
nynorsk.

What a form also stands for:
* the genitive: Modums, MODUMS, Modum's;
* hyphen compounds of any name (Modum-bedriften, Modum Bad-studien), closed compounds where the subject allows it
  (Modumprosjektet, modumsvinteren) but not streets, which lie anywhere (Modumveien);
* demonyms: moing, moingen, moinger, moingene(s), moingar, moingane;
* common nouns at the end of a name: Modum rådhus, rådhuset, rådhusets;
* the nynorsk twin of such a noun: Vikersund skole, Vikersund skule.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from mediawatch.model import Organisation, Subject

_TOKEN = re.compile(r"[^\W_]+(?:[-'’/][^\W_]+)*-?|[^\w\s]")
_GENITIVE = re.compile(r"(?:['’]?s|['’])?", re.IGNORECASE)
_NOUN = re.compile(r"(?:s|n|ns|en|ens|et|ets|a|as|e|er|ene|enes|ne|nes|r|ar|ane|anes)?", re.IGNORECASE)
_DEMONYM = re.compile(r"(?:s|en|ens|er|ers|ene|enes|ar|ars|ane|anes)?(?:-[\w-]+)?", re.IGNORECASE)
_HYPHEN = re.compile(r"s?-\w[\w-]*", re.IGNORECASE)
_CLOSED = re.compile(r"(?!(?:ene|ens|ets|ers|enes|ing)$)[a-zæøå]{3,}(?:-\w+)*", re.IGNORECASE)
_STREET = re.compile(
    r"-?s?(?:vei|veien|veiens|veg|vegen|vegens|gata|gate|gaten|gatas|stien|svingen|alleen|alléen|kroken)", re.IGNORECASE
)
_TWINS = {"skole": "skule", "videregående": "vidaregåande", "kirke": "kyrkje", "ordfører": "ordførar"}
_KEY, _SHORT_KEY = 4, 2
"""Letters a form is found by; shorter forms ("VIF") by fewer, also at the head of a longer word."""
_LONG_NOUN = 8
"""A closed compound of at least so many letters ends in a noun and takes its endings (Modumskole, Modumskolen)."""


class Token(NamedTuple):
    """A word or mark of a plain text: as written, in lower case, with offsets."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_name(self) -> bool:
        """Starts with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Form:
    """One base form of a subject, split in words. `blocked`: inside it the subject is not meant."""

    subject: Subject
    words: tuple[str, ...]
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A form found at tokens[first:last] of a text. `tail`: what a compound adds to it; `street`: as a street;
    `ending`: how many letters the last word has beyond the form's."""

    form: Form
    first: int
    last: int
    start: int
    end: int
    tail: str = ""
    street: bool = False
    ending: int = 0


def tokenise(text: str) -> tuple[Token, ...]:
    """The words and marks of a plain text."""
    return tuple(
        Token(found, found.lower(), match.start(), match.end())
        for match in _TOKEN.finditer(text)
        for found in (match.group(),)
    )


class Lexicon:
    """All forms of one organisation's subjects, found by the first letters of their first word, phrases by their first
    word and the first letter of the next."""

    def __init__(self, organisation: Organisation) -> None:
        self._single: dict[str, list[Form]] = {}
        self._short: dict[str, list[Form]] = {}
        self._phrases: dict[tuple[str, str], list[Form]] = {}
        for subject in organisation.subjects:
            for form in _with_twins(_with_joints(subject.forms, organisation.place)):
                self._add(Form(subject, _words(form)))
            for phrase in subject.except_in:
                self._add(Form(subject, _words(phrase), blocked=True))

    def _add(self, form: Form) -> None:
        first = form.words[0].lower()
        if len(form.words) == 1:
            self._single.setdefault(first[:_KEY], []).append(form)
            if len(first) < _KEY:
                self._short.setdefault(first[:_SHORT_KEY], []).append(form)
        else:
            self._phrases.setdefault((first, form.words[1][0].lower()), []).append(form)

    def matches(self, tokens: tuple[Token, ...]) -> list[Match]:
        """Every form found in the tokens, overlapping ones too."""
        found: list[Match] = []
        words: dict[str, list[Match]] = {}
        for index, token in enumerate(tokens):
            if token.text not in words:
                words[token.text] = list(self._of_word(token))
            found += (_moved(match, index, token) for match in words[token.text])
            if index + 1 < len(tokens):
                phrases = self._phrases.get((token.lower, tokens[index + 1].lower[0]), ())
                found += (match for form in phrases if (match := _match(form, tokens, index)))
        return found

    def _of_word(self, token: Token) -> Iterator[Match]:
        """The forms of one word found in `token`, as if it stood alone."""
        word = token.lower
        short = self._short.get(word[:_SHORT_KEY], ()) if len(word) >= _KEY else ()
        for form in (*self._single.get(word[:_KEY], ()), *short):
            if match := _match(form, (token,), 0):
                yield match


def _moved(match: Match, index: int, token: Token) -> Match:
    """The match of one word where the same word stands as the token at `index`."""
    moved = match.end - match.start + token.start
    return replace(match, first=index, last=index + 1, start=token.start, end=moved)


def _words(form: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokenise(form))


def _with_joints(forms: Iterable[str], place: str) -> list[str]:
    """The forms, and those that are compounds of the place's name joined in the other ways: Modumordfører,
    Modumsordfører, Modum-ordfører."""
    compound = re.compile(rf"({re.escape(place)})-?([a-zæøå]{{4,}})", re.IGNORECASE)
    found = list(forms)
    for form in forms:
        if parts := compound.fullmatch(form):
            found += [f"{parts[1]}{joint}{parts[2]}" for joint in ("", "s", "-")]
    return list(dict.fromkeys(found))


def _with_twins(forms: Iterable[str]) -> list[str]:
    found = list(forms)
    for form in forms:
        twin = re.sub(r"skole|videregående|kirke|ordfører\b", lambda match: _TWINS[match.group()], form)
        if twin not in found:
            found.append(twin)
    return found


def _match(form: Form, tokens: tuple[Token, ...], first: int) -> Match | None:
    last = first + len(form.words)
    if last > len(tokens):
        return None
    for word, token in zip(form.words[:-1], tokens[first : last - 1], strict=True):
        if not _same(word, token.text, form.subject):
            return None
    word, token = form.words[-1], tokens[last - 1]
    head, rest = token.text[: len(word)], token.text[len(word) :].rstrip("-")
    if not _same(word, head, form.subject):
        return None
    kept = _ending(form, word, rest)
    if kept is None:
        return None
    start, end = tokens[first].start, token.end - (len(token.text) - len(token.text.rstrip("-")))
    return Match(form, first, last, start, end, *kept, ending=len(rest))


def _same(word: str, written: str, subject: Subject) -> bool:
    """Whether `written` is the form's `word`: capitals matter in names, but headlines may be all capitals."""
    if word == written:
        return True
    if word.lower() != written.lower():
        return False
    return word.islower() or subject.any_case or subject.kind == "demonym" or written == word.upper()


def _ending(form: Form, word: str, rest: str) -> tuple[str, bool] | None:
    """(compound tail, is a street) if `rest` may follow the form's last word, else None."""
    if _GENITIVE.fullmatch(rest):
        return "", False
    if form.subject.kind == "demonym":
        return ("", False) if _DEMONYM.fullmatch(rest) else None
    noun = word[0].islower() or re.search(r"-[a-zæøå]", word) or len(word) >= _LONG_NOUN
    if noun and not form.subject.home_only and _NOUN.fullmatch(rest):
        return "", False
    if form.blocked or form.subject.home_only:
        return None
    if len(form.words) > 1:
        return (rest.lstrip("-"), False) if word[0].isupper() and _HYPHEN.fullmatch(rest) else None
    if _STREET.fullmatch(rest):
        return rest, True
    if _HYPHEN.fullmatch(rest) or (form.subject.prefix and _CLOSED.fullmatch(rest)):
        return rest.lstrip("-"), False
    return None
