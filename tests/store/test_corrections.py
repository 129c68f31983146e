"""What people say stands in place of the model's word, everywhere and through revisions, and can be taken back."""

from dataclasses import replace
from threading import Thread

import pytest
from store_records import (
    ARTICLE,
    HOUR,
    IRRELEVANT,
    MENTION,
    NEGATIVE,
    NOW,
    POSITIVE,
    READING,
    UNSURE,
    make_article,
    save_one,
)

from mediawatch.model import CodedStory, Correction, Trace
from mediawatch.store import Store
from mediawatch.store.corrected import latest

SISTER = make_article(2, outlet="avisa")
TRACE = Trace(said="positive", outlet="fossposten", reader="r", vector="AAE=", stems=(1, 2**62), subjects=("modum",))


def given(what: str, value: str, *, story: int = 1, organisation: str = "modum", **changes: object) -> Correction:
    """A correction to be made."""
    values = {"before": "positive", "by": "Kari", "at": NOW, "why": "vi fikk skylda", "trace": TRACE}
    return Correction(id=0, organisation=organisation, story=story, what=what, value=value, **{**values, **changes})


def shown(store: Store, number: int = 0):
    """The copy of story 1 as everybody sees it, whatever is held of its relevance."""
    return store.story(1, everything=True).coverage[number]


def exported(store: Store) -> list[dict[str, object]]:
    return list(store.coverage_rows("modum"))


def test_a_correction_comes_back_as_it_was_made(store) -> None:
    save_one(store, ARTICLE)
    kept = store.correct(given("tone", "negative"))
    assert store.corrections("modum") == [kept] == store.corrections("modum", 1)
    assert kept == replace(given("tone", "negative"), id=1)
    assert store.corrections("lier") == []


def test_a_corrected_tone_is_shown_in_every_copy_and_everywhere(store) -> None:
    save_one(store, ARTICLE)
    save_one(store, SISTER, story=1)
    store.correct(given("tone", "negative"))
    for copies in (store.story(1), store.stories("modum")[0], store.search("skole", "modum")[0]):
        assert [copy.tone.label for copy in copies.coverage] == ["negative", "negative"]
        assert [copy.corrected for copy in copies.coverage] == [("tone",), ("tone",)]
    assert shown(store).tone.because == ("rettet av Kari: vi fikk skylda",)
    assert (shown(store).tone.score, shown(store).tone.confidence) == (-1.0, 1.0)
    assert [(row["tone"]["label"], row["corrected"]) for row in exported(store)] == [("negative", ["tone"])] * 2
    assert store.revisions("modum", "fossposten", ARTICLE.key)[-1].tone.label == "negative"


def test_undo_shows_what_the_model_said(store, rows) -> None:
    save_one(store, ARTICLE)
    before = shown(store)
    store.correct(given("tone", "negative"))
    store.correct(given("topic", "politics"))
    assert (shown(store).topic, shown(store).corrected) == ("politics", ("tone", "topic"))
    taken = store.undo_correction("modum", 1, by="Ola", now=NOW + HOUR)
    assert (taken.what, taken.undone_at, taken.undone_by, taken.counts) == ("topic", NOW + HOUR, "Ola", False)
    assert (shown(store).topic, shown(store).tone.label) == ("education", "negative")
    assert store.undo_correction("modum", 1, by="Ola", now=NOW + HOUR).what == "tone"
    assert shown(store) == before
    assert rows("verdict") == []
    assert store.undo_correction("modum", 1, by="Ola", now=NOW + HOUR) is None
    assert [one.counts for one in store.corrections("modum", 1)] == [False, False], "what was done is remembered"


def test_a_revision_of_the_text_does_not_overwrite_a_person(store) -> None:
    save_one(store, ARTICLE)
    store.correct(given("tone", "negative"))
    outcome = save_one(store, replace(ARTICLE, text="Ny tekst."), now=NOW + HOUR, topic="politics").outcome
    assert outcome == "revision"
    assert (shown(store).tone.label, shown(store).topic) == ("negative", "politics")
    tones = [version.tone.label for version in store.revisions("modum", "fossposten", ARTICLE.key)]
    assert tones == ["positive", "negative"]
    store.undo_correction("modum", 1, by="Ola", now=NOW + HOUR)
    assert (shown(store).tone, shown(store).topic) == (POSITIVE, "politics"), "the model's word on the new text"


