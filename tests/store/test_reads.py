"""Reading back what was saved: whole, in order, each organisation its own."""

import json
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from store_records import (
    ARTICLE,
    HOUR,
    IRRELEVANT,
    MENTION,
    NOW,
    OSLO,
    OUTLET,
    READING,
    UNSURE,
    make_article,
    make_coverage,
    make_sketch,
    own_story,
    save_one,
)

from mediawatch.store import store as store_module

UNNAMED = replace(READING, mentions=(replace(MENTION, names_place=False),))


def numbers(stories) -> list[str]:
    return [story.lead.article.address.rsplit("/", 1)[1] for story in stories]


def test_coverage_comes_back_as_it_was_but_for_the_text(store) -> None:
    outlet = replace(OUTLET, name="Fossposten AS", tier="regional")
    coverage = make_coverage(ARTICLE, outlet=outlet)
    store.save(ARTICLE, [coverage], make_sketch(ARTICLE), find_story=own_story, now=NOW)
    (story,) = store.stories("modum", outlets={"fossposten": outlet})
    expected = replace(coverage, article=replace(ARTICLE, text=""), first_seen=NOW, revisions=1)
    assert story.coverage == (expected,)
    read = story.lead.article
    assert read.published.utcoffset() == read.updated.utcoffset() == timedelta(hours=1)
    assert store.story(story.id, outlets={"fossposten": outlet}) == story


def test_coverage_without_tone_suggestion_dates_or_names_comes_back_too(store) -> None:
    article = replace(ARTICLE, published=None, updated=None, authors=(), tags=(), article_id="5-1")
    coverage = make_coverage(article, tone=None, suggestion=None, quoted=(), excerpt=())
    store.save(article, [coverage], None, find_story=own_story, now=NOW)
    (story,) = store.stories("modum")
    assert replace(story.lead, outlet=coverage.outlet, article=article) == replace(coverage, first_seen=NOW)
    assert story.lead.when == NOW


def test_an_outlet_that_is_no_longer_listed_is_stood_in_for(store) -> None:
    save_one(store, ARTICLE)
    outlet = store.stories("modum")[0].lead.outlet
    assert (outlet.id, outlet.name, outlet.tier) == ("fossposten", "fossposten", "other")


def test_stories_lie_after_since_and_not_after_until(store) -> None:
    for hours in range(4):
        save_one(store, make_article(hours), now=NOW + hours * HOUR)
    assert numbers(store.stories("modum", since=NOW, until=NOW + 2 * HOUR)) == ["2", "1"]
    assert numbers(store.stories("modum", since=NOW + 2 * HOUR)) == ["3"]
    assert numbers(store.stories("modum", until=NOW)) == ["0"]
    assert numbers(store.stories("modum", limit=2)) == ["3", "2"]


def test_by_published_the_outlets_own_time_counts_or_else_when_it_was_seen(store) -> None:
    save_one(store, make_article(1, published=NOW.astimezone(OSLO) - 48 * HOUR), now=NOW)
    save_one(store, make_article(2, published=None), now=NOW - 24 * HOUR)
    assert numbers(store.stories("modum", by="published")) == ["2", "1"]
    assert numbers(store.stories("modum", by="first_seen")) == ["1", "2"]
    assert numbers(store.stories("modum", by="published", since=NOW - 25 * HOUR)) == ["2"]
    assert numbers(store.stories("modum", by="published", until=NOW - 48 * HOUR)) == ["1"]


def test_a_late_copy_does_not_make_the_story_new_again(store) -> None:
    story_id = save_one(store, make_article(1), now=NOW).story_ids["modum"]
    save_one(store, make_article(2), now=NOW + 24 * HOUR, story=story_id)
    assert store.stories("modum", since=NOW) == []
    (story,) = store.stories("modum", until=NOW)
    assert len(story.coverage) == 2


def test_the_copy_that_names_the_place_stands_for_the_story_then_the_earliest(store) -> None:
    published = {1: 0, 2: 3, 3: 2}
    story_id = None
    for number, hours in published.items():
        article = make_article(number, published=NOW + hours * HOUR)
        saved = save_one(store, article, story=story_id, reading=UNNAMED if number == 1 else READING)
        story_id = saved.story_ids["modum"]
    (story,) = store.stories("modum")
    assert [copy.article.address[-1] for copy in story.coverage] == ["3", "2", "1"]


def test_relevance_decides_what_is_listed(store) -> None:
    save_one(store, make_article(1))
    save_one(store, make_article(2), reading=UNSURE)
    save_one(store, make_article(3))
    save_one(store, make_article(3, text="Endret."), reading=IRRELEVANT)
    assert numbers(store.stories("modum")) == ["1"]
    assert sorted(numbers(store.stories("modum", include_unsure=True))) == ["1", "2"]
    assert sorted(numbers(store.stories("modum", relevant=False))) == ["1", "2", "3"]


