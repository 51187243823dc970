"""What is known of one item on a day, and what follows from it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import attrs

from actionplan._days import counted, day_text
from actionplan._html import pairs
from actionplan.deadlines import Deadline, DueDate, Immediately, Recurring
from actionplan.items import Item
from actionplan.log import AnyEntry, DeadlineChange, Retraction
from actionplan.snapshot._dates import Deferral
from actionplan.snapshot._history import (
    Rung,
    group_of,
    reported_on,
    rungs_of,
    times_reopened,
)
from actionplan.snapshot._history_text import history_of
from actionplan.snapshot._parties import Parties
from actionplan.terms import Acceptance, Group, Outcome, Status, Turn


def _in_any_order(values: tuple[object, ...]) -> frozenset[tuple[object, int]]:
    """Values for a comparison in which the order of one moment does not count.

    Entries of the same day and moment that do not contradict each other may stand in
    either order; every other order shows in the fields of the state.
    """
    return frozenset(Counter(values).items())


@attrs.frozen(kw_only=True, repr=False)
class ItemState:
    """One item as it stood on a day.

    Attributes:
        item: The item.
        on: The day.
        parties: The bodies that have a say about it on that day.
        status: How far it has come; `awaiting` until somebody says otherwise.
        superseded_by: The item that took its place, while it is superseded.
        acceptance: Whether its owner has taken it on, as the owner last said.
        percent: How much is done, as last reported.
        rag: The rating, as last reported.
        note: The last note.
        evidence: What was last named as evidence.
        lead: Who leads on it.
        target: The day that its owner aims at.
        deadline: By when, with the changes that its setter agreed.
        stated: The words in which that deadline was given.
        due: The due date that this gives; None without one, or when it cannot
            be known.
        original_due: The due date of the deadline as it was first set.
        undated: Why the due date cannot be known, when it cannot.
        deferrals: What became of each new deadline that was asked for, in the order
            of the log.
        recurs_from: The day that something that recurs counts from, if it is known.
        missed: The days on which something that recurs was due, and for which its
            owner reported nothing: no progress update since the time before.
        entries: What the log says about it, as far as it counts.
        retracted: What the log said about it and took back.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> state = register.at(date(2014, 9, 17))["norfolk-2014/1"]
        >>> state.is_overdue, state.days_overdue
        (True, 19)
    """

    item: Item
    on: date
    parties: Parties
    status: Status = Status.AWAITING
    superseded_by: str | None = None
    acceptance: Acceptance | None = None
    percent: int | None = None
    rag: str | None = None
    note: str | None = None
    evidence: str | None = None
    lead: str | None = None
    target: date | None = None
    deadline: Deadline
    stated: str | None = None
    due: DueDate | None = None
    original_due: DueDate | None = None
    undated: str | None = None
    deferrals: tuple[Deferral, ...] = attrs.field(default=(), eq=_in_any_order)
    recurs_from: date | None = None
    missed: tuple[date, ...] = ()
    entries: tuple[AnyEntry, ...] = attrs.field(default=(), eq=_in_any_order)
    retracted: tuple[AnyEntry, ...] = attrs.field(default=(), eq=_in_any_order)

    @property
    def group(self) -> Group:
        """Open, pending, or ended; a plan or obligation that is complete has ended."""
        return group_of(self.status, self.item)

    @property
    def is_open(self) -> bool:
        """Whether its owner has still to act."""
        return self.group is Group.OPEN

    @property
    def is_pending(self) -> bool:
        """Whether its owner says that it is done, and others have still to agree."""
        return self.group is Group.PENDING

    @property
    def is_ended(self) -> bool:
        """Whether nobody has to act any more."""
        return self.group is Group.ENDED

    @property
    def is_overdue(self) -> bool:
        """Whether it is open after the last day on which it would have been in time."""
        return self.days_overdue > 0

    @property
    def days_overdue(self) -> int:
        """The days since its due date, and 0 for what is not overdue."""
        return self._days_past(self.due.day if self.due else None)

    @property
    def timing(self) -> str:
        """How it stands with its due day, in a sentence without its full stop.

        Immediate action that is still to be reported is not called overdue by days:
        no last day was set that it could have met.
        """
        if self.due is None:
            return f"No due day: {self.undated or self.deadline}"
        if self.is_overdue and isinstance(self.deadline, Immediately):
            asked = f"Immediate action asked {day_text(self.due.day)}"
            days = counted(self.days_overdue, "day")
            return f"{asked}; {days} on, not reported complete"
        warnings = "".join(f" ({warning})" for warning in self.due.warnings)
        return f"{self._nearness(self.due.day)}: {self.due.explanation}{warnings}"

    def _nearness(self, due: date) -> str:
        if not self.is_open:
            return "Was due"
        if self.is_overdue:
            return f"{counted(self.days_overdue, 'day')} overdue"
        ahead = counted((due - self.on).days, "day")
        return f"Due in {ahead}" if due > self.on else "Due today"

    @property
    def is_behind(self) -> bool:
        """Whether it is open after the day that its owner aimed at."""
        return self.days_behind > 0

    @property
    def days_behind(self) -> int:
        """The days since its target, and 0 for what is not behind."""
        return self._days_past(self.target)

    @property
    def days_overdue_originally(self) -> int:
        """The days since the due date that was set first, however often it moved."""
        return self._days_past(self.original_due.day if self.original_due else None)

    @property
    def days_slipped(self) -> int:
        """How far the due date has moved from the first; below 0, to an earlier day.

        What recurs, now or at first, is due again and again, and does not slip.
        """
        if self.due is None or self.original_due is None or self._recurs:
            return 0
        return (self.due.day - self.original_due.day).days

    @property
    def _recurs(self) -> bool:
        rules = self.deadline, self.item.deadline
        return any(isinstance(rule, Recurring) for rule in rules)

    @property
    def deadline_changes(self) -> tuple[DeadlineChange, ...]:
        """The new deadlines that were asked for, agreed or refused, in their order."""
        return tuple(deferral.entry for deferral in self.deferrals)

    @property
    def agreed_changes(self) -> tuple[DeadlineChange, ...]:
        """Those of them that count: a body that set the item agreed."""
        return self._changes(Outcome.AGREED)

    @property
    def refused_changes(self) -> tuple[DeadlineChange, ...]:
        """Those of them that a body that set the item refused."""
        return self._changes(Outcome.REFUSED)

    @property
    def unanswered_changes(self) -> tuple[DeadlineChange, ...]:
        """Those that were asked for after the last one that was agreed or refused."""
        waiting: list[DeadlineChange] = []
        for deferral in self.deferrals:
            if deferral.outcome is not Outcome.ASKED:
                waiting.clear()
            else:
                waiting.append(deferral.entry)
        return tuple(waiting)

    def _changes(self, outcome: Outcome) -> tuple[DeadlineChange, ...]:
        return tuple(one.entry for one in self.deferrals if one.outcome is outcome)

    @property
    def next_report(self) -> DueDate | None:
        """When something that recurs is due next; None for what has no next time."""
        recurs = isinstance(self.deadline, Recurring)
        return self.due if recurs and not self.is_ended else None

    @property
    def turn(self) -> Turn | None:
        """Whose turn it is; None for what has ended.

        What is open waits for its owner. What is complete waits for whoever oversees
        the owner, and where nobody does, as what is assured, for whoever set it.
        """
        if not self.is_pending:
            return Turn.OWNER if self.is_open else None
        if self.status is Status.COMPLETE and self.parties.overseer:
            return Turn.OVERSEER
        return Turn.SETTER

    @property
    def waits_for(self) -> str | None:
        """The body whose turn it is, by its id."""
        return None if self.turn is None else getattr(self.parties, self.turn)

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """When it became complete, assured and closed, and by whose word."""
        return rungs_of(self.item.opened or self.on, self.entries)

    @property
    def completed(self) -> Rung | None:
        """When it became complete and by whose word, if that still stands."""
        return self._rung(Status.COMPLETE)

    @property
    def assured(self) -> Rung | None:
        """When it became assured and by whose word, if that still stands."""
        return self._rung(Status.ASSURED)

    @property
    def closed(self) -> Rung | None:
        """When it was closed and by whose word, if that still stands."""
        return self._rung(Status.CLOSED)

    def _rung(self, status: Status) -> Rung | None:
        return next((rung for rung in self.rungs if rung.status is status), None)

    @property
    def history(self) -> str:
        """What the log says about it, an entry a line, with what was taken back."""
        return "\n".join(history_of(self.entries, self.retracted))

    @property
    def times_reopened(self) -> int:
        """How often it was opened again after it was said to be done."""
        return times_reopened(self.entries)

    @property
    def reported(self) -> tuple[date, ...]:
        """The days on which its owner said how far it has come."""
        return reported_on(self.entries, self.parties)

    @property
    def updated(self) -> date | None:
        """The day of the last entry about it; None where the log says nothing.

        Taking something back says nothing new.
        """
        told = (entry.on for entry in self.entries if not isinstance(entry, Retraction))
        return max(told, default=None)

    @property
    def days_since_update(self) -> int:
        """The days since the last entry about it, or since it was opened."""
        return (self.on - self.last_heard).days

    @property
    def last_heard(self) -> date:
        """The day of the last entry about it, or else that of its opening."""
        return self.updated or self.item.opened or self.on

    def __repr__(self) -> str:
        due = f"due {self.due.day}" if self.due else "no due day"
        return f"<ItemState of {self.item.id} on {self.on}: {self.status}, {due}>"

    def _repr_html_(self) -> str:
        return pairs(f"{self.item.name} on {day_text(self.on)}", _told(self))

    def _days_past(self, day: date | None) -> int:
        return max(0, (self.on - day).days) if day and self.is_open else 0


def _told(state: ItemState) -> Iterator[tuple[str, object]]:
    """What a notebook says of a state."""
    item = state.item
    yield "Item", item.id
    yield "What must be done", item.text
    yield "Owner", item.owner
    yield "Status", state.status.words
    yield "Superseded by", state.superseded_by
    yield "Acceptance", state.acceptance
    yield "Waits for", state.waits_for
    yield "How it stands", state.timing
    yield "Stated", state.stated
    if state.days_slipped and state.original_due:
        yield "Due at first", state.original_due.day
        yield "Days slipped", state.days_slipped
    yield "Target", state.target
    yield "Lead", state.lead
    yield "Percent done", state.percent
    yield "Rated", state.rag
    yield "Evidence", state.evidence
    history = tuple(history_of(state.entries, state.retracted))
    yield "History, the newest first", history[::-1]
