"""Everything stored about an organisation's coverage, as JSON Lines."""

import json
from pathlib import Path

from mediawatch.model import Organisation
from mediawatch.store import Store


def write_coverage(store: Store, organisation: Organisation, file: Path) -> int:
    """Writes one line per piece of coverage; returns how many."""
    count = 0
    with file.open("w", encoding="utf-8") as lines:
        for row in store.coverage_rows(organisation.id):
            lines.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
            count += 1
    return count
