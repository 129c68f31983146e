"""In at an OpenID provider, with a real one running; nobody gets in by a token that is not its own, for us, for now."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from oidc_provider_mock import User
from playwright.sync_api import Browser

from mediawatch.model import AccessGroup
from mediawatch.store import open_store
from mediawatch.web.oidc import groups_of
from mediawatch.web.opening import open_pages
from tests.web.conftest import Pages
from tests.web.provider import Mock, another_key, long_ago, provider
from tests.web.sample import fill, make_config

ADVISERS, LEADERS = "11111111-aaaa", "22222222-bbbb"
KARI = {"email": "Kari@kommune.example", "name": "Kari Nordlie"}


@pytest.fixture
def mock() -> Iterator[Mock]:
    """The provider, with Kari among the advisers."""
    with provider(User(sub="kari", claims={**KARI, "groups": [ADVISERS]})) as running:
        yield running


@pytest.fixture
def pages(tmp_path: Path, mock: Mock) -> Iterator[Pages]:
    """A site that signs people in there; its clock goes like the provider's."""
    config = make_config(
        str(tmp_path), oidc_issuer=mock.issuer, oidc_client_id="mediawatch", oidc_client_secret="hemmelig"
    )
    groups = (AccessGroup(id=ADVISERS, role="adviser"), AccessGroup(id=LEADERS, role="reader"))
    config = replace(config, organisations=(replace(config.organisations[0], groups=groups), config.organisations[1]))
    moved = [timedelta()]
    with open_store(config.settings.database) as store:
        fill(store, "modum", count=3)
        with open_pages(config, store, port=0, now=lambda: datetime.now(UTC) + moved[0]) as site:
            opened = Pages(site=site, config=config, store=store, folder=tmp_path, clock=moved)
            yield opened
            opened.close()


def to_provider(client: httpx.Client, to: str = "/modum/innstillinger") -> str:
    """The address at the provider that the browser is sent to."""
    sent = client.get("/logg-inn/oidc", params={"til": to}, follow_redirects=False)
    assert sent.status_code == 302, sent.text
    return sent.headers["location"]


def from_provider(address: str, sub: str = "kari", **form: str) -> str:
    """Where the provider sends the browser back to."""
    answer = httpx.post(address, data={"sub": sub, **form})
    assert answer.status_code == 302, answer.text
    return answer.headers["location"]


def sign_in(pages: Pages, client: httpx.Client | None = None, sub: str = "kari") -> httpx.Response:
    """All the way."""
    client = client or pages.client()
    return client.get(from_provider(to_provider(client), sub))


def user(mock: Mock, sub: str = "kari", **claims) -> None:
    """Changes what the provider knows of somebody."""
    assert httpx.put(f"{mock.issuer}/users/{sub}", json=claims).status_code == 204


def role(pages: Pages, email: str = "kari@kommune.example") -> str | None:
    account = pages.store.access.account(email)
    return pages.store.access.roles(account.id).get("modum") if account else None


def heading(answer: httpx.Response) -> str:
    return re.search(r"<h1>(.*?)</h1>", answer.text).group(1)


def test_the_whole_way_in_a_browser(pages: Pages, browser: Browser) -> None:
    context = browser.new_context(locale="nb-NO")
    page = context.new_page()
    page.goto(f"{pages.base}/modum/innstillinger")
    page.get_by_role("link", name="Logg inn med jobbkontoen").click()
    page.locator("button[value=kari], input[value=kari], button:has-text('kari')").first.click()
    page.wait_for_url(f"{pages.base}/modum/innstillinger")
    assert page.get_by_text("Kari Nordlie").count()
    assert role(pages) == "adviser"
    cookies = {cookie["name"]: cookie for cookie in context.cookies()}
    assert "mediawatch-innlogging" not in cookies
    context.close()


def test_the_code_is_asked_for_with_a_challenge_and_fetched_with_its_answer(pages: Pages, mock: Mock) -> None:
    sign_in(pages)
    (asked,), (fetched,) = mock.asked("/oauth2/authorize")[-1:], mock.asked("/oauth2/token")
    assert asked["code_challenge_method"] == "S256"
    assert asked["code_challenge"] == create_s256_code_challenge(fetched["code_verifier"])
    assert asked["redirect_uri"] == fetched["redirect_uri"] == f"{pages.base}/logg-inn/oidc/svar"
    assert len(fetched["code_verifier"]) >= 43
    assert "openid" in asked["scope"].split()


