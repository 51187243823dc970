"""Deadlines that come again and again."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Self

import attrs

from actionplan._days import day_text, parse_day
from actionplan._fields import is_canonical, is_day
from actionplan._values import Faults, checked, wrong
from actionplan.deadlines._base import (
    PUBLICATION,
    Anchors,
    Deadline,
    DueDate,
    anchor_day,
    anchor_text,
    assumed_warnings,
    finished,
    is_anchor,
    kind,
    read_anchor,
)
from actionplan.errors import FaultCode, InvalidValue, raise_any
from actionplan.periods import Period, to_period
from actionplan.working_days import AnyCalendar, Rolling

COMPLETE = "complete"
_TEXT = re.compile(r"every (P\S*) from (\S+)(?: until (\S+))?")


def _is_end(value: object) -> Faults:
    if value is None or value == COMPLETE:
        return ()
    if isinstance(value, str):
        hint = "give a day, or 'complete'"
        return wrong(FaultCode.DEADLINE, value, "ends nothing that recurs", hint)
    return is_day(value)


@kind
@attrs.frozen(kw_only=True)
class Recurring(Deadline):
    """Again and again, such as a report every quarter: due next, and never overdue.

    Every occurrence counts from the anchor, so that month ends do not drift: each
    quarter from 30 November gives 28 February and then 30 May.

    Attributes:
        every: The time from one occurrence to the next.
        anchor: The day to count from, or the name of it; it is no occurrence.
        until: The last day on which it can occur; `complete` for as long as the
            item is open; None for without end.
        assumed: Whether the words that were read named no anchor.

    Example:
        >>> from datetime import date
        >>> from actionplan.deadlines import Recurring
        >>> quarterly = Recurring(every="P3M", until="complete")
        >>> anchors = {"publication": date(2022, 11, 30)}
        >>> quarterly.due(anchors).day
        datetime.date(2023, 2, 28)
        >>> quarterly.due(anchors, on=date(2023, 3, 1)).day
        datetime.date(2023, 5, 30)
    """

    every: Period = attrs.field(
        converter=to_period, metadata=checked(is_canonical(Period, "a period"))
    )
    anchor: str | date = attrs.field(default=PUBLICATION, metadata=checked(is_anchor))
    until: date | str | None = attrs.field(default=None, metadata=checked(_is_end))
    assumed: bool = attrs.field(default=False, eq=False)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The deadline that `every P3M from publication` stands for, or None."""
        found = _TEXT.fullmatch(text)
        if found is None:
            return None
        period, anchor, end = found.groups()
        return cls(
            every=Period.from_text(period),
            anchor=read_anchor(anchor),
            until=parse_day(end) if end and end[0].isdigit() else end,
        )

    def due(
        self,
        anchors: Anchors,
        *,
        on: date | None = None,
        calendar: AnyCalendar | None = None,
        roll: Rolling | str = Rolling.NONE,
    ) -> DueDate | None:
        """The next occurrence on or after a day; None when there is none any more.

        See `Deadline.due`.
        """
        start = self.starts(anchors)
        raise_any(InvalidValue, (f.within("on") for f in _day_or_none(on)))
        number = self.every.times_to_reach(start, on or start)
        day = self.every.added_to(start, number)
        if isinstance(self.until, date) and day > self.until:
            return None
        explanation = (
            f"every {self.every.words} from "
            f"{anchor_text(self.anchor, start, assumed=self.assumed)}, "
            f"occurrence {number} = {day_text(day)}"
        )
        warnings = tuple(assumed_warnings(self.anchor, assumed=self.assumed))
        counted = DueDate(day=day, explanation=explanation, warnings=warnings)
        return finished(counted, anchors, calendar, roll)

    def starts(self, anchors: Anchors) -> date:
        """The day from which every occurrence counts.

        Raises:
            MissingAnchor: The anchor is not given.
            InvalidValue: It is no day.
        """
        return anchor_day(self.anchor, anchors)

    def missed(
        self, anchors: Anchors, *, on: date, done: Iterable[date] = ()
    ) -> tuple[date, ...]:
        """The occurrences before a day for which nothing was done in time.

        What is done for an occurrence is done after the one before it and no later
        than the day itself; the day of the anchor is nobody's.

        Args:
            anchors: The days to count from, by name.
            on: The day that is looked from.
            done: The days on which something was done.

        Raises:
            MissingAnchor: The anchor is not given.
            InvalidValue: The anchor or `on` is no day.

        Example:
            >>> from datetime import date
            >>> from actionplan.deadlines import Recurring
            >>> monthly = Recurring(every="P1M", anchor=date(2022, 12, 23))
            >>> monthly.missed({}, on=date(2023, 3, 1), done=[date(2023, 1, 20)])
            (datetime.date(2023, 2, 23),)
        """
        raise_any(InvalidValue, (fault.within("on") for fault in is_day(on)))
        start = self.starts(anchors)
        met = {self.every.times_to_reach(start, day) for day in done if day > start}
        end = on
        if isinstance(self.until, date):
            end = min(on, self.until + timedelta(days=1))
        past = range(1, self.every.times_to_reach(start, end))
        return tuple(self.every.added_to(start, n) for n in past if n not in met)

    def __str__(self) -> str:
        until = f" until {self.until}" if self.until else ""
        return f"every {self.every} from {self.anchor}{until}"


def _day_or_none(value: date | None) -> Faults:
    return () if value is None else is_day(value)
