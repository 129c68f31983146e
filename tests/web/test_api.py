"""The JSON interface: what it answers, to whom, and what it never does."""

import json
import re
from datetime import timedelta

import httpx
import pytest

from mediawatch.jobs.scores import score_weeks
from mediawatch.report.score_json import week_json
from mediawatch.web.api import interface
from tests.web.conftest import Pages, csrf


def program(pages: Pages, scope: str = "read", organisation: str = "modum", **headers: str) -> httpx.Client:
    """A program with a token of its own."""
    _, secret = pages.store.tokens.make(
        organisation, purpose="Prøve", scope=scope, by="test", now=pages.site.now(), lasts=timedelta(days=30)
    )
    made = httpx.Client(
        base_url=f"{pages.base}/api/v1", headers={"Authorization": f"Bearer {secret}", **headers}, timeout=30
    )
    pages._clients.append(made)
    return made


def is_problem(answer: httpx.Response, status: int) -> bool:
    told = answer.json()
    return (
        answer.status_code == told["status"] == status
        and answer.headers["content-type"] == "application/problem+json"
        and bool(told["title"])
        and bool(told["detail"])
    )


def test_stories_are_paged_and_each_comes_once(pages: Pages) -> None:
    client, address, seen = program(pages), "/stories?per_page=25", []
    while address:
        answer = client.get(address)
        seen += [one["story"] for one in answer.json()["stories"]]
        assert answer.headers["x-total-count"] == str(answer.json()["total"])
        following = re.search(r'<([^>]+)>; rel="next"', answer.headers["link"])
        address = following.group(1) if following else ""
    assert len(seen) == len(set(seen)) == answer.json()["total"]
    assert set(seen) == {one.id for one in pages.store.stories("modum", include_unsure=True)}


def test_the_query_is_that_of_the_archive(pages: Pages) -> None:
    client = program(pages)
    answer = client.get("/stories", params={"q": "tone:negativ utgiver:Elvebladet", "per_page": 100}).json()
    assert answer["total"] > 0
    assert {(one["tone"]["label"], one["outlet"]) for one in answer["stories"]} == {("negative", "Elvebladet")}
    assert client.get("/stories", params={"q": "farge:blå"}).json()["notes"]


def test_a_page_too_far_is_empty_and_leads_back(pages: Pages) -> None:
    answer = program(pages).get("/stories?page=900&q=æ%22%3E,%20x")
    assert answer.json()["stories"] == []
    assert 'rel="first"' in answer.headers["link"]
    assert '"' not in re.sub(r'rel="\w+"', "", answer.headers["link"])


def test_a_story_is_told_whole_but_never_its_text(pages: Pages) -> None:
    client = program(pages)
    number = client.get("/stories").json()["stories"][0]["story"]
    told = client.get(f"/stories/{number}").json()
    assert told["tone"]["because"] == ["skryt"]
    assert told["names"][0]["subject"] == "modum"
    assert told["spokesperson"]["rule"]
    everything = "".join(client.get(path).text for path in (f"/stories/{number}", "/stories?per_page=100", "/coverage"))
    assert "Mer om saken i avisen" not in everything


def test_what_an_outlet_does_not_allow_is_not_given_away(pages: Pages) -> None:
    from dataclasses import replace

    config = pages.site.config
    closed = tuple(replace(one, keep_text="none") for one in config.outlets)
    pages.site.config = replace(config, outlets=closed)
    client = program(pages)
    assert {one["lead"] for one in client.get("/stories").json()["stories"]} == {""}
    lines = [json.loads(line) for line in client.get("/coverage").text.splitlines()]
    assert {one["lead"] for one in lines} == {""}
    assert not any(one["excerpt"] for one in lines)


def test_a_correction_counts_and_can_be_taken_back(pages: Pages) -> None:
    client = program(pages, "write")
    number = client.get("/stories?q=tone:positiv").json()["stories"][0]["story"]
    mark = client.get(f"/stories/{number}").json()["mark"]
    given = {"what": "tone", "value": "negative", "why": "Sarkasme", "expected": mark}
    made = client.post(f"/stories/{number}/corrections", json=given)
    assert made.status_code == 201
    told = client.get(f"/stories/{number}").json()
    assert (told["tone"]["label"], told["corrected"], told["mark"]) == ("negative", ["tone"], made.json()["mark"])
    assert told["corrections"][0]["by"].startswith("Prøve (nøkkel ")
    stale = client.post(f"/stories/{number}/corrections", json=given)
    assert is_problem(stale, 409)
    assert client.request("DELETE", f"/stories/{number}/corrections/last").status_code == 200
    assert client.get(f"/stories/{number}").json()["tone"]["label"] == "positive"
    assert is_problem(client.request("DELETE", f"/stories/{number}/corrections/last"), 404)
    assert [one.action for one in pages.store.access.audit(["modum"])][:2] == ["story.tone.undo", "story.tone"]


