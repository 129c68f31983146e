"""Article to the people who speak in it, with office and side where the text gives them. Bokmål and nynorsk.

People come from the name tagger (enrich.entities) and from names of two words or more that it calls nothing else. Who
of them speaks is read from what stands around: "sier ordfører Kari Fossum", "Kari Fossum (Ap), leder i laget, mener",
"ifølge Kari Fossum", "Kari Fossum: – Ja"; direct and indirect speech alike. A surname or an office alone ("ordføreren
sier") is the person who had it before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from mediawatch.enrich.entities import Entity, entities
from mediawatch.enrich.lexicon import lexicon
from mediawatch.enrich.tokens import normal, sentences
from mediawatch.model import Article

Side = Literal["administration", "politics", "other"]


@dataclass(frozen=True, slots=True)
class Voice:
    """One who speaks: the name ("" where only the office is known) and the office as the text gives it.
    `side`: a municipality's administration, politics, or others; None where neither office nor party tells."""

    name: str
    office: str = ""
    side: Side | None = None

    def __str__(self) -> str:
        return " ".join(part for part in (self.office, self.name) if part)


_UP = "A-ZÆØÅÄÖÉ"
_NAME_WORD = rf"[{_UP}][\w'’.-]*\w"
_NAME = re.compile(rf"\b{_NAME_WORD}(?:\s+(?:(?:van|von|de|der|af|la)\s+){{0,2}}{_NAME_WORD}){{1,3}}")
_SPEAKS = (
    "sier|seier|sa|forteller|fortel|fortalte|mener|meiner|mente|meinte|skriver|skriv|skrev|svarer|svarar|svarte|uttaler|"
    "uttalar|uttalte|understreker|understrekar|påpeker|påpeikar|peker|peikar|opplyser|opplyste|kommenterer|forklarer|"
    "forklarar|forklarte|legger|legg|spør|ler|smiler|smilar|fastslår|slår|hevder|hevdar|melder|melde|bekrefter|stadfestar|"
    "innrømmer|innrømde|medgir|tror|trur|roser|takker|takkar|lover|lovar|advarer|åtvarar|konkluderer|oppsummerer|"
    "oppfordrer|oppmodar|jubler|jublar|sukker|beklager|beklagar|avviser|synes|synest|understreket|erklærer|forsikrer|"
    "forsikrar|poengterer|presiserer|fortset|fortsetter|utbryter|kaller|kallar|krever|krev|frykter|fryktar|håper|håpar"
)
_SPEECH = re.compile(rf"\b(?:{_SPEAKS}|[Ii]følge|[Ii]følgje|[Ii]fylgje)\b|:\s*[–—«\"]|\btil (?:avis|[{_UP}])")
_MAY_NAME = re.compile(rf"\w\W+[{_UP}]\w|^\W*(?!(?:Han|Hun|Ho|De|Dei|Det|Den|Jeg|Eg|Vi) )[{_UP}][\w-]+ (?:{_SPEAKS})\b")
"""A capital after another word, or a first word that speaks."""
_BEFORE_NAME = re.compile(
    rf"\b(?:{_SPEAKS}|[Ii]følge|[Ii]følgje|[Ii]fylgje)\s+(?P<office>"
    rf"(?:(?!(?:{_SPEAKS})\b)(?:[a-zæøå][\w-]*|[A-ZÆØÅ]{{2,3}}-\w+),?\s+){{0,6}})$"
)
"""From the last word of speech on: "Jeg skriver som mor, sier Kari Fossum" is said by her."""
_PRONOUN_SPEAKS = re.compile(rf"\b(?:han|hun|ho)\s+(?:{_SPEAKS})\b|\b(?:{_SPEAKS})\s+(?:han|hun|ho)\b", re.IGNORECASE)
_ASIDE = re.compile(r"(?:^|[.–»:]\s*|,\s*)(?P<office>[\wæøå][^,.–:;«»]{3,80}),\s$")
_LEADING = re.compile(r"(?:[\w-]+\s+){1,4}$")
_PARTY = re.compile(r"^\s*\((?P<party>Ap|H|Sp|Frp|FrP|SV|KrF|V|R|MDG|INP|PP)\)")
_PAREN = r"(?:\s*\([^)]{1,30}\))?"
_AFTER_NAME = re.compile(
    rf"^{_PAREN}(?:\s*,[^.–:;«»]{{3,90}}?,|\s+(?:ved|i|på|fra|frå|hos)\s(?:[\w-]+\s){{0,4}}[\w-]+)?"
    rf"\s+(?:selv |sjølv |også |òg |har |og )?(?:{_SPEAKS})\b"
    rf"|^{_PAREN}\s*:\s*[–—«\"-]"
    rf"|^{_PAREN}\s+til\s+(?:[{_UP}][\w.-]+|avisa|avisen)"
)
_AFTER_ASIDE = re.compile(rf"^{_PAREN}\s*,\s+(?:{_SPEAKS})\b")
_OFFICE_AFTER = re.compile(rf"^{_PAREN}\s*,\s*(?P<office>[a-zæøå][^,.–:;«»]{{2,60}}?)\s*(?=[,.–:;]|$)")
_OFFICE_ALONE = re.compile(
    rf"\b(?:{_SPEAKS}|[Ii]følge|[Ii]følgje)\s+(?P<after>[a-zæøå][\w-]+(?:en|a|an|inga|aren))\b(?!\s+[{_UP}])"
    rf"|(?:^|[.–»]\s*)(?P<first>[A-ZÆØÅ][\wæøå-]+(?:en|a|an|inga|aren))\s+(?:{_SPEAKS})\b"
)
_NOISE = re.compile(r"\S{61,}")
_MOST_SENTENCES = 600
_LONGEST_SENTENCE = 800
_MOST_PEOPLE = 40
_LOOK_BACK, _LOOK_AHEAD = 90, 130
_SHOUTED = 3
"""Bounds for pages that are no articles: a sentence of 100,000 characters must not stop the line."""


