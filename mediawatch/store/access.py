"""Who may come in: accounts and what they may do, sessions, links that sign in once, tokens, and the log of changes.

Tokens are 32 random bytes; only their SHA-256 is kept, which needs no salt: such a token cannot be guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, func, insert, select, update

from mediawatch.model import AccessRole, Account, AuditEntry, Membership, Session, SignInMethod
from mediawatch.store.access_tables import account as accounts
from mediawatch.store.access_tables import attempt as attempts
from mediawatch.store.access_tables import audit_entry as audit_entries
from mediawatch.store.access_tables import membership as memberships
from mediawatch.store.access_tables import session as sessions
from mediawatch.store.access_tables import sign_in_link as links
from mediawatch.store.access_tables import sign_in_request as requests
from mediawatch.store.connect import lock, reading, writing
from mediawatch.store.rows import Row

SEEN_EVERY = timedelta(minutes=5)
"""A session's last use is written down no oftener than this: reading a page then writes nothing."""


def fingerprint_of(token: str) -> str:
    """A token to what is kept of it."""
    return sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A session with its account and what the account may do, by organisation."""

    session: Session
    account: Account
    roles: Mapping[str, AccessRole]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedLink:
    """A link that was used: whose it is, how it came to them, and where they wanted to go."""

    account: Account
    method: SignInMethod
    goes_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRequest:
    """A sign-in under way at an OpenID provider."""

    nonce: str
    verifier: str
    goes_to: str


class Access:
    """People and access; each method is one transaction. Raises StoreError as the Store does."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    # accounts ---------------------------------------------------------------------------------------------------------

    def account(self, email: str) -> Account | None:
        """The account of a mail address, closed or not; case does not matter."""
        with reading(self.engine) as connection:
            return _account(connection, accounts.c.email == _plain_address(email))

    def account_with(self, account_id: int) -> Account | None:
        """The account with an id."""
        with reading(self.engine) as connection:
            return _account(connection, accounts.c.id == account_id)

    def grant(
        self, email: str, organisation: str, role: AccessRole, *, name: str = "", by: str, now: datetime
    ) -> tuple[Account, AccessRole | None]:
        """Gives a mail address a role in an organisation, and an account if it has none; a closed one is opened.
        Answers the account and the role it had there before."""
        with writing(self.engine) as connection:
            lock(connection, "access")
            found = _account(connection, accounts.c.email == _plain_address(email))
            if found is None:
                values = {"email": _plain_address(email), "name": name, "created_at": now}
                connection.execute(insert(accounts).values(**values))
            elif found.closed_at is not None or (name and not found.name):
                kept = update(accounts).where(accounts.c.id == found.id)
                connection.execute(kept.values(closed_at=None, name=found.name or name))
            made = _account(connection, accounts.c.email == _plain_address(email))
            assert made is not None
            return made, _set_role(connection, made.id, organisation, role, by, now)

    def withdraw(self, account_id: int, organisation: str) -> AccessRole | None:
        """Takes away what an account may do in an organisation; answers the role it had. Open sessions lose it too."""
        with writing(self.engine) as connection:
            lock(connection, "access")
            here = and_(memberships.c.account == account_id, memberships.c.organisation == organisation)
            before = connection.scalar(select(memberships.c.role).where(here))
            connection.execute(delete(memberships).where(here))
            return before

    def members(self, organisation: str) -> list[tuple[Account, Membership]]:
        """Everybody with a role in the organisation, by name and address."""
        query = (
            select(memberships, *(column.label(f"a_{column.name}") for column in accounts.c))
            .join(accounts, accounts.c.id == memberships.c.account)
            .where(memberships.c.organisation == organisation, accounts.c.closed_at.is_(None))
            .order_by(accounts.c.name, accounts.c.email)
        )
        with reading(self.engine) as connection:
            rows = connection.execute(query).mappings().all()
        return [(Account(**_part(row, "a_")), Membership(**_own(row))) for row in rows]

    def membership(self, account_id: int, organisation: str) -> Membership | None:
        """What an account may do in one organisation, and who said so."""
        query = select(memberships).where(
            memberships.c.account == account_id, memberships.c.organisation == organisation
        )
        with reading(self.engine) as connection:
            row = connection.execute(query).mappings().one_or_none()
        return None if row is None else Membership(**row)

    def roles(self, account_id: int) -> dict[str, AccessRole]:
        """What an account may do, by organisation."""
        with reading(self.engine) as connection:
            return _roles(connection, account_id)

    # links ------------------------------------------------------------------------------------------------------------

    def make_link(
        self,
        account_id: int,
        *,
        method: SignInMethod,
        now: datetime,
        lasts: timedelta,
        goes_to: str = "",
        browser: str = "",
    ) -> str:
        """The secret part of a link that signs the account in once. `browser`: the token of the browser that asked."""
        token = token_urlsafe(32)
        values = {
            "token_print": fingerprint_of(token),
            "account": account_id,
            "method": method,
            "browser_print": fingerprint_of(browser) if browser else "",
            "goes_to": goes_to,
            "created_at": now,
            "expires_at": now + lasts,
        }
        with writing(self.engine) as connection:
            connection.execute(delete(links).where(links.c.expires_at < now - timedelta(days=1)))
            connection.execute(insert(links).values(**values))
        return token

    def link_is_open(self, token: str, now: datetime) -> SignInMethod | None:
        """How an unused link came to its owner; None when it is used, too old or none of ours. Uses nothing up."""
        with reading(self.engine) as connection:
            row = connection.execute(select(links).where(_open_link(token, now))).mappings().one_or_none()
        return None if row is None else row["method"]

    def link_is_from(self, token: str, browser: str) -> bool:
        """Whether the browser that holds `browser` is the one that asked for the link."""
        with reading(self.engine) as connection:
            wanted = select(links.c.browser_print).where(links.c.token_print == fingerprint_of(token))
            return bool(browser) and connection.scalar(wanted) == fingerprint_of(browser)

    def use_link(self, token: str, now: datetime) -> UsedLink | None:
        """Uses a link up: of two at once only one gets it. None when it is used, too old, or its account closed."""
        with writing(self.engine) as connection:
            used = update(links).where(_open_link(token, now)).values(used_at=now)
            row = connection.execute(used.returning(links.c.account, links.c.method, links.c.goes_to)).one_or_none()
            if row is None:
                return None
            owner = _account(connection, and_(accounts.c.id == row.account, accounts.c.closed_at.is_(None)))
        return None if owner is None else UsedLink(account=owner, method=row.method, goes_to=row.goes_to)

    # sign-ins at an OpenID provider -----------------------------------------------------------------------------------

    def begin_request(
        self, state: str, *, browser: str, nonce: str, verifier: str, goes_to: str, now: datetime, lasts: timedelta
    ) -> None:
        """Remembers a sign-in that goes on at the provider."""
        values = {
            "state_print": fingerprint_of(state),
            "browser_print": fingerprint_of(browser),
            "nonce": nonce,
            "verifier": verifier,
            "goes_to": goes_to,
            "created_at": now,
            "expires_at": now + lasts,
        }
        with writing(self.engine) as connection:
            connection.execute(delete(requests).where(requests.c.expires_at < now))
            connection.execute(insert(requests).values(**values))

    def end_request(self, state: str, browser: str, now: datetime) -> OpenRequest | None:
        """Takes up the sign-in that `state` belongs to, once, and only in the browser that began it."""
        here = and_(
            requests.c.state_print == fingerprint_of(state),
            requests.c.browser_print == fingerprint_of(browser),
            requests.c.expires_at > now,
        )
        ended = delete(requests).where(here).returning(requests.c.nonce, requests.c.verifier, requests.c.goes_to)
        with writing(self.engine) as connection:
            row = connection.execute(ended).one_or_none()
        return None if row is None else OpenRequest(nonce=row.nonce, verifier=row.verifier, goes_to=row.goes_to)

    # sessions ---------------------------------------------------------------------------------------------------------

    def open_session(
        self, account_id: int, *, method: SignInMethod, browser: str, now: datetime, lasts: timedelta
    ) -> str:
        """A new session's token, to be held by the browser alone."""
        token = token_urlsafe(32)
        values = {
            "token_print": fingerprint_of(token),
            "account": account_id,
            "method": method,
            "browser": browser,
            "created_at": now,
            "last_seen": now,
            "expires_at": now + lasts,
        }
        with writing(self.engine) as connection:
            connection.execute(delete(sessions).where(sessions.c.expires_at < now - timedelta(days=30)))
            connection.execute(insert(sessions).values(**values))
            connection.execute(update(accounts).where(accounts.c.id == account_id).values(last_seen=now))
        return token

    def signed_in(self, token: str, *, now: datetime, idle: timedelta) -> SignedIn | None:
        """The session a token belongs to; None when it has ended, was not used for `idle`, or its account is closed."""
        with reading(self.engine) as connection:
            row = connection.execute(_session_query(token)).mappings().one_or_none()
            if row is None or row["expires_at"] <= now or row["last_seen"] <= now - idle:
                return None
            roles = _roles(connection, row["account"])
        found = SignedIn(session=Session(**_own(row)), account=Account(**_part(row, "a_")), roles=roles)
        if now - found.session.last_seen >= SEEN_EVERY:
            with writing(self.engine) as connection:
                connection.execute(update(sessions).where(sessions.c.id == found.session.id).values(last_seen=now))
        return found

    def sessions(self, account_id: int, now: datetime) -> list[Session]:
        """The open sessions of an account, the last used first."""
        query = select(sessions).where(
            sessions.c.account == account_id, sessions.c.revoked_at.is_(None), sessions.c.expires_at > now
        )
        with reading(self.engine) as connection:
            rows = connection.execute(query.order_by(sessions.c.last_seen.desc())).mappings().all()
        return [Session(**_own(row)) for row in rows]

    def end_session(self, account_id: int, now: datetime, *, session_id: int | None = None) -> int:
        """Ends one session of an account, or all of them; answers how many."""
        ended = update(sessions).where(sessions.c.account == account_id, sessions.c.revoked_at.is_(None))
        if session_id is not None:
            ended = ended.where(sessions.c.id == session_id)
        with writing(self.engine) as connection:
            return connection.execute(ended.values(revoked_at=now)).rowcount

    # limits -----------------------------------------------------------------------------------------------------------

    def attempt(self, key: str, *, most: int, within: timedelta, now: datetime) -> bool:
        """Counts an attempt; False when there were `most` within that time already (it is then not counted)."""
        here = attempts.c.key_print == fingerprint_of(key)
        with writing(self.engine) as connection:
            lock(connection, "attempt", key)
            connection.execute(delete(attempts).where(attempts.c.at < now - timedelta(days=1)))
            lately = select(func.count()).select_from(attempts).where(here, attempts.c.at > now - within)
            if int(connection.scalar(lately) or 0) >= most:
                return False
            connection.execute(insert(attempts).values(key_print=fingerprint_of(key), at=now))
            return True

    # the log ----------------------------------------------------------------------------------------------------------

    def log(
        self,
        organisation: str,
        *,
        by: str,
        action: str,
        subject: str,
        before: str = "",
        after: str = "",
        why: str = "",
        now: datetime,
    ) -> None:
        """Writes down a change somebody made."""
        values = {
            "organisation": organisation,
            "at": now,
            "by": by,
            "action": action,
            "subject": subject,
            "before": before,
            "after": after,
            "why": why,
        }
        with writing(self.engine) as connection:
            connection.execute(insert(audit_entries).values(**values))

    def audit(
        self,
        organisations: Sequence[str],
        *,
        before: int | None = None,
        subject: str | None = None,
        limit: int = 100,
    ) -> list[AuditEntry]:
        """The log of some organisations, the latest first; `before`: only entries older than that id; `subject`: only
        what was made to it."""
        query = select(audit_entries).where(audit_entries.c.organisation.in_(organisations))
        if before is not None:
            query = query.where(audit_entries.c.id < before)
        if subject is not None:
            query = query.where(audit_entries.c.subject == subject)
        with reading(self.engine) as connection:
            rows = connection.execute(query.order_by(audit_entries.c.id.desc()).limit(limit)).mappings().all()
        return [AuditEntry(**row) for row in rows]