def test_a_story_shows_only_the_copies_listed(store) -> None:
    story_id = save_one(store, make_article(1)).story_ids["modum"]
    save_one(store, make_article(2), reading=UNSURE, story=story_id)
    assert len(store.stories("modum")[0].coverage) == 1
    assert len(store.story(story_id).coverage) == 2


def test_a_story_is_shown_to_its_own_organisation_only(store) -> None:
    story_id = save_one(store, ARTICLE, organisation="sigdal").story_ids["sigdal"]
    assert store.stories("modum") == []
    assert store.story(story_id, organisation="modum") is None
    assert store.story(story_id, organisation="sigdal").id == story_id
    assert store.story(story_id + 1) is None


def test_the_first_coverage_date_is_local(store) -> None:
    assert store.first_coverage_date("modum") is None
    late_evening = NOW.replace(month=1, day=31, hour=23, minute=30)
    save_one(store, make_article(1, published=late_evening))
    save_one(store, make_article(2), now=NOW)
    save_one(store, make_article(3, published=NOW - 5000 * HOUR), reading=UNSURE)
    assert store.first_coverage_date("modum") == date(2025, 1, 31)
    assert store.first_coverage_date("modum", ZoneInfo("Europe/Oslo")) == date(2025, 2, 1)


def test_sketches_come_with_outlet_and_story(store) -> None:
    story_id = save_one(store, ARTICLE).story_ids["modum"]
    (sketch,) = store.sketches("modum", NOW - 24 * HOUR, NOW)
    assert sketch == replace(make_sketch(ARTICLE), story=story_id)
    assert sketch.shingles == (2**64 - 1, 0, 17)
    assert store.sketches("sigdal", NOW - 24 * HOUR, NOW) == []


def test_sketches_are_those_published_in_the_time_both_ends_included(store) -> None:
    for hours in range(4):
        save_one(store, make_article(hours, published=NOW + hours * HOUR))
    save_one(store, make_article(9, published=None), now=NOW + 2 * HOUR)
    found = store.sketches("modum", NOW + HOUR, NOW + 2 * HOUR)
    assert [sketch.article_id.rsplit("/", 1)[1] for sketch in found] == ["1", "2", "9"]


def test_new_coverage_is_compared_with_the_organisations_own_near_in_time(store) -> None:
    for number, apart in {1: 0, 2: 4, 3: 8, 4: -8}.items():
        save_one(store, make_article(number, article_id=f"1-{number}", published=NOW + apart * 24 * HOUR))
    save_one(store, make_article(8), organisation="sigdal")
    asked = []

    def find_story(new, known):
        asked.append((new.article_id, [sketch.article_id for sketch in known]))
        return known[0].story

    copy = make_article(1, outlet="avisa", article_id="5-10-1", published=NOW)
    saved = store.save(copy, [make_coverage(copy)], make_sketch(copy), find_story=find_story, now=NOW)
    assert asked == [("5-10-1", ["1-1", "1-2"])]
    assert len(store.story(saved.story_ids["modum"]).coverage) == 2
    changed = replace(copy, text="Ny.")
    store.save(changed, [make_coverage(changed)], make_sketch(changed), find_story=find_story, now=NOW)
    assert len(asked) == 1  # a revision stays where it is


def test_a_revision_replaces_the_sketch(store) -> None:
    save_one(store, ARTICLE)
    changed = replace(ARTICLE, text="Ny tekst.")
    sketch = replace(make_sketch(changed), words=2)
    store.save(changed, [make_coverage(changed)], sketch, find_story=own_story, now=NOW)
    assert [sketch.words for sketch in store.sketches("modum", NOW - 24 * HOUR, NOW)] == [2]


@pytest.mark.parametrize("page", [1, 2, 500])
def test_rows_to_export_are_plain_json_in_the_order_saved(store, page, monkeypatch) -> None:
    monkeypatch.setattr(store_module, "EXPORT_PAGE", page)
    for number in range(4):
        save_one(store, make_article(number), reading=UNSURE if number == 1 else READING)
    save_one(store, make_article(7), organisation="sigdal")
    rows = [json.loads(json.dumps(row)) for row in store.coverage_rows("modum")]
    assert [row["url"].strip("/")[-1] for row in rows] == ["0", "1", "2", "3"]
    row = rows[0]
    assert row["published"] == "2025-03-12T08:15:00+01:00"
    assert row["tone"] == {"label": "positive", "score": 0.7, "confidence": 0.8, "because": ["jublet", "ny skole"]}
    assert row["spokesperson"] == {"role": "mayor", "rule": "Ordføreren uttaler seg om politikk."}
    assert [mention["surface"] for mention in row["mentions"]] == ["Modum"]
    assert (row["relevant"], rows[1]["relevant"], rows[1]["unsure"]) == (True, False, True)
    assert "text" not in row
