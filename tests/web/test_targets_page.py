"""The targets: how each stands, the stories behind a number, and numbers that advisers supply."""

import re
from decimal import Decimal

from mediawatch.jobs.digests import target_states
from tests.web.conftest import Pages, csrf
from tests.web.sample import NOW

SERIES = "facebook-followers"
PATH = f"/modum/maal/tall/{SERIES}"


def supply(client, tall: str, dato: str = "2026-11-20", **fields: str):
    mark = csrf(client.get("/modum/maal"))
    return client.post(PATH, data={"csrf": mark, "tall": tall, "dato": dato, **fields})


def test_every_target_stands_as_the_report_has_it(pages: Pages) -> None:
    shown = pages.client("reader").get("/modum/maal").text
    organisation = pages.config.organisation_by_id["modum"]
    states = target_states(pages.config, pages.store, organisation, today=NOW.date())
    assert len(states) > 5
    for state in states:
        assert f'id="maal-{state.target.id}"' in shown
        assert state.target.name in shown
    met = sum(state.current.outcome == "met" for state in states)
    assert f"<h1>{met} av {len(states)} mål er nådd</h1>" in shown


def test_a_number_opens_the_stories_behind_it(pages: Pages) -> None:
    client = pages.client("reader")
    links = re.findall(r'href="(/modum/maal/[^"]+/\d{4}-\d\d-\d\d)"', client.get("/modum/maal").text)
    assert len(links) > 5
    organisation = pages.config.organisation_by_id["modum"]
    state = target_states(pages.config, pages.store, organisation, today=NOW.date())[0]
    period = next(one for one in reversed(state.history) if one.stories)
    opened = client.get(f"/modum/maal/{state.target.id}/{period.start}").text
    assert all(f'/modum/sak/{story}"' in opened for story in period.stories)
    assert client.get(f"/modum/maal/{state.target.id}/1999-01-04").status_code == 404
    assert client.get("/modum/maal/ukjent/2026-11-16").status_code == 404
    assert client.get("/modum/maal/ukjent/i-dag").status_code == 422


def test_an_adviser_supplies_a_number(pages: Pages) -> None:
    client = pages.client("adviser")
    answer = supply(client, "1 042,5")
    assert answer.status_code == 200
    assert "Lagret." in answer.text
    kept = pages.store.readings.all("modum", SERIES)
    assert [(one.value, one.by, str(one.date)) for one in kept] == [
        (Decimal("1042.5"), "Ranveig Rådgiver", "2026-11-20")
    ]
    assert "1\N{NO-BREAK SPACE}042,5" in answer.text
    supply(client, "900")
    assert [one.value for one in pages.store.readings.all("modum", SERIES)] == [Decimal(900)]
    entries = pages.store.access.audit(["modum"], limit=5)
    assert [(one.action, one.before, one.after) for one in entries[:2]] == [
        ("reading.supply", "1\N{NO-BREAK SPACE}042,5", "900"),
        ("reading.supply", "", "1\N{NO-BREAK SPACE}042,5"),
    ]


def test_and_takes_it_away(pages: Pages) -> None:
    client = pages.client("adviser")
    mark = csrf(supply(client, "900"))
    gone = client.post(f"{PATH}/2026-11-20/fjern", data={"csrf": mark})
    assert gone.status_code == 200
    assert pages.store.readings.all("modum", SERIES) == []
    assert len(pages.store.readings.all("modum", SERIES, withdrawn=True)) == 1
    assert "allerede" in client.post(f"{PATH}/2026-11-20/fjern", data={"csrf": mark}).text


FAULTY = (
    ("mange", "2026-11-20", "er ikke et tall"),
    ("1,042", "2026-11-20", "kan bety to ting"),
    ("5", "2027-01-01", "fram i tid"),
    ("5", "i går", "er ikke en dato"),
    ("", "", "er ikke et tall"),
    ('"><script>alert(1)</script>', "2026-11-20", "er ikke et tall"),
)


def test_a_faulty_form_is_shown_again(pages: Pages) -> None:
    client = pages.client("adviser")
    for tall, dato, words in FAULTY:
        answer = supply(client, tall, dato)
        assert answer.status_code == 422
        assert words in answer.text
        assert 'aria-invalid="true"' in answer.text
        assert "<script>alert" not in answer.text
    assert pages.store.readings.all("modum") == []


def test_a_reader_gets_a_kind_no(pages: Pages) -> None:
    client = pages.client("reader")
    shown = client.get("/modum/maal")
    assert "Legg inn<" not in shown.text
    answer = client.post(PATH, data={"csrf": csrf(shown), "tall": "5", "dato": "2026-11-20"})
    assert answer.status_code == 403
    assert client.post(f"{PATH}/2026-11-20/fjern", data={"csrf": csrf(shown)}).status_code == 403
    assert pages.store.readings.all("modum") == []


def test_a_form_from_elsewhere_is_refused(pages: Pages) -> None:
    client = pages.client("adviser")
    assert client.post(PATH, data={"tall": "5", "dato": "2026-11-20"}).status_code == 403
    assert client.post(f"{PATH}/2026-11-20/fjern").status_code == 403
    assert pages.store.readings.all("modum") == []


def test_no_other_organisation_can_supply(pages: Pages) -> None:
    client = pages.client("adviser", organisation="granne")
    mark = csrf(client.get("/granne/maal"))
    assert client.post(PATH, data={"csrf": mark, "tall": "5", "dato": "2026-11-20"}).status_code == 404
    assert client.post(f"/granne/maal/tall/{SERIES}", data={"csrf": mark, "tall": "5"}).status_code == 404
    assert pages.store.readings.all("modum") == []


def test_who_supplied_is_never_markup(pages: Pages) -> None:
    client = pages.client("adviser")
    account = pages.store.access.account("adviser@modum.example")
    pages.store.access.grant(account.email, "modum", "adviser", name="<b>Ranveig</b>", by="t", now=NOW)
    shown = supply(client, "5").text
    assert "<b>Ranveig" not in shown
    assert "Ranveig" in shown
