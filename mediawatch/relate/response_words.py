"""What the closed lists of a response are called, and the points of Vær Varsom-plakaten that it may be about."""

from mediawatch.model import CheckAnswer, Decision, FactAnswer, FactVerdict, ReplyChannel, ResponseStatus

CHECK_NAMES: dict[str, str] = {
    "errors": "Er det faktafeil i saken?",
    "ours": "Er det vårt ansvar?",
    "secret": "Hindrer taushetsplikt oss i å svare fullt ut?",
    "persons": "Berører saken enkeltpersoner?",
    "growing": "Kommer saken til å vokse?",
}
CHECK_HINTS: dict[str, str] = {
    "errors": "Før dem opp under «Fakta i saken», så kan de rettes.",
    "ours": "Er det en annen som bør svare, skriv hvem.",
    "secret": "Det du skriver her, ser bare rådgivere og administratorer.",
    "persons": "Det du skriver her, ser bare rådgivere og administratorer.",
    "growing": "Er den trykt flere steder, spurt om på nytt, eller ventes det et møte eller vedtak?",
}
ANSWER_NAMES: dict[CheckAnswer, str] = {"yes": "Ja", "no": "Nei", "unknown": "Vet ikke"}
STATUS_NAMES: dict[ResponseStatus, str] = {
    "new": "Ny",
    "assessed": "Vurdert, ikke besluttet",
    "decided": "Besluttet",
    "closed": "Avsluttet",
}
DECISION_NAMES: dict[Decision, str] = {
    "answer": "Svare redaksjonen",
    "correct": "Be om at fakta rettes",
    "op-ed": "Skrive kronikk eller innlegg",
    "own channels": "Svare i egne kanaler",
    "wait": "Vente og følge med",
    "nothing": "Ikke gjøre noe",
}
VERDICT_NAMES: dict[FactVerdict, str] = {
    "wrong": "feil",
    "misleading": "misvisende",
    "left out": "utelatt",
    "correct": "riktig",
}
FACT_ANSWER_NAMES: dict[FactAnswer, str] = {"corrected": "rettet", "refused": "avvist", "no answer": "ikke besvart"}
CHANNEL_NAMES: dict[ReplyChannel, str] = {
    "e-mail": "e-post",
    "phone": "telefon",
    "meeting": "møte",
    "interview": "intervju",
    "statement": "pressemelding eller egne kanaler",
    "letter": "leserinnlegg eller kronikk",
    "other": "annet",
}
POINT_NAMES: dict[str, str] = {
    "3.2": "kildekritikk og kontroll av opplysninger",
    "3.3": "tydelige premisser for intervjuet",
    "3.8": "rett til å rette egne uttalelser",
    "4.1": "saklighet og omtanke",
    "4.2": "skille mellom fakta og kommentar",
    "4.3": "respekt for privatliv og egenart",
    "4.4": "titler og ingresser uten dekning",
    "4.7": "navn og bilde av personer",
    "4.8": "hensynet til barn",
    "4.13": "retting av feil",
    "4.14": "samtidig imøtegåelse",
    "4.15": "tilsvar",
}
"""The points of Vær Varsom-plakaten that a municipality's complaints are about, each in a few words of our own."""
