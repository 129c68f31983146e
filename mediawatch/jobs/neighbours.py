"""Our name and the neighbours' counted on the pages that pass by; nothing of a page is kept for it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from mediawatch.collect.screen import readable
from mediawatch.config import Config
from mediawatch.enrich.plain_names import PlainNames
from mediawatch.jobs.clock import Clock
from mediawatch.measure.neighbours import name_volumes
from mediawatch.model import PRESS_KINDS, Article, NameVolume, Organisation, Outlet, Page
from mediawatch.store import Store

YARDSTICK_WEEKS = 13
"""A quarter: the smallest neighbours are named a few times a month."""
_OFFICIAL = "kommune.no"


class Tally:
    """Counts for every organisation that has neighbours, in one round or more."""

    def __init__(self, config: Config, store: Store, now: Clock) -> None:
        self._store, self._now, self._zone = store, now, config.settings.zone
        outlets = [outlet.name for outlet in config.outlets]
        self._names = {
            organisation.id: PlainNames(compared(organisation), outlets)
            for organisation in config.organisations
            if organisation.neighbours
        }
        for organisation in config.organisations:
            if organisation.id in self._names:
                store.neighbours.watch(organisation.id, compared(organisation), now())

    def may_name(self, page: Page, outlet: Outlet) -> bool:
        """Whether the page is worth parsing to see whom it names."""
        if not self._names or not is_counted(outlet):
            return False
        texts = list(readable(page.content, page.charset))
        return any(names.may_be_in(text) for names in self._names.values() for text in texts)

    def count(self, article: Article, outlet: Outlet) -> None:
        """One article, counted once however often it is read."""
        if not is_counted(outlet) or article.kind not in PRESS_KINDS:
            return
        day = (article.published or self._now()).astimezone(self._zone).date()
        for organisation, names in self._names.items():
            self._store.neighbours.count(organisation, outlet.id, article.key, day, names.named_in(article))

    def heard(self, since: datetime) -> None:
        """Notes the day if a source has answered since then."""
        answered = [state.last_success for state in self._store.feed_states() if state.last_success is not None]
        if self._names and any(moment >= since for moment in answered):
            self._store.neighbours.heard(self._now().astimezone(self._zone).date())


def compared(organisation: Organisation) -> tuple[str, ...]:
    """The names that are counted: our own and the neighbours'."""
    return (organisation.place, *(neighbour.name for neighbour in organisation.neighbours))


def is_counted(outlet: Outlet) -> bool:
    """A municipality's own pages are no press."""
    return not any(host == _OFFICIAL or host.endswith(f".{_OFFICIAL}") for host in outlet.hosts)


def neighbour_volumes(config: Config, store: Store, organisation: Organisation, monday: date) -> tuple[NameVolume, ...]:
    """How often each municipality was named in the week that begins on `monday` and in the quarter up to it; nothing
    without neighbours or before counting began."""
    if not organisation.neighbours:
        return ()
    zone, since = config.settings.zone, monday - timedelta(weeks=YARDSTICK_WEEKS - 1)
    until = monday + timedelta(weeks=1)
    tally = store.neighbours
    watched = {name: moment.astimezone(zone).date() for name, moment in tally.watched(organisation.id).items()}
    return name_volumes(
        _populations(organisation),
        tally.volumes(organisation.id, since, until),
        watched=watched,
        listened=tally.listened(since, until),
        monday=monday,
        weeks=YARDSTICK_WEEKS,
    )


def _populations(organisation: Organisation) -> Sequence[tuple[str, int]]:
    ours = (organisation.place, organisation.population)
    return (ours, *((each.name, each.population) for each in organisation.neighbours))
