"""Saving: once, changed, for several organisations, for nobody."""

from dataclasses import replace

import pytest
from store_records import (
    ARTICLE,
    HOUR,
    IRRELEVANT,
    LEASE,
    NEGATIVE,
    NOW,
    OUTLET,
    POSITIVE,
    UNSURE,
    make_article,
    make_coverage,
    make_item,
    make_sketch,
    own_story,
    save_one,
)

from mediawatch.store import Saved, content_hash

TABLES = ("article", "revision", "coverage", "judgement", "story", "sketch")


def claim_one(store, now=NOW):
    (queued,) = store.claim_items(now, limit=1, lease=LEASE)
    return queued


def test_saving_twice_changes_nothing(store, rows) -> None:
    first = save_one(store, ARTICLE)
    assert first == Saved(outcome="new", article_id=1, story_ids={"modum": 1})
    before = {table: rows(table) for table in TABLES}
    second = save_one(store, ARTICLE, now=NOW + HOUR)
    assert second == Saved(outcome="unchanged", article_id=1, story_ids={"modum": 1})
    assert {table: rows(table) for table in TABLES} == before
    assert len(store.search("skole", "modum")) == 1


def test_what_is_known_of_an_article(store) -> None:
    assert store.known_article("fossposten", ARTICLE.key) is None
    save_one(store, ARTICLE)
    assert store.known_article("fossposten", ARTICLE.key) == (content_hash(ARTICLE), 1)
    assert store.known_article("avisa", ARTICLE.key) is None
    save_one(store, replace(ARTICLE, text="Ny tekst."))
    assert store.known_article("fossposten", ARTICLE.key) == (content_hash(replace(ARTICLE, text="Ny tekst.")), 2)


def test_the_outlets_own_id_identifies_an_article_at_a_new_address(store) -> None:
    article = replace(ARTICLE, article_id="5-10-3")
    save_one(store, article)
    assert save_one(store, replace(article, address="https://fossposten.example/ny")).outcome == "unchanged"
    assert save_one(store, replace(article, outlet="avisa")).outcome == "new"


@pytest.mark.parametrize("change", [{"title": "Ny tittel"}, {"lead": "Ny ingress."}, {"text": "Ny tekst."}])
def test_changed_words_make_a_revision_judged_anew(store, change) -> None:
    save_one(store, ARTICLE)
    changed = replace(ARTICLE, **change)
    later = NOW + HOUR
    assert save_one(store, changed, now=later, tone=NEGATIVE).outcome == "revision"
    (story,) = store.stories("modum")
    (copy,) = story.coverage
    assert (copy.tone, copy.revisions, copy.first_seen) == (NEGATIVE, 2, NOW)
    assert (copy.article.title, copy.article.lead) == (changed.title, changed.lead)
    versions = store.revisions("modum", "fossposten", ARTICLE.key)
    assert [(v.number, v.title, v.seen_at) for v in versions] == [(1, ARTICLE.title, NOW), (2, changed.title, later)]
    assert [v.tone.label for v in versions] == ["positive", "negative"]


def test_a_headline_that_goes_back_and_forth_is_a_revision_each_time(store) -> None:
    for title in ("A", "B", "A"):
        save_one(store, replace(ARTICLE, title=title))
    assert [v.title for v in store.revisions("modum", "fossposten", ARTICLE.key)] == ["A", "B", "A"]


def test_a_revision_stays_in_its_story_whatever_is_wished(store) -> None:
    other = save_one(store, make_article(2)).story_ids["modum"]
    own = save_one(store, make_article(1)).story_ids["modum"]
    assert save_one(store, make_article(1, text="Ny tekst."), story=other).story_ids == {"modum": own}


def test_a_copy_joins_its_story_and_an_unknown_or_foreign_story_is_not_joined(store) -> None:
    first = save_one(store, make_article(1)).story_ids["modum"]
    foreign = save_one(store, make_article(2), organisation="sigdal").story_ids["sigdal"]
    assert save_one(store, make_article(3), story=first).story_ids == {"modum": first}
    for number, wished in ((4, foreign), (5, 9999)):
        assert save_one(store, make_article(number), story=wished).story_ids["modum"] not in (first, foreign, 9999)


def test_each_organisation_gets_its_own_coverage_and_story(store) -> None:
    coverages = [
        make_coverage(ARTICLE),
        make_coverage(ARTICLE, organisation="sigdal", tone=NEGATIVE),
        make_coverage(ARTICLE, organisation="krødsherad", reading=IRRELEVANT),
    ]
    saved = store.save(ARTICLE, coverages, make_sketch(ARTICLE), find_story=own_story, now=NOW)
    assert saved.story_ids.keys() == {"modum", "sigdal"}
    assert len(set(saved.story_ids.values())) == 2
    assert [story.lead.tone for story in store.stories("sigdal")] == [NEGATIVE]
    assert store.stories("krødsherad", relevant=False) == []


