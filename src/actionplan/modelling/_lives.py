"""The lives of items: every state that an item has been in, from day to day.

A question about many days need not fold the log for each of them. An item stands as it
stood the day before, but for the days of its entries and those on which one body takes
the place of another. So it is folded on these days only, and what lies between them
holds throughout. The days of meetings are not among them: a deadline that counts from
the next meeting counts from the first one after it was set, whichever day is asked.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import zip_longest
from typing import Any

import attrs

from actionplan._diary import Diaries
from actionplan._fields import is_a, is_moment, optional
from actionplan._index import Index
from actionplan.bodies import Body
from actionplan.deadlines import DueDate, Recurring
from actionplan.errors import Fault, InvalidValue, raise_any
from actionplan.items import Item
from actionplan.log import AnyEntry, Assignment, ProgressUpdate, Retraction, Target
from actionplan.register import Register
from actionplan.snapshot import ItemState
from actionplan.snapshot._fold import fold, told_by
from actionplan.snapshot._parties import Lineage, Parties

DAY = timedelta(days=1)
_MOVES_NO_DAY = (ProgressUpdate, Target, Assignment)


@attrs.frozen(kw_only=True)
class Segment:
    """Some days on end on which nothing about an item changed.

    Attributes:
        from_: The first of the days.
        until: The last of them; None for the segment that lasts.
        state: How the item stood on the first of them. On the others it stood the
            same, but for what counts the days to or from `on`, and for what recurs:
            that is due next on a later day, and may have been missed since.
    """

    from_: date
    until: date | None
    state: ItemState

    @property
    def overdue_from(self) -> date | None:
        """The first day on which it is overdue; None where it never is.

        What recurs never is. The day may be after the last of the segment.
        """
        return self._late_from(self.state.due, recurs=_recurs(self.state.deadline))

    @property
    def overdue_originally_from(self) -> date | None:
        """The first day on which it is overdue by the day that was due at first."""
        recurs = _recurs(self.state.item.deadline)
        return self._late_from(self.state.original_due, recurs=recurs)

    def _late_from(self, due: DueDate | None, *, recurs: bool) -> date | None:
        if due is None or recurs or not self.state.is_open:
            return None
        return max(self.from_, due.day + DAY)


@attrs.frozen(kw_only=True)
class Life:
    """An item, and its segments from its opening on, the first one first.

    Attributes:
        item: The item.
        segments: Its segments, each of which begins on the day after the one before.
    """

    item: Item
    segments: tuple[Segment, ...]
    _days: tuple[date, ...] = attrs.field(init=False, eq=False, repr=False)

    @_days.default
    def _first_days(self) -> tuple[date, ...]:
        return tuple(segment.from_ for segment in self.segments)

    @property
    def opened(self) -> date:
        """The day of its opening."""
        return self.segments[0].from_

    def at(self, day: date) -> ItemState | None:
        """The state that holds on a day; None before its opening.

        Its `on` is the day from which it holds: see `Segment.state`.
        """
        segment = self.segment_at(day)
        return None if segment is None else segment.state

    def segment_at(self, day: date) -> Segment | None:
        """The segment that a day is in; None before its opening."""
        place = bisect_right(self._days, day)
        return self.segments[place - 1] if place else None


def lives(register: Register, known: datetime | None = None) -> tuple[Life, ...]:
    """The lives of all items that are tracked and have an opening day, in order.

    They hold what `register.at` gives for each day, as known at a moment.

    Raises:
        InvalidValue: It is no register, or `known` no moment with a time zone.
    """
    raise_any(InvalidValue, lives_faults(register, known))
    index = index_of(register)
    owners = frozenset(register.tracks) or index.bodies.keys()
    living = _Living(
        index=index,
        known=known,
        lineage=Lineage(index.bodies),
        diaries=Diaries(index.meetings.values()),
    )
    followed = (item for item in index.items.values() if item.owner in owners)
    return tuple(living.life(i, i.opened) for i in followed if i.opened is not None)


def lives_faults(register: Register, known: datetime | None) -> list[Fault]:
    """What is wrong with a register and a moment, of which lives are asked."""
    faults = [f.within("register") for f in is_a(Register, "a register")(register)]
    faults += [fault.within("known") for fault in optional(is_moment)(known)]
    return faults


def index_of(register: Register) -> Index:
    """The index of a register, by which its parts are found."""
    return register._index  # noqa: SLF001 - within the package, and never changed


@attrs.frozen(kw_only=True, eq=False)
class _Living:
    """What the lives of the items of a register have in common."""

    index: Index
    known: datetime | None
    lineage: Lineage
    diaries: Diaries

    def life(self, item: Item, opened: date) -> Life:
        """The life of an item."""
        entries = self._known_entries(item)
        parties = self.lineage.parties(item, opened)
        changing = {entry.on for entry in entries}
        changing.update(_days_of_succession(parties, self.index.bodies))
        days = [opened, *sorted(day for day in changing if day > opened)]
        states = self._states(item, entries, days)
        segments = (
            Segment(
                from_=state.on,
                until=None if following is None else following.on - DAY,
                state=state,
            )
            for state, following in zip_longest(states, states[1:])
        )
        return Life(item=item, segments=tuple(segments))

    def _states(
        self, item: Item, entries: tuple[AnyEntry, ...], days: Iterable[date]
    ) -> list[ItemState]:
        states: list[ItemState] = []
        is_plain = not any(isinstance(entry, Retraction) for entry in entries)
        for day in days:
            new = tuple(entry for entry in entries if entry.on == day)
            parties = self.lineage.parties(item, day)
            if states and is_plain and _moves_no_day(states[-1], new, parties):
                states.append(_told_more(states[-1], new, day))
            else:
                states.append(self._folded(item, entries, day, parties))
        return states

    def _known_entries(self, item: Item) -> tuple[AnyEntry, ...]:
        entries = self.index.entries_of(item.id)
        if self.known is None:
            return entries
        return tuple(entry for entry in entries if entry.known_from <= self.known)

    def _folded(
        self, item: Item, entries: Iterable[AnyEntry], day: date, parties: Parties
    ) -> ItemState:
        return fold(
            item,
            entries,
            on=day,
            known=self.known,
            parties=parties,
            diaries=self.diaries,
        )


# Most entries only say how it goes. To work out the due days again for each of them
# would take most of the time, so they are added to the state before.


def _moves_no_day(before: ItemState, new: Iterable[AnyEntry], parties: Parties) -> bool:
    """Whether the due days of a state stay the same, whatever some entries say."""
    return (
        all(isinstance(entry, _MOVES_NO_DAY) for entry in new)
        and parties == before.parties
        and not _recurs(before.deadline)
        and not _recurs(before.item.deadline)
    )


def _told_more(before: ItemState, new: tuple[AnyEntry, ...], day: date) -> ItemState:
    told: dict[str, Any] = {}
    for entry in new:
        told.update(told_by(entry, before.parties))
    return attrs.evolve(before, on=day, entries=before.entries + new, **told)


def _days_of_succession(parties: Parties, bodies: Mapping[str, Body]) -> Iterator[date]:
    """The days on which another body begins to speak for a party."""
    for name in parties.owners | parties.overseers | parties.setters:
        until = bodies[name].until
        if until is not None:
            yield until + DAY


def _recurs(deadline: object) -> bool:
    return isinstance(deadline, Recurring)
