"""Critical stories: from the digest's link to a closed decision with its evidence, and two advisers at once."""

import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from mediawatch.jobs.digests import build_digest
from mediawatch.model import Fact, Reply, Response
from mediawatch.report.mail import html_page
from mediawatch.web.audit_words import AUDIT_NAMES, FIELD_NAMES
from mediawatch.web.response_form import values_of
from tests.web.conftest import Pages, csrf
from tests.web.sample import NOW, OUTLETS, Told, coverage
from tests.web.test_story import save

Open = Callable[..., Page]
STORY = 2
SECRET = "Barnet bor i Furuveien"


def version(page: httpx.Response) -> str:
    return page.text.split('name="versjon" value="', 1)[1].split('"', 1)[0]


def post(client: httpx.Client, path: str, *, seen: str | None = None, **sent: object) -> httpx.Response:
    """Sends a form of the page of the story, with the version that stands there, or the one that was `seen`."""
    there = client.get(f"/modum/svar/{STORY}")
    return client.post(path, data={"csrf": csrf(there), "versjon": seen or version(there), **sent})


def decide(client: httpx.Client, **sent: object) -> httpx.Response:
    given = {"decision": "answer", "reason": "Tallene er feil", "owner": "adviser@modum.example", **sent}
    return post(client, f"/modum/svar/{STORY}", **given)


def kept(pages: Pages) -> Response | None:
    return pages.store.responses.of("modum", STORY)


def unpacked(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name.split("/", 1)[1]: archive.read(name).decode() for name in archive.namelist()}


# a critical story, from the digest to its end ------------------------------------------------------------------------


