"""The sources: how each is, what a person can do, adding one by its address, and coverage put in by hand."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from mediawatch.jobs.rounds import poll_round
from mediawatch.jobs.sources import with_added
from mediawatch.model import FeedState
from tests.web.conftest import Pages, csrf
from tests.web.newspaper import Newspaper, newspaper
from tests.web.sample import NOW

ACTIONS = ("test", "hent", "pause", "fortsett", "fjern")


@pytest.fixture
def paper() -> Iterator[Newspaper]:
    with newspaper() as opened:
        yield opened


def given(pages: Pages, **settings: object) -> None:
    """Changes what the site was given."""
    made = replace(pages.config.settings, **settings)
    pages.site._given = pages.site.config = replace(pages.config, settings=made)


def listed_at(pages: Pages, url: str) -> None:
    """Elvebladet's feed lies at that address."""
    first, *others = pages.config.outlets
    moved = replace(first, feeds=(replace(first.feeds[0], url=url),))
    pages.site._given = pages.site.config = replace(pages.config, outlets=(moved, *others))
    pages.store.sync_feeds(pages.site.config.outlets, NOW)


def press(client, path: str, **fields: str):
    mark = csrf(client.get("/modum/kilder/elvebladet"))
    return client.post(f"/modum/kilder/{path}", data={"csrf": mark, **fields})


def state(pages: Pages, feed: str = "elvebladet") -> FeedState:
    return next(one for one in pages.store.feed_states() if one.feed == feed)


def polled(pages: Pages, feed: str, **changes: object) -> None:
    """A poll that left the feed like this."""
    pages.store.claim_feeds(NOW, limit=10, lease=timedelta(minutes=5), force=True)
    pages.store.finish_feed(replace(state(pages, feed), last_polled=NOW, **changes), items=7, new=2, now=NOW)
    pages.store.release_feeds()


# how they are ---------------------------------------------------------------------------------------------------------


def test_every_feed_is_told_in_plain_words(pages: Pages) -> None:
    polled(pages, "elvebladet", health="alive", last_success=NOW, last_item_at=NOW, gaps_hours=(3.0, 3.0, 2.9))
    polled(pages, "dalnytt", health="html", health_note="Adressen gir en nettside", failures=3)
    client = pages.client("reader")
    shown = client.get("/modum/kilder").text
    assert "<h1>Vi hører fra 1 av 4 utgivere</h1>" in shown
    assert shown.index("Trenger tilsyn") < shown.index("Dalnytt (dalnytt)") < shown.index("Alle kildene")
    assert "Adressen er trolig flyttet" in shown
    one = client.get("/modum/kilder/elvebladet").text
    assert "Noe nytt omtrent hver 3. time." in one
    assert '<td class="num">7</td><td class="num">2</td>' in one
    assert client.get("/modum/kilder/ukjent").status_code == 404


def test_a_reader_gets_a_kind_no(pages: Pages, paper: Newspaper) -> None:
    client = pages.client("reader")
    shown = client.get("/modum/kilder/elvebladet")
    for action in ACTIONS:
        answer = client.post(f"/modum/kilder/elvebladet/{action}", data={"csrf": csrf(shown)})
        assert answer.status_code == 403, action
        assert "Dette har du ikke tilgang til" in answer.text
    for path in ("ny", "sak"):
        assert client.get(f"/modum/kilder/{path}").status_code == 403
    assert client.post("/modum/kilder/ny", data={"csrf": csrf(shown), "adresse": paper.base}).status_code == 403
    assert client.post("/modum/kilder/ny/lagre", data={"csrf": csrf(shown)}).status_code == 403
    assert client.post("/modum/kilder/sak", data={"csrf": csrf(shown)}).status_code == 403
    assert not paper.asked
    assert state(pages).health == "new"


def test_an_adviser_may_not_add_or_take_away_sources(pages: Pages, paper: Newspaper) -> None:
    client = pages.client("adviser")
    assert client.get("/modum/kilder/ny").status_code == 403
    for path, fields in (("ny", {"adresse": paper.base}), ("ny/lagre", {"kilde": f"rss {paper.base}/rss"})):
        assert press(client, path, **fields).status_code == 403
    assert press(client, "elvebladet/fjern").status_code == 403
    assert not paper.asked
    assert pages.store.sources.added() == ((), ())


def test_forms_from_elsewhere_are_refused(pages: Pages, paper: Newspaper) -> None:
    client = pages.client("administrator")
    for path in (*(f"elvebladet/{action}" for action in ACTIONS), "ny", "ny/lagre", "sak"):
        assert client.post(f"/modum/kilder/{path}", data={"adresse": paper.base}).status_code == 403, path
    assert not paper.asked
    assert state(pages).health == "new"


