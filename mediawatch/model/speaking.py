"""Who speaks, as of a day: the matrix, with those who are away replaced by their deputies."""

from dataclasses import dataclass

from mediawatch.model.given import Spokesperson
from mediawatch.model.matrix import Absence
from mediawatch.model.words import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who should answer on a day. `role` "none": nobody of the municipality need answer.

    `line`: the matrix line that speaks now, the deputy's when `stands_in_for` (who should have spoken) is away, as
    `absence` says; None when there is no line for the role, or everybody is away. `settle`: two rules fit alike (then
    `rival` is the other one's line), or nobody is at hand; settle it with the chief executive. `rule` the plan's
    sentence, `source` where it stands, `because` why it applies here, `delegation` to whom it may be left; all in
    Norwegian. `unit`: the school, home … it is about. `counterpart`: who answers for the politics of it, when the
    question is a topic. `crisis`: only the crisis set speaks.
    """

    role: Role
    rule: str
    source: str = ""
    because: str = ""
    line: Spokesperson | None = None
    stands_in_for: Spokesperson | None = None
    absence: Absence | None = None
    settle: bool = False
    rival: Spokesperson | None = None
    counterpart: Spokesperson | None = None
    delegation: str = ""
    unit: str = ""
    crisis: bool = False