def test_from_the_digest_to_a_closed_decision_with_its_evidence(pages: Pages, sign_in: Open) -> None:
    digest = build_digest(
        pages.config, pages.store, pages.config.organisations[0],
        day=NOW.date(), since=NOW - timedelta(days=2), until=NOW,
    )  # fmt: skip
    [link] = set(re.findall(r'href="([^"]+/svar/[0-9]+)"[^>]*>Vurder svar', html_page(digest, base_url=pages.base)))
    page = sign_in("adviser", goes_to=link.removeprefix(pages.base))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Foreldre fortviler over ventetid")
    assert pages.store.responses.all("modum") == [], "looking writes nothing"

    page.get_by_role("group", name="Er det faktafeil i saken?").get_by_label("Ja", exact=True).check()
    page.get_by_role("group", name="Er det vårt ansvar?").get_by_label("Ja", exact=True).check()
    page.get_by_label("Svare redaksjonen").check()
    page.get_by_role("button", name="Lagre vurderingen").click()
    expect(page.get_by_text("Skriv hvorfor dere velger dette.")).to_be_visible()
    expect(page.get_by_label("Hvorfor?")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Svare redaksjonen")).to_be_checked()
    page.get_by_label("Hvorfor?").fill("Ventetiden er ni uker, ikke ni måneder.")
    page.get_by_label("Hvem har ansvaret?").select_option(label="Ranveig Rådgiver")
    page.get_by_label("Fortrolig notat").fill(SECRET)
    page.get_by_text("Klage til Pressens Faglige Utvalg").click()
    page.get_by_label("4.14 samtidig imøtegåelse").check()
    page.get_by_role("button", name="Lagre vurderingen").click()
    expect(page.get_by_text("Lagret.")).to_be_visible()
    expect(page.get_by_label("Frist", exact=False).first).to_have_value("2026-11-24T15:30")

    page.get_by_text("Før opp en påstand").click()
    page.get_by_label("Det som står i saken").fill("Ni måneder uten svar")
    page.get_by_label("Er det riktig?").select_option(label="feil")
    page.get_by_label("Det som er riktig").fill("Ni uker")
    page.get_by_label("Bedt om retting").fill("2026-11-24T10:00")
    page.get_by_label("Hva sa redaksjonen?").select_option(label="rettet")
    page.get_by_role("button", name="Lagre påstanden").click()
    expect(page.get_by_text("«Ni måneder uten svar» – feil")).to_be_visible()

    page.get_by_text("Før opp et svar").click()
    page.get_by_label("Hva svarte vi?").fill("Ventetiden var ni uker.")
    page.get_by_label("Hvem svarte?").fill("Siri Sandnes")
    page.get_by_label("Hvordan?").select_option(label="e-post")
    page.get_by_role("button", name="Lagre svaret").click()
    expect(page.get_by_text("Ventetiden var ni uker.").first).to_be_visible()

    page.get_by_role("button", name="Avslutt saken").click()
    expect(page.get_by_text("Uten det kan ikke saken avsluttes.")).to_be_visible()
    page.get_by_label("Hvordan gikk det?").fill("Avisa rettet samme dag.")
    page.get_by_label("Hva lærte vi?").fill("Legg ventetidene ut på nettsiden.")
    page.get_by_role("button", name="Avslutt saken").click()
    expect(page.get_by_text("Avsluttet", exact=True).first).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("button", name="Last ned (zip)").click()
    assert re.fullmatch(r"dokumentasjon-sak-2-[a-z0-9-]+\.zip", download.value.suggested_filename)
    files = unpacked(Path(download.value.path()).read_bytes())
    for words in (
        "4.14",
        "Ni uker",
        "rettet",
        "Ventetiden var ni uker.",
        "Avisa rettet samme dag.",
        "søndag 23. mai 2027",
    ):
        assert words in files["oversikt.html"], words
        assert words in " ".join(files["oversikt.txt"].split()), words
    assert not any(SECRET in content for content in files.values())
    assert "adviser@modum.example: vurdering begynt" in " ".join(files["logg.txt"].split())

    page.get_by_role("button", name="Åpne saken igjen").click()
    expect(page.get_by_role("button", name="Lagre vurderingen")).to_be_visible()
    expect(page.get_by_label("Hvordan gikk det?")).to_have_value("Avisa rettet samme dag.")


def test_two_advisers_at_once_lose_nothing(pages: Pages, sign_in: Open) -> None:
    first = sign_in("adviser", goes_to=f"/modum/svar/{STORY}")
    second = sign_in("administrator", goes_to=f"/modum/svar/{STORY}")
    for page, decision, why in (
        (first, "Vente og følge med", "Det roer seg"),
        (second, "Svare redaksjonen", "Det haster"),
    ):
        page.get_by_label(decision).check()
        page.get_by_label("Hvorfor?").fill(why)
        page.get_by_label("Hvem har ansvaret?").select_option(label="Ranveig Rådgiver")
    first.get_by_role("button", name="Lagre vurderingen").click()
    expect(first.get_by_text("Lagret.")).to_be_visible()
    with second.expect_response(lambda answer: answer.request.method == "POST") as answer:
        second.get_by_role("button", name="Lagre vurderingen").click()
    assert answer.value.status == 409
    told = second.get_by_role("alert")
    expect(told).to_contain_text("Noen andre endret saken mens du skrev")
    expect(told).to_contain_text("Det roer seg")
    expect(told).to_contain_text("Det haster")
    expect(told).to_contain_text("2026-11-26 kl. 12:00")
    expect(second.get_by_label("Hvorfor?")).to_have_value("Det haster")
    assert kept(pages).reason == "Det roer seg"
    second.get_by_role("button", name="Lagre vurderingen").click()
    expect(second.get_by_text("Lagret.")).to_be_visible()
    assert (kept(pages).reason, kept(pages).decision, kept(pages).version) == ("Det haster", "answer", 2)


# the queue -----------------------------------------------------------------------------------------------------------


def test_the_queue_shows_the_late_first_and_may_be_narrowed(pages: Pages) -> None:
    client = pages.client("adviser")

    def shown(which: str = "") -> list[str]:
        return re.findall(r'href="/modum/svar/(\d+)"', client.get(f"/modum/svar{which}").text)

    assert shown() == ["2", "5", "11"]
    assert shown("?vis=pagar") == []
    decide(client)
    assert shown("?vis=nye") == ["5", "11"]
    assert shown("?vis=pagar") == ["2"]
    assert shown() == ["5", "11", "2"], "what is late stands first"
    assert shown("?vis=tull") == ["5", "11", "2"]
    post(client, f"/modum/svar/{STORY}/avslutt", outcome="Det gikk bra")
    assert shown("?vis=avsluttet") == ["2"]
    assert shown("?vis=over-fristen") == ["5", "11"]
    page = client.get("/modum/svar").text
    assert "Slik har dere besluttet" in page
    assert "0 av 1 (0 %)" in page, "it was decided the day after it should have been"


def test_what_must_be_done_leads_to_the_decision(pages: Pages) -> None:
    client = pages.client("reader")
    assert "Vurder om dere skal svare: Foreldre fortviler" in client.get("/modum/mediearbeid").text
    decide(pages.client("adviser"))
    page = client.get("/modum/mediearbeid").text
    assert "Svare redaksjonen (Ranveig Rådgiver): Foreldre fortviler" in page
    assert 'href="/modum/svar/2"' in page
    assert 'href="/modum/svar/2"' in pages.client("adviser").get("/modum/").text


def test_the_story_tells_what_was_decided(pages: Pages) -> None:
    client = pages.client("adviser")
    assert "Vurder om dere skal svare" in client.get(f"/modum/sak/{STORY}").text
    decide(client)
    page = client.get(f"/modum/sak/{STORY}").text
    assert "Besluttet</strong>: svare redaksjonen" in page
    assert "Tallene er feil" in page
    assert "Vurder om dere skal svare" in client.get("/modum/sak/1").text, "a story that is not critical may be too"
    assert "Skal vi svare?" not in pages.client("reader").get("/modum/sak/1").text


# the decision --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({"reason": ""}, "Skriv hvorfor dere velger dette."),
        ({"reason": "x" * 2_001}, "Kort ned teksten til høyst 2000 tegn."),
        ({"owner": ""}, "Velg hvem som har ansvaret."),
        ({"owner": "fremmed@ond.example"}, "Velg hvem som har ansvaret."),
        ({"deadline": "i morgen"}, "Skriv dato og klokkeslett"),
        ({"deadline": "0001-01-01T00:00"}, "Skriv et årstall mellom 2000 og 2100."),
        ({"remind_on": "2026-13-01"}, "Skriv en dato"),
        ({"deadline": "2026-11-26T12:00", "remind_on": "2026-11-27"}, "Påminnelsen må komme før fristen."),
        ({"complained_on": "9999-01-01"}, "Skriv et årstall mellom 2000 og 2100."),
    ],
)
def test_a_decision_with_a_fault_is_shown_again_and_not_kept(pages: Pages, sent: dict, fault: str) -> None:
    answer = decide(pages.client("adviser"), errors="yes", errors_words="Tallet", **sent)
    assert answer.status_code == 422
    assert fault in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert 'value="Tallet"' in answer.text
    assert kept(pages) is None


