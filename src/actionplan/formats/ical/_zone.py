"""Times of meetings: by the clock of London where that is theirs, else in UTC."""

from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Timezone, vDDDTypes

from actionplan.formats.ical._occasions import LONDON, has_clock_of_london
from actionplan.formats.ical._values import moment_value

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


def time_value(local: datetime, zone: str) -> vDDDTypes:
    """A time on a clock: as it stands there if that is London's, else in UTC."""
    if has_clock_of_london(zone, local.date()):
        return london_value(local)
    return moment_value(local.replace(tzinfo=ZoneInfo(zone)))


def timezone() -> Timezone:
    """The zone of London, for calendars with a time in it."""
    made: Timezone = Timezone.from_ical(_VTIMEZONE)  # type: ignore[assignment]
    return made
