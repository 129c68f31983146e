"""One identity for the many written forms of an address."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mediawatch.collect.address import (
    MAX_LENGTH,
    article_id,
    canonical_address,
    is_navigation_address,
    is_opinion_address,
    is_paid_content_address,
    is_sport_address,
    looks_like_article,
    resolve_link,
    same_site,
)

ARTICLE = "https://bygdeposten.no/nyheter/ny-bru/s/5-10-346528"


@pytest.mark.parametrize(
    "written",
    [
        ARTICLE,
        "http://www.bygdeposten.no/nyheter/ny-bru/s/5-10-346528/",
        "HTTPS://WWW.Bygdeposten.NO:443/nyheter/ny-bru/s/5-10-346528#kommentarer",
        "http://bygdeposten.no:80//nyheter/./x/../ny-bru/s/5-10-346528?",
        "//www.bygdeposten.no/nyheter/ny-bru/s/5-10-346528",
        "www.bygdeposten.no/nyheter/ny-bru/s/5-10-346528",
        "  https://www.bygdeposten.no/nyheter/ny%2Dbru/s/5-10-346528?utm_source=rss&utm_medium=feed \n",
        "https://www.bygdeposten.no/nyheter/ny-bru/s/5-10-346528?fbclid=a&gclid=b&msclkid=c&igshid=d&mc_cid=e&ref=f&tag=nyheter",
        "https://www.bygdeposten.no/nyheter/ny-bru/s/5-10-346528/amp/",
        "https://www.bygdeposten.no/amp/nyheter/ny-bru/s/5-10-346528?amp=1&source=facebook",
        "https://bygdeposten.no./nyheter/ny-bru/s/5-10-346528",
        "https://leser:hemmelig@bygdeposten.no/nyheter/ny-bru/s/5-10-346528",
        "https://www.google.com/url?rct=j&url=https%3A%2F%2Fwww.bygdeposten.no%2Fnyheter%2Fny-bru%2Fs%2F5-10-346528&ct=ga",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fbygdeposten.no%2Fnyheter%2Fny-bru%2Fs%2F5-10-346528%3Ffbclid%3Dx&h=AT",
        "https://bygdeposten-no.cdn.ampproject.org/c/s/www.bygdeposten.no/nyheter/ny-bru/s/5-10-346528",
    ],
)
def test_all_forms_of_one_address_are_one(written: str) -> None:
    assert canonical_address(written) == ARTICLE


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("https://www.avis.example/?p=12&utm_source=x", "https://avis.example?p=12"),
        ("https://avis.example/vis?side=2&id=7", "https://avis.example/vis?id=7&side=2"),
        (
            "https://avis.example/index.php?option=com_k2&view=item&id=5:x",
            "https://avis.example/index.php?id=5:x&option=com_k2&view=item",
        ),
        ("https://avis.example/sak?source=leserbrev&from=rss", "https://avis.example/sak?source=leserbrev"),
        ("https://www.grøntfagsenter.example/på-plass", "https://xn--grntfagsenter-cnb.example/p%C3%A5-plass"),
        ("https://avis.example/p%c3%a5-plass", "https://avis.example/p%C3%A5-plass"),
        ("https://avis.example/pa\u030a-plass", "https://avis.example/p%C3%A5-plass"),
        ("https://avis.example/p%E5", "https://avis.example/p%E5"),
        ("https://avis.example/a%2Fb%20c d", "https://avis.example/a%2Fb%20c%20d"),
        ("https://avis.example/100%25 sikker %", "https://avis.example/100%25%20sikker%20%25"),
        ("http://127.0.0.1:8123/sak/", "http://127.0.0.1:8123/sak"),
        ("http://localhost/sak", "http://localhost/sak"),
        ("http://avis.example:8080/sak", "http://avis.example:8080/sak"),
        ("http://[2001:db8::1]:8080/sak", "http://[2001:db8::1]:8080/sak"),
        (
            "https://web.arkiv.example/web/2020/http://avis.example/x",
            "https://web.arkiv.example/web/2020/http://avis.example/x",
        ),
        ("https://avis.example/ampere", "https://avis.example/ampere"),
        ("https://avis.example", "https://avis.example"),
        ("urn:mediawatch:abc", "urn:mediawatch:abc"),
        ("mailto:red@avis.example", "mailto:red@avis.example"),
        ("https://avis.example:port/x", "https://avis.example:port/x"),
        ("http://[::1/x", "http://[::1/x"),
        ("", ""),
    ],
)
def test_canonical(written: str, canonical: str) -> None:
    assert canonical_address(written) == canonical


def test_meaningful_differences_stay() -> None:
    pages = ["/a", "/A", "/a?id=1", "/a?id=2", "/a/b", "/arkiv/item/1-x", "/arkiv?item=1", "/a?page=2", "/a%2Fb"]
    assert len({canonical_address("https://avis.example" + path) for path in pages}) == len(pages)


@given(st.text(max_size=60))
@example("\u2003#")
@example("0 #")
def test_canonical_is_idempotent_and_never_raises(tail: str) -> None:
    for url in (tail, "https://www.avis.example/" + tail, "http://" + tail, "https://www.google.com/url?q=" + tail):
        once = canonical_address(url)
        assert canonical_address(once) == once
        article_id(url), is_navigation_address(url), looks_like_article(url), is_sport_address(url)


@pytest.mark.parametrize(
    "tail", ["a" * 3000, "å/" * 1500, "a?b=" + "c&d=" * 900, "amp/" * 900, "%" * 3000, "?" + "å" * 900]
)
def test_endless_addresses_are_shortened_and_stay_so(tail: str) -> None:
    once = canonical_address("https://avis.example/" + tail)
    assert len(once) <= MAX_LENGTH
    assert canonical_address(once) == once


def test_two_endless_paths_are_two_addresses() -> None:
    assert canonical_address("https://avis.example/" + "a" * 3000) != canonical_address(
        "https://avis.example/" + "a" * 3001
    )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.bygdeposten.no/ny-bru/s/5-10-346528", "5-10-346528"),
        ("https://www.bygdeposten.no/ny-bru/o/5-10-292272?utm_source=x", "5-10-292272"),
        ("https://www.eikerbladet.no/ny-bru/s/5-10-256876", "5-10-256876"),
        ("https://www.nettavisen.no/5-95-2070077", "5-95-2070077"),
        ("https://www.dt.no/nyheter/s/1-43-8234567", "1-43-8234567"),
        ("https://www.dt.no/sak/s/2-2.2610-1.8123456", "2-2.2610-1.8123456"),
        ("https://www.nrk.no/buskerud/slug-her-1.16989480", "1.16989480"),
        ("https://www.nrk.no/buskerud/nytt-slug-1.16989480", "1.16989480"),
        ("https://www.nrk.no/osloogviken/1.14628845", "1.14628845"),
        ("https://www.nrk.no/buskerud/xl/slug-1.16989480", "1.16989480"),
        ("http://www.lokalavis.example/nyheter/tre-kontor-reddet-1.1613275", "1.1613275"),
        ("https://www.vg.no/nyheter/i/dRwWqB/slug-her", "dRwWqB"),
        ("https://www.vg.no/i/dRwWqB", "dRwWqB"),
        ("https://www.aftenposten.no/sport/i/EQB6j2/her-blir-hoppdamene", "EQB6j2"),
        ("https://www.smp.no/nyheter/i/abcdef/slug", "abcdef"),
        ("https://www.vg.no/nyheter/innenriks/a/24512345/", "24512345"),
        ("https://www.vg.no/nyheter/artikkel.php?artid=10012345", "10012345"),
        ("https://www.dagbladet.no/nyheter/domt-til-fengsel/81348547", "81348547"),
        ("https://www.tv2.no/nyheter/innenriks/slug-her/15834217/", "15834217"),
        ("https://www.tv2.no/a/9876543/", "9876543"),
        ("https://www.adressa.no/nyheter/2019/08/01/Tittel-her-20177557.ece", "20177557"),
        ("https://ringeriksavisa.no/arkiv/item/11165-glatt-slapsefore", "11165"),
        ("https://www.annetnavn.example/arkiv/item/11165-glatt-slapsefore", "11165"),
        ("https://ringeriksavisa.no/index.php?option=com_k2&view=item&id=11165:glatt", "11165"),
        ("https://www.abcnyheter.no/nyheter/norge/2023/08/27/195944632/rodt-farevarsel", "195944632"),
        ("https://www.abcnyheter.no/amp/nyheter/norge/2023/08/27/195944632/rodt-farevarsel", "195944632"),
        ("https://www.drm24.no/blalys/moteulykke-pa-ringeriksveien/323191", "323191"),
        ("https://www.bygg.no/skredsvikmoen-barnehage/1380037!/", "1380037"),
        ("https://www.dn.no/politikk/slug-her/2-1-1234567", "2-1-1234567"),
        ("https://kommunikasjon.ntb.no/pressemelding/18123456/slug?publisherId=123", "18123456"),
    ],
)
def test_article_id(url: str, expected: str) -> None:
    assert article_id(url) == expected
    assert article_id(canonical_address(url)) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://tvmodum.no/feirer-25-ar-med-badeglede",
        "https://www.dagsavisen.no/sport/2024/03/16/renn-i-vikersund-avlyst/",
        "https://www.bygdeposten.no/",
        "https://www.bygdeposten.no/nyheter/2026",
        "https://www.bygdeposten.no/5-10-2026",
        "https://avis.example/2026/11/24",
        "https://avis.example/nyheter/20261124",
        "https://avis.example/side/12345",
        "https://avis.example/slug-her-med-ord/81348547",
        "https://avis.example/nyheter/i/bilder/slug",
        "https://avis.example/i/2026/slug",
        "https://avis.example/resultater-1.20261124",
        "https://avis.example/versjon-1.2",
        "https://avis.example/item/5-ting-du-ma-vite",
        "https://avis.example/a/1234567/",
        "https://www.dagbladet.no/tag/12345678",
        "https://www.dagbladet.no/emne/12345678",
        "https://www.vg.no/nyheter/2026/11/24/",
        "https://play.tv2.no/programmer/slug/15834217",
        "https://www.abcnyheter.no/nyheter/2023/08/27/",
        "https://radio.nrk.no/serie/distriktsprogram-buskerud/DKBU01023416/02-12-2016",
        "ikke en adresse",
        "",
    ],
)
def test_no_id_where_none_can_be_trusted(url: str) -> None:
    assert article_id(url) is None


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("https://www.dagbladet.no/x", "http://kjendis.dagbladet.no/y", True),
        ("https://www.nrk.no/a", "https://tv.nrk.no/b", True),
        ("https://www.dt.no/a", "https://www.dagbladet.no/a", False),
        ("https://modum.kommune.no/a", "https://sigdal.kommune.no/a", False),
        ("https://www.modum.kommune.no/a", "https://modum.kommune.no/b", True),
        ("https://a.blogspot.com/x", "https://b.blogspot.com/x", False),
        ("http://127.0.0.1:8001/a", "http://127.0.0.1:8001/b", True),
        ("http://127.0.0.1:8001/a", "http://127.0.0.1:8002/b", False),
        ("https://ikkedt.no/a", "https://dt.no/a", False),
        ("mailto:a@dt.no", "https://dt.no/a", False),
        ("", "", False),
    ],
)
def test_same_site(a: str, b: str, same: bool) -> None:
    assert same_site(a, b) is same
    assert same_site(b, a) is same


@pytest.mark.parametrize(
    ("url", "paid"),
    [
        ("https://www.bygdeposten.no/vis/annonsorinnhold/gulv/34567.html", True),
        ("https://www.vg.no/annonsorinnhold/i/abcDE1/x", True),
        ("https://www.dagbladet.no/sponset/spar-strom/1", True),
        ("https://www.dagbladet.no/brandstudio/x", True),
        ("https://brandstudio.dagbladet.no/x", True),
        ("https://avis.example/annons%C3%B8rinnhold/x", True),
        ("https://avis.example/nyheter/debatt-om-sponset-innhold-i-avisa", False),
        ("https://avis.example/nyheter/annonsor", True),
        (ARTICLE, False),
        ("", False),
    ],
)
def test_paid_content(url: str, paid: bool) -> None:
    assert is_paid_content_address(url) is paid


@pytest.mark.parametrize(
    ("url", "opinion", "sport"),
    [
        ("https://www.bygdeposten.no/hovlands-regnestykke/o/5-10-478306", True, False),
        ("https://www.bygdeposten.no/debatt/meninger/ytring/talerstolen/s/5-10-182623", True, False),
        ("https://www.nrk.no/ytring/slug-1.16989480", True, False),
        ("https://www.aftenposten.no/meninger/kronikk/i/aB1cD2/slug", True, False),
        ("https://meninger.avis.example/x", True, False),
        ("https://avis.example/o/noe", False, False),
        ("https://www.aftenposten.no/sport/i/EQB6j2/hoppdamene", False, True),
        ("https://www.dagsavisen.no/sport/ski/2024/03/16/skiflyging-avlyst/", False, True),
        ("https://www.nrk.no/sport/slug-1.16990016", False, True),
        ("https://www.oblad.example/ski/ny-skole-i-ski/s/5-68-1", False, False),
        ("https://avis.example/nyheter/kronikk-om-sport-og-debatt", False, False),
        (ARTICLE, False, False),
    ],
)
def test_opinion_and_sport(url: str, opinion: bool, sport: bool) -> None:
    assert (is_opinion_address(url), is_sport_address(url)) == (opinion, sport)


@pytest.mark.parametrize(
    ("url", "article"),
    [
        (ARTICLE, True),
        ("https://tvmodum.no/feirer-25-ar-med-badeglede", True),
        ("https://avis.example/2026/11/bru", True),
        ("https://avis.example/blalys/utrykning-til-garasjebrann-i-kveld/3231", True),
        ("https://avis.example/", False),
        ("https://avis.example/nyheter/lokalt", False),
        ("https://avis.example/tag/ny-bru-over-elva-i-kveld", False),
        ("https://avis.example/kontakt-oss", False),
        ("https://www.nrk.no/emne/friidrett-1.8835305", False),
        ("https://avis.example/author/2024/03/kari-nordmann", False),
        ("https://avis.example/om-oss-og-redaksjonen", False),
        ("https://avis.example/personvern-og-informasjonskapsler", False),
        ("https://avis.example/wp-content/et-bilde-av-brua-vi-tok.jpg", False),
        ("https://avis.example/annonsorinnhold/kjop-nytt-gulv-i-dag-da", False),
        ("https://www.bygdeposten.no/vis/annonsorinnhold/gulv/34567.html", False),
        ("https://www.dagsavisen.no/tema/2024/03/16/renn-avlyst/", True),
    ],
)
def test_looks_like_article(url: str, article: bool) -> None:
    assert looks_like_article(url) is article


@pytest.mark.parametrize(
    ("link", "resolved"),
    [
        ("/x", "https://www.avis.example/x"),
        ("x.html", "https://www.avis.example/lokalt/x.html"),
        ("//cdn.example/x", "https://cdn.example/x"),
        ("www.annen.example/x", "https://www.annen.example/x"),
        ("avis.example/x", "https://avis.example/x"),
        (" https://avis.example/a b\n", "https://avis.example/a%20b"),
        ("javascript:alert(1)", None),
        ("mailto:red@avis.example", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_links_take_their_missing_parts_from_base_and_feed(link: str, resolved: str | None) -> None:
    assert (
        resolve_link(link, base="https://www.avis.example/lokalt/", feed_url="https://tjenester.avis.example/rss")
        == resolved
    )


def test_a_link_without_scheme_takes_the_feeds_and_not_its_own() -> None:
    assert (
        resolve_link("//avis.example/x", base="https://avis.example/", feed_url="http://avis.example/rss")
        == "http://avis.example/x"
    )
