"""What a forecast says, as a value."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any

import attrs

from actionplan._days import counted, day_text
from actionplan._fields import is_day
from actionplan.errors import Fault, FaultCode, InvalidValue, raise_any, shown
from actionplan.modelling._pictures import draw_fan
from actionplan.modelling._settings import EVEN, NINE_IN_TEN, OPEN_WORDS, Method
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

    Attributes:
        day: The day.
        low: In one of ten futures it is fewer.
        median: In half of them it is no more.
        high: In one of ten it is more.

    Example:
        >>> from datetime import date
        >>> from actionplan.modelling import OpenCount
        >>> print(OpenCount(day=date(2015, 3, 17), low=4, median=7, high=11))
        7 open on Tue 17 Mar 2015; four in five from 4 to 11
    """

    day: date
    low: int
    median: int
    high: int

    def __str__(self) -> str:
        span = f"from {self.low} to {self.high}"
        return f"{self.median} open on {day_text(self.day)}; four in five {span}"


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
        closures: How many items left in the past that it goes by.
        items: The ids of the items that are open on the day.
        dues: The due day of each of them, by its id. What has no last day that it
            could meet, or one past the horizon, is left out.
        chances: The chance of each of these to be open no more at the end of that day;
            0 for what is overdue.
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
    closures: int
    items: tuple[str, ...]
    dues: Mapping[str, date]
    chances: Mapping[str, float]
    notes: tuple[str, ...]
    past: tuple[tuple[date, int], ...]
    _counts: tuple[tuple[int, ...], ...]  # those of all trials, in order, day by day
    _cleared: tuple[int, ...]  # after how many days, of the trials that come to none

    @property
    def until(self) -> date:
        """The day to which it looks ahead."""
        return self.on + timedelta(days=len(self._counts) - 1)

    def all_closed(self, chance: float = EVEN) -> date | None:
        """The first day by whose end, with some chance, there was a day with none open.

        None where it is not reached before the horizon.

        Args:
            chance: The share of the futures, above 0 and up to 1.

        Raises:
            InvalidValue: It is no such share.
        """
        raise_any(InvalidValue, _is_share("chance", chance))
        needed = _rank(chance, self.trials)
        if needed >= len(self._cleared):
            return None
        return self.on + timedelta(days=self._cleared[needed])

    def chance_all_closed(self, day: date) -> float:
        """The share of the futures in which none was open on a day up to this one.

        Raises:
            InvalidValue: It is no day, before the forecast, or past its horizon.
        """
        return bisect_right(self._cleared, self._ahead(day)) / self.trials

    def open_on(self, day: date) -> OpenCount:
        """How many will be open at the end of a day.

        Raises:
            InvalidValue: It is no day, before the forecast, or past its horizon.
        """
        tail = (1 - INTERVAL) / 2
        low, median, high = (
            self.quantile(day, share) for share in (tail, EVEN, 1 - tail)
        )
        return OpenCount(day=day, low=low, median=median, high=high)

    def quantile(self, day: date, share: float) -> int:
        """The number that at least this share of the futures does not exceed on a day.

        Raises:
            InvalidValue: It is no day, before the forecast or past its horizon, or
                the share is not above 0 and up to 1.
        """
        raise_any(InvalidValue, _is_share("share", share))
        return self._counts[self._ahead(day)][_rank(share, self.trials)]

    def _ahead(self, day: date) -> int:
        raise_any(InvalidValue, (fault.within("day") for fault in is_day(day)))
        if not self.on <= day <= self.until:
            message = f"{day_text(day)} is not in this forecast"
            hint = f"it reaches from {day_text(self.on)} to {day_text(self.until)}"
            raise InvalidValue(Fault("day", FaultCode.RANGE, day, message, hint))
        return (day - self.on).days

    # In words, as a table, as a picture

    @property
    def sentence(self) -> str:
        """When none will be open, in a sentence for a paper."""
        if not self.items:
            return f"None is {OPEN_WORDS[self.rung]} on {day_text(self.on)}."
        return (
            f"{len(self.items)} {OPEN_WORDS[self.rung]} on {day_text(self.on)}: "
            f"{self._when()}."
        )

    def _when(self) -> str:
        none = f"none is {OPEN_WORDS[self.rung]}"
        even, sure = self.all_closed(EVEN), self.all_closed(NINE_IN_TEN)
        if even is None:
            found = f"{len(self._cleared)} of {counted(self.trials, 'future')}"
            by = day_text(self.until)
            return f"less than an even chance that {none} by {by}: {found}"
        by = f"by {day_text(sure)}" if sure else f"not by {day_text(self.until)}"
        return f"even chance that {none} by {day_text(even)}; nine in ten {by}"

    def __str__(self) -> str:
        return "\n".join([self.sentence, *(f"{note}." for note in self.notes)])

    def __repr__(self) -> str:
        return (
            f"<Forecast on {self.on} by {self.method}: open {len(self.items)}, "
            f"trials {self.trials}, seed {self.seed}>"
        )

    def days(self) -> Iterator[date]:
        """The day of the forecast, and each week's until nothing changes."""
        last = len(self._counts) - 1
        while last > QUARTER and self._counts[last - 1] == self._counts[last]:
            last -= 1
        ahead = range(0, min(last + WEEK, len(self._counts)), WEEK)
        return (self.on + timedelta(days=number) for number in ahead)

    def rows(self) -> list[dict[str, Any]]:
        """One flat dictionary for each week, until nothing changes any more.

        The keys are those of an `OpenCount`, and `chance_all_closed`.
        """
        return [
            attrs.asdict(self.open_on(day))
            | {"chance_all_closed": self.chance_all_closed(day)}
            for day in self.days()
        ]

    def to_pandas(self) -> "pd.DataFrame":
        """The rows as a data frame of pandas, which the extra `notebook` brings.

        Raises:
            ModuleNotFoundError: pandas is not installed.
        """
        import pandas as pd  # noqa: PLC0415 - an extra

        frame = pd.DataFrame(self.rows())
        return frame.astype({"day": "datetime64[us]"})

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


def _is_share(name: str, value: object) -> Iterator[Fault]:
    if type(value) not in (int, float) or not 0 < value <= 1:  # type: ignore[operator]
        message = f"{shown(value)} is no share above 0 and up to 1"
        yield Fault(
            name, FaultCode.RANGE, value, message, "such as 0.9 for nine in ten"
        )


def _rank(share: float, trials: int) -> int:
    """The place of the smallest value that a share of so many does not exceed."""
    return max(1, ceil(round(share * trials, 6))) - 1


def counts_of(paths: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """The numbers of all trials, in order, day by day."""
    return tuple(tuple(sorted(column)) for column in zip(*paths, strict=True))


def cleared_of(paths: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """After how many days none is open, of the trials in which that comes, in order."""
    return tuple(sorted(path.index(0) for path in paths if 0 in path))
