"""Front pages and sitemaps into items: the shapes of our outlets' publishing systems, with invented content."""

import gzip
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from feed_cases import NOW, feed, page

from mediawatch.collect.discover import read_front_page, read_sitemap
from mediawatch.errors import FeedError
from mediawatch.model import Item

HOME = "https://www.dalposten.example/"
OSLO = ZoneInfo("Europe/Oslo")


def front(html: str, *, url: str = HOME) -> tuple[Item, ...]:
    return read_front_page(page(html, url=url), feed(url=url, kind="front_page")).items


def titles(items: Iterable[Item]) -> list[str]:
    return [item.title for item in items]


def amedia_teaser(path: str, title: str, *, premium: bool, when: str = "", extra: str = "") -> str:
    time = f'<time itemprop="datePublished" datetime="{when}"></time>' if when else ""
    return f"""<brick-teaser-v23 data-teaser-type="story" data-premium="{str(premium).lower()}" class="teaser">
      <article><meta itemprop="contentModel" content="{"paywall" if premium else "free"}">
      <a itemprop="url" class="teaser_body" href="{path}"><img alt="Bilde">
      <h2 itemprop="teaser_title"><span itemprop="headline"><span itemprop="titleText">{title}</span></span></h2></a>
      {time}{extra}</article></brick-teaser-v23>"""


AMEDIA = f"""<!DOCTYPE html><html><head><title>Dalposten</title></head><body>
<header><nav><a href="/nyheter">Nyheter</a><a href="/nyheter/en-lenke-i-menyen-her">En lenke i menyen her</a></nav>
</header>
<main>
{amedia_teaser("/ny-bru-over-elva/s/5-10-346528", "Ny bru over elva", premium=True, when="2026-11-24T05:00:00.000Z")}
{amedia_teaser("https://www.dalposten.example/takk/o/5-10-346500", "Takk, &laquo;gode naboer&raquo;", premium=False)}
{amedia_teaser("/ny-bru-over-elva/s/5-10-346528?utm_source=forside#kommentarer", " ", premium=True)}
{amedia_teaser("https://www.nabobladet.example/annen-avis/s/5-57-1", "Sak i en annen avis", premium=False)}
{amedia_teaser("/vis/annonsorinnhold/kjop-gulv/34567.html", "Kjøp gulv nå", premium=False)}
<a href="/tag/granfoss">Granfoss</a><a href="/kundeservice">Kundeservice</a>
</main><footer><a href="/om-dalposten-og-redaksjonen-var/s/5-10-1">Om oss i bunnen</a></footer></body></html>"""


def test_amedia_front_page() -> None:
    paid, free = front(AMEDIA)
    assert (paid.title, paid.url) == (
        "Ny bru over elva",
        "https://www.dalposten.example/ny-bru-over-elva/s/5-10-346528",
    )
    assert paid.paywalled is True
    assert paid.published == datetime(2026, 11, 24, 6, 0, tzinfo=OSLO)
    assert paid.guid == "https://dalposten.example/ny-bru-over-elva/s/5-10-346528"
    assert (free.title, free.paywalled, free.published) == ("Takk, «gode naboer»", False, None)
    assert {item.outlet for item in (paid, free)} == {"avisa"}


NRK = """<!DOCTYPE html><html><head><title>Kringkasteren Buskerud</title></head><body>
<div class="kur-floor"><div class="kur-room-wrapper">
<a class="kur-room" href="https://www.nrk.no/buskerud/apner-ny-gangvei-1.18038274">
<div class="kur-room__text"><h2 class="kur-room__title"><span>Åpner ny gangvei</span></h2>
<p class="kur-room__lead">Klar til skolestart.</p>
<time datetime="2026-11-24T07:15:00+01:00">07:15</time></div></a></div>
<div class="kur-room-wrapper"><a class="kur-room" href="https://www.nrk.no/buskerud/kort-1.18038111">
<h3 class="kur-room__title">Kort melding om kulda</h3></a></div>
<div class="kur-room-wrapper"><a class="kur-room" href="https://tv.nrk.no/serie/distriktsnyheter">
<h3>Se sendingen her i kveld</h3></a></div></div>
<a href="https://www.nrk.no/buskerud/">Buskerud</a></body></html>"""


def test_nrk_front_page() -> None:
    first, second = front(NRK, url="https://www.nrk.no/buskerud/")
    assert (first.title, first.lead) == ("Åpner ny gangvei", "Klar til skolestart.")
    assert first.published is not None
    assert first.published.isoformat() == "2026-11-24T07:15:00+01:00"
    assert (second.title, second.published, second.paywalled) == ("Kort melding om kulda", None, None)


