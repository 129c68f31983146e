"""Whether the log of changes is whole: as many entries for each record that people work on together as it has versions,
and none without its record."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from mediawatch.store import Store
from mediawatch.store.access_tables import audit_entry
from mediawatch.store.cases import Cases


def all_cases(store: Store) -> Iterator[Cases[Any]]:
    """Every table of such records that the store has, found in what it is made of."""
    for part in vars(store).values():
        found = [part] if isinstance(part, Cases) else getattr(part, "__dict__", {}).values()
        yield from (one for one in found if isinstance(one, Cases))


def require_whole_log(store: Store) -> None:
    """Fails where a version of a record has no entry, or an entry no version."""
    for cases in all_cases(store):
        table, kind = cases._table, cases._kind
        with store.engine.begin() as connection:
            versions = {f"{kind} {row.id}": row.version for row in connection.execute(sa.select(table))}
            done = (f"{kind}.add", f"{kind}.change")
            entries = connection.scalars(sa.select(audit_entry.c.subject).where(audit_entry.c.action.in_(done)))
            told = Counter(entries)
        for subject, version in versions.items():
            assert told[subject] == version, f"{subject}: {version} versions, {told[subject]} entries in the log"
