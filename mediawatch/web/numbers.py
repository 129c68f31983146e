"""The numbers that pages share with the reports, from the same functions; made once for each change of the data."""

from collections.abc import Callable, Hashable
from datetime import date, datetime
from typing import TypeVar

from mediawatch.jobs.digests import target_states
from mediawatch.jobs.scores import ScoredWeeks, score_weeks
from mediawatch.jobs.shelf import Shelf, Shelved
from mediawatch.jobs.weekly import build_weekly
from mediawatch.model import Organisation, Story, TargetState, WeeklyReport
from mediawatch.web.site import Site

T = TypeVar("T")


class Numbers:
    """What is counted for one organisation, as it is when it is asked for. A page makes one, and sees one state."""

    def __init__(self, site: Site, organisation: Organisation) -> None:
        self._site, self._organisation = site, organisation
        name = organisation.id
        shelf = site.remembered.once(("shelf", name), lambda: Shelf(site.store, name, site.outlets))
        self._shelved: Shelved = site.remembered.get(
            ("shelved", name), site.store.marks.of(name), lambda: shelf.shelved(site.now())
        )
        self._mark = (self._shelved.mark, site.today)

    def stories(self, since: datetime, until: datetime | None = None) -> list[Story]:
        """The relevant stories first printed after `since` and not after `until`, the latest first."""
        if since < self._shelved.since:
            return self._site.store.stories(
                self._organisation.id, since=since, until=until, by="published", outlets=self._site.outlets
            )
        return self._shelved.after(since, until)

    def made(self, key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """What `make` makes of the stories, kept until they change."""
        return self._site.remembered.get((*key, self._organisation.id), self._mark, make)

    def first_day(self) -> date:
        """The first day we listened to, as far as the scores go back."""
        return self.weeks().weeks[0].start

    def weeks(self) -> ScoredWeeks:
        """The visibility of every week."""
        site, organisation = self._site, self._organisation
        return site.remembered.get(
            ("weeks", organisation.id),
            self._mark,
            lambda: score_weeks(site.config, site.store, organisation, now=site.now(), shelf=self.stories),
        )

    def targets(self) -> tuple[TargetState, ...]:
        """How every target stands."""
        site, organisation = self._site, self._organisation
        return site.remembered.get(
            ("targets", organisation.id),
            self._mark,
            lambda: target_states(site.config, site.store, organisation, today=site.today, shelf=self.stories),
        )

    def report(self, week: str) -> WeeklyReport | None:
        """The report of "2026-W47"; None when that week was not listened to."""
        scored = self.weeks()
        if scored.week(week) is None:
            return None
        site, organisation = self._site, self._organisation
        return site.remembered.get(
            ("report", organisation.id, week),
            (self._mark, site.store.pitches.mark(organisation.id)),
            lambda: build_weekly(
                site.config, site.store, organisation, week, now=site.now(), shelf=self.stories, scored=scored
            ),
        )


def warm(site: Site) -> None:
    """Counts the weeks of every organisation in the background, so that the first page need not wait for them."""

    def count() -> None:
        for organisation in site.config.organisations:
            Numbers(site, organisation).weeks()

    site.remembered.behind(count)
