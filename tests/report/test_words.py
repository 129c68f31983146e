"""Tests of mediawatch.report.words: number, gender and tense right in every sentence about a target."""

from dataclasses import replace

import pytest
import sample

from mediawatch.model import WEEKDAYS, Kind, OutletKind, Target, Tier, Weekday
from mediawatch.report.words import (
    KIND_WORDS,
    answer,
    goods,
    listed,
    lower_first,
    schedule_words,
    short_source,
    streak_words,
    target_answer,
)


@pytest.mark.parametrize(
    ("outcomes", "count", "left", "at_least", "sentence"),
    [
        ("mm", 2, 3, 1, "Ukens mål er nådd: 2 positive saker i lokalmedia."),
        ("mm", 1, 3, 1, "Ukens mål er nådd: 1 positiv sak i lokalmedia."),
        ("mo", 0, 3, 1, "Ukens mål er ikke nådd ennå: ingen positiv sak i lokalmedia så langt. 3 dager igjen."),
        ("mo", 1, 2, 2, "Ukens mål er ikke nådd ennå: 1 av 2 positive saker i lokalmedia så langt. 2 dager igjen."),
        ("mo", 0, 1, 1, "Ukens mål er ikke nådd ennå: ingen positiv sak i lokalmedia så langt. Siste dag i dag."),
        ("mx", 0, 0, 1, "Ukens mål ble ikke nådd: ingen positiv sak i lokalmedia."),
    ],
)
def test_the_answer_says_how_the_week_stands(
    outcomes: str, count: int, left: int, at_least: int, sentence: str
) -> None:
    target = replace(sample.WEEKLY, at_least=at_least)
    assert target_answer(sample.target_state(target, outcomes, count=count, days_left=left)) == sentence


@pytest.mark.parametrize(
    ("kinds", "tiers", "outlet_kinds", "count", "words"),
    [
        (("op-ed by staff",), (), ("newspaper",), 0, "ingen positiv kronikk i avis"),
        (("letter",), (), (), 1, "1 positivt leserinnlegg"),
        (("letter",), ("local",), (), 3, "3 positive leserinnlegg i lokalmedia"),
        ((), ("local", "national"), (), 2, "2 positive saker i lokalmedia eller riksmedia"),
        (("news", "feature"), (), ("tv", "radio"), 2, "2 positive saker på TV eller i radio"),
    ],
)
def test_adjectives_agree_with_what_is_counted(
    kinds: tuple[Kind, ...], tiers: tuple[Tier, ...], outlet_kinds: tuple[OutletKind, ...], count: int, words: str
) -> None:
    target = Target(
        id="t",
        name="T",
        at_least=1,
        every="week",
        tones=("positive",),
        kinds=kinds,
        tiers=tiers,
        outlet_kinds=outlet_kinds,
    )
    assert goods(target, count) == words


def test_streaks_are_told_from_two_on() -> None:
    assert streak_words(sample.target_state(sample.WEEKLY, "mmmmmmm", count=1)) == "7 uker på rad"
    assert streak_words(sample.target_state(sample.WEEKLY, "mmo", count=0)) == "2 uker på rad før denne"
    assert streak_words(sample.target_state(sample.MONTHLY, "xm", count=1)) == ""


def test_without_a_weekly_target_the_news_is_the_answer() -> None:
    assert answer(sample.digest(targets=()), "6 saker, 3 positive") == "6 saker, 3 positive."
    assert answer(sample.digest(targets=sample.TARGETS[::-1]), "").startswith("Ukens mål er nådd")
    assert answer(sample.digest(targets=sample.TARGETS[1:]), "").startswith("Månedens mål er ikke nådd ennå")


@pytest.mark.parametrize(
    ("weekdays", "words"),
    [
        (WEEKDAYS[:5], "Du får denne kl. 07.15 på hverdager."),
        (WEEKDAYS, "Du får denne kl. 07.15 hver dag."),
        (("monday",), "Du får denne kl. 07.15 hver mandag."),
        (("friday", "monday"), "Du får denne kl. 07.15 hver mandag og fredag."),
    ],
)
def test_the_schedule_is_said_in_words(weekdays: tuple[Weekday, ...], words: str) -> None:
    assert schedule_words(replace(sample.RECIPIENT, weekdays=weekdays)) == words


def test_lists_and_sentence_starts() -> None:
    assert [listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a og b", "a, b og c"]
    assert [lower_first(text) for text in ("Egne tjenester", "PPT", "")] == ["egne tjenester", "PPT", ""]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("Informasjons- og kommunikasjonsstrategi 2018–2021, «Ansvar og roller»", "strategien, «Ansvar og roller»"),
        ("Kommunikasjonsplan 2013–2017, s. 4", "planen, s. 4"),
        ("Vedtak 12/18", "Vedtak 12/18"),
        ("Strategi", "Strategi"),
    ],
)
def test_sources_are_named_shortly(source: str, said: str) -> None:
    assert short_source(source) == said


def test_every_kind_but_news_is_named() -> None:
    assert [kind for kind, word in KIND_WORDS.items() if not word] == ["news"]
