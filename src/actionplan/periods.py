"""Spans of days, periods of time, and how the days of a period are counted.

Two countings differ by a day, and the difference has been litigated. A period
*after* a day leaves that day out (Lester v Garland; CPR 2.8): 42 days after
29 August end on 10 October. A period *beginning* with a day counts it as the
first (Police Act 1996 s.55(5A)): 56 days beginning with 22 December end on
15 February.

A month runs to the corresponding date of a later month, or to that month's last
day where it has no such date (Dodds v Walker [1981] UKHL). It is counted once,
from the start, so that month ends do not drift.
"""

import calendar
import re
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

import attrs
from dateutil.relativedelta import relativedelta

from actionplan._days import DAY, MONTHS, counted, month_name, parse_day, short_day
from actionplan._fields import (
    FIRST_YEAR,
    LAST_YEAR,
    is_day,
    is_whole,
    read_canonical,
    read_term,
)
from actionplan._values import (
    Canonical,
    Faults,
    checked,
    expect_text,
    wrong,
)
from actionplan.errors import Fault, FaultCode, InvalidValue, raise_any

MOST_YEARS = 10
SHORTEST_MONTH = 28
_MOST = {"years": MOST_YEARS, "months": MOST_YEARS * 12, "weeks": 521, "days": 3652}
_UNITS = {"Y": "years", "M": "months", "W": "weeks", "D": "days"}

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")
_PERIOD = re.compile(r"P(?:([1-9][0-9]{0,3})Y)?(?:([1-9][0-9]{0,3})([YMWD]))?")


class Counting(StrEnum):
    """Whether the day that a period counts from is left out or is its first day.

    Example:
        >>> from actionplan.periods import Counting
        >>> Counting("beginning").name
        'BEGINNING'
    """

    AFTER = "after"
    BEGINNING = "beginning"


def _faults_of_month(year: object, month: object) -> list[Fault]:
    faults = [fault.within("year") for fault in is_whole(FIRST_YEAR, LAST_YEAR)(year)]
    return faults + [fault.within("month") for fault in is_whole(1, len(MONTHS))(month)]


