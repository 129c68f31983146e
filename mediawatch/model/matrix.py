"""The matrix over time: who is away when, and how the matrix stood on a day."""

from dataclasses import dataclass
from datetime import date, datetime

from mediawatch.model.given import Department, Spokesperson


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Days, both included, on which a line of the matrix cannot answer. Why is nobody's business, and has no field.

    `line`: id in the matrix. `deputy`: who answers these days, "" for the line's own deputy. `uid`: of the calendar
    entry it came from. `removed`: taken back; it then never was. `id` 0: stands in the YAML file.
    """

    id: int = 0
    organisation: str
    line: str
    first: date
    last: date
    deputy: str = ""
    uid: str = ""
    removed: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixVersion:
    """The matrix as it stood from `at` on, until the next version."""

    id: int = 0
    organisation: str
    at: datetime
    departments: tuple[Department, ...]
    spokespersons: tuple[Spokesperson, ...]