LABRADOR = """<!DOCTYPE html><html><head><title>Dal24</title></head><body>
<article class="column small-12 preview" data-element-guid="a"><div class="content">
<a itemprop="url" href="/blalys/utrykning-til-garasjebrann/323191">
<figure><img alt="Garasje"></figure><div class="labels"><div class="label">Pluss</div></div>
<h2 itemprop="headline" class="headline t50">Utrykning til garasjebrann</h2>
<p itemprop="description" class="subtitle">Ingen kom til skade.</p></a></div></article>
<article class="column preview"><a href="/kultur/korets-storste-konsert/323190">
<h2 class="headline">- Korets største&nbsp;konsert</h2></a></article>
<article class="column preview annonse"><a href="/sponset/slik-sparer-du-strom-i-vinter/1">
<h2>Slik sparer du strøm i vinter</h2></a></article>
</body></html>"""


def test_labrador_front_page() -> None:
    first, second = front(LABRADOR, url="https://www.dal24.example/")
    assert (first.title, first.lead, first.paywalled) == ("Utrykning til garasjebrann", "Ingen kom til skade.", True)
    assert (second.title, second.paywalled) == ("- Korets største konsert", None)


WORDPRESS = """<!DOCTYPE html><html><head><title>TV Granfoss</title></head><body class="home">
<div id="page" class="site has-menu"><header id="masthead"><div class="main-navigation">
<a href="/feirer-noe-helt-annet-her">Menylenke som ligner</a></div></header>
<main><article class="post-1 post"><header class="entry-header"><h2 class="entry-title">
<a href="https://tvgranfoss.example/badeglede/">Feirer badeglede i 25 år</a></h2>
<span class="posted-on"><a href="https://tvgranfoss.example/badeglede/">
<time class="updated" datetime="2026-11-24T06:00:00+01:00"></time>
<time class="entry-date published" datetime="2026-11-23T12:22:33+01:00">23. november</time></a></span></header>
<div class="entry-summary"><p>Det blir kake.</p>
<a class="more-link" href="https://tvgranfoss.example/badeglede/">Les mer</a></div>
<footer class="entry-footer"><a href="https://tvgranfoss.example/kategori/nyheter/">Nyheter</a>
<a href="https://tvgranfoss.example/badeglede/#comments">2 kommentarer</a></footer></article>
<article><h2 class="entry-title"><a href="https://tvgranfoss.example/dugnad-ved-elva/">Dugnad ved elva</a></h2>
</article>
<nav class="pagination"><a href="https://tvgranfoss.example/page/2/">Eldre innlegg</a></nav></main>
<footer class="site-footer"><a href="https://tvgranfoss.example/om-oss-og-vart-arbeid/">Om oss og vårt arbeid</a>
</footer></div></body></html>"""


def test_wordpress_front_page() -> None:
    first, second = front(WORDPRESS, url="https://tvgranfoss.example/")
    assert (first.title, first.lead) == ("Feirer badeglede i 25 år", "Det blir kake.")
    assert first.published is not None
    assert first.published.isoformat() == "2026-11-23T12:22:33+01:00"
    assert second.title == "Dugnad ved elva"


def test_a_plain_list_of_links_under_a_section_heading() -> None:
    items = front(
        "<h1>Dalposten</h1><section><h2>Siste nytt fra dalen</h2>"
        '<ul><li><a href="/2026/11/bru">Brua stenges i kveld</a></li>'
        "</ul></section>"
        '<ul><li><a href="/kommunen-bygger-ny-bru-i-sentrum">Kommunen bygger ny bru i sentrum</a> '
        '<time datetime="2026-11-24">i dag</time>'
        '<li><a href="/skolen-far-nytt-tak-for-jul"><img alt="Skolen får nytt tak før jul"></a>'
        '<li><a href="/nyheter">Nyheter</a>'
        '<li><a href="mailto:red@dalposten.example">Tips oss om en sak du mener vi bør skrive</a></ul>'
    )
    assert titles(items) == ["Brua stenges i kveld", "Kommunen bygger ny bru i sentrum", "Skolen får nytt tak før jul"]
    assert items[1].published == datetime(2026, 11, 24, tzinfo=OSLO)


def test_relative_links_follow_the_base_element() -> None:
    (item,) = front(
        '<html><head><base href="/lokalt/"></head><a href="ny-bru-over-elva-apnet">Ny bru over elva åpnet</a>'
    )
    assert item.url == "https://www.dalposten.example/lokalt/ny-bru-over-elva-apnet"


