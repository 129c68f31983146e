"""Reminders of decisions about critical stories: by mail to whoever is responsible, before the deadline and when it has
passed, at most once for each response, kind and day. They wait while it is quiet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from mediawatch.config import Config
from mediawatch.config.addresses import is_example
from mediawatch.jobs.delivery import Delivered, deliver
from mediawatch.model import Organisation, Recipient, Response
from mediawatch.relate.clocks import ReminderKind, reminder_due
from mediawatch.relate.response_words import DECISION_NAMES
from mediawatch.render import moment_words, plain, shorten
from mediawatch.report.calendar import quiet_ends
from mediawatch.report.reminder import Reminder, reminder_id, reminder_message
from mediawatch.store import Store

LINE = "line:"
TITLE_LIMIT = 120


def send_due_reminders(
    config: Config, store: Store, now: datetime, *, stopping: Callable[[], bool] = lambda: False
) -> tuple[Delivered, ...]:
    """Reminds everybody who should have been by now. Once `stopping` says so, no other is begun."""
    zone = config.settings.zone
    sent: list[Delivered] = []
    for organisation in config.organisations:
        if quiet_ends(organisation.alarms, now, zone) is not None:
            continue
        for response in store.responses.open(organisation.id):
            due = None if stopping() else reminder_due(response, now, zone)
            recipient = responsible(config, store, organisation, response) if due else None
            done = _send(config, store, organisation, response, recipient, *due, now) if due and recipient else None
            if done is not None:
                sent.append(replace(done, kind="reminder"))
    return tuple(sent)


def responsible(config: Config, store: Store, organisation: Organisation, response: Response) -> Recipient | None:
    """Whom to write to about a response: its owner, else whoever decided; None where neither has an address and access.
    A line of the matrix is written to at its own address."""
    if response.owner.startswith(LINE):
        known = {line.id: line for line in organisation.spokespersons}
        line = known.get(response.owner.removeprefix(LINE))
        if line is not None and line.email and not (config.settings.has_smtp and is_example(line.email)):
            return Recipient(id=line.id, name=plain(line.name or line.title), email=line.email)
    for email in (response.owner, response.decided_by):
        account = None if not email or email.startswith(LINE) else store.access.account(email)
        if account is not None and account.closed_at is None and store.access.roles(account.id).get(organisation.id):
            return Recipient(id=account.email, name=account.name, email=account.email)
    return None


def _send(
    config: Config, store: Store, organisation: Organisation, response: Response, recipient: Recipient,
    kind: ReminderKind, day: date, now: datetime,
) -> Delivered | None:  # fmt: skip
    settings = config.settings
    identity = reminder_id(organisation, recipient, response.id, kind, day, sender=settings.sender)
    told = reminder_words(config, store, organisation, response, kind, now)
    key = (f"response-{kind}/{response.id}", f"{organisation.id}/{recipient.email}"[:320], day)
    return deliver(
        settings, store, key, identity, recipient, now,
        lambda: reminder_message(
            told, organisation, recipient, identity=identity, sender=settings.sender, now=now, zone=settings.zone
        ),
    )  # fmt: skip


def reminder_words(
    config: Config, store: Store, organisation: Organisation, response: Response, kind: ReminderKind, now: datetime
) -> Reminder:
    """What is told of a response: nothing that only advisers may read."""
    settings = config.settings
    found = store.reviews.stories(organisation.id, [response.story], config.outlet_by_id, everything=True)
    title = shorten(found[0].lead.article.title, TITLE_LIMIT) if found else ""
    where = f" ({plain(found[0].lead.outlet.name)})" if found else ""
    today = now.astimezone(settings.zone).date()
    when = moment_words(response.deadline, today, settings.zone) if response.deadline else ""
    answer = f"Fristen gikk ut {when}." if kind == "late" else f"Fristen er {when}."
    subject = f"{'Fristen er ute' if kind == 'late' else 'Påminnelse'}: {title}"
    base = settings.base_url.rstrip("/") if settings.base_url else ""
    return Reminder(
        subject=shorten(subject, 150),
        answer=answer,
        story=f"«{title}»{where}",
        decision=DECISION_NAMES.get(response.decision, "ikke tatt"),
        link=f"{base}/{organisation.id}/svar/{response.story}" if base else "",
    )
