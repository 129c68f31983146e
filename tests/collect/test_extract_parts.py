"""The parts of extraction that a whole page does not show: written times, names, titles, bytes, hostile input."""

from datetime import UTC, datetime, timedelta

import pytest

from mediawatch.collect.authors import names_in
from mediawatch.collect.extract import article_from_item, article_json, extract_article
from mediawatch.collect.headline import without_site_name
from mediawatch.collect.markup import decode, parse_page, text_of
from mediawatch.collect.moments import parse_moment
from mediawatch.collect.page_language import norwegian_form
from mediawatch.collect.saved_page import page_from_bytes
from mediawatch.errors import ExtractError
from mediawatch.model import Item

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
URL = "https://www.elvebladet.example/nyheter/en-sak-om-noe/s/5-900-77"
TEXT = (
    "<p>Kommunen åpner det nye badet i august. Billettene blir rimelige for barn, sier rådgiveren.</p>"
    "<p>Badet har to bassenger og et stupetårn, og det er plass til tre hundre gjester om gangen.</p>"
    "<p>Svømmeklubben har fått egne timer på ettermiddagen, og skolene bruker badet om formiddagen.</p>"
)
LINKED = '<script type="application/ld+json">{"@type":"NewsArticle",%s}</script>'


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-10-15T23:35:43.000+0200", "2024-10-15T23:35:43+02:00"),
        ("2024-10-15T23:35+02", "2024-10-15T23:35:00+02:00"),
        ("2024-08-05 12:47:21 +0530", "2024-08-05T12:47:21+05:30"),
        ("2024-08-05T12:47:21.123456789Z", "2024-08-05T12:47:21+00:00"),
        ("20240805T124721Z", "2024-08-05T12:47:21+00:00"),
        ("1715279080", "2024-05-09T18:24:40+00:00"),
        ("1715279080000", "2024-05-09T18:24:40+00:00"),
        ("Mon, 05 Aug 2024 12:47:21 GMT", "2024-08-05T12:47:21+00:00"),
        ("Mon Aug 05 13:05:32 CEST 2024", "2024-08-05T13:05:32+02:00"),
        ("05.08.2024, kl. 13.05", "2024-08-05T13:05:00"),
        ("06.01.2026 - 17:29", "2026-01-06T17:29:00"),
        ("Publiseringsdato: 15.10.24 23:35", "2024-10-15T23:35:00"),
        ("Publisert: 25. november 2020, kl. 11:20", "2020-11-25T11:20:00"),
        ("torsdag 09. mai 2024 - 13:26", "2024-05-09T13:26:00"),
        ("August 5, 2024, 1:05 p.m. EDT", "2024-08-05T13:05:00-04:00"),
        ("Updated 5:04 PM CEST, August 5, 2024", "2024-08-05T17:04:00+02:00"),
        ("5 de agosto de 2024 13:05", "2024-08-05T13:05:00"),
        ("5 août 2024 à 13h05", "2024-08-05T13:05:00"),
        ("5. elokuuta 2024 klo 13.05", "2024-08-05T13:05:00"),
        ("5 серпня 2024, 13:05", "2024-08-05T13:05:00"),
        ("2024年8月5日 13時05分", "2024-08-05T13:05:00"),
        ("2024. augusztus 5. 13:05", "2024-08-05T13:05:00"),
        ("13:05, 05.08.2024", "2024-08-05T13:05:00"),
        ("12:30 am August 5 2024", "2024-08-05T00:30:00"),
        ("5 August 2024: 8:18 AM", "2024-08-05T08:18:00"),
        ("August 5, 2024 1:05 PM EST", "2024-08-05T13:05:00-04:00"),
        ("05.08.2024 13:05 CET", "2024-08-05T13:05:00+02:00"),
        ("05.02.2024 13:05 CET", "2024-02-05T13:05:00+01:00"),
        ("5 أغسطس 2024 13:05", "2024-08-05T13:05:00"),
        ("5 באוגוסט 2024, 13:05", "2024-08-05T13:05:00"),
        ("5 ส.ค. 2567 13:05", "2024-08-05T13:05:00"),
        ("05 अगस्त 2024 13:05", "2024-08-05T13:05:00"),
        ("2024년 8월 5일 오후 1:05", "2024-08-05T13:05:00"),
    ],
)
def test_written_times(written: str, expected: str) -> None:
    moment = parse_moment(written)
    assert moment is not None
    assert moment.value.isoformat() == expected
    assert moment.has_time