def find_quoted(article: Article) -> tuple[str, ...]:
    """Who is quoted, in the order of the text, as "ordfører Kari Nordmann" where the text gives the office, else the
    name; the office alone where no name is given. The same person is given once, with the fullest form found."""
    return tuple(str(voice) for voice in find_voices(article))


def find_voices(article: Article) -> tuple[Voice, ...]:
    """Who is quoted, in the order of the text, each once."""
    calls = [
        call
        for text in (article.title, article.lead, article.text)
        for call in _field_calls([one.text[:_LONGEST_SENTENCE] for one in sentences(_NOISE.sub(" ", normal(text)))])
    ]
    if not any(call.speaks for call in calls):
        return ()
    known: dict[str, Voice] = {}
    for call in calls:
        if " " in call.name:
            known[call.name] = _fuller(known[call.name], call) if call.name in known else call.voice
    spoke = [voice for call in calls if call.speaks and (voice := _resolved(call, known))]
    named = [voice.office for voice in spoke if voice.name and voice.office]
    heard = [one for one in spoke if one.name or not any(_same_office(office, one.office) for office in named)]
    return tuple(dict.fromkeys(heard))[:_MOST_PEOPLE]


@dataclass(frozen=True, slots=True)
class _Call:
    """One place where a person (or an office alone) is named, and whether that person speaks there."""

    at: int
    name: str
    office: str
    party: str
    speaks: bool

    @property
    def voice(self) -> Voice:
        return Voice(self.name, self.office, _side(self.office, self.party))


def _fuller(old: Voice, call: _Call) -> Voice:
    return Voice(old.name, old.office or call.office, old.side or call.voice.side)


def _resolved(call: _Call, known: dict[str, Voice]) -> Voice | None:
    """The person of the article that a call means. A surname or a first name must fit one person alone."""
    if " " in call.name:
        return known[call.name]
    if call.name:
        fitting = [voice for name, voice in known.items() if call.name in (name.split()[-1], name.split()[0])]
        return fitting[0] if len(fitting) == 1 else None
    holders = [voice for voice in known.values() if voice.office and _same_office(voice.office, call.office)]
    return holders[0] if len(holders) == 1 else call.voice


def _field_calls(pieces: Sequence[str]) -> list[_Call]:
    """The people of one field, in order. "Hun sier" is the one person that the sentence or the one before names.

    Only sentences in which somebody speaks are tagged: that is where a name must be told from other names.
    """
    spoken = tuple(piece for piece in pieces[:_MOST_SENTENCES] if _SPEECH.search(piece) and _MAY_NAME.search(piece))
    tagged = dict(zip(spoken, entities(spoken), strict=True))
    found: list[_Call] = []
    before: list[_Call] = []
    for piece in pieces[:_MOST_SENTENCES]:
        here = list(_calls(piece, tagged.get(piece, ())))
        if pronoun := _PRONOUN_SPEAKS.search(piece):
            about = [call for call in here if call.at < pronoun.start()] or before
            if len({call.name for call in about}) == 1 and about[0].name:
                here.append(replace(about[0], speaks=True))
        found.extend(here)
        before = here or before
    return found


