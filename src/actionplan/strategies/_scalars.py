"""Strategies for the small values: texts, days, moments, ids and names."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

NASTY_TEXTS = (
    "a\r\nb",  # a line of its own to a reader of lines
    "a\tb",
    "\x00",
    "\x1b[31mred",  # paints a terminal
    "a\u2028b",  # ends a line of JavaScript, and of `str.splitlines`
    "\ufeff",  # a byte order mark, and nothing that shows
    "'\"\\",
    "a;b,c:d",  # what iCalendar and CSV divide by
    "=1+1",  # a formula to a spreadsheet
    "<b>&amp;</b>",
    "|`*_[a](b)#",
    "C:\\New",
    "null",
    " a ",
    "\u202egnp",  # right to left
    "e\u0301",  # one letter, in two
    "\U0001f46e\u200d\u2642\ufe0f",  # one picture, in four
    "\u0130",  # longer in lower case
    "long" * 40,  # one word
)
NASTY_DAYS = (
    date(1800, 1, 1),  # the first that the library takes
    date(1900, 2, 28),  # in no leap year
    date(2000, 2, 29),
    date(2014, 3, 30),  # has no half past one at night in London
    date(2014, 8, 31),  # has no day of that number a month later
    date(2014, 10, 26),  # has it twice
    date(2015, 1, 1),
    date(2015, 12, 31),
    date(2016, 2, 29),
    date(2022, 11, 30),
    date(2024, 2, 28),
    date(2999, 12, 31),  # the last
)
MOST_CHARACTERS = 12
FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2999, 12, 31)

_NASTY_TIMES = (time(0), time(9, 30), time(23, 59, 59, 999999))
_ANY_CHARACTER = st.characters(exclude_categories=["Cs"])
_PLAIN_CHARACTERS = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,-'()"
)
_GRAMMAR = ("working", "until", "complete")
_SEGMENT = r"[A-Za-z0-9][A-Za-z0-9._-]{0,6}"


def texts(*, nasty: bool = True, max_size: int | None = None) -> SearchStrategy[str]:
    """A text that is not blank.

    Args:
        nasty: Whether it can be of any characters, or one of `NASTY_TEXTS`; else it
            is of ASCII letters and digits, spaces and a few points.
        max_size: The most characters. Without it, 12, and some of `NASTY_TEXTS` have
            more.

    Example:
        >>> from hypothesis import find
        >>> from actionplan.strategies import texts
        >>> find(texts(nasty=False), lambda text: " " in text).isascii()
        True
    """
    most = MOST_CHARACTERS if max_size is None else max_size
    characters = _ANY_CHARACTER if nasty else st.sampled_from(_PLAIN_CHARACTERS)
    made = st.text(characters, min_size=1, max_size=most).filter(_has_ink)
    short = [text for text in NASTY_TEXTS if max_size is None or len(text) <= max_size]
    return made | st.sampled_from(short) if nasty else made


def _has_ink(text: str) -> bool:
    return bool(text.strip())


def days(
    min_value: date = date(2013, 1, 1), max_value: date = date(2016, 12, 31)
) -> SearchStrategy[date]:
    """A day of a few years, so that days of different draws have to do with each other.

    Args:
        min_value: The first day; 1 January 1800 is the first that the library takes.
        max_value: The last day; 31 December 2999 is the last that the library takes.

    Example:
        >>> from datetime import date
        >>> from hypothesis import find
        >>> from actionplan.strategies import days
        >>> find(days(), lambda day: day > date(2014, 8, 29)).year < 2017
        True
    """
    nasty = [day for day in NASTY_DAYS if min_value <= day <= max_value]
    made = st.dates(min_value, max_value)
    return made | st.sampled_from(nasty) if nasty else made


def moments(days: SearchStrategy[date] | None = None) -> SearchStrategy[datetime]:
    """A moment in UTC, of those at which entries are recorded.

    Args:
        days: The days on which it can be; those of `days()` by default.

    Example:
        >>> from hypothesis import find
        >>> from actionplan.strategies import moments
        >>> str(find(moments(), lambda moment: moment.hour == 9).tzinfo)
        'UTC'
    """
    times = st.sampled_from(_NASTY_TIMES) | st.times()
    return st.builds(_moment, _ANY_DAYS if days is None else days, times)


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, UTC)


_ANY_DAYS = days()


def names() -> SearchStrategy[str]:
    """A name, as of an anchor, a calendar or a regime: `case-closed`.

    Example:
        >>> from hypothesis import find
        >>> from actionplan.strategies import names
        >>> find(names(), lambda name: "-" in name).islower()
        True
    """
    made = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
    return made.filter(lambda name: name not in _GRAMMAR)


def body_ids() -> SearchStrategy[str]:
    """An id that a body can have, which has no `/`.

    Example:
        >>> from hypothesis import find
        >>> from actionplan.strategies import body_ids
        >>> "/" in find(body_ids(), lambda name: "-" in name)
        False
    """
    return st.from_regex(_SEGMENT, fullmatch=True)


def ids() -> SearchStrategy[str]:
    """An id that anything but a body can have: `norfolk-2014/1`.

    Example:
        >>> from hypothesis import find
        >>> from actionplan.strategies import ids
        >>> find(ids(), lambda name: "/" in name).isascii()
        True
    """
    return st.lists(body_ids(), min_size=1, max_size=3).map("/".join)


def json_values() -> SearchStrategy[Any]:
    """Anything that JSON can hold, not deep: what callers keep in `x`.

    Example:
        >>> from hypothesis import find
        >>> from actionplan.strategies import json_values
        >>> len(find(json_values(), lambda value: isinstance(value, list) and value))
        1
    """
    scalars: SearchStrategy[Any] = (
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(_ANY_CHARACTER, max_size=5)
    )
    return st.recursive(
        scalars,
        lambda inner: (
            st.lists(inner, max_size=2) | st.dictionaries(texts(), inner, max_size=2)
        ),
        max_leaves=4,
    )


def own() -> SearchStrategy[Mapping[str, Any]]:
    """An object of a caller's own: what the field `x` of every value takes.

    Example:
        >>> from hypothesis import find
        >>> from actionplan.strategies import own
        >>> len(find(own(), bool))
        1
    """
    return st.dictionaries(texts(), json_values(), max_size=1)
