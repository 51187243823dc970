"""Deadlines that count days: on from an anchor, or back from one."""

import abc
import re
from datetime import date, timedelta
from typing import Any, Self

import attrs

from actionplan._days import counted, day_text
from actionplan._fields import is_a, is_canonical, is_name, is_term, optional
from actionplan._values import Faults, checked
from actionplan.deadlines._base import (
    PUBLICATION,
    Anchors,
    Dated,
    DueDate,
    anchor_day,
    anchor_text,
    assumed_warnings,
    is_anchor,
    kind,
    known_as,
    read_anchor,
)
from actionplan.deadlines._warnings import provisional_warnings
from actionplan.errors import Fault, FaultCode
from actionplan.periods import Counting, Period, to_counting, to_period
from actionplan.working_days import (
    AnyCalendar,
    WorkingDays,
    is_weekend,
    working_days_for,
)

MOST_NAMED = 20  # holidays in one sentence
_ONE_DAY = timedelta(days=1)
_TEXT = re.compile(
    r"(?P<period>P\S*) (?P<counting>after|beginning|before) (?P<anchor>\S+)"
    r"(?P<working> working(?:\[(?P<calendar>[^\]\s]+)\])?)?"
)


@attrs.frozen(kw_only=True)
class _Counted(Dated):
    """A period and the anchor from which its days, or its working days, count."""

    period: Period = attrs.field(
        converter=to_period, metadata=checked(is_canonical(Period, "a period"))
    )
    anchor: str | date = attrs.field(default=PUBLICATION, metadata=checked(is_anchor))
    working: bool = attrs.field(
        default=False, metadata=checked(is_a(bool, "true or false"))
    )
    calendar: str | None = attrs.field(
        default=None, metadata=checked(optional(is_name))
    )
    assumed: bool = attrs.field(default=False, eq=False)

    def _own_faults(self) -> Faults:
        if self.working and not self.period.days:
            message = f"working days are days, and {self.period} is not in days"
            hint = "write days, such as P10D, or leave `working` out"
            return (Fault("period", FaultCode.PERIOD, self.period, message, hint),)
        if self.calendar and not self.working:
            message = f"the calendar {self.calendar!r} has no working days to count"
            hint = "say that it counts working days: working=True"
            return (
                Fault(
                    "calendar", FaultCode.CONTRADICTION, self.calendar, message, hint
                ),
            )
        return ()

    def _counted(self, anchors: Anchors, calendar: AnyCalendar | None) -> DueDate:
        start = anchor_day(self.anchor, anchors)
        if self.working:
            days = working_days_for(self.calendar, calendar)
            return self._in_working_days(start, days)
        day = self._last_day(start)
        explanation = (
            f"{self.period.words} {self._from(start)} = "
            f"{day_text(day)}{self._month_end(start)}"
        )
        return DueDate(day=day, explanation=explanation, warnings=self._warnings())

    def _in_working_days(self, start: date, days: WorkingDays) -> DueDate:
        day = self._last_working_day(start, days)
        explanation = (
            f"{counted(self.period.days, 'working day')} ({days.name}) "
            f"{self._from(start)}{_skipping(*self._stretch(start, day), days)} = "
            f"{day_text(day)}{known_as(days)}"
        )
        warnings = (*self._warnings(), *provisional_warnings(day, days))
        return DueDate(day=day, explanation=explanation, warnings=warnings)

    def _from(self, start: date) -> str:
        named = anchor_text(self.anchor, start, assumed=self.assumed)
        return f"{self._direction()} {named}"

    def _warnings(self) -> tuple[str, ...]:
        return tuple(assumed_warnings(self.anchor, assumed=self.assumed))

    @abc.abstractmethod
    def _direction(self) -> str:
        """How the days count from the anchor, in English."""

    @abc.abstractmethod
    def _last_day(self, start: date) -> date:
        """The due day, when every day counts."""

    @abc.abstractmethod
    def _last_working_day(self, start: date, days: WorkingDays) -> date:
        """The due day, when working days count."""

    @abc.abstractmethod
    def _stretch(self, start: date, day: date) -> tuple[date, date]:
        """The first and last of the days that are counted."""

    @abc.abstractmethod
    def _month_end(self, start: date) -> str:
        """Why the day of the month is not that of the anchor, if it is not."""

    def _text(self, word: str) -> str:
        calendar = f"[{self.calendar}]" if self.calendar else ""
        working = f" working{calendar}" if self.working else ""
        return f"{self.period} {word} {self.anchor}{working}"


