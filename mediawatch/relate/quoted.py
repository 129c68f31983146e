"""Who of ours is quoted in a text, in what capacity, and whether the matrix has them speak on it.

Offices of ours speak for the municipality; politicians also for their party; everybody as a private person; employee
representatives are free by the plan ("Ansvar og roller"). Whoever speaks in office without being the matrix's line or
person for the topic is outside it. People who are not ours are never answered with.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from mediawatch.model import Capacity, Coverage, Kind, Organisation, Outside, Role, Spokesperson, Topic, Voice
from mediawatch.relate.voice_words import (
    ACTING,
    DEPARTMENT_OFFICE,
    FORMER,
    MUNICIPAL_UNIT,
    OCCUPATION,
    OTHERS_BODY,
    OTHERS_OFFICE,
    PARTIES,
    PARTY_EVENT,
    PARTY_LABEL,
    PARTY_LEADER,
    PARTY_MATTER,
    PARTY_OFFICE,
    PARTY_WANTS,
    PRIVATE,
    REPRESENTATIVE,
    SPEECH,
    STRONG_EMPLOYEE,
    fields_of,
    role_of,
)

WRITTEN: frozenset[Kind] = frozenset({"opinion", "letter", "leader", "op-ed by staff"})
"""Kinds in which the writer speaks, and whoever is named is only written about."""
POLITICAL: frozenset[Role] = frozenset({"mayor", "committee leader"})
WHOLE: frozenset[Role] = frozenset({"mayor", "chief executive"})
"""Those who may speak on anything."""
IN_FIELD: frozenset[Role] = frozenset({"committee leader", "department head"})
LONGEST = 300
_SENTENCE = re.compile(r"(?<=[.!?»])\s+(?=[A-ZÆØÅ–«\"])")
_PRONOUN = re.compile(r"^(?:Han|Hun|Ho)\b")
_UP = re.compile(r"[A-ZÆØÅÄÖÉ]")
_LINKS = frozenset({"van", "von", "de", "der", "af", "la"})
_PLACED = frozenset({"i", "på", "ved", "for", "av", "hos", "fra", "frå"})
_MOST_NAME = 4
_OFFICE_BEFORE = re.compile(
    r"((?:\b(?:[Ff]ungerende|[Kk]onstituert|[Tt]eknisk|[Aa]ssisterende) )?\b[A-ZÆØÅa-zæøå][\w-]{3,})$"
)
_AFTER = re.compile(r"(?:\s*\([^)]*\))?,?[^.:–«»]{0,90}")
_CUT = re.compile(r"\b(?:sier|seier|sa|mener|meiner|at|som)\b")
_PLACED_CAPITAL = re.compile(r"\b(?:i|på|fra|frå) ([A-ZÆØÅ][\w-]+)")
_TITLE_PARTY = re.compile(rf"\b(?:for|til|i) {PARTIES}\b")
_OTHER_COUNCIL = re.compile(r"storting|fylkesting")


@dataclass(frozen=True, slots=True)
class _Said:
    """A quote taken apart: the name ("" for an office alone), the office, and what stands around and right after the
    person."""

    quoted: str
    name: str
    office: str
    around: str
    after: str
    title: str


def voices_of(coverage: Coverage, organisation: Organisation) -> tuple[Voice, ...]:
    """The people of ours who speak in one text, in its order, each once. Of a letter or an op-ed, who wrote it."""
    if coverage.kind in WRITTEN:
        return tuple(_writers(coverage, organisation))
    text = _text(coverage)
    found = (_voice(_taken_apart(one, text, coverage.article.title), coverage, organisation) for one in coverage.quoted)
    return tuple({(one.name, one.office): one for one in found if one is not None}.values())


def _voice(said: _Said, coverage: Coverage, organisation: Organisation) -> Voice | None:
    """One quote to a voice of ours; None where it is nobody of ours."""
    line = _by_name(said.name, organisation)
    if line is None and _is_others(said, organisation):
        return None
    if REPRESENTATIVE.search(f"{said.office} {said.after}") or (line and line.role == "employee representative"):
        return _made(said, line, "employee representative", "representative")
    role = role_of(said.office) or (line.role if line else None) or _employee(said, organisation)
    if _for_party(said, line, role, _text(coverage)):
        return _made(said, line, role or "none", "party") if line or _is_near(said, organisation) else None
    if role is None:
        return None
    if PRIVATE.search(said.around):
        return _made(said, line, role, "private")
    if line is None and said.name and role in WHOLE:
        return _stranger(said, role, organisation)
    found = line or _by_office(said, role, organisation)
    outside, rightful = _outside(said, found, role, coverage.topic, organisation)
    return _made(said, None if outside == "another name" else found, role, "office", outside, rightful)


def _made(
    said: _Said,
    line: Spokesperson | None,
    role: Role,
    capacity: Capacity,
    outside: Outside = "",
    rightful: Spokesperson | None = None,
) -> Voice:
    office = (line.title if line else "") or said.office
    return Voice(
        quoted=said.quoted[:LONGEST],
        name=said.name or (line.name if line else ""),
        office=office[:1].upper() + office[1:],
        role=role,
        capacity=capacity,
        line=line.id if line else "",
        outside=outside,
        rightful=rightful.id if rightful else "",
    )


# whose they are -------------------------------------------------------------------------------------------------------


def _is_others(said: _Said, organisation: Organisation) -> bool:
    """Whether an office, or what stands right around it, is another body's, another place's, or was held once."""
    near = f"{said.office} {said.after}"
    if FORMER.search(said.office) or OTHERS_OFFICE.search(said.office):
        return True
    if OTHERS_BODY.search(near) and f"{organisation.place} kommune" not in near:
        return True
    if any(_of_place(neighbour.name).search(near) for neighbour in organisation.neighbours):
        return True
    if role_of(said.office) not in WHOLE:
        return False
    placed = _PLACED_CAPITAL.search(said.after)
    return placed is not None and placed[1] not in _our_places(organisation)


def _our_places(organisation: Organisation) -> frozenset[str]:
    forms = [
        form
        for subject in organisation.subjects
        if subject.kind in ("municipality", "village")
        for form in subject.forms
    ]
    return frozenset([organisation.place, *forms])


def _employee(said: _Said, organisation: Organisation) -> Role | None:
    """Whether somebody with another office works for the municipality: by the office, or by where they work."""
    if STRONG_EMPLOYEE.search(said.office):
        return "employee"
    if not said.office:
        return None
    here = _at_work(organisation.place).search(said.around) or MUNICIPAL_UNIT.search(said.after)
    return "employee" if here else None


def _is_near(said: _Said, organisation: Organisation) -> bool:
    """Whether a politician without a line in the matrix is one of here."""
    if PARTY_OFFICE.search(said.office) and not _OTHER_COUNCIL.search(said.office):
        return True
    return any(_word(place).search(said.around) for place in _our_places(organisation))


def _stranger(said: _Said, role: Role, organisation: Organisation) -> Voice | None:
    """Mayor or chief executive with a name the matrix does not have: its own when it has no name there; else only
    where the text says that it is ours."""
    lines = [line for line in organisation.spokespersons if line.role == role]
    unnamed = next((line for line in lines if not line.name and _same_rank(said.office, line)), None)
    if unnamed is not None:
        return _made(said, unnamed, role, "office")
    if not _of_ours(organisation.place).search(said.around):
        return None
    holder = next((line for line in lines if _same_rank(said.office, line)), None)
    return _made(said, None, role, "office", "another name", holder)


@cache
def _of_place(place: str) -> re.Pattern[str]:
    name = re.escape(place)
    return re.compile(rf"\b(?:i|på|ved|fra|frå|for|hos) {name}\b|\b{name}s?-", re.IGNORECASE)


@cache
def _at_work(place: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:i|hos|ved|for|fra|frå|av) {re.escape(place)} kommune\b")


@cache
def _of_ours(place: str) -> re.Pattern[str]:
    name = re.escape(place)
    top = rf"\b{name}s?-?(?:ordfør|kommunedirektør|rådmann)"
    return re.compile(rf"{top}|\b(?:i|for) {name}\b", re.IGNORECASE)


@cache
def _word(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}\b")


def _same_rank(office: str, line: Spokesperson) -> bool:
    """Deputies are not their chiefs: "varaordfører" is another line than "ordfører"."""
    return ("vara" in office.lower()) == ("vara" in line.title.lower())


# in what capacity -----------------------------------------------------------------------------------------------------


def _for_party(said: _Said, line: Spokesperson | None, role: Role | None, text: str) -> bool:
    """Whether a politician speaks for the party, not in office."""
    after = said.after
    if PARTY_OFFICE.search(f"{said.office} {after}") or PARTY_LEADER.search(f"{said.office} {after}"):
        return True
    if line is None and role not in POLITICAL:
        return False
    if line is not None and line.role not in POLITICAL and role not in POLITICAL:
        return False
    if PARTY_EVENT.search(text) and PARTY_LABEL.match(after.strip()):
        return True
    if PARTY_MATTER.search(said.around) or _TITLE_PARTY.search(said.title):
        return True
    holds = role_of(said.office) in POLITICAL
    return not holds and bool(PARTY_LABEL.match(after.strip()) or PARTY_WANTS.search(said.around))


def _outside(
    said: _Said, line: Spokesperson | None, role: Role, topic: Topic, organisation: Organisation
) -> tuple[Outside, Spokesperson | None]:
    """Why somebody in office should not have spoken on the topic, and the line that should; "" where the matrix has
    them do so."""
    if role == "employee" and (line is None or line.role != "employee" or not line.name):
        return "authorisation", None
    if line is None:
        return "no line", None
    if line.name and said.name and not _is_same(line.name, said.name):
        return "another name", line
    if line.role in WHOLE or (role in WHOLE and ACTING.search(said.office)):
        return "", None
    other = _rightful(line, topic, organisation)
    return ("another's topic", other) if other else ("", None)


def _rightful(line: Spokesperson, topic: Topic, organisation: Organisation) -> Spokesperson | None:
    """Whose the topic is, when it is another's, of the same role first; None where the line may speak on it."""
    own = topics_of(line, organisation)
    if line.role not in IN_FIELD or not own or topic in own:
        return None
    others = [one for one in organisation.spokespersons if one.role in IN_FIELD and one.id != line.id]
    others.sort(key=lambda one: one.role != line.role)
    return next((one for one in others if topic in topics_of(one, organisation)), None)


