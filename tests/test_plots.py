"""The plots of modelling: what they look like, and what they say.

The pictures that they are compared with are in `baseline`; CONTRIBUTING.md says how to
make new ones.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation

import actionplan as ap
from actionplan import modelling
from actionplan.modelling import Curve, Spell, TimeTo, on_time, time_to, timeline
from actionplan.modelling._drawing import COLOURS, DASHES, style_of
from actionplan.snapshot import OnTime
from actionplan.terms import Status
from futures import ACTIONS, START, by_ages, by_weeks, scored
from inspected import FIRST, LOOKED, inspected

mpl.use("agg")

# Of the root mean square of the differences, from 0 to 255. Before 3.11 matplotlib drew
# other letters, which moves all else (27 to 54): there, pictures are only drawn.
IS_ALIKE = tuple(map(int, mpl.__version__.split(".")[:2])) >= (3, 11)
TOLERANCE = 0.5 if IS_ALIKE else 255
pictured = pytest.mark.mpl_image_compare(
    savefig_kwargs={"dpi": 60}, style="default", tolerance=TOLERANCE
)
DOCS = Path(__file__).parent.parent / "docs"

FORCES = inspected()
ONE = inspected({"norfolk": 150}, reports=1, each=1)
NONE = ap.Register()
ON = START + timedelta(days=364)


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """No figure outlives its test."""
    yield
    plt.close("all")


def forecast(method: str, **how: Any) -> modelling.Forecast:
    """A forecast of what is open after a year."""
    register = (
        by_weeks(1, items=200, weeks=75, most=4)
        if method == "throughput"
        else by_ages(2, items=300, over=600, scale=120, shape=1)
    )
    return modelling.forecast(
        register, ON, method=method, where=ACTIONS, trials=300, **how
    )


def calibrated() -> modelling.Backtest:
    """A back-test of a hundred items, of which fewer met their day than it said."""
    return scored([(n / 100, n * n % 101 > 60) for n in range(100)])


def timed() -> modelling.DeadlineTimeline:
    """The deadlines of three forces, in the middle of it."""
    register = inspected({"norfolk": 150, "essex": 400, "kent": 200}, reports=2, each=2)
    return timeline(register, date(2012, 8, 1))


def figure_of(ax: Axes) -> Figure:
    """The figure on which axes are."""
    found = ax.figure
    assert isinstance(found, Figure)
    return found


def register_of_page() -> ap.Register:
    """The register of the page about how long closing takes."""
    page = (DOCS / "explanation/time-to-close.md").read_text("utf-8")
    code, names = page.split("```python\n")[1].split("```")[0], dict[str, Any]()
    exec(code, names)  # noqa: S102 - the picture is to be of what the page shows
    made: ap.Register = names["register"]
    return made


class TestPictures:
    """A plot looks as it did when it was last looked at."""

    @pictured
    def test_burndown(self) -> Figure:
        """A burn-down has a line for each number, with dashes of its own."""
        shown = modelling.burndown(FORCES, FIRST, LOOKED, "P1W")
        return figure_of(shown.plot())

    @pictured
    def test_cumulative_flow(self) -> Figure:
        """A cumulative flow has its layers from dark to light."""
        shown = modelling.cumulative_flow(FORCES, FIRST, LOOKED, "P1W")
        return figure_of(shown.plot())

    @pictured
    def test_ageing(self) -> Figure:
        """The ages of open items lie in bands from old to new."""
        return figure_of(modelling.ageing(FORCES, FIRST, LOOKED, "P1W").plot())

    @pictured
    def test_timeline(self) -> Figure:
        """A timeline has a row for each item."""
        return figure_of(timed().plot())

    @pictured
    def test_survival(self) -> Figure:
        """One curve has the numbers at risk below it."""
        return figure_of(time_to(FORCES, LOOKED, rung="complete").plot())

    @pytest.mark.mpl_image_compare(
        baseline_dir=str(DOCS / "images"),
        filename="time-to-close.png",
        savefig_kwargs={"dpi": 90},
        style="default",
        tolerance=TOLERANCE,
    )
    def test_page(self) -> Figure:
        """The picture on the page about closing is of the register on that page."""
        return figure_of(time_to(register_of_page(), date(2024, 12, 9)).plot())

    @pictured
    def test_survival_of_five(self) -> Figure:
        """Five curves have the numbers at risk below them, each under its name."""
        return figure_of(time_to(FORCES, LOOKED, rung="complete", by="owner").plot())

    @pictured
    def test_incidence(self) -> Figure:
        """The ways in which the items of one group end lie on each other."""
        return figure_of(time_to(FORCES, LOOKED, rung="complete").plot_incidence())

    @pictured
    def test_incidence_of_two(self) -> Figure:
        """The ways in which those of two groups end are lines, thick and thin."""
        kinds = time_to(FORCES, LOOKED, rung="closed", by="kind")
        return figure_of(kinds.plot_incidence())

    @pictured
    def test_funnel(self) -> Figure:
        """A funnel names the groups outside its limits."""
        return figure_of(on_time(FORCES, LOOKED, by="owner").plot())

    @pictured
    def test_fan(self) -> Figure:
        """A fan that comes down to nothing says when."""
        return figure_of(forecast("throughput").plot())

    @pictured
    def test_fan_with_new_findings(self) -> Figure:
        """A fan with new findings goes on."""
        ahead = forecast("survival", new_findings=True, horizon="P1Y")
        return figure_of(ahead.plot())

    @pictured
    def test_calibration(self) -> Figure:
        """A calibration has dots with their intervals beside the diagonal."""
        return figure_of(calibrated().plot())

    @pictured
    def test_on_small_axes(self) -> Figure:
        """On four axes of one figure nothing lies on anything else."""
        figure, axes = plt.subplots(2, 2, figsize=(12, 9), layout="constrained")
        known = datetime(2014, 11, 1, 9, tzinfo=UTC)
        series = modelling.burndown(FORCES, FIRST, LOOKED, "P1W", known=known)
        series.plot(axes[0, 0])
        time_to(FORCES, LOOKED, rung="closed", by="kind").plot(axes[0, 1])
        on_time(FORCES, LOOKED, by="owner").plot(axes[1, 0])
        timed().plot(axes[1, 1])
        return figure


# What is in them


def texts(ax: Axes) -> list[str]:
    """All words on axes, without those of their title, names and legend."""
    return [text.get_text() for text in ax.texts]


def legend(ax: Axes) -> list[str]:
    """What the legend explains."""
    found = ax.get_legend()
    return [text.get_text() for text in found.get_texts()] if found else []


def curve(name: str | None, *lives: tuple[int, str | None]) -> Curve:
    """A curve of items that took so many days and ended so."""
    spells = [Spell(left=left, end=end) for left, end in lives]
    items = [f"{name}/{number}" for number in range(len(lives))]
    return Curve(name=name, rung=Status.CLOSED, items=items, spells=spells)


def times(*curves: Curve) -> TimeTo:
    """The curves of groups."""
    by = None if len(curves) == 1 else "owner"
    return TimeTo(rung=Status.CLOSED, on=LOOKED, known=None, by=by, curves=curves)


FIRST_GROUP = curve("a", (10, "closed"), (40, "withdrawn"), (90, None), (400, "closed"))
OTHER_GROUP = curve("b", (30, "closed"), (60, "superseded"), (60, "withdrawn"))
THIRD_GROUP = curve("c", (20, "closed"), (25, None))


class TestAnyPlot:
    """What all plots have in common."""

    plots = pytest.mark.parametrize(
        "plot",
        [
            modelling.burndown(ONE, FIRST, LOOKED, "P1M").plot,
            modelling.cumulative_flow(ONE, FIRST, LOOKED, "P1M").plot,
            modelling.ageing(ONE, FIRST, LOOKED, "P1M").plot,
            timeline(ONE, LOOKED).plot,
            time_to(ONE, LOOKED, rung="complete").plot,
            time_to(ONE, LOOKED, rung="complete").plot_incidence,
            on_time(ONE, LOOKED, by="owner").plot,
            modelling.forecast(NONE, LOOKED).plot,
            attrs.evolve(scored([(0.5, True)]), until=LOOKED).plot,
        ],
        ids=lambda plot: f"{type(plot.__self__).__name__}-{plot.__name__}",
    )

    @plots
    def test_title(self, plot: Callable[..., Axes]) -> None:
        """The title says the day as of which it is."""
        title = plot().get_title(loc="left").replace("\n", " ")
        assert title.endswith("as of Sat 1 Nov 2014")

    @plots
    def test_given_axes(self, plot: Callable[..., Axes]) -> None:
        """Axes that are given are drawn on and given back, and no others."""
        figure, (left, right) = plt.subplots(1, 2)
        assert plot(left) is left
        assert left.has_data()
        assert not right.has_data()
        assert plt.get_fignums() == [figure.number]

    @plots
    def test_nothing_outside(self, plot: Callable[..., Axes]) -> None:
        """Everything on new axes is within their figure."""
        ax = plot()
        figure = figure_of(ax)
        figure.canvas.draw()
        box, (width, height) = ax.get_tightbbox(), figure.bbox.size
        assert box
        assert box.x0 >= 0
        assert box.y0 >= 0
        assert box.x1 <= width + 1
        assert box.y1 <= height + 1

    @plots
    def test_legend_below(self, plot: Callable[..., Axes]) -> None:
        """The legend lies below the days or ages, and hides nothing."""
        ax = plot()
        figure_of(ax).canvas.draw()
        found = ax.get_legend()
        assert found
        low = [label.get_window_extent().y0 for label in ax.get_xticklabels()]
        assert found.get_window_extent().y1 < min(low)

    def test_lines(self) -> None:
        """No two of the first lines have the same colour and dashes."""
        styles = {str(style_of(number)) for number in range(56)}
        assert len(styles) == len(COLOURS) * len(DASHES) == 56

    def test_long_title(self) -> None:
        """A title that is too long for its axes is parted where it has commas."""
        _, axes = plt.subplots(1, 3)
        known = datetime(2014, 11, 1, 9, tzinfo=UTC)
        series = modelling.burndown(ONE, FIRST, LOOKED, "P1M", known=known)
        assert series.plot(axes[0]).get_title("left").split("\n") == [
            *["Burn-down,", "as of Sat 1 Nov", "2014,", "as known on Sat"],
            *["1 Nov 2014 at", "09:00 UTC"],
        ]

    def test_days(self) -> None:
        """Days along axes are whole ones in English, fewer where there is less room."""
        _, axes = plt.subplots(1, 3)
        week = modelling.burndown(ONE, LOOKED - timedelta(days=6), LOOKED)
        wide, narrow = week.plot(), week.plot(axes[0])
        for ax in (wide, narrow):
            ax.figure.canvas.draw()
        labels = [label.get_text() for label in wide.get_xticklabels()]
        assert labels[:2] == ["26 Oct\n2014", "27 Oct\n2014"]
        assert len(narrow.get_xticks()) < len(wide.get_xticks())


class TestSeries:
    """The plots of numbers on days."""

    def test_last_day(self) -> None:
        """The numbers of the last day can be seen: as dots, and a day wide."""
        lines = modelling.burndown(ONE, FIRST, LOOKED).plot().lines
        assert {str(line.get_markevery()) for line in lines} == {"[-1]"}
        ax = modelling.cumulative_flow(ONE, FIRST, FIRST).plot()
        (path,) = ax.collections[-1].get_paths()
        assert np.ptp(np.asarray(path.vertices)[:, 0]) == 1

    @pytest.mark.parametrize(
        ("series", "words"),
        [
            (modelling.cumulative_flow, ["No items"]),
            (modelling.ageing, ["No open items"]),
        ],
    )
    def test_nothing(self, series: Callable[..., Any], words: list[str]) -> None:
        """Where there is nothing the plot says so, and has no parts of items."""
        ax = series(NONE, FIRST, LOOKED, "P1M").plot()
        assert texts(ax) == words
        assert [int(tick) == tick for tick in ax.get_yticks()] == [True, True]


class TestSurvival:
    """The plot of what is left."""

    def test_numbers(self) -> None:
        """Below each age stands how many were at risk, as the curve says."""
        ax = times(FIRST_GROUP, OTHER_GROUP, THIRD_GROUP).plot()
        days = [int(day) for day in ax.get_xticks()]
        expected = ["Number at risk"]
        for one in (FIRST_GROUP, OTHER_GROUP, THIRD_GROUP):
            expected += [str(one.name), *map(str, one.at_risk(days))]
        assert texts(ax) == expected
        assert days[0] == 0
        assert days[-1] <= 400

    def test_numbers_of_one(self) -> None:
        """One group needs no name, and stands below its ages."""
        ax = times(FIRST_GROUP).plot()
        days = [int(day) for day in ax.get_xticks()]
        counts = list(map(str, FIRST_GROUP.at_risk(days)))
        assert texts(ax) == ["Number at risk", *counts]
        notes = [text for text in ax.texts[1:] if isinstance(text, Annotation)]
        assert [note.xy[0] for note in notes] == days

    def test_lines_of_numbers(self) -> None:
        """No words below the axes lie on others, on small axes either."""
        _, axes = plt.subplots(2, 2, layout="constrained")
        groups = times(FIRST_GROUP, OTHER_GROUP, THIRD_GROUP)
        for ax in (groups.plot(), groups.plot(axes[1, 0])):
            ax.figure.canvas.draw()
            boxes = [text.get_window_extent() for text in (*ax.texts, ax.xaxis.label)]
            boxes.append(ax.get_legend().get_window_extent())  # type: ignore[union-attr]
            for number, one in enumerate(boxes):
                assert not any(one.overlaps(other) for other in boxes[:number])

    def test_legend(self) -> None:
        """The legend names the groups, and says what ticks and bands are."""
        assert legend(times(FIRST_GROUP, OTHER_GROUP).plot()) == [
            *["a", "b", "not yet closed", "interval of 95%"]
        ]

    def test_middles(self) -> None:
        """One curve has its median marked, and the mean of what is closed."""
        alone = curve(None, (10, "closed"), (20, "closed"), (90, None))
        ax = times(alone).plot()
        assert legend(ax)[:2] == ["median: 20 days", "mean of the closed: 15 days"]
        marks = {
            line.get_marker(): (*np.asarray(line.get_xydata()).ravel(),)
            for line in ax.lines
        }
        assert marks["o"] == (20, alone.share_not_yet(20))
        assert marks["D"] == (15, alone.share_not_yet(15))
        assert legend(times(OTHER_GROUP).plot())[0] == "mean of the closed: 30 days"

    def test_open(self) -> None:
        """A tick on the curve marks each age at which something is still open."""
        ticks = times(FIRST_GROUP).plot().lines[1]
        assert list(np.asarray(ticks.get_xdata())) == [90]
        assert list(np.asarray(ticks.get_ydata())) == [FIRST_GROUP.share_not_yet(90)]

    def test_underscore(self) -> None:
        """A name that matplotlib would leave out of the legend is in it."""
        two = curve("_custody", (10, "closed")), curve("b", (20, "closed"))
        for ax in (times(*two).plot(), times(*two).plot_incidence()):
            assert legend(ax)[:2] == [" _custody", "b"]

    def test_words(self) -> None:
        """The axes say which rung is meant."""
        ax = times(FIRST_GROUP).plot()
        assert ax.get_ylabel() == "Not yet closed"
        assert ax.get_xlabel() == "Days since opening"
        assert ax.get_title(loc="left") == "Time to closure, as of Sat 1 Nov 2014"

    def test_nothing(self) -> None:
        """Without items, or without groups, the plot says so."""
        assert texts(times(curve(None)).plot()) == [
            *["No items", "Number at risk", "0", "0"]
        ]
        assert texts(times().plot()) == ["No items", "Number at risk"]

    def test_formula(self) -> None:
        """Nothing in a name is set as a formula, and a long one is cut."""
        names = ["$\\frac{$", "the commissioner " * 20]
        ax = times(*(curve(name, (10, "closed")) for name in names)).plot()
        figure_of(ax).canvas.draw()
        assert legend(ax)[0] == names[0]
        assert legend(ax)[1].endswith("...")
        assert len(legend(ax)[1]) < 60


class TestIncidence:
    """The plot of what has ended."""

    def test_stacked(self) -> None:
        """The ways of one group add up, and each has a hatch of its own."""
        ax = times(FIRST_GROUP).plot_incidence()
        assert legend(ax) == ["withdrawn", "closed"]
        assert [layer.get_hatch() for layer in ax.collections] == ["", "////"]
        (path,) = ax.collections[-1].get_paths()
        top = np.asarray(path.vertices)[:, 1].max()
        ended = [FIRST_GROUP.incidence(end)[-1].share for end in (None, "withdrawn")]
        assert top == pytest.approx(sum(ended))

    def test_compared(self) -> None:
        """Each group has a curve for the rung, and a thin one for all other ends."""
        ax = times(FIRST_GROUP, OTHER_GROUP, THIRD_GROUP).plot_incidence()
        assert legend(ax) == ["a", "b", "c", "thin: ended otherwise"]
        ends = [np.asarray(line.get_ydata())[-1] for line in ax.lines]
        other = [OTHER_GROUP.incidence(end)[-1].share for end in OTHER_GROUP.other_ends]
        assert ends[3] == pytest.approx(sum(other))
        assert ends[2] == OTHER_GROUP.incidence()[-1].share
        widths = [line.get_linewidth() for line in ax.lines]
        assert widths == [1.5, 0.8, 1.5, 0.8, 1.5]

    def test_nothing(self) -> None:
        """Without items, or without groups, the plot says so."""
        for groups in (times(), times(curve(None))):
            assert texts(groups.plot_incidence()) == ["No items"]


def judged(**groups: tuple[int, int]) -> modelling.Punctuality:
    """The figures of groups of which so many met their day, and so many did not."""
    slips = modelling.Slips(days=[])
    made = [
        modelling.GroupOnTime(
            name=name,
            current=OnTime(met=met, missed=missed),
            original=OnTime(),
            slips=slips,
        )
        for name, (met, missed) in groups.items()
    ]
    whole = OnTime(
        met=sum(met for met, _ in groups.values()),
        missed=sum(missed for _, missed in groups.values()),
    )
    every = modelling.GroupOnTime(
        name=None, current=whole, original=OnTime(), slips=slips
    )
    return modelling.Punctuality(
        on=LOOKED, known=None, by="owner", all=every, groups=tuple(made)
    )


class TestFunnel:
    """The plot of groups by their size."""

    def test_names(self) -> None:
        """Groups outside the limits are named, those of one dot together."""
        groups = judged(a=(30, 30), b=(60, 0), c=(60, 0), d=(50, 10), e=(0, 0))
        ax = groups.plot()
        assert set(texts(ax)) == {"a", "b, c"}
        assert legend(ax) == [
            *["all: 83%", "limits of 95%", "limits of 99.8%"],
            *["within the limits", "far below the limits", "far above the limits"],
        ]

    def test_dots(self) -> None:
        """Each group that can be judged has a dot, of a shape for its place."""
        groups = judged(a=(30, 30), b=(60, 0), c=(60, 0), d=(50, 10), e=(0, 0))
        ax = groups.plot()
        dots = {
            (line.get_marker(), point)
            for line in ax.lines
            if line.get_linestyle() == "None"
            for point in map(tuple, np.asarray(line.get_xydata()))
        }
        assert dots == {("v", (60, 0.5)), ("^", (60, 1.0)), ("o", (60, 50 / 60))}

    def test_names_apart(self) -> None:
        """Names of dots that lie close together do not lie on each other."""
        near = {f"force-{n}": (n, 60 - n) for n in range(0, 12, 2)}
        ax = judged(rest=(400, 100), **near).plot()
        figure_of(ax).canvas.draw()
        boxes = [text.get_window_extent() for text in ax.texts]
        assert len(boxes) == 7
        for number, one in enumerate(boxes):
            assert not any(one.overlaps(other) for other in boxes[:number])

    def test_no_room(self) -> None:
        """Where there is no room for a name it is written all the same."""
        crowd = {f"{'far' * 20}-{n}": (n, 60 - n) for n in range(40)}
        groups = judged(rest=(900, 20), **crowd)
        ax = groups.plot()
        outside = [one for one in groups if groups.place(one) != "within"]
        assert len(ax.texts) == len(outside) > 20
        assert all(len(words) < 60 for words in texts(ax))

    def test_nothing(self) -> None:
        """Where no item can be judged the plot says so."""
        groups = judged(a=(3, 3))
        assert texts(groups.plot(against="original")) == ["No item can be judged"]
        title = groups.plot(against="original").get_title(loc="left")
        assert title == "Met their first day, as of Sat 1 Nov 2014"


class TestForecasts:
    """The fan, and what came of chances."""

    def test_none_open(self) -> None:
        """Where none is open there is nothing to mark, and the fan says so."""
        ax = modelling.forecast(NONE, ON).plot()
        assert texts(ax) == ["None open"]

    def test_legend(self) -> None:
        """The legend says what bands and lines are."""
        assert legend(forecast("throughput").plot()) == [
            *["so far", "nineteen in twenty of 300 futures"],
            *["four in five of 300 futures", "half of 300 futures", "median", "as of"],
        ]

    def test_none_open_yet(self) -> None:
        """Where none is open but findings go on to arrive, it says neither."""
        done = by_weeks(1, items=40, weeks=30, most=4)
        ahead = modelling.forecast(
            done, ON, where=ACTIONS, trials=50, new_findings=True
        )
        assert ahead.items == ()
        assert texts(ahead.plot()) == []

    def test_sides(self) -> None:
        """The words of a day stand where the axes have more room."""
        late = forecast("throughput").plot()
        old = by_weeks(1, items=160, weeks=75, most=4)
        soon = modelling.forecast(
            *(old, START + timedelta(days=504)), where=ACTIONS, trials=50, window="P4W"
        ).plot()
        sides = [
            {
                text.get_horizontalalignment()
                for text in ax.texts
                if "chance" in text.get_text()
            }
            for ax in (late, soon)
        ]
        assert sides == [{"right"}, {"left"}]

    def test_numbers(self) -> None:
        """Each dot of a calibration has the number of its items."""
        made = calibrated()
        ax = made.plot()
        assert texts(ax) == [str(band.items) for band in made.calibration()]
        assert legend(ax) == [
            "as it should be",
            "items that were given about that chance",
            "their interval of 95%, with their number",
        ]

    def test_nothing_scored(self) -> None:
        """Where no chance can be scored the plot says so."""
        assert texts(scored([]).plot()) == ["No chance can be scored"]


class TestTimeline:
    """The plot of deadlines, on axes of any height."""

    def test_letters(self) -> None:
        """Letters are smaller where rows are lower, so that they do not meet."""
        _, axes = plt.subplots(4, 1, figsize=(8, 8))
        high, low = timed().plot(), timed().plot(axes[0])
        sizes = [float(ax.get_yticklabels()[0].get_fontsize()) for ax in (high, low)]
        assert sizes[0] == 10
        assert 3 <= sizes[1] < 10
        low.figure.canvas.draw()
        boxes = [label.get_window_extent() for label in low.get_yticklabels()]
        assert all(one.y0 > two.y1 - 1 for one, two in pairwise(boxes))
