"""Deadlines that come again and again, as rules that calendar programs know.

What recurs has no one day, and its next day depends on the day that is looked from.
A rule does not: it gives the same days whenever the calendar is made.
"""

import calendar
from datetime import date, timedelta
from typing import Any

import attrs

from actionplan._days import day_text
from actionplan.deadlines import Recurring
from actionplan.log import ProgressUpdate
from actionplan.periods import Period
from actionplan.snapshot import ItemState
from actionplan.terms import Group

SHORTEST_MONTH = 28
_COMMON_YEAR, _LEAP_YEAR = 2023, 2024
_MONTHS = 12
_DAY = timedelta(days=1)


@attrs.frozen(kw_only=True)
class Repetition:
    """The days on which something is due, from the first on.

    Attributes:
        every: The time from one to the next.
        start: The day that they count from.
        until: The last day on which it can be due.
        named: What the day that they count from is called.
    """

    every: Period
    start: date
    until: date | None
    named: str | None

    @property
    def first(self) -> date:
        """The first day on which it is due."""
        return self.every.added_to(self.start)

    def on_or_after(self, day: date) -> date:
        """The first day, of those on or after a day, on which it is due."""
        times = self.every.times_to_reach(self.start, day)
        return self.every.added_to(self.start, times)

    def until_done(self, day: date) -> "Repetition":
        """The same, ending with what was due next on the day on which it was done."""
        last = self.on_or_after(day)
        return attrs.evolve(self, until=min(last, self.until or last))

    def after_work_on(self, day: date | None) -> date:
        """What is due next when the last that was done was done on a day."""
        if day is None or day <= self.start:
            return self.first
        due = self.on_or_after(self.on_or_after(day) + _DAY)
        if self.until is None or due <= self.until:
            return due
        times = self.every.times_to_reach(self.start, self.until + _DAY)
        return self.every.added_to(self.start, times - 1)

    @property
    def rule(self) -> dict[str, Any]:
        """The same days as a recurrence rule (RFC 5545, 3.3.10)."""
        parts = _frequency(self.every, self.start)
        return parts if self.until is None else {**parts, "UNTIL": self.until}

    @property
    def words(self) -> str:
        """The rule in a sentence."""
        named = f" ({self.named})" if self.named else ""
        until = f", until {day_text(self.until)}" if self.until else ""
        return f"every {self.every.words} from {day_text(self.start)}{named}{until}"


def repetition_of(state: ItemState) -> Repetition | None:
    """The days on which something that recurs is due, if it recurs and there are any.

    They end with what was due next when it was done, by whoever says so.
    """
    deadline, start = state.deadline, state.recurs_from
    if not isinstance(deadline, Recurring) or start is None:
        return None
    until = deadline.until if isinstance(deadline.until, date) else None
    named = deadline.anchor if isinstance(deadline.anchor, str) else None
    found = Repetition(every=deadline.every, start=start, until=until, named=named)
    if until is not None and found.first > until:
        return None
    done = done_on(state)
    return found if done is None else found.until_done(done)


def done_on(state: ItemState) -> date | None:
    """The day since which an item is open no more; None for one that is open."""
    since = None
    for entry in state.entries:
        if isinstance(entry, ProgressUpdate) and entry.status is not None:
            is_open = entry.status.group is Group.OPEN
            since = None if is_open else since or entry.on
    return since


def _frequency(every: Period, start: date) -> dict[str, Any]:
    months = _MONTHS * every.years + every.months
    if months == 0:
        frequency = "WEEKLY" if every.weeks else "DAILY"
        return {"FREQ": frequency, "INTERVAL": every.weeks or every.days}
    day = _day_of_month(start, months)
    if months % _MONTHS == 0:
        years = months // _MONTHS
        return {"FREQ": "YEARLY", "INTERVAL": years, "BYMONTH": start.month, **day}
    return {"FREQ": "MONTHLY", "INTERVAL": months, **day}


def _day_of_month(start: date, interval: int) -> dict[str, Any]:
    """Which day of each month: the corresponding one, or the last where there is none.

    By a bare rule from the 31st, short months would have no such day at all (RFC
    5545, 3.3.10: an invalid date "MUST be ignored").
    """
    months = {(start.month - 1 + step * interval) % _MONTHS for step in range(_MONTHS)}
    shortest = min(calendar.monthrange(_COMMON_YEAR, month + 1)[1] for month in months)
    longest = max(calendar.monthrange(_LEAP_YEAR, month + 1)[1] for month in months)
    if start.day <= shortest:
        return {"BYMONTHDAY": start.day}
    if start.day == longest:
        return {"BYMONTHDAY": -1}
    return {"BYMONTHDAY": [*range(SHORTEST_MONTH, start.day + 1)], "BYSETPOS": -1}
