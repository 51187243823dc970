"""ics, also known as ics.py."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import ics

from lines import Plain, inside, item, serve, when


def read(text: str, start: date, end: date) -> Iterator[Plain]:
    """Events of the window, with none of what a rule adds, and every to-do."""
    calendar = ics.Calendar(text)
    yield from inside(map(_event, calendar.events), start, end)
    for todo in calendar.todos:
        yield item(
            "todo",
            todo.uid,
            end=when(todo.due.datetime) if todo.due else None,
            percent=todo.percent,
            **_shared(todo),
        )


def _event(event: Any) -> Plain:
    begins, ends = event.begin.datetime, event.end.datetime
    if event.all_day:
        begins, ends = begins.date(), ends.date()
    return item(
        "event", event.uid, start=when(begins), end=when(ends), **_shared(event)
    )


def _shared(part: Any) -> Plain:
    return {
        "summary": part.name,
        "description": part.description,
        "location": part.location,
        "status": part.status,
        "sequence": _sequence(part),
        "alarms": [alarm.trigger.total_seconds() // 60 for alarm in part.alarms],
    }


def _sequence(part: Any) -> int | None:
    kept = [line.value for line in part.extra if line.name == "SEQUENCE"]
    return int(kept[0]) if kept else None


serve(read)