def test_the_session_knows_how_it_began_and_the_log_who_gave_the_role(pages: Pages) -> None:
    answer = sign_in(pages)
    assert answer.url.path == "/modum/innstillinger"
    account = pages.store.access.account("kari@kommune.example")
    assert [one.method for one in pages.store.access.sessions(account.id, pages.site.now())] == ["oidc"]
    (entry,) = pages.store.access.audit(["modum"])
    assert (entry.by, entry.action, entry.after) == ("oidc", "account.role", "adviser")


def test_an_answer_counts_once(pages: Pages) -> None:
    client = pages.client()
    back = from_provider(to_provider(client))
    assert client.get(back).url.path == "/modum/innstillinger"
    again = client.get(back)
    assert again.status_code == 400
    assert heading(again) == "Innloggingen ble ikke fullført"


def test_an_answer_counts_in_the_browser_that_asked(pages: Pages) -> None:
    back = from_provider(to_provider(pages.client()))
    victim = pages.client()
    assert victim.get(back).status_code == 400
    to_provider(victim)
    assert victim.get(back).status_code == 400
    assert victim.get("/modum/innstillinger").url.path == "/logg-inn"


def test_a_forged_state_is_refused(pages: Pages, mock: Mock) -> None:
    client = pages.client()
    back = urlsplit(from_provider(to_provider(client)))
    code = parse_qs(back.query)["code"][0]
    for state in ("", "x" * 43, "x" * 5_000, "a\x00b"):
        answer = client.get("/logg-inn/oidc/svar", params={"state": state, "code": code})
        assert answer.status_code == 400
    assert mock.asked("/oauth2/token") == []


def test_an_answer_after_ten_minutes_is_too_late(pages: Pages) -> None:
    client = pages.client()
    back = from_provider(to_provider(client))
    pages.clock[0] += timedelta(minutes=10)
    assert client.get(back).status_code == 400


def test_the_cookie_is_for_browsers_and_for_ten_minutes(pages: Pages) -> None:
    sent = pages.client().get("/logg-inn/oidc", follow_redirects=False)
    cookie = sent.headers["set-cookie"]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=lax", "Max-Age=600"))


FORGED: dict[str, Callable[[Mock], object]] = {
    "another nonce": lambda mock: setattr(mock, "claims", lambda claims: {**claims, "nonce": "x"}),
    "no nonce": lambda mock: setattr(
        mock, "claims", lambda claims: {name: value for name, value in claims.items() if name != "nonce"}
    ),
    "for another client": lambda mock: setattr(mock, "claims", lambda claims: {**claims, "aud": ["x"]}),
    "another authorised party": lambda mock: setattr(
        mock, "claims", lambda claims: {**claims, "aud": ["mediawatch", "x"], "azp": "x"}
    ),
    "another issuer": lambda mock: setattr(mock, "claims", lambda claims: {**claims, "iss": "https://ond.example"}),
    "another key": lambda mock: setattr(mock, "key", another_key()),
    "unsigned": lambda mock: setattr(mock, "alg", "none"),
    "signed with what is public": lambda mock: setattr(mock, "alg", "HS256"),
    "no subject": lambda mock: setattr(
        mock, "claims", lambda claims: {name: value for name, value in claims.items() if name != "sub"}
    ),
    "times of another kind": lambda mock: setattr(mock, "claims", lambda claims: {**claims, "exp": "i morgen"}),
}


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_token_lets_nobody_in(pages: Pages, mock: Mock, what: str) -> None:
    FORGED[what](mock)
    client = pages.client()
    answer = sign_in(pages, client)
    assert (answer.status_code, heading(answer)) == (403, "Innloggingen ble ikke godtatt")
    assert client.get("/modum/innstillinger").url.path == "/logg-inn"
    assert pages.store.access.account("kari@kommune.example") is None


@pytest.mark.parametrize(
    "change", [long_ago, lambda claims: {**claims, "iat": claims["iat"] + 600, "exp": claims["exp"] + 600}]
)
def test_clocks_that_differ_are_told(pages: Pages, mock: Mock, change) -> None:
    mock.claims = change
    answer = sign_in(pages)
    assert (answer.status_code, heading(answer)) == (502, "Klokkene går ikke likt")


