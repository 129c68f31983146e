"""Norwegian working days: Monday to Friday and no public holiday.

Holidays are those of helligdagsfredloven and lov om 1. og 17. mai. Christmas Eve and New Year's Eve are half working
days and no public holidays.
"""

from datetime import date, timedelta
from functools import cache

from holidays import country_holidays


def is_holiday(day: date) -> bool:
    """Whether `day` is a Norwegian public holiday (Sundays as such are not)."""
    return day in _holidays(day.year)


def is_working_day(day: date) -> bool:
    """Monday to Friday and no public holiday."""
    return day.weekday() < 5 and not is_holiday(day)


def last_working_day(day: date) -> date:
    """`day` itself if it is one, else the one before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def next_working_day(day: date) -> date:
    """The first working day after `day`."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_days_after(day: date, count: int) -> date:
    """The `count`-th working day after `day`; 0 is `day` itself if it is one, else the next."""
    found = day if count or is_working_day(day) else next_working_day(day)
    for _ in range(count):
        found = next_working_day(found)
    return found


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("NO", years=year))
