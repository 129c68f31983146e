"""The digest's Norwegian: what tiers, kinds, roles and periods are called, and the sentences about targets."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mediawatch.model import (
    WEEKDAYS,
    Digest,
    Kind,
    OutletKind,
    Period,
    Recipient,
    Role,
    Target,
    TargetState,
    Tier,
    ToneLabel,
)
from mediawatch.render import TONES, WEEKDAY_NAMES, counted, number, said

TIER_WORDS: dict[Tier, str] = {
    "local": "lokal",
    "regional": "fylke",
    "national": "riks",
    "trade": "fag",
    "other": "annet",
}
TONE_NAMES: dict[ToneLabel, str] = {label: words.word for label, words in TONES.items()}
KIND_WORDS: dict[Kind, str] = {
    "news": "",
    "opinion": "Meninger",
    "leader": "Leder",
    "op-ed by staff": "Kronikk fra oss",
    "letter": "Leserinnlegg",
    "sport": "Sport",
    "notice": "Kunngjøring",
    "feature": "Reportasje",
    "paid": "Annonse",
    "own": "Egen side",
}
ROLE_WORDS: dict[Role, str] = {
    "mayor": "Ordføreren",
    "committee leader": "Lederen for hovedutvalget",
    "chief executive": "Kommunedirektøren",
    "department head": "Etatssjefen",
    "unit leader": "Virksomhetslederen",
    "employee": "Den ansatte",
    "employee representative": "Tillitsvalgte",
    "none": "Ingen fra kommunen – saken er ikke vår å svare på",
}


class PeriodWords(NamedTuple):
    """What a period is called: its goal, one, many, and the word for this one."""

    goal: str
    one: str
    many: str
    this: str


class Noun(NamedTuple):
    """One and many of a noun, and whether adjectives before it take -t."""

    one: str
    many: str
    neuter: bool = False


class Adjective(NamedTuple):
    """An adjective before a noun of common gender, before a neuter, and in the plural."""

    common: str
    neuter: str
    many: str


PERIOD_WORDS: dict[Period, PeriodWords] = {
    "week": PeriodWords("Ukens mål", "uke", "uker", "denne"),
    "month": PeriodWords("Månedens mål", "måned", "måneder", "denne"),
    "quarter": PeriodWords("Kvartalets mål", "kvartal", "kvartaler", "dette"),
    "year": PeriodWords("Årets mål", "år", "år", "dette"),
    "working day": PeriodWords("Dagens mål", "virkedag", "virkedager", "denne"),
}
TONE_ADJECTIVES: dict[ToneLabel, Adjective] = {
    "positive": Adjective("positiv", "positivt", "positive"),
    "neutral": Adjective("nøytral", "nøytralt", "nøytrale"),
    "negative": Adjective("negativ", "negativt", "negative"),
    "mixed": Adjective("blandet", "blandet", "blandede"),
}
_NOUNS: dict[Kind, Noun] = {
    "op-ed by staff": Noun("kronikk", "kronikker"),
    "leader": Noun("leder", "ledere"),
    "letter": Noun("leserinnlegg", "leserinnlegg", neuter=True),
    "opinion": Noun("meningsinnlegg", "meningsinnlegg", neuter=True),
    "feature": Noun("reportasje", "reportasjer"),
    "sport": Noun("sportssak", "sportssaker"),
}
_STORY = Noun("sak", "saker")
_IN_TIER: dict[Tier, str] = {
    "local": "lokalmedia",
    "regional": "fylkesmedia",
    "national": "riksmedia",
    "trade": "fagpressen",
    "other": "andre medier",
}
_IN_KIND: dict[OutletKind, str] = {
    "newspaper": "i avis",
    "tv": "på TV",
    "radio": "i radio",
    "agency": "fra nyhetsbyrå",
    "web": "på nett",
}


def target_vocabulary() -> Iterator[str]:
    """The words that sentences about targets are put together from, for whoever translates them."""
    for words in PERIOD_WORDS.values():
        yield from words
    for adjective in TONE_ADJECTIVES.values():
        yield from adjective
    for noun in (*_NOUNS.values(), _STORY):
        yield from (noun.one, noun.many)
    yield from (*_IN_TIER.values(), *_IN_KIND.values(), "dag", "dager")


def answer(digest: Digest, news: str) -> str:
    """The sentence the reader came for: how the week's target stands, or else `news` (the day in one breath)."""
    on_coverage = [state for state in digest.targets if not state.series]
    weekly = [state for state in on_coverage if state.target.every == "week"]
    chosen = next(iter(weekly or on_coverage), None)
    return target_answer(chosen) if chosen else f"{news[:1].upper()}{news[1:]}."


