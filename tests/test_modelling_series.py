"""Series over time: the sweep over lives gives what a snapshot of each day gives."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import attrs
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

import actionplan as ap
from actionplan import modelling
from actionplan.deadlines import Recurring
from actionplan.errors import InvalidValue, UnknownName
from actionplan.modelling._lives import lives
from actionplan.modelling._series import Series
from actionplan.periods import Period
from actionplan.strategies import moments, registers
from actionplan.terms import Group, Status
from registers import (
    EXAMPLES,
    HMIC,
    PCC,
    PUBLISHED,
    SUFFOLK,
    moved,
    plan,
    register,
    report,
    update,
)

DAY = timedelta(days=1)
NORFOLK_2014 = ap.load(EXAMPLES / "norfolk_2014.json")
SERIES = (modelling.burndown, modelling.cumulative_flow, modelling.ageing)
STATUSES = {str(status).replace("-", "_"): status for status in Status}
busy = registers(min_items=1, min_entries=4, max_entries=16)
maybe_known = st.none() | moments()


def days_of(held: ap.Register) -> list[date]:
    """The days around which something can change in a register."""
    told = [entry.on for entry in held.log]
    told += [item.opened for item in held.items if item.opened]
    told += [body.until for body in held.bodies if body.until]
    told += [state.due.day for state in held.at(date(2017, 1, 1)) if state.due]
    around = {day + n * DAY for day in told or [PUBLISHED] for n in (-1, 0, 1)}
    return sorted(day for day in around if 1800 < day.year < 2999)


@st.composite
def asked(draw: st.DrawFn) -> tuple[ap.Register, date, date, Period, datetime | None]:
    """A register, some days around those on which something changes in it, a step."""
    held = draw(busy)
    start = draw(st.sampled_from(days_of(held)))
    end = start + draw(st.integers(0, 45)) * DAY
    step = draw(st.sampled_from(["P1D", "P1W", "P1M", "P3D"]))
    return held, start, end, Period.from_text(step), draw(maybe_known)


def every_day(start: date, end: date) -> Iterator[date]:
    """The days from one to another."""
    return (start + n * DAY for n in range((end - start).days + 1))


# The naive way


def stock(states: ap.Snapshot) -> dict[str, int]:
    """The numbers of a burn-down that a snapshot gives by itself."""
    counts, groups = states.counts(), Counter(state.group for state in states)
    return {
        **{name: counts.get(status, 0) for name, status in STATUSES.items()},
        **{str(group): groups[group] for group in Group},
        "overdue": sum(state.days_overdue > 0 for state in states),
        "overdue_originally": sum(s.days_overdue_originally > 0 for s in states),
    }


def flow(before: ap.Snapshot, now: ap.Snapshot) -> Counter[str]:
    """What moved from one snapshot to the next day's."""
    found: Counter[str] = Counter()
    stood = {state.item.id: state for state in before}
    for state in now:
        was = stood.get(state.item.id)
        found["opened"] += was is None
        found["reopened"] += was is not None and state.is_open and not was.is_open
        found["left_open"] += not state.is_open and (was is None or was.is_open)
        found["closures"] += state.status == "closed" and (
            was is None or was.status != "closed"
        )
    return found


def steps_of(start: date, end: date, step: Period) -> list[date]:
    """The first day, each step after it, and the last day."""
    steps = [step.added_to(start, times) for times in range((end - start).days + 1)]
    return [*(day for day in steps if day < end), end]


def naive_burndown(
    at: Callable[[date], ap.Snapshot], start: date, end: date, step: Period
) -> list[dict[str, Any]]:
    """The rows of a burn-down by a fold of each day."""
    days = steps_of(start, end, step)
    snapshots = {day: at(day) for day in every_day(start - DAY, end)}
    rows = []
    for before, day in pairwise([start - DAY, *days]):
        moves: Counter[str] = Counter()
        for one in every_day(before + DAY, day):
            moves += flow(snapshots[one - DAY], snapshots[one])
        names = ("opened", "reopened", "left_open", "closures")
        moved_then = {name: moves[name] for name in names}
        rows.append({"day": day, **stock(snapshots[day]), **moved_then})
    return rows


