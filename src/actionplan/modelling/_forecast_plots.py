"""The pictures of forecasts: the fan of what may be, and what came of chances."""

from typing import TYPE_CHECKING, Any

from actionplan._days import short_day
from actionplan.modelling._drawing import (
    BLACK,
    BLUE,
    DASHED,
    DOTTED,
    GREY,
    SMALL,
    as_of,
    axes_for,
    day_number,
    em,
    explain,
    paper,
    say,
    set_counts,
    set_days,
    set_shares,
)
from actionplan.modelling._settings import EVEN, NINE_IN_TEN, OPEN_WORDS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from actionplan.modelling._backtest import Backtest, Band
    from actionplan.modelling._forecast import Forecast

# A darker band lies inside a lighter one.
BANDS = {
    "nineteen in twenty": (0.025, 0.975, "#d0e4f1"),
    "four in five": (0.1, 0.9, "#9ac5e0"),
    "half": (0.25, 0.75, "#5aa2cd"),
}
WIDEST_MARKER, NARROWEST_MARKER = 300, 15
_STEM = {"arrowstyle": "-", "color": GREY, "linewidth": 0.8, "shrinkA": 0}
_NAMED = {EVEN: ("even chance", 0.5), NINE_IN_TEN: ("nine in ten", 0.6)}


def draw_fan(forecast: "Forecast", ax: "Axes | None") -> "Axes":
    """Draw what was open, and the bands of what may be."""
    more = " with new findings" if forecast.new_findings else ""
    told = as_of(forecast.on, forecast.known)
    title = f"Forecast by {forecast.method}{more}, {told}"
    ax = axes_for(ax, title, up=f"Items {OPEN_WORDS[forecast.rung]}")
    past: Any = [day for day, _ in forecast.past]
    ax.plot(past, [count for _, count in forecast.past], color=BLACK, label="so far")
    _draw_bands(ax, forecast)
    ends = min([*past, forecast.on]), max(forecast.days())
    set_days(ax, *ends, beside=(ends[1] - ends[0]).days // 50)
    set_counts(ax)
    if forecast.items and not forecast.new_findings:
        _mark(ax, forecast)
    elif not forecast.new_findings:
        say(ax, f"None {OPEN_WORDS[forecast.rung]}")
    explain(ax)
    return ax


def _draw_bands(ax: "Axes", forecast: "Forecast") -> None:
    days: Any = tuple(forecast.days())  # matplotlib takes days, its types do not say so
    for name, (low, high, tint) in BANDS.items():
        ax.fill_between(
            days,
            [forecast.quantile(day, low) for day in days],
            [forecast.quantile(day, high) for day in days],
            color=tint,
            linewidth=0,
            label=f"{name} of {forecast.trials} futures",
        )
    median = [forecast.quantile(day, EVEN) for day in days]
    ax.plot(days, median, color=BLACK, linestyle=DASHED, label="median")
    ax.axvline(days[0], color=GREY, linewidth=0.9, linestyle=DOTTED, label="as of")


def _mark(ax: "Axes", forecast: "Forecast") -> None:
    """Mark on the ground the days by which none may be open."""
    middle = sum(ax.get_xlim()) / 2
    for chance, (name, height) in _NAMED.items():
        day: Any = forecast.none_open_by(chance)
        if day is not None:
            is_late = day_number(day) > middle
            ax.plot([day], [0], "o", color=BLACK, markersize=5, clip_on=False)
            # Above the ground, where the fan has come down and leaves room.
            ax.annotate(
                f"{name}: {short_day(day)}",
                (day, 0),
                xytext=(day, height),
                textcoords=("data", "axes fraction"),
                horizontalalignment="right" if is_late else "left",
                arrowprops={**_STEM, "relpos": (1 if is_late else 0, 0)},
                bbox=paper(ax),
                fontsize=em() * SMALL,
            )


def draw_calibration(backtest: "Backtest", ax: "Axes | None") -> "Axes":
    """Draw how often items met their day, by the chance that they were given."""
    title = f"Chances and what came of them, {as_of(backtest.until)}"
    ax = axes_for(
        *(ax, title), across="Chance that was given", up="Share that met their day"
    )
    ax.plot([0, 1], [0, 1], color=GREY, linestyle=DASHED, label="as it should be")
    bands = backtest.calibration()
    most = max((band.items for band in bands), default=1)
    for number, band in enumerate(bands):
        _draw_band(ax, band, most, first=not number)
    if not bands:
        say(ax, "No chance can be scored")
    set_shares(ax, "x", room=0.03)
    set_shares(ax, "y", room=0.05)
    explain(ax)
    return ax


def _draw_band(ax: "Axes", band: "Band", most: int, *, first: bool) -> None:
    """The items that were given about a chance: a dot, its interval, their number."""
    ax.scatter(
        [band.chance],
        [band.share],
        s=max(NARROWEST_MARKER, WIDEST_MARKER * band.items / most),
        color=BLUE,
        edgecolor=BLACK,
        zorder=3,
        label="items that were given about that chance" if first else None,
    )
    ax.plot(
        [band.chance] * 2,
        [band.low, band.high],
        color=BLACK,
        linewidth=1.2,
        label="their interval of 95%, with their number" if first else None,
    )
    ax.annotate(
        str(band.items),
        (band.chance, band.high),
        xytext=(0, 3),
        textcoords="offset points",
        horizontalalignment="center",
        fontsize=em() * SMALL,
    )
