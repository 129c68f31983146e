"""`mediawatch crisis`: on, off and status, for when the pages are down."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Outcome
from local_press import set_up

from mediawatch.store import open_store

Run = Callable[..., Outcome]
REASON = "Brann på sykehjemmet"


@pytest.fixture
def here(folder: Path) -> Path:
    set_up(folder, [])
    return folder


def test_on_and_off_from_the_command_line(run: Run, here: Path) -> None:
    assert "er av" in run("crisis", "status").out
    assert json.loads(run("crisis", "status", "--json").out) == {"on": False}
    assert "er på for" in run("crisis", "on", "--reason", REASON, "--by", "Vakt Vaktesen").out
    again = run("crisis", "on", "--reason", "Noe annet")
    assert "var på fra før" in again.out
    assert REASON in again.out
    told = json.loads(run("crisis", "status", "--json").out)
    assert (told["on"], told["reason"], told["statements"]) == (True, REASON, 0)
    assert REASON in run("crisis", "status").out
    assert "slått av" in run("crisis", "off", "--reason", "Slukket", "--by", "Vakt Vaktesen").out
    assert "er av" in run("crisis", "off", "--reason", "En gang til").out
    with open_store(f"sqlite:///{here}/data/mediawatch.db") as store:
        [ended] = store.crises.ended("granvik")
    assert (ended.started_by, ended.ended_by, ended.ended_why) == ("Vakt Vaktesen", "Vakt Vaktesen", "Slukket")


@pytest.mark.parametrize("words", [("on",), ("off",), ("on", "--reason", "  "), ("on", "--reason", "x" * 501)])
def test_a_reason_is_needed(run: Run, here: Path, words: tuple[str, ...]) -> None:
    answer = run("crisis", *words)
    assert answer.code == 2
    assert json.loads(run("crisis", "status", "--json").out) == {"on": False}
