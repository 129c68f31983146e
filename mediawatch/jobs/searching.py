"""A query as typed to what it finds: for pages, the JSON interface, saved searches, exports and the command line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mediawatch.config import Config
from mediawatch.model import Organisation, Story
from mediawatch.render import said
from mediawatch.report.naming import KIND_NAMES, TONE_NAMES, TOPIC_NAMES
from mediawatch.report.words import TIER_WORDS
from mediawatch.store import Asked, Found, Hint, Key, Names, Sort, Store, read_query
from mediawatch.store.query import parse, wanted_terms

STATUS_NAMES = {"open": "ubekreftet", "unsure": "usikker", "confirmed": "bekreftet"}
_NOTHING_KNOWN: Mapping[Key, Sequence[str]] = {}
_ALSO = {"national": ("nasjonal",), "regional": ("region", "regional", "fylkes"), "local": ("lokalt",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was asked, as far as it was understood, and what was found. `notes`: what was not understood; `meant`: for
    words that are found nowhere, whole queries with what was probably meant."""

    asked: Asked
    found: Found
    names: Names
    notes: tuple[Hint, ...]
    meant: tuple[Hint, ...]


def names_of(
    config: Config,
    organisation: Organisation,
    *,
    tags: Iterable[str] = (),
    known: Mapping[Key, Sequence[str]] = _NOTHING_KNOWN,
) -> Names:
    """What people call outlets, subjects, tones, topics, kinds and tags. `known`: ids met in the archive; those
    that the configuration no longer lists go by their id."""
    listed: Mapping[Key, Mapping[str, Sequence[str]]] = {
        "outlet": {outlet.id: (outlet.name, *outlet.hosts) for outlet in config.outlets},
        "place": {subject.id: (subject.name, *subject.forms) for subject in organisation.subjects},
    }
    met = {key: {code: (code,) for code in known.get(key, ())} | dict(names) for key, names in listed.items()}
    return Names(
        values={
            **met,
            "tier": {code: (name, *_ALSO.get(code, ())) for code, name in TIER_WORDS.items()},
            "tone": {str(code): (name,) for code, name in TONE_NAMES.items()},
            "topic": {str(code): (name,) for code, name in TOPIC_NAMES.items()},
            "kind": {str(code): (name,) for code, name in KIND_NAMES.items()},
            "tag": {tag: (tag,) for tag in tags},
            "status": {code: (name,) for code, name in STATUS_NAMES.items()},
        }
    )


def search(
    config: Config,
    store: Store,
    organisation: Organisation,
    text: str,
    *,
    sort: Sort = "newest",
    offset: int = 0,
    limit: int | None = 50,
    facets: bool = True,
) -> Answer:
    """A query of an organisation to the ids of its stories. An empty query finds everything."""
    zone = config.settings.zone
    tiers = {outlet.id: outlet.tier for outlet in config.outlets}
    tags, known = store.archive.tagging.counts(organisation.id), store.archive.known(organisation.id)
    names = names_of(config, organisation, tags=tags, known=known)
    asked = read_query(text, names, zone=zone)
    found = store.archive.find(
        asked, organisation.id, zone=zone, tiers=tiers, sort=sort, offset=offset, limit=limit, facets=facets
    )
    meant = store.archive.meant(asked, organisation.id, total=found.total, tiers=tiers)
    return Answer(asked=asked, found=found, names=names, notes=asked.notes, meant=meant)


def stories_of(config: Config, store: Store, organisation: Organisation, ids: Sequence[int]) -> list[Story]:
    """Ids to stories with what is shown of them, in that order."""
    return store.reviews.stories(organisation.id, ids, config.outlet_by_id)


def search_words(text: str) -> bool:
    """Whether a query holds words, which a story may fit better or worse; fields it has or has not."""
    return any(term.text.strip() for term in wanted_terms(parse(text)))


def note_lines(answer: Answer) -> list[str]:
    """What was not understood, a line each, with what to write instead: for the command line and programs."""
    lines = [f"{note.words} {_instead(note.better)}".strip() for note in answer.notes]
    for term in dict.fromkeys(note.words for note in answer.meant):
        better = next(note.better for note in answer.meant if note.words == term)
        lines.append(f"{said('Vi fant ikke «%s» noe sted.') % term} {_instead(better)}")
    return lines


def _instead(better: str) -> str:
    return said("Mente du %s?") % better if better else ""
