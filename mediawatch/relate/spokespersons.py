"""Who may speak on what: a story and the communication plan's matrix to the role that should answer, with the rule.

The plan ("Ansvar og roller", 2018-2021): mayor and deputy speak for the municipality; committee leaders politically in
their field; the chief executive on administrative matters, first of all large ones and those about the organisation;
department heads on own services; unit leaders on own unit. Employee representatives are free and never suggested.
Whose matter a story is, is read from its words (`signs`) and, where it is had, from what a head on the shared encoder
makes of the text (`leans`: enrich.speakers, handed in); the matrix line is then picked by role and field (`lines`).
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mediawatch.model import Coverage, Organisation, Role, Suggestion, Topic
from mediawatch.relate.lines import fields_of, line_for
from mediawatch.relate.sign_words import SIGNS, Matter
from mediawatch.relate.signs import count_signs
from mediawatch.relate.units import find_unit, sole_unit

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
STAFF_WEIGHT = 1.5
"""What our own staff write in the paper is of their own service."""
NAMED_UNIT_WEIGHT = 0.9
"""A text that names one school, home … and no other is first of all that one's."""
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
FEATURE_OTHERS_WEIGHT = 0.5
"""A portrait of a place is of somebody's life there, less so where a school or home of ours is spoken of."""
OWN_WEIGHT = 3.0
"""What the municipality tells on its own pages is its own matter."""
ACCUSED_WEIGHT = 1.2
"""Criticism of the municipality by name is a service's to answer, unless stronger signs tell of another matter."""
LEAN_WEIGHT = 1.5
"""What the logarithm of a role's chance counts beside the signs. This and the next were chosen on the head's own
stories, each writer's read by a head that had not seen them, and on our cases that mended the rules (docs/models)."""
LEAN_NOT_OURS = -1.0
"""With the head at hand, less is taken for others' matters than the signs alone must."""

OPENING = 300
"""Letters of a text that say what it is about."""

_OTHERS_FIELDS = frozenset({"sport", "culture", "volunteer", "history"})
_SERVICE_FIELDS = frozenset({"health", "education", "planning"})
_OPINIONS = frozenset({"opinion", "letter", "leader"})
_NAMES_US = re.compile(r"\bkommune(?:n|ns|s)?\b|\brådhus\w*|\bkommunal\w*|\bkommunesty\w*|\bformannskap\w*")
_PARTIES = "Ap|Arbeiderparti|Høyre|Frp|FrP|Fremskrittsparti|Sp|Senterparti|SV|KrF|Venstre|MDG|Rødt|INP|PP"
_THANKS = re.compile(
    rf"\((?:{_PARTIES}|H|V|R)\) takk|\b[Pp]artiet (?:skriv|vis|mein|men|leit|be|lov)|, skriver partiet"
)
_OTHERS_OFFICE = re.compile(
    r"\b(?:[Oo]rdfører|[Oo]rdførar|[Kk]ommunedirektør|[Rr]ådmann|[Kk]ommunestyret|[Ff]ormannskapet|[Kk]ommunen)(?:en)?"
    r"(?:\s[A-ZÆØÅ][\w-]+){0,3}\s(?:\([A-Za-z]+\)\s)?i\s([A-ZÆØÅ][\w-]+)"
)
_NEIGHBOUR = re.compile(
    r"\b(?:nabokommune\w*|(?:[Oo]rdfører|[Oo]rdførar|[Rr]ådmann|[Kk]ommunestyre|[Ff]ormannskap)\w* i)\s([A-ZÆØÅ][\w-]+)"
)
_ROLE_OF_MATTER: dict[Matter, Role] = {
    "political": "mayor",
    "committee": "committee leader",
    "administration": "chief executive",
    "service": "department head",
    "unit": "unit leader",
}
TWO_RULES = "To regler passer like godt – avklar med kommunedirektøren."
UNKNOWN_FIELD = "Temaet hører ikke til noen bestemt linje – avklar med kommunedirektøren."
_NOT_OURS = Suggestion(
    role="none",
    rule="Saken er ikke kommunens å svare på.",
    because="Ingen tegn i teksten på at kommunen styrer eller eier saken.",
)
_NOT_OURS_ALIKE = replace(_NOT_OURS, because="Saken ligner på saker som kommunen ikke svarer på.")
_ALIKE: dict[Matter, str] = {
    "political": "ordføreren",
    "committee": "lederen for et hovedutvalg",
    "administration": "kommunedirektøren",
    "service": "en etatssjef",
    "unit": "en enhetsleder",
}
"""Who answers stories like this one, when the head and not the signs decided."""


