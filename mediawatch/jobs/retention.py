"""Every night: what has been kept long enough goes, and contacts go on their day. What is done is a row in the
database; broken off anywhere, the next waking goes on with the rest."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial

from mediawatch.config import Config
from mediawatch.model import Organisation, Retention
from mediawatch.relate.contacts import months_after
from mediawatch.relate.voices import speaks_for_us
from mediawatch.store import Store
from mediawatch.store.connect import reading, writing
from mediawatch.store.nights import Nights
from mediawatch.store.redacting import NAME_GONE
from mediawatch.store.retained_coverage import count_coverage, step_coverage
from mediawatch.store.retaining import RULES, Rule, held_back

NAME = "retention"
FROM = time(3, 0)
"""Local time; whoever was asleep then does it when awake."""
BY = "mediawatch"

Stopping = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retained:
    """What goes or went: kind (a field of Retention) and table to how many rows. `waiting`: enquiries that may not go
    before somebody has said whether they belong in the archive."""

    rows: Counter[tuple[str, str]]
    waiting: int = 0
    done: bool = True


def retain_if_due(
    config: Config, store: Store, now: datetime, *, stopping: Stopping = lambda: False
) -> Retained | None:
    """The job of the night, once each local day; None when it is not due."""
    local = now.astimezone(config.settings.zone)
    if local.time() < FROM or Nights(store.engine).done_on(NAME) == local.date():
        return None
    return retain(config, store, now, stopping=stopping)


def retain(config: Config, store: Store, now: datetime, *, stopping: Stopping = lambda: False) -> Retained:
    """Delete and blank all that is old at `now`."""
    rows: Counter[tuple[str, str]] = Counter()
    for kind, table, step in _steps(config, store, now):
        while not stopping() and (changed := step()):
            rows[kind, table] += changed
    found = Retained(rows=rows, waiting=_waiting(config, store, now), done=not stopping())
    if found.done:
        told = {f"{kind} {table}": count for (kind, table), count in rows.items()}
        Nights(store.engine).finish(NAME, now.astimezone(config.settings.zone).date(), told, now)
    return found


def last_night(store: Store) -> datetime | None:
    """When the job last ended."""
    at, _told = Nights(store.engine).told(NAME)
    return at


def would_go(config: Config, store: Store, now: datetime) -> Retained:
    """What would go at `now`; nothing is changed."""
    rows: Counter[tuple[str, str]] = Counter()
    with reading(store.engine) as connection:
        for rule in RULES:
            for organisation in config.organisations if rule.own else (None,):
                before = _before(config, organisation, rule.kind, now)
                rows[rule.kind, rule.table.name] += rule.count(connection, before, _id(organisation))
        for one in config.organisations:
            rows["coverage", "coverage"] += count_coverage(connection, _before(config, one, "coverage", now), one.id)
    today = now.astimezone(config.settings.zone).date()
    rows["contacts", "contact"] += sum(len(store.contacts.expired(one.id, today)) for one in config.organisations)
    return Retained(rows=+rows, waiting=_waiting(config, store, now))


def _steps(config: Config, store: Store, now: datetime) -> Iterator[tuple[str, str, Callable[[], int]]]:
    """Each rule as a small transaction that answers how many rows it has dealt with."""
    for one in config.organisations:
        yield "contacts", "contact", _contact_step(config, store, one, now)
        yield "coverage", "coverage", _coverage_step(config, store, one, now)
    for rule in RULES:
        for organisation in config.organisations if rule.own else (None,):
            before = _before(config, organisation, rule.kind, now)
            yield rule.kind, rule.table.name, partial(_step, store, rule, before, _id(organisation))


def _step(store: Store, rule: Rule, before: datetime, organisation: str | None) -> int:
    with writing(store.engine) as connection:
        return rule.step(connection, before, organisation)


def _id(organisation: Organisation | None) -> str | None:
    return organisation.id if organisation else None


def _contact_step(config: Config, store: Store, organisation: Organisation, now: datetime) -> Callable[[], int]:
    def step() -> int:
        today = now.astimezone(config.settings.zone).date()
        found = store.contacts.expired(organisation.id, today)
        for one in found:
            store.contacts.remove(
                organisation.id, one, by=BY, now=now, expected=None, why="slettedatoen er nådd", today=today
            )
        return len(found)

    return step


def _coverage_step(config: Config, store: Store, organisation: Organisation, now: datetime) -> Callable[[], int]:
    before = _before(config, organisation, "coverage", now)

    def step() -> int:
        with writing(store.engine) as connection:
            return step_coverage(connection, before, organisation.id, lambda quoted: nameless(quoted, organisation))

    return step


def nameless(quoted: str, organisation: Organisation) -> str:
    """Who is quoted, without the name: "rektor Kari Nordmann" to "rektor [slettet navn]". As it is where the name alone
    tells that it was one of ours: the weeks' numbers of the past must not change."""
    office = [word for word in quoted.split() if word[:1].islower() or "-" in word]
    bare = " ".join([*office, NAME_GONE])
    return bare if speaks_for_us(bare, organisation) == speaks_for_us(quoted, organisation) else quoted


def _before(config: Config, organisation: Organisation | None, kind: str, now: datetime) -> datetime:
    """What is older than this goes. What several organisations share is kept for the one that keeps it longest."""
    of = [organisation] if organisation else config.organisations
    months = max((int(getattr(one.retention, kind)) for one in of), default=int(getattr(Retention(), kind)))
    local = now.astimezone(config.settings.zone)
    day = months_after(local.date(), -months)
    return datetime.combine(day, time(0), tzinfo=config.settings.zone)


def _waiting(config: Config, store: Store, now: datetime) -> int:
    with reading(store.engine) as connection:
        found = ((one.id, _before(config, one, "enquiries", now)) for one in config.organisations)
        return sum(held_back(connection, before, name) for name, before in found)
