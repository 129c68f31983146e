"""The docs say what the product has, and the product has what the docs say: settings, keys, commands, links."""

import re
import shlex
from dataclasses import fields
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from mediawatch import __version__
from mediawatch.cli import mediawatch
from mediawatch.config import setting_names
from mediawatch.model import (
    AccessGroup,
    AlarmRules,
    Department,
    Feed,
    Neighbour,
    Organisation,
    Outlet,
    PlannedAbsence,
    ReadingSeries,
    Recipient,
    Retention,
    Spokesperson,
    Subject,
    Target,
)

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
RECORDS = (
    AccessGroup,
    AlarmRules,
    Outlet,
    Feed,
    Organisation,
    Subject,
    Neighbour,
    Department,
    Spokesperson,
    PlannedAbsence,
    ReadingSeries,
    Target,
    Recipient,
    Retention,
)
COMMANDS = (ROOT / "docs" / "commands.md").read_text()
CONFIGURATION = (ROOT / "docs" / "configuration.md").read_text()
README = (ROOT / "README.md").read_text()


def page_name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next of the same rank or higher."""
    rank = heading.split()[0]
    start = text.index(f"\n{heading}\n") + 1
    following = re.search(rf"^#{{1,{len(rank)}}} ", text[start + len(heading) :], re.MULTILINE)
    return text[start : start + len(heading) + following.start()] if following else text[start:]


@pytest.mark.parametrize("name", setting_names())
def test_every_setting_is_described_and_shown_in_the_example(name: str) -> None:
    assert f"| `{name}` |" in section(CONFIGURATION, "## Settings")
    assert re.search(rf"^#?{name}=", (ROOT / ".env.example").read_text(), re.MULTILINE)


def test_no_setting_is_described_that_does_not_exist() -> None:
    for path in [*PAGES, ROOT / ".env.example"]:
        named = set(re.findall(r"\bMEDIAWATCH_[A-Z_]*[A-Z]\b", path.read_text()))
        assert named - {"MEDIAWATCH_SMTP_HOTS", "MEDIAWATCH_NOTIFY_MODUM"} <= set(setting_names()), page_name(path)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_key_of_the_yaml_files_is_described(record: type) -> None:
    described = section(CONFIGURATION, f"### {record.__name__}")
    given = {field.name for field in fields(record)} - ({"outlet"} if record is Feed else set())
    rows = {key for row in re.findall(r"^\| (.+?) \|", described, re.MULTILINE) for key in re.findall(r"`(\w+)`", row)}
    assert rows == given


def parameters(name: str) -> list[click.Parameter]:
    """What a command takes, and its subcommands take."""
    command = mediawatch.commands[name]
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return [parameter for one in (command, *below) for parameter in one.params]


@pytest.mark.parametrize("name", mediawatch.commands)
def test_every_command_and_option_is_described(name: str) -> None:
    described = section(COMMANDS, f"## {name}")
    for parameter in parameters(name):
        if isinstance(parameter, click.Option) and parameter.name != "wanted":
            assert f"{parameter.opts[0]}" in described
    assert re.search(rf"^\| `mediawatch {name}[` ]", section(README, "## Commands"), re.MULTILINE)
    assert f"[`{name}`](#{name})" in COMMANDS


def test_the_option_all_share_is_described_with_its_commands() -> None:
    sharing = {name for name in mediawatch.commands if any(each.name == "wanted" for each in parameters(name))}
    (sentence,) = re.findall(r"Options shared by (.+?): `--organisation ID`", COMMANDS)
    assert set(re.findall(r"`([\w-]+)`", sentence)) == sharing


def command_lines(text: str) -> list[list[str]]:
    """Every command line of ours in code blocks and code spans, without what is piped and commented."""
    blocks = re.findall(r"^ *```\w*\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    spans = re.findall(r"(?<!`)`(mediawatch [^`]+)`(?!`)", text)
    lines = [line for block in blocks for line in block.splitlines()] + spans
    found = []
    for line in lines:
        told = re.search(r"(?:^|[|/ ])(mediawatch [a-z].*)", line.strip())
        if told and not line.strip().startswith(("#", "cp", "chown", "systemctl", "journalctl", "useradd", "createdb")):
            words = shlex.split(re.sub(r"[\[\]]", "", told[1].replace("|-", "")), comments=True)
            found.append(words[1:])
    return found


@pytest.mark.parametrize("path", PAGES, ids=page_name)
def test_every_command_line_in_the_docs_can_be_run(path: Path) -> None:
    for words in command_lines(path.read_text()):
        if words[0] not in mediawatch.commands:
            assert words[0] == "COMMAND", f"{page_name(path)}: mediawatch {' '.join(words)}"
            continue
        known = {option for parameter in parameters(words[0]) for option in parameter.opts}
        used = {word for word in words[1:] if word.startswith("-") and len(word) > 1}
        assert used <= known | {"--help", "-h"}, f"{page_name(path)}: mediawatch {' '.join(words)}"


def test_command_lines_are_found_at_all() -> None:
    found = {words[0] for path in PAGES for words in command_lines(path.read_text())}
    assert found >= set(mediawatch.commands) - {"extract"}


@pytest.mark.parametrize("path", PAGES, ids=page_name)
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text()):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        file, _, anchor = unquote(target).partition("#")
        there = (path.parent / file).resolve() if file else path
        assert there.exists(), f"{page_name(path)}: {target}"
        if anchor and there.suffix == ".md":
            assert anchor in anchors(there.read_text()), f"{page_name(path)}: {target}"


def anchors(text: str) -> set[str]:
    """The anchors that a page's headings get."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_section_the_demo_points_to_exists() -> None:
    assert "README, «Gå i drift»" in (ROOT / "mediawatch" / "demo" / "command.py").read_text()
    assert "\n## Gå i drift\n" in README


def test_the_changelog_tells_of_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text()
    assert f"## [{__version__}] - " in changelog
    assert "## [Unreleased]" in changelog


def test_the_words_of_the_workflow_exist() -> None:
    words = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    told = {word for line in re.findall(r"make ((?:[a-z]+ ?)+)", README) for word in line.split()}
    assert {"demo", "test", "lint", "types", "quality", "bench"} <= told & words


def test_the_docs_name_no_private_places() -> None:
    for path in PAGES:
        text = path.read_text()
        assert not re.search(r"/work/|/root/|/tmp/|/home/\w+/", text), page_name(path)


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "handbok").glob("*.md")), ids=page_name)
def test_the_handbook_is_listed_in_its_index(path: Path) -> None:
    index = (ROOT / "docs" / "handbok" / "README.md").read_text()
    assert path.name == "README.md" or f"({path.name})" in index
