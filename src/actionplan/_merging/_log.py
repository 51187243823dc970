"""Uniting two logs, so that both orders hold wherever order makes a difference.

Entries of an item are folded by day, moment of recording and place, so the place only
counts among entries of one item, day and moment: here, a *tie*. Two entries of a tie
differ if they give one field different values. Their order then decides, and must be
that of every side that has both; if no side has both, nobody can know it. The order of
all others changes nothing, so it is one that does not depend on the side.
"""

from collections import Counter, defaultdict
from collections.abc import (
    Callable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from datetime import date, datetime
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import combinations
from typing import Any

import attrs

from actionplan.errors import Conflict, FaultCode
from actionplan.log import AnyEntry

Tie = tuple[str, date, datetime]
Told = Callable[[AnyEntry], Mapping[str, Any]]
Mark = tuple[AnyEntry, int]  # an entry, and which of several that are the same


@attrs.frozen(kw_only=True, slots=False)  # a slot cannot keep what is found once
class Logs:
    """Two logs and the one that both grew from, to be united.

    Attributes:
        ours: The log whose order is kept as far as it can be.
        theirs: The other log.
        base: The log that both grew from; empty without one.
        tie_of: The item, day and moment of an entry.
        told: The fields that an entry gives.
    """

    ours: Sequence[AnyEntry]
    theirs: Sequence[AnyEntry]
    base: Sequence[AnyEntry]
    tie_of: Callable[[AnyEntry], Tie]
    told: Told

    def united(self) -> tuple[tuple[AnyEntry, ...], list[Conflict]]:
        """All entries of both, and the conflicts between them."""
        if self.ours == self.theirs:
            return tuple(self.ours), []
        kept = self._kept()
        ours, theirs = self._marked(self.ours, kept), self._marked(self.theirs, kept)
        held = set(ours)
        slots = _interleaved(ours, [mark for mark in theirs if mark not in held])
        ties = _by_tie(self.tie_of, ours), _by_tie(self.tie_of, theirs)
        keys = [self.tie_of(entry) for entry, _ in slots]
        orders: dict[Tie, Iterator[Mark]] = {}
        conflicts: list[Conflict] = []
        for tie in dict.fromkeys(keys):
            order, found = self._ordered(ties[0].get(tie, []), ties[1].get(tie, []))
            orders[tie] = iter(order)
            conflicts += found
        return tuple(next(orders[key])[0] for key in keys), conflicts

    def _kept(self) -> Counter[AnyEntry]:
        """How often each entry is kept, which is as often as either side has it."""
        mine, other, old = Counter(self.ours), Counter(self.theirs), Counter(self.base)
        kept = mine | other
        for entry in old:
            if mine[entry] == old[entry]:
                kept[entry] = other[entry]
            elif other[entry] == old[entry]:
                kept[entry] = mine[entry]
        return kept

    @staticmethod
    def _marked(log: Iterable[AnyEntry], kept: Counter[AnyEntry]) -> list[Mark]:
        seen: Counter[AnyEntry] = Counter()
        marked = []
        for entry in log:
            if seen[entry] < kept[entry]:
                marked.append((entry, seen[entry]))
            seen[entry] += 1
        return marked

    def _ordered(
        self, ours: Sequence[Mark], theirs: Sequence[Mark]
    ) -> tuple[Sequence[Mark], list[Conflict]]:
        """The entries of a tie in an order that both sides' orders allow."""
        if not theirs or _is_part(theirs, ours):
            return ours, []
        if _is_part(ours, theirs):
            return theirs, []
        marks = sorted(dict.fromkeys([*ours, *theirs]), key=_name)
        places = [{mark: n for n, mark in enumerate(side)} for side in (ours, theirs)]
        conflicts = []
        after: dict[Mark, list[Mark]] = defaultdict(list)
        for field, one, other in self._differing(marks):
            orders = _orders(places, one, other)
            if len(orders) == 1:
                first, last = (one, other) if orders.pop() else (other, one)
                after[first].append(last)
            else:
                conflicts.append(self._conflict(field, one[0], other[0]))
        order = _sorted_by(marks, after)
        if len(order) == len(marks):
            return order, conflicts
        done = set(order)
        left = [mark for mark in marks if mark not in done]
        return marks, conflicts or [self._circle(left, after)]

    def _differing(self, marks: Sequence[Mark]) -> Iterator[tuple[str, Mark, Mark]]:
        """The pairs that differ, with a field of which both give another value."""
        told = [(mark, self.told(mark[0])) for mark in marks]
        for (one, mine), (other, its) in combinations(told, 2):
            field = _differing_field(mine, its)
            if field is not None:
                yield field, one, other

    def _circle(
        self, left: Sequence[Mark], after: Mapping[Mark, list[Mark]]
    ) -> Conflict:
        """Orders of the two sides that lead, over other entries, into a circle."""
        field, one, other = next(
            (field, one, other)
            for field, one, other in self._differing(left)
            if other in after[one] or one in after[other]
        )
        return self._conflict(field, one[0], other[0])

    def _conflict(self, field: str, one: AnyEntry, other: AnyEntry) -> Conflict:
        mine, its = (one, other) if id(one) in self._places else (other, one)
        message = (
            f"gives another {field} than an entry of {its.by} about the same item "
            "and moment, and nothing says which came first"
        )
        hint = "give both entries the moment at which they were `recorded`"
        path = self._places[id(mine)]
        return Conflict(
            path, FaultCode.CONFLICT, mine, message, hint, ours=mine, theirs=its
        )

    @cached_property
    def _places(self) -> dict[int, str]:
        """Where the entries of this log stand, by their identity."""
        return {id(entry): f"log[{n}]" for n, entry in enumerate(self.ours)}


def _name(mark: Mark) -> tuple[str, int]:
    """What orders marks of which no order counts, on whichever side they are."""
    return mark[0].digest, mark[1]


def _by_tie(
    tie_of: Callable[[AnyEntry], Tie], marks: Iterable[Mark]
) -> dict[Tie, list[Mark]]:
    ties: dict[Tie, list[Mark]] = defaultdict(list)
    for mark in marks:
        ties[tie_of(mark[0])].append(mark)
    return ties


def _is_part(part: Sequence[Mark], whole: Sequence[Mark]) -> bool:
    """Whether all of a part stands in the whole, in the same order."""
    rest = iter(whole)
    return all(mark in rest for mark in part)


def _orders(places: Iterable[Mapping[Mark, int]], one: Mark, other: Mark) -> set[bool]:
    """Whether one stands before the other, as each side that has both says."""
    return {side[one] < side[other] for side in places if one in side and other in side}


def _differing_field(one: Mapping[str, Any], other: Mapping[str, Any]) -> str | None:
    """A field of which both give another value, if there is one."""
    both = (name for name in one if name in other)
    return next((name for name in both if one[name] != other[name]), None)


def _sorted_by(marks: list[Mark], after: Mapping[Mark, list[Mark]]) -> list[Mark]:
    """The marks in their order, but each behind those that must come before it."""
    number = {mark: n for n, mark in enumerate(marks)}
    waiting = Counter(last for lasts in after.values() for last in lasts)
    ready = [n for mark, n in number.items() if not waiting[mark]]
    heapify(ready)
    ordered = []
    while ready:
        mark = marks[heappop(ready)]
        ordered.append(mark)
        for last in after.get(mark, ()):
            waiting[last] -= 1
            if not waiting[last]:
                heappush(ready, number[last])
    return ordered


def _interleaved(ours: Sequence[Mark], new: Sequence[Mark]) -> list[Mark]:
    """Our entries in their order, and what is new by the moment of its recording."""
    slots: list[Mark] = []
    place = 0
    for mark in new:
        moment = mark[0].known_from
        while place < len(ours) and ours[place][0].known_from <= moment:
            slots.append(ours[place])
            place += 1
        slots.append(mark)
    return [*slots, *ours[place:]]
