"""`retention:` in an organisation's file."""

from dataclasses import fields
from pathlib import Path

import pytest

from mediawatch.model import MOST_MONTHS, Retention
from tests.cli.local_press import ORGANISATION
from tests.config.test_alarm_rules import faults, read


def test_without_a_word_there_are_defaults(tmp_path: Path) -> None:
    assert read(tmp_path).organisations[0].retention == Retention()
    assert read(tmp_path, "retention:\n").organisations[0].retention == Retention()


def test_no_default_is_longer_than_ten_years() -> None:
    assert all(1 <= field.default <= MOST_MONTHS for field in fields(Retention))


def test_what_is_said_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, "retention:\n  coverage: 60\n  contacts: 6\n").organisations[0].retention
    assert found == Retention(coverage=60, contacts=6)


@pytest.mark.parametrize(
    ("text", "line", "path", "advice"),
    [
        ("retention: ja\n", 0, "retention", "Skriv for eksempel:\nretention:"),
        ("lagringstid:\n  coverage: 12\n", 0, "lagringstid", "Mente du «retention»?"),
        ("retention:\n  omtale: 12\n", 1, "retention.omtale", "Mente du «coverage»?"),
        ("retention:\n  coverage: 0\n", 1, "retention.coverage", "fra 1 til 120"),
        ("retention:\n  audit: 12\n  coverage: 121\n", 2, "retention.coverage", "fra 1 til 120"),
        ("retention:\n  contacts: 25\n", 1, "retention.contacts", "fra 1 til 24"),
        ("retention:\n  notes: tre år\n", 1, "retention.notes", "Skriv for eksempel notes: 36"),
        ("retention:\n  notes:\n", 1, "retention.notes", "mangler verdi"),
    ],
)
def test_faults_are_told_with_their_line(tmp_path: Path, text: str, line: int, path: str, advice: str) -> None:
    (problem,) = faults(tmp_path, text)
    assert problem.line == ORGANISATION.count("\n") + 1 + line
    assert problem.path == path
    assert advice in problem.message
