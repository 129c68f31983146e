"""Names: every golden case of tests/data/names, spans in odd text, other municipalities, the screen's promise."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from mediawatch.enrich.names import read_names, screen_forms
from mediawatch.enrich.text_map import map_text
from mediawatch.model import Article, Neighbour, Organisation, Outlet, Reading, Subject
from tests.quality import names as quality

CASES = quality.golden()
HOME = Outlet(id="lokalbladet", name="Lokalbladet", tier="local", kind="newspaper", home=("Modum", "Sigdal"))


def read(title: str, text: str = "", *, outlet: Outlet | None = None, address: str = "https://avis.no/sak") -> Reading:
    article = Article(outlet="avis", address=address, article_id=None, title=title, text=text)
    return read_names(article, quality.organisation(), outlet)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_golden_case(case: dict[str, Any]) -> None:
    """A `gap` tells what we know to be read wrongly, and why; a case marked `unsure` must be shown somehow."""
    reading = quality.read(case)
    if "gap" in case:
        assert reading.relevant != case["about_modum"]
        assert reading.unsure, "what is not taken must at least be asked about"
        return
    found = Counter((one.field, one.start, one.surface, one.subject_name) for one in reading.accepted)
    wanted = Counter((one["where"], one["start"], one["surface"], one["subject"]) for one in case["mentions"])
    assert found == wanted, [(one.surface, one.because) for one in reading.mentions if not one.accepted]
    if case.get("unsure"):
        assert reading.relevant or reading.unsure, reading.because
    else:
        assert reading.relevant == case["about_modum"], reading.because
    assert reading.names_organisation == case["names_modum"]
    if "regional_labels" in case:
        assert list(reading.regional_labels) == case["regional_labels"]


def test_there_are_cases_from_every_angle() -> None:
    files = {path.stem for path in quality.GOLDEN.glob("*.jsonl")}
    assert files == {"inflection", "odd_text", "longest", "ambiguity", "home", "relevance", "regional", "register"}
    assert len(CASES) > 300
    assert len(quality.untouched()) >= 80


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_spans_are_exact_and_every_decision_has_a_reason(case: dict[str, Any]) -> None:
    for mention in quality.read(case).mentions:
        assert case[mention.field][mention.start : mention.end] == mention.surface
        assert mention.surface.strip() == mention.surface != ""
        assert mention.because


def test_rejected_mentions_are_kept_with_the_reason() -> None:
    reading = read("Brann i Åmot", "Brannvesenet på Rena rykket ut.")
    (mention,) = reading.mentions
    assert not mention.accepted
    assert "Rena" in mention.because
    assert reading.accepted == ()


def test_the_place_is_named_only_by_the_place_itself() -> None:
    assert read("Modum vokser").names_organisation
    assert read("Ordføreren i Modum er glad").names_organisation
    assert not read("Modum Bad vokser").names_organisation
    assert not read("Modum FK rykket opp").names_organisation
    assert not read("Kommunen kutter", outlet=HOME).names_organisation


def test_persons_are_mentions_but_never_make_a_story_ours() -> None:
    organisation = replace(
        quality.organisation(),
        subjects=(
            *quality.organisation().subjects,
            Subject(id="lie", name="Kari Foss Lie (ordfører)", kind="person", forms=("Kari Foss Lie",)),
        ),
    )
    article = Article(outlet="a", address="https://a.no/1", article_id=None, title="Ordfører Kari Foss Lie fikk pris")
    reading = read_names(article, organisation, None)
    assert [one.surface for one in reading.accepted] == ["Ordfører Kari Foss Lie"]
    assert not reading.relevant
    assert reading.relevance < 0.2


def test_an_office_holder_is_named_with_the_office_when_the_story_is_ours() -> None:
    reading = read("Modum kommune får ny plan", "Kommunalsjef Tora Haug la den fram.")
    assert ("Kommunalsjef Tora Haug", "Tora Haug (kommunalsjef)") in [
        (one.surface, one.subject_name) for one in reading.accepted
    ]
    elsewhere = read("Sigdal får ny plan", "Kommunalsjef Tora Haug la den fram. Også Modum lager plan.")
    assert "Tora Haug (kommunalsjef)" not in [one.subject_name for one in elsewhere.accepted]


def test_a_farm_or_firm_tied_to_a_village_is_found_beside_it() -> None:
    reading = read("Ministeren kom", "Hun var innom Blåbakeriet i Vikersund og på Solvang i Geithus.")
    assert [one.subject_name for one in reading.accepted] == [
        "Blåbakeriet (Vikersund)",
        "Vikersund",
        "Solvang (Geithus)",
        "Geithus",
    ]


def test_people_in_a_village_are_not_taken_for_farms() -> None:
    reading = read("Skiflyging", "Hopperen slo Nordmann i Vikersund, og Kari Nordmann i Vikersund jublet.")
    assert {one.subject_name for one in reading.accepted} == {"Vikersund"}


def test_places_that_no_list_holds_are_found_where_the_story_is_ours_alone() -> None:
    text = "Arbeidet på Solbråtmyra starter i mai. Barna i Kilebakken barnehage må vente."
    reading = read("Modum kommune bygger gangvei", text)
    assert [one.subject_name for one in reading.accepted][1:] == [
        "Solbråtmyra (Modum)",
        "Kilebakken barnehage (Modum)",
    ]
    shared = read("Modum og Sigdal bygger gangvei", text)
    assert [one.subject_name for one in shared.accepted] == ["Modum"]


@pytest.mark.parametrize(
    "text", ["Ny barnehage åpner.", "Trener på Konnerud.", "Møtte Kari Solbråten.", "Barnehagen på Geithus stenger."]
)
def test_common_words_and_well_known_places_are_no_local_names(text: str) -> None:
    names = [one.subject_name for one in read("Modum kommune vokser", text).accepted]
    assert set(names) <= {"Modum kommune", "Geithus"}


def test_compounds_of_the_place_are_joined_in_every_way() -> None:
    for joint in ("Modumordføreren", "Modumsordføreren", "Modum-ordføreren"):
        assert [one.subject_name for one in read(f"{joint} svarer").accepted] == ["Ordføreren i Modum"]


def test_the_compound_of_a_longer_name_is_that_name() -> None:
    (mention,) = read("Modum Bad-studien roses").accepted
    assert (mention.surface, mention.subject_name) == ("Modum Bad-studien", "Modum Bad")


def test_a_name_tied_to_another_place_is_that_place() -> None:
    reading = read("Post på avveie", "Brevet til Åmot i Modum havnet i Åmot på Rena.")
    assert [(one.surface, one.accepted) for one in reading.mentions] == [
        ("Åmot", True),
        ("Modum", True),
        ("Åmot", False),
    ]


def test_the_municipality_at_home_may_be_compared_with_another() -> None:
    (mention,) = read("Nye priser", "Kommunen er billigere enn Sigdal.", outlet=HOME).accepted
    assert mention.surface == "Kommunen"


def test_own_pages_and_the_address_of_an_institution_are_at_home() -> None:
    own = read("Kommunestyret vedtok budsjettet", address="https://www.modum.kommune.no/budsjett")
    assert own.relevant
    assert [one.subject_name for one in own.accepted] == ["Modum kommune"]
    elsewhere = read("Kommunestyret vedtok budsjettet", address="https://www.hole.kommune.no/budsjett")
    assert not elsewhere.accepted
    assert "Hole" in elsewhere.mentions[0].because


def test_another_municipality_is_read_by_the_same_rules() -> None:
    granvik = Organisation(
        id="granvik",
        name="Granvik kommune",
        place="Granvik",
        county="Innlandet",
        population=4_000,
        subjects=(
            Subject(id="g", name="Granvik", kind="municipality", forms=("Granvik",), prefix=True, names_place=True),
            Subject(id="k", name="Granvik kommune", kind="municipality", forms=("Granvik kommune",), names_place=True),
            Subject(id="s", name="Solbygda", kind="village", forms=("Solbygda",)),
        ),
        neighbours=(Neighbour(name="Fjellvik", population=2_000, forms=("Fjelltun",)),),
    )
    article = Article(
        outlet="a",
        address="https://a.no/1",
        article_id=None,
        title="Granviks beste skole",
        text="Granvik kommune er stolt. Solbygda skole vant, og Granvikbudsjettet tåler det.",
    )
    reading = read_names(article, granvik, None)
    assert [(one.surface, one.subject_name) for one in reading.accepted] == [
        ("Granviks", "Granvik"),
        ("Granvik kommune", "Granvik kommune"),
        ("Solbygda skole", "Solbygda skole"),
        ("Granvikbudsjettet", "Granvik"),
    ]
    assert reading.relevant
    assert reading.names_organisation
    other = replace(article, title="Ordføreren i Modum svarer", text="Modum kommune er stolt.")
    assert read_names(other, granvik, None).mentions == ()


def test_text_without_names_gives_an_empty_reading() -> None:
    reading = read("Været i morgen", "Det blir sol.")
    assert (reading.mentions, reading.relevance, reading.relevant) == ((), 0.0, False)
    assert reading.because


@pytest.mark.parametrize(
    "text", ["", " ", "\u00ad", "&#x110000; &#0; &nope;", "\\ud83d Modum", "Modum-", "A\u030a", "<b>", "(((("]
)
def test_broken_text_is_survived(text: str) -> None:
    for mention in read(text, text).mentions:
        assert text[mention.start : mention.end] == mention.surface


def test_the_screen_lets_every_page_with_a_mention_pass() -> None:
    forms = screen_forms(quality.organisation())
    assert all(form == form.lower() for form in forms)
    assert all(one not in other for one in forms for other in forms if one != other)
    for case in CASES:
        if case["home"] or case["outlet"] == "modum.kommune.no" or not case["mentions"]:
            continue
        page = map_text(" ".join((case["title"], case["lead"], case["text"]))).text.lower()
        assert any(form in page for form in forms), case["id"]


def test_cases_never_mended_against_are_read_well() -> None:
    relevance, mentions, named = quality.count(quality.untouched())
    assert relevance.f1() >= 0.93
    assert mentions.f1() >= 0.96
    assert named >= 0.97


def test_real_coverage_is_read_well() -> None:
    try:
        rows = quality.coverage()
    except FileNotFoundError:
        pytest.skip("../shared/data/coverage_dev.jsonl is not here")
    relevance, mentions, named = quality.count(rows)
    assert relevance.f1() >= 0.96
    assert mentions.f1() >= 0.92
    assert named >= 0.97