def test_other_organisations_pages_are_not_there(pages: Pages) -> None:
    client = pages.client("administrator", organisation="granne")
    mark = csrf(client.get("/granne/kilder/elvebladet"))
    assert client.get("/modum/kilder").status_code == 404
    assert client.get("/modum/kilder/elvebladet").status_code == 404
    for path in (*(f"elvebladet/{action}" for action in ACTIONS), "ny", "ny/lagre", "sak"):
        assert client.post(f"/modum/kilder/{path}", data={"csrf": mark}).status_code == 404, path


# what can be done -----------------------------------------------------------------------------------------------------


def test_a_paused_feed_is_not_asked_until_it_goes_on(pages: Pages, paper: Newspaper) -> None:
    listed_at(pages, f"{paper.base}/rss")
    client = pages.client("adviser")
    held = pages.store.claim_feeds(NOW, limit=1, lease=timedelta(minutes=5))  # a poll is under way meanwhile
    assert [one.feed for one in held] == ["bygdekanalen"]
    assert "Kilden er satt på pause" in press(client, "elvebladet/pause").text
    asyncio.run(poll_round(replace(pages.site.config, outlets=pages.site.config.outlets[:1]), pages.store, force=True))
    assert not paper.asked
    assert state(pages).health == "paused"
    assert press(client, "elvebladet/hent").status_code == 422
    assert "i gang igjen" in press(client, "elvebladet/fortsett").text
    assert (state(pages).health, state(pages).due_at) == ("new", NOW)
    entries = pages.store.access.audit(["modum"], limit=5)
    assert [one.action for one in entries[:2]] == ["source.resume", "source.pause"]


def test_a_poll_under_way_does_not_wake_a_paused_feed(pages: Pages) -> None:
    pages.store.claim_feeds(NOW, limit=9, lease=timedelta(minutes=5))
    before = state(pages)
    pages.store.sources.pause("elvebladet", NOW)
    assert not pages.store.finish_feed(replace(before, health="alive"), items=1, new=1, now=NOW)
    assert state(pages).health == "paused"


def test_fetch_now_lets_the_feed_be_due(pages: Pages) -> None:
    polled(pages, "elvebladet", health="alive", due_at=NOW + timedelta(hours=5))
    assert state(pages).due_at > NOW
    assert "står for tur" in press(pages.client("adviser"), "elvebladet/hent").text
    assert state(pages).due_at == NOW


def test_a_test_asks_once_tells_in_words_and_stores_nothing(pages: Pages, paper: Newspaper) -> None:
    listed_at(pages, f"{paper.base}/rss")
    client = pages.client("adviser")
    for _ in range(3):
        answer = press(client, "elvebladet/test")
        assert "Den svarte nå: lever" in answer.text
        assert "2 poster lest" in answer.text
    assert paper.asked["/rss"] == 1
    assert state(pages).last_polled is None
    pages.clock[0] += timedelta(minutes=2)
    paper.pages["/rss"] = ("text/html", "<html><body>Ny nettside</body></html>")
    assert "Den svarte nå: nettside" in press(client, "elvebladet/test").text


# adding a source ------------------------------------------------------------------------------------------------------


def look(client, address: str):
    return press(client, "ny", adresse=address)


def test_a_feed_is_found_chosen_and_followed(pages: Pages, paper: Newspaper) -> None:
    paper.front('<link rel="alternate" type="application/rss+xml" href="/rss">')
    client = pages.client("administrator")
    found = look(client, paper.base)
    assert found.status_code == 200
    assert "2 poster" in found.text
    fields = {"utgiver": "ny", "navn": "Fossekallen", "nivaa": "local", "slag": "web", "hjem": "ja"}
    kept = press(client, "ny/lagre", kilde=f"rss {paper.base}/rss", **fields)
    assert kept.url.path == "/modum/kilder/fossekallen"
    assert "Kilden er lagt til" in kept.text
    added = with_added(pages.config, pages.store).outlet_by_id["fossekallen"]
    assert (added.name, added.tier, added.home) == ("Fossekallen", "local", ("Modum",))
    asyncio.run(poll_round(replace(pages.config, outlets=(added,)), pages.store, now=lambda: NOW))
    assert [story.lead.article.title for story in pages.store.stories("modum", limit=1)] == [
        "Modum kommune åpner ny bru"
    ]
    assert pages.store.access.audit(["modum"], limit=1)[0].action == "source.add"
    gone = client.post("/modum/kilder/fossekallen/fjern", data={"csrf": csrf(kept)})
    assert "Kilden er tatt bort" in gone.text
    assert client.get("/modum/kilder/fossekallen").status_code == 404
    assert pages.store.stories("modum", limit=1)[0].lead.article.title == "Modum kommune åpner ny bru"


