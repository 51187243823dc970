"""Snapshots: the states of many items on one day, to be asked."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any

import attrs

from actionplan._diary import Diaries
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
from actionplan.reports import Finding
from actionplan.snapshot._figures import AGES, OnTime, ageing, on_time, read_period
from actionplan.snapshot._fold import fold
from actionplan.snapshot._notebook import html_of
from actionplan.snapshot._parties import Lineage
from actionplan.snapshot._questions import counted_by, is_function, question
from actionplan.snapshot._rows import row_of
from actionplan.snapshot._states import ItemState
from actionplan.snapshot._text import text_of
from actionplan.snapshot.ratings import Rate, by_dates
from actionplan.terms import Acceptance, ItemKind, Status


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

    def _repr_html_(self) -> str:
        return html_of(self.on, self.known, self.states)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self._by_id)

    # Parts of it

    def open(self) -> "Snapshot":
        """What its owners have still to act on."""
        return self.having(lambda state: state.is_open)

    def pending(self) -> "Snapshot":
        """What is said to be done, and waits for others to agree."""
        return self.having(lambda state: state.is_pending)

    def ended(self) -> "Snapshot":
        """What nobody has to act on any more."""
        return self.having(lambda state: state.is_ended)

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
        ahead = read_period(period)
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
        return self.having(lambda state: state.is_open and state.times_reopened > 0)

    def stale(self, period: Period | str) -> "Snapshot":
        """What is not ended and about which the log has said nothing for a period.

        The period counts on from the day of the last entry, and its last day is not
        yet silence too long. The longest silence comes first; it begins with the
        opening of an item that has no entry.

        Args:
            period: How long, such as `P3M`.

        Raises:
            InvalidValue: It is not a period.
        """
        length = read_period(period)
        silent = (
            state
            for state in self.states
            if not state.is_ended and length.added_to(state.last_heard) < self.on
        )
        return self._of(sorted(silent, key=lambda state: -state.days_since_update))

    def where(
        self,
        *,
        id: str | None = None,  # noqa: A002 - the word of the model
        kind: ItemKind | str | None = None,
        owner: str | None = None,
        addressee: str | None = None,
        report: str | None = None,
        finding: str | None = None,
        plan: str | None = None,
        meeting: str | None = None,
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
            addressee: The id of a body that a finding is for.
            report: The id of the report that it comes from.
            finding: The id of the finding, whichever body it is for; or that of
                the obligation, plan or action.
            plan: The id of the plan that it comes from.
            meeting: The id of a meeting, a series, or a meeting of one: what is owned
                by the body that holds it, or by one that this body oversees, and so
                can be asked about there.
            status: Where it stands.
            acceptance: Whether its owner has taken it on.
            theme: One of the things that it is about.
            priority: How pressing it is said to be.

        Raises:
            UnknownName: The register has no such item, body, report, finding, plan,
                meeting, theme or priority, or there is no such term.
        """
        asked = {
            "id": id,
            "kind": kind,
            "owner": owner,
            "addressee": addressee,
            "report": report,
            "finding": finding,
            "plan": plan,
            "meeting": meeting,
            "status": status,
            "acceptance": acceptance,
            "theme": theme,
            "priority": priority,
        }
        return self.having(question(self._index, asked))

    def counts(self) -> dict[Status, int]:
        """How many stand where, in the order of the ladder, without empty steps."""
        found = Counter(state.status for state in self.states)
        return {status: found[status] for status in Status if found[status]}

    def counts_by(self, key: str | Rate) -> dict[str | None, int]:
        """How many there are of each value of a key, or of each rating.

        The values come in the order of the register, or of their ladder, and those
        of a rating as they are first found; None stands last, for what has no value.
        An item with several themes counts for each.

        Args:
            key: What `where` can be asked by, such as `owner`, `report` or `theme`;
                or a function that rates a state, such as one of
                `actionplan.snapshot.ratings`.

        Raises:
            UnknownName: Items cannot be counted by that.

        Example:
            >>> from datetime import date
            >>> import actionplan as ap
            >>> from actionplan.snapshot import ratings
            >>> now = ap.load("examples/norfolk_2014.json").at(date(2014, 9, 17))
            >>> now.counts_by("owner")
            {'norfolk-pcc': 1, 'norfolk': 5}
            >>> now.counts_by(ratings.city_of_london)
            {'red': 1, 'amber': 5}
        """
        return counted_by(self._index, key, self.states)

    def ratings(self, rate: Rate = by_dates) -> dict[str, str | None]:
        """The colour of each item, by its id.

        Args:
            rate: A function that rates a state; `by_dates` says what it goes by
                when none is given. Whatever it raises passes through.

        Raises:
            InvalidValue: It is no function.
        """
        raise_any(InvalidValue, is_function("rate", rate))
        return {state.item.id: rate(state) for state in self.states}

    def ageing(self, bounds: Sequence[Period | str] = AGES) -> dict[str, int]:
        """How many items have been here for how long, in bands, the newest first.

        Age counts from the day on which an item was opened. One that was opened
        a month ago to the day is still in the band up to a month.

        Args:
            bounds: The periods at which one band ends and the next begins.

        Raises:
            InvalidValue: A bound is no period, there is none, or they do not grow.

        Example:
            >>> from datetime import date
            >>> import actionplan as ap
            >>> now = ap.load("examples/norfolk_2014.json").at(date(2014, 11, 1))
            >>> now.open().ageing(["P1M", "P3M"])
            {'up to 1 month': 0, 'over 1 month to 3 months': 6, 'over 3 months': 0}
        """
        return ageing(self.states, self.on, bounds)

    def on_time(self, against: str = "current") -> OnTime:
        """How many met their last day, and how many missed it.

        An item met it that was said to be done by then, if that still stands; whether
        others agreed by then is a question about them, and not about its owner.

        Args:
            against: `current` for the day that is due with every change that was
                agreed, `original` for the one that was due at first.

        Raises:
            UnknownName: It is neither of the two.

        Example:
            >>> from datetime import date
            >>> import actionplan as ap
            >>> now = ap.load("examples/norfolk_2014.json").at(date(2014, 11, 1))
            >>> now.on_time()
            OnTime(met=0, missed=1, waiting=0, unjudged=5)
        """
        return on_time(self.states, against)

    @property
    def undated(self) -> dict[str, str]:
        """The items whose due date cannot be known, and why."""
        return {state.item.id: state.undated for state in self.states if state.undated}

    @property
    def addressees(self) -> dict[str, tuple[str, ...]]:
        """The bodies that each finding is for, whether they are in this part or not."""
        found: dict[str, list[str]] = {}
        for item in self._index.items.values():
            if isinstance(item.source, Finding):
                found.setdefault(item.source.id, []).append(item.owner)
        return {finding: tuple(bodies) for finding, bodies in found.items()}

    def rows(self) -> list[dict[str, Any]]:
        """One flat dictionary for each item, with the keys of `ROW_KEYS`.

        Values are text, whole numbers, days or None, so that they fit a table.
        """
        return [row_of(state) for state in self.states]

    def having(self, holds: Callable[[ItemState], bool]) -> "Snapshot":
        """The items of which something holds, in the same order.

        Args:
            holds: A function that says so of a state. Whatever it raises passes
                through.

        Raises:
            InvalidValue: It is no function.

        Example:
            >>> from datetime import date
            >>> import actionplan as ap
            >>> now = ap.load("examples/norfolk_2014.json").at(date(2014, 9, 17))
            >>> len(now.having(lambda state: state.waits_for == "norfolk"))
            5
        """
        raise_any(InvalidValue, is_function("holds", holds))
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
    diaries = Diaries(index.meetings.values())
    lineage = Lineage(index.bodies)
    states = tuple(
        fold(
            item,
            index.entries_of(item.id),
            on=on,
            known=known,
            parties=lineage.parties(item, on),
            diaries=diaries,
        )
        for item in index.items.values()
        if item.opened is not None and item.opened <= on and item.owner in owners
    )
    return Snapshot(on=on, known=to_moment(known), states=states, index=index)