def topics_of(line: Spokesperson, organisation: Organisation) -> tuple[Topic, ...]:
    """A line's topics: its own, else those of its department; empty for all."""
    if line.topics or not line.department:
        return line.topics
    return next((one.topics for one in organisation.departments if one.id == line.department), ())


def _by_office(said: _Said, role: Role, organisation: Organisation) -> Spokesperson | None:
    """The line that an office is: of its role, and of the field that its words name."""
    lines = [line for line in organisation.spokespersons if line.role == role]
    if role in WHOLE:
        return next((line for line in lines if _same_rank(said.office, line)), None)
    if role == "unit leader":
        return next((line for line in lines if not line.name), None)
    if role == "department head" and not DEPARTMENT_OFFICE.search(said.office):
        return next((line for line in lines if line.title.lower() == said.office.lower()), None)
    fields = fields_of(f"{said.office} {said.after}")
    fitting = [line for line in lines if fields & _fields(line, organisation)]
    if fitting or not said.office:
        return fitting[0] if fitting else None
    titled = (line for line in lines if line.title.lower() in said.office.lower())
    return next(titled, None)


def _fields(line: Spokesperson, organisation: Organisation) -> frozenset[Topic]:
    return frozenset(topics_of(line, organisation)) | fields_of(line.title)


