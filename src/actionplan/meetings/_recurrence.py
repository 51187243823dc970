"""Rules of recurrence: on which days the meetings of a series are held.

The notation is that of RFC 5545, 3.3.10, cut down to what calendar programs expand
alike. Thousands of rules were given to five of them: with BYMONTH in a rule by the
month, with BYSETPOS over BYMONTHDAY, with BYDAY beside BYMONTHDAY, or with a day that
a month of the year does not have, they name different days. Where the RFC lets a rule
lean on the first meeting, the rule here must say itself on which days it falls.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Any, Self, TypeVar

import attrs

from actionplan._days import parse_day
from actionplan._fields import (
    as_tuple,
    each,
    is_day,
    is_term,
    is_whole,
    optional,
    read_canonical,
    read_term,
)
from actionplan._values import (
    Canonical,
    Check,
    Faults,
    checked,
    expect_text,
    mistyped,
    wrong,
)
from actionplan.errors import Fault, FaultCode, InvalidValue, raise_any

T = TypeVar("T")

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SHORTEST = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # without 29 February
MOST_MEETINGS, MOST_PERIODS, LONGEST_MONTH, MOST_WEEKS = 1000, 99, 31, 5

_WEEKDAY = re.compile(rf"(-?[1-{MOST_WEEKS}])?({'|'.join(WEEKDAYS)})")
_NUMBER = re.compile(r"[+-]?[0-9]{1,4}")
_LAST_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_EXAMPLE = "write one such as FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE;UNTIL=20151231"
_HINTS = {
    "WKST": "leave it out: weeks begin on Monday",
    "BYHOUR": "leave it out: meetings are at the time of the first",
    "BYMINUTE": "leave it out: meetings are at the time of the first",
    "BYSECOND": "leave it out: meetings are at the time of the first",
    "BYYEARDAY": "write BYMONTH with BYMONTHDAY",
    "BYWEEKNO": "write BYMONTH with BYDAY",
    "RSCALE": "leave it out: days are those of the Gregorian calendar",
    "SKIP": "leave it out; BYMONTHDAY=-1 is the last day of every month",
}


class Frequency(StrEnum):
    """What a rule counts: weeks, months or years.

    Example:
        >>> from actionplan.meetings import Frequency
        >>> Frequency("MONTHLY").name
        'MONTHLY'
    """

    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


def _to_frequency(value: Frequency | str) -> Frequency:
    return read_term(Frequency, value)


def _sorted(values: Iterable[T], key: Callable[[Any], Any]) -> tuple[T, ...]:
    members = as_tuple(values)
    try:
        return tuple(sorted(members, key=key))
    except (TypeError, AttributeError):  # what has no place, the check names
        return members


def _from_start(number: int) -> tuple[bool, int]:
    """Counted from the start first, and then counted from the end."""
    return number < 0, number


def _to_numbers(values: Iterable[int]) -> tuple[int, ...]:
    return _sorted(values, _from_start)


def _to_weekdays(values: Iterable[str]) -> tuple[str, ...]:
    return _sorted(values, _place_of)


def _place_of(weekday: str) -> tuple[bool, int, str]:
    found = _WEEKDAY.fullmatch(weekday)
    if found is None:
        return False, 0, weekday
    return *_from_start(int(found[1] or 0)), str(WEEKDAYS.index(found[2]))


def _is_weekday(value: object) -> Faults:
    if type(value) is not str:
        return mistyped("a day of the week", value)
    if not _WEEKDAY.fullmatch(value):
        hint = "write MO, TU, WE, TH, FR, SA or SU; 2WE is the second, -1WE the last"
        return wrong(FaultCode.TERM, value, "is no day of the week", hint)
    return ()


def _is_counted(most: int) -> Check:
    """A check of a number that counts from the start, or below 0 from the end."""

    def check_counted(value: Any) -> Faults:
        if value == 0:
            hint = "count from 1, or from -1 for the last"
            return wrong(FaultCode.RANGE, value, "counts nothing", hint)
        return is_whole(-most, most)(value)

    return check_counted


@attrs.frozen(kw_only=True)
class Recurrence(Canonical):
    """On which days meetings are held, in the notation of an RRULE of RFC 5545.

    The canonical text is `FREQ`, then what is given of `INTERVAL`, `BYDAY`,
    `BYMONTHDAY`, `BYMONTH`, `BYSETPOS`, and `COUNT` or `UNTIL`, in this order, so
    that equal rules are equal text. It says by itself on which days it falls:

    - by the week: `BYDAY` with days of the week;
    - by the month: `BYDAY`, with their number or with `BYSETPOS`, or `BYMONTHDAY`;
    - by the year: the same in the months of `BYMONTH`, but with `BYSETPOS` in one
      month alone, and with `BYMONTHDAY` on days that each of them has every year.

    A month without such a day has no meeting: by the month, `BYMONTHDAY=31` skips
    every shorter one. For the last day of every month write `BYMONTHDAY=-1`.

    Attributes:
        frequency: Weeks, months or years.
        interval: Every so many of them, from that of the first meeting.
        by_day: Days of the week, such as `WE`; by the month or year also with their
            number in the month: `2WE` is its second Wednesday, `-1FR` its last
            Friday.
        by_month_day: Days of the month; by the month also from its end, `-1`.
        by_month: Months, 1 to 12.
        by_set_pos: Which one of the days that `by_day` gives in a month; `-1` is the
            last of them.
        count: How many meetings there are, with those that are cancelled.
        until: The last day on which there may be one, that day included.

    Raises:
        InvalidValue: A field is faulty, the rule leaves open on which days it falls,
            or programs would differ about it.

    Source: RFC 5545, 3.3.10.

    Example:
        >>> from actionplan.meetings import Recurrence
        >>> rule = Recurrence.from_text("FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE")
        >>> rule.interval, rule.by_day
        (3, ('2WE',))
        >>> print(Recurrence(frequency="WEEKLY", by_day=["TH", "TU"], count=8))
        FREQ=WEEKLY;BYDAY=TU,TH;COUNT=8
    """

    frequency: Frequency = attrs.field(
        converter=_to_frequency, metadata=checked(is_term(Frequency))
    )
    interval: int = attrs.field(default=1, metadata=checked(is_whole(1, MOST_PERIODS)))
    by_day: tuple[str, ...] = attrs.field(
        default=(),
        converter=_to_weekdays,
        metadata=checked(each(_is_weekday, distinct=True)),
    )
    by_month_day: tuple[int, ...] = attrs.field(
        default=(),
        converter=_to_numbers,
        metadata=checked(each(_is_counted(LONGEST_MONTH), distinct=True)),
    )
    by_month: tuple[int, ...] = attrs.field(
        default=(),
        converter=_to_numbers,
        metadata=checked(each(is_whole(1, 12), distinct=True)),
    )
    by_set_pos: int | None = attrs.field(
        default=None, metadata=checked(optional(_is_counted(LONGEST_MONTH)))
    )
    count: int | None = attrs.field(
        default=None, metadata=checked(optional(is_whole(1, MOST_MEETINGS)))
    )
    until: date | None = attrs.field(default=None, metadata=checked(optional(is_day)))

    def _own_faults(self) -> Iterator[Fault]:
        if self.frequency is Frequency.WEEKLY:
            yield from self._faults_by_the_week()
        else:
            yield from self._faults_in_a_month()
        if self.frequency is Frequency.YEARLY:
            yield from self._faults_in_months()
        if self.frequency is Frequency.MONTHLY and self.by_month:
            yield _differing("by_month", self.by_month, "write FREQ=YEARLY")
        if self.count is not None and self.until is not None:
            message = "a rule ends by COUNT or by UNTIL, and not by both"
            yield _clash("until", self.until, message, "keep one of them")

    def _faults_by_the_week(self) -> Iterator[Fault]:
        if not self.by_day:
            yield _lacking("by_day", "say on which days of the week: BYDAY=WE")
        for day in self._numbered:
            hint = f"write FREQ=MONTHLY;BYDAY={day}, or leave the number out"
            yield _clash("by_day", day, f"a week has no {day}", hint)
        for name in ("by_month_day", "by_month", "by_set_pos"):
            if getattr(self, name):
                message = "a rule by the week has only days of the week"
                hint = "write FREQ=MONTHLY or FREQ=YEARLY, or leave this out"
                yield _clash(name, getattr(self, name), message, hint)

    def _faults_in_a_month(self) -> Iterator[Fault]:
        if not (self.by_day or self.by_month_day):
            hint = "say on which days of the month: BYDAY=2WE, or BYMONTHDAY=15"
            yield _lacking("by_day", hint)
        if self.by_day and self.by_month_day:
            hint = "keep BYDAY or BYMONTHDAY"
            yield _differing("by_month_day", self.by_month_day, hint)
        if self._numbered and len(self._numbered) < len(self.by_day):
            message = "some days have a number and some have none"
            yield _clash("by_day", self.by_day, message, "make two series of them")
        if self.by_set_pos and self._numbered:
            message = f"{self._numbered[0]} is one day of a month already"
            hint = "leave out its number, or BYSETPOS"
            yield _clash("by_set_pos", self.by_set_pos, message, hint)
        if self.by_set_pos and self.by_month_day:
            hint = "leave it out; BYMONTHDAY=-1 is the last day of every month"
            yield _differing("by_set_pos", self.by_set_pos, hint)

    def _faults_in_months(self) -> Iterator[Fault]:
        if not self.by_month:
            yield _lacking("by_month", "say in which months: BYMONTH=3,9")
        if self.by_set_pos and len(self.by_month) > 1:
            hint = "make a series for each month"
            yield _differing("by_set_pos", self.by_set_pos, hint)
        shortest = min((_SHORTEST[month - 1] for month in self.by_month), default=0)
        for day in self.by_month_day if shortest else ():
            if not 1 <= day <= shortest:
                hint = f"write FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY={day} for one month"
                yield _differing("by_month_day", day, hint)

    @property
    def _numbered(self) -> list[str]:
        return [day for day in self.by_day if day not in WEEKDAYS]

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The rule that a canonical text stands for.

        Raises:
            InvalidValue: The text is no rule, has a part that programs do not
                expand alike, or is not canonical; the hint says what is.
        """
        expect_text(text)
        parts, faults = _read(text)
        raise_any(InvalidValue, faults)
        try:
            rule = cls(**parts)
        except InvalidValue as error:
            raise InvalidValue(*map(_by_key, error.faults)) from None
        if str(rule) != text:
            hint = f"write {rule}"
            raise InvalidValue(
                *wrong(FaultCode.RECURRENCE, text, "is not canonical", hint)
            )
        return rule

    def __str__(self) -> str:
        given = {key: getattr(self, name) for key, (name, _) in _PARTS.items()}
        given["INTERVAL"] = self.interval if self.interval > 1 else None
        return ";".join(
            f"{key}={_written(value)}" for key, value in given.items() if value
        )


