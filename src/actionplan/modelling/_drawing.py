"""What all plots share: axes over time, and lines that are told apart without colour.

The colours are those of Okabe and Ito, which people who do not see all colours can
tell apart; they differ in lightness, and each line has dashes of its own, so that a
plot can be read in black and white.

Source: https://jfly.uni-koeln.de/color/
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import matplotlib.axes

BLACK, BLUE, RED, ORANGE, SKY = "#000000", "#0072b2", "#d55e00", "#e69f00", "#56b4e9"
SOLID, DASHED = "solid", (0, (5, 2))
DOTTED, DASH_DOT = (0, (1, 1.2)), (0, (6, 2, 1, 2))


def drawn_on(
    ax: "matplotlib.axes.Axes | None", days: Sequence[date], title: str
) -> "matplotlib.axes.Axes":
    """The axes to draw on: those that are given, or new ones, with days along them.

    Raises:
        ModuleNotFoundError: matplotlib is not installed.
    """
    from matplotlib import dates, pyplot as plt, ticker  # noqa: PLC0415 - an extra

    if ax is None:
        ax = plt.subplots(figsize=(8, 4.5), layout="constrained")[1]
    ax.set_title(title, loc="left")
    ax.set_ylabel("items")
    ax.yaxis.set_major_locator(ticker.MaxNLocator(integer=True))
    locator = dates.AutoDateLocator()
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))
    ax.spines[["top", "right"]].set_visible(False)
    if days[0] < days[-1]:
        ax.set_xlim(*dates.date2num([days[0], days[-1]]))
    return ax


def layered(
    ax: "matplotlib.axes.Axes",
    days: Sequence[date],
    layers: Mapping[str, Sequence[int]],
) -> None:
    """Draw layers on top of each other, by their labels, from dark to light."""
    from matplotlib import colormaps  # noqa: PLC0415 - an extra

    shades = colormaps["cividis"](  # grows evenly lighter, for all eyes and in print
        [number / max(1, len(layers) - 1) for number in range(len(layers))]
    )
    along: Any = days  # matplotlib takes days, though its types do not say so
    ax.stackplot(
        along,
        *layers.values(),
        labels=list(layers),
        colors=shades,
        step="post",
        edgecolor="white",
        linewidth=0.5,
    )


def finished(ax: "matplotlib.axes.Axes") -> "matplotlib.axes.Axes":
    """The axes with nothing below zero, and a legend beside them."""
    ax.set_ylim(bottom=0)
    layers_first = bool(ax.collections)  # the legend reads as the layers stand
    ax.legend(
        frameon=False, loc="upper left", bbox_to_anchor=(1, 1), reverse=layers_first
    )
    return ax
