"""The tables of people and access. Secrets (tokens, links) are kept as fingerprints only: who reads the database cannot
sign in with what lies there."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from mediawatch.store.columns import Moment, Words, metadata

account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", String(320), nullable=False),
    Column("name", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("last_seen", Moment),
    UniqueConstraint("email"),
    sqlite_autoincrement=True,
)

membership = Table(
    "membership",
    metadata,
    Column("account", ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("organisation", String(200), primary_key=True),
    Column("role", String(20), nullable=False),
    Column("granted_by", Words, nullable=False),
    Column("granted_at", Moment, nullable=False),
    CheckConstraint("role IN ('reader', 'adviser', 'administrator')", name="role"),
    Index(None, "organisation"),
)

session = Table(
    "session",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    Column("method", String(20), nullable=False),
    Column("browser", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    # the store's own
    Column("token_print", String(64), nullable=False),
    UniqueConstraint("token_print"),
    Index(None, "account"),
    sqlite_autoincrement=True,
)

sign_in_link = Table(
    "sign_in_link",
    metadata,
    Column("token_print", String(64), primary_key=True),
    Column("account", ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    Column("method", String(20), nullable=False),
    Column("browser_print", String(64), nullable=False),
    Column("goes_to", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Index(None, "account"),
)
"""Links that sign in once. `browser_print`: of the browser that asked for it, "" when none did."""

sign_in_request = Table(
    "sign_in_request",
    metadata,
    Column("state_print", String(64), primary_key=True),
    Column("browser_print", String(64), nullable=False),
    Column("nonce", String(100), nullable=False),
    Column("verifier", String(200), nullable=False),
    Column("goes_to", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
)
"""Sign-ins under way at an OpenID provider."""

attempt = Table(
    "attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key_print", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "key_print", "at"),
)
"""What was tried lately, for limits that several processes share."""

api_token = Table(
    "api_token",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String(200), nullable=False),
    Column("purpose", Words, nullable=False),
    Column("scope", String(20), nullable=False),
    Column("created_by", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("last_used", Moment),
    Column("revoked_at", Moment),
    # the store's own
    Column("token_print", String(64), nullable=False),
    UniqueConstraint("token_print"),
    Index(None, "organisation"),
    sqlite_autoincrement=True,
)

audit_entry = Table(
    "audit_entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Words, nullable=False),
    Column("action", String(50), nullable=False),
    Column("subject", Words, nullable=False),
    Column("before", Words, nullable=False),
    Column("after", Words, nullable=False),
    Column("why", Words, nullable=False),
    Index(None, "organisation", "at"),
    sqlite_autoincrement=True,
)
