"""Records given by the YAML files."""

from dataclasses import dataclass, field, replace
from datetime import date, time

from mediawatch.model.access import AccessRole
from mediawatch.model.alarmed import AlarmRules
from mediawatch.model.retention import Retention
from mediawatch.model.words import (
    Authors,
    FeedKind,
    KeepText,
    Kind,
    OutletKind,
    Period,
    ReadingKind,
    Role,
    Strength,
    SubjectKind,
    Tier,
    ToneLabel,
    Topic,
    Weekday,
)

OF_A_DEPARTMENT: frozenset[Role] = frozenset({"committee leader", "department head", "unit leader", "employee"})
"""Roles that speak within a department's field; mayor and chief executive speak on everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One address where an outlet tells what is new. `id` is unique in feeds.yaml.

    `only`: keep only items whose address contains one of these (empty: all). `every_minutes`: a fixed pace
    instead of the feed's own. `verified`: seen alive by us, else the address is an informed guess.
    """

    id: str
    outlet: str = ""
    url: str
    kind: FeedKind = "rss"
    verified: bool = False
    every_minutes: int | None = None
    only: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who publishes. `home`: the municipalities it covers as its own (names as Organisation.place).

    `pause_seconds`: least time between two requests to one of its hosts. `ai_allowed`: False where the
    terms forbid giving the content to a language model. `hosts`: addresses that belong to the outlet.
    """

    id: str
    name: str
    tier: Tier
    kind: OutletKind
    hosts: tuple[str, ...] = ()
    home: tuple[str, ...] = ()
    keep_text: KeepText = "excerpt"
    pause_seconds: float = 2.0
    ai_allowed: bool = True
    tip_address: str = ""
    feeds: tuple[Feed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A name to watch. `name` is what results show ("Åmot (Modum)"); `forms` are the written base forms
    (inflection and compounds are added by enrich.names).

    `strength`: strong is enough alone; medium needs one `confirm` word or a stronger name beside it; weak needs
    a strong name beside it. `refute`: words that speak against. `prefix`: may start a compound
    ("Modumbudsjettet"). `home_only`: means us only in an outlet at home here ("ordføreren"), unless another place is
    named. `any_case`: lower-case writing counts too. `names_place`: the name of the place or the municipality itself
    (the brand; "Modum", not "Modum Bad"). `except_in`: phrases inside which the form is not a mention ("ad modum").
    """

    id: str
    name: str
    kind: SubjectKind
    forms: tuple[str, ...]
    strength: Strength = "strong"
    confirm: tuple[str, ...] = ()
    refute: tuple[str, ...] = ()
    except_in: tuple[str, ...] = ()
    prefix: bool = False
    home_only: bool = False
    any_case: bool = False
    names_place: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A part of the administration, with the topics it answers for. No topic belongs to two of them."""

    id: str
    name: str
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAbsence:
    """Days, both included, on which somebody cannot answer. Never why."""

    first: date
    last: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spokesperson:
    """A line of the matrix: who may speak on what. `covers` is the line's left column in plain Norwegian, `rule` the
    sentence of the plan, `delegation` the one that says to whom it may be left, `topics` the fields (empty: those of
    `department`, or all), `suggest` False for those never suggested.

    `units`: the schools, homes … that a unit leader leads (empty: any). `party`: an elected person's own, kept apart
    from the office: it never says who speaks for the municipality. `trained`: the last media training. `crisis`: in
    the set that speaks while a crisis is on. `hours`: when the person may be reached, in words.
    """

    id: str
    role: Role
    title: str
    covers: str
    rule: str
    source: str
    topics: tuple[Topic, ...] = ()
    name: str = ""
    phone: str = ""
    email: str = ""
    deputy: str = ""
    suggest: bool = True
    department: str = ""
    units: tuple[str, ...] = ()
    delegation: str = ""
    hours: str = ""
    languages: tuple[str, ...] = ()
    trained: date | None = None
    party: str = ""
    crisis: bool = False
    absences: tuple[PlannedAbsence, ...] = ()

    @property
    def speaks(self) -> bool:
        """May be suggested. Employee representatives are free, and never are."""
        return self.suggest and self.role not in ("employee representative", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A goal of the communication plan, of one of two sorts.

    On coverage: at least `at_least` stories in each `every`, of those that match all the given limits (an empty limit
    matches everything; `outlets` are ids of feeds.yaml). On a `reading` (the id of a ReadingSeries): at least
    `at_least` of it in each `every`, or `rising` from each `every` to the next. `by`: nothing is missed before that
    date, and from it on it must hold.
    """

    id: str
    name: str
    at_least: int = 0
    every: Period = "month"
    tones: tuple[ToneLabel, ...] = ()
    tiers: tuple[Tier, ...] = ()
    outlet_kinds: tuple[OutletKind, ...] = ()
    outlets: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    authors: Authors = "anyone"
    reading: str = ""
    rising: bool = False
    by: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSeries:
    """A number that a person or a file supplies, time after time (Facebook followers, visits to the home page).

    `kind`: a level stands until it changes, and the last one of a period tells; an amount is what came on a day, and
    those of a period are added. `every`: how often an amount is supplied; a period is known in whole when each part of
    it has its number (without it one number is enough). `unit`: of what, in the plural. `note`: where it is found.
    """

    id: str
    name: str
    unit: str
    kind: ReadingKind
    every: Period | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who gets the digest, on which weekdays, at what local time, and whether an empty day is worth a mail. `weekly`:
    also gets the report of the week before, on the week's first working day at `weekly_at`."""

    id: str
    name: str
    email: str
    weekdays: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday")
    at: time = time(7, 15)
    empty_days: bool = False
    holidays: bool = False
    weekly: bool = False
    weekly_at: time = time(6, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Another municipality read on the same sources: for comparison, and to tell whose news it is."""

    name: str
    population: int
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessGroup:
    """What the members of a group at the sign-in provider (Entra ID …) may do. `id`: as the provider writes it."""

    id: str
    role: AccessRole
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """One municipality: what to listen for and what to aim at. `place` is the brand name, `accent` a CSS colour. A line
    of a department that names no topics has the department's."""

    id: str
    name: str
    place: str
    county: str
    population: int
    accent: str = "#1d4f91"
    own_hosts: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    departments: tuple[Department, ...] = ()
    spokespersons: tuple[Spokesperson, ...] = ()
    readings: tuple[ReadingSeries, ...] = ()
    targets: tuple[Target, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    groups: tuple[AccessGroup, ...] = ()
    alarms: AlarmRules = field(default_factory=AlarmRules)
    retention: Retention = field(default_factory=Retention)

    def __post_init__(self) -> None:
        topics = {department.id: department.topics for department in self.departments}
        lines = tuple(
            replace(line, topics=topics.get(line.department, ()))
            if line.role in OF_A_DEPARTMENT and not line.topics and line.department
            else line
            for line in self.spokespersons
        )
        object.__setattr__(self, "spokespersons", lines)
