"""Overviews: counts that lead to the stories behind them, voices, neighbours, times to choose."""

import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import unquote

from mediawatch.measure.overviews import overview
from mediawatch.report.weekly_tables import neighbours_words
from mediawatch.web.numbers import Numbers
from mediawatch.web.searching import archive_link, field
from tests.web.conftest import Pages
from tests.web.landmarks import count_neighbours, fill_landmarks
from tests.web.sample import NOW


def rows(shown: str, table: str) -> list[list[str]]:
    """The words of each row of a table."""
    body = shown.split(f'<caption id="t-{table}"')[1].split("</table>")[0]
    found = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", body, re.DOTALL)
    return [[word for word in re.split(r"\s*<[^>]*>\s*", row) if word] for row in found]


def held(pages: Pages, days: int):
    since = NOW.astimezone(pages.site.zone).replace(hour=0) - timedelta(days=days - 1, microseconds=1)
    return pages.store.stories("modum", since=since, by="published", outlets=pages.site.outlets)


TIMES = (("4-uker", 28), ("kvartal", 91), ("aar", 365), ("tull", 28))


def test_a_time_is_chosen_and_counted(pages: Pages) -> None:
    fill_landmarks(pages.store)
    client = pages.client("reader")
    names = {outlet.id: outlet.name for outlet in pages.config.outlets}
    for tid, days in TIMES:
        shown = client.get("/modum/oversikter", params={"tid": tid}).text
        made = overview(held(pages, days))
        assert f"<h1>{made.whole.total()} saker om Modum" in shown
        told = {row[0]: row[-3:] for row in rows(shown, "utgivere")}
        assert told == {
            names[outlet]: [str(tones.total()), str(tones["positive"]), str(tones["negative"])]
            for outlet, tones in made.outlets.items()
        }


def test_every_row_leads_to_its_stories(pages: Pages) -> None:
    fill_landmarks(pages.store)
    shown = unquote(pages.client("reader").get("/modum/oversikter").text)
    span = "fra:2026-10-28 til:2026-11-24"
    for word in ("utgiver:elvebladet", "utgiver:elvebladet tone:positiv", "sted:Vikersund", "tema:kultur"):
        assert f'"/modum/arkiv?sok={word} {span}"' in shown, word
    assert f'"/modum/arkiv?sok={span}"' in shown


def test_who_carries_the_bad_news(pages: Pages) -> None:
    fill_landmarks(pages.store)
    shown = pages.client("reader").get("/modum/oversikter?tid=aar").text
    assert [row[0] for row in rows(shown, "stemmer")] == ["Ordføreren", "Etatssjefer og fagsjefer"]
    assert "Etatssjefer og fagsjefer svarer oftest i kritiske saker: 5 av 5." in shown


def test_neighbours_are_those_of_the_report(pages: Pages) -> None:
    count_neighbours(pages.store)
    shown = pages.client("reader").get("/modum/oversikter").text
    report = Numbers(pages.site, pages.config.organisation_by_id["modum"]).report("2026-W47")
    assert neighbours_words(report).strip() in shown
    assert [row[0] for row in rows(shown, "naboer")][:2] == ["Sigdal", "Modum"]


def test_an_outlets_name_is_never_markup(pages: Pages) -> None:
    first, *others = pages.config.outlets
    named = (replace(first, name='<i title="x">Elv</i>'), *others)
    pages.site._given = pages.site.config = replace(pages.config, outlets=named)
    client = pages.client("reader")
    for path in ("oversikter", "kilder", "uke", "navnet"):
        assert "<i title" not in client.get(f"/modum/{path}").text, path
    assert "&lt;i title" in client.get("/modum/oversikter").text


def test_words_of_the_archive_are_written_as_it_reads_them() -> None:
    organisation = type("O", (), {"id": "modum"})
    assert field("sted", "Vestre Spone") == 'sted:"Vestre Spone"'
    assert field("utgiver", "elvebladet") == "utgiver:elvebladet"
    assert field("sted", 'x" OR tone:negativ') == 'sted:"x  OR tone:negativ"'
    assert archive_link(organisation, "tone:negativ") == "/modum/arkiv?sok=tone:negativ"
    assert archive_link(organisation, "æ & b") == "/modum/arkiv?sok=%C3%A6%20%26%20b"


def test_the_pages_are_small(pages: Pages) -> None:
    fill_landmarks(pages.store)
    count_neighbours(pages.store)
    client = pages.client("administrator")
    for path in ("uke", "maal", "navnet", "oversikter?tid=aar", "kilder"):
        assert len(client.get(f"/modum/{path}").content) < 100_000, path
