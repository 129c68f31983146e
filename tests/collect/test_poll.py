"""Feed bytes into items: golden files for what feeds say, and here what would not fit in a file."""

import gzip
import io
import json
import random
import socket
import tracemalloc
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from feed_cases import EXPECTED, FOLDER, NOW, case_names, feed, page, read_case

from mediawatch.collect import poll
from mediawatch.collect.feed_reading import MAX_ITEMS, FeedReading
from mediawatch.collect.poll import read_feed
from mediawatch.errors import FeedError

HEAD = '<?xml version="1.0" encoding="utf-8"?>'


def rss(body: str) -> str:
    channel = "<title>T</title><link>https://www.eksempel.example/</link>" + body
    return f'{HEAD}<rss version="2.0"><channel>{channel}</channel></rss>'


def entry(number: int, when: datetime) -> str:
    return (
        f"<item><title>Sak {number}</title><link>https://www.eksempel.example/sak-{number}</link>"
        f"<pubDate>{when:%a, %d %b %Y %H:%M:%S %z}</pubDate>"
        "<description><![CDATA[<p>Om <item> i tekst.</p>]]></description></item>"
    )


def read(content: str | bytes, **given: object) -> FeedReading:
    return read_feed(page(content), feed(**given), now=NOW)


def test_every_golden_feed_has_its_expectation_and_the_reverse() -> None:
    inputs = set(case_names())
    expectations = {path.name.removesuffix(EXPECTED) for path in FOLDER.glob(f"*{EXPECTED}")}
    assert inputs == expectations
    assert len(inputs) >= 45


@pytest.mark.parametrize("name", case_names())
def test_golden_feed(name: str) -> None:
    expected = json.loads((FOLDER / f"{name}{EXPECTED}").read_text())
    expected.pop("given", None)
    assert read_case(name) == expected


@pytest.mark.parametrize("name", case_names())
def test_no_golden_feed_leaves_markup_or_broken_letters(name: str) -> None:
    for item in read_case(name).get("items", ()):
        for text in (item.get("title", ""), item.get("lead", ""), item.get("text", "")):
            assert not any(
                mark in text for mark in ("Ã", "Â", "\ufffd", "&amp;", "&lt;", "</", "<p", "\xad", "  ", "\x00")
            )
            assert text == text.strip()


def test_every_item_names_its_feed_and_outlet() -> None:
    (item,) = read(rss(entry(1, NOW)), id="f1", outlet="u1").items
    assert (item.feed, item.outlet) == ("f1", "u1")


def test_of_ten_thousand_entries_the_newest_are_read_wherever_they_stand() -> None:
    start = NOW - timedelta(hours=10_000)
    oldest_first = rss("".join(entry(n, start + timedelta(hours=n)) for n in range(10_000)))
    reading = read(oldest_first)
    assert len(reading.items) == MAX_ITEMS
    assert {item.title for item in reading.items} == {f"Sak {n}" for n in range(10_000 - MAX_ITEMS, 10_000)}
    assert reading.problems == ("Nyhetsstrømmen har 10\xa0000 poster; de 5\xa0000 nyeste er lest.",)


def test_undated_entries_beyond_the_limit_are_the_last_ones() -> None:
    body = "".join(f"<item><title>Sak {n}</title></item>" for n in range(MAX_ITEMS + 1))
    assert read(rss(body)).items[-1].title == f"Sak {MAX_ITEMS - 1}"


def test_entry_marks_inside_text_are_not_counted() -> None:
    (item,) = read(
        rss(
            "<item><title>Om koding</title><description><![CDATA["
            + "&lt;item&gt;<item>" * 6_000
            + "]]></description></item>"
        )
    ).items
    assert item.title == "Om koding"


@pytest.mark.parametrize(
    "body",
    [
        "<item/>" * 300_000,
        "<item>" * 300_000,
        "<item " + " ".join(f'a{n}="x>"' for n in range(100_000)) + "/>",
        "<item " + " ".join(f"a{n}='x>" for n in range(100_000)) + "/>",
        "<item><title>" + "&amp;lt;b&amp;gt;" * 200_000 + "</title></item>",
        "<item><title>x</title><description>" + "&lt;p " * 200_000 + "</description></item>",
        "<item><title>x</title><description>" + "&lt;div&gt;" * 200_000 + "</description></item>",
        "<![CDATA[" * 300_000,
        "<!--" * 300_000,
        "&" * 1_000_000,
        "<" * 1_000_000,
    ],
    ids=lambda body: body[:24],
)
def test_hostile_feeds_end_and_what_can_be_read_is(body: str) -> None:
    reading = read(rss(entry(1, NOW) + body))
    assert reading.items[0].title == "Sak 1"
    assert all(len(item.title) <= 1_000 and len(item.lead) <= 10_000 for item in reading.items)


