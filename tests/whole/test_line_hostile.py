"""Servers that mean ill, through whole rounds: nothing stops, each is recorded with its feed in plain Norwegian, and
the good feed beside them is read as ever."""

import html
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from mediawatch.collect.fetch import Fetcher, Limits
from mediawatch.jobs.rounds import Progress
from mediawatch.jobs.summary import RoundSummary
from mediawatch.model import Outlet
from mediawatch.store import Store, open_store
from tests.cli.local_press import Press
from tests.collect import hostile
from tests.collect.hostile import Behaviour, HostileServer, redirect, text
from tests.whole.line import BRIDGE, TEXT, item_states, make_config, make_outlet, note, poll, titles, told

XML = "application/rss+xml"
HASTY = Limits(total_seconds=4.0)
"""For the servers that never come to an end."""


def now() -> datetime:
    return datetime.now(UTC)


def entry(title: str, link: str, *, when: str = "", guid: str = "") -> str:
    when = when or format_datetime(now() - timedelta(hours=1))
    guid = f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
    return f"<item><title>{title}</title><link>{link}</link>{guid}<pubDate>{when}</pubDate></item>"


def rss(*entries: str, top: str = "") -> str:
    return f"{top}<rss version='2.0'><channel><title>A</title>{''.join(entries)}</channel></rss>"


def article(title: str) -> Behaviour:
    return text(f"<html lang='nb'><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{TEXT}</p>")


@dataclass
class Scene:
    """Hostile outlets, each on a server of its own, and the good one."""

    stack: ExitStack
    good: Outlet
    outlets: list[Outlet]
    ports: set[str]

    def add(self, name: str, routes: dict[str, Behaviour], *, path: str = "/feed") -> HostileServer:
        server = self.stack.enter_context(HostileServer(routes))
        self.ports.add(f"127.0.0.1:{server.port}")
        self.outlets.append(make_outlet(name, (server.url(path), "rss"), home=()))
        return server

    def fetcher(self, limits: Limits = HASTY) -> Fetcher:
        """Only the servers of the scene may be reached on this machine."""
        return Fetcher(
            user_agent="mediawatch/0 (+mailto:presse@granvik.kommune.no)", allow_hosts=self.ports, limits=limits
        )


@pytest.fixture
def scene(press: Press) -> Iterator[Scene]:
    page = press.put_article("/nyheter/sak-1", BRIDGE, TEXT)
    good = make_outlet("god", (press.put_feed("/rss", [(page, BRIDGE)]), "rss"))
    with ExitStack() as stack:
        yield Scene(stack, good, [good], {press.base.removeprefix("http://")})


@contextmanager
def polled(scene: Scene, folder: Path) -> Iterator[tuple[Store, RoundSummary]]:
    """One round; the good outlet must have come through, and every feed been dealt with."""
    config = make_config(folder, *scene.outlets)
    with open_store(config.settings.database) as store:
        summary = poll(config, store, make_fetcher=lambda _settings: scene.fetcher())
        assert summary.outlets["god"].failures == []
        assert BRIDGE in titles(store)
        assert {state.health for state in store.feed_states() if state.feed == "god"} == {"alive"}
        assert all(state.last_polled is not None and state.due_at > now() for state in store.feed_states())
        yield store, summary


