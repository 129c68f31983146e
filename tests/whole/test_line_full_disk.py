"""A disk without room: told in plain words, nothing half-written, and it goes on where it was once there is room."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from mediawatch.config import Config
from mediawatch.errors import StoreError
from mediawatch.jobs.clock import utc_now
from mediawatch.jobs.digests import send_digests_now
from mediawatch.store import Store, open_store
from tests.cli.local_press import Press
from tests.whole.line import (
    BRIDGE,
    TEXT,
    PostOffice,
    item_states,
    make_config,
    make_outlet,
    make_recipient,
    poll,
    titles,
)

FULL = "Disken er full. Frigjør plass, så fortsetter mediawatch der det slapp."
STORIES = 12


def newspaper(press: Press, folder: Path, **settings: Any) -> Config:
    """A paper with many stories about Granvik."""
    pages = []
    for number in range(STORIES):
        title = f"{BRIDGE} nummer {number}"
        pages.append((press.put_article(f"/sak/{number}", title, f"{title}. {TEXT}"), title))
    outlet = make_outlet("posten", (press.put_feed("/rss", pages), "rss"))
    return make_config(folder, outlet, recipients=[make_recipient("leder"), make_recipient("ordforer")], **settings)


@contextmanager
def without_room(store: Store, pages: int) -> Iterator[None]:
    """The database can grow by no more than `pages` pages of 4 kB until the block ends."""
    with store.engine.connect() as connection:
        most = connection.exec_driver_sql("PRAGMA page_count").scalar_one() + pages

    def bound(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {most}")

    store.engine.dispose()
    sa.event.listen(store.engine, "connect", bound)
    try:
        yield
    finally:
        sa.event.remove(store.engine, "connect", bound)
        store.engine.dispose()


def is_whole(store: Store) -> None:
    """Every article has all that belongs to it, every finished item its article, and the file is sound."""
    with store.engine.connect() as connection:
        counts = {
            table: connection.scalar(sa.text(f"SELECT count(*) FROM {table}"))
            for table in ("article", "revision", "coverage", "judgement", "sketch")
        }
        assert len(set(counts.values())) == 1, counts
        assert item_states(store).count("read") == counts["article"]
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"


@pytest.mark.parametrize("pages", [0, 3, 8])
def test_a_round_without_room_says_so_and_goes_on_when_there_is(pages: int, tmp_path: Path, press: Press) -> None:
    config = newspaper(press, tmp_path)
    with open_store(config.settings.database) as store:
        store.sync_feeds(config.outlets, utc_now())
        with without_room(store, pages):
            with pytest.raises(StoreError) as caught:
                poll(config, store)
            assert FULL in caught.value.advice
        is_whole(store)
        assert len(titles(store)) < STORIES
        poll(config, store)
        is_whole(store)
        assert titles(store) == sorted(f"{BRIDGE} nummer {number}" for number in range(STORIES))


def test_a_digest_without_room_in_the_database_is_not_sent_until_it_can_be_noted(
    tmp_path: Path, press: Press, office: PostOffice
) -> None:
    config = newspaper(press, tmp_path, **office.settings)
    with open_store(config.settings.database) as store:
        with without_room(store, 0):
            fill(store)
            with pytest.raises(StoreError, match="full") as caught:
                send_for_days(config, store, 200)  # the last page takes some rows yet
            assert FULL in caught.value.advice
        sent = [message["Message-ID"] for message in office.mails]
        noted = {each.message_id for each in store.deliveries(states=("sent",))}
        assert len(sent) == len(set(sent)), "nobody has two"
        assert set(sent) == noted, "no mail that is not noted, none noted that did not arrive"
        before = len(sent)
        later = send_digests_now(config, store, utc_now() + timedelta(days=300))
        assert [each.outcome for each in later] == ["sent", "sent"]
    assert len(office.mails) == before + 2


def send_for_days(config: Config, store: Store, days: int) -> None:
    for day in range(days):
        send_digests_now(config, store, utc_now() + timedelta(days=day))


def fill(store: Store) -> None:
    """Uses up the room that free pages in the file still hold."""
    with suppress(sa.exc.OperationalError), store.engine.begin() as connection:
        for number in range(200):
            connection.exec_driver_sql(f"CREATE TABLE filler_{number} (x)")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of eight megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("only the super user can make a small disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def stuff(disk: Path) -> Path:
    """Fills the disk to the last byte."""
    stuffing = disk / "stuffing"
    with suppress(OSError), stuffing.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    return stuffing


def test_an_outbox_without_room_holds_no_half_message_and_gets_it_later(
    tmp_path: Path, press: Press, small_disk: Path
) -> None:
    config = newspaper(press, tmp_path, outbox=small_disk / "outbox")
    now = utc_now()
    with open_store(config.settings.database) as store:
        poll(config, store)
        config.settings.outbox.mkdir()
        stuffing = stuff(small_disk)
        failed = send_digests_now(config, store, now)
        assert [each.outcome for each in failed] == ["failed", "failed"]
        assert failed[0].advice.startswith(f"Fikk ikke skrevet i {config.settings.outbox}. Disken er full.")
        assert list(config.settings.outbox.iterdir()) == []
        assert send_digests_now(config, store, now + timedelta(minutes=5)) == ()
        stuffing.unlink()
        later = send_digests_now(config, store, now + timedelta(minutes=20))
        assert [each.outcome for each in later] == ["outbox", "outbox"]
        assert len(list(config.settings.outbox.glob("*.eml"))) == 2


def test_a_database_on_a_full_disk_says_so_and_goes_on_when_there_is_room(
    tmp_path: Path, press: Press, small_disk: Path
) -> None:
    config = newspaper(press, tmp_path, database=f"sqlite:///{small_disk}/mediawatch.db")
    open_store(config.settings.database).close()
    stuffing = stuff(small_disk)
    with pytest.raises(StoreError) as caught, open_store(config.settings.database) as store:
        poll(config, store)
    assert FULL in caught.value.advice
    stuffing.unlink()
    with open_store(config.settings.database) as store:
        is_whole(store)
        poll(config, store)
        is_whole(store)
        assert len(titles(store)) == STORIES
