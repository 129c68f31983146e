"""A weekly report to what a reader sees of it: the one source of words for page, mail, text and PDF."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from mediawatch.model import BrandMiss, BrandShare, StoryScore, TargetState, WeeklyReport, WeekScore
from mediawatch.model.score_rules import RULES
from mediawatch.render import counted, day_words, number, plain, safe_link, shorten, tone_words
from mediawatch.report import weekly_words as words
from mediawatch.report.lines import Linked, TargetLines
from mediawatch.report.page import target_lines
from mediawatch.report.trend import Bar, Trend
from mediawatch.report.weekly_lines import MissLines, PartLines, ScoredStoryLines, TableLines, WeeklyPage
from mediawatch.report.words import TIER_WORDS, listed

MOST_GOOD, MOST_BAD, MOST_OTHERS, MOST_MISSES = 3, 5, 4, 4
MOST_ROWS = 6
MOST_RAISED = 3
TITLE_LIMIT = 140
TREND_LEAST = 2
WEEK = timedelta(days=7)


def weekly_page(report: WeeklyReport, *, zone: ZoneInfo) -> WeeklyPage:
    """A report to the lines shown."""
    week, place = report.week, plain(report.organisation.place)
    good = [one for one in week.score.stories if one.tone_label == "positive"]
    bad = [one for one in week.score.stories if one.tone_label == "negative"]
    others = [one for one in week.score.stories if one.tone_label in ("neutral", "mixed")]
    misses = [miss for miss in report.brand.misses if week.start <= miss.day < week.start + WEEK]
    earlier = len(report.brand.misses) - len(misses[:MOST_MISSES])
    return WeeklyPage(
        place=place,
        title=f"{place} i media · uke {words.week_number(week)}",
        period=words.period(week),
        answer=words.answer(week, place),
        moved=words.moved(week, report.before, report.stories),
        warning=_warning(week),
        running="Uken er ikke over. Tallene kan endre seg." if report.is_running else "",
        parts=_parts(week, place),
        raised=_raised(report),
        trend=_trend(report),
        targets=_targets(report.targets),
        good=_stories(report, sorted(good, key=lambda one: -one.points)[:MOST_GOOD], zone),
        bad=_stories(report, sorted(bad, key=lambda one: -one.exposure)[:MOST_BAD], zone),
        others=_stories(report, sorted(others, key=lambda one: -one.points)[:MOST_OTHERS], zone),
        carriers=_carriers(report),
        brand=_brand(report),
        brand_table=_brand_table(report.brand.by_subject),
        misses=tuple(_misses(report, misses[:MOST_MISSES])),
        more_misses=f"{counted(earlier, 'sak', 'saker')} til i samme tidsrom." if earlier else "",
        labels=_labels(report),
        method=_method(week),
    )


def _warning(week: WeekScore) -> str:
    return (
        "" if week.complete else f"Ufullstendig: Vi har ikke hørt fra {listed([plain(name) for name in week.silent])}."
    )


def _parts(week: WeekScore, place: str) -> tuple[PartLines, ...]:
    score = week.score
    if score.is_empty:
        return ()
    rows = (
        ("Synlighet", RULES.visibility_points, score.visibility,
         words.visibility_words(score, place, measured=week.v_ref_is_measured)),
        ("Tone", RULES.tone_points, score.tone, words.tone_counts(score)),
        ("Stemme", RULES.voice_points, score.voice, words.voice_words(score)),
    )  # fmt: skip
    return tuple(
        PartLines(
            name=name,
            points=f"{words.points(most * share)} av {number(most)}",
            percent=round(100 * share),
            words=told,
        )
        for name, most, share, told in rows
    )


def _raised(report: WeeklyReport) -> tuple[str, ...]:
    """What would have raised the score most, each with its story."""
    place = plain(report.organisation.place)
    found: list[tuple[float, str]] = []
    for one in report.week.score.stories:
        title = _title(report, one)
        for gain, told in (
            (one.if_named, f"Hadde «{title}» nevnt {place}"),
            (one.if_quoted, f"Hadde kommunen kommet til orde i «{title}»"),
        ):
            if gain is not None and gain >= 0.05:
                found.append((gain, f"{told}: +{words.points(gain)}"))
    return tuple(told for _, told in sorted(found, key=lambda each: -each[0])[:MOST_RAISED])


def _title(report: WeeklyReport, one: StoryScore) -> str:
    return shorten(report.stories[one.story].lead.article.title, TITLE_LIMIT) or "(uten tittel)"


def _trend(report: WeeklyReport) -> Trend | None:
    if len(report.history) < TREND_LEAST:
        return None
    bars = tuple(
        Bar(label=str(words.week_number(week)), value=None if week.score.is_empty else week.score.score,
            complete=week.complete)
        for week in report.history
    )  # fmt: skip
    written = [bar.value for bar in bars if bar.value is not None]
    span = f"mellom {round(min(written))} og {round(max(written))}" if written else "uten omtale"
    first, last = words.week_number(report.history[0]), words.week_number(report.week)
    told = (
        f"Synlighet uke for uke, fra uke {first} til uke {last}: {span}. "
        f"Stiplet linje er snittet av de siste fire ukene, {round(report.week.mean)}."
    )
    table = tuple((f"Uke {words.week_number(week)}", _told(week)) for week in reversed(report.history))
    return Trend(bars=bars, mean=report.week.mean, words=told, table=table)


def _told(week: WeekScore) -> str:
    score = "ingen omtale" if week.score.is_empty else str(round(week.score.score))
    return score if week.complete else f"{score} (ufullstendig)"


def _targets(states: Iterable[TargetState]) -> tuple[TargetLines, ...]:
    return tuple(target_lines(state, is_answer=False) for state in states)


def _stories(report: WeeklyReport, chosen: Iterable[StoryScore], zone: ZoneInfo) -> tuple[ScoredStoryLines, ...]:
    return tuple(_story(report, one, zone) for one in chosen)


def _story(report: WeeklyReport, one: StoryScore, zone: ZoneInfo) -> ScoredStoryLines:
    story = report.stories[one.story]
    lead = story.lead
    day = lead.when.astimezone(zone).date()
    copies = [plain(copy.outlet.name) for copy in story.copies]
    facts = (
        f"{plain(lead.outlet.name)} ({TIER_WORDS[lead.outlet.tier]})",
        day_words(day),
        f"også i {listed(copies[:MOST_MISSES])}" if copies else "",
        "kommunen kom til orde" if one.quoted else "",
    )
    return ScoredStoryLines(
        title=_title(report, one),
        link=safe_link(lead.article.link),
        tone=tone_words(one.tone_label),
        facts=tuple(filter(None, facts)),
        points=f"{words.points(one.points)} poeng",
        hint="" if one.naming == "organisation" else f"{plain(report.organisation.place)} er ikke nevnt ved navn.",
    )


def _carriers(report: WeeklyReport) -> TableLines | None:
    """Who carried the news: stories per outlet, with tone."""
    tones: dict[str, Counter[str]] = {}
    for one in report.week.score.stories:
        for name in dict.fromkeys(plain(copy.outlet.name) for copy in report.stories[one.story].coverage):
            tones.setdefault(name, Counter())[one.tone_label] += 1
    if not tones:
        return None
    rows = sorted(tones.items(), key=lambda each: (-each[1].total(), each[0]))[:MOST_ROWS]
    return TableLines(
        heading="Hvem skrev",
        columns=("Utgiver", "Saker", "Positive", "Negative"),
        rows=tuple(
            (name, number(counts.total()), number(counts["positive"]), number(counts["negative"]))
            for name, counts in rows
        ),
    )


def _brand(report: WeeklyReport) -> str:
    place, whole = plain(report.organisation.place), report.brand.whole
    if whole is None:
        return ""
    stories = counted(whole.stories, "sak", "saker")
    return (
        f"{whole.named} av {stories} om bygder og landemerker de siste {counted(report.brand_weeks, 'uken', 'ukene')} "
        f"nevnte {place}: {words.interval_words(whole.interval)}."
    )


def _brand_table(shares: Iterable[BrandShare]) -> TableLines | None:
    rows = tuple(
        (plain(share.name), f"{share.named} av {share.stories}", words.percent(share.interval.share))
        for share in shares
    )
    if not rows:
        return None
    return TableLines(heading="Navnet", columns=("Bygd eller landemerke", "Nevnt", "Andel"), rows=rows[:MOST_ROWS])


def _misses(report: WeeklyReport, misses: Iterable[BrandMiss]) -> Iterable[MissLines]:
    for miss in misses:
        title = Linked(name=shorten(miss.title, TITLE_LIMIT), link=safe_link(miss.link))
        instead = f"skrev {listed(list(miss.labels))}" if miss.labels else ""
        facts = (plain(miss.outlet_name), day_words(miss.day), listed([plain(name) for name in miss.subjects]), instead)
        yield MissLines(
            text=title, facts=tuple(filter(None, facts)), note=words.newsroom_note(miss, report.organisation)
        )


def _labels(report: WeeklyReport) -> str:
    used = [f"{use.label} ({use.instead})" for use in report.brand.labels if use.instead]
    return f"Brukt i stedet for {plain(report.organisation.place)}: {listed(used)}." if used else ""


def _method(week: WeekScore) -> tuple[str, ...]:
    """What the number is, in three sentences that the chief executive can repeat."""
    rules = f"regelsett {week.score.rules}"
    confirmed = week.confirmed
    checked = (
        f"Tonen er foreslått av et dataprogram; {words.percent(confirmed.share)} av sakene er bekreftet av et menneske."
        if confirmed
        else ""
    )
    told = (
        "Synlighet er 55 poeng for hvor godt kommunen vises, 30 for tonen og 15 for å komme til orde. "
        "En sak teller én gang, uansett hvor mange som trykker den.",
        checked,
        "Tallet måler det som sto på trykk, ikke hva folk mener, og det er aldri en annonseverdi. "
        f"Det kan regnes ut på nytt av CSV-filen som følger med ({rules}).",
    )
    return tuple(filter(None, told))
