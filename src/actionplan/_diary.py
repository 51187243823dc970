"""The meetings of a register in time: by id, between two days, and the next one."""

import contextlib
import functools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from actionplan._days import parse_day
from actionplan._index import near
from actionplan.errors import (
    Fault,
    FaultCode,
    InvalidValue,
    UnknownName,
    raise_any,
    shown,
)
from actionplan.meetings import (
    AnyMeeting,
    MeetingSeries,
    ScrutinyMeeting,
    occurrence_named,
    range_faults,
)

_MONTH = timedelta(days=31)

Meetings = Mapping[str, AnyMeeting]


class Diary:
    """The next meeting after a day, whichever it is; nothing is counted until asked."""

    def __init__(self, meetings: Iterable[AnyMeeting]) -> None:
        self._meetings = meetings
        self._found: dict[date, date | None] = {}

    def next_after(self, day: date) -> date | None:
        """The first day after a day on which a meeting begins, if there is one."""
        if day not in self._found:
            self._found[day] = min(self._candidates(day), default=None)
        return self._found[day]

    def _candidates(self, day: date) -> list[date]:
        place = bisect_right(self._single_days, day)
        following = (series.next_after(day) for series in self._series)
        return [
            *self._single_days[place : place + 1],
            *(found for found in following if found is not None),
        ]

    @functools.cached_property
    def _single_days(self) -> list[date]:
        return sorted(
            one.day for one in self._meetings if isinstance(one, ScrutinyMeeting)
        )

    @functools.cached_property
    def _series(self) -> list[MeetingSeries]:
        return [one for one in self._meetings if isinstance(one, MeetingSeries)]


def meeting_named(meetings: Meetings, name: str) -> ScrutinyMeeting:
    """The meeting of that id, or the one of a series.

    Raises:
        UnknownName: There is none, it is cancelled, or the id is that of a series.
    """
    occurrence = occurrence_named(meetings, name)
    if occurrence is None:
        found = meetings.get(name)
    else:
        series, day = occurrence
        found = series.meeting(day)
    if isinstance(found, ScrutinyMeeting):
        return found
    raise UnknownName(_no_meeting(meetings, name, is_cancelled=occurrence is not None))


def _no_meeting(meetings: Meetings, name: str, *, is_cancelled: bool) -> Fault:
    series = meetings.get(name)
    if series is not None:
        message = f"{shown(name)} is a series of meetings"
        hint = f"ask for one of them, such as {f'{name}/{series.day}'!r}"
    elif is_cancelled:
        message = f"the meeting {shown(name)} is cancelled"
        hint = "ask for one that is held; see `meetings_between`"
    else:
        message = f"there is no meeting {shown(name)}"
        hint = near(name, _names_like(meetings, name))
        hint = hint or "see `meetings_between` for those of some days"
    return Fault("", FaultCode.UNKNOWN_NAME, name, message, hint)


def _names_like(meetings: Meetings, name: str) -> Iterator[str]:
    """The ids of meetings, and those of a series around the day that is named."""
    text = name.rpartition("/")[2]
    for known, one in meetings.items():
        yield known
        if isinstance(one, MeetingSeries):
            with contextlib.suppress(InvalidValue, OverflowError):  # it is no day
                day = parse_day(text)
                around = one.occurrences(day - _MONTH, day + _MONTH)
                yield from (
                    f"{known}/{near_day}"
                    for near_day in around
                    if near_day not in one.cancelled
                )


def meetings_between(
    meetings: Iterable[AnyMeeting], start: date, end: date
) -> tuple[ScrutinyMeeting, ...]:
    """The meetings that begin from a day to a day, both included, the earliest first.

    Raises:
        InvalidValue: One is no day, or the end is before the start.
    """
    raise_any(InvalidValue, range_faults(start, end))
    found: list[ScrutinyMeeting] = []
    for one in meetings:
        if isinstance(one, MeetingSeries):
            found += one.meetings(start, end)
        elif start <= one.day <= end:
            found.append(one)
    return tuple(sorted(found, key=lambda one: (one.starts, one.id)))