def _plain_address(email: str) -> str:
    return email.strip().lower()


def _account(connection: Connection, where: ColumnElement[bool]) -> Account | None:
    row = connection.execute(select(accounts).where(where)).mappings().one_or_none()
    return None if row is None else Account(**row)


def _roles(connection: Connection, account_id: int) -> dict[str, AccessRole]:
    query = select(memberships.c.organisation, memberships.c.role).where(memberships.c.account == account_id)
    rows = connection.execute(query.order_by(memberships.c.organisation))
    return {row.organisation: row.role for row in rows}


def _set_role(
    connection: Connection, account_id: int, organisation: str, role: AccessRole, by: str, now: datetime
) -> AccessRole | None:
    here = and_(memberships.c.account == account_id, memberships.c.organisation == organisation)
    before: AccessRole | None = connection.scalar(select(memberships.c.role).where(here))
    if before == role:
        return before
    if before is None:
        values = {"account": account_id, "organisation": organisation}
        connection.execute(insert(memberships).values(**values, role=role, granted_by=by, granted_at=now))
    else:
        connection.execute(update(memberships).where(here).values(role=role, granted_by=by, granted_at=now))
    return before


def _open_link(token: str, now: datetime) -> ColumnElement[bool]:
    return and_(links.c.token_print == fingerprint_of(token), links.c.used_at.is_(None), links.c.expires_at > now)


def _session_query(token: str) -> Any:
    labelled = [column.label(f"a_{column.name}") for column in accounts.c]
    return (
        select(*(column for column in sessions.c if column.name != "token_print"), *labelled)
        .join(accounts, accounts.c.id == sessions.c.account)
        .where(
            sessions.c.token_print == fingerprint_of(token),
            sessions.c.revoked_at.is_(None),
            accounts.c.closed_at.is_(None),
        )
    )


def _part(row: Row, prefix: str) -> dict[str, Any]:
    return {name.removeprefix(prefix): value for name, value in row.items() if name.startswith(prefix)}


def _own(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if not name.startswith("a_") and name != "token_print"}
