"""Past forecasts, and what came of them."""

from collections.abc import Iterable, Iterator
from datetime import date
from math import fsum, sqrt
from typing import TYPE_CHECKING, Any

import attrs

from actionplan._days import counted, day_text
from actionplan.modelling._forecast import OpenCount
from actionplan.modelling._forecast_plots import draw_calibration
from actionplan.modelling._frames import COUNT, DAY, NUMBER, TEXT, TRUTH, frame
from actionplan.modelling._settings import OPEN_WORDS, Method
from actionplan.modelling._survival import Z
from actionplan.periods import Period
from actionplan.terms import Status

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

BANDS = 10


@attrs.frozen(kw_only=True)
class GivenChance:
    """The chance that an item was given to meet its day, and what came of it.

    Attributes:
        item: The id of the item.
        on: The day on which the chance was given.
        due: The day that it had to meet, as was known then.
        chance: The chance.
        met: Whether it was done by the end of that day.
    """

    item: str
    on: date
    due: date
    chance: float
    met: bool

    @property
    def error(self) -> float:
        """The squared distance between the chance and what came of it."""
        return (self.chance - self.met) ** 2


@attrs.frozen(kw_only=True)
class PastForecast:
    """A forecast that was made on a past day from what was known then, scored.

    Attributes:
        on: The day at whose end it was made.
        day: The day that it was about.
        expected: How many it said would be open then; None without a forecast.
        actual: How many were.
        chances: What became of the items whose day to meet was no later than that, and
            is over.
        reason: Why there is no forecast, or nothing to score it by.
    """

    on: date
    day: date
    expected: OpenCount | None = None
    actual: int | None = None
    chances: tuple[GivenChance, ...] = ()
    reason: str | None = None

    @property
    def covered(self) -> bool | None:
        """Whether the number lay in the interval of four in five; None if unknown."""
        if self.expected is None or self.actual is None:
            return None
        return self.expected.low <= self.actual <= self.expected.high

    def row(self) -> dict[str, Any]:
        """It as a flat dictionary."""
        expected = self.expected
        return {
            "on": self.on,
            "day": self.day,
            "low": expected and expected.low,
            "median": expected and expected.median,
            "high": expected and expected.high,
            "actual": self.actual,
            "covered": self.covered,
            "expected_share": expected and expected.share,
            "items": len(self.chances),
            "brier": brier(self.chances),
            "reason": self.reason,
        }


@attrs.frozen(kw_only=True)
class Band:
    """The chances that were about the same, and what came of them.

    Attributes:
        chances: How many there are.
        items: How many items they were given to. The chances of one item, on several
            days, are not so many proofs.
        chance: The mean of the chances.
        share: The share of them of which the item met its day.
        low: The lower end of the interval of that share, at 95 %, for so many items.
        high: Its upper end.

    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927).
    """

    chances: int
    items: int
    chance: float
    share: float
    low: float
    high: float


