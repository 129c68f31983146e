"""`mediawatch calibration`: ten stories drawn, two blind sheets out, two filled sheets in, agreement told."""

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from command_line import Outcome
from local_press import set_up

Run = Callable[..., Outcome]
FIRST = datetime.now(ZoneInfo("Europe/Oslo")).date().replace(day=1)
LAST_MONTH = FIRST - timedelta(days=1)
MONTH = f"{LAST_MONTH:%Y-%m}"
SHEETS = (f"kalibrering-granvik-{MONTH}-1.csv", f"kalibrering-granvik-{MONTH}-2.csv")
MATTERS = (
    "Ny bru", "Biblioteket flytter", "Skolen åpner", "Korpset øver", "Veien asfalteres", "Hallen males",
    "Møtet er flyttet", "Kinoen har premiere", "Torget får benker", "Parken får trær", "Museet stenger", "Bussen går",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _ready(folder: Path) -> None:
    set_up(folder, [])


@pytest.fixture
def month(run: Run) -> None:
    """Twelve stories of last month."""
    for number, matter in enumerate(MATTERS):
        day = LAST_MONTH.replace(day=1 + number)
        text = f"{matter} i Granvik, melder kommunen. Dette er sak nummer {number} i måneden."
        done = run(
            "add", "--title", f"{matter} i Granvik", "--outlet", "granvikposten", "--date", str(day), "--text", text
        )
        assert done.code == 0, done.said


def rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))


def fill(folder: Path, name: str, answer: Callable[[dict[str, str]], str]) -> None:
    """Fills in the column tone, as a person does."""
    filled = [{**row, "tone": answer(row)} for row in rows(folder / name)]
    written = io.StringIO()
    sheet = csv.DictWriter(written, fieldnames=list(filled[0]), delimiter=";")
    sheet.writeheader()
    sheet.writerows(filled)
    (folder / name).write_text(written.getvalue(), encoding="utf-8-sig")


def model_tone(run: Run) -> dict[str, str]:
    """Title -> what the model says, in Norwegian."""
    words = {"positive": "positiv", "neutral": "nøytral", "negative": "negativ", "mixed": "blandet"}
    stories = [json.loads(line) for line in run("search", "granvik", "--json").out.splitlines()]
    return {str(story["title"]): words[story["tone"]["label"]] for story in stories}


def test_ten_stories_in_two_blind_sheets_with_orders_of_their_own(run: Run, folder: Path, month: None) -> None:
    done = run("calibration", "draw")
    assert done.code == 0
    assert "10 saker fra" in done.out
    one, two = (rows(folder / name) for name in SHEETS)
    assert sorted(row["id"] for row in one) == sorted(row["id"] for row in two)
    assert [row["id"] for row in one] != [row["id"] for row in two]
    assert (len(one), {row["tone"] for row in one}) == (10, {""})
    assert all(row["tittel"].endswith("i Granvik") for row in one)


def test_a_month_is_drawn_once_even_when_more_is_found(run: Run, folder: Path, month: None) -> None:
    run("calibration", "draw")
    first = rows(folder / SHEETS[0])
    run("add", "--title", "Granvik får kritikk", "--outlet", "naerradioen", "--date", str(LAST_MONTH),
        "--text", "Granvik kommune får hard kritikk for å ha brutt loven.")  # fmt: skip
    run("calibration", "draw", "--month", MONTH)
    assert rows(folder / SHEETS[0]) == first
    run("calibration", "draw", "--again")
    assert rows(folder / SHEETS[0]) != first


def test_full_agreement_is_reported_without_alarm(run: Run, folder: Path, month: None) -> None:
    run("calibration", "draw", "--out", "ark")
    said = model_tone(run)
    for name in SHEETS:
        fill(folder / "ark", name, lambda row: said[row["tittel"]])
    done = run("calibration", "report", f"ark/{SHEETS[0]}", f"ark/{SHEETS[1]}")
    assert done.code == 0, done.said
    assert "10 saker kodet av begge" in done.out
    assert "De to som kodet, med hverandre: like svar på 100 %" in done.out
    assert "Ingen alarm" in done.out


