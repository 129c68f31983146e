"""The OpenID provider that signs people in: where to send them, and what the code they come back with is worth.

The only door to authlib and joserfc, and beside collect.fetch the only one to httpx: the provider is named
by the operator and may stand on a closed network, where the fetcher of strangers' pages must never go.
"""

import json
import logging
import threading
import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlsplit

import httpx
from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import get_well_known_url
from joserfc import jwt
from joserfc.errors import BadSignatureError, ExpiredTokenError, InvalidClaimError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from mediawatch.config import Settings
from mediawatch.config.addresses import is_loopback
from mediawatch.errors import MediawatchError

log = logging.getLogger(__name__)

Trouble = Literal["away", "odd", "refused", "clock", "forged"]
"""Not reached; answered nonsense; would not take the code; the clocks differ; the token is not to be believed."""

ALGORITHMS = ("RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512", "Ed25519", "EdDSA")
"""Asymmetric ones only: never "none", and nothing that could be signed with what is public."""
MOST_BYTES = 1_000_000
SECONDS = 10.0
LEEWAY = 120
"""Seconds that the provider's clock may differ from ours."""
FRESH_FOR = 3_600.0
AWAY_SECONDS = 5.0
KEYS_AGAIN = 30.0
"""Keys are asked for anew when a token has another one, but no oftener than this."""


class ProviderError(MediawatchError):
    """Signing in at the provider came to nothing. `trouble`: why, in one word."""

    def __init__(self, trouble: Trouble, message: str) -> None:
        super().__init__(f"sign-in provider: {message}")
        self.trouble = trouble


