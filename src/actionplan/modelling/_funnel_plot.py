"""The funnel: the share of each group by its size, and the limits of chance."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from actionplan._printing import shortened
from actionplan.modelling._chance import funnel_limits
from actionplan.modelling._drawing import (
    BLACK,
    BLUE,
    DASHED,
    DOTTED,
    GREY,
    ORANGE,
    RED,
    SKY,
    SMALL,
    axes_for,
    em,
    explain,
    paper,
    points,
    say,
    set_counts,
    set_shares,
)
from actionplan.snapshot import OnTime

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# The level of each limit, its dashes, and what it is called.
_LIMITS = (
    (0.95, DASHED, "limits of 95%"),
    (0.998, DOTTED, "limits of 99.8%"),
)
_MARKS = {
    "within": ("o", "white"),
    "below": ("v", ORANGE),
    "far below": ("v", RED),
    "above": ("^", SKY),
    "far above": ("^", BLUE),
}
_MOST_SIZES = 200
_MOST_SIGNS = 52
_ROOM = 0.03  # for dots at 0% and at 100%
_SIGN, _BESIDE = 0.58, 0.7  # ems: how wide a sign is, and from a dot to its name
_SHIFTS = (
    0.0,
    1.0,
    -1.0,
    2.0,
    -2.0,
    3.0,
    -3.0,
    4.0,
    -4.0,
    5.0,
    -5.0,
)  # ems up, the first tried first

Dot = tuple[int, float]
Box = tuple[float, float, float, float]  # left, right, bottom, top


def draw_funnel(
    title: str,
    every: OnTime,
    groups: Mapping[str, OnTime],
    places: Mapping[str, str | None],
    ax: "Axes | None",
) -> "Axes":
    """Draw the share of each group that can be judged, with the limits of chance."""
    ax = axes_for(ax, title, across="Items that can be judged", up="Met it")
    most = max((group.judged for group in groups.values()), default=every.judged)
    ax.set_xlim(0, most * 1.08 + 1)
    set_counts(ax, "x")
    set_shares(ax, room=_ROOM)
    if every.share is None:
        say(ax, "No item can be judged")
        return ax
    _draw_limits(ax, every.share, round(most * 1.08) + 1)
    for place in _MARKS:
        _draw_dots(
            ax, place, [g for name, g in groups.items() if places[name] == place]
        )
    outside = {n: g for n, g in groups.items() if places[n] not in (None, "within")}
    _name(ax, outside, {_dot(group) for n, group in groups.items() if places[n]})
    explain(ax)
    return ax


def _draw_limits(ax: "Axes", share: float, most: int) -> None:
    sizes = range(1, most + 1, -(-most // _MOST_SIZES))
    ax.axhline(share, label=f"all: {share:.0%}", color=BLACK, linewidth=0.9)
    for level, dashes, name in _LIMITS:
        pairs = [funnel_limits(share, size, level) for size in sizes]
        for label, limits in zip((name, None), zip(*pairs, strict=True), strict=True):
            style: dict[str, Any] = {
                "color": GREY,
                "linestyle": dashes,
                "linewidth": 1.2,
            }
            ax.plot(sizes, limits, label=label, **style)


def _dot(group: OnTime) -> Dot:
    return group.judged, group.share or 0.0


def _draw_dots(ax: "Axes", place: str, groups: list[OnTime]) -> None:
    """The groups that lie at a place, by a mark of its own."""
    mark, face = _MARKS[place]
    look: dict[str, Any] = {"markerfacecolor": face, "markeredgecolor": BLACK}
    look |= {"marker": mark, "markersize": 7, "linestyle": "none", "clip_on": False}
    if groups:
        sizes, shares = zip(*map(_dot, groups), strict=True)
        ax.plot(sizes, shares, label=f"{place} the limits", **look)


def _name(ax: "Axes", groups: Mapping[str, OnTime], dots: set[Dot]) -> None:
    """Write the names of groups beside their dots, those of one dot together."""
    named: dict[Dot, list[str]] = {}
    for name, group in groups.items():
        named.setdefault(_dot(group), []).append(name)
    taken = [_box(*_place(ax, dot), 0.4, 0.4) for dot in dots]
    for dot, names in sorted(named.items()):
        words = shortened(", ".join(names), _MOST_SIGNS)
        left, bottom, side = _spot(ax, dot, len(words), taken)
        ax.annotate(
            words,
            dot,
            xytext=(left * em(), bottom * em()),
            textcoords="offset points",
            horizontalalignment=side,
            verticalalignment="center",
            fontsize=em() * SMALL,
            bbox=paper(ax),
            parse_math=False,
        )


def _place(ax: "Axes", dot: Dot) -> tuple[float, float]:
    """Where a dot lies in the figure, in ems."""
    scale = 72 / ax.figure.dpi / em()
    across, up = ax.transData.transform(dot)
    return float(across * scale), float(up * scale)


def _box(across: float, up: float, wide: float, high: float) -> Box:
    return across - wide, across + wide, up - high, up + high


def _spot(
    ax: "Axes", dot: Dot, signs: int, taken: list[Box]
) -> tuple[float, float, str]:
    """The first place beside a dot at which words hide nothing, which is then taken.

    Where there is none, words stand at the right of the dot.
    """
    across, up = _place(ax, dot)
    wide = signs * _SIGN * SMALL / 2
    left, bottom = _place(ax, (0, -_ROOM))
    right = left + points(ax)[0] / em()
    for shift in _SHIFTS:
        for side in (1, -1):
            middle = across + side * (_BESIDE + wide)
            box = _box(middle, up + shift, wide, 0.45)
            inside = left <= box[0] and box[1] <= right and bottom <= box[2]
            if inside and not any(_meet(box, other) for other in taken):
                taken.append(box)
                return side * _BESIDE, shift, "left" if side > 0 else "right"
    return _BESIDE, 0.0, "left"


def _meet(one: Box, other: Box) -> bool:
    return (
        one[0] < other[1]
        and other[0] < one[1]
        and one[2] < other[3]
        and other[2] < one[3]
    )
