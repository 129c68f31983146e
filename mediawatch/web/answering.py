"""Who answers, to what a page shows of it."""

from dataclasses import dataclass
from datetime import date

from mediawatch.model import Organisation, Speaker, Spokesperson
from mediawatch.render import plain, said, shorten
from mediawatch.report.speaking_words import line_words, settle_why, settle_words, speaker_words, stand_in_words

SENTENCE = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerer:
    """Who should answer, by which rule of the plan and why it applies; how to reach them. `instead`: for whom, where
    somebody is away; `settle`: with whom it must be settled first, and `settle_why`; `delegation`: to whom the plan
    says it may be left; `counterpart`: who answers for the politics of it; `deputy`: who is next."""

    who: str
    instead: str
    unit: str
    covers: str
    rule: str
    source: str
    because: str
    phone: str
    email: str
    hours: str
    settle: str
    settle_why: str
    delegation: str
    counterpart: str
    deputy: str
    party: str


def answerer(speaker: Speaker, today: date, organisation: Organisation) -> Answerer:
    """A speaker on `today` to what is shown."""
    line, wanted = speaker.line, speaker.stands_in_for or speaker.line
    deputy = _line(organisation, line.deputy) if line and not speaker.stands_in_for else None
    return Answerer(
        who=line_words(line) if line else speaker_words(speaker, today),
        instead=stand_in_words(speaker, today),
        unit=plain(speaker.unit),
        covers=plain(wanted.covers) if wanted else "",
        rule=shorten(speaker.rule, SENTENCE) if speaker.role != "none" else "",
        source=plain(speaker.source),
        because=shorten(speaker.because, SENTENCE),
        phone=plain(line.phone) if line else "",
        email=plain(line.email) if line else "",
        hours=plain(line.hours) if line else "",
        settle=settle_words(speaker) if speaker.settle else "",
        settle_why=settle_why(speaker, today),
        delegation=shorten(speaker.delegation, SENTENCE),
        counterpart=line_words(speaker.counterpart) if speaker.counterpart else "",
        deputy=line_words(deputy) if deputy else "",
        party=party_words(line) if line else "",
    )


def party_words(line: Spokesperson) -> str:
    """What an elected person must make clear; "" for others."""
    if not line.party:
        return ""
    return said("Når hun eller han uttaler seg som partipolitiker ({party}), skal det komme klart fram.").format(
        party=plain(line.party)
    )


def _line(organisation: Organisation, line_id: str) -> Spokesperson | None:
    return next((line for line in organisation.spokespersons if line.id == line_id), None)
