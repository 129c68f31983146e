"""A day in the browser: a question arrives by mail, is answered late and escalates, and stands on the board."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from mediawatch.config import Config
from mediawatch.jobs.enquiry_late import tell_late
from mediawatch.jobs.enquiry_mail import fetch_enquiries
from mediawatch.model import AlarmRules
from tests.dovecot import PASSWORD, USER, Dovecot, run_dovecot
from tests.mails import FORWARDS
from tests.web.conftest import Pages
from tests.web.test_accessible import RULES

ARRIVED = datetime(2026, 11, 24, 8, 45, tzinfo=UTC)


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    with run_dovecot() as running:
        yield running


def wired(pages: Pages, dovecot: Dovecot) -> Config:
    """The site's configuration with a mailbox."""
    settings = replace(
        pages.config.settings, imap_host="localhost", imap_port=dovecot.tls, imap_user=USER, imap_password=PASSWORD
    )
    modum = replace(pages.config.organisations[0], own_hosts=("modum.kommune.no",), alarms=AlarmRules(to=("leder",)))
    return replace(pages.config, settings=settings, organisations=(modum, *pages.config.organisations[1:]))


def mailed(config: Config) -> list[str]:
    return [file.read_text("utf-8") for file in config.settings.outbox.glob("*.eml")]


def test_a_question_by_mail_is_answered_late_escalates_and_is_counted(
    pages: Pages, sign_in: Callable[..., Page], dovecot: Dovecot
) -> None:
    config = wired(pages, dovecot)
    pages.clock[0] = ARRIVED
    dovecot.put(FORWARDS["Outlook"])
    fetch_enquiries(config, pages.store, pages.site.now, context=dovecot.context)

    page = sign_in("adviser", "/modum/mediearbeid")
    page.get_by_role("link", name="Svar til Kari Nordlie, Elvebladet: Ventetid i PPT").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ventetid i PPT")
    expect(page.get_by_text("lest av «frist i dag kl. 14»")).to_be_visible()
    expect(page.get_by_role("region", name="Hvem svarer")).to_contain_text("Etatssjef undervisning")
    page.get_by_role("button", name="Jeg tar den").click()
    expect(page.get_by_role("status")).to_contain_text("Du har tatt henvendelsen.")

    pages.clock[0] = ARRIVED.replace(hour=13, minute=5)
    tell_late(config, pages.store, pages.site.now())
    assert [mail for mail in mailed(config) if "adviser@modum.example" in mail]
    pages.clock[0] = ARRIVED + timedelta(days=1)
    tell_late(config, pages.store, pages.site.now())
    assert [mail for mail in mailed(config) if "etat.undervisning@example.org" in mail]
    assert not [mail for mail in mailed(config) if "912 34 567" in mail]

    page.reload()
    expect(page.get_by_text("Fristen er ute:").first).to_be_visible()
    page.get_by_label("Hva svarte dere?").fill("Førti elever venter.")
    page.get_by_label("Hvordan?").select_option("mail")
    page.get_by_role("button", name="Registrer svaret").click()
    expect(page.get_by_role("status")).to_contain_text("Svaret er registrert.")
    page.get_by_text("Svar på spørsmålene").click()
    for question in ("kommet inn til", "saksbehandlet", "verdi som dokumentasjon"):
        page.get_by_role("group", name=question).get_by_label("Ja").check()
    page.get_by_label("Saksnummer i arkivet").fill("26/1234")
    page.get_by_label("Saksnummer i arkivet").press("Enter")
    expect(page.get_by_text("Skal journalføres")).to_be_visible()

    page.goto(f"{pages.base}/modum/henvendelser/svartider")
    line = page.get_by_role("row", name="Undervisning")
    expect(line).to_contain_text("0 %")
    expect(line).to_contain_text("0 av 1")
    expect(line).to_contain_text("1 arbeidsdag")
    page.goto(f"{pages.base}/modum/uke/2026-W48")
    expect(page.get_by_text("0 av 1 ble besvart innen fristen.")).to_be_visible()


def test_a_call_is_taken_down_by_keyboard_alone(pages: Pages, sign_in: Callable[..., Page]) -> None:
    page = sign_in("adviser", "/modum/henvendelser/ny")
    page.get_by_label("Journalist", exact=True).focus()
    for words in ("Per Dal", "Elvebladet", "912 34 567", "Hva koster hallen? Svar innen kl. 12."):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.get_by_role("button", name="Legg inn").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Henvendelsen er lagt inn.")
    expect(page.get_by_text("i dag kl. 12.00").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_an_enquiry(pages: Pages, browser: Browser, scheme: str) -> None:
    from tests.web.test_enquiries import asked

    asked(pages, attachments=("notat.pdf",), note="x")
    late = asked(pages, deadline=ARRIVED - timedelta(days=1), received_at=ARRIVED - timedelta(days=2), outlet="ukjent")
    done = asked(pages, status="answered", closed_at=ARRIVED, answer="Ja.", answer_way="mail", replied_at=ARRIVED)
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(pages.link("adviser"))
    found = []
    for path in ("", "?vis=alle", f"/{late.id}", f"/{late.id}?rett=ja", f"/{done.id}", "/svartider", "/ny"):
        page.goto(f"{pages.base}/modum/henvendelser{path}")
        violations = Axe().run(page, options=RULES).response["violations"]
        found += [(path, one["id"], one["nodes"][0]["html"][:200]) for one in violations]
        for width in (320, 390, 800):
            page.set_viewport_size({"width": width, "height": 700})
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                found.append((path, width, "wider than the screen"))
        page.set_viewport_size({"width": 1280, "height": 800})
    context.close()
    assert found == []
