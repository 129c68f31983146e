"""The words of the log of changes: what was done, to what, and what each field and value is called."""

import re
from collections.abc import Mapping

from mediawatch.report.naming import KIND_NAMES, TONE_NAMES, TOPIC_NAMES
from mediawatch.web.keys import SCOPE_NAMES
from mediawatch.web.people import ROLE_NAMES

AUDIT_NAMES: dict[str, str] = {
    "account.role": "rolle",
    "coverage.add": "sak lagt til for hånd",
    "key.make": "nøkkel laget",
    "key.revoke": "nøkkel trukket tilbake",
    "note.add": "notat skrevet",
    "note.change": "notat endret",
    "note.remove": "notat fjernet",
    "note.restore": "notat hentet tilbake",
    "outlet.add": "utgiver lagt til",
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
}
SUBJECT_WORDS = {"story": "sak", "account": "konto", "key": "nøkkel", "search": "søk", "note": "notat"}
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

FIELD_NAMES: dict[str, Mapping[str, str]] = {}
"""What the fields of the records that people work on together are called, by the record's name in the log."""
FIELD_VALUES: dict[str, Mapping[str, str]] = {}
"""What the words of closed lists are called, by record and field ("enquiry.status")."""
