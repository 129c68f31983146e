"""The main journeys as a person or a script makes them, each command a process of its own."""

import json
import os
import re
import shlex
import signal
import subprocess
from collections.abc import Callable
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from command_line import Outcome, clean_environment, command, hear_interrupts
from local_press import Press, set_up

Run = Callable[..., Outcome]
BRIDGE = (
    "Granvik får ny bru",
    "Kommunestyret i Granvik vedtok brua. Naboene i Granvik jubler og er glade for vedtaket.",
)
SCHOOL = ("Skolen i [Granvik] åpner", "Elevene i Granvik gleder seg til den nye skolen, forteller rektor på mandag.")
RAIN = ("Regn i Fjordbyen", "Det regnet hele dagen, og ingen der hadde paraply med seg hjem fra jobben den kvelden.")


@pytest.fixture
def newspaper(folder: Path, press: Press) -> Press:
    """A newspaper with three stories, two of them about us, and a feed that is gone."""
    pages = []
    for number, (title, text) in enumerate((BRIDGE, SCHOOL, RAIN), 1):
        pages.append((press.put_article(f"/nyheter/sak-{number}", title, text, hours_ago=number), title))
    set_up(folder, [("posten-rss", press.put_feed("/rss", pages)), ("posten-gammel", f"{press.base}/borte")])
    return press


def test_from_feeds_to_the_outbox(process: Run, folder: Path, newspaper: Press) -> None:
    polled = process("poll", "--once")
    assert (polled.code, polled.err) == (0, ""), "one dead feed of two is no alarm"
    assert re.search(r"Granvikposten +3 +3 +2 .* 1\n", polled.out)
    assert "Granvikposten: Adressen finnes ikke (404)." in " ".join(polled.out.split())
    assert "3 nye poster, 2 saker om oss." in polled.out
    assert "\x1b" not in polled.out

    found = process("search", "brua", "--json")
    (story,) = [json.loads(line) for line in found.out.splitlines()]
    assert story["title"] == BRIDGE[0]
    assert datetime.fromisoformat(story["published"]).tzinfo is not None
    assert story["tone"]["label"] in ("positive", "neutral", "mixed", "negative")
    assert (story["outlet"], story["tier"], story["copies"]) == ("Granvikposten", "local", [])

    (target,) = json.loads(process("targets", "--json").out)
    assert (target["id"], target["every"], target["at_least"]) == ("uke", "week", 1)
    assert date.fromisoformat(target["end"]) - date.fromisoformat(target["start"]) == timedelta(7)

    seen = process("digest", "--preview", "--html", "i-dag.html")
    assert (seen.code, seen.err) == (0, "")
    assert BRIDGE[0] in seen.out
    assert "\x1b" not in seen.out
    assert BRIDGE[0] in (folder / "i-dag.html").read_text()

    sent = process("digest", "--send")
    assert sent.code == 0
    assert "Skrev dagens oversikt til Leder i" in sent.out
    (mail,) = (folder / "outbox").glob("*.eml")
    message = message_from_bytes(mail.read_bytes(), policy=policy.default)
    assert message["To"].addresses[0].addr_spec == "leder@granvik.kommune.no"
    assert message["Subject"].startswith("Granvik i media")

    assert process("digest", "--send").out == "Alle mottakere har allerede fått dagens oversikt.\n"
    assert len(list((folder / "outbox").glob("*.eml"))) == 1

    again = process("poll", "--once")
    assert "0 nye poster, 0 saker om oss." in again.out
    waiting = process("poll")
    assert (waiting.code, waiting.out) == (0, "Ingen kilder skulle hentes nå. Bruk --once for å hente alle likevel.\n")


def test_search_for_people_shows_titles_as_they_are(process: Run, newspaper: Press, folder: Path) -> None:
    assert process("search", "granvik").out.startswith("Ingenting er lest ennå.")
    process("poll", "--once")
    found = process("search", "skolen", COLUMNS="80")
    assert found.code == 0
    assert SCHOOL[0] in " ".join(found.out.split()), "brackets are no markup"
    assert f"{newspaper.base}/nyheter/sak-2" in found.out
    assert max(map(len, found.out.splitlines())) <= 80
    assert process("search", "ubåt").out.startswith("Ingen treff.")
    assert process("search", "ubåt", "--json").out == ""


