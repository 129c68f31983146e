"""What the fields of a response, a fact and a reply are called, in the log of changes and where two disagree."""

from collections.abc import Mapping

from mediawatch.relate.response_words import (
    ANSWER_NAMES,
    CHANNEL_NAMES,
    CHECK_HINTS,
    CHECK_NAMES,
    DECISION_NAMES,
    FACT_ANSWER_NAMES,
    POINT_NAMES,
    STATUS_NAMES,
    VERDICT_NAMES,
)
from mediawatch.relate.responses import CHECKS

RESPONSE_FIELDS: Mapping[str, str] = {
    "story": "sak",
    "status": "status",
    "seen_at": "først sett",
    "opened_at": "åpnet",
    "errors": "faktafeil",
    "errors_words": "merknad om faktafeil",
    "ours": "vårt ansvar",
    "ours_words": "merknad om ansvar",
    "secret": "taushetsplikt",
    "secret_words": "merknad om taushetsplikt",
    "persons": "enkeltpersoner",
    "persons_words": "merknad om enkeltpersoner",
    "growing": "vokser",
    "growing_words": "merknad om saken vokser",
    "decision": "beslutning",
    "reason": "begrunnelse",
    "decided_at": "besluttet",
    "decided_by": "besluttet av",
    "owner": "ansvarlig (adresse)",
    "owner_name": "ansvarlig",
    "deadline": "frist",
    "remind_on": "påminnelse",
    "points": "punkter i Vær Varsom-plakaten",
    "complained_on": "klaget til PFU",
    "outcome": "hvordan det gikk",
    "lesson": "det vi lærte",
    "closed_at": "avsluttet",
    "note": "fortrolig notat",
}
FACT_FIELDS: Mapping[str, str] = {
    "response": "vurdering",
    "claim": "påstand",
    "verdict": "vår vurdering",
    "right": "det som er riktig",
    "page": "vår egen side om dette",
    "asked_at": "bedt om retting",
    "asked_by": "bedt av",
    "answer": "svar fra redaksjonen",
    "answered_at": "svart",
    "link": "lenke",
    "withdrawn": "tatt bort",
}
REPLY_FIELDS: Mapping[str, str] = {
    "response": "vurdering",
    "at": "når",
    "by": "hvem svarte",
    "to": "til",
    "channel": "hvordan",
    "text": "det vi svarte",
    "withdrawn": "tatt bort",
}
RESPONSE_VALUES: Mapping[str, Mapping[str, str]] = {
    "response.status": {str(key): name for key, name in STATUS_NAMES.items()},
    "response.decision": {str(key): name for key, name in DECISION_NAMES.items()},
    **{f"response.{name}": {str(key): words for key, words in ANSWER_NAMES.items()} for name in CHECKS},
    "response.points": {point: f"{point} {words}" for point, words in POINT_NAMES.items()},
    "fact.verdict": {str(key): name for key, name in VERDICT_NAMES.items()},
    "fact.answer": {str(key): name for key, name in FACT_ANSWER_NAMES.items()},
    "reply.channel": {str(key): name for key, name in CHANNEL_NAMES.items()},
}
RESPONSE_ACTIONS: Mapping[str, str] = {
    "response.add": "vurdering begynt",
    "response.change": "vurdering endret",
    "response.pack": "dokumentasjon hentet",
    "fact.add": "påstand ført opp",
    "fact.change": "påstand endret",
    "reply.add": "svar ført opp",
    "reply.change": "svar endret",
}
RESPONSE_SUBJECTS: Mapping[str, str] = {"response": "vurdering", "fact": "påstand", "reply": "svar"}
QUEUE_NAMES: Mapping[str, str] = {
    "": "Åpne",
    "nye": "Nye",
    "pagar": "Under arbeid",
    "over-fristen": "Over fristen",
    "avsluttet": "Avsluttede",
}
"""What the queue of critical stories may be narrowed to."""
RESPONSE_TABLES: tuple[Mapping[str, str], ...] = (
    CHECK_NAMES,
    CHECK_HINTS,
    QUEUE_NAMES,
    POINT_NAMES,
    *RESPONSE_VALUES.values(),
)
"""All tables whose words pages look up."""