# letters and op-eds ---------------------------------------------------------------------------------------------------


def _writers(coverage: Coverage, organisation: Organisation) -> Iterator[Voice]:
    """Who of ours signed a text. Whoever gives no office writes as a private person; an op-ed of ours is in office."""
    text = _text(coverage)
    for author in coverage.article.authors:
        line = _by_name(author, organisation)
        if line is None:
            continue
        said = _taken_apart(line.name, text, coverage.article.title)
        yield _made(said, line, line.role, _writes(said, line, text, coverage.kind))


def _writes(said: _Said, line: Spokesperson, text: str, kind: Kind) -> Capacity:
    if PRIVATE.search(text):
        return "private"
    if line.role == "employee representative":
        return "representative"
    party = PARTY_LABEL.search(said.after) or PARTY_MATTER.search(text) or PARTY_WANTS.search(text)
    signed = re.search(rf"{re.escape(said.name)},? (?:[A-ZÆØÅ][\w-]+ )?{PARTIES}\b", text)
    if line.role in POLITICAL and (party or signed):
        return "party"
    office = role_of(" ".join(re.findall(rf"(?:\w+ ){{0,3}}{re.escape(said.name)}(?:, [\w ]+)?", text)))
    return "office" if kind == "op-ed by staff" or office else "private"


