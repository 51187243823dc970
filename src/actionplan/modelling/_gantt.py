"""The drawing of a timeline: bars with hatches, marks with shapes, and few colours."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from actionplan._printing import shortened
from actionplan.modelling._drawing import (
    BLUE,
    ORANGE,
    PALE,
    axes_for,
    day_number,
    em,
    explain,
    points,
    set_days,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_SIGNS = 52
_HEIGHT, _ROW, _AROUND, _WIDTH = 0.5, 0.34, 2.6, 11
_LEAST_LETTERS = 3.0  # points
_LEAST_ROWS = 3  # there is room for, or a bar would be a block
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
    ax: "Axes | None",
    title: str,
    on: date,
    courses: Sequence[Course],
    meetings: Iterable[date],
) -> "Axes":
    """The axes, given or new, with a row for each item, the first one on top."""
    size = _WIDTH, _AROUND + _ROW * max(_LEAST_ROWS, len(courses))
    ax = axes_for(ax, title, size=size)
    looks = _looks(ax)
    _draw_days(ax, on, meetings, looks)
    for row, course in enumerate(courses):
        _draw_course(ax, row, course, on, looks)
    _set_rows(ax, courses)
    _set_days(ax, on, courses)
    explain(ax, list(looks))
    return ax


def _looks(ax: "Axes") -> dict[str, dict[str, Any]]:
    """How each thing is drawn, in the ink and on the paper of the axes."""
    from matplotlib import rcParams  # noqa: PLC0415 - an extra

    ink, paper = rcParams["text.color"], ax.get_facecolor()
    edge: dict[str, Any] = {"edgecolor": ink, "linewidth": 0.8, "height": _HEIGHT}
    mark = {"markeredgecolor": ink, "linestyle": "none", "markersize": 8}
    return {
        GIVEN: {**edge, "facecolor": PALE},
        PUT_OFF: {**edge, "facecolor": paper, "hatch": "////"},
        PAST: {**edge, "facecolor": ORANGE, "hatch": "xxxx"},
        FIRST: {**mark, "marker": "D", "markerfacecolor": paper},
        DUE: {**mark, "marker": "D", "markerfacecolor": ink},
        TARGET: {**mark, "marker": "^", "markerfacecolor": paper},
        DONE: {**mark, "marker": "o", "markerfacecolor": BLUE},
        ENDED: {**mark, "marker": "X", "markerfacecolor": paper},
        MISSED: {**mark, "marker": "v", "markerfacecolor": ORANGE},
        TODAY: {"color": ink, "linewidth": 1.6},
        MEETING: {"color": ink, "linewidth": 0.9, "linestyle": (0, (1, 3))},
    }


Looks = dict[str, dict[str, Any]]


def _draw_days(ax: "Axes", on: date, meetings: Iterable[date], looks: Looks) -> None:
    ax.axvline(day_number(on), label=TODAY, zorder=1, **looks[TODAY])
    for day in meetings:
        ax.axvline(day_number(day), label=MEETING, zorder=0, **looks[MEETING])


def _draw_course(ax: "Axes", row: int, course: Course, on: date, looks: Looks) -> None:
    for name, start, end in course.bars(on):
        begin, days = day_number(start), (end - start).days
        if days > 0:
            ax.barh(row, days, left=begin, label=name, zorder=2, **looks[name])
    for name, day in course.marks():
        ax.plot([day_number(day)], [row], label=name, zorder=3, **looks[name])


def _set_rows(ax: "Axes", courses: Sequence[Course]) -> None:
    rows = max(_LEAST_ROWS, len(courses))
    letters = min(em(), max(_LEAST_LETTERS, points(ax)[1] / rows * 0.8))
    labels = [shortened(course.label, MOST_SIGNS) for course in courses]
    ax.set_yticks(range(len(courses)), labels, parse_math=False, fontsize=letters)
    ax.set_ylim(rows - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    for row, course in enumerate(courses):
        ax.text(
            *(1.01, row, course.words),
            transform=ax.get_yaxis_transform(),
            verticalalignment="center",
            fontsize=letters,
        )


def _set_days(ax: "Axes", on: date, courses: Sequence[Course]) -> None:
    days = [on]
    for course in courses:
        days += [day for _, *both in course.bars(on) for day in both]
        days += [day for _, day in course.marks()]
    stretch = (max(days) - min(days)).days
    set_days(ax, min(days), max(days), beside=max(3, round(stretch * _MARGIN)))