class TestLives:
    """A life holds, for each day, the state that a snapshot of that day holds."""

    @given(held=busy, known=maybe_known)
    def test_states(self, held: ap.Register, known: datetime | None) -> None:
        """The states agree in all but what counts days, and what recurs."""
        living = {life.item.id: life for life in lives(held, known)}
        for day in days_of(held):
            now = held.at(day, known)
            for state in now:
                found = living[state.item.id].at(day)
                assert found is not None
                assert told_by(found) == told_by(state)
                rules = state.deadline, state.item.deadline
                if not any(isinstance(rule, Recurring) for rule in rules):
                    assert attrs.evolve(found, on=day) == state
            there = {item for item, life in living.items() if life.at(day)}
            assert there == {state.item.id for state in now}

    @given(held=busy, known=maybe_known)
    def test_overdue(self, held: ap.Register, known: datetime | None) -> None:
        """A segment knows the day from which its item is overdue, by both due days."""
        living = {life.item.id: life for life in lives(held, known)}
        for day in days_of(held):
            for state in held.at(day, known):
                segment = living[state.item.id].segment_at(day)
                assert segment is not None
                late = segment.overdue_from
                assert (late is not None and late <= day) == state.is_overdue
                late = segment.overdue_originally_from
                originally = state.days_overdue_originally > 0
                assert (late is not None and late <= day) == originally

    @given(held=busy)
    def test_segments(self, held: ap.Register) -> None:
        """Segments follow each other without a gap, from the opening on for ever."""
        for life in lives(held):
            assert life.opened == life.item.opened
            assert life.segments[-1].until is None
            for before, segment in pairwise(life.segments):
                assert before.until == segment.from_ - DAY
            assert all(one.state.on == one.from_ for one in life.segments)

    @given(held=busy, known=maybe_known)
    def test_first_days(self, held: ap.Register, known: datetime | None) -> None:
        """On the first day of a segment its state is that of the day, in everything."""
        for life in lives(held, known):
            for segment in life.segments:
                then = held.at(segment.from_, known)
                assert segment.state == then[life.item.id]

    def test_was_recurring(self) -> None:
        """What recurred at first, and does not any more, has its first due day too."""
        finding = ap.Recommendation(
            id="r/1", text="Report.", deadline="every P1M from publication"
        )
        held = register(reports=[report(findings=[finding])], plans=[]).record(
            moved("by 2015-01-31", date(2014, 9, 10), by="hmic", item="r/1"),
            update("r/1", date(2014, 11, 10), percent=50),
        )
        (life,) = lives(held)
        dues = [segment.state.original_due for segment in life.segments]
        assert [due.day for due in dues if due] == [
            date(2014, 9, 29),
            date(2014, 9, 29),
            date(2014, 11, 29),
        ]

    def test_succession(self) -> None:
        """The day on which another body begins to speak for the owner begins one."""
        merged_on = date(2014, 12, 31)
        old = ap.Body(
            id="norfolk",
            name="Norfolk",
            kind="police-force",
            until=merged_on,
            succeeded_by="suffolk",
        )
        held = register(bodies=[HMIC, PCC, old, SUFFOLK], plans=[])
        (life,) = lives(held)
        assert [one.state.parties.owner for one in life.segments] == [
            "norfolk",
            "suffolk",
        ]
        assert life.segments[1].from_ == date(2015, 1, 1)

    def test_before_opening(self) -> None:
        """Before its opening an item has no state, whatever was said about it."""
        early = update("r/1", PUBLISHED - DAY, status="in-progress")
        (life, *_) = lives(register().record(early))
        assert life.at(PUBLISHED - DAY) is None
        first = life.at(PUBLISHED)
        assert first is not None
        assert first.status == "in-progress"

    def test_next_meeting(self) -> None:
        """A meeting changes no due day that counts from the next one."""
        meetings = [
            ap.ScrutinyMeeting(
                id=f"m/{day}",
                title="Forum",
                body="pcc",
                start=datetime(2014, 10, day, 10),  # noqa: DTZ001 - on the clock
                end=datetime(2014, 10, day, 12),  # noqa: DTZ001 - in the room
                zone="Europe/London",
            )
            for day in (8, 22)
        ]
        finding = ap.Recommendation(
            id="r/1", text="Report.", deadline="P1D before next-meeting"
        )
        held = register(reports=[report(findings=[finding])], meetings=meetings)
        (life, *_) = lives(held)
        assert len(life.segments) == 1
        for day in (date(2014, 9, 1), date(2014, 10, 8), date(2014, 10, 9)):
            due = held.at(day)["r/1"].due
            assert due is not None
            assert due == life.segments[0].state.due
            assert due.day == date(2014, 10, 7)

    def test_tracks(self) -> None:
        """Only what the register tracks has a life."""
        held = register(tracks=["suffolk"])
        assert lives(held) == ()


