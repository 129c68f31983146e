"""Who may speak on what: a story and the communication plan's matrix to the role that should answer, with the rule.

The plan ("Ansvar og roller", 2018-2021): mayor and deputy speak for the municipality; committee leaders politically in
their field; the chief executive on administrative matters, first of all large ones and those about the organisation;
department heads on own services; unit leaders on own unit. Employee representatives are free and never suggested.
Whose matter a story is, is read from its words (`signs`); the matrix line is then picked by role and topic.
"""

from collections import defaultdict

from mediawatch.model import Coverage, Organisation, Role, Spokesperson, Suggestion, Topic
from mediawatch.relate.signs import SIGNS, Matter

TITLE_WEIGHT = 2.0
BODY_WEIGHT = 0.75
BODY_REPEATS = 2
OUR_MATTER_LEAST = 1.6
"""A story with fewer signs than this is not the municipality's matter; 1.1 when the text names the municipality."""
OUR_MATTER_LEAST_NAMED = 1.1
TIE = 0.25
OPINION_WEIGHT = 1.6
"""Opinion about the municipality is first of all political."""

ACCUSED_WEIGHT = 1.2
"""Criticism of the municipality by name is a service's to answer, unless stronger signs tell of another matter."""

_OPINIONS = frozenset({"opinion", "letter", "leader"})
_NAMED = ("kommunen", "kommunens", "kommune ")
_ROLE_OF_MATTER: dict[Matter, Role] = {
    "political": "mayor",
    "administration": "chief executive",
    "service": "department head",
    "unit": "unit leader",
}
_NOT_OURS = Suggestion(
    role="none",
    rule="Saken er ikke kommunens å svare på.",
    because="Ingen tegn i teksten på at kommunen styrer eller eier saken.",
)


def suggest(coverage: Coverage, organisation: Organisation) -> Suggestion:
    """One piece of coverage (with its text still at hand) to who should answer, the plan's rule and why it applies.

    Role "none": the matter is not the municipality's. When two matters weigh alike the reader is told to settle it with
    the chief executive.
    """
    if coverage.kind == "paid" or not coverage.reading.relevant:
        return _NOT_OURS
    weights, words = _weigh(coverage)
    ours = sorted(_ROLE_OF_MATTER, key=lambda matter: -weights[matter])
    best, second = ours[0], ours[1]
    if weights[best] <= weights["not ours"]:
        return _NOT_OURS
    role = _role(best, coverage)
    line = _line(role, coverage.topic, organisation)
    if line is None:
        return Suggestion(role=role, rule="", because=_because(words[best]))
    because = _because(words[best])
    if weights[best] - weights[second] < TIE:
        because += " To regler passer like godt – avklar med kommunedirektøren."
    return Suggestion(role=role, rule=line.rule, because=because, spokesperson=line.id)


def _weigh(coverage: Coverage) -> tuple[dict[Matter, float], dict[Matter, list[str]]]:
    article = coverage.article
    title, body = article.title.lower(), f"{article.lead}\n{article.text}".lower()
    weights: dict[Matter, float] = defaultdict(float)
    words: dict[Matter, list[str]] = defaultdict(list)
    for sign in SIGNS:
        in_body = min(BODY_REPEATS, sum(1 for _ in sign.pattern.finditer(body)))
        weight = sign.weight * (TITLE_WEIGHT * bool(sign.pattern.search(title)) + BODY_WEIGHT * in_body)
        if weight:
            weights[sign.matter] += weight
            words[sign.matter].append(sign.words)
    named = any(word in title or word in body for word in _NAMED)
    weights["not ours"] += OUR_MATTER_LEAST_NAMED if named else OUR_MATTER_LEAST
    _weigh_kind(coverage, weights)
    if _accused(coverage):
        weights["not ours"] = min(weights["not ours"], OUR_MATTER_LEAST_NAMED)
        weights["service"] += ACCUSED_WEIGHT
        words["service"].append("kritikk som gjelder kommunen")
    return weights, words


def _accused(coverage: Coverage) -> bool:
    """Whether the title names the municipality itself and the story is critical: somebody there must answer."""
    critical = coverage.tone is not None and coverage.tone.label in ("negative", "mixed")
    return critical and any(
        mention.field == "title" and mention.subject_kind == "municipality" for mention in coverage.reading.accepted
    )


def _weigh_kind(coverage: Coverage, weights: dict[Matter, float]) -> None:
    if coverage.kind in _OPINIONS:
        weights["political"] += OPINION_WEIGHT
    elif coverage.kind == "sport":
        weights["not ours"] += 4
    elif coverage.kind == "feature":
        weights["not ours"] += 1
    elif coverage.kind == "own":
        weights["not ours"] -= 1
        weights["unit"] += 0.6
        weights["service"] += 0.6


def _role(matter: Matter, coverage: Coverage) -> Role:
    text = f"{coverage.article.title}\n{coverage.article.lead}\n{coverage.article.text}".lower()
    if matter == "political" and "ordfører" not in text and "hovedutvalg" in text:
        return "committee leader"
    return _ROLE_OF_MATTER[matter]


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
