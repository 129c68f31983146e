"""New hits of saved searches by mail: every day or every Monday at seven, at most once a day each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from email.message import EmailMessage

from mediawatch.config import Config
from mediawatch.jobs.delivery import Delivered, deliver
from mediawatch.jobs.searching import search, stories_of
from mediawatch.model import Organisation, Recipient, SearchMail
from mediawatch.report.mail import mail_address, stable_id
from mediawatch.report.saved_search import saved_search_message
from mediawatch.store import Store

AT = time(7, 0)
MONDAY = 0
MOST_IN_MAIL = 40
_DONE = frozenset({"sent", "outbox", "empty", "uncertain"})


def send_due_searches(
    config: Config, store: Store, now: datetime, *, stopping: Callable[[], bool] = lambda: False
) -> tuple[Delivered, ...]:
    """Sends everybody the new hits of the searches they wanted to be told of; what has no new hits is not sent."""
    zone = config.settings.zone
    local = now.astimezone(zone)
    if local.time() < AT:
        return ()
    sent: list[Delivered] = []
    for wanted in store.archive.saved.mails():
        organisation = config.organisation_by_id.get(wanted.search.organisation)
        due = wanted.every == "day" or local.weekday() == MONDAY
        told_today = wanted.since >= datetime.combine(local.date(), AT, zone)
        if organisation is None or not due or told_today or stopping():
            continue
        done = _send(config, store, organisation, wanted, local.date(), now)
        if done is not None:
            sent.append(done)
    return tuple(one for one in sent if one.outcome != "empty")


def _send(
    config: Config, store: Store, organisation: Organisation, wanted: SearchMail, day: date, now: datetime
) -> Delivered | None:
    settings, saved = config.settings, wanted.search
    recipient = Recipient(id=f"account-{wanted.account}", name=wanted.name or wanted.email, email=wanted.email)
    domain = mail_address(settings.sender, recipient.id).domain
    identity = stable_id(f"search-{saved.id}", organisation, recipient, day.isoformat(), domain=domain)

    def make() -> EmailMessage | None:
        ids = new_hits(config, store, organisation, saved.query, wanted.since, now)
        if not ids:
            return None
        stories = stories_of(config, store, organisation, ids[:MOST_IN_MAIL])
        return saved_search_message(
            saved,
            organisation,
            recipient,
            stories,
            total=len(ids),
            identity=identity,
            sender=settings.sender,
            base_url=settings.base_url,
            now=now,
            zone=settings.zone,
        )

    key = (f"search/{saved.id}", recipient.id, day)
    done = deliver(settings, store, key, identity, recipient, now, make)
    if done is not None and done.outcome in _DONE:
        store.archive.saved.mailed(saved.id, wanted.account, now)
    return None if done is None else replace(done, kind="search")


def new_hits(
    config: Config, store: Store, organisation: Organisation, query: str, since: datetime, until: datetime
) -> list[int]:
    """The ids of the stories of a query first seen after `since` and up to `until`, the newest first."""
    fresh = store.archive.first_seen(organisation.id, since, until)
    if not fresh:
        return []
    answer = search(config, store, organisation, query, limit=None, facets=False)
    return [story for story in answer.found.stories if story in fresh]