@pytest.mark.parametrize(
    "written",
    [
        "",
        "i går",
        "2024-13-45",
        "kl. 13",
        "32.13.2024",
        "99999999999999",
        "2024-08-05x",
        "0000-00-00",
        "5 August 2024 08.05.24",
    ],
)
def test_what_is_no_time_of_day(written: str) -> None:
    moment = parse_moment(written)
    assert moment is None or not moment.has_time


def test_month_first_only_where_told() -> None:
    assert [parse_moment("05/08/2024", month_first=first).value.month for first in (True, False)] == [5, 8]  # type: ignore[union-attr]
    assert parse_moment("05/28/2024").value.month == 5  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Av Kari Li og Ola By, foto: Per Ås", ["Kari Li", "Ola By"]),
        ("Mathilde Foss / Journalist", ["Mathilde Foss"]),
        ("By Jane Miller, Political Editor and John Roe", ["Jane Miller", "John Roe"]),
        ("Ana Ruiz y Luis Gil", ["Ana Ruiz", "Luis Gil"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Tekst og foto: Siv Moe", ["Siv Moe"]),
        ("Anna Berg, Drammen", ["Anna Berg"]),
        ("Anna Berg, NTB", ["Anna Berg", "NTB"]),
        ("A Lie, B Dahl, C Moen & D Ness", ["A Lie", "B Dahl", "C Moen", "D Ness"]),
        ("kari@avis.example", []),
        ("https://avis.example/kari", []),
        ("admin", []),
        ("Kari Li (kari@avis.example)", ["Kari Li"]),
        ("View all posts by Jane Miller", ["Jane Miller"]),
        ("Autor/in: Anna Weber", ["Anna Weber"]),
        ("Talzeitung GmbH, Munich, Germany", ["Talzeitung GmbH"]),
    ],
)
def test_bylines(byline: str, names: list[str]) -> None:
    assert list(names_in(byline)) == names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ada Marsh in Local News", ["Ada Marsh"]),
        ("Ada Marsh Friday, Jan 13, 2017 at 4:45 pm EST", ["Ada Marsh"]),
        ("Mar 4, 2025 by Ada Marsh", ["Ada Marsh"]),
        ("Jan in 't Veld", ["Jan in 't Veld"]),
    ],
)
def test_printed_bylines(byline: str, names: list[str]) -> None:
    assert list(names_in(byline, printed=True)) == names


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ny bru åpnet - Elvebladet", "Ny bru åpnet"),
        ("Ny bru åpnet | Nyheter | Elvebladet", "Ny bru åpnet"),
        ("Elvebladet | Ny bru åpnet", "Ny bru åpnet"),
        ("Ny bru åpnet – nå kan alle gå over", "Ny bru åpnet – nå kan alle gå over"),
        ("– Vi er glade", "– Vi er glade"),
        ("Rosa - eller blått?", "Rosa - eller blått?"),
        ("轮渡每小时一班_社会_湖湾新闻网", "轮渡每小时一班"),
        ("轮渡每小时一班-湖湾网", "轮渡每小时一班"),
    ],
)
def test_site_names_leave_the_title(title: str, expected: str) -> None:
    assert without_site_name(title, ("Elvebladet",), {"ny bru åpnet"}) == expected


def test_bytes_are_read_by_evidence_before_labels() -> None:
    assert decode("blåbær".encode(), "iso-8859-1") == "blåbær"
    assert decode("blåbær".encode("iso-8859-1"), "utf-8") == "blåbær"
    assert decode("«blåbær» – 5 €".encode("cp1252"), "iso-8859-1") == "«blåbær» – 5 €"
    assert decode("\ufeffblåbær".encode("utf-16-le")) == "blåbær"
    assert decode(b'<meta charset="windows-1251">' + "Привет".encode("cp1251")).endswith("Привет")
    assert decode(b'<meta charset="shift_jis">' + "日本".encode("shift_jis")).endswith("日本")
    assert decode(("blåbær på øya " * 9).encode().decode("cp1252").encode()) == "blåbær på øya " * 9
    torn = ("blåbær " * 50).encode() + b"\xc3 slutt"
    assert decode(torn).startswith("blåbær blåbær")
    assert decode(b"a\x00b&#0;c") == "abc"


