"""What an exported register must be read as: its own answers, not the file's."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count, takewhile

import actionplan as ap
from actionplan.deadlines import Recurring
from actionplan.errors import InvalidValue
from actionplan.formats import ical
from actionplan.formats.ical._identity import todo_uid
from calendars import Case, Item
from icalendar.cal import Component

ALARMS = (7, 1)
FIRST, LAST = date(1800, 1, 1), date(2020, 1, 1)
STATUSES = {
    "awaiting": "NEEDS-ACTION",
    "in-progress": "IN-PROCESS",
    "complete": "COMPLETED",
    "assured": "COMPLETED",
    "closed": "COMPLETED",
}
_DAY, _YEAR_AHEAD = timedelta(days=1), timedelta(days=366)


def case_of(register: ap.Register, on: date, end: date = LAST) -> Case | None:
    """An export of everything, with what the register says of it; None of nothing."""
    try:
        calendar = ical.calendar(register, on, as_="both", alarms=ALARMS)
    except InvalidValue:
        assert not any(state.due for state in register.at(on))
        return None
    parts = {str(part["UID"]): part for part in calendar.subcomponents}
    states = [state for state in register.at(on) if state.due or state.recurs_from]
    items = [item for state in states for item in _items(state, parts, end)]
    return Case(
        ics=ical.to_bytes(calendar),
        items=[item for item in items if item.start < end.isoformat()],
        start=FIRST,
        end=end,
        series=frozenset(
            ical.uid(state.item.long_id) for state in states if state.recurs_from
        ),
    )


def _items(
    state: ap.ItemState, parts: dict[str, Component], end: date
) -> Iterator[Item]:
    event = parts.get(ical.uid(state.item.long_id))
    for day in _days(state, end):
        assert event is not None
        yield Item(
            start=day.isoformat(),
            end=(day + _DAY).isoformat(),
            status="CANCELLED" if state.status in {"withdrawn", "superseded"} else "",
            alarms=[(9 - 24 * days) * 60 for days in ALARMS if state.is_open],
            **_told(state, event),
        )
    todo = parts.get(todo_uid(state.item.long_id))
    if todo is not None:
        due = todo["DUE"].dt if state.recurs_from else state.due.day
        yield Item(
            kind="todo",
            end=due.isoformat(),
            status=STATUSES.get(state.status, "CANCELLED"),
            percent=_percent(state),
            **_told(state, todo),
        )


def _told(state: ap.ItemState, part: Component) -> dict[str, object]:
    return {
        "uid": str(part["UID"]),
        "summary": str(part["SUMMARY"]),
        "description": str(part["DESCRIPTION"]),
        "sequence": len(state.entries) + len(state.retracted),
    }


def _percent(state: ap.ItemState) -> int:
    if STATUSES.get(state.status) == "COMPLETED":
        return 100
    hidden = state.percent is None or (state.is_open and state.percent == 100)
    return -1 if hidden else state.percent


def _days(state: ap.ItemState, end: date) -> Iterator[date]:
    """The days on which it is due: one, or those of what recurs."""
    if state.recurs_from is None:
        yield state.due.day
        return
    deadline, last = state.deadline, end
    assert isinstance(deadline, Recurring)
    if isinstance(deadline.until, date):
        last = min(last, deadline.until)
    done = _done(state)
    days = (deadline.every.added_to(state.recurs_from, n) for n in count(1))
    for day in takewhile(lambda day: day <= last, days):
        yield day
        if done is not None and day >= done:
            return


def _done(state: ap.ItemState) -> date | None:
    """The day since which it is open no more."""
    since = None
    for entry in state.entries:
        if isinstance(entry, ap.ProgressUpdate) and entry.status is not None:
            since = None if entry.status.group == "open" else since or entry.on
    return since
