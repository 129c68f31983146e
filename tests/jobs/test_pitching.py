"""Pitches beside targets, in warnings and in the digest; coverage matched over the store."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from mediawatch.config import Config
from mediawatch.jobs.alarm_steps import warnings
from mediawatch.jobs.digests import target_states
from mediawatch.jobs.pitching import could_count, due_pitches, looked_back, matches, planned_lines
from mediawatch.jobs.weekly import build_weekly
from mediawatch.model import Organisation, Pitch, Target
from mediawatch.report.weekly import weekly_html, weekly_pdf, weekly_text
from mediawatch.store import Store, open_store
from tests.web.sample import NOW, fill, make_config

OP_EDS = Target(id="kronikk", name="Kronikker", at_least=4, every="week", tiers=("local",), authors="staff")
GOOD = Target(id="positiv", name="Positive", at_least=9, every="week", tones=("positive",), tiers=("local",))
FOLLOWERS = Target(id="f", name="Følgere", at_least=9, reading="facebook")
SECRET = "Hemmelig Hansen"


@pytest.fixture
def config(tmp_path) -> Config:
    made = make_config(str(tmp_path))
    modum = replace(made.organisations[0], targets=(OP_EDS, GOOD), readings=())
    return replace(made, organisations=(modum, made.organisations[1]))


@pytest.fixture
def modum(config: Config) -> Organisation:
    return config.organisations[0]


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    with open_store(config.settings.database) as opened:
        opened.sync_feeds(config.outlets, NOW)
        fill(opened, "modum")
        yield opened


def add(store: Store, **fields) -> Pitch:
    given = {
        "title": "Elva vår",
        "outlet": "elvebladet",
        "journalist": SECRET,
        "note": SECRET,
        "draft": SECRET,
        **fields,
    }
    return store.pitches.cases.add(Pitch(organisation="modum", created_at=NOW, **given), by="test", now=NOW)


def warned(config: Config, store: Store) -> dict[str, tuple[str, ...]]:
    return {
        one.key.split("/")[1]: one.facts.tips
        for one in warnings(config, store, config.organisations[0], NOW, always=True)
    }


def test_a_warning_names_what_could_be_printed_and_nothing_confidential(config, store) -> None:
    before = warned(config, store)
    assert set(before) == {"kronikk", "positiv"}
    assert not any("Kan komme på trykk" in tip for tips in before.values() for tip in tips)
    add(store, kind="op-ed", author="Tor Vik", status="drafted", planned=date(2026, 11, 27))
    add(store, title="Ny bro", status="offered", offered_at=NOW)
    add(store, title="Neste uke", status="drafted", planned=date(2026, 11, 30))
    add(store, title="I riksmedia", status="offered", offered_at=NOW, outlet="riksposten")
    after = warned(config, store)
    assert after["kronikk"][0] == "Kan komme på trykk: «Elva vår» av Tor Vik, fredag 27. november (utkast klart)."
    assert after["positiv"][0] == "Kan komme på trykk: «Ny bro» (tilbudt Elvebladet)."
    told = " ".join(tip for tips in after.values() for tip in tips)
    assert not any(words in told for words in (SECRET, "Neste uke", "I riksmedia"))


def test_an_offer_with_a_day_in_the_period_holds_the_warning_back(config, store) -> None:
    pitch = add(store, kind="op-ed", status="offered", offered_at=NOW, planned=date(2026, 11, 27))
    assert set(warned(config, store)) == {"positiv"}
    store.pitches.cases.change("modum", pitch.id, by="x", now=NOW, expected=1, planned=date(2026, 11, 30))
    assert set(warned(config, store)) == {"kronikk", "positiv"}


def test_a_pitch_counts_where_its_kind_and_outlet_fit(config) -> None:
    pitch = Pitch(organisation="modum", title="x", created_at=NOW)
    outlets = config.outlet_by_id
    assert could_count(pitch, GOOD, outlets)
    assert could_count(replace(pitch, outlet="et annet blad"), GOOD, outlets)
    assert not could_count(replace(pitch, outlet="riksposten"), GOOD, outlets)
    assert not could_count(pitch, OP_EDS, outlets)
    assert could_count(replace(pitch, kind="op-ed"), OP_EDS, outlets)
    assert not could_count(replace(pitch, kind="op-ed"), GOOD, outlets)
    assert not could_count(pitch, FOLLOWERS, outlets)


def test_nothing_is_planned_beside_a_target_that_is_met(config, store, modum) -> None:
    add(store, kind="op-ed", status="drafted", planned=date(2026, 11, 27))
    open_target = target_states(config, store, modum, today=date(2026, 11, 24))[0]
    assert len(planned_lines(store.pitches.open("modum"), open_target, outlets=config.outlet_by_id)) == 1
    met = replace(open_target, history=(replace(open_target.current, outcome="met"),))
    assert planned_lines(store.pitches.open("modum"), met, outlets=config.outlet_by_id) == ()


def test_the_digest_tells_what_is_due_and_late_and_nothing_confidential(config, store, modum) -> None:
    add(store, draft_due=date(2026, 11, 24), author="Tor Vik")
    add(store, title="Senere", draft_due=date(2026, 11, 30))
    add(store, title="Uten svar", status="offered", offered_at=NOW - timedelta(days=30))
    told = {line.words: (line.link, line.late) for line in due_pitches(config, store, modum, NOW)}
    assert told == {
        "Utkast til «Elva vår» – skrives av Tor Vik": ("egne-saker/1", False),
        "Spør Elvebladet om svar på «Uten svar»": ("egne-saker/3", True),
    }


def test_a_month_without_an_op_ed_is_due_only_where_one_a_month_is_aimed_at(config, store, modum) -> None:
    monthly = replace(modum, targets=(replace(OP_EDS, every="month", at_least=1),))
    december = datetime(2026, 12, 1, 7, tzinfo=UTC)

    def told(organisation: Organisation, now: datetime) -> list[str]:
        return [line.words for line in due_pitches(config, store, organisation, now)]

    assert told(modum, december) == []
    assert told(monthly, NOW) == []  # one was printed in November
    assert told(monthly, december) == ["Ingen kronikk er planlagt i desember"]
    assert told(monthly, datetime(2026, 11, 30, 23, 30, tzinfo=UTC)) == ["Ingen kronikk er planlagt i desember"]
    add(store, kind="op-ed", planned=date(2026, 12, 1), month_only=True)
    assert told(monthly, december) == []


def test_matches_look_only_at_stories_no_pitch_has(config, store, modum) -> None:
    one = add(store, title="Rekordbesøk på Blaafarveværket", angle="Mange har sett utstillingen", outlet="riksposten",
              status="offered", offered_at=NOW - timedelta(days=10))  # fmt: skip
    stories = store.stories("modum", since=looked_back([one], NOW), by="published", outlets=config.outlet_by_id)

    def found() -> list[tuple[int, int]]:
        got = matches(store, modum, store.pitches.open("modum"), stories, zone=config.settings.zone,
                      outlets=config.outlet_by_id)  # fmt: skip
        return [(match.pitch, match.story) for match in got]

    assert found() == [(one.id, 3)]
    add(store, title="En annen", status="printed", story=3, printed_at=NOW)
    assert found() == []
    assert matches(store, modum, [], stories, zone=config.settings.zone, outlets=config.outlet_by_id) == ()


def test_the_weekly_report_has_a_line_of_it_in_every_form(config, store, modum) -> None:
    zone = config.settings.zone
    quiet = build_weekly(config, store, modum, "2026-W47", now=NOW)
    assert quiet.initiative is None
    assert "Egne saker" not in weekly_html(quiet, zone=zone)
    stories = [one.id for one in store.stories("modum", by="published", outlets=config.outlet_by_id)
               if one.lead.when.isocalendar()[:2] == (2026, 47)]  # fmt: skip
    add(store, status="printed", story=stories[0], offered_at=NOW - timedelta(days=5), printed_at=NOW)
    told = build_weekly(config, store, modum, "2026-W47", now=NOW)
    words = f"Minst 1 av {len(stories)} saker kom av noe vi foreslo. 1 av 1 tilbud kom på trykk."
    assert words in weekly_html(told, zone=zone).replace("\N{NO-BREAK SPACE}", " ")
    assert "EGNE SAKER\n" in weekly_text(told, zone=zone)
    assert weekly_pdf(told, zone=zone) != weekly_pdf(replace(told, initiative=None), zone=zone)
