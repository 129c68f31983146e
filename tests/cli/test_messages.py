"""Every message is Norwegian and says what to do; nothing leaves an escape code or a crash behind."""

import ast
import os
import re
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from command_line import Outcome
from local_press import set_up

from mediawatch.cli import main, mediawatch, norwegian

Run = Callable[..., Outcome]

WRONG: list[tuple[str, str]] = [
    ("lag", "Kommandoen «lag» finnes ikke."),
    ("serch granvik", "Mente du 'search'?"),
    ("--fort", "Valget --fort finnes ikke."),
    ("poll --onec", "Mente du '--once'?"),
    ("poll --once=ja", "Valget --once tar ingen verdi."),
    ("poll nå", "«nå» er for mye."),
    ("search", "Mangler argumentet 'SØK'"),
    ("search en to tre", "anførselstegn"),
    ("search granvik --limit", "Valget --limit må ha en verdi."),
    ("search granvik --limit 0", "utenfor det som er mulig (1<=x<=1000)"),
    ("search granvik --limit ti", "«ti» er ikke et tall. Skriv for eksempel 7."),
    ("search granvik --organisation oslo", "Velg en av: granvik."),
    ("search *", "Skriv minst ett ord"),
    ("targets --organisation oslo", "Fant ingen organisasjon med id «oslo»"),
    ("digest", "Velg enten --preview (se oversikten) eller --send (send den nå)."),
    ("digest --preview --send", "Velg enten"),
    ("digest --preview --days 91", "utenfor det som er mulig"),
    ("digest --preview --html .", ". er en mappe. Skriv navnet på en fil."),
    ("digest --preview --html ingen/steder.html", "Kan ikke lese eller skrive ingen/steder.html: den finnes ikke."),
    ("demo --out feeds.yaml", "feeds.yaml er en fil. Skriv navnet på en mappe."),
    ("extract", "Mangler argumentet 'FIL'"),
    ("extract ukjent.html --url https://a.no/1", "Kan ikke lese ukjent.html: den finnes ikke."),
    ("extract . --url https://a.no/1", "Kan ikke lese .: det er en mappe."),
    ("extract feeds.yaml", "Mangler valget '--url'"),
    ("extract feeds.yaml/a --url https://a.no/1", "en del av stien er en fil"),
    ("analyse ukjent.jsonl", "Kan ikke lese ukjent.jsonl: den finnes ikke."),
    ("analyse .", "det er en mappe"),
    ("analyse feeds.yaml b", "er for mye"),
    ("add", "Skriv enten bare en ADRESSE, eller --title"),
    ("add nettsak", "«nettsak» er ikke en nettadresse."),
    ("add --title Sak --outlet naerradioen", "Skriv enten bare en ADRESSE"),
    ("add --title Sak --outlet naerradioen --date igår", "«igår» er ikke en dato. Skriv for eksempel 2026-11-24"),
    ("add --title Sak --outlet naerradioen --date 2099-01-01", "01.01.2099 er fram i tid."),
    ("add --title Sak --outlet nærradio --date 2026-11-20", "Mente du naerradioen?"),
    ("add https://ukjentavis.no/sak", "Kjenner ikke utgiveren «ukjentavis.no». Legg den til i feeds.yaml"),
]


@pytest.mark.parametrize(("line", "words"), WRONG, ids=[line for line, _ in WRONG])
def test_wrong_input_is_met_in_norwegian_with_exit_code_2(run: Run, folder: Path, line: str, words: str) -> None:
    set_up(folder, [])
    done = run(*line.split())
    assert done.code == 2
    assert words in done.err
    assert done.out == ""
    assert not english(done.err)


ENGLISH = re.compile(
    r"\b(the|is|are|not|no such|error|usage|invalid|missing|try|for help|options|option|command|commands|argument|"
    r"arguments|value|show|exit|required|range|integer|text|default|file|directory|path|does|did|you|mean|traceback|"
    r"exception|aborted|unexpected|must|should)\b",
    re.IGNORECASE,
)
MEANT = re.compile(r'--[a-z]+|«[^»]*»|\b\w+\.(html|jsonl|yaml|no)\b|https?://\S+|text,\s+published|"error"')


