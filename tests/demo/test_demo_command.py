"""`mediawatch demo --once` as its user runs it: a process of its own, files in a folder, exit 0."""

import json
import os
import subprocess
import sys
from email import message_from_bytes, policy
from pathlib import Path

import pytest

EXPECTED = json.loads((Path(__file__).parent / "expected_today.json").read_text(encoding="utf-8"))
FILES = ("digest.eml", "digest.html", "digest.txt", "coverage.jsonl", "mediawatch.db")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MEDIAWATCH_")}
    command = [sys.executable, "-m", "mediawatch", "demo", "--once", "--out", str(folder / "ut")]
    run = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    return folder / "ut", run.stdout


def rows(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "coverage.jsonl").read_text(encoding="utf-8").splitlines()]


def test_it_leaves_the_files(demo):
    folder, _ = demo
    assert [name for name in FILES if not (folder / name).stat().st_size] == []
    assert len(list((folder / "outbox").glob("*.eml"))) == 3


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: case["title"])
def test_the_stories_of_the_day_are_judged_as_meant(demo, case):
    folder, _ = demo
    title = case.get("title_after_update", case["title"])
    found = [row for row in rows(folder) if row["title"] == title and row["outlet"] == case["outlet"]]
    assert [row["relevant"] for row in found] == ([True] if case["relevant"] else [])
    assert [row["tone"]["label"] for row in found] == ([case["tone"]] if case["relevant"] else [])


def test_the_stories_of_the_day_stand_in_the_digest(demo):
    folder, _ = demo
    told = " ".join((folder / "digest.txt").read_text(encoding="utf-8").split())
    missing = {case.get("title_after_update", case["title"]) for case in EXPECTED if case["relevant"]}
    missing = {title for title in missing if title not in told}
    assert missing <= {case["title"] for case in EXPECTED if case.get("story")}, (
        "only copies may stand under another title"
    )


def test_the_mail_is_whole_and_says_the_news_in_its_subject(demo):
    folder, _ = demo
    message = message_from_bytes((folder / "digest.eml").read_bytes(), policy=policy.default)
    assert message["Subject"].startswith("Modum i media: ")
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    plain = message.get_body(("plain",))
    assert plain is not None
    assert "Ukens mål" in plain.get_content()


def test_it_tells_of_deaf_and_silent_sources_and_of_the_matrix(demo):
    folder, said = demo
    told = " ".join((folder / "digest.txt").read_text(encoding="utf-8").split())
    for words in ("Bygdekanalen (adressen gir en nettside", "Lauvposten", "Radio Elvedal siden", "HVEM UTTALER SEG"):
        assert words in told
    assert "diktet opp" in said
    assert "Prøv nå" in said


def test_copies_are_one_story_and_the_changed_story_a_revision(demo):
    folder, _ = demo
    copies = [row for row in rows(folder) if "ansetter 24" in str(row["title"])]
    assert len(copies) == 3
    assert len({row["story"] for row in copies}) == 1
    assert [row["revisions"] for row in rows(folder) if "er opphevet" in str(row["title"])] == [2]


def test_nothing_beyond_the_permitted_excerpt_is_kept(demo):
    folder, _ = demo
    for row in rows(folder):
        assert len(str(row["lead"])) <= 300
        assert sum(map(len, row["excerpt"])) <= 300  # type: ignore[arg-type]
        assert "text" not in row
