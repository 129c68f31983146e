"""Who is asking: a token to a Caller, or to an answer that says why not. Cookies are never looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from mediawatch.model import ApiToken, Organisation, TokenScope
from mediawatch.web.api.problems import ProblemError
from mediawatch.web.guard import Pace
from mediawatch.web.site import Site, site_of

PER_MINUTE = 300
"""Questions of one token."""
LONGEST_TOKEN = 200
REALM = 'Bearer realm="mediawatch"'

bearer = HTTPBearer(
    scheme_name="token",
    auto_error=False,
    description="A token made on the page «Nøkler» (`/<organisation>/nokler`) by an administrator.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A program with a token, asking for the token's organisation and no other."""

    token: ApiToken
    organisation: Organisation
    site: Site

    @property
    def by(self) -> str:
        """How the program is named in what it changes."""
        return f"{self.token.purpose} (nøkkel {self.token.id})"


def _asking(scope: TokenScope) -> Callable[..., Caller]:
    def caller(
        request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Security(bearer)] = None
    ) -> Caller:
        site = site_of(request)
        if given is None:
            words = (
                "Send nøkkelen i hodet «Authorization: Bearer mw_…». En administrator lager nøkler på siden «Nøkler»."
            )
            raise ProblemError(401, words, headers={"WWW-Authenticate": REALM})
        secret = given.credentials
        token = site.store.tokens.find(secret, site.now()) if len(secret) <= LONGEST_TOKEN else None
        organisation = site.organisation(token.organisation) if token else None
        if token is None or organisation is None:
            words = "Nøkkelen er ukjent, trukket tilbake eller for gammel. Be en administrator om en ny."
            raise ProblemError(401, words, headers={"WWW-Authenticate": f'{REALM}, error="invalid_token"'})
        if scope == "write" and token.scope != "write":
            needed = f'{REALM}, error="insufficient_scope", scope="write"'
            words = "Nøkkelen kan bare lese. Be en administrator om en som også kan skrive."
            raise ProblemError(403, words, headers={"WWW-Authenticate": needed})
        pace: Pace = request.app.state.pace
        if not pace.admits(str(token.id)):
            words = f"Nøkkelen har spurt mer enn {PER_MINUTE} ganger på et minutt. Vent litt."
            raise ProblemError(429, words, headers={"Retry-After": "10"})
        _refuse_unknown(request)
        return Caller(token=token, organisation=organisation, site=site)

    return caller


def _refuse_unknown(request: Request) -> None:
    """A misspelt parameter would else be as if it had not been sent, and the answer another than was asked for."""
    known = [one.alias for one in request.scope["route"].dependant.query_params]
    unknown = tuple(name for name in request.query_params if name not in known)
    if unknown:
        words = f"Parameteren finnes ikke. Mulige er {', '.join(known)}." if known else "Adressen tar ingen parametere."
        errors = tuple((f"query.{name[:80]}", words) for name in unknown[:20])
        raise ProblemError(422, f"Rett {errors[0][0]}: {words}", errors=errors)


Reading = Annotated[Caller, Depends(_asking("read"))]
Writing = Annotated[Caller, Depends(_asking("write"))]
