"""Critical stories and what is done about them: those nobody has decided on, what is due, how a decision is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mediawatch.config import Config
from mediawatch.model import Coverage, DueLine, Organisation, Response, ResponseNumbers, Story
from mediawatch.relate.clocks import decide_by, is_late
from mediawatch.relate.response_numbers import response_numbers
from mediawatch.relate.response_words import DECISION_NAMES
from mediawatch.relate.responses import is_critical, status_of
from mediawatch.render import plain, shorten
from mediawatch.store import Store

WINDOW = timedelta(days=14)
"""A critical story that nobody decided on in two weeks is no news any more; it is found in the archive."""
TITLE_LIMIT = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """A critical story without a response: when we first had it, and when it should be decided on."""

    story: int
    seen_at: datetime
    decide_by: datetime


def undecided(store: Store, organisation: Organisation, now: datetime, zone: ZoneInfo) -> list[Undecided]:
    """The critical stories of the last two weeks that nobody has begun on, the newest first. Nothing is written. What
    was printed before that and only found now is no news either."""
    seen: dict[int, datetime] = {}
    for copy in store.reviews.waiting(organisation.id, now - WINDOW):
        if (
            now - WINDOW < copy.printed
            and copy.first_seen <= now
            and is_critical(copy.tone, copy.kind, relevant=copy.relevant)
        ):
            seen[copy.story] = min(copy.first_seen, seen.get(copy.story, copy.first_seen))
    begun = store.responses.answered(organisation.id, list(seen))
    found = [
        Undecided(story=story, seen_at=at, decide_by=decide_by(at, zone))
        for story, at in seen.items()
        if story not in begun
    ]
    return sorted(found, key=lambda one: (one.seen_at, one.story), reverse=True)


def fresh_response(story: Story, now: datetime) -> Response:
    """A story to the response that nobody has begun on yet: not kept anywhere."""
    critical = [copy for copy in story.coverage if is_critical(copy.tone, copy.kind, relevant=copy.reading.relevant)]
    copies = critical or list(story.coverage)
    seen = min(copy.first_seen or copy.when for copy in copies)
    return Response(organisation=story.organisation, story=story.id, seen_at=seen, opened_at=now, version=0)


def first_printed(story: Story) -> Coverage:
    """The copy that was printed first: the earliest complaint to Pressens Faglige Utvalg counts from it."""
    press = [copy for copy in story.coverage if copy.is_press] or list(story.coverage)
    return min(press, key=lambda copy: copy.when)


def keep_response(
    store: Store, given: Response, columns: Mapping[str, Any], *, by: str, now: datetime, expected: int, why: str = ""
) -> Response | None:
    """Keeps what was said in a response: its status, and when and by whom it was decided, follow. None when there is no
    such story. Raises ChangedError as `Store.responses.save`."""
    told = dict(columns)
    after = replace(given, **told)
    if after.decision != given.decision:
        told |= {"decided_at": now if after.decision else None, "decided_by": by if after.decision else ""}
    told["status"] = status_of(replace(after, **told))
    begun = replace(given, version=1) if given.version == 0 else given
    return store.responses.save(begun, told, by=by, now=now, expected=expected, why=why)


def titles_of(store: Store, organisation: Organisation, stories: Sequence[int]) -> dict[int, str]:
    """The headlines of stories, by id, short enough for a line."""
    found = store.responses.titles(organisation.id, stories)
    return {story: shorten(title, TITLE_LIMIT) or "(uten tittel)" for story, title in found.items()}


def responses_due(config: Config, store: Store, organisation: Organisation, now: datetime) -> Iterable[DueLine]:
    """What is late, and what is due on the day: decisions to be made, and decisions to be carried out."""
    zone = config.settings.zone
    today = now.astimezone(zone).date()
    waits = [one for one in undecided(store, organisation, now, zone) if one.decide_by.astimezone(zone).date() <= today]
    begun = [
        one
        for one in store.responses.open(organisation.id)
        if one.deadline is not None and one.deadline.astimezone(zone).date() <= today
    ]
    ids = [one.story for one in waits] + [one.story for one in begun]
    titles = titles_of(store, organisation, ids) if ids else {}
    for wait in waits:
        words = f"Vurder om dere skal svare: {titles.get(wait.story, '')}"
        yield DueLine(words=words, link=f"svar/{wait.story}", late=wait.decide_by < now, story=wait.story)
    for one in begun:
        words = f"{DECISION_NAMES.get(one.decision, '')} ({owner_words(one)}): {titles.get(one.story, '')}"
        yield DueLine(words=words, link=f"svar/{one.story}", late=is_late(one, now))


def owner_words(response: Response) -> str:
    """Who must act on a response, for a line."""
    return plain(response.owner_name) or "Uten ansvarlig"


def week_decisions(store: Store, organisation: Organisation, monday: date, *, zone: ZoneInfo) -> ResponseNumbers:
    """How the critical stories were decided on that were decided in the week of a Monday."""
    since, until = (datetime.combine(day, time(), zone) for day in (monday, monday + timedelta(days=7)))
    kept = store.responses.all(organisation.id)
    return response_numbers((one for one in kept if one.decided_at and since <= one.decided_at < until), zone)
