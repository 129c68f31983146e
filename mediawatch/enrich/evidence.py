"""Candidates -> mentions: which names mean us, with the evidence for and against in plain Norwegian.

The order of judgement: sure names first, for they are evidence for the doubtful ones; then names that need one more
sign, words that only mean us at home ("kommunen"), weak names, and last the words that stand in for a name ("bygda").
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from mediawatch.enrich.article_view import FAR, ArticleView, Spot, Spots
from mediawatch.enrich.candidates import LOCAL, Candidate
from mediawatch.enrich.governing import governing_place
from mediawatch.enrich.inflection import Token
from mediawatch.enrich.places import first_names, name_words
from mediawatch.model import Mention, Subject

_PLACE_KINDS = frozenset({"municipality", "village", "landmark"})
_STRICT = frozenset({"i", "på", "ved", "til", "fra", "frå", "mot", "utenfor"})
_LINKS = frozenset({"og", "samt", "både", "eller", ",", "(", "–", "-", "/", "&"})
"""Words and marks that tie a place to the one before it in a row."""
_PARTS_OF_PLACES = frozenset(
    {
        "Øvre",
        "Nedre",
        "Vestre",
        "Østre",
        "Nordre",
        "Søndre",
        "Øst",
        "Vest",
        "Nord",
        "Sør",
        "Store",
        "Lille",
        "Gamle",
        "Nye",
    }
)
_CONFIRMED = "i samme sak bekrefter stedet"
NO_SIGN = "ingenting i saken sier at det er her"
"""The reason against a name that may be ours, but is borne by other places too."""


@dataclass
class _Settling:
    """The article being settled: which sure names were found so far."""

    view: ArticleView
    sure: Spots = field(default_factory=Spots)
    strong: Spots = field(default_factory=Spots)
    places: Spots = field(default_factory=Spots)
    accepted: set[str] = field(default_factory=set)
    named: bool = False
    surnames: frozenset[str] = frozenset()


Verdict = tuple[bool, str]
_Choose = Callable[[Candidate, Subject], bool]
_Judge = Callable[[Candidate, Subject, _Settling], Verdict]


def settle(view: ArticleView, candidates: list[Candidate]) -> tuple[tuple[Candidate, Mention], ...]:
    """Every candidate with its mention, accepted or not, in reading order. Regional labels are not mentions."""
    state = _Settling(view, surnames=_surnames_used(view, candidates))
    verdicts: dict[int, tuple[Subject, Verdict]] = {}
    watched = [(index, one) for index, one in enumerate(candidates) if one.kind != "regional_label"]
    for chosen, judge in _rounds(view):
        for index, candidate in watched:
            if index in verdicts:
                continue
            subject = _fitting_subject(candidate, state)
            if not chosen(candidate, subject):
                continue
            verdict = _plain_rejection(candidate, subject, state) or judge(candidate, subject, state)
            verdicts[index] = (subject, verdict)
            if verdict[0] and candidate.kind != "person":
                _remember(candidate, subject, verdict[1], state)
    return tuple(
        (candidate, _mention(candidate, *verdicts[index], view))
        for index, candidate in enumerate(candidates)
        if index in verdicts
    )


def _remember(candidate: Candidate, subject: Subject, reason: str, state: _Settling) -> None:
    spot = Spot(candidate.field, candidate.first)
    state.sure.add(spot)
    state.accepted.add(subject.id)
    state.named = state.named or (candidate.names_place and not subject.home_only)
    confirmed = subject.strength == "medium" and candidate.kind == "village" and reason.endswith(_CONFIRMED)
    if (subject.strength == "strong" or confirmed) and not subject.home_only:
        state.strong.add(spot)
    if candidate.kind in _PLACE_KINDS:
        state.places.add(spot)


def _rounds(view: ArticleView) -> Iterable[tuple[_Choose, _Judge]]:
    yield (lambda one, subject: _rank(one, subject) == "strong"), _judge_strong
    yield (lambda one, subject: _rank(one, subject) == "medium"), _judge_medium
    yield (lambda one, subject: _rank(one, subject) == "home"), _judge_home_word
    yield (lambda one, subject: _rank(one, subject) == "local"), _judge_local
    yield (lambda one, subject: _rank(one, subject) == "weak" and _stands_like_a_place(one, view)), _judge_weak
    yield (lambda one, subject: _rank(one, subject) == "weak"), _judge_weak
    yield (lambda one, subject: True), _judge_stand_in


def _rank(candidate: Candidate, subject: Subject) -> str:
    if candidate.subject is LOCAL:
        return "local"
    if subject.home_only:
        return "stand-in" if subject.strength == "weak" and not subject.confirm else "home"
    return "medium" if candidate.kind == "person" and candidate.longer else subject.strength


def _mention(candidate: Candidate, subject: Subject, verdict: Verdict, view: ArticleView) -> Mention:
    mapped = view.fields[candidate.field].mapped
    start, end = mapped.original(candidate.start, candidate.end)
    own = candidate.longer
    return Mention(
        subject=candidate.id if own else subject.id,
        subject_name=candidate.name if own and candidate.name else subject.name,
        subject_kind=candidate.kind if own else subject.kind,
        surface="",
        field=candidate.field,
        start=start,
        end=end,
        accepted=verdict[0],
        names_place=candidate.names_place if own else subject.names_place,
        because=verdict[1],
    )


def _fitting_subject(candidate: Candidate, state: _Settling) -> Subject:
    """Of subjects written the same way the one whose words of support stand nearest; the first one otherwise."""
    if not candidate.rivals:
        return candidate.subject
    spot = Spot(candidate.field, candidate.first)
    first = state.view.fields[candidate.field].tokens[candidate.first].lower

    def distance(subject: Subject) -> int:
        return 0 if first in subject.confirm else _nearest(subject.confirm, spot, state.view)[0]

    return min((candidate.subject, *candidate.rivals), key=distance)


def _nearest(phrases: Iterable[str], spot: Spot, view: ArticleView) -> tuple[int, str]:
    """(distance, phrase) of the one that stands nearest; beyond FAR when none is in the article."""
    best = (2 * FAR, "")
    for phrase in phrases:
        distance = view.nearest(phrase, spot)
        if distance is not None and distance < best[0]:
            best = (distance, phrase)
    return best


def _plain_rejection(candidate: Candidate, subject: Subject, state: _Settling) -> Verdict | None:
    view = state.view
    text = view.fields[candidate.field].mapped.text[candidate.start : candidate.end]
    if candidate.blocked:
        return False, f"«{text}» er et annet navn"
    if candidate.street or _is_named_street(candidate, text, view):
        return False, f"«{text}» er et veinavn, og slike finnes mange steder"
    if candidate.kind in _PLACE_KINDS and not subject.home_only and candidate.last - candidate.first == 1:
        if reason := _surname(candidate, subject, view):
            return False, reason
        before = view.fields[candidate.field].word(candidate.first - 1)
        lone = before is None or before.lower not in _STRICT
        if lone and not candidate.tail and _bare(text) in state.surnames:
            return False, f"«{text}» er etternavnet til en som er nevnt i saken"
        if _is_lowered(candidate, subject, text) and lone and not view.is_home:
            return False, f"«{text}» med liten bokstav og uten stedsord foran"
    return None


def _is_named_street(candidate: Candidate, text: str, view: ArticleView) -> bool:
    """ "Modums gate 4" somewhere else."""
    after = view.fields[candidate.field].word(candidate.last)
    return text.endswith("s") and after is not None and after.text in {"gate", "gata", "gt", "allé"}


def _elsewhere_by_itself(candidate: Candidate, subject: Subject, view: ArticleView) -> str:
    """The sign of another place that the name is tied to: "på Rena" in "Åmot på Rena"; "" if there is none."""
    words = view.fields[candidate.field]
    at = words.word(candidate.last)
    if at is None or at.lower not in {"i", "på", "ved"}:
        return ""
    spot = Spot(candidate.field, candidate.last)
    return next((phrase for phrase in subject.refute if view.stands_at(phrase, spot.field, spot.index + 1)), "")


def _surnames_used(view: ArticleView, candidates: list[Candidate]) -> frozenset[str]:
    """The watched names that somebody in the article bears: they stand for that person when no place word is before."""
    return frozenset(
        _bare(view.fields[one.field].mapped.text[one.start : one.end])
        for one in candidates
        if one.kind in _PLACE_KINDS and one.last - one.first == 1 and not (one.tail or one.blocked or one.street)
        if not one.subject.home_only and _surname(one, one.subject, view)
    )


def _bare(text: str) -> str:
    return text.lower().removesuffix("s")


def _is_lowered(candidate: Candidate, subject: Subject, text: str) -> bool:
    if any(form.islower() and text.startswith(form) for form in subject.forms):
        return False
    return text.islower() and not candidate.tail and subject.kind in _PLACE_KINDS and subject.forms[0][0].isupper()


def _surname(candidate: Candidate, subject: Subject, view: ArticleView) -> str:
    """Why the word is somebody's surname or first name here; "" when it is not."""
    words = view.fields[candidate.field]
    before, after = words.word(candidate.first - 1), words.word(candidate.last)
    me = words.tokens[candidate.first]
    if candidate.tail or before is None:
        before = None
    elif before.text in first_names() or before.text.split("-")[0] in first_names():
        return f"«{before.text} {me.text}» er et personnavn"
    elif before.text == "." and _is_initial(words.word(candidate.first - 2)) and me.start - before.end <= 1:
        return f"«{words.tokens[candidate.first - 2].text}. {me.text}» er et personnavn"
    if subject.strength == "strong":
        return ""
    doubtful = subject.strength == "weak" or subject.kind == "village"
    if before and doubtful and before.lower in name_words("surname_titles"):
        return f"«{before.text} {me.text}» er et personnavn"
    adjacent = before is not None and me.start - before.end == 1
    named = adjacent and (not words.begins(candidate.first - 1) or words.ends_a_name(candidate.first))
    if before and before.text in _PARTS_OF_PLACES:
        return ""
    if before and before.is_name and named:
        return f"«{before.text} {me.text}» ser ut som et personnavn"
    follows = after is not None and after.start - me.end == 1 and after.is_name and after.text[0].isalpha()
    if follows and after and subject.strength == "weak" and not _has_preposition(candidate, view):
        return f"«{me.text} {after.text}» ser ut som et personnavn"
    return ""


