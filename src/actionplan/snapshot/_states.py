"""What is known of one item: the fold of its entries."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import compress
from typing import Any

import attrs

from actionplan.deadlines import (
    NEXT_MEETING,
    PREVIOUS_DUE,
    Anchors,
    Deadline,
    DueDate,
    Recurring,
)
from actionplan.errors import ActionPlanError
from actionplan.items import Item
from actionplan.log import (
    AnyEntry,
    Assignment,
    DeadlineChange,
    Event,
    ProgressUpdate,
    Response,
    Retraction,
    Target,
)
from actionplan.snapshot._history import Rung, rungs_of, times_reopened
from actionplan.terms import Acceptance, Group, Status

ACCEPTANCE = "acceptance"
_PROGRESS = ("status", "superseded_by", "percent", "rag", "note", "evidence")


@attrs.frozen(kw_only=True)
class ItemState:
    """One item as it stood on a day.

    Attributes:
        item: The item.
        on: The day.
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
        missed: The days on which something that recurs was due, and for which
            the log says nothing: no entry since the time before.
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
    missed: tuple[date, ...] = ()
    entries: tuple[AnyEntry, ...] = ()
    retracted: tuple[AnyEntry, ...] = ()

    @property
    def group(self) -> Group:
        """Open, pending, or ended; a plan or obligation that is complete has ended."""
        if self.status is Status.COMPLETE and not self.item.is_signed_off:
            return Group.ENDED
        return self.status.group

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
        """How far the due date has moved from the first; below 0, to an earlier day."""
        if self.due is None or self.original_due is None:
            return 0
        return (self.due.day - self.original_due.day).days

    @property
    def deadline_changes(self) -> tuple[DeadlineChange, ...]:
        """The new deadlines that were asked for, agreed or refused, in their order."""
        return tuple(
            entry for entry in self.entries if isinstance(entry, DeadlineChange)
        )

    @property
    def agreed_changes(self) -> tuple[DeadlineChange, ...]:
        """Those of them that count: a body that set the item agreed."""
        changes = self.deadline_changes
        return tuple(change for change in changes if _is_agreed(change, self.item))

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """When it became complete, assured and closed, and by whose word."""
        return rungs_of(self.item.opened or self.on, self.entries)

    @property
    def times_reopened(self) -> int:
        """How often it was opened again after it was said to be done."""
        return times_reopened(self.entries)

    @property
    def updated(self) -> date | None:
        """The day of the last entry about it; None where the log says nothing."""
        return self.entries[-1].on if self.entries else None

    @property
    def days_since_update(self) -> int:
        """The days since the last entry about it, or since it was opened."""
        return (self.on - (self.updated or self.item.opened or self.on)).days

    def _days_past(self, day: date | None) -> int:
        return max(0, (self.on - day).days) if day and self.is_open else 0


def fold(
    item: Item,
    entries: Iterable[AnyEntry],
    *,
    on: date,
    known: datetime | None,
    meetings: Sequence[date] = (),
) -> ItemState:
    """The state that the entries of an item give, on a day and as known at a moment.

    The entries come in their order: by day, then moment of recording, then place
    in the log. Each field is folded by itself: the last entry that gives it wins.
    The days of meetings come in order, too.
    """
    counting, retracted = _sorted_out(_seen(entries, on, known))
    told: dict[str, Any] = {
        "deadline": item.deadline,
        "stated": item.stated,
        "lead": getattr(item.source, "lead", None),
    }
    for entry in counting:
        told.update(_told_by(entry, item))
    if told.get("status") is not Status.SUPERSEDED:
        told.pop("superseded_by", None)
    dates = _Dates(item, on, counting, meetings)
    due, undated, anchors = dates.now()
    original = due
    if told["deadline"] is not item.deadline or any(dates.given()):
        original = dates.at_first()
    state = ItemState(
        item=item,
        on=on,
        due=due,
        undated=undated,
        original_due=original,
        entries=counting,
        retracted=retracted,
        **told,
    )
    if isinstance(state.deadline, Recurring) and undated is None:
        return attrs.evolve(state, missed=_missed(state, state.deadline, anchors))
    return state


