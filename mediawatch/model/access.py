"""Records of people and access: who may see what, how they signed in, and what they did."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

AccessRole = Literal["reader", "adviser", "administrator"]
"""What an account may do in one organisation: read; also review, correct and decide; also people and settings."""
SignInMethod = Literal["link", "terminal", "oidc"]
TokenScope = Literal["read", "write"]

ACCESS_ROLES: tuple[AccessRole, ...] = get_args(AccessRole)
"""Least first: each may do what those before it may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person who may sign in, known by the mail address (lower case). `closed_at`: may no longer."""

    id: int
    email: str
    name: str
    created_at: datetime
    closed_at: datetime | None = None
    last_seen: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """What an account may do in one organisation. `granted_by`: a mail address, "config", "oidc" or "terminal"."""

    account: int
    organisation: str
    role: AccessRole
    granted_by: str
    granted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One browser signed in. The token itself is only in the browser; here lies its fingerprint."""

    id: int
    account: int
    method: SignInMethod
    browser: str
    created_at: datetime
    last_seen: datetime
    expires_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """What a program asks with for an organisation. `purpose` says what for; with `scope` "read" it changes nothing."""

    id: int
    organisation: str
    purpose: str
    scope: TokenScope
    created_by: str
    created_at: datetime
    expires_at: datetime
    last_used: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One change somebody made. `action`: "story.tone", "account.role" …; `subject`: what it was made to ("story 12");
    `organisation` "": concerns the installation."""

    id: int
    organisation: str
    at: datetime
    by: str
    action: str
    subject: str
    before: str = ""
    after: str = ""
    why: str = ""
