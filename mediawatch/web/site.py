"""What every page needs: configuration, store, clock, and the address we are known by."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from starlette.requests import HTTPConnection

from mediawatch.config import Config
from mediawatch.jobs.clock import Clock, utc_now
from mediawatch.jobs.sources import with_added
from mediawatch.jobs.speaking import roster
from mediawatch.model import Organisation, Outlet
from mediawatch.relate.matrix import Roster
from mediawatch.store import Store
from mediawatch.web.oidc_provider import Provider
from mediawatch.web.remembered import Remembered

SESSION_LASTS = timedelta(days=30)
SESSION_IDLE = timedelta(days=7)
LINK_LASTS = timedelta(minutes=15)
RENEW_SECONDS = 60.0
"""How soon a source added in another process is known here."""
LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")


@dataclass(eq=False, kw_only=True)
class Site:
    """One installation as the web sees it. `base_url`: what links in mails begin with. Only `config` ever changes: when
    sources are added on the pages, in this process or another."""

    config: Config
    store: Store
    base_url: str
    now: Clock = utc_now
    extra_hosts: tuple[str, ...] = field(default=())
    remembered: Remembered = field(default_factory=Remembered)

    def __post_init__(self) -> None:
        self._given, self._looked_at = self.config, time.monotonic()

    def renew(self, *, at_once: bool = False) -> None:
        """Looks for sources added on the pages: `at_once`, else when it is a while since."""
        if at_once or time.monotonic() - self._looked_at > RENEW_SECONDS:
            self._looked_at = time.monotonic()
            self.config = with_added(self._given, self.store)

    @property
    def zone(self) -> ZoneInfo:
        """The local time zone."""
        return self.config.settings.zone

    @property
    def today(self) -> date:
        """The local date."""
        return self.now().astimezone(self.zone).date()

    @property
    def outlets(self) -> Mapping[str, Outlet]:
        """The outlets by id."""
        return self.config.outlet_by_id

    def organisation(self, organisation_id: str) -> Organisation | None:
        """The organisation of that id."""
        return self.config.organisation_by_id.get(organisation_id)

    def roster(self, organisation: Organisation) -> Roster:
        """Who speaks on what today."""
        return roster(self.store, organisation, day=self.today)

    @cached_property
    def provider(self) -> Provider | None:
        """The OpenID provider that signs people in, where there is one."""
        settings = self.config.settings
        return Provider(settings) if settings.has_oidc else None

    @cached_property
    def is_https(self) -> bool:
        """Whether people reach us encrypted (also through a proxy): cookies are then marked so."""
        return urlsplit(self.base_url).scheme == "https"

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Host names we answer to; any other is somebody else's name for us."""
        known = urlsplit(self.base_url).hostname
        return frozenset((*LOCAL_HOSTS, *self.extra_hosts, *([known] if known else ())))


def site_of(connection: HTTPConnection) -> Site:
    """The site that a request came to."""
    site: Site = connection.app.state.site
    return site
