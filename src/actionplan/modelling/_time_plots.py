"""The plots of how long items take: curves of what is left, and of what has ended."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from actionplan.modelling._curve import Curve
from actionplan.modelling._styles import axes_for, style_of
from actionplan.modelling._survival import Point, share_at

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HATCHES = ("", "////", "....", "xxxx")
_GREYS = ("#0072b2", "#e69f00", "#cccccc", "#d55e00")


def draw_survival(title: str, curves: Mapping[str, Curve], ax: "Axes | None") -> "Axes":
    """Draw the share of each group that has not reached its rung yet."""
    ax = axes_for(ax, title, "Days since opening", "Not yet there")
    for number, (name, curve) in enumerate(curves.items()):
        _draw_curve(ax, name, curve, number)
    ax.set_xlim(0, _longest(curves))
    ax.axhline(0.5, color="#666666", linewidth=0.6, zorder=0)
    if len(curves) > 1:
        ax.legend(frameon=False, handlelength=4)
    _draw_numbers(ax, curves)
    return ax


def _longest(curves: Mapping[str, Curve]) -> int:
    return max([1, *(curve.longest for curve in curves.values())])


def _draw_curve(ax: "Axes", name: str, curve: Curve, number: int) -> None:
    days, shares = _stairs(curve.survival, curve.longest, "share", 1)
    _, low = _stairs(curve.survival, curve.longest, "low", 1)
    _, high = _stairs(curve.survival, curve.longest, "high", 1)
    style = style_of(number)
    ax.plot(days, shares, drawstyle="steps-post", label=name, **style)
    band = {"color": style["color"], "alpha": 0.12, "linewidth": 0}
    ax.fill_between(days, low, high, step="post", **band)
    open_at = sorted({spell.left for spell in curve.watched if spell.end is None})
    left = [curve.share_left(day) for day in open_at]
    ax.plot(open_at, left, "|", color=style["color"], markersize=7)


def _stairs(
    points: Sequence[Point], longest: int, name: str, first: float
) -> tuple[list[int], list[float]]:
    """The corners of a curve that goes on from its last point to the last day."""
    days = [0, *(point.day for point in points), longest]
    heights = [first, *(getattr(point, name) for point in points)]
    return days, [*heights, heights[-1]]


def _draw_numbers(ax: "Axes", curves: Mapping[str, Curve]) -> None:
    """Write below the days how many were at risk, a line for each group."""
    limits = ax.get_xlim()
    days = [int(day) for day in ax.get_xticks() if limits[0] <= day <= limits[1]]
    ax.set_xticks(days)
    lines = ["At risk", *("" for _ in curves)]
    for number, (name, curve) in enumerate(curves.items()):
        _draw_row(ax, name, -0.24 - 0.06 * number, days, curve.at_risk(days))
    heading = "Number at risk" if lines else ""
    ax.text(-0.01, -0.18, heading, transform=ax.transAxes, ha="right", va="top")


def _draw_row(
    ax: "Axes", name: str, height: float, days: Sequence[int], counts: Sequence[int]
) -> None:
    ax.text(-0.01, height, name, transform=ax.transAxes, ha="right", va="top")
    across = ax.get_xaxis_transform()
    for day, count in zip(days, counts, strict=True):
        ax.text(day, height, str(count), transform=across, ha="center", va="top")


def draw_incidence(
    title: str, curves: Mapping[str, Curve], ax: "Axes | None"
) -> "Axes":
    """Draw the share of each group that ended in each way."""
    ax = axes_for(ax, title, "Days since opening", "Ended")
    ax.set_xlim(0, _longest(curves))
    if len(curves) == 1:
        _stack(ax, *curves.values())
    else:
        _compare(ax, curves)
    return ax


def _stack(ax: "Axes", curve: Curve) -> None:
    """The ways on top of each other: what is above them is still open."""
    ways = {curve.rung.words: curve.incidence()}
    ways |= {end.replace("-", " "): curve.incidence(end) for end in curve.other_ends}
    days = sorted({0, curve.longest, *(p.day for ps in ways.values() for p in ps)})
    bottom = [0.0 for _ in days]
    for number, (name, points) in enumerate(ways.items()):
        shares = [share_at(points, day, first=0.0) for day in days]
        top = [below + share for below, share in zip(bottom, shares, strict=True)]
        ax.fill_between(
            days,
            bottom,
            top,
            step="post",
            label=name,
            facecolor=_GREYS[number % len(_GREYS)],
            hatch=_HATCHES[number % len(_HATCHES)],
            edgecolor="black",
            linewidth=0.6,
        )
        bottom = top
    handles, labels = ax.get_legend_handles_labels()
    ax.legend(handles[::-1], labels[::-1], loc="upper left", frameon=False)


def _compare(ax: "Axes", curves: Mapping[str, Curve]) -> None:
    """A curve for the rung of each group."""
    for number, (name, curve) in enumerate(curves.items()):
        days, shares = _stairs(curve.incidence(), curve.longest, "share", 0)
        ax.plot(days, shares, drawstyle="steps-post", label=name, **style_of(number))
    if curves:
        ax.legend(frameon=False, handlelength=4)