def test_never_closed_elements_are_still_read() -> None:
    tree = parse_page(("<span><p>avsnitt</p>" * 400).encode())
    assert tree is not None
    assert text_of(tree).count("avsnitt") == 400


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 1_500 + TEXT,
        "<article><a href=x>hei</a>" * 1_500 + TEXT,
        "<div><h2>Les også</h2><a href=x>annet</a>" * 1_500 + TEXT,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + TEXT,
        '<script type="application/ld+json">' + '{"a":' * 50_000 + "</script>" + TEXT,
        LINKED % '"author":{"name":{"name":{"name":[[[[7]]]]}}}' + TEXT,
        LINKED % '"datePublished":{"@value":[null]},"author":5' + TEXT,
        "<time datetime=x>" * 1_500 + TEXT,
        "<meta property=og:title><meta content=x><link rel=canonical><html lang>" + TEXT,
    ],
    ids=["deep", "articles", "boxes", "brackets", "braces", "odd-author", "odd-values", "times", "bare-attributes"],
)
def test_hostile_pages_are_read_all_the_same(body: str) -> None:
    page = page_from_bytes(
        f"<title>En tittel om noe</title><h1>En tittel om noe</h1>{body}".encode(), URL, fetched_at=NOW
    )
    assert extract_article(page).title == "En tittel om noe"


def test_text_below_two_thousand_levels_is_not_read() -> None:
    with pytest.raises(ExtractError):
        extract_article(page_from_bytes(f"<h1>En tittel</h1>{'<div>' * 30_000}{TEXT}".encode(), URL, fetched_at=NOW))


@pytest.mark.parametrize("content", [b"", b"\x00\x00", b"   ", b"{}", b"%PDF-1.4 \xff\xfe", bytes(range(256)) * 20])
def test_what_is_no_page_is_refused(content: bytes) -> None:
    with pytest.raises(ExtractError) as caught:
        extract_article(page_from_bytes(content, URL, fetched_at=NOW))
    assert caught.value.advice


def page_with(head: str, url: str = URL) -> bytes:
    top = f'<html lang="nb"><head><title>Nytt bad</title>{head}</head><body><h1>Nytt bad</h1>'
    return f"{top}{TEXT}</body></html>".encode()


def published(head: str, url: str = URL) -> str | None:
    article = extract_article(page_from_bytes(page_with(head), url, fetched_at=NOW))
    return article.published.isoformat() if article.published else None


def meta(**names: str) -> str:
    return "".join(
        f'<meta name="{name.replace("__", ".").replace("_", ":", 1)}" content="{value}">'
        for name, value in names.items()
    )


def test_a_date_gives_way_to_a_time_of_that_day() -> None:
    assert (
        published(meta(article_published_time="2025-05-01", parsely="x") + meta(date="2025-05-01T07:30:00+02:00"))
        == "2025-05-01T07:30:00+02:00"
    )
    assert (
        published(meta(article_published_time="2025-05-01") + meta(date="2025-03-01T07:30:00+02:00"))
        == "2025-05-01T00:00:00+02:00"
    )


def test_a_time_without_zone_borrows_it_from_its_twin() -> None:
    twin = meta(article_published_time="2025-05-01T07:30:00") + meta(date="2025-05-01T05:30:00Z")
    assert published(twin, "https://blatt.example.de/eine-sache-hier") == "2025-05-01T05:30:00+00:00"
    local_called_utc = meta(article_published_time="2025-05-01T07:30:00Z") + meta(date="2025-05-01T07:30:00+02:00")
    assert published(local_called_utc) == "2025-05-01T07:30:00+02:00"


def test_a_time_without_zone_is_norwegian_in_winter_and_summer() -> None:
    assert published(meta(article_published_time="2025-01-05T07:30:00")) == "2025-01-05T07:30:00+01:00"
    assert published(meta(article_published_time="2025-05-05T07:30:00")) == "2025-05-05T07:30:00+02:00"


