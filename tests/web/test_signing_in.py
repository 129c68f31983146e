"""In by a link, once; nobody gets in otherwise, and nothing leaks."""

import re
import time
from datetime import timedelta
from email import message_from_bytes, policy

import httpx
import pytest

from tests.web.conftest import Pages, csrf


def mailed_link(pages: Pages) -> str:
    """The link of the only mail in the outbox."""
    files = waited_for(lambda: sorted((pages.folder / "outbox").glob("*.eml")))
    message = message_from_bytes(files[-1].read_bytes(), policy=policy.default)
    found = re.search(r"http://\S+/logg-inn/\S+", message.get_body(("plain",)).get_content())
    assert found
    return found.group()


def waited_for(what):
    """What it answers, once there is something: mails go out after the page."""
    for _ in range(200):
        if found := what():
            return found
        time.sleep(0.02)
    raise AssertionError("nothing came")


def ask(client: httpx.Client, email: str, to: str = "/") -> httpx.Response:
    return client.post("/logg-inn", data={"epost": email, "til": to})


def test_a_terminal_link_signs_in_once(pages: Pages) -> None:
    link = pages.link("adviser", goes_to="/modum/innstillinger")
    first = pages.client().get(link)
    assert first.status_code == 200
    assert first.url.path == "/modum/innstillinger"
    again = pages.client().get(link)
    assert again.status_code == 410
    assert "virker ikke lenger" in again.text


def test_a_link_is_too_old_after_fifteen_minutes(pages: Pages) -> None:
    link = pages.link("adviser")
    pages.clock[0] += timedelta(minutes=15)
    assert pages.client().get(link).status_code == 410


def test_a_mailed_link_leads_where_the_visitor_wanted(pages: Pages) -> None:
    pages.account("reader", email="lars@kommune.example")
    client = pages.client()
    wanted = client.get("/modum/innstillinger")
    assert wanted.url.path == "/logg-inn"
    assert ask(client, "Lars@Kommune.example", "/modum/innstillinger").status_code == 200
    landed = client.get(mailed_link(pages))
    assert landed.url.path == "/modum/innstillinger"
    assert "lars@kommune.example" in landed.text


def test_a_mailed_link_opened_elsewhere_waits_for_a_press(pages: Pages) -> None:
    pages.account("reader", email="lars@kommune.example")
    ask(pages.client(), "lars@kommune.example")
    link = mailed_link(pages)
    for _filter_that_tests_links in range(3):
        assert "Trykk på knappen" in pages.client().get(link).text
    phone = pages.client()
    shown = phone.get(link)
    landed = phone.post(link, data={"csrf": csrf(shown)})
    assert landed.url.path.startswith("/modum/")


def test_the_answer_does_not_tell_who_has_an_account(pages: Pages) -> None:
    pages.account("reader", email="lars@kommune.example")
    known, unknown = (ask(pages.client(), name) for name in ("lars@kommune.example", "ukjent@kommune.example"))
    assert known.status_code == unknown.status_code == 200
    assert known.text.replace("lars@", "ukjent@") == unknown.text
    assert mailed_link(pages)
    assert len(list((pages.folder / "outbox").glob("*.eml"))) == 1


def test_those_who_get_the_digest_may_read(pages: Pages) -> None:
    client = pages.client()
    ask(client, "leder@kommune.example")
    landed = client.get(mailed_link(pages))
    assert landed.status_code == 200
    assert pages.store.access.account("leder@kommune.example").name == "Leder Lund"
    assert client.get("/modum/tilgang").status_code == 403


def test_too_many_links_are_refused(pages: Pages) -> None:
    pages.account("reader", email="lars@kommune.example")
    answers = [ask(pages.client(), "lars@kommune.example").status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    pages.clock[0] += timedelta(minutes=16)
    assert ask(pages.client(), "lars@kommune.example").status_code == 200


@pytest.mark.parametrize("email", ["", "lars", "a b@c.no", "x" * 400 + "@c.no", "a@b.no\r\nBcc: c@d.no"])
def test_a_bad_address_is_told(pages: Pages, email: str) -> None:
    answer = ask(pages.client(), email)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text


@pytest.mark.parametrize(
    "to", ["https://ond.example/", "//ond.example", "/\\ond.example", "javascript:alert(1)", "/a\r\nSet-Cookie: x=y"]
)
def test_nobody_is_led_off_the_site(pages: Pages, to: str) -> None:
    client = pages.client("adviser")
    answer = client.get("/logg-inn", params={"til": to})
    assert answer.url.host == "127.0.0.1"
    assert answer.status_code == 200
    assert "x=y" not in str(client.cookies)


def test_the_session_is_new_at_each_sign_in(pages: Pages) -> None:
    client = pages.client()
    client.cookies.set("mediawatch", "planted")
    client.get(pages.link("reader"))
    token = client.cookies.get("mediawatch", domain="127.0.0.1")
    assert token != "planted"
    assert len(token) > 40


def test_leaving_ends_the_session_everywhere_it_was_copied(pages: Pages) -> None:
    client = pages.client("reader")
    stolen = httpx.Client(base_url=pages.base, cookies=dict(client.cookies), follow_redirects=False)
    assert stolen.get("/modum/innstillinger").status_code == 200
    client.post("/logg-ut", data={"csrf": csrf(client.get("/modum/innstillinger"))})
    assert stolen.get("/modum/innstillinger").status_code == 302
    stolen.close()


def test_a_session_unused_for_a_week_has_ended(pages: Pages) -> None:
    client = pages.client("reader")
    pages.clock[0] += timedelta(days=6)
    assert client.get("/modum/innstillinger").url.path == "/modum/innstillinger"
    pages.clock[0] += timedelta(days=7, seconds=1)
    assert client.get("/modum/innstillinger").url.path == "/logg-inn"


def test_access_taken_away_holds_at_once(pages: Pages) -> None:
    client = pages.client("reader")
    account = pages.store.access.account("reader@modum.example")
    pages.store.access.withdraw(account.id, "modum")
    assert client.get("/modum/innstillinger").status_code == 404


def test_the_cookie_is_for_browsers_and_this_site_only(pages: Pages) -> None:
    with httpx.Client(base_url=pages.base) as client:
        answer = client.get(pages.link("reader"))
    cookie = next(value for value in answer.headers.get_list("set-cookie") if value.startswith("mediawatch="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
