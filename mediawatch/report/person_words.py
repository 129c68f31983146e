"""What is held about a person, in words that she can read herself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mediawatch.model import Retention
from mediawatch.render import plain

BASIS = (
    "Personvernforordningen artikkel 6 nr. 1 bokstav e: en oppgave i allmennhetens interesse "
    "(kommunens informasjonsarbeid)."
)
RIGHTS = (
    "Du kan be om innsyn, retting, sletting og begrensning, og du kan protestere mot behandlingen. Kontakt kommunen "
    "eller personvernombudet. Du kan klage til Datatilsynet."
)


@dataclass(frozen=True, slots=True)
class Place:
    """A table in words: what lies there, what for, and which retention it has (a field of Retention, "" for as long as
    what it belongs to)."""

    what: str
    purpose: str
    kept: str = ""


KIND_WORDS: Mapping[str, str] = {
    "coverage": "Ingresser, utdrag, bylinjer og begrunnelser fra presseomtale",
    "revisions": "Tekst i tidligere utgaver av en artikkel",
    "notes": "Notater på saker",
    "enquiries": "Hvem som spurte, spørsmålet og svaret i henvendelser fra pressen",
    "responses": "Det fortrolige i arbeidet med kritiske saker",
    "pitches": "Journalister og utkast i egne saker",
    "contacts": "Journalister i kontaktlisten",
    "statements": "Uttalelser i en krise",
    "audit": "Endringsloggen",
    "accounts": "Kontoer uten tilgang",
    "attempts": "Innlogginger og forsøk på innlogging",
    "polls": "Logg over besøk hos kildene",
    "deliveries": "Hvem som fikk e-post og varsler",
}
"""What each field of Retention is called."""
FROM_WORDS: Mapping[str, str] = {
    "coverage": "fra saken ble publisert",
    "revisions": "fra utgaven ble sett",
    "notes": "fra notatet sist ble endret",
    "enquiries": "fra henvendelsen ble lukket",
    "responses": "fra saken ble lukket",
    "pitches": "fra saken ble trykt, avslått eller lagt bort",
    "contacts": "fra kontakten ble lagt inn eller fornyet, på datoen som er valgt",
    "statements": "fra krisen var over",
    "audit": "fra endringen",
    "accounts": "fra kontoen sist ble brukt",
    "attempts": "fra økten eller lenken gikk ut",
    "polls": "fra besøket",
    "deliveries": "fra utsendingen",
}
"""When the time of each begins."""

_COVERAGE = "Følge med på hva pressen skriver om kommunen"
_ACCESS = "Styre hvem som har tilgang"
_RESPONSE = "Vurdere og svare på kritisk omtale"
_ENQUIRY = "Svare journalister"
_CRISIS = "Samordne uttalelser i en krise"
PLACES: Mapping[str, Place] = {
    "article": Place("Presseomtale (tittel, ingress, byline)", _COVERAGE, "coverage"),
    "revision": Place("Tidligere utgaver av presseomtale", _COVERAGE, "revisions"),
    "coverage": Place("Utdrag av presseomtale og hvem som er sitert", _COVERAGE, "coverage"),
    "verdict": Place("Modellens vurdering av en sak som er rettet", _COVERAGE, "coverage"),
    "search_index": Place("Søkeregisteret", "Finne igjen presseomtale", "coverage"),
    "item": Place("Saker som venter på å bli lest", _COVERAGE, "coverage"),
    "correction": Place("Rettelser av vurderinger", _COVERAGE),
    "story_tag": Place("Merker på saker", _COVERAGE),
    "alarm": Place("Varsler", "Varsle om presseomtale", "deliveries"),
    "alarm_notice": Place("Hvem som fikk varsler", "Varsle om presseomtale", "deliveries"),
    "delivery": Place("Hvem som fikk e-post", "Sende dagens oversikt", "deliveries"),
    "note": Place("Notater på saker", _RESPONSE, "notes"),
    "note_version": Place("Tidligere utgaver av notater", _RESPONSE, "notes"),
    "response": Place("Vurdering av kritisk sak", _RESPONSE, "responses"),
    "fact": Place("Faktafeil i en sak", _RESPONSE, "responses"),
    "reply": Place("Svar til en redaksjon", _RESPONSE, "responses"),
    "enquiry": Place("Henvendelse fra pressen", _ENQUIRY, "enquiries"),
    "enquiry_mail": Place("E-post fra pressen", _ENQUIRY, "enquiries"),
    "pitch": Place("Egen sak eller kronikk", "Tilby pressen egne saker", "pitches"),
    "contact": Place("Kontaktliste", "Nå redaksjoner og journalister", "contacts"),
    "absence": Place("Fravær i talspersonlisten", "Vite hvem som uttaler seg"),
    "matrix_version": Place("Talspersonlisten, slik den var", "Vite hvem som uttaler seg"),
    "crisis": Place("Kriseperiode", _CRISIS, "statements"),
    "statement": Place("Uttalelse i en krise", _CRISIS, "statements"),
    "voice_verdict": Place("Vurdering av et sitat", "Se hvem som uttaler seg for kommunen", "coverage"),
    "audit_entry": Place("Endringsloggen", "Vise hvem som gjorde hva", "audit"),
    "account": Place("Konto", _ACCESS, "accounts"),
    "membership": Place("Rolle", _ACCESS, "accounts"),
    "session": Place("Innlogging", _ACCESS, "attempts"),
    "sign_in_link": Place("Innloggingslenke", _ACCESS, "attempts"),
    "api_token": Place("Nøkkel for et program", _ACCESS),
    "saved_search": Place("Lagret søk", "Finne igjen presseomtale"),
    "search_mail": Place("E-post fra lagret søk", "Finne igjen presseomtale"),
    "reading": Place("Tall lagt inn av noen", "Måle mot målene"),
    "added_outlet": Place("Kilde lagt til av noen", _COVERAGE),
    "added_feed": Place("Kilde lagt til av noen", _COVERAGE),
    "oppsettet": Place("Oppsettet (YAML-filer)", "Vite hvem som uttaler seg og hvem som får oversikten"),
}
"""Every table that a name may stand in (tests/jobs/test_persons.py keeps it whole)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is held. `stays`: it is the address of a page, which an erasure leaves."""

    table: str
    column: str
    row: str
    organisation: str
    text: str
    stays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonReport:
    """All that is held. `also`: other things of theirs that were looked for (mail addresses, phone numbers); `near`:
    names that are nearly theirs, with how often; `erased`: when the name was put on the list of erased ones."""

    name: str
    also: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    near: Mapping[str, int] = field(default_factory=dict)
    erased: str = ""


def place_of(table: str) -> Place:
    """What a table is called; its own name when nobody has said."""
    return PLACES.get(table, Place(f"Tabellen {table}", "Se behandlingsprotokollen"))


def kept_words(table: str, retention: Retention) -> str:
    """How long what lies there is kept."""
    kept = place_of(table).kept
    if not kept:
        return "så lenge det den hører til, er i bruk"
    months = getattr(retention, kept)
    return "1 måned" if months == 1 else f"{months} måneder"


def report_lines(found: PersonReport, retention: Retention) -> Iterator[str]:
    """The report as lines of text."""
    yield f"Hva mediawatch har lagret om {found.name}"
    yield ""
    if found.also:
        yield f"Søkt også etter: {', '.join(found.also)}"
    if found.erased:
        yield f"Navnet ble slettet {found.erased} og tas ut av alt som kommer inn."
    if not found.findings:
        yield "Ingenting er lagret med dette navnet."
    for table, here in _by_table(found.findings):
        place = place_of(table)
        yield f"{place.what}: {_times(len(here))}"
        yield f"  Formål: {place.purpose}. Lagres {kept_words(table, retention)}."
        yield from (f"  – {one.row} {plain(one.text)}{_stays(one)}" for one in here)
        yield ""
    if found.near:
        yield "Navn som ligner. De er ikke med i tallene over:"
        yield from (f"  – {plain(name)}: {_times(count)}" for name, count in found.near.items())
        yield "  Er noe av dette samme person, kjør på nytt med --also."
        yield ""
    yield f"Grunnlag: {BASIS}"
    yield "Kilder: det pressen har publisert, det personen selv har sendt oss, og det ansatte har skrevet inn."
    yield "Ikke med: e-post som er sendt, filer noen har lastet ned, og sikkerhetskopier."
    yield RIGHTS


def report_json(found: PersonReport, retention: Retention) -> dict[str, Any]:
    """The report for programs, with the same words."""
    return {
        "name": found.name,
        "also": list(found.also),
        "erased": found.erased or None,
        "basis": BASIS,
        "held": [
            {
                "table": one.table,
                "column": one.column,
                "row": one.row,
                "organisation": one.organisation or None,
                "what": place_of(one.table).what,
                "purpose": place_of(one.table).purpose,
                "kept": kept_words(one.table, retention),
                "text": one.text,
                "stays": one.stays,
            }
            for one in found.findings
        ],
        "near": dict(found.near),
    }


def _by_table(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    made: dict[str, list[Finding]] = {}
    for one in findings:
        made.setdefault(one.table, []).append(one)
    return list(made.items())


def _times(count: int) -> str:
    return "1 sted" if count == 1 else f"{count} steder"


def _stays(one: Finding) -> str:
    return " (nettadresse: blir stående, ellers finner vi ikke saken igjen)" if one.stays else ""
