"""What somebody changed in the event or to-do of one item."""

from collections.abc import Iterator
from datetime import date

import attrs

from actionplan._days import day_text
from actionplan.deadlines import Recurring
from actionplan.errors import FaultCode
from actionplan.formats.ical._found import Found, Told
from actionplan.formats.ical._proposals import Proposal
from actionplan.formats.ical._tracked import (
    ALL_DONE,
    Tracked,
    percent_of_todo,
    status_of_todo,
)
from actionplan.log import AnyEntry, ProgressUpdate
from actionplan.snapshot import ItemState
from actionplan.terms import Status

_BY_HAND = "record by hand what it means"


@attrs.frozen(kw_only=True)
class Exported:
    """An item as it can have been exported.

    Attributes:
        state: The item as it stands by now.
        entries: What the log says about it.
        day: The day that its component has now; None if it has none any more.
    """

    state: ItemState
    entries: tuple[AnyEntry, ...]
    day: date | None

    @property
    def item(self) -> str:
        """The id of the item."""
        return self.state.item.id

    @property
    def statuses(self) -> set[str]:
        """Every status that its to-do has had."""
        said = (one.status for one in self._updates if one.status is not None)
        states = (attrs.evolve(self.state, status=status) for status in said)
        return {"NEEDS-ACTION", *map(status_of_todo, states)}

    @property
    def percents(self) -> set[int | None]:
        """Every percentage that its to-do has had."""
        done = {ALL_DONE} if "COMPLETED" in self.statuses else set()
        return {None, 0, *done, *(one.percent for one in self._updates)}

    @property
    def _updates(self) -> list[ProgressUpdate]:
        return [one for one in self.entries if isinstance(one, ProgressUpdate)]


def changes_in(found: Found, exported: Exported) -> Iterator[Proposal]:
    """What was changed in a component, if anything was that has one meaning."""
    told = found.told()
    _compare_day(found, exported, told)
    if found.block.kind != "VTODO":
        return
    status = _changed_status(found, exported, told)
    percent = _changed_percent(found, exported, told)
    day = found.day("COMPLETED") if status is Status.COMPLETE else None
    if isinstance(exported.state.deadline, Recurring) and status is Status.COMPLETE:
        yield from _time_done(found, exported, day)
    elif status is not None or percent is not None:
        yield Proposal(item=exported.item, status=status, percent=percent, day=day)


def _time_done(
    found: Found, exported: Exported, day: date | None
) -> Iterator[Proposal]:
    """What a tick says that was made on a day, of one time of what recurs."""
    due, tracked = found.day("DUE"), Tracked.of(exported.state)
    if due is None:
        message = "is ticked, and does not say for which time it was due"
        found.blame(FaultCode.REQUIRED, None, message, _BY_HAND)
        return
    if exported.day is None or due < exported.day:
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


def _compare_day(found: Found, exported: Exported, told: Told | None) -> None:
    name = "DUE" if found.block.kind == "VTODO" else "DTSTART"
    day, due = found.day(name), exported.day
    if told is None:  # then an old one cannot be told from one that was changed
        is_old = (found.sequence() or 0) < len(exported.entries)
        was = day if is_old else due
    else:
        was = told.day
    if day is not None and due is not None and day not in (was, due):
        message = f"is on {day_text(day)} in the calendar and due on {day_text(due)}"
        hint = "record a deadline change, if the body that set it agreed"
        found.blame(FaultCode.CONTRADICTION, day, message, hint)


def _changed_status(
    found: Found, exported: Exported, told: Told | None
) -> Status | None:
    now = exported.state
    given = found.status(told)
    if given is None or given in (told and told.status, status_of_todo(now)):
        return None
    if told is None and given in exported.statuses:
        _blame_old(found, given, f"{given} once")
    elif now.is_open and given in _READ:
        return _READ[given]
    else:
        message = f"is {given} in the calendar and {now.status.words} in the register"
        found.blame(FaultCode.CONTRADICTION, given, message, _BY_HAND)
    return None


_READ = {"COMPLETED": Status.COMPLETE, "IN-PROCESS": Status.IN_PROGRESS}


def _changed_percent(found: Found, exported: Exported, told: Told | None) -> int | None:
    now = exported.state
    given = found.percent()
    if given is None or given in (told and (told.percent or 0), now.percent):
        return None
    if given == percent_of_todo(now):
        return None
    if told is None and given in exported.percents:
        if given:  # what is not said yet is 0 to some programs
            _blame_old(found, given, f"{given} % done once")
    elif now.is_open:
        return given
    else:
        status = now.status.words
        message = f"is {given} % done in the calendar and {status} in the register"
        found.blame(FaultCode.CONTRADICTION, given, message, _BY_HAND)
    return None


def _blame_old(found: Found, value: object, was: str) -> None:
    """Report what may be old as well as new, as nothing says what it was."""
    message = (
        f"is what the register said too, {was}, so that nobody may have changed it"
    )
    found.blame(FaultCode.CONTRADICTION, value, message, _BY_HAND)
