"""How long items were open, as the log tells it by a day.

An item is open from its opening until it leaves: it reaches the rung that is asked
about, or ends in another way. What counts is how it stands at the end of a day, so
that an item which is said to be done and opened again on one day has not left. Nor has
one that was opened again later: the time at which it was thought to be done is part of
the time that it takes.
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
Span = tuple[date, date | None]


@attrs.frozen
class OpenSpell:
    """The time for which an item was open.

    Attributes:
        item: The item.
        left: The day on which it left, if that stands; None while it is open.
        is_done: Whether it left because it was done.
        spans: The days on which it was open, as they were then: of each stretch the
            first day, and the one on which it was over.
    """

    item: Item
    left: date | None
    is_done: bool
    spans: tuple[Span, ...]

    @property
    def start(self) -> date:
        """The first day at whose end it was open."""
        return self.spans[0][0]

    def days(self, on: date) -> int:
        """How long it lasted, or has lasted on a day."""
        return ((self.left or on) - self.start).days

    def holds(self, day: date) -> bool:
        """Whether the item was open at the end of a day."""
        return any(
            first <= day and (over is None or day < over) for first, over in self.spans
        )


def has_left(status: Status, item: Item, rung: Status) -> bool:
    """Whether an item of a status has reached a rung, or ended in another way."""
    group = group_of(status, item)
    if group is Group.PENDING:
        return LADDER.index(status) >= LADDER.index(rung)
    return group is Group.ENDED


def leaving(state: ItemState, rung: Status) -> tuple[date, Status] | None:
    """The day since which an item has left, and the rung, or the way in which it ended.

    What was done and then superseded was done first. What was said to have ended
    otherwise, and then to be done after all, is done from the day of that.
    """
    gone: list[tuple[date, Status]] = []
    for day, status in at_the_end_of_days(state):
        if has_left(status, state.item, rung):
            gone.append((day, status))
        else:
            gone.clear()
    if not gone:
        return None
    done = [day for day, status in gone if status in LADDER]
    (first, how), (_, now) = gone[0], gone[-1]
    if done and (how in LADDER or now in LADDER):
        return done[0], rung
    return first, now


def at_the_end_of_days(state: ItemState) -> Iterator[tuple[date, Status]]:
    """The last status of each day on which one was given, from the opening on."""
    opened = state.item.opened or state.on
    given = statuses_of(state.entries)
    ends = {
        opened: Status.AWAITING,
        **{max(entry.on, opened): status for entry, status in given},
    }
    yield from ends.items()


def spells_of(states: Iterable[ItemState], rung: Status) -> tuple[OpenSpell, ...]:
    """The spells of all items that were open at the end of a day, in their order."""
    return tuple(
        OpenSpell(state.item, spans[-1][1], _is_done(state, rung), spans)
        for state in states
        if (spans := tuple(_spans(state, rung)))
    )


def _is_done(state: ItemState, rung: Status) -> bool:
    left = leaving(state, rung)
    return left is not None and left[1] is rung


def _spans(state: ItemState, rung: Status) -> Iterator[Span]:
    first: date | None = None
    for day, status in at_the_end_of_days(state):
        left = has_left(status, state.item, rung)
        if first is not None and left:
            yield first, day
            first = None
        elif first is None and not left:
            first = day
    if first is not None:
        yield first, None


def weeks_of(spells: Iterable[OpenSpell], after: date, on: date) -> tuple[Week, ...]:
    """How many items came and left on each day of the whole weeks to a day.

    They are counted back from that day, and none reaches back to `after`, the day
    after which they begin. The earliest week comes first.
    """
    came: Counter[date] = Counter()
    left: Counter[date] = Counter()
    for spell in spells:
        came[spell.start] += 1
        if spell.left is not None:
            left[spell.left] += 1
    return tuple(
        tuple((came[day], left[day]) for day in _days_to(on - timedelta(weeks=number)))
        for number in reversed(range((on - after).days // WEEK))
    )


def _days_to(end: date) -> list[date]:
    return [end - timedelta(days=back) for back in reversed(range(WEEK))]
