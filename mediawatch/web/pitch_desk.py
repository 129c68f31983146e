"""What the pages of pitches share: the pitches, the stories they may have come to, and how both are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from mediawatch.jobs.pitching import (
    lacks_op_ed,
    looked_back,
    matches,
    printed_op_eds,
    when_words,
)
from mediawatch.model import Organisation, Pitch, PitchMatch, PitchStatus, Story
from mediawatch.relate.pitch_matches import match_words
from mediawatch.relate.pitches import OpEd, month_of
from mediawatch.render import day_words, moment_words, near_day, plain, said, shorten
from mediawatch.web.rows import StoryRow, story_row
from mediawatch.web.site import Site
from mediawatch.web.visitor import LARGEST_ID, NotFoundError, Visitor

TITLE_LIMIT = 140
NAME_LIMIT = 80
QUICK_STEPS: Mapping[PitchStatus, tuple[PitchStatus, ...]] = {
    "idea": ("drafted", "offered"),
    "drafted": ("offered",),
    "dropped": ("idea",),
}
"""Steps that need no more said, and so are buttons on the board."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PitchCard:
    """A pitch in a list. `facts`: short words about it; `embargo`: when it may be printed, "" when at any time;
    `steps`: buttons on the board."""

    id: int
    title: str
    kind: str
    status: PitchStatus
    facts: tuple[str, ...]
    embargo: str
    steps: tuple[PitchStatus, ...]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRow:
    """A story that may be what became of a pitch, and why."""

    pitch: Pitch
    story: StoryRow
    because: tuple[str, ...]


class Desk:
    """One organisation's pitches, as they are when they are asked for."""

    def __init__(self, site: Site, organisation: Organisation) -> None:
        self.site, self.organisation = site, organisation

    @cached_property
    def open(self) -> list[Pitch]:
        """Pitches that may still be printed."""
        return self.site.store.pitches.open(self.organisation.id)

    @cached_property
    def everything(self) -> list[Pitch]:
        """Every pitch, the latest first."""
        return self.site.store.pitches.cases.all(self.organisation.id)

    def lately(self, since: datetime) -> Sequence[Story]:
        """The stories first printed after `since`, kept until they change."""
        site, name = self.site, self.organisation.id
        day = datetime(since.year, since.month, since.day, tzinfo=since.tzinfo)
        return site.remembered.get(
            ("pitch stories", name, day),
            site.store.marks.of(name),
            lambda: site.store.stories(name, since=day, by="published", outlets=site.outlets),
            always_new=True,
        )

    @cached_property
    def matches(self) -> tuple[PitchMatch, ...]:
        """What may have come of what."""
        site, name = self.site, self.organisation.id
        offered = {one.id: one for one in self.open if one.status == "offered"}
        if not offered:
            return ()
        mark = (site.store.marks.of(name), site.store.pitches.mark(name), site.today)
        found = site.remembered.get(("pitch matches", name), mark, self._matches)
        return tuple(one for one in found if one.pitch in offered and str(one.story) not in offered[one.pitch].rejected)

    def _matches(self) -> tuple[PitchMatch, ...]:
        site = self.site
        pitches = site.store.pitches.open(self.organisation.id)  # read after the mark, so that none is missed
        stories = self.lately(looked_back(pitches, site.now()))
        return matches(site.store, self.organisation, pitches, stories, zone=site.zone, outlets=site.outlets)

    def match_rows(self, pitch: int | None = None) -> list[MatchRow]:
        """Suggestions as they are shown: of all pitches, or of one."""
        found = [one for one in self.matches if pitch in (None, one.pitch)]
        names = {one.id: one for one in self.open}
        site = self.site
        stories = site.store.reviews.stories(self.organisation.id, [one.story for one in found], site.outlets)
        rows = {one.id: story_row(one, today=site.today, zone=site.zone) for one in stories}
        return [
            MatchRow(pitch=names[one.pitch], story=rows[one.story], because=match_words(one, names[one.pitch]))
            for one in found
            if one.story in rows
        ]

    def lacks_op_ed(self) -> bool:
        """Whether nobody has planned or printed this month's op-ed."""
        begins = datetime.combine(month_of(self.site.today), datetime.min.time(), self.site.zone)
        stories = self.lately(begins - timedelta(days=1))
        return lacks_op_ed(self.open, self.printed_op_eds(stories), today=self.site.today)

    def printed_op_eds(self, stories: Sequence[Story]) -> tuple[OpEd, ...]:
        """Op-eds of ours that were printed, the latest first."""
        pitches = self.site.store.pitches.printed(self.organisation.id)
        return printed_op_eds(pitches, stories, zone=self.site.zone)

    def outlet_name(self, written: str) -> str:
        """An outlet as it stands in a pitch to its name."""
        outlet = self.site.outlets.get(written)
        return shorten(outlet.name if outlet else written, NAME_LIMIT)

    def card(self, pitch: Pitch) -> PitchCard:
        """A pitch to its card."""
        return PitchCard(
            id=pitch.id,
            title=shorten(pitch.title, TITLE_LIMIT),
            kind=pitch.kind,
            status=pitch.status,
            facts=tuple(filter(None, self._facts(pitch))),
            embargo=self.moment(pitch.embargo) if pitch.embargo and pitch.is_open else "",
            steps=QUICK_STEPS.get(pitch.status, ()),
            version=pitch.version,
        )

    def _facts(self, pitch: Pitch) -> tuple[str, ...]:
        where = self.outlet_name(pitch.outlet)
        when = when_words(pitch) if pitch.is_open else ""
        told: Mapping[PitchStatus, datetime | None] = {
            "offered": pitch.offered_at,
            "printed": pitch.printed_at,
            "declined": pitch.declined_at,
        }
        at = told.get(pitch.status)
        due = self.due_words(pitch) if pitch.status == "idea" else ""
        return (
            shorten(pitch.author, NAME_LIMIT),
            where,
            self.day(at.astimezone(self.site.zone).date()) if at else "",
            said("planlagt {when}").format(when=when) if when else "",
            said("utkast innen {day}").format(day=due) if due else "",
        )

    def due_words(self, pitch: Pitch) -> str:
        """When the draft is due, and that it is late; "" where no day is set."""
        due = pitch.draft_due
        if due is None:
            return ""
        late = pitch.status == "idea" and due < self.site.today
        return f"{day_words(due)} – {said('fristen er ute')}" if late else day_words(due)

    def day(self, day: date) -> str:
        """A day in words."""
        return near_day(day, self.site.today)

    def moment(self, moment: datetime) -> str:
        """A moment in words."""
        return moment_words(moment, self.site.today, self.site.zone)


def pitch_of(site: Site, visitor: Visitor, pitch_id: int) -> Pitch:
    """The visitor's organisation's pitch. Raises NotFoundError."""
    found = site.store.pitches.cases.one(visitor.organisation.id, pitch_id) if 0 < pitch_id <= LARGEST_ID else None
    if found is None:
        raise NotFoundError("Saken finnes ikke hos dere. Kanskje adressen er skrevet feil?")
    return found


def owners(site: Site, organisation: Organisation) -> list[tuple[str, str]]:
    """Who may follow a pitch up: address and name of those who may change things."""
    members = site.store.access.members(organisation.id)
    found = [(one.email, plain(one.name) or one.email) for one, membership in members if membership.role != "reader"]
    return sorted(found, key=lambda each: each[1].casefold())


def outlet_names(site: Site) -> dict[str, str]:
    """The outlets we read: id to name."""
    return {one.id: plain(one.name) for one in site.config.outlets}
