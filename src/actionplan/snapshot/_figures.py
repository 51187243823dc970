"""Figures about many items: their ages, and how many met their day."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise

import attrs

from actionplan._fields import as_tuple, each, is_canonical
from actionplan.deadlines import Deadline, DueDate, Immediately, Recurring
from actionplan.errors import (
    Fault,
    FaultCode,
    InvalidValue,
    UnknownName,
    raise_any,
    shown,
)
from actionplan.periods import Period, to_period
from actionplan.snapshot._history import LADDER
from actionplan.snapshot._states import ItemState

AGES = ("P1M", "P3M", "P6M", "P1Y", "P2Y")


@attrs.frozen(kw_only=True)
class OnTime:
    """How many items met their day, of those of which it can be said.

    Attributes:
        met: Were said to be done by their last day, that day included.
        missed: Were said to be done later, or are still open after it.
        waiting: Are open, and their last day is still to come.
        unjudged: Have no last day to meet: none is known, it recurs, what was asked
            for is immediate action, or they ended without being done.

    Example:
        >>> from actionplan.snapshot import OnTime
        >>> OnTime(met=9, missed=1, waiting=4, unjudged=2).share
        0.9
    """

    met: int = 0
    missed: int = 0
    waiting: int = 0
    unjudged: int = 0

    @property
    def judged(self) -> int:
        """The number of which it can be said."""
        return self.met + self.missed

    @property
    def share(self) -> float | None:
        """The share of those that met their day, from 0 to 1; None where none can."""
        return self.met / self.judged if self.judged else None


_AGAINST: dict[str, Callable[[ItemState], tuple[Deadline, DueDate | None]]] = {
    "current": lambda state: (state.deadline, state.due),
    "original": lambda state: (state.item.deadline, state.original_due),
}


def on_time(states: Iterable[ItemState], against: str) -> OnTime:
    """How many met the day that is due now, or that was due at first.

    Raises:
        UnknownName: `against` is neither `current` nor `original`.
    """
    check_against(against)
    judged = _AGAINST[against]
    return OnTime(**Counter(_verdict(state, *judged(state)) for state in states))


def check_against(against: object) -> None:
    """Check which of its due days an item is held against.

    Raises:
        UnknownName: It is neither `current` nor `original`.
    """
    if against not in tuple(_AGAINST):
        message = f"there is no due day called {shown(against)}"
        hint = f"use {' or '.join(_AGAINST)}"
        raise UnknownName(
            Fault("against", FaultCode.UNKNOWN_NAME, against, message, hint)
        )


def _verdict(state: ItemState, deadline: Deadline, due: DueDate | None) -> str:
    done = done_on(state)
    ended_otherwise = not state.is_open and done is None
    if due is None or ended_otherwise or has_no_last_day(deadline):
        return "unjudged"
    if done is not None:
        return "met" if done <= due.day else "missed"
    return "missed" if state.on > due.day else "waiting"


def done_on(state: ItemState) -> date | None:
    """The day on which it was first said to be done, if that still stands."""
    return state.rungs[0].on if state.status in LADDER else None


def has_no_last_day(deadline: Deadline) -> bool:
    """Whether a deadline sets no last day that can be met, or ever another one."""
    return isinstance(deadline, Immediately | Recurring)


def read_period(value: Period | str) -> Period:
    """A period, from its text too.

    Raises:
        InvalidValue: It is not a period.
    """
    raise_any(InvalidValue, is_canonical(Period, "a period")(value))
    return to_period(value)


def ageing(
    states: Iterable[ItemState], on: date, bounds: Sequence[Period | str]
) -> dict[str, int]:
    """How many items are how old, by bands that the bounds make.

    Raises:
        InvalidValue: A bound is no period, there is none, or they do not grow.
    """
    periods = read_bounds(bounds, on)
    found = Counter(
        sum(period.added_to(state.item.opened or on) < on for period in periods)
        for state in states
    )
    return {name: found[number] for number, name in enumerate(bands(periods))}


def read_bounds(bounds: Sequence[Period | str], on: date) -> list[Period]:
    """The periods at which bands of ages end, which grow when counted from a day.

    Raises:
        InvalidValue: A bound is no period, there is none, or they do not grow.
    """
    given = as_tuple(bounds)
    faults = each(is_canonical(Period, "a period"))(given)
    raise_any(InvalidValue, (fault.within("bounds") for fault in faults))
    periods = [to_period(bound) for bound in given]
    ends = [period.added_to(on) for period in periods]
    if not periods or any(earlier >= later for earlier, later in pairwise(ends)):
        message = "the bounds of ages do not grow"
        hint = f"give periods from short to long, such as {', '.join(AGES)}"
        raise InvalidValue(Fault("bounds", FaultCode.RANGE, bounds, message, hint))
    return periods


def bands(periods: Sequence[Period]) -> list[str]:
    """What the bands of ages are called that end at some periods."""
    words = [period.words for period in periods]
    between = [f"over {less} to {more}" for less, more in pairwise(words)]
    return [f"up to {words[0]}", *between, f"over {words[-1]}"]
