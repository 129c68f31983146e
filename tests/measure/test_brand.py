"""Whether stories about landmarks and villages name the place."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from mediawatch.measure.brand import brand
from mediawatch.model import Article, Coverage, LabelUse, Mention, Outlet, Reading, Story

OSLO = ZoneInfo("Europe/Oslo")
SUBJECTS = {
    "verket": ("Blåverket", "landmark"),
    "elvebyen": ("Elvebyen", "village"),
    "kommunen": ("Granvik kommune", "municipality"),
    "klubben": ("Granvik IL", "club"),
}


def text(*subjects: str, outlet="posten", named=False, labels=(), when=datetime(2026, 11, 18, 12, tzinfo=OSLO), **more):
    mentions = tuple(
        Mention(
            subject=one,
            subject_name=SUBJECTS[one][0],
            subject_kind=SUBJECTS[one][1],
            surface="x",
            field="text",
            start=0,
            end=1,
            accepted=more.get("accepted", True),
        )
        for one in subjects
    )
    return Coverage(
        organisation="granvik",
        outlet=Outlet(id=outlet, name=outlet.title(), tier="local", kind="newspaper"),
        article=Article(
            outlet=outlet, address=f"https://{outlet}.example/1", article_id=None, title=outlet, published=when
        ),
        reading=Reading(
            mentions=mentions,
            relevance=1.0,
            relevant=more.get("relevant", True),
            names_organisation=named,
            regional_labels=labels,
        ),
        tone=None,
        topic="other",
        kind=more.get("kind", "news"),
    )


def story(number: int, *copies: Coverage) -> Story:
    return Story(id=number, organisation="granvik", coverage=copies)


def of(*stories: Story):
    return brand(stories, zone=OSLO)


def test_a_story_names_the_place_if_any_of_its_texts_does_but_each_outlet_answers_for_itself() -> None:
    made = of(story(1, text("verket", outlet="riks"), text("verket", outlet="posten", named=True)))
    assert (made.whole.named, made.whole.stories) == (1, 1)
    assert {one.name: (one.named, one.stories) for one in made.by_outlet} == {"Riks": (0, 1), "Posten": (1, 1)}
    assert [(miss.outlet_name, miss.subjects) for miss in made.misses] == [("Riks", ("Blåverket",))]


def test_shares_per_landmark_most_written_about_first_with_interval() -> None:
    made = of(
        story(1, text("verket", "elvebyen", named=True)),
        story(2, text("elvebyen")),
        story(3, text("elvebyen")),
    )
    assert [(one.id, one.named, one.stories) for one in made.by_subject] == [("elvebyen", 1, 3), ("verket", 1, 1)]
    assert made.by_subject[0].interval.low < 1 / 3 < made.by_subject[0].interval.high


def test_quarters_are_local_and_in_order() -> None:
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=ZoneInfo("UTC"))
    made = of(story(1, text("verket", when=new_year)), story(2, text("verket", named=True)))
    assert [(one.id, one.name, one.named) for one in made.by_quarter] == [
        ("2026-Q4", "4. kvartal 2026", 1),
        ("2027-Q1", "1. kvartal 2027", 0),
    ]
    assert [miss.day for miss in made.misses] == [date(2027, 1, 1)]


def test_only_relevant_press_about_landmarks_and_villages_counts() -> None:
    made = of(
        story(1, text("kommunen", "klubben")),
        story(2, text("verket", relevant=False)),
        story(3, text("verket", kind="paid")),
        story(4, text("verket", kind="own")),
        story(5, text("verket", accepted=False)),
    )
    assert (made.whole, made.by_subject, made.misses) == (None, (), ())


def test_regional_labels_used_instead_of_the_name() -> None:
    made = of(
        story(1, text("verket", labels=("Midtfylket",))),
        story(2, text("kommunen", named=True, labels=("Midtfylket", "Storfylket"))),
    )
    assert made.labels == (
        LabelUse(label="Midtfylket", texts=2, instead=1),
        LabelUse(label="Storfylket", texts=1, instead=0),
    )
    assert made.misses[0].labels == ("Midtfylket",)