@attrs.frozen(kw_only=True, repr=False)
class Backtest:
    """Past forecasts and how they did. It is made by `backtest`.

    Attributes:
        method: What they went by.
        horizon: How far ahead the number of open items was forecast.
        window: How far back the weeks reached that were drawn from.
        rung: What it took to be open no more.
        new_findings: Whether items went on to arrive.
        trials: How many futures were drawn for each day.
        seed: Where the drawing of random numbers started on each day.
        until: The day up to which it is known what happened.
        forecasts: The forecasts, one for each day.
    """

    method: Method
    horizon: Period
    window: Period
    rung: Status
    new_findings: bool
    trials: int
    seed: int
    until: date
    forecasts: tuple[PastForecast, ...]

    @property
    def scored(self) -> tuple[PastForecast, ...]:
        """Those forecasts of which it is known how many were open."""
        return tuple(one for one in self.forecasts if one.covered is not None)

    @property
    def coverage(self) -> float | None:
        """How often the number was in the interval of four in five; None without any.

        It should be near `expected_coverage`. Forecasts of days that lie near to each
        other see much the same, so that ten of them are not ten proofs.
        """
        if not self.scored:
            return None
        return sum(bool(one.covered) for one in self.scored) / len(self.scored)

    @property
    def expected_coverage(self) -> float | None:
        """How often it should have been, by the forecasts themselves; None without any.

        It is four in five or more, because an interval of whole numbers seldom holds
        just four in five.
        """
        shares = [one.expected.share for one in self.scored if one.expected]
        return fsum(shares) / len(shares) if shares else None

    @property
    def chances(self) -> tuple[GivenChance, ...]:
        """All chances that were given, and what came of them."""
        return tuple(given for one in self.forecasts for given in one.chances)

    @property
    def brier(self) -> float | None:
        """The mean squared error of the chances: 0 is perfect; None without any.

        Source: G. W. Brier, Monthly Weather Review 78 (1950).
        """
        return brier(self.chances)

    @property
    def brier_of_share(self) -> float | None:
        """What it would be had every item been given the share that met their day.

        Chances that do worse than this tell nothing. That share was not known then,
        so it is a hard measure.
        """
        if not self.chances:
            return None
        share = sum(given.met for given in self.chances) / len(self.chances)
        return share * (1 - share)

    def calibration(self) -> tuple[Band, ...]:
        """What came of the chances in ten bands of equal width, without empty ones."""
        bands: dict[int, list[GivenChance]] = {}
        for given in self.chances:
            number = min(int(given.chance * BANDS), BANDS - 1)
            bands.setdefault(number, []).append(given)
        return tuple(_band(bands[number]) for number in sorted(bands))

    def rows(self) -> list[dict[str, Any]]:
        """One flat dictionary for each past day."""
        return [one.row() for one in self.forecasts]

    def to_pandas(self) -> "pd.DataFrame":
        """The rows as a data frame of pandas, which the extra `notebook` brings.

        Raises:
            ModuleNotFoundError: pandas is not installed.
        """
        return frame(self.rows(), COLUMNS)

    def plot(self, ax: "Axes | None" = None) -> "Axes":
        """Draw how often items met their day, by the chance that they were given.

        Points on the diagonal are what chances should come to. Each has the number of
        its items, and the interval in which the share lies by so many.

        Args:
            ax: Where to draw; without it, in a new figure.

        Returns:
            What was drawn on.

        Raises:
            ModuleNotFoundError: matplotlib is not installed; the extra `notebook`
                brings it.
        """
        return draw_calibration(self, ax)

    def __repr__(self) -> str:
        return (
            f"<Backtest by {self.method}: forecasts {len(self.forecasts)}, "
            f"scored {len(self.scored)}, chances {len(self.chances)}>"
        )

    def __str__(self) -> str:
        return " ".join(self._sentences()) or "No day was asked about."

    def _sentences(self) -> Iterator[str]:
        yield from self._of_counts()
        if self.brier is not None and self.brier_of_share is not None:
            chances = counted(len(self.chances), "chance")
            yield (
                f"Brier score of {chances}: {self.brier:.3f}, where 0 is perfect; the "
                f"same chance for all would have had {self.brier_of_share:.3f}."
            )

    def _of_counts(self) -> Iterator[str]:
        scored = len(self.scored)
        if self.coverage is not None and self.expected_coverage is not None:
            hits, expected = self.coverage * scored, self.expected_coverage * scored
            yield (
                f"{hits:.0f} of {counted(scored, 'forecast')} by {self.method} gave an "
                f"interval that held how many were {OPEN_WORDS[self.rung]} "
                f"{self.horizon.words} later; "
                f"{expected:.1f} were to be expected."
            )
        missing = len(self.forecasts) - scored
        if missing:
            others = counted(missing, "other" if scored else "forecast")
            yield f"Of {others} nothing is known by {day_text(self.until)}."


COLUMNS = {
    **dict.fromkeys(("on", "day"), DAY),
    **dict.fromkeys(("low", "median", "high", "actual"), COUNT),
    "covered": TRUTH,
    "expected_share": NUMBER,
    "items": COUNT,
    "brier": NUMBER,
    "reason": TEXT,
}


def brier(chances: Iterable[GivenChance]) -> float | None:
    """The mean squared error of some chances; None without any."""
    errors = [given.error for given in chances]
    return fsum(errors) / len(errors) if errors else None


def _band(given: list[GivenChance]) -> Band:
    share = sum(one.met for one in given) / len(given)
    items = len({one.item for one in given})
    middle = (share + Z * Z / (2 * items)) / (1 + Z * Z / items)
    spread = share * (1 - share) / items + Z * Z / (4 * items * items)
    reach = Z * sqrt(spread) / (1 + Z * Z / items)
    return Band(
        chances=len(given),
        items=items,
        chance=fsum(one.chance for one in given) / len(given),
        share=share,
        low=max(0.0, middle - reach),
        high=min(1.0, middle + reach),
    )
