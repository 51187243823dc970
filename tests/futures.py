"""Registers of which the past and the future are simulated, to hold forecasts to."""

from datetime import date, timedelta
from math import log
from random import Random

import actionplan as ap
from actionplan import modelling
from actionplan.periods import Period

NORFOLK = ap.Body(id="norfolk", name="Norfolk", kind="police-force")
START = date(2012, 1, 2)
ACTIONS = {"kind": "action"}  # and not the plan, which stays open
WEEK = 7
YEAR_ON = START + timedelta(days=364)

# An item: the day on which it was added, and the one on which it was done, if it was.
Lived = tuple[date, date | None]


def register_of(items: list[Lived], deadline: str | None = None) -> ap.Register:
    """A plan whose actions were added and done on these days."""
    actions = [
        ap.Action(
            id=f"p/{number}",
            owner="norfolk",
            text="Act.",
            answers=[],
            added=added,
            deadline=deadline,
        )
        for number, (added, _) in enumerate(items)
    ]
    plan = ap.ActionPlan(id="p", owner="norfolk", added=START, actions=actions)
    log_of = [done(number, day) for number, (_, day) in enumerate(items) if day]
    return ap.Register(bodies=[NORFOLK], plans=[plan], log=log_of)


def done(number: int, day: date, status: str = "complete") -> ap.ProgressUpdate:
    """The entry that says that an action is done."""
    return ap.ProgressUpdate(
        item=f"p/{number}", on=day, by="norfolk", status=ap.Status(status)
    )


def by_weeks(seed: int, *, items: int, weeks: int, most: int) -> ap.Register:
    """A register whose items are done at a pace that differs from week to week.

    The pace is anything from none to twice the mean, on any days of the week.
    """
    draw = Random(seed)  # noqa: S311 - no secret
    days = [
        START + timedelta(days=WEEK * week + draw.randrange(WEEK) + 1)
        for week in range(weeks)
        for _ in range(draw.randrange(most + 1))
    ]
    padded: list[date | None] = [*sorted(days), *[None] * items]
    return register_of([(START, day) for day in padded[:items]])


def by_ages(
    seed: int, *, items: int, over: int, scale: float, shape: float, never: float = 0.0
) -> ap.Register:
    """A register whose items are added over time and done at an age.

    The ages have the distribution of Weibull, but for a share that is never done.
    """
    draw = Random(seed)  # noqa: S311 - no secret
    lived: list[Lived] = []
    for _ in range(items):
        added = START + timedelta(days=draw.randrange(over))
        age = scale * (-log(1 - draw.random())) ** (1 / shape)
        is_done = draw.random() >= never
        lived.append((added, added + timedelta(days=1 + int(age)) if is_done else None))
    return register_of(lived)


def scored(chances: list[tuple[float, bool]]) -> modelling.Backtest:
    """A back-test in which items were given some chances."""
    given = [
        modelling.GivenChance(
            item=f"p/{n}", on=START, due=YEAR_ON, chance=chance, met=met
        )
        for n, (chance, met) in enumerate(chances)
    ]
    one = modelling.PastForecast(on=START, day=YEAR_ON, chances=tuple(given))
    return modelling.Backtest(
        method=modelling.Method.SURVIVAL,
        horizon=Period(days=1),
        window=Period(years=1),
        rung=ap.Status.COMPLETE,
        new_findings=False,
        trials=1000,
        seed=0,
        until=YEAR_ON,
        forecasts=(one,),
    )
