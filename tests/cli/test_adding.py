"""`mediawatch add` by hand: print, radio and television, which have no address."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from command_line import Outcome
from local_press import set_up

Run = Callable[..., Outcome]
OSLO = ZoneInfo("Europe/Oslo")
TODAY = datetime.now(OSLO).date()


@pytest.fixture(autouse=True)
def _ready(folder: Path) -> None:
    set_up(folder, [])


def stored(run: Run, query: str = "granvik") -> list[dict[str, object]]:
    return [json.loads(line) for line in run("search", query, "--json").out.splitlines()]


def by_hand(*more: str, title: str = "Ordføreren i Granvik i studio", day: object = TODAY) -> list[str]:
    return ["add", "--title", title, "--outlet", "Nærradioen", "--date", str(day), *more]


def test_a_broadcast_is_stored_with_its_day_and_no_clock(run: Run) -> None:
    assert run(*by_hand("--text", "Samtale om skolen i Granvik.")).out == "Lagt til.\n"
    (story,) = stored(run, "skolen")
    assert story["outlet"] == "Nærradioen"
    assert datetime.fromisoformat(str(story["published"])) == datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=OSLO)


def test_the_same_thing_twice_changes_nothing_and_a_new_text_is_a_revision(run: Run) -> None:
    run(*by_hand("--text", "Samtale om skolen."))
    assert run(*by_hand("--text", "Samtale om skolen.")).out == "Saken var her fra før, uendret.\n"
    assert "lagret som en endring" in run(*by_hand("--text", "Samtale om skolen og brua.")).out
    assert len(stored(run)) == 1


def test_both_ways_of_writing_a_date_mean_the_same(run: Run) -> None:
    run(*by_hand())
    assert run(*by_hand(day=f"{TODAY:%d.%m.%Y}")).out == "Saken var her fra før, uendret.\n"


def test_the_text_may_come_from_standard_input_in_any_bytes(run: Run) -> None:
    done = run(
        *by_hand("--text", "-"), stdin="\ufeffFørste avsnitt om brua.\r\n\r\nAndre avsnitt.".encode() + b"\xff\x1b[31m"
    )
    assert done.code == 0
    assert len(stored(run, "brua")) == 1


def test_a_printed_story_may_have_an_address_that_is_not_fetched(run: Run) -> None:
    url = "https://www.granvikposten.no/papir/2026/47?utm_source=epost"
    assert run(*by_hand(), url).code == 0
    (story,) = stored(run)
    assert story["url"] == "https://granvikposten.no/papir/2026/47"


def test_it_counts_towards_the_target(run: Run) -> None:
    run(*by_hand())
    (target,) = json.loads(run("targets", "--json").out)
    assert (target["state"], target["count"]) == ("met", 1)
    people = run("targets").out
    assert people.startswith("Én sak hver uke: nådd (1 av 1).")
    assert "På rad: 1." in people


def test_what_names_nobody_is_not_stored_and_says_what_to_write(run: Run) -> None:
    done = run(*by_hand(title="Været i morgen"))
    assert done.code == 1
    assert "skriver du navnet i --title eller --text" in done.out
    assert stored(run, "været") == []


@pytest.mark.parametrize("days", [0, 6])
def test_a_paper_may_be_known_some_days_before_it_is_printed(run: Run, days: int) -> None:
    assert run(*by_hand(day=TODAY + timedelta(days))).code == 0


def test_a_date_far_ahead_is_a_slip(run: Run) -> None:
    done = run(*by_hand(day=TODAY + timedelta(30)))
    assert done.code == 2
    assert "er fram i tid" in done.err


def test_a_title_of_blanks_is_none(run: Run) -> None:
    assert run(*by_hand(title=" \t ")).code == 2


def test_control_characters_never_reach_the_archive(run: Run) -> None:
    run(*by_hand(title="Granvik \x1b[31mi\x07 dag"))
    (story,) = stored(run)
    assert story["title"] == "Granvik [31mi dag"


def test_a_blocked_host_is_never_read(run: Run, folder: Path) -> None:
    feeds = folder / "feeds.yaml"
    feeds.write_text(feeds.read_text() + "blocked_hosts: [kopisiden.no]\n")
    done = run("add", "https://www.kopisiden.no/sak", "--outlet", "granvikposten")
    assert done.code == 2
    assert "blocked_hosts" in done.err


def test_a_wrong_outlet_is_refused_even_when_the_address_is_known(run: Run) -> None:
    done = run("add", "https://granvikposten.no/sak", "--outlet", "Granviksposten")
    assert done.code == 2
    assert "Kjenner ikke utgiveren «Granviksposten»" in done.err
    assert "Mente du granvikposten?" in done.err