def _is_initial(token: Token | None) -> bool:
    return token is not None and len(token.text) == 1 and token.is_name


def _has_preposition(candidate: Candidate, view: ArticleView) -> bool:
    before = view.fields[candidate.field].word(candidate.first - 1)
    return before is not None and (before.lower in _LINKS or before.lower in name_words("place_prepositions"))


def _judge_strong(candidate: Candidate, subject: Subject, state: _Settling) -> Verdict:
    spot = Spot(candidate.field, candidate.first)
    against = _nearest(subject.refute, spot, state.view)
    if against[1] and not state.view.is_home and not _own_name_elsewhere(candidate, state):
        return False, f"«{against[1]}» i saken peker et annet sted"
    if candidate.longer:
        return True, f"eget navn bygd på «{subject.name}»"
    if candidate.tail:
        return True, f"sammensetning med «{subject.name}»"
    return (
        True,
        "navnet finnes bare her" if candidate.kind != "person" else "kjent person; teller bare sammen med et sted",
    )


def _own_name_elsewhere(candidate: Candidate, state: _Settling) -> bool:
    return state.strong.nearest(Spot(candidate.field, candidate.first)) <= FAR


def _judge_medium(candidate: Candidate, subject: Subject, state: _Settling) -> Verdict:
    view, spot = state.view, Spot(candidate.field, candidate.first)
    if candidate.kind == "person" and candidate.longer:
        return _judge_office_holder(candidate, state)
    support, against = _nearest(subject.confirm, spot, view), _nearest(subject.refute, spot, view)
    own = state.sure.nearest(spot)
    if tied := _elsewhere_by_itself(candidate, subject, view):
        return False, f"«{tied}» står rett etter"
    if (against[1] and against[0] < min(support[0], own, FAR)) or (against[1] and not (support[1] or own <= FAR)):
        return False, f"«{against[1]}» i saken peker et annet sted"
    if support[1]:
        return True, f"«{support[1]}» {_CONFIRMED}"
    if own <= FAR:
        return True, "andre navn herfra i samme sak"
    if view.is_home or view.host_names_us:
        return True, "mediet hører hjemme her"
    if covered := view.covers & (set(subject.confirm) | {one.name for one in view.organisation.neighbours}):
        return True, f"mediet dekker {min(covered)}"
    return False, NO_SIGN


