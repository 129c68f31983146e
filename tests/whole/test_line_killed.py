"""Killed with -9 at random moments while it polls and sends, and two processes at once: nothing is lost, nothing is
told twice, and each recipient has at most one mail per date."""

import random
import signal
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from mediawatch.config import Config
from mediawatch.jobs.digests import send_digests_now
from mediawatch.jobs.reading import judge_for_all, save
from mediawatch.model import Article
from mediawatch.report.advice import AMBIGUOUS
from mediawatch.report.mail import message_id
from mediawatch.store import Store, open_store
from tests.cli.local_press import Press
from tests.whole.line import (
    TEXT,
    PostOffice,
    item_states,
    make_config,
    make_outlet,
    make_recipient,
    poll,
    processes,
    told,
    words_of,
)

SEED = 20261126
KILLS = 20
PEOPLE = ("leder", "ordforer", "radgiver")
DAY = timedelta(days=1)
TITLE = "Kommunestyret i Granvik vedtok ny bru"


class Newsroom:
    """Two papers, one of which copies the other; each edition has one story more in each. All stories differ."""

    def __init__(self, press: Press) -> None:
        self.press, self.edition = press, 0
        self.listed: dict[str, list[tuple[str, str]]] = {"posten": [], "bladet": []}
        self.outlets = [make_outlet(name, (f"{press.base}/{name}/rss", "rss")) for name in self.listed]
        for _ in range(4):
            self.publish()

    def publish(self, *papers: str) -> None:
        """A new edition, in all papers or those named."""
        self.edition += 1
        title, text = f"{_subject(self.edition)} i Granvik", f"{_subject(self.edition)} nummer {self.edition}. {TEXT}"
        for name in papers or tuple(self.listed):
            own = f"{title}, skriver {name}"
            page = self.press.put_article(f"/{name}/{self.edition}", own, f"{own}. {text}", hours_ago=1)
            self.listed[name].insert(0, (page, own))
            self.press.put_feed(f"/{name}/rss", self.listed[name])

    @property
    def titles(self) -> Counter[str]:
        return Counter(title for entries in self.listed.values() for _, title in entries)


def _subject(number: int) -> str:
    things = ("Ny bru", "Ny skole", "Ny hall", "Ny vei", "Nytt bibliotek", "Ny park", "Nytt torg", "Ny kino")
    return f"{things[number % len(things)]} {number}"


# What the processes do -----------------------------------------------------------------------------------------------


def polls(config: Config) -> None:
    with open_store(config.settings.database) as store:
        poll(config, store)


def sends(config: Config, now: datetime) -> None:
    with open_store(config.settings.database) as store:
        send_digests_now(config, store, now)


class Fuse:
    """Kills a process a moment after it has been heard of for the given number of times."""

    def __init__(self) -> None:
        self.process: Any = None
        self.left, self.wait = 0, 0.0
        self.lock = threading.Lock()

    def set_to(self, process: Any, left: int, wait: float) -> None:
        with self.lock:
            self.process, self.left, self.wait = process, left, wait

    def heard(self) -> None:
        with self.lock:
            self.left -= 1
            if self.left == 0:
                threading.Timer(self.wait, kill, [self.process]).start()


def kill(process: Any) -> None:
    with suppress(ProcessLookupError):  # it came to its end meanwhile
        process.kill()


def run_and_kill(
    fuse: Fuse, job: str, work: Callable[..., None], given: tuple[object, ...], chance: random.Random
) -> bool:
    """Whether it was killed before it came to its end: at a request, at a word to the mail server, or at some time."""
    process = processes().Process(target=work, args=given)
    at_word = {"poll": chance.randint(1, 9), "mail": chance.randint(1, 3 * len(PEOPLE)), "outbox": 0}[job]
    fuse.set_to(process, at_word, chance.uniform(0, 0.05))
    process.start()
    if job == "outbox":
        process.join(chance.uniform(0.05, 0.5))
        kill(process)
    process.join(60)
    return process.exitcode == -signal.SIGKILL


