"""Neighbours counted as pages pass by: over real HTTP, once for each article, and nothing of the pages kept."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from mediawatch.config import Config
from mediawatch.jobs.neighbours import Tally, neighbour_volumes
from mediawatch.jobs.rounds import utc_now
from mediawatch.measure.weeks import week_name, week_start
from mediawatch.model import NameVolume, Neighbour
from mediawatch.store import Store, open_store
from tests.cli.local_press import Press
from tests.whole.line import BRIDGE, TEXT, make_config, make_outlet, poll, titles

NEIGHBOURS = (
    Neighbour(name="Fjellheim", population=2_000, forms=("Øygrenda",)),
    Neighbour(name="Øvre Elvdal", population=20_000),
)
LONG = "Saken har vært oppe flere ganger, og det er ventet at den blir avgjort før sommeren, forteller flere."


def config_for(folder: Path, press: Press, pages: list[tuple[str, str]], **outlet: object) -> Config:
    made = make_outlet("posten", (press.put_feed("/rss", pages), "rss"), home=(), **outlet)
    config = make_config(folder, made)
    organisation = replace(config.organisations[0], population=10_000, neighbours=NEIGHBOURS)
    return replace(config, organisations=(organisation,))


def pages_of(press: Press) -> list[tuple[str, str]]:
    told = (
        (BRIDGE, TEXT),
        ("Ny skole åpnet", f"Ordføreren i Fjellheim klippet snora. {LONG}"),
        ("Elg på veien", f"Bilister i Øvre Elvdal og Fjellheim bes kjøre sakte. {LONG}"),
        ("Grendelag vant", f"Laget fra Øygrenda vant hele turneringen. {LONG}"),
        ("Vær", f"Det blir snø i høyden og sol i lavlandet. {LONG}"),
    )
    return [
        (press.put_article(f"/nyheter/sak-{number}", title, text), title) for number, (title, text) in enumerate(told)
    ]


def counts(store: Store) -> dict[str, int]:
    with store.engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT name, count(*) FROM neighbour_mention GROUP BY name"))
        return {row[0]: row[1] for row in rows}


def test_each_is_counted_by_the_same_rule_and_only_ours_is_kept(tmp_path: Path, press: Press) -> None:
    config = config_for(tmp_path, press, pages_of(press))
    with open_store(config.settings.database) as store:
        poll(config, store)
        assert counts(store) == {"Granvik": 1, "Fjellheim": 2, "Øvre Elvdal": 1}
        assert titles(store) == [BRIDGE]
        with store.engine.connect() as connection:
            kept = connection.execute(sa.text("SELECT title, lead, text FROM article")).all()
            assert [row.title for row in kept] == [BRIDGE]
            forgotten = connection.execute(sa.text("SELECT title, url FROM item WHERE state = 'forgotten'")).all()
            assert {tuple(row) for row in forgotten} == {("", "")}


def test_a_second_round_and_another_feed_count_nothing_twice(tmp_path: Path, press: Press) -> None:
    pages = pages_of(press)
    config = config_for(tmp_path, press, pages)
    with open_store(config.settings.database) as store:
        poll(config, store)
        once = counts(store)
        again = replace(config.outlets[0].feeds[0], id="posten-alt", url=press.put_feed("/alt", pages))
        outlet = replace(config.outlets[0], feeds=(*config.outlets[0].feeds, again))
        poll(replace(config, outlets=(outlet,)), store)
        assert counts(store) == once


def test_what_a_page_says_in_its_menu_is_not_the_article(tmp_path: Path, press: Press) -> None:
    body = f"<nav><a href='/f'>Fjellheim</a></nav><article><h1>Vær</h1><p>Det blir snø. {LONG}</p></article>"
    page = press.put("/nyheter/var", f"<html lang='nb'><head><title>Vær</title></head><body>{body}</body></html>")
    config = config_for(tmp_path, press, [(page, "Vær")])
    with open_store(config.settings.database) as store:
        poll(config, store)
        assert counts(store) == {}


def test_a_municipality_s_own_pages_are_no_press(tmp_path: Path, press: Press) -> None:
    config = config_for(tmp_path, press, pages_of(press), hosts=("www.granvik.kommune.no",))
    with open_store(config.settings.database) as store:
        poll(config, store)
        assert counts(store) == {}


def test_a_page_that_cannot_be_had_counts_by_what_the_feed_says(tmp_path: Path, press: Press) -> None:
    config = config_for(tmp_path, press, [(f"{press.base}/borte", "Fjellheim får ny skole")])
    with open_store(config.settings.database) as store:
        poll(config, store)
        assert counts(store) == {"Fjellheim": 1}


def test_without_neighbours_nothing_is_counted(tmp_path: Path, press: Press) -> None:
    config = config_for(tmp_path, press, pages_of(press))
    alone = replace(config, organisations=(replace(config.organisations[0], neighbours=()),))
    with open_store(config.settings.database) as store:
        poll(alone, store)
        assert (counts(store), store.neighbours.watched("granvik")) == ({}, {})


def test_a_day_counts_as_listened_when_a_source_answered(tmp_path: Path, press: Press) -> None:
    config = config_for(tmp_path, press, pages_of(press))
    today = utc_now().astimezone(config.settings.zone).date()
    with open_store(config.settings.database) as store:
        away = replace(config.outlets[0], feeds=(replace(config.outlets[0].feeds[0], url=f"{press.base}/nei"),))
        poll(replace(config, outlets=(away,)), store)
        assert store.neighbours.listened(today, date_after(today)) == frozenset()
        poll(config, store)
        assert store.neighbours.listened(today, date_after(today)) == {today}


def date_after(day):
    return day.fromordinal(day.toordinal() + 1)


def test_the_week_is_unknown_until_it_was_listened_to_from_its_monday(tmp_path: Path, press: Press) -> None:
    config = config_for(tmp_path, press, pages_of(press))
    organisation = config.organisations[0]
    with open_store(config.settings.database) as store:
        poll(config, store)
        monday = week_start(week_name(utc_now().date()))
        assert neighbour_volumes(config, store, organisation, monday) == ()

        began = datetime(monday.year, monday.month, monday.day, tzinfo=UTC)
        with store.engine.begin() as connection:
            connection.execute(sa.text("DELETE FROM neighbour_watch"))
        Tally(config, store, lambda: began.replace(hour=0))
        for number in range(7):
            store.neighbours.heard(monday.fromordinal(monday.toordinal() + number))
        known = {one.name: one for one in neighbour_volumes(config, store, organisation, monday)}
        assert {name: one.weeks for name, one in known.items()} == dict.fromkeys(known, 1)
        assert isinstance(known["Fjellheim"], NameVolume)
        assert known["Fjellheim"].population == 2_000