def to_recurrence(value: Recurrence | str) -> Recurrence:
    """A rule from its canonical text; anything else as it is."""
    return read_canonical(Recurrence, value)


# The text of a rule


def _number(text: str) -> int | str:
    return int(text) if _NUMBER.fullmatch(text) else text


def _day(text: str) -> date:
    found = _LAST_DAY.fullmatch(text)
    if found is None:
        hint = "write the day alone, as UNTIL=20151231; that day is included"
        raise InvalidValue(*wrong(FaultCode.DATE, text, "is not a day", hint))
    return parse_day("-".join(found.groups()))


def _list_of(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: [read(member) for member in text.split(",")]


_PARTS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "FREQ": ("frequency", str),
    "INTERVAL": ("interval", _number),
    "BYDAY": ("by_day", _list_of(lambda text: text.removeprefix("+"))),
    "BYMONTHDAY": ("by_month_day", _list_of(_number)),
    "BYMONTH": ("by_month", _list_of(_number)),
    "BYSETPOS": ("by_set_pos", _number),
    "COUNT": ("count", _number),
    "UNTIL": ("until", _day),
}


def _read(text: str) -> tuple[dict[str, Any], list[Fault]]:
    """The fields that a text gives in any order and case, and what is wrong with it."""
    parts: dict[str, Any] = {}
    faults: list[Fault] = []
    for piece in text.upper().removeprefix("RRULE:").split(";"):
        key, sign, value = piece.partition("=")
        if not (sign and key.isalpha() and text.isascii()):
            message = "is not a rule of recurrence"
            return {}, [*wrong(FaultCode.RECURRENCE, text, message, _EXAMPLE)]
        name, read = _PARTS.get(key, ("", str))
        if not name or name in parts:
            faults += _out_of_place(key)
            continue
        try:
            parts[name] = read(value)
        except InvalidValue as error:
            faults += [fault.within(key) for fault in error.faults]
    if "frequency" not in parts:
        faults.append(_by_key(_lacking("frequency", _EXAMPLE)))
    return parts, faults


