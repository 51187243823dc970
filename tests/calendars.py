"""Calendars as tests look at them: by icalendar, and line by line."""

from datetime import date
from typing import Any

from hypothesis import reject
from icalendar import Calendar

import actionplan as ap
from actionplan.errors import InvalidValue
from actionplan.formats import ical
from actionplan.formats.ical._identity import event_uid
from registers import plan, register, report

DAY = date(2014, 9, 17)


def read(data: bytes) -> Calendar:
    """The one calendar of a file, without an error in any of its components."""
    calendar = Calendar.from_ical(data)
    assert isinstance(calendar, Calendar)
    assert not any(component.errors for component in calendar.walk())
    return calendar


def dumped(made: ap.Register, on: date, **options: Any) -> bytes:
    """The calendar of a register that was drawn; one with nothing due is passed over.

    Whatever else is wrong with it fails the test.
    """
    try:
        return ical.dumps(made, on, **options)
    except InvalidValue as error:
        if "no calendar may be empty" not in str(error):
            raise
        reject()


def components(data: bytes, kind: str = "VEVENT") -> dict[str, Any]:
    """The components of a kind, by UID, of which none is given twice.

    That of one meeting of a series has the time that the rule gives behind its UID.
    """
    found = read(data).walk(kind)
    by_uid = {_name_of(component): component for component in found}
    assert len(by_uid) == len(found)
    return by_uid


def _name_of(component: Any) -> str:
    time = component.get("RECURRENCE-ID")
    return str(component["UID"]) + (f" {time.dt}" if time else "")


def event_of(data: bytes, long_id: str = "r/1@norfolk") -> Any:
    """The event of an item."""
    return components(data)[ical.uid(long_id)]


def todo_of(data: bytes) -> Any:
    """The only to-do."""
    (found,) = components(data, "VTODO").values()
    return found


def said(component: Any, name: str) -> str:
    """A property as text."""
    return str(component[name])


def lines_of(data: bytes) -> list[str]:
    """The content lines, unfolded as RFC 5545, 3.1 says."""
    return data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def one(*entries: Any, **changes: object) -> ap.Register:
    """A register with one recommendation that is due on 10 October, and its log."""
    fields: dict[str, object] = {
        "id": "r/1",
        "text": "Act.",
        "deadline": "by 2014-10-10",
    }
    finding = ap.Recommendation(**fields | changes)  # type: ignore[arg-type]
    made = register(
        reports=[report(findings=[finding])],
        plans=[plan(deadline=None, stated=None, actions=[])],
    )
    return made.record(*entries)


def of_items(data: bytes, made: ap.Register) -> dict[str, Any]:
    """The events of items, without those of meetings, by UID."""
    names = [
        f"{item.long_id}{part}"
        for item in made.items
        for part in ("", *(f"#{month}" for month in range(1, 13)))
    ]
    known = set(map(event_uid, names))
    events = [event for event in read(data).events if event["UID"] in known]
    return {str(event["UID"]): event for event in events}