@pytest.mark.parametrize(
    "given",
    [
        {"what": "tone", "value": "glad"},
        {"what": "place", "value": "oslo"},
        {"what": "farge", "value": "x"},
        {"what": "tone"},
        {"what": "tone", "value": "\ud800"},
        [],
        "x",
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(pages: Pages, given) -> None:
    client = program(pages, "write")
    number = client.get("/stories").json()["stories"][0]["story"]
    sent = json.dumps(given).encode()
    answer = client.post(f"/stories/{number}/corrections", content=sent, headers={"Content-Type": "application/json"})
    assert is_problem(answer, 422)
    assert pages.store.corrections("modum") == []


def test_a_week_is_that_of_the_command_line(pages: Pages) -> None:
    client = program(pages)
    weeks = client.get("/weeks").json()
    made = score_weeks(pages.config, pages.store, pages.config.organisations[0], now=pages.site.now())
    assert [one["week"] for one in weeks] == [one.week for one in reversed(made.weeks)]
    for found in made.weeks:
        expected = json.loads(json.dumps(week_json(found, made.stories)))
        assert client.get(f"/weeks/{found.week}").json() == {**expected, "reported": None}
    assert is_problem(client.get("/weeks/1999-W01"), 404)
    assert is_problem(client.get("/weeks/forrige"), 422)


def test_targets_brand_and_sources_are_told(pages: Pages) -> None:
    client = program(pages)
    assert {one["id"] for one in client.get("/targets").json()} == {
        one.id for one in pages.config.organisations[0].targets
    }
    assert client.get("/brand?days=28").json()["until"] == "2026-11-24"
    assert {one["id"] for one in client.get("/sources").json()} == {
        "elvebladet",
        "dalnytt",
        "riksposten",
        "bygdekanalen",
    }


def test_numbers_are_supplied_all_or_none(pages: Pages) -> None:
    client, series = program(pages, "write"), pages.config.organisations[0].readings[0].id
    good = {"reading": series, "date": "2026-11-20", "value": 1042.125}
    wrong = client.post("/readings", json=[good, {"reading": "hva", "date": "2026-11-20", "value": 1}])
    assert is_problem(wrong, 422)
    assert wrong.json()["errors"][0]["where"] == "body.1"
    assert client.get("/readings").json() == []
    assert is_problem(client.post("/readings", json=[{**good, "date": "2026-11-25"}]), 422)
    assert is_problem(client.post("/readings", json=[{**good, "value": -1}]), 422)
    assert client.post("/readings", json=[good]).json() == {"new": 1, "replaced": 0, "unchanged": 0}
    assert [(one["value"], one["by"][:5]) for one in client.get("/readings").json()] == [(1042.125, "Prøve")]


def test_a_token_reaches_one_organisation(pages: Pages) -> None:
    ours, theirs = program(pages), program(pages, "write", "granne")
    number = ours.get("/stories").json()["stories"][0]["story"]
    assert is_problem(theirs.get(f"/stories/{number}"), 404)
    correction = {"what": "tone", "value": "negative"}
    assert is_problem(theirs.post(f"/stories/{number}/corrections", json=correction), 404)
    assert is_problem(theirs.request("DELETE", f"/stories/{number}/corrections/last"), 404)
    rows = [json.loads(line)["organisation"] for line in theirs.get("/coverage").text.splitlines()]
    assert set(rows) == {"granne"}
    assert theirs.get("/stories").json()["total"] == 5
    assert theirs.get("/readings").json() == theirs.get("/targets").json() == []


def test_a_token_that_reads_changes_nothing(pages: Pages) -> None:
    client = program(pages)
    number = client.get("/stories").json()["stories"][0]["story"]
    for answer in (
        client.post(f"/stories/{number}/corrections", json={"what": "tone", "value": "negative"}),
        client.request("DELETE", f"/stories/{number}/corrections/last"),
        client.post("/readings", json=[]),
    ):
        assert is_problem(answer, 403)
        assert 'error="insufficient_scope"' in answer.headers["www-authenticate"]


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer x", "Bearer mw_" + "x" * 5_000, "Basic YTpi", "Bearer mw_å"])
def test_without_a_token_that_works_nothing_is_told(pages: Pages, sent: str) -> None:
    headers = {"Authorization": sent.encode()} if sent else {}
    answer = httpx.get(f"{pages.base}/api/v1/stories", headers=headers)
    assert is_problem(answer, 401)
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert httpx.get(f"{pages.base}/api/v1/openapi.json").status_code == 401


def test_cookies_do_not_open_the_interface_nor_tokens_the_pages(pages: Pages) -> None:
    assert is_problem(pages.client("administrator").get("/api/v1/stories"), 401)
    secret = program(pages, "write").headers["authorization"]
    answer = httpx.get(f"{pages.base}/modum/innstillinger", headers={"Authorization": secret})
    assert answer.status_code == 302
    form = {"epost": "x@y.no", "rolle": "administrator"}
    assert httpx.post(f"{pages.base}/modum/tilgang", data=form, headers={"Authorization": secret}).status_code == 401


def test_a_program_may_come_from_anywhere_but_no_page_can_read_its_answers(pages: Pages) -> None:
    client = program(pages, "write", Origin="https://annet.example", **{"Sec-Fetch-Site": "cross-site"})
    answer = client.post("/readings", json=[{"reading": "x", "date": "2026-11-20", "value": 1}])
    assert is_problem(answer, 422)
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/stories?side=2", 422),
        ("/stories?per_page=1000", 422),
        ("/stories?q=" + "x" * 501, 422),
        ("/stories/0", 422),
        ("/stories/99999999999999999999", 422),
        ("/stories/2147483647", 404),
        ("/finnes-ikke", 404),
        ("/stories?q=" + "x" * 9_000, 414),
    ],
)
def test_what_cannot_be_is_a_problem(pages: Pages, path: str, status: int) -> None:
    assert is_problem(program(pages).get(path), status)