def target_answer(state: TargetState) -> str:
    """ "Ukens mål er nådd: 2 positive saker i lokalmedia." or how much is missing and how long there is left."""
    goal, count = said(PERIOD_WORDS[state.target.every].goal), state.current.count
    what = goods(state.target, count)
    if state.current.outcome == "met":
        return said("{goal} er nådd: {what}.").format(goal=goal, what=what)
    if state.current.outcome == "missed":
        return said("{goal} ble ikke nådd: {what}.").format(goal=goal, what=what)
    if count:
        what = said("{count} av {wanted}").format(
            count=number(count), wanted=goods(state.target, state.target.at_least)
        )
    told = said("{goal} er ikke nådd ennå: {what} så langt. {left}.")
    return told.format(goal=goal, what=what, left=days_left(state))


def days_left(state: TargetState) -> str:
    """The days left of the running period, today among them: "3 dager igjen", "Siste dag i dag"."""
    if state.days_left <= 1:
        return said("Siste dag i dag")
    return said("{days} igjen").format(days=counted(state.days_left, "dag", "dager"))


def goods(target: Target, count: int) -> str:
    """What a target counts, counted: "ingen positiv sak i lokalmedia", "2 positive saker i lokalmedia"."""
    kinds: tuple[Kind, ...] = target.kinds or (("op-ed by staff",) if target.authors == "staff" else ())
    noun = _NOUNS.get(kinds[0], _STORY) if len(kinds) == 1 else _STORY
    adjective = TONE_ADJECTIVES[target.tones[0]] if len(target.tones) == 1 else Adjective("", "", "")
    before = adjective.many if count > 1 else adjective.neuter if noun.neuter else adjective.common
    amount = number(count) if count else said("ingen")
    what = noun.many if count > 1 else noun.one
    return " ".join(filter(None, (amount, said(before), said(what), _where(target))))


def streak_words(state: TargetState) -> str:
    """Periods met in a row, from two on: "7 uker på rad"; before this one is met: "7 uker på rad før denne"."""
    if state.streak < 2:
        return ""
    words = PERIOD_WORDS[state.target.every]
    row = said("{count} på rad").format(count=counted(state.streak, words.one, words.many))
    if state.current.outcome == "met":
        return row
    return said("{row} før {this}").format(row=row, this=said(words.this))


def schedule_words(recipient: Recipient) -> str:
    """When the recipient gets the digest: "Du får denne kl. 07.15 på hverdager."."""
    days = [WEEKDAY_NAMES[place] for place, day in enumerate(WEEKDAYS) if day in recipient.weekdays]
    if recipient.weekdays and set(recipient.weekdays) == set(WEEKDAYS[:5]):
        when = "på hverdager"
    elif len(days) == len(WEEKDAYS):
        when = "hver dag"
    elif len(days) == 1:
        when = f"hver {days[0]}"
    else:
        when = f"hver {listed(days)}" if days else "når noen ber om den"
    return f"Du får denne kl. {recipient.at:%H.%M} {when}."


def listed(names: Sequence[str], word: str = "og") -> str:
    """Names as a person lists them: "a, b og c"."""
    return f"{', '.join(names[:-1])} {word} {names[-1]}" if len(names) > 1 else "".join(names)


def short_source(source: str) -> str:
    """Where a rule stands, as colleagues say it: "Informasjonsstrategi 2018–2021, «Ansvar og roller»" to "strategien,
    «Ansvar og roller»"."""
    document, comma, place = source.partition(", ")
    for word, called in (("strategi", "strategien"), ("reglement", "reglementet"), ("plan", "planen")):
        if comma and word in document.lower():
            return f"{called}, {place}"
    return source


def lower_first(text: str) -> str:
    """A sentence's start made to stand inside another; abbreviations such as PPT stay."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _where(target: Target) -> str:
    if target.outlets:
        return said("i kilden målet gjelder") if len(target.outlets) == 1 else said("i kildene målet gjelder")
    if target.tiers:
        return f"i {listed([said(_IN_TIER[tier]) for tier in target.tiers], 'eller')}"
    return listed([said(_IN_KIND[kind]) for kind in target.outlet_kinds], "eller")