def told_by(state: ap.ItemState) -> dict[str, Any]:
    """What stays the same from day to day, and not by what recurs."""
    names = (
        "status",
        "acceptance",
        "deadline",
        "percent",
        "target",
        "lead",
        "superseded_by",
        "deferrals",
        "parties",
        "entries",
        "retracted",
        "group",
        "history",
    )
    return {name: getattr(state, name) for name in names}


class TestBurndown:
    """A burn-down equals the snapshots of its days, at the end of each."""

    @given(case=asked())
    def test_naive(
        self, case: tuple[ap.Register, date, date, Period, datetime | None]
    ) -> None:
        """It has the rows of a fold of each day, for any step and moment."""
        held, start, end, step, known = case
        found = modelling.burndown(held, start, end, step, known=known)
        rows = naive_burndown(lambda day: held.at(day, known), start, end, step)
        assert found.rows() == rows

    @given(case=asked(), data=st.data())
    def test_where(self, case: tuple[Any, ...], data: st.DataObject) -> None:
        """A question leaves on each day what `Snapshot.where` leaves of it."""
        held, start, end, step, known = case
        where = data.draw(questions(held))
        found = modelling.burndown(held, start, end, step, known=known, where=where)
        for row in found.rows():
            part = held.at(row["day"], known).where(**where)
            assert row.items() >= stock(part).items()

    @given(case=asked())
    def test_function(self, case: tuple[Any, ...]) -> None:
        """A function of a state leaves on each day what `Snapshot.having` leaves."""
        held, start, end, step, known = case

        def asks(state: ap.ItemState) -> bool:
            return bool(state.percent) or state.acceptance is not None

        found = modelling.burndown(held, start, end, step, known=known, where=asks)
        for row in found.rows():
            assert row.items() >= stock(held.at(row["day"], known).having(asks)).items()

    @given(case=asked())
    def test_balance(self, case: tuple[Any, ...]) -> None:
        """What is open is what was, with what opened and reopened, less what left."""
        held, start, end, step, known = case
        rows = modelling.burndown(held, start, end, step, known=known).rows()
        for before, row in pairwise(rows):
            came = row["opened"] + row["reopened"]
            assert row["open"] == before["open"] + came - row["left_open"]

    @given(case=asked())
    def test_overdue_is_open(self, case: tuple[Any, ...]) -> None:
        """What is overdue, by either day, is among what is open."""
        held, start, end, step, known = case
        series = modelling.burndown(held, start, end, step, known=known)
        for row in series.rows():
            assert row["overdue"] <= row["open"] >= row["overdue_originally"]
            assert row["open"] == row["awaiting"] + row["in_progress"]

    @given(case=asked())
    def test_last_point(self, case: tuple[Any, ...]) -> None:
        """The series ends at what is open, pending and overdue now."""
        held, start, end, step, known = case
        now = held.at(end, known)
        last = modelling.burndown(held, start, end, step, known=known).last
        assert last["open"] == len(now.open())
        assert last["pending"] == len(now.pending())
        assert last["ended"] == len(now.ended())
        assert last["overdue"] == len(now.overdue())

    def test_story(self) -> None:
        """A year of the Norfolk report is one day longer than a year."""
        year = modelling.burndown(NORFOLK_2014, PUBLISHED, date(2015, 8, 29))
        assert len(year) == 366
        assert year["open"] == (6,) * 366
        assert year["overdue"][41:44] == (1, 1, 2)  # the plan was due on 10 October
        assert repr(year) == "<Burndown from 2014-08-29 to 2015-08-29: days 366>"

    def test_closing_day(self) -> None:
        """A closure counts on the day of closing, not of opening or recording."""
        closed = update(
            "r/1",
            date(2014, 9, 10),
            by="hmic",
            status="closed",
            recorded=datetime(2014, 11, 3, tzinfo=UTC),
        )
        held = register(plans=[]).record(closed)
        rows = modelling.burndown(held, PUBLISHED, date(2014, 12, 1)).rows()
        assert [row["day"] for row in rows if row["closures"]] == [date(2014, 9, 10)]
        assert [row["day"] for row in rows if row["opened"]] == [PUBLISHED]
        assert rows[-1]["closed"] == 1
        then = datetime(2014, 11, 2, tzinfo=UTC)
        known = modelling.burndown(held, PUBLISHED, date(2014, 12, 1), known=then)
        assert known.last["closed"] == 0

    def test_reopened(self) -> None:
        """What is opened again is open, no longer closed, and counted once."""
        held = register(plans=[]).record(
            update("r/1", date(2014, 9, 1), by="hmic", status="closed"),
            update("r/1", date(2014, 9, 3), by="hmic", status="in-progress"),
            update("r/1", date(2014, 9, 5), by="hmic", status="closed"),
        )
        days = modelling.burndown(held, PUBLISHED, date(2014, 9, 6))
        assert days["open"] == (1, 1, 1, 0, 0, 1, 1, 0, 0)
        assert days["closures"] == (0, 0, 0, 1, 0, 0, 0, 1, 0)
        assert days["reopened"] == (0, 0, 0, 0, 0, 1, 0, 0, 0)
        week = modelling.burndown(held, PUBLISHED, date(2014, 9, 6), "P8D")
        assert (week["closures"], week["left_open"], week["reopened"]) == (
            (0, 2),
            (0, 2),
            (0, 1),
        )

    def test_there_and_back(self) -> None:
        """What is closed and opened again on one day has not moved."""
        day = date(2014, 9, 1)
        held = register(plans=[]).record(
            update("r/1", day, by="hmic", status="closed"),
            update("r/1", day, by="hmic", status="in-progress"),
        )
        last = modelling.burndown(held, day, day).last
        assert (last["open"], last["closures"], last["reopened"]) == (1, 0, 0)

    def test_note_after_closing(self) -> None:
        """What is said of a closed item later does not close it again."""
        held = register(plans=[]).record(
            update("r/1", date(2014, 9, 1), by="hmic", status="closed"),
            update("r/1", date(2014, 9, 2), note="See the report of the review."),
            update("r/1", date(2014, 9, 3), by="hmic", status="closed"),
        )
        days = modelling.burndown(held, date(2014, 9, 1), date(2014, 9, 3))
        assert (days["closures"], days["left_open"]) == ((1, 0, 0), (1, 0, 0))

    def test_done_when_opened(self) -> None:
        """What was done before it opened leaves what is open on the day it opens."""
        done = update("r/1", PUBLISHED - DAY, status="complete")
        held = register(plans=[]).record(done)
        last = modelling.burndown(held, PUBLISHED, PUBLISHED).last
        assert (last["opened"], last["left_open"], last["open"]) == (1, 1, 0)

    def test_two_due_days(self) -> None:
        """An extension that is agreed moves one of the two due days."""
        held = register(reports=[report(findings=[])], plans=[plan(actions=[])])
        held = held.record(
            moved("by 2014-10-24", date(2014, 10, 6), by="hmic", item="p")
        )
        days = modelling.burndown(held, date(2014, 10, 10), date(2014, 10, 25))
        assert days["overdue"] == (0,) * 15 + (1,)
        assert days["overdue_originally"] == (0,) + (1,) * 15

    def test_recurring(self) -> None:
        """What recurs is never overdue, however long ago it was last due."""
        finding = ap.Recommendation(
            id="r/1", text="Report.", deadline="every P1M from publication"
        )
        held = register(reports=[report(findings=[finding])], plans=[])
        year = modelling.burndown(held, PUBLISHED, date(2015, 8, 29), "P1W")
        assert set(year["overdue"]) == {0} == set(year["overdue_originally"])

    def test_steps(self) -> None:
        """Steps count from the first day without drift, and the last day is there."""
        months = modelling.burndown(
            NORFOLK_2014, date(2015, 1, 31), date(2015, 4, 2), "P1M"
        )
        assert months.days == (
            date(2015, 1, 31),
            date(2015, 2, 28),
            date(2015, 3, 31),
            date(2015, 4, 2),
        )
        assert months.step == Period(months=1)

    def test_steps_add_up(self) -> None:
        """What moved in a long step is what moved on its days."""
        held = NORFOLK_2014
        daily = modelling.burndown(held, date(2014, 8, 20), date(2014, 9, 20))
        weekly = modelling.burndown(held, date(2014, 8, 20), date(2014, 9, 20), "P1W")
        assert sum(daily["opened"]) == sum(weekly["opened"]) == 6

    def test_closed_before(self) -> None:
        """A closure before the days that are asked for is no move on the first."""
        held = register(plans=[]).record(
            update("r/1", date(2014, 9, 1), by="hmic", status="closed")
        )
        last = modelling.burndown(held, date(2014, 9, 2), date(2014, 9, 2)).last
        assert (last["closed"], last["closures"], last["opened"]) == (1, 0, 0)


