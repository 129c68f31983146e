"""Environment and .env -> Settings: precedence, defaults, and every fault with its line and advice."""

import subprocess
import sys
from pathlib import Path

import pytest

from mediawatch.config import Settings, live_problems, load_config, load_settings
from mediawatch.config.load import Config
from mediawatch.errors import ConfigError, Problem

ROOT = Path(__file__).parents[2]
MAIL = {
    "MEDIAWATCH_SMTP_HOST": "smtp.kommunen.no",
    "MEDIAWATCH_SENDER": "Modum i media <media@kommunen.no>",
}


def problems_of(folder: Path, dotenv: str = "", **environ: str) -> tuple[Problem, ...]:
    (folder / ".env").write_text(dotenv, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_settings(environ, folder)
    return caught.value.problems


def test_nothing_set_gives_sqlite_in_the_data_folder_and_mail_to_the_outbox(tmp_path: Path) -> None:
    settings = load_settings({}, tmp_path)
    assert settings.database == f"sqlite:///{tmp_path}/data/mediawatch.db"
    assert settings.outbox == tmp_path / "outbox"
    assert str(settings.zone) == "Europe/Oslo"
    assert not settings.has_smtp
    assert not settings.allow_private


def test_the_database_follows_the_data_folder(tmp_path: Path) -> None:
    assert load_settings({"MEDIAWATCH_DATA_DIR": "/srv/mw"}, tmp_path).database == "sqlite:////srv/mw/mediawatch.db"
    assert Settings(data_dir=Path("x")).database == "sqlite:///x/mediawatch.db"
    url = "postgresql://mw:hemmelig@db/mediawatch"
    assert load_settings({"MEDIAWATCH_DATABASE": url}, tmp_path).database == url


def test_the_environment_goes_before_the_file_and_empty_means_not_set(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("MEDIAWATCH_CONTACT=fil@kommunen.no\nMEDIAWATCH_BASE_URL=https://m.no/\nOTHER=1\n")
    settings = load_settings({"MEDIAWATCH_CONTACT": "miljo@kommunen.no", "MEDIAWATCH_SMTP_HOST": ""}, tmp_path)
    assert settings.contact == "miljo@kommunen.no"
    assert settings.user_agent == "mediawatch/0.1.0 (+miljo@kommunen.no)"
    assert settings.base_url == "https://m.no"
    assert not settings.has_smtp


def test_values_in_the_file_are_taken_as_they_stand(tmp_path: Path) -> None:
    lines = [
        "\ufeff# tjener",
        "export MEDIAWATCH_SMTP_HOST=smtp.kommunen.no # vår",
        "MEDIAWATCH_SMTP_USER=media",
        "MEDIAWATCH_SMTP_PASSWORD='a${HOME}#b'",
        'MEDIAWATCH_SENDER="Modum i media <media@kommunen.no>"',
    ]
    (tmp_path / ".env").write_text("\n".join(lines), encoding="utf-8")
    settings = load_settings({}, tmp_path)
    assert (settings.smtp_host, settings.smtp_password) == ("smtp.kommunen.no", "a${HOME}#b")
    assert settings.sender == "Modum i media <media@kommunen.no>"


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_port_follows_the_security(tmp_path: Path, security: str, port: int) -> None:
    assert load_settings({**MAIL, "MEDIAWATCH_SMTP_SECURITY": security}, tmp_path).smtp_port == port


def test_an_own_feeds_file_and_folder_are_preferred(tmp_path: Path) -> None:
    (tmp_path / "feeds.yaml").write_text("outlets: []\n")
    (tmp_path / "organisations").mkdir()
    settings = load_settings({}, tmp_path)
    assert (settings.feeds, settings.organisations) == (tmp_path / "feeds.yaml", tmp_path / "organisations")


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("SMTP_HOTS", "smtp.kommunen.no", "Mente du MEDIAWATCH_SMTP_HOST?"),
        ("ZZZ", "1", "docs/configuration.md"),
        ("SMTP_PORT", "mange", "«mange» er ikke et tall. Skriv for eksempel 587."),
        ("SMTP_SECURITY", "ssl", "Mente du tls? Skriv starttls, tls eller none."),
        ("ALLOW_PRIVATE", "nei", "Skriv false."),
        ("SMTP_TIMEOUT", "nan", "for eksempel 30"),
        ("TIMEZONE", "Europa/Oslo", "Tidssonen «Europa/Oslo» finnes ikke. Skriv Europe/Oslo."),
        ("TIMEZONE", "Europe", "finnes ikke"),
        ("CONTACT", "kontakt hos kommunen", "uten mellomrom"),
        ("CONTACT", "kontakt@kommunen", "for eksempel fornavn.etternavn@example.org"),
        ("BASE_URL", "media.kommunen.no", "Skriv https://media.kommunen.no"),
        ("DATABASE", "postgres://db/mw", "postgresql://"),
        ("DATABASE", "mysql://db/mw", "Skriv sqlite:///data/mediawatch.db"),
        ("DATABASE", "mediawatch.db", "sqlite:///data/mediawatch.db"),
        ("DATABASE", "postgresql://db", "Navnet på databasen mangler"),
        ("DATABASE", "sqlite://", "Filnavnet mangler"),
        ("FEEDS", "mangler.yaml", "Finner ikke filen"),
        ("ORGANISATIONS", "mangler", "Finner ikke mappen"),
        ("SENDER", "Modum i media", "Modum i media <media@kommunen.no>"),
        ("SMTP_USER", "media", "MEDIAWATCH_SMTP_HOST=smtp.office365.com"),
    ],
)
def test_a_fault_is_told_with_its_line_and_what_to_write(tmp_path: Path, name: str, value: str, advice: str) -> None:
    (problem,) = problems_of(tmp_path, f"# innstillinger\n\nMEDIAWATCH_{name}={value}\n")
    assert (Path(problem.file).name, problem.line, problem.path) == (".env", 3, f"MEDIAWATCH_{name}")
    assert advice in problem.message


