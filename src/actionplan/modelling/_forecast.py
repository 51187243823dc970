"""What a forecast says, as a value."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any

import attrs

from actionplan._days import counted, day_text
from actionplan._fields import is_day
from actionplan.errors import Fault, FaultCode, InvalidValue, raise_any
from actionplan.modelling._forecast_plots import draw_fan
from actionplan.modelling._frames import COUNT, DAY, NUMBER, frame
from actionplan.modelling._paths import Heap
from actionplan.modelling._settings import (
    EVEN,
    NINE_IN_TEN,
    OPEN_WORDS,
    Method,
    is_share,
)
from actionplan.modelling._spells import WEEK
from actionplan.terms import Status

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

INTERVAL = 0.8
QUARTER = 91  # days that are always shown


@attrs.frozen(kw_only=True)
class OpenCount:
    """How many items will be open at the end of a day, as far as can be told.

    Numbers are whole, so that the interval holds at least four in five of the futures,
    and with few items far more.

    Attributes:
        day: The day.
        low: In at most one of ten futures it is fewer.
        median: In at least half of them it is no more.
        high: In at most one of ten it is more.
        share: The share of the futures from `low` to `high`.
        rung: What it takes to be open no more.

    Example:
        >>> from datetime import date
        >>> from actionplan.modelling import OpenCount
        >>> day = date(2015, 3, 17)
        >>> print(OpenCount(day=day, low=4, median=7, high=11, share=0.84))
        7 open on Tue 17 Mar 2015; four in five from 4 to 11
    """

    day: date
    low: int
    median: int
    high: int
    share: float
    rung: Status = Status.COMPLETE

    def __str__(self) -> str:
        span = f"from {self.low} to {self.high}"
        words = f"{self.median} {OPEN_WORDS[self.rung]}"
        return f"{words} on {day_text(self.day)}; four in five {span}"


@attrs.frozen(kw_only=True, repr=False)
class Forecast:
    """What may become of the items that are open on a day.

    It is made by `forecast`, and its text is what it says in plain words.

    Attributes:
        on: The day whose end it is made at.
        known: The moment at whose knowledge it stops; None for all that is known.
        method: What it goes by.
        rung: What it takes to be open no more.
        new_findings: Whether items go on to arrive.
        trials: How many futures were drawn.
        seed: Where the drawing of random numbers started.
        left: How many items left in the past that it goes by, in whatever way.
        items: The ids of the items that are open on the day.
        dues: The due day of each of them, by its id. What has no last day that it
            could meet, or one past the horizon, is left out.
        chances: The chance of each of these to be done by the end of that day, if it
            does not end otherwise; 0 for what is overdue. There are none for the rungs
            above `complete`, as an item meets its day that is said to be done by then.
        notes: What a reader should know before believing it.
        past: How many were open on the days that end the weeks of the window.
    """

    on: date
    known: datetime | None
    method: Method
    rung: Status
    new_findings: bool
    trials: int
    seed: int
    left: int
    items: tuple[str, ...]
    dues: Mapping[str, date]
    chances: Mapping[str, float]
    notes: tuple[str, ...]
    past: tuple[tuple[date, int], ...]
    _heaps: tuple[Heap, ...]

    @property
    def until(self) -> date:
        """The day to which it looks ahead."""
        return self.on + timedelta(days=len(self._heaps) - 1)

    def none_open_by(self, chance: float = EVEN) -> date | None:
        """The first day by whose end, with some chance, none of the items is open.

        None where it is not reached before the horizon.

        Args:
            chance: The share of the futures, above 0 and up to 1.

        Raises:
            InvalidValue: It is no such share, or new findings go on to arrive, so that
                there is no such day.
        """
        raise_any(InvalidValue, [*is_share("chance", chance), *self._never_ends()])
        needed = _rank(chance, self.trials)
        first = bisect_left(range(len(self._heaps)), needed, key=self._with_none)
        return self.on + timedelta(days=first) if first < len(self._heaps) else None

    def _never_ends(self) -> Iterator[Fault]:
        if self.new_findings:
            message = "new findings go on to arrive, and no day is the last"
            hint = "ask how many are open on a day, or make it without new_findings"
            yield Fault("", FaultCode.CONTRADICTION, self.new_findings, message, hint)

    def chance_none_open(self, day: date) -> float:
        """The share of the futures in which none is open at the end of a day.

        Raises:
            InvalidValue: It is no day, before the forecast, or past its horizon.
        """
        return self._with_none(self._ahead(day)) / self.trials

    def _with_none(self, ahead: int) -> int:
        number, trials = self._heaps[ahead][0]
        return 0 if number else trials

    def open_on(self, day: date) -> OpenCount:
        """How many will be open at the end of a day.

        Raises:
            InvalidValue: It is no day, before the forecast, or past its horizon.
        """
        tail = (1 - INTERVAL) / 2
        low, median, high = (
            self.quantile(day, share) for share in (tail, EVEN, 1 - tail)
        )
        heap = self._heaps[self._ahead(day)]
        inside = _no_more_than(heap, high) - _no_more_than(heap, low - 1)
        return OpenCount(
            day=day,
            low=low,
            median=median,
            high=high,
            share=inside / self.trials,
            rung=self.rung,
        )

    def quantile(self, day: date, share: float) -> int:
        """The number that at least this share of the futures does not exceed on a day.

        Raises:
            InvalidValue: It is no day, before the forecast or past its horizon, or
                the share is not above 0 and up to 1.
        """
        raise_any(InvalidValue, [*is_share("share", share), *self._is_ahead(day)])
        heap = self._heaps[self._ahead(day)]
        return heap[bisect_left(heap, _rank(share, self.trials), key=_trials)][0]

    def _ahead(self, day: date) -> int:
        raise_any(InvalidValue, self._is_ahead(day))
        return (day - self.on).days

    def _is_ahead(self, day: date) -> Iterator[Fault]:
        faults = [fault.within("day") for fault in is_day(day)]
        yield from faults
        if not faults and not self.on <= day <= self.until:
            message = f"{day_text(day)} is not in this forecast"
            hint = f"it reaches from {day_text(self.on)} to {day_text(self.until)}"
            yield Fault("day", FaultCode.RANGE, day, message, hint)

    # In words, as a table, as a picture

    @property
    def sentence(self) -> str:
        """When none will be open, in a sentence for a paper.

        With new findings it is how many will be a quarter later, or at the horizon.
        """
        words = OPEN_WORDS[self.rung]
        if self.new_findings:
            now = f"{len(self.items)} {words} on {day_text(self.on)}"
            day = min(self.until, self.on + timedelta(days=QUARTER))
            return f"{now}; with new findings {self.open_on(day)}."
        if not self.items:
            return f"None is {words} on {day_text(self.on)}."
        return f"{len(self.items)} {words} on {day_text(self.on)}: {self._when()}."

    def _when(self) -> str:
        even, sure = self.none_open_by(EVEN), self.none_open_by(NINE_IN_TEN)
        is_open = "is open" if self.rung is Status.COMPLETE else "is left"
        last = self._with_none(len(self._heaps) - 1)
        if not last:
            return f"no day is given by which none of them {is_open}"
        if even is None:
            by = f"by {day_text(self.until)}"
            found = f"{last} of {counted(self.trials, 'future')}"
            return f"less than an even chance that none of them {is_open} {by}: {found}"
        by = f"by {day_text(sure)}" if sure else f"not by {day_text(self.until)}"
        even_by = f"even chance that none of them {is_open} by {day_text(even)}"
        return f"{even_by}; nine in ten {by}"

    def __str__(self) -> str:
        return "\n".join([self.sentence, *(f"{note}." for note in self.notes)])

    def __repr__(self) -> str:
        return (
            f"<Forecast on {self.on} by {self.method}: open {len(self.items)}, "
            f"trials {self.trials}, seed {self.seed}>"
        )

    def days(self) -> Iterator[date]:
        """The day of the forecast, and each week's until nothing changes."""
        last = len(self._heaps) - 1
        while last > QUARTER and self._heaps[last - 1] == self._heaps[last]:
            last -= 1
        ahead = min(-(-last // WEEK) * WEEK, len(self._heaps) - 1)
        for number in (*range(0, ahead, WEEK), ahead):
            yield self.on + timedelta(days=number)

    def rows(self) -> list[dict[str, Any]]:
        """One flat dictionary for each week, until nothing changes any more.

        The keys are those of an `OpenCount`, and `chance_none_open`.
        """
        return [
            attrs.asdict(self.open_on(day), filter=_is_number)
            | {"chance_none_open": self.chance_none_open(day)}
            for day in self.days()
        ]

    def to_pandas(self) -> "pd.DataFrame":
        """The rows as a data frame of pandas, which the extra `notebook` brings.

        Raises:
            ModuleNotFoundError: pandas is not installed.
        """
        return frame(self.rows(), COLUMNS)

    def plot(self, ax: "Axes | None" = None) -> "Axes":
        """Draw a fan: what was open, and what may be, with matplotlib.

        Bands hold half, four in five and nineteen in twenty of the futures.

        Args:
            ax: Where to draw; without it, in a new figure.

        Returns:
            What was drawn on.

        Raises:
            ModuleNotFoundError: matplotlib is not installed; the extra `notebook`
                brings it.
        """
        return draw_fan(self, ax)


COLUMNS = {
    "day": DAY,
    **dict.fromkeys(("low", "median", "high"), COUNT),
    **dict.fromkeys(("share", "chance_none_open"), NUMBER),
}


def _is_number(field: Any, _: object) -> bool:
    return str(field.name) != "rung"


def _rank(share: float, trials: int) -> int:
    """How many of so many futures are at least a share of them."""
    return max(1, ceil(round(share * trials, 6)))


def _trials(pair: tuple[int, int]) -> int:
    return pair[1]


def _no_more_than(heap: Heap, number: int) -> int:
    """In how many futures no more than a number are open."""
    upto = [trials for one, trials in heap if one <= number]
    return upto[-1] if upto else 0
