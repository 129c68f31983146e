"""A week already reported: what is corrected or found afterwards changes exactly what it should, and is told."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mediawatch.config import Config
from mediawatch.jobs.adding import add_by_hand
from mediawatch.jobs.correcting import correct, undo
from mediawatch.jobs.reported import week_changes
from mediawatch.jobs.scores import ScoredWeeks, score_rows, score_weeks
from mediawatch.jobs.weekly import build_weekly, remember_report, send_due_weeklies
from mediawatch.measure.weeks import week_scores
from mediawatch.model import Article, Story, WeekChange
from mediawatch.model.score_rules import RULES
from mediawatch.report.change_words import change_words
from mediawatch.report.score_json import change_json, week_json
from mediawatch.report.weekly import weekly_html, weekly_text
from mediawatch.store import Store, open_store
from tests.whole.line import PostOffice, at, make_config, make_outlet, make_recipient

OUTLET = make_outlet("posten")
FIRST_MONDAY, SECOND_MONDAY = at("2026-11-16T05:30"), at("2026-11-23T05:30")
REPORTED = "2026-W46"
TOLD = (
    ("2026-11-04T10:00", "Granvik skole feirer hundre år", "Elever i Granvik sang og spiste kake hele fredagen."),
    ("2026-11-10T10:00", "Granvik får ny bru", "Naboene i Granvik jubler og er glade for vedtaket om brua."),
    ("2026-11-11T10:00", "Biblioteket i Granvik åpner lørdager", "Tilbudet i Granvik gjelder fra nyttår."),
    ("2026-11-18T10:00", "Turlaget i Granvik rydder stien", "Medlemmer i Granvik møter med sag og hakke på søndag."),
)  # fmt: skip
LATE = (
    "2026-11-12T09:00",
    "Festivalen i Granvik fikk pris",
    "Festivalen i Granvik er kåret til årets beste.",
)


def add(config: Config, store: Store, number: int, day: str, title: str, text: str, *, now: datetime) -> None:
    address = f"https://posten.example/{number}"
    article = Article(
        outlet="posten", address=address, article_id=None, title=title, text=text, language="nb", published=at(day)
    )
    assert add_by_hand(config, store, article, OUTLET, now=now) == "new"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return make_config(tmp_path, OUTLET, recipients=[make_recipient("direktor", weekly=True)])


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    """Three weeks of coverage, the middle one reported on the Monday after."""
    with open_store(config.settings.database) as opened:
        for number, (day, title, text) in enumerate(TOLD[:3]):
            add(config, opened, number, day, title, text, now=at(day))
        (sent,) = send_due_weeklies(config, opened, FIRST_MONDAY)
        assert sent.outcome == "outbox"
        add(config, opened, 3, *TOLD[3], now=at(TOLD[3][0]))
        yield opened


def scored(config: Config, store: Store, now: datetime = SECOND_MONDAY) -> ScoredWeeks:
    return score_weeks(config, store, config.organisations[0], now=now)


def numbers(made: ScoredWeeks) -> dict[str, str]:
    return {week.week: json.dumps(week_json(week, made.stories), sort_keys=True) for week in made.weeks}


def story(store: Store, title: str) -> Story:
    return next(one for one in store.stories("granvik") if one.lead.article.title == title)


def changes(config: Config, store: Store, told_in: str | None = None) -> tuple[WeekChange, ...]:
    made = scored(config, store)
    return week_changes(config, store, config.organisations[0], made, told_in=told_in, now=SECOND_MONDAY)


def make_negative(config: Config, store: Store, title: str = TOLD[1][1]) -> None:
    organisation = config.organisations[0]
    correct(config, store, organisation, story(store, title), "tone", "negative", by="Kari", why="ironi",
            now=at("2026-11-20T08:00"))  # fmt: skip


def test_nothing_changed_nothing_told(config: Config, store: Store) -> None:
    assert changes(config, store) == ()
    report = build_weekly(config, store, config.organisations[0], "2026-W47", now=SECOND_MONDAY)
    assert report is not None
    assert report.changes == ()
    assert "ENDRET SIDEN" not in weekly_text(report, zone=config.settings.zone)


def test_a_corrected_tone_changes_its_own_week_and_one_row(config: Config, store: Store) -> None:
    before, made = scored(config, store), config.organisations[0]
    rows = {week.week: score_rows(week, before.stories, made).splitlines() for week in before.weeks}
    make_negative(config, store)
    after = scored(config, store)
    was, now = numbers(before), numbers(after)
    # a mean of four weeks is told beside the week, so those after it may differ in that alone
    for week in was.keys() - {REPORTED}:
        old, new = json.loads(was[week]), json.loads(now[week])
        assert {key: old[key] for key in old.keys() - {"mean", "change"}} == {
            key: new[key] for key in new.keys() - {"mean", "change"}
        }
    assert json.loads(now[REPORTED])["score"] < json.loads(was[REPORTED])["score"]
    for week in after.weeks:
        changed = set(score_rows(week, after.stories, made).splitlines()) ^ set(rows[week.week])
        assert len(changed) == (2 if week.week == REPORTED else 0)


def test_the_change_says_which_week_from_what_to_what_and_who(config: Config, store: Store) -> None:
    said = scored(config, store).week(REPORTED)
    make_negative(config, store)
    now = scored(config, store).week(REPORTED)
    assert said is not None
    assert now is not None
    (change,) = changes(config, store)
    assert (change.said.score, change.now.score) == (said.score.score, now.score.score)
    (reason,) = change.reasons
    assert (reason.kind, reason.before, reason.after, reason.by, reason.late) == (
        "tone", "positive", "negative", "Kari", False,
    )  # fmt: skip
    assert change_words(change) == (
        f"Uke 46 er endret fra {round(said.score.score)} til {round(now.score.score)}: «Granvik får ny bru» (Posten) "
        "er rettet fra positiv til negativ av Kari 20. november («ironi»)."
    )


def test_the_next_report_tells_it_once_and_in_every_form(config: Config, store: Store) -> None:
    make_negative(config, store)
    organisation, zone = config.organisations[0], config.settings.zone
    report = build_weekly(config, store, organisation, "2026-W47", now=SECOND_MONDAY)
    assert report is not None
    words = change_words(report.changes[0], zone=zone)
    assert " ".join(words.split()) in " ".join(weekly_text(report, zone=zone).split())
    assert words.partition(":")[0] in weekly_html(report, zone=zone)
    remember_report(config, store, report)
    again = build_weekly(config, store, organisation, "2026-W47", now=SECOND_MONDAY)
    assert again is not None
    assert [change.now.week for change in again.changes] == [REPORTED], "the same report says the same"
    next_week = SECOND_MONDAY + timedelta(weeks=1)
    later = build_weekly(config, store, organisation, "2026-W48", now=next_week)
    assert later is not None
    assert later.changes == ()


def test_a_correction_taken_back_is_no_change(config: Config, store: Store) -> None:
    make_negative(config, store)
    undo(config, store, config.organisations[0], story(store, TOLD[1][1]), by="Kari", now=at("2026-11-21T08:00"))
    assert changes(config, store) == ()


def test_confirming_the_tone_is_no_change(config: Config, store: Store) -> None:
    one = story(store, TOLD[1][1])
    assert one.lead.tone is not None
    correct(config, store, config.organisations[0], one, "tone", one.lead.tone.label, by="Kari", now=SECOND_MONDAY)
    assert changes(config, store) == ()


def test_a_late_article_is_told_as_such(config: Config, store: Store) -> None:
    add(config, store, 9, *LATE, now=at("2026-11-19T07:00"))
    (change,) = changes(config, store)
    (reason,) = change.reasons
    assert (reason.kind, reason.title, reason.late) == ("added", LATE[1], True)
    assert "«Festivalen i Granvik fikk pris» (Posten) ble funnet etter rapporten" in change_words(change)
    assert len(change.now.stories) == len(change.said.stories) + 1


def test_a_story_that_is_not_ours_after_all_is_told(config: Config, store: Store) -> None:
    one = story(store, TOLD[2][1])
    correct(config, store, config.organisations[0], one, "relevance", "no", by="Ola", now=at("2026-11-20T08:00"))
    (change,) = changes(config, store)
    assert (
        "«Biblioteket i Granvik åpner lørdager» (Posten) teller ikke lenger med, rettet av Ola 20. november"
        in change_words(change)
    )


def test_a_target_that_is_no_longer_met_is_told(config: Config, store: Store) -> None:
    for title in (TOLD[1][1], TOLD[2][1]):
        correct(config, store, config.organisations[0], story(store, title), "relevance", "no", by="Ola",
                now=at("2026-11-20T08:00"))  # fmt: skip
    (change,) = changes(config, store)
    assert [reason.kind for reason in change.reasons] == ["gone", "gone", "target"]
    assert "målet «Én sak hver uke» er nå ikke nådd" in change_words(change)


def test_a_changed_target_is_told_as_that(config: Config, store: Store) -> None:
    organisation = config.organisations[0]
    harder = replace(organisation, targets=tuple(replace(target, at_least=9) for target in organisation.targets))
    stricter = replace(config, organisations=(harder,))
    (change,) = changes(stricter, store)
    assert "målet «Én sak hver uke» er nå ikke nådd fordi målet er endret" in change_words(change)
    assert change.said.score == change.now.score


def test_new_rules_are_told(config: Config, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = replace(RULES, version="2", naming={**RULES.naming, "organisation": 0.5})
    monkeypatch.setitem(week_scores.__kwdefaults__, "rules", newer)
    (change,) = changes(config, store)
    assert (change.said.rules, change.now.rules) == ("1", "2")
    assert change.now.score < change.said.score
    assert change_words(change).endswith(": nytt regelsett (fra 1 til 2).")


def test_a_report_made_again_says_what_it_said_first(config: Config, store: Store) -> None:
    make_negative(config, store)
    organisation = config.organisations[0]
    again = build_weekly(config, store, organisation, REPORTED, now=SECOND_MONDAY)
    assert again is not None
    assert [change.said.week for change in again.changes] == [REPORTED]
    remember_report(config, store, again)
    report = build_weekly(config, store, organisation, "2026-W47", now=SECOND_MONDAY)
    assert report is not None
    assert [change.said.week for change in report.changes] == [REPORTED], "made again, it was told to nobody"


def test_a_running_week_is_not_reported(config: Config, store: Store) -> None:
    report = build_weekly(config, store, config.organisations[0], "2026-W47", now=at("2026-11-20T08:00"))
    assert report is not None
    assert report.is_running
    remember_report(config, store, report)
    assert {said.week for said in store.reported.said("granvik")} == {REPORTED}


def test_a_report_that_was_refused_is_not_remembered(tmp_path: Path, office: PostOffice) -> None:
    config = make_config(tmp_path, OUTLET, recipients=[make_recipient("direktor", weekly=True)], **office.settings)
    office.busy = True
    with open_store(config.settings.database) as store:
        add(config, store, 1, *TOLD[1], now=at(TOLD[1][0]))
        (failed,) = send_due_weeklies(config, store, FIRST_MONDAY)
        assert (failed.outcome, store.reported.said("granvik")) == ("failed", [])


def test_a_week_reported_as_incomplete_stays_so_when_the_source_is_heard_again(config: Config, store: Store) -> None:
    report = build_weekly(config, store, config.organisations[0], "2026-W47", now=SECOND_MONDAY)
    assert report is not None
    deaf = replace(report, history=(*report.history[:-1], replace(report.week, silent=("Nærradioen",))))
    assert scored(config, store).week("2026-W47").complete
    remember_report(config, store, deaf)
    made = scored(config, store)
    assert [week.week for week in made.weeks if not week.complete] == ["2026-W47"]
    assert made.week("2026-W47").silent == ("Nærradioen",)
    assert changes(config, store) == ()


def test_scripts_get_the_change_too(config: Config, store: Store) -> None:
    assert change_json(None) is None
    make_negative(config, store)
    (change,) = changes(config, store)
    told = change_json(change)
    assert told is not None
    assert (told["told_in"], told["score"]) == (REPORTED, round(change.said.score, 4))
    assert [(one["kind"], one["by"]) for one in told["reasons"]] == [("tone", "Kari")]