def test_an_unchanged_text_read_again_changes_nothing(store) -> None:
    save_one(store, ARTICLE)
    store.correct(given("tone", "negative"))
    before = shown(store)
    assert save_one(store, ARTICLE, now=NOW + HOUR, tone=POSITIVE).outcome == "unchanged"
    assert shown(store) == before


def test_a_copy_that_comes_later_is_corrected_too(store) -> None:
    save_one(store, ARTICLE)
    store.correct(given("tone", "negative"))
    save_one(store, SISTER, story=1, now=NOW + HOUR)
    assert [copy.tone.label for copy in store.story(1).coverage] == ["negative", "negative"]


def test_not_relevant_is_gone_everywhere_and_comes_back(store) -> None:
    save_one(store, ARTICLE)
    store.correct(given("relevance", "no"))
    assert (store.stories("modum", include_unsure=True), store.search("skole", "modum"), exported(store)) == (
        [],
        [],
        [],
    )
    assert store.first_coverage_date("modum") is None
    assert (shown(store).reading.relevant, shown(store).tone, shown(store).suggestion) == (False, None, None)
    assert save_one(store, replace(ARTICLE, text="Ny tekst."), now=NOW + HOUR).outcome == "revision"
    assert store.stories("modum", include_unsure=True) == [], "a new text changes nothing"
    store.undo_correction("modum", 1, by="Ola", now=NOW + HOUR)
    (story,) = store.stories("modum")
    assert (story.lead.tone, story.lead.first_seen) == (POSITIVE, NOW)


def test_relevant_takes_a_doubtful_story_in(store) -> None:
    save_one(store, ARTICLE, reading=UNSURE)
    assert store.stories("modum") == []
    store.correct(given("relevance", "yes"))
    (story,) = store.stories("modum")
    assert (story.lead.reading.unsure, story.lead.reading.relevance) == (False, 1.0)
    assert story.lead.reading.because[0] == "rettet av Kari: vi fikk skylda"


def test_a_story_a_person_holds_to_be_ours_keeps_its_tone_when_the_model_gives_none(store) -> None:
    save_one(store, ARTICLE, reading=UNSURE)
    store.correct(given("relevance", "yes"))
    save_one(store, replace(ARTICLE, text="Ny tekst."), reading=IRRELEVANT, tone=None, now=NOW + HOUR)
    assert (shown(store).reading.relevant, shown(store).tone) == (True, POSITIVE)


def test_a_wrong_place_is_no_mention_and_the_story_ours_only_by_its_other_names(store) -> None:
    village = replace(MENTION, subject="aamot", subject_name="Åmot", subject_kind="village", names_place=False)
    save_one(store, ARTICLE, reading=replace(READING, mentions=(MENTION, village)))
    store.correct(given("place", "aamot"))
    assert [mention.accepted for mention in shown(store).reading.mentions] == [True, False]
    assert "gjelder et annet sted" in shown(store).reading.mentions[1].because
    assert shown(store).reading.relevant
    store.correct(given("place", "modum"))
    reading = shown(store).reading
    assert (reading.accepted, reading.relevant, reading.names_organisation) == ((), False, False)


def test_our_own_page_stays_our_own_whatever_kind_the_papers_story_is(store) -> None:
    save_one(store, ARTICLE)
    save_one(store, SISTER, story=1, kind="own")
    store.correct(given("kind", "letter", before="feature"))
    assert {copy.outlet.id: copy.kind for copy in store.story(1).coverage} == {"fossposten": "letter", "avisa": "own"}


def test_the_last_of_two_corrections_counts(store) -> None:
    save_one(store, ARTICLE)
    store.correct(given("tone", "negative"))
    store.correct(given("tone", "mixed", by="Ola"))
    assert shown(store).tone.label == "mixed"
    assert [one.by for one in latest(store.corrections("modum", 1))] == ["Ola"]
    store.undo_correction("modum", 1, by="Ola", now=NOW)
    assert shown(store).tone.label == "negative"


def test_one_organisation_never_touches_anothers(store) -> None:
    save_one(store, ARTICLE)
    save_one(store, ARTICLE, organisation="lier")
    store.correct(given("tone", "negative"))
    (other,) = store.stories("lier")
    assert (other.lead.tone, other.lead.corrected) == (POSITIVE, ())
    assert store.undo_correction("lier", other.id, by="Ola", now=NOW) is None
    assert store.corrections_mark("lier") == (0, 0)


