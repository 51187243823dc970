"""Exceptions from the rule of a series: what is cancelled and what is moved."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

import attrs

from actionplan._days import day_text
from actionplan._fields import MAYBE_TEXT, X, is_day, to_json_map
from actionplan._values import NOTHING, Value, checked
from actionplan.errors import Fault, FaultCode
from actionplan.meetings._meeting import CLOCK_TIME, end_faults, gap_faults


@attrs.frozen(kw_only=True)
class MovedMeeting(Value):
    """A meeting of a series that is held at another time, or in another place.

    Attributes:
        day: The day on which the rule has it.
        start: When it begins instead, by the local clock.
        end: When it ends instead.
        place: Where it is held, if not where the others are.
        x: Whatever the caller wants to keep with it.

    Raises:
        InvalidValue: A field is faulty, or the end is not after the start.

    Example:
        >>> from datetime import date, datetime
        >>> from actionplan.meetings import MovedMeeting
        >>> moved = MovedMeeting(
        ...     day=date(2014, 12, 10),
        ...     start=datetime(2014, 12, 17, 10, 0),
        ...     end=datetime(2014, 12, 17, 12, 0),
        ... )
        >>> (moved.start.date() - moved.day).days
        7
    """

    day: date = attrs.field(metadata=checked(is_day))
    start: datetime = attrs.field(metadata=CLOCK_TIME)
    end: datetime = attrs.field(metadata=CLOCK_TIME)
    place: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )

    def _own_faults(self) -> Iterator[Fault]:
        return end_faults(self.start, self.end)


def exception_faults(
    cancelled: Iterable[date], moved: Iterable[MovedMeeting], zone: str
) -> Iterator[Fault]:
    """What is moved twice, or is cancelled too, or moved to a time no clock shows."""
    seen = set(cancelled)
    for number, held in enumerate(moved):
        place = f"moved[{number}]"
        if held.day in seen:
            message = (
                f"the meeting of {day_text(held.day)} is cancelled or moved already"
            )
            hint = "say once what became of it"
            yield Fault(
                f"{place}.day", FaultCode.CONTRADICTION, held.day, message, hint
            )
        seen.add(held.day)
        faults = gap_faults(held.start, held.end, zone)
        yield from (fault.within(place) for fault in faults)


def placed_days(
    cancelled: Iterable[date], moved: Iterable[MovedMeeting]
) -> Iterator[tuple[str, date]]:
    """Every day of the rule that is excepted, with its place."""
    for number, day in enumerate(cancelled):
        yield f"cancelled[{number}]", day
    for number, held in enumerate(moved):
        yield f"moved[{number}].day", held.day
