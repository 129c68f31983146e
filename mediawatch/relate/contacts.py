"""How long a journalist may stand on the list of contacts, and whose time is nearly over."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from mediawatch.model import Contact

USUAL_MONTHS = 12
MOST_MONTHS = 24
TOLD_BEFORE = timedelta(days=14)
"""How long before the day somebody is told that a contact will be deleted."""


def months_after(day: date, months: int) -> date:
    """The same day of a later month (or an earlier one), its last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def proposed_day(today: date, most: int = MOST_MONTHS) -> date:
    """When a contact added or renewed today is deleted, unless another day is chosen. `most`: the longest time, in
    months, that the organisation keeps one."""
    return months_after(today, min(USUAL_MONTHS, most))


def last_day(today: date, most: int = MOST_MONTHS) -> date:
    """The latest day that may be chosen."""
    return months_after(today, most)


def ending_soon(contacts: Iterable[Contact], today: date) -> list[Contact]:
    """Those that will be deleted within two weeks, the soonest first."""
    found = [one for one in contacts if one.delete_on is not None and one.delete_on <= today + TOLD_BEFORE]
    return sorted(found, key=lambda one: (one.delete_on or today, one.id))
