"""What an alarm says, in the mail and in a channel."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sample
from sample import NOW, OSLO

from mediawatch.jobs.speaking import speakers
from mediawatch.model import Alarm, AlarmFacts, Openings, Outlet
from mediawatch.relate.matrix import Roster
from mediawatch.report.alarm import alarm_html, alarm_message, alarm_text
from mediawatch.report.alarm_page import SHOWN_ALARMS, alarm_page, short_text
from mediawatch.report.alarm_words import openings_words

HOSTILE = "<script>alert(1)</script> \x1b[31m\u202eomvendt\nSubject: x"


def alarm(kind, number=1, *, stories=(), ago=timedelta(hours=1), **facts) -> Alarm:
    return Alarm(
        id=number,
        organisation="modum",
        kind=kind,
        key=f"{kind}/{number}",
        raised_at=NOW - ago,
        stories=stories,
        facts=AlarmFacts(**facts),
    )


def page(*alarms, stories=(), **more):
    known = {one.id: one for one in stories}
    who = speakers(Roster(organisation=sample.ORGANISATION, day=sample.TODAY), stories)
    return alarm_page(alarms, known, sample.ORGANISATION, now=NOW, zone=OSLO, speakers=who, **more)


def critical(outlet=sample.REGION, **more):
    return sample.coverage(
        "Foreldre venter på svar", outlet=outlet, tone="negative", lead="Ni måneder uten svar.", **more
    )


def negative(number=1, **facts):
    one = critical()
    values = {"outlet": one.outlet.name, "title": one.article.title, "link": one.article.link, **facts}
    return alarm("negative", number, stories=(number,), **values)


SILENT = {"outlet": "Elve-TV", "words": "Elve-TV siden fredag", "since": NOW - timedelta(days=4)}


@pytest.mark.parametrize(
    ("one", "subject", "answer"),
    [
        (
            alarm("negative", outlet="NRK Buskerud"),
            "Modum i media: negativ sak i NRK Buskerud",
            "NRK Buskerud har en negativ sak om Modum.",
        ),
        (
            alarm("headline", outlet="Dalposten", title="B", title_before="A"),
            "Modum i media: ny tittel i Dalposten",
            "Dalposten har endret tittelen på en sak om Modum.",
        ),
        (
            alarm("spike", count=6, usual=0.9),
            "Modum i media: 6 saker på ett døgn",
            "6 saker om Modum på ett døgn, fram til i dag kl. 06.15.",
        ),
        (
            alarm("silent", **SILENT),
            "Modum i media: Elve-TV er taus",
            "Vi har ikke hørt fra Elve-TV siden fredag.",
        ),
        (
            alarm("silent", **{**SILENT, "deaf": True, "words": "Elve-TV (svarer ikke)"}),
            "Modum i media: får ikke lest Elve-TV",
            "Vi får ikke lest Elve-TV (svarer ikke).",
        ),
        (
            alarm("warning", title="En sak i uka", words="1 positiv sak", chance=0.33, days_left=2, period="week"),
            "Modum i media: ukens mål nås neppe",
            "Ukens mål nås neppe: 1 positiv sak mangler.",
        ),
    ],
)
def test_the_subject_tells_the_matter_and_the_mail_begins_with_it(one, subject, answer) -> None:
    made = page(one)
    assert (made.subject, made.answer) == (subject, answer)
    text = alarm_text(made)
    assert text.splitlines()[2] == answer
    assert max(map(len, text.splitlines())) <= 78
    assert answer in short_text(made)


@pytest.mark.parametrize(
    ("usual", "words"), [(0.05, "under én i uken"), (0.46, "om lag 3 i uken"), (1.6, "om lag 2 om dagen")]
)
def test_what_is_usual_is_said_by_day_or_week(usual, words) -> None:
    assert page(alarm("spike", count=6, usual=usual)).alarms[0].details == (f"Vanlig er {words}.",)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("neutral", "negative", "Tonen har gått fra nøytral til negativ."),
        ("neutral", "neutral", "Tonen er fortsatt nøytral."),
        (None, "negative", "Tonen før endringen er ikke kjent."),
        (None, None, "Tonen er ikke vurdert."),
    ],
)
def test_the_tone_before_and_after_is_told(before, after, words) -> None:
    one = alarm("headline", outlet="D", title="B", title_before="A", tone_before=before, tone_after=after)
    assert page(one).alarms[0].details == ("Før: «A»", "Nå: «B»", words)


def test_the_story_is_told_as_in_the_digest_with_who_answers() -> None:
    made = page(negative(), stories=[sample.story(1, critical(suggestion=sample.stories()[0].lead.suggestion))])
    (line,) = made.alarms[0].stories
    assert line.title == "Foreldre venter på svar"
    assert line.responder.startswith("Etatssjef undervisning")
    html = alarm_html(made, accent="#0047ab")
    assert critical().article.link in html
    assert "Hvem svarer:" in html
    assert "organisations/modum.yaml" in html


def test_the_copy_the_alarm_is_about_stands_for_the_story() -> None:
    local = sample.coverage("Lokalavisens egen tittel", tone="negative")
    made = page(negative(), stories=[sample.story(1, local, critical())])
    (line,) = made.alarms[0].stories
    assert line.title == "Foreldre venter på svar"
    assert [copy.name for copy in line.copies] == ["Dalposten"]


def test_a_story_that_is_gone_leaves_its_title_and_address() -> None:
    made = page(negative())
    assert made.alarms[0].stories == ()
    assert made.alarms[0].link.name == "Foreldre venter på svar"
    assert critical().article.link in alarm_text(made)
    assert critical().article.link in short_text(made)


def test_a_channel_gets_no_word_of_the_article() -> None:
    made = page(negative(), stories=[sample.story(1, critical(excerpt=("Utdrag her.",)))])
    assert "Ni måneder uten svar." in alarm_text(made)
    assert "Ni måneder" not in short_text(made)
    assert "Utdrag" not in short_text(made)


def test_where_an_outlet_allows_nothing_to_be_shown_nothing_is() -> None:
    closed = critical(outlet=replace(sample.REGION, keep_text="none"))
    assert "Ni måneder" not in alarm_text(page(negative(), stories=[sample.story(1, closed)]))


def test_several_matters_are_one_mail_the_gravest_first_and_why_is_said_once() -> None:
    made = page(alarm("silent", 9, **SILENT), negative(3), negative(2, outlet="Riksposten"))
    assert made.subject == "Modum i media: 3 varsler, blant dem negativ sak i Riksposten"
    assert [one.kind for one in made.alarms] == ["negative", "negative", "silent"]
    assert [bool(one.why) for one in made.alarms] == [True, False, True]
    assert made.answer == "3 varsler om Modum: negativ sak og taus kilde."


def test_a_flood_stays_readable() -> None:
    many = [negative(number) for number in range(1, 200)]
    stories = [sample.story(number, critical()) for number in range(1, 200)]
    made = page(*many, stories=stories)
    assert len(made.alarms) == SHOWN_ALARMS
    assert "Og 187 varsler til." in alarm_text(made)
    assert len(short_text(made)) <= 2000
    assert "varsler til." in short_text(made)
    assert len(alarm_html(made, accent="#0047ab")) < 102_000


def test_what_comes_from_outside_cannot_leave_its_place() -> None:
    nasty = critical(found=sample.reading(sample.mention()))
    nasty = replace(nasty, article=replace(nasty.article, title=HOSTILE, url="javascript:alert(1)"))
    one = negative(outlet=HOSTILE, title=HOSTILE, link="javascript:alert(1)")
    for stories in ([sample.story(1, nasty)], []):
        made = page(one, stories=stories)
        html, text = alarm_html(made, accent="#0047ab"), alarm_text(made) + short_text(made) + made.subject
        assert "<script" not in html
        assert "javascript:" not in html + text
        assert not set("\x1b\u202e") & set(html + text)
        assert "\n" not in made.subject


def test_the_same_alarms_make_the_same_message() -> None:
    def message(*alarms):
        return alarm_message(
            page(*alarms),
            alarms,
            sample.ORGANISATION,
            sample.RECIPIENT,
            sender="m@modum.example.no",
            now=NOW,
            zone=OSLO,
        )

    assert message(negative(1))["Message-ID"] == message(negative(1))["Message-ID"]
    assert message(negative(1))["Message-ID"] != message(negative(1), negative(2))["Message-ID"]
    assert message(negative(1)).is_multipart()


def test_what_could_be_done_is_said_in_whole_sentences() -> None:
    outlets = [
        Outlet(id="d", name="Dalposten", tier="local", kind="newspaper", tip_address="tips@dalposten.example.no")
    ]
    weekly, monthly = (state for state in sample.digest().targets)
    found = Openings(outlets=("Dalposten", "Elve-TV"), subjects=("Gamlemølla", "Tårnet"))
    tips = openings_words(weekly, found, outlets)
    assert tips[0] == "Tips Dalposten (tips@dalposten.example.no) eller Elve-TV: der har slike saker stått før."
    assert tips[1].startswith("Gamlemølla og Tårnet har ikke vært omtalt på minst åtte uker.")
    op_ed = openings_words(monthly, Openings(authors=(("Kari Lund", date(2026, 2, 18)),)), outlets)
    assert "Kari Lund (februar 2026)" in op_ed[0]
    assert "utkast" in op_ed[1]
    assert len(openings_words(weekly, Openings(), ())) == 1
