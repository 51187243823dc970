"""Days as text: `2014-08-29` in documents, `Fri 29 Aug 2014` for people."""

import re
from datetime import date

from actionplan._values import wrong
from actionplan.errors import FaultCode, InvalidValue

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def counted(number: int, noun: str) -> str:
    """A number of things: `1 day`, `2 days`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def day_text(day: date) -> str:
    """A day in English, whatever the locale: `Fri 29 Aug 2014`."""
    return f"{WEEKDAYS[day.weekday()]} {short_day(day)}"


def short_day(day: date) -> str:
    """A day in English without its weekday: `29 Aug 2014`."""
    return f"{day.day} {month_name(day.month)[:3]} {day.year}"


def full_day(day: date) -> str:
    """A day in English as letters and papers write it: `29 August 2014`."""
    return f"{day.day} {month_name(day.month)} {day.year}"


def month_name(month: int) -> str:
    """The English name of a month, whatever the locale."""
    return MONTHS[month - 1]


def parse_day(text: str) -> date:
    """The day that `YYYY-MM-DD` names, and no other form.

    Raises:
        InvalidValue: The text is of another form, or there is no such day.
    """
    found = DAY.fullmatch(text)
    if found is None:
        hint = "write it as YYYY-MM-DD, such as 2014-08-29"
        raise InvalidValue(*wrong(FaultCode.DATE, text, "is not a day", hint))
    try:
        return date(*map(int, found.groups()))
    except ValueError as error:
        hint = "write a day that the calendar has"
        message = f"is no day of the calendar ({error})"
        raise InvalidValue(*wrong(FaultCode.DATE, text, message, hint)) from None
