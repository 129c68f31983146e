"""A weekly report to what a reader sees of it: the one source of words for page, mail, text and PDF."""

from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from mediawatch.model import BrandMiss, StoryScore, ToneLabel, WeeklyReport, WeekScore
from mediawatch.model.score_rules import RULES
from mediawatch.render import counted, day_words, number, plain, safe_link, said, shorten, tone_words
from mediawatch.report import weekly_tables as tables
from mediawatch.report import weekly_words as words
from mediawatch.report.answer_words import answered_words
from mediawatch.report.change_words import changes_words
from mediawatch.report.decision_words import decisions_words
from mediawatch.report.initiative_words import week_words
from mediawatch.report.lines import Linked
from mediawatch.report.target_lines import targets_lines
from mediawatch.report.target_words import unknown_words
from mediawatch.report.trend import Bar, Trend
from mediawatch.report.weekly_lines import MissLines, PartLines, ScoredStoryLines, WeeklyPage
from mediawatch.report.words import TIER_WORDS, listed

MOST_GOOD, MOST_BAD, MOST_OTHERS, MOST_MISSES = 3, 5, 4, 4
MOST_RAISED = 3
LEAST_GAIN = 0.05
TITLE_LIMIT = 140
TREND_LEAST = 2
WEEK = timedelta(days=7)


def weekly_page(report: WeeklyReport, *, zone: ZoneInfo) -> WeeklyPage:
    """A report to the lines shown."""
    week, place = report.week, plain(report.organisation.place)
    misses = [miss for miss in report.brand.misses if week.start <= miss.day < week.start + WEEK]
    earlier = len(report.brand.misses) - len(misses[:MOST_MISSES])
    return WeeklyPage(
        place=place,
        title=f"{place} i media · uke {words.week_number(week)}",
        period=words.period(week),
        answer=words.answer(week, place),
        moved=words.moved(week, report.before, report.stories),
        warning=_warning(week),
        running=said("Uken er ikke over. Tallene kan endre seg.") if report.is_running else "",
        changed=changes_words(report.changes, zone=zone),
        answered=answered_words(report.answers),
        decided=decisions_words(report.decisions),
        initiative=week_words(report.initiative),
        parts=_parts(week, report.before, place),
        raised=_raised(report),
        trend=_trend(report),
        targets=targets_lines(report.targets, has_answer=False),
        unknown_targets=unknown_words(report.targets),
        good=_stories(report, _best(week, "positive")[:MOST_GOOD], zone),
        bad=_stories(report, _best(week, "negative", by="exposure")[:MOST_BAD], zone),
        others=_stories(report, _best(week, "neutral", "mixed")[:MOST_OTHERS], zone),
        carriers=tables.carriers(report),
        voices=tables.voices(report),
        brand=_brand(report),
        brand_table=tables.brand_table(report.brand.by_subject, "Bygd eller landemerke"),
        brand_outlets=tables.brand_table(report.brand.by_outlet, "Utgiver"),
        brand_quarters=tables.brand_table(report.brand_by_quarter, "Kvartal"),
        misses=tuple(_misses(report, misses[:MOST_MISSES])),
        more_misses=_more_misses(earlier, report),
        labels=_labels(report),
        neighbours=tables.neighbours_words(report),
        neighbours_bars=tables.neighbours_bars(report.neighbours),
        neighbours_table=tables.neighbours_table(report.neighbours),
        sources=tables.sources_words(report),
        method=_method(week),
    )


def _best(week: WeekScore, *labels: ToneLabel, by: str = "points") -> list[StoryScore]:
    """The stories of these tones, those with most of `by` first."""
    told = [one for one in week.score.stories if one.tone_label in labels]
    return sorted(told, key=lambda one: -getattr(one, by))


def _warning(week: WeekScore) -> str:
    if week.complete:
        return ""
    names = listed([plain(name) for name in week.silent])
    return said("Ufullstendig: Vi har ikke hørt fra {names}.").format(names=names)


def _parts(week: WeekScore, before: WeekScore | None, place: str) -> tuple[PartLines, ...]:
    score = week.score
    if score.is_empty:
        return ()
    rows = (
        ("visibility", "Synlighet", RULES.visibility_points,
         words.visibility_words(score, place, measured=week.v_ref_is_measured)),
        ("tone", "Tone", RULES.tone_points, words.tone_counts(score)),
        ("voice", "Stemme", RULES.voice_points, words.voice_words(score)),
    )  # fmt: skip
    moved = before is not None and week.change is not None
    return tuple(
        PartLines(
            name=name,
            points=said("{count} av {wanted}").format(
                count=words.points(most * getattr(score, part)), wanted=number(most)
            ),
            percent=round(100 * getattr(score, part)),
            words=told,
            change=words.signed(words.part_change(part, score, before.score)) if before is not None and moved else "",
        )
        for part, name, most, told in rows
    )


