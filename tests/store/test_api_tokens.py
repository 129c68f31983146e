"""Tokens for programs, on both databases."""

from datetime import UTC, datetime, timedelta

from mediawatch.store import Store

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def make(store: Store, organisation: str = "modum", **changed):
    given = {"purpose": "Nettsiden", "scope": "read", "by": "anne@kommune.example", "now": NOW, "lasts": 30 * DAY}
    return store.tokens.make(organisation, **{**given, **changed})


def test_a_token_is_known_by_its_secret_and_nothing_else(store: Store, rows) -> None:
    token, secret = make(store)
    assert secret.startswith("mw_")
    assert len(secret) > 40
    assert store.tokens.find(secret, NOW).id == token.id
    assert store.tokens.find(secret[:-1], NOW) is None
    assert store.tokens.find("", NOW) is None
    assert secret not in str(rows("api_token"))


def test_a_token_ends_when_it_is_too_old_or_revoked(store: Store) -> None:
    token, secret = make(store, lasts=30 * DAY)
    assert store.tokens.find(secret, NOW + 30 * DAY - timedelta(seconds=1)) is not None
    assert store.tokens.find(secret, NOW + 30 * DAY) is None
    assert store.tokens.revoke("granne", token.id, NOW) is None
    assert store.tokens.find(secret, NOW) is not None
    assert store.tokens.revoke("modum", token.id, NOW).revoked_at == NOW
    assert store.tokens.revoke("modum", token.id, NOW) is None
    assert store.tokens.find(secret, NOW) is None


def test_no_token_lasts_longer_than_a_year(store: Store) -> None:
    token, _ = make(store, lasts=5_000 * DAY)
    assert token.expires_at == NOW + 365 * DAY


def test_the_last_use_is_kept_but_not_written_for_every_question(store: Store) -> None:
    _, secret = make(store)
    assert store.tokens.all("modum")[0].last_used is None
    store.tokens.find(secret, NOW)
    store.tokens.find(secret, NOW + timedelta(minutes=4))
    assert store.tokens.all("modum")[0].last_used == NOW
    store.tokens.find(secret, NOW + timedelta(minutes=5))
    assert store.tokens.all("modum")[0].last_used == NOW + timedelta(minutes=5)


def test_each_organisation_sees_its_own(store: Store) -> None:
    first, _ = make(store)
    second, _ = make(store, purpose="Fagsystem")
    make(store, "granne")
    assert [one.id for one in store.tokens.all("modum")] == [second.id, first.id]
    assert store.tokens.all("ukjent") == []
