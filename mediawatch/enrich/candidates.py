"""Article view + lexicon -> the names found, before anything is judged: extended to their full length, of overlapping
ones only the longest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mediawatch.enrich.article_view import ArticleView, FieldView
from mediawatch.enrich.inflection import Lexicon, Match
from mediawatch.enrich.local_names import local_names
from mediawatch.enrich.proper_names import (
    chain_start,
    extended_name,
    is_event,
    leading_name,
    office_holder,
    office_start,
    small_place,
)
from mediawatch.model import Field, Subject, SubjectKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name at words[first:last] of a field, start and end in its plain text. `subject` is the watched one it builds
    on; `name`, `id` and `kind` are its own where it is longer ("Modum historielag"). `tail`: rest of a compound.
    `ending`: letters beyond the form as it is listed. `rivals`: other subjects written the same way."""

    field: Field
    first: int
    last: int
    start: int
    end: int
    subject: Subject
    id: str
    name: str
    kind: SubjectKind
    names_place: bool
    tail: str = ""
    street: bool = False
    blocked: bool = False
    longer: bool = False
    ending: int = 0
    rivals: tuple[Subject, ...] = ()

    @property
    def size(self) -> int:
        """Letters covered."""
        return self.end - self.start


def find_candidates(view: ArticleView, lexicon: Lexicon) -> list[Candidate]:
    """All candidates of the article, in reading order."""
    places = _place_words(view)
    found: list[Candidate] = []
    for field in view.fields.values():
        every = [
            grown
            for match in lexicon.matches(field.tokens)
            for grown in _grow(_from_match(match, field), field, view.organisation.place, places)
        ]
        every += _office_holders(field)
        every += _local_names(field, view)
        found += _longest(every)
    return found


def _place_words(view: ArticleView) -> frozenset[str]:
    own = {subject.forms[0] for subject in view.organisation.subjects if subject.kind == "village"}
    others = {view.fields[spot.field].tokens[spot.index].text for spot in view.others}
    return frozenset(own | others | {view.organisation.place})


def _from_match(match: Match, field: FieldView) -> Candidate:
    subject = match.form.subject
    return Candidate(
        field=field.name,
        first=match.first,
        last=match.last,
        start=match.start,
        end=match.end,
        subject=subject,
        id=subject.id,
        name=subject.name,
        kind=subject.kind,
        names_place=subject.names_place,
        tail=match.tail,
        street=match.street,
        blocked=match.form.blocked,
        ending=match.ending,
    )


def _grow(found: Candidate, field: FieldView, place: str, places: frozenset[str]) -> Iterator[Candidate]:
    """The candidate, and the longer name it begins or ends, if it does."""
    if found.kind == "person":
        first = office_start(field, found.first)
        yield replace(found, first=first, start=field.tokens[first].start)
        return
    token = field.tokens[found.last - 1].text
    is_brand = token.removesuffix("s") == place
    simple = found.last - found.first == 1 and not (found.blocked or found.subject.home_only or found.street)
    bears_names = found.subject.forms[0] == place or found.kind == "village"
    if not (simple and bears_names) or found.subject.strength == "weak":
        yield found
        return
    if found.tail:
        is_name = token[0].isupper() and "-" not in token and is_event(found.tail)
        yield _longer(found, field, found.first, found.last, "landmark") if is_name else found
        return
    yield found
    start = chain_start(field, found.first)
    if start < found.first:
        yield replace(found, first=start, start=field.tokens[start].start, names_place=False, longer=True)
    elif is_brand and (start := leading_name(field, found.first, places)) < found.first:
        yield _longer(found, field, start, found.last, "institution")
    if token in found.subject.forms:
        extended = extended_name(field, found.last, is_brand=is_brand, places=places)
        if extended:
            yield _longer(found, field, found.first, extended[0], "club" if extended[1] else "institution")
        if (start := small_place(field, found.first, places) or found.first) < found.first:
            yield _small_place(found, field, start)


def _longer(found: Candidate, field: FieldView, first: int, last: int, kind: SubjectKind) -> Candidate:
    """The proper name over words[first:last] that holds the place's name."""
    name = _name(field, first, last)
    return replace(
        found,
        first=first,
        last=last,
        start=field.tokens[first].start,
        end=field.tokens[last - 1].end,
        id=f"{found.id}:{re.sub(r'[^a-zæøå0-9]+', '-', name.lower())}",
        name=name,
        kind=kind,
        names_place=False,
        tail="",
        longer=True,
    )


def _small_place(found: Candidate, field: FieldView, start: int) -> Candidate:
    """A farm, street or firm in the village: a name of its own, beside the village's."""
    alone = _longer(found, field, start, found.first - 1, "landmark")
    return replace(alone, name=f"{field.tokens[start].text} ({found.name.split(' (')[0]})")


_OWN_S = ("ss", "AS", "us", "is", "os", "as", "kors", "korps", "Lions")
"""Ends of names whose s is their own: "Modum Miljøpris", "Modum Røde Kors"."""


def _name(field: FieldView, first: int, end: int) -> str:
    """The name without a genitive ending."""
    text = field.mapped.text[field.tokens[first].start : field.tokens[end - 1].end]
    last = field.tokens[end - 1].text
    return text[:-1] if last.endswith("s") and not last.endswith(_OWN_S) else text


_HOLDER = Subject(id="office-holder", name="", kind="person", forms=())


def _office_holders(field: FieldView) -> Iterator[Candidate]:
    for index in range(len(field.tokens)):
        holder = office_holder(field, index)
        if holder:
            first, end, name = holder
            yield Candidate(
                field=field.name,
                first=first,
                last=end,
                start=field.tokens[first].start,
                end=field.tokens[end - 1].end,
                subject=_HOLDER,
                id=_HOLDER.id,
                name=name,
                kind="person",
                names_place=False,
                longer=True,
            )


LOCAL = Subject(id="local-name", name="", kind="landmark", forms=("",), strength="medium")
"""The subject of names that no list holds, see enrich.local_names."""


def _local_names(field: FieldView, view: ArticleView) -> Iterator[Candidate]:
    for first, last, kind, begins in local_names(field):
        if begins and not view.is_name(field.tokens[first].text):
            continue
        name = _name(field, first, last)
        yield Candidate(
            field=field.name,
            first=first,
            last=last,
            start=field.tokens[first].start,
            end=field.tokens[last - 1].end,
            subject=LOCAL,
            id=f"{LOCAL.id}:{re.sub(r'[^a-zæøå0-9]+', '-', name.lower())}",
            name=f"{name} ({view.organisation.place})",
            kind=kind,
            names_place=False,
            longer=True,
        )


def _longest(every: list[Candidate]) -> list[Candidate]:
    """Of overlapping candidates the longest; of equally long ones the one a list names, as it is written there if it
    is; its rivals noted."""
    chosen: list[Candidate] = []
    taken: set[int] = set()
    alike: dict[tuple[int, int, str, int], list[Subject]] = {}
    for one in every:
        if not (one.longer or one.blocked or one.street):
            alike.setdefault((one.start, one.end, one.tail, one.ending), []).append(one.subject)
    for candidate in sorted(every, key=lambda one: (-one.size, one.longer, len(one.tail), one.ending, one.blocked)):
        words = set(range(candidate.first, candidate.last))
        if not taken & words:
            key = (candidate.start, candidate.end, candidate.tail, candidate.ending)
            rivals = tuple(subject for subject in alike.get(key, ()) if subject is not candidate.subject)
            chosen.append(replace(candidate, rivals=rivals) if rivals and not candidate.longer else candidate)
            taken |= words
    return sorted(chosen, key=lambda one: one.start)