def test_each_decision_gets_a_deadline_and_a_reminder_unless_they_are_given(pages: Pages) -> None:
    client = pages.client("adviser")
    decide(client, decision="op-ed")
    assert kept(pages).deadline == datetime(2026, 12, 1, 11, 0, tzinfo=UTC)
    assert kept(pages).remind_on.isoformat() == "2026-11-30"
    decide(client, decision="op-ed", deadline="2026-12-04T09:00", remind_on="")
    assert (kept(pages).deadline, kept(pages).remind_on.isoformat()) == (
        datetime(2026, 12, 4, 8, 0, tzinfo=UTC), "2026-12-03",
    )  # fmt: skip
    decide(client, decision="op-ed", deadline="2026-12-04T09:00", remind_on="")
    assert kept(pages).remind_on is None, "who takes the reminder away gets none"
    decide(client, decision="nothing", owner="")
    assert (kept(pages).deadline, kept(pages).owner, kept(pages).decision) == (None, "", "nothing")


def test_doing_the_same_twice_is_no_conflict(pages: Pages) -> None:
    client = pages.client("adviser")
    assert decide(client, seen="0").status_code == 200
    assert decide(client, seen="0").status_code == 200
    assert kept(pages).version == 1


def test_a_closed_case_is_changed_only_when_it_is_opened_again(pages: Pages) -> None:
    client = pages.client("adviser")
    assert post(client, f"/modum/svar/{STORY}/avslutt", outcome="Bra").status_code == 422, "nothing is decided"
    decide(client)
    assert post(client, f"/modum/svar/{STORY}/avslutt", outcome=" ").status_code == 422
    assert post(client, f"/modum/svar/{STORY}/avslutt", outcome="Bra").status_code == 200
    assert (kept(pages).status, kept(pages).closed_at) == ("closed", NOW)
    answer = decide(client, decision="wait")
    assert answer.status_code == 422
    assert kept(pages).decision == "answer"
    assert post(client, f"/modum/svar/{STORY}/avslutt", seen="1", outcome="Dårlig").status_code == 409
    assert post(client, f"/modum/svar/{STORY}/apne").status_code == 200
    assert (kept(pages).status, kept(pages).closed_at, kept(pages).outcome) == ("decided", None, "Bra")