def test_the_mark_changes_with_every_correction_and_undo(store) -> None:
    save_one(store, ARTICLE)
    marks = [store.corrections_mark("modum")]
    store.correct(given("tone", "negative"))
    marks.append(store.corrections_mark("modum"))
    store.undo_correction("modum", 1, by="Ola", now=NOW)
    marks.append(store.corrections_mark("modum"))
    assert marks == [(0, 0), (1, 0), (1, 1)]


def test_what_follows_from_a_correction_is_made_anew(store) -> None:
    save_one(store, ARTICLE)
    store.correct(given("topic", "sport"), remake=lambda said, now: replace(now, quoted=(said.topic, now.topic)))
    assert shown(store).quoted == ("education", "sport")
    store.undo_correction("modum", 1, by="Ola", now=NOW)
    assert shown(store).quoted == ("Ola Lien",)


def test_the_models_word_can_be_asked_for(store) -> None:
    save_one(store, ARTICLE)
    store.correct(given("tone", "negative"))
    said = store.model_said(1)
    assert said["fossposten", ARTICLE.key].tone == POSITIVE
    assert shown(store).tone.label == "negative"


@pytest.mark.parametrize("where", [ARTICLE.address, ARTICLE.url])
def test_a_story_is_found_by_its_address(store, where) -> None:
    save_one(store, ARTICLE)
    assert store.story_at("modum", [where]) == 1
    assert store.story_at("lier", [where]) is None
    assert store.story_at("modum", ["https://fossposten.example/sak/9"]) is None


def test_a_trace_can_be_read_anew(store) -> None:
    save_one(store, ARTICLE)
    kept = store.correct(given("tone", "negative"))
    store.keep_trace(kept.id, replace(TRACE, reader="ny"))
    assert store.corrections("modum")[0].trace == replace(TRACE, reader="ny")


def drawn(number: int, **changes: object) -> CodedStory:
    values = {"organisation": "modum", "month": "2025-03", "story": 1, "said": "neutral", "drawn_at": NOW}
    return CodedStory(number=number, **{**values, **changes})


def test_a_calibration_is_kept_coded_and_drawn_anew(store) -> None:
    save_one(store, ARTICLE)
    store.keep_draw([drawn(1), drawn(2)])
    store.keep_codes("modum", "2025-03", [(1, "positive", "neutral")], NOW + HOUR)
    first, second = store.coded_stories("modum", "2025-03")
    assert (first.coder_one, first.coder_two, first.reported_at) == ("positive", "neutral", NOW + HOUR)
    assert second == drawn(2)
    store.keep_draw([drawn(1, month="2025-04")])
    assert [one.month for one in store.coded_stories("modum")] == ["2025-03", "2025-03", "2025-04"]
    store.keep_draw([drawn(1)])
    assert store.coded_stories("modum", "2025-03") == [drawn(1)]
    assert store.coded_stories("lier") == []


def test_negative_and_positive_have_the_scores_of_their_ends(store) -> None:
    save_one(store, ARTICLE, tone=NEGATIVE)
    for value, score in (("positive", 1.0), ("neutral", 0.0), ("mixed", NEGATIVE.score)):
        store.correct(given("tone", value))
        assert shown(store).tone.score == score


def test_a_correction_made_while_new_texts_are_saved_stands_and_hides_none_of_them(store, another) -> None:
    save_one(store, ARTICLE)
    other = another()
    topics = ("politics", "economy", "health", "sport") * 4

    def revise() -> None:
        for number, topic in enumerate(topics):
            save_one(other, replace(ARTICLE, text=f"Tekst nummer {number}."), topic=topic, now=NOW + HOUR)

    saving = Thread(target=revise)
    saving.start()
    for number in range(8):
        store.correct(given("tone", "negative" if number % 2 else "mixed"))
    saving.join()
    assert (shown(store).tone.label, shown(store).topic, shown(store).revisions) == ("negative", "sport", 17)
    while store.undo_correction("modum", 1, by="Ola", now=NOW + HOUR):
        pass
    assert (shown(store).tone, shown(store).topic) == (POSITIVE, "sport")
