"""Tests of mediawatch.report.terminal: good at 80 columns, in a terminal or a file, safe from what is outside."""

import io
import re

import pytest
import sample
from rich.cells import cell_len
from rich.console import Console

from mediawatch.model import Digest, DueLine
from mediawatch.report.lines import Limits
from mediawatch.report.terminal import print_digest, summary


def printed(digest: Digest, *, width: int = 80, terminal: bool = False, limits: Limits | None = None) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, color_system="standard" if terminal else None)
    print_digest(digest, console, **({"limits": limits} if limits else {}))
    return out.getvalue()


def test_it_tells_the_same_as_the_mail() -> None:
    shown = printed(sample.digest())
    for words in (
        "Modum i media · tirsdag 24. november 2026",
        "Ukens mål er nådd: 2 positive saker i lokalmedia.",
        "6 saker · 3 positive",
        "⚠ Ikke hørt fra: Fossefjell TV siden fredag",
        "Bør vurderes · 1",
        "▼ Negativ  Foreldre venter på svar fra PPT",
        "Hvem svarer: Etatssjef undervisning",
        "▲ Positiv · Usikker (58 %)",
        "ⓘ Modum er ikke nevnt.",
        "også i Bytidende, Eikeravisa",
        "Landemerker uten Modum-navnet",
        "Kommunen samlet, politikk",
        "https://dalposten.example.no/artikkel/",
    ):
        assert words in shown


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    shown = printed(sample.digest(), width=width)
    assert max(cell_len(line) for line in shown.splitlines()) <= width


def test_what_waits_is_told() -> None:
    lines = tuple(DueLine(words=f"Svar nummer {number}", link=f"svar/{number}", late=not number) for number in range(9))
    shown = printed(sample.digest(due=lines))
    assert "Venter på dere" in shown
    assert "Fristen er ute: Svar nummer 0" in shown
    assert "Svar nummer 5" in shown
    assert "Svar nummer 6" not in shown
    assert "og 3 til" in shown


def test_an_empty_day_is_told() -> None:
    shown = " ".join(printed(sample.digest(told=())).split())
    assert "Ingen nye saker om Modum siden i går kl. 07.15. Vi har hørt fra 5 kilder" in shown
    assert "Vi lytter igjen kl. 08.05." in shown


def test_what_is_outside_is_neither_markup_nor_escape_sequence() -> None:
    hostile = sample.coverage(
        "[bold red]Ikke markup[/] \x1b]0;kapret\x07 \x1b[2J :smile:",
        lead="[/nonsense] [link=https://spion.example]klikk[/link]",
        url="https://avisa.example.no/\x1b]8;;evil",
    )
    plain = printed(sample.digest(told=(sample.story(1, hostile),)))
    assert "[bold red]Ikke markup[/]" in plain
    assert ":smile:" in plain
    coloured = printed(sample.digest(told=(sample.story(1, hostile),)), terminal=True)
    sequences = re.findall(r"\x1b(?:\[[0-9;]*m|\]8;[^\x1b]*\x1b\\)", coloured)
    assert coloured.count("\x1b") == sum(sequence.count("\x1b") for sequence in sequences)
    assert "\x07" not in coloured


def test_headlines_are_links_in_a_terminal() -> None:
    assert re.search(r"\x1b\]8;id=\d+;https://dalposten\.example\.no/", printed(sample.digest(), terminal=True))


def test_what_is_cut_is_counted() -> None:
    shown = printed(sample.digest(), limits=Limits(others=1))
    assert "og 2 saker til i arkivet" in shown


def test_the_summary_is_the_day_in_three_lines() -> None:
    assert summary(sample.digest()).split("\n") == [
        "Modum i media: 6 saker, 3 positive, 1 bør vurderes",
        "Ukens mål er nådd: 2 positive saker i lokalmedia.",
        "⚠ Ikke hørt fra: Fossefjell TV siden fredag",
    ]
    assert summary(sample.digest(silent=(), targets=())).count("\n") == 1
