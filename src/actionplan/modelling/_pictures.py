"""The pictures of forecasts, told apart by lightness and by dashes.

The one hue is the blue of Okabe and Ito (Color Universal Design, 2008). A darker band
lies inside a lighter one, and no two lines have the same dashes, so that all can be
read in black and white.
"""

from typing import TYPE_CHECKING, Any

from actionplan._days import day_text, short_day
from actionplan.modelling._settings import EVEN, NINE_IN_TEN, OPEN_WORDS

if TYPE_CHECKING:
    import matplotlib.axes

    from actionplan.modelling._backtest import Backtest
    from actionplan.modelling._forecast import Forecast

BLUE, BLACK, GREY = "#0072b2", "#000000", "#666666"
BANDS = {
    "nineteen in twenty": (0.025, 0.975, "#d0e4f1"),
    "four in five": (0.1, 0.9, "#9ac5e0"),
    "half": (0.25, 0.75, "#5aa2cd"),
}
WIDEST_MARKER, NARROWEST_MARKER = 300, 15


def _axes(
    ax: "matplotlib.axes.Axes | None", title: str, across: str, up: str
) -> "matplotlib.axes.Axes":
    from matplotlib import pyplot as plt  # noqa: PLC0415 - an extra

    if ax is None:
        ax = plt.subplots(figsize=(8, 4.5), layout="constrained")[1]
    ax.set_title(title, loc="left")
    ax.set_xlabel(across)
    ax.set_ylabel(up)
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def draw_fan(
    forecast: "Forecast", ax: "matplotlib.axes.Axes | None"
) -> "matplotlib.axes.Axes":
    """Draw what was open, and the bands of what may be."""
    more = " with new findings" if forecast.new_findings else ""
    title = f"Forecast by {forecast.method}{more}, as of {day_text(forecast.on)}"
    ax = _axes(ax, title, "", f"Items {OPEN_WORDS[forecast.rung]}")
    days: Any = tuple(forecast.days())  # matplotlib takes days, its types do not say so
    past: Any = [day for day, _ in forecast.past]
    ax.plot(past, [count for _, count in forecast.past], color=BLACK, label="so far")
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
    ax.plot(days, median, color=BLACK, linestyle=(0, (5, 2)), label="median")
    ax.axvline(days[0], color=GREY, linewidth=0.8, linestyle=(0, (1, 1.5)))
    if not forecast.new_findings:
        _mark(ax, forecast)
    _dated(ax)
    ax.legend(frameon=False)
    return ax


def _mark(ax: "matplotlib.axes.Axes", forecast: "Forecast") -> None:
    """Mark on the ground the days by which none may be open."""
    named = {EVEN: "even chance", NINE_IN_TEN: "nine in ten"}
    for height, (chance, name) in enumerate(named.items(), 1):
        day: Any = forecast.none_open_by(chance)
        if day is not None:
            ax.plot([day], [0], "o", color=BLACK, markersize=5, clip_on=False)
            ax.annotate(
                f"{name}: {short_day(day)}",
                (day, 0),
                xytext=(-4, 14 * height),
                textcoords="offset points",
                arrowprops={"arrowstyle": "-", "color": GREY, "linewidth": 0.6},
                bbox={"color": "white", "alpha": 0.7, "pad": 0.5},
                fontsize="small",
            )


def _dated(ax: "matplotlib.axes.Axes") -> None:
    from matplotlib import dates, ticker  # noqa: PLC0415 - an extra

    locator = dates.AutoDateLocator()
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))
    ax.yaxis.set_major_locator(ticker.MaxNLocator(integer=True))
    ax.set_ylim(bottom=0)


def draw_calibration(
    backtest: "Backtest", ax: "matplotlib.axes.Axes | None"
) -> "matplotlib.axes.Axes":
    """Draw how often items met their day, by the chance that they were given."""
    title = f"Chances and what came of them, as of {day_text(backtest.until)}"
    ax = _axes(ax, title, "Chance that was given", "Share that met their day")
    ax.plot([0, 1], [0, 1], color=GREY, linestyle=(0, (5, 2)), label="as it should be")
    bands = backtest.calibration()
    most = max((band.items for band in bands), default=1)
    for number, band in enumerate(bands):
        ax.plot([band.chance] * 2, [band.low, band.high], color=BLACK, linewidth=1)
        ax.scatter(
            [band.chance],
            [band.share],
            s=max(NARROWEST_MARKER, WIDEST_MARKER * band.items / most),
            color=BLUE,
            edgecolor=BLACK,
            alpha=0.8,
            zorder=3,
            label=None if number else "items that were given about that chance",
        )
        ax.annotate(
            str(band.items),
            (band.chance, band.high),
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            fontsize="small",
        )
    ax.set_xlim(-0.03, 1.03)
    ax.set_ylim(-0.03, 1.08)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda share, _: f"{share:.0%}")
    ax.legend(frameon=False, loc="upper left")
    return ax
