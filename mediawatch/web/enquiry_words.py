"""What things of enquiries are called."""

from collections.abc import Mapping

from mediawatch.model import AnswerWay, ArchiveAnswer, CitationCheck, EnquiryStatus, EnquiryWay
from mediawatch.report.naming import TOPIC_NAMES

ENQUIRY_STATUS: dict[EnquiryStatus, str] = {
    "new": "Ny",
    "taken": "Under arbeid",
    "answered": "Besvart",
    "declined": "Ingen kommentar",
    "withdrawn": "Trukket",
}
ENQUIRY_WAYS: dict[EnquiryWay, str] = {"form": "skrevet inn", "mail": "e-post", "program": "et annet program"}
ANSWER_WAYS: dict[AnswerWay, str] = {
    "phone": "Telefon",
    "mail": "E-post",
    "interview": "Intervju",
    "meeting": "Møte",
    "statement": "Skriftlig uttalelse",
}
CITATIONS: dict[CitationCheck, str] = {
    "none": "Ikke bedt om",
    "asked": "Avtalt, ikke gjort",
    "done": "Gjort",
}
ARCHIVE_ANSWERS: dict[ArchiveAnswer, str] = {"yes": "Ja", "no": "Nei"}
ARCHIVE_QUESTIONS = {
    "archive_exchanged": "Er henvendelsen kommet inn til eller sendt ut fra kommunen?",
    "archive_handled": "Har den vært saksbehandlet?",
    "archive_value": "Har den verdi som dokumentasjon?",
}
ARCHIVE_VERDICTS = {
    "unanswered": "Svar på de tre spørsmålene, så ser du om henvendelsen skal journalføres.",
    "access": "Et innsynskrav i seg selv skal som regel ikke journalføres.",
    "enter": "Skal journalføres: svaret er ja på alle tre.",
    "keep out": "Skal ikke journalføres: svaret er nei på minst ett av dem.",
}
FILTERS = {"apne": "Venter på svar", "ferdige": "Ferdige", "alle": "Alle"}
DONE_WORDS = {
    "ny": "Henvendelsen er lagt inn.",
    "tatt": "Du har tatt henvendelsen.",
    "besvart": "Svaret er registrert.",
    "avvist": "Registrert som «ingen kommentar».",
    "trukket": "Henvendelsen er merket som trukket.",
    "aapnet": "Henvendelsen er åpnet igjen.",
    "endret": "Endringen er lagret.",
    "omtale": "Koblingen er lagret.",
    "arkiv": "Svarene til arkivet er lagret.",
    "notat": "Notatet er lagret.",
}
ENQUIRY_FIELDS = {
    "journalist": "journalist",
    "outlet": "utgiver",
    "contact": "kontakt",
    "subject": "emne",
    "question": "spørsmål",
    "received_at": "mottatt",
    "came_by": "kom på",
    "deadline": "frist",
    "deadline_asked": "fristen er journalistens",
    "deadline_words": "fristen er lest av",
    "topic": "tema",
    "department": "etat",
    "speaker": "hvem svarer",
    "owner": "følger opp",
    "status": "status",
    "taken_at": "tatt",
    "closed_at": "avsluttet",
    "answer": "svar",
    "answer_way": "svart på",
    "citation_check": "sitatsjekk",
    "replied_at": "ny e-post",
    "attachments": "vedlegg",
    "stories": "omtale",
    "not_stories": "ikke omtale",
    "archive_exchanged": "kommet inn eller sendt ut",
    "archive_handled": "saksbehandlet",
    "archive_value": "verdi som dokumentasjon",
    "access_request": "innsynskrav",
    "case_number": "saksnummer",
    "note": "fortrolig notat",
}
ENQUIRY_ACTIONS = {"enquiry.add": "henvendelse lagt inn", "enquiry.change": "henvendelse endret"}
ENQUIRY_SUBJECTS = {"enquiry": "henvendelse"}
_STATUS = {str(key): name for key, name in ENQUIRY_STATUS.items()}
ENQUIRY_VALUES: dict[str, Mapping[str, str]] = {
    "enquiry.status": _STATUS,
    "enquiry.came_by": {str(key): name for key, name in ENQUIRY_WAYS.items()},
    "enquiry.answer_way": {str(key): name for key, name in ANSWER_WAYS.items()},
    "enquiry.citation_check": {str(key): name for key, name in CITATIONS.items()},
    "enquiry.topic": {str(key): name for key, name in TOPIC_NAMES.items()},
    **{f"enquiry.{name}": {str(key): word for key, word in ARCHIVE_ANSWERS.items()} for name in ARCHIVE_QUESTIONS},
}
ENQUIRY_TABLES: tuple[Mapping[str, str], ...] = (
    _STATUS,
    ENQUIRY_VALUES["enquiry.came_by"],
    ENQUIRY_VALUES["enquiry.answer_way"],
    ENQUIRY_VALUES["enquiry.citation_check"],
    ENQUIRY_VALUES["enquiry.archive_value"],
    ARCHIVE_QUESTIONS,
    ARCHIVE_VERDICTS,
    FILTERS,
    DONE_WORDS,
    ENQUIRY_FIELDS,
    ENQUIRY_ACTIONS,
    ENQUIRY_SUBJECTS,
)
"""All of them, for the catalogue."""