def test_sitemaps_of_robots_txt_and_usual_places_are_tried_politely(pages: Pages, paper: Newspaper) -> None:
    paper.front()
    paper.pages["/robots.txt"] = ("text/plain", "User-agent: *\nAllow: /\nSitemap: {base}/kart.xml\n")
    found = look(pages.client("administrator"), paper.base)
    assert f"sitemap {paper.base}/kart.xml" in found.text
    assert f"rss {paper.base}/rss" in found.text
    assert sum(paper.asked.values()) <= 14
    assert max(paper.asked.values()) <= 2


def test_a_source_survives_a_restart_and_the_file_goes_before(pages: Pages, paper: Newspaper) -> None:
    client = pages.client("administrator")
    press(client, "ny/lagre", kilde=f"rss {paper.base}/rss", utgiver="elvebladet")
    feeds = with_added(pages.config, pages.store).outlet_by_id["elvebladet"].feeds
    assert [feed.id for feed in feeds] == ["elvebladet", "elvebladet-2"]
    again = press(client, "ny/lagre", kilde=f"rss {paper.base}/rss", utgiver="dalnytt")
    assert "er alt en kilde" in again.text
    first, *others = pages.config.outlets
    written = replace(first, feeds=(*first.feeds, replace(feeds[1], id="i-filen")))
    merged = with_added(replace(pages.config, outlets=(written, *others)), pages.store)
    assert [feed.id for feed in merged.outlet_by_id["elvebladet"].feeds] == ["elvebladet", "i-filen"]
    running = with_added(pages.config, pages.store)  # as a process has it that was started with the source
    assert with_added(running, pages.store) == running
    pages.store.sources.remove("elvebladet-2")
    assert with_added(running, pages.store) == pages.config


def test_what_feeds_yaml_lists_is_not_taken_away_here(pages: Pages) -> None:
    answer = press(pages.client("administrator"), "elvebladet/fjern")
    assert answer.status_code == 422
    assert "feeds.yaml" in answer.text


HOSTILE = (
    "",
    "http://127.0.0.1:8000/rss",
    "http://localhost/rss",
    "http://[::1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.8/feed",
    "http://0x7f000001/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "gopher://elvebladet.no/",
    "https://anne:hemmelig@elvebladet.no/",
    "https://elv bladet.no",
    "https://",
    '"><script>alert(1)</script>',
    "https://elvebladet.example/rss",
    "x" * 5_000,
)


def test_hostile_addresses_are_refused(pages: Pages) -> None:
    given(pages, allow_private=False)
    client = pages.client("administrator")
    for address in HOSTILE:
        for answer in (
            look(client, address),
            press(client, "ny/lagre", kilde=f"rss {address}", utgiver="elvebladet"),
            press(client, "sak", adresse=address, utgiver="elvebladet"),
        ):
            assert answer.status_code == 422, address
            assert "<script>alert" not in answer.text
    assert pages.store.sources.added() == ((), ())


def test_a_link_on_a_page_never_leads_into_a_closed_network(pages: Pages, paper: Newspaper) -> None:
    given(pages, allow_private=False)
    answer = look(pages.client("administrator"), paper.base.replace("127.0.0.1", "127.0.0.1.nip.example"))
    assert answer.status_code == 422
    assert not paper.asked


def test_a_page_with_nothing_to_follow_is_told(pages: Pages, paper: Newspaper) -> None:
    del paper.pages["/rss"]
    answer = look(pages.client("administrator"), f"{paper.base}/tom.html")
    assert answer.status_code == 422
    assert "fant ingen nyhetsstrøm" in answer.text


def test_a_made_up_kind_is_refused(pages: Pages, paper: Newspaper) -> None:
    client = pages.client("administrator")
    for kind in ("", "passwd", "rss\x00"):
        assert press(client, "ny/lagre", kilde=f"{kind} {paper.base}/rss", utgiver="elvebladet").status_code == 422


def test_faults_of_a_new_outlet_are_told_and_nothing_is_lost(pages: Pages, paper: Newspaper) -> None:
    client = pages.client("administrator")
    fields = {"utgiver": "ny", "navn": "ELVEBLADET", "nivaa": "", "slag": "web"}
    answer = press(client, "ny/lagre", kilde=f"rss {paper.base}/rss", **fields)
    assert answer.status_code == 422
    assert "står i listen fra før" in answer.text
    assert "Velg et nivå" in answer.text
    assert 'value="ELVEBLADET"' in answer.text
    assert f'value="rss {paper.base}/rss" checked' in answer.text