def _judge_office_holder(candidate: Candidate, state: _Settling) -> Verdict:
    place, reason = governing_place(candidate, state.view, state.places)
    if place == "ours":
        return True, reason
    return False, reason or "ingenting i saken sier at vervet er her"


def _judge_local(candidate: Candidate, subject: Subject, state: _Settling) -> Verdict:
    """A name that no list holds is ours where the story is: it names the municipality itself, and no other."""
    view = state.view
    if view.others:
        return False, "saken nevner også andre kommuner, og navnet står ikke på lista"
    if not state.named and not (state.sure and (view.is_home or view.host_names_us)):
        return False, "navnet står ikke på lista, og kommunen selv er ikke nevnt"
    return True, "navn på et sted i en sak som bare nevner oss"


def _judge_home_word(candidate: Candidate, subject: Subject, state: _Settling) -> Verdict:
    view, spot = state.view, Spot(candidate.field, candidate.first)
    place, reason = governing_place(candidate, view, state.places)
    if place != "ours":
        return False, reason
    if subject.strength == "weak" and not _nearest(subject.confirm, spot, view)[1]:
        return False, "nevnt uten navnet sitt, og ingenting bekrefter at det er vårt"
    return True, reason


def _judge_weak(candidate: Candidate, subject: Subject, state: _Settling) -> Verdict:
    view, spot = state.view, Spot(candidate.field, candidate.first)
    support, against = _nearest(subject.confirm, spot, view), _nearest(subject.refute, spot, view)
    own = state.strong.nearest(spot)
    if (against[1] and against[0] < min(support[0], own, FAR)) or (against[1] and not (support[1] or own <= FAR)):
        return False, f"«{against[1]}» i saken peker et annet sted"
    if subject.confirm and not support[1]:
        return False, "ingenting i saken bekrefter hva som menes"
    seen = subject.id in state.accepted
    if candidate.kind in _PLACE_KINDS and not seen and not _stands_like_a_place(candidate, view):
        return False, "navnet står ikke som et sted i setningen"
    if support[1]:
        return True, f"«{support[1]}» {_CONFIRMED}"
    if own <= FAR:
        return True, "sikre navn herfra i samme sak"
    if view.is_home and candidate.kind in _PLACE_KINDS and not _others_in_title(view):
        return True, "mediet hører hjemme her"
    return False, "vanlig navn andre steder, og ingen sikre navn herfra i saken"


def _stands_like_a_place(candidate: Candidate, view: ArticleView) -> bool:
    words = view.fields[candidate.field]
    after = words.word(candidate.last)
    before = words.word(candidate.first - 1)
    if _has_preposition(candidate, view) or (after is not None and after.lower in {"i", "på", "ved", "er"}):
        return True
    return view.is_home and before is not None and not before.is_name


def _others_in_title(view: ArticleView) -> bool:
    return any(spot.field == "title" for spot in view.others)


def _judge_stand_in(candidate: Candidate, subject: Subject, state: _Settling) -> Verdict:
    if state.sure:
        return False, "saken bruker navnet ellers; ordet teller ikke i tillegg"
    place, reason = governing_place(candidate, state.view, state.places)
    return place == "ours", reason
