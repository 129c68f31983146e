"""The archive finds what a plain reading of every copy finds, on both databases, whatever is typed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_records import NOW, OUTLET, READING, UNSURE, make_article, make_coverage, save_one

from mediawatch.model import Correction, Coverage, Mention, Tone
from mediawatch.render import OSLO
from mediawatch.store import Names, matches, read_query, with_field, with_span
from mediawatch.store.connect import writing
from mediawatch.store.filing import file_copy
from mediawatch.store.query import All, AnyOf, Condition, Query, Span, Term, parse
from mediawatch.store.rewriting import joined
from mediawatch.store.search import stems_of
from mediawatch.store.tables import coverage

TIERS = {"fossposten": "local", "dalnytt": "regional", "riksposten": "national"}
TONES = {"positive": "positiv", "neutral": "nøytral", "negative": "negativ", "mixed": "blandet"}
NAMES = Names(
    values={
        "outlet": {
            "fossposten": ("Fossposten",),
            "dalnytt": ("Dal Nytt", "dalnytt.example"),
            "riksposten": ("Riksposten",),
        },
        "tier": {"local": ("lokal",), "regional": ("fylke", "region"), "national": ("riks",), "other": ("annet",)},
        "tone": {code: (name,) for code, name in TONES.items()},
        "topic": {"health": ("helse",), "education": ("oppvekst og skole",), "safety": ("beredskap",)},
        "kind": {"news": ("nyhet",), "letter": ("leserinnlegg",)},
        "place": {"modum": ("Modum",), "fossby": ("Fossby", "Øvre Fossby"), "aal": ("Ål",)},
        "tag": {"budsjett 2027": ("budsjett 2027",)},
        "status": {"open": ("ubekreftet",), "unsure": ("usikker",), "confirmed": ("bekreftet",)},
    }
)
WORDS = ("barnevern", "flom", "skole", "ordfører")
MENTION = READING.mentions[0]


def mention(subject: str) -> Mention:
    return replace(MENTION, subject=subject, subject_name=subject.title())


def make_copies() -> list[Coverage]:
    """Copies of every combination that matters, over ten years, some of them copies of each other."""
    made = []
    for number, (outlet, tone) in enumerate(product(TIERS, (*TONES, None)), 1):
        for topic, word in (("health", WORDS[number % 4]), ("education", WORDS[(number + 1) % 4])):
            at = datetime(2015 + len(made) % 9, 1 + len(made) % 12, 3, 12, tzinfo=UTC)
            text = f"Om {word}. {'Og flom i elva.' if number % 3 else 'Intet mer.'}"
            article = make_article(
                100 + len(made), outlet=outlet, title=f"Sak {len(made)} om {word}", lead="", text=text, published=at
            )
            subjects = [mention(name) for name in (("modum",), ("fossby",), ("modum", "aal"))[number % 3]]
            made.append(
                make_coverage(
                    article,
                    outlet=replace(OUTLET, id=outlet),
                    tone=None if tone is None else Tone(label=tone, score=0.1, confidence=0.4 + 0.3 * (number % 2)),
                    topic=topic,
                    kind=("news", "letter")[number % 2],
                    reading=replace(UNSURE if number % 7 == 0 else READING, mentions=tuple(subjects)),
                )
            )
    return made


@pytest.fixture
def shelf(store) -> Iterator[tuple]:
    """A store with copies, and what each is: story -> its copies."""
    stories: dict[int, list[Coverage]] = {}
    last = None
    for number, copy in enumerate(make_copies()):
        story = last if number % 5 == 4 else None
        saved = store.save(copy.article, [copy], None, find_story=lambda _new, _known: None, now=NOW)
        if story is not None:  # a sketch would be needed to join them: move it by hand
            _join(store, saved.article_id, story)
        last = story or saved.story_ids["modum"]
        stories.setdefault(last, []).append(copy)
    tagged = sorted(stories)[:3]
    store.archive.tagging.add("modum", tagged, "budsjett 2027", by="Kari", now=NOW)
    return store, stories, frozenset(tagged)


def _join(store, article_id: int, story: int) -> None:
    with writing(store.engine) as connection:
        connection.execute(coverage.update().where(coverage.c.article == article_id).values(story=story))
        copy = connection.scalar(
            coverage.select().with_only_columns(coverage.c.id).where(coverage.c.article == article_id)
        )
        file_copy(connection, copy)


def fulfils(copy: Coverage, tree: Query, tagged: bool) -> bool:
    """A plain reading of one copy."""
    if isinstance(tree, All):
        return all(fulfils(copy, part, tagged) for part in tree.parts) and not any(
            fulfils(copy, part, tagged) for part in tree.without
        )
    if isinstance(tree, AnyOf):
        return any(fulfils(copy, part, tagged) for part in tree.parts)
    if isinstance(tree, Term):
        article, words = copy.article, stems_of(tree.text)
        fields = [stems_of(part) for part in (article.title, article.lead, article.text)]
        return any(words == field[at : at + len(words)] for field in fields for at in range(len(field)))
    if isinstance(tree, Span):
        at = (copy.when - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        return (tree.since is None or at >= tree.since) and (tree.until is None or at < tree.until)
    assert isinstance(tree, Condition)
    doubtful = copy.reading.unsure or (copy.tone is not None and copy.tone.confidence < 0.65)
    has = {
        "outlet": {copy.article.outlet},
        "tier": {TIERS[copy.article.outlet]},
        "tone": {copy.tone.label if copy.tone else ""},
        "topic": {copy.topic},
        "kind": {copy.kind},
        "place": {each.subject for each in copy.reading.accepted},
        "tag": {"budsjett 2027"} if tagged else set(),
        "status": {"open", "unsure"} if doubtful else {"open"},
    }
    return bool(has[tree.key] & tree.codes)


CASES = (
    "",
    "barnevern tone:negativ nivå:fylke fra:2016 til:2018",
    "barnevern",
    "-barnevern",
    "tone:negativ,blandet",
    "-tone:negativ",
    "IKKE tone:negativ",
    "utgiver:fossposten",
    'utgiver:"Dal Nytt" flom',
    "(tone:positiv ELLER flom) nivaa:lokal",
    "flom -(utgiver:riksposten ELLER skole)",
    "sted:fossby",
    'sted:"øvre fossby"',
    "sted:aal",
    "tema:helse type:leserinnlegg",
    'tema:"oppvekst og skole"',
    'merke:"budsjett 2027"',
    '-merke:"budsjett 2027"',
    "status:usikker",
    "status:ubekreftet",
    "status:bekreftet",
    "fra:2018-03 til:24.11.2020",
    "fra:2020",
    "til:2016",
    "fra:2020 til:2016",
)


@pytest.mark.parametrize("typed", CASES)
def test_the_archive_finds_what_a_plain_reading_finds(shelf, typed) -> None:
    _agrees(shelf, typed)


def _agrees(shelf, typed: str) -> None:
    store, stories, tagged = shelf
    asked = read_query(typed, NAMES, zone=OSLO)
    found = store.archive.find(asked, "modum", zone=OSLO, tiers=TIERS, limit=None)
    tree = asked.tree or All(())
    expected = {
        story for story, copies in stories.items() if any(fulfils(each, tree, story in tagged) for each in copies)
    }
    assert set(found.stories) == expected
    assert found.total == len(expected) == len(found.stories)


FIELDS = st.sampled_from(
    ["tone:negativ", "tone:positiv,blandet", "nivå:lokal", "nivå:fylke", "utgiver:riksposten", "sted:fossby",
     "fra:2018", "til:2019-06", "tema:helse", "type:nyhet", "status:usikker", 'merke:"budsjett 2027"']
)  # fmt: skip
LEAVES = st.one_of(st.sampled_from(WORDS), FIELDS)
QUERIES = st.recursive(
    LEAVES,
    lambda part: st.one_of(
        st.tuples(part, part).map(" ".join),
        st.tuples(part, part).map(lambda both: f"({both[0]} ELLER {both[1]})"),
        st.tuples(part, LEAVES).map(lambda both: f"({both[0]} -{both[1]})"),
    ),
    max_leaves=6,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=QUERIES)
def test_words_and_fields_in_any_combination(shelf, typed) -> None:
    _agrees(shelf, typed)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    typed=st.one_of(st.text(), st.lists(st.sampled_from([*CASES, '"', "(", ")", "-", "fra:", ":", "*"])).map(" ".join))
)
def test_nothing_that_is_typed_does_harm(shelf, typed) -> None:
    store, stories, _tagged = shelf
    asked = read_query(typed, NAMES, zone=OSLO)
    for sort in ("newest", "fit"):
        found = store.archive.find(asked, "modum", zone=OSLO, tiers=TIERS, sort=sort, limit=None)
        assert set(found.stories) <= set(stories)
    store.archive.meant(asked, "modum", total=found.total)
    assert with_field(typed, NAMES, "tone", "negative")[0] is not None


def test_facets_count_the_stories_that_would_remain(shelf) -> None:
    store, _stories, _tagged = shelf
    base = "flom"
    facets = store.archive.find(read_query(base, NAMES, zone=OSLO), "modum", zone=OSLO, tiers=TIERS).facets
    for key in ("outlet", "tier", "tone", "topic", "kind", "place", "tag"):
        counts = getattr(facets, key)
        assert counts, key
        for code, count in counts.items():
            narrowed, was_on = with_field(base, NAMES, key, code)
            assert not was_on
            asked = read_query(narrowed, NAMES, zone=OSLO)
            assert store.archive.find(asked, "modum", zone=OSLO, tiers=TIERS).total == count, narrowed
    for year, count in facets.years.items():
        asked = read_query(with_span(base, str(year), str(year)), NAMES, zone=OSLO)
        assert store.archive.find(asked, "modum", zone=OSLO, tiers=TIERS).total == count
    assert sum(facets.months.values()) >= sum(facets.years.values()) > 0


def test_the_order_and_the_pages(shelf) -> None:
    store, stories, _tagged = shelf
    first = {story: min(copy.when for copy in copies) for story, copies in stories.items()}
    asked = read_query("", NAMES, zone=OSLO)

    def ids(**how) -> tuple[int, ...]:
        return store.archive.find(asked, "modum", zone=OSLO, **how).stories

    newest = ids(limit=None)
    assert list(newest) == sorted(stories, key=lambda story: (first[story], story), reverse=True)
    assert ids(sort="oldest", limit=None) == newest[::-1]
    assert [story for start in range(0, len(newest), 4) for story in ids(offset=start, limit=4)] == list(newest)
    assert ids(offset=10_000) == ()


def test_a_correction_a_new_version_and_another_organisation_are_seen_at_once(store) -> None:
    article = make_article(1, title="Flom i Foss")
    story = save_one(store, article).story_ids["modum"]
    save_one(store, make_article(2, title="Flom i nabobygda"), organisation="granne")

    def found(typed: str) -> tuple[int, ...]:
        return store.archive.find(read_query(typed, NAMES, zone=OSLO), "modum", zone=OSLO).stories

    assert found("flom tone:positiv") == (story,)
    given = {"what": "tone", "value": "negative", "before": "positive", "by": "Kari", "at": NOW}
    store.correct(Correction(id=0, organisation="modum", story=story, **given))
    assert found("tone:positiv") == ()
    assert found("tone:negativ status:bekreftet") == (story,)
    save_one(store, replace(article, title="Ras i Foss"), now=NOW + timedelta(hours=1))
    assert found("flom") == ()
    assert found("ras") == (story,)
    another = save_one(store, make_article(3, title="Ras igjen")).story_ids["modum"]
    assert set(found("ras")) == {story, another}


def test_another_process_sees_what_was_saved_and_tagged(store, another) -> None:
    other = another()
    everything = read_query("", NAMES, zone=OSLO)
    assert other.archive.find(everything, "modum", zone=OSLO).total == 0
    story = save_one(store, make_article(1)).story_ids["modum"]
    assert other.archive.find(everything, "modum", zone=OSLO).stories == (story,)
    store.archive.tagging.add("modum", [story], "budsjett 2027", by="Kari", now=NOW)
    tagged = read_query('merke:"budsjett 2027"', NAMES, zone=OSLO)
    assert other.archive.find(tagged, "modum", zone=OSLO).stories == (story,)
    store.archive.tagging.remove("modum", [story], "Budsjett 2027")
    assert other.archive.find(tagged, "modum", zone=OSLO).stories == ()


def test_the_words_of_a_title_are_offered_for_a_word_with_a_slip(store) -> None:
    save_one(store, make_article(1, title="Barnevernet får kritikk", lead="Sykehjem og ordfører."))
    asked = read_query("barnevrnet tone:positiv", NAMES, zone=OSLO)
    assert [hint.better for hint in store.archive.meant(asked, "modum", total=0)] == ["barnevernet tone:positiv"]
    for slip, word in (("sykejhem", "sykehjem"), ("ordforer", "ordfører"), ("kritiik", "kritikk")):
        hints = store.archive.meant(read_query(slip, NAMES, zone=OSLO), "modum", total=0)
        assert [hint.better for hint in hints][:1] == [word]
    assert store.archive.meant(read_query("barnevrnet", NAMES, zone=OSLO), "granne", total=0) == ()
    assert store.archive.meant(read_query("kritikk", NAMES, zone=OSLO), "modum", total=1) == ()


@pytest.mark.parametrize(
    ("typed", "words", "better"),
    [
        ("uttgiver:Fossposten flom", "uttgiver", "utgiver:Fossposten flom"),
        ("utgiver:Fosposten flom", "Fosposten", "utgiver:Fossposten flom"),
        ("utgiver:Dal flom", "Dal", 'utgiver:"Dal Nytt" flom'),
        ("tone:negatv,blandet", "negatv", "tone:negativ,blandet"),
        ("tone:trist", "positiv, nøytral, negativ, blandet", ""),
        ("forfatter:Hansen", "Feltene er", ""),
        ("fra:2016-13", "2016-13", ""),
        ("til:31.02.2017", "31.02.2017", ""),
        ("tone:", "Skriv noe etter", ""),
        ("fra:2018 til:2016", "Bytt dem om", ""),
    ],
)
def test_what_is_not_understood_is_told(typed, words, better) -> None:
    asked = read_query(typed, NAMES, zone=OSLO)
    assert words in asked.notes[0].words
    assert asked.notes[0].better == better


def test_the_rest_of_a_query_counts_when_a_part_is_not_understood() -> None:
    assert read_query("uttgiver:Fossposten flom", NAMES, zone=OSLO).tree == All((Term("flom"),))
    assert read_query("tone:trist", NAMES, zone=OSLO).tree is None
    assert read_query("tone:trist,negativ", NAMES, zone=OSLO).tree == Condition("tone", frozenset({"negative"}))


@pytest.mark.parametrize(
    ("text", "key", "code", "rewritten", "was_on"),
    [
        ("flom", "tone", "negative", "flom tone:negativ", False),
        ("flom tone:negativ", "tone", "negative", "flom", True),
        ("tone:positiv,negativ flom", "tone", "negative", "tone:positiv flom", True),
        ("flom ELLER ras", "tier", "local", "(flom ELLER ras) nivå:lokal", False),
        ("", "outlet", "dalnytt", 'utgiver:"Dal Nytt"', False),
        ("-tone:negativ", "tone", "negative", "-tone:negativ tone:negativ", False),
    ],
)
def test_a_value_is_added_and_taken_out_again(text, key, code, rewritten, was_on) -> None:
    assert with_field(text, NAMES, key, code) == (rewritten, was_on)


def test_a_span_takes_the_place_of_another() -> None:
    assert with_span("flom fra:2016 til:2018", "2020", "") == "flom fra:2020"
    assert with_span("fra:2016", "", "") == ""
    assert joined("flom ELLER ras", "fra:2016") == "(flom ELLER ras) fra:2016"


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("flom", ["Flommen"]),
        ('"flommen tok"', ["Flommen tok"]),
        ("br*", ["brua", "bru"]),
        ("-flom brua", ["brua"]),
        ("tone:negativ", []),
        ("aamot", ["Åmot"]),
    ],
)
def test_what_matches_is_found_in_a_text_to_show(typed, marked) -> None:
    text = "Flommen tok brua i Åmot – ny bru ventes."
    assert [text[start:end] for start, end in matches(text, parse(typed))] == marked