def test_the_same_article_under_a_new_slug_is_one() -> None:
    items = front(
        '<a href="/ny-bru/s/5-10-346528">Ny bru</a><p></p>'
        '<a href="/ny-bru-over-elva-apnet/s/5-10-346528"><h2>Ny bru over elva åpnet</h2></a>'
    )
    assert titles(items) == ["Ny bru over elva åpnet"]


def test_only_keeps_the_wanted_section() -> None:
    answer = page(
        '<a href="/sport/a-b-c-d-e">Tittelen på en sak</a><a href="/kultur/f-g-h-i-j">En annen tittel her</a>', url=HOME
    )
    reading = read_front_page(answer, feed(url=HOME, kind="front_page", only=("/kultur/",)))
    assert titles(reading.items) == ["En annen tittel her"]


def test_links_are_found_even_where_the_whole_page_is_called_a_menu() -> None:
    assert titles(front('<div class="menu"><a href="/en-sak-om-noe-viktig">En sak om noe viktig</a></div>')) == [
        "En sak om noe viktig"
    ]


def test_a_page_without_articles_is_told_and_no_error() -> None:
    reading = read_front_page(
        page("<html><div id=root></div><script>render()</script></html>", url=HOME), feed(kind="front_page")
    )
    assert reading.items == ()
    assert reading.problems == ("Fant ingen saker på siden. Kanskje vises de bare med JavaScript.",)


def test_times_ahead_of_now_are_not_believed() -> None:
    later = (NOW + timedelta(days=2)).isoformat()
    (item,) = front(
        f'<li><a href="/en-sak-om-noe-viktig">En sak om noe viktig</a><time datetime="{later}"></time></li>'
    )
    assert item.published is None


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("", "empty"),
        ("<?xml version='1.0'?><rss version='2.0'/>", "unknown"),
        ("<urlset></urlset>", "unknown"),
        ('{"a": 1}', "unknown"),
        ("Bare tekst", "not_xml"),
    ],
)
def test_what_is_no_page_is_an_error_with_advice(content: str, found: str) -> None:
    with pytest.raises(FeedError) as caught:
        read_front_page(page(content, url=HOME), feed(kind="front_page"))
    assert caught.value.found == found
    assert caught.value.advice


def test_fifty_thousand_links_and_bottomless_nesting_end() -> None:
    links = "".join(
        f'<div><a href="/en-sak-om-noe-viktig-{n}"><h2>En sak om noe {n}</h2></a></div>' for n in range(5_000)
    )
    assert len(front(links)) == 2_000
    assert front("<div>" * 200_000 + '<a href="/en-sak-om-noe-viktig">En sak om noe viktig</a>') == ()


# Sitemaps -------------------------------------------------------------------------------------------------

SITEMAP = "https://www.kart.example/sitemap.xml"


def sitemap(content: str | bytes) -> tuple[Item, ...]:
    return read_sitemap(page(content, url=SITEMAP), feed(url=SITEMAP, kind="sitemap")).items


def test_news_sitemap() -> None:
    reading = read_sitemap(
        page(
            """<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
            xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
            xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
            <url><loc>https://www.kart.example/nyheter/i/aB3dE9/flom-i-dalen?a=1&b=2</loc>
<lastmod>2026-11-24T07:10:00+01:00</lastmod>
            <image:image><image:loc>https://www.kart.example/x.jpg</image:loc><image:title>Bildet</image:title>
</image:image>
            <news:news><news:publication><news:name>Kartavisa</news:name></news:publication>
<news:access>Subscription</news:access>
            <news:publication_date>2026-11-24T06:55:00+01:00</news:publication_date>
<news:title>Flom &amp; ras i dalen</news:title></news:news></url>
            <url><loc>//www.kart.example/nyheter/i/Q1w2E3/kort</loc><news:news>
<news:publication_date>2026-07-01T08:00:00</news:publication_date>
            <news:title><![CDATA[Kort]]></news:title></news:news></url></urlset>""",
            url=SITEMAP,
        ),
        feed(url=SITEMAP, kind="news_sitemap"),
    )
    first, second = reading.items
    assert (first.title, first.url) == (
        "Flom & ras i dalen",
        "https://www.kart.example/nyheter/i/aB3dE9/flom-i-dalen?a=1&b=2",
    )
    assert first.published is not None
    assert first.published.isoformat() == "2026-11-24T06:55:00+01:00"
    assert first.updated is not None
    assert first.updated.isoformat() == "2026-11-24T07:10:00+01:00"
    assert first.paywalled is True
    assert (second.title, second.url) == ("Kort", "https://www.kart.example/nyheter/i/Q1w2E3/kort")
    assert second.published == datetime(2026, 7, 1, 8, 0, tzinfo=OSLO)
    assert reading.problems == ()


