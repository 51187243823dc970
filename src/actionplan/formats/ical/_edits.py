"""What somebody changed in the event or to-do of one item."""

from collections.abc import Iterator
from datetime import date, datetime

import attrs

from actionplan._days import day_text
from actionplan.errors import FaultCode
from actionplan.formats.ical._found import Found
from actionplan.formats.ical._proposals import Proposal
from actionplan.formats.ical._tracked import Tracked
from actionplan.log import AnyEntry
from actionplan.snapshot._fold import fold
from actionplan.terms import Status

_BY_HAND = "record by hand what it means"


@attrs.frozen(kw_only=True)
class Exported:
    """An item as it can have been exported.

    Attributes:
        tracked: The item as it stands by now.
        entries: What the log says about it, in the order in which it was recorded.
        day: The day that its component has.
    """

    tracked: Tracked
    entries: tuple[AnyEntry, ...]
    day: date

    @property
    def item(self) -> str:
        """The id of the item."""
        return self.tracked.state.item.id

    def at(self, revision: int | None) -> Tracked:
        """The item as it stood when a revision was exported."""
        if revision is None or revision >= len(self.entries):
            return self.tracked
        state = self.tracked.state
        by_then = sorted(self.entries[:revision], key=_place_in_fold)
        then = fold(state.item, by_then, on=state.on, known=None, parties=state.parties)
        return attrs.evolve(self.tracked, state=then)


def changes_in(found: Found, exported: Exported) -> Iterator[Proposal]:
    """What was changed in a component, if anything was that has one meaning."""
    revision = found.sequence()
    then, now = exported.at(revision), exported.tracked
    if then is now:  # an older one has the day of its time
        _compare_day(found, exported.day)
    if found.block.kind != "VTODO":
        return
    status = _changed_status(found, then, now)
    percent = _changed_percent(found, then, now)
    day = found.day("COMPLETED") if status is Status.COMPLETE else None
    item = exported.item
    if now.repetition is not None and status is Status.COMPLETE:
        due = found.day("DUE") or exported.day
        if due >= exported.day:  # otherwise the log has that time by now
            note = f"Done for {day_text(due)}, as ticked in a calendar"
            yield Proposal(item=item, note=note, day=day)
    elif status is not None or percent is not None:
        yield Proposal(item=item, status=status, percent=percent, day=day)


def _place_in_fold(entry: AnyEntry) -> tuple[date, datetime]:
    return entry.on, entry.known_from


def _compare_day(found: Found, due: date) -> None:
    name = "DUE" if found.block.kind == "VTODO" else "DTSTART"
    day = found.day(name)
    if day is not None and day != due:
        message = f"is on {day_text(day)} in the calendar and due on {day_text(due)}"
        hint = "record a deadline change, if the body that set it agreed"
        found.blame(FaultCode.CONTRADICTION, day, message, hint)


def _changed_status(found: Found, then: Tracked, now: Tracked) -> Status | None:
    given = found.status()
    if given is None or given in (then.todo_status, now.todo_status):
        return None
    if now.state.is_open:
        if given == "COMPLETED":
            return Status.COMPLETE
        if given == "IN-PROCESS":
            return Status.IN_PROGRESS
    status = now.state.status.words
    message = f"is {given} in the calendar and {status} in the register"
    found.blame(FaultCode.CONTRADICTION, given, message, _BY_HAND)
    return None


def _changed_percent(found: Found, then: Tracked, now: Tracked) -> int | None:
    given = found.percent()
    if given is None or given in (then.todo_percent or 0, now.state.percent):
        return None
    if now.state.is_open:
        return given
    if given != now.todo_percent:
        status = now.state.status.words
        message = f"is {given} % done in the calendar and {status} in the register"
        found.blame(FaultCode.CONTRADICTION, given, message, _BY_HAND)
    return None
