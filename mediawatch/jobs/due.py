"""What waits for somebody, gathered from all of the media work for the daily digest.

Each part answers for itself with a function in DUE: configuration, store, organisation and moment to DueLines. Tell
only what is late or due on that day, and nothing that is confidential: the digest is mailed. What was heard of since
the last digest and stands in it anyhow (a story to decide on) is left out by its `story`.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from mediawatch.config import Config
from mediawatch.jobs.crises import due_crises
from mediawatch.jobs.enquiries import due_enquiries
from mediawatch.jobs.pitching import due_pitches
from mediawatch.jobs.responses import responses_due
from mediawatch.model import DueLine, Organisation
from mediawatch.store import Store

DUE: tuple[Callable[[Config, Store, Organisation, datetime], Iterable[DueLine]], ...] = (
    due_crises,
    due_enquiries,
    responses_due,
    due_pitches,
)
"""Each part's own answer."""


def due_lines(config: Config, store: Store, organisation: Organisation, now: datetime) -> list[DueLine]:
    """All that is due or late at `now`, in the order of the parts."""
    return [line for part in DUE for line in part(config, store, organisation, now)]
