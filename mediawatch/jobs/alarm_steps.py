"""What is worth an alarm right now, from what is stored: the steps of measure.alarms fed and put together."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from mediawatch.config import Config
from mediawatch.jobs.digests import target_states
from mediawatch.jobs.pitching import could_be_printed, in_hand, open_words
from mediawatch.measure.alarms import (
    SPIKE_RHYTHM,
    Version,
    changed_headlines,
    is_warning_time,
    negative_stories,
    silent,
    spike,
    unlikely_targets,
    warning,
)
from mediawatch.measure.openings import openings
from mediawatch.measure.silence import has_rhythm, silent_sources
from mediawatch.model import Matter, Organisation, Story
from mediawatch.report.alarm_words import missing_words, openings_words
from mediawatch.store import Store

FOLLOWED = timedelta(days=14)
"""Stories older than this are not watched for changes and late copies."""
SPIKE_MEMORY = timedelta(days=14)


def matters(config: Config, store: Store, organisation: Organisation, now: datetime) -> tuple[Matter, ...]:
    """All that is worth an alarm at `now`, raised before or not, of the kinds the organisation wants."""
    kinds = organisation.alarms.kinds
    listened = store.alarms.listened_since(organisation.id)
    found: list[Matter] = []
    lately = _stories(config, store, organisation, now - FOLLOWED) if {"negative", "headline"} & set(kinds) else []
    if "negative" in kinds:
        found += negative_stories(lately, now=now, listened=listened)
    if "headline" in kinds:
        changed = [story for story in lately if any(copy.revisions > 1 for copy in story.coverage)]
        found += changed_headlines(changed, _versions(store, changed), now=now, listened=listened)
    if "spike" in kinds:
        found += _spike(config, store, organisation, now, listened)
    if "silent" in kinds:
        found += _silent(config, store, now, listened)
    if "warning" in kinds:
        found += warnings(config, store, organisation, now)
    return tuple(found)


def warnings(
    config: Config, store: Store, organisation: Organisation, now: datetime, *, always: bool = False
) -> tuple[Matter, ...]:
    """Warnings about targets that will hardly be met, on the chosen weekday (`always`: whatever the day)."""
    zone, rules = config.settings.zone, organisation.alarms
    if not (always or is_warning_time(rules, now=now, zone=zone)):
        return ()
    states = target_states(config, store, organisation, today=now.astimezone(zone).date())
    pitches, outlets = store.pitches.open(organisation.id), config.outlet_by_id
    unlikely = [
        state
        for state in states
        if unlikely_targets([state], rules, pitches_due=in_hand(pitches, state, outlets=outlets))
    ]
    stories = _stories(config, store, organisation, now - SPIKE_RHYTHM * 2) if unlikely else []
    return tuple(
        warning(
            state,
            missing=missing_words(state),
            tips=(
                *open_words(could_be_printed(pitches, state, outlets=outlets), outlets),
                *openings_words(
                    state, openings(state.target, stories, organisation, now=now, zone=zone), config.outlets
                ),
            ),
        )
        for state in unlikely
    )


def _spike(
    config: Config, store: Store, organisation: Organisation, now: datetime, listened: datetime | None
) -> tuple[Matter, ...]:
    day_before = store.stories(
        organisation.id, since=now - timedelta(days=1), until=now, by="published", outlets=config.outlet_by_id
    )
    if len(day_before) < 3:  # an ordinary day, told without reading half a year
        return ()
    raised = store.alarms.raised(organisation.id, now - SPIKE_MEMORY)
    return spike(
        _stories(config, store, organisation, now - SPIKE_RHYTHM, published=True),
        now=now,
        listened=listened,
        told=[alarm.raised_at for alarm in raised if alarm.kind == "spike"],
        zone=config.settings.zone,
    )


def _silent(config: Config, store: Store, now: datetime, listened: datetime | None) -> tuple[Matter, ...]:
    states = store.feed_states()
    known = {
        outlet.id for outlet in config.outlets if has_rhythm([state for state in states if state.outlet == outlet.id])
    }
    sources = silent_sources(config.outlets, states, now=now, zone=config.settings.zone)
    return silent(sources, with_rhythm=frozenset(known), now=now, listened=listened)


def _stories(
    config: Config, store: Store, organisation: Organisation, since: datetime, *, published: bool = False
) -> list[Story]:
    by: Literal["first_seen", "published"] = "published" if published else "first_seen"
    return store.stories(organisation.id, since=since, by=by, outlets=config.outlet_by_id)


def _versions(store: Store, stories: Iterable[Story]) -> dict[tuple[str, str], list[Version]]:
    return {
        (copy.outlet.id, copy.article.key): [
            Version(title=one.title, seen_at=one.seen_at, tone=one.tone)
            for one in store.revisions(story.organisation, copy.outlet.id, copy.article.key)
        ]
        for story in stories
        for copy in story.coverage
        if copy.revisions > 1
    }