def _calls(piece: str, named: Sequence[Entity]) -> Iterator[_Call]:
    """The people of one sentence and the offices that speak in it, in order."""
    found = [_call(piece, start, stop) for start, stop in _spans(piece, named)]
    for match in _OFFICE_ALONE.finditer(piece):
        office = match.group("after") or match.group("first")
        if _is_office(office.lower()):
            found.append(_Call(match.start(), "", office.lower(), "", speaks=True))
    yield from sorted((call for call in found if call is not None), key=lambda call: call.at)


def _spans(piece: str, named: Sequence[Entity]) -> Iterator[tuple[int, int]]:
    """Where people are named, in order: what the tagger found, and names of two words or more that it calls nothing
    else. Where it sees only a part of such a name, the whole counts."""
    found = {(one.start, one.end) for one in named if one.kind == "person"}
    for match in _NAME.finditer(piece):
        over = [one for one in named if one.start < match.end() and match.start() < one.end]
        if all(one.kind == "person" and (" " not in one.text or one.start == match.start()) for one in over):
            found -= {(one.start, one.end) for one in over}
            found.add(match.span())
    yield from sorted(found)


def _call(piece: str, start: int, stop: int) -> _Call | None:
    """The person named in piece[start:stop] with office and party; None where the name is no person's."""
    names = piece[start:stop].rstrip(".,").split()
    if names and names[0].lower() in _words("starter"):
        start += len(names[0]) + 1
        names = names[1:]
    before = piece[max(0, start - _LOOK_BACK) : start]
    leading = _LEADING.search(before)
    words = leading.group().split() if leading else []
    while names and _is_office(names[0].lower()):
        words.append(names.pop(0))
    if not names or _is_body(names[-1].lower()) or any(one.isupper() and len(one) >= _SHOUTED for one in names):
        return None
    after = piece[stop : stop + _LOOK_AHEAD]
    party = _PARTY.match(after)
    return _Call(
        start,
        " ".join(names),
        _office(words) or _office_aside(before) or _office_after(after),
        party.group("party") if party else "",
        _speaks(before, after),
    )


def _speaks(before: str, after: str) -> bool:
    if _AFTER_NAME.match(after) or (before.endswith(", ") and _AFTER_ASIDE.match(after)):
        return True
    match = _BEFORE_NAME.search(before)
    return match is not None and not any(word.rstrip(",") in _words("clause") for word in match.group("office").split())


def _office(before: list[str]) -> str:
    """The office among the words just before a name: from the first office word to the name."""
    for at, word in enumerate(before):
        low = word.lower()
        if _is_office(low) or (low in _words("adjective") and any(_is_office(one.lower()) for one in before[at:])):
            return _small_first(" ".join(before[at:]))
    return ""


def _office_aside(before: str) -> str:
    """The office that a name is set after: "Leder av hovedutvalget for helse, Anne Lie, mener"."""
    match = _ASIDE.search(before)
    if not match or not any(_is_office(word.lower()) for word in match.group("office").split()[:2]):
        return ""
    return _small_first(match.group("office").strip())


def _office_after(after: str) -> str:
    match = _OFFICE_AFTER.match(after)
    if not match:
        return ""
    office = match.group("office").strip()
    if not any(_is_office(word.lower()) for word in office.split()[:2]):
        return ""
    return re.split(r"\s+(?:som|og sier|til)\s", office)[0]


def _small_first(office: str) -> str:
    return office if office[1:2].isupper() else office[0].lower() + office[1:]


def _same_office(one: str, other: str) -> bool:
    """Whether "ordfører i Granvik" and "ordføreren" are one office."""
    first, second = (re.split(r"\s(?:i|på|ved|for)\s", office.lower())[0] for office in (one, other))
    return second.startswith(first.rstrip("e")) or first.startswith(second.rstrip("e"))


def _side(office: str, party: str = "") -> Side | None:
    if party:
        return "politics"
    sections = {hit.entry.section for hit in lexicon("offices").find(office.lower().split())}
    if "politician" in sections:
        return "politics"
    if "staff" in sections:
        return "administration"
    return "other" if sections else None


@lru_cache(maxsize=5000)
def _is_office(word: str) -> bool:
    return any(
        len(hit.entry.pattern) == 1 and hit.entry.section != "never staff"
        for hit in lexicon("offices").find([word.strip(".,")])
    )


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(entry.pattern[0] for entry in lexicon("quotes").section(section))


def _is_body(word: str) -> bool:
    """Whether a name that ends in `word` is that of an office, a firm or a club."""
    return word in _words("not people") or any(word.endswith(ending) for ending in _words("body ending"))
