"""An attacker's afternoon at every route there is. The routes are asked of the application, so that a new one is tried
as soon as it exists; one that says nothing of who may come in fails the first test."""

import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, get_args
from urllib.parse import quote

import httpx
import pytest
from fastapi.dependencies.models import Dependant

from mediawatch.web import guard
from mediawatch.web.application import make_application
from mediawatch.web.respond import static_address
from mediawatch.web.visitor import Administrator, Adviser, Reader, csrf_of
from tests.web.conftest import Pages

OPEN = {
    "/healthz": "tells whether we are up, and nothing else",
    "/robots.txt": "nothing here is for search engines",
    "/static/profil/{colour}.css": "a colour",
    "/logg-inn": "the door",
    "/logg-inn/brukt": "the door",
    "/logg-inn/{token}": "the door; the token is the key",
    "/logg-inn/oidc": "the door",
    "/logg-inn/oidc/svar": "the door; state and cookie are the key",
    "/strom/{token}.atom": "a feed; the token is the key",
}
OWN = {"/", "/logg-ut", "/sak/{story_id}", "/arkiv", "/innstillinger", "/uke"}
"""Lead whoever is signed in to their own organisation, or out; others to the door."""
ROLES = {
    get_args(one)[1].dependency: role
    for one, role in ((Reader, "reader"), (Adviser, "adviser"), (Administrator, "administrator"))
}
VALUES = {"organisation": "modum", "week": "2026-W47", "colour": "1d4f91", "token": "x" * 43}
ODD = ("0", "-1", "99999999999999999999", "%00", "%FF%FE", "..%2F..%2Fetc%2Fpasswd", "%C3%A6", "x" * 3_000,
       "a%0D%0ASet-Cookie:%20ond=1", "https:%2F%2Fond.example", "%2F%2Fond.example", "%5C%5Cond.example", "{{7*7}}",
       "%3Cscript%3Ealert(1)%3C/script%3E", "%27%20OR%201=1--")  # fmt: skip
EVIL = "https://ond.example/"


@dataclass(frozen=True)
class Way:
    """One method of one route. `role`: the least that may use it, None where none is asked for."""

    method: str
    path: str
    role: str | None
    queries: tuple[str, ...] = ()
    parameters: tuple[str, ...] = field(default=())

    def address(self, **values: str) -> str:
        """The route's address with something in each of its places."""
        return re.sub(r"{(\w+)(?::\w+)?}", lambda place: {**VALUES, **values}.get(place[1], "1"), self.path)


def ways(application: Any) -> Iterator[Way]:
    """Every way in but the JSON interface, which has tests of its own, and static files."""
    for route in application.routes:
        if hasattr(route, "original_router"):
            yield from ways(route.original_router)
        elif hasattr(route, "dependant"):
            asked = [ROLES[one.call] for one in dependencies(route.dependant) if one.call in ROLES]
            queries = tuple(one.alias for each in dependencies(route.dependant) for one in each.query_params)
            names = tuple(re.findall(r"{(\w+)", route.path))
            for method in route.methods:
                yield Way(method, route.path, asked[0] if asked else None, queries, names)
        else:
            assert route.path in ("/static", "/api/v1"), f"{route.path} is no kind of route that is known here"


