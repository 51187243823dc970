"""What plots of groups look like: told apart by dashes as well as by colour.

The colours are those of Okabe and Ito (Color Universal Design, 2008), which people who
see red and green alike can tell apart; in black and white the dashes are enough.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = ("#0072b2", "#d55e00", "#000000", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
DASHES: tuple[Any, ...] = (
    "solid",
    (0, (5, 2)),
    (0, (1, 1)),
    (0, (7, 2, 1, 2)),
    (0, (10, 3)),
    (0, (3, 1, 1, 1, 1, 1)),
)


def style_of(number: int) -> dict[str, Any]:
    """The colour and the dashes of a line, which come again together after 42 lines."""
    return {
        "color": COLOURS[number % len(COLOURS)],
        "linestyle": DASHES[number % len(DASHES)],
    }


def axes_for(ax: "Axes | None", title: str, across: str, up: str) -> "Axes":
    """Axes with a title and labels; new ones where none are given.

    Raises:
        ModuleNotFoundError: matplotlib is not installed.
    """
    if ax is None:
        import matplotlib.pyplot as plt  # noqa: PLC0415 - an extra

        _, ax = plt.subplots(figsize=(8, 5), layout="constrained")
    ax.set_title(title, loc="left")
    ax.set_xlabel(across)
    ax.set_ylabel(up)
    ax.set_ylim(0, 1.02)
    ax.yaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
    ax.spines[["top", "right"]].set_visible(False)
    return ax
