"""Tests of mediawatch.report.page: what a reader sees of a digest, and that nothing from outside can do harm."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sample

from mediawatch.model import Coverage, DueLine, Outlet, Score, StoryScore, Suggestion, WeekScore
from mediawatch.relate.matrix import Roster
from mediawatch.report.digest import make_digest
from mediawatch.report.lines import Limits, StoryLines
from mediawatch.report.mail import html_page, text
from mediawatch.report.page import LEAD_LIMIT, digest_page


def line(copy: Coverage, *copies: Coverage) -> StoryLines:
    """The one story of a day as shown."""
    return digest_page(sample.digest(told=(sample.story(1, copy, *copies),))).sections[0].stories[0]


def test_the_answer_comes_first_then_the_numbers() -> None:
    page = digest_page(sample.digest())
    assert page.answer == "Ukens mål er nådd: 2 positive saker i lokalmedia."
    assert page.counts == ("6 saker", "3 positive", "1 nøytral", "1 blandet", "1 bør vurderes", "1 usikker")
    assert page.since == "Nytt siden i går kl. 07.15"
    assert page.warning == "Ikke hørt fra: Fossefjell TV siden fredag"
    assert page.preheader == "Bør vurderes: Foreldre venter på svar fra PPT"


def test_sections_say_honestly_what_they_hold() -> None:
    page = digest_page(sample.digest())
    assert [section.heading for section in page.sections] == [
        "Bør vurderes",
        "Positive",
        "Nøytrale og blandede",
        "Usikre treff",
    ]
    quiet = sample.digest(told=[sample.story(1, sample.coverage("A", tone="negative"))])
    moved = replace(quiet, decide=(), neutral=quiet.decide)
    assert digest_page(moved).sections[0].heading == "Negative"
    assert digest_page(moved).counts == ("1 sak", "1 negativ")


def test_a_story_to_decide_on_says_who_answers_and_why() -> None:
    story = digest_page(sample.digest()).sections[0].stories[0]
    assert story.responder == "Etatssjef undervisning – egne tjenester (strategien, «Ansvar og roller»)"
    assert story.responder_why == "Teksten handler om pedagogisk-psykologisk tjeneste og ventetid."
    assert story.facts == ("Dalposten (lokal)", "i dag kl. 05.39", "For abonnenter")
    assert story.why == "«ventet i ni måneder» (−)"


def test_a_role_without_a_line_in_the_matrix_is_still_named() -> None:
    free = Suggestion(role="none", rule="Saken er ikke kommunens å svare på.", because="Ingen tegn i teksten.")
    told = sample.story(1, sample.coverage("A", tone="negative", suggestion=free))
    story = digest_page(sample.digest(told=(told,))).sections[0].stories[0]
    assert story.responder == "Ingen fra kommunen – saken er ikke vår å svare på"


def test_low_confidence_is_said() -> None:
    assert line(sample.coverage("A", confidence=0.58)).unsure == "Usikker (58 %)"
    assert line(sample.coverage("A", confidence=0.65)).unsure == ""
    assert line(sample.coverage("A", tone=None)).tone.word == "Tone ikke vurdert"


def test_copies_are_named_once_per_outlet_and_linked() -> None:
    copies = [sample.coverage("A", outlet=outlet) for outlet in (sample.CITY, sample.CITY, sample.POSTEN, sample.TV)]
    story = line(sample.coverage("A"), *copies)
    assert [copy.name for copy in story.copies] == ["Bytidende", "Elve-TV"]
    assert all(copy.link and copy.link.startswith("https://") for copy in story.copies)


def test_a_long_list_of_copies_is_cut_and_counted() -> None:
    outlets = [replace(sample.CITY, id=f"o{number}", name=f"Avis {number}") for number in range(10)]
    story = line(sample.coverage("A"), *(sample.coverage("A", outlet=outlet) for outlet in outlets))
    assert len(story.copies) == 6
    assert story.more_copies == "og 4 til"


def test_an_old_story_with_a_new_copy_says_so() -> None:
    old = replace(sample.coverage("A"), first_seen=sample.SINCE - timedelta(hours=1))
    assert line(old, sample.coverage("A", outlet=sample.CITY)).notes == ("Omtalt før. Nå også i Bytidende.",)


def test_landmarks_without_the_name_are_noted_and_listed() -> None:
    page = digest_page(sample.digest())
    assert page.sections[1].stories[2].notes == ("Modum er ikke nevnt.",)
    assert [miss.before + miss.name for miss in page.misses] == [
        "Blåverket i Rikskringen Buskerud: Rekordbesøk på Blåverket i høstferien"
    ]


@pytest.mark.parametrize("changes", [{"keep_text": "none"}, {}])
def test_no_more_of_an_article_is_shown_than_may_be(changes: dict[str, str]) -> None:
    outlet: Outlet = replace(sample.POSTEN, **changes)  # type: ignore[arg-type]
    lead = line(sample.coverage("A", outlet=outlet, lead="Ord og " * 200)).lead
    assert len(lead) == 0 if changes else 200 < len(lead) <= LEAD_LIMIT


def test_a_page_that_says_noarchive_shows_its_title_only() -> None:
    made = sample.coverage("A", lead="Ingress", excerpt=("Setning.",))
    assert line(replace(made, article=replace(made.article, keepable=False))).lead == ""
    assert line(replace(made, article=replace(made.article, lead=""))).lead == "Setning."


def test_an_empty_day_says_who_was_heard_and_when_we_listen_next() -> None:
    quiet = digest_page(sample.digest(told=())).quiet
    assert quiet == (
        "Ingen nye saker om Modum siden i går kl. 07.15. Vi har hørt fra 5 kilder: Dalposten, Elve-TV, Rikskringen "
        "Buskerud, Bytidende og Riksposten.",
        "Vi lytter igjen kl. 08.05.",
    )
    tomorrow = digest_page(sample.digest(told=(), next_poll=sample.NOW + timedelta(days=1)))
    assert tomorrow.quiet[1] == "Vi lytter igjen i morgen kl. 07.15."
    assert len(digest_page(sample.digest(told=(), next_poll=None)).quiet) == 1


def test_an_empty_day_is_never_called_quiet_when_nobody_was_heard() -> None:
    quiet = digest_page(sample.digest(told=(), heard=())).quiet
    assert quiet[0].startswith("Ingen kilder har svart siden i går kl. 07.15. Vi vet derfor ikke")


def test_many_stories_are_cut_but_none_lacks_from_the_counts() -> None:
    told = [sample.story(number, sample.coverage(f"Sak {number}", tone="positive")) for number in range(60)]
    page = digest_page(sample.digest(told=told), limits=Limits(others=20))
    assert page.counts[0] == "60 saker"
    assert page.sections[0].total == 60
    assert len(page.sections[0].stories) == 20
    assert page.sections[0].more == "og 40 saker til i arkivet"


def test_links_to_the_web_pages_only_where_there_are_any() -> None:
    page = digest_page(sample.digest(), recipient=sample.RECIPIENT)
    assert (page.change_link, page.archive_link) == (None, None)
    assert page.schedule == "Du får denne kl. 07.15 på hverdager."
    linked = digest_page(sample.digest(), base_url="https://media.example.no/")
    assert linked.archive_link == "https://media.example.no/arkiv"
    assert digest_page(sample.digest(), base_url="javascript:alert(1)").archive_link is None


def test_contacts_stand_in_the_matrix_when_filled_in() -> None:
    filled = replace(sample.ORGANISATION.spokespersons[0], name="Eva Dal", phone="32 00 00 00")
    organisation = replace(sample.ORGANISATION, spokespersons=(filled,))
    lines = Roster(organisation=organisation, day=sample.TODAY).matrix()
    matrix = digest_page(replace(sample.digest(), matrix=lines)).matrix
    assert (matrix[0].covers, matrix[0].who, matrix[0].contact) == (
        "Kommunen samlet, politikk",
        "Ordfører Eva Dal",
        "32 00 00 00",
    )


def test_a_story_without_a_usable_address_or_title_is_still_told() -> None:
    story = line(sample.coverage("\u202e \x00", url="javascript:alert(1)"))
    assert (story.title, story.link) == ("(uten tittel)", None)


def scored(week: str, value: float, *, empty: bool = False) -> WeekScore:
    one = StoryScore(
        story="1", exposure=1.0, tone_label="neutral", naming="organisation", quoted=False, visibility=0.0, tone=0.0,
        voice=0.0, if_named=None, if_quoted=None, if_neutral=None,
    )  # fmt: skip
    made = Score(
        rules="1", score=value, visibility=0.5, tone=0.5, voice=0.5, volume=1.0, v_ref=4.0, imbalance=0.0,
        stories=() if empty else (one,),
    )  # fmt: skip
    return WeekScore(
        week=week, start=sample.TODAY, score=made, silent=(), confirmed=None, mean=value, change=None,
        v_ref_is_measured=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (scored("2026-W48", 61.2), scored("2026-W47", 54.4),
         "Synlighet så langt denne uken: 61 av 100 · forrige uke 54"),
        (scored("2026-W48", 0, empty=True), scored("2026-W47", 54.4), "Synlighet forrige uke: 54 av 100"),
        (scored("2026-W48", 61.2), None, "Synlighet så langt denne uken: 61 av 100"),
        (scored("2026-W48", 61.2), scored("2026-W47", 0, empty=True), "Synlighet så langt denne uken: 61 av 100"),
        (None, None, ""),
    ],
)  # fmt: skip
def test_the_weeks_visibility_is_told_when_there_is_a_number(now, before, words) -> None:
    page = digest_page(replace(sample.digest(), scores=tuple(filter(None, (before, now)))))
    assert page.visibility == words


def test_what_waits_is_told_with_the_way_there_the_late_first_and_no_story_twice() -> None:
    waits = (
        DueLine(words="Svar journalisten", link="henvendelser/3"),
        DueLine(words="Vurder «Gammel sak»", link="svar/900", late=True, story=900),
        DueLine(words="Vurder en sak som står over", link="svar/1", late=True, story=sample.digest().decide[0].id),
    )
    made = make_digest(
        sample.ORGANISATION, sample.stories(), date=sample.TODAY, since=sample.SINCE, until=sample.NOW, targets=(),
        silent=(), heard=(), needs_decision=sample.critical, due=waits,
    )  # fmt: skip
    page = digest_page(made, base_url="https://media.example.no")
    assert [(one.before, one.name, one.link) for one in page.due] == [
        ("Fristen er ute: ", "Vurder «Gammel sak»", "https://media.example.no/modum/svar/900"),
        ("", "Svar journalisten", "https://media.example.no/modum/henvendelser/3"),
    ]
    mailed = text(made, base_url="https://media.example.no"), html_page(made, base_url="https://media.example.no")
    assert all("Gammel sak" in part and "https://media.example.no/modum/svar/900" in part for part in mailed)
    assert [one.link for one in digest_page(made).due] == [None, None]


def test_a_story_to_decide_on_leads_to_the_decision_and_others_to_the_story() -> None:
    page = digest_page(sample.digest(), base_url="https://media.example.no/")
    links = {section.key: {one.page_link for one in section.stories} for section in page.sections}
    assert all(link.startswith("https://media.example.no/modum/svar/") for link in links.pop("decide"))
    assert all(link.startswith("https://media.example.no/sak/") for found in links.values() for link in found)
