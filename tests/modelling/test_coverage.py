"""Whether forecasts hold what they claim, over many simulated registers.

It takes minutes, and so is no part of the usual tests: `pytest -s tests/modelling`.
"""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

import actionplan as ap
from actionplan import modelling
from futures import ACTIONS, START, by_ages, by_weeks

REGISTERS = 500
ON, AHEAD = START + timedelta(days=728), timedelta(days=91)


def steady(seed: int) -> ap.Register:
    """Two years of history and a quarter to come, done at a pace of twelve a week."""
    return by_weeks(seed, items=2000, weeks=120, most=24)


def ageing(seed: int) -> ap.Register:
    """Items that come all the time, and are the less likely done the older they are."""
    return by_ages(seed, items=900, over=728, scale=250, shape=0.8, never=0.1)


def ageing_quickly(seed: int) -> ap.Register:
    """The same, but quick enough for nearly all ages to have been seen."""
    return by_ages(seed, items=900, over=728, scale=80, shape=0.8, never=0.1)


CASES: dict[str, tuple[str, Callable[[int], ap.Register]]] = {
    "throughput": ("throughput", steady),
    "survival": ("survival", ageing),
    "survival-seen": ("survival", ageing_quickly),
}


def open_then(register: ap.Register, items: tuple[str, ...], day: date) -> int:
    """How many of some items were open on a day."""
    now = register.at(day)
    return sum(now[item].is_open for item in items)


@pytest.mark.parametrize("name", CASES)
def test_coverage(name: str) -> None:
    """Four in five intervals hold what happened, within four in a hundred."""
    method, made = CASES[name]
    hits, below = 0, 0
    for seed in range(REGISTERS):
        register = made(seed)
        ahead = modelling.forecast(
            register,
            ON,
            method=method,
            where=ACTIONS,
            trials=400,
            seed=seed,
            horizon="P13W",
        )
        expected = ahead.open_on(ON + AHEAD)
        actual = open_then(register, ahead.items, ON + AHEAD)
        hits += expected.low <= actual <= expected.high
        below += actual < expected.low
    above = REGISTERS - hits - below
    message = f"{name}: {hits} of {REGISTERS} held, {below} below, {above} above"
    print(f"\n{message}")  # noqa: T201 - the figure is what it is run for
    assert 0.76 <= hits / REGISTERS <= 0.84
