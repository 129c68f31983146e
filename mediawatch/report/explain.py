"""A judged article to plain words: what was found and rejected and why, and what each judgement rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from mediawatch.model import Correction, Coverage, Field, Mention, Speaker, Tone
from mediawatch.render import plain, said, shorten
from mediawatch.report.naming import (
    CORRECTION_NAMES,
    KIND_NAMES,
    SUBJECT_NAMES,
    TONE_NAMES,
    TOPIC_NAMES,
    value_name,
)
from mediawatch.report.speaking_words import settle_why, speaker_words
from mediawatch.report.words import ROLE_WORDS

_FIELDS: dict[Field, str] = {"title": "tittelen", "lead": "ingressen", "text": "teksten"}
_SENTENCE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """All there is to tell of one article. `copy` as it is shown, `said` as the model has it; `story` its number when
    it is stored (then only what was kept of the text is at hand), with its `corrections`; `sentences` that name us,
    each with its tone; `speaker` who should answer on the day `today`."""

    copy: Coverage
    said: Coverage
    place: str
    story: int | None = None
    corrections: tuple[Correction, ...] = ()
    sentences: tuple[tuple[tuple[Mention, ...], str, Tone], ...] = ()
    speaker: Speaker | None = None
    today: date | None = None


def explanation(told: Explained, zone: ZoneInfo) -> str:
    """The whole explanation, a paragraph for each question."""
    parts = (_heading, _mentions, _relevance, _tone, _sentences, _sorts, _answers, _corrections)
    paragraphs = ("\n".join(part(told, zone)) for part in parts)
    return "\n\n".join(filter(None, paragraphs))


def _heading(told: Explained, zone: ZoneInfo) -> Iterator[str]:
    article = told.copy.article
    yield plain(article.title) or "(uten tittel)"
    moment = article.published or told.copy.first_seen
    facts = [plain(told.copy.outlet.name), f"{moment.astimezone(zone):%d.%m.%Y}" if moment else ""]
    if article.link.startswith("http"):
        facts.append(plain(article.link))
    yield " · ".join(filter(None, facts))
    if told.story is not None:
        yield f"Lagret som sak {told.story}. Begrunnelsene er fra da hele teksten ble lest; bare et utdrag er beholdt."


def _mentions(told: Explained, _zone: ZoneInfo) -> Iterator[str]:
    mentions = told.copy.reading.mentions
    if not mentions:
        yield "Navn: ingen av navnene dere følger, ble funnet."
        return
    yield from _listed("Navn som teller:", [one for one in mentions if one.accepted])
    yield from _listed("Navn som ble forkastet:", [one for one in mentions if not one.accepted])
    labels = told.copy.reading.regional_labels
    if labels:
        yield f"Området kalles også: {', '.join(map(plain, labels))}."


def _listed(heading: str, mentions: Sequence[Mention]) -> Iterator[str]:
    if not mentions:
        return
    yield heading
    for one in mentions:
        what = f"{plain(one.subject_name)} ({SUBJECT_NAMES[one.subject_kind]})"
        because = f" – {plain(one.because)}" if one.because else ""
        yield f"  «{plain(one.surface)}» i {_FIELDS[one.field]}, tegn {one.start}–{one.end}: {what}{because}"


def _relevance(told: Explained, _zone: ZoneInfo) -> Iterator[str]:
    reading = told.copy.reading
    answer = "ja" if reading.relevant else "nei"
    doubt = ", men usikkert: bør ses av et menneske" if reading.unsure else ""
    yield f"Gjelder det oss? {answer.capitalize()}{doubt} ({_percent(reading.relevance)})"
    yield from _reasons(one for one in reading.because if not one.startswith("usikkert:"))
    yield f"Nevner {plain(told.place)} med navn: {'ja' if reading.names_organisation else 'nei'}"


def _tone(told: Explained, _zone: ZoneInfo) -> Iterator[str]:
    tone = told.copy.tone
    if tone is None:
        yield "Tone: ikke vurdert, siden saken ikke gjelder oss."
        return
    yield f"Tone: {_tone_words(tone)}"
    yield from _reasons(tone.because)


def _tone_words(tone: Tone) -> str:
    score = f"{tone.score:+.2f}".replace(".", ",").replace("-", "−").replace("+0,00", "0,00")
    return f"{TONE_NAMES[tone.label]} (sikkerhet {_percent(tone.confidence)}, poeng {score} av ±1)"


def _sentences(told: Explained, _zone: ZoneInfo) -> Iterator[str]:
    if len({tone.label for _mentions, _text, tone in told.sentences}) < 2:
        return
    yield "Setningene som nevner oss, spriker (hver for seg er de mindre sikre enn hele saken):"
    for _found, text, tone in told.sentences:
        yield f"  {TONE_NAMES[tone.label]} ({_percent(tone.confidence)}): «{shorten(text, _SENTENCE)}»"


def _sorts(told: Explained, _zone: ZoneInfo) -> Iterator[str]:
    copy = told.copy
    yield f"Tema: {TOPIC_NAMES[copy.topic]}"
    press = "" if copy.is_press else " – telles ikke som presse"
    yield f"Slag: {KIND_NAMES[copy.kind]}{press}"
    yield f"Siterer: {'; '.join(map(plain, copy.quoted)) or 'ingen'}"


def _answers(told: Explained, _zone: ZoneInfo) -> Iterator[str]:
    speaker, today = told.speaker, told.today
    if speaker is None or today is None or not told.copy.reading.relevant:
        return
    yield f"Hvem svarer: {speaker_words(speaker, today)}"
    if speaker.role == "none":
        yield f"  {plain(speaker.because)}"
        return
    yield f"  Rolle: {said(ROLE_WORDS[speaker.role])}"
    told_why = plain(speaker.because), settle_why(speaker, today) if speaker.line is None else ""
    for words in (f"Regel: {plain(speaker.rule)}" if speaker.rule else "", *told_why):
        if words:
            yield f"  {words}"


def _corrections(told: Explained, zone: ZoneInfo) -> Iterator[str]:
    if not told.corrections:
        return
    yield "Rettelser:"
    for one in told.corrections:
        why = f" – {plain(one.why)}" if one.why else ""
        yield f"  {one.at.astimezone(zone):%d.%m.%Y} {plain(one.by)}: {change_words(one)}{why}{_undone(one, zone)}"
    if told.said.reading.relevant != told.copy.reading.relevant:
        yield f"Modellen sa: {value_name('relevance', 'yes' if told.said.reading.relevant else 'no')}"
    if told.said.tone is not None and told.said.tone != told.copy.tone:
        yield f"Modellen sa om tonen: {_tone_words(told.said.tone)}"
        yield from _reasons(told.said.tone.because)


def _undone(one: Correction, zone: ZoneInfo) -> str:
    if one.undone_at is None:
        return ""
    return f" (angret {one.undone_at.astimezone(zone):%d.%m.%Y} av {plain(one.undone_by)})"


def change_words(one: Correction) -> str:
    """What was changed: "tone rettet fra nøytral til positiv"."""
    if one.what == "place":
        return said("«{name}» er et annet sted").format(name=plain(one.before))
    what = said(CORRECTION_NAMES[one.what])
    before, after = (said(value_name(one.what, value)) for value in (one.before, one.value))
    if one.before == one.value:
        return said("{what} bekreftet: {value}").format(what=what, value=after)
    return said("{what} rettet fra {before} til {after}").format(what=what, before=before, after=after)


def _reasons(because: Sequence[str] | Iterator[str]) -> Iterator[str]:
    for one in because:
        yield f"  – {plain(one)}"


def _percent(value: float) -> str:
    return f"{round(100 * value)} %"