@attrs.frozen(kw_only=True)
class Span(Canonical):
    """A stretch of days, both ends included.

    It is a day, a month, a year, or runs from a day to a day.

    Its text is the shortest that says it: `2014-08-29`, `2014-09`, `2014`, or
    `2014-04-07/2014-04-18` (ISO 8601-1).

    Attributes:
        start: The first day.
        end: The last day.

    Raises:
        InvalidValue: The end lies before the start, or one of them is no day.

    Example:
        >>> from actionplan.periods import Span
        >>> Span.from_text("2014-09").end
        datetime.date(2014, 9, 30)
        >>> print(Span.from_text("2014-09").words)
        September 2014
    """

    start: date = attrs.field(metadata=checked(is_day))
    end: date = attrs.field(metadata=checked(is_day))

    def _own_faults(self) -> Faults:
        if self.end >= self.start:
            return ()
        message = f"{self.end} is before the start, {self.start}"
        hint = "put the earlier day first"
        return (Fault("end", FaultCode.CONTRADICTION, self.end, message, hint),)

    @classmethod
    def of_day(cls, day: date) -> Self:
        """The span of one day."""
        return cls(start=day, end=day)

    @classmethod
    def of_month(cls, year: int, month: int) -> Self:
        """The span of one month.

        Raises:
            InvalidValue: There is no such year or month.
        """
        raise_any(InvalidValue, _faults_of_month(year, month))
        last = calendar.monthrange(year, month)[1]
        return cls(start=date(year, month, 1), end=date(year, month, last))

    @classmethod
    def of_year(cls, year: int) -> Self:
        """The span of one year.

        Raises:
            InvalidValue: There is no such year.
        """
        raise_any(InvalidValue, _faults_of_month(year, 1))
        return cls(start=date(year, 1, 1), end=date(year, 12, 31))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The span that a canonical text stands for.

        Raises:
            InvalidValue: The text is of another form, is not the shortest for
                its span, or names a day or month that the calendar does not have.
        """
        expect_text(text)
        span = cls._read(text)
        if str(span) != text:
            hint = f"write the shortest form, {span}"
            raise InvalidValue(
                *wrong(FaultCode.SPAN, text, "says a span the long way", hint)
            )
        return span

    @classmethod
    def _read(cls, text: str) -> Self:
        start, slash, end = text.partition("/")
        if slash:
            return cls(start=parse_day(start), end=parse_day(end))
        if _YEAR.fullmatch(text):
            return cls.of_year(int(text))
        month = _MONTH.fullmatch(text)
        if month:
            return cls.of_month(int(month[1]), int(month[2]))
        if DAY.fullmatch(text):
            return cls.of_day(parse_day(text))
        hint = "write a day, a month, a year or two days: 2014-08-29, 2014-09, 2014, "
        hint += "2014-04-07/2014-04-18"
        raise InvalidValue(*wrong(FaultCode.SPAN, text, "is not a span of days", hint))

    @property
    def is_month(self) -> bool:
        """Whether this is the whole of one month."""
        return self == type(self).of_month(self.start.year, self.start.month)

    @property
    def is_year(self) -> bool:
        """Whether this is the whole of one year."""
        return self == type(self).of_year(self.start.year)

    @property
    def words(self) -> str:
        """The span in English, such as `September 2014` or `29 Aug 2014`."""
        if self.is_year:
            return str(self.start.year)
        if self.is_month:
            return f"{month_name(self.start.month)} {self.start.year}"
        if self.start == self.end:
            return short_day(self.start)
        return f"{short_day(self.start)} to {short_day(self.end)}"

    def __str__(self) -> str:
        if self.is_year:
            return f"{self.start.year:04}"
        if self.is_month:
            return f"{self.start.year:04}-{self.start.month:02}"
        if self.start == self.end:
            return self.start.isoformat()
        return f"{self.start}/{self.end}"


@attrs.frozen(kw_only=True)
class Period(Canonical):
    """A length of time, such as `P42D`, `P6W`, `P3M`, `P1Y6M`.

    It has one unit, or years and months; its text is an ISO 8601-1 duration.
    Lengths in different units are different periods, even where they come to the
    same day: `P12M` is not `P1Y`. None is longer than ten years.

    Attributes:
        years: Calendar years.
        months: Calendar months, by the corresponding-date rule.
        weeks: Weeks of seven days.
        days: Days, of which weekends and holidays are some.

    Raises:
        InvalidValue: No unit or too many are given, or it is longer than ten years.

    Example:
        >>> from datetime import date
        >>> from actionplan.periods import Counting, Period
        >>> Period.from_text("P4M").last_day(date(1978, 9, 30), Counting.AFTER)
        datetime.date(1979, 1, 30)
        >>> Period(days=56).last_day(date(2022, 12, 22), Counting.BEGINNING)
        datetime.date(2023, 2, 15)
    """

    years: int = attrs.field(default=0, metadata=checked(is_whole(0, _MOST["years"])))
    months: int = attrs.field(default=0, metadata=checked(is_whole(0, _MOST["months"])))
    weeks: int = attrs.field(default=0, metadata=checked(is_whole(0, _MOST["weeks"])))
    days: int = attrs.field(default=0, metadata=checked(is_whole(0, _MOST["days"])))

    def _own_faults(self) -> Faults:
        given = [unit for unit in _MOST if getattr(self, unit)]
        if given not in ([unit] for unit in _MOST) and given != ["years", "months"]:
            message = "a period has one unit, or years and months"
            return (
                Fault(
                    "", FaultCode.PERIOD, self._parts(), message, "write P6W or P1Y6M"
                ),
            )
        if self._months > MOST_YEARS * 12:
            message = f"a period is at most {MOST_YEARS} years long"
            return (
                Fault(
                    "", FaultCode.PERIOD, self._parts(), message, "write a shorter one"
                ),
            )
        return ()

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The period that a canonical text stands for.

        Raises:
            InvalidValue: The text is of another form, or longer than ten years.
        """
        expect_text(text)
        found = _PERIOD.fullmatch(text)
        years, amount, letter = found.groups("") if found else ("", "", "")
        if not (years or amount) or (years and letter not in ("", "M")):
            hint = "write days, weeks, months or years such as P42D, P6W, P3M, P1Y6M"
            raise InvalidValue(*wrong(FaultCode.PERIOD, text, "is not a period", hint))
        parts = {"years": int(years)} if years else {}
        if amount:
            parts[_UNITS[letter]] = int(amount)
        return cls(**parts)

    def last_day(self, start: date, counting: Counting) -> date:
        """The last day of the period, when counting starts after or with that day.

        Months have a rule of their own. *After* a day they end on the
        corresponding date, or on the last day of a month that has none.
        *Beginning* with a day they end on the day before the corresponding date,
        but where there is none on the last day of the month itself, not before it.

        Raises:
            InvalidValue: The start is no day.

        Source: Dodds v Walker [1981] UKHL (30 September and four months: 30 January).
        """
        raise_any(InvalidValue, is_day(start))
        following = self.added_to(start)
        if counting == Counting.BEGINNING and self._has_corresponding(start):
            return following - timedelta(days=1)
        return following

    def lacks_corresponding_date(self, start: date, times: int = 1) -> bool:
        """Whether the month in which the period ends has no day of that number."""
        return not self._has_corresponding(start, times)

    def _has_corresponding(self, start: date, times: int = 1) -> bool:
        if not self._months or start.day <= SHORTEST_MONTH:
            return True
        return self.added_to(start, times).day == start.day

    def added_to(self, start: date, times: int = 1) -> date:
        """The day that is so many of these periods after a day, or before it.

        They are added at once, so that a month end does not drift.

        Example:
            >>> from datetime import date
            >>> from actionplan.periods import Period
            >>> Period(months=1).added_to(date(2022, 12, 31), times=3)
            datetime.date(2023, 3, 31)
        """
        days = (7 * self.weeks + self.days) * times
        if not self._months:
            return start + timedelta(days=days)
        ended: date = start + relativedelta(months=self._months * times)
        return ended

    def times_to_reach(self, start: date, day: date) -> int:
        """How often it must be added to a day, at least once, to come to another.

        Example:
            >>> from datetime import date
            >>> from actionplan.periods import Period
            >>> Period(months=1).times_to_reach(date(2022, 12, 31), date(2023, 3, 1))
            3
        """
        times = max(1, (day - start).days // self.most_days)
        while self.added_to(start, times) < day:
            times += 1
        return times

    @property
    def most_days(self) -> int:
        """The most days that it can take."""
        return 366 * self.years + 31 * self.months + 7 * self.weeks + self.days

    @property
    def _months(self) -> int:
        return 12 * self.years + self.months

    def _parts(self) -> str:
        return ", ".join(f"{getattr(self, unit)} {unit}" for unit in _MOST)

    @property
    def words(self) -> str:
        """The period in English, such as `42 days` for six weeks."""
        counts = {
            "year": self.years,
            "month": self.months,
            "day": 7 * self.weeks + self.days,
        }
        return " and ".join(
            counted(count, unit) for unit, count in counts.items() if count
        )

    def __str__(self) -> str:
        amounts = {letter: getattr(self, unit) for letter, unit in _UNITS.items()}
        return "P" + "".join(
            f"{amount}{letter}" for letter, amount in amounts.items() if amount
        )


def to_span(value: Span | str | None) -> Span | None:
    """A span from its text; anything else as it is."""
    return read_canonical(Span, value)


def to_period(value: Period | str) -> Period:
    """A period from its text; anything else as it is."""
    return read_canonical(Period, value)


def to_counting(value: Counting | str) -> Counting:
    """The counting that a text names; anything else as it is."""
    return read_term(Counting, value)
