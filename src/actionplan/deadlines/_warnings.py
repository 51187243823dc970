"""What a reader should know about a last day besides the day itself."""

import contextlib
from collections.abc import Iterator
from datetime import date

from actionplan._days import day_text, short_day
from actionplan.errors import BeyondHorizon
from actionplan.working_days import (
    ANY_UK,
    WEEKEND,
    WorkingCalendar,
    WorkingDays,
    is_weekend,
    resting_divisions,
)


def rest_warnings(day: date, days: WorkingDays | None) -> Iterator[str]:
    """A warning when a last day is no working day, with the working day before it.

    Without a calendar, it names the parts of the United Kingdom that rest.
    """
    try:
        reason = _reason_by(days, day) if days else _reason_in_the_uk(day)
    except BeyondHorizon as error:
        yield error.faults[0].message
        return
    if not reason:
        return
    with contextlib.suppress(BeyondHorizon):
        before = (days or WorkingCalendar.named(ANY_UK)).working_before(day)
        reason += f"; the working day before it is {day_text(before)}"
    yield f"{short_day(day)} is {reason}"


def _reason_by(days: WorkingDays, day: date) -> str:
    if days.is_working(day):
        return ""
    rest = WEEKEND.get(day.weekday(), "bank holiday")
    return f"a {rest} ({days.name})"


def _reason_in_the_uk(day: date) -> str:
    if is_weekend(day):
        return f"a {WEEKEND[day.weekday()]}"
    resting = resting_divisions(day)
    if not resting:
        return ""
    places = " and ".join(filter(None, [", ".join(resting[:-1]), resting[-1]]))
    return f"a bank holiday in {places}"


def provisional_warnings(day: date, days: WorkingDays) -> Iterator[str]:
    """A warning when bank holidays of that year may still be proclaimed or moved."""
    if days.as_of is not None and day.year > days.as_of.year:
        known = f"as known on {short_day(days.as_of)}"
        yield f"bank holidays of {day.year} may still change: {days.name} is {known}"