def dependencies(dependant: Dependant) -> Iterator[Dependant]:
    """A route's dependencies, and theirs."""
    yield dependant
    for one in dependant.dependencies:
        yield from dependencies(one)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is asked to slow down: there is a test for that."""
    monkeypatch.setattr(guard, "PER_MINUTE", 1_000_000)


@pytest.fixture
def every(hurried, pages: Pages) -> list[Way]:
    application: Any = make_application(pages.site)
    while not hasattr(application, "routes"):
        application = application.app
    found = list(ways(application))
    assert len(found) > 25
    return found


def guarded(answer: httpx.Response) -> bool:
    """What holds for every answer: the headers, no failure of ours, nothing planted, nobody led away."""
    headers = answer.headers
    location = headers.get("location", "/")
    return (
        answer.status_code < 500
        and all(headers.get(name) == value for name, value in guard.HEADERS.items())
        and "cache-control" in headers
        and "ond" not in answer.cookies
        and (location.startswith("/") and not location.startswith(("//", "/\\")))
        and "Traceback" not in answer.text
    )


def told(way: Way, answer: httpx.Response) -> str:
    return f"{way.method} {answer.request.url} {answer.status_code} {answer.headers.get('location', '')}"


def ask(client: httpx.Client, way: Way, *, data: dict[str, str] | None = None, **options: Any) -> httpx.Response:
    """Asks once, following nothing."""
    sent = None if way.method == "GET" else data or {}
    return client.request(way.method, way.address(), data=sent, follow_redirects=False, **options)


def mark(client: httpx.Client) -> dict[str, str]:
    """What the forms of this session carry."""
    return {"csrf": csrf_of(client.cookies.get("mediawatch", domain="127.0.0.1") or "")}


def failures(
    every: list[Way], attack: Callable[[Way], httpx.Response], holds: Callable[[httpx.Response], bool]
) -> list[str]:
    """Those of the ways where an attack was not answered as it should."""
    tried = [(way, attack(way)) for way in every]
    return [told(way, answer) for way, answer in tried if not (guarded(answer) and holds(answer))]


def below(every: list[Way], *roles: str) -> list[Way]:
    found = [way for way in every if way.role in roles]
    assert found
    return found


def test_every_route_says_who_may_come_in(every: list[Way]) -> None:
    unsaid = {way.path for way in every if way.role is None} - OPEN.keys() - OWN
    assert not unsaid, "say who may use it by Reader, Adviser or Administrator; or, if all may, why, in OPEN"
    assert all(way.path.startswith("/{organisation}") for way in every if way.role)


def test_every_form_carries_the_mark_of_its_session(every: list[Way], pages: Pages) -> None:
    posts = [way for way in every if way.method != "GET" and way.role]
    client = pages.client("administrator")
    assert failures(posts, lambda way: ask(client, way), lambda answer: answer.status_code == 403) == []
    wrong = {"csrf": "0" * 64}
    assert failures(posts, lambda way: ask(client, way, data=wrong), lambda answer: answer.status_code == 403) == []


def test_without_signing_in_there_is_only_the_door(every: list[Way], pages: Pages) -> None:
    client = pages.client()

    def turned_away(answer: httpx.Response) -> bool:
        if answer.request.method == "GET":
            return answer.status_code == 302 and answer.headers["location"].startswith("/logg-inn")
        return answer.status_code == 401

    inside = [way for way in every if way.role or (way.path in OWN and way.path != "/logg-ut")]
    assert failures(inside, lambda way: ask(client, way), turned_away) == []


def test_another_organisation_is_as_if_it_were_not_there(every: list[Way], pages: Pages) -> None:
    client = pages.client("administrator", organisation="granne")
    inside = below(every, "reader", "adviser", "administrator")
    data = mark(client)
    assert failures(inside, lambda way: ask(client, way, data=data), lambda answer: answer.status_code == 404) == []


@pytest.mark.parametrize(("role", "above"), [("reader", ("adviser", "administrator")), ("adviser", ("administrator",))])
def test_a_role_does_not_reach_above_itself(every: list[Way], pages: Pages, role, above) -> None:
    client = pages.client(role)
    data = mark(client)

    def refused(answer: httpx.Response) -> bool:
        return answer.status_code == 403 and "Dette har du ikke tilgang til" in answer.text

    assert failures(below(every, *above), lambda way: ask(client, way, data=data), refused) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://ond.example"},
        {"Origin": "null"},
        {"Origin": "http://[::1"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_form_on_another_site_changes_nothing(every: list[Way], pages: Pages, headers) -> None:
    client = pages.client("administrator")
    data, posts = mark(client), [way for way in every if way.method != "GET"]
    attack = lambda way: ask(client, way, data=data, headers=headers)  # noqa: E731
    assert failures(posts, attack, lambda answer: answer.status_code == 403) == []


@pytest.mark.parametrize("host", ["ond.example", "", "127.0.0.1.ond.example", "a@127.0.0.1", "[::1", "modum:80:80"])
def test_a_name_that_is_not_ours_is_refused(every: list[Way], pages: Pages, host: str) -> None:
    client = pages.client("administrator")
    attack = lambda way: ask(client, way, data=mark(client), headers={"Host": host})  # noqa: E731
    assert failures(every, attack, lambda answer: answer.status_code == 400) == []


def test_too_much_is_refused_whatever_is_said_of_its_size(every: list[Way], pages: Pages) -> None:
    client = pages.client("administrator")
    posts = [way for way in every if way.method != "GET" and way.role]
    large = "csrf=" + "x" * 1_000_001
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    def said(way: Way) -> httpx.Response:
        return client.request(way.method, way.address(), content=large, headers=form, follow_redirects=False)

    def unsaid(way: Way) -> httpx.Response:
        pieces = (large[at : at + 100_000].encode() for at in range(0, len(large), 100_000))
        return client.request(way.method, way.address(), content=pieces, headers=form, follow_redirects=False)

    for attack in (said, unsaid):
        assert failures(posts, attack, lambda answer: answer.status_code == 413) == []


@pytest.mark.parametrize("part", range(3))
def test_odd_addresses_are_borne(every: list[Way], pages: Pages, part: int) -> None:
    client, faults = pages.client("administrator"), []
    for way in [way for way in every if way.method == "GET"][part::3]:
        tried = [way.address(**{name: odd}) for name in way.parameters if name != "organisation" for odd in ODD]
        tried += [f"{way.address()}?{quote(name)}={odd}" for name in way.queries for odd in ODD]
        answers = (client.get(address, follow_redirects=False) for address in tried)
        faults += [told(way, answer) for answer in answers if not guarded(answer)]
    assert faults == []


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_organisation_is_as_if_it_were_not_there(pages: Pages, odd: str) -> None:
    for path in ("", "arkiv", "finnes/ikke"):
        answer = pages.client("administrator").get(f"/{odd}/{path}", follow_redirects=False)
        assert guarded(answer)
        assert answer.status_code in (404, 414, 422)


FORMS: tuple[dict[str, str], ...] = (
    {},
    {"til": EVIL, "tilbake": EVIL, "side": EVIL},
    {"til": "/a\r\nSet-Cookie: ond=1", "tilbake": "//ond.example"},
)


def test_odd_forms_are_borne_and_lead_nobody_away(every: list[Way], pages: Pages) -> None:
    faults, done = [], 0
    for way in [way for way in every if way.method != "GET"]:
        for data in FORMS:
            client = pages.client("administrator")
            answers = [ask(client, way, data={**mark(client), **data})]
            done += answers[0].status_code == 303
            faults += [told(way, answer) for answer in answers if not guarded(answer)]
    assert faults == []
    assert done > 3


def test_odd_numbers_in_the_addresses_of_forms_are_borne(every: list[Way], pages: Pages) -> None:
    client, faults = pages.client("administrator"), []
    for way in [way for way in every if way.method != "GET" and way.role]:
        for name in [name for name in way.parameters if name != "organisation"]:
            addresses = [way.address(**{name: odd}) for odd in ODD]
            answers = [client.post(address, data=mark(client), follow_redirects=False) for address in addresses]
            faults += [
                told(way, answer) for answer in answers if not guarded(answer) or answer.status_code in (401, 403)
            ]
    assert faults == []


BROKEN = {
    "multipart/form-data; boundary=x": b"--x\r\nContent-Disposition: form-data; name=",
    "multipart/form-data": b"--x\r\n",
    "multipart/form-data; boundary=y": b'--y\r\nContent-Disposition: form-data; name="csrf"; filename="a"\r\n\r\n1\r\n',
    "application/x-www-form-urlencoded": b"csrf=%ff%fe&\xff\xfe=\x00",
    "application/json": b"{",
    "text/plain; charset=finnes-ikke": b"x",
    "": b"x",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_forms_are_refused(every: list[Way], pages: Pages, kind: str) -> None:
    client = pages.client("administrator")
    posts = [way for way in every if way.method != "GET" and way.role]
    headers = {"Content-Type": kind}

    def attack(way: Way) -> httpx.Response:
        return client.request(way.method, way.address(), content=BROKEN[kind], headers=headers, follow_redirects=False)

    assert failures(posts, attack, lambda answer: answer.status_code in (400, 403)) == []


def test_the_wrong_method_is_told(every: list[Way], pages: Pages) -> None:
    client = pages.client("administrator")
    known = {way.path: {one.method for one in every if one.path == way.path} for way in every}
    for method in ("PUT", "DELETE", "PATCH"):
        assert not any(method in methods for methods in known.values())
        attack = lambda way: client.request(method, way.address(), follow_redirects=False)  # noqa: B023, E731
        assert failures(every, attack, lambda answer: answer.status_code == 405) == []


RAW = {
    "no line": b"\r\n\r\n",
    "no version": b"GET /modum/\r\n\r\n",
    "a NUL in the path": b"GET /modum/\x00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "a NUL in a header": b"GET /modum/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\x00b\r\n\r\n",
    "no host": b"GET /modum/ HTTP/1.1\r\n\r\n",
    "two hosts": b"GET /modum/ HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: ond.example\r\n\r\n",
    "bytes that are no text": b"GET /\xff\xfe HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "huge headers": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
    "two lengths": b"POST /logg-inn HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde",
    "a length that is none": b"POST /logg-inn HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
    "length and chunks": b"POST /logg-inn HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\n"
    b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "chunks that are none": b"POST /logg-inn HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    b"Transfer-Encoding: chunked\r\n\r\nqq\r\n\r\n",
    "an address elsewhere": b"GET http://ond.example/ HTTP/1.1\r\nHost: ond.example\r\n\r\n",
}


@pytest.mark.parametrize("what", RAW)
def test_what_is_no_request_is_refused_and_the_next_answered(pages: Pages, what: str) -> None:
    host, port = pages.base.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(RAW[what])
        line.settimeout(10)
        try:
            answer = line.recv(4_096)
        except ConnectionResetError:
            answer = b""
    assert answer == b"" or re.match(rb"HTTP/1.1 (4\d\d|302)", answer), answer
    assert httpx.get(f"{pages.base}/healthz").text == "OK\n"


@pytest.mark.parametrize(
    "path",
    [static_address("web.css"), static_address("web.js"), "/static/x/finnes-ikke.css", "/static/x/%2e%2e/site.py"],
)
def test_static_files_are_guarded_and_set_no_cookies(pages: Pages, path: str) -> None:
    answer = pages.client("administrator").get(path)
    assert guarded(answer)
    assert "set-cookie" not in answer.headers
    assert answer.status_code == (200 if path in (static_address("web.css"), static_address("web.js")) else 404)


def test_who_asks_too_fast_is_told_to_wait(monkeypatch, request) -> None:
    monkeypatch.setattr(guard, "PER_MINUTE", 5)
    pages: Pages = request.getfixturevalue("pages")
    answers = [httpx.get(f"{pages.base}/logg-inn") for _ in range(9)]
    slowed = [one for one in answers if one.status_code == 429]
    assert slowed
    assert slowed[0].headers["retry-after"] == "60"
    assert guarded(slowed[0])
    assert httpx.get(f"{pages.base}{static_address('web.css')}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/logg-inn", "/modum/", "/finnes/ikke", "/api/v1/me", "/healthz", "/logg-inn/" + "x" * 43]
)
def test_answers_tell_nothing_of_what_they_are_made_with(pages: Pages, path: str) -> None:
    answer = httpx.get(f"{pages.base}{path}")
    assert guarded(answer)
    assert not {"server", "x-powered-by"} & answer.headers.keys()


def test_a_session_cannot_be_planted(pages: Pages) -> None:
    client = httpx.Client(base_url=pages.base, cookies={"mediawatch": "planted" * 7})
    planted = client.cookies.get("mediawatch")
    client.get(pages.link("administrator"), follow_redirects=False)
    assert pages.store.access.signed_in(planted, now=pages.site.now(), idle=pages.site.now() - pages.site.now()) is None
    assert httpx.get(f"{pages.base}/modum/", cookies={"mediawatch": planted}).status_code == 302
    client.close()
