"""`mediawatch reading` and `targets`: numbers put in, corrected, taken away, read from files, and what targets say."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from command_line import Outcome
from local_press import set_up

Run = Callable[..., Outcome]

READINGS = """
readings:
  - {id: followers, name: Følgere på Facebook, unit: følgere, kind: level, note: Øverst på siden}
  - {id: posts, name: Innlegg, unit: innlegg, kind: amount}
  - {id: unused, name: Ubrukt, unit: ting, kind: amount}
targets:
  - {id: uke, name: Én sak hver uke, at_least: 1, every: week, tiers: [local]}
  - {id: tusen, name: Minst 1 000 følgere, reading: followers, at_least: 1000, by: 2020-12-31}
  - {id: flere, name: Flere innlegg, reading: posts, rising: true, every: year}
"""


@pytest.fixture
def here(folder: Path) -> Path:
    """A folder set up with targets on numbers."""
    set_up(folder, [])
    (file,) = (folder / "organisations").glob("*.yaml")
    text = file.read_text(encoding="utf-8")
    start, end = text.index("targets:"), text.index("recipients:")
    file.write_text(text[:start] + READINGS.lstrip() + text[end:], encoding="utf-8")
    return folder


def today() -> date:
    return datetime.now(ZoneInfo("Europe/Oslo")).date()


def target(run: Run, name: str) -> dict[str, object]:
    return next(one for one in json.loads(run("targets", "--json").out) if one["id"] == name)


def test_what_nobody_has_supplied_cannot_be_known_and_says_what_to_do(run: Run, here: Path) -> None:
    told = target(run, "tusen")
    assert (told["state"], told["lacks"], told["value"], told["at_deadline"]) == (
        "unknown",
        "no reading",
        None,
        "unknown",
    )
    people = run("targets").out
    assert "Minst 1 000 følgere: kan ikke vites (ingen tall ennå)." in people
    assert "Legg inn med «mediawatch reading add followers TALL --date DATO». Tallet: Øverst på siden." in people
    assert "· kan ikke vites" in people


def test_a_number_put_in_meets_the_target_and_is_corrected_and_taken_away(run: Run, here: Path) -> None:
    day = today().isoformat()
    done = run("reading", "add", "followers", "1042", "--date", day, "--by", "Kari Lunde")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Lagt inn: Følgere på Facebook, ")
    assert "1 042 følgere." in done.out.replace("\u00a0", " ")
    told = target(run, "tusen")
    assert (told["state"], told["value"], told["at_least"], told["streak"]) == ("met", 1042, 1000, 1)
    assert (told["last_reading"], told["progress"], told["unit"]) == (day, 1.0, "følgere")
    assert "nådd (1 042 av 1 000 følgere, per " in run("targets").out.replace("\u00a0", " ")

    again = run("reading", "add", "Følgere på Facebook", "990", "--by", "Ola")
    assert "Lagt inn i stedet for tallet som sto der" in again.out
    assert (target(run, "tusen")["state"], target(run, "tusen")["progress"]) == ("open", 0.99)
    assert "Sto der fra før" in run("reading", "add", "followers", "990").out

    rows = json.loads(run("reading", "list", "--all", "--json").out)
    assert [(row["value"], row["by"], row["withdrawn_by"]) for row in rows] == [
        (1042, "Kari Lunde", "Ola"),
        (990, "Ola", ""),
    ]
    assert "gjelder ikke lenger (Ola)" in run("reading", "list", "followers", "--all").out

    gone = json.loads(run("reading", "remove", "followers", "--date", day, "--by", "Kari", "--json").out)
    assert (gone["value"], gone["outcome"]) == (990, "removed")
    assert target(run, "tusen")["state"] == "unknown"
    assert run("reading", "list").out.startswith("Ingen tall er lagt inn.\n  followers: Følgere på Facebook (Øverst på")


def test_a_file_is_put_in_whole_or_not_at_all(run: Run, here: Path) -> None:
    last = today().year - 1
    (here / "tall.csv").write_text(
        f"dato;tall;verdi\n31.12.{last};posts;1 042\n30.6.{last - 1};posts;1 000,5\n31.12.2020;followers;999\n",
        "cp1252",
    )
    done = run("reading", "import", "tall.csv")
    assert (done.code, done.out, done.err) == (0, "Lagt inn: 3 nye tall.\n", "")
    told = target(run, "flere")
    assert (told["state"], told["value"], told["before"], told["best_streak"]) == ("met", 1042, 1000.5, 1)
    assert [period["state"] for period in told["history"]] == ["unknown", "met"]  # type: ignore[attr-defined]
    assert target(run, "tusen")["at_deadline"] == "missed"

    (here / "tall.csv").write_text("date,reading,value\n2026-01-01,followers,5\n2026-02-31,followers,5\n1.1.2026,x,y\n")
    wrong = run("reading", "import", "tall.csv")
    assert (wrong.code, wrong.out) == (2, "")
    assert [line.partition(": ")[0] for line in wrong.err.splitlines()[:3]] == [
        "tall.csv:3",
        "tall.csv:4",
        "tall.csv:4",
    ]
    assert "Ingenting er lagret. Rett 3 feil, og prøv igjen." in wrong.err
    assert len(json.loads(run("reading", "list", "--json").out)) == 3

    (here / "tall.csv").write_text(f"date,reading,value\n2020-12-31,followers,999\n{last}-12-31,posts,7\n")
    assert json.loads(run("reading", "import", "tall.csv", "--json").out) == {"new": 0, "replaced": 1, "unchanged": 1}
    assert target(run, "flere")["state"] == "missed"


def test_a_changed_target_changes_its_history(run: Run, here: Path) -> None:
    run("reading", "add", "followers", "990")
    assert target(run, "tusen")["state"] == "open"
    (file,) = (here / "organisations").glob("*.yaml")
    file.write_text(file.read_text(encoding="utf-8").replace("at_least: 1000", "at_least: 990"), encoding="utf-8")
    assert target(run, "tusen")["state"] == "met"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("reading add follower 5", "Mente du «followers»?"),
        ("reading add followers mange", "«mange» er ikke et tall. Skriv for eksempel 1042 eller 1 042,5."),
        ("reading add followers 1,042", "kan bety to ting"),
        ("reading add followers 5 --date 2099-01-01", "01.01.2099 er fram i tid."),
        ("reading add followers 5 --date igår", "«igår» er ikke en dato. Skriv for eksempel 24.11.2026"),
        ("reading add followers", "Mangler argumentet 'TALL'"),
        ("reading remove followers", "Mangler valget '--date'"),
        ("reading remove followers --date 24.11.2025", "har ikke noe tall for 24. november 2025"),
        ("reading import borte.csv", "borte.csv finnes ikke."),
        ("reading list x --organisation oslo", "Velg en av: granvik."),
        ("reading legg", "Kommandoen «legg» finnes ikke."),
    ],
)
def test_wrong_input_is_told_in_norwegian(run: Run, here: Path, line: str, words: str) -> None:
    done = run(*line.split())
    assert (done.code, done.out) == (2, "")
    assert words in done.err


def test_a_number_that_no_target_goes_by_is_said(run: Run, here: Path) -> None:
    assert "Merk: ingen mål regnes etter unused." in run("reading", "add", "unused", "1").out
    (here / "tall.csv").write_text("date,reading,value\n2026-01-01,unused,5\n")
    assert "Merk: ingen mål regnes etter unused." in run("reading", "import", "tall.csv").out


def test_without_any_series_it_says_where_they_are_described(run: Run, folder: Path) -> None:
    set_up(folder, [])
    done = run("reading", "add", "followers", "1")
    assert (done.code, "Beskriv dem under readings i organisations/" in done.err) == (2, True)
    assert "Beskriv dem under readings" in run("reading", "list").out


def test_the_digest_tells_what_is_known_and_is_quiet_about_the_rest(run: Run, here: Path) -> None:
    run("reading", "add", "followers", "1042", "--date", today().isoformat())
    shown = run("digest", "--preview").out.replace("\u00a0", " ")
    assert "Minst 1 000 følgere  ▓▓▓▓▓▓▓▓▓▓  nådd (1 042 av 1 000 følgere)" in shown
    assert "Kan ikke vites: Innlegg, ingen tall ennå." in shown
    assert shown.count("Kan ikke vites") == 1