def questions(held: ap.Register) -> st.SearchStrategy[dict[str, str]]:
    """What `Snapshot.where` can be asked of a register."""
    bodies = st.sampled_from([body.id for body in held.bodies])
    return st.fixed_dictionaries(
        {},
        optional={
            "owner": bodies,
            "kind": st.sampled_from(ap.ItemKind),
            "status": st.sampled_from(Status),
            "acceptance": st.sampled_from(ap.Acceptance),
            "id": st.sampled_from([item.id for item in held.items]),
            **(
                {"meeting": st.sampled_from([one.id for one in held.meetings])}
                if held.meetings
                else {}
            ),
        },
    )


class TestCumulativeFlow:
    """The layers of a cumulative flow are a partition of what there is."""

    @given(case=asked())
    def test_layers(self, case: tuple[Any, ...]) -> None:
        """Each layer is what a snapshot of the day has of it, and all are all."""
        held, start, end, step, known = case
        found = modelling.cumulative_flow(held, start, end, step, known=known)
        for row in found.rows():
            now = held.at(row["day"], known)
            pending = now.pending().counts()
            open_ = now.open().counts()
            assert row == {
                "day": row["day"],
                "ended": len(now.ended()),
                "assured": pending.get(Status.ASSURED, 0),
                "complete": pending.get(Status.COMPLETE, 0),
                "in_progress": open_.get(Status.IN_PROGRESS, 0),
                "awaiting": open_.get(Status.AWAITING, 0),
            }
            assert sum(row[name] for name in found.columns) == len(now)

    def test_where(self) -> None:
        """A question leaves only some of the items."""
        flow = modelling.cumulative_flow(
            NORFOLK_2014, PUBLISHED, PUBLISHED, where={"kind": "plan"}
        )
        assert flow.last["awaiting"] == 1


