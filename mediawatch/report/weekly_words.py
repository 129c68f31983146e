"""The weekly report's Norwegian: the answer, why it moved, what each part rests on."""

import re
from collections.abc import Mapping
from datetime import timedelta

from mediawatch.model import BrandMiss, Interval, Organisation, Score, Story, StoryScore, WeekScore
from mediawatch.model.score_rules import RULES
from mediawatch.render import MONTH_NAMES, counted, day_words, plain, shorten
from mediawatch.report.words import listed

_TITLE = 90
_BRACKET = re.compile(r"\s*\([^)]*\)$")
"""What a subject's name says to tell it from others of that name: "Åmot (Modum)"."""
PARTS = ("visibility", "tone", "voice")
MINUS = "\N{MINUS SIGN}"
_PART_NAMES = {"visibility": "synligheten", "tone": "tonen", "voice": "hvor ofte kommunen kom til orde"}


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
        return f"Ingen omtale av {place} i uke {week_number(week)}."
    stories = counted(len(week.score.stories), "sak", "saker")
    return f"Synligheten i uke {week_number(week)} var {round(week.score.score)} av 100, med {stories} om {place}."


def moved(week: WeekScore, before: WeekScore | None, stories: Mapping[str, Story]) -> str:
    """How it moved and why. Under five stories in either week nothing is said to move."""
    mean = f"Snittet av de siste fire ukene er {round(week.mean)}."
    if before is None:
        return "Dette er den første uken vi har tall for."
    if week.change is None:
        few = f"Med under {RULES.few_stories} saker i denne eller forrige uke sier tallet lite om opp eller ned."
        return f"{few} {mean}"
    if abs(week.change) < 0.5:
        return f"Det er som uken før. {mean}"
    way, sign = ("Opp", 1) if week.change > 0 else ("Ned", -1)
    changes = {part: part_change(part, week.score, before.score) for part in PARTS}
    main = max(PARTS, key=lambda part: sign * changes[part])
    why = f"mest på grunn av {_PART_NAMES[main]} ({signed(changes[main])})"
    told = _telling(week, before, main, sign, stories)
    return f"{way} {round(abs(week.change))} fra uken før, {why}. {told}{mean}"


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
        return f"Kommunen kom til orde i {heard} saker, mot {then} uken før. "
    if part == "tone" or sign > 0:
        return _telling_story(week, part, sign, stories)
    most = max(before.score.stories, key=lambda one: (one.visibility, one.story), default=None)
    if most is None or most.story not in stories:
        return ""
    title = shorten(stories[most.story].lead.article.title, _TITLE)
    return f"Uken før var det «{title}» som ga mest ({points(most.visibility)} poeng). "


def _telling_story(week: WeekScore, part: str, sign: int, stories: Mapping[str, Story]) -> str:
    """The story that weighed most in the part, in the direction told."""
    weighed = [(sign * float(getattr(one, part)), one.story) for one in week.score.stories]
    if part == "tone":
        weighed = [(sign * _tone_sign(one) * one.exposure, one.story) for one in week.score.stories]
    best, name = max(weighed, key=lambda each: each[0], default=(0.0, ""))
    if best <= 0 or name not in stories:
        return ""
    return f"Det som veide mest, var «{shorten(stories[name].lead.article.title, _TITLE)}». "


def _tone_sign(one: StoryScore) -> int:
    return {"positive": 1, "negative": -1}.get(one.tone_label, 0)


def visibility_words(score: Score, place: str, *, measured: bool) -> str:
    """What the visibility rests on."""
    named = sum(one.naming == "organisation" for one in score.stories)
    against = "mot en god uke i fjor" if measured else "mot en foreløpig målestokk, til vi har lyttet lenge nok"
    return f"{named} av {counted(len(score.stories), 'sak', 'saker')} nevner {place} ved navn. Målt {against}."


def tone_counts(score: Score) -> str:
    """ "3 positive, 4 nøytrale, 1 negativ"."""
    labels = [one.tone_label for one in score.stories]
    told = (
        (labels.count("positive"), "positiv", "positive"),
        (labels.count("neutral"), "nøytral", "nøytrale"),
        (labels.count("mixed"), "blandet", "blandede"),
        (labels.count("negative"), "negativ", "negative"),
    )
    return f"{listed([counted(number, one, many) for number, one, many in told if number])}."


def voice_words(score: Score) -> str:
    """How often the municipality was heard."""
    quoted = sum(one.quoted for one in score.stories)
    return f"Kommunen kom til orde i {quoted} av {counted(len(score.stories), 'sak', 'saker')}."


def interval_words(interval: Interval) -> str:
    """ "60 % (trolig mellom 34 og 82)"."""
    low, high = round(100 * interval.low), round(100 * interval.high)
    return f"{percent(interval.share)} (trolig mellom {low} og {high})"


def interval_short(interval: Interval) -> str:
    """ "60 % (34–82)"."""
    return f"{percent(interval.share)} ({round(100 * interval.low)}–{round(100 * interval.high)})"


def newsroom_note(miss: BrandMiss, organisation: Organisation) -> str:
    """A courteous note of two lines to the newsroom."""
    what = listed(list(dict.fromkeys(_BRACKET.sub("", plain(name)) for name in miss.subjects)))
    place, sender = plain(organisation.place), plain(organisation.name)
    thanks = f"Hei! Takk for saken «{shorten(miss.title, _TITLE)}» {day_words(miss.day)}."
    return f"{thanks}\n{what} ligger i {place} – vi blir glade om {place} kan nevnes neste gang. Hilsen {sender}"
