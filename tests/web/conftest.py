"""A real web server over a real store, people signed in, and a real browser."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page

from mediawatch.config import Config
from mediawatch.model import AccessRole
from mediawatch.store import Store, open_store
from mediawatch.web.opening import make_account, open_pages, terminal_link
from mediawatch.web.site import Site
from tests.logs import require_whole_log
from tests.report.conftest import browser
from tests.web.sample import NOW, fill, make_config

__all__ = ["browser"]


@dataclass
class Pages:
    """The pages of a site on a port of this machine. `at`: what its clock says, to be moved by tests."""

    site: Site
    config: Config
    store: Store
    folder: Path
    clock: list = field(default_factory=lambda: [NOW])
    _clients: list[httpx.Client] = field(default_factory=list)

    @property
    def base(self) -> str:
        return self.site.base_url

    def account(self, role: AccessRole, *, organisation: str = "modum", email: str = ""):
        email = email or f"{role}@{organisation}.example"
        name = {"reader": "Lars Leser", "adviser": "Ranveig Rådgiver", "administrator": "Anne Admin"}[role]
        return make_account(self.store, email, [organisation], role, name=name, by="test", now=self.site.now)

    def link(self, role: AccessRole, *, organisation: str = "modum", goes_to: str = "/") -> str:
        """A link that signs somebody with that role in."""
        account = self.account(role, organisation=organisation)
        return terminal_link(self.store, self.base, account, now=self.site.now, goes_to=goes_to)

    def client(self, role: AccessRole | None = None, *, organisation: str = "modum") -> httpx.Client:
        """Somebody's browser without a picture; signed in when there is a role."""
        made = httpx.Client(base_url=self.base, follow_redirects=True, timeout=30)
        self._clients.append(made)
        if role is not None:
            answer = made.get(self.link(role, organisation=organisation))
            assert answer.status_code == 200, answer.text
        return made

    def close(self) -> None:
        for one in self._clients:
            one.close()


def csrf(page: httpx.Response) -> str:
    """The mark that forms of this page carry."""
    return page.text.split('name="csrf" value="', 1)[1].split('"', 1)[0]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with ten weeks of coverage for modum and a little for granne, to be copied."""
    folder = tmp_path_factory.mktemp("filled")
    config = make_config(str(folder))
    with open_store(config.settings.database) as store:
        store.sync_feeds(config.outlets, NOW)
        fill(store, "modum")
        fill(store, "granne", count=5, first=1_000)
    return folder / "mediawatch.db"


@pytest.fixture
def pages(tmp_path: Path, filled: Path) -> Iterator[Pages]:
    """A site with coverage, on a database of its own."""
    config = make_config(str(tmp_path))
    clock = [NOW]
    shutil.copy(filled, tmp_path / "mediawatch.db")
    with (
        open_store(config.settings.database) as store,
        open_pages(config, store, port=0, now=lambda: clock[0]) as site,
    ):
        opened = Pages(site=site, config=config, store=store, folder=tmp_path, clock=clock)
        yield opened
        opened.close()
        require_whole_log(store)


@pytest.fixture
def sign_in(pages: Pages, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a browser page signed in with a role, at an address."""
    contexts = []

    def opened(role: AccessRole = "adviser", goes_to: str = "/", **options) -> Page:
        context = browser.new_context(locale="nb-NO", **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(pages.link(role, goes_to=goes_to))
        return page

    yield opened
    for context in contexts:
        context.close()
