"""What somebody waits for, as it is told in the daily digest: decisions, answers and drafts that are due or late."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """One thing to do, in a line. `words`: what, in Norwegian, with nothing confidential in it; `link`: where it is
    done, below the organisation ("svar/12"); `late`: whether its time has passed; `story`: the id of the story it is
    about, so that it is not told twice in one digest (0 for none)."""

    words: str
    link: str
    late: bool = False
    story: int = 0
