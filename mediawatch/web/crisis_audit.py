"""The words of the log of changes for crises, statements and what is said of quotes."""

from collections.abc import Mapping

from mediawatch.report.crisis_words import CHANNEL_NAMES
from mediawatch.web.voice_flags import VERDICT_NAMES

CRISIS_ACTIONS = {
    "crisis.add": "kriseberedskap slått på",
    "crisis.change": "krise endret eller avsluttet",
    "statement.add": "uttalelse loggført",
    "statement.change": "uttalelse rettet",
    "voice.add": "sitat vurdert",
    "voice.change": "sitat vurdert på nytt",
}
CRISIS_SUBJECTS = {"crisis": "krise", "statement": "uttalelse", "voice": "vurdering av sitat"}
CRISIS_FIELDS: dict[str, Mapping[str, str]] = {
    "crisis": {
        "started_at": "begynte",
        "started_by": "slått på av",
        "reason": "grunn",
        "speakers": "krisetalspersoner",
        "ended_at": "sluttet",
        "ended_by": "slått av av",
        "ended_why": "hvorfor slutt",
        "lessons": "lærdom",
    },
    "statement": {
        "crisis": "krise",
        "at": "sagt",
        "line": "linje i talspersonlisten",
        "person": "hvem",
        "channel": "hvordan",
        "audience": "til hvem",
        "text": "hva",
        "approved_by": "godkjent av",
        "note": "notat",
        "noted_by": "loggført av",
        "noted_at": "loggført",
        "withdrawn": "trukket",
    },
    "voice": {
        "story": "sak",
        "quoted": "sitert",
        "verdict": "vurdering",
        "reason": "grunn",
        "judged_by": "vurdert av",
        "judged_at": "vurdert",
    },
}
CRISIS_VALUES: dict[str, Mapping[str, str]] = {
    "statement.channel": {str(key): name for key, name in CHANNEL_NAMES.items()},
    "voice.verdict": VERDICT_NAMES,
}
