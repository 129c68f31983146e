"""Killed with -9 at any moment: nothing lost, nothing twice, nothing broken."""

import random
import subprocess
import sys
import textwrap
import threading
import time
from collections import Counter
from pathlib import Path

import sqlalchemy as sa
from store_records import HOUR, LEASE, NOW, make_article, make_coverage, make_item, make_sketch, own_story

from mediawatch.store import Store, open_store

ITEMS = 60
KILLS = 8
SENT = ("digest", "leder", NOW.date())


def work(address: str) -> None:
    """The worker: adds all items, reads each, saves every second article and forgets the rest, sends the digest."""
    with open_store(address) as store:
        print("ready", flush=True)
        store.add_items([make_item(number, outlet=f"o{number % 3}") for number in range(ITEMS)], NOW)
        while queued := store.claim_items(NOW, limit=4, lease=LEASE):
            for entry in queued:
                read(store, entry)
        if store.claim_delivery(SENT, "<1@modum.example>", NOW) == "claimed":
            store.mark_handing_over(SENT, NOW)
            store.mark_sent(SENT, NOW)


def read(store: Store, entry) -> None:
    number = int(entry.item.title.rsplit(" ", 1)[1])
    if number % 2:
        store.forget_item(entry.id, NOW)
        return
    article = make_article(number, outlet=entry.item.outlet, title=entry.item.title)
    coverages, sketch = [make_coverage(article)], make_sketch(article)
    store.save(article, coverages, sketch, find_story=own_story, item_id=entry.id, now=NOW)


def kill_at_random_moments(address: str) -> list[int]:
    """Start the worker again and again and kill it; answers how many items were finished at each death."""
    code = textwrap.dedent(f"""
        import sys
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        from test_crash import work
        work({address!r})
    """)
    moments, finished = random.Random(7), []
    for _ in range(KILLS):
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout.readline().strip() == "ready"
            time.sleep(moments.uniform(0, 0.12))
            process.kill()
        with open_store(address) as store:
            finished.append(len(done(store)))
    return finished


def done(store: Store) -> list[str]:
    with store.engine.connect() as connection:
        return list(connection.scalars(sa.text("SELECT state FROM item WHERE state != 'waiting'")))


def test_nothing_is_lost_and_nothing_is_done_twice(address) -> None:
    finished = kill_at_random_moments(address)
    assert finished == sorted(finished)
    work(address)  # the leases of the dead hold nothing up: the same moment, no waiting
    with open_store(address) as store:
        assert Counter(done(store)) == {"read": ITEMS // 2, "forgotten": ITEMS // 2}
        stories = store.stories("modum")
        titles = Counter(copy.article.title for story in stories for copy in story.coverage)
        assert titles == {f"Sak nummer {number}": 1 for number in range(0, ITEMS, 2)}
        assert all(copy.revisions == 1 for story in stories for copy in story.coverage)
        assert len(store.search("sak", "modum", limit=1000)) == ITEMS // 2
        assert len(store.sketches("modum", NOW - 24 * HOUR, NOW)) == ITEMS // 2
        (delivery,) = store.deliveries()
        assert delivery.state in ("sent", "uncertain")
        assert store.add_items([make_item(number, outlet=f"o{number % 3}") for number in range(ITEMS)], NOW) == (0, 0)
        with store.engine.connect() as connection:
            for table in ("story", "article", "revision", "coverage", "judgement", "sketch"):
                assert connection.scalar(sa.text(f"SELECT count(*) FROM {table}")) == ITEMS // 2
            if store.engine.dialect.name == "sqlite":
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
                connection.exec_driver_sql("INSERT INTO search_index(search_index) VALUES ('integrity-check')")


def test_two_processes_at_once_do_each_thing_once(address) -> None:
    code = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_crash import work
work({address!r})
"""
    processes = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    with open_store(address) as store:
        assert Counter(done(store)) == {"read": ITEMS // 2, "forgotten": ITEMS // 2}
        assert len(store.stories("modum")) == ITEMS // 2
        with store.engine.connect() as connection:
            attempts = set(connection.scalars(sa.text("SELECT attempts FROM item")))
        assert attempts == {1}
        assert [delivery.attempts for delivery in store.deliveries()] == [1]


def save_at_once(address: str, articles) -> list[str]:
    """Save each article in a thread with a store of its own, all at the same moment; answers the outcomes."""
    gate, outcomes = threading.Barrier(len(articles)), []

    def save(article) -> None:
        with open_store(address) as store:
            gate.wait()
            saved = store.save(
                article, [make_coverage(article)], make_sketch(article), find_story=by_title_words, now=NOW
            )
            outcomes.append(saved.outcome)

    threads = [threading.Thread(target=save, args=(article,)) for article in articles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def by_title_words(new, known) -> int | None:
    return next((old.story for old in known if old.title_words == new.title_words), None)


def test_those_who_save_the_same_article_at_once_make_one(address) -> None:
    outcomes = save_at_once(address, [make_article(1)] * 4)
    assert sorted(outcomes) == ["new", "unchanged", "unchanged", "unchanged"]
    with open_store(address) as store:
        assert len(store.stories("modum")) == 1


def test_copies_saved_at_once_become_one_story(address) -> None:
    assert save_at_once(address, [make_article(number) for number in range(4)]) == ["new"] * 4
    with open_store(address) as store:
        (story,) = store.stories("modum")
        assert len(story.coverage) == 4
