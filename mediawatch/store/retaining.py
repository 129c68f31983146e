"""What has been kept long enough is deleted, or loses the words about people; numbers, tones and counts stay.

Each rule is a table, what is old in it, and what its columns become (nothing: the row goes). A step is a small
transaction; broken off anywhere, the rest is done by the next one. Doing it again finds nothing more.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    Table,
    and_,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
    update,
)

from mediawatch.model import OPEN_STATUSES
from mediawatch.store.access_tables import (
    account,
    attempt,
    audit_entry,
    membership,
    session,
    sign_in_link,
    sign_in_request,
)
from mediawatch.store.alarm_tables import alarm, alarm_notice
from mediawatch.store.crisis_tables import crisis, statement, voice_verdict
from mediawatch.store.enquiry_tables import enquiry, enquiry_mail
from mediawatch.store.note_tables import note
from mediawatch.store.pitch_tables import pitch
from mediawatch.store.redacting import NAME_GONE
from mediawatch.store.response_tables import reply, response
from mediawatch.store.tables import article, delivery, poll_log, revision

Old = Callable[[datetime], ColumnElement[bool]]

STEP = 200
"""Rows in a transaction."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`kind`: the field of Retention; `old`: a moment to what is older; `becomes`: the columns' new values, None when
    the row goes; `own`: the table has an organisation, and each has its own time."""

    kind: str
    table: Table
    old: Old
    becomes: Mapping[str, Any] | None = None
    own: bool = False

    def due(self, before: datetime, organisation: str | None) -> ColumnElement[bool]:
        """Which rows are to be dealt with: old, and not dealt with yet."""
        ours = self.table.c.organisation == organisation if self.own else true()
        columns = [self.table.c[name] != value for name, value in (self.becomes or {}).items()]
        return and_(ours, self.old(before), or_(*columns) if columns else true())

    def count(self, connection: Connection, before: datetime, organisation: str | None) -> int:
        """How many rows are due."""
        query = select(func.count()).select_from(self.table).where(self.due(before, organisation))
        return int(connection.scalar(query) or 0)

    def step(self, connection: Connection, before: datetime, organisation: str | None) -> int:
        """Deal with some of them; 0 when none is left."""
        keys = list(self.table.primary_key.columns)
        some = [
            tuple(row) for row in connection.execute(select(*keys).where(self.due(before, organisation)).limit(STEP))
        ]
        if not some:
            return 0
        these = tuple_(*keys).in_(some)
        change = delete(self.table) if self.becomes is None else update(self.table).values(**self.becomes)
        connection.execute(change.where(these, self.due(before, organisation)))
        return len(some)


def _older(column: Any) -> Old:
    return lambda before: column < before


def journalled() -> ColumnElement[bool]:
    """Enquiries that the law on archives lets go: entered in the archive, or held not to belong there."""
    questions = (enquiry.c.archive_exchanged, enquiry.c.archive_handled, enquiry.c.archive_value)
    outside = or_(enquiry.c.access_request, *(column == "no" for column in questions))
    return or_(enquiry.c.case_number != "", enquiry.c.status == "withdrawn", outside)


def _ended_enquiries(before: datetime) -> ColumnElement[bool]:
    """Closed, and not written about again since."""
    return and_(enquiry.c.closed_at < before, func.coalesce(enquiry.c.replied_at, enquiry.c.closed_at) < before)


def _closed_story_of(table: Table) -> Old:
    closed = select(response.c.id).where(response.c.closed_at.is_not(None))
    return lambda before: table.c.response.in_(closed.where(response.c.closed_at < before))


def _forgotten_accounts(before: datetime) -> ColumnElement[bool]:
    without = account.c.id.not_in(select(membership.c.account))
    return and_(
        or_(without, account.c.closed_at.is_not(None)),
        func.coalesce(account.c.last_seen, account.c.created_at) < before,
    )


def _ended_pitches(before: datetime) -> ColumnElement[bool]:
    touched = select(func.max(audit_entry.c.at)).where(
        audit_entry.c.organisation == pitch.c.organisation,
        audit_entry.c.subject == literal("pitch ") + cast(pitch.c.id, String),
    )
    dated = func.coalesce(pitch.c.printed_at, pitch.c.declined_at)  # when it was dropped stands in the log alone
    last = func.coalesce(dated, touched.scalar_subquery(), pitch.c.offered_at, pitch.c.created_at)
    return and_(pitch.c.status.not_in(OPEN_STATUSES), last < before)


def _old_articles(before: datetime) -> ColumnElement[bool]:
    return func.coalesce(article.c.published, article.c.first_seen) < before


def _old_versions(before: datetime) -> ColumnElement[bool]:
    last = select(article.c.revisions).where(article.c.id == revision.c.article).scalar_subquery()
    return and_(revision.c.seen_at < before, revision.c.number < last)


def _words_of_old_articles(before: datetime) -> ColumnElement[bool]:
    return revision.c.article.in_(select(article.c.id).where(_old_articles(before)))


_NO_WORDS = {"lead": "", "text": ""}
RULES: tuple[Rule, ...] = (
    Rule("coverage", article, _old_articles, {**_NO_WORDS, "authors": []}),
    Rule("coverage", revision, _words_of_old_articles, _NO_WORDS),
    Rule("coverage", voice_verdict, _older(voice_verdict.c.judged_at), own=True),
    Rule("revisions", revision, _old_versions, {"title": "", **_NO_WORDS}),
    Rule("notes", note, _older(func.coalesce(note.c.changed_at, note.c.at)), own=True),
    Rule("enquiries", enquiry, lambda before: and_(_ended_enquiries(before), journalled()),
         {"journalist": NAME_GONE, "contact": "", "question": "", "answer": "", "note": ""}, own=True),
    Rule("enquiries", enquiry_mail, _older(enquiry_mail.c.at), {"sender": "", "subject": "", "why": ""}, own=True),
    Rule("responses", response, _older(response.c.closed_at),
         {"secret_words": "", "persons_words": "", "note": ""}, own=True),
    Rule("responses", reply, _closed_story_of(reply), {"to": ""}, own=True),
    Rule("pitches", pitch, _ended_pitches, {"journalist": "", "draft": "", "draft_link": "", "note": ""}, own=True),
    Rule("statements", statement, lambda before: statement.c.crisis.in_(
        select(crisis.c.id).where(crisis.c.ended_at.is_not(None), crisis.c.ended_at < before)), own=True),
    Rule("audit", audit_entry, _older(audit_entry.c.at), own=True),
    Rule("accounts", account, _forgotten_accounts),
    Rule("attempts", session, lambda before: or_(session.c.revoked_at < before, session.c.expires_at < before)),
    Rule("attempts", sign_in_link, _older(sign_in_link.c.expires_at)),
    Rule("attempts", sign_in_request, _older(sign_in_request.c.expires_at)),
    Rule("attempts", attempt, _older(attempt.c.at)),
    Rule("polls", poll_log, _older(poll_log.c.at)),
    Rule("deliveries", delivery, lambda before: delivery.c.date < before.date()),
    Rule("deliveries", alarm_notice, _older(alarm_notice.c.changed_at)),
    Rule("deliveries", alarm, _older(alarm.c.raised_at), {"facts": {"since": None, "tips": []}}, own=True),
)  # fmt: skip
"""In this order: what hangs on others goes first."""


def held_back(connection: Connection, before: datetime, organisation: str) -> int:
    """Enquiries that are old, but wait for somebody to say whether they belong in the archive, or to enter them."""
    old = and_(enquiry.c.organisation == organisation, _ended_enquiries(before), ~journalled())
    return int(connection.scalar(select(func.count()).select_from(enquiry).where(old)) or 0)
