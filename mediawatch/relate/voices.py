"""Who speaks for the municipality among those a text quotes: by office, by the matrix, by the persons watched."""

import re

from mediawatch.model import Coverage, Organisation

_OFFICE_WORDS = """
    ordfører ordføreren ordførar ordføraren varaordfører varaordføreren varaordførar varaordføraren
    utvalgsleder hovedutvalgsleder hovudutvalsleiar utvalsleiar
    kommunedirektør kommunedirektøren rådmann rådmannen kommunalsjef kommunalsjefen
    etatssjef etatsjef etatsleder etatssjefen seksjonsleder virksomhetsleder virksomhetslederen enhetsleder
    tjenesteleder tenesteleiar einingsleiar verksemdsleiar kommuneoverlege kommuneoverlegen kommunelege
    kommunepsykolog kommunejurist kommuneadvokat kommuneplanlegger kommunikasjonsrådgiver kommunikasjonssjef
    rektor rektoren barnehagestyrer styrer kulturskolerektor
    helsesjef omsorgssjef skolesjef oppvekstsjef undervisningssjef barnevernsleder barnevernssjef
    kultursjef biblioteksjef bibliotekleder plansjef byggesaksleder næringssjef landbrukssjef skogbrukssjef
    personalsjef hr-sjef økonomisjef it-sjef brannsjef feiersjef beredskapsleder beredskapskoordinator
    folkehelsekoordinator frivillighetskoordinator eiendomssjef veisjef
"""
_OFFICES = frozenset(_OFFICE_WORDS.split())
"""Offices of a municipality. Members of the council speak for their party, employee representatives for members."""
_LEADERS = re.compile(
    r"\b(?:leder|leiar|sjef)\w* (?:i|av|for|ved) (?:hovedutvalg|hovudutval|formannskap|kommunen|barnevern|helse|skole|"
    r"oppvekst|kultur|teknisk|plan|eiendom|hjemmetjeneste|sykehjem|legevakt)\w*|\bteknisk sjef\b",
)
_OFFICE_NAMES = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"varaordfør", "Varaordføreren"),
        (r"ordfør", "Ordføreren"),
        (r"utvalgsled|utvalsleiar|hovedutvalg|hovudutval", "Utvalgsledere"),
        (r"kommunedirektør|rådmann", "Kommunedirektøren"),
        (r"rektor|styrer", "Rektorer og barnehagestyrere"),
        (r"lege|psykolog", "Kommuneleger og psykologer"),
        (r"kommunikasjon", "Kommunikasjon"),
        (r"etat|kommunalsjef|seksjon|sjef", "Etatssjefer og fagsjefer"),
        (r"led(?:er|ar)|leiar", "Virksomhetsledere"),
    )
)
_OTHER_OFFICE = "Andre ansatte"
_NO_VOICE = re.compile(r"tillitsvalg|tillitsvald|hovedverneombud|verneombud|tidligere|tidlegare|fungerer som|eks-")
_PERSON_OFFICE = re.compile(r"\((?P<office>[^)]*)\)\s*$")


def quotes_us(coverage: Coverage, organisation: Organisation) -> bool:
    """Whether somebody who speaks for the municipality is quoted."""
    return any(speaks_for_us(quoted, organisation) for quoted in coverage.quoted)


def offices(coverage: Coverage, organisation: Organisation) -> tuple[str, ...]:
    """The offices of the municipality that a text quotes, as they are told of: "Ordføreren", "Etatssjefer"."""
    found = (_office_name(quoted, organisation) for quoted in coverage.quoted if speaks_for_us(quoted, organisation))
    return tuple(dict.fromkeys(found))


def _office_name(quoted: str, organisation: Organisation) -> str:
    """The office before the name, else the one that the matrix or the watched person has."""
    words = quoted.lower()
    known = {line.name.lower(): line.title.lower() for line in organisation.spokespersons if line.name}
    known |= {
        form.lower(): office["office"].lower()
        for subject in organisation.subjects
        if subject.kind == "person" and (office := _PERSON_OFFICE.search(subject.name))
        for form in subject.forms
        if " " in form
    }
    said = " ".join([words, *(title for name, title in known.items() if name in words)])
    return next((name for pattern, name in _OFFICE_NAMES if pattern.search(said)), _OTHER_OFFICE)


def speaks_for_us(quoted: str, organisation: Organisation) -> bool:
    """`quoted` ("ordfører Kari Nordmann") to whether that is a voice of the municipality.

    By the office before the name, which may carry our own name (Modum-ordføreren) but no other place's; or by the name,
    where the matrix or a watched person with an office has it.
    """
    words = quoted.split()
    office = " ".join(word for word in words if word[:1].islower() or "-" in word).lower()
    if _NO_VOICE.search(office):
        return False
    if _is_office(office, organisation.place):
        return True
    return any(name and name.lower() in quoted.lower() for name in _our_names(organisation))


def _is_office(office: str, place: str) -> bool:
    """Whether the words before a name tell an office of ours."""
    prefix = re.compile(rf"^{re.escape(place.lower())}s?-?") if place else None
    for word in office.split():
        bare = prefix.sub("", word) if prefix else word
        if bare in _OFFICES:
            return True
    return bool(_LEADERS.search(office))


def _our_names(organisation: Organisation) -> list[str]:
    """Names of the matrix, and of watched persons whose office is the municipality's."""
    names = [line.name for line in organisation.spokespersons if line.suggest]
    for subject in organisation.subjects:
        office = _PERSON_OFFICE.search(subject.name) if subject.kind == "person" else None
        if office and _is_office(office["office"].lower(), organisation.place):
            names.extend(form for form in subject.forms if " " in form and form[:1].isupper())
    return names
