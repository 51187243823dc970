"""Simulated futures: how many items are open on each day, trial by trial.

Each trial first draws the past itself again, weeks or spells, as many as there were
and with replacement (Efron 1979). A future is then drawn from that, so that the
spread between trials holds both what chance does and what the past leaves unknown.
Weeks are drawn in runs, since what a week brings is like what the week before brought
(the circular blocks of Politis and Romano 1992). Only `Random.random` is asked, which
gives the same for a seed in every version of Python.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from random import Random
from typing import TypeVar

import attrs

from actionplan.modelling._spells import Week
from actionplan.modelling._staircase import Draw, Staircase

T = TypeVar("T")
Path = list[int]
Heap = tuple[tuple[int, int], ...]

RUN = 4  # weeks on end: whatever a board does once a month stays together


@attrs.frozen(kw_only=True)
class Start:
    """Where all trials begin.

    Attributes:
        ages: How many days each item has been open.
        dues: In how many days each of them is due; below 0 for what cannot be met.
        days: How many days are simulated.
        weeks: The weeks of the past that are drawn from.
        arriving: Whether new items arrive as they did in those weeks.
    """

    ages: tuple[int, ...]
    dues: tuple[int, ...]
    days: int
    weeks: tuple[Week, ...]
    arriving: bool


@attrs.frozen
class Futures:
    """What came of all trials.

    Attributes:
        heaps: For each day the numbers that were open, in order, each with how many
            trials had no more.
        chances: For each item, the chance that it has left by its due day.
    """

    heaps: tuple[Heap, ...]
    chances: list[float]


class Counts:
    """How often each number of items was open on each day."""

    def __init__(self, days: int) -> None:
        self._days: list[dict[int, int]] = [{} for _ in range(days + 1)]
        self._ended = [0] * (days + 2)

    def add(self, path: Path) -> None:
        """Count one more path; after its end none is open."""
        for counts, number in zip(self._days, path, strict=False):
            counts[number] = counts.get(number, 0) + 1
        self._ended[min(len(path), len(self._days))] += 1

    def heaps(self) -> tuple[Heap, ...]:
        """The numbers of each day in order, with how many paths had no more."""
        ended = accumulate(self._ended)
        return tuple(map(_heap, self._days, ended))


def _heap(counts: dict[int, int], ended: int) -> Heap:
    found = counts | ({0: counts.get(0, 0) + ended} if ended else {})
    numbers = sorted(found)
    upto = accumulate(found[number] for number in numbers)
    return tuple(zip(numbers, upto, strict=True))


def _redrawn(draw: Draw, values: Sequence[T]) -> list[T]:
    """As many values, drawn with replacement."""
    size = len(values)
    return [values[int(draw() * size)] for _ in range(size)]


def _coming(draw: Draw, weeks: Sequence[Week]) -> Iterator[Week]:
    """Weeks to come, without end, in runs of a past that is drawn anew."""
    size = len(weeks)
    firsts = [int(draw() * size) for _ in range(-(-size // RUN))]
    while True:
        first = firsts[int(draw() * len(firsts))]
        for number in range(RUN):  # after the last week comes the first one
            yield weeks[(first + number) % size]


def throughput(start: Start, *, trials: int, seed: int) -> Futures:
    """Futures in which as many leave as did in weeks of the past, drawn at random.

    Which item leaves next is anybody's guess, so that all have the same chance.
    """
    draw = Random(seed).random  # noqa: S311 - a simulation, and no secret
    counts = Counts(start.days)
    staying = [0.0] * (max(start.dues, default=-1) + 1)
    for _ in range(trials):
        path, stays = _by_weeks(start, draw)
        counts.add(path)
        for day, stay in zip(range(len(staying)), stays, strict=False):
            staying[day] += stay
    chances = [1 - staying[due] / trials if due >= 0 else 0.0 for due in start.dues]
    return Futures(counts.heaps(), chances)


def _by_weeks(start: Start, draw: Draw) -> tuple[Path, list[float]]:
    """One path, and the share of those open at first who still are, day by day."""
    count, stay = len(start.ages), 1.0
    path, stays = [count], [stay]
    coming = chain.from_iterable(_coming(draw, start.weeks))
    while len(path) <= start.days and (count or start.arriving):
        came, left = next(coming)
        before = count + (came if start.arriving else 0)
        count = max(0, before - left)
        stay *= count / before if before else 1.0
        path.append(count)
        stays.append(stay)
    return path, stays


def survival(start: Start, codes: Sequence[int], *, trials: int, seed: int) -> Futures:
    """Futures in which each item leaves at an age at which items did, given its own."""
    draw = Random(seed).random  # noqa: S311 - a simulation, and no secret
    counts, met = Counts(start.days), [0] * len(start.ages)
    for _ in range(trials):
        counts.add(_by_ages(start, codes, draw, met))
    return Futures(counts.heaps(), [times / trials for times in met])


def _by_ages(start: Start, codes: Sequence[int], draw: Draw, met: list[int]) -> Path:
    stairs = Staircase.of(_redrawn(draw, codes))
    waits = stairs.waits(start.ages, draw)
    for number, (wait, due) in enumerate(zip(waits, start.dues, strict=True)):
        met[number] += wait <= due
    change = [0] * (start.days + 1)
    change[0] = len(start.ages)
    _leave(waits, change)
    if start.arriving:
        _arrive(start, stairs, draw, change)
    return list(accumulate(change))


def _leave(days: Iterable[int], change: list[int]) -> None:
    """Take away what leaves on some days, as far as they are simulated."""
    for day in days:
        if day < len(change):
            change[day] -= 1


def _arrive(start: Start, stairs: Staircase, draw: Draw, change: list[int]) -> None:
    """Add what arrives in weeks of the past, and take it away when it leaves."""
    coming = chain.from_iterable(_coming(draw, start.weeks))
    for day, (came, _) in zip(range(1, start.days + 1), coming, strict=False):
        change[day] += came
        _leave([day + wait for wait in stairs.waits([0] * came, draw)], change)