@dataclass
class _Scales:
    """What speaks for each matter, and the words that tell the reader why."""

    weights: defaultdict[Matter, float] = field(default_factory=lambda: defaultdict(float))
    words: defaultdict[Matter, list[str]] = field(default_factory=lambda: defaultdict(list))
    alike: str = ""
    """What is said in place of the words, when the text as a whole decided."""

    def add(self, matter: Matter, weight: float, word: str = "") -> None:
        self.weights[matter] += weight
        if word:
            self.words[matter].append(word)


def suggest(coverage: Coverage, organisation: Organisation, leans: Mapping[Role, float] | None = None) -> Suggestion:
    """One piece of coverage (with its text still at hand) to who should answer, the plan's rule and why it applies.
    `leans`: the logarithm of each role's chance by its text (enrich.speakers); without it the signs alone decide.

    Role "none": the matter is not the municipality's. When two matters weigh alike the reader is told to settle it with
    the chief executive.
    """
    if coverage.kind == "paid" or not coverage.reading.relevant:
        return _NOT_OURS
    scales = _weigh(coverage, organisation)
    by_signs = _heaviest(scales)
    if leans is not None and _is_press(coverage):
        _weigh_leans(leans, scales)
    best = _heaviest(scales)
    if best == "not ours":
        return _NOT_OURS if by_signs == best else _NOT_OURS_ALIKE
    if best != by_signs:
        scales.alike = f"Saken ligner på saker som {_ALIKE[best]} svarer på."
    article = coverage.article
    return _suggestion(scales, coverage.topic, article.title, f"{article.lead}\n{article.text}", organisation)


def _heaviest(scales: _Scales) -> Matter:
    """The matter that most speaks for; the earlier of two alike, and others' before ours."""
    return max(("not ours", *_ROLE_OF_MATTER), key=lambda matter: scales.weights[matter])


def _is_press(coverage: Coverage) -> bool:
    """Whether newspapers write it: the head was taught by nothing else, and by no sport."""
    return coverage.outlet.tier != "other" and coverage.kind not in ("own", "sport")


def _weigh_leans(leans: Mapping[Role, float], scales: _Scales) -> None:
    for matter, role in _ROLE_OF_MATTER.items():
        scales.add(matter, LEAN_WEIGHT * leans[role])
    scales.add("not ours", LEAN_WEIGHT * leans["none"] + LEAN_NOT_OURS)


def suggest_for(question: str, topic: Topic, organisation: Organisation) -> Suggestion | None:
    """A question that somebody asks us, and its topic, to who should answer; None when its words say nothing of it.

    What is asked of us is ours to answer, whoever's matter it is.
    """
    title, _, body = question.strip().partition("\n")
    scales = _Scales()
    _weigh_signs(title.lower(), body.lower(), scales, named=True)
    _weigh_title(title.lower(), scales)
    _weigh_committee(title.lower(), body.lower(), scales)
    if not any(scales.weights[matter] > 0 for matter in _ROLE_OF_MATTER):
        return None
    if any(topic in department.topics for department in organisation.departments):
        scales.add("service", SERVICE_FIELD_WEIGHT)
    return _suggestion(scales, topic, title, body, organisation)


