"""The plots of how long items take: curves of what is left, and of what has ended."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from actionplan._printing import shortened
from actionplan.modelling._curve import Curve
from actionplan.modelling._drawing import (
    BLACK,
    BLUE,
    GREY,
    HEIGHT,
    ORANGE,
    PALE,
    RED,
    SMALL,
    UNDER,
    WIDTH,
    axes_for,
    em,
    explain,
    legible,
    say,
    set_counts,
    set_shares,
    style_of,
)
from actionplan.modelling._survival import Point, number_text, share_at

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HATCHES = ("", "////", "....", "xxxx")
_FACES = (BLUE, ORANGE, PALE, RED)
_ACROSS = "Days since opening"
_LINE = 1.15  # ems from one line of numbers to the next
_BAND = "interval of 95%"
_THIN = "thin: ended otherwise"
_OTHERWISE = {"linewidth": 0.8, "alpha": 0.9}
_MOST_SIGNS = 60
_COLUMNS = 2  # of a legend, where names are long


def draw_survival(title: str, curves: Mapping[str, Curve], ax: "Axes | None") -> "Axes":
    """Draw the share of each group that has not reached its rung yet."""
    curves = {legible(name): curve for name, curve in curves.items()}
    under = UNDER + _LINE * (1 + _rows(curves) * len(curves))
    more = under - UNDER + _LINE * (len(curves) - 1)
    size = WIDTH, HEIGHT + more * em() / 72  # for what stands below
    ax = axes_for(
        ax, title, across=_ACROSS, up=_not_yet(curves).capitalize(), size=size
    )
    for number, (name, curve) in enumerate(curves.items()):
        _draw_curve(ax, name, curve, number)
    _set_axes(ax, curves)
    ax.axhline(0.5, color=GREY, linewidth=0.6, zorder=0)
    _draw_numbers(ax, curves)
    names = [
        *(curves if len(curves) > 1 else _middles(ax, curves)),
        _not_yet(curves),
        _BAND,
    ]
    explain(ax, names, under=under + _LINE / 2)
    return ax


def _rows(curves: Mapping[str, Curve]) -> float:
    """How many lines the numbers of a group take, with its name where it needs one."""
    return 2.2 if len(curves) > 1 else 1


def _not_yet(curves: Mapping[str, Curve]) -> str:
    rungs = (curve.rung.words for curve in curves.values())
    return f"not yet {next(rungs, 'there')}"


def _set_axes(ax: "Axes", curves: Mapping[str, Curve]) -> None:
    """Ages along the axes, a little further than the last of them, and shares up."""
    longest = max([1, *(curve.longest for curve in curves.values())])
    ax.set_xlim(0, 1.02 * longest)
    set_counts(ax, "x")
    set_shares(ax)
    if not any(curve.watched for curve in curves.values()):
        say(ax, "No items")


def _draw_curve(ax: "Axes", name: str, curve: Curve, number: int) -> None:
    days, shares = _stairs(curve.survival, curve.longest, "share", 1)
    _, low = _stairs(curve.survival, curve.longest, "low", 1)
    _, high = _stairs(curve.survival, curve.longest, "high", 1)
    style = style_of(number)
    ax.plot(days, shares, drawstyle="steps-post", label=name, **style)
    band = {"color": style["color"], "alpha": 0.12, "linewidth": 0}
    ax.fill_between(days, low, high, step="post", label=_BAND, **band)
    open_at = sorted({spell.left for spell in curve.watched if spell.end is None})
    left = [curve.share_not_yet(day) for day in open_at]
    if open_at:
        ax.plot(
            open_at,
            left,
            "|",
            color=style["color"],
            markersize=7,
            label=_not_yet({name: curve}),
        )


def _middles(ax: "Axes", curves: Mapping[str, Curve]) -> Iterator[str]:
    """Mark the median of one curve, and beside it the mean that flatters."""
    for curve in curves.values():
        middles = {
            "median": (curve.median.value, "o"),
            f"mean of the {curve.rung.words}": (curve.mean_of_reached, "D"),
        }
        for name, (day, mark) in middles.items():
            if day is not None:
                label = f"{name}: {number_text(day)} days"
                face = BLACK if mark == "o" else "white"
                ax.plot(
                    [day],
                    [curve.share_not_yet(day)],
                    mark,
                    label=label,
                    markerfacecolor=face,
                    markeredgecolor=BLACK,
                    zorder=3,
                )
                yield label


def _stairs(
    points: Sequence[Point], longest: int, name: str, first: float
) -> tuple[list[int], list[float]]:
    """The corners of a curve that goes on from its last point to the last day."""
    days = [0, *(point.age for point in points), longest]
    heights = [first, *(getattr(point, name) for point in points)]
    return days, [*heights, heights[-1]]


def _draw_numbers(ax: "Axes", curves: Mapping[str, Curve]) -> None:
    """Write below the days how many were at risk, each group under its name."""
    first, last = ax.get_xlim()
    days = [int(day) for day in ax.get_xticks() if first <= day <= last]
    ax.set_xticks(days)
    _write(ax, 0, "Number at risk", line=0)
    for number, (name, curve) in enumerate(curves.items(), 1):
        line = number * _rows(curves)
        if len(curves) > 1:
            _write(ax, 0, shortened(name, _MOST_SIGNS), line=line - 1)
        for day, count in zip(days, curve.at_risk(days), strict=True):
            _write(ax, day, str(count), line=line, horizontalalignment="center")


def _write(ax: "Axes", day: int, words: str, *, line: float, **how: Any) -> None:
    """Write at a day on a line below what stands below the axes."""
    ax.annotate(
        words,
        (day, 0),
        xycoords=("data", "axes fraction"),
        xytext=(0, -em() * (UNDER + line * _LINE)),
        textcoords="offset points",
        verticalalignment="top",
        fontsize=em() * SMALL,
        annotation_clip=False,
        parse_math=False,
        **how,
    )


def draw_incidence(
    title: str, curves: Mapping[str, Curve], ax: "Axes | None"
) -> "Axes":
    """Draw the share of each group that ended in each way."""
    curves = {legible(name): curve for name, curve in curves.items()}
    size = WIDTH, HEIGHT + _LINE * (len(curves) // _COLUMNS) * em() / 72
    ax = axes_for(ax, title, across=_ACROSS, up="Ended", size=size)
    if len(curves) == 1:
        _stack(ax, *curves.values())
    else:
        _compare(ax, curves)
    _set_axes(ax, curves)
    if curves:
        # Of one group it reads as the ways stand.
        names = None if len(curves) == 1 else [*curves, _THIN]
        explain(ax, names, reverse=names is None)
    return ax


def _stack(ax: "Axes", curve: Curve) -> None:
    """The ways on top of each other: what is above them is not there yet."""
    ways = {curve.rung.words: curve.incidence()}
    ways |= {end.replace("-", " "): curve.incidence(end) for end in curve.other_ends}
    days = sorted({0, curve.longest, *(p.age for ps in ways.values() for p in ps)})
    days.append(curve.longest + 1)  # what ended on the last day is seen on it
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
            facecolor=_FACES[number % len(_FACES)],
            hatch=_HATCHES[number % len(_HATCHES)],
            edgecolor="black",
            linewidth=0.6,
        )
        bottom = top


def _compare(ax: "Axes", curves: Mapping[str, Curve]) -> None:
    """A curve for the rung of each group, and a thin one for all its other ends."""
    for number, (name, curve) in enumerate(curves.items()):
        style: dict[str, Any] = {"drawstyle": "steps-post", **style_of(number)}
        days, shares = _stairs(curve.incidence(), curve.longest, "share", 0)
        ax.plot(days, shares, label=name, **style)
        if curve.other_ends:
            style |= _OTHERWISE
            ax.plot(*_otherwise(curve), label=_THIN, **style)


def _otherwise(curve: Curve) -> tuple[list[int], list[float]]:
    """The corners of the curve of all that ended in another way."""
    ways = [curve.incidence(end) for end in curve.other_ends]
    days = sorted({0, curve.longest, *(p.age for ps in ways for p in ps)})
    return days, [sum(share_at(ps, day, first=0.0) for ps in ways) for day in days]