def test_a_minute_between_the_clocks_is_borne(pages: Pages, mock: Mock) -> None:
    mock.claims = lambda claims: {**claims, "iat": claims["iat"] + 60}
    assert sign_in(pages).url.path == "/modum/innstillinger"


def test_new_keys_are_fetched_when_the_provider_changes_them(pages: Pages, mock: Mock, monkeypatch) -> None:
    assert sign_in(pages).status_code == 200
    monkeypatch.setattr("mediawatch.web.oidc_provider.KEYS_AGAIN", 0.0)
    mock.key, mock.rotated = another_key(), True
    assert sign_in(pages).url.path == "/modum/innstillinger"
    assert len(mock.asked("/jwks")) == 2


def test_keys_are_not_fetched_for_every_forged_token(pages: Pages, mock: Mock) -> None:
    mock.key = another_key()
    for _ in range(4):
        assert sign_in(pages).status_code == 403
    assert len(mock.asked("/jwks")) == 1


def test_who_says_no_is_told_kindly(pages: Pages) -> None:
    client = pages.client()
    (state,) = parse_qs(urlsplit(to_provider(client)).query)["state"]
    answer = client.get("/logg-inn/oidc/svar", params={"error": "access_denied", "state": state})
    assert (answer.status_code, heading(answer)) == (403, "Du avbrøt innloggingen")
    assert "/logg-inn/oidc?til=/modum/innstillinger" in answer.text


@pytest.mark.parametrize(
    ("path", "content", "status", "told"),
    [
        ("/oauth2/token", '{"error": "invalid_client"}', 401, "Innloggingstjenesten sa nei"),
        ("/oauth2/token", "<html>", 200, "Innloggingstjenesten svarte rart"),
        ("/oauth2/token", "{}", 200, "Innloggingstjenesten svarte rart"),
        ("/oauth2/token", "[" * 100_000, 200, "Innloggingstjenesten svarte rart"),
        ("/oauth2/token", "x" * 2_000_000, 200, "Innloggingstjenesten svarte rart"),
        ("/oauth2/token", "oi", 500, "Innloggingstjenesten svarer ikke"),
        ("/jwks", '{"keys": [{"kty": "RSA"}]}', 200, "Innloggingstjenesten svarte rart"),
    ],
)
def test_a_provider_that_answers_oddly_is_told(pages: Pages, mock: Mock, path, content, status, told) -> None:
    client = pages.client()
    back = from_provider(to_provider(client))
    mock.broken[path] = (content, status)
    if path == "/jwks":
        mock.seen.clear()
    answer = client.get(back)
    assert heading(answer) == told
    assert answer.status_code in (502, 503)
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "document",
    [
        '{"issuer": "https://ond.example"}',
        "[]",
        '{"issuer": "ISSUER", "authorization_endpoint": "http://ond.example/inn"}',
        '{"issuer": "ISSUER", "authorization_endpoint": "javascript:alert(1)"}',
        '{"issuer": "ISSUER"}',
    ],
)
def test_a_discovery_document_that_cannot_be_right_is_refused(pages: Pages, mock: Mock, document: str) -> None:
    mock.broken["/.well-known/openid-configuration"] = (document.replace("ISSUER", mock.issuer), 200)
    answer = pages.client().get("/logg-inn/oidc")
    assert (answer.status_code, heading(answer)) == (502, "Innloggingstjenesten svarte rart")


def test_a_provider_that_is_down_is_told_and_left_alone_a_while(pages: Pages, mock: Mock, monkeypatch) -> None:
    mock.broken["/.well-known/openid-configuration"] = ("", 503)
    for _ in range(3):
        answer = pages.client().get("/logg-inn/oidc")
        assert (answer.status_code, heading(answer)) == (503, "Innloggingstjenesten svarer ikke")
    assert len(mock.asked("/.well-known/openid-configuration")) == 1


def test_nothing_listens_at_the_provider(pages: Pages) -> None:
    pages.site.provider.issuer = "http://127.0.0.1:9"
    answer = pages.client().get("/logg-inn/oidc")
    assert (answer.status_code, heading(answer)) == (503, "Innloggingstjenesten svarer ikke")


