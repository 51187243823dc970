"""Which days a rule gives, from the day of the first meeting on.

dateutil counts days without times and zones here, so that no change of the clocks
moves any. Results are remembered: the same rule has the same days.
"""

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Container
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from actionplan._fields import LAST_YEAR
from actionplan.meetings._recurrence import WEEKDAYS, Recurrence

if TYPE_CHECKING:
    from dateutil.rrule import rrule

_FIRST_STRETCH = 4  # years, doubled until the day that is asked for is in them
_ONE_YEAR = timedelta(days=366)
_AGES = 9999  # years, so that the first period has no other after it


def falls_on(rule: Recurrence, day: date) -> bool:
    """Whether a rule that begins with the period of a day gives that day."""
    if rule.until is not None and rule.until < day:
        return False
    found = next(iter(_expander(rule, day, every=_AGES * 12)), None)
    return found is not None and found.date() == day


def days_between(rule: Recurrence, first: date, start: date, end: date) -> list[date]:
    """The days that a rule gives from a day to a day, both included, in order."""
    days = _days_until(rule, first, _stretch(first, end))
    return [*days[bisect_left(days, start) : bisect_right(days, end)]]


def first_after(
    rule: Recurrence, first: date, day: date, *, but: Container[date] = ()
) -> date | None:
    """The first day that a rule gives after a day, but for some days, if any."""
    end = _stretch(first, day)
    while True:
        days = _days_until(rule, first, end)
        for later in days[bisect_right(days, day) :]:
            if later not in but:
                return later
        if end.year == LAST_YEAR or (rule.until and rule.until <= end):
            return None
        if len(days) == rule.count:
            return None
        end = _stretch(first, end + timedelta(days=1))


def nearest(rule: Recurrence, first: date, day: date) -> date:
    """The day nearest to a day of those that a rule gives, the first among them."""
    days = days_between(rule, first, first, max(first, day) + _ONE_YEAR)
    return min(days, key=lambda one: abs(one - day))


def _stretch(first: date, day: date) -> date:
    """The end of the stretch that is counted for a day: a few lengths, to remember."""
    years = _FIRST_STRETCH
    while first.year + years < day.year:
        years *= 2
    return date(min(first.year + years, LAST_YEAR), 12, 31)


@functools.lru_cache(maxsize=512)
def _days_until(rule: Recurrence, first: date, end: date) -> tuple[date, ...]:
    last = min(end, rule.until or end)
    days = []
    for moment in _expander(rule, first, every=rule.interval):
        if moment.date() > last:
            break
        days.append(moment.date())
    return tuple(days)


def _expander(rule: Recurrence, first: date, every: int) -> "rrule":
    # Late, because few registers have series and it takes long to import.
    from dateutil import rrule as dateutil  # noqa: PLC0415

    weekdays = [
        dateutil.weekday(WEEKDAYS.index(day[-2:]), int(day[:-2] or 0) or None)
        for day in rule.by_day
    ]
    return dateutil.rrule(
        getattr(dateutil, rule.frequency),
        dtstart=datetime.combine(first, time()),
        interval=every,
        wkst=dateutil.MO,  # otherwise that of Python's calendar module
        count=rule.count,
        byweekday=weekdays or None,
        bymonthday=rule.by_month_day or None,
        bymonth=rule.by_month or None,
        bysetpos=rule.by_set_pos,
    )
