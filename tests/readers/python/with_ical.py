"""ical, the reader of Home Assistant."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from ical.calendar_stream import IcsCalendarStream

from lines import Plain, inside, item, serve, when


def read(ics: str, start: date, end: date) -> Iterator[Plain]:
    """Events of the window, and every to-do."""
    calendar = IcsCalendarStream.calendar_from_ics(ics)
    first, last = (datetime.combine(day, time(), UTC) for day in (start, end))
    events = calendar.timeline_tz(UTC).overlapping(first, last)
    yield from inside(
        (_item("event", event, event.end) for event in events), start, end
    )
    for todo in calendar.todos:
        yield _item("todo", todo, todo.due)


def _item(kind: str, part: Any, end: Any) -> Plain:
    return item(
        kind,
        part.uid,
        start=when(part.dtstart),
        end=when(end),
        summary=part.summary,
        description=part.description,
        location=part.location,
        status=part.status.value if part.status else None,
        percent=getattr(part, "percent", None),
        sequence=part.sequence,
        alarms=[alarm.trigger.total_seconds() // 60 for alarm in part.alarm or []]
        if kind == "event"
        else [alarm.trigger.total_seconds() // 60 for alarm in part.alarms or []],
    )


serve(read)
