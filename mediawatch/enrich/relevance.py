"""Mentions + article -> would a press officer want it in the digest?

A sum of points, each with its reason, turned into a chance by the logistic curve (WANTED is the even chance). The
points were set by reading, then checked on real coverage; they are few and round on purpose, so that a person can
follow them. Persons never give points: they only support a place. A mention in passing (enrich.passing) counts by
its weight: a direction of travel, an address, a line in a list, an employer.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from mediawatch.enrich.article_view import ArticleView, OtherSpot
from mediawatch.enrich.candidates import Candidate
from mediawatch.enrich.evidence import NO_SIGN
from mediawatch.enrich.passing import in_opening, passing_weight
from mediawatch.model import Mention, SubjectKind

Settled = Sequence[tuple[Candidate, Mention]]

WANTED = 1.8
"""Points at which the chance is even."""
_UNSURE_FROM, _UNSURE_TO = 1.15, 2.3
"""Between these points a person should look: one mention in earnest lower down in an outlet from elsewhere is enough
to be asked about (_BODY), one in the opening of a longer text is still not certain."""
_TITLE, _OPENING, _BODY = 3.0, 2.0, 1.2
_MORE = (0.6, 0.4, 0.3, 0.2)
"""Points of the second, third, … mention outside the title."""
_HOME, _OWN, _ACTS = 1.5, 3.0, 0.6
_OTHER_TITLE, _OTHER_HOST, _OTHER_LEADS = -2.0, -2.0, -1.0
_SECTION = 1.0
_KIND_WEIGHT: dict[SubjectKind, float] = {"business": 0.7, "club": 0.9, "institution": 0.9}
_LOW_WEIGHT = 0.35
"""A mention that weighs this little or less is only in passing."""
_EARNEST_WEIGHT = 0.9
_ACTING_WEIGHT = 0.65
"""The municipality acts where it is named with more than this weight: not where it only tells who a person is."""
_FROM_THERE = re.compile(
    r"-(?:mann|kvinne|gutt|jente|ungdom|åring|familie|par|firma|bedrift|selskap|gründer|artist|kunstner|forfatter|band|"
    r"hopper|løper|lag|klubb|trener|bonde)"
)
"""Titles with such a word are about somebody from the other municipality, not about it ("Hønefoss-mann dømt")."""


@dataclass(frozen=True, slots=True)
class Relevance:
    """The outcome: `probability` 0..1, the decision, whether to ask a person, and the reasons in Norwegian."""

    probability: float
    relevant: bool
    unsure: bool
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Weighed:
    candidate: Candidate
    mention: Mention
    weight: float
    reason: str
    opening: bool


_COUNTERPART = frozenset({"fra", "frå", "med", "mot", "enn", "over", "til"})
"""After such a word the other municipality of a title is whom one deals with: "billigere enn Drammen"."""


def weigh(view: ArticleView, settled: Settled) -> Relevance:
    """The relevance of the article; 0 without an accepted mention of anything but persons."""
    mentions = [
        _weighed(view, candidate, mention)
        for candidate, mention in settled
        if mention.accepted and mention.subject_kind != "person"
    ]
    reasons = [one.reason for one in mentions if one.reason]
    if not mentions:
        return _without_mentions(view, settled)
    points, grounds = _mention_points(mentions)
    grounds += list(dict.fromkeys(reasons))
    for value, reason in (*_outlet_points(view, mentions), *_other_points(view, mentions)):
        points += value
        grounds.append(reason)
    return _decide(points, tuple(grounds), at_the_top=any(_is_seen(one) for one in mentions))


def _without_mentions(view: ArticleView, settled: Settled) -> Relevance:
    if view.is_own:
        return _decide(WANTED + 1, ("egne sider",))
    if any(mention.accepted for _, mention in settled):
        return Relevance(0.1, False, False, ("bare personer er nevnt, ikke noe sted herfra",))
    if _may_be_ours(view, settled):
        return Relevance(0.3, False, True, ("stedet kan være vårt", "usikkert: bør ses av et menneske"))
    if settled:
        return Relevance(0.02, False, False, ("ingen av navnene i saken gjelder oss",))
    return Relevance(0.0, False, False, ("ingen navn herfra",))


def _may_be_ours(view: ArticleView, settled: Settled) -> bool:
    """Whether the title or the opening has a name that other places bear too, with nothing that tells which."""
    return not view.host_elsewhere and any(
        mention.because == NO_SIGN
        and mention.subject_kind != "person"
        and (candidate.field == "title" or in_opening(view, candidate))
        for candidate, mention in settled
    )


def _is_seen(one: _Weighed) -> bool:
    return one.weight >= _EARNEST_WEIGHT and (one.opening or one.candidate.field == "title")


def _decide(points: float, because: tuple[str, ...], *, at_the_top: bool = False) -> Relevance:
    """`at_the_top`: named in earnest in the title or the opening, and so never let go without being asked about."""
    probability = 1 / (1 + math.exp(-1.6 * (points - WANTED)))
    unsure = _UNSURE_FROM <= points < _UNSURE_TO or (at_the_top and points < _UNSURE_FROM)
    if unsure:
        because = (*because, "usikkert: bør ses av et menneske")
    return Relevance(round(probability, 3), points >= WANTED, unsure, because)


def _weighed(view: ArticleView, candidate: Candidate, mention: Mention) -> _Weighed:
    weight, reason = passing_weight(view, candidate, mention)
    weight *= _KIND_WEIGHT.get(mention.subject_kind, 1.0)
    told = f"«{mention.surface}» {reason}" if reason else ""
    return _Weighed(candidate, mention, weight, told, in_opening(view, candidate))


def _mention_points(mentions: list[_Weighed]) -> tuple[float, list[str]]:
    points = 0.0
    reasons: list[str] = []
    title = max((one.weight for one in mentions if one.candidate.field == "title"), default=0.0)
    if title:
        points += _TITLE * title
        reasons.append("nevnt i tittelen")
    rest = [one for one in mentions if one.candidate.field != "title"]
    if not rest:
        return points, reasons
    first = max(rest, key=lambda one: one.weight * (_OPENING if one.opening else _BODY))
    points += first.weight * (_OPENING if first.opening else _BODY)
    reasons.append("nevnt i åpningen" if first.opening else "nevnt lenger ned i saken")
    more = sorted((one.weight for one in rest if one is not first), reverse=True)
    points += sum(value * weight for value, weight in zip(_MORE, more, strict=False))
    if more:
        reasons.append(f"nevnt {len(mentions)} ganger")
    if any(
        one.mention.subject_kind == "municipality" and one.weight > _ACTING_WEIGHT and _acts(one) for one in mentions
    ):
        points += _ACTS
        reasons.append("kommunen selv er nevnt")
    return points, reasons


def _acts(one: _Weighed) -> bool:
    return one.candidate.subject.home_only or " " in one.mention.surface


def _outlet_points(view: ArticleView, mentions: list[_Weighed]) -> list[tuple[float, str]]:
    if view.is_own:
        return [(_OWN, "egne sider")]
    found: list[tuple[float, str]] = []
    in_earnest = any(one.weight > _LOW_WEIGHT for one in mentions)
    if view.host_names_us or (view.is_home and in_earnest):
        found.append((_HOME, "mediet hører hjemme her"))
    if view.section_names_us:
        found.append((_SECTION, "saken ligger under stedets navn hos mediet"))
    return found


def _other_points(view: ArticleView, mentions: list[_Weighed]) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    in_title = any(one.candidate.field == "title" and one.weight > _LOW_WEIGHT for one in mentions)
    others_in_title = [spot for spot in view.others if spot.field == "title" and not _is_from_there(view, spot)]
    if others_in_title and not in_title:
        found.append((_OTHER_TITLE, f"tittelen gjelder {others_in_title[0].municipality}"))
    if view.host_elsewhere:
        found.append((_OTHER_HOST, f"sidene til {view.host_elsewhere}"))
    counts: dict[str, int] = {}
    for spot in view.others:
        counts[spot.municipality] = counts.get(spot.municipality, 0) + 1
    most = max(counts, key=lambda name: counts[name], default=None)
    if most and not in_title and counts[most] > len(mentions):
        found.append((_OTHER_LEADS, f"{most} er nevnt oftere enn vi"))
    return found


def _is_from_there(view: ArticleView, spot: OtherSpot) -> bool:
    tokens = view.fields[spot.field].tokens
    if _FROM_THERE.search(tokens[spot.last - 1].lower):
        return True
    before = [token.lower for token in tokens[max(0, spot.index - 2) : spot.index]]
    return before[-1:] != [] and (before[-1] in _COUNTERPART or before == ["enn", "i"])
