"""Kind by what the shared encoder is sure of, where labels, address and words leave it open."""

from dataclasses import replace

import pytest

from mediawatch.enrich import heads
from mediawatch.enrich.kinds import find_kind
from mediawatch.model import Article, Outlet
from tests.quality.granvik import GRANVIK, read_granvik

PAPER = Outlet(id="posten", name="Granvikposten", tier="local", kind="newspaper")
CLUB = Outlet(id="il", name="Granvik IL", tier="other", kind="web")
STORY = Article(
    outlet="posten",
    address="https://posten.example/s/5-10-1",
    article_id=None,
    title="Hun pakket kofferten og ble værende",
    text="I det gule huset i Granvik går Ruth fra rom til rom. Alt skal være slik moren hadde det. Hun stryker en hånd"
    " over symaskinen og tenker på dem som er borte.",
)
MATCH = replace(STORY, title="Snudde til seier", text="Granvik lå under med to mål, men vant kampen på overtid.")
LETTER = replace(
    STORY,
    title="Politikerne svikter de eldste",
    text="Granvik har råd til plen og fontener, men ikke til varm mat. Det er uverdig. De folkevalgte må våkne.",
)


def kind(article: Article, outlet: Outlet = PAPER) -> str:
    return find_kind(article, outlet, GRANVIK, read_granvik(article))


def test_a_story_of_a_life_is_feature_and_a_match_sport() -> None:
    assert (kind(STORY), kind(MATCH), kind(LETTER)) == ("feature", "sport", "opinion")
    assert find_kind(STORY, PAPER, GRANVIK) == "news"


def test_an_article_that_names_nothing_of_ours_is_not_read() -> None:
    assert kind(replace(STORY, text=STORY.text.replace("Granvik", "Lundvik"))) == "news"


def test_without_the_runtime_the_words_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "encode", lambda _sentences: None)
    assert (kind(STORY), kind(LETTER)) == ("news", "news")


def test_what_somebody_tells_the_newspaper_is_not_the_newspapers_opinion() -> None:
    said = "\n– Granvik har råd til plen og fontener, men ikke til varm mat, sier Mona Dahl i Pensjonistforbundet.\n"
    assert kind(replace(LETTER, text=said)) == "news"
    assert kind(replace(LETTER, title=f"– {LETTER.title}")) == "news"


def test_a_label_goes_before_the_meaning() -> None:
    assert kind(replace(STORY, section="Leserbrev")) == "letter"


def test_a_body_may_tell_a_story_but_announces_its_matches_and_views() -> None:
    page = {"address": "https://il.example/1"}
    assert kind(replace(STORY, **page), CLUB) == "feature"
    assert kind(replace(LETTER, **page), CLUB) == "notice"


def test_a_blog_argues_or_tells() -> None:
    page = {"address": "https://ruth.blogspot.com/1"}
    assert kind(replace(STORY, **page), CLUB) == "feature"
    assert kind(replace(LETTER, **page), CLUB) == "opinion"


@pytest.mark.parametrize(
    "path",
    [
        "/s/5-10-477452",
        "/nyheter/tittel/2-1-1244047",
        "/sted/en-tittel-1.14019737",
        "/a/7lKbQ2",
        "/tema/en-tittel/146682",
    ],
)
def test_a_newsrooms_system_is_known_by_its_addresses(path: str) -> None:
    page = replace(STORY, title="Ny bru", text="Brua i Granvik åpnet.", address=f"https://ukjent.example{path}")
    stranger = Outlet(id="unknown", name="Ukjent utgiver", tier="other", kind="web")
    assert find_kind(page, stranger, GRANVIK) == "news"
    assert find_kind(replace(page, address="https://ukjent.example/aktuelt/ny-bru"), stranger, GRANVIK) == "notice"