class TestAgeing:
    """The bands of age are those of a snapshot of what is open."""

    @given(case=asked())
    def test_bands(self, case: tuple[Any, ...]) -> None:
        """Each day has the bands of that day."""
        held, start, end, step, known = case
        found = modelling.ageing(held, start, end, step, known=known)
        for row in found.rows():
            ages = held.at(row["day"], known).open().ageing()
            assert row == {"day": row["day"], **ages}

    @given(case=asked())
    def test_bounds(self, case: tuple[Any, ...]) -> None:
        """Bounds of other units are those of a snapshot too, also where they cross."""
        held, start, end, _, known = case
        bounds = ["P5D", "P1M", "P32D"]
        where = {"kind": "recommendation"}
        found = modelling.ageing(
            held, start, end, bounds=bounds, known=known, where=where
        )
        for row in found.rows():
            part = held.at(row["day"], known).open().where(**where)
            assert row == {"day": row["day"], **part.ageing(bounds)}

    def test_crossing(self) -> None:
        """An open item is in one band, also where a month is longer than the next."""
        end = date(2015, 2, 10)  # from which a month is shorter than thirty days
        found = modelling.ageing(NORFOLK_2014, PUBLISHED, end, bounds=["P1M", "P30D"])
        for row in found.rows():
            assert sum(row[band] for band in found.columns) == 6

    def test_faults(self) -> None:
        """Bounds that do not grow, or are no periods, are refused."""
        with pytest.raises(InvalidValue, match="do not grow"):
            modelling.ageing(NORFOLK_2014, PUBLISHED, PUBLISHED, bounds=["P2M", "P1M"])
        with pytest.raises(InvalidValue, match=r"bounds\[0\]"):
            modelling.ageing(NORFOLK_2014, PUBLISHED, PUBLISHED, bounds=["month"])

    def test_iterator(self) -> None:
        """Bounds may come one by one."""
        end = PUBLISHED + 40 * DAY
        given = modelling.ageing(NORFOLK_2014, end, end, bounds=iter(["P1M", "P3M"]))  # type: ignore[arg-type]
        assert given == modelling.ageing(NORFOLK_2014, end, end, bounds=["P1M", "P3M"])


