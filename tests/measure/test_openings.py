from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from mediawatch.measure.openings import openings
from mediawatch.model import (
    Article,
    Coverage,
    Mention,
    Organisation,
    Outlet,
    Reading,
    Story,
    Subject,
    Target,
    Tone,
)

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
WEEK = timedelta(weeks=1)
POSITIVE = Target(id="uke", name="Positiv", at_least=1, every="week", tones=("positive",))
OP_ED = Target(id="kronikk", name="Kronikk", at_least=1, every="month", kinds=("op-ed by staff",))
MILL = Subject(id="molla", name="Gamlemølla", kind="landmark", forms=("Gamlemølla",))
TOWER = Subject(id="tarnet", name="Tårnet", kind="landmark", forms=("Tårnet",))
GRANVIK = Organisation(
    id="granvik", name="Granvik kommune", place="Granvik", county="B", population=9, subjects=(MILL, TOWER)
)


def copy(outlet="Dalposten", *, weeks=1.0, label="positive", kind="news", authors=(), subject=None):
    named = (
        Mention(
            subject=subject.id, subject_name=subject.name, subject_kind="landmark", surface="x", field="title",
            start=0, end=1,
        ),
    ) if subject else ()  # fmt: skip
    return Coverage(
        organisation="granvik",
        outlet=Outlet(id=outlet.lower(), name=outlet, tier="local", kind="newspaper"),
        article=Article(
            outlet=outlet.lower(), address="https://a.example/1", article_id=None, title="T", authors=authors,
            published=NOW - weeks * WEEK,
        ),
        reading=Reading(mentions=named, relevance=1.0, relevant=True),
        tone=Tone(label=label, score=0.0, confidence=0.9),
        topic="other",
        kind=kind,
    )  # fmt: skip


def found(target, *copies):
    stories = [Story(id=n, organisation="granvik", coverage=(one,)) for n, one in enumerate(copies)]
    return openings(target, stories, GRANVIK, now=NOW, zone=OSLO)


def test_the_outlets_that_met_the_target_most_often_come_first():
    copies = [copy("Elve-TV")] * 2 + [copy("Dalposten")] * 3 + [copy("Riksposten", label="negative")] * 9
    old = [copy("Gammelposten", weeks=30)] * 9
    assert found(POSITIVE, *copies, *old).outlets == ("Dalposten", "Elve-TV")


def test_landmarks_that_have_been_quiet_are_named_the_longest_first():
    copies = [copy(weeks=9, subject=MILL), copy(weeks=20, subject=TOWER), copy(weeks=30, subject=MILL)]
    assert found(POSITIVE, *copies).subjects == ("Tårnet", "Gamlemølla")
    assert found(POSITIVE, *copies, copy(weeks=2, subject=TOWER)).subjects == ("Gamlemølla",)


def test_an_op_ed_is_asked_of_those_who_wrote_longest_ago():
    copies = [
        copy(weeks=40, kind="op-ed by staff", authors=("Kari Lund",)),
        copy(weeks=4, kind="op-ed by staff", authors=("Ola Dahl",)),
        copy(weeks=2, authors=("En Journalist",)),
        copy(weeks=9, subject=MILL),
    ]
    told = found(OP_ED, *copies)
    assert told.authors == (("Kari Lund", date(2026, 2, 18)), ("Ola Dahl", date(2026, 10, 28)))
    assert told.subjects == ()


def test_an_empty_archive_opens_nothing():
    told = found(POSITIVE)
    assert (told.outlets, told.subjects, told.authors) == ((), (), ())
