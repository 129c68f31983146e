"""All that is held about a person, gathered; and taken away."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from mediawatch.config import Config
from mediawatch.model import Organisation
from mediawatch.report.person_words import Finding, PersonReport
from mediawatch.store import Store
from mediawatch.store.erasing import erase, note_erasure, tidy_up
from mediawatch.store.holdings import all_texts, beside, held, rows_named
from mediawatch.store.near_names import near_names
from mediawatch.store.redacting import Form, Known, forms_of, looking_for, spans, texts_in, words_in

MOST_NEAR = 20
MATRIX = ("absence", "matrix_version", "statement")
"""Tables of those who speak for the municipality."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What an erasure did. `rows`: how many of which table; `left`: what could not be taken away, in Norwegian;
    `tidied`: the database has given up its old pages too."""

    request: str
    rows: Counter[str]
    left: tuple[str, ...]
    tidied: bool


def person_report(config: Config, store: Store, name: str, also: Sequence[str], now: datetime) -> PersonReport:
    """Everything about a name, and about what else is theirs: an account's and a contact's addresses are looked for by
    themselves."""
    wider = _wider(store, name, also)
    known = _known(name, wider)
    findings = [
        Finding(
            table=one.table, column=one.column, row=" ".join(str(value) for value in one.row.values()),
            organisation=one.organisation, text=one.text, stays=one.stays,
        )
        for one in held(store.engine, known)
    ]  # fmt: skip
    findings += _of_account(store, name, wider, now)
    findings += _in_config(config, known)
    near = near_names(all_texts(store.engine), name).most_common(MOST_NEAR)
    erased = store.erased.state_of(words_in(name))
    day = f"{erased.astimezone(config.settings.zone):%d.%m.%Y}" if erased else ""
    return PersonReport(name=name, also=tuple(wider), findings=tuple(findings), near=dict(near), erased=day)


def warnings(config: Config, report: PersonReport) -> list[str]:
    """Why somebody should think twice before erasing, in Norwegian."""
    found = []
    if any(one.table in MATRIX or one.table == "oppsettet" for one in report.findings):
        found.append(
            "Navnet står i talspersonlisten eller oppsettet. Omtale av folkevalgte og ledere i vervet har et annet "
            "grunnlag enn omtale av private. Ta navnet ut av YAML-filene også, ellers vises det derfra."
        )
    if any(one.table == "account" for one in report.findings):
        found.append("Personen har en konto. Ta bort tilgangen under Tilgang først; en åpen konto blir ikke endret.")
    return found


def erase_person(
    config: Config, store: Store, name: str, also: Sequence[str], *, by: str, why: str, now: datetime
) -> Erasure:
    """Take a name out of everything, and keep it out. Begun again after being broken off it goes on."""
    forms = _forms(name, _wider(store, name, also))
    request = store.erased.add(forms, words_in(name), now)
    rows = erase(store.engine, forms, request)
    store.erased.finish(request, now)
    known = looking_for(forms)
    told = {"by": by, "at": now, "after": f"{rows.total()} rader", "why": why}
    note_erasure(store.engine, [one.id for one in config.organisations], request, told)
    tidied = tidy_up(store.engine, rows)
    return Erasure(request=request, rows=rows, left=tuple(_left(config, store, known)), tidied=tidied)


def _left(config: Config, store: Store, known: Known) -> Iterator[str]:
    staying = Counter(one.table for one in held(store.engine, known))
    accounts = staying.pop("account", 0)
    if accounts:
        yield "Kontoen er åpen og er ikke endret. Ta bort tilgangen, og kjør på nytt."
    if staying.total():
        yield f"{staying.total()} nettadresser med navnet i blir stående, ellers finner vi ikke sakene igjen."
    if _in_config(config, known):
        yield "Navnet står i YAML-filene. Ta det ut der."


def _forms(name: str, also: Iterable[str]) -> frozenset[Form]:
    return frozenset(form for one in (name, *also) for form in forms_of(one))


def _known(name: str, also: Iterable[str]) -> Known:
    return looking_for(_forms(name, also))


def _wider(store: Store, name: str, also: Sequence[str]) -> list[str]:
    """What was given, and the addresses and numbers of contacts and accounts of that name."""
    known = _known(name, also)
    found = list(also)
    for table, columns in (("contact", ("email", "phone")), ("account", ("email",))):
        found += beside(store.engine, table, "name", known, columns)
    return list(dict.fromkeys(one for one in found if one.strip()))


def _of_account(store: Store, name: str, also: Sequence[str], now: datetime) -> list[Finding]:
    """What hangs on the account by its number, and not by a name: sessions and roles."""
    found = []
    for row in rows_named(store.engine, "account", _known(name, also)):
        account = int(row["id"])
        found += [
            _finding("session", one.id, f"logget inn {one.created_at:%d.%m.%Y} med {one.browser or one.method}")
            for one in store.access.sessions(account, now)
        ]
        for organisation, role in store.access.roles(account).items():
            found.append(_finding("membership", account, f"{role} i {organisation}", organisation))
    return found


def _finding(table: str, row: object, text: str, organisation: str = "") -> Finding:
    return Finding(table=table, column="", row=str(row), organisation=organisation, text=text)


def _in_config(config: Config, known: Known) -> list[Finding]:
    """Where the configuration names the person."""
    return [
        _finding("oppsettet", where, text, organisation.id)
        for organisation in config.organisations
        for where, text in _config_texts(organisation)
        if spans(text, known)
    ]


def _config_texts(organisation: Organisation) -> Iterator[tuple[str, str]]:
    for key in ("spokespersons", "recipients", "subjects"):
        for line in getattr(organisation, key):
            yield from ((f"{key} {line.id}", text) for value in asdict(line).values() for text in texts_in(value))