def _raised(report: WeeklyReport) -> tuple[str, ...]:
    """What would have raised the score most, each with its story."""
    place, stories = plain(report.organisation.place), report.week.score.stories
    found = [
        (
            one.if_named,
            said("Hadde «{title}» nevnt {place}: +{points}").format(
                title=_title(report, one), place=place, points=words.points(one.if_named)
            ),
        )
        for one in stories
        if one.if_named is not None and one.if_named >= LEAST_GAIN
    ]
    unheard = sorted((one for one in stories if one.if_quoted), key=lambda one: -one.exposure)
    if unheard:
        gain = unheard[0].if_quoted or 0.0
        titles = [f"«{_title(report, one)}»" for one in unheard[:MOST_RAISED]]
        told = said("Hadde kommunen kommet til orde i {stories}: +{points}")
        if len(titles) > 1:
            told = said("Hadde kommunen kommet til orde i {stories}: +{points} for hver")
        found.append((gain, told.format(stories=listed(titles, "eller"), points=words.points(gain))))
    return tuple(told for _, told in sorted(found, key=lambda each: -each[0])[:MOST_RAISED])


def _title(report: WeeklyReport, one: StoryScore) -> str:
    return shorten(report.stories[one.story].lead.article.title, TITLE_LIMIT) or said("(uten tittel)")


def _trend(report: WeeklyReport) -> Trend | None:
    if len(report.history) < TREND_LEAST:
        return None
    bars = tuple(
        Bar(label=str(words.week_number(week)), value=None if week.score.is_empty else week.score.score,
            complete=week.complete)
        for week in report.history
    )  # fmt: skip
    written = [bar.value for bar in bars if bar.value is not None]
    span = said("uten omtale")
    if written:
        span = said("mellom {low} og {high}").format(low=round(min(written)), high=round(max(written)))
    told = said(
        "Synlighet uke for uke, fra uke {first} til uke {last}: {span}. "
        "Stiplet linje er snittet av de siste fire ukene, {mean}."
    ).format(
        first=words.week_number(report.history[0]),
        last=words.week_number(report.week),
        span=span,
        mean=round(report.week.mean),
    )
    table = tuple((f"{said('Uke')} {words.week_number(week)}", _told(week)) for week in reversed(report.history))
    return Trend(bars=bars, mean=report.week.mean, words=told, table=table)


def _told(week: WeekScore) -> str:
    score = said("ingen omtale") if week.score.is_empty else str(round(week.score.score))
    return score if week.complete else f"{score} ({said('ufullstendig')})"


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
        hint=_hint(one, plain(report.organisation.place)),
    )


def _hint(one: StoryScore, place: str) -> str:
    """What a critical story cost, and whether the name is missing."""
    cost = one.if_neutral
    told = (
        f"Hadde saken vært nøytral: +{words.points(cost)}." if cost is not None and cost >= LEAST_GAIN else "",
        "" if one.naming == "organisation" else f"{place} er ikke nevnt ved navn.",
    )
    return " ".join(filter(None, told))


def _brand(report: WeeklyReport) -> str:
    place, whole = plain(report.organisation.place), report.brand.whole
    if whole is None:
        return ""
    stories = counted(whole.stories, "sak", "saker")
    return (
        f"{whole.named} av {stories} om bygder og landemerker de siste {counted(report.brand_weeks, 'uken', 'ukene')} "
        f"nevnte {place}: {words.interval_words(whole.interval)}."
    )


def _misses(report: WeeklyReport, misses: Iterable[BrandMiss]) -> Iterable[MissLines]:
    for miss in misses:
        title = Linked(name=shorten(miss.title, TITLE_LIMIT), link=safe_link(miss.link))
        instead = f"skrev {listed(list(miss.labels))}" if miss.labels else ""
        facts = (plain(miss.outlet_name), day_words(miss.day), listed([plain(name) for name in miss.subjects]), instead)
        yield MissLines(
            text=title, facts=tuple(filter(None, facts)), note=words.newsroom_note(miss, report.organisation)
        )


def _more_misses(count: int, report: WeeklyReport) -> str:
    if not count:
        return ""
    weeks = counted(report.brand_weeks, "uken", "ukene")
    return f"{counted(count, 'sak', 'saker')} til uten navnet de siste {weeks}."


def _labels(report: WeeklyReport) -> str:
    used = [f"{use.label} ({use.instead})" for use in report.brand.labels if use.instead]
    return f"Brukt i stedet for {plain(report.organisation.place)}: {listed(used)}." if used else ""


def _method(week: WeekScore) -> tuple[str, ...]:
    """What the number is, in three sentences that the chief executive can repeat."""
    stories, confirmed = len(week.score.stories), week.confirmed
    checked = ""
    if confirmed:
        checked = said(
            "Tonen er foreslått av et dataprogram; et menneske har bekreftet den i {count} av {stories}."
        ).format(count=round(confirmed.share * stories), stories=counted(stories, "sak", "saker"))
    told = (
        said(
            "Synlighet er 55 poeng for hvor godt kommunen vises, 30 for tonen og 15 for å komme til orde. "
            "En sak teller én gang, uansett hvor mange som trykker den."
        ),
        checked,
        said(
            "Tallet måler det som sto på trykk, ikke hva folk mener, og det er aldri en annonseverdi. "
            "Det kan regnes ut på nytt av CSV-filen som følger med (regelsett {rules})."
        ).format(rules=week.score.rules),
    )
    return tuple(filter(None, told))
