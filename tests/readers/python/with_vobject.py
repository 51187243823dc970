"""vobject, the reader of Radicale."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import takewhile
from typing import Any

import vobject

from lines import Plain, inside, item, replaced, serve, when


def read(ics: str, start: date, end: date) -> Iterator[Plain]:
    """Events of the window, and every to-do."""
    # Or it goes on with the zone of the file that it read before.
    vobject.icalendar.registerTzid("Europe/London", None)
    calendar = vobject.readOne(ics)
    single: list[Plain] = []
    changed: dict[tuple[str, Any], Plain] = {}
    for event in calendar.contents.get("vevent", []):
        if "recurrence-id" in event.contents:
            place = event.uid.value, when(event.recurrence_id.value)
            changed[place] = _item("event", event, "dtend")
        else:
            single += _expanded(event, end)
    yield from inside(replaced(single, changed), start, end)
    for todo in calendar.contents.get("vtodo", []):
        yield _item("todo", todo, "due")


def _expanded(event: Any, end: date) -> Iterator[Plain]:
    first = _item("event", event, "dtend")
    if event.rruleset is None:
        yield first
        return
    length = event.dtend.value - event.dtstart.value
    for moment in takewhile(lambda moment: moment.date() < end, event.rruleset):
        timed = isinstance(event.dtstart.value, datetime)
        begin = moment if timed else moment.date()
        # Its length is that of the clock on the wall (RFC 5545, 3.8.5.3).
        yield {**first, "start": when(begin), "end": when(begin + length)}


def _item(kind: str, part: Any, end: str) -> Plain:
    def of(name: str) -> Any:
        return part.contents[name][0].value if name in part.contents else None

    return item(
        kind,
        of("uid"),
        start=when(of("dtstart")),
        end=when(of(end)),
        summary=of("summary"),
        description=of("description"),
        location=of("location"),
        status=of("status"),
        percent=_number(of("percent-complete")),
        sequence=_number(of("sequence")),
        alarms=[
            alarm.trigger.value.total_seconds() // 60
            for alarm in part.contents.get("valarm", [])
        ],
    )


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


serve(read)