class TestFaults:
    """What cannot be asked is refused with its place and a way out, all together."""

    @pytest.mark.parametrize("series", SERIES)
    def test_together(self, series: Callable[..., Series]) -> None:
        """Every fault of one question comes in one error."""
        with pytest.raises(InvalidValue) as error:
            series("r", "2014", PUBLISHED, "week", known=PUBLISHED, where=3)
        places = [fault.path for fault in error.value.faults]
        assert places == ["register", "known", "start", "step", "where"]
        assert error.value.faults[-1].hint == (
            'such as {"owner": "norfolk"}, or lambda state: state.lead is not None'
        )

    def test_backwards(self) -> None:
        """A series that ends before its start is refused."""
        with pytest.raises(InvalidValue, match="is before the start, 2014-08-29"):
            modelling.burndown(NORFOLK_2014, PUBLISHED, PUBLISHED - DAY)

    def test_unknown_key(self) -> None:
        """A question that no state can be asked names those that can."""
        with pytest.raises(UnknownName, match="'force'") as error:
            modelling.burndown(NORFOLK_2014, PUBLISHED, PUBLISHED, where={"force": "x"})
        (fault,) = error.value.faults
        assert fault.path == "where"
        assert fault.hint is not None
        assert fault.hint.startswith("choose by id, kind, owner")

    def test_unknown_value(self) -> None:
        """A question for what the register does not have names what is near."""
        with pytest.raises(UnknownName, match="there is no owner 'norfok'") as error:
            modelling.burndown(
                NORFOLK_2014, PUBLISHED, PUBLISHED, where={"owner": "norfok"}
            )
        assert error.value.faults[0].path == "where.owner"

    def test_unknown_column(self) -> None:
        """A column that a series does not have names those that it has."""
        series = modelling.burndown(NORFOLK_2014, PUBLISHED, PUBLISHED)
        with pytest.raises(UnknownName, match="there is no column 'late'"):
            series["late"]


class TestTables:
    """Rows and data frames hold the same numbers."""

    def test_one_by_one(self) -> None:
        """A series gives its rows one by one, as many as it is long."""
        held = modelling.burndown(NORFOLK_2014, PUBLISHED, PUBLISHED + 9 * DAY)
        assert list(held) == held.rows()
        assert len(list(held)) == len(held) == 10

    @pytest.mark.parametrize("series", SERIES)
    @pytest.mark.parametrize("held", [NORFOLK_2014, ap.Register()])
    def test_frame(self, series: Callable[..., Series], held: ap.Register) -> None:
        """A frame has the columns of the rows, by day, in types that never change."""
        found = series(held, PUBLISHED, date(2014, 9, 29), "P1W")
        frame = found.to_pandas()
        assert isinstance(frame.index, pd.DatetimeIndex)
        assert frame.index.name == "day"
        assert {str(dtype) for dtype in frame.dtypes} == {"int64"}
        rows = frame.reset_index().to_dict("records")
        for row, ours in zip(rows, found.rows(), strict=True):
            assert {**row, "day": row["day"].date()} == ours

    def test_values(self) -> None:
        """Two series of the same numbers are equal and can be kept in a set."""
        one, other = (
            modelling.burndown(NORFOLK_2014, PUBLISHED, date(2014, 9, 29))
            for _ in range(2)
        )
        assert len({one, other}) == 1


