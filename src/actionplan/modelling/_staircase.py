"""The share of items that are still open so many days after they were opened.

This is the estimate of Kaplan and Meier (1958): an item that is still open counts
among those that could have left, for as long as it has been seen, and never as one
that left. Where the last that were seen all left, the estimate would be that nothing
is ever open for longer, which so few cannot tell: the curve stays where it was before,
and what gets as old stays open. It is written for being made again a thousand times
from whole numbers, and with nothing but the four operations of arithmetic, which give
the same on every machine.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Self

import attrs

from actionplan.modelling._spells import OpenSpell

Draw = Callable[[], float]

NEVER = 10**9  # days: of what does not leave as far as anything was ever seen to


def codes_of(spells: Iterable[OpenSpell], on: date) -> list[int]:
    """Each spell as one number: twice its days, and one more if the item left."""
    return [2 * spell.days(on) + (spell.left is not None) for spell in spells]


@attrs.frozen
class Staircase:
    """A falling staircase.

    Attributes:
        days: The numbers of days after which items left, in order.
        falls: The share still open after each of them, times -1, so that it grows.
    """

    days: list[int]
    falls: list[float]

    @classmethod
    def of(cls, codes: Sequence[int]) -> Self:
        """The curve of some spells, by the numbers that stand for them."""
        counts = Counter(codes)
        exposed, staying = len(codes), 1.0
        days, falls = [], []
        for day in sorted({code >> 1 for code in counts}):
            left = counts[2 * day + 1]
            if 0 < left < exposed:
                staying *= (exposed - left) / exposed
                days.append(day)
                falls.append(-staying)
            exposed -= left + counts[2 * day]
        return cls(days, falls)

    @property
    def oldest(self) -> int:
        """The greatest number of days after which items left, as far as it goes."""
        return self.days[-1] if self.days else 0

    def staying(self, age: int) -> float:
        """The share that is still open after so many days, that day included."""
        place = bisect_right(self.days, age)
        return -self.falls[place - 1] if place else 1.0

    def waits(self, ages: Sequence[int], draw: Draw) -> list[int]:
        """In how many days items of some ages leave, drawn at random.

        It is the first day after which no more than the drawn part is still open of
        what was open at that age. Past the last step nothing is known, and the wait
        is `NEVER`.
        """
        falls, days = self.falls, self.days
        steps = len(days)
        now = {age: -self.staying(age) for age in dict.fromkeys(ages)}
        places = [bisect_left(falls, now[age] * draw()) for age in ages]
        return [
            days[place] - age if place < steps else NEVER
            for place, age in zip(places, ages, strict=True)
        ]
