"""The days of a series, and what is counted on each of them in one sweep."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import accumulate, count, takewhile

import attrs

from actionplan._values import FrozenMap
from actionplan.modelling._lives import Life, Segment
from actionplan.periods import Period

Places = tuple[int, int]


@attrs.frozen
class Timeline:
    """The days of a series, in order, of which the first and the last were asked for.

    A span of places among them begins with its first and ends before its last.
    """

    days: tuple[date, ...]

    @classmethod
    def of(cls, start: date, end: date, step: Period) -> "Timeline":
        """The first day, every step after it, and the last day."""
        steps = (step.added_to(start, times) for times in count())  # without drift
        return cls((*takewhile(lambda day: day < end, steps), end))

    def span(self, start: date | None, until: date | None) -> Places:
        """The places of the days from one to another, both included.

        Without a start there are none, and without an end they go on to the last.
        """
        last = len(self.days) if until is None else self.after(until)
        return last if start is None else bisect_left(self.days, start), last

    def after(self, day: date) -> int:
        """The place of the first day after a day."""
        return bisect_right(self.days, day)

    def place(self, day: date) -> int | None:
        """The place at which something is counted that happened on a day.

        It is that of the step in which the day lies. The first step is one day long.
        """
        if self.days[0] <= day <= self.days[-1]:
            return bisect_left(self.days, day)
        return None

    def lived(self, life: Life) -> Iterator[tuple[Segment | None, Segment]]:
        """Each segment of a life that begins by the last day, and the one before it."""
        before = None
        for segment in life.segments:
            if segment.from_ > self.days[-1]:
                return
            yield before, segment
            before = segment


class Tally:
    """How many of what there are at each place, added up at the end.

    What holds over a span costs two additions, however long the span is.
    """

    def __init__(self, names: Iterable[str], size: int) -> None:
        self._size = size
        self._steps = {name: [0] * (size + 1) for name in names}

    def hold(self, name: str, places: Places) -> None:
        """Count one at each place of a span."""
        first, last = places
        if first < last:
            self._steps[name][first] += 1
            self._steps[name][last] -= 1

    def happen(self, name: str, place: int | None) -> None:
        """Count one at a place, if it is among them."""
        if place is not None:
            self.hold(name, (place, place + 1))

    def totals(self) -> FrozenMap[tuple[int, ...]]:
        """The numbers at each place, by name."""
        size = self._size
        return FrozenMap(
            {name: tuple(accumulate(at[:size])) for name, at in self._steps.items()}
        )
