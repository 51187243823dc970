"""The funnel: the share of each group by its size, and the limits of chance."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from actionplan.modelling._chance import funnel_limit
from actionplan.modelling._styles import axes_for
from actionplan.snapshot import OnTime

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# The tails of each limit, its dashes, and what it is called.
_LIMITS = (
    ((0.025, 0.975), (0, (6, 3)), "95 % limits"),
    ((0.001, 0.999), "solid", "99.8 % limits"),
)
_MARKS = {
    "within": ("o", "white"),
    "below": ("v", "#e69f00"),
    "far below": ("v", "#d55e00"),
    "above": ("^", "#56b4e9"),
    "far above": ("^", "#0072b2"),
}
_MOST_SIZES = 200


def draw_funnel(
    title: str,
    every: OnTime,
    groups: Mapping[str, OnTime],
    places: Mapping[str, str | None],
    ax: "Axes | None",
) -> "Axes":
    """Draw the share of each group that can be judged, with the limits of chance."""
    ax = axes_for(ax, title, "Items that can be judged", "Met it")
    if every.share is None:
        ax.set_xlim(0, 1)
        return ax
    most = max((group.judged for group in groups.values()), default=every.judged)
    ax.set_xlim(0, most * 1.08 + 1)
    _draw_limits(ax, every.share, round(most * 1.08) + 1)
    for name, group in groups.items():
        _draw_dot(ax, name, group, places[name])
    ax.legend(loc="lower right", frameon=False, handlelength=4)
    return ax


def _draw_limits(ax: "Axes", share: float, most: int) -> None:
    sizes = range(1, most + 1, -(-most // _MOST_SIZES))
    ax.axhline(share, color="black", linewidth=0.8, label=f"All: {share:.0%}")
    for tails, dashes, name in _LIMITS:
        for tail in tails:
            limits = [funnel_limit(share, size, tail) for size in sizes]
            label = name if tail == tails[0] else None
            ax.plot(sizes, limits, color="#555555", linestyle=dashes, lw=1, label=label)


def _draw_dot(ax: "Axes", name: str, group: OnTime, place: str | None) -> None:
    if group.share is None or place is None:
        return
    mark, face = _MARKS[place]
    dot: dict[str, Any] = {
        "markerfacecolor": face,
        "markeredgecolor": "black",
        "markersize": 7,
    }
    at = group.judged, group.share
    ax.plot(*at, mark, clip_on=False, **dot)
    if place != "within":
        ax.annotate(name, at, xytext=(7, -3), textcoords="offset points")