@pytest.mark.parametrize("wrong", ["1970-01-01T00:00:00Z", "2099-01-01T10:00:00Z", "0001-01-01T00:00:00"])
def test_impossible_dates_are_left_out(wrong: str) -> None:
    assert published(meta(article_published_time=wrong)) is None
    assert (
        published(meta(article_published_time=wrong) + meta(date="2025-05-01T07:30:00+02:00"))
        == "2025-05-01T07:30:00+02:00"
    )


def test_the_feed_tells_what_the_page_does_not() -> None:
    item = Item(feed="f", outlet="elvebladet", guid="1", url=URL, title="Fra feeden", lead="Ingressen fra feeden sier litt.", authors=("Kari Li",), published=NOW - timedelta(hours=3), paywalled=True)  # fmt: skip # noqa: E501
    article = extract_article(page_from_bytes(page_with(""), URL, fetched_at=NOW), item=item)
    assert (article.title, article.lead, article.authors) == (
        "Nytt bad",
        "Ingressen fra feeden sier litt.",
        ("Kari Li",),
    )
    assert (article.published, article.paywalled, article.outlet) == (item.published, True, "elvebladet")


def test_the_canonical_link_is_believed_only_for_its_own_site_and_not_for_the_front_page() -> None:
    for link, address in (
        (
            "https://elvebladet.example/nyheter/riktig/s/5-900-77",
            "https://elvebladet.example/nyheter/riktig/s/5-900-77",
        ),
        ("https://elvebladet.example/", "https://elvebladet.example/nyheter/en-sak-om-noe/s/5-900-77"),
        ("https://kopi.example/annen/s/5-1-1", "https://elvebladet.example/nyheter/en-sak-om-noe/s/5-900-77"),
        ("javascript:alert(1)", "https://elvebladet.example/nyheter/en-sak-om-noe/s/5-900-77"),
    ):
        head = f'<link rel="canonical" href="{link}">' + meta(article_published_time="2025-05-01T07:30:00Z")
        assert extract_article(page_from_bytes(page_with(head), URL, fetched_at=NOW)).address == address


def test_an_article_from_its_feed_item() -> None:
    item = Item(
        feed="f",
        outlet="elvebladet",
        guid="1",
        url=URL + "?utm_source=rss",
        title="Ein ny &amp; fin dag",
        lead="Dei fekk ikkje noko å seie.",
        text="<p>Dei fekk ikkje noko å seie.</p><p>Eg veit ikkje kva dei meiner, seier ho.</p>"
        "<p>Foto: Per Ås</p><p>Les også: Noko anna</p>",
        published=NOW,
        updated=NOW - timedelta(days=1),
        paywalled=None,
    )
    article = article_from_item(item)
    assert article.title == "Ein ny & fin dag"
    assert article.text == "Eg veit ikkje kva dei meiner, seier ho."
    assert (article.article_id, article.language, article.source) == ("5-900-77", "nn", "feed")
    assert (article.updated, article.paywalled) == (None, False)
    with pytest.raises(ExtractError):
        article_from_item(Item(feed="f", outlet="o", guid="1", url=URL))


def test_plain_data_has_exactly_the_promised_fields() -> None:
    article = extract_article(
        page_from_bytes(page_with(meta(article_published_time="2025-05-01T07:30:00Z")), URL, fetched_at=NOW)
    )
    data = article_json(article)
    assert list(data) == [
        "title",
        "lead",
        "text",
        "authors",
        "published",
        "updated",
        "paywalled",
        "kind",
        "language",
        "article_id",
    ]
    assert (data["published"], data["updated"], data["article_id"]) == ("2025-05-01T07:30:00+00:00", None, "5-900-77")


def test_the_two_norwegian_languages() -> None:
    assert norwegian_form("Eg veit ikkje kva dei vil, men dei kjem frå dalen.") == "nn"
    assert norwegian_form("Jeg vet ikke hva de vil, men de kommer fra dalen.") == "nb"
    assert norwegian_form("Bru. Vei. Skole.") is None
