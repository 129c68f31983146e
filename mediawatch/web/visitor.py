"""Who is asking, and what they may do: a request to a Visitor, or to an answer that says why not.

Everything below `/{organisation}` depends on `reader`, `adviser` or `administrator`. Somebody without a role in the
organisation is told that there is no such page: that an organisation is watched here is nobody else's business.
"""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

from fastapi import Depends, Path, Request
from starlette.datastructures import UploadFile

from mediawatch.model import ACCESS_ROLES, AccessRole, Account, Organisation
from mediawatch.store import SignedIn
from mediawatch.web.site import SESSION_IDLE, Site, site_of

COOKIE, SECURE_COOKIE = "mediawatch", "__Host-mediawatch"
MOST_FIELDS = 1_000
LONGEST_VERSION = 9


class SignInNeededError(Exception):
    """Nobody is signed in; the answer leads to the sign-in page and back."""


class NotFoundError(Exception):
    """There is no such page, or it is not this visitor's to know of. `words`: what was not found."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self.words = words


class NotAllowedError(Exception):
    """The visitor may look but not do this. `needs`: the role it takes."""

    def __init__(self, needs: AccessRole) -> None:
        super().__init__(needs)
        self.needs = needs


class ForgedError(Exception):
    """A form that was not sent from one of our own pages, or is too old."""


class BadInputError(Exception):
    """A form or address that makes no sense. `words`: what is wrong and what to do, in Norwegian."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """An account signed in, looking at one organisation. `token`: the session's own, held by the browser."""

    account: Account
    session: int
    token: str
    roles: Mapping[str, AccessRole]
    organisation: Organisation
    role: AccessRole

    @property
    def by(self) -> str:
        """How the visitor is named in what they change: the name, else the address."""
        return self.account.name or self.account.email

    def may(self, role: AccessRole) -> bool:
        """Whether the visitor has that role or one above it."""
        return ACCESS_ROLES.index(self.role) >= ACCESS_ROLES.index(role)


def csrf_of(token: str) -> str:
    """What a form carries to show that it is from the page of that session."""
    return hmac.new(token.encode(), b"form", sha256).hexdigest()


def session_token(request: Request) -> str:
    """The session token the browser sent, "" without one."""
    return request.cookies.get(SECURE_COOKIE if site_of(request).is_https else COOKIE, "")


def signed_in(request: Request) -> SignedIn | None:
    """Who is signed in, whatever organisation is looked at."""
    site, token = site_of(request), session_token(request)
    if not token or len(token) > 100:
        return None
    return site.store.access.signed_in(token, now=site.now(), idle=SESSION_IDLE)


def visitor_of(request: Request, organisation: str) -> Visitor:
    """The visitor of an organisation's page. Raises SignInNeededError, NotFoundError."""
    found = signed_in(request)
    if found is None:
        raise SignInNeededError
    site = site_of(request)
    site.renew()
    here = site.organisation(organisation)
    role = found.roles.get(organisation)
    if here is None or role is None:
        raise NotFoundError
    visitor = Visitor(
        account=found.account,
        session=found.session.id,
        token=session_token(request),
        roles={name: role for name, role in found.roles.items() if site.organisation(name)},
        organisation=here,
        role=role,
    )
    request.state.visitor = visitor
    return visitor


def _needing(role: AccessRole) -> Callable[[Request, str], Visitor]:
    def visitor(request: Request, organisation: Annotated[str, Path(max_length=200)]) -> Visitor:
        found = visitor_of(request, organisation)
        if not found.may(role):
            raise NotAllowedError(role)
        return found

    return visitor


Reader = Annotated[Visitor, Depends(_needing("reader"))]
Adviser = Annotated[Visitor, Depends(_needing("adviser"))]
Administrator = Annotated[Visitor, Depends(_needing("administrator"))]


class SentForm(dict[str, str]):
    """The fields of a form sent from one of our pages; `lists` holds the fields that came more than once, `files` what
    lay in those that take a file."""

    lists: Mapping[str, tuple[str, ...]]
    files: Mapping[str, bytes]

    def need(self, name: str, words: str) -> str:
        """A field that must be filled in. Raises BadInputError with `words` when it is not."""
        value = self.get(name, "").strip()
        if not value:
            raise BadInputError(words)
        return value

    def version(self, otherwise: int = 0) -> int:
        """The version of the record that the form was made from (`versjon`); `otherwise`, which none has, when it does
        not tell."""
        seen = self.get("versjon", "")
        return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < LONGEST_VERSION else otherwise


async def sent_form(request: Request) -> SentForm:
    """The form of a request. Raises ForgedError unless it carries the mark of the session, or (where nobody is signed
    in) comes from one of our pages."""
    return await _sent(request, most_files=0)


async def sent_file_form(request: Request) -> SentForm:
    """As `sent_form`, with one file."""
    return await _sent(request, most_files=1)


async def _sent(request: Request, *, most_files: int) -> SentForm:
    fields = await request.form(max_files=most_files, max_fields=MOST_FIELDS)
    form = SentForm({name: value for name, value in fields.items() if isinstance(value, str)})
    form.files = {name: await value.read() for name, value in fields.items() if isinstance(value, UploadFile)}
    form.lists = {name: tuple(str(value) for value in fields.getlist(name)) for name in fields}
    token = session_token(request)
    if token and not hmac.compare_digest(form.get("csrf", "").encode(), csrf_of(token).encode()):
        raise ForgedError
    return form


Form = Annotated[SentForm, Depends(sent_form)]
FileForm = Annotated[SentForm, Depends(sent_file_form)]
SignedInOrNot = Annotated[SignedIn | None, Depends(signed_in)]
OurSite = Annotated[Site, Depends(site_of)]
LARGEST_ID = 2**31 - 1
RowId = Annotated[int, Path(ge=1, le=LARGEST_ID)]
"""A number in an address that may be a row's: no database takes larger ones."""
