"""The meetings around one, and the days that they give a paper."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from actionplan._diary import meetings_between
from actionplan._fields import FIRST_YEAR, LAST_YEAR
from actionplan.meetings import (
    PAPERS,
    AnyMeeting,
    MeetingSeries,
    ScrutinyMeeting,
    occurrence_named,
)
from actionplan.periods import Counting, Period
from actionplan.register import Register
from actionplan.working_days import AnyCalendar

_QUARTER = Period(months=3)
_DAY = timedelta(days=1)
_NEAR = timedelta(days=1200)  # how far other meetings are looked for
_FIRST, _LAST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)

Neighbours = tuple[ScrutinyMeeting | None, ScrutinyMeeting | None]


def neighbours(register: Register, meeting: ScrutinyMeeting) -> Neighbours:
    """The meetings before and after one: of its series, else of the same body."""
    known = {one.id: one for one in register.meetings}
    series = _series_of(known, meeting)
    held = _held_by(register, meeting)
    own = [one for one in held if series and _series_of(known, one) is series]
    (before, after), (other_before, other_after) = (
        _around(meeting, meetings) for meetings in (own, held)
    )
    return before or other_before, after or other_after


def papers_day(meeting: ScrutinyMeeting, calendar: AnyCalendar | None) -> date:
    """The day on which the papers of a meeting are due, else that of the meeting."""
    due = meeting.preparations_due(calendar=calendar).get(PAPERS)
    return due.day if due else meeting.day


def last_day(meeting: ScrutinyMeeting, following: ScrutinyMeeting | None) -> date:
    """The day before the next meeting, else three months after this one."""
    if following is not None and following.day > meeting.day:
        return following.day - _DAY
    return _QUARTER.last_day(meeting.day, Counting.AFTER)


def end_of(day: date, meeting: ScrutinyMeeting) -> datetime:
    """The last moment of a day, by the clock in the room."""
    return datetime.combine(day, time.max, ZoneInfo(meeting.zone))


def _around(meeting: ScrutinyMeeting, held: list[ScrutinyMeeting]) -> Neighbours:
    before = [one for one in held if one.starts < meeting.starts]
    after = [one for one in held if one.starts > meeting.starts]
    return (before[-1] if before else None), (after[0] if after else None)


def _held_by(register: Register, meeting: ScrutinyMeeting) -> list[ScrutinyMeeting]:
    """The meetings that the same body holds in the years around one, in order."""
    start = max(meeting.day, _FIRST + _NEAR) - _NEAR
    end = min(meeting.day, _LAST - _NEAR) + _NEAR
    mine = (one for one in register.meetings if one.body == meeting.body)
    return list(meetings_between(mine, start, end))


def _series_of(
    known: Mapping[str, AnyMeeting], meeting: ScrutinyMeeting
) -> MeetingSeries | None:
    found = occurrence_named(known, meeting.id)
    return found[0] if found else None
