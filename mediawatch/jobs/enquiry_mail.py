"""Mails of the mailbox to enquiries: each mail becomes one, or belongs to one; none is lost, none counts twice."""

import re
import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from mediawatch.collect.mail_reading import bare_subject, read_mail, walk_ids
from mediawatch.collect.mailbox import Fetched, ImapSettings, Mailbox, mail_moment, open_mailbox
from mediawatch.config import Config, Settings
from mediawatch.errors import MailboxError
from mediawatch.jobs.enquiries import MOST_QUESTION, completed
from mediawatch.model import Enquiry, EnquiryMail, MailRead, Organisation
from mediawatch.relate.enquiries import proposed_deadline
from mediawatch.render import plain, shorten
from mediawatch.store import Store

BY = "postkassen"
"""Who stands in the log for what a mail has brought."""
MOST_NOTE = 2_000
NO_WORDS = "(Ingen tekst i e-posten.)"
LONG = 60
"""Letters: what is shorter may stand in a longer question by chance."""
FREE_MAIL = frozenset(
    ("gmail.com", "googlemail.com", "hotmail.com", "hotmail.no", "outlook.com", "live.no", "online.no", "icloud.com",
     "me.com", "yahoo.com", "yahoo.no", "proton.me", "protonmail.com", "msn.com", "broadpark.no", "getmail.no")
)  # fmt: skip
"""Domains that tell nothing of who somebody works for."""


@dataclass(frozen=True, slots=True)
class MailRound:
    """What one look into the mailbox brought. `fault`: what was wrong and what to do, "" when all went well."""

    filed: tuple[EnquiryMail, ...] = ()
    fault: str = ""


def mailbox_organisation(config: Config) -> Organisation | None:
    """Whose mailbox it is; None without one."""
    if not config.settings.has_imap:
        return None
    chosen = config.settings.imap_organisation
    return config.organisation_by_id.get(chosen) if chosen else next(iter(config.organisations), None)


def fetch_enquiries(
    config: Config,
    store: Store,
    now: Callable[[], datetime],
    *,
    stopping: Callable[[], bool] = lambda: False,
    context: ssl.SSLContext | None = None,
) -> MailRound:
    """Reads what waits in the mailbox. A mail is put aside when what it became is kept: killed anywhere, it is read
    again, and known by its Message-ID. Whatever is wrong with the mailbox is remembered, for the page to tell."""
    organisation = mailbox_organisation(config)
    if organisation is None:
        return MailRound()
    filed: list[EnquiryMail] = []
    try:
        with open_mailbox(imap_settings(config.settings, context)) as mailbox:
            _read_all(config, store, organisation, mailbox, filed, now, stopping)
    except MailboxError as error:
        fault = error.advice or str(error)
        store.enquiries.looked(organisation.id, now(), fault)
        return MailRound(tuple(filed), fault)
    store.enquiries.looked(organisation.id, now())
    store.enquiries.forget_senders(now())
    return MailRound(tuple(filed))


def _read_all(
    config: Config,
    store: Store,
    organisation: Organisation,
    mailbox: Mailbox,
    filed: list[EnquiryMail],
    now: Callable[[], datetime],
    stopping: Callable[[], bool],
) -> None:
    today = now().astimezone(config.settings.zone).date()
    fault: MailboxError | None = None
    for fetched in mailbox.mails(mailbox.waiting(today)):
        if stopping():
            break
        done = file_mail(config, store, organisation, fetched, now())
        if done is not None:
            filed.append(done)
        try:
            mailbox.put_aside(fetched.uid)
        except MailboxError as error:  # it is filed all the same; the next ones must not wait for it
            fault = fault or error
    if fault is not None:
        raise fault


def imap_settings(settings: Settings, context: ssl.SSLContext | None = None) -> ImapSettings:
    """The mailbox of the settings."""
    return ImapSettings(
        host=settings.imap_host,
        port=settings.imap_port,
        user=settings.imap_user,
        password=settings.imap_password,
        folder=settings.imap_folder,
        security=settings.imap_security,
        context=context,
    )


def file_mail(
    config: Config, store: Store, organisation: Organisation, fetched: Fetched, now: datetime
) -> EnquiryMail | None:
    """Keeps what one mail brings; None when it was known."""
    zone = config.settings.zone
    sender = plain(config.settings.sender).rpartition("@")[2].rstrip("> ")
    own = [host for host in (*organisation.own_hosts, sender) if host and host != "localhost"]
    mail = read_mail(fetched.raw, zone=zone, own_hosts=own, whole=fetched.whole)
    domain = mail.address.rpartition("@")[2]
    ours = bool(mail.forwarded_by) or any(_is_of(domain, host) for host in own)

    made = None  # found out before the transaction begins: what an enquiry is about takes its time
    if not mail.automatic and not (ours and mail.is_reply):
        made = _enquiry(config, organisation, mail, now, ours=ours)

    def files(belongs: Enquiry | None) -> tuple[EnquiryMail, Enquiry | dict[str, Any] | None]:
        if mail.automatic:
            return _line(organisation, mail, "automatic", now, mail.automatic), None
        if belongs is not None:
            return _followed(config, organisation, mail, belongs, now, ours=ours)
        if not (mail.question or mail.subject or mail.attachments):
            return _line(organisation, mail, "empty", now, "E-posten var tom."), None
        if made is None:
            return _line(organisation, mail, "automatic", now, "Svar fra oss på noe som ikke er lagt inn."), None
        return _line(organisation, mail, "enquiry", now), made

    thread = () if mail.automatic else tuple(walk_ids(mail))
    return store.enquiries.receive(organisation.id, mail.identity, thread, files, by=BY, now=now)