def test_an_organisation_that_came_later_gets_its_coverage_of_an_unchanged_article(store) -> None:
    save_one(store, ARTICLE)
    later = NOW + HOUR
    coverages = [make_coverage(ARTICLE, tone=NEGATIVE), make_coverage(ARTICLE, organisation="sigdal")]
    saved = store.save(ARTICLE, coverages, make_sketch(ARTICLE), find_story=own_story, now=later)
    assert (saved.outcome, len(saved.story_ids)) == ("unchanged", 2)
    assert store.stories("modum")[0].lead.tone == POSITIVE  # judged once, not again
    assert store.stories("sigdal")[0].lead.first_seen == later


def test_an_article_for_nobody_leaves_only_its_fingerprints(store, rows) -> None:
    store.add_items([make_item(1)], NOW)
    queued = claim_one(store)
    coverage = make_coverage(ARTICLE, reading=IRRELEVANT)
    saved = store.save(ARTICLE, [coverage], make_sketch(ARTICLE), find_story=own_story, item_id=queued.id, now=NOW)
    assert saved == Saved(outcome="forgotten", article_id=None, story_ids={})
    assert [rows(table) for table in TABLES] == [[]] * len(TABLES)
    (item,) = rows("item")
    assert (item["state"], item["url"], item["title"]) == ("forgotten", "", "")
    assert store.add_items([make_item(1)], NOW) == (0, 0)


def test_saving_finishes_the_item_and_wipes_its_words(store, rows) -> None:
    store.add_items([make_item(1, text="Hele teksten", authors=("Kari",))], NOW)
    queued = claim_one(store)
    store.save(ARTICLE, [make_coverage(ARTICLE)], None, find_story=own_story, item_id=queued.id, now=NOW)
    (item,) = rows("item")
    assert (item["state"], item["url"]) == ("read", queued.item.url)
    assert (item["title"], item["lead"], item["text"], item["guid"], item["lease_by"]) == ("", "", "", "", None)
    assert store.claim_items(NOW + 1000 * HOUR, limit=9, lease=LEASE) == []


def test_what_is_unsure_is_kept_for_a_person_to_look_at(store) -> None:
    saved = save_one(store, ARTICLE, reading=UNSURE, tone=None)
    assert saved.story_ids.keys() == {"modum"}
    assert store.stories("modum") == []
    assert len(store.stories("modum", include_unsure=True)) == 1


def test_what_becomes_ours_by_a_revision_is_seen_by_the_next_digest(store) -> None:
    save_one(store, ARTICLE, reading=UNSURE)
    save_one(store, replace(ARTICLE, text="Modum nevnes."), now=NOW + 5 * HOUR)
    assert len(store.stories("modum", since=NOW + HOUR)) == 1
    save_one(store, replace(ARTICLE, text="Modum nevnes to ganger."), now=NOW + 9 * HOUR)
    assert store.stories("modum", since=NOW + 6 * HOUR) == []


def test_what_no_longer_names_us_leaves_the_lists_and_keeps_its_history(store) -> None:
    save_one(store, ARTICLE)
    save_one(store, replace(ARTICLE, text="Uten oss."), reading=IRRELEVANT, tone=None, now=NOW + HOUR)
    assert store.stories("modum") == []
    assert [v.tone for v in store.revisions("modum", "fossposten", ARTICLE.key)] == [
        replace(POSITIVE, because=()),
        None,
    ]
    assert store.stories("modum", relevant=False)[0].lead.article.lead == ""


def test_the_outlets_rule_decides_what_is_kept(store, rows) -> None:
    for number, rule in enumerate(("none", "excerpt", "full")):
        article = make_article(number)
        save_one(store, article, outlet=replace(OUTLET, keep_text=rule))
    kept = [(row["lead"] != "", row["text"] != "") for row in rows("article")]
    assert kept == [(False, False), (True, False), (True, True)]
    assert [(row["lead"] != "", row["text"] != "") for row in rows("revision")] == kept


def test_an_address_of_any_length_is_an_identity(store) -> None:
    article = replace(ARTICLE, address="https://fossposten.example/" + "x7Qz" * 5_000)
    assert save_one(store, article).outcome == "new"
    assert save_one(store, article).outcome == "unchanged"


def test_a_save_that_fails_midway_leaves_nothing(store, rows) -> None:
    store.add_items([make_item(1)], NOW)
    queued = claim_one(store)
    broken = make_coverage(ARTICLE, organisation=None)
    with pytest.raises(Exception, match=r"(?i)not.null"):
        store.save(ARTICLE, [make_coverage(ARTICLE), broken], None, find_story=own_story, item_id=queued.id, now=NOW)
    assert [rows(table) for table in TABLES] == [[]] * len(TABLES)
    assert rows("item")[0]["state"] == "waiting"
