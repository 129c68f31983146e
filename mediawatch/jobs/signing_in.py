"""Signing in: who may have a link, the mail that carries it, and what the groups of a sign-in provider give."""

from collections.abc import Collection
from datetime import datetime, timedelta

from mediawatch.config import Config
from mediawatch.jobs.delivery import smtp_settings
from mediawatch.model import ACCESS_ROLES, AccessRole, Account, Organisation
from mediawatch.report.mail import send, write_to_outbox
from mediawatch.report.sign_in import sign_in_message
from mediawatch.store import Store

BY_GROUPS = "oidc"
"""Who is written down as having given a role that came from groups."""


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


def account_of_groups(
    config: Config, store: Store, email: str, *, name: str, groups: Collection[str] | None, now: datetime
) -> Account | None:
    """The open account of somebody an OpenID provider vouches for, with the roles that its groups give; None without
    any role. `groups` None: not known, so nothing is changed.

    A role that came from groups follows them, also away. One given by hand stands, unless a group gives a higher one.
    """
    found = account_for(config, store, email, now)
    known = found or store.access.account(email)
    if known is not None and known.closed_at is not None:
        return None
    for organisation in config.organisations:
        if groups is None:
            break
        given = [group.role for group in organisation.groups if group.id in groups]
        role = max(given, key=ACCESS_ROLES.index) if given else None
        _follow(store, organisation, email, role, name=name, now=now)
    account = store.access.account(email)
    return account if account is not None and store.access.roles(account.id) else None


def _follow(
    store: Store, organisation: Organisation, email: str, role: AccessRole | None, *, name: str, now: datetime
) -> None:
    """Gives or takes away one role, and writes it down."""
    account = store.access.account(email)
    held = store.access.membership(account.id, organisation.id) if account else None
    if role is None:
        if account is None or held is None or held.granted_by != BY_GROUPS:
            return
        store.access.withdraw(account.id, organisation.id)
    else:
        by_hand = held is not None and held.granted_by != BY_GROUPS
        if held is not None and (
            held.role == role or (by_hand and ACCESS_ROLES.index(held.role) > ACCESS_ROLES.index(role))
        ):
            return
        store.access.grant(email, organisation.id, role, name=name, by=BY_GROUPS, now=now)
    store.access.log(
        organisation.id,
        by=BY_GROUPS,
        action="account.role",
        subject=email.strip().lower(),
        before=held.role if held else "",
        after=role or "",
        now=now,
    )
