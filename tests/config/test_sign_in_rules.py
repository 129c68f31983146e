"""Signing in at a provider: settings half filled in, and groups that make no sense, are told with what to write."""

import shutil
from pathlib import Path

import pytest

from mediawatch.config import Settings, load_config, load_settings
from mediawatch.errors import ConfigError, Problem
from mediawatch.model import AccessGroup

ROOT = Path(__file__).parents[2]
WHOLE = {
    "MEDIAWATCH_BASE_URL": "https://media.kommunen.no",
    "MEDIAWATCH_OIDC_ISSUER": "https://login.kommunen.no/realms/ansatte",
    "MEDIAWATCH_OIDC_CLIENT_ID": "mediawatch",
    "MEDIAWATCH_OIDC_CLIENT_SECRET": "hemmelig-verdi",
}


def problems(folder: Path, **environ: str) -> list[Problem]:
    with pytest.raises(ConfigError) as caught:
        load_settings(environ, folder)
    return list(caught.value.problems)


def test_a_provider_that_is_whole_is_taken_and_its_secret_not_shown(tmp_path: Path) -> None:
    settings = load_settings({**WHOLE, "MEDIAWATCH_SIGN_IN": "oidc"}, tmp_path)
    assert settings.has_oidc
    assert settings.sign_in == "oidc"
    assert settings.oidc_groups.split() == ["groups", "roles"]
    assert "hemmelig-verdi" not in repr(settings)
    assert not load_settings({}, tmp_path).has_oidc


@pytest.mark.parametrize("missing", list(WHOLE))
def test_half_a_provider_is_told(tmp_path: Path, missing: str) -> None:
    given = {name: value for name, value in WHOLE.items() if name != missing}
    (problem,) = problems(tmp_path, **given)
    assert problem.path == missing
    assert missing in problem.message or "mangler" in problem.message
    assert "hemmelig-verdi" not in str(problem)


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("MEDIAWATCH_OIDC_ISSUER", "http://login.kommunen.no", "https://"),
        ("MEDIAWATCH_OIDC_ISSUER", "login.kommunen.no", "https://login.kommunen.no"),
        ("MEDIAWATCH_OIDC_ISSUER", "https://login.microsoftonline.com/common/v2.0", "leietaker-ID"),
        ("MEDIAWATCH_OIDC_ISSUER", "https://login.microsoftonline.com/organizations/v2.0", "leietaker-ID"),
        ("MEDIAWATCH_SIGN_IN", "entra", "Skriv mail eller oidc"),
    ],
)
def test_a_provider_that_cannot_be_right_is_told(tmp_path: Path, name: str, value: str, advice: str) -> None:
    (problem,) = problems(tmp_path, **{**WHOLE, name: value})
    assert problem.path == name
    assert advice in problem.message


def test_a_provider_on_this_machine_needs_no_https(tmp_path: Path) -> None:
    assert load_settings({**WHOLE, "MEDIAWATCH_OIDC_ISSUER": "http://localhost:9400"}, tmp_path).has_oidc


def test_only_the_provider_needs_a_provider(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, MEDIAWATCH_SIGN_IN="oidc")
    assert problem.path == "MEDIAWATCH_SIGN_IN"
    assert "MEDIAWATCH_SIGN_IN=mail" in problem.message


def with_groups(folder: Path, groups: str) -> Settings:
    shutil.copy(ROOT / "feeds.yaml", folder)
    (folder / "organisations").mkdir()
    text = (ROOT / "organisations" / "modum.yaml").read_text()
    (folder / "organisations" / "modum.yaml").write_text(f"{text}\n{groups}")
    return Settings(feeds=folder / "feeds.yaml", organisations=folder / "organisations")


def test_groups_are_read(tmp_path: Path) -> None:
    settings = with_groups(tmp_path, "groups:\n  - {id: 6d0c-1, role: adviser, note: Kommunikasjon}\n")
    (organisation,) = load_config(settings).organisations
    assert organisation.groups == (AccessGroup(id="6d0c-1", role="adviser", note="Kommunikasjon"),)


@pytest.mark.parametrize(
    ("groups", "path", "advice"),
    [
        ("groups:\n  - {id: a, role: rådgiver}\n", "groups[0].role", "Mente du «adviser»?"),
        ("groups:\n  - {id: a}\n", "groups[0]", "«role» mangler"),
        ("groups:\n  - {id: a, role: reader}\n  - {id: a, role: adviser}\n", "groups[1].id", "står alt på listen"),
        ('groups:\n  - {id: " ", role: reader}\n', "groups[0].id", "objekt-ID"),
        ("grupper:\n  - {id: a, role: reader}\n", "grupper", "Mente du «groups»?"),
    ],
)
def test_groups_that_make_no_sense_are_told(tmp_path: Path, groups: str, path: str, advice: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(with_groups(tmp_path, groups))
    (problem,) = caught.value.problems
    assert problem.path.startswith(path)
    assert advice in problem.message
