"""What the readers written in Python share: a question a line, an answer a line.

A question has the text of an .ics file and a window of days; the answer has the
items that begin in the window, each in the same plain form, or says what failed.
Nothing but the standard library is used here: one reader runs in Debian's own Python.
"""

import json
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any

Plain = dict[str, Any]
Read = Callable[[str, date, date], Iterable[Plain]]


def serve(read: Read) -> None:
    """Answer each line that is asked, until there are no more."""
    for line in sys.stdin:
        asked = json.loads(line)
        start, end = (date.fromisoformat(asked[key]) for key in ("start", "end"))
        try:
            answer: Plain = {"items": list(read(asked["ics"], start, end))}
        except Exception as fault:  # noqa: BLE001 - whatever fails is the answer
            answer = {"fault": f"{type(fault).__name__}: {fault}"}
        print(json.dumps(answer), flush=True)  # noqa: T201 - the answer


def when(value: Any) -> str | None:
    """A day as it is, a moment in UTC, and a time without a zone as `floating`."""
    if not isinstance(value, datetime):
        return None if value is None else str(value.isoformat())
    if value.tzinfo is None:
        return f"{value.isoformat()} floating"
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def item(kind: str, uid: Any, **fields: Any) -> Plain:
    """An item in its plain form: what is not there is null, and texts are empty."""
    texts = dict.fromkeys(("summary", "description", "location"), "")
    plain = dict.fromkeys(("start", "end", "status", "percent", "sequence"))
    given = {key: value for key, value in fields.items() if value is not None}
    return {"kind": kind, "uid": str(uid), **plain, **texts, "alarms": [], **given}


def inside(items: Iterable[Plain], start: date, end: date) -> Any:
    """Those that begin in the window; to-dos have no beginning and are all there."""
    for found in items:
        day = found["start"]
        if day is None or start.isoformat() <= day < end.isoformat():
            yield found


def replaced(meetings: Iterable[Plain], changed: dict[tuple[str, Any], Plain]) -> Any:
    """Meetings, with a changed one in the place that its RECURRENCE-ID names."""
    for meeting in meetings:
        yield changed.pop((meeting["uid"], meeting["start"]), meeting)
    yield from changed.values()
