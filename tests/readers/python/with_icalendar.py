"""icalendar, with recurring-ical-events for the rules."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import recurring_ical_events
from icalendar import Calendar

from lines import Plain, inside, item, serve, when


def read(ics: str, start: date, end: date) -> Iterator[Plain]:
    """Events of the window, and every to-do."""
    calendar = Calendar.from_ical(ics)
    faults = [fault for part in calendar.walk() for fault in part.errors]
    if faults:
        raise ValueError(faults)
    events = recurring_ical_events.of(calendar).between(start, end)
    yield from inside((_item("event", event, "DTEND") for event in events), start, end)
    for todo in calendar.todos:
        yield _item("todo", todo, "DUE")


def _item(kind: str, part: Any, end: str) -> Plain:
    return item(
        kind,
        part["UID"],
        start=_time(part, "DTSTART"),
        end=_time(part, end),
        summary=_text(part, "SUMMARY"),
        description=_text(part, "DESCRIPTION"),
        location=_text(part, "LOCATION"),
        status=_text(part, "STATUS"),
        percent=part.get("PERCENT-COMPLETE"),
        sequence=part.get("SEQUENCE"),
        alarms=[
            alarm["TRIGGER"].dt.total_seconds() // 60 for alarm in part.walk("VALARM")
        ],
    )


def _time(part: Any, name: str) -> str | None:
    return when(part[name].dt) if name in part else None


def _text(part: Any, name: str) -> str | None:
    return str(part[name]) if name in part else None


serve(read)