def english(text: str) -> list[str]:
    """English words in a text, but for names of options and files."""
    return ENGLISH.findall(MEANT.sub("", text))


def test_the_look_for_english_words_finds_them() -> None:
    assert english("Error: No such option: --x")
    assert english("Usage: mediawatch [OPTIONS]")
    assert not english("Bruk: mediawatch [VALG] KOMMANDO … Valget --text må ha en verdi.")


@pytest.mark.parametrize("name", ["", *mediawatch.commands])
def test_every_help_page_is_norwegian_and_fits_80_columns(
    run: Run, folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    done = run(*([name] if name else []), "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Bruk: mediawatch {name}".rstrip())
    assert max(map(len, done.out.splitlines())) <= 80
    assert not english(done.out)
    for parameter in mediawatch.commands[name].params if name else ():
        if isinstance(parameter, click.Option):
            assert parameter.help, f"--{parameter.name} is not explained"
            assert parameter.opts[0] in done.out


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    done = run()
    assert done.code == 2
    assert "Kommandoer:" in done.said
    assert not english(done.said)


def test_the_version(run: Run) -> None:
    assert re.fullmatch(r"mediawatch \d+\.\d+\.\d+\n", run("--version").out)


NEVER_SHOWN = {
    # to programmers who declare commands wrongly
    "Value must be an iterable.",
    "Could not determine name for option with declarations {decls!r}",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Name '{name}' defined twice",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Invalid start character for option ({option})",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    # of questions, which no command asks
    "Do you want to continue?",
    "Confirm the action without prompting.",
    # replaced by our own
    "%(prog)s, version %(version)s",
}


def test_every_message_of_click_has_its_norwegian() -> None:
    """A new version of click may bring new sentences; this names them before a user sees them."""
    package = Path(click.__file__).parent
    said: set[str] = set()
    for module in ("core", "decorators", "exceptions", "formatting", "parser", "types"):
        for node in ast.walk(ast.parse((package / f"{module}.py").read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                plural = 2 if node.func.id == "ngettext" else 1
                said |= {part.value for part in node.args[:plural] if isinstance(part, ast.Constant)}
    said = {words for words in said if "No options defined" not in words}
    assert len(said) > 40
    assert said - NEVER_SHOWN - norwegian.WORDS.keys() == set()


@pytest.mark.parametrize("message", norwegian.WORDS)
def test_a_translation_asks_for_nothing_the_message_lacks(message: str) -> None:
    fields = r"\{(\w+)"
    assert set(re.findall(fields, norwegian.WORDS[message])) <= set(re.findall(fields, message))


def test_all_faults_of_the_configuration_are_told_at_once(run: Run, folder: Path) -> None:
    set_up(folder, [])
    (folder / ".env").write_text("MEDIAWATCH_SMTP_HOTS=x\nMEDIAWATCH_TIMEZONE=Europa/Oslo\n")
    feeds = (folder / "feeds.yaml").read_text()
    (folder / "feeds.yaml").write_text(feeds.replace("tier: local", "tier: lokal", 1))
    organisation = folder / "organisations" / "granvik.yaml"
    organisation.write_text(organisation.read_text().replace("at_least: 1", "at_least: mange"))
    done = run("check")
    assert (done.code, done.out) == (2, "")
    assert "Oppsettet har 4 feil:" in done.err
    for words in (".env:1: MEDIAWATCH_SMTP_HOTS", ".env:2: MEDIAWATCH_TIMEZONE", "feeds.yaml:4:", "granvik.yaml:"):
        assert words in done.err
    assert "kjør «mediawatch check» på nytt" in done.err


def test_check_tells_what_is_left_before_going_live(run: Run, folder: Path) -> None:
    set_up(folder, [("a", "https://granvikposten.no/rss")])
    (folder / ".env").unlink()
    done = run("check")
    assert (done.code, done.err) == (0, "")
    assert "2 utgivere med 1 kilde (1 av dem ikke bekreftet)." in done.out
    assert "Granvik kommune: 2 navn å følge, 1 mål, 1 mottaker." in done.out
    assert "MEDIAWATCH_CONTACT: Kontaktadresse mangler" in done.out
    assert f"meldingene skrives til {folder / 'outbox'}" in done.out


def test_check_says_when_all_is_ready(run: Run, folder: Path) -> None:
    set_up(folder, [])
    done = run("check")
    assert done.code == 0
    assert "Alt er klart." in done.out
    assert "mediawatch run" in done.out


@pytest.mark.parametrize("command", ["sources", "poll --once", "run", "add https://granvikposten.no/a"])
def test_nothing_is_fetched_before_outlets_can_see_who_asks(run: Run, folder: Path, command: str) -> None:
    set_up(folder, [("a", "https://granvikposten.no/rss")])
    (folder / ".env").unlink()
    done = run(*command.split())
    assert done.code == 2
    assert "Skriv for eksempel MEDIAWATCH_CONTACT=" in done.err


@pytest.mark.parametrize("command", ["run", "digest --send"])
def test_no_mail_goes_to_example_addresses(run: Run, folder: Path, command: str) -> None:
    set_up(folder, [])
    organisation = folder / "organisations" / "granvik.yaml"
    organisation.write_text(organisation.read_text().replace("leder@granvik.kommune.no", "leder@example.org"))
    (folder / ".env").write_text(
        "MEDIAWATCH_CONTACT=presse@granvik.kommune.no\nMEDIAWATCH_SMTP_HOST=smtp.granvik.kommune.no\n"
        "MEDIAWATCH_SENDER=media@granvik.kommune.no\n"
    )
    done = run(*command.split())
    assert done.code == 2
    assert "leder@example.org er en eksempeladresse" in done.err


@pytest.mark.parametrize("command", ["check", "targets", "search granvik", "digest --send"])
@pytest.mark.parametrize(
    ("database", "words"),
    [
        ("sqlite:////ingen/slik/mappe/a.db", "Mappen /ingen/slik/mappe finnes ikke."),
        ("sqlite:///feeds.yaml", "Filen er ikke en database eller er skadet."),
        ("postgresql://bruker:hemmelig@127.0.0.1:1/mediawatch", "Databasetjeneren svarer ikke."),
    ],
)
def test_a_database_that_is_away_gives_exit_code_3(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, command: str, database: str, words: str
) -> None:
    set_up(folder, [])
    monkeypatch.setenv("MEDIAWATCH_DATABASE", database)
    done = run(*command.split())
    assert done.code == 3
    assert words in done.err
    assert "hemmelig" not in done.said


@pytest.mark.skipif(os.geteuid() == 0, reason="the super user may write anywhere")
def test_a_folder_without_access_is_told(run: Run, folder: Path) -> None:
    set_up(folder, [])
    (folder / "data").mkdir(mode=0o500)
    done = run("targets")
    assert done.code == 3
    assert "skriverett" in done.err or "tilgang" in done.err


def test_a_data_folder_that_is_a_file_is_told(run: Run, folder: Path) -> None:
    set_up(folder, [])
    (folder / "data").write_text("")
    done = run("targets")
    assert done.code == 3
    assert "Velg en annen MEDIAWATCH_DATA_DIR." in done.err
    assert not english(done.err)


def test_a_terminal_that_lacks_a_letter_gets_another(process: Run, folder: Path) -> None:
    set_up(folder, [])
    done = process("targets", PYTHONIOENCODING="ascii")
    assert done.code == 0
    assert "Traceback" not in done.err
    assert "?n sak hver uke" in done.out


def test_main_is_what_the_package_runs() -> None:
    assert main.__module__ == "mediawatch.cli"
