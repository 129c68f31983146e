"""Is a place mentioned in earnest or only in passing? Candidate in its sentence -> weight 0..1 and the reason."""

import re
from collections.abc import Container

from mediawatch.enrich.article_view import ArticleView, FieldView
from mediawatch.enrich.candidates import Candidate
from mediawatch.enrich.places import first_names
from mediawatch.model import Mention

Passing = tuple[float, str]

_IN_EARNEST: Passing = (1.0, "")
_TRAVEL = frozenset({"mot", "retning", "via", "over", "om"})
_ROADS = re.compile(r"(?:avkjør|kryss|omkjør|buss|linje|rute|tog|kø\b|trafikk|fylkesvei|riksvei|fylkesveg|riksveg)")
_LISTED = re.compile(r"(?:list(?:a|e|en|ene)|tabell(?:en)?|oversikten|kolofonen|opplag|distribusjon|ruta|vedlegget)")
_BACK = re.compile(
    r"\b(?:(?:år|måneder|uker|sesonger) (?:før|siden|sidan|tidligere)|tidligere|tidlegare|forrige|fjorårets|den gang)\b"
)
_PATIENT = re.compile(r"^(?:innlagt|innleggelse\w*|innlagd|behandling\w*|utskrevet|pasient\w*|opphold\w*|innskrevet)$")
_JOBS = re.compile(
    r"(?:lege|sjef|leder|leiar|direktør|rektor|psykolog|forsker|professor|lærer|lærar|rådgiver|prest|rådmann|ordfører|"
    r"ordførar|konsulent)$"
)
_EXPERTS = re.compile(
    r"(?:lege|klinikksjef|psykolog|psykiater|forsker|professor|terapeut|spesialist|sykepleier|forskningssjef)(?:en)?$"
)
_ORIGIN = frozenset({"født", "fødd", "oppvokst", "vokste", "bosatt", "busett", "opprinnelig", "opphavleg", "stammer"})
_INSTITUTIONS = frozenset({"institution", "business", "club"})
_LONGEST_ROW = 40
_JOINS = frozenset({",", "og", "samt", "&", "/"})


def passing_weight(view: ArticleView, candidate: Candidate, mention: Mention) -> Passing:
    """How much the mention counts: 1 in earnest, less with the reason in Norwegian ("er en reiseretning")."""
    words = view.fields[candidate.field]
    rules = (
        _address,
        _signature,
        _brackets,
        _enumeration,
        _in_list,
        _travel,
        _one_end,
        _employer,
        _office_elsewhere,
        _origin,
        _back_reference,
    )
    found = [rule(view, words, candidate, mention) for rule in rules]
    return min((one for one in found if one is not None), default=_IN_EARNEST)


