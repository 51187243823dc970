"""The spells for which items were open, as the log tells them by a day.

A spell begins on the day on which an item is opened, or opened again, and ends on
the day on which it leaves: it reaches the rung that is asked about, or ends in
another way. What counts is how it stands at the end of a day, so that an item which
is said to be done and opened again on one day has not left.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import attrs

from actionplan.items import Item
from actionplan.snapshot import ItemState
from actionplan.snapshot._history import LADDER, group_of, statuses_of
from actionplan.terms import Group, Status

WEEK = 7

Week = tuple[tuple[int, int], ...]


@attrs.frozen
class OpenSpell:
    """Days on end on which an item was open.

    Attributes:
        item: The item.
        start: The first day.
        left: The day on which it left; None while it is open.
    """

    item: Item
    start: date
    left: date | None

    def days(self, on: date) -> int:
        """How long it lasted, or has lasted on a day."""
        return ((self.left or on) - self.start).days

    def holds(self, day: date) -> bool:
        """Whether the item was open at the end of a day."""
        return self.start <= day and (self.left is None or day < self.left)


def has_left(status: Status, item: Item, rung: Status) -> bool:
    """Whether an item of a status has reached a rung, or ended in another way."""
    group = group_of(status, item)
    if group is Group.PENDING:
        return LADDER.index(status) >= LADDER.index(rung)
    return group is Group.ENDED


def spells_of(states: Iterable[ItemState], rung: Status) -> tuple[OpenSpell, ...]:
    """The spells of all items, in the order of their states."""
    return tuple(spell for state in states for spell in _spells(state, rung))


def _spells(state: ItemState, rung: Status) -> Iterator[OpenSpell]:
    opened = state.item.opened or state.on
    start: date | None = opened
    for day, status in _at_the_end_of_days(state):
        left = has_left(status, state.item, rung)
        if start is not None and left:
            yield OpenSpell(state.item, start, max(day, opened))
            start = None
        elif start is None and not left:
            start = max(day, opened)
    if start is not None:
        yield OpenSpell(state.item, start, None)


def _at_the_end_of_days(state: ItemState) -> Iterator[tuple[date, Status]]:
    return iter(
        {entry.on: status for entry, status in statuses_of(state.entries)}.items()
    )


def weeks_of(spells: Iterable[OpenSpell], after: date, on: date) -> tuple[Week, ...]:
    """How many items came and left on each day of the whole weeks to a day.

    They are counted back from that day, and none reaches back to `after`, the day
    after which they begin. The latest week comes first.
    """
    came: Counter[date] = Counter()
    left: Counter[date] = Counter()
    for spell in spells:
        came[spell.start] += 1
        if spell.left is not None:
            left[spell.left] += 1
    return tuple(
        tuple((came[day], left[day]) for day in _days_to(on - timedelta(weeks=number)))
        for number in range((on - after).days // WEEK)
    )


def _days_to(end: date) -> list[date]:
    return [end - timedelta(days=back) for back in reversed(range(WEEK))]
