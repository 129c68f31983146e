"""Settings -> the whole configuration: feeds.yaml and every file of organisations/, or every problem in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mediawatch.config.addresses import is_example
from mediawatch.config.feeds import Sources, read_sources
from mediawatch.config.organisations import organisation_repeats, read_organisation
from mediawatch.config.records import Placed
from mediawatch.config.settings import CHANNELS, Settings, channel_key, read_settings
from mediawatch.config.vocabulary import closest
from mediawatch.config.yaml_lines import read_document, shown_name
from mediawatch.errors import ConfigError, Problem
from mediawatch.model import Organisation, Outlet

SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, kw_only=True)
class Config:
    """All that is given. `blocked_hosts`: copy sites that are never read. `warnings`: right, but hardly meant.
    `unfinished`: recipients that still have an example address. `listed`: the outlets of feeds.yaml alone, where
    sources added on the pages are among `outlets`."""

    settings: Settings
    outlets: tuple[Outlet, ...]
    organisations: tuple[Organisation, ...]
    blocked_hosts: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()
    unfinished: tuple[Problem, ...] = ()
    listed: tuple[Outlet, ...] | None = None

    @cached_property
    def outlet_by_id(self) -> Mapping[str, Outlet]:
        """The outlets by id."""
        return {outlet.id: outlet for outlet in self.outlets}

    @cached_property
    def organisation_by_id(self) -> Mapping[str, Organisation]:
        """The organisations by id."""
        return {organisation.id: organisation for organisation in self.organisations}

    def is_blocked(self, host: str) -> bool:
        """Whether the host, or a domain it belongs to, is among the copy sites."""
        name = host.lower()
        return any(name == blocked or name.endswith(f".{blocked}") for blocked in self.blocked_hosts)


def load_config(settings: Settings) -> Config:
    """Reads the files that `settings` name. Raises ConfigError with every problem of every file."""
    config, problems = _read_config(settings)
    if problems:
        raise ConfigError(_in_order(problems))
    return config


def load_everything(environ: Mapping[str, str] | None = None, folder: Path | None = None) -> Config:
    """Settings and files at once, so that faults in both are told together. Raises ConfigError."""
    settings, problems = read_settings(environ, folder)
    missing = [problem for problem in problems if problem.path in ("MEDIAWATCH_FEEDS", "MEDIAWATCH_ORGANISATIONS")]
    config, more = _read_config(settings)
    told = {shown_name(path) for path in (settings.feeds, settings.organisations) if missing and not path.exists()}
    problems += [problem for problem in more if problem.file not in told]
    if not more:
        problems += _lonely_channels(config)
    if problems:
        raise ConfigError(_in_order(problems))
    return config


def _lonely_channels(config: Config) -> Iterable[Problem]:
    """Channels for alarms, or a mailbox, of an organisation that does not exist: they would never be used."""
    keys = [channel_key(organisation.id) for organisation in config.organisations]
    chosen = config.settings.imap_organisation
    if chosen and chosen not in config.organisation_by_id:
        meant = closest(chosen, list(config.organisation_by_id)) or next(iter(config.organisation_by_id), "")
        yield Problem(
            ".env", 0, "MEDIAWATCH_IMAP_ORGANISATION", f"Ingen kommune har id-en «{chosen}». Mente du {meant}?"
        )
    for key in config.settings.notify_by:
        if key not in keys:
            meant = f"{CHANNELS}{closest(key, keys) or keys[0]}" if keys else "MEDIAWATCH_NOTIFY"
            yield Problem(".env", 0, f"{CHANNELS}{key}", f"Ingen kommune har denne id-en. Mente du {meant}?")


def _read_config(settings: Settings) -> tuple[Config, list[Problem]]:
    problems: list[Problem] = []
    sources = Sources()
    document, found = read_document(settings.feeds)
    problems += found
    if document:
        sources = read_sources(document, problems, allow_private=settings.allow_private)
    outlets = tuple(placed.record for placed in sources.outlets)
    known = outlets if sources.complete else ()
    organisations = _read_organisations(settings.organisations, problems, known)
    config = Config(
        settings=settings,
        outlets=outlets,
        organisations=tuple(placed.record for placed in organisations),
        blocked_hosts=sources.blocked_hosts,
        warnings=tuple(_warnings(organisations, known)),
        unfinished=tuple(_unfinished(organisations)),
    )
    return config, problems


def _read_organisations(
    folder: Path, problems: list[Problem], outlets: tuple[Outlet, ...]
) -> list[Placed[Organisation]]:
    if not folder.is_dir():
        problems.append(Problem(shown_name(folder), 1, "", "Finner ikke mappen. Lag den, med én fil for hver kommune."))
        return []
    files = sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES and not path.name.startswith("."))
    if not files:
        message = "Mappen er tom. Legg inn en fil for kommunen, for eksempel modum.yaml."
        problems.append(Problem(shown_name(folder), 1, "", message))
    placed = []
    for path in files:
        document, found = read_document(path)
        problems += found
        if document and (organisation := read_organisation(document, problems, outlets)):
            placed.append(organisation)
    problems += organisation_repeats(placed)
    return placed


def _unfinished(organisations: list[Placed[Organisation]]) -> list[Problem]:
    return [
        placed.problem(
            f"{recipient.email} er en eksempeladresse. Skriv mottakerens egen, eller ta bort mottakeren.",
            "recipients",
            number,
            "email",
        )
        for placed in organisations
        for number, recipient in enumerate(placed.record.recipients)
        if is_example(recipient.email)
    ]


def _warnings(organisations: list[Placed[Organisation]], outlets: tuple[Outlet, ...]) -> list[Problem]:
    warnings = []
    for placed in organisations:
        organisation = placed.record
        if outlets and not any(organisation.place in outlet.home for outlet in outlets):
            message = (
                f"Ingen kilde i feeds.yaml har {organisation.place} som hjemsted, så «kommunen» og «ordføreren» "
                f"kjennes aldri igjen. Skriv home: [{organisation.place}] på lokalavisen."
            )
            warnings.append(placed.problem(message, "place"))
        if not organisation.recipients:
            warnings.append(placed.problem("Ingen mottakere: den daglige e-posten går ikke til noen.", "recipients"))
        nameless = [person for person in organisation.spokespersons if person.suggest and not person.name]
        if nameless:
            first = nameless[0].title
            others = f" og {len(nameless) - 1} til" if len(nameless) > 1 else ""
            message = f"Navn mangler på {first}{others}. E-posten viser bare stillingen til du fyller ut name og phone."
            warnings.append(placed.problem(message, "spokespersons"))
        if not organisation.targets:
            warnings.append(placed.problem("Ingen mål: e-posten kan ikke si hvordan det går.", "targets"))
    return warnings


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: (problem.file, problem.line)))
