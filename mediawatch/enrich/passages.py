"""An article to the passages that tell its tone: title, lead and the sentences about the organisation."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mediawatch.enrich.lexicon import lexicon
from mediawatch.enrich.polarity import names_only_others
from mediawatch.enrich.tokens import Sentence, normal, sentences
from mediawatch.model import Article, Field, Organisation, Reading

_SHORT_TEXT = 8
_MOST_SENTENCES = 14
_GENERIC = frozenset({"kommune", "og", "i", "på", "kommunes", "nye", "gamle"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence to be judged. `about_us`: it holds an accepted mention; `others_only`: it names only other places."""

    field: Field
    text: str
    about_us: bool
    others_only: bool


@dataclass(frozen=True, slots=True)
class Places:
    """Lower-case words that name our place and other places."""

    ours: frozenset[str]
    others: frozenset[str]


def places(reading: Reading, organisation: Organisation) -> Places:
    """Whose name is whose in this article; a word that may be ours is never another's."""
    ours = set(_given(organisation))
    for mention in reading.accepted:
        ours.update(_name_words(mention.surface))
        ours.update(_name_words(mention.subject_name))
    others = {entry.pattern[-1] for entry in lexicon("places").section("place")}
    for neighbour in organisation.neighbours:
        others.update(form.split()[-1].lower() for form in (neighbour.name, *neighbour.forms) if form)
    return Places(frozenset(ours), frozenset(others - ours))


@lru_cache(maxsize=64)
def _given(organisation: Organisation) -> frozenset[str]:
    found = set(_name_words(f"{organisation.place} {organisation.name} {organisation.county}"))
    for subject in organisation.subjects:
        if subject.kind != "regional_label":
            for form in subject.forms:
                found.update(_name_words(form))
    return frozenset(found)


def _name_words(name: str) -> Iterator[str]:
    for word in name.replace("(", " ").replace(")", " ").split():
        if word[0].isupper() and word.lower() not in _GENERIC:
            yield word.lower()


def passages(article: Article, reading: Reading, where: Places) -> tuple[Passage, ...]:
    """Title, lead and, unless it is pay-walled, the text: all of a short text, else its first sentence and those with
    accepted mentions and the one after each (at most 14). Of the text's sentences that name only other places the
    first alone is kept: what is said of them at length is not said of us (guideline 1)."""
    fields: tuple[Field, ...] = ("title", "lead") if article.paywalled and article.lead else ("title", "lead", "text")
    found: list[Passage] = []
    for field in fields:
        pieces = sentences(article.field(field))
        about = [_about_us(piece, field, reading) for piece in pieces]
        chosen: Collection[int] = range(len(pieces))
        if field == "text" and len(pieces) > _SHORT_TEXT:
            chosen = _choose(about)
        for at in chosen:
            text = normal(pieces[at].text)
            others = not about[at] and names_only_others(text, others=where.others, ours=where.ours)
            found.append(Passage(field, text, about[at], others))
    elsewhere = [part for part in found if part.others_only and part.field == "text"]
    return tuple(part for part in found if part not in elsewhere[1:] or part is elsewhere[0])


def _choose(about: Sequence[bool]) -> list[int]:
    wanted = {0} | {at + step for at, ours in enumerate(about) if ours for step in (0, 1)}
    if len(wanted) < _SHORT_TEXT:
        wanted.update(range(_SHORT_TEXT))
    return sorted(at for at in wanted if at < len(about))[:_MOST_SENTENCES]


def _about_us(piece: Sentence, field: Field, reading: Reading) -> bool:
    return any(mention.field == field and piece.start <= mention.start < piece.end for mention in reading.accepted)