def test_facts_and_replies_are_changed_by_one_at_a_time_and_withdrawn(pages: Pages) -> None:
    client = pages.client("adviser")
    fact = {"claim": "Ni måneder", "verdict": "wrong", "right": "Ni uker"}
    assert post(client, f"/modum/svar/{STORY}/fakta", **{**fact, "right": ""}).status_code == 422
    assert post(client, f"/modum/svar/{STORY}/fakta", **{**fact, "link": "javascript:alert(1)"}).status_code == 422
    assert kept(pages) is None
    assert post(client, f"/modum/svar/{STORY}/fakta", **fact).status_code == 200
    [one] = pages.store.responses.facts_of("modum", kept(pages).id)
    path = f"/modum/svar/{STORY}/fakta/{one.id}"
    assert post(client, path, seen="1", **{**fact, "right": "Åtte uker"}).status_code == 200
    answer = post(client, path, seen="1", **{**fact, "right": "Ti uker"})
    assert answer.status_code == 409
    assert "Ti uker" in answer.text
    assert "Åtte uker" in answer.text
    once = {**fact, "claim": "Ti foreldre"}
    assert [post(client, f"/modum/svar/{STORY}/fakta", **once).status_code for _ in range(2)] == [200, 200]
    assert len(pages.store.responses.facts_of("modum", kept(pages).id)) == 2, "a double click is one claim"
    assert post(client, path, seen="2", gjor="fjern").status_code == 200
    assert [one.claim for one in pages.store.responses.facts_of("modum", kept(pages).id)] == ["Ti foreldre"]
    reply = {"text": "Hei", "to": "Dalnytt", "by": "Siri", "channel": "phone", "at": "2026-11-24T09:30"}
    assert post(client, f"/modum/svar/{STORY}/svart", **{**reply, "at": ""}).status_code == 422
    assert post(client, f"/modum/svar/{STORY}/svart", **reply).status_code == 200
    [told] = pages.store.responses.replies_of("modum", kept(pages).id)
    assert told.at == datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    assert post(client, f"/modum/svar/5/fakta/{one.id}", seen="3", **fact).status_code == 404, "another story's"


