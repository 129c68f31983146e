"""Enquiries: what is asked is completed with what we know (topic, department, deadline), and who should answer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mediawatch.config import Config
from mediawatch.enrich.topics import find_topic, topic_scores
from mediawatch.jobs.speaking import speaker_on
from mediawatch.model import AnswerTimes, Article, DueLine, Enquiry, Organisation, Reading, Speaker, Story, Topic
from mediawatch.relate.deadline_words import find_deadline
from mediawatch.relate.enquiries import (
    answer_times,
    department_of,
    is_late,
    lacks_archiving,
    late_first,
    proposed_deadline,
)
from mediawatch.relate.enquiry_coverage import FOLLOWED, suggested_stories
from mediawatch.render import moment_words, plain, said, shorten
from mediawatch.store import Store

MOST_QUESTION = 20_000
TITLE_LIMIT = 90
ARCHIVE_AFTER = timedelta(days=2)
"""How long after an enquiry is closed it is asked whether it is to be journalled."""


def completed(given: Enquiry, organisation: Organisation, zone: ZoneInfo, *, find: bool = True) -> Enquiry:
    """An enquiry as it came, with topic and department found from the question, and the deadline it names where none is
    given. `find`: also look for a deadline in the words."""
    topic = topic_of(given) if given.topic == "other" else given.topic
    made = replace(given, topic=topic, department=given.department or department_of(topic, organisation))
    if made.deadline_asked or not find:
        return made
    words = f"{made.subject}\n{made.question}"
    found = find_deadline(words, made.received_at, zone)
    if found is None:
        return replace(made, deadline=proposed_deadline(made.received_at, zone))
    return replace(made, deadline=found.at, deadline_words=shorten(found.words, 120), deadline_asked=True)


def topic_of(enquiry: Enquiry) -> Topic:
    """What an enquiry is about, as of an article with the subject for its title. A question is short: where an article
    would be of no topic, the slightest hint tells."""
    article = Article(
        outlet="", address="", url="", article_id=None, title=enquiry.subject, lead=enquiry.question[:MOST_QUESTION]
    )
    reading = Reading(mentions=(), relevance=1.0, relevant=True, unsure=False, names_organisation=True)
    topic = find_topic(article, reading)
    if topic != "other":
        return topic
    hints = topic_scores(article, reading)
    return max(hints, key=lambda each: hints[each]) if hints else "other"


def suggested_speaker(store: Store, organisation: Organisation, enquiry: Enquiry, *, day: date) -> Speaker:
    """Who should answer it that day."""
    text = f"{enquiry.subject}\n{enquiry.question}"
    return speaker_on(store, organisation, topic=enquiry.topic, text=text, day=day)


def suggested_coverage(config: Config, store: Store, organisation: Organisation, enquiry: Enquiry) -> list[Story]:
    """Stories that may have come of it."""
    if not enquiry.outlet:
        return []
    outlets = config.outlet_by_id
    until = enquiry.received_at + FOLLOWED
    stories = store.stories(
        organisation.id, since=enquiry.received_at, until=until, by="published", include_unsure=True, outlets=outlets
    )
    name = outlets[enquiry.outlet].name if enquiry.outlet in outlets else ""
    return suggested_stories(enquiry, stories, organisation, outlet_name=name)


def outlet_name(config: Config, enquiry: Enquiry) -> str:
    """The name of the outlet that asks; "" when nobody knows."""
    known = config.outlet_by_id.get(enquiry.outlet)
    return plain(known.name if known else enquiry.outlet)


def asked_by(config: Config, enquiry: Enquiry) -> str:
    """Who asks, in a few words: "Kari Nordlie, Elvebladet". Nothing that is the journalist's own but the name."""
    parts = (plain(enquiry.journalist), outlet_name(config, enquiry))
    return ", ".join(filter(None, parts)) or said("Ukjent journalist")


def title_of(enquiry: Enquiry) -> str:
    """What it is about, in a line: the subject, else the beginning of the question."""
    return shorten(enquiry.subject or enquiry.question, TITLE_LIMIT) or said("(uten emne)")


def week_answers(
    store: Store, organisation: Organisation, monday: date, *, now: datetime, zone: ZoneInfo
) -> AnswerTimes:
    """How fast the enquiries that came in the week of a Monday were answered."""
    since, until = (datetime.combine(day, time(), zone) for day in (monday, monday + timedelta(days=7)))
    return answer_times(store.enquiries.between(organisation.id, since, until), now, zone)


def due_enquiries(config: Config, store: Store, organisation: Organisation, now: datetime) -> list[DueLine]:
    """What of the enquiries is late or due today, for the daily digest. No contact, no note."""
    zone, today = config.settings.zone, now.astimezone(config.settings.zone).date()
    found = []
    for one in late_first(store.enquiries.open(organisation.id), now):
        if one.deadline.astimezone(zone).date() <= today:
            late = is_late(one, now)
            template = said("Svar til {who}: {title}. Frist {when}.")
            if late:
                template = said("Svar til {who}: {title}. Fristen var {when}.")
            when = moment_words(one.deadline, today, zone)
            words = template.format(who=asked_by(config, one), title=title_of(one), when=when)
            found.append(DueLine(words=words, link=f"henvendelser/{one.id}", late=late))
    return found


def to_archive(enquiries: Sequence[Enquiry], now: datetime) -> list[Enquiry]:
    """Those that were closed some days ago and nobody has said whether to journal."""
    return [one for one in enquiries if lacks_archiving(one) and one.closed_at and now - one.closed_at > ARCHIVE_AFTER]
