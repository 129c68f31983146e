"""Saved searches: kept, shared, mailed, and asked for by feed readers at an address that only they know."""

from collections.abc import Sequence
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import Engine, Select, and_, delete, insert, or_, select, update

from mediawatch.model import MailEvery, SavedSearch, SearchMail
from mediawatch.store.access import fingerprint_of
from mediawatch.store.access_tables import account, membership
from mediawatch.store.archive_tables import saved_search, search_mail
from mediawatch.store.connect import lock, reading, writing
from mediawatch.store.rows import Row

MOST_SAVED = 200
"""Of one account in one organisation."""


class SavedSearches:
    """Each method is one transaction. Nobody changes what is another's: `account` is whoever asks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self, organisation: str, account_id: int) -> list[SavedSearch]:
        """One's own and those that are shared, by name."""
        visible = or_(saved_search.c.account == account_id, saved_search.c.shared)
        query = _searches().where(saved_search.c.organisation == organisation, visible)
        with reading(self._engine) as connection:
            found = [_search(row) for row in connection.execute(query).mappings()]
        return sorted(found, key=lambda one: (one.name.casefold(), one.id))

    def one(self, organisation: str, account_id: int, search_id: int) -> SavedSearch | None:
        """A search that the account may see, None when there is none."""
        return next((one for one in self.all(organisation, account_id) if one.id == search_id), None)

    def save(
        self, organisation: str, account_id: int, *, name: str, query: str, shared: bool, now: datetime
    ) -> SavedSearch | None:
        """Keeps a search; None when the account has MOST_SAVED already."""
        values = {"organisation": organisation, "account": account_id, "name": name, "query": query, "shared": shared}
        with writing(self._engine) as connection:
            lock(connection, "saved", organisation, str(account_id))
            own = and_(saved_search.c.organisation == organisation, saved_search.c.account == account_id)
            if len(connection.execute(select(saved_search.c.id).where(own)).all()) >= MOST_SAVED:
                return None
            row = insert(saved_search).values(**values, created_at=now).returning(saved_search.c.id)
            return SavedSearch(id=int(connection.execute(row).scalar_one()), created_at=now, **values)  # type: ignore[arg-type]

    def change(self, organisation: str, account_id: int, search_id: int, *, name: str, shared: bool) -> bool:
        """Another name, shared or not; False when it is not the account's. Others' mails of it end with the sharing."""
        mine = _mine(organisation, account_id, search_id)
        with writing(self._engine) as connection:
            changed = connection.execute(update(saved_search).where(mine).values(name=name, shared=shared)).rowcount
            if changed and not shared:
                others = and_(search_mail.c.search == search_id, search_mail.c.account != account_id)
                connection.execute(delete(search_mail).where(others))
            return bool(changed)

    def delete(self, organisation: str, account_id: int, search_id: int) -> bool:
        """Forgets a search with its mails and its feed; False when it is not the account's."""
        with writing(self._engine) as connection:
            return bool(
                connection.execute(delete(saved_search).where(_mine(organisation, account_id, search_id))).rowcount
            )

    # feeds ------------------------------------------------------------------------------------------------------------

    def new_feed(self, organisation: str, account_id: int, search_id: int) -> str | None:
        """The secret of a new address for feed readers, in place of an earlier one; None when it is not the
        account's. It is told once and kept as a fingerprint."""
        token = token_urlsafe(32)
        mine = _mine(organisation, account_id, search_id)
        with writing(self._engine) as connection:
            made = update(saved_search).where(mine).values(feed_print=fingerprint_of(token))
            return token if connection.execute(made).rowcount else None

    def end_feed(self, organisation: str, account_id: int, search_id: int) -> bool:
        """Feed readers get nothing any more."""
        mine = _mine(organisation, account_id, search_id)
        with writing(self._engine) as connection:
            return bool(connection.execute(update(saved_search).where(mine).values(feed_print=None)).rowcount)

    def by_feed(self, token: str) -> SavedSearch | None:
        """The search of a feed's secret, as long as its owner still has access."""
        query = _searches().join(account, account.c.id == saved_search.c.account).join(membership, _still_here())
        open_to = and_(saved_search.c.feed_print == fingerprint_of(token), account.c.closed_at.is_(None))
        with reading(self._engine) as connection:
            row = connection.execute(query.where(open_to)).mappings().one_or_none()
        return None if row is None else _search(row)

    # mails ------------------------------------------------------------------------------------------------------------

    def mail(self, search_id: int, account_id: int, every: MailEvery | None, now: datetime) -> None:
        """Tells an account of new hits by mail from now on, or no longer. Whoever asks has seen to it that the account
        may see the search."""
        this = and_(search_mail.c.search == search_id, search_mail.c.account == account_id)
        with writing(self._engine) as connection:
            lock(connection, "saved", "mail", str(search_id))
            since = connection.scalar(select(search_mail.c.since).where(this)) or now
            connection.execute(delete(search_mail).where(this))
            if every is not None:
                values = {"search": search_id, "account": account_id, "every": every, "since": since}
                connection.execute(insert(search_mail).values(**values))

    def mails_of(self, account_id: int) -> dict[int, MailEvery]:
        """By search how often the account gets its new hits."""
        query = select(search_mail.c.search, search_mail.c.every).where(search_mail.c.account == account_id)
        with reading(self._engine) as connection:
            return {int(search): every for search, every in connection.execute(query)}

    def mails(self) -> Sequence[SearchMail]:
        """Everybody who wants new hits by mail and still has access to the organisation."""
        columns = (search_mail.c.every, search_mail.c.since, account.c.email, account.c.name.label("who"))
        reader = and_(
            membership.c.account == search_mail.c.account, membership.c.organisation == saved_search.c.organisation
        )
        query = (
            _searches()
            .add_columns(*columns, search_mail.c.account.label("reader"))
            .join(search_mail, search_mail.c.search == saved_search.c.id)
            .join(account, account.c.id == search_mail.c.account)
            .join(membership, reader)
            .where(
                account.c.closed_at.is_(None),
                or_(saved_search.c.shared, saved_search.c.account == search_mail.c.account),
            )
            .order_by(saved_search.c.id, search_mail.c.account)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query).mappings().all()
        return [
            SearchMail(
                search=_search(row),
                account=row["reader"],
                email=row["email"],
                name=row["who"],
                every=row["every"],
                since=row["since"],
            )
            for row in rows
        ]

    def mailed(self, search_id: int, account_id: int, until: datetime) -> None:
        """An account has been told of what was first seen up to `until`."""
        this = and_(search_mail.c.search == search_id, search_mail.c.account == account_id)
        with writing(self._engine) as connection:
            connection.execute(update(search_mail).where(this).values(since=until))


def _searches() -> Select[Any]:
    columns = [column for column in saved_search.c if column.name != "feed_print"]
    return select(*columns, saved_search.c.feed_print.is_not(None).label("has_feed"))


def _search(row: Row) -> SavedSearch:
    names = ("id", "organisation", "account", "name", "query", "shared", "created_at", "has_feed")
    return SavedSearch(**{name: row[name] for name in names})


def _mine(organisation: str, account_id: int, search_id: int) -> Any:
    return and_(
        saved_search.c.id == search_id,
        saved_search.c.organisation == organisation,
        saved_search.c.account == account_id,
    )


def _still_here() -> Any:
    return and_(
        membership.c.account == saved_search.c.account, membership.c.organisation == saved_search.c.organisation
    )
