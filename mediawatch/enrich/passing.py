"""Is a place mentioned in earnest or only in passing? Candidate in its sentence -> weight 0..1 and the reason."""

import re
from collections.abc import Container

from mediawatch.enrich.article_view import ArticleView, FieldView
from mediawatch.enrich.candidates import Candidate
from mediawatch.enrich.inflection import Token
from mediawatch.enrich.places import first_names
from mediawatch.model import Mention

Passing = tuple[float, str]

_IN_EARNEST: Passing = (1.0, "")
_TRAVEL = frozenset({"mot", "retning", "via", "over", "om"})
_ROADS = re.compile(r"(?:avkjør|kryss|omkjør|buss|linje|rute|tog|kø\b|trafikk|fylkesvei|riksvei|fylkesveg|riksveg)")
_LISTED = re.compile(
    r"\bst(?:år|od|o)\b[^.]{0,20}\blist(?:a|en|e)\b|\blist(?:a|en) nedover\b|"
    r"\bpå list(?:a|en) (?:står|er|over dem|finner|finst)\b|"
    r"\b(?:tabell(?:en)?|kolofonen|opplag|distribusjon|ruta|vedlegget)\b"
)
_BACK = re.compile(
    r"\b(?:(?:år|sesonger|sesongar) (?:før|siden|sidan|tidligere|tidlegare)|fjorårets|den gang|"
    r"(?:tidligere|tidlegare)(?! i (?:år|dag|uka|uken|uke|natt|kveld|helga|helgen|måneden|månaden)\b| denne\b)|"
    r"forrige (?:gang|sesong|vinter|vm|mesterskap|århundre|tiår|år))\b"
)
_PATIENT = re.compile(r"^(?:innlagt|innleggelse\w*|innlagd|behandling\w*|utskrevet|pasient\w*|opphold\w*|innskrevet)$")
_JOBS = re.compile(
    r"(?:lege|sjef|leder|leiar|direktør|rektor|psykolog|forsker|professor|lærer|lærar|rådgiver|prest|rådmann|ordfører|"
    r"ordførar|konsulent)$"
)
_EXPERTS = re.compile(
    r"(?:lege|psykolog|psykiater|forsker|professor|terapeut|spesialist|sykepleier|forskningssjef)(?:en)?$"
)
_ORIGIN = frozenset({"født", "fødd", "oppvokst", "vokste", "bosatt", "busett", "opprinnelig", "opphavleg", "stammer"})
_DRIVING_ON = re.compile(
    r"\b(?:kjør(?:er|te)|køyr(?:er|de)|reis(?:er|te)|dro|drar|drog|sykle[rt]|ferden|turen) vid(?:e|a)re\b"
)
_WORKS_AT = frozenset({"ved", "hos", "på"})
_INSTITUTIONS = frozenset({"institution", "business", "club"})
_LONGEST_ROW = 40
_LONGEST_ORIGIN = 8
_LONGEST_LINE, _FEWEST_LINES, _FEWEST_PAIRS = 10, 3, 2
_ROW_PREPOSITIONS = frozenset({"i", "på", "ved", "til", "fra", "frå"})
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
        _compared,
        _in_lines,
        _travel,
        _one_end,
        _employer,
        _office_elsewhere,
        _origin,
        _back_reference,
        _opponent,
    )
    found = [rule(view, words, candidate, mention) for rule in rules]
    return min((one for one in found if one is not None), default=_IN_EARNEST)


