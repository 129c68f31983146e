"""Everybody of ours who is heard in the press, by the matrix of the day, and the quotes that stand outside it."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from mediawatch.jobs.speaking import roster
from mediawatch.measure.voice_tally import Heard, heard, with_verdicts
from mediawatch.model import Coverage, Organisation, Suggestion, Verdict, Voice, VoiceVerdict
from mediawatch.relate.quoted import voices_of
from mediawatch.render import counted, plain, said
from mediawatch.web.due import Due
from mediawatch.web.numbers import Numbers
from mediawatch.web.periods import Span
from mediawatch.web.rows import StoryRow, story_row
from mediawatch.web.site import Site
from mediawatch.web.visitor import Visitor

DUE_DAYS = 28
VERDICT_NAMES: dict[str, str] = {
    "authorised": "Hadde fullmakt",
    "private": "Uttalte seg som privatperson",
    "mistaken": "Det er en annen person",
    "raised": "Riktig merket, og tatt opp",
}
OUTSIDE_WORDS: dict[str, str] = {
    "authorisation": "Ansatte kan gi fakta om eget arbeid. For å uttale seg for kommunen trengs fullmakt.",
    "no line": "Stillingen står ikke i talspersonlisten.",
    "another name": "Talspersonlisten har et annet navn i denne stillingen.",
    "another's topic": "Temaet hører til en annen i talspersonlisten.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A quote outside the matrix as it is shown. `should`: who the matrix has speak; `version`: of the verdict seen."""

    row: StoryRow
    quoted: str
    who: str
    because: str
    should: str
    verdict: Verdict
    reason: str
    version: int
    key: str


def heard_in(site: Site, organisation: Organisation, span: Span) -> tuple[Heard, ...]:
    """Everybody of ours in the stories of a time, with what advisers said; the latest first."""
    numbers = Numbers(site, organisation)
    moments, versions = span.moments(site.zone), site.store.matrix.versions(organisation.id)
    known: dict[tuple[Hashable, ...], tuple[Voice, ...]]
    known = site.remembered.once(("voices of", organisation.id), dict)
    as_it_stood = [
        (one.at, replace(organisation, departments=one.departments, spokespersons=one.spokespersons))
        for one in versions
    ]

    def voices(copy: Coverage) -> tuple[Voice, ...]:
        """By the matrix as it stood when the text was printed; before the first that is known, by that one. A text is
        read once, however often the stories are counted."""
        held = next((number for number, (at, _) in enumerate(as_it_stood) if at <= copy.when), -1)
        told = (versions[held].id if versions else 0, copy.outlet.id, copy.article.key, copy.revisions)
        name = (*told, copy.topic, copy.kind)
        if name not in known:
            known[name] = voices_of(copy, as_it_stood[held][1] if as_it_stood else organisation)
        return known[name]

    key = ("heard", span.key, versions[0].id if versions else 0)
    found = numbers.made(key, lambda: heard(numbers.stories(*moments), voices))
    verdicts = {key: one.verdict for key, one in site.store.voices.of(organisation.id).items()}
    return with_verdicts(found, verdicts)


def flags(site: Site, organisation: Organisation, found: Iterable[Heard]) -> list[Flag]:
    """The quotes outside the matrix that nobody has judged, the latest first."""
    known = site.store.voices.of(organisation.id)
    return [_flag(site, organisation, one, known) for one in found if one.flagged and not one.verdict]


def _flag(site: Site, organisation: Organisation, one: Heard, known: Mapping[tuple[int, str], VoiceVerdict]) -> Flag:
    verdict = known.get((one.story.id, one.voice.quoted))
    return Flag(
        row=story_row(one.story, today=site.today, zone=site.zone),
        quoted=one.voice.quoted,
        who=", ".join(filter(None, (plain(one.voice.name), plain(one.voice.office)))),
        because=OUTSIDE_WORDS[one.voice.outside],
        should=_should(site, organisation, one),
        verdict=verdict.verdict if verdict else "",
        reason=verdict.reason if verdict else "",
        version=verdict.version if verdict else 0,
        key=f"{one.story.id}-{sum(map(ord, one.voice.quoted))}",
    )


def _should(site: Site, organisation: Organisation, one: Heard) -> str:
    """Who the matrix would have had speak, that day: whose topic it is, else whom the story was suggested for."""
    known = {line.id: line for line in organisation.spokespersons}
    if line := known.get(one.voice.rightful):
        return ", ".join(filter(None, (plain(line.title), plain(line.name))))
    suggestion = one.copy.suggestion or Suggestion(role="none", rule="")
    day = one.copy.when.astimezone(site.zone).date()
    found = replace(roster(site.store, organisation, day=day), crisis=False).speaker(suggestion)
    if found.line is None:
        return ""
    return ", ".join(filter(None, (plain(found.line.title), plain(found.line.name))))


def due(site: Site, visitor: Visitor) -> Iterable[Due]:
    """Quotes outside the matrix of the last four weeks that nobody has judged, in one line."""
    if not visitor.may("adviser"):
        return
    span = Span("4-uker", "", site.today - timedelta(days=DUE_DAYS - 1), site.today)
    waiting = [one for one in heard_in(site, visitor.organisation, span) if one.flagged and not one.verdict]
    if waiting:
        words = said("{quotes} utenfor talspersonlisten bør vurderes")
        quotes = counted(len(waiting), "sitat", "sitater")
        yield Due(words=words.format(quotes=quotes), link="stemmer#utenfor", part="voices")
