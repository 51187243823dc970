"""Deadlines that come again and again, as rules that calendar programs know.

What recurs has no one day, and its next day depends on the day that is looked from.
A rule does not: it gives the same days whenever the calendar is made.
"""

import math
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import attrs

from actionplan._days import WEEKDAYS, day_text
from actionplan.deadlines import Recurring
from actionplan.deadlines._recurring import COMPLETE
from actionplan.periods import Period
from actionplan.snapshot import ItemState
from actionplan.snapshot._history import left_on
from actionplan.terms import Group

FEBRUARY = 2
_MONTHS = 12
_SHORTEST = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAY = timedelta(days=1)

Rule = dict[str, Any]


@attrs.frozen(kw_only=True)
class Part:
    """A rule and the first of its days, which is one that the rule gives.

    Attributes:
        first: The first day.
        rule: The rule; None for the one day of what does not recur.
        name: What tells it from the other rules of the same repetition.
    """

    first: date
    rule: Rule | None = None
    name: str = ""

    def until(self, day: date) -> "Part":
        """The same up to a day, that day included."""
        return attrs.evolve(self, rule={**(self.rule or {}), "UNTIL": day})


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
        return attrs.evolve(self, until=self.due_when(day))

    def due_when(self, day: date) -> date:
        """The next day on which it was due when it was done on a day, or the last."""
        due = self.on_or_after(day)
        if self.until is None or due <= self.until:
            return due
        return self.last_by(self.until) or self.first

    def last_by(self, day: date) -> date | None:
        """The last day on which it was due by a day, if there is one."""
        day = day if self.until is None else min(day, self.until)
        times = self.every.times_to_reach(self.start, day + _DAY)
        return self.every.added_to(self.start, times - 1) if times > 1 else None

    def is_met(self, due: date, reported: Iterable[date]) -> bool:
        """Whether there was a report for a day on which it was due.

        A report counts for the time that is due next, as for `ItemState.missed`.
        """
        times = self.every.times_to_reach(self.start, due)
        before = self.every.added_to(self.start, times - 1)
        return any(before < day <= due for day in reported)

    def after_work_on(self, day: date | None) -> date:
        """What is due next when the last that was done was done on a day."""
        if day is None or day <= self.start:
            return self.first
        return self.due_when(self.on_or_after(day) + _DAY)

    @property
    def parts(self) -> list["Part"]:
        """The same days as one recurrence rule, or as several with none in common.

        One rule does unless it counts from the 29th or 30th and comes to February as
        well as to longer months. What would say that in one, `BYSETPOS` over
        `BYMONTHDAY`, is expanded to other days by the parser of Thunderbird and
        Nextcloud.
        """
        parts = [Part(first=self.first, rule=rule) for rule in self._one_rule()]
        parts = parts or self._several_rules()
        if self.until is None:
            return parts
        return [part.until(self.until) for part in parts if part.first <= self.until]

    def _one_rule(self) -> list[Rule]:
        months = self._months
        if months == 0:
            return [_by_day_or_week(self.every, self.first)]
        hit = [self.every.added_to(self.start, n).month for n in range(1, _MONTHS + 1)]
        day = _day_in_all(self.start.day, hit)
        if day is None:
            return []
        if day > 0 and months % _MONTHS == 0:
            years = months // _MONTHS
            month = self.start.month
            return [_rule("YEARLY", years, BYMONTH=month, BYMONTHDAY=day)]
        return [_rule("MONTHLY", months, BYMONTHDAY=day)]

    def _several_rules(self) -> list["Part"]:
        """February by itself; the other months together if each year has the same."""
        again = math.lcm(self._months, _MONTHS)
        firsts = [
            self.every.added_to(self.start, number)
            for number in range(1, again // self._months + 1)
        ]
        others = [first for first in firsts if first.month != FEBRUARY]
        day = self.start.day
        if again == _MONTHS:
            months = sorted(first.month for first in others)
            rule = _rule("YEARLY", 1, BYMONTH=months, BYMONTHDAY=day)
            parts = [Part(first=others[0], rule=rule)]
        else:
            rule = _rule("MONTHLY", again, BYMONTHDAY=day)
            parts = [Part(first=one, rule=rule, name=f"#{one.month}") for one in others]
        last_days = _rule("MONTHLY", again, BYMONTHDAY=-1)
        (february,) = (first for first in firsts if first.month == FEBRUARY)
        return [*parts, Part(first=february, rule=last_days, name=f"#{FEBRUARY}")]

    @property
    def _months(self) -> int:
        return _MONTHS * self.every.years + self.every.months

    @property
    def words(self) -> str:
        """The rule in a sentence."""
        named = f" ({self.named})" if self.named else ""
        until = f", until {day_text(self.until)}" if self.until else ""
        return f"every {self.every.words} from {day_text(self.start)}{named}{until}"


def repetition_of(
    deadline: Recurring, start: date, state: ItemState
) -> Repetition | None:
    """The days on which something that recurs is due, if there are any.

    They end with what was due next when it ended: when it was said to be done, if
    it recurs until it is complete.
    """
    until = deadline.until if isinstance(deadline.until, date) else None
    named = deadline.anchor if isinstance(deadline.anchor, str) else None
    found = Repetition(every=deadline.every, start=start, until=until, named=named)
    if until is not None and found.first > until:
        return None
    groups = {Group.OPEN}
    if deadline.until != COMPLETE:
        groups.add(Group.PENDING)
    ended = left_on(state.item, state.entries, groups)
    return found if ended is None else found.until_done(ended)


def done_on(state: ItemState) -> date | None:
    """The day since which an item is open no more; None for one that is open."""
    return left_on(state.item, state.entries, {Group.OPEN})


def _rule(frequency: str, interval: int, **parts: Any) -> Rule:
    return {"FREQ": frequency, "INTERVAL": interval, **parts}


def _by_day_or_week(every: Period, first: date) -> Rule:
    if every.weeks:
        weekday = WEEKDAYS[first.weekday()][:2].upper()
        return _rule("WEEKLY", every.weeks, BYDAY=weekday)
    return _rule("DAILY", every.days)


def _day_in_all(day: int, months: Iterable[int]) -> int | None:
    """The number that a day has in all of some months: its own, or -1 for the last.

    By a bare rule from the 31st, short months would have no such day at all (RFC
    5545, 3.3.10: an invalid date "MUST be ignored").
    """
    if day <= min(_SHORTEST[month - 1] for month in months):
        return day
    return -1 if day == max(_LONGEST[month - 1] for month in months) else None