ENDLESS: dict[str, tuple[Behaviour, str, str]] = {
    "bombe": (hostile.gzip_bomb(50), "Svaret er for stort til å leses", "større enn grensen"),
    "brotli": (hostile.brotli_bomb(50), "Svaret er for stort til å leses", "større enn grensen"),
    "uendelig": (hostile.endless_body(), "Svaret er for stort til å leses|Svarer ikke i tide", "grensen|for lang tid"),
    "drypp": (hostile.slow_drip(), "Svarer ikke i tide", "for lang tid på å svare"),
    "hodedrypp": (hostile.slow_headers(), "Svarer ikke i tide", "for lang tid på å svare"),
    "taus": (hostile.silence(), "Svarer ikke i tide", "for lang tid på å svare"),
    "ring": (redirect("/feed"), "Adressen sender oss i ring", "sender oss i ring"),
    "lang": (redirect("/1"), "Adressen sender oss i ring", "sender oss i ring"),
    "inn": (redirect("http://192.168.1.1/feed"), "Adressen peker inn i et lukket nett", "lokalt nettverk"),
    "sky": (redirect("http://169.254.169.254/latest/"), "Adressen peker inn i et lukket nett", "lokalt nettverk"),
    "selv": (redirect("http://localhost:1/feed"), "Adressen peker inn i et lukket nett", "lokalt nettverk"),
    "fil": (redirect("file:///etc/passwd"), "Adressen er ikke gyldig", "kan ikke brukes"),
    "avbrutt": (hostile.closed_mid_body(), "Svarer ikke", "Nettstedet brøt"),
    "søppel": (hostile.garbage(), "Svarer ikke", "ikke forstår"),
    "nettside": (text("<html><body>Hei</body></html>"), "en nettside i stedet for en nyhetsstrøm", "nettside"),
    "tom": (text("", XML), "Adressen svarer uten innhold", "uten innhold"),
    "bilde": (
        text(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "image/png"),
        "noe annet enn en nyhetsstrøm",
        "noe annet",
    ),
}
"""Outlet -> how its feed behaves, what is recorded with the feed, what the summary says to do."""


def test_those_who_give_no_feed_are_recorded_each_in_its_words(scene: Scene, tmp_path: Path) -> None:
    hops = {f"/{step}": redirect(f"/{step + 1}") for step in range(1, 9)}
    for number, (behaviour, _, _) in enumerate(ENDLESS.values()):
        scene.add(f"u{number}", {"/feed": behaviour, **hops})
    with polled(scene, tmp_path) as (store, summary):
        for number, (name, (_, recorded, advised)) in enumerate(ENDLESS.items()):
            assert re.search(recorded, note(store, f"u{number}")), name
            (advice,) = summary.outlets[f"u{number}"].failures
            assert re.search(advised, advice), name
        assert {poll.outcome for poll in store.poll_log("u0")} <= {"broken", "blocked", "dead", "html"}


def test_pages_that_mean_ill_end_in_time_and_harm_no_other(scene: Scene, tmp_path: Path) -> None:
    bad = {f"/sak/{name}": behaviour for name, (behaviour, _, _) in ENDLESS.items() if name != "nettside"}
    names = list(bad)
    feed = rss(*(entry(f"{BRIDGE} {name}", html.escape(name)) for name in names))
    scene.add("ond", {"/feed": text(feed, XML), **bad, "/sak/grei": article(BRIDGE)})
    with polled(scene, tmp_path) as (store, summary):
        states = item_states(store)
        assert len(states) == len(names) + 1
        assert "waiting" in states, "what may pass is tried again"
        assert summary.outlets["ond"].read == len(names)
        assert summary.outlets["ond"].failures
        assert all("Granvik" not in words and "Error" not in words for words in summary.outlets["ond"].failures)


def test_odd_feeds_are_read_as_far_as_they_go(scene: Scene, tmp_path: Path) -> None:
    bomb = "<!DOCTYPE rss [" + "<!ENTITY a0 'hahaha'>" + "".join(
        f"<!ENTITY a{level} '{f'&a{level - 1};' * 10}'>" for level in range(1, 12)
    ) + "]>"  # fmt: skip
    outside = "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    feeds = {
        "entiteter": rss(entry(f"{BRIDGE} &a11;", "/sak/1"), top=f"<?xml version='1.0'?>{bomb}").encode(),
        "utenfra": rss(entry(f"{BRIDGE} &x;", "/sak/1"), top=outside).encode(),
        "ugyldig": (rss(entry(f"{BRIDGE} <b> & så", "/sak/1"))[:-20] + "<item><title>Halv").encode(),
        "latin": rss(
            entry("Grønn bru i Granvik", "/sak/1"), top="<?xml version='1.0' encoding='ISO-8859-1'?>"
        ).encode(),
    }
    for name, feed in feeds.items():
        kind = f"{XML}; charset=iso-8859-1" if name == "latin" else XML
        title = "Grønn bru i Granvik" if name == "latin" else BRIDGE
        scene.add(name, {"/feed": text(feed, kind), "/sak/1": article(title)})
    with polled(scene, tmp_path) as (store, summary):
        assert {name: summary.outlets[name].new for name in feeds} == dict.fromkeys(feeds, 1)
        assert {name: summary.outlets[name].failures for name in feeds} == {name: [] for name in feeds}
        assert "definerer egne tegnkoder; de er fjernet" in note(store, "entiteter")
        assert "definerer egne tegnkoder; de er fjernet" in note(store, "utenfra")
        assert "ikke gyldig XML" in note(store, "ugyldig")
        found = [copy for story in told(store) for copy in story.coverage]
        assert {copy.outlet.id for copy in found} == {"god", *feeds}
        assert {copy.article.title for copy in found if copy.outlet.id == "latin"} == {"Grønn bru i Granvik"}
        assert not any("hahaha" in copy.article.title or "root:" in copy.article.title for copy in found)


