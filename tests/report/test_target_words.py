"""Targets on readings as they are said: numbers with units, periods by name, and a quiet line on what is missing."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import sample

from mediawatch.measure.reading_targets import reading_state
from mediawatch.model import ReadingSeries, SuppliedReading, Target, TargetState
from mediawatch.report.page import digest_page
from mediawatch.report.target_lines import target_lines, targets_lines
from mediawatch.report.target_words import amount_words, period_name, strip_words, unknown_words
from mediawatch.report.words import answer

FOLLOWERS = ReadingSeries(id="followers", name="Følgere på Facebook", unit="følgere", kind="level")
POSTS = ReadingSeries(id="posts", name="Innlegg på Facebook", unit="innlegg", kind="amount")
VISITS = ReadingSeries(id="visits", name="Besøk på hjemmesiden", unit="besøk", kind="amount", every="month")
THOUSAND = Target(id="t", name="Minst 1 000 følgere", reading="followers", at_least=1000, by=date(2026, 6, 30))
DAILY = Target(id="d", name="Innlegg hver virkedag", reading="posts", at_least=1, every="working day")
RISING = Target(id="r", name="Flere besøk", reading="visits", rising=True, every="quarter")
NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)


def state(target: Target, series: ReadingSeries, readings: dict[str, float], today: str = "2026-11-24") -> TargetState:
    supplied = [
        SuppliedReading(
            id=n, organisation="modum", reading=series.id, date=date.fromisoformat(day), value=Decimal(str(value)),
            by="Kari", at=NOW,
        )
        for n, (day, value) in enumerate(readings.items())
    ]  # fmt: skip
    return reading_state(target, series, supplied, today=date.fromisoformat(today))


def said(made: TargetState) -> str:
    line = target_lines(made, is_answer=False)
    return f"{line.name}: {line.state} ({' · '.join(line.facts)})".replace("\u00a0", " ")


MONTHS = {f"2026-{month:02}-28": 4000.0 + 10 * month for month in range(1, 10)}


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (
            state(THOUSAND, FOLLOWERS, {"2026-11-20": 1042}),
            "Minst 1 000 følgere: nådd (1 042 av 1 000 følgere · per 20. november 2026)",
        ),
        (
            state(THOUSAND, FOLLOWERS, {"2026-06-30": 980, "2026-11-20": 1042}),
            "Minst 1 000 følgere: nådd (1 042 av 1 000 følgere · per 20. november 2026 · ikke nådd til fristen "
            "30. juni 2026)",
        ),
        (
            state(THOUSAND, FOLLOWERS, {"2026-10-20": 980}),
            "Minst 1 000 følgere: ikke nådd (980 av 1 000 følgere · per 20. oktober 2026)",
        ),
        (
            state(THOUSAND, FOLLOWERS, {"2026-05-20": 980}, today="2026-05-28"),
            "Minst 1 000 følgere: ikke nådd ennå (980 av 1 000 følgere · per 20. mai 2026 · innen 30. juni 2026 · "
            "34 dager igjen)",
        ),
        (
            state(DAILY, POSTS, {"2026-11-20": 1, "2026-11-23": 2}),
            "Innlegg hver virkedag: nådd (2 av 1 innlegg · mandag 23. november · 2 virkedager på rad)",
        ),
        (
            state(DAILY, POSTS, {"2026-11-23": 0}),
            "Innlegg hver virkedag: ikke nådd (0 av 1 innlegg · mandag 23. november)",
        ),
        (
            state(RISING, VISITS, MONTHS, today="2026-10-02"),
            "Flere besøk: nådd (12 240 besøk i 3. kvartal 2026, mot 12 150 kvartalet før · 2 kvartaler på rad)",
        ),
        (
            state(RISING, VISITS, {**MONTHS, "2026-10-31": 5000.5}),
            "Flere besøk: ikke nådd ennå (5 000,5 besøk i 4. kvartal 2026, mot 12 240 kvartalet før · "
            "38 dager igjen · 2 kvartaler på rad før dette)",
        ),
        (state(THOUSAND, FOLLOWERS, {}), "Minst 1 000 følgere: kan ikke vites (ingen tall ennå)"),
        (
            state(THOUSAND, FOLLOWERS, {"2026-08-20": 1042}),
            "Minst 1 000 følgere: kan ikke vites (ingen tall for oktober 2026)",
        ),
        (
            state(RISING, VISITS, {"2026-03-31": 5}, today="2026-04-02"),
            "Flere besøk: kan ikke vites (5 besøk i 1. kvartal 2026, og ingenting å sammenligne med ennå)",
        ),
        (
            state(RISING, VISITS, {"2026-03-31": 5, "2026-07-31": 5}, today="2026-09-02"),
            "Flere besøk: kan ikke vites (5 besøk i 3. kvartal 2026, men ingen tall for kvartalet før)",
        ),
        (
            state(RISING, VISITS, {**MONTHS, "2026-10-31": 5000}, today="2027-01-02"),
            "Flere besøk: kan ikke vites (tallene for 4. kvartal 2026 eller perioden før er ikke komplette · "
            "2 kvartaler på rad før dette)",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_how_it_stands(made: TargetState, words: str) -> None:
    assert said(made) == words


def test_numbers_and_periods() -> None:
    told = [amount_words(Decimal(value)).replace("\u00a0", " ") for value in ("0", "1042", "12345.50", "4.25", "1E3")]
    assert told == ["0", "1 042", "12 345,5", "4,25", "1 000"]
    day = date(2026, 10, 1)
    assert [period_name(every, day) for every in ("working day", "week", "month", "quarter", "year")] == [
        "torsdag 1. oktober",
        "uke 40",
        "oktober 2026",
        "4. kvartal 2026",
        "2026",
    ]


def test_a_strip_counts_what_is_shown_and_says_what_is_not_known() -> None:
    weekly = sample.target_state(sample.WEEKLY, "xxmmxm", count=1).history
    assert strip_words(weekly[-4:], "week", "uker") == "Nådd i 3 av 4 uker"
    days = state(DAILY, POSTS, {"2026-11-18": 1, "2026-11-20": 1, "2026-11-23": 0})
    line = target_lines(days, is_answer=False)
    assert line.strip == ("met", "unknown", "met", "missed")
    assert line.strip_words == "Nådd på 2 av 4 virkedager, 1 kan ikke vites"


def test_what_is_missing_is_one_quiet_sentence_whatever_their_number() -> None:
    one = state(THOUSAND, FOLLOWERS, {"2026-08-20": 1042})
    two, three = state(DAILY, POSTS, {}), state(RISING, VISITS, {})
    first_of_a_row = state(RISING, VISITS, {"2026-10-31": 5})
    assert unknown_words([]) == unknown_words([*sample.TARGETS, first_of_a_row]) == ""
    assert unknown_words([one]) == (
        "Kan ikke vites: Følgere på Facebook, ingen tall for oktober 2026. Legg det inn på siden «Mål»."
    )
    assert "Følgere på Facebook og Innlegg på Facebook mangler tall." in unknown_words([one, two])
    assert "Følgere på Facebook, Innlegg på Facebook og 1 mål til mangler tall." in unknown_words([one, two, three])
    assert targets_lines([one, two, three], has_answer=True) == ()


def test_the_digest_answers_with_coverage_and_tells_of_readings_after_it() -> None:
    met = state(THOUSAND, FOLLOWERS, {"2026-11-20": 1042})
    lacking = state(DAILY, POSTS, {})
    made = sample.digest(targets=(lacking, met, *sample.TARGETS))
    page = digest_page(made)
    assert page.answer.startswith("Ukens mål er nådd")
    assert [line.name for line in page.targets] == ["Ukens mål", "Månedens mål", "Minst 1 000 følgere"]
    assert [bool(line.goal) for line in page.targets] == [False, True, False]
    assert page.unknown_targets.startswith("Kan ikke vites: Innlegg på Facebook")
    assert answer(sample.digest(targets=(met, lacking)), "6 saker") == "6 saker."


def test_progress_fills_the_bar() -> None:
    filled = [
        target_lines(state(THOUSAND, FOLLOWERS, {"2026-11-20": value}), is_answer=False).filled
        for value in (0, 99, 500, 999, 1000, 5000)
    ]
    assert filled == [0, 0, 5, 9, 10, 10]
    rising = {"2026-07-31": 10, "2026-08-31": 10, "2026-09-30": 10, "2026-10-31": 15}
    assert target_lines(state(RISING, VISITS, rising), is_answer=False).filled == 5
    assert timedelta(days=state(RISING, VISITS, rising).days_left) == date(2027, 1, 1) - date(2026, 11, 24)
