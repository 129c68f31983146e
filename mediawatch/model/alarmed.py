"""Records of the alarms: what is told at once, and not first in the digest."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from mediawatch.model.words import AlarmKind, NoticeState, Period, ToneLabel, Weekday

ALARM_KINDS: tuple[AlarmKind, ...] = ("negative", "headline", "spike", "silent", "warning")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRules:
    """Who is told at once, of what and when. `to`: ids of recipients who get a mail. Nothing is sent between
    `quiet_from` and `quiet_until` (the same time twice: always), nor on Saturdays, Sundays and public holidays with
    `quiet_weekends`; it is sent when the quiet ends. `warn_on`, `warn_at`: when a target may be warned about, if the
    chance of meeting it is under `warn_below`."""

    to: tuple[str, ...] = ()
    kinds: tuple[AlarmKind, ...] = ALARM_KINDS
    quiet_from: time = time(22, 0)
    quiet_until: time = time(6, 30)
    quiet_weekends: bool = False
    warn_on: Weekday = "wednesday"
    warn_at: time = time(8, 0)
    warn_below: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmFacts:
    """What an alarm tells of; each kind fills what it needs. Titles, names and addresses only, never a text.

    `outlet`: its name; `title`, `link`: the story's, or the target's name; `title_before`, `tone_before`, `tone_after`:
    of a changed headline; `count`: stories of the last day, `usual`: of an ordinary day; `words`: what is known of a
    source, or what a target still lacks; `deaf`: the source answers wrongly or not at all, and is not merely silent;
    `since`: when it was last heard; `chance`, `days_left`, `period`: of a target; `tips`: what could be done, in
    Norwegian."""

    outlet: str = ""
    title: str = ""
    link: str = ""
    title_before: str = ""
    tone_before: ToneLabel | None = None
    tone_after: ToneLabel | None = None
    count: int = 0
    usual: float = 0.0
    words: str = ""
    deaf: bool = False
    since: datetime | None = None
    chance: float = 0.0
    days_left: int = 0
    period: Period | None = None
    tips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something worth an alarm. `key` is its identity within the organisation: one alarm per key, ever. `series` and
    `apart`: nor is there one so soon after another whose key begins with `series`. `stories`: what it is about."""

    kind: AlarmKind
    key: str
    stories: tuple[int, ...] = ()
    facts: AlarmFacts = AlarmFacts()
    series: str = ""
    apart: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """How an alarm stands with one who is to be told: a recipient's mail ("mail/ID") or a channel ("notify/NUMBER").
    `reason`: in Norwegian, why it failed."""

    to: str
    state: NoticeState
    changed_at: datetime
    attempts: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A matter that was raised, and who has been told. `notices` is empty where only the alarm is asked for."""

    id: int
    organisation: str
    kind: AlarmKind
    key: str
    raised_at: datetime
    stories: tuple[int, ...]
    facts: AlarmFacts
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Openings:
    """What could yet meet a target: names only. `outlets`: those that met it most often lately; `subjects`: landmarks
    and villages nobody has written of for long; `authors`: staff whose op-ed lies longest back, and its day."""

    outlets: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    authors: tuple[tuple[str, date], ...] = ()
