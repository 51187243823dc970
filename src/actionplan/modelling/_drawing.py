"""What all plots share: colours and dashes, axes, days, shares, titles and legends.

The colours are those of Okabe and Ito (Color Universal Design, 2008), which people who
do not see all colours can tell apart. Nothing is said by colour alone: lines have
dashes of their own, areas go from dark to light or have hatches, and marks have shapes,
so that a plot can be read in black and white.

Sizes are counted in ems, the height of the letters, because what stands beside the axes
must keep its distance from letters, however high the axes are.

Source: https://jfly.uni-koeln.de/color/
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from textwrap import TextWrapper
from typing import TYPE_CHECKING, Any

from actionplan._days import day_text, month_name
from actionplan._printing import shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BLACK, BLUE, RED, GREEN = "#000000", "#0072b2", "#d55e00", "#009e73"
PURPLE, ORANGE, SKY, GREY, PALE = "#cc79a7", "#e69f00", "#56b4e9", "#666666", "#b8b8b8"
COLOURS = (BLUE, RED, BLACK, GREEN, PURPLE, ORANGE, SKY)

SOLID, DASHED = "solid", (0, (5, 2))
DOTTED, DASH_DOT = (0, (1, 1.2)), (0, (6, 2, 1, 2))
LONG, DASH_DOT_DOT = (0, (10, 3)), (0, (3, 1, 1, 1, 1, 1))
SHORT, PAIRS = (0, (2, 2)), (0, (6, 1, 2, 1))
DASHES: tuple[Any, ...] = (
    *(SOLID, DASHED, DOTTED, DASH_DOT),
    *(LONG, DASH_DOT_DOT, SHORT, PAIRS),
)

WIDTH, HEIGHT = 8, 4.8  # inches of new axes, with what is around them
SMALL = 0.85  # of an em: the letters of what explains the axes
UNDER = 3.8  # ems from the axes to below their ticks and the name of what is along them
_SIGN, _TITLE_SIGN, _HANDLE = 0.55, 0.66, 4.6  # ems: what they are wide, more or less
_MOST_SIGNS = 48  # of a name in a legend
_STEPS = [1, 2, 5, 10]  # of counts along an axis
_TICK = 3.8  # ems from one day that is written to the next


def as_of(on: date, known: datetime | None = None) -> str:
    """The day of which something tells and what was known then, for a title."""
    if known is None:
        return f"as of {day_text(on)}"
    moment = known.astimezone(UTC)
    told = f"{day_text(moment.date())} at {moment:%H:%M} UTC"
    return f"as of {day_text(on)}, as known on {told}"


def legible(name: str) -> str:
    """A name as matplotlib takes it into a legend, which one with a `_` is not."""
    return f" {name}" if name.startswith("_") else name


def style_of(number: int) -> dict[str, Any]:
    """The colour and the dashes of a line, which come again together after 42 lines."""
    return {
        "color": COLOURS[number % len(COLOURS)],
        "linestyle": DASHES[number % len(DASHES)],
    }


def axes_for(
    ax: "Axes | None",
    title: str,
    *,
    across: str = "",
    up: str = "",
    size: tuple[float, float] = (WIDTH, HEIGHT),
) -> "Axes":
    """Axes with a title and names; new ones where none are given.

    Raises:
        ModuleNotFoundError: matplotlib is not installed.
    """
    from matplotlib import pyplot as plt  # noqa: PLC0415 - an extra

    if ax is None:
        ax = plt.subplots(figsize=size, layout="constrained")[1]
    ax.set_title(_wrapped(ax, title), loc="left", parse_math=False)
    ax.set_xlabel(across)
    ax.set_ylabel(up)
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def _wrapped(ax: "Axes", title: str) -> str:
    """A title in lines that are no wider than the axes, parted where it has commas."""
    most = max(16, int(points(ax)[0] / em() / _TITLE_SIGN))
    whole = TextWrapper(most, break_on_hyphens=False, break_long_words=False)
    lines: list[str] = []
    for line in title.split("\n"):
        parts = [line] if len(line) <= most else line.replace(", ", ",\n").split("\n")
        lines += [piece for part in parts for piece in whole.wrap(part)]
    return "\n".join(lines)


def em() -> float:
    """The height of the letters, in points."""
    from matplotlib import rcParams  # noqa: PLC0415 - an extra

    return float(rcParams["font.size"])


def points(ax: "Axes") -> tuple[float, float]:
    """How wide and how high axes are, in points, as far as it is known yet."""
    extent, scale = ax.get_window_extent(), 72 / ax.figure.dpi
    return float(extent.width * scale), float(extent.height * scale)


def day_number(day: date) -> float:
    """A day as matplotlib counts days."""
    from matplotlib import dates  # noqa: PLC0415 - an extra

    return float(dates.date2num(day))


def set_days(ax: "Axes", first: date, last: date, *, beside: int = 0) -> None:
    """Let axes go from a day to the end of another one, with days written below.

    Args:
        ax: The axes.
        first: The first day.
        last: The last day.
        beside: How many days more there are at both ends.
    """
    from matplotlib import dates, ticker  # noqa: PLC0415 - an extra

    most = max(3, min(12, int(points(ax)[0] / em() / _TICK)))
    least = min(3, (last - first).days + 1 + 2 * beside)
    ax.set_xlim(day_number(first) - beside, day_number(last) + 1 + beside)
    ax.xaxis.set_major_locator(dates.AutoDateLocator(minticks=least, maxticks=most))
    ax.xaxis.set_major_formatter(ticker.FuncFormatter(_day_words))


def _day_words(number: float, _: int | None) -> str:
    """A day along the axis, by our own names of months, whatever the locale."""
    from matplotlib import dates  # noqa: PLC0415 - an extra

    day = dates.num2date(number)
    return f"{day.day} {month_name(day.month)[:3]}\n{day.year}"


def set_counts(ax: "Axes", axis: str = "y") -> None:
    """Let an axis begin at zero, reach one at least, and count in whole numbers."""
    from matplotlib import ticker  # noqa: PLC0415 - an extra

    locator = ticker.MaxNLocator(integer=True, min_n_ticks=1, steps=_STEPS)
    if axis == "x":
        ax.set_xlim(0, max(1, ax.get_xlim()[1]))
        ax.xaxis.set_major_locator(locator)
    else:
        ax.set_ylim(0, max(1, ax.get_ylim()[1]))
        ax.yaxis.set_major_locator(locator)


def set_shares(ax: "Axes", axis: str = "y", *, room: float = 0.0) -> None:
    """Let an axis go from 0% to 100%, with room for what lies at its ends."""
    along = ax.xaxis if axis == "x" else ax.yaxis
    set_ends = ax.set_xlim if axis == "x" else ax.set_ylim
    set_ends(-room, 1.02 + room)
    along.set_major_formatter(lambda share, _: f"{share:.0%}")


def say(ax: "Axes", words: str) -> None:
    """Write in the middle of empty axes why they are empty."""
    ax.text(
        *(0.5, 0.5, words),
        transform=ax.transAxes,
        horizontalalignment="center",
        verticalalignment="center",
        bbox=paper(ax),
    )


def paper(ax: "Axes") -> dict[str, Any]:
    """What lies behind words that are written among lines."""
    return {"color": ax.get_facecolor(), "alpha": 0.75, "pad": 0.5}


def explain(
    ax: "Axes",
    names: Sequence[str] | None = None,
    *,
    reverse: bool = False,
    under: float = UNDER,
) -> None:
    """Write a legend below axes, in as many columns as they are wide.

    Args:
        ax: The axes.
        names: The order of what is explained; without it, that in which it was drawn.
        reverse: Whether the last one comes first, as layers stand.
        under: How far below the axes, in ems.
    """
    from matplotlib import transforms  # noqa: PLC0415 - an extra

    held = dict(zip(*reversed(ax.get_legend_handles_labels()), strict=True))
    shown = [name for name in names or held if name in held]
    labels = [legible(shortened(name, _MOST_SIGNS)) for name in shown]
    size = em() * SMALL
    widest = max(map(len, labels), default=0) * _SIGN + _HANDLE + 1
    columns = int(points(ax)[0] / size / widest)
    scale = ax.figure.dpi_scale_trans
    below = transforms.ScaledTranslation(0, -under * em() / 72, scale)
    legend = ax.legend(
        *([held[name] for name in shown], labels),
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=ax.transAxes + below,
        borderaxespad=0,
        borderpad=0,
        ncols=max(1, min(columns, len(labels))),
        columnspacing=1.2,
        handlelength=3.4,
        fontsize=size,
        frameon=False,
        reverse=reverse,
    )
    for text in legend.get_texts():
        text.set_parse_math(False)


def layered(
    ax: "Axes", days: Sequence[date], layers: Mapping[str, Sequence[int]], nothing: str
) -> None:
    """Draw layers on top of each other, by their labels, from dark to light.

    Each number holds from its day to the next one, and the last for its day.
    """
    from matplotlib import colormaps  # noqa: PLC0415 - an extra

    shades = colormaps["cividis"](  # grows evenly lighter, for all eyes and in print
        [number / max(1, len(layers) - 1) for number in range(len(layers))]
    )
    ax.stackplot(
        [*map(day_number, days), day_number(days[-1]) + 1],
        *([*numbers, numbers[-1]] for numbers in layers.values()),
        labels=list(layers),
        colors=shades,
        step="post",
        edgecolor="white",
        linewidth=0.5,
    )
    if not any(map(any, layers.values())):
        say(ax, nothing)
