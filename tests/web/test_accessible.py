"""Every page with axe-core in a real browser, by day and by night, without exceptions; no page wider than a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.web.conftest import Pages

OPEN = ("/logg-inn", "/logg-inn/brukt")
PAGES = (
    "/modum/",
    "/modum/sak/1",
    "/modum/uke",
    "/modum/uke/2026-W46",
    "/modum/maal",
    "/modum/maal/positiv-uke/2026-11-16",
    "/modum/navnet",
    "/modum/oversikter",
    "/modum/kilder",
    "/modum/kilder/elvebladet",
    "/modum/kilder/ny",
    "/modum/kilder/sak",
    "/modum/stemmer",
    "/modum/stemmer/saker",
    "/modum/krise",
    "/modum/innstillinger",
    "/modum/tilgang",
    "/modum/logg",
    "/modum/nokler",
    "/modum/api",
    "/modum/hjelp",
    "/modum/tilgjengelighet",
    "/modum/personvern",
    "/modum/kontakter",
    "/modum/kontakter/ny",
    "/modum/kontakter/ny?slag=person",
    "/modum/svar",
    "/modum/svar?vis=over-fristen",
    "/modum/svar/2",
    "/modum/talspersoner",
    "/modum/talspersoner?tema=health",
    "/modum/talspersoner?dag=2026-11-20",
    "/modum/egne-saker",
    "/modum/egne-saker/ny",
    "/modum/egne-saker/kalender",
    "/modum/egne-saker/kronikker",
    "/modum/egne-saker/takk",
    "/modum/egne-saker/tall",
    "/modum/henvendelser",
    "/modum/henvendelser/ny",
    "/modum/henvendelser/svartider",
    "/modum/finnes-ikke",
)
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(pages: Pages, browser: Browser, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    found = []
    for path in (*OPEN, None, *PAGES):
        if path is None:
            page.goto(pages.link("administrator"))
            continue
        page.goto(pages.base + path)
        violations = Axe().run(page, options=RULES).response["violations"]
        found += [(path, one["id"], one["nodes"][0]["html"][:200]) for one in violations]
    context.close()
    assert found == []


@pytest.mark.parametrize("width", [320, 390, 800])
def test_nothing_is_wider_than_the_screen(pages: Pages, browser: Browser, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    page.goto(pages.link("administrator"))
    wide = []
    for path in PAGES:
        page.goto(pages.base + path)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(path)
    context.close()
    assert wide == []


def test_nothing_is_asked_of_anybody_else_and_no_policy_is_broken(pages: Pages, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(pages.link("administrator"))
    for path in PAGES[:-1]:
        assert page.goto(pages.base + path).status == 200, path
    context.close()
    assert {url for url in asked if not url.startswith((pages.base, "data:"))} == set()
    assert told == []


def test_the_first_stop_of_the_tab_key_leads_past_the_menu(pages: Pages, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(pages.link("reader"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hopp til innholdet"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innhold"
    context.close()
