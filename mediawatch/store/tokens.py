"""What programs ask with: a token for each purpose, shown once, kept as a fingerprint.

A token begins with `mw_`, so that one that has leaked into a repository or a log can be recognised as ours.
"""

from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import Engine, insert, select, update

from mediawatch.model import ApiToken, TokenScope
from mediawatch.store.access import fingerprint_of
from mediawatch.store.access_tables import api_token as tokens
from mediawatch.store.connect import reading, writing
from mediawatch.store.rows import Row

TOKEN_PREFIX = "mw_"  # noqa: S105 - what tokens begin with, no secret
LONGEST_LIFE = timedelta(days=365)
USED_EVERY = timedelta(minutes=5)
"""The last use is written down no oftener than this: asking then writes nothing."""

_KEPT = [column for column in tokens.c if column.name != "token_print"]


class Tokens:
    """Tokens, made, asked for and revoked; each method is one transaction. Raises StoreError as the Store does."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def make(
        self, organisation: str, *, purpose: str, scope: TokenScope, by: str, now: datetime, lasts: timedelta
    ) -> tuple[ApiToken, str]:
        """A new token, and the secret itself, which is kept nowhere. `lasts`: at most LONGEST_LIFE."""
        secret = TOKEN_PREFIX + token_urlsafe(32)
        values = {
            "organisation": organisation,
            "purpose": purpose,
            "scope": scope,
            "created_by": by,
            "created_at": now,
            "expires_at": now + min(lasts, LONGEST_LIFE),
            "token_print": fingerprint_of(secret),
        }
        with writing(self.engine) as connection:
            row = connection.execute(insert(tokens).values(**values).returning(*_KEPT)).mappings().one()
        return _token(row), secret

    def find(self, secret: str, now: datetime) -> ApiToken | None:
        """The token of a secret; None when there is none, or it was revoked, or is too old. Notes the use."""
        query = select(*_KEPT).where(
            tokens.c.token_print == fingerprint_of(secret), tokens.c.revoked_at.is_(None), tokens.c.expires_at > now
        )
        with reading(self.engine) as connection:
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            return None
        found = _token(row)
        if found.last_used is None or now - found.last_used >= USED_EVERY:
            with writing(self.engine) as connection:
                connection.execute(update(tokens).where(tokens.c.id == found.id).values(last_used=now))
        return found

    def all(self, organisation: str) -> list[ApiToken]:
        """The organisation's tokens, those that no longer work too, the latest first."""
        query = select(*_KEPT).where(tokens.c.organisation == organisation).order_by(tokens.c.id.desc())
        with reading(self.engine) as connection:
            return [_token(row) for row in connection.execute(query).mappings()]

    def revoke(self, organisation: str, token_id: int, now: datetime) -> ApiToken | None:
        """Ends a token of the organisation at once; None when there is none that works."""
        here = (tokens.c.id == token_id, tokens.c.organisation == organisation, tokens.c.revoked_at.is_(None))
        with writing(self.engine) as connection:
            ended = update(tokens).where(*here).values(revoked_at=now).returning(*_KEPT)
            row = connection.execute(ended).mappings().one_or_none()
        return None if row is None else _token(row)


def _token(row: Row) -> ApiToken:
    values: dict[str, Any] = dict(row)
    return ApiToken(**values)