@pytest.fixture
def ax() -> Iterator[Axes]:
    """Axes to draw on, which are put away afterwards."""
    figure, axes = plt.subplots()
    yield axes
    plt.close(figure)


def worked_on() -> ap.Register:
    """A register in which something of everything happened."""
    return NORFOLK_2014.record(
        update("norfolk-2014/1", date(2014, 9, 10), status="complete"),
        update("norfolk-2014/2", date(2014, 9, 15), status="in-progress"),
        update("norfolk-2014/1", date(2014, 9, 20), by="hmic", status="closed"),
    )


class TestPlots:
    """A plot shows the numbers, and can be told apart without colour."""

    def test_lines(self, ax: Axes) -> None:
        """Each line of a burn-down has its numbers, a label and dashes of its own."""
        series = modelling.burndown(worked_on(), PUBLISHED, date(2014, 10, 29))
        assert series.plot(ax) is ax
        names = ("open", "pending", "overdue", "overdue_originally")
        for name, line in zip(names, ax.lines, strict=True):
            assert tuple(np.asarray(line.get_ydata())) == series[name]
            assert line.get_drawstyle() == "steps-post"
        assert len({str(line._dash_pattern) for line in ax.lines}) == 4  # type: ignore[attr-defined]
        assert ax.get_legend_handles_labels()[1] == [
            "open",
            "said to be done",
            "overdue",
            "overdue by the first day set",
        ]

    @pytest.mark.parametrize("series", [modelling.cumulative_flow, modelling.ageing])
    def test_layers(self, series: Callable[..., Any], ax: Axes) -> None:
        """Each layer has a label and is lighter than the one below it."""
        series(worked_on(), PUBLISHED, date(2014, 10, 29)).plot(ax)
        colours = [np.asarray(layer.get_facecolor()) for layer in ax.collections]
        shades = [colour[0, :3].sum() for colour in colours]
        assert shades == sorted(shades)
        assert len(set(shades)) == len(shades) == len(ax.get_legend_handles_labels()[1])

    def test_top(self, ax: Axes) -> None:
        """The top of the layers is all that is open."""
        ages = modelling.ageing(worked_on(), PUBLISHED, date(2014, 10, 29))
        ages.plot(ax)
        (path,) = ax.collections[-1].get_paths()
        top = np.asarray(path.vertices)[:, 1].max()
        assert top == max(map(sum, zip(*ages.columns.values(), strict=True)))

    @pytest.mark.parametrize("series", SERIES)
    def test_title(self, series: Callable[..., Any], ax: Axes) -> None:
        """The title says the day as of which it is, and what was known."""
        known = datetime(2014, 10, 1, 9, tzinfo=UTC)
        series(NORFOLK_2014, PUBLISHED, date(2014, 10, 29), known=known).plot(ax)
        assert (
            ax.get_title("left")
            .replace("\n", " ")
            .endswith(
                ", as of Wed 29 Oct 2014, as known on Wed 1 Oct 2014 at 09:00 UTC"
            )
        )

    @pytest.mark.parametrize("series", SERIES)
    def test_new_axes(self, series: Callable[..., Any]) -> None:
        """Without axes it draws on new ones, be it a single day of no items."""
        axes = series(ap.Register(), PUBLISHED, PUBLISHED).plot()
        assert axes.get_title("left").endswith("as of Fri 29 Aug 2014")
        assert axes.get_ylim()[0] == 0
        plt.close(axes.figure)
