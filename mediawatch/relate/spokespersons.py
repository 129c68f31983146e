"""Who may speak on what: a story and the communication plan's matrix to the role that should answer, with the rule.

The plan ("Ansvar og roller", 2018-2021): mayor and deputy speak for the municipality; committee leaders politically in
their field; the chief executive on administrative matters, first of all large ones and those about the organisation;
department heads on own services; unit leaders on own unit. Employee representatives are free and never suggested.
Whose matter a story is, is read from its words (`signs`); the matrix line is then picked by role and topic.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from mediawatch.model import Coverage, Organisation, Role, Spokesperson, Suggestion, Topic
from mediawatch.relate.sign_words import SIGNS, Matter
from mediawatch.relate.signs import count_signs

TITLE_WEIGHT = 2.0
BODY_WEIGHT = 0.75
SPEAKER_BODY_WEIGHT = 1.0
"""Who answers stands in the body more often than in the title."""
BODY_REPEATS = 2
FIRST_IN_TITLE = 1.5
"""Of mayor and chief executive in one title, who stands first acts ("Kommunestyret vraket rådmannens forslag")."""
OUR_MATTER_LEAST = 1.6
"""A story with fewer signs than this is not the municipality's matter; 1.1 when the text names the municipality."""
OUR_MATTER_LEAST_NAMED = 1.1
TIE = 0.25
OPINION_WEIGHT = 2.2
"""Opinion about the municipality is first of all political."""
OPINION_SERVICE_SHARE = 0.4
OTHERS_FIELD_WEIGHT = 2.2
"""Opinion about sport, culture, clubs or the past asks nothing of the municipality unless it names it."""
OTHERS_NOTICE_WEIGHT = 0.8
OTHERS_SILENT_NOTICE_WEIGHT = 8.0
"""A body that announces on its own pages answers for itself, all the more where it does not speak of us."""
SERVICE_FIELD_WEIGHT = 0.8
"""News about what is mostly the municipality's to provide."""
PARTY_ALONE_WEIGHT = 8.0
"""A party's or a candidate's own words, when nothing is asked of the municipality."""
OTHER_MAYOR_WEIGHT = 6.0
OWN_WEIGHT = 3.0
"""What the municipality tells on its own pages is its own matter."""
ACCUSED_WEIGHT = 1.2
"""Criticism of the municipality by name is a service's to answer, unless stronger signs tell of another matter."""

_OTHERS_FIELDS = frozenset({"sport", "culture", "volunteer", "history"})
_SERVICE_FIELDS = frozenset({"health", "education", "planning"})
_OPINIONS = frozenset({"opinion", "letter", "leader", "op-ed by staff"})
_NAMES_US = re.compile(r"\bkommune(?:n|ns|s)?\b|\brådhus\w*|\bkommunal\w*|\bkommunesty\w*|\bformannskap\w*")
_PARTIES = "Ap|Arbeiderparti|Høyre|Frp|FrP|Fremskrittsparti|Sp|Senterparti|SV|KrF|Venstre|MDG|Rødt|INP|PP"
_THANKS = re.compile(
    rf"\((?:{_PARTIES}|H|V|R)\) takk|\b[Pp]artiet (?:skriv|vis|mein|men|leit|be|lov)|, skriver partiet"
)
_OTHERS_OFFICE = re.compile(
    r"\b(?:[Oo]rdfører|[Oo]rdførar|[Kk]ommunedirektør|[Rr]ådmann|[Kk]ommunestyret|[Ff]ormannskapet|[Kk]ommunen)(?:en)?"
    r"(?:\s[A-ZÆØÅ][\w-]+){0,3}\s(?:\([A-Za-z]+\)\s)?i\s([A-ZÆØÅ][\w-]+)"
)
_ROLE_OF_MATTER: dict[Matter, Role] = {
    "political": "mayor",
    "committee": "committee leader",
    "administration": "chief executive",
    "service": "department head",
    "unit": "unit leader",
}
_NOT_OURS = Suggestion(
    role="none",
    rule="Saken er ikke kommunens å svare på.",
    because="Ingen tegn i teksten på at kommunen styrer eller eier saken.",
)


@dataclass
class _Scales:
    """What speaks for each matter, and the words that tell the reader why."""

    weights: defaultdict[Matter, float] = field(default_factory=lambda: defaultdict(float))
    words: defaultdict[Matter, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, matter: Matter, weight: float, word: str = "") -> None:
        self.weights[matter] += weight
        if word:
            self.words[matter].append(word)


def suggest(coverage: Coverage, organisation: Organisation) -> Suggestion:
    """One piece of coverage (with its text still at hand) to who should answer, the plan's rule and why it applies.

    Role "none": the matter is not the municipality's. When two matters weigh alike the reader is told to settle it with
    the chief executive.
    """
    if coverage.kind == "paid" or not coverage.reading.relevant:
        return _NOT_OURS
    scales = _weigh(coverage, organisation)
    weights = scales.weights
    ours = sorted(_ROLE_OF_MATTER, key=lambda matter: -weights[matter])
    best, second = ours[0], ours[1]
    if weights[best] <= weights["not ours"]:
        return _NOT_OURS
    role = _ROLE_OF_MATTER[best]
    because = _because(scales.words[best])
    line = _line(role, coverage.topic, organisation)
    if line is None:
        return Suggestion(role=role, rule="", because=because)
    if weights[best] - weights[second] < TIE:
        because += " To regler passer like godt – avklar med kommunedirektøren."
    return Suggestion(role=role, rule=line.rule, because=because, spokesperson=line.id)