def _enquiry(config: Config, organisation: Organisation, mail: MailRead, now: datetime, *, ours: bool) -> Enquiry:
    """The enquiry that a mail makes."""
    zone = config.settings.zone
    received = mail_moment(mail.sent_at, now)
    typed = ours and not mail.forwarded_by  # a colleague tells of a call
    contact = ", ".join(filter(None, ("" if typed else mail.address, mail.phone)))
    note = "\n".join(filter(None, (mail.remark, *mail.problems)))
    given = Enquiry(
        organisation=organisation.id,
        journalist="" if typed else mail.sender or mail.address.partition("@")[0],
        outlet="" if typed else outlet_of(config, mail.address),
        contact=contact,
        subject=bare_subject(mail.subject),
        question=mail.question or NO_WORDS,
        received_at=received,
        came_by="mail",
        deadline=proposed_deadline(received, zone),
        attachments=mail.attachments,
        note=note[:MOST_NOTE],
    )
    made = completed(given, organisation, zone)
    if made.deadline <= now and not made.deadline_asked:  # sent on late: whoever got it now has not let anybody wait
        return replace(made, deadline=proposed_deadline(now, zone))
    return made


def _followed(
    config: Config, organisation: Organisation, mail: MailRead, belongs: Enquiry, now: datetime, *, ours: bool
) -> tuple[EnquiryMail, dict[str, Any] | None]:
    """What a further mail of a thread brings to its enquiry."""
    if ours and not mail.forwarded_by:
        return _line(organisation, mail, "ours", now), None
    if _is_known(mail.question, belongs.question) and not set(mail.attachments) - set(belongs.attachments):
        return _line(organisation, mail, "again", now), None
    at, zone = mail_moment(mail.sent_at, now), config.settings.zone
    heading = f"— Ny e-post {at.astimezone(zone):%d.%m.%Y kl. %H.%M}:"
    question = f"{belongs.question}\n\n{heading}\n{mail.question or NO_WORDS}"
    if len(question) > MOST_QUESTION:  # the newest is what somebody must read
        question = f"…{question[1 - MOST_QUESTION :]}"
    attachments = tuple(dict.fromkeys((*belongs.attachments, *mail.attachments)))
    return _line(organisation, mail, "reply", now), {
        "question": question,
        "replied_at": now if belongs.closed_at else at,
        "attachments": attachments,
    }


def _line(organisation: Organisation, mail: MailRead, kind: Any, now: datetime, why: str = "") -> EnquiryMail:
    sender = " ".join(filter(None, (mail.sender, f"<{mail.address}>" if mail.address else "")))
    known = kind not in ("automatic", "empty")
    return EnquiryMail(
        organisation=organisation.id,
        identity=mail.identity,
        kind=kind,
        at=now,
        sender="" if known else shorten(sender, 400),
        subject="" if known else shorten(mail.subject, 300),
        why=why,
    )


def outlet_of(config: Config, address: str) -> str:
    """The outlet whose domain a mail address is of: its id; else the domain, "" for addresses that tell nothing."""
    domain = address.rpartition("@")[2].lower()
    if not domain or domain in FREE_MAIL:
        return ""
    known = [one for one in config.outlets if any(_is_of(domain, host) for host in one.hosts)]
    alone = [one for one in known if any("/" not in host for host in one.hosts if _is_of(domain, host))]
    found = next(iter(alone or known), None)
    return found.id if found else domain[:200]


def _is_of(domain: str, host: str) -> bool:
    bare = host.lower().removeprefix("www.").partition("/")[0]
    return domain == bare or domain.endswith(f".{bare}")


def _is_known(question: str, told: str) -> bool:
    """Whether a mail says only what is in the enquiry already: one of its mails, or a long part of one."""
    said = _flat(question)
    parts = (_flat(part) for part in re.split(r"\n\n— Ny e-post [^\n]*\n", told))
    return bool(said) and any(said == part or (len(said) >= LONG and said in part) for part in parts)


def _flat(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def filed_words(filed: Iterable[EnquiryMail]) -> list[str]:
    """What became of mails, in Norwegian, a line each."""
    words = {
        "enquiry": "Ny henvendelse {number}.",
        "reply": "Ny e-post til henvendelse {number}.",
        "ours": "E-post fra oss i henvendelse {number}.",
        "again": "E-posten er alt med i henvendelse {number}.",
        "automatic": "Ingen henvendelse: {why}",
        "empty": "Ingen henvendelse: {why}",
    }
    return [words[one.kind].format(number=one.enquiry, why=one.why) for one in filed]