def _address(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    before = words.word(one.first - 1)
    plain = mention.subject_kind in {"municipality", "village"} and not one.tail
    if (
        plain
        and before
        and before.text.isdigit()
        and len(before.text) == 4
        and not before.text.startswith(("19", "20"))
    ):
        return 0.05, "står i en adresse"
    after = [token for token in words.tokens[one.last : one.last + 8] if token.text.isdigit() and len(token.text) == 4]
    if mention.subject_kind == "business" and after and after[0].text.startswith("3"):
        return 0.1, "er et firma med adresse"
    return None


def _signature(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    """ "Kari Nordmann, Modum" under a letter: where its writer lives."""
    comma, after = words.word(one.first - 1), words.word(one.last)
    if comma is None or comma.text != "," or (after is not None and (after.text not in ".)" or view.is_home)):
        return None
    name = words.tokens[max(0, one.first - 4) : one.first - 1]
    ends = after is None and len(name) == 3 and words.begins(one.first - 3) and name[-2].is_name
    known = any(token.text in first_names() for token in name)
    if len(name) >= 2 and name[-1].is_name and (known or ends):
        return 0.1, "er bostedet til en innsender"
    return None


def _brackets(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    before, after = words.word(one.first - 1), words.word(one.last)
    if before and after and before.text == "(" and after.text in "),/":
        return 0.1, "står i parentes etter et navn"
    return None


def _enumeration(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    """One of several municipalities in a row, or one of several schools and the like."""
    loose = _strangers_in_row(view, words, one, loose=True)
    if loose < 2 or (one.field == "title" and loose < 3):
        return None
    few = loose == 2 and in_opening(view, one)
    if few or _strangers_in_row(view, words, one, loose=False) < 2:
        return 0.6, "er ett av flere steder på rad"
    return (0.4 if view.host_names_us or one.field == "title" else 0.12), "er ett av flere steder på rad"


def _strangers_in_row(view: ArticleView, words: FieldView, one: Candidate, *, loose: bool) -> int:
    """How many other places stand in a row with it; `loose`: also where each has its preposition."""
    first, last = one.first, one.last
    strangers = 0
    others = view.other_words[words.name]
    while first > one.first - _LONGEST_ROW:
        if loose and _is_linked(words, first - 1, first - 2):
            first -= 1
        if (place := _joined(words, first - 1, -1, others)) is None:
            break
        strangers += place[1]
        first = place[0]
    while last < one.last + _LONGEST_ROW:
        skipped = int(loose and _is_linked(words, last + 1, last))
        if (place := _joined(words, last, 1, others, skipped)) is None:
            break
        strangers += place[1]
        last = place[0] + 1
    return strangers


def _is_linked(words: FieldView, preposition: int, joint: int) -> bool:
    """Whether a preposition stands at one index and a comma or "og" at the other."""
    word, mark = words.word(preposition), words.word(joint)
    return word is not None and mark is not None and word.lower in _ROW_PREPOSITIONS and mark.lower in _JOINS


def _compared(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    """One of several places with a number each: "3200 i Drammen, 4100 i Modum og 0 i Bærum"."""
    if one.field == "title" or view.host_names_us or mention.subject_kind not in {"municipality", "village"}:
        return None
    number = words.sentence_of[one.first]
    first, last = max(0, one.first - _LONGEST_ROW), one.first + _LONGEST_ROW
    others = [
        spot
        for spot in view.others_within(words.name, first, last)
        if words.sentence_of[spot.index] == number and _has_figure(words, spot.index, spot.last)
    ]
    if len(others) < 2 or not _has_figure(words, one.first, one.last):
        return None
    return 0.12, "er én av flere i en sammenligning"


def _has_figure(words: FieldView, first: int, last: int) -> bool:
    """Whether a number stands right before or after the place, at most a word and its preposition away."""
    near = (*words.tokens[max(0, first - 3) : first], *words.tokens[last : last + 2])
    return any(token.text[0].isdigit() for token in near)


def _in_lines(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    """One of several short lines of the same make: "Sykepleier, Modumheimen. Renholder, Drammen. Snekker, Lier."."""
    if one.field == "title" or view.is_home or view.host_names_us:
        return None
    if _pairs(words.sentence(one.first)) >= _FEWEST_PAIRS:
        return 0.2, "er én av flere kamper"
    numbers = words.sentence_of
    mine = numbers[one.first]
    around = range(max(0, one.first - _LONGEST_ROW), min(len(words.tokens), one.first + _LONGEST_ROW))
    lines: dict[int, list[str]] = {}
    for index in around:
        lines.setdefault(numbers[index], []).append(words.tokens[index].text)
    listed = {number for number, line in lines.items() if len(line) <= _LONGEST_LINE and {",", ":"} & set(line[:4])}
    return (0.2, "er en linje i en oppstilling") if mine in listed and len(listed) >= _FEWEST_LINES else None


def _pairs(sentence: tuple[Token, ...]) -> int:
    """How many matches are named: "Lyn–Skeid, Kongsberg–Odd"."""
    around = zip(sentence, sentence[1:], sentence[2:], strict=False)
    return sum(mark.text == "–" and one.is_name and two.is_name for one, mark, two in around)


def _joined(
    words: FieldView, joint: int, step: int, others: Container[int], skipped: int = 0
) -> tuple[int, int] | None:
    """(index, 1 if it is another place) of the name beyond the comma or "og" at `joint` and `skipped` more words."""
    mark = words.word(joint)
    index = joint + step * (1 + skipped)
    name = words.word(index)
    if mark is None or name is None or mark.lower not in _JOINS or not (name.is_name or name.text.isdigit()):
        return None
    while step < 0 and index > 0 and _is_next_name(words, index - 1):
        index -= 1
    stranger = 1 if index in others or (step > 0 and joint + 1 + skipped in others) else 0
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
    if _opens_sentence(words, one):
        return None
    if _LISTED.search(" ".join(token.lower for token in words.sentence(one.first))):
        return _mild(0.25, view, one), "står på en liste"
    before = [token.lower for token in words.tokens[max(0, one.first - 3) : one.first]]
    if "blant" in before[:-1] or (before[-1:] == ["blant"] and _strangers_in_row(view, words, one, loose=True)):
        return _mild(0.25, view, one), "er ett av flere eksempler"
    return None


def _opens_sentence(words: FieldView, one: Candidate) -> bool:
    """Whether the name begins its sentence and something is said of it: "Modum rykker ned på lista"."""
    after = words.word(one.last)
    return words.begins(one.first) and after is not None and after.text.isalpha() and not after.is_name


def _travel(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    before = words.word(one.first - 1)
    if before is None or mention.subject_kind not in {"municipality", "village"}:
        return None
    little = 0.4 if one.field == "title" else 0.1
    if before.lower in {"retning", "via"}:
        return little, "er en reiseretning"
    around = {token.lower for token in words.sentence(one.first)}
    if not (before.lower in _TRAVEL or before.lower in {"og", "til"} or around & {"videre", "vidare"}):
        return None
    sentence = " ".join(token.lower for token in words.sentence(one.first))
    if before.lower in _TRAVEL and _ROADS.search(sentence):
        return little, "er en reiseretning"
    if one.field != "title" and not view.is_home and _DRIVING_ON.search(sentence):
        return 0.3, "er bare et sted på veien"
    two_before = words.word(one.first - 2)
    if before.lower == "og" and two_before and _ROADS.search(sentence):
        earlier = words.word(one.first - 3)
        if earlier and earlier.lower in _TRAVEL:
            return little, "er en reiseretning"
    leads = before.lower == "til" and two_before and re.match(r"avkjør|veien|vegen", two_before.lower)
    if leads and one.field != "title":
        return _mild(0.3, view, one), "er en reiseretning"
    return None


def _one_end(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    """ "mellom Skotselv og Åmot": what happened may lie in the other municipality."""
    if view.is_home or mention.subject_kind not in {"municipality", "village"}:
        return None
    joint, start = words.word(one.first - 1), words.word(one.first - 3)
    if joint and start and joint.lower == "og" and start.lower == "mellom" and _is_other(view, words, one.first - 2):
        return _mild(0.5, view, one), "er bare det ene endepunktet"
    before, after = words.word(one.first - 1), words.word(one.last)
    if before and after and before.lower == "mellom" and after.lower == "og" and _is_other(view, words, one.last + 1):
        return _mild(0.5, view, one), "er bare det ene endepunktet"
    return None


def _is_other(view: ArticleView, words: FieldView, index: int) -> bool:
    return index in view.other_words[words.name]


def _origin(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    if one.field == "title" or view.is_home or mention.subject_kind not in {"municipality", "village"}:
        return None
    start = one.first
    while start > max(0, one.first - _LONGEST_ORIGIN) and _leads_on(words.tokens[start - 1]):
        start -= 1
    before = {token.lower for token in words.tokens[max(0, min(start - 2, one.first - 3)) : one.first]}
    if not before & _ORIGIN or ("vokste" in before and "opp" not in before):
        return None
    return _mild(0.3, view, one), "er bare opphavet til en person"


def _leads_on(token: Token) -> bool:
    return token.is_name or token.lower in _ROW_PREPOSITIONS or token.lower in _JOINS


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
        return _mild(0.2, view, one), "er bare behandlingsstedet til en som forteller"
    is_story = any(token.lower in {"en", "ei", "ein"} for token in before)
    if any(_EXPERTS.search(token.lower) for token in before) and not is_story:
        return 0.3, "er bare arbeidsstedet til en som uttaler seg"
    if is_story or (before[-1].lower in _WORKS_AT and len(before) > 2 and _is_person(before[-3:-1])):
        return 0.65, "er arbeidsstedet til en som er nevnt"
    return None


def _is_person(words: list[Token]) -> bool:
    return all(token.is_name for token in words) and words[0].text.split("-")[0] in first_names()


def _office_elsewhere(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    """ "Kari Nordmann i Modum", "rådmann i Modum": the place only tells who a person is."""
    if one.field == "title" or mention.subject_kind not in {"municipality", "village"} or view.is_own:
        return None
    at, before = words.word(one.first - 1), words.word(one.first - 2)
    if at is None or before is None or at.lower not in {"i", "fra", "frå", "på"}:
        return None
    if _JOBS.search(before.lower) and before.lower == before.text and not _is_the_story(words, one.first - 3):
        return _mild(0.3, view, one), "sier bare hvor en person arbeider"
    start = one.first - 2
    while start > 0 and words.tokens[start].is_name and words.tokens[start - 1].is_name:
        start -= 1
    if any(token.text.split("-")[0] in first_names() for token in words.tokens[start : one.first - 2]):
        return _mild(0.3, view, one), "sier bare hvor en person hører til"
    return None


def _is_the_story(words: FieldView, index: int) -> bool:
    """Whether "en", "den" or the like makes the one who works there somebody new: "en lærer i Modum er tiltalt"."""
    article = words.word(index)
    return article is not None and article.lower in {"en", "ein", "ei", "den", "to", "tre", "flere", "fleire"}


def _mild(weight: float, view: ArticleView, one: Candidate) -> float:
    """The weight of a name that tells of a person: in the opening it is enough to be asked about."""
    return max(weight, 0.65) if in_opening(view, one) else weight


def in_opening(view: ArticleView, one: Candidate) -> bool:
    """Whether the name stands in the lead, or in the first sentence of a text without one."""
    field = view.fields[one.field]
    return one.field == view.first_field.name and (one.field == "lead" or field.sentence_of[one.first] == 0)


def _back_reference(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    if one.field == "title" or mention.subject_kind not in {"village", "landmark"}:
        return None
    after = " ".join(token.lower for token in words.sentence(one.first) if token.start > words.tokens[one.first].start)
    if _BACK.search(after[:60]):
        return _mild(0.2, view, one), "er bare et tilbakeblikk"
    return None


def _opponent(view: ArticleView, words: FieldView, one: Candidate, mention: Mention) -> Passing | None:
    """The club that somebody else played: "4–0 over Modum FK"."""
    before = words.word(one.first - 1)
    if view.is_home or mention.subject_kind != "club" or before is None:
        return None
    return (0.5, "er bare motstanderen") if before.lower in {"over", "mot", "slo", "møter", "møtte"} else None
