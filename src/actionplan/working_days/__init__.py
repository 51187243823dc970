"""Working days: whose bank holidays count, and until when they are known.

A working day is a weekday that is no bank holiday of one part of the United
Kingdom, and the parts differ. A calendar says which days it covers; about any
other day it raises `BeyondHorizon`, because a day of which nothing is known is
not a working day. Bank holidays are proclaimed, moved and added at short notice
(19 September 2022 with ten days' notice), so a calendar also says on which day
its holidays were known.
"""

from actionplan.working_days._calendars import (
    ANY_UK,
    DIVISIONS,
    SHIPPED,
    AnyCalendar,
    WorkingCalendar,
    resting_divisions,
    to_working_days,
    working_days_for,
)
from actionplan.working_days._counting import (
    WEEKEND,
    Rolling,
    WorkingDays,
    is_weekend,
    to_rolling,
)

__all__ = [
    "ANY_UK",
    "DIVISIONS",
    "SHIPPED",
    "WEEKEND",
    "AnyCalendar",
    "Rolling",
    "WorkingCalendar",
    "WorkingDays",
    "is_weekend",
    "resting_divisions",
    "to_rolling",
    "to_working_days",
    "working_days_for",
]
