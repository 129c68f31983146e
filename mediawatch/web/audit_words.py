"""The words of the log of changes: what was done, to what, and what each field and value is called."""

import re
from collections.abc import Mapping

from mediawatch.report.naming import KIND_NAMES, TONE_NAMES, TOPIC_NAMES
from mediawatch.web.contact_form import CONTACT_FIELDS, PURPOSE_NAMES
from mediawatch.web.contact_form import KIND_NAMES as KIND_WORDS
from mediawatch.web.crisis_audit import CRISIS_ACTIONS, CRISIS_FIELDS, CRISIS_SUBJECTS, CRISIS_VALUES
from mediawatch.web.enquiry_words import ENQUIRY_ACTIONS, ENQUIRY_FIELDS, ENQUIRY_SUBJECTS, ENQUIRY_VALUES
from mediawatch.web.keys import SCOPE_NAMES
from mediawatch.web.people import ROLE_NAMES
from mediawatch.web.pitch_words import (
    LINK_NAMES,
    PITCH_FIELDS,
    PITCH_KIND_NAMES,
    STATUS_NAMES,
    THANKS_FIELDS,
    THANKS_NAMES,
)
from mediawatch.web.response_words import (
    FACT_FIELDS,
    REPLY_FIELDS,
    RESPONSE_ACTIONS,
    RESPONSE_FIELDS,
    RESPONSE_SUBJECTS,
    RESPONSE_VALUES,
)

ABSENCE_FIELDS = {
    "line": "hvem",
    "first": "første dag",
    "last": "siste dag",
    "deputy": "stedfortreder",
    "uid": "kalendermerke",
    "removed": "tatt bort",
}

AUDIT_NAMES: dict[str, str] = {
    **CRISIS_ACTIONS,
    "absence.add": "fravær lagt inn",
    "absence.change": "fravær endret",
    "account.role": "rolle",
    "contact.add": "kontakt lagt inn",
    "contact.change": "kontakt endret",
    "contact.remove": "kontakt slettet",
    "coverage.add": "sak lagt til for hånd",
    **ENQUIRY_ACTIONS,
    "key.make": "nøkkel laget",
    "key.revoke": "nøkkel trukket tilbake",
    "note.add": "notat skrevet",
    "note.change": "notat endret",
    "note.remove": "notat fjernet",
    "note.restore": "notat hentet tilbake",
    "outlet.add": "utgiver lagt til",
    "person.erase": "navn slettet etter krav",
    "pitch.add": "egen sak lagt inn",
    "pitch.change": "egen sak endret",
    **RESPONSE_ACTIONS,
    "reading.add": "tall lagt inn av et program",
    "reading.remove": "tall tatt bort",
    "reading.supply": "tall lagt inn",
    "search.change": "lagret søk endret",
    "search.delete": "lagret søk slettet",
    "search.feed": "adresse for nyhetsleser",
    "search.save": "søk lagret",
    "session.end": "økt avsluttet",
    "session.open": "logget inn",
    "source.add": "kilde lagt til",
    "source.fetch": "kilde hentet nå",
    "source.pause": "kilde satt på pause",
    "source.remove": "kilde tatt bort",
    "source.resume": "kilde satt i gang igjen",
    "story.kind": "slag rettet",
    "story.kind.undo": "retting av slag angret",
    "story.place": "navn rettet",
    "story.place.undo": "retting av navn angret",
    "story.relevance": "retting av om saken gjelder oss",
    "story.relevance.undo": "retting av om saken gjelder oss, angret",
    "story.tag": "merke",
    "story.tone": "tone rettet",
    "story.tone.undo": "retting av tone angret",
    "story.topic": "tema rettet",
    "story.topic.undo": "retting av tema angret",
    "thanks.add": "takk for en sak",
    "thanks.change": "takk for en sak endret",
}
SUBJECT_WORDS = {
    **CRISIS_SUBJECTS,
    "absence": "fravær",
    "pitch": "egen sak",
    "thanks": "takk",
    "story": "sak",
    "account": "konto",
    "key": "nøkkel",
    "search": "søk",
    "note": "notat",
    "contact": "kontakt",
    "person": "navn",
    **RESPONSE_SUBJECTS,
    **ENQUIRY_SUBJECTS,
}
RELEVANCE_WORDS = {"yes": "gjelder oss", "no": "gjelder ikke oss"}
VALUE_NAMES: dict[str, Mapping[str, str]] = {
    "account.role": {str(key): name for key, name in ROLE_NAMES.items()},
    "key.make": {str(key): name for key, name in SCOPE_NAMES.items()},
    "key.revoke": {str(key): name for key, name in SCOPE_NAMES.items()},
    "story.tone": {str(key): name for key, name in TONE_NAMES.items()},
    "story.topic": {str(key): name for key, name in TOPIC_NAMES.items()},
    "story.kind": {str(key): name for key, name in KIND_NAMES.items()},
    "story.relevance": RELEVANCE_WORDS,
}
NUMBERED = re.compile(rf"\b({'|'.join(SUBJECT_WORDS)}) (?=[0-9])")

FIELD_NAMES: dict[str, Mapping[str, str]] = {
    **CRISIS_FIELDS,
    "absence": ABSENCE_FIELDS,
    "contact": CONTACT_FIELDS,
    "enquiry": ENQUIRY_FIELDS,
    "pitch": PITCH_FIELDS,
    "thanks": THANKS_FIELDS,
    "response": RESPONSE_FIELDS,
    "fact": FACT_FIELDS,
    "reply": REPLY_FIELDS,
}
"""What the fields of the records that people work on together are called, by the record's name in the log."""
FIELD_VALUES: dict[str, Mapping[str, str]] = {
    **CRISIS_VALUES,
    **RESPONSE_VALUES,
    **ENQUIRY_VALUES,
    "contact.kind": KIND_WORDS,
    "contact.purpose": PURPOSE_NAMES,
    "pitch.status": {str(key): name for key, name in STATUS_NAMES.items()},
    "pitch.kind": {str(key): name for key, name in PITCH_KIND_NAMES.items()},
    "pitch.topic": {str(key): name for key, name in TOPIC_NAMES.items()},
    "pitch.linked": {str(key): name for key, name in LINK_NAMES.items()},
    "thanks.state": {str(key): name for key, name in THANKS_NAMES.items()},
}
"""What the words of closed lists are called, by record and field ("enquiry.status")."""
