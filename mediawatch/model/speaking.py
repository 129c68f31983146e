"""Who speaks, as of a day: the matrix, with those who are away replaced by their deputies."""

from dataclasses import dataclass

from mediawatch.model.given import Spokesperson
from mediawatch.model.words import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who should answer on a day. `role` "none": nobody of the municipality need answer.

    `line`: the matrix line that speaks now, the deputy's when `stands_in_for` (who should have spoken) is away; None
    when there is no line for the role, or everybody is away. `settle`: two rules fit alike, or nobody is at hand;
    settle it with the chief executive. `rule` the plan's sentence, `source` where it stands, `because` why it applies
    here; all in Norwegian.
    """

    role: Role
    rule: str
    source: str = ""
    because: str = ""
    line: Spokesperson | None = None
    stands_in_for: Spokesperson | None = None
    settle: bool = False
