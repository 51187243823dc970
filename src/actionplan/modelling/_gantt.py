"""The drawing of a timeline: bars with hatches, marks with shapes, and few colours.

The colours are those of Okabe and Ito, which people who do not see all colours can tell
apart. Nothing is said by colour alone.

Source: https://jfly.uni-koeln.de/color/
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from actionplan._days import month_name
from actionplan._printing import shortened

if TYPE_CHECKING:
    import matplotlib.axes

MOST_SIGNS = 52
_BLUE, _ORANGE, _GREY = "#0072b2", "#e69f00", "#b8b8b8"
_HEIGHT, _ROW, _AROUND, _WIDTH = 0.5, 0.34, 2.6, 11
_MARGIN = 0.04  # of the stretch of days, left and right

GIVEN, PUT_OFF, PAST = "given at first", "given later", "open past the day"
FIRST, DUE, TARGET, DONE = "due at first", "due", "owner's target", "done"
ENDED, MISSED, TODAY, MEETING = "ended otherwise", "no report", "as of", "meeting"


@attrs.frozen(kw_only=True)
class Course:
    """What is drawn of one item, in a row."""

    label: str
    opened: date
    first: date | None  # where the due day has moved from there
    due: date
    target: date | None
    left: date | None
    is_done: bool
    missed: tuple[date, ...]
    words: str

    def bars(self, on: date) -> Iterator[tuple[str, date, date]]:
        """Stretches of days: what they are, from when, and until when."""
        yield GIVEN, self.opened, min(self.first or self.due, self.due)
        if self.first:
            yield PUT_OFF, self.first, self.due
        yield PAST, max(self.due, self.opened), self.left or on

    def marks(self) -> Iterator[tuple[str, date]]:
        """Single days: what they are, and when."""
        yield from ((MISSED, day) for day in self.missed)
        if self.first:
            yield FIRST, self.first
        yield DUE, self.due
        if self.target:
            yield TARGET, self.target
        if self.left:
            yield DONE if self.is_done else ENDED, self.left


def draw(
    ax: "matplotlib.axes.Axes | None",
    title: str,
    on: date,
    courses: Sequence[Course],
    meetings: Iterable[date],
) -> "matplotlib.axes.Axes":
    """The axes, given or new, with a row for each item, the first one on top."""
    if ax is None:
        from matplotlib import pyplot as plt  # noqa: PLC0415 - an extra

        size = _WIDTH, _AROUND + _ROW * max(1, len(courses))
        ax = plt.subplots(figsize=size, layout="constrained")[1]
    ax.set_title(title, loc="left", parse_math=False)
    looks = _looks(ax)
    _draw_days(ax, on, meetings, looks)
    for row, course in enumerate(courses):
        _draw_course(ax, row, course, on, looks)
    _set_rows(ax, courses)
    _set_days(ax, on, courses)
    _explain(ax)
    return ax


def _looks(ax: "matplotlib.axes.Axes") -> dict[str, dict[str, Any]]:
    """How each thing is drawn, in the ink and on the paper of the axes."""
    from matplotlib import rcParams  # noqa: PLC0415 - an extra

    ink, paper = rcParams["text.color"], ax.get_facecolor()
    edge: dict[str, Any] = {"edgecolor": ink, "linewidth": 0.8, "height": _HEIGHT}
    mark = {"markeredgecolor": ink, "linestyle": "none", "markersize": 8}
    return {
        GIVEN: {**edge, "facecolor": _GREY},
        PUT_OFF: {**edge, "facecolor": paper, "hatch": "////"},
        PAST: {**edge, "facecolor": _ORANGE, "hatch": "xxxx"},
        FIRST: {**mark, "marker": "D", "markerfacecolor": paper},
        DUE: {**mark, "marker": "D", "markerfacecolor": ink},
        TARGET: {**mark, "marker": "^", "markerfacecolor": paper},
        DONE: {**mark, "marker": "o", "markerfacecolor": _BLUE},
        ENDED: {**mark, "marker": "X", "markerfacecolor": paper},
        MISSED: {**mark, "marker": "v", "markerfacecolor": _ORANGE},
        TODAY: {"color": ink, "linewidth": 1.6},
        MEETING: {"color": ink, "linewidth": 0.9, "linestyle": (0, (1, 3))},
    }


Looks = dict[str, dict[str, Any]]


def _draw_days(
    ax: "matplotlib.axes.Axes", on: date, meetings: Iterable[date], looks: Looks
) -> None:
    ax.axvline(_number(on), label=TODAY, zorder=1, **looks[TODAY])
    for day in meetings:
        ax.axvline(_number(day), label=MEETING, zorder=0, **looks[MEETING])


def _draw_course(
    ax: "matplotlib.axes.Axes", row: int, course: Course, on: date, looks: Looks
) -> None:
    for name, start, end in course.bars(on):
        begin, days = _number(start), (end - start).days
        if days > 0:
            ax.barh(row, days, left=begin, label=name, zorder=2, **looks[name])
    for name, day in course.marks():
        ax.plot([_number(day)], [row], label=name, zorder=3, **looks[name])


def _number(day: date) -> float:
    """A day as matplotlib counts days."""
    from matplotlib import dates  # noqa: PLC0415 - an extra

    return float(dates.date2num(day))


def _set_rows(ax: "matplotlib.axes.Axes", courses: Sequence[Course]) -> None:
    labels = [shortened(course.label, MOST_SIGNS) for course in courses]
    ax.set_yticks(range(len(courses)), labels, parse_math=False)
    ax.set_ylim(max(1, len(courses)) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.spines[["top", "right", "left"]].set_visible(False)
    for row, course in enumerate(courses):
        ax.text(
            *(1.01, row, course.words),
            transform=ax.get_yaxis_transform(),
            verticalalignment="center",
        )


def _set_days(ax: "matplotlib.axes.Axes", on: date, courses: Sequence[Course]) -> None:
    from matplotlib import dates, ticker  # noqa: PLC0415 - an extra

    days = [on]
    for course in courses:
        days += [day for _, *both in course.bars(on) for day in both]
        days += [day for _, day in course.marks()]
    first, last = _number(min(days)), _number(max(days))
    beside = max(3, round((last - first) * _MARGIN))
    ax.set_xlim(first - beside, last + beside)
    ax.xaxis.set_major_locator(dates.AutoDateLocator(minticks=3, maxticks=9))
    ax.xaxis.set_major_formatter(ticker.FuncFormatter(_day_words))


def _day_words(number: float, _: int | None) -> str:
    """A day along the axis, by our own names of months, whatever the locale."""
    from matplotlib import dates  # noqa: PLC0415 - an extra

    day = dates.num2date(number)
    return f"{day.day} {month_name(day.month)[:3]}\n{day.year}"


def _explain(ax: "matplotlib.axes.Axes") -> None:
    """A legend below of what there is, each thing once."""
    held = dict(zip(*reversed(ax.get_legend_handles_labels()), strict=True))
    names = [name for name in _looks(ax) if name in held]
    ax.legend(
        *([held[name] for name in names], names),
        loc="upper left",
        bbox_to_anchor=(0, 0),
        borderaxespad=4,
        ncols=4,
        columnspacing=1.2,
        frameon=False,
    )