def test_killed_twenty_times_it_loses_nothing_and_tells_nothing_twice(
    tmp_path: Path, press: Press, office: PostOffice
) -> None:
    newsroom, fuse, chance = Newsroom(press), Fuse(), random.Random(SEED)
    people = [make_recipient(name) for name in PEOPLE]
    by_mail = make_config(tmp_path, *newsroom.outlets, recipients=people, **office.settings)
    to_outbox = replace(by_mail, settings=replace(by_mail.settings, smtp_host=""))
    open_store(by_mail.settings.database).close()
    office.heard = press.heard = fuse.heard
    moment = datetime.now(UTC)
    sent: dict[datetime, Config] = {}
    killed = Counter[str]()
    while killed.total() < KILLS and newsroom.edition < 3 * KILLS:
        newsroom.publish(chance.choice(["posten", "bladet"]))
        moment += DAY
        job = chance.choice(["poll", "mail", "mail", "outbox"])
        config = to_outbox if job == "outbox" else by_mail
        if job == "poll":
            killed[job] += run_and_kill(fuse, job, polls, (config,), chance)
        else:
            sent[moment] = config
            killed[job] += run_and_kill(fuse, job, sends, (config, moment), chance)
    assert killed.total() == KILLS
    assert min(killed[job] for job in ("poll", "mail", "outbox")) > 0
    finish(by_mail, sent)
    check(by_mail, newsroom, office, sent)


def finish(config: Config, sent: dict[datetime, Config]) -> None:
    """Runs everything again, undisturbed, in this process; the leases of the dead hold nothing up."""
    with open_store(config.settings.database) as store:
        poll(config, store)
        for moment, used in sent.items():
            send_digests_now(used, store, moment)


def check(config: Config, newsroom: Newsroom, office: PostOffice, sent: dict[datetime, Config]) -> None:
    organisation = config.organisations[0]
    arrived = Counter(message["Message-ID"] for message in office.mails)
    assert set(arrived.values()) == {1}, "nobody has two mails for a date"
    with open_store(config.settings.database) as store:
        nothing_lost_or_twice(store, newsroom)
        states = {(each.recipient, each.date): each.state for each in store.deliveries()}
    assert len(states) == len(sent) * len(PEOPLE)
    for moment, used in sent.items():
        day = moment.astimezone(config.settings.zone).date()
        for recipient in organisation.recipients:
            identity = message_id(organisation, recipient, day, sender=config.settings.sender)
            state = states[recipient.id, day]
            if used.settings.has_smtp:
                assert state == "uncertain" or (state, arrived[identity]) == ("sent", 1)
            else:
                assert (state, identity) == ("sent", only_message(used.settings.outbox / f"{identity.strip('<>')}.eml"))
    assert len(list(config.settings.outbox.glob("*.eml"))) == len(PEOPLE) * sum(
        not c.settings.has_smtp for c in sent.values()
    )


def only_message(file: Path) -> str:
    """The Message-ID of a whole message in the outbox."""
    return str(message_from_bytes(file.read_bytes(), policy=policy.default)["Message-ID"])


def nothing_lost_or_twice(store: Store, newsroom: Newsroom) -> None:
    copies = [copy for story in told(store) for copy in story.coverage]
    assert Counter(copy.article.title for copy in copies) == newsroom.titles
    assert {copy.revisions for copy in copies} == {1}
    assert set(item_states(store)) == {"read"}
    with store.engine.connect() as connection:
        for table in ("article", "revision", "coverage", "sketch"):
            assert connection.scalar(sa.text(f"SELECT count(*) FROM {table}")) == newsroom.titles.total()
        if store.engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"


