"""The timeline of deadlines: what it holds, and what is drawn of it."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import matplotlib as mpl
import pytest
from hypothesis import given, settings
from matplotlib import dates, pyplot as plt
from matplotlib.axes import Axes

import actionplan as ap
from actionplan.errors import InvalidValue
from actionplan.modelling import DeadlineTimeline, timeline
from actionplan.strategies import days, registers
from papers import SERIES, meeting
from registers import PUBLISHED, moved, plan, register, report, update

mpl.use("agg")
DAY = date(2014, 11, 1)


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """No figure outlives its test."""
    yield
    plt.close("all")


def drawn(shown: DeadlineTimeline, **options: Any) -> Axes:
    """The axes of a timeline, once everything on them has been drawn."""
    ax = shown.plot(**options)
    ax.figure.canvas.draw()
    return ax


def legend(ax: Axes) -> list[str]:
    """What the legend explains."""
    found = ax.get_legend()
    assert found
    return [text.get_text() for text in found.get_texts()]


def bars(ax: Axes) -> list[tuple[str, int, date, date]]:
    """The bars: what they are, their row, and their first and last day."""
    found = []
    for container in ax.containers:
        for bar in container:
            start = dates.num2date(bar.get_x()).date()
            end = start + timedelta(days=round(bar.get_width()))
            row = round(bar.get_y() + bar.get_height() / 2)
            found.append((str(container.get_label()), row, start, end))
    return found


def marks(ax: Axes) -> list[tuple[str, date]]:
    """The marks and lines: what they are, and their day."""
    return [
        (str(line.get_label()), dates.num2date(line.get_xdata()[0]).date())  # type: ignore[index]
        for line in ax.lines
    ]


class TestRows:
    """A timeline is a value: the items that have a due day, the first due first."""

    @given(held=registers(), on=days())
    def test_law(self, held: ap.Register, on: date) -> None:
        """Its rows say what the snapshot says, and no item is lost."""
        now = held.at(on)
        shown = timeline(held, on)
        assert len(shown) + len(shown.undated) == len(now)
        for row in shown.rows():
            state = now[row["item"]]
            assert state.due
            assert row["due"] == state.due.day
            assert row["days_overdue"] == state.days_overdue
            assert row["days_slipped"] == state.days_slipped
            assert (row["left_open"] is None) == state.is_open
        due = [row["due"] for row in shown.rows()]
        assert due == sorted(due)

    @given(held=registers(), on=days())
    def test_of_a_snapshot(self, held: ap.Register, on: date) -> None:
        """That of a snapshot is that of the register, but for the meetings."""
        of_register, of_snapshot = timeline(held, on), timeline(held.at(on))
        assert of_snapshot.rows() == of_register.rows()
        assert of_snapshot.meetings == ()
        assert timeline(held.at(on), on, meetings=of_register.meetings) == of_register

    def test_row(self) -> None:
        """A row has flat values by stable names."""
        done = update("p", date(2014, 10, 9), status="complete")
        log = [moved("by 2014-10-24", date(2014, 10, 6), by="hmic"), done]
        assert timeline(register(log=log), DAY).rows()[1] == {
            "item": "p",
            "text": "Action plan for Child protection",
            "owner": "norfolk",
            "opened": PUBLISHED,
            "original_due": date(2014, 10, 10),
            "due": date(2014, 10, 24),
            "target": None,
            "left_open": date(2014, 10, 9),
            "days_overdue": 0,
            "days_slipped": 14,
            "status": "complete",
            "group": "ended",
        }

    def test_known(self) -> None:
        """What was not known at a moment is not on it, and the title says so."""
        late = datetime(2014, 10, 20, 9, tzinfo=UTC)
        done = update("p", date(2014, 10, 9), status="complete", recorded=late)
        known = datetime(2014, 10, 13, tzinfo=UTC)
        shown = timeline(register(log=[done]), DAY, known)
        assert [row["days_overdue"] for row in shown.rows()] == [64, 22]
        title = (
            "Deadlines, as of Sat 1 Nov 2014, as known on Mon 13 Oct 2014 at 00:00 UTC"
        )
        assert shown.title == title

    def test_meetings(self) -> None:
        """Meetings of the days that are shown are on it, or those that are given."""
        held = register(meetings=[SERIES, meeting("2015-03-01")])
        assert [one.day for one in timeline(held, DAY).meetings] == [date(2014, 9, 10)]
        given = [held.meeting("m/2015-03-01")]
        assert timeline(held, DAY, meetings=given).meetings == tuple(given)
        assert timeline(held, DAY, meetings=[]).meetings == ()

    def test_meetings_without_end(self) -> None:
        """A due day in a far year does not bring the meetings of centuries."""
        held = register(plans=[plan(deadline="by 2999")], meetings=[SERIES])
        found = timeline(held, DAY).meetings
        assert len(found) == 21
        assert found[-1].day < DAY + timedelta(days=5 * 366)

    def test_repr(self) -> None:
        """Its repr says of what day it is, and how much it holds."""
        found = repr(timeline(register(), DAY))
        assert found == (
            "<DeadlineTimeline as of 2014-11-01: items 2, undated 1, meetings 0>"
        )

    def test_shown_in_a_notebook(self) -> None:
        """A notebook shows its rows under its title."""
        page = timeline(register(), DAY)._repr_html_()
        assert "Deadlines, as of Sat 1 Nov 2014" in page
        assert "Fri 10 Oct 2014" in page

    @pytest.mark.parametrize(
        ("arguments", "options", "path"),
        [
            ((None, DAY), {}, "of"),
            ((register(), None), {}, "on"),
            ((register(), "2014-11-01"), {}, "on"),
            ((register(), DAY, DAY), {}, "known"),
            ((register().at(DAY), PUBLISHED), {}, "on"),
            (
                (register().at(DAY), None, datetime(2014, 1, 1, tzinfo=UTC)),
                {},
                "known",
            ),
            ((register(), DAY), {"meetings": [SERIES]}, "meetings[0]"),
            ((register(), DAY), {"meetings": SERIES}, "meetings"),
        ],
    )
    def test_refused(
        self, arguments: tuple[Any, ...], options: dict[str, Any], path: str
    ) -> None:
        """What makes no sense is refused with its place."""
        with pytest.raises(InvalidValue) as raised:
            timeline(*arguments, **options)
        assert [fault.path for fault in raised.value.faults] == [path]

    def test_refused_with_a_way_out(self) -> None:
        """A snapshot keeps its own day, and the fault says what to do."""
        with pytest.raises(InvalidValue) as raised:
            timeline(register().at(DAY), PUBLISHED)
        assert str(raised.value) == (
            "on: the snapshot has 2014-11-01 of its own, and not 2014-08-29; "
            "leave 'on' out, or give the register"
        )


class TestPlot:
    """What is drawn is what the rows say."""

    @settings(max_examples=15)
    @given(held=registers(), on=days())
    def test_bars(self, held: ap.Register, on: date) -> None:
        """Every due day has its mark, and every item late today a bar until today."""
        shown = timeline(held, on)
        ax = shown.plot()
        due = Counter(day for name, day in marks(ax) if name == "due")
        assert due == Counter(row["due"] for row in shown.rows())
        late = {row for name, row, _, end in bars(ax) if "open" in name and end == on}
        overdue = {n for n, row in enumerate(shown.rows()) if row["days_overdue"]}
        assert overdue <= late
        plt.close("all")

    def test_extension(self) -> None:
        """A day that moved shows where it was, and how much longer there is."""
        held = register(log=[moved("by 2014-10-24", date(2014, 10, 6), by="hmic")])
        ax = drawn(timeline(held, DAY))
        first, due = date(2014, 10, 10), date(2014, 10, 24)
        assert [bar for bar in bars(ax) if bar[1] == 1] == [
            ("given at first", 1, PUBLISHED, first),
            ("given later", 1, first, due),
            ("open past the day", 1, due, DAY),
        ]
        assert ("due at first", first) in marks(ax)
        assert ("due", due) in marks(ax)

    def test_brought_forward(self) -> None:
        """A day that came nearer shortens the bar, and the first one is marked."""
        held = register(log=[moved("by 2014-09-30", date(2014, 9, 6), by="hmic")])
        ax = drawn(timeline(held, date(2014, 9, 8)))
        assert [bar for bar in bars(ax) if bar[1] == 1] == [
            ("given at first", 1, PUBLISHED, date(2014, 9, 30))
        ]
        assert ("due at first", date(2014, 10, 10)) in marks(ax)

    def test_every_mark(self) -> None:
        """The legend explains what is there, each once, by shapes that all differ."""
        findings = [
            ap.Recommendation(
                id=f"r/{n}", text="Act.", deadline="P1M after publication"
            )
            for n in range(4)
        ]
        monthly = ap.Recommendation(
            id="r/m", text="Report.", deadline="every P1M from publication"
        )
        held = register(
            reports=[report(findings=[*findings, monthly])],
            plans=[plan(actions=[])],
            meetings=[SERIES],
            log=[
                update("r/0", date(2014, 10, 9), status="complete"),
                update("r/1", date(2014, 10, 9), status="withdrawn", by="hmic"),
                ap.Target(item="r/2", on=DAY, by="norfolk", day=date(2014, 12, 1)),
                moved("by 2014-12-24", date(2014, 10, 6), by="hmic"),
            ],
        )
        ax = drawn(timeline(held, DAY))
        assert legend(ax) == [
            *["given at first", "given later", "open past the day", "due at first"],
            *["due", "owner's target", "done", "ended otherwise", "no report"],
            *["as of", "meeting"],
        ]
        hatches = [bar[0].get_hatch() for bar in ax.containers]
        assert set(hatches) == {None, "////", "xxxx"}
        looks = {
            str(line.get_label()): (line.get_marker(), line.get_markerfacecolor())
            for line in ax.lines
            if line.get_marker() != "None"
        }
        assert len(set(looks.values())) == len(looks) == 6

    def test_margin(self) -> None:
        """Beside each row stands how the item stands with its day, in words."""
        findings = [
            ap.Recommendation(id="r/1", text="Act.", deadline="immediately"),
            ap.Recommendation(id="r/2", text="Act.", deadline="by 2014-10-31"),
            ap.Recommendation(id="r/3", text="Act.", deadline="by 2014-11-01"),
            ap.Recommendation(id="r/4", text="Act.", deadline="by 2014-11-02"),
            ap.Recommendation(id="r/5", text="Act.", deadline="by 2014-11-03"),
        ]
        log = [update("r/5", DAY, status="complete")]
        held = register(reports=[report(findings=findings)], plans=[], log=log)
        ax = drawn(timeline(held, DAY))
        assert [text.get_text() for text in ax.texts] == [
            *["64 days on, asked at once", "1 day overdue", "today", "in 1 day"],
            "complete",
        ]

    def test_labels(self) -> None:
        """Long texts are cut, and nothing in them is set as a formula."""
        text = "Pay $5 and \\frac{$ more to everybody who was ever asked for anything"
        findings = [ap.Recommendation(id="r/1", text=text, deadline="immediately")]
        held = register(reports=[report(findings=findings)], plans=[])
        ax = drawn(timeline(held, DAY))
        (label,) = [one.get_text() for one in ax.get_yticklabels()]
        assert label == "r/1: Pay $5 and \\frac{$ more to everybody who was..."

    def test_labels_of_several(self) -> None:
        """One finding for several bodies is called by its name and each body."""
        several: dict[str, Any] = {
            "deadline": "immediately",
            "addressed_to": ["norfolk", "suffolk"],
        }
        findings = [
            ap.Recommendation(id="r/1", label="A", text="Act.", **several),
            ap.Recommendation(id="r/2", text="Act.", **several),
        ]
        held = register(reports=[report(findings=findings)], plans=[])
        ax = drawn(timeline(held, DAY))
        assert [one.get_text() for one in ax.get_yticklabels()] == [
            *["A: Act.", "suffolk, A: Act.", "r/2: Act.", "r/2@suffolk: Act."],
        ]

    def test_title(self) -> None:
        """The title says the day, and what is not shown."""
        ax = timeline(register(), DAY).plot(most=1)
        assert ax.get_title(loc="left") == (
            "Deadlines, as of Sat 1 Nov 2014\n"
            "1 item more, 1 item without a due day not shown"
        )
        held = register(plans=[])
        title = timeline(held, DAY).plot().get_title(loc="left")
        assert title == "Deadlines, as of Sat 1 Nov 2014"

    def test_days(self) -> None:
        """The days along it are in English, whatever the locale."""
        ax = drawn(timeline(register(), DAY))
        labels = [label.get_text() for label in ax.get_xticklabels()]
        assert "1 Sep\n2014" in labels

    def test_given_axes(self) -> None:
        """Axes that are given are drawn on, and given back; other figures are left."""
        figure, (left, right) = plt.subplots(1, 2)
        assert timeline(register(), DAY).plot(left) is left
        assert left.containers
        assert not right.containers
        assert plt.get_fignums() == [figure.number]

    def test_dark(self) -> None:
        """In a dark style, what is black in a light one is white."""
        with plt.style.context("dark_background"):
            ax = drawn(timeline(register(), DAY))
        (mark,) = {
            str(one.get_markerfacecolor())
            for one in ax.lines
            if one.get_label() == "due"
        }
        assert mark == "white"

    def test_nothing(self) -> None:
        """An empty register has a timeline with today on it."""
        ax = drawn(timeline(ap.Register(), DAY))
        assert marks(ax) == [("as of", DAY)]
        assert legend(ax) == ["as of"]

    @pytest.mark.parametrize("most", [0, 1.5, None, True])
    def test_most(self, most: Any) -> None:
        """A number of bars is a whole number from 1 on."""
        with pytest.raises(InvalidValue, match=r"^most: "):
            timeline(register(), DAY).plot(most=most)
