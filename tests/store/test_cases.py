"""Records people work on together: versions, and a log that is never without the change nor the change without it."""

import json
from dataclasses import dataclass
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from store_records import NOW

from mediawatch.errors import ChangedError
from mediawatch.store.cases import Cases
from mediawatch.store.columns import Parts, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    id: int = 0
    organisation: str
    what: str
    tags: tuple[str, ...] = ()
    secret: str = ""
    version: int = 1


@pytest.fixture
def errands(store) -> Cases[Errand]:
    table = sa.Table(
        "errand",
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("organisation", sa.String(200)),
        sa.Column("what", Words),
        sa.Column("tags", Parts),
        sa.Column("secret", Words),
        sa.Column("version", sa.Integer),
    )
    table.create(store.engine)
    return Cases(store.engine, table, Errand, "errand", confidential=("secret",))


def _log(store):
    return [(one.action, one.subject, one.before, one.after, one.why) for one in store.access.audit(["modum"])]


def test_what_goes_in_comes_out_and_stands_in_the_log(store, errands) -> None:
    kept = errands.add(Errand(organisation="modum", what="Ring", tags=("a", "b"), secret="Kari"), by="k@x.no", now=NOW)
    assert errands.one("modum", kept.id) == kept
    assert (kept.what, kept.tags, kept.secret, kept.version) == ("Ring", ("a", "b"), "Kari", 1)
    assert errands.one("granne", kept.id) is None
    [(action, subject, before, after, _why)] = _log(store)
    assert (action, subject, before) == ("errand.add", f"errand {kept.id}", "")
    assert json.loads(after) == {"what": "Ring", "tags": ["a", "b"], "secret": "…"}


def test_a_change_counts_the_version_and_tells_what_was(store, errands) -> None:
    kept = errands.add(Errand(organisation="modum", what="Ring"), by="k@x.no", now=NOW)
    after = errands.change("modum", kept.id, by="b@x.no", now=NOW, expected=1, why="haster", what="Skriv")
    assert after is not None
    assert (after.what, after.version) == ("Skriv", 2)
    assert _log(store)[0] == ("errand.change", f"errand {kept.id}", '{"what": "Ring"}', '{"what": "Skriv"}', "haster")
    assert errands.change("modum", kept.id, by="b@x.no", now=NOW, expected=1, what="Skriv") == after
    assert len(_log(store)) == 2


def test_who_looked_at_an_older_version_changes_nothing(store, errands) -> None:
    kept = errands.add(Errand(organisation="modum", what="Ring"), by="k@x.no", now=NOW)
    errands.change("modum", kept.id, by="b@x.no", now=NOW, expected=1, what="Skriv")
    with pytest.raises(ChangedError):
        errands.change("modum", kept.id, by="k@x.no", now=NOW, expected=1, what="Vent")
    assert errands.one("modum", kept.id).what == "Skriv"
    assert len(_log(store)) == 2


def test_of_two_at_once_one_wins(store, errands) -> None:
    kept = errands.add(Errand(organisation="modum", what="Ring"), by="k@x.no", now=NOW)
    barrier, lost = Barrier(2), []

    def change(what: str) -> None:
        barrier.wait()
        try:
            errands.change("modum", kept.id, by=what, now=NOW, expected=1, what=what)
        except ChangedError:
            lost.append(what)

    threads = [Thread(target=change, args=(what,)) for what in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(lost) == 1
    assert errands.one("modum", kept.id).version == 2


def test_a_log_that_cannot_be_written_undoes_the_change(store, errands) -> None:
    kept = errands.add(Errand(organisation="modum", what="Ring"), by="k@x.no", now=NOW)
    with pytest.raises(sa.exc.SQLAlchemyError):
        errands.change("modum", kept.id, by=None, now=NOW, expected=1, what="Skriv")
    assert errands.one("modum", kept.id) == kept
