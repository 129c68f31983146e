"""Alarms to the lines a reader sees: the one source of words for the mail and for short messages to channels.

Every value here is clean and every link is http or https. What is said of a story is what the digest says of it: title,
a few kept sentences, who answers. Short messages go to services outside the house: they have the title and the address.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mediawatch.model import Alarm, Organisation, Speaker, Story
from mediawatch.render import counted, full_day_words, moment_words, plain, safe_link, shorten
from mediawatch.report.alarm_words import (
    KIND_NAMES,
    KIND_ORDER,
    TITLE_LIMIT,
    WHY,
    answer_words,
    detail_words,
    short_words,
    tip_words,
)
from mediawatch.report.digest import make_digest
from mediawatch.report.lines import Linked, StoryLines
from mediawatch.report.page import digest_page
from mediawatch.report.words import listed

SHOWN_STORIES = 6
SHOWN_ALARMS = 12
LOOK_BACK = timedelta(days=400)
SHORT_LIMIT = 1_800


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmLines:
    """One alarm as shown. `stories`: as in the digest; `link`: where there is no story to show any more."""

    kind: str
    heading: str
    when: str
    details: tuple[str, ...]
    stories: tuple[StoryLines, ...]
    more: str
    link: Linked | None
    tips: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmPage:
    """A whole message, top to bottom."""

    place: str
    day: str
    subject: str
    answer: str
    preheader: str
    alarms: tuple[AlarmLines, ...]
    more: str
    change: str
    change_link: str | None


def alarm_page(
    alarms: Sequence[Alarm],
    stories: Mapping[int, Story],
    organisation: Organisation,
    *,
    now: datetime,
    zone: ZoneInfo,
    base_url: str | None = None,
    speakers: Mapping[int, Speaker] | None = None,
) -> AlarmPage:
    """What one receiver is told: all alarms that wait, the gravest first. `stories`: those they are about, by id;
    `speakers`: who should answer them."""
    place = plain(organisation.place)
    ordered = sorted(alarms, key=lambda alarm: (KIND_ORDER.index(alarm.kind), alarm.raised_at, alarm.id))
    base = (safe_link(base_url) or "").rstrip("/") if base_url else ""
    shown = ordered[:SHOWN_ALARMS]
    rest = len(ordered) - len(shown)
    many = f"{counted(len(ordered), 'varsel', 'varsler')} om {place}: {_kinds(ordered)}."
    answer = answer_words(ordered[0], place, now=now, zone=zone) if len(ordered) == 1 else many
    return AlarmPage(
        place=place,
        day=full_day_words(now.astimezone(zone).date()),
        subject=alarm_subject(ordered, organisation),
        answer=answer,
        preheader=" ".join(answer_words(one, place, now=now, zone=zone) for one in shown[:3]),
        alarms=tuple(
            replace(
                _lines(one, stories, organisation, now, zone, base, speakers or {}, alone=len(ordered) == 1),
                why="" if one.kind in [before.kind for before in shown[:number]] else WHY[one.kind],
            )
            for number, one in enumerate(shown)
        ),
        more=f"Og {counted(rest, 'varsel', 'varsler')} til. «mediawatch alarms» viser alle." if rest else "",
        change=(
            f"Du får dette med en gang fordi du står under «alarms» i organisations/{plain(organisation.id)}.yaml. Der "
            "kan dere ta bort varsler dere ikke vil ha (kinds), velge når det skal være stille (quiet_from, "
            "quiet_until) og hvem som får dem (to)."
        ),
        change_link=f"{base}/innstillinger" if base else None,
    )


def alarm_subject(alarms: Sequence[Alarm], organisation: Organisation) -> str:
    """ "Modum i media: negativ sak i NRK Buskerud"; of several how many, and the gravest."""
    ordered = sorted(alarms, key=lambda alarm: (KIND_ORDER.index(alarm.kind), alarm.raised_at, alarm.id))
    name, first = f"{plain(organisation.place)} i media", short_words(ordered[0])
    if len(ordered) == 1:
        return f"{name}: {first}"
    return f"{name}: {counted(len(ordered), 'varsel', 'varsler')}, blant dem {first}"


def short_text(page: AlarmPage) -> str:
    """What a channel is told: in plain text, titles and addresses and nothing of the articles."""
    parts = []
    for alarm in page.alarms:
        lines = [alarm.heading or page.answer, *alarm.details]
        for story in alarm.stories:
            lines += [story.title, story.facts[0]]
            lines += [f"Hvem svarer: {story.responder}"] if story.responder else []
            lines += [story.link] if story.link else []
        if alarm.link:
            lines += [alarm.link.name, *filter(None, [alarm.link.link])]
        parts.append("\n".join([*lines, *(f"– {tip}" for tip in alarm.tips)]))
    return _fitting(parts, page.more)


def _fitting(parts: Sequence[str], more: str) -> str:
    """As many whole alarms as a short message holds; the first one is there in any case."""
    kept, left = [parts[0][:SHORT_LIMIT]], 0
    for part in parts[1:]:
        if len("\n\n".join([*kept, part])) > SHORT_LIMIT:
            left += 1
        else:
            kept.append(part)
    if left:
        kept.append(f"Og {counted(left, 'varsel', 'varsler')} til. E-posten og «mediawatch alarms» har alle.")
    return "\n\n".join([*kept, *filter(None, [more if not left else ""])])


def _kinds(alarms: Sequence[Alarm]) -> str:
    kinds = [alarm.kind for alarm in alarms]
    return listed([KIND_NAMES[kind] for kind in KIND_ORDER if kind in kinds])


def _lines(
    alarm: Alarm,
    stories: Mapping[int, Story],
    organisation: Organisation,
    now: datetime,
    zone: ZoneInfo,
    base: str,
    speakers: Mapping[int, Speaker],
    *,
    alone: bool,
) -> AlarmLines:
    about = [stories[number] for number in alarm.stories if number in stories]
    led = [_led_by(story, alarm.facts.link) for story in about[:SHOWN_STORIES]]
    shown = [_story_lines(story, organisation, now, zone, base, speakers) for story in led]
    kept = tuple(line for line in shown if line is not None)
    rest = len(alarm.stories) - len(kept)
    link = Linked(name=shorten(alarm.facts.title, TITLE_LIMIT), link=safe_link(alarm.facts.link))
    return AlarmLines(
        kind=alarm.kind,
        heading="" if alone else answer_words(alarm, plain(organisation.place), now=now, zone=zone).removesuffix("."),
        when=f"Oppdaget {moment_words(alarm.raised_at, now.astimezone(zone).date(), zone)}",
        details=detail_words(alarm, now=now, zone=zone),
        stories=kept,
        more=f"Og {counted(rest, 'sak', 'saker')} til i oversikten." if kept and rest > 0 else "",
        link=link if not kept and alarm.facts.link else None,
        tips=tip_words(alarm),
        why="",
    )


def _led_by(story: Story, link: str) -> Story:
    """The story with the copy the alarm is about first."""
    return replace(story, coverage=tuple(sorted(story.coverage, key=lambda copy: copy.article.link != link)))


def _story_lines(
    story: Story, organisation: Organisation, now: datetime, zone: ZoneInfo, base: str, speakers: Mapping[int, Speaker]
) -> StoryLines | None:
    """One story as the digest shows those to decide on; None when it counts no longer."""
    seen = [copy.first_seen for copy in story.coverage if copy.first_seen is not None]
    made = make_digest(
        organisation,
        [story],
        date=now.astimezone(zone).date(),
        since=min([now, *seen]) - LOOK_BACK,
        until=max([now, *seen]),
        targets=(),
        silent=(),
        heard=(),
        needs_decision=lambda one: any(
            copy.tone is not None and copy.tone.label == "negative" for copy in one.coverage
        ),
        zone=zone,
    )
    sections = digest_page(replace(made, speakers=speakers), zone=zone, base_url=base or None).sections
    return sections[0].stories[0] if sections else None