# words ----------------------------------------------------------------------------------------------------------------


def _text(coverage: Coverage) -> str:
    article = coverage.article
    body = article.text or "\n".join(coverage.excerpt)
    return "\n".join(part for part in (article.title, article.lead, body) if part)


def _taken_apart(quoted: str, text: str, title: str) -> _Said:
    """ "leder av hovedutvalget Per Lie" to name and office, with the sentences around the name."""
    words = quoted.split()
    at = len(words)
    while (
        at
        and (_UP.match(words[at - 1]) or (words[at - 1] in _LINKS and at < len(words)))
        and len(words) - at < _MOST_NAME
    ):
        at -= 1
    if at and words[at - 1].lower() in _PLACED:  # the run begins with where the office is: "leder i Modum Frp Per Lie"
        at = max(at, len(words) - 2)
    elif len(words) - at == 1:
        at = len(words)
    if len(words) - at > 2 and OCCUPATION.search(words[at].lower()):  # "Kulturkonsulent Per Lie" taken for a name
        at += 1
    name, office = " ".join(words[at:]), " ".join(words[:at]).lower()
    around = "\n".join(_around(name or office, text))
    return _Said(quoted, name, office or _office_before(name, around), around, _after_name(name, around), title)


def _office_before(name: str, around: str) -> str:
    """The word right before a name where it is no word of speech: "Klimarådgiver Nora Bye", "modumordfører Per Lie"."""
    at = around.find(f" {name}") if name else -1
    found = _OFFICE_BEFORE.search(around[max(0, at - 60) : at]) if at > 0 else None
    if not found or SPEECH.fullmatch(found[1]):
        return ""
    word = found[1]
    return word[:1].lower() + word[1:] if not word[1:2].isupper() else word


def _around(name: str, text: str) -> Iterator[str]:
    """The sentences that have the surname, each with the next one when that goes on about "him" or "her"."""
    last = name.split()[-1].lower() if name else ""
    if not last or last not in text.lower():
        return
    sentences = [one for line in text.split("\n") for one in _SENTENCE.split(line)]
    for number, sentence in enumerate(sentences):
        at = sentence.lower().find(last)
        if at == 0 or (at > 0 and not sentence[at - 1].isalnum()):
            yield sentence
            if number + 1 < len(sentences) and _PRONOUN.match(sentences[number + 1]):
                yield sentences[number + 1]


def _after_name(name: str, around: str) -> str:
    """What follows the name where it stands, up to the end of that part of the sentence."""
    parts = around.split(name)[1:] if name else []
    found = (_AFTER.match(part) for part in parts)
    return " ".join(_CUT.split(one.group())[0] for one in found if one)


def _by_name(name: str, organisation: Organisation) -> Spokesperson | None:
    return next((line for line in _named(organisation) if _is_same(line.name, name)), None) if name else None


def _named(organisation: Organisation) -> Iterable[Spokesperson]:
    return (line for line in organisation.spokespersons if line.name)


def _is_same(one: str, other: str) -> bool:
    """Whether two full names are one person's: the first and the last word of both."""
    first, second = one.lower().split(), other.lower().split()
    return bool(first and second) and (first[0], first[-1]) == (second[0], second[-1])
