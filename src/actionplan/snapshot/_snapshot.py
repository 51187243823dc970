"""Snapshots: the states of many items on one day, to be asked."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from operator import itemgetter
from typing import Any

import attrs

from actionplan._fields import is_day, is_moment, optional, to_moment
from actionplan._index import Index, near
from actionplan.errors import (
    Fault,
    FaultCode,
    InvalidValue,
    UnknownName,
    raise_any,
    shown,
)
from actionplan.periods import Counting, Period
from actionplan.snapshot._questions import counted_by, question
from actionplan.snapshot._states import ItemState, fold
from actionplan.snapshot._text import text_of
from actionplan.terms import Acceptance, ItemKind, Status

ROW_KEYS = (
    "id",
    "kind",
    "name",
    "text",
    "report",
    "plan",
    "owner",
    "setter",
    "lead",
    "opened",
    "acceptance",
    "status",
    "group",
    "percent",
    "rag",
    "deadline",
    "stated",
    "original_due",
    "due",
    "explanation",
    "undated",
    "days_overdue",
    "target",
    "days_behind",
    "updated",
    "note",
)


@attrs.frozen(kw_only=True, repr=False)
class Snapshot:
    """The items that are published by a day, as they stood then.

    It is sized, gives its states one by one, and finds them by the id of their
    item. Every question about it gives a snapshot again, or plain values.

    Attributes:
        on: The day.
        known: The moment at whose knowledge it stops; None for all that is known.
        states: The states, in the order of the register.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> now = ap.load("examples/norfolk_2014.json").at(date(2014, 11, 1))
        >>> [state.item.id for state in now.overdue()]
        ['norfolk-2014/1', 'norfolk-2014/plan']
        >>> now["norfolk-2014/plan"].days_overdue
        22
    """

    on: date
    known: datetime | None = None
    states: tuple[ItemState, ...] = ()
    _index: Index = attrs.field(eq=False, alias="index")
    _by_id: dict[str, ItemState] = attrs.field(init=False, eq=False)

    @_by_id.default
    def _found_by_id(self) -> dict[str, ItemState]:
        return {state.item.id: state for state in self.states}

    def __len__(self) -> int:
        return len(self.states)

    def __iter__(self) -> Iterator[ItemState]:
        return iter(self.states)

    def __contains__(self, item: object) -> bool:
        if isinstance(item, ItemState):
            return item in self.states
        return self._index.item_id(item) in self._by_id

    def __getitem__(self, item: str) -> ItemState:
        """The state of an item, by its id in the short or the long form.

        Raises:
            UnknownName: There is no such item in this snapshot.
        """
        if item not in self:
            raise UnknownName(self._missing(item))
        return self._by_id[self._index.item_id(item) or item]

    def __repr__(self) -> str:
        return f"<Snapshot on {self.on}: items {len(self)}, open {len(self.open())}>"

    def __str__(self) -> str:
        return text_of(self.on, self.known, self.states)

    # Parts of it

    def open(self) -> "Snapshot":
        """What its owners have still to act on."""
        return self._having(lambda state: state.is_open)

    def pending(self) -> "Snapshot":
        """What is said to be done, and waits for others to agree."""
        return self._having(lambda state: state.is_pending)

    def ended(self) -> "Snapshot":
        """What nobody has to act on any more."""
        return self._having(lambda state: state.is_ended)

    def overdue(self) -> "Snapshot":
        """What is open after its last day, the most overdue first."""
        late = filter(lambda state: state.is_overdue, self.states)
        return self._of(sorted(late, key=lambda state: -state.days_overdue))

    def behind(self) -> "Snapshot":
        """What is open after its owner's target, the furthest behind first."""
        late = filter(lambda state: state.is_behind, self.states)
        return self._of(sorted(late, key=lambda state: -state.days_behind))

    def due_within(self, period: Period | str) -> "Snapshot":
        """What is open and due from this day to the end of a period after it.

        Both days are included; what is overdue already is not. The next due
        comes first.

        Args:
            period: How far to look ahead, such as `P6W`.

        Raises:
            InvalidValue: It is not a period.
        """
        ahead = period if isinstance(period, Period) else Period.from_text(period)
        last = ahead.last_day(self.on, Counting.AFTER)
        soon = [
            (state.due.day, state)
            for state in self.states
            if state.is_open and state.due and self.on <= state.due.day <= last
        ]
        return self._of(state for _, state in sorted(soon, key=itemgetter(0)))

    def slipped(self) -> "Snapshot":
        """What is due later than it was at first, the furthest first."""
        moved = filter(lambda state: state.days_slipped > 0, self.states)
        return self._of(sorted(moved, key=lambda state: -state.days_slipped))

    def reopened(self) -> "Snapshot":
        """What was said to be done and then opened again, and is open now."""
        return self._having(lambda state: state.is_open and state.times_reopened > 0)

    def stale(self, period: Period | str) -> "Snapshot":
        """What is not ended and about which the log has said nothing for a period.

        An entry on the first day of the period still counts. The longest silence
        comes first; it begins with the opening of an item that has no entry.

        Args:
            period: How long, such as `P3M`, back from the day of the snapshot.

        Raises:
            InvalidValue: It is not a period.
        """
        length = period if isinstance(period, Period) else Period.from_text(period)
        most = (self.on - length.added_to(self.on, -1)).days
        silent = (
            state
            for state in self.states
            if not state.is_ended and state.days_since_update > most
        )
        return self._of(sorted(silent, key=lambda state: -state.days_since_update))

    def where(
        self,
        *,
        id: str | None = None,  # noqa: A002 - the word of the model
        kind: ItemKind | str | None = None,
        owner: str | None = None,
        report: str | None = None,
        finding: str | None = None,
        status: Status | str | None = None,
        acceptance: Acceptance | str | None = None,
        theme: str | None = None,
        priority: str | None = None,
    ) -> "Snapshot":
        """What has all of these, of those that are given.

        Args:
            id: The id of an item, short or long.
            kind: The kind of item.
            owner: The id of the body that must act.
            report: The id of the report that it comes from.
            finding: The id of the finding, whichever body it is for; or that of
                the obligation, plan or action.
            status: Where it stands.
            acceptance: Whether its owner has taken it on.
            theme: One of the things that it is about.
            priority: How pressing it is said to be.

        Raises:
            UnknownName: The register has no such item, body, report, finding, theme
                or priority, or there is no such term.
        """
        asked = {
            "id": id,
            "kind": kind,
            "owner": owner,
            "report": report,
            "finding": finding,
            "status": status,
            "acceptance": acceptance,
            "theme": theme,
            "priority": priority,
        }
        return self._having(question(self._index, asked))

    def counts(self) -> dict[Status, int]:
        """How many stand where, in the order of the ladder, without empty steps."""
        found = Counter(state.status for state in self.states)
        return {status: found[status] for status in Status if found[status]}

    def counts_by(self, key: str) -> dict[str | None, int]:
        """How many there are of each value of a key that `where` can be asked by.

        The values come in the order of the register, or of their ladder; None stands
        last, for what has no value. An item with several themes counts for each.

        Args:
            key: Such as `owner`, `report` or `theme`.

        Raises:
            UnknownName: Items cannot be counted by that.

        Example:
            >>> from datetime import date
            >>> import actionplan as ap
            >>> now = ap.load("examples/norfolk_2014.json").at(date(2014, 9, 17))
            >>> now.counts_by("owner")
            {'norfolk-pcc': 1, 'norfolk': 5}
        """
        return counted_by(self._index, key, self.states)

    @property
    def undated(self) -> dict[str, str]:
        """The items whose due date cannot be known, and why."""
        return {state.item.id: state.undated for state in self.states if state.undated}

    def rows(self) -> list[dict[str, Any]]:
        """One flat dictionary for each item, with the keys of `ROW_KEYS`.

        Values are text, whole numbers, days or None, so that they fit a table.
        """
        return [dict(zip(ROW_KEYS, _row(state), strict=True)) for state in self.states]

    def _having(self, holds: Callable[[ItemState], bool]) -> "Snapshot":
        return self._of(filter(holds, self.states))

    def _of(self, states: Iterable[ItemState]) -> "Snapshot":
        return attrs.evolve(self, states=tuple(states))

    def _missing(self, name: str) -> Fault:
        message = f"there is no item {shown(name)}"
        hint = near(str(name), self._by_id)
        if self._index.item_id(str(name)):
            message = f"the item {shown(name)} is not in this snapshot of {self.on}"
            hint = "it is not published by that day, not tracked, or was filtered out"
        return Fault("", FaultCode.UNKNOWN_NAME, name, message, hint)