def test_plain_sitemap_has_no_titles_and_leaves_out_what_is_no_article() -> None:
    items = sitemap(
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        + "".join(
            f"<url><loc>https://www.kart.example{path}</loc><lastmod>2026-11-20</lastmod></url>"
            for path in ("/", "/tag/elva", "/bilde.jpg", "/kontakt-oss", "/elva", "/brua-apnes-i-dag")
        )
        + "</urlset>"
    )
    assert [item.url for item in items] == [
        "https://www.kart.example/elva",
        "https://www.kart.example/brua-apnes-i-dag",
    ]
    assert {(item.title, item.published, item.updated) for item in items} == {
        ("", None, datetime(2026, 11, 20, tzinfo=OSLO))
    }


def test_index_gives_its_children_newest_first() -> None:
    rows = [
        ("sitemap-gammel.xml", "2026-10-01"),
        ("sitemap-ny.xml", "2026-11-24T01:00:00+01:00"),
        ("post-sitemap2.xml", ""),
        ("post-sitemap12.xml", ""),
        ("sitemap.xml", "2026-11-24"),
    ]
    content = "".join(f"<sitemap><loc>/{name}</loc><lastmod>{when}</lastmod></sitemap>" for name, when in rows)
    reading = read_sitemap(
        page(f"<sitemapindex>{content}</sitemapindex>", url=SITEMAP), feed(url=SITEMAP, kind="sitemap")
    )
    assert reading.items == ()
    assert [address.rsplit("/", 1)[1] for address in reading.more] == [
        "sitemap-ny.xml",
        "sitemap-gammel.xml",
        "post-sitemap12.xml",
        "post-sitemap2.xml",
    ]


def test_gzipped_sitemap_also_cut_short() -> None:
    content = (
        b"<urlset>"
        + b"".join(b"<url><loc>https://www.kart.example/sak-%d</loc></url>" % n for n in range(2_000))
        + b"</urlset>"
    )
    packed = gzip.compress(content)
    assert len(sitemap(packed)) == 2_000
    cut = read_sitemap(page(packed[:-800], url=SITEMAP), feed(kind="sitemap"))
    assert 100 < len(cut.items) < 2_000
    assert cut.problems == ("Nettstedskartet er ikke gyldig XML; det som lot seg lese, er tatt med.",)


def test_no_more_than_the_protocol_allows() -> None:
    row = "<url><loc>https://www.kart.example/sak-{}</loc></url>"
    reading = read_sitemap(
        page("<urlset>" + "".join(row.format(n % 7) for n in range(50_010)) + "</urlset>", url=SITEMAP),
        feed(kind="sitemap"),
    )
    assert len(reading.items) == 7
    assert reading.problems[0] == "Nettstedskartet har flere enn 50\xa0000 adresser; resten er ikke lest."


def test_gzip_bomb_is_refused_within_bounds() -> None:
    with pytest.raises(FeedError) as caught:
        sitemap(gzip.compress(bytes(80_000_000), compresslevel=1))
    assert caught.value.advice == "Filen er for stor til å leses."


def test_entities_of_a_sitemap_stay_unexpanded() -> None:
    reading = read_sitemap(
        page(
            '<!DOCTYPE urlset [<!ENTITY x "/hemmelig"><!ENTITY y SYSTEM "file:///etc/hostname">]>'
            "<urlset><url><loc>https://www.kart.example/sak-om-noe&x;&y;</loc></url></urlset>",
            url=SITEMAP,
        ),
        feed(kind="sitemap"),
    )
    assert [item.url for item in reading.items] == ["https://www.kart.example/sak-om-noe&x;&y;"]
    assert "tegnkoder" in reading.problems[0]


@pytest.mark.parametrize(
    ("content", "found", "words"),
    [
        (b"", "empty", "uten innhold"),
        (b"<html><body>Hei</body></html>", "html", "nettside"),
        (b"<rss version='2.0'/>", "unknown", "kind: rss"),
        (b"<noe/>", "unknown", "<noe>"),
        (b"hei", "not_xml", "noe annet"),
        (b"\x1f\x8b\x08 ikke gzip", "not_xml", "pakkes ut"),
    ],
)
def test_what_is_no_sitemap_is_an_error_with_advice(content: bytes, found: str, words: str) -> None:
    with pytest.raises(FeedError) as caught:
        sitemap(content)
    assert caught.value.found == found
    assert words in caught.value.advice
