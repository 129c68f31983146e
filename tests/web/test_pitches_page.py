"""Our own stories on the pages: the board, forms, steps, matches, plan, calendar, thanks and numbers."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import vobject

from mediawatch.model import Pitch
from mediawatch.relate.pitches import STEPS
from mediawatch.web.audit_words import AUDIT_NAMES, FIELD_NAMES, FIELD_VALUES
from mediawatch.web.pitch_words import PITCH_FIELDS, STATUS_NAMES, STEP_NAMES, THANKS_FIELDS
from tests.web.conftest import Pages, csrf
from tests.web.sample import NOW, OUTLETS, Told, coverage, fill

HOME = "/modum/egne-saker"
SECRETS = {"journalist": "Hemmelig Hansen", "draft": "Utkastets ord", "draft_link": "https://sky.example/u",
           "note": "Si det ikke"}  # fmt: skip
EVIL = '"><script>alert(1)</script>'


def add(pages: Pages, **fields) -> Pitch:
    given = {"title": "Modum åpner ny svømmehall", "organisation": "modum", **fields}
    return pages.store.pitches.cases.add(Pitch(created_at=NOW, **given), by="test", now=NOW)


def offered(pages: Pages, days: int = 4, **fields) -> Pitch:
    return add(pages, status="offered", offered_at=NOW - timedelta(days=days), **{"outlet": "elvebladet", **fields})


def now(pages: Pages, pitch: Pitch) -> Pitch:
    return pages.store.pitches.cases.one(pitch.organisation, pitch.id)


def post(client, path: str, *, page: str = HOME + "/ny", **fields):
    return client.post(path, data={"csrf": csrf(client.get(page)), **fields})


def test_a_form_filled_in_is_kept_whole(pages: Pages) -> None:
    client = pages.client("adviser")
    answer = post(
        client, HOME, tittel="Slik bygger vi lag", vinkling="Første\r\nAndre", slag="op-ed", tema="education",
        forfatter="Mona Lie", stilling="rektor", utgiver="elvebladet", sperrefrist="2026-12-01T06:00", maaned="2026-12",
        utkastfrist="2026-11-27", ansvarlig="adviser@modum.example", journalist="Jon Berg", notat="Fortrolig",
    )  # fmt: skip
    assert answer.status_code == 200
    [kept] = pages.store.pitches.open("modum")
    assert kept == replace(
        kept, title="Slik bygger vi lag", angle="Første\nAndre", kind="op-ed", topic="education", author="Mona Lie",
        office="rektor", outlet="elvebladet", embargo=datetime(2026, 12, 1, 5, tzinfo=UTC), planned=date(2026, 12, 1),
        month_only=True, draft_due=date(2026, 11, 27), owner="adviser@modum.example", journalist="Jon Berg",
        note="Fortrolig", status="idea", version=1,
    )  # fmt: skip
    edit = client.get(f"{HOME}/{kept.id}/endre").text
    for words in ('value="2026-12-01T06:00"', 'value="2026-12" selected', 'value="Elvebladet"', "Første\nAndre"):
        assert words in edit


def test_an_embargo_in_summer_is_summer_time(pages: Pages) -> None:
    client = pages.client("adviser")
    post(client, HOME, tittel="Sommer", slag="story", tema="other", sperrefrist="2026-07-01T06:00", dag="2026-07-01")
    [kept] = pages.store.pitches.open("modum")
    assert (kept.embargo, kept.planned, kept.month_only) == (
        datetime(2026, 7, 1, 4, tzinfo=UTC), date(2026, 7, 1), False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"tittel": ""}, "tittel"),
        ({"tittel": "x" * 201}, "tittel"),
        ({"slag": "rap"}, "slag"),
        ({"dag": "2026-02-30"}, "dag"),
        ({"dag": "0001-01-01"}, "dag"),
        ({"maaned": "2026-13"}, "maaned"),
        ({"sperrefrist": "i morgen"}, "sperrefrist"),
        ({"utkastfrist": "9999-12-31"}, "utkastfrist"),
        ({"utkastlenke": "javascript:alert(1)"}, "utkastlenke"),
        ({"ansvarlig": "fremmed@ond.example"}, "ansvarlig"),
    ],
)
def test_a_faulty_form_comes_back_with_what_was_written(pages: Pages, fields: dict, at: str) -> None:
    client = pages.client("adviser")
    given = {"tittel": "Ny bro", "slag": "story", "tema": "other", "vinkling": "Behold meg", **fields}
    answer = post(client, HOME, **given)
    assert answer.status_code == 422
    assert f'id="{at}-feil"' in answer.text
    assert f'aria-describedby="{at}-feil"' in answer.text
    assert "Behold meg" in answer.text
    assert pages.store.pitches.open("modum") == []


def test_two_at_once_lose_nothing(pages: Pages) -> None:
    pitch, client = add(pages), pages.client("adviser")
    token = csrf(client.get(f"{HOME}/{pitch.id}"))
    pages.store.pitches.cases.change("modum", pitch.id, by="annen@x.no", now=NOW, expected=1, title="Deres tittel")
    given = {"csrf": token, "versjon": "1", "tittel": "Min tittel", "slag": "story", "tema": "other"}
    answer = client.post(f"{HOME}/{pitch.id}", data=given)
    assert answer.status_code == 409
    for words in ("Noen andre endret", "annen@x.no", "Deres tittel", 'value="Min tittel"', 'name="versjon" value="2"'):
        assert words in answer.text
    assert now(pages, pitch).title == "Deres tittel"
    assert client.post(f"{HOME}/{pitch.id}", data={**given, "versjon": "2"}).status_code == 200
    assert now(pages, pitch).title == "Min tittel"


def test_every_step_can_be_taken_and_no_other(pages: Pages) -> None:
    client = pages.client("adviser")
    for status, steps in STEPS.items():
        for step in STEPS:
            pitch = add(pages, status=status, offered_at=NOW)
            answer = post(client, f"{HOME}/{pitch.id}/flytt", til=step, versjon="1")
            moved = now(pages, pitch).status == step and step != status
            assert moved == (step in steps), (status, step)
            assert answer.status_code == (200 if step in steps else 409)


def test_a_step_pressed_twice_is_taken_once(pages: Pages) -> None:
    pitch, client = add(pages), pages.client("adviser")
    for _ in range(2):
        assert post(client, f"{HOME}/{pitch.id}/flytt", til="drafted", versjon="1").status_code == 200
    assert (now(pages, pitch).status, now(pages, pitch).version) == ("drafted", 2)


def test_an_offer_may_have_been_made_before_but_not_after_today(pages: Pages) -> None:
    pitch, client = add(pages), pages.client("adviser")
    answer = post(client, f"{HOME}/{pitch.id}/flytt", til="offered", versjon="1", naar="2026-11-25")
    assert (answer.status_code, "fram i tid" in answer.text) == (422, True)
    post(client, f"{HOME}/{pitch.id}/flytt", til="offered", versjon="1", naar="2026-11-20")
    assert now(pages, pitch).offered_at == datetime(2026, 11, 19, 23, tzinfo=UTC)
    post(client, f"{HOME}/{pitch.id}/flytt", til="declined", versjon="2", hvorfor="For smalt")
    assert (now(pages, pitch).declined_why, now(pages, pitch).declined_at) == ("For smalt", NOW)
    assert "For smalt" in client.get(f"{HOME}/{pitch.id}").text


# who sees what --------------------------------------------------------------------------------------------------------


def test_readers_see_all_but_confidences_and_change_nothing(pages: Pages) -> None:
    pitch = offered(pages, embargo=NOW + timedelta(days=2), **SECRETS)
    other = offered(pages, journalist="Kari Nordlie")
    reader, adviser = pages.client("reader"), pages.client("adviser")
    for path in (HOME, f"{HOME}/{pitch.id}", f"{HOME}/kalender", f"{HOME}/kalender.ics", f"{HOME}/kronikker",
                 f"{HOME}/takk", f"{HOME}/tall", "/modum/mediearbeid"):  # fmt: skip
        answer = reader.get(path)
        assert answer.status_code == 200, path
        for words in SECRETS.values():
            assert words not in answer.text, path
    shown, page = adviser.get(f"{HOME}/{pitch.id}").text, reader.get(f"{HOME}/{pitch.id}").text
    for words in SECRETS.values():
        assert words in shown
    assert "Sperrefrist" in page
    assert "<form" not in page.split("<main", 1)[1]
    token = csrf(reader.get("/modum/"))
    for path in ("", f"/{pitch.id}", f"/{pitch.id}/flytt", f"/{pitch.id}/kobling", f"/{pitch.id}/slag", "/takk/1"):
        assert reader.post(HOME + path, data={"csrf": token, "til": "printed"}).status_code == 403
    for path in ("", f"/{other.id}"):  # why a story is suggested tells of the journalist it was offered to
        assert "journalisten" in adviser.get(HOME + path).text
        assert "journalisten" not in reader.get(HOME + path).text
    for path in ("/ny", f"/{pitch.id}/endre"):
        assert reader.get(HOME + path).status_code == 403
    assert now(pages, pitch) == pitch


def test_another_organisation_finds_nothing_here(pages: Pages) -> None:
    pitch = offered(pages)
    other = pages.client("adviser", organisation="granne")
    token = csrf(other.get("/granne/egne-saker/ny"))
    assert other.get(f"{HOME}/{pitch.id}").status_code == 404
    for path in (f"/{pitch.id}", f"/{pitch.id}/endre"):
        assert other.get("/granne/egne-saker" + path).status_code == 404
    given = {"csrf": token, "til": "printed", "versjon": "1", "gjor": "bekreft", "sak": "1", "tittel": "x"}
    for path in (f"/{pitch.id}", f"/{pitch.id}/flytt", f"/{pitch.id}/kobling", f"/{pitch.id}/slag", "/takk/1"):
        assert other.post("/granne/egne-saker" + path, data=given).status_code == 404, path
    theirs = add(pages, organisation="granne", status="offered", offered_at=NOW)
    given["sak"] = "1"
    answer = other.post(f"/granne/egne-saker/{theirs.id}/kobling", data={**given, "gjor": "velg"})
    assert answer.status_code == 422
    assert now(pages, theirs).story is None


def test_nothing_written_becomes_markup(pages: Pages) -> None:
    pitch = offered(
        pages, title=EVIL, angle=EVIL, department=EVIL, author=EVIL, office=EVIL, outlet=EVIL, kind="op-ed",
        planned=date(2026, 11, 1), month_only=True, declined_why=EVIL, **dict.fromkeys(SECRETS, EVIL),
    )  # fmt: skip
    client = pages.client("adviser")
    for path in ("", f"/{pitch.id}", f"/{pitch.id}/endre", "/kalender", "/kronikker", "/tall"):
        assert "<script>alert" not in client.get(HOME + path).text, path
    assert "javascript:" not in client.get(f"{HOME}/{add(pages, draft_link='javascript:alert(1)').id}").text
    for path in ("/modum/maal", "/modum/", "/modum/mediearbeid"):
        assert "<script>alert" not in client.get(path).text


# what became of it ----------------------------------------------------------------------------------------------------


def test_a_suggestion_is_explained_and_rejected_once(pages: Pages) -> None:
    pitch, client = offered(pages), pages.client("adviser")
    board = client.get(HOME).text
    assert "Kan være på trykk" in board
    assert "samme utgiver · 4 dager etter tilbudet" in board
    assert "svømmehall" in board
    assert "Kan være på trykk: «Modum åpner ny svømmehall»" in client.get("/modum/mediearbeid").text
    assert "Kan være på trykk" not in pages.client("reader").get("/modum/mediearbeid").text
    post(client, f"{HOME}/{pitch.id}/kobling", gjor="avvis", sak="1", versjon="1")
    assert now(pages, pitch).rejected == ("1",)
    assert "Kan være på trykk" not in client.get(HOME).text


def test_confirming_says_when_it_was_printed_and_taking_it_away_suggests_it_no_more(pages: Pages) -> None:
    pitch, client = offered(pages), pages.client("adviser")
    post(client, f"{HOME}/{pitch.id}/kobling", gjor="bekreft", sak="1", versjon="1")
    kept = now(pages, pitch)
    assert (kept.status, kept.story, kept.linked) == ("printed", 1, "suggested")
    assert kept.printed_at == NOW - timedelta(hours=1)
    assert "foreslått av programmet" in client.get(f"{HOME}/{pitch.id}").text
    assert f'egne-saker/{pitch.id}">Modum åpner ny svømmehall</a>' in client.get("/modum/sak/1").text
    post(client, f"{HOME}/{pitch.id}/kobling", gjor="fjern", versjon="2")
    kept = now(pages, pitch)
    assert (kept.status, kept.story, kept.printed_at, kept.rejected) == ("offered", None, None, ("1",))
    assert kept.offered_at == pitch.offered_at
    assert "Er det denne?" not in client.get(f"{HOME}/{pitch.id}").text


@pytest.mark.parametrize(
    "written", ["5", "/modum/sak/5", "http://127.0.0.1/modum/sak/5", "https://elvebladet.example/sak/5"]
)
def test_a_story_is_chosen_by_number_or_address(pages: Pages, written: str) -> None:
    pitch, client = offered(pages), pages.client("adviser")
    answer = post(client, f"{HOME}/{pitch.id}/kobling", gjor="velg", sak=written, versjon="1")
    assert answer.status_code == 200, answer.text
    assert (now(pages, pitch).story, now(pages, pitch).linked) == (5, "by hand")


def test_a_story_belongs_to_one_pitch_and_must_exist(pages: Pages) -> None:
    first, second, client = offered(pages), offered(pages, title="Noe annet"), pages.client("adviser")
    post(client, f"{HOME}/{first.id}/kobling", gjor="velg", sak="5", versjon="1")
    answer = post(client, f"{HOME}/{second.id}/kobling", gjor="velg", sak="5", versjon="1")
    assert (answer.status_code, "koblet til «Modum åpner ny svømmehall»" in answer.text) == (422, True)
    for written in ("", "tull", "99999", "99999999999999999999", "https://ukjent.example/sak/5", "//", "https://[x"):
        answer = post(client, f"{HOME}/{second.id}/kobling", gjor="velg", sak=written, versjon="1")
        assert (answer.status_code, "Vi fant ikke saken" in answer.text) == (422, True), written
    assert now(pages, second) == second


def test_two_who_settle_it_at_once(pages: Pages) -> None:
    pitch, client = offered(pages), pages.client("adviser")
    pages.store.pitches.cases.change("modum", pitch.id, by="annen@x.no", now=NOW, expected=1, status="declined")
    answer = post(client, f"{HOME}/{pitch.id}/kobling", gjor="bekreft", sak="1", versjon="1")
    assert (answer.status_code, "annen@x.no" in answer.text) == (409, True)
    assert now(pages, pitch).story is None


def test_an_op_ed_judged_as_a_letter_is_mended_from_its_page(pages: Pages) -> None:
    pitch = offered(pages, title="Slik bygger vi lag", kind="op-ed", author="Kari Nordlie")
    told = Told("Fellesskapet i Modum", "Modum trenger lagspill.", "positive", "education", "letter")
    fill(pages.store, "modum", told=(told,), count=1, first=900, now=NOW)
    story = pages.store.story_at("modum", ["https://elvebladet.example/sak/900"])
    client = pages.client("adviser")
    assert "skrevet av Kari Nordlie" in client.get(f"{HOME}/{pitch.id}").text
    post(client, f"{HOME}/{pitch.id}/kobling", gjor="bekreft", sak=str(story), versjon="1")
    page = client.get(f"{HOME}/{pitch.id}")
    assert "«leserinnlegg»" in page.text
    mark = page.text.split('name="merke" value="', 1)[1].split('"', 1)[0]
    post(client, f"{HOME}/{pitch.id}/slag", merke=mark)
    assert pages.store.story(story, organisation="modum", outlets=pages.site.outlets).lead.kind == "op-ed by staff"
    assert "Rett til" not in client.get(f"{HOME}/{pitch.id}").text
    [entry] = pages.store.access.audit(["modum"], subject=f"story {story}")
    assert (entry.action, entry.after, entry.why) == ("story.kind", "op-ed by staff", "kronikk vi tilbød selv")


# plan, calendar, thanks, numbers --------------------------------------------------------------------------------------


def test_the_calendar_file_is_read_by_others_and_holds_no_confidences(pages: Pages) -> None:
    add(pages, title="Bro, del 1; «åpning»", planned=date(2026, 12, 1), month_only=True, draft_due=date(2026, 11, 27),
        embargo=datetime(2026, 12, 1, 5, tzinfo=UTC), **SECRETS)  # fmt: skip
    answer = pages.client("reader").get(f"{HOME}/kalender.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    events = {event.uid.value.split("@")[0]: event for event in vobject.readOne(answer.text).vevent_list}
    assert set(events) == {"draft-1", "embargo-1", "planned-1"}
    assert events["planned-1"].dtstart.value == date(2026, 12, 1)
    assert events["planned-1"].dtend.value == date(2027, 1, 1)
    assert events["embargo-1"].dtstart.value == datetime(2026, 12, 1, 5, tzinfo=UTC)
    assert events["draft-1"].summary.value == "Utkast skal være klart: Bro, del 1; «åpning»"
    assert not any(words in answer.text for words in SECRETS.values())


def test_the_calendar_shows_a_month_and_any_other(pages: Pages) -> None:
    add(pages, planned=date(2026, 12, 24), draft_due=date(2026, 11, 27))
    client = pages.client("reader")
    assert "fredag 27. november" in client.get(f"{HOME}/kalender").text
    assert "torsdag 24. desember" in client.get(f"{HOME}/kalender?maaned=2026-12").text
    for month in ("2026-13", "tull", "0000-00", "9999-12", "2100-01", "1999-12", ""):
        assert "november 2026" in client.get(f"{HOME}/kalender", params={"maaned": month}).text
    assert client.get(f"{HOME}/kalender?maaned=2099-12").status_code == 200


def test_the_op_ed_plan_tells_what_is_missing_and_whom_to_ask(pages: Pages) -> None:
    add(pages, kind="op-ed", title="Elva vår", author="Tor Vik", office="miljøvernsjef", planned=date(2026, 12, 10))
    page = pages.client("adviser").get(f"{HOME}/kronikker").text
    assert "Kronikken i november er på trykk. To av de tre neste månedene mangler plan." in page
    assert "Forrige kronikk:" in page
    assert page.count("Mangler plan.") == 10
    asked = page.split('id="skribenter"', 1)[1]
    assert asked.index("Kari Nordlie") < asked.index("Tor Vik")
    assert "har ikke hatt noen på trykk" in asked


def test_a_month_without_an_op_ed_is_told_where_one_is_aimed_at(pages: Pages) -> None:
    client = pages.client("reader")
    assert "Ingen kronikk er planlagt" not in client.get("/modum/mediearbeid").text
    pages.clock[0] = datetime(2026, 12, 2, 8, tzinfo=UTC)
    client = pages.client("reader")
    assert "Ingen kronikk er planlagt i desember" in client.get("/modum/mediearbeid").text
    add(pages, kind="op-ed", planned=date(2026, 12, 1), month_only=True)
    assert "Ingen kronikk er planlagt" not in client.get("/modum/mediearbeid").text
    theirs = pages.client("reader", organisation="granne")
    assert "Ingen kronikk er planlagt" not in theirs.get("/granne/mediearbeid").text


def test_a_good_story_is_thanked_for_passed_over_and_taken_back(pages: Pages) -> None:
    client = pages.client("adviser")
    page = client.get(f"{HOME}/takk").text
    count = int(page.split("<h1>", 1)[1].split(" ", 1)[0])
    assert count > 3
    assert "Kari Nordlie" in page
    story = int(page.split("egne-saker/takk/", 1)[1].split('"', 1)[0])
    post(client, f"{HOME}/takk/{story}", til="thanked", naar="2026-11-23", versjon="0")
    assert pages.store.pitches.thanked("modum", [story])[story].on == date(2026, 11, 23)
    page = client.get(f"{HOME}/takk").text
    assert f"<h1>{count - 1} gode saker" in page
    assert "takket i går" in page
    again = post(client, f"{HOME}/takk/{story}", til="thanked", naar="2026-11-24", versjon="0")
    assert again.status_code == 409
    late = post(client, f"{HOME}/takk/{story}", til="thanked", naar="2027-01-01", versjon="1")
    assert (late.status_code, "fram i tid" in late.text) == (422, True)
    post(client, f"{HOME}/takk/{story}", til="open", versjon="1")
    assert f"<h1>{count} gode saker" in client.get(f"{HOME}/takk").text
    assert post(client, f"{HOME}/takk/{story}", til="tull", versjon="2").status_code == 422


def test_the_numbers_say_at_least_and_how_many(pages: Pages) -> None:
    client = pages.client("reader")
    assert "Ingen egne saker er lagt inn" in client.get(f"{HOME}/tall").text
    add(pages, status="printed", offered_at=NOW - timedelta(days=6), printed_at=NOW - timedelta(hours=1), story=1,
        outlet="elvebladet", topic="sport")  # fmt: skip
    add(pages, status="declined", offered_at=NOW - timedelta(days=5), declined_at=NOW, outlet="dalnytt")
    page = client.get(f"{HOME}/tall?tid=4-uker").text
    assert "Minst 1 av 2" in page
    assert "1 av 2 tilbud kom på trykk. 1 ble avslått. Fra tilbud til trykk: 6 dager." in page
    assert "Elvebladet" in page
    assert "idrett" in page
    assert "kom av noe vi foreslo" in client.get("/modum/uke/2026-W48").text


def test_the_week_follows_when_a_link_is_made(pages: Pages) -> None:
    client = pages.client("reader")
    assert "Egne saker</h2>" not in client.get("/modum/uke/2026-W48").text
    pitch = offered(pages)
    assert "er koblet til noe vi foreslo" in client.get("/modum/uke/2026-W48").text
    pages.store.pitches.cases.change("modum", pitch.id, by="x", now=NOW, expected=1, status="printed", story=1)
    assert "Minst 1 av" in client.get("/modum/uke/2026-W48").text


def test_a_planned_op_ed_stands_beside_its_target(pages: Pages) -> None:
    pages.clock[0] = datetime(2026, 12, 2, 8, tzinfo=UTC)
    pitch = offered(pages, kind="op-ed", title="Elva vår", author="Tor Vik", planned=date(2026, 12, 15))
    add(pages, kind="op-ed", title="Neste år", planned=date(2027, 1, 15))
    words = "«Elva vår» av Tor Vik, tirsdag 15. desember (tilbudt Elvebladet)"
    client = pages.client("reader")
    for path in ("/modum/maal", "/modum/"):
        page = client.get(path).text
        assert f'egne-saker/{pitch.id}">{words}</a>' in page, path
        assert "Neste år" not in page.split("Ingenting", 1)[0].split("Mediearbeid", 2)[-1] or path == "/modum/"


def test_the_interface_tells_of_pitches_but_not_of_confidences(pages: Pages) -> None:
    pitch = offered(pages, embargo=NOW, planned=date(2026, 12, 1), **SECRETS)
    add(pages, kind="op-ed", organisation="granne")
    _token, secret = pages.store.tokens.make(
        "modum", purpose="t", scope="read", by="t", now=NOW, lasts=timedelta(days=9)
    )
    client = pages.client()
    answer = client.get("/api/v1/pitches?status=offered", headers={"Authorization": f"Bearer {secret}"})
    [line] = answer.json()
    assert (line["id"], line["embargo"], line["planned"]) == (pitch.id, "2026-11-24T09:00:00+01:00", "2026-12-01")
    assert not any(words in answer.text for words in SECRETS.values())
    assert client.get("/api/v1/pitches?kind=op-ed", headers={"Authorization": f"Bearer {secret}"}).json() == []


# words ----------------------------------------------------------------------------------------------------------------


def test_every_field_and_value_has_a_name_in_the_log() -> None:
    fields = set(Pitch.__dataclass_fields__) - {"id", "organisation", "version"}
    assert fields == set(PITCH_FIELDS)
    assert {"story", "outlet", "state", "on"} == set(THANKS_FIELDS)
    assert FIELD_NAMES["pitch"] is PITCH_FIELDS
    assert set(FIELD_VALUES["pitch.status"]) == set(STATUS_NAMES) == set(STEP_NAMES)
    assert {"pitch.add", "pitch.change", "thanks.add", "thanks.change"} <= set(AUDIT_NAMES)


def test_the_history_is_in_words(pages: Pages) -> None:
    pitch, client = add(pages), pages.client("adviser")
    post(client, f"{HOME}/{pitch.id}/flytt", til="offered", versjon="1", naar="2026-11-20")
    page = client.get(f"{HOME}/{pitch.id}").text
    assert "status: Tilbudt; tilbudt: fredag 20. november 2026 kl. 00.00" in page


# the journey ----------------------------------------------------------------------------------------------------------


def test_an_op_ed_from_idea_to_the_monthly_target(pages: Pages, sign_in) -> None:
    pages.clock[0] = start = datetime(2026, 12, 1, 8, tzinfo=UTC)
    page = sign_in("adviser", goes_to=f"{HOME}/kronikker")
    assert page.locator("h1").inner_text().startswith("Ingen kronikk er planlagt i desember.")
    page.get_by_role("link", name="Planlegg desember 2026").click()
    page.get_by_label("Tittel").fill("Derfor pusser vi opp biblioteket")
    page.get_by_label("Vinkling").fill("Ungdommen har tegnet spillrommet.")
    page.get_by_label("Navn", exact=True).fill("Mona Lie")
    page.get_by_label("Stilling").fill("biblioteksjef")
    page.get_by_label("Utgiver").fill("Elvebladet")
    page.get_by_label("Frist for utkast").fill("2026-12-04")
    assert page.get_by_label("Planlagt måned").input_value() == "2026-12"
    assert page.get_by_label("Slag").input_value() == "op-ed"
    page.get_by_role("button", name="Lagre").click()
    assert page.locator("h1").inner_text() == "Derfor pusser vi opp biblioteket"
    page.goto(f"{pages.base}{HOME}")
    page.get_by_role("button", name="Utkastet er klart").click()
    page.get_by_role("button", name="Tilbudt").click()
    page.goto(f"{pages.base}/modum/maal")
    planned = page.get_by_role(
        "link", name="«Derfor pusser vi opp biblioteket» av Mona Lie, desember (tilbudt Elvebladet)"
    )
    planned.click()

    pages.clock[0] = start + timedelta(days=6)
    told = Told("Et hus for alle", "Biblioteket i Modum blir ungdommens.", "positive", "culture", "letter")
    made = coverage("modum", told, OUTLETS[0], 950, start + timedelta(days=5))
    made = replace(made, article=replace(made.article, authors=("Mona Lie",)))
    pages.store.save(made.article, [made], None, find_story=lambda _new, _known: None, now=start + timedelta(days=5))

    page.goto(f"{pages.base}/modum/mediearbeid")
    page.get_by_role("link", name="Kan være på trykk: «Derfor pusser vi opp biblioteket»").click()
    assert "skrevet av Mona Lie" in page.locator("main").inner_text()
    page.get_by_role("button", name="Ja, det er den").click()
    assert page.locator(".kicker").inner_text() == "Kronikk · På trykk"
    page.goto(f"{pages.base}/modum/maal")
    section = page.locator("section", has=page.get_by_role("heading", name="kronikk")).first
    assert "nådd" not in section.locator("h2").inner_text().replace("ikke nådd", "")
    page.goto(f"{pages.base}{HOME}")
    page.get_by_role("link", name="Derfor pusser vi opp biblioteket").click()
    page.get_by_role("button", name="Rett til «kronikk fra oss»").click()
    page.goto(f"{pages.base}/modum/maal")
    section = page.locator("section", has=page.get_by_role("heading", name="kronikk")).first
    assert "nådd" in section.locator("h2").inner_text()
    page.goto(f"{pages.base}{HOME}/kronikker")
    assert page.locator("h1").inner_text().startswith("Kronikken i desember er på trykk.")
