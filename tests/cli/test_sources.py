"""`mediawatch sources` against newspapers that are well and newspapers that are not."""

import re
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from command_line import Outcome
from local_press import RSS, Press, set_up

Run = Callable[..., Outcome]
XML = "application/xml"


def closed_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def hostile_feeds(press: Press) -> list[tuple[str, str]]:
    """A feed for every way of not being well, and the healthy ones between them."""
    sale = "<html><head><title>A</title></head><body><a href='/x'>x</a></body></html>"
    named = "<html><head><link rel='alternate' type='application/rss+xml' href='/frisk'></head><body>A</body></html>"
    empty = "<?xml version='1.0'?><rss version='2.0'><channel><title>A</title></channel></rss>"
    child = press.put(
        "/barn.xml",
        f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{press.base}/nyheter/en-sak-om-granvik</loc>"
        f"<lastmod>{datetime.now(UTC).isoformat()}</lastmod></url></urlset>",
        kind=XML,
    )
    index = f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{child}</loc></sitemap></sitemapindex>"
    return [
        ("frisk", press.put_feed("/frisk", [(f"{press.base}/1", "Granvik"), (f"{press.base}/2", "Regn")])),
        ("gammel", press.put_feed("/gammel", [(f"{press.base}/3", "Gammelt nytt")], days_ago=400)),
        ("tom", press.put("/tom", empty, kind=RSS)),
        ("uten-innhold", press.put("/uten-innhold", "", kind=RSS)),
        ("nettside", press.put("/nettside", sale)),
        ("nettside-med-peker", press.put("/nettside-med-peker", named)),
        ("borte", f"{press.base}/finnes-ikke"),
        ("nedlagt", press.put("/nedlagt", "borte", status=410)),
        ("stengt", press.put("/stengt", "nei", status=403)),
        ("feiler", press.put("/feiler", "au", status=500)),
        ("sover", f"http://127.0.0.1:{closed_port()}/rss"),
        ("stoy", press.put("/stoy", bytes(range(256)) * 4, kind=RSS)),
        ("kart", press.put("/kart.xml", index, kind=XML)),
    ]


def rows(out: str) -> dict[str, list[str]]:
    """The lines of the table by feed: its state, items and newest."""
    table = out.partition("\n\n")[0].splitlines()[1:]
    return {cells[0]: cells[1:] for line in table if (cells := re.split(r"\s{2,}", line.strip()))}


@pytest.fixture
def asked(run: Run, folder: Path, press: Press) -> Outcome:
    set_up(folder, hostile_feeds(press), kinds={"kart": "sitemap"})
    return run("sources")


def test_every_source_is_told_in_plain_words(asked: Outcome, press: Press) -> None:
    assert asked.err == ""
    table = rows(asked.out)
    assert {name: cells[0] for name, cells in table.items()} == {
        "frisk": "lever",
        "gammel": "gammel",
        "tom": "tom",
        "uten-innhold": "tom",
        "nettside": "nettside",
        "nettside-med-peker": "nettside",
        "borte": "død",
        "nedlagt": "død",
        "stengt": "avviser oss",
        "feiler": "feil hos dem",
        "sover": "svarer ikke",
        "stoy": "kan ikke leses",
        "kart": "lever",
    }
    assert table["frisk"][1] == "2"
    assert table["frisk"][2] in ("i dag", "i går")  # an hour old: soon after midnight that is yesterday
    assert table["kart"][1] == "1"
    assert asked.code == 1


def test_every_source_that_is_not_well_says_what_to_do(asked: Outcome, press: Press) -> None:
    told = " ".join(asked.out.partition("Trenger tilsyn:")[2].split())
    for words in (
        "gammel (", "Ingen nye saker siden", "tom (", "er uten saker", "uten innhold", "Finn riktig adresse",
        f"oppgir selv denne nyhetsstrømmen: {press.base}/frisk", "Adressen finnes ikke (404)",
        "fjernet adressen for godt",
        "Nettstedet avviser oss (403)", "feil hos seg selv", "Vi fikk ikke kontakt", "noe annet enn en nyhetsstrøm",
    ):  # fmt: skip
        assert words in told
    assert "Lever, men står som ubekreftet: frisk, kart." in told
    assert "2 av 13 kilder lever." in told


def test_the_answer_fits_80_columns_and_has_no_escape_codes(
    run: Run, folder: Path, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    set_up(folder, hostile_feeds(press)[:9])
    done = run("sources")
    assert "\x1b" not in done.out
    long = [line for line in done.out.splitlines() if len(line) > 80]
    assert long == []


def test_exit_code_0_when_all_are_well(run: Run, folder: Path, press: Press) -> None:
    set_up(folder, [("frisk", press.put_feed("/frisk", [(f"{press.base}/1", "Granvik")]))])
    done = run("sources")
    assert done.code == 0
    assert "1 av 1 kilde lever." in done.out
    assert "Trenger tilsyn" not in done.out


def test_nothing_is_stored(run: Run, folder: Path, press: Press) -> None:
    set_up(folder, [("frisk", press.put_feed("/frisk", [(f"{press.base}/1", "Granvik")]))])
    run("sources")
    assert not (folder / "data").exists()


def test_no_sources_at_all_is_no_fault(run: Run, folder: Path) -> None:
    set_up(folder, [])
    done = run("sources")
    assert done.code == 0
    assert "0 av 0 kilder lever." in done.out
