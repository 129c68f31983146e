"""One round at a time: what is read, what is left, what is told of it."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.utils import format_datetime
from pathlib import Path

import pytest

from mediawatch.collect.fetch import Fetcher
from mediawatch.jobs import reading, rounds
from mediawatch.jobs.adding import add_by_hand
from mediawatch.jobs.digests import send_digests_now
from mediawatch.jobs.rounds import Progress, utc_now
from mediawatch.model import Article
from mediawatch.store import open_store
from tests.cli.local_press import RSS, Press
from tests.whole.line import BRIDGE, TEXT, make_config, make_outlet, make_recipient, note, poll, titles, told, words_of

DAY = timedelta(days=1)


def sitemap(*entries: tuple[str, datetime]) -> str:
    rows = "".join(f"<url><loc>{url}</loc><lastmod>{day:%Y-%m-%d}</lastmod></url>" for url, day in entries)
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{rows}</urlset>"


def rss(*entries: str) -> str:
    return f"<rss version='2.0'><channel><title>A</title>{''.join(entries)}</channel></rss>"


def test_a_plain_sitemap_tells_by_lastmod_what_is_too_old_to_read(tmp_path: Path, press: Press) -> None:
    fresh = press.put_article("/nyheter/2026/ny-bru-i-granvik", BRIDGE, TEXT)
    old = press.put_article("/nyheter/2019/gammel-bru-i-granvik", "Gammel bru i Granvik", TEXT)
    now = datetime.now(UTC)
    url = press.put("/sitemap.xml", sitemap((fresh, now - DAY), (old, now - 400 * DAY)), kind="text/xml")
    config = make_config(tmp_path, make_outlet("posten", (url, "sitemap")))
    with open_store(config.settings.database) as store:
        assert poll(config, store).outlets["posten"].new == 1
        assert titles(store) == [BRIDGE]


def test_what_is_odd_about_a_feed_is_kept_with_it_also_when_it_has_not_changed(tmp_path: Path, press: Press) -> None:
    page = press.put_article("/nyheter/sak-1", BRIDGE, TEXT)
    odd = "".join(f"<item><title>{n}</title><link>{page}</link><pubDate>{n}. mai</pubDate></item>" for n in "abcdefg")
    url = press.put("/rss", rss(f"<item><title>{BRIDGE}</title><link>{page}</link></item>", odd), kind=RSS)
    config = make_config(tmp_path, make_outlet("posten", (url, "rss")))
    with open_store(config.settings.database) as store:
        poll(config, store)
        said = note(store, "posten")
        assert "har en dato som ikke kan leses («a. mai»)." in said
        assert "merknader til." in said
        assert len(said) < 600, "thousands of oddities are not all told"
        poll(config, store, make_fetcher=lambda settings: Unchanged(user_agent=settings.user_agent))
        assert note(store, "posten") == said


class Unchanged(Fetcher):
    """As if every address answered 304."""

    async def get(self, url, **_how):
        return rounds.Page(url=url, requested_url=url, status=304, fetched_at=utc_now())


def test_a_child_sitemap_that_fails_is_told_and_the_others_are_read(tmp_path: Path, press: Press) -> None:
    page = press.put_article("/nyheter/ny-bru-i-granvik", BRIDGE, TEXT)
    good = press.put("/b.xml", sitemap((page, datetime.now(UTC))), kind="text/xml")
    listed = f"<sitemap><loc>{press.base}/borte.xml</loc></sitemap><sitemap><loc>{good}</loc></sitemap>"
    url = press.put("/sitemap.xml", f"<sitemapindex>{listed}</sitemapindex>", kind="text/xml")
    config = make_config(tmp_path, make_outlet("posten", (url, "sitemap")))
    with open_store(config.settings.database) as store:
        poll(config, store)
        assert titles(store) == [BRIDGE]
        assert "Ett av nettstedskartene kunne ikke leses: Adressen finnes ikke (404)." in note(store, "posten")


def test_the_bar_knows_how_much_waits(tmp_path: Path, press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "ITEM_BATCH", 4)
    pages = [(press.put_article(f"/sak/{n}", f"Regn {n}", "Det regnet."), f"Regn {n}") for n in range(10)]
    config = make_config(tmp_path, make_outlet("posten", (press.put_feed("/rss", pages), "rss"), home=()))
    seen: list[tuple[int, int]] = []
    with open_store(config.settings.database) as store:
        poll(config, store, progress=Progress(pages=lambda done, total: seen.append((done, total))))
    assert {total for _, total in seen} == {10}
    assert [done for done, _ in seen][-1] == 10
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_no_field_is_judged_beyond_its_limit(tmp_path: Path, press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_TEXT", 300)
    lengths: list[int] = []
    judge = reading.judge
    monkeypatch.setattr(
        reading, "judge", lambda article, *rest: lengths.append(_longest(article)) or judge(article, *rest)
    )
    page = press.put_article("/sak/1", BRIDGE, TEXT + " Det regnet i Fjordbyen hele dagen." * 50)
    outlet = make_outlet("posten", (press.put_feed("/rss", [(page, BRIDGE)]), "rss"))
    config = make_config(tmp_path, outlet)
    with open_store(config.settings.database) as store:
        poll(config, store)
        assert titles(store) == [BRIDGE]
        by_hand = Article(outlet="posten", address="", article_id="avis-1", title=BRIDGE, text="Granvik " * 500)
        assert add_by_hand(config, store, by_hand, outlet, now=utc_now()) == "new"
    assert lengths == [300, 300]


def _longest(article: Article) -> int:
    return max(map(len, (article.title, article.lead, article.text)))


def test_an_entry_without_a_link_is_told_without_one_and_never_fetched(tmp_path: Path, press: Press) -> None:
    when = format_datetime(datetime.now(UTC) - timedelta(hours=1))
    ours = f"<item><title>{BRIDGE}</title><description>{TEXT}</description><pubDate>{when}</pubDate></item>"
    other = f"<item><title>Regn i Fjordbyen</title><pubDate>{when}</pubDate></item>"
    url = press.put("/rss", rss(ours, other), kind=RSS)
    config = make_config(tmp_path, make_outlet("posten", (url, "rss"), home=()), recipients=[make_recipient("leder")])
    with open_store(config.settings.database) as store:
        counts = poll(config, store).outlets["posten"]
        assert (counts.new, counts.ours, counts.failures) == (2, 1, [])
        assert "2 poster mangler lenke; bare tittelen er lest." in note(store, "posten")
        assert titles(store) == [BRIDGE]
        (delivered,) = send_digests_now(config, store, utc_now())
        assert delivered.place
        mail = words_of(message_from_bytes(delivered.place.read_bytes(), policy=policy.default))
        assert BRIDGE in mail
        assert "urn:" not in mail
        assert poll(config, store).outlets["posten"].new == 0


def test_a_story_whose_page_is_gone_is_told_as_its_feed_had_it_and_counted(tmp_path: Path, press: Press) -> None:
    url = press.put_feed("/rss", [(f"{press.base}/borte", BRIDGE)])
    config = make_config(tmp_path, make_outlet("posten", (url, "rss")))
    with open_store(config.settings.database) as store:
        counts = poll(config, store).outlets["posten"]
        assert counts.ours == 1
        assert "Adressen finnes ikke (404)." in counts.failures[0]
        assert told(store)[0].lead.article.source == "feed"


def test_a_bug_with_one_feed_or_page_harms_no_other_and_is_not_hidden(
    tmp_path: Path, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [(press.put_article(f"/sak/{n}", f"{BRIDGE} {n}", TEXT), f"{BRIDGE} {n}") for n in range(3)]
    good, odd = press.put_feed("/rss", pages), press.put_feed("/odd", [])
    config = make_config(tmp_path, make_outlet("posten", (good, "rss")), make_outlet("rar", (odd, "rss")))
    read_feed, extract = rounds.read_feed, reading.extract_article

    def with_bug(page, *rest, **how):
        if page.url == odd:
            raise RecursionError("a bug")
        return read_feed(page, *rest, **how)

    def with_another(page, **how):
        if page.url.endswith("/sak/1"):
            raise ZeroDivisionError("another bug")
        return extract(page, **how)

    monkeypatch.setattr(rounds, "read_feed", with_bug)
    monkeypatch.setattr(reading, "extract_article", with_another)
    with open_store(config.settings.database) as store:
        with pytest.raises(RecursionError, match="a bug"):
            poll(config, store)
        assert titles(store) == [f"{BRIDGE} 0", f"{BRIDGE} 2"]
        assert note(store, "rar") == "Kan ikke leses"
        assert store.claim_feeds(utc_now(), limit=9, lease=DAY) == [], "a feed that trips us is not asked again at once"
        monkeypatch.undo()
        poll(config, store, now=lambda: utc_now() + DAY)
        assert titles(store) == [f"{BRIDGE} {n}" for n in range(3)]
