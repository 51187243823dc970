"""Times on the clock of a room: their zone, and the hours that clocks skip."""

import functools
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from actionplan._fields import is_day
from actionplan._values import Faults, mistyped, wrong
from actionplan.errors import FaultCode

_ONE_DAY = timedelta(days=1)
# What systems add to the database: other forms of it, and the machine's own zone.
_SYSTEM_NAMES = ("Factory", "localtime", "posix", "posixrules", "right")


def is_clock_time(value: object) -> Faults:
    """Check a time as a clock on the wall shows it, without a zone."""
    if not isinstance(value, datetime):
        return mistyped("a day and time", value)
    hint = (
        "give the local time, such as datetime(2014, 9, 17, 10, 30), and the zone apart"
    )
    if value.tzinfo is not None:
        return wrong(
            FaultCode.MOMENT, value.isoformat(), "has a time zone of its own", hint
        )
    if value.second or value.microsecond or value.fold:
        return wrong(
            FaultCode.MOMENT, value.isoformat(), "is finer than a minute", hint
        )
    return is_day(value.date())


def is_zone(value: object) -> Faults:
    """Check the name of a time zone in the IANA database."""
    if type(value) is not str:
        return mistyped("the name of a time zone", value)
    hint = "use a name such as Europe/London"
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return wrong(FaultCode.ZONE, value, "is no time zone", hint)
    if value.partition("/")[0] in _SYSTEM_NAMES:
        return wrong(FaultCode.ZONE, value, "is no zone of the IANA database", hint)
    return ()


def is_skipped(local: datetime, zone: str) -> bool:
    """Whether clocks are put forward over a time, so that no clock shows it."""
    there = ZoneInfo(zone)
    again = local.replace(tzinfo=there).astimezone(UTC).astimezone(there)
    return again.replace(tzinfo=None) != local


def skipped_faults(local: datetime, zone: str, hint: str) -> Faults:
    """The fault of a time that no clock shows."""
    if not is_skipped(local, zone):
        return ()
    message = f"does not exist in {zone}: clocks go forward over it"
    return wrong(FaultCode.MOMENT, local.isoformat(" ", "minutes"), message, hint)


def days_changed(zone: str, years: Iterable[int]) -> Iterator[date]:
    """The days of some years on which clocks may skip a time."""
    return (day for year in years for day in _days_changed_in(zone, year))


@functools.cache
def _days_changed_in(zone: str, year: int) -> tuple[date, ...]:
    there = ZoneInfo(zone)
    midnight = datetime(year, 1, 1, tzinfo=there)
    offset = midnight.utcoffset()
    found: list[date] = []
    while midnight.year == year:
        day = midnight.date()
        midnight += _ONE_DAY
        before, offset = offset, midnight.utcoffset()
        if before is not None and offset is not None and before < offset:
            found += [day, midnight.date()]  # the time may go over midnight
    return tuple(found)
