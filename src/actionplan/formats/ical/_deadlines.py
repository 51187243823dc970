"""Deadlines as all-day events and as to-dos."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from icalendar import Event, Todo, vRecur, vUri
from icalendar.cal import Component

from actionplan.formats.ical._alarms import alarm
from actionplan.formats.ical._clean import in_lines, summarised
from actionplan.formats.ical._description import described
from actionplan.formats.ical._identity import todo_uid
from actionplan.formats.ical._names import Names
from actionplan.formats.ical._options import Options
from actionplan.formats.ical._recurring import Part
from actionplan.formats.ical._tracked import Tracked
from actionplan.formats.ical._values import (
    Text,
    day_value,
    moment_value,
    set_all_day,
    set_exported,
    set_stamps,
)

# Of a day without an hour, the one that falls on it from Honolulu to Auckland.
_EVERYWHERE = time(10, tzinfo=UTC)


def deadlines_of(
    tracked: Tracked, names: Names, options: Options
) -> Iterator[Component]:
    """What carries the deadline of an item."""
    if options.has_events:
        for part in tracked.parts:
            yield _event(tracked, part, names, options)
    if options.has_todos:
        yield _todo(tracked, names, options)


def _event(tracked: Tracked, part: Part, names: Names, options: Options) -> Event:
    event = Event()
    event["UID"] = Text(tracked.uid_of(part))
    summary = _describe(event, tracked, names)
    set_all_day(event, part.first)
    set_exported(event, part.first)
    if part.rule is not None:
        event["RRULE"] = vRecur(part.rule)
    if tracked.is_cancelled:
        event["STATUS"] = Text("CANCELLED")
    if tracked.state.is_open:
        event["SUMMARY"] = Text(f"Due: {summary}")
        for days in options.alarms:
            event.add_component(alarm(days, f"Due: {summary}"))
    return event


def _todo(tracked: Tracked, names: Names, options: Options) -> Todo:
    todo = Todo()
    todo["UID"] = Text(todo_uid(tracked.state.item.long_id))
    summary = _describe(todo, tracked, names)
    todo["DUE"] = day_value(tracked.todo_due)
    todo["STATUS"] = Text(tracked.todo_status)
    set_exported(todo, tracked.todo_due, tracked.todo_status, tracked.todo_percent)
    if tracked.todo_percent is not None:
        todo.add("percent-complete", tracked.todo_percent)
    if tracked.todo_status == "COMPLETED" and tracked.done_on:
        done = datetime.combine(tracked.done_on, _EVERYWHERE)
        todo["COMPLETED"] = moment_value(done)
    if tracked.state.is_open and not options.has_events:  # or two would ring at once
        for days in options.alarms:
            todo.add_component(alarm(days, summary, of_todo=True))
    return todo


def _describe(component: Component, tracked: Tracked, names: Names) -> str:
    """Say what it is; what the summary says is given back."""
    state = tracked.state
    set_stamps(component, tracked.sequence, tracked.told)
    standing = "" if state.is_open else f"{state.status.words.capitalize()}: "
    summary = standing + (summarised(state.item.text) or state.item.id)
    component["SUMMARY"] = Text(summary)
    component["DESCRIPTION"] = Text(in_lines(described(tracked, names)))
    report = names.reports.get(state.item.report or "")
    if report is not None and report.url:
        component["URL"] = vUri(report.url)
    return summary