def test_the_complaint_has_days_left_until_it_is_sent_or_too_late(pages: Pages) -> None:
    client = pages.client("adviser")
    assert "180 dager igjen" in client.get(f"/modum/svar/{STORY}").text
    pages.clock[0] = datetime(2027, 5, 22, 9, 0, tzinfo=UTC)
    client = pages.client("adviser")
    assert "1 dag igjen" in client.get(f"/modum/svar/{STORY}").text
    pages.clock[0] = datetime(2027, 5, 24, 9, 0, tzinfo=UTC)
    client = pages.client("adviser")
    assert "Fristen gikk ut søndag 23. mai 2027" in client.get(f"/modum/svar/{STORY}").text
    pages.clock[0] = datetime(2027, 5, 1, 9, 0, tzinfo=UTC)
    client = pages.client("adviser")
    due = "Klage til PFU må være framme: Foreldre fortviler"
    assert due not in client.get("/modum/mediearbeid").text
    decide(client, points=["4.14"])
    assert due in client.get("/modum/mediearbeid").text
    decide(client, points=["4.14"], complained_on="2027-05-20")
    assert due not in client.get("/modum/mediearbeid").text
    assert "Klage sendt torsdag 20. mai 2027" in client.get(f"/modum/svar/{STORY}").text


# who sees what -------------------------------------------------------------------------------------------------------


def test_readers_see_all_but_what_is_confidential(pages: Pages) -> None:
    client = pages.client("adviser")
    decide(
        client, secret="yes", secret_words=SECRET, persons_words=SECRET, note=SECRET, ours_words="Skolen eier tallene"
    )
    assert client.get(f"/modum/svar/{STORY}").text.count(SECRET) == 3
    reader = pages.client("reader")
    for path in (f"/modum/svar/{STORY}", "/modum/svar", f"/modum/sak/{STORY}", "/modum/mediearbeid"):
        assert SECRET not in reader.get(path).text, path
    page = reader.get(f"/modum/svar/{STORY}").text
    assert "Skolen eier tallene" in page
    assert "Tallene er feil" in page
    assert "Lagre vurderingen" not in page
    assert reader.get(f"/modum/svar/{STORY}/dokumentasjon.zip?notat=ja").status_code == 403
    files = unpacked(reader.get(f"/modum/svar/{STORY}/dokumentasjon.zip").content)
    assert not any(SECRET in content for content in files.values())
    assert SECRET not in "".join(f"{one.before}{one.after}{one.why}" for one in pages.store.access.audit(["modum"]))


def test_what_is_written_is_never_markup(pages: Pages) -> None:
    client, evil = pages.client("adviser"), "<script>alert(1)</script>"
    decide(client, reason=evil, note=evil, ours_words=evil)
    post(client, f"/modum/svar/{STORY}/fakta", claim=evil, verdict="wrong", right=evil, page=evil)
    post(client, f"/modum/svar/{STORY}/svart", text=evil, to=evil, by=evil, channel="phone", at="2026-11-24T09:30")
    for path in (f"/modum/svar/{STORY}", "/modum/svar", f"/modum/sak/{STORY}", "/modum/mediearbeid"):
        assert evil not in client.get(path).text, path
    files = unpacked(client.get(f"/modum/svar/{STORY}/dokumentasjon.zip?notat=ja").content)
    assert evil not in files["oversikt.html"]


# the evidence --------------------------------------------------------------------------------------------------------


def test_the_pack_is_the_same_however_often_it_is_made_and_its_sums_are_right(pages: Pages) -> None:
    client = pages.client("adviser")
    decide(client, note=SECRET)
    address = f"/modum/svar/{STORY}/dokumentasjon.zip"
    first = client.get(address)
    pages.clock[0] += timedelta(days=3)
    assert pages.client("adviser").get(address).content == first.content
    assert first.headers["cache-control"] == "no-store"
    files = unpacked(first.content)
    listed = dict(reversed(line.split("  ", 1)) for line in files.pop("sjekksummer.sha256").splitlines())
    assert listed == {name: hashlib.sha256(content.encode()).hexdigest() for name, content in files.items()}
    with_note = unpacked(client.get(f"{address}?notat=ja").content)
    assert SECRET in with_note["oversikt.html"]
    assert "fortrolige opplysninger" in with_note["oversikt.html"]
    fetched = [one for one in pages.store.access.audit(["modum"]) if one.action == "response.pack"]
    assert [one.after for one in fetched] == ["med fortrolige felter", "", ""]


