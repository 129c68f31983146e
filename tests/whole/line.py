"""What the tests of the whole line share: a configuration, one round, a mail server, processes of their own.

Everything is invented: outlets, texts, persons and the municipality of Granvik.
"""

import asyncio
import multiprocessing
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from mediawatch.config import Config, Settings, load_config, load_settings
from mediawatch.enrich.judge import judge
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.rounds import poll_round
from mediawatch.jobs.summary import RoundSummary
from mediawatch.model import Article, Feed, FeedKind, Outlet, Recipient, Story
from mediawatch.store import Store
from tests.cli.local_press import set_up

BRIDGE = "Granvik får ny bru"
TEXT = (
    "Kommunestyret i Granvik vedtok brua mandag kveld etter en kort debatt. Naboene i Granvik jubler og er glade for "
    "vedtaket, forteller de. Arbeidet skal begynne til våren."
)
EVERY_DAY = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def make_outlet(name: str, *feeds: tuple[str, FeedKind], **more: Any) -> Outlet:
    """A local newspaper at home in Granvik, with feeds of the given addresses and kinds; without any pause."""
    made = tuple(
        Feed(id=f"{name}-{number}" if number else name, outlet=name, url=url, kind=kind)
        for number, (url, kind) in enumerate(feeds)
    )
    values = {"tier": "local", "kind": "newspaper", "home": ("Granvik",), "pause_seconds": 0.0}
    return Outlet(**{"id": name, "name": name.title(), "feeds": made, **values, **more})


def make_config(
    folder: Path, *outlets: Outlet, recipients: Sequence[Recipient] | None = None, **settings: Any
) -> Config:
    """Granvik with these outlets and recipients; database and outbox in `folder`."""
    set_up(folder, [])
    base = load_config(load_settings({}, folder))
    granvik = base.organisations[0]
    if recipients is not None:
        granvik = replace(granvik, recipients=tuple(recipients))
    values = {
        "database": f"sqlite:///{folder}/mediawatch.db",
        "allow_private": True,
        "contact": "presse@granvik.kommune.no",
        "sender": "Granvik i media <media@granvik.kommune.no>",
        **settings,
    }
    return replace(base, settings=replace(base.settings, **values), outlets=outlets, organisations=(granvik,))


def make_recipient(name: str, **more: Any) -> Recipient:
    """Somebody who wants the digest every day, whatever it holds."""
    values = {"weekdays": EVERY_DAY, "empty_days": True, "holidays": True}
    return Recipient(**{"id": name, "name": name.title(), "email": f"{name}@granvik.kommune.no", **values, **more})


def poll(config: Config, store: Store, *, force: bool = True, **how: Any) -> RoundSummary:
    """One round."""
    store.sync_feeds(config.outlets, how.get("now", utc_now)())
    return asyncio.run(poll_round(config, store, force=force, **how))


def told(store: Store, **how: Any) -> list[Story]:
    """Every story that is, or may be, about Granvik."""
    return store.stories("granvik", include_unsure=True, **how)


def titles(store: Store) -> list[str]:
    """The titles of all copies of all stories, in the order of the alphabet."""
    return sorted(copy.article.title for story in told(store) for copy in story.coverage)


def note(store: Store, feed: str) -> str:
    """What is recorded with the feed, in Norwegian."""
    return next(state.health_note for state in store.feed_states() if state.feed == feed)


def item_states(store: Store) -> list[str]:
    """The state of each item."""
    with store.engine.connect() as connection:
        return sorted(connection.scalars(sa.text("SELECT state FROM item")))


# Mail -----------------------------------------------------------------------------------------------------------------


@dataclass
class PostOffice:
    """A mail server's memory. `refused`: addresses it does not know; `busy`: it asks all to come later; `hangs_up`: it
    takes the message and breaks the connection before it says so; `heard`: called at every command."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    busy: bool = False
    hangs_up: bool = False
    heard: Callable[[], None] = lambda: None

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.heard()
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "451 4.3.2 Come later" if self.busy else "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.heard()
        if address in self.refused:
            return "550 5.1.1 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        self.heard()
        if self.hangs_up:
            server.transport.abort()
        return "250 OK"

    @property
    def got(self) -> list[str]:
        """To whom each mail went, in the order they came."""
        return [message["To"].addresses[0].addr_spec for message in self.mails]

    @property
    def settings(self) -> dict[str, Any]:
        """The settings that lead here."""
        return {"smtp_host": "127.0.0.1", "smtp_port": self.port, "smtp_security": "none", "smtp_timeout": 20.0}


def words_of(message: EmailMessage) -> str:
    """All parts of a mail as a reader's program decodes them."""
    return "\n".join(part.get_content() for part in message.iter_parts())


@contextmanager
def open_post_office(port: int = 0) -> Iterator[PostOffice]:
    """A mail server on loopback until the block ends."""
    office = PostOffice(port=port or free_port())
    controller = Controller(office, hostname="127.0.0.1", port=office.port)
    controller.start()
    try:
        yield office
    finally:
        controller.stop(no_assert=True)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# Processes ------------------------------------------------------------------------------------------------------------


def processes() -> Any:
    """Makes processes of their own (not forks of this one, which has threads); each begins with all that judging needs
    in memory, so that twenty of them cost little."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.whole.line", "tests.whole.warm"])
    return context


def warm_up() -> None:
    """Judges one article, so that every word list is read."""
    config = Settings()
    organisation = load_config(load_settings({}, config.data_dir)).organisations[0]
    article = Article(outlet="a", address="https://a.example/1", article_id=None, title=BRIDGE, text=TEXT)
    judge(article, organisation, make_outlet("a"))


@dataclass
class Clock:
    """A clock that stands until it is set."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment

    def go(self, **by: float) -> datetime:
        """Moves it on."""
        self.moment += timedelta(**by)
        return self.moment


def at(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