def test_the_wrong_method_is_told_with_the_right_ones(pages: Pages) -> None:
    answer = program(pages).request("PUT", "/readings")
    assert is_problem(answer, 405)
    assert answer.headers["allow"] == "GET, POST"


def test_too_much_is_refused_whatever_is_said_of_its_size(pages: Pages) -> None:
    client = program(pages, "write")
    assert is_problem(client.post("/readings", content=b"[" + b" " * 1_100_000 + b"]"), 413)

    def pieces():
        for _ in range(12):
            yield b" " * 100_000

    answer = client.post("/readings", content=pieces(), headers={"Content-Type": "application/json"})
    assert is_problem(answer, 413)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens may ask five times a minute."""
    monkeypatch.setattr(interface, "PER_MINUTE", 5)


def test_a_token_that_asks_too_fast_is_told_to_wait(few, pages: Pages) -> None:
    client = program(pages)
    answers = [client.get("/me") for _ in range(9)]
    slowed = [one for one in answers if one.status_code != 200]
    assert slowed
    assert is_problem(slowed[0], 429)
    assert int(slowed[0].headers["retry-after"]) > 0
    assert program(pages).get("/me").status_code == 200


def test_a_correction_by_a_program_is_seen_on_the_pages(pages: Pages) -> None:
    client = program(pages, "write")
    number = client.get("/stories?q=tone:positiv").json()["stories"][0]["story"]
    client.post(f"/stories/{number}/corrections", json={"what": "tone", "value": "negative"})
    shown = pages.client("adviser").get(f"/modum/sak/{number}")
    assert "Prøve" in shown.text
    assert csrf(shown)


def test_an_enquiry_is_handed_in_by_a_program_and_completed(pages: Pages) -> None:
    client = program(pages, "write")
    given = {
        "journalist": "Kari Nordlie", "outlet": "Elvebladet", "contact": "912 34 567", "subject": "Skole",
        "question": "Hvor mange elever går på skolen? Svar innen kl. 14.",
    }  # fmt: skip
    answer = client.post("/enquiries", json=given)
    made = answer.json()
    assert answer.status_code == 201
    assert (made["outlet"], made["topic"], made["department"], made["speaker"], made["deadline_asked"]) == (
        "elvebladet", "education", "undervisning", "etatssjef-undervisning", True,
    )  # fmt: skip
    assert made["deadline"] == "2026-11-24T14:00:00+01:00"
    listed = client.get("/enquiries", params={"status": "new", "department": "undervisning"})
    assert [one["enquiry"] for one in listed.json()] == [made["enquiry"]]
    assert "912 34 567" not in listed.text
    assert client.get("/enquiries", params={"department": ""}).json() == []
    assert client.get("/enquiries", params={"before": made["enquiry"]}).json() == []
    assert client.get(f"/enquiries/{made['enquiry']}").json() == made
    [entry] = pages.store.access.audit(["modum"], subject=f"enquiry {made['enquiry']}")
    assert (entry.action, entry.by) == ("enquiry.add", "Prøve (nøkkel 1)")
    assert is_problem(program(pages, "read", "granne").get(f"/enquiries/{made['enquiry']}"), 404)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("body.question", {"question": " \n ", "journalist": "Kari"}),
        ("body.journalist", {"question": "Hva?"}),
        ("body.deadline", {"question": "Hva?", "journalist": "Kari", "deadline": "2026-11-24T14:00:00"}),
        ("body.deadline", {"question": "Hva?", "journalist": "Kari", "deadline": "2026-11-20T14:00:00Z"}),
        ("body.deadline", {"question": "Hva?", "journalist": "Kari", "deadline": "i morgen"}),
    ],
)
def test_an_enquiry_that_makes_no_sense_is_refused(pages: Pages, field: str, given: dict) -> None:
    answer = program(pages, "write").post("/enquiries", json=given)
    assert is_problem(answer, 422)
    assert answer.json()["errors"][0]["where"] == field
    assert pages.store.enquiries.open("modum") == []


def test_a_token_that_only_reads_hands_in_nothing(pages: Pages) -> None:
    assert is_problem(program(pages).post("/enquiries", json={"question": "Hva?", "journalist": "Kari"}), 403)
