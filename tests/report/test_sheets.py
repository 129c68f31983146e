"""Stories as rows, and the same rows in each format; nothing from outside runs in a spreadsheet."""

import csv
import io
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree

import openpyxl
import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.model import Story
from mediawatch.report.sheets import COLUMNS, atom_feed, csv_text, rows, xlsx_bytes

ATOM = "{http://www.w3.org/2005/Atom}"


def made(stories) -> list[dict]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows(stories, sample.OSLO)]


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def read_xlsx(content: bytes) -> list[dict]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    heading, *found = sheet.iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in found]


def titled(title: str) -> Story:
    one = sample.coverage("Sak", tone="positive", found=sample.reading(sample.mention("Modum")))
    return sample.story(4, replace(one, article=replace(one.article, title=title)))


def test_a_row_for_each_text_and_copies_share_their_number() -> None:
    stories = sample.stories()
    found = made(stories)
    assert len(found) == sum(len(story.coverage) for story in stories)
    assert {row["Sak"] for row in found} == {story.id for story in stories}


def test_days_weeks_and_clock_are_local() -> None:
    one = titled("Sak").lead
    article = replace(one.article, published=datetime.fromisoformat("2027-01-03T23:30:00+00:00"))
    (row,) = made([sample.story(1, replace(one, article=article))])
    assert (str(row["Dato"]), row["Klokkeslett"], row["Ukedag"]) == ("2027-01-04", "00:30", "mandag")
    assert (row["ISO-uke"], row["Måned"]) == ("2027-W01", "januar 2027")


def test_csv_and_workbook_say_the_same() -> None:
    stories = sample.stories()
    text, book = (
        read_csv(csv_text(rows(stories, sample.OSLO))),
        read_xlsx(xlsx_bytes(rows(stories, sample.OSLO), title="Omtale")),
    )
    assert list(text[0]) == list(book[0]) == list(COLUMNS)
    for plain, cells in zip(text, book, strict=True):
        assert plain["Dato"] == f"{cells['Dato']:%d.%m.%Y}"
        for name in ("Overskrift", "Utgiver", "Tone", "Adresse", "Kategori", "ISO-uke"):
            assert plain[name] == (cells[name] or "")
        assert int(plain["Sak"]) == cells["Sak"]


DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://ond.example";"Klikk")', "\t=1", "＝1+1", "|cmd")


@pytest.mark.parametrize("title", DANGEROUS)
def test_a_formula_from_outside_stays_text(title: str) -> None:
    (row,) = read_csv(csv_text(rows([titled(title)], sample.OSLO)))
    assert row["Overskrift"][:1] not in ("=", "+", "-", "@", "\t", "＝")
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(rows([titled(title)], sample.OSLO), title="x"))).active
    cell = sheet.cell(2, COLUMNS.index("Overskrift") + 1)
    assert cell.data_type in ("s", "inlineStr")
    assert cell.hyperlink is None


@given(st.text(max_size=200))
def test_any_title_survives_in_each_format(title: str) -> None:
    stories = [titled(title)]
    (row,) = read_csv(csv_text(rows(stories, sample.OSLO)))
    assert row["Sak"] == "4"
    assert read_xlsx(xlsx_bytes(rows(stories, sample.OSLO), title="x"))[0]["Sak"] == 4
    feed = ElementTree.fromstring(atom_feed(stories, title=title, identity="urn:x", updated=sample.NOW))
    assert len(feed.findall(f"{ATOM}entry")) == 1


def test_the_feed_is_atom_with_links_to_the_outlets() -> None:
    stories = sample.stories()
    feed = ElementTree.fromstring(atom_feed(stories, title="Modum", identity="urn:x:y", updated=sample.NOW))
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [f"urn:x:y/{story.id}" for story in stories]
    for entry in entries:
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "").tzinfo is not None
        assert (entry.find(f"{ATOM}link").get("href") or "").startswith("http")


def test_the_columns_buyers_ask_for_are_there_and_no_reach() -> None:
    asked = "Profil Dato Ukedag ISO-uke Måned Medietype Overskrift Adresse Utgiver Kategori Tone Sitert"
    assert {*asked.split(), "Hvem svarer"} <= set(COLUMNS)
    assert not {"Lesere", "Rekkevidde", "Annonseverdi"} & set(COLUMNS)
    (row,) = made([titled("Sak")])
    assert (row["Profil"], row["Bekreftet"]) == ("modum", "nei")
    one = titled("Sak").lead
    (confirmed,) = made([sample.story(1, replace(one, corrected=("tone",)))])
    assert confirmed["Bekreftet"] == "ja"


def test_an_entry_without_a_link_has_content_as_atom_asks() -> None:
    one = titled("Innslag på nærradioen").lead
    spoken = sample.story(5, replace(one, article=replace(one.article, address="nærradioen/1", url="")))
    (entry,) = ElementTree.fromstring(atom_feed([spoken], title="Modum", identity="urn:x", updated=sample.NOW)).findall(
        f"{ATOM}entry"
    )
    assert entry.find(f"{ATOM}link") is None
    assert (entry.findtext(f"{ATOM}content") or "").startswith("Dalposten")
    (linked,) = ElementTree.fromstring(
        atom_feed([titled("Sak")], title="Modum", identity="urn:x", updated=sample.NOW)
    ).findall(f"{ATOM}entry")
    assert linked.find(f"{ATOM}content") is None
    assert linked.find(f"{ATOM}summary") is not None


def test_nothing_to_take_out_is_a_table_with_headings() -> None:
    assert read_csv(csv_text(())) == []
    assert csv_text(()).startswith("\ufeffDato;")
    assert openpyxl.load_workbook(io.BytesIO(xlsx_bytes((), title="x"))).active.max_row == 1