def test_groups_give_the_highest_role_and_take_it_away(pages: Pages, mock: Mock) -> None:
    user(mock, **KARI, groups=[LEADERS, ADVISERS])
    sign_in(pages)
    assert role(pages) == "adviser"
    user(mock, **KARI, groups=[LEADERS])
    sign_in(pages)
    assert role(pages) == "reader"
    user(mock, **KARI, groups=["noe annet"])
    client = pages.client()
    answer = sign_in(pages, client)
    assert (answer.status_code, heading(answer)) == (403, "Du har ikke tilgang ennå")
    assert role(pages) is None
    assert client.get("/modum/innstillinger").url.path == "/logg-inn"


def test_a_role_given_by_hand_stands(pages: Pages, mock: Mock) -> None:
    pages.account("administrator", email="kari@kommune.example")
    sign_in(pages)
    assert role(pages) == "administrator"
    user(mock, **KARI)
    assert sign_in(pages).status_code == 200
    assert role(pages) == "administrator"


def test_roles_of_the_application_count_as_groups(pages: Pages, mock: Mock) -> None:
    user(mock, **KARI, roles=[LEADERS])
    sign_in(pages)
    assert role(pages) == "reader"


def test_more_groups_than_fit_change_nothing(pages: Pages, mock: Mock) -> None:
    sign_in(pages)
    user(mock, **KARI, _claim_names={"groups": "src1"}, _claim_sources={"src1": {"endpoint": "https://x.example"}})
    assert sign_in(pages).url.path == "/modum/innstillinger"
    assert role(pages) == "adviser"


def test_those_who_get_the_digest_may_read(pages: Pages, mock: Mock) -> None:
    user(mock, email="leder@kommune.example", name="Leder Lund")
    assert sign_in(pages).url.path == "/modum/innstillinger"
    assert role(pages, "leder@kommune.example") == "reader"


def test_a_closed_account_stays_closed(pages: Pages, mock: Mock) -> None:
    from sqlalchemy import text

    sign_in(pages)
    with pages.store.engine.begin() as connection:
        connection.execute(text("UPDATE account SET closed_at = created_at"))
    assert heading(sign_in(pages)) == "Du har ikke tilgang ennå"


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "kari@kommune.example", "email_verified": False},
        {"email": "kari@kommune.example", "email_verified": "false"},
        {"preferred_username": "kari"},
        {},
        {"email": "kari@kommune.example\r\nBcc: x@y.example"},
    ],
)
def test_an_address_the_provider_does_not_vouch_for_is_no_address(pages: Pages, mock: Mock, claims) -> None:
    user(mock, **claims, groups=[ADVISERS])
    answer = sign_in(pages)
    assert (answer.status_code, heading(answer)) == (403, "Kontoen mangler e-postadresse")


def test_the_sign_in_name_stands_in_for_the_address(pages: Pages, mock: Mock) -> None:
    user(mock, preferred_username="kari@kommune.example", groups=[ADVISERS])
    assert sign_in(pages).url.path == "/modum/innstillinger"


def test_nobody_is_led_off_the_site(pages: Pages) -> None:
    client = pages.client()
    answer = client.get(from_provider(to_provider(client, to="https://ond.example/")))
    assert (answer.url.host, answer.status_code) == ("127.0.0.1", 200)


def test_another_provider_cannot_send_the_browser_back(pages: Pages, mock: Mock) -> None:
    client = pages.client()
    back = from_provider(to_provider(client))
    assert heading(client.get(f"{back}&iss=https%3A%2F%2Fond.example")) == "Innloggingen ble ikke godtatt"
    assert mock.asked("/oauth2/token") == []


def test_links_can_be_turned_off(pages: Pages) -> None:
    object.__setattr__(pages.config.settings, "sign_in", "oidc")
    client = pages.client()
    assert 'name="epost"' not in client.get("/logg-inn").text
    assert client.post("/logg-inn", data={"epost": "kari@kommune.example"}).status_code == 403
    assert client.get(pages.link("reader")).status_code == 200


def test_groups_are_read_from_lists_and_single_words() -> None:
    assert groups_of({"groups": ["a", 1, None], "roles": "b"}, ["groups", "roles"]) == {"a", "b"}
    assert groups_of({}, ["groups"]) == frozenset()
    assert groups_of({"_claim_names": {"groups": "src1"}}, ["groups"]) is None