def _weigh(coverage: Coverage, organisation: Organisation) -> _Scales:
    article = coverage.article
    title, body = article.title.lower(), f"{article.lead}\n{article.text}".lower()
    named = bool(_NAMES_US.search(title) or _NAMES_US.search(body))
    in_title, in_body = count_signs(title), count_signs(body)
    scales = _Scales()
    for number in sorted(in_title.keys() | in_body.keys()):
        sign = SIGNS[number]
        if sign.with_us and not named:
            continue
        per_body = SPEAKER_BODY_WEIGHT if sign.speaks else BODY_WEIGHT
        times = TITLE_WEIGHT * bool(in_title[number]) + per_body * min(BODY_REPEATS, in_body[number])
        scales.add(sign.matter, sign.weight * times, sign.name)
    scales.add("not ours", OUR_MATTER_LEAST_NAMED if named else OUR_MATTER_LEAST)
    _weigh_title(title, scales)
    _weigh_committee(title, body, scales)
    _weigh_kind(coverage, organisation, scales, named=named)
    _weigh_accused(coverage, scales)
    if _is_others(coverage, organisation):
        scales.add("not ours", OTHER_MAYOR_WEIGHT)
    return scales


def _weigh_title(title: str, scales: _Scales) -> None:
    """Who acts in the title, when both mayor and chief executive stand there."""
    places = {
        "political": re.search(r"\b(?:ordfør|kommunestyre|formannskap|politiker|fleirtal|flertall)", title),
        "administration": re.search(r"\b(?:kommunedirektør|rådmann)", title),
    }
    political, administration = places["political"], places["administration"]
    if political and administration:
        scales.add("political" if political.start() < administration.start() else "administration", FIRST_IN_TITLE)


def _weigh_committee(title: str, body: str, scales: _Scales) -> None:
    """A committee's matter holds the general political signs too, unless mayor or council has taken it over."""
    weights = scales.weights
    if not weights["committee"]:
        return
    higher = re.search(r"\bordfør(?!er\w* i hovedutvalg)", f"{title}\n{body}") or "kommunestyret" in title
    if higher:
        weights["political"] += 0.5 * weights.pop("committee")
    else:
        weights["committee"] += weights.pop("political", 0.0)


def _weigh_kind(coverage: Coverage, organisation: Organisation, scales: _Scales, *, named: bool) -> None:
    weights = scales.weights
    if coverage.kind in _OPINIONS:
        _weigh_opinion(coverage, organisation, scales, named=named)
    elif coverage.kind == "sport":
        weights["not ours"] += 4
    elif coverage.kind == "feature":
        weights["not ours"] += 1
    elif coverage.kind == "own":
        weights["not ours"] -= OWN_WEIGHT
        weights["unit"] += 0.6
        weights["service"] += 0.6
    elif coverage.kind == "notice" and coverage.outlet.tier == "other":
        asks_us = named or "ordføreren" in scales.words["political"]
        weights["not ours"] += OTHERS_NOTICE_WEIGHT if asks_us else OTHERS_SILENT_NOTICE_WEIGHT
    elif coverage.kind == "news" and coverage.topic in _SERVICE_FIELDS:
        weights["service"] += SERVICE_FIELD_WEIGHT


def _weigh_opinion(coverage: Coverage, organisation: Organisation, scales: _Scales, *, named: bool) -> None:
    """Opinion is first of all the mayor's to answer; but a party's own words, and what is said of others, nobody's."""
    weights = scales.weights
    weights["political"] += OPINION_WEIGHT + weights.pop("committee", 0.0)
    weights["service"] *= OPINION_SERVICE_SHARE
    weights["unit"] *= OPINION_SERVICE_SHARE
    if named:
        return
    if coverage.topic in _OTHERS_FIELDS:
        weights["not ours"] += OTHERS_FIELD_WEIGHT
    article = coverage.article
    text = f"{article.title}\n{article.lead}\n{article.text}"
    party = re.search(rf"\b{re.escape(organisation.place)} (?:{_PARTIES})\b", text) or _THANKS.search(text)
    if party and not _is_critical(coverage):
        weights["not ours"] += PARTY_ALONE_WEIGHT


def _weigh_accused(coverage: Coverage, scales: _Scales) -> None:
    """Whether the title names the municipality itself and the story is critical: somebody there must answer."""
    named = any(
        mention.field == "title" and mention.subject_kind == "municipality" for mention in coverage.reading.accepted
    )
    if named and _is_critical(coverage):
        scales.weights["not ours"] = min(scales.weights["not ours"], OUR_MATTER_LEAST_NAMED)
        scales.add("service", ACCUSED_WEIGHT, "kritikk som gjelder kommunen")


def _is_critical(coverage: Coverage) -> bool:
    return coverage.tone is not None and coverage.tone.label in ("negative", "mixed")


def _is_others(coverage: Coverage, organisation: Organisation) -> bool:
    """Whether the title speaks of another municipality's mayor, council or director ("Ordføreren i Elvestad")."""
    ours = {organisation.place, *(mention.surface for mention in coverage.reading.accepted)}
    match = _OTHERS_OFFICE.search(coverage.article.title)
    return match is not None and not any(match.group(1) in name for name in ours)


def _line(role: Role, topic: Topic, organisation: Organisation) -> Spokesperson | None:
    """The matrix line for a role: the one whose field holds the topic, else the first line open to all, else any."""
    lines = [line for line in organisation.spokespersons if line.role == role and line.suggest]
    in_field = [line for line in lines if topic in line.topics]
    for_all = [line for line in lines if not line.topics]
    return next(iter(in_field or for_all or lines), None)


def _because(words: list[str]) -> str:
    if not words:
        return "Saken handler om kommunen."
    return f"Teksten handler om {_listed(words[:3])}."


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} og {words[-1]}"
