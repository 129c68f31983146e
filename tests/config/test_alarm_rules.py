"""`alarms:` in an organisation's file, and the channels in the settings."""

from datetime import time
from pathlib import Path

import pytest

from mediawatch.config import Config, Settings, load_everything, load_settings
from mediawatch.errors import ConfigError, Problem
from mediawatch.model import ALARM_KINDS, AlarmRules
from tests.cli.local_press import ORGANISATION, set_up

SECRET = "hemmelig-nokkel"


def read(folder: Path, alarms: str = "", **environ: str) -> Config:
    set_up(folder, [])
    (folder / "organisations" / "granvik.yaml").write_text(f"{ORGANISATION}{alarms}")
    return load_everything(environ, folder)


def faults(folder: Path, alarms: str = "", **environ: str) -> tuple[Problem, ...]:
    with pytest.raises(ConfigError) as caught:
        read(folder, alarms, **environ)
    return caught.value.problems


def test_without_a_word_there_are_defaults(tmp_path: Path) -> None:
    rules = read(tmp_path).organisations[0].alarms
    assert rules == AlarmRules() == AlarmRules(
        to=(), kinds=ALARM_KINDS, quiet_from=time(22), quiet_until=time(6, 30), quiet_weekends=False,
        warn_on="wednesday", warn_at=time(8), warn_below=0.5,
    )  # fmt: skip
    assert read(tmp_path, "alarms:\n").organisations[0].alarms == AlarmRules()


def test_all_that_may_be_said_is_read(tmp_path: Path) -> None:
    text = (
        "alarms:\n  to: [leder]\n  kinds: [negative, spike]\n  quiet_from: 21:15\n  quiet_until: 07:00\n"
        "  quiet_weekends: true\n  warn_on: tuesday\n  warn_at: 09:30\n  warn_below: 0.25\n"
    )
    assert read(tmp_path, text).organisations[0].alarms == AlarmRules(
        to=("leder",), kinds=("negative", "spike"), quiet_from=time(21, 15), quiet_until=time(7), quiet_weekends=True,
        warn_on="tuesday", warn_at=time(9, 30), warn_below=0.25,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("alarms", "line", "path", "advice"),
    [
        ("alarms: ja\n", 0, "alarms", "Skriv for eksempel:\nalarms:"),
        ("alarms: [leder]\n", 0, "alarms", "skal det stå nøkler"),
        ("varsler:\n  to: [leder]\n", 0, "varsler", "Mente du «alarms»?"),
        ("alarms:\n  til: [leder]\n", 1, "alarms.til", "Mente du «to»?"),
        ("alarms:\n  to: leder\n", 1, "alarms.to", "Skriv to: [leder]"),
        ("alarms:\n  to: [leder, Leder]\n", 1, "alarms.to[1]", "Mente du «leder»?"),
        ("alarms:\n  to: [xyzzy]\n", 1, "alarms.to[0]", "Skriv id-en til en av mottakerne"),
        ("alarms:\n  to: [leder, leder]\n", 1, "alarms.to", "to ganger"),
        ("alarms:\n  kinds: [negativ]\n", 1, "alarms.kinds[0]", "Mente du «negative»?"),
        ("alarms:\n  kinds: [spike, spike]\n", 1, "alarms.kinds", "to ganger"),
        ("alarms:\n  quiet_from: kl. 22\n", 1, "alarms.quiet_from", 'Skriv quiet_from: "22:00"'),
        ("alarms:\n  warn_at: 7\n", 1, "alarms.warn_at", 'Skriv warn_at: "07:00"'),
        ("alarms:\n  quiet_weekends: kanskje\n", 1, "alarms.quiet_weekends", "true (ja) eller false (nei)"),
        ("alarms:\n  warn_on: onsdag\n", 1, "alarms.warn_on", "Mente du «wednesday»?"),
        ("alarms:\n  warn_below: 50\n", 1, "alarms.warn_below", "warn_below: 0.5"),
        ("alarms:\n  warn_below: 0,5\n", 1, "alarms.warn_below", "Skriv 0.5"),
        ("alarms:\n  warn_on: sunday\n  quiet_weekends: true\n", 1, "alarms.warn_on", "warn_on: wednesday"),
    ],
)
def test_each_fault_has_its_line_and_what_to_write(
    tmp_path: Path, alarms: str, line: int, path: str, advice: str
) -> None:
    (problem,) = faults(tmp_path, alarms)
    first = ORGANISATION.count("\n") + 1
    assert (problem.line, problem.path) == (first + line, path)
    assert advice in problem.message


# channels -------------------------------------------------------------------------------------------------------------


def test_channels_are_those_for_all_or_ones_own(tmp_path: Path) -> None:
    environ = {"MEDIAWATCH_NOTIFY": " json://a  slack://b\njson://a ", "MEDIAWATCH_NOTIFY_OVRE_EIKER": "ntfy://c"}
    settings = load_settings(environ, tmp_path)
    assert settings.channels("modum") == ("json://a", "slack://b")
    assert settings.channels("ovre-eiker") == ("ntfy://c",)
    assert load_settings({"MEDIAWATCH_NOTIFY_MODUM": " "}, tmp_path).channels("modum") == ()


def test_channels_may_stand_in_the_env_file(tmp_path: Path) -> None:
    set_up(tmp_path, [])
    (tmp_path / ".env").write_text(f"MEDIAWATCH_NOTIFY_GRANVIK=json://{SECRET}\n")
    assert load_everything({}, tmp_path).settings.channels("granvik") == (f"json://{SECRET}",)


def test_channels_of_nobody_are_told(tmp_path: Path) -> None:
    (problem,) = faults(tmp_path, MEDIAWATCH_NOTIFY_GRANVIG=f"json://{SECRET}")
    assert problem.path == "MEDIAWATCH_NOTIFY_GRANVIG"
    assert "Mente du MEDIAWATCH_NOTIFY_GRANVIK?" in problem.message
    assert SECRET not in str(problem)


def test_a_name_that_looks_alike_is_refused(tmp_path: Path) -> None:
    (problem,) = faults(tmp_path, MEDIAWATCH_NOTIFI=f"json://{SECRET}")
    assert "Mente du MEDIAWATCH_NOTIFY?" in problem.message
    assert SECRET not in str(problem)


def test_secrets_are_not_shown(tmp_path: Path) -> None:
    settings = load_settings({"MEDIAWATCH_NOTIFY": SECRET, "MEDIAWATCH_NOTIFY_GRANVIK": SECRET}, tmp_path)
    assert SECRET not in repr(settings)
    assert Settings(notify=SECRET, notify_by={"A": SECRET}) == Settings(notify=SECRET, notify_by={"A": SECRET})
