"""Twenty weeks computed by hand (tests/data/score/weeks.md), from the CSV alone through the command."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Outcome

FOLDER = Path(__file__).parents[1] / "data" / "score"
WEEKS = list(csv.DictReader((FOLDER / "expected.csv").open(encoding="utf-8")))


@pytest.mark.parametrize("known", WEEKS, ids=lambda known: known["week"])
def test_the_command_gives_what_was_computed_by_hand(known: dict[str, str], run: Callable[..., Outcome]) -> None:
    done = run("score", "--stories", str(FOLDER / f"{known['week']}.csv"), "--v-ref", known["v_ref"], "--json")
    assert (done.code, done.err) == (0, "")
    made = json.loads(done.out)
    assert made["score"] == pytest.approx(float(known["score"]), abs=1e-4)
    for part in ("visibility", "tone", "voice"):
        assert made["parts"][part] == pytest.approx(float(known[part]), abs=1e-4)
        assert made["points"][part] == pytest.approx(float(known[f"{part}_points"]), abs=1e-4)
    assert sum(one["points"] for one in made["stories"]) == pytest.approx(made["score"], abs=0.01)
