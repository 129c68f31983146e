"""A running OpenID provider whose answers can be tampered with, as an attacker or a broken server would."""

import base64
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import flask
import werkzeug.serving
from joserfc import jwt
from joserfc.jwk import RSAKey
from oidc_provider_mock import User
from oidc_provider_mock import app as provider_app

Change = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass
class Mock:
    """The provider. `claims`: changes what the ID token says; `key`: signs in place of the provider's own; `alg`:
    "none" or "HS256" in place of the right one; `seen`: what it was asked; `broken`: path -> answer in its place."""

    port: int = 0
    claims: Change = lambda claims: claims
    key: RSAKey | None = None
    alg: str = "RS256"
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    broken: dict[str, tuple[str, int]] = field(default_factory=dict)
    rotated: bool = False

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.port}"

    def asked(self, path: str) -> list[dict[str, str]]:
        return [values for where, values in self.seen if where == path]


def _part(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _signed(mock: Mock, key: RSAKey, claims: dict[str, Any]) -> str:
    if mock.alg != "RS256":
        told = ".".join(_part(json.dumps(one).encode()) for one in ({"alg": mock.alg, "kid": key.kid}, claims))
        sealed = hmac.new(key.as_pem(private=False), told.encode(), "sha256").digest() if mock.alg == "HS256" else b""
        return f"{told}.{_part(sealed)}"
    return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)


def _tampered(mock: Mock, answer: flask.Response) -> flask.Response:
    own = flask.g.oidc_provider_mock_storage.jwk
    key = RSAKey.import_key(own.as_dict(is_private=True))
    key.ensure_kid()
    if flask.request.path == "/jwks":
        shown = mock.key if mock.rotated and mock.key else key
        answer.set_data(json.dumps({"keys": [shown.as_dict(private=False)]}))
    if flask.request.path == "/oauth2/token" and answer.status_code == 200:
        given = json.loads(answer.get_data())
        claims = mock.claims(dict(jwt.decode(given["id_token"], key, algorithms=["RS256"]).claims))
        given["id_token"] = _signed(mock, mock.key or key, claims)
        answer.set_data(json.dumps(given))
    return answer


@contextmanager
def provider(*users: User) -> Iterator[Mock]:
    """Serves a provider with some users until left."""
    mock = Mock()
    application = provider_app(user_claims=users)
    application.debug = False

    @application.before_request
    def remember() -> flask.Response | None:
        mock.seen.append((flask.request.path, flask.request.values.to_dict()))
        if flask.request.path in mock.broken:
            content, status = mock.broken[flask.request.path]
            return flask.Response(content, status=status, mimetype="application/json")
        return None

    @application.after_request
    def tamper(answer: flask.Response) -> flask.Response:
        return answer if flask.request.path in mock.broken else _tampered(mock, answer)

    server = werkzeug.serving.make_server("localhost", 0, application, threaded=True)
    mock.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield mock
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()


def another_key() -> RSAKey:
    key = RSAKey.generate_key(2048)
    key.ensure_kid()
    return key


def long_ago(claims: dict[str, Any]) -> dict[str, Any]:
    """A token that was good an hour ago."""
    return {**claims, "iat": int(time.time()) - 7_200, "exp": int(time.time()) - 3_600}
