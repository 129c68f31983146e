"""What pitches are called on the pages: statuses, steps, kinds, and the fields in the log of changes."""

from mediawatch.model import PitchKind, PitchLink, PitchStatus, ThanksState

STATUS_NAMES: dict[PitchStatus, str] = {
    "idea": "Idé",
    "drafted": "Utkast klart",
    "offered": "Tilbudt",
    "printed": "På trykk",
    "declined": "Avslått",
    "dropped": "Lagt bort",
}
STEP_NAMES: dict[PitchStatus, str] = {
    "idea": "Tilbake til idé",
    "drafted": "Utkastet er klart",
    "offered": "Tilbudt",
    "printed": "På trykk",
    "declined": "Avslått",
    "dropped": "Legg bort",
}
"""What the button says that moves a pitch there."""
PITCH_KIND_NAMES: dict[PitchKind, str] = {"story": "Sak", "op-ed": "Kronikk"}
LINK_NAMES: dict[PitchLink, str] = {"": "", "suggested": "foreslått av programmet", "by hand": "valgt for hånd"}
THANKS_NAMES: dict[ThanksState, str] = {"thanked": "takket", "passed over": "ikke aktuelt", "open": "ikke takket"}
PITCH_FIELDS: dict[str, str] = {
    "title": "tittel",
    "angle": "vinkling",
    "kind": "slag",
    "topic": "tema",
    "department": "etat",
    "author": "skrives av",
    "office": "stilling",
    "status": "status",
    "outlet": "utgiver",
    "journalist": "journalist",
    "embargo": "sperrefrist",
    "planned": "planlagt",
    "month_only": "bare måneden er planlagt",
    "draft_due": "frist for utkast",
    "draft": "utkast",
    "draft_link": "lenke til utkast",
    "offered_at": "tilbudt",
    "printed_at": "på trykk",
    "declined_at": "avslått",
    "declined_why": "hvorfor avslått",
    "story": "sak i arkivet",
    "linked": "hvordan koblet",
    "rejected": "saker som ikke er denne",
    "owner": "ansvarlig",
    "note": "fortrolig notat",
    "created_at": "opprettet",
}
THANKS_FIELDS: dict[str, str] = {"story": "sak", "outlet": "utgiver", "state": "takk", "on": "dato"}