@attrs.frozen
class _Dates:
    """The days from which the deadlines of an item count, and those they give."""

    item: Item
    on: date
    entries: tuple[AnyEntry, ...]
    meetings: Sequence[date]

    def at_first(self) -> DueDate | None:
        """What was due at first, which the first of several days decides."""
        given = reversed(tuple(self.given()))
        anchors = self._known(given, self.item.opened)
        return _dated(self.item.deadline, anchors, self.on)[0]

    def now(self) -> tuple[DueDate | None, str | None, Anchors]:
        """What is due by the last deadline, or why not; and what that counts from."""
        anchors = self._known(self.given(), self.item.opened)
        due, undated = _dated(self.item.deadline, anchors, self.on)
        for change in self.entries:
            if isinstance(change, DeadlineChange) and _is_agreed(change, self.item):
                anchors = self._known(self.given(), change.on)
                if due is not None:  # an extension counts from the day as it was
                    anchors[PREVIOUS_DUE] = due.unrolled
                due, undated = _dated(change.deadline, anchors, self.on)
        return due, undated, anchors

    def given(self) -> Iterator[tuple[str, date]]:
        """The days that the log gives, in its order."""
        return _days_given_by(self.entries, self.item)

    def _known(
        self, given: Iterable[tuple[str, date]], since: date | None
    ) -> dict[str, date]:
        days = {**dict(given), **self.item.anchors}
        place = bisect_right(self.meetings, since) if since else len(self.meetings)
        if place < len(self.meetings):
            days[NEXT_MEETING] = self.meetings[place]
        return days


def _missed(
    state: ItemState, deadline: Recurring, anchors: Anchors
) -> tuple[date, ...]:
    done = [entry.on for entry in state.entries]
    return deadline.missed(
        anchors, on=done[-1] if state.is_ended else state.on, done=done
    )


def _seen(
    entries: Iterable[AnyEntry], on: date, known: datetime | None
) -> list[AnyEntry]:
    return [
        entry
        for entry in entries
        if entry.on <= on and (known is None or entry.known_from <= known)
    ]


def _sorted_out(
    entries: list[AnyEntry],
) -> tuple[tuple[AnyEntry, ...], tuple[AnyEntry, ...]]:
    mistakes = _mistakes(entries)
    if not mistakes:
        return tuple(entries), ()
    retracted = [entry.digest in mistakes for entry in entries]
    kept = (entry for entry, gone in zip(entries, retracted, strict=True) if not gone)
    return tuple(kept), tuple(compress(entries, retracted))


def _mistakes(entries: list[AnyEntry]) -> set[str]:
    """The digests of what is taken back, by retractions that are not themselves."""
    pending = {
        entry.digest: entry.entry for entry in entries if isinstance(entry, Retraction)
    }
    mistakes: set[str] = set()
    while pending:
        for standing in pending.keys() - set(pending.values()):
            mistake = pending.pop(standing)
            mistakes.add(mistake)
            pending.pop(mistake, None)  # a retraction, which takes nothing back now
    return mistakes


def _told_by(entry: AnyEntry, item: Item) -> Mapping[str, Any]:
    match entry:
        case ProgressUpdate():
            given = ((name, getattr(entry, name)) for name in _PROGRESS)
            return {name: value for name, value in given if value is not None}
        case Response() if entry.by == item.owner:
            return {"acceptance": entry.acceptance}
        case DeadlineChange() if _is_agreed(entry, item):
            return {"deadline": entry.deadline, "stated": entry.stated}
        case Target():
            return {"target": entry.day}
        case Assignment():
            return {"lead": entry.lead}
        case _:
            return {}


def _is_agreed(change: DeadlineChange, item: Item) -> bool:
    if change.refused_by in item.setters:
        return False
    return change.by in item.setters or change.agreed_by in item.setters


def _days_given_by(
    entries: Iterable[AnyEntry], item: Item
) -> Iterator[tuple[str, date]]:
    for entry in entries:
        match entry:
            case Event():
                yield entry.name, entry.on
            case Response() if entry.by == item.owner and entry.acceptance.is_accepting:
                yield ACCEPTANCE, entry.on
            case _:
                pass


def _dated(
    deadline: Deadline, anchors: Anchors, on: date
) -> tuple[DueDate | None, str | None]:
    try:
        return deadline.due(anchors, on=on), None
    except ActionPlanError as error:
        return None, error.faults[0].message
