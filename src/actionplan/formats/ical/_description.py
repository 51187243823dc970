"""What the description of a deadline says."""

from collections.abc import Iterator

from actionplan._days import counted, day_text
from actionplan.deadlines import Recurring
from actionplan.formats.ical._clean import on_one_line
from actionplan.formats.ical._names import Names
from actionplan.formats.ical._tracked import Tracked
from actionplan.log import ProgressUpdate
from actionplan.snapshot import ItemState
from actionplan.terms import Outcome


def described(tracked: Tracked, names: Names) -> Iterator[str]:
    """What must be done, by whom, by when and why then, and how far it has come."""
    state = tracked.state
    item = state.item
    yield item.text
    yield ""
    name = on_one_line(item.name)
    yield f"Item: {name}" + (f" ({item.id})" if name != item.id else "")
    yield f"Owner: {names.body(item.owner)}"
    if state.lead:
        yield f"Lead: {on_one_line(state.lead)}"
    yield f"Status: {_standing(state)}"
    yield f"Due: {tracked.why}"
    yield from (f"Note: {note}" for note in tracked.notes)
    yield from _slip(state)
    if state.stated:
        yield f'Stated as: "{on_one_line(state.stated)}"'
    report = names.reports.get(item.report or "")
    if report is not None:
        yield f"Report: {on_one_line(report.title)}"
        if report.url:
            yield f"Link: {report.url}"
    yield from _last_note(state, names)


def _last_note(state: ItemState, names: Names) -> Iterator[str]:
    noted = [e for e in state.entries if isinstance(e, ProgressUpdate) and e.note]
    for entry in noted[-1:]:
        yield ""
        yield f"Last note ({names.body(entry.by)}, {day_text(entry.on)}):"
        yield f"{entry.note}"


def _standing(state: ItemState) -> str:
    percent = ""
    if state.is_open and state.percent is not None:
        percent = f", {state.percent} %"
    heir = f" by {state.superseded_by}" if state.superseded_by else ""
    return f"{state.status.words}{heir}{percent}"


def _slip(state: ItemState) -> Iterator[str]:
    if isinstance(state.item.deadline, Recurring):  # which had no one day to slip from
        return
    if state.original_due and state.days_slipped:
        agreed = sum(one.outcome is Outcome.AGREED for one in state.deferrals)
        moved = f", moved by {counted(agreed, 'agreed change')}" if agreed else ""
        yield f"First due: {day_text(state.original_due.day)}{moved}"