def _address(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    before = words.word(one.first - 1)
    if before and before.text.isdigit() and len(before.text) == 4 and not before.text.startswith(("19", "20")):
        return 0.05, "står i en adresse"
    after = [token for token in words.tokens[one.last : one.last + 8] if token.text.isdigit() and len(token.text) == 4]
    if mention.subject_kind == "business" and after and after[0].text.startswith("3"):
        return 0.1, "er et firma med adresse"
    return None


def _signature(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    """ "Kari Nordmann, Modum" under a letter: where its writer lives."""
    comma, after = words.word(one.first - 1), words.word(one.last)
    if comma is None or comma.text != "," or (after is not None and after.text not in ".)") or view.is_home:
        return None
    name = words.tokens[max(0, one.first - 4) : one.first - 1]
    if len(name) >= 2 and name[-1].is_name and any(token.text in first_names() for token in name):
        return 0.1, "er bostedet til en innsender"
    return None


def _brackets(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    before, after = words.word(one.first - 1), words.word(one.last)
    if before and after and before.text == "(" and after.text in "),/":
        return 0.1, "står i parentes etter et navn"
    return None


def _enumeration(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    """One of several municipalities in a row, or one of several schools and the like."""
    first, last = one.first, one.last
    strangers = 0
    others = view.other_words[words.name]
    while first > one.first - _LONGEST_ROW and (place := _joined(words, first - 1, -1, others)) is not None:
        strangers += place[1]
        first = place[0]
    while last < one.last + _LONGEST_ROW and (place := _joined(words, last, 1, others)) is not None:
        strangers += place[1]
        last = place[0] + 1
    if strangers < 2 or (one.field == "title" and strangers < 3):
        return None
    return (0.4 if view.host_names_us else 0.12), "er ett av flere steder på rad"


def _joined(words: FieldView, joint: int, step: int, others: Container[int]) -> tuple[int, int] | None:
    """(index, 1 if it is another place) of the name beyond the comma or "og" at `joint`."""
    mark = words.word(joint)
    index = joint + step
    name = words.word(index)
    if mark is None or name is None or mark.lower not in _JOINS or not (name.is_name or name.text.isdigit()):
        return None
    while step < 0 and index > 0 and _is_next_name(words, index - 1):
        index -= 1
    stranger = 1 if index in others or (step > 0 and joint + 1 in others) else 0
    end = index
    while step > 0 and end + 1 < len(words.tokens) and words.tokens[end + 1].is_name and _is_next_name(words, end):
        end += 1
    return end, stranger


def _is_next_name(words: FieldView, index: int) -> bool:
    """Whether a name stands at `index` with only a space to the next word."""
    return words.tokens[index].is_name and words.tokens[index + 1].start - words.tokens[index].end == 1


def _in_list(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    if one.field == "title" or view.host_names_us:
        return None
    if any(_LISTED.fullmatch(token.lower) for token in words.sentence(one.first)):
        return 0.25, "står på en liste"
    before = [token.lower for token in words.tokens[max(0, one.first - 3) : one.first]]
    if "blant" in before:
        return 0.25, "er ett av flere eksempler"
    return None


def _travel(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    before = words.word(one.first - 1)
    if before is None or mention.subject_kind not in {"municipality", "village"}:
        return None
    if before.lower in {"retning", "via"}:
        return 0.1, "er en reiseretning"
    sentence = " ".join(token.lower for token in words.sentence(one.first))
    if before.lower in _TRAVEL and _ROADS.search(sentence):
        return 0.1, "er en reiseretning"
    two_before = words.word(one.first - 2)
    if before.lower == "og" and two_before and _ROADS.search(sentence):
        earlier = words.word(one.first - 3)
        if earlier and earlier.lower in _TRAVEL:
            return 0.1, "er en reiseretning"
    leads = before.lower == "til" and two_before and re.match(r"avkjør|veien|vegen", two_before.lower)
    if leads and one.field != "title":
        return 0.3, "er en reiseretning"
    return None


def _one_end(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    """ "mellom Skotselv og Åmot": what happened may lie in the other municipality."""
    if view.is_home or mention.subject_kind not in {"municipality", "village"}:
        return None
    joint, start = words.word(one.first - 1), words.word(one.first - 3)
    if joint and start and joint.lower == "og" and start.lower == "mellom" and _is_other(view, words, one.first - 2):
        return 0.5, "er bare det ene endepunktet"
    before, after = words.word(one.first - 1), words.word(one.last)
    if before and after and before.lower == "mellom" and after.lower == "og" and _is_other(view, words, one.last + 1):
        return 0.5, "er bare det ene endepunktet"
    return None


def _is_other(view: ArticleView, words: FieldView, index: int) -> bool:
    return index in view.other_words[words.name]


def _origin(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    if one.field == "title" or view.is_home or mention.subject_kind not in {"municipality", "village"}:
        return None
    before = {token.lower for token in words.tokens[max(0, one.first - 3) : one.first]}
    return (0.3, "er bare opphavet til en person") if before & _ORIGIN else None


def _employer(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    if mention.subject_kind not in _INSTITUTIONS:
        return None
    after = words.word(one.last)
    if after and mention.surface.endswith("s") and _EXPERTS.search(after.lower):
        return 0.5, "er bare arbeidsstedet til en som uttaler seg"
    if one.field == "title":
        return None
    before = [token for token in words.tokens[max(0, one.first - 5) : one.first] if token.text != "."]
    if not before or before[-1].lower not in {"ved", "på", "i", "hos", "for", "av"}:
        return None
    if any(_PATIENT.match(token.lower) for token in before):
        return 0.2, "er bare behandlingsstedet til en som forteller"
    if any(_EXPERTS.search(token.lower) for token in before):
        return 0.3, "er bare arbeidsstedet til en som uttaler seg"
    return None


def _office_elsewhere(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    """ "Kari Nordmann i Modum", "rådmann i Modum": the place only tells who a person is."""
    if one.field == "title" or mention.subject_kind not in {"municipality", "village"} or view.is_own:
        return None
    at, before = words.word(one.first - 1), words.word(one.first - 2)
    if at is None or before is None or at.lower not in {"i", "fra", "frå", "på"}:
        return None
    if _JOBS.search(before.lower) and before.lower == before.text:
        return 0.3, "sier bare hvor en person arbeider"
    start = one.first - 2
    while start > 0 and words.tokens[start].is_name and words.tokens[start - 1].is_name:
        start -= 1
    if any(token.text.split("-")[0] in first_names() for token in words.tokens[start : one.first - 2]):
        return 0.3, "sier bare hvor en person hører til"
    return None


def _back_reference(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    if one.field == "title" or mention.subject_kind not in {"village", "landmark"}:
        return None
    after = " ".join(token.lower for token in words.sentence(one.first) if token.start > words.tokens[one.first].start)
    if _BACK.search(after[:60]):
        return 0.2, "er bare et tilbakeblikk"
    return None
