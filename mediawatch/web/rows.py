"""A story to the row it is in any list: what it says, of what tone, where, when."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mediawatch.model import UNSURE_BELOW, Coverage, Kind, Story, Topic
from mediawatch.render import ToneWords, moment_words, safe_link, said, shorten, tone_words
from mediawatch.report.naming import KIND_NAMES, TOPIC_NAMES
from mediawatch.report.page import lead_shown
from mediawatch.report.words import TIER_WORDS

TITLE_LIMIT = 200
NAME_LIMIT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRow:
    """One copy: its outlet, its link (None where it has none that is safe) and when."""

    outlet: str
    outlet_id: str
    tier: str
    link: str | None
    when: str
    paywalled: bool
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """A story in a list. All text is clean; `lead` is no more than may be shown. `unsure`: "Usikker (58 %)", "" when
    sure; `doubtful`: it is not certain that the story is ours at all; `confirmed`: a person has told its tone."""

    id: int
    title: str
    tone: ToneWords
    unsure: str
    doubtful: bool
    relevant: bool
    confirmed: bool
    lead: str
    topic: Topic
    topic_name: str
    kind: Kind
    kind_name: str
    outlet: CopyRow
    copies: tuple[CopyRow, ...]
    names: tuple[str, ...]
    names_place: bool
    changed: bool
    when: datetime


def story_row(story: Story, *, today: date, zone: ZoneInfo) -> StoryRow:
    """A story to its row."""
    lead, tone = story.lead, story.lead.tone
    mentions = [mention for copy in story.coverage for mention in copy.reading.accepted]
    return StoryRow(
        id=story.id,
        title=shorten(lead.article.title, TITLE_LIMIT) or said("(uten tittel)"),
        tone=tone_words(tone.label if tone else None),
        unsure=f"{said('Usikker')} ({round(100 * tone.confidence)} %)"
        if tone and tone.confidence < UNSURE_BELOW
        else "",
        doubtful=all(copy.reading.unsure for copy in story.coverage),
        relevant=any(copy.reading.relevant for copy in story.coverage),
        confirmed=any("tone" in copy.corrected for copy in story.coverage),
        lead=lead_shown(lead),
        topic=lead.topic,
        topic_name=TOPIC_NAMES[lead.topic],
        kind=lead.kind,
        kind_name=KIND_NAMES[lead.kind],
        outlet=copy_row(lead, today=today, zone=zone),
        copies=tuple(copy_row(copy, today=today, zone=zone) for copy in story.copies),
        names=tuple(dict.fromkeys(shorten(mention.subject_name, NAME_LIMIT) for mention in mentions)),
        names_place=any(mention.names_place for mention in mentions),
        changed=any(copy.revisions > 1 for copy in story.coverage),
        when=lead.when,
    )


def copy_row(copy: Coverage, *, today: date, zone: ZoneInfo) -> CopyRow:
    """A copy to where and when it stood."""
    return CopyRow(
        outlet=shorten(copy.outlet.name, NAME_LIMIT),
        outlet_id=copy.outlet.id,
        tier=TIER_WORDS[copy.outlet.tier],
        link=safe_link(copy.article.link),
        when=moment_words(copy.when, today, zone),
        paywalled=copy.article.paywalled,
        title=shorten(copy.article.title, TITLE_LIMIT),
    )
