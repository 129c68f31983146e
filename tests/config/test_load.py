"""feeds.yaml and organisations/*.yaml, broken in every way we could think of: file, line and advice each time."""

import re
import shutil
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from mediawatch.config import Config, Settings, load_config, load_everything
from mediawatch.errors import ConfigError, Problem

ROOT = Path(__file__).parents[2]
FEEDS = "feeds.yaml"
MODUM = "organisations/modum.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped files."""
    shutil.copy(ROOT / FEEDS, tmp_path / FEEDS)
    shutil.copytree(ROOT / "organisations", tmp_path / "organisations")
    return tmp_path


def settings_in(folder: Path, *, allow_private: bool = False) -> Settings:
    return Settings(feeds=folder / FEEDS, organisations=folder / "organisations", allow_private=allow_private)


def problems_in(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(ConfigError) as caught:
        load_config(settings_in(folder))
    return caught.value.problems


def break_file(folder: Path, file: str, old: str, new: str) -> int:
    """Replaces the first `old` by `new`; the line on which the new text begins."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text, old
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_all_faults_of_all_files_come_at_once_in_order(folder: Path) -> None:
    break_file(folder, FEEDS, "tier: local", "tier: lokal")
    break_file(folder, FEEDS, "url: https://tvmodum.no/feed/", "url: tvmodum.no/rss")
    break_file(folder, FEEDS, "hosts: [tvmodum.no]", "hosts: [www.tvmodum.no]")
    break_file(folder, MODUM, "at_least: 1", "at_least: mange")
    break_file(folder, MODUM, "email: ledergruppen@example.org", "email: ledergruppen")
    (folder / "organisations/sigdal.yaml").write_text("id: sigdal\nname: [\n")
    (folder / ".env").write_text("MEDIAWATCH_SMTP_PRT=25\n")
    with pytest.raises(ConfigError) as caught:
        load_everything({}, folder)
    found = [(Path(problem.file).name, problem.path) for problem in caught.value.problems]
    assert found == [
        (".env", "MEDIAWATCH_SMTP_PRT"),
        ("feeds.yaml", "outlets[0].tier"),
        ("feeds.yaml", "outlets[1].hosts[0]"),
        ("feeds.yaml", "outlets[1].feeds[0].url"),
        ("modum.yaml", "targets[0].at_least"),
        ("modum.yaml", "recipients[2].email"),
        ("sigdal.yaml", ""),
    ]
    assert str(caught.value).count("\n") == len(found) - 1


def test_faults_in_feeds_do_not_call_targets_impossible(folder: Path) -> None:
    (folder / FEEDS).write_text("outlets: []\n")
    assert [problem.path for problem in problems_in(folder)] == ["outlets"]


def test_a_missing_file_named_in_the_settings_is_told_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_everything({"MEDIAWATCH_FEEDS": "borte.yaml", "MEDIAWATCH_ORGANISATIONS": "vekk"}, tmp_path)
    assert [problem.path for problem in caught.value.problems] == ["MEDIAWATCH_FEEDS", "MEDIAWATCH_ORGANISATIONS"]


MINIMAL_FEEDS = "outlets:\n  - {id: avisa, name: Avisa, tier: local, kind: newspaper, home: [Lia]}\n"
MINIMAL_PLACE = """
id: lia
name: Lia kommune
place: Lia
county: Fjellfylket
population: 900
subjects:
  - {id: lia, name: Lia, kind: municipality, forms: [Lia], names_place: true}
"""


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., Config]:
    """Writes two small files and loads them."""

    def write(
        feeds: str | bytes = MINIMAL_FEEDS, place: str | bytes = MINIMAL_PLACE, *, private: bool = False
    ) -> Config:
        (tmp_path / "organisations").mkdir(exist_ok=True)
        for path, text in ((tmp_path / FEEDS, feeds), (tmp_path / "organisations/lia.yaml", place)):
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_config(settings_in(tmp_path, allow_private=private))

    return write


def only_problem(load: Callable[..., Config], **files: str | bytes) -> Problem:
    with pytest.raises(ConfigError) as caught:
        load(**files)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("feeds", "line", "advice"),
    [
        ("", 1, "Filen er tom"),
        ("# bare en kommentar\n", 1, "Filen er tom"),
        ("- id: avisa\n", 1, "skal begynne med «outlets:»"),
        ("bare tekst", 1, "skal begynne med «outlets:»"),
        ("outlets:\n", 1, "Ingen kilder å lytte til"),
        ("outlets:\n  avisa: {}\n", 1, "hver post begynner med bindestrek"),
        (MINIMAL_FEEDS + "blocked_hosts: kopi.no\n", 3, "skal være en liste"),
        (MINIMAL_FEEDS + "blocked_hosts: [https://kopi.no/x]\n", 3, "uten https:// og sti: kopi.no"),
        (MINIMAL_FEEDS.replace("Avisa", "Blå").encode("latin-1"), 2, "trolig «å» i Latin-1"),
        (MINIMAL_FEEDS.encode("utf-16"), 1, "UTF-16"),
        ("outlets: " + "[" * 500_000, 1, "for dypt inni hverandre"),
        ("outlets: [[a, b\n", 1, "Klammen «[» blir aldri lukket"),
        ("? [a, b]\n: x\n" + MINIMAL_FEEDS, 1, "En nøkkel må være et ord foran kolon"),
        ("x" * 2_000_001, 1, "større enn 2 MB"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_file_that_is_no_list_of_outlets(load: Callable[..., Config], feeds: str, line: int, advice: str) -> None:
    problem = only_problem(load, feeds=feeds)
    assert (Path(problem.file).name, problem.line) == (FEEDS, line)
    assert advice in problem.message


def test_aliases_do_not_grow(load: Callable[..., Config]) -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n" + MINIMAL_FEEDS
    with pytest.raises(ConfigError) as caught:
        load(feeds=bomb)
    assert sum("er en henvisning" in problem.message for problem in caught.value.problems) == 2


@pytest.mark.parametrize(
    ("place", "path", "advice"),
    [
        (MINIMAL_PLACE.replace(", names_place: true", ""), "subjects", "Sett names_place: true"),
        (MINIMAL_PLACE.partition("subjects")[0], "subjects", "Ingen navn å lytte etter"),
        (MINIMAL_PLACE.partition("subjects")[0] + "subjects: Lia\n", "subjects", "bindestrek"),
        ("- id: lia\n", "", "nøkler for én kommune"),
        (MINIMAL_PLACE + "own_hosts: [http://lia.kommune.no]\n", "own_hosts[0]", "sti: lia.kommune.no"),
        (
            MINIMAL_PLACE + "  - {id: lia2, name: Lia, kind: village, forms: [Lia]}\n",
            "subjects[1].forms[0]",
            "ingenting skiller de to",
        ),
        (
            MINIMAL_PLACE
            + "targets: [{id: a, name: A, at_least: 1, every: week, tiers: [local], outlet_kinds: [tv]}]\n",
            "targets[0].tiers",
            "Skriv outlet_kinds: [newspaper]",
        ),
        (
            MINIMAL_PLACE + "targets: [{id: a, name: A, at_least: 1, every: week, tiers: [trade]}]\n",
            "targets[0].tiers",
            "Skriv tiers: [local]",
        ),
        (
            MINIMAL_PLACE + "targets: [{id: a, name: A, reading: posts, at_least: 1, every: week}]\n",
            "targets[0].reading",
            "«posts» er ikke beskrevet noe sted. Legg det inn under readings, for eksempel:\nreadings:",
        ),
        (
            MINIMAL_PLACE
            + "readings: [{id: posts, name: P, unit: u, kind: amount, every: week}]\n"
            + "targets: [{id: a, name: A, reading: posts, at_least: 1, every: month}]\n",
            "targets[0].every",
            "Tallet «posts» kommer hver week, og de går ikke opp i month. Skriv every: week",
        ),
        (
            MINIMAL_PLACE + "targets: [{id: a, name: A, at_least: 1, every: week, outlets: [annen]}]\n",
            "targets[0].outlets[0]",
            "Skriv id-en slik den står i feeds.yaml.",
        ),
    ],
    ids=lambda value: repr(value)[-30:],
)
def test_a_municipality_that_cannot_be_listened_for(
    load: Callable[..., Config], place: str, path: str, advice: str
) -> None:
    problem = only_problem(load, place=place)
    assert (Path(problem.file).name, problem.path) == ("lia.yaml", path)
    assert advice in problem.message


def test_deputies_in_a_ring_are_followed_all_the_way(load: Callable[..., Config]) -> None:
    line = "  - {{id: {0}, role: mayor, title: T, covers: C, rule: R, source: S, deputy: {1}}}\n"
    ring = "".join(line.format(*pair) for pair in ("ab", "bc", "ca"))
    with pytest.raises(ConfigError) as caught:
        load(place=MINIMAL_PLACE + "spokespersons:\n" + ring)
    assert "a → b → c → a" in str(caught.value)
    tail = "".join(line.format(*pair) for pair in (("a", "b"), ("b", "c"), ("c", '""')))
    assert len(load(place=MINIMAL_PLACE + "spokespersons:\n" + tail).organisations[0].spokespersons) == 3


def test_a_form_may_be_shared_when_something_tells_the_two_apart(load: Callable[..., Config]) -> None:
    other = "  - {id: lia-skole, name: Lia skole, kind: institution, forms: [Lia], confirm: [skole]}\n"
    assert len(load(place=MINIMAL_PLACE + other).organisations[0].subjects) == 2


def test_the_same_municipality_in_two_files(load: Callable[..., Config], tmp_path: Path) -> None:
    load()
    (tmp_path / "organisations/lia-2.yml").write_text(MINIMAL_PLACE)
    (tmp_path / "organisations/.skjult.yaml").write_text("[")
    (tmp_path / "organisations/notater.txt").write_text("[")
    problem = only_problem(load)
    assert "Gi kommunen sin egen id" in problem.message


def test_no_municipality_at_all(tmp_path: Path) -> None:
    (tmp_path / FEEDS).write_text(MINIMAL_FEEDS)
    with pytest.raises(ConfigError, match="Finner ikke mappen"):
        load_config(settings_in(tmp_path))
    (tmp_path / "organisations").mkdir()
    with pytest.raises(ConfigError, match="Mappen er tom"):
        load_config(settings_in(tmp_path))


def test_the_traps_of_yaml_do_not_bite(load: Callable[..., Config]) -> None:
    feeds = (
        "\ufeffoutlets:\r\n  - id: avisa\r\n    name: no\r\n    tier: local\r\n    kind: tv\r\n    home: [Lia, on]\r\n"
        "    ai_allowed: no\r\n    pause_seconds: 3\r\n    tip_address:\r\n"
    )
    people = """
recipients:
  - {id: a, name: 2026-11-24, email: a@lia.no, at: 07:15}
  - {id: b, name: yes, email: b@lia.no, at: "06:05", weekdays: [sunday], empty_days: on}
spokespersons:
  - {id: c, role: mayor, title: null-visjon, covers: 1_000, rule: 0x10, source: 1.20, phone: 00 47 32 78 00 00}
  - {id: d, role: mayor, title: T, covers: C, rule: R, source: S, phone: 03278, email: , deputy: }
"""
    config = load(feeds=feeds, place=MINIMAL_PLACE + people)
    outlet, organisation = config.outlets[0], config.organisations[0]
    assert (outlet.name, outlet.home, outlet.ai_allowed, outlet.pause_seconds) == ("no", ("Lia", "on"), False, 3.0)
    assert [(each.name, each.at) for each in organisation.recipients] == [
        ("2026-11-24", time(7, 15)),
        ("yes", time(6, 5)),
    ]
    assert organisation.recipients[1].empty_days
    assert [each.phone for each in organisation.spokespersons] == ["00 47 32 78 00 00", "03278"]
    assert (organisation.spokespersons[0].title, organisation.spokespersons[0].source) == ("null-visjon", "1.20")


def test_private_addresses_and_any_pace_are_for_trials_only(load: Callable[..., Config]) -> None:
    feeds = MINIMAL_FEEDS.replace(
        "home: [Lia]",
        "pause_seconds: 0, hosts: ['127.0.0.1:8001'], "
        "feeds: [{id: f, url: 'http://127.0.0.1:8001/rss', every_minutes: 1}]",
    )
    assert load(feeds=feeds, private=True).outlets[0].feeds[0].outlet == "avisa"
    with pytest.raises(ConfigError) as caught:
        load(feeds=feeds)
    assert {problem.path.rpartition(".")[2] for problem in caught.value.problems} == {
        "pause_seconds",
        "hosts[0]",
        "url",
        "every_minutes",
    }


def test_what_is_right_but_hardly_meant_is_a_warning(load: Callable[..., Config]) -> None:
    assert [problem.path for problem in load().warnings] == ["recipients", "targets"]
    away = load(feeds=MINIMAL_FEEDS.replace("[Lia]", "[Dalen]"))
    assert away.warnings[0].path == "place"
    assert "Skriv home: [Lia] på lokalavisen." in away.warnings[0].message


def test_the_examples_of_the_handbook_can_be_pasted(load: Callable[..., Config]) -> None:
    text = (ROOT / "docs/handbok/oppsett.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, flags=re.DOTALL)
    keys = {
        "feeds:": "outlets",
        "at_least:": "targets",
        "role:": "spokespersons",
        "email:": "recipients",
        "forms:": "subjects",
        "topics:": "departments",
    }
    pasted: dict[str, str] = {}
    for block in blocks:
        section = next(section for key, section in keys.items() if key in block)
        pasted[section] = pasted.get(section, "") + block
    chief = "  - {id: kommunedirektor, role: chief executive, title: T, covers: C, rule: R, source: S}\n"
    place = MINIMAL_PLACE + pasted["subjects"]
    place += f"departments:\n{pasted['departments']}spokespersons:\n{chief}{pasted['spokespersons']}"
    place += f"targets:\n{pasted['targets']}recipients:\n{pasted['recipients']}"
    config = load(feeds=MINIMAL_FEEDS + pasted["outlets"], place=place)
    assert len(blocks) == 7
    assert [outlet.id for outlet in config.outlets] == ["avisa", "sigdalsavisa"]
    assert len(config.organisations[0].subjects) == 3


def test_the_example_of_targets_on_readings_can_be_pasted(load: Callable[..., Config]) -> None:
    text = (ROOT / "docs/handbok/maal.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```yaml\n(.*?)```", text, flags=re.DOTALL)
    organisation = load(place=MINIMAL_PLACE + block).organisations[0]
    assert [one.id for one in organisation.readings] == ["newsletter-subscribers"]
    by, rising = organisation.targets
    assert (by.by, by.every, by.at_least, rising.rising) == (date(2026, 12, 31), "month", 500, True)