def _suggestion(scales: _Scales, topic: Topic, title: str, body: str, organisation: Organisation) -> Suggestion:
    """The weightiest matter to its role and line; the second's too when it weighs as much."""
    weights = scales.weights
    best, second = sorted(_ROLE_OF_MATTER, key=lambda matter: -weights[matter])[:2]
    role, because = _ROLE_OF_MATTER[best], scales.alike or _because(scales.words[best])
    fields = fields_of(title, body, topic)
    unit = find_unit(title, body, organisation) if best in ("unit", "service") else ""
    line = line_for(role, fields, organisation, unit=unit)
    if line is None:
        rules = [line.rule for line in organisation.spokespersons if line.role == role]
        because += f" {UNKNOWN_FIELD}" if rules else ""
        return Suggestion(role=role, rule=next(iter(rules), ""), because=because, settle=bool(rules), unit=unit)
    rival = None
    if weights[best] - weights[second] < TIE:
        because += f" {TWO_RULES}"
        rival = line_for(_ROLE_OF_MATTER[second], fields, organisation, unit=unit)
    return Suggestion(
        role=role,
        rule=line.rule,
        because=because,
        spokesperson=line.id,
        settle=TWO_RULES in because,
        rival=rival.id if rival else None,
        unit=unit,
    )


def _weigh(coverage: Coverage, organisation: Organisation) -> _Scales:
    article = coverage.article
    title, body = article.title.lower(), f"{article.lead}\n{article.text}".lower()
    named = bool(_NAMES_US.search(title) or _NAMES_US.search(body))
    scales = _Scales()
    _weigh_signs(title, body, scales, named=named)
    scales.add("not ours", OUR_MATTER_LEAST_NAMED if named else OUR_MATTER_LEAST)
    _weigh_title(title, scales)
    _weigh_committee(title, body, scales)
    _weigh_kind(coverage, organisation, scales, named=named)
    _weigh_accused(coverage, scales)
    if _is_others(coverage, organisation):
        scales.add("not ours", OTHER_MAYOR_WEIGHT)
    if coverage.kind not in ("leader", "opinion") and (
        unit := sole_unit(article.title, f"{article.lead}\n{article.text}", organisation)
    ):
        scales.add("unit", NAMED_UNIT_WEIGHT, unit)
    return scales


def _weigh_signs(title: str, body: str, scales: _Scales, *, named: bool) -> None:
    """The signs of each matter; those others have too count only where the municipality is named."""
    in_title, in_body = count_signs(title), count_signs(body)
    for number in sorted(in_title.keys() | in_body.keys()):
        sign = SIGNS[number]
        if sign.with_us and not named:
            continue
        per_body = SPEAKER_BODY_WEIGHT if sign.speaks else BODY_WEIGHT
        times = TITLE_WEIGHT * bool(in_title[number]) + per_body * min(BODY_REPEATS, in_body[number])
        scales.add(sign.matter, sign.weight * times, sign.name)


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
    if coverage.kind == "op-ed by staff":
        weights["service"] += STAFF_WEIGHT
    elif coverage.kind in _OPINIONS:
        _weigh_opinion(coverage, organisation, scales, named=named)
    elif coverage.kind == "sport":
        weights["not ours"] += 4
    elif coverage.kind == "feature":
        weights["not ours"] += FEATURE_OTHERS_WEIGHT if weights["unit"] else 1
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
    article = coverage.article
    addressed = count_signs(article.title.lower())
    if not any(SIGNS[number].matter == "committee" for number in addressed):
        weights["political"] += weights.pop("committee", 0.0)
    weights["political"] += OPINION_WEIGHT
    weights["service"] *= OPINION_SERVICE_SHARE
    weights["unit"] *= OPINION_SERVICE_SHARE
    if named:
        return
    if coverage.topic in _OTHERS_FIELDS:
        weights["not ours"] += OTHERS_FIELD_WEIGHT
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
    """Whether the title speaks of another municipality's mayor, council or director ("Ordføreren i Elvestad"), or the
    text begins with a neighbour's council in a story whose title is of the neighbour and not of us."""
    ours = {organisation.place, *(mention.surface for mention in coverage.reading.accepted)}
    article = coverage.article
    match = _OTHERS_OFFICE.search(article.title)
    if match is not None and not any(match.group(1) in name for name in ours):
        return True
    if any(mention.field == "title" for mention in coverage.reading.accepted):
        return False
    opening = _NEIGHBOUR.search(f"{article.lead}\n{article.text}"[:OPENING])
    return opening is not None and bool(re.search(rf"\b{re.escape(opening.group(1))}", article.title))


def _because(words: list[str]) -> str:
    if not words:
        return "Saken handler om kommunen."
    return f"Teksten handler om {_listed(words[:3])}."


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} og {words[-1]}"
