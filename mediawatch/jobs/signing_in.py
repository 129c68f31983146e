"""Signing in by a link: who may have one, and the mail that carries it."""

from datetime import datetime, timedelta

from mediawatch.config import Config
from mediawatch.jobs.delivery import smtp_settings
from mediawatch.model import Account
from mediawatch.report.mail import send, write_to_outbox
from mediawatch.report.sign_in import sign_in_message
from mediawatch.store import Store


def account_for(config: Config, store: Store, email: str, now: datetime) -> Account | None:
    """The open account of a mail address. Those who get the digest may read, and have an account made when they ask
    for the first time; an account that an administrator has closed stays closed."""
    found = store.access.account(email)
    if found is not None:
        return None if found.closed_at is not None else found
    wanted = email.strip().lower()
    for organisation in config.organisations:
        for recipient in organisation.recipients:
            if recipient.email.strip().lower() == wanted:
                found, _ = store.access.grant(
                    wanted, organisation.id, "reader", name=recipient.name, by="config", now=now
                )
    return found


def send_link(config: Config, account: Account, link: str, *, lasts: timedelta, now: datetime) -> None:
    """Mails the link, or writes the mail to the outbox where no server is set. Raises DeliveryError, OSError."""
    settings = config.settings
    minutes = int(lasts / timedelta(minutes=1))
    message = sign_in_message(account, link, minutes=minutes, sender=settings.sender, now=now, zone=settings.zone)
    smtp = smtp_settings(settings)
    if smtp is None:
        write_to_outbox(message, settings.outbox)
    else:
        send(message, smtp)
