"""The meetings around one, and the days that they give a paper."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from actionplan._diary import meetings_between
from actionplan._fields import FIRST_YEAR, LAST_YEAR
from actionplan.meetings import (
    PAPERS,
    AnyMeeting,
    ScrutinyMeeting,
    occurrence_named,
)
from actionplan.periods import Counting, Period
from actionplan.register import Register
from actionplan.working_days import AnyCalendar

_QUARTER = Period(months=3)
_DAY = timedelta(days=1)
_FIRST, _LAST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
# How far other meetings are looked for: further and further, to the end of all days.
_REACHES = tuple(timedelta(days=400 * 2**doublings) for doublings in range(12))

Neighbours = tuple[ScrutinyMeeting | None, ScrutinyMeeting | None]


def neighbours(
    register: Register, meeting: ScrutinyMeeting, previous: str | None
) -> Neighbours:
    """The meetings before and after one: of its series, else of the same body.

    Raises:
        UnknownName: There is no meeting before it of the name that is given.
    """
    mine = [one for one in register.meetings if one.body == meeting.body]
    found = occurrence_named({one.id: one for one in mine}, meeting.id)
    own: list[AnyMeeting] = [found[0]] if found else []
    after = _after(meeting, own) or _after(meeting, mine)
    if previous is not None:
        return register.meeting(previous), after
    return _before(meeting, own) or _before(meeting, mine), after


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


def _before(meeting: ScrutinyMeeting, held: list[AnyMeeting]) -> ScrutinyMeeting | None:
    for reach in _REACHES if held else ():
        start = meeting.day - min(reach, meeting.day - _FIRST)
        found = meetings_between(held, start, meeting.day)
        before = [one for one in found if one.starts < meeting.starts]
        if before:
            return before[-1]
    return None


def _after(meeting: ScrutinyMeeting, held: list[AnyMeeting]) -> ScrutinyMeeting | None:
    for reach in _REACHES if held else ():
        end = meeting.day + min(reach, _LAST - meeting.day)
        found = meetings_between(held, meeting.day, end)
        after = [one for one in found if one.starts > meeting.starts]
        if after:
            return after[0]
    return None