class Provider:
    """One OpenID provider, known by its issuer. Discovery and keys are remembered for an hour. Shared by threads."""

    def __init__(self, settings: Settings) -> None:
        self.issuer = settings.oidc_issuer
        self.client_id = settings.oidc_client_id
        self._secret = settings.oidc_client_secret
        self._lock = threading.Lock()
        self._away_until = 0.0
        self._known: tuple[float, Mapping[str, Any]] | None = None
        self._keys: tuple[float, KeySet] | None = None

    def address(self, *, back: str, state: str, nonce: str, verifier: str) -> str:
        """Where the browser is sent to sign in. `back`: where it comes back to. Raises ProviderError."""
        known = self._discovered()
        scopes = known.get("scopes_supported") or ()
        wanted = ["openid", "email", "profile", *(["groups"] if "groups" in scopes else [])]
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": back,
            "scope": " ".join(wanted),
            "state": state,
            "nonce": nonce,
            "code_challenge": create_s256_code_challenge(verifier),
            "code_challenge_method": "S256",
        }
        return str(add_params_to_uri(self._endpoint("authorization_endpoint"), list(asked.items())))

    def claims(self, code: str, *, back: str, nonce: str, verifier: str, now: datetime) -> dict[str, Any]:
        """The code that came back to what the provider says of whoever signed in. Raises ProviderError."""
        asked = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": verifier,
        }
        methods = self._discovered().get("token_endpoint_auth_methods_supported") or ("client_secret_basic",)
        by_form = "client_secret_basic" not in methods and "client_secret_post" in methods
        if by_form:
            asked |= {"client_id": self.client_id, "client_secret": self._secret}
        answer = self._ask("POST", self._endpoint("token_endpoint"), form=asked, basic=not by_form)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise ProviderError("odd", "no ID token in the answer")
        claims = self._read(token, nonce=nonce, now=now)
        access = answer.get("access_token")
        if not claims.get("email") and isinstance(access, str) and self._discovered().get("userinfo_endpoint"):
            more = self._ask("GET", self._endpoint("userinfo_endpoint"), bearer=access)
            if more.get("sub") == claims.get("sub"):
                claims = {**more, **claims}
        return claims

    def _read(self, token: str, *, nonce: str, now: datetime) -> dict[str, Any]:
        """An ID token to its claims, when it is the provider's, meant for us, for this sign-in, and of today."""
        try:
            read = self._verified(token)
            exact = {"iss": self.issuer, "aud": self.client_id, "nonce": nonce}
            options = {name: {"essential": True, "value": value} for name, value in exact.items()}
            claims = CodeIDToken(read.claims, read.header, options, {"client_id": self.client_id, "nonce": nonce})
            claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
        except ExpiredTokenError as error:
            raise ProviderError("clock", "the ID token has expired") from error
        except InvalidClaimError as error:
            trouble: Trouble = "clock" if error.claim in ("iat", "nbf") else "forged"
            raise ProviderError(trouble, f"the ID token has another {error.claim}") from error
        except (JoseError, ValueError, TypeError) as error:
            raise ProviderError("forged", f"the ID token cannot be believed ({type(error).__name__})") from error
        return dict(claims)

    def _verified(self, token: str) -> jwt.Token:
        """The token read with the provider's keys; asked for anew once when the token is signed with another."""
        try:
            return jwt.decode(token, self._key_set(), algorithms=ALGORITHMS)
        except (BadSignatureError, InvalidKeyIdError):
            return jwt.decode(token, self._key_set(older_than=KEYS_AGAIN), algorithms=ALGORITHMS)

    def _discovered(self) -> Mapping[str, Any]:
        with self._lock:
            if self._known is None or time.monotonic() - self._known[0] > FRESH_FOR:
                found = self._first_answer()
                if found.get("issuer") != self.issuer:
                    raise ProviderError("odd", f"calls itself {str(found.get('issuer'))[:200]!r}, not {self.issuer!r}")
                self._known = (time.monotonic(), found)
            return self._known[1]

    def _first_answer(self) -> dict[str, Any]:
        """The discovery document. After it could not be had nobody waits for it again for some seconds."""
        if time.monotonic() < self._away_until:
            raise ProviderError("away", "did not answer a moment ago")
        try:
            return self._ask("GET", get_well_known_url(self.issuer, external=True))
        except ProviderError:
            self._away_until = time.monotonic() + AWAY_SECONDS
            raise

    def _key_set(self, older_than: float = FRESH_FOR) -> KeySet:
        address = self._endpoint("jwks_uri")
        with self._lock:
            if self._keys is None or time.monotonic() - self._keys[0] > older_than:
                found = self._ask("GET", address)
                try:
                    self._keys = (time.monotonic(), KeySet.import_key_set(found))  # type: ignore[arg-type]
                except (JoseError, ValueError, KeyError, TypeError) as error:
                    raise ProviderError("odd", "its keys cannot be read") from error
            return self._keys[1]

    def _endpoint(self, name: str) -> str:
        address = self._discovered().get(name)
        parts = urlsplit(address if isinstance(address, str) else "")
        if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
            raise ProviderError("odd", f"has no usable {name}")
        return str(address)

    def _ask(
        self, method: str, address: str, *, form: Mapping[str, str] | None = None, basic: bool = False, bearer: str = ""
    ) -> dict[str, Any]:
        """One question to the provider, within limits of time and size."""
        headers = {"Accept": "application/json", **({"Authorization": f"Bearer {bearer}"} if bearer else {})}
        who = httpx.BasicAuth(_form_quoted(self.client_id), _form_quoted(self._secret)) if basic else None
        ends = time.monotonic() + SECONDS
        try:
            with (
                httpx.Client(timeout=SECONDS, follow_redirects=False) as client,
                client.stream(method, address, data=form, headers=headers, auth=who) as answer,
            ):
                content = b""
                for piece in answer.iter_bytes():
                    content += piece
                    if len(content) > MOST_BYTES or time.monotonic() > ends:
                        raise ProviderError("odd", "answers more or slower than it should")
                return _object(answer.status_code, content, is_code=form is not None)
        except httpx.HTTPError as error:
            raise ProviderError("away", f"{type(error).__name__} at {urlsplit(address).hostname}") from error


def _object(status: int, content: bytes, *, is_code: bool) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        found = None
    if status != 200 or not isinstance(found, dict):
        told = str(found.get("error"))[:100] if isinstance(found, dict) else ""
        trouble: Trouble = "away" if status >= 500 else "refused" if is_code and told else "odd"
        raise ProviderError(trouble, f"answered {status} {told}".strip())
    return found


def _form_quoted(text: str) -> str:
    """As RFC 6749 2.3.1 wants a client's name and secret before they go into the header."""
    return str(httpx.QueryParams({"x": text})).removeprefix("x=")