def test_no_source_answering_at_all_is_worth_an_alarm(process: Run, press: Press, folder: Path) -> None:
    set_up(folder, [("a", f"{press.base}/borte"), ("b", f"{press.base}/vekk")])
    done = process("poll", "--once")
    assert done.code == 1
    assert "Ingen av kildene kunne leses." in done.out


@pytest.mark.parametrize("setting", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_piped_output_has_no_escape_codes(process: Run, newspaper: Press, setting: dict[str, str]) -> None:
    assert "\x1b" not in process("poll", "--once", **setting).said
    assert "\x1b" not in process("sources", **setting).said


def test_a_story_is_added_by_its_address(process: Run, newspaper: Press, folder: Path) -> None:
    url = f"{newspaper.base}/nyheter/sak-1"
    added = process("add", url, "--outlet", "Granvikposten")
    assert (added.code, added.out) == (0, "Lagt til.\n")
    again = process("add", url, "--outlet", "Granvikposten")
    assert (again.code, again.out) == (0, "Saken var her fra før, uendret.\n")
    other = process("add", f"{newspaper.base}/nyheter/sak-3", "--outlet", "granvikposten")
    assert other.code == 1
    assert "nevner ingen av navnene vi følger" in other.out
    gone = process("add", f"{newspaper.base}/borte", "--outlet", "granvikposten")
    assert (gone.code, gone.out) == (1, "")
    assert "Adressen finnes ikke (404)" in gone.err
    assert len(process("search", "granvik", "--json").out.splitlines()) == 1


def test_ctrl_c_during_a_round_is_quiet_and_loses_nothing(process: Run, press: Press, folder: Path) -> None:
    page = press.put_article("/nyheter/sak-1", *BRIDGE)
    set_up(folder, [("treg", f"{press.base}/slow")])
    press.put_feed("/slow", [(page, BRIDGE[0])])
    with subprocess.Popen(
        command("poll", "--once"), cwd=folder, env=clean_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=hear_interrupts,
    ) as running:  # fmt: skip
        assert press.asked.wait(20)
        os.kill(running.pid, signal.SIGINT)
        _, said = running.communicate(timeout=30)
    assert running.returncode == 130
    assert said.decode().split() == ["Avbrutt."]
    press.let_go.set()
    assert "1 ny post, 1 sak om oss." in process("poll", "--once").out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_run_polls_tells_and_stops_when_asked(folder: Path, newspaper: Press, number: signal.Signals) -> None:
    with subprocess.Popen(
        command("run"), cwd=folder, env=clean_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=hear_interrupts,
    ) as running:  # fmt: skip
        assert running.stdout
        lines = []
        while not any("saker om oss" in line for line in lines):
            lines.append(running.stdout.readline().decode())
            assert running.poll() is None, lines
        os.kill(running.pid, number)
        rest, said = running.communicate(timeout=30)
    assert (running.returncode, said.decode()) == (0, "")
    assert lines[0] == "Følger 2 kilder hos 2 utgivere. Stopp med Ctrl-C.\n"
    assert rest.decode().endswith("Stoppet.\n")


def test_two_rounds_at_once_read_everything_once(process: Run, folder: Path, newspaper: Press) -> None:
    both = [
        subprocess.Popen(
            command("poll", "--once"),
            cwd=folder,
            env=clean_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    for one in both:
        _, said = one.communicate(timeout=60)
        assert (one.returncode, said) == (0, b"")
    assert len(process("search", "granvik", "--json").out.splitlines()) == 2


def test_the_demo_leaves_what_it_promises_and_can_be_searched(process: Run, folder: Path) -> None:
    done = process("demo", "--once", "--out", "ut")
    assert (done.code, done.err) == (0, "")
    assert "\x1b" not in done.out
    for name in ("digest.eml", "digest.html", "digest.txt", "coverage.jsonl", "mediawatch.db"):
        assert (folder / "ut" / name).stat().st_size > 0
    tried = re.findall(r"^  mediawatch (.+)$", done.out, re.MULTILINE)
    assert len(tried) >= 3, "the demo says what to try next"
    for line in tried:
        found = process(*shlex.split(line), inside=folder / "ut")
        assert (found.code, found.err) == (0, "")
        assert "Ingen treff" not in found.out
    assert "På rad: 0." not in found_targets(process, folder / "ut"), "the targets stand as the digest tells"


def found_targets(process: Run, folder: Path) -> str:
    return process("targets", inside=folder).out
