"""What must be done, and when: a line for each thing that somebody waits for, gathered from all of the media work."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing to do. `words`: what, in a line; `link`: where it is done, below the organisation ("svar/12"); `at`:
    when it is due, None for no fixed time; `late`: whether that has passed; `part`: key of the tab it belongs to."""

    words: str
    link: str
    part: str
    at: datetime | None = None
    late: bool = False