@pytest.mark.parametrize(
    ("extra", "name", "advice"),
    [
        ({"SMTP_USER": "media"}, "SMTP_USER", "Passordet mangler"),
        ({"SMTP_PASSWORD": "hemmelig"}, "SMTP_PASSWORD", "Brukernavnet mangler"),
        ({"SMTP_HOST": "smtp.kommunen.no:587"}, "SMTP_HOST", "Porten har sin egen linje"),
        ({"SMTP_HOST": "smtp://kommunen.no"}, "SMTP_HOST", "bare navnet på tjeneren"),
        ({"SMTP_PORT": "465"}, "SMTP_PORT", "MEDIAWATCH_SMTP_SECURITY=tls"),
        ({"SMTP_PORT": "70000"}, "SMTP_PORT", "fra 1 til 65535"),
        ({"SMTP_SECURITY": "none", "SMTP_USER": "m", "SMTP_PASSWORD": "p"}, "SMTP_SECURITY", "Skriv starttls"),
        ({"SENDER": ""}, "SENDER", "MEDIAWATCH_SENDER=Modum i media <media@kommunen.no>"),
    ],
)
def test_half_a_mail_server_is_a_problem(tmp_path: Path, extra: dict[str, str], name: str, advice: str) -> None:
    environ = MAIL | {f"MEDIAWATCH_{key}": value for key, value in extra.items()}
    (problem,) = problems_of(tmp_path, **environ)
    assert problem.path == f"MEDIAWATCH_{name}"
    assert advice in problem.message


@pytest.mark.parametrize("host", ["mailrelay", "localhost", "127.0.0.1", "::1", "SMTP.Office365.com"])
def test_servers_on_the_own_network_are_servers_too(tmp_path: Path, host: str) -> None:
    assert load_settings(MAIL | {"MEDIAWATCH_SMTP_HOST": host}, tmp_path).smtp_host == host


def test_all_faults_are_told_at_once_and_no_secret_is_repeated(tmp_path: Path) -> None:
    dotenv = "MEDIAWATCH_SMTP_PASSWORD=hemmelig\nbare tekst\nMEDIAWATCH_CONTACT=a@b.no\nMEDIAWATCH_CONTACT=c@d.no\n"
    environ = {"MEDIAWATCH_SMTP_PORT": "x", "MEDIAWATCH_DATABASE": "mysql://u:skjult@db/x"}
    problems = problems_of(tmp_path, dotenv, **environ)
    assert [(problem.line, problem.path.removeprefix("MEDIAWATCH_")) for problem in problems] == [
        (2, ""),
        (4, "CONTACT"),
        (0, "SMTP_PORT"),
        (0, "DATABASE"),
        (1, "SMTP_PASSWORD"),
    ]
    text = str(ConfigError(problems))
    assert "hemmelig" not in text
    assert "skjult" not in text
    settings = load_settings(MAIL | {"MEDIAWATCH_SMTP_USER": "u", "MEDIAWATCH_SMTP_PASSWORD": "hemmelig"}, ROOT)
    assert "hemmelig" not in repr(settings)


def test_a_file_in_the_wrong_encoding_says_which_line(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("MEDIAWATCH_CONTACT=a@b.no\n# blå\n".encode("latin-1"))
    with pytest.raises(ConfigError) as caught:
        load_settings({}, tmp_path)
    (problem,) = caught.value.problems
    assert problem.line == 2
    assert "Lagre den på nytt som UTF-8" in problem.message


def test_nothing_is_read_at_import() -> None:
    code = (
        "import os, sys; os.environ['MEDIAWATCH_SMTP_PRT'] = 'x'\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
        "import mediawatch.config\n"
        "print([name for name in opened if name.endswith(('.yaml', '.yml', '.env'))])"
    )
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def live(**settings: object) -> list[str]:
    shipped = Settings(feeds=ROOT / "feeds.yaml", organisations=ROOT / "organisations", **settings)  # type: ignore[arg-type]
    config: Config = load_config(shipped)
    return [problem.path for problem in live_problems(config)]


def test_going_live_needs_a_contact_address_that_is_no_example() -> None:
    assert live() == ["MEDIAWATCH_CONTACT"]
    assert live(contact="media@example.org") == ["MEDIAWATCH_CONTACT"]
    assert live(contact="https://www.example.com/om") == ["MEDIAWATCH_CONTACT"]
    assert live(contact="postmottak@kommunen.no") == []
    assert live(allow_private=True) == []


def test_with_a_mail_server_no_example_address_may_be_left() -> None:
    mail = {"contact": "postmottak@kommunen.no", "smtp_host": "smtp.kommunen.no"}
    assert live(**mail, sender="Modum <media@kommunen.no>") == [f"recipients[{n}].email" for n in range(3)]
    assert "MEDIAWATCH_SENDER" in live(**mail, sender="Modum <media@example.org>")
