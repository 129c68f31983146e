"""`mediawatch person` and `mediawatch retention`, as an operator uses them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Outcome
from local_press import Press, set_up

Run = Callable[..., Outcome]
NAME = "Siv Sandmo"


@pytest.fixture
def polled(process: Run, folder: Path, press: Press) -> Callable[[], None]:
    """A paper that writes of somebody, read; answers what reads it once more."""
    title, text = f"{NAME} klager til Granvik", f"Granvik kommune må svare, sier {NAME}. Bråket gjelder brua."
    page = press.put_article("/nyheter/sak-1", title, text, hours_ago=1)
    set_up(folder, [("posten-rss", press.put_feed("/rss", [(page, title)]))])

    def poll() -> None:
        assert process("poll", "--once").code == 0

    poll()
    return poll


def test_from_report_to_erasure_and_the_next_poll(process: Run, folder: Path, press: Press, polled) -> None:
    told = process("person", "report", NAME)
    assert (told.code, told.err) == (0, "")
    assert "Presseomtale" in told.out
    held = json.loads(process("person", "report", NAME, "--json").out)["held"]
    assert {"article", "revision"} <= {one["table"] for one in held}

    looked = process("person", "erase", NAME, "--dry-run")
    assert "Presseomtale" in looked.out
    assert json.loads(process("person", "report", NAME, "--json").out)["held"] == held

    refused = process("person", "erase", NAME, stdin=b"n\n")
    assert refused.code != 0
    assert json.loads(process("person", "report", NAME, "--json").out)["held"] == held

    done = process("person", "erase", NAME, "--yes", "--why", "krav")
    assert done.code == 0
    assert "Slettet i" in done.out
    assert "sikkerhetskopier" in done.out
    assert b"Siv Sandmo" not in b"".join(file.read_bytes() for file in (folder / "data").rglob("*.db*"))

    title = f"{NAME} svarer Granvik"
    page = press.put_article("/nyheter/sak-2", title, f"Granvik kommune ga seg, sier {NAME}.", hours_ago=0)
    press.put_feed("/rss", [(page, title)])
    polled()
    assert "svarer Granvik" in process("search", "svarer").out
    assert NAME not in process("search", "Granvik").out
    after = json.loads(process("person", "report", NAME, "--json").out)
    assert (after["held"], bool(after["erased"])) == ([], True)

    assert process("person", "erase", NAME, "--lift").code == 0
    assert process("person", "erase", NAME, "--lift").code == 2


@pytest.mark.parametrize(
    "arguments", [["report", " "], ["erase", "Sandmo"], ["erase", "a b c d e f g"], ["erase", NAME, "--why", "x" * 501]]
)
def test_what_makes_no_sense_is_refused(process: Run, polled, arguments: list[str]) -> None:
    answer = process("person", *arguments)
    assert answer.code == 2
    assert answer.err.startswith(("Bruk:", "Feil:"))


def test_retention_tells_and_does(process: Run, polled) -> None:
    assert "Ingenting er lagret lenger" in process("retention", "--dry-run").out
    done = process("retention")
    assert (done.code, done.err) == (0, "")
    assert "Sist kjørt" in process("retention", "--dry-run").out