def test_an_outlets_name_is_never_markup(pages: Pages, paper: Newspaper) -> None:
    client = pages.client("administrator")
    name = "<img src=x onerror=alert(1)>"
    paper.pages["/rss"] = (
        paper.pages["/rss"][0],
        paper.pages["/rss"][1].replace("Fossekallen", "&lt;b&gt;Ond&lt;/b&gt;"),
    )
    assert "<b>Ond" not in look(client, f"{paper.base}/rss").text
    kept = press(client, "ny/lagre", kilde=f"rss {paper.base}/rss", utgiver="ny", navn=name, nivaa="local", slag="web")
    for shown in (kept.text, client.get("/modum/kilder").text, client.get("/modum/kilder/sak").text):
        assert "<img" not in shown
        assert "&lt;img" in shown


# coverage by hand -----------------------------------------------------------------------------------------------------


def test_print_is_typed_in_judged_and_shown(pages: Pages) -> None:
    client = pages.client("adviser")
    answer = press(
        client,
        "sak",
        utgiver="elvebladet",
        dato="20.11.2026",
        tittel="Modum kommune får pris for skolemat",
        tekst="Modum kommune fikk prisen.\r\n\r\nJuryen roste kjøkkenet.",
        plass="side 12",
    )
    story = next(one for one in pages.store.stories("modum") if "skolemat" in one.lead.article.title)
    assert answer.url.path == f"/modum/sak/{story.id}"
    assert (story.lead.article.source, story.lead.article.section) == ("hand", "side 12")
    assert story.lead.when.astimezone(pages.site.zone).date().isoformat() == "2026-11-20"
    assert story.lead.tone is not None
    assert pages.store.access.audit(["modum"], limit=1)[0].subject == f"story {story.id}"


def test_an_address_is_read(pages: Pages, paper: Newspaper) -> None:
    answer = press(pages.client("adviser"), "sak", adresse=f"{paper.base}/nyheter/bru/1-2-3", utgiver="dalnytt")
    story = next(one for one in pages.store.stories("modum") if "ny bru" in one.lead.article.title)
    assert answer.url.path == f"/modum/sak/{story.id}"
    assert story.lead.outlet.id == "dalnytt"


def test_a_new_outlet_is_kept_with_its_first_story_and_not_without(pages: Pages) -> None:
    client = pages.client("adviser")
    fields = {"utgiver": "ny", "navn": "Bygdebladet Blink", "nivaa": "trade", "slag": "newspaper", "dato": "2026-11-20"}
    answer = press(client, "sak", tittel="Om noe helt annet", tekst="Langt borte.", **fields)
    assert answer.status_code == 422
    assert "nevner ingen av navnene" in answer.text
    assert "Langt borte." in answer.text
    assert pages.store.sources.added() == ((), ())
    press(client, "sak", tittel="Modum kommune i Blink", tekst="Modum kommune.", **fields)
    assert [outlet.name for outlet in pages.store.sources.added()[0]] == ["Bygdebladet Blink"]
    assert "Ingen nyhetsstrøm; saker legges til for hånd" in client.get("/modum/kilder").text


FAULTY = (
    ({}, "Skriv tittelen"),
    ({"tittel": "Modum"}, "Velg hvem som har skrevet"),
    ({"tittel": "Modum", "utgiver": "finnes-ikke"}, "Velg hvem som har skrevet"),
    ({"tittel": "Modum", "utgiver": "elvebladet", "dato": "31.02.2026"}, "finnes ikke i kalenderen"),
    ({"tittel": "Modum", "utgiver": "elvebladet", "dato": "2027-06-01"}, "fram i tid"),
    ({"adresse": "elvebladet"}, "gyldig vertsnavn"),
)


def test_a_faulty_form_is_shown_again(pages: Pages) -> None:
    client = pages.client("adviser")
    for fields, words in FAULTY:
        answer = press(client, "sak", **fields)
        assert answer.status_code == 422
        assert words in answer.text
        assert 'aria-invalid="true"' in answer.text


def test_a_source_is_added_in_a_browser(pages: Pages, paper: Newspaper, sign_in) -> None:
    paper.front('<link rel="alternate" type="application/rss+xml" href="/rss">')
    page = sign_in("administrator", "/modum/kilder")
    page.get_by_role("link", name="Legg til en kilde").click()
    page.get_by_label("Adresse").fill(paper.base)
    page.get_by_role("button", name="Let").click()
    page.get_by_label("Navn", exact=True).fill("Fossekallen")
    page.get_by_label("Nivå").select_option("local")
    page.get_by_role("button", name="Legg til", exact=True).click()
    assert "Kilden er lagt til" in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Test nå").click()
    assert "lever" in page.get_by_role("heading", name="Den svarte nå").inner_text()
