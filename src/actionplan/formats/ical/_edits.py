"""What somebody changed in the event or to-do of one item."""

from collections.abc import Iterator
from datetime import date, datetime

import attrs

from actionplan._days import day_text
from actionplan._diary import Diaries
from actionplan.deadlines import Recurring
from actionplan.errors import FaultCode
from actionplan.formats.ical._found import Found
from actionplan.formats.ical._proposals import Proposal
from actionplan.formats.ical._tracked import (
    Tracked,
    percent_of_todo,
    status_of_todo,
)
from actionplan.log import AnyEntry
from actionplan.snapshot import ItemState
from actionplan.snapshot._fold import fold
from actionplan.terms import Status

_BY_HAND = "record by hand what it means"


@attrs.frozen(kw_only=True)
class Exported:
    """An item as it can have been exported.

    Attributes:
        state: The item as it stands by now.
        entries: What the log says about it, in the order in which it was recorded.
        day: The day that its component has now; None if it has none any more.
    """

    state: ItemState
    entries: tuple[AnyEntry, ...]
    day: date | None

    @property
    def item(self) -> str:
        """The id of the item."""
        return self.state.item.id

    def at(self, revision: int | None) -> ItemState:
        """The item as it stood when a revision was exported."""
        now = self.state
        if revision is None or revision >= len(self.entries):
            return now
        by_then = sorted(self.entries[:revision], key=_place_in_fold)
        return fold(
            now.item,
            by_then,
            on=now.on,
            known=None,
            parties=now.parties,
            diaries=Diaries(()),  # the day alone depends on it, and is not asked for
        )


def changes_in(found: Found, exported: Exported) -> Iterator[Proposal]:
    """What was changed in a component, if anything was that has one meaning."""
    revision = found.sequence()
    then, now = exported.at(revision), exported.state
    if then is now and exported.day:  # an older one has the day of its time
        _compare_day(found, exported.day)
    if found.block.kind != "VTODO":
        return
    status = _changed_status(found, then, now)
    percent = _changed_percent(found, then, now)
    day = found.day("COMPLETED") if status is Status.COMPLETE else None
    if isinstance(now.deadline, Recurring) and status is Status.COMPLETE:
        yield from _time_done(found, exported, day)
    elif status is not None or percent is not None:
        yield Proposal(item=exported.item, status=status, percent=percent, day=day)


def _time_done(
    found: Found, exported: Exported, day: date | None
) -> Iterator[Proposal]:
    """What a tick says that was made on a day, of one time of what recurs."""
    due, tracked = found.day("DUE"), Tracked.of(exported.state)
    if not (due and exported.day and due >= exported.day):
        return  # the log has it by now
    repetition = tracked and tracked.repetition
    if day and repetition and repetition.on_or_after(day) != due:
        message = (
            f"was due on {day_text(due)} and is ticked on {day_text(day)}, "
            "when another time was due next"
        )
        found.blame(FaultCode.CONTRADICTION, day, message, _BY_HAND)
    else:
        note = f"Done for {day_text(due)}, as ticked in a calendar"
        yield Proposal(item=exported.item, note=note, day=day)


def _place_in_fold(entry: AnyEntry) -> tuple[date, datetime]:
    return entry.on, entry.known_from


def _compare_day(found: Found, due: date) -> None:
    name = "DUE" if found.block.kind == "VTODO" else "DTSTART"
    day = found.day(name)
    if day is not None and day != due:
        message = f"is on {day_text(day)} in the calendar and due on {day_text(due)}"
        hint = "record a deadline change, if the body that set it agreed"
        found.blame(FaultCode.CONTRADICTION, day, message, hint)


def _changed_status(found: Found, then: ItemState, now: ItemState) -> Status | None:
    given = found.status()
    if given is None or given in (status_of_todo(then), status_of_todo(now)):
        return None
    if now.is_open:
        if given == "COMPLETED":
            return Status.COMPLETE
        if given == "IN-PROCESS":
            return Status.IN_PROGRESS
    status = now.status.words
    message = f"is {given} in the calendar and {status} in the register"
    found.blame(FaultCode.CONTRADICTION, given, message, _BY_HAND)
    return None


def _changed_percent(found: Found, then: ItemState, now: ItemState) -> int | None:
    given = found.percent()
    if given is None or given in (percent_of_todo(then) or 0, now.percent):
        return None
    if now.is_open:
        return given
    if given != percent_of_todo(now):
        status = now.status.words
        message = f"is {given} % done in the calendar and {status} in the register"
        found.blame(FaultCode.CONTRADICTION, given, message, _BY_HAND)
    return None