@pytest.mark.parametrize(
    "content", ["<!--" * 500_000, "<!" * 1_000_000, "<![CDATA[" * 200_000, "[" * 100_000, "&" * 2_000_000]
)
def test_hostile_nonsense_is_no_feed(content: str) -> None:
    with pytest.raises(FeedError):
        read(content)


def test_a_feed_of_endless_tags_is_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poll, "MAX_TAGS", 5_000)
    reading = read(rss(entry(1, NOW) + "<a>" * 200_000))
    assert reading.items[0].title == "Sak 1"
    assert reading.problems[0] == "Nyhetsstrømmen er for stor til å leses helt; resten er ikke lest."


def test_deeply_nested_json_is_an_error_and_no_crash() -> None:
    with pytest.raises(FeedError) as caught:
        read('{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 200_000)
    assert caught.value.found == "not_xml"


def test_an_entity_bomb_takes_no_memory() -> None:
    bomb = (FOLDER / "entity_bomb.xml").read_bytes()
    quadratic = (
        HEAD
        + '<!DOCTYPE a [<!ENTITY x "'
        + "a" * 50_000
        + '">]><rss version="2.0"><channel><item><title>'
        + "&x;" * 5_000
    )
    tracemalloc.start()
    try:
        for content in (bomb, quadratic.encode() + b"</title></item></channel></rss>"):
            assert "tegnkoder" in read(content).problems[0]
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_external_entities_are_never_asked_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.dtd"
        subset = f'<!ENTITY % m SYSTEM "{address}"> %m; <!ENTITY y SYSTEM "{address}">'
        doctype = f'<!DOCTYPE rss PUBLIC "x" "{address}" [{subset}]>'
        reading = read(
            HEAD + doctype + '<rss version="2.0"><channel><item><title>Tittel &y;</title></item></channel></rss>'
        )
        assert reading.items[0].title == "Tittel &y;"
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_gzipped_feed_is_read() -> None:
    assert read(gzip.compress(rss(entry(1, NOW)).encode())).items[0].title == "Sak 1"


@pytest.mark.parametrize("kind", ["rss", "sitemap", "news_sitemap"])
def test_what_lies_at_the_address_decides_between_feed_and_sitemap(kind: str) -> None:
    assert read(rss(entry(1, NOW)), kind=kind).items[0].title == "Sak 1"
    assert len(read("<urlset><url><loc>https://feeds.example/sak-om-noe</loc></url></urlset>", kind=kind).items) == 1


def test_front_pages_are_read_as_such() -> None:
    reading = read('<html><a href="/en-sak-om-noe-viktig">En sak om noe viktig</a></html>', kind="front_page")
    assert [item.title for item in reading.items] == ["En sak om noe viktig"]


def test_the_offset_is_kept_over_both_changes_of_the_clock() -> None:
    written = [
        "Sun, 29 Mar 2026 03:30:00 +0200",
        "2026-03-29T01:30:00+01:00",
        "Sun, 25 Oct 2026 02:30:00 +0100",
        "2026-10-25T02:30:00",
    ]
    body = "".join(f"<item><title>{n}</title><pubDate>{text}</pubDate></item>" for n, text in enumerate(written))
    times = [item.published for item in read(rss(body)).items]
    assert [time.isoformat() for time in times if time] == [
        "2026-03-29T03:30:00+02:00",
        "2026-03-29T01:30:00+01:00",
        "2026-10-25T02:30:00+01:00",
        "2026-10-25T02:30:00+02:00",
    ]


def test_a_local_time_without_zone_is_norwegian_whatever_the_season() -> None:
    body = "".join(f"<item><title>{m}</title><pubDate>2026-{m:02d}-15 12:00</pubDate></item>" for m in (1, 7))
    times = [item.published for item in read(rss(body)).items]
    assert [time.astimezone(UTC).hour for time in times if time] == [11, 10]


def test_mutilated_feeds_raise_nothing_but_feed_errors() -> None:
    chance = random.Random(20261124)
    sources = [(FOLDER / name).read_bytes() for name in case_names()]
    read_at_all = 0
    for source in sources:
        for _ in range(12):
            torn = bytearray(source)
            for _ in range(chance.randint(1, 8)):
                at = chance.randrange(len(torn) + 1)
                torn[at : at + chance.randint(0, 9)] = chance.choice(
                    (b"", b"<", b">", b"&", b"]]>", b"<![CDATA[", b"\xe5", b"<item>", b'"', b"<!--")
                )
            with suppress(FeedError):
                read_feed(page(bytes(torn)), feed(), now=NOW)
                read_at_all += 1
    assert read_at_all > 200


def test_reading_twice_gives_the_same() -> None:
    content = (FOLDER / "guids_shared.xml").read_bytes()
    assert read(content) == read(io.BytesIO(content).read())
