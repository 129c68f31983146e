"""Who speaks today: a suggestion or a topic, the matrix and who is away, put together."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mediawatch.config import Config
from mediawatch.enrich.topics import find_topic
from mediawatch.model import Article, MatrixVersion, Organisation, Reading, Speaker, Story, Suggestion, Topic
from mediawatch.relate.lines import fields_of
from mediawatch.relate.matrix import Roster
from mediawatch.store import Store

_NO_READING = Reading(mentions=(), relevance=0.0, relevant=False)


def roster(store: Store, organisation: Organisation, *, day: date) -> Roster:
    """The matrix on a day, with the absences that are known, and whether a crisis is on."""
    away = tuple(store.matrix.away(organisation.id, since=day))
    crisis = store.crises.running(organisation.id) is not None
    return Roster(organisation=organisation, day=day, away=away, crisis=crisis)


def speaker(store: Store, organisation: Organisation, suggestion: Suggestion, *, day: date) -> Speaker:
    """A suggestion (of a story) to who speaks on `day`."""
    return roster(store, organisation, day=day).speaker(suggestion)


def speaker_on(store: Store, organisation: Organisation, *, topic: Topic, text: str, day: date) -> Speaker:
    """A topic and a question in words (an enquiry, a pitch; "" for the topic alone) to who speaks on `day`."""
    return roster(store, organisation, day=day).speaker_on(topic_of(text) if topic == "other" else topic, text)


def topic_of(question: str) -> Topic:
    """A question in words to its topic, by its words alone; "other" when they tell of none."""
    title, _, text = question.strip().partition("\n")
    told = find_topic(Article(outlet="", address="", article_id=None, title=title, text=text), _NO_READING)
    fields = fields_of(title, text, told)
    return told if told != "other" else max(fields, key=lambda topic: fields[topic] - 2 * (topic == "other"))


def speakers(on_the_day: Roster, stories: Iterable[Story]) -> dict[int, Speaker]:
    """Stories to who should answer them, by the id of the story; those that nothing was suggested for are left out."""
    found = ((story.id, story.lead.suggestion) for story in stories if story.lead.reading.relevant)
    return {number: on_the_day.speaker(one) for number, one in found if one is not None}


def remember_matrices(config: Config, store: Store, now: datetime) -> None:
    """Keep the matrix of each organisation as a version where it has changed since it was last seen."""
    for organisation in config.organisations:
        store.matrix.remember(organisation, now=now)


def matrix_on(
    store: Store, organisation: Organisation, *, day: date, zone: ZoneInfo
) -> tuple[Roster, MatrixVersion | None]:
    """The matrix as it stood at the end of a past day, with the absences of that day, and the version that it is; of a
    day before the first version that first one."""
    end = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
    version = store.matrix.at(organisation.id, end)
    if version is None:
        version = next(reversed(store.matrix.versions(organisation.id)), None)
    shown = organisation
    if version is not None:
        shown = replace(organisation, departments=version.departments, spokespersons=version.spokespersons)
    return Roster(organisation=shown, day=day, away=tuple(store.matrix.away(organisation.id, since=day))), version
