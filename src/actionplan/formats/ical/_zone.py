"""Times of meetings: by the clock of London where that is theirs, else in UTC."""

from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Timezone, vDDDTypes
from icalendar.cal import Component

from actionplan.formats.ical._occasions import (
    CHANGED_BY,
    LONDON,
    has_clock_of_london,
)
from actionplan.formats.ical._values import moment_value
from actionplan.meetings import ScrutinyMeeting

_LONDON = ZoneInfo(LONDON)
# A rule for each change of the clocks, at the local time before it (RFC 5545, 3.6.5).
# What icalendar would add instead, lists of days with a wrong time in spring, makes
# several programs show every winter meeting an hour early.
_VTIMEZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:STANDARD
DTSTART:19701025T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T010000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
END:VTIMEZONE
"""


def in_london(local: datetime) -> datetime:
    """The moment of a time on the clock of London."""
    return local.replace(tzinfo=_LONDON)


def london_value(local: datetime) -> vDDDTypes:
    """A time on the clock of London (RFC 5545, 3.3.5, form 3)."""
    return vDDDTypes(in_london(local))


def set_times(event: Component, meeting: ScrutinyMeeting) -> None:
    """Say when a meeting begins and ends: by the clock of London, or else in UTC.

    It is in UTC if another clock is on the wall, or if it is at night when the clocks
    change: of an hour that comes twice some programs take the first and some the
    second, and some let the change begin at midnight.
    """
    times = meeting.start, meeting.end
    is_local = has_clock_of_london(meeting.zone, meeting.day) and not any(
        map(_is_night_of_change, times)
    )
    zone = ZoneInfo(meeting.zone)
    begins, ends = (
        london_value(time) if is_local else moment_value(time.replace(tzinfo=zone))
        for time in times
    )
    event["DTSTART"], event["DTEND"] = begins, ends


def _is_night_of_change(local: datetime) -> bool:
    evening = local.replace(hour=23)
    midnight = local.replace(hour=0)
    change = in_london(midnight).utcoffset() != in_london(evening).utcoffset()
    return change and local.hour < CHANGED_BY


def timezone() -> Timezone:
    """The zone of London, for calendars with a time in it."""
    made: Timezone = Timezone.from_ical(_VTIMEZONE)  # type: ignore[assignment]
    return made