def test_the_pack_tells_every_version_and_no_more_than_may_be_kept(pages: Pages) -> None:
    told = Told("Kritikk av <skolen>/../..", "Elevene i Modum venter.", "negative", "education")
    made = coverage("modum", told, OUTLETS[0], 800, NOW - timedelta(hours=3))
    story = save(pages, made, hours=3)
    later = replace(made.article, title="Skarp kritikk av skolen", lead="Elevene i Modum venter ennå. " * 40)
    save(pages, replace(made, article=later), hours=2)
    closed = replace(OUTLETS[1], id="lukket", name="Lukket Avis", keep_text="none")
    pages.config.outlet_by_id["lukket"] = closed
    other = coverage("modum", told, closed, 801, NOW - timedelta(hours=2))
    save(pages, replace(other, article=replace(other.article, lead="Hemmelig ingress om Modum.")), story=story, hours=2)
    answer = pages.client("adviser").get(f"/modum/svar/{story}/dokumentasjon.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
    assert all(re.fullmatch(r"sak-\d+-[a-z0-9-]+/[a-z0-9/.-]+", name) and ".." not in name for name in names), names
    files = unpacked(answer.content)
    whole = "".join(files.values())
    versions = files["utgaver/01-elvebladet.txt"]
    assert "Utgave 1, sett tirsdag 24. november 2026 kl. 06.00" in versions
    assert "Tittel: Skarp kritikk av skolen" in versions
    assert len(set(re.findall(r"Fingeravtrykk: ([0-9a-f]{32})", versions))) == 2
    assert "Hemmelig ingress" not in whole
    assert "Mer om saken i avisen" not in whole, "the text itself is never in it"
    assert max(len(line) for line in re.findall(r'"lead": "([^"]*)"', files["sak.json"])) <= 300


# words ---------------------------------------------------------------------------------------------------------------


def test_every_field_has_a_name_in_the_log() -> None:
    for kind, record in (("response", Response), ("fact", Fact), ("reply", Reply)):
        unnamed = {one.name for one in fields(record)} - {"id", "organisation", "version"} - FIELD_NAMES[kind].keys()
        assert not unnamed
        assert {f"{kind}.add", f"{kind}.change"} <= AUDIT_NAMES.keys()


def test_the_form_shows_every_field_that_a_person_fills_in(pages: Pages) -> None:
    given = Response(organisation="modum", story=1, seen_at=NOW, opened_at=NOW)
    follows = {
        "id", "organisation", "story", "status", "seen_at", "opened_at", "decided_at", "decided_by", "owner_name",
        "closed_at", "version",
    }  # fmt: skip
    assert set(values_of(given, pages.site)) == {one.name for one in fields(Response)} - follows


def test_programs_read_all_but_what_is_confidential(pages: Pages) -> None:
    decide(pages.client("adviser"), persons_words=SECRET, note=SECRET)
    year = timedelta(days=365)
    _, token = pages.store.tokens.make("modum", purpose="Prøve", scope="read", by="test", now=NOW, lasts=year)
    headers = {"Authorization": f"Bearer {token}"}
    answer = httpx.get(f"{pages.base}/api/v1/responses", headers=headers)
    assert [(one["story"], one["status"], one["late"]) for one in answer.json()] == [
        (5, "new", True), (11, "new", True), (2, "decided", False),
    ]  # fmt: skip
    assert answer.json()[2]["owner"] == "Ranveig Rådgiver"
    assert answer.json()[2]["deadline"] == "2026-11-24T15:30:00+01:00"
    assert SECRET not in answer.text
    found = httpx.get(f"{pages.base}/api/v1/responses?status=decided", headers=headers).json()
    assert [one["story"] for one in found] == [2]