def test_a_model_that_disagrees_raises_the_alarm(run: Run, folder: Path, month: None) -> None:
    run("calibration", "draw")
    said = model_tone(run)
    other = {"positiv": "negativ", "nøytral": "positiv", "negativ": "positiv", "blandet": "negativ"}

    def answer(row: dict[str, str]) -> str:
        return "negativ" if row["id"].endswith(("1", "2", "3")) else other[said[row["tittel"]]]

    for name in SHEETS:
        fill(folder, name, answer)
    done = run("calibration", "report", *SHEETS)
    assert done.code == 1
    assert "Modellen er for lite enig" in done.out
    assert "De to som kodet, er selv" not in done.out
    assert "i Granvik»: ark 1 negativ, ark 2 negativ, modellen " in done.out
    (report,) = json.loads(run("calibration", "report", *SHEETS, "--json").out)
    assert report["alarms"] == ["model disagrees"]
    assert len(report["stories"]) == 10
    assert all(one["one"] == one["two"] for one in report["stories"])
    assert report["coders"] == {"alpha_ordinal": 1.0, "alpha_nominal": 1.0, "share_alike": 1.0}
    assert report["model"]["alpha_ordinal"] < 0.667


def test_the_months_are_kept_and_shown(run: Run, folder: Path, month: None) -> None:
    assert run("calibration", "history").out == "Ingen måneder er kodet ennå.\n"
    run("calibration", "draw")
    for name in SHEETS:
        fill(folder, name, lambda row: "positiv" if row["id"].endswith("1") else "nøytral")
    told = run("calibration", "report", *SHEETS).out
    assert told.startswith(run("calibration", "history").out)
    (shown,) = json.loads(run("calibration", "history", "--json").out)
    assert (shown["month"], shown["coded"]) == (MONTH, 10)


def test_what_people_corrected_since_does_not_change_what_the_model_said(run: Run, folder: Path, month: None) -> None:
    run("calibration", "draw")
    said = model_tone(run)
    for number in range(1, 13):
        run("correct", str(number), "--tone", "negative")
    for name in SHEETS:
        fill(folder, name, lambda row: said[row["tittel"]])
    (report,) = json.loads(run("calibration", "report", *SHEETS, "--json").out)
    assert report["model"]["share_alike"] == 1.0


def test_a_sheet_left_open_is_sent_back(run: Run, folder: Path, month: None) -> None:
    run("calibration", "draw")
    done = run("calibration", "report", *SHEETS)
    assert done.code == 2
    assert "Fyll ut kolonnen tone i begge" in done.err


def test_a_wrong_tone_names_the_story(run: Run, folder: Path, month: None) -> None:
    run("calibration", "draw")
    fill(folder, SHEETS[0], lambda row: "strålende")
    done = run("calibration", "report", *SHEETS)
    assert done.code == 2
    assert f"{SHEETS[0]}, granvik/{MONTH}/" in done.err
    assert "Skriv positiv, nøytral, negativ eller blandet" in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("report",), "calibration report ARK1 ARK2"),
        (("report", "a.csv"), "calibration report ARK1 ARK2"),
        (("draw", "a.csv", "b.csv"), "tar ingen ark"),
        (("report", "finnes.csv", "ikke.csv"), "den finnes ikke"),
        (("draw", "--month", "oktober"), "er ikke en måned"),
        (("draw", "--month", "2026-13"), "er ikke en måned"),
        (("draw", "--month", "2001-01"), "Ingen pressesaker om Granvik kommune i januar 2001"),
        (("tegn",), "«tegn» er ikke en av"),
    ],
)
def test_bad_input_says_what_to_write(run: Run, arguments: tuple[str, ...], said: str) -> None:
    done = run("calibration", *arguments)
    assert done.code == 2
    assert said in " ".join(done.err.split())


def test_sheets_of_different_months_are_refused(run: Run, folder: Path, month: None) -> None:
    run("calibration", "draw")
    other = (folder / SHEETS[1]).read_text(encoding="utf-8-sig").replace(MONTH, "2020-01")
    (folder / SHEETS[1]).write_text(other, encoding="utf-8")
    done = run("calibration", "report", *SHEETS)
    assert (done.code, "hver sin trekning" in done.err) == (2, True)