@kind
@attrs.frozen(kw_only=True)
class Within(_Counted):
    """Within a period after, or beginning with, a day.

    Attributes:
        period: How long.
        anchor: The day to count from, or the name of it.
        counting: Whether that day is left out (`after`) or counted as the first
            (`beginning`).
        working: Whether only working days count; the period is in days then.
        calendar: The name of the calendar that says which those are; whoever asks
            for the due date gives one where the rule names none.
        assumed: Whether the words that were read named no anchor. It is no part of
            the rule, and its text does not hold it.

    Raises:
        InvalidValue: The anchor is neither a day nor a name that is free, working
            days are not in days, or a calendar has no working days to count.

    Example:
        >>> from datetime import date
        >>> from actionplan.deadlines import Within
        >>> section_55 = Within(period="P56D", counting="beginning")
        >>> print(section_55)
        P56D beginning publication
        >>> print(section_55.due({"publication": date(2022, 12, 22)}))
        56 days beginning with Thu 22 Dec 2022 (publication) = Wed 15 Feb 2023
    """

    counting: Counting = attrs.field(
        default=Counting.AFTER,
        converter=to_counting,
        metadata=checked(is_term(Counting)),
    )

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The deadline that `P6W after publication` stands for, or None."""
        found = _TEXT.fullmatch(text)
        if found is None or found["counting"] == "before":
            return None
        return cls(counting=Counting(found["counting"]), **_shared(found))

    def _direction(self) -> str:
        return "after" if self.counting is Counting.AFTER else "beginning with"

    def _last_day(self, start: date) -> date:
        return self.period.last_day(start, self.counting)

    def _last_working_day(self, start: date, days: WorkingDays) -> date:
        return days.last_day(start, self.period.days, self.counting)

    def _stretch(self, start: date, day: date) -> tuple[date, date]:
        first = start if self.counting is Counting.BEGINNING else start + _ONE_DAY
        return first, day

    def _month_end(self, start: date) -> str:
        if not self.period.lacks_corresponding_date(start):
            return ""
        return f" (the month has no day {start.day}, so its last day)"

    def __str__(self) -> str:
        return self._text(self.counting)


@kind
@attrs.frozen(kw_only=True)
class Before(_Counted):
    """So long before a day, such as papers before a meeting.

    `P1D before next-meeting` is the day before the meeting. So many *clear* days
    leave out the day of the meeting and the day of sending, and are one day more.

    Attributes:
        period: How long before.
        anchor: The day to count back from, or the name of it.
        working: Whether only working days count; the period is in days then.
        calendar: The name of the calendar that says which those are.
        assumed: Whether the words that were read named no anchor.

    Raises:
        InvalidValue: As for `Within`.

    Example:
        >>> from datetime import date
        >>> from actionplan.deadlines import Before
        >>> papers = Before(period="P1W", anchor="next-meeting")
        >>> print(papers.due({"next-meeting": date(2014, 9, 17)}))
        7 days before Wed 17 Sep 2014 (next-meeting) = Wed 10 Sep 2014
    """

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The deadline that `P1D before next-meeting` stands for, or None."""
        found = _TEXT.fullmatch(text)
        if found is None or found["counting"] != "before":
            return None
        return cls(**_shared(found))

    def _direction(self) -> str:
        return "before"

    def _last_day(self, start: date) -> date:
        return self.period.added_to(start, -1)

    def _last_working_day(self, start: date, days: WorkingDays) -> date:
        return days.day_before(start, self.period.days)

    def _stretch(self, start: date, day: date) -> tuple[date, date]:
        return day, start - _ONE_DAY

    def _month_end(self, start: date) -> str:
        if not self.period.lacks_corresponding_date(start, times=-1):
            return ""
        return f" (the month has no day {start.day}, so its last day)"

    def __str__(self) -> str:
        return self._text("before")


def _shared(found: re.Match[str]) -> dict[str, Any]:
    return {
        "period": Period.from_text(found["period"]),
        "anchor": read_anchor(found["anchor"]),
        "working": found["working"] is not None,
        "calendar": found["calendar"],
    }


def _skipping(first: date, last: date, days: WorkingDays) -> str:
    between = (first + timedelta(days=n) for n in range((last - first).days))
    parts = ["weekends"] if any(map(is_weekend, between)) else []
    holidays = [day_text(day) for day in days.skipped(first, last)]
    if len(holidays) > MOST_NAMED:
        hidden = counted(len(holidays) - MOST_NAMED, "more bank holiday")
        holidays[MOST_NAMED:] = [hidden]
    if holidays:
        parts.append(", ".join(holidays))
    return f", skipping {' and '.join(parts)}" if parts else ""
