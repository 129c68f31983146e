"""The weekly report's Norwegian: the answer, why it moved, what each part rests on."""

import re
from collections.abc import Mapping
from datetime import timedelta

from mediawatch.model import BrandMiss, Interval, Organisation, Score, Story, StoryScore, ToneLabel, WeekScore
from mediawatch.model.score_rules import RULES
from mediawatch.render import MONTH_NAMES, counted, day_words, plain, said, shorten, spoken
from mediawatch.report.words import TONE_ADJECTIVES, listed

_TITLE = 90
_BRACKET = re.compile(r"\s*\([^)]*\)$")
"""What a subject's name says to tell it from others of that name: "Åmot (Modum)"."""
PARTS = ("visibility", "tone", "voice")
_TOLD: tuple[ToneLabel, ...] = ("positive", "neutral", "mixed", "negative")
MINUS = "\N{MINUS SIGN}"
PART_NAMES = {"visibility": "synligheten", "tone": "tonen", "voice": "hvor ofte kommunen kom til orde"}


def points(value: float) -> str:
    """13.58 to "13,6"."""
    return f"{value:.1f}".replace(".", ",")


def percent(share: float) -> str:
    """0.6 to "60 %"."""
    return f"{round(100 * share)}\N{NO-BREAK SPACE}%"


def week_number(week: WeekScore) -> int:
    """47 of "2026-W47"."""
    return int(week.week.partition("-W")[2])


def period(week: WeekScore) -> str:
    """ "16.–22. november 2026", "28. september–4. oktober 2026"."""
    last = week.start + timedelta(days=6)
    end = f"{last.day}. {MONTH_NAMES[last.month - 1]} {last.year}"
    if week.start.month == last.month:
        return f"{week.start.day}.–{end}"
    year = f" {week.start.year}" if week.start.year != last.year else ""
    return f"{week.start.day}. {MONTH_NAMES[week.start.month - 1]}{year}–{end}"


def answer(week: WeekScore, place: str) -> str:
    """The sentence that the reader came for."""
    if week.score.is_empty:
        return said("Ingen omtale av {place} i uke {week}.").format(place=place, week=week_number(week))
    told = said("Synligheten i uke {week} var {score} av 100, med {stories} om {place}.")
    stories = counted(len(week.score.stories), "sak", "saker")
    return told.format(week=week_number(week), score=round(week.score.score), stories=stories, place=place)


def moved(week: WeekScore, before: WeekScore | None, stories: Mapping[str, Story]) -> str:
    """How it moved and why. Under five stories in either week nothing is said to move."""
    mean = said("Snittet av de siste fire ukene er {mean}.").format(mean=round(week.mean))
    if before is None:
        return said("Dette er den første uken vi har tall for.")
    if week.change is None:
        few = said("Med under {few} saker i denne eller forrige uke sier tallet lite om opp eller ned.")
        return f"{few.format(few=RULES.few_stories)} {mean}"
    if abs(week.change) < 0.5:
        return f"{said('Det er som uken før.')} {mean}"
    sign = 1 if week.change > 0 else -1
    changes = {part: part_change(part, week.score, before.score) for part in PARTS}
    main = max(PARTS, key=lambda part: sign * changes[part])
    way = said("Opp {points} fra uken før, mest på grunn av {part} ({change}).")
    if sign < 0:
        way = said("Ned {points} fra uken før, mest på grunn av {part} ({change}).")
    why = way.format(points=round(abs(week.change)), part=said(PART_NAMES[main]), change=signed(changes[main]))
    told = _telling(week, before, main, sign, stories)
    return " ".join(filter(None, (why, told, mean)))


def signed(value: float) -> str:
    """-2.31 to "−2,3", with a minus that is no hyphen; 0.04 to "±0"."""
    if abs(value) < 0.05:
        return "±0"
    return f"{'+' if value > 0 else MINUS}{points(abs(value))}"


def part_change(part: str, now: Score, before: Score) -> float:
    """How many points a part gave more than before."""
    most = {"visibility": RULES.visibility_points, "tone": RULES.tone_points, "voice": RULES.voice_points}
    return most[part] * (float(getattr(now, part)) - float(getattr(before, part)))


