"""Counting and rolling, by whatever knows the working days."""

import abc
from datetime import date, timedelta
from enum import StrEnum

from actionplan._days import short_day
from actionplan._fields import read_term
from actionplan._values import wrong
from actionplan.errors import BeyondHorizon, Fault, FaultCode, InvalidValue
from actionplan.periods import Counting

LONGEST_REST = 366  # days without a working day, after which a calendar has none
WEEKEND = {5: "Saturday", 6: "Sunday"}
_ONE_DAY = timedelta(days=1)


class Rolling(StrEnum):
    """Where a last day goes that is no working day, by the terms of ISDA.

    Example:
        >>> from actionplan.working_days import Rolling
        >>> Rolling("modified-following").name
        'MODIFIED_FOLLOWING'
    """

    NONE = "none"
    FOLLOWING = "following"
    PRECEDING = "preceding"
    MODIFIED_FOLLOWING = "modified-following"


def to_rolling(value: Rolling | str) -> Rolling:
    """The rolling that a text names.

    Raises:
        InvalidValue: There is no such rolling.
    """
    rolling: object = read_term(Rolling, value)
    if isinstance(rolling, Rolling):
        return rolling
    hint = f"use one of {', '.join(Rolling)}"
    faults = wrong(FaultCode.TERM, value, "is not a known term", hint)
    raise InvalidValue(*(fault.within("roll") for fault in faults))


def is_weekend(day: date) -> bool:
    """Whether a day is a Saturday or Sunday."""
    return day.weekday() in WEEKEND


class WorkingDays(abc.ABC):
    """Counting in working days, by whatever knows which days those are."""

    __slots__ = ()

    name: str
    as_of: date | None

    @abc.abstractmethod
    def is_working(self, day: date) -> bool:
        """Whether a day is a working day."""

    def last_day(self, start: date, days: int, counting: Counting) -> date:
        """The last of so many working days after, or beginning with, a day.

        *After* a day counts from the first working day that follows it, whatever
        that day is itself. *Beginning* with a day counts it as the first if it is
        a working day, and else the first working day that follows.

        Raises:
            BeyondHorizon: The calendar does not reach so far.

        Source: SI 2018/748, regulation 5, for *beginning*; Freedom of Information
        Act 2000, section 10(1), for *after*.
        """
        day = start - _ONE_DAY if counting == Counting.BEGINNING else start
        for _ in range(days):
            day = self.working_after(day)
        return day

    def day_before(self, day: date, days: int) -> date:
        """The day that is so many working days before a day.

        Raises:
            BeyondHorizon: The calendar does not reach so far back.
        """
        for _ in range(days):
            day = self.working_before(day)
        return day

    def working_after(self, day: date) -> date:
        """The first working day after a day."""
        return self._nearest(day + _ONE_DAY, _ONE_DAY)

    def working_before(self, day: date) -> date:
        """The last working day before a day."""
        return self._nearest(day - _ONE_DAY, -_ONE_DAY)

    def _nearest(self, day: date, step: timedelta) -> date:
        for _ in range(LONGEST_REST):
            if self.is_working(day):
                return day
            day += step
        message = f"{self.name} has no working day in the year up to {short_day(day)}"
        hint = "let it say that some days are working days"
        raise BeyondHorizon(
            Fault("calendar", FaultCode.HORIZON, self.name, message, hint)
        )

    def rolled(self, day: date, rolling: Rolling) -> date:
        """A day, or the working day to which it rolls when it is none.

        Modified following is following, unless that is in the next month: then
        it is preceding.

        Raises:
            BeyondHorizon: The calendar does not cover the day.
        """
        if rolling is Rolling.NONE or self.is_working(day):
            return day
        following = self.working_after(day)
        if rolling is Rolling.FOLLOWING:
            return following
        if rolling is Rolling.MODIFIED_FOLLOWING and following.month == day.month:
            return following
        return self.working_before(day)

    def skipped(self, first: date, last: date) -> tuple[date, ...]:
        """The weekdays between two days, both included, that are no working days."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return tuple(
            day for day in days if not is_weekend(day) and not self.is_working(day)
        )