def take_snapshot(
    index: Index, tracks: Iterable[str], *, on: date, known: datetime | None
) -> Snapshot:
    """The states of all items that are published by a day and tracked.

    Raises:
        InvalidValue: `on` is no day, or `known` no moment.
    """
    faults = [fault.within("on") for fault in is_day(on)]
    faults += [fault.within("known") for fault in optional(is_moment)(known)]
    raise_any(InvalidValue, faults)
    owners = frozenset(tracks) or index.bodies.keys()
    meetings = sorted(meeting.start.date() for meeting in index.meetings.values())
    states = tuple(
        fold(item, index.entries_of(item.id), on=on, known=known, meetings=meetings)
        for item in index.items.values()
        if item.opened is not None and item.opened <= on and item.owner in owners
    )
    return Snapshot(on=on, known=to_moment(known), states=states, index=index)


def _row(state: ItemState) -> tuple[Any, ...]:
    item, due, original = state.item, state.due, state.original_due
    return (
        item.id,
        str(item.kind),
        item.name,
        item.text,
        item.report,
        item.plan,
        item.owner,
        item.setter,
        state.lead,
        item.opened,
        _term(state.acceptance),
        str(state.status),
        str(state.group),
        state.percent,
        state.rag,
        str(state.deadline),
        state.stated,
        original.day if original else None,
        due.day if due else None,
        due.explanation if due else None,
        state.undated,
        state.days_overdue,
        state.target,
        state.days_behind,
        state.updated,
        state.note,
    )


def _term(term: str | None) -> str | None:
    return None if term is None else str(term)
