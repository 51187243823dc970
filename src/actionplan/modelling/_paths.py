"""Simulated futures: how many items are open on each day, trial by trial.

Each trial first draws the past itself again, weeks or spells, as many as there were
and with replacement (Efron 1979). A future is then drawn from that, so that the
spread between trials holds both what chance does and what the past leaves unknown.
Only `Random.random` is asked, which gives the same for a seed in every version of
Python.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

import attrs

from actionplan.modelling._spells import Week
from actionplan.modelling._staircase import Draw, Staircase

T = TypeVar("T")
Path = list[int]


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
        paths: For each trial, how many are open on each day from the first.
        chances: For each item, the chance that it has left by its due day.
    """

    paths: list[Path]
    chances: list[float]


def _redrawn(draw: Draw, values: Sequence[T]) -> list[T]:
    size = len(values)
    return [values[int(draw() * size)] for _ in range(size)]


def throughput(start: Start, *, trials: int, seed: int) -> Futures:
    """Futures in which as many leave as did in weeks of the past, drawn at random.

    Which item leaves next is anybody's guess, so that all have the same chance.
    """
    draw = Random(seed).random  # noqa: S311 - a simulation, and no secret
    paths = []
    staying = [0.0] * (start.days + 1)
    for _ in range(trials):
        path, stays = _by_weeks(start, draw)
        paths.append(path)
        staying = [total + stay for total, stay in zip(staying, stays, strict=True)]
    chances = [
        1 - staying[min(due, start.days)] / trials if due >= 0 else 0.0
        for due in start.dues
    ]
    return Futures(paths, chances)


def _by_weeks(start: Start, draw: Draw) -> tuple[Path, list[float]]:
    """One path, and the share of those open at first who still are, day by day."""
    weeks = _redrawn(draw, start.weeks)
    count, stay = len(start.ages), 1.0
    path, stays = [count], [stay]
    while len(path) <= start.days and (count or start.arriving):
        for came, left in weeks[int(draw() * len(weeks))]:
            before = count + (came if start.arriving else 0)
            count = max(0, before - left)
            stay *= count / before if before else 1.0
            path.append(count)
            stays.append(stay)
    missing = start.days + 1 - len(path)
    size = start.days + 1
    return (path + [0] * missing)[:size], (stays + [0.0] * missing)[:size]


def survival(start: Start, codes: Sequence[int], *, trials: int, seed: int) -> Futures:
    """Futures in which each item leaves at an age at which items did, given its own."""
    draw = Random(seed).random  # noqa: S311 - a simulation, and no secret
    met = [0] * len(start.ages)
    paths = [_by_ages(start, codes, draw, met) for _ in range(trials)]
    return Futures(paths, [times / trials for times in met])


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
    weeks = _redrawn(draw, start.weeks)
    days: list[int] = []
    while len(days) < start.days:
        days += [came for came, _ in weeks[int(draw() * len(weeks))]]
    for day, came in enumerate(days[: start.days], 1):
        change[day] += came
        unborn = [-1] * came  # so that one may leave on the day on which it comes
        _leave([day - 1 + wait for wait in stairs.waits(unborn, draw)], change)