def test_two_processes_at_once_do_everything_once(
    address: str, tmp_path: Path, press: Press, office: PostOffice
) -> None:
    newsroom = Newsroom(press)
    people = [make_recipient(name) for name in PEOPLE]
    config = make_config(tmp_path, *newsroom.outlets, recipients=people, database=address, **office.settings)
    open_store(address).close()
    now = datetime.now(UTC)
    both: list[tuple[Callable[..., None], tuple[object, ...]]] = [(polls, (config,)), (sends, (config, now))]
    for work, given in both:
        pair = [processes().Process(target=work, args=given) for _ in range(2)]
        for process in pair:
            process.start()
        for process in pair:
            process.join(60)
        assert [process.exitcode for process in pair] == [0, 0]
    with open_store(address) as store:
        nothing_lost_or_twice(store, newsroom)
        assert sorted(office.got) == [f"{name}@granvik.kommune.no" for name in sorted(PEOPLE)]
        assert [(each.state, each.attempts) for each in store.deliveries()] == [("sent", 1)] * len(PEOPLE)
        assert Counter(path for path in press.seen if path.count("/") == 2 and not path.endswith("rss")) == Counter(
            f"/{name}/{number}" for name in newsroom.listed for number in range(1, newsroom.edition + 1)
        ), "each page is fetched by one of them only"


def test_a_mail_that_may_have_arrived_is_told_and_not_sent_again_and_the_next_one_reaches_back(
    tmp_path: Path, press: Press, office: PostOffice
) -> None:
    newsroom = Newsroom(press)
    config = make_config(tmp_path, *newsroom.outlets, recipients=[make_recipient("leder")], **office.settings)
    with open_store(config.settings.database) as store:
        poll(config, store)
        now = datetime.now(UTC)
        office.hangs_up = True
        outcomes = [send_digests_now(config, store, now + timedelta(minutes=n))[0] for n in range(3)]
        assert {(each.outcome, each.advice[:45]) for each in outcomes} == {("uncertain", AMBIGUOUS[:45])}
        assert len(office.mails) == 1
        office.hangs_up = False
        (next_day,) = send_digests_now(config, store, now + DAY)
        assert next_day.outcome == "sent"
        told_now = words_of(office.mails[1])
        assert all(f"{_subject(number)} i Granvik" in told_now for number in range(1, newsroom.edition + 1))


def test_killed_between_the_message_and_the_answer_it_is_not_sent_again(
    tmp_path: Path, press: Press, office: PostOffice
) -> None:
    newsroom = Newsroom(press)
    config = make_config(tmp_path, *newsroom.outlets, recipients=[make_recipient("leder")], **office.settings)
    now = datetime.now(UTC)
    with open_store(config.settings.database) as store:
        process = processes().Process(target=sends, args=(config, now))
        office.heard = lambda: office.mails and kill_and_wait(process)
        process.start()
        process.join(60)
        office.heard = lambda: None
        assert [each.state for each in store.deliveries()] == ["handing_over"]
        assert [each.outcome for each in send_digests_now(config, store, now)] == ["uncertain"]
        assert [each.outcome for each in send_digests_now(config, store, now + DAY)] == ["sent"]
    assert len({message["Message-ID"] for message in office.mails}) == len(office.mails) == 2


def kill_and_wait(process: Any) -> None:
    kill(process)
    process.join(60)


def test_what_is_being_saved_when_a_digest_begins_is_in_that_digest_or_the_next(
    address: str, tmp_path: Path, office: PostOffice
) -> None:
    """The digest that begins while an article is saved waits for it: it was first seen before the digest, so the next
    one would not look for it."""
    outlet = make_outlet("posten")
    config = make_config(tmp_path, outlet, recipients=[make_recipient("leder")], database=address, **office.settings)
    moment = datetime.now(UTC)
    article = Article(outlet="posten", address="https://a.example/1", article_id=None, title=TITLE, published=moment)
    others: list[threading.Thread] = []

    def clock() -> datetime:
        others.append(threading.Thread(target=sends, args=(config, moment + timedelta(seconds=1))))
        others[0].start()
        others[0].join(0.5)
        return moment

    with open_store(address) as store:
        saved = save(store, article, judge_for_all(article, config.organisations, outlet), item_id=None, now=clock)
        assert saved.outcome == "new"
        others[0].join(60)
    assert TITLE in words_of(office.mails[0])