def _telling(week: WeekScore, before: WeekScore, part: str, sign: int, stories: Mapping[str, Story]) -> str:
    """What lies behind the part that moved most: a story of this week, one of the week before, or the count."""
    if part == "voice":
        heard, then = (f"{sum(one.quoted for one in each.score.stories)} av {len(each.score.stories)}"
                       for each in (week, before))  # fmt: skip
        return said("Kommunen kom til orde i {heard} saker, mot {then} uken før.").format(heard=heard, then=then)
    if part == "tone" or sign > 0:
        return _telling_story(week, part, sign, stories)
    most = max(before.score.stories, key=lambda one: (one.visibility, one.story), default=None)
    if most is None or most.story not in stories:
        return ""
    title = shorten(stories[most.story].lead.article.title, _TITLE)
    told = said("Uken før var det «{title}» som ga mest ({points} poeng).")
    return told.format(title=title, points=points(most.visibility))


def _telling_story(week: WeekScore, part: str, sign: int, stories: Mapping[str, Story]) -> str:
    """The story that weighed most in the part, in the direction told."""
    weighed = [(sign * float(getattr(one, part)), one.story) for one in week.score.stories]
    if part == "tone":
        weighed = [(sign * _tone_sign(one) * one.exposure, one.story) for one in week.score.stories]
    best, name = max(weighed, key=lambda each: each[0], default=(0.0, ""))
    if best <= 0 or name not in stories:
        return ""
    return said("Det som veide mest, var «{title}».").format(title=shorten(stories[name].lead.article.title, _TITLE))


def _tone_sign(one: StoryScore) -> int:
    return {"positive": 1, "negative": -1}.get(one.tone_label, 0)


def visibility_words(score: Score, place: str, *, measured: bool) -> str:
    """What the visibility rests on."""
    named = sum(one.naming == "organisation" for one in score.stories)
    told = said("{named} av {stories} nevner {place} ved navn. Målt mot en god uke i fjor.")
    if not measured:
        told = said(
            "{named} av {stories} nevner {place} ved navn. "
            "Målt mot en foreløpig målestokk, til vi har lyttet lenge nok."
        )
    return told.format(named=named, stories=counted(len(score.stories), "sak", "saker"), place=place)


def tone_counts(score: Score) -> str:
    """ "3 positive, 4 nøytrale, 1 negativ"."""
    labels = [one.tone_label for one in score.stories]
    told = ((labels.count(label), TONE_ADJECTIVES[label].common, TONE_ADJECTIVES[label].many) for label in _TOLD)
    return f"{listed([counted(number, one, many) for number, one, many in told if number])}."


def voice_words(score: Score) -> str:
    """How often the municipality was heard."""
    quoted = sum(one.quoted for one in score.stories)
    stories = counted(len(score.stories), "sak", "saker")
    return said("Kommunen kom til orde i {quoted} av {stories}.").format(quoted=quoted, stories=stories)


def interval_words(interval: Interval) -> str:
    """ "60 % (trolig mellom 34 og 82)"."""
    low, high = round(100 * interval.low), round(100 * interval.high)
    told = said("{share} (trolig mellom {low} og {high})")
    return told.format(share=percent(interval.share), low=low, high=high)


def interval_short(interval: Interval) -> str:
    """ "60 % (34–82)"."""
    return f"{percent(interval.share)} ({round(100 * interval.low)}–{round(100 * interval.high)})"


def newsroom_note(miss: BrandMiss, organisation: Organisation) -> str:
    """A courteous note of two lines to the newsroom, in bokmål whoever asks for it."""
    what = listed(list(dict.fromkeys(_BRACKET.sub("", plain(name)) for name in miss.subjects)))
    place, sender = plain(organisation.place), plain(organisation.name)
    with spoken(None):
        thanks = f"Hei! Takk for saken «{shorten(miss.title, _TITLE)}» {day_words(miss.day)}."
    return f"{thanks}\n{what} ligger i {place} – vi blir glade om {place} kan nevnes neste gang. Hilsen {sender}"
