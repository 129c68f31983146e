"""Enquiries from journalists, and the mails they came by: a mail makes one enquiry or belongs to one, never twice."""

from collections.abc import Callable, Collection
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, func, insert, or_, select, update

from mediawatch.model import OPEN_ENQUIRIES, Enquiry, EnquiryMail, EnquiryStatus, MailboxState
from mediawatch.store.cases import Cases
from mediawatch.store.columns import storable
from mediawatch.store.connect import lock, reading, writing
from mediawatch.store.enquiry_tables import enquiry, enquiry_mail, enquiry_mailbox, enquiry_thread

CONFIDENTIAL = ("note", "contact")
"""Fields that the log does not repeat: the note is for advisers only, the contact is the journalist's own."""
LONGEST_ID = 500
KEPT_MAILS = timedelta(days=90)
"""How long it is remembered who sent what made no enquiry. That it was read is remembered for good."""

Files = Callable[[Enquiry | None], tuple[EnquiryMail, Enquiry | dict[str, Any] | None]]
"""The enquiry that a mail belongs to, if any -> what became of the mail, and the enquiry it makes or what it changes in
the one it belongs to."""


class Enquiries(Cases[Enquiry]):
    """The enquiries of all organisations."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, enquiry, Enquiry, "enquiry", confidential=CONFIDENTIAL)

    def open(self, organisation: str) -> list[Enquiry]:
        """Those in which a journalist waits, the latest first."""
        return self.all(organisation, enquiry.c.status.in_(OPEN_ENQUIRIES))

    def replied(self, organisation: str) -> list[Enquiry]:
        """Those that were closed, and then written about again."""
        return self.all(
            organisation, enquiry.c.status.not_in(OPEN_ENQUIRIES), enquiry.c.replied_at > enquiry.c.closed_at
        )

    def between(self, organisation: str, since: datetime, until: datetime) -> list[Enquiry]:
        """Those received from `since` to just before `until`, the latest first."""
        return self.all(organisation, enquiry.c.received_at >= since, enquiry.c.received_at < until)

    def find(
        self,
        organisation: str,
        *,
        words: str = "",
        statuses: Collection[EnquiryStatus] = (),
        department: str | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> list[Enquiry]:
        """Those with every one of `words` in name, outlet, subject, question, answer or case number; `department` ""
        for those without one; `before`: with a smaller number."""
        where: list[ColumnElement[bool]] = [_says(word) for word in words.split()[:10]]
        if statuses:
            where.append(enquiry.c.status.in_(statuses))
        if department is not None:
            where.append(enquiry.c.department == department)
        if before is not None:
            where.append(enquiry.c.id < before)
        return self.all(organisation, *where, limit=limit)

    # mails ------------------------------------------------------------------------------------------------------------

    def receive(
        self, organisation: str, identity: str, thread: Collection[str], files: Files, *, by: str, now: datetime
    ) -> EnquiryMail | None:
        """File one mail, in one transaction; None when it was filed before. `thread`: Message-IDs it belongs with."""
        identity, ids = storable(identity)[:LONGEST_ID], {storable(one)[:LONGEST_ID] for one in thread}
        with writing(self.engine) as connection:
            lock(connection, "enquiry_mail", organisation)
            known = select(enquiry_mail.c.id).where(
                enquiry_mail.c.organisation == organisation, enquiry_mail.c.identity == identity
            )
            if connection.scalar(known) is not None:
                return None
            belongs = self._of_thread(connection, organisation, ids)
            mail, outcome = files(belongs)
            number = belongs.id if belongs else None
            if isinstance(outcome, Enquiry):
                number = self.add_in(connection, outcome, by=by, now=now).id
            elif outcome and belongs:
                self.change_in(connection, organisation, belongs.id, by=by, now=now, expected=None, **outcome)
            values = {**asdict(mail), "organisation": organisation, "enquiry": number, "identity": identity}
            values.pop("id")
            kept = connection.execute(insert(enquiry_mail).values(**values).returning(enquiry_mail.c.id)).scalar_one()
            if number is not None:
                _remember(connection, organisation, ids, number)
            return EnquiryMail(id=int(kept), **values)

    def mails(self, organisation: str, *, of: int | None = None, limit: int = 50) -> list[EnquiryMail]:
        """The mails of an enquiry, or those that made none, the latest first."""
        which = enquiry_mail.c.enquiry.is_(None) if of is None else enquiry_mail.c.enquiry == of
        query = select(enquiry_mail).where(enquiry_mail.c.organisation == organisation, which)
        with reading(self.engine) as connection:
            rows = connection.execute(query.order_by(enquiry_mail.c.id.desc()).limit(limit)).mappings()
            return [EnquiryMail(**row) for row in rows]

    def mail(self, organisation: str, mail_id: int) -> EnquiryMail | None:
        """One mail; None when the organisation has none of that number."""
        query = select(enquiry_mail).where(enquiry_mail.c.organisation == organisation, enquiry_mail.c.id == mail_id)
        with reading(self.engine) as connection:
            row = connection.execute(query).mappings().one_or_none()
        return None if row is None else EnquiryMail(**row)

    def forget_senders(self, now: datetime) -> int:
        """Forget who sent mails that made no enquiry, when they are old; answers how many."""
        old = (enquiry_mail.c.enquiry.is_(None), enquiry_mail.c.at < now - KEPT_MAILS, enquiry_mail.c.sender != "")
        with writing(self.engine) as connection:
            return connection.execute(update(enquiry_mail).where(*old).values(sender="", subject="")).rowcount

    def looked(self, organisation: str, now: datetime, fault: str = "") -> MailboxState:
        """Remember how a look into the mailbox went."""
        with writing(self.engine) as connection:
            lock(connection, "enquiry_mailbox", organisation)
            before = _mailbox(connection, organisation)
            since = None if not fault else before.since if before and before.since else now
            values = {"looked_at": now, "fault": fault, "since": since}
            if before is None:
                connection.execute(insert(enquiry_mailbox).values(organisation=organisation, **values))
            else:
                where = enquiry_mailbox.c.organisation == organisation
                connection.execute(update(enquiry_mailbox).where(where).values(**values))
        return MailboxState(organisation=organisation, looked_at=now, fault=fault, since=since)

    def mailbox(self, organisation: str) -> MailboxState | None:
        """How the last look into the mailbox went; None before the first."""
        with reading(self.engine) as connection:
            return _mailbox(connection, organisation)

    def _of_thread(self, connection: Connection, organisation: str, ids: Collection[str]) -> Enquiry | None:
        if not ids:
            return None
        query = select(func.max(enquiry_thread.c.enquiry)).where(
            enquiry_thread.c.organisation == organisation, enquiry_thread.c.message_id.in_(ids)
        )
        number = connection.scalar(query)
        if number is None:
            return None
        lock(connection, self._kind, organisation, str(number))  # nobody changes it before the mail is filed
        return self._one(connection, organisation, int(number))


def _says(word: str) -> ColumnElement[bool]:
    columns = (
        enquiry.c.journalist,
        enquiry.c.outlet,
        enquiry.c.subject,
        enquiry.c.question,
        enquiry.c.answer,
        enquiry.c.case_number,
    )
    forms = {word, word.lower(), word.upper(), word.capitalize()}  # SQLite knows no capitals beyond A to Z
    return or_(*(column.icontains(form, autoescape=True) for column in columns for form in sorted(forms)))


def _remember(connection: Connection, organisation: str, ids: Collection[str], number: int) -> None:
    where = (enquiry_thread.c.organisation == organisation, enquiry_thread.c.message_id.in_(ids))
    known = set(connection.scalars(select(enquiry_thread.c.message_id).where(*where)))
    new = [{"organisation": organisation, "message_id": one, "enquiry": number} for one in sorted(set(ids) - known)]
    if new:
        connection.execute(insert(enquiry_thread), new)


def _mailbox(connection: Connection, organisation: str) -> MailboxState | None:
    query = select(enquiry_mailbox).where(enquiry_mailbox.c.organisation == organisation)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else MailboxState(**row)
