"""A configuration and a store to pages on a port, and the first way in."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from mediawatch.config import Config
from mediawatch.errors import StoreError
from mediawatch.jobs.clock import Clock, utc_now
from mediawatch.jobs.speaking import remember_matrices
from mediawatch.model import AccessRole, Account
from mediawatch.store import Store
from mediawatch.web.application import make_application
from mediawatch.web.server import open_socket, served
from mediawatch.web.signing_in import link_address
from mediawatch.web.site import LINK_LASTS, Site


@contextmanager
def open_pages(
    config: Config, store: Store, *, host: str | None = None, port: int | None = None, now: Clock = utc_now
) -> Iterator[Site]:
    """Serves the pages until left. `host`, `port`: instead of those of the settings; port 0 takes a free one. Raises
    ConfigError when the port cannot be had."""
    settings = config.settings
    host = host or settings.host
    listening = open_socket(host, settings.port if port is None else port)
    there = f"[{host}]" if ":" in host else "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - compared only
    base_url = settings.base_url or f"http://{there}:{listening.getsockname()[1]}"
    with suppress(StoreError):  # the pages themselves tell of a database that is away
        remember_matrices(config, store, now())
    site = Site(config=config, store=store, base_url=base_url, now=now, extra_hosts=(host,))
    with served(make_application(site), listening):
        yield site


def make_account(
    store: Store, email: str, organisations: Iterable[str], role: AccessRole, *, name: str = "", by: str, now: Clock
) -> Account:
    """An account with a role in each of the organisations; a role above it is kept."""
    account = store.access.account(email)
    held = store.access.roles(account.id) if account else {}
    for organisation in organisations:
        if held.get(organisation) != "administrator":
            account, before = store.access.grant(email, organisation, role, name=name, by=by, now=now())
            store.access.log(
                organisation,
                by=by,
                action="account.role",
                subject=account.email,
                before=before or "",
                after=role,
                now=now(),
            )
    if account is None:
        raise ValueError("an account needs an organisation")
    return account


def terminal_link(store: Store, base_url: str, account: Account, *, now: Clock, goes_to: str = "/") -> str:
    """A link to be shown at the terminal: signs in once, at the first opening."""
    token = store.access.make_link(account.id, method="terminal", now=now(), lasts=LINK_LASTS, goes_to=goes_to)
    return link_address(base_url, token)
