"""An item with a due day, as a calendar shows it.

Nothing here depends on the day that is looked from, except through the entries that
the log has by then: whoever subscribes gets no new bytes before there is news.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Self

import attrs

from actionplan.deadlines import DueDate, Recurring
from actionplan.formats.ical._identity import event_uid
from actionplan.formats.ical._recurring import (
    Part,
    Repetition,
    done_on,
    repetition_of,
)
from actionplan.log import AnyEntry
from actionplan.snapshot import ItemState
from actionplan.terms import Status

CANCELLED = (Status.WITHDRAWN, Status.SUPERSEDED)
ALL_DONE = 100
_OF_TODO = {
    Status.AWAITING: "NEEDS-ACTION",
    Status.IN_PROGRESS: "IN-PROCESS",
    Status.COMPLETE: "COMPLETED",
    Status.ASSURED: "COMPLETED",
    Status.CLOSED: "COMPLETED",
}


@attrs.frozen(kw_only=True)
class Tracked:
    """An item with a due day.

    Attributes:
        state: How it stands.
        due: The day on which it is due, or the first day of one that recurs.
        why: How that came about.
        notes: What should be known of it besides.
        repetition: All its days, if it recurs.
    """

    state: ItemState
    due: date
    why: str
    notes: tuple[str, ...] = ()
    repetition: Repetition | None = None

    @classmethod
    def of(cls, state: ItemState) -> Self | None:
        """The item of a state, if its due day is known."""
        match state.deadline, state.recurs_from, state.due:
            case Recurring() as deadline, date() as start, _:
                days = repetition_of(deadline, start, state)
                if days is not None:
                    why = days.words
                    return cls(state=state, due=days.first, why=why, repetition=days)
            case _, _, DueDate() as due:
                why, notes = due.explanation, due.warnings
                return cls(state=state, due=due.day, why=why, notes=notes)
        return None

    @property
    def is_cancelled(self) -> bool:
        """Whether it came to nothing: it was withdrawn, or something took its place."""
        return self.state.status in CANCELLED

    @property
    def done_on(self) -> date | None:
        """The day since which it is open no more, if it is not."""
        return done_on(self.state)

    @property
    def parts(self) -> list[Part]:
        """Its days, each with an event of its own: one, or more for what recurs."""
        return self.repetition.parts if self.repetition else [Part(first=self.due)]

    def uid_of(self, part: Part) -> str:
        """The UID of the event of a part."""
        return event_uid(f"{self.state.item.long_id}{part.name}")

    # As a to-do

    @property
    def todo_status(self) -> str:
        """The status of its to-do."""
        return status_of_todo(self.state)

    @property
    def todo_percent(self) -> int | None:
        """How much of its to-do is done."""
        return percent_of_todo(self.state)

    @property
    def todo_due(self) -> date:
        """The day on which its to-do is due.

        Of what recurs it is the one after the last for which its owner reported,
        because a to-do is done once.
        """
        if self.repetition is None:
            return self.due
        if self.done_on is not None:
            return self.repetition.due_when(self.done_on)
        return self.repetition.after_work_on(max(self.state.reported, default=None))

    def due_for(self, day: date, since: date | None) -> date | None:
        """The day on which it is due by a meeting on a day, if it is.

        Of what recurs that is the last time since the meeting before, unless its
        owner has reported for it: it is never overdue.
        """
        if self.repetition is None:
            return self.due if self.due <= day else None
        last = self.repetition.last_by(day)
        if last is None or (since is not None and last <= since):
            return None
        return None if self.repetition.is_met(last, self.state.reported) else last

    # As a revision

    @property
    def sequence(self) -> int:
        """How many entries the log has about it, those taken back among them."""
        return len(self.state.entries) + len(self.state.retracted)

    @property
    def told(self) -> datetime:
        """The moment of the last entry about it, or of its opening."""
        opened = datetime.combine(self.state.item.opened or self.due, time(), UTC)
        entries = (*self.state.entries, *self.state.retracted)
        return max([opened, *map(told_at, entries)])


def told_at(entry: AnyEntry) -> datetime:
    """The moment from which an entry is known and has taken effect."""
    return max(entry.known_from, datetime.combine(entry.on, time(), UTC))


def status_of_todo(state: ItemState) -> str:
    """The status of the to-do of an item (RFC 5545, 3.8.1.11)."""
    return _OF_TODO.get(state.status, "CANCELLED")


def percent_of_todo(state: ItemState) -> int | None:
    """How much of the to-do of an item is done (RFC 5545, 3.8.1.8).

    Some programs tick a to-do at a hundred per cent, so one that is open has none
    rather than that.
    """
    if status_of_todo(state) == "COMPLETED":
        return ALL_DONE
    return None if state.is_open and state.percent == ALL_DONE else state.percent


def names_of_parts(long_id: str) -> Iterator[str]:
    """The names of all events that something that recurs can have."""
    return (f"{long_id}#{month}" for month in range(1, 13))
