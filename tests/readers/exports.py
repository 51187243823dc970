"""What an exported register must be read as: its own answers, not the file's."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any

import attrs
from hypothesis import strategies as st
from icalendar.cal import Component

import actionplan as ap
from actionplan.deadlines import By, Immediately, Recurring, Within
from actionplan.errors import InvalidValue
from actionplan.formats import ical
from actionplan.formats.ical._identity import event_uid, todo_uid
from actionplan.periods import Span
from actionplan.strategies import days, deadlines, periods, registers
from cases import Case, Item
from diary import ALARMS, FIRST, events_in, meetings_of, series_of, told_until

LAST, LATEST = date(2020, 1, 1), date(2999, 12, 31)
STATUSES = {
    "awaiting": "NEEDS-ACTION",
    "in-progress": "IN-PROCESS",
    "complete": "COMPLETED",
    "assured": "COMPLETED",
    "closed": "COMPLETED",
}
_DAY = timedelta(days=1)

# Most give a day, so that there is something to read.
_dated = st.one_of(
    st.just(Immediately()),
    st.builds(By, span=days().map(Span.of_day)),
    st.builds(Within, period=periods(), anchor=st.just("publication")),
    st.builds(
        Recurring,
        every=periods(),
        anchor=st.just("publication") | days(),
        until=st.none() | st.just("complete") | days(),
    ),
    deadlines(days=days()),
)


def dated_registers() -> st.SearchStrategy[ap.Register]:
    """A register in which most things are due at some time, with what happened."""
    return registers(min_items=1, max_meetings=2, deadlines=_dated)


def case_of(made: ap.Register, on: date, end: date = LAST) -> Case | None:
    """An export of everything, with what the register says of it; None of nothing."""
    try:
        calendar = ical.calendar(made, on, as_="both", alarms=ALARMS)
    except InvalidValue:
        assert not any(_days(state, end) for state in made.at(on))
        assert not made.meetings_between(FIRST, told_until(on) - _DAY)
        return None
    tracked = (*calendar.events, *calendar.todos)
    parts = {str(part["UID"]): part for part in tracked}
    states = [state for state in made.at(on) if state.due or state.recurs_from]
    return Case(
        ics=ical.to_bytes(calendar),
        items=[
            *(item for state in states for item in _events(state, parts, end)),
            *(item for state in states for item in _todos(state, parts)),
            *meetings_of(made, events_in(calendar), on, end),
        ],
        start=FIRST,
        end=end,
        series=series_of(made).union(
            ical.uid(state.item.long_id) for state in states if state.recurs_from
        ),
        parts={
            event_uid(f"{state.item.long_id}#{month}"): ical.uid(state.item.long_id)
            for state in states
            if state.recurs_from
            for month in range(1, 13)
        },
    )


def _events(
    state: ap.ItemState, parts: dict[str, Component], end: date
) -> Iterator[Item]:
    """One for each day on which it is due."""
    names = (state.item.long_id, *(f"{state.item.long_id}#{n}" for n in range(1, 13)))
    for day in _days(state, end):
        event = next(parts[uid] for uid in map(event_uid, names) if uid in parts)
        yield Item(
            uid=ical.uid(state.item.long_id),
            start=day.isoformat(),
            end=(day + _DAY).isoformat(),
            status="CANCELLED" if state.status in {"withdrawn", "superseded"} else "",
            alarms=[(9 - 24 * days) * 60 for days in ALARMS if state.is_open],
            **_told(state, event),
        )


def _todos(state: ap.ItemState, parts: dict[str, Component]) -> Iterator[Item]:
    """One, due next of what recurs."""
    uid = todo_uid(state.item.long_id)
    if uid in parts:
        todo: Any = parts[uid]
        due = todo["DUE"].dt if state.recurs_from else _days(state, LATEST)[0]
        yield Item(
            uid=uid,
            kind="todo",
            end=due.isoformat(),
            status=STATUSES.get(state.status, "CANCELLED"),
            percent=_percent(state),
            **_told(state, todo),
        )


def _told(state: ap.ItemState, part: Component) -> dict[str, Any]:
    return {
        "summary": str(part["SUMMARY"]),
        "description": str(part["DESCRIPTION"]),
        "sequence": len(state.entries) + len(state.retracted),
    }


def _percent(state: ap.ItemState) -> int:
    if STATUSES.get(state.status) == "COMPLETED":
        return 100
    if state.percent is None or (state.is_open and state.percent == 100):
        return -1
    return state.percent


def _days(state: ap.ItemState, end: date) -> list[date]:
    """The days before another on which it is due: one, or those of what recurs."""
    if state.recurs_from is None:
        return [state.due.day] if state.due and state.due.day < end else []
    deadline, found = state.deadline, []
    assert isinstance(deadline, Recurring)
    until = deadline.until if isinstance(deadline.until, date) else LATEST
    done = _ended(state, until_complete=deadline.until == "complete") or LATEST
    for number in count(1):
        day = deadline.every.added_to(state.recurs_from, number)
        if day > until or day >= end:
            break
        found.append(day)
        if day >= done:
            break
    return found


def _ended(state: ap.ItemState, *, until_complete: bool) -> date | None:
    """The day since which it does not recur any more."""
    goes_on = {"open"} if until_complete else {"open", "pending"}
    since = None
    for entry in state.entries:
        if isinstance(entry, ap.ProgressUpdate) and entry.status is not None:
            group = attrs.evolve(state, status=entry.status).group
            since = None if group in goes_on else since or entry.on
    return since
