"""What topics, kinds, tones and names are called in sentences, both ways: as shown, and as a person may write them."""

from collections.abc import Mapping
from typing import TypeVar, get_args

from mediawatch.model import CorrectionKind, Kind, SubjectKind, ToneLabel, Topic
from mediawatch.render import tone_words

Word = TypeVar("Word", bound=str)

TOPIC_NAMES: dict[Topic, str] = {
    "health": "helse",
    "education": "oppvekst og skole",
    "politics": "politikk",
    "economy": "økonomi",
    "planning": "plan og bygg",
    "transport": "samferdsel",
    "safety": "beredskap",
    "environment": "miljø",
    "culture": "kultur",
    "sport": "idrett",
    "business": "næring",
    "volunteer": "frivillighet",
    "history": "historie",
    "other": "annet",
}
KIND_NAMES: dict[Kind, str] = {
    "news": "nyhet",
    "opinion": "meninger",
    "leader": "leder",
    "op-ed by staff": "kronikk fra oss",
    "letter": "leserinnlegg",
    "sport": "sport",
    "notice": "kunngjøring",
    "feature": "reportasje",
    "paid": "annonse",
    "own": "egen side",
}
TONE_NAMES: dict[ToneLabel, str] = {label: tone_words(label).word.lower() for label in get_args(ToneLabel)}
SUBJECT_NAMES: dict[SubjectKind, str] = {
    "municipality": "kommunen",
    "village": "tettsted",
    "landmark": "landemerke",
    "institution": "institusjon",
    "club": "lag",
    "business": "bedrift",
    "demonym": "innbyggernavn",
    "regional_label": "områdenavn",
    "person": "person",
}
CORRECTION_NAMES: dict[CorrectionKind, str] = {
    "tone": "tone",
    "relevance": "om saken gjelder oss",
    "place": "sted",
    "topic": "tema",
    "kind": "slag",
}
_VALUES: dict[CorrectionKind, dict[str, str]] = {
    "tone": {str(label): name for label, name in TONE_NAMES.items()},
    "topic": {str(topic): name for topic, name in TOPIC_NAMES.items()},
    "kind": {str(kind): name for kind, name in KIND_NAMES.items()},
    "relevance": {"yes": "gjelder oss", "no": "gjelder ikke oss"},
}


def value_name(what: CorrectionKind, value: str) -> str:
    """The value of a correction as it is said; "" (nothing said) becomes "ikke vurdert"."""
    return _VALUES.get(what, {}).get(value, value) or "ikke vurdert"


def meant(written: str, names: Mapping[Word, str]) -> Word | None:
    """What a person wrote, in English or Norwegian, to the word of the lists; None when it is none of them."""
    folded = " ".join(written.casefold().split())
    return next((word for word, name in names.items() if folded in (word, name)), None)