def test_latin_1_labelled_as_utf_8_keeps_its_letters(scene: Scene, tmp_path: Path) -> None:
    title = "Ærlig talt: blåbærøl i Granvik"
    feed = rss(entry(title, "/sak/1"), top="<?xml version='1.0' encoding='UTF-8'?>").encode("latin-1")
    page = f"<html lang='nb'><head><title>{title}</title><body><article><h1>{title}</h1><p>{TEXT}".encode("latin-1")
    scene.add("feil", {"/feed": text(feed, f"{XML}; charset=utf-8"), "/sak/1": text(page, "text/html; charset=utf-8")})
    scene.add("borte", {"/feed": text(feed, f"{XML}; charset=utf-8")})
    with polled(scene, tmp_path) as (store, _):
        assert titles(store).count(title) == 2, "from the page, and from the feed where the page is gone"


def test_impossible_dates_and_shared_guids(scene: Scene, tmp_path: Path) -> None:
    old, future = "Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 31 Dec 2099 23:59:59 GMT"
    dated = rss(entry(f"{BRIDGE} a", "/sak/1", when=old), entry(f"{BRIDGE} b", "/sak/2", when=future))
    shared = rss(*(entry(f"{BRIDGE} {n}", f"/sak/{n}", guid="1") for n in range(5)), entry(BRIDGE, "/sak/1", guid="1"))
    pages = {f"/sak/{n}": article(f"{BRIDGE} {n}") for n in range(5)}
    scene.add("datoer", {"/feed": text(dated, XML), **pages})
    scene.add("guider", {"/feed": text(shared, XML), **pages})
    with polled(scene, tmp_path) as (store, summary):
        assert "har en umulig gammel dato (før 1995)" in note(store, "datoer")
        assert "er datert frem i tid" in note(store, "datoer")
        assert "deler id med en annen sak" in note(store, "guider")
        assert (summary.outlets["datoer"].new, summary.outlets["guider"].new) == (2, 5)
        for story in told(store):
            for copy in story.coverage:
                assert now() - timedelta(days=1) < copy.when <= now()
        config = make_config(tmp_path, *scene.outlets)
        assert poll(config, store, make_fetcher=lambda _settings: scene.fetcher()).new == 0


def test_ten_thousand_items_keep_nobody_waiting(scene: Scene, tmp_path: Path) -> None:
    start = now() - timedelta(hours=1)
    many = [entry(f"Regn {n}", f"/sak/{n}", when=format_datetime(start - timedelta(seconds=n))) for n in range(10_000)]
    scene.add("flom", {"/feed": text(rss(*many), XML)})
    config = make_config(tmp_path, *scene.outlets)
    enough = 30
    reached = []
    progress = Progress(pages=lambda done, _total: reached.append(done))
    with open_store(config.settings.database) as store:
        summary = poll(
            config,
            store,
            make_fetcher=lambda _settings: scene.fetcher(Limits()),
            progress=progress,
            stopping=lambda: max(reached, default=0) >= enough,
        )
        assert (summary.outlets["flom"].new, summary.outlets["god"].new) == (5_000, 1)
        assert titles(store) == [BRIDGE], "a flood does not come before the others"
        assert "har 10\u00a0000 poster; de 5\u00a0000 nyeste er lest." in note(store, "flom")
        assert item_states(store).count("waiting") > 4_000, "the round ends when told to"
