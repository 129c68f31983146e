"""Environment and `.env` -> Settings. Nothing is read before `load_settings` is called."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_type_hints
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError

from mediawatch import __version__
from mediawatch.config.dotenv_file import Written, read_dotenv
from mediawatch.config.settings_faults import explain_setting, setting_faults
from mediawatch.config.vocabulary import closest
from mediawatch.config.yaml_lines import shown_name
from mediawatch.errors import ConfigError, Problem
from mediawatch.shipped import shipped_path

PREFIX = "MEDIAWATCH_"
CHANNELS = "MEDIAWATCH_NOTIFY_"
"""What the name of an organisation's own channels begins with."""
ENVIRONMENT = "miljøvariabel"
"""What stands for the file name in problems with a variable of the environment, which has no file."""

SmtpSecurity = Literal["starttls", "tls", "none"]
SignIn = Literal["mail", "oidc"]

_PORTS: dict[SmtpSecurity, int] = {"starttls": 587, "tls": 465, "none": 25}
_IMAP_PORTS: dict[SmtpSecurity, int] = {"starttls": 143, "tls": 993, "none": 143}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this installation runs. Each field is set by MEDIAWATCH_ and its name in capitals.

    `database`: sqlite:///path or postgresql://…; empty: mediawatch.db in `data_dir`. `contact`: an e-mail or web
    address that outlets can reach us at, sent with every request; needed to read live sources. `smtp_port` 0: the usual
    one for `smtp_security`. Without `smtp_host` mail is written to `outbox`. `notify`: Apprise addresses for alarms,
    with blanks between; `notify_by`: those of one organisation, MEDIAWATCH_NOTIFY_ and its id in capitals, which is
    the key. They hold secrets. `allow_private`: also read addresses on this machine and closed networks (the demo).
    `oidc_issuer`, `oidc_client_id`, `oidc_client_secret`: the OpenID provider that signs people in; all three or none.
    `oidc_name`: what its button says; `oidc_groups`: names of the claims that tell groups, with blanks between.
    `sign_in`: "mail": also by a link sent by mail; "oidc": only there.
    `imap_*`: the mailbox that journalists' enquiries are sent on to, read when `imap_host` is set; `imap_port` 0: the
    usual one; `imap_organisation`: whose it is (empty: the first organisation's).
    `host`, `port`: where the pages are served; `base_url`: the address people reach them at, when it is another.
    """

    database: str = field(default="", repr=False)
    data_dir: Path = Path("data")
    feeds: Path = Path("feeds.yaml")
    organisations: Path = Path("organisations")
    timezone: str = "Europe/Oslo"
    contact: str = ""
    smtp_host: str = ""
    smtp_port: int = 0
    smtp_security: SmtpSecurity = "starttls"
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_timeout: float = 30.0
    sender: str = "Mediawatch <mediawatch@localhost>"
    outbox: Path = Path("outbox")
    imap_host: str = ""
    imap_port: int = 0
    imap_security: SmtpSecurity = "tls"
    imap_user: str = ""
    imap_password: str = field(default="", repr=False)
    imap_folder: str = "INBOX"
    imap_organisation: str = ""
    base_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8321
    notify: str = field(default="", repr=False)
    notify_by: Mapping[str, str] = field(default_factory=dict, repr=False)
    allow_private: bool = False
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_name: str = "Logg inn med jobbkontoen"
    oidc_groups: str = "groups roles"
    sign_in: SignIn = "mail"

    def __post_init__(self) -> None:
        if not self.database:
            object.__setattr__(self, "database", f"sqlite:///{(self.data_dir / 'mediawatch.db').as_posix()}")
        if not self.smtp_port:
            object.__setattr__(self, "smtp_port", _PORTS[self.smtp_security])
        if not self.imap_port:
            object.__setattr__(self, "imap_port", _IMAP_PORTS[self.imap_security])

    @property
    def zone(self) -> ZoneInfo:
        """The local time zone."""
        return ZoneInfo(self.timezone)

    @property
    def user_agent(self) -> str:
        """How we present ourselves to outlets."""
        return f"mediawatch/{__version__} (+{self.contact})" if self.contact else f"mediawatch/{__version__}"

    def channels(self, organisation: str) -> tuple[str, ...]:
        """The Apprise addresses of an organisation: its own, or else those for all."""
        return tuple(dict.fromkeys(self.notify_by.get(channel_key(organisation), self.notify).split()))

    @property
    def has_oidc(self) -> bool:
        """Whether people can sign in at an OpenID provider."""
        return bool(self.oidc_issuer)

    @property
    def has_smtp(self) -> bool:
        """Whether mail is sent; else it is written to the outbox."""
        return bool(self.smtp_host)

    @property
    def has_imap(self) -> bool:
        """Whether a mailbox is read for enquiries."""
        return bool(self.imap_host)


def setting_names() -> tuple[str, ...]:
    """The names of all variables, in the order of the fields."""
    return tuple(PREFIX + each.name.upper() for each in fields(Settings) if each.name != "notify_by")


def channel_key(organisation: str) -> str:
    """An organisation's id as it stands in the name of its variable: "ovre-eiker" to "OVRE_EIKER"."""
    return organisation.upper().replace("-", "_")


def load_settings(environ: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """Environment and `.env` of `folder` (default: this process' environment and working directory) -> settings.

    The environment goes before `.env`; an empty value counts as not set; relative paths start in `folder`. Raises
    ConfigError with every problem.
    """
    settings, problems = read_settings(environ, folder)
    if problems:
        raise ConfigError(tuple(problems))
    return settings


def read_settings(
    environ: Mapping[str, str] | None = None, folder: Path | None = None
) -> tuple[Settings, list[Problem]]:
    """As `load_settings`, but with the problems beside settings that have the default wherever one was found."""
    folder = (folder or Path.cwd()).resolve()
    dotenv, problems = read_dotenv(folder / ".env")
    given = dict(dotenv)
    for name, value in (os.environ if environ is None else environ).items():
        if name.startswith(PREFIX):
            given[name] = Written(value, ENVIRONMENT, 0)
    problems += _unknown(given)
    written = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in given.items()
        if name in setting_names() and value.text.strip()
    }
    settings = replace(_at_home(_validated(written, problems), written, folder), notify_by=_channels(given))
    for problem in problems:
        written.pop(problem.path.removeprefix(PREFIX).lower(), None)
    faults = [Problem(w.file, w.line, PREFIX + key.upper(), m) for key, w, m in _faults(settings, written, folder)]
    return settings, problems + faults


def _channels(given: Mapping[str, Written]) -> dict[str, str]:
    """MEDIAWATCH_NOTIFY_MODUM=… to "MODUM": "…"; that there is such an organisation is looked at with the files."""
    return {
        name.removeprefix(CHANNELS): value.text
        for name, value in given.items()
        if name.startswith(CHANNELS) and value.text.strip()
    }


def _unknown(given: Mapping[str, Written]) -> list[Problem]:
    names = setting_names()
    problems = []
    for name, written in given.items():
        if name.upper().startswith(PREFIX) and name not in names and not name.startswith(CHANNELS):
            meant = closest(name.upper().removeprefix(PREFIX), [known.removeprefix(PREFIX) for known in names])
            advice = f"Mente du {PREFIX}{meant}?" if meant else "Se docs/configuration.md for alle navnene."
            problems.append(Problem(written.file, written.line, name, f"Innstillingen finnes ikke. {advice}"))
    return problems


def _validated(written: Mapping[str, Written], problems: list[Problem]) -> Settings:
    values: dict[str, Any] = {key: value.text.strip() for key, value in written.items()}
    adapter = TypeAdapter(Settings)
    try:
        return adapter.validate_python(values)
    except ValidationError as error:
        hints = get_type_hints(Settings)
        for fault in error.errors(include_url=False):
            key = str(fault["loc"][0])
            at = written[key]
            message = explain_setting(key, hints[key], str(values.pop(key, "")))
            problems.append(Problem(at.file, at.line, PREFIX + key.upper(), message))
    return adapter.validate_python(values)


def _at_home(settings: Settings, written: Mapping[str, Written], folder: Path) -> Settings:
    """Relative paths made absolute; feeds.yaml and organisations/ those of the folder or else the shipped examples."""
    data_dir = folder / settings.data_dir.expanduser()
    return replace(
        settings,
        data_dir=data_dir,
        database=settings.database if "database" in written else "",
        outbox=folder / settings.outbox.expanduser(),
        feeds=_own_or_shipped(folder / settings.feeds.expanduser(), "feeds.yaml", chosen="feeds" in written),
        organisations=_own_or_shipped(
            folder / settings.organisations.expanduser(), "organisations", chosen="organisations" in written
        ),
        base_url=settings.base_url.rstrip("/"),
    )


def _own_or_shipped(own: Path, name: str, *, chosen: bool) -> Path:
    return own if chosen or own.exists() else shipped_path(name)


def _faults(settings: Settings, written: Mapping[str, Written], folder: Path) -> list[tuple[str, Written, str]]:
    """Faults in values, at the setting that was written (or at `.env` where it should have been)."""
    nowhere = Written("", shown_name(folder / ".env"), 1)
    values = {each.name: getattr(settings, each.name) for each in fields(Settings)}
    return [(key, written.get(key, nowhere), message) for key, message in setting_faults(values, frozenset(written))]