def _out_of_place(key: str) -> Faults:
    if key in _PARTS:
        return wrong(FaultCode.REPEATED_KEY, key, "is given twice", "keep one of them")
    hint = _HINTS.get(key) or f"use {', '.join(_PARTS)}"
    return wrong(FaultCode.RECURRENCE, key, "cannot be part of a rule here", hint)


def _written(value: Any) -> str:
    match value:
        case tuple():
            return ",".join(map(str, value))
        case date():
            return value.isoformat().replace("-", "")
        case _:
            return str(value)


# Faults


def _lacking(name: str, hint: str) -> Fault:
    return Fault(name, FaultCode.REQUIRED, None, "is missing", hint)


def _clash(name: str, value: object, message: str, hint: str) -> Fault:
    return Fault(name, FaultCode.CONTRADICTION, value, message, hint)


def _differing(name: str, value: object, hint: str) -> Fault:
    message = "calendar programs differ about the days that this gives"
    return _clash(name, value, message, hint)


def _by_key(fault: Fault) -> Fault:
    """A fault of a field as one of the part of the text that gives it."""
    name, bracket, rest = fault.path.partition("[")
    key = next(key for key, (field, _) in _PARTS.items() if field == name)
    return attrs.evolve(fault, path=f"{key}{bracket}{rest}")
