"""An article that its outlet changes is a revision, with the tone before and after; what has not changed changes
nothing, however often it is polled."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from mediawatch.jobs.digests import send_digests_now
from mediawatch.store import Store, open_store
from tests.cli.local_press import Press
from tests.whole.line import (
    BRIDGE,
    PostOffice,
    make_config,
    make_outlet,
    make_recipient,
    poll,
    told,
    words_of,
)

GLAD = "Kommunestyret i Granvik vedtok brua. Naboene i Granvik jubler, er stolte og glade, og roser kommunen."
ANGRY = (
    "Granvik kommune får hard kritikk for brua. Naboene i Granvik er rasende og skuffet, og mener at kommunen har "
    "sviktet. Statsforvalteren slår fast at Granvik kommune brøt loven."
)
SINCE = ("feed_state", "poll_log", "alembic_version")


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All rows but those that tell when we polled."""
    tables = sa.inspect(store.engine).get_table_names()
    with store.engine.connect() as connection:
        return {
            name: sorted(map(tuple, connection.execute(sa.text(f"SELECT * FROM {name}"))), key=repr)
            for name in tables
            if name not in SINCE
        }


def test_polled_twice_nothing_changes(tmp_path: Path, press: Press) -> None:
    pages = [(press.put_article(f"/sak/{n}", f"{BRIDGE} {n}", GLAD), f"{BRIDGE} {n}") for n in range(5)]
    pages.append((press.put_article("/sak/regn", "Regn i Fjordbyen", "Det regnet."), "Regn i Fjordbyen"))
    feeds = [(press.put_feed("/rss", pages), "rss"), (press.put_feed("/toppsaker", pages[:3]), "rss")]
    config = make_config(tmp_path, make_outlet("posten", *feeds))
    with open_store(config.settings.database) as store:
        assert poll(config, store).new == 6
        before, asked = everything(store), len(press.seen)
        for _ in range(2):
            assert poll(config, store).new == 0
        assert everything(store) == before
        assert [path for path in press.seen[asked:] if path.startswith("/sak/")] == []


def test_a_changed_article_is_a_revision_with_the_tone_before_and_after(
    tmp_path: Path, press: Press, office: PostOffice
) -> None:
    page = press.put_article("/sak/1", BRIDGE, GLAD)
    outlet = make_outlet("posten", (press.put_feed("/rss", [(page, BRIDGE)]), "rss"))
    config = make_config(tmp_path, outlet, recipients=[make_recipient("leder")], **office.settings)
    with open_store(config.settings.database) as store:
        poll(config, store)
        (story,) = told(store)
        press.put_article("/sak/1", "Hard kritikk av brua i Granvik", ANGRY)
        press.put_feed("/rss", [(page, "Hard kritikk av brua i Granvik")])
        poll(config, store)
        (changed,) = told(store)
        assert (changed.id, changed.lead.revisions) == (story.id, 2)
        assert changed.lead.article.title == "Hard kritikk av brua i Granvik"
        first, second = store.revisions("granvik", "posten", changed.lead.article.key)
        assert (first.title, second.title) == (BRIDGE, "Hard kritikk av brua i Granvik")
        assert first.tone
        assert second.tone
        assert (first.tone.label, second.tone.label) == ("positive", "negative")
        assert first.tone.score > second.tone.score
        assert store.search("statsforvalteren", "granvik")
        assert not store.search("jubler", "granvik"), "the old words are not found any more"
        before = everything(store)
        poll(config, store)
        assert everything(store) == before
        send_digests_now(config, store, datetime.now(UTC))
    assert "Endret etter publisering" in words_of(office.mails[0])


def test_an_article_that_no_longer_names_us_is_a_revision_too(tmp_path: Path, press: Press) -> None:
    page = press.put_article("/sak/1", BRIDGE, GLAD)
    outlet = make_outlet("posten", (press.put_feed("/rss", [(page, BRIDGE)]), "rss"), home=())
    config = make_config(tmp_path, outlet)
    with open_store(config.settings.database) as store:
        poll(config, store)
        (story,) = told(store)
        press.put_article("/sak/1", "Fjordbyen får ny bru", "Bystyret i Fjordbyen vedtok brua.")
        press.put_feed("/rss", [(page, "Fjordbyen får ny bru")])
        poll(config, store)
        assert told(store) == []
        assert len(store.revisions("granvik", "posten", story.lead.article.key)) == 2
