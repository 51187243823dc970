"""Forecasts: what they go by, what they claim, and what came of past ones."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given, strategies as st
from matplotlib import pyplot as plt

import actionplan as ap
from actionplan import modelling
from actionplan.errors import ActionPlanError, InvalidValue, UnknownName
from actionplan.modelling._backtesting import end_of
from actionplan.modelling._picking import CHOICES
from actionplan.modelling._spells import spells_of, weeks_of
from actionplan.modelling._staircase import NEVER, Staircase
from actionplan.snapshot._questions import _KNOWN
from actionplan.strategies import registers
from actionplan.terms import Status
from futures import ACTIONS, START, by_ages, by_weeks, done, register_of, scored

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
ON = START + 52 * WEEK

STEADY = by_weeks(1, items=200, weeks=75, most=4)
GROWING = by_ages(2, items=300, over=600, scale=120, shape=1)


def ahead(register: ap.Register = STEADY, on: date = ON, **how: Any) -> Any:
    """A forecast of the actions of a register, in few futures."""
    given: dict[str, Any] = {"where": ACTIONS, "trials": 200} | how
    return modelling.forecast(register, on, **given)


def every_week(count: int, *, items: int = 40, **fields: Any) -> ap.Register:
    """A register of which an item is done each week, so many of them."""
    days = [START + (number + 1) * WEEK for number in range(count)]
    padded: list[date | None] = [*days, *[None] * (items - count)]
    return register_of([(START, day) for day in padded], **fields)


# What they go by


class TestSpells:
    """A spell lasts from an opening to the day before an item leaves for good."""

    @given(registers(min_items=1, min_entries=2, max_entries=12, kinds=["progress"]))
    def test_days(self, register: ap.Register) -> None:
        """On each day as many spells hold as items are open in the snapshot."""
        days = {entry.on for entry in register.log}
        days |= {item.opened for item in register.items if item.opened}
        last = max(days, default=ON)
        spells = spells_of(register.at(last), Status.COMPLETE)
        for day in days:
            held = [spell.item.id for spell in spells if spell.holds(day)]
            assert held == [state.item.id for state in register.at(day).open()]

    @pytest.mark.parametrize(
        ("rung", "left"), [("complete", 10), ("assured", 20), ("closed", 30)]
    )
    def test_rungs(self, rung: str, left: int) -> None:
        """An item leaves when it reaches the rung that is asked about."""
        said = ("complete", 10), ("assured", 20), ("closed", 30)
        register = register_of([(START, None)]).record(
            *(done(0, START + days * DAY, status) for status, days in said)
        )
        _, spell = spells_of(register.at(ON), Status(rung))
        assert spell.left == START + left * DAY

    def test_reopened(self) -> None:
        """What was opened again has not left, but was not open in between."""
        steps = [(10, "complete"), (20, "in-progress"), (20, "complete")]
        steps += [(30, "awaiting"), (45, "withdrawn")]
        register = register_of([(START, None)]).record(
            *(done(0, START + days * DAY, status) for days, status in steps)
        )
        for day, left in ((25, 10), (40, None), (60, 45)):
            _, spell = spells_of(register.at(START + day * DAY), Status.COMPLETE)
            assert spell.left == (None if left is None else START + left * DAY)
            assert not spell.holds(START + 12 * DAY)
            assert spell.is_done == (day == 25)

    def test_bouncing(self) -> None:
        """What is said to be done, opened again and done again, left once."""
        log = [
            done(number, START + (7 * number + days) * DAY, status)
            for number in range(20)
            for days, status in ((1, "complete"), (3, "awaiting"), (5, "complete"))
        ]
        register = register_of([(START, None)] * 40).record(*log)
        assert ahead(register, START + 20 * WEEK).left == 20

    def test_before_opening(self) -> None:
        """What is said before the opening of an item counts on that day, all of it."""
        early = register_of([(START + WEEK, START), (START + WEEK, START)])
        again = early.record(done(1, START + DAY, "awaiting"))
        _, spell = spells_of(again.at(ON), Status.COMPLETE)
        assert spell.item.id == "p/1"
        assert (spell.start, spell.left) == (START + WEEK, None)

    def test_weeks(self) -> None:
        """Weeks are whole, end with the day, and begin after the first one."""
        spells = spells_of(every_week(10).at(ON).where(**ACTIONS), Status.COMPLETE)
        weeks = weeks_of(spells, START, START + 3 * WEEK + 2 * DAY)
        left = [[left for _, left in week] for week in weeks]
        assert left == [[0, 0, 0, 0, 1, 0, 0]] * 3
        assert sum(came for week in weeks for came, _ in week) == 0


class TestStaircase:
    """The share that is still open is the product over the days on which some left.

    At each it is multiplied by the share of those then open that did not leave. Where
    all that were seen for so long left, it is not: nobody can tell that none stays.
    """

    @given(st.lists(st.tuples(st.integers(0, 30), st.booleans())), st.integers(-1, 35))
    def test_product_limit(self, lives: list[tuple[int, bool]], age: int) -> None:
        """It is the product, with items that are open among those that could leave."""
        share = 1.0
        for day in sorted({days for days, left in lives if left and days <= age}):
            exposed = sum(days >= day for days, _ in lives)
            gone = sum(days == day for days, left in lives if left)
            share *= 1 - gone / exposed if gone < exposed else 1
        stairs = Staircase.of([2 * days + left for days, left in lives])
        assert stairs.staying(age) == pytest.approx(share)

    @given(
        st.lists(st.tuples(st.integers(0, 30), st.booleans())),
        st.integers(0, 35),
        st.floats(0, 1, exclude_max=True),
    )
    def test_waits(self, lives: list[tuple[int, bool]], age: int, part: float) -> None:
        """The wait from an age ends on the first day with no more than the part."""
        stairs = Staircase.of([2 * days + left for days, left in lives])
        share = part * stairs.staying(age)
        ends = (n for n in range(1, 40) if stairs.staying(age + n) <= share)
        assert stairs.waits([age], lambda: part) == [next(ends, NEVER)]


# What they say


class TestForecast:
    """What may become of what is open."""

    def test_throughput(self) -> None:
        """The same seed gives the same futures by weeks, whatever the machine."""
        made = ahead()
        assert made.sentence == (
            "75 open on Mon 31 Dec 2012: even chance that none of them is open by "
            "Fri 2 Aug 2013; nine in ten by Sat 14 Sep 2013."
        )
        assert str(made.open_on(ON + 13 * WEEK)) == (
            "43 open on Mon 1 Apr 2013; four in five from 35 to 51"
        )

    def test_survival(self) -> None:
        """The same seed gives the same futures by ages, whatever the machine."""
        made = ahead(GROWING, method="survival")
        assert str(made.open_on(ON + 13 * WEEK)) == (
            "32 open on Mon 1 Apr 2013; four in five from 27 to 37"
        )
        growing = ahead(GROWING, method="survival", new_findings=True)
        assert growing.sentence == (
            "59 open on Mon 31 Dec 2012; with new findings 64 open on Mon 1 Apr 2013; "
            "four in five from 53 to 75."
        )

    @pytest.mark.parametrize("method", modelling.Method)
    def test_seeds(self, method: modelling.Method) -> None:
        """Equal seeds give equal forecasts, and others do not."""
        first, again = ahead(method=method), ahead(method=method)
        assert first == again
        assert first != ahead(method=method, seed=1)

    def test_steady(self) -> None:
        """Where one item is done each week, all futures are alike."""
        made = ahead(every_week(30), on=START + 30 * WEEK)
        assert made.none_open_by(1) == made.none_open_by(0.01) == START + 40 * WEEK
        assert made.left == 30
        assert made.past[0] == (START, 40)
        assert made.past[-1] == (START + 30 * WEEK, 10)

    def test_runs(self) -> None:
        """Weeks are drawn in runs: what a board does once a month, it does then."""
        days = [START + 4 * n * WEEK for n in range(1, 14) for _ in range(5)]
        waiting: list[date | None] = [None] * 40
        made = ahead(register_of([(START, day) for day in [*days, *waiting]]))
        after = [made.open_on(ON + 4 * n * WEEK) for n in (1, 2, 3)]
        assert [(one.low, one.high) for one in after] == [(35, 35), (30, 30), (25, 25)]

    def test_window(self) -> None:
        """Weeks before the window are forgotten."""
        quick = every_week(30, items=60)
        slow = START + 60 * WEEK
        with pytest.raises(InvalidValue, match="0 items left in the 13 whole weeks"):
            ahead(quick, on=slow, window="P13W")
        assert ahead(quick, on=slow, window="P52W").left == 22

    @given(st.data())
    def test_quantiles(self, data: st.DataObject) -> None:
        """More futures never come to less, and a day's chance fits its quantile."""
        made = ahead(horizon="P2Y", trials=data.draw(st.integers(1, 40)))
        day = data.draw(st.dates(made.on, made.until))
        shares = [0.01, 0.1, 0.5, 0.9, 1]
        counts = [made.quantile(day, share) for share in shares]
        assert counts == sorted(counts)
        for share in shares:
            closed = made.none_open_by(share)
            assert (closed is not None and closed <= day) == (
                made.chance_none_open(day) >= share - 1e-9
            )

    @given(registers(min_items=1, min_entries=4, max_entries=16))
    def test_any_register(self, register: ap.Register) -> None:
        """Of any register there is a forecast, or a reason why there is none."""
        on = max(entry.on for entry in register.log)
        for method in modelling.Method:
            past = modelling.backtest(
                register, [on], method=method, horizon="P2M", trials=5, until=on
            )
            (one,) = past.forecasts
            count = len(register.at(on, end_of(on)).open())
            if one.expected is None:
                assert "too few" in str(one.reason)
            else:
                assert one.expected.high <= count

    def test_nothing_open(self) -> None:
        """Where nothing is open, that is said, however little is known."""
        made = ahead(every_week(3, items=3))
        assert str(made) == f"None is open on {'Mon 31 Dec 2012'}."
        assert made.none_open_by() == made.on
        assert made.chance_none_open(made.on) == 1

    def test_known(self) -> None:
        """A forecast for a moment knows nothing that was recorded later."""
        moment = datetime(2012, 12, 31, 12, tzinfo=UTC)
        late = [
            attrs.evolve(done(number, ON - DAY), recorded=moment + DAY)
            for number in range(160, 170)
        ]
        later = STEADY.record(*late)
        assert ahead(later, known=moment) == ahead(STEADY, known=moment)
        assert ahead(later) != ahead(STEADY)
        with pytest.raises(InvalidValue, match="known: 2012-12-31T12:00:00Z is before"):
            ahead(STEADY, on=ON + DAY, known=moment)
        west = timezone(timedelta(hours=-5))
        late_there = datetime(2012, 12, 31, 22, tzinfo=west)  # the next day in UTC
        assert ahead(STEADY, on=ON + DAY, known=late_there).known == late_there

    @pytest.mark.parametrize(
        ("rung", "words"),
        [
            ("complete", "none of them is open by"),
            ("assured", "75 not yet assured on "),
            ("closed", "even chance that none of them is left by"),
        ],
    )
    def test_rungs(self, rung: str, words: str) -> None:
        """The sentence says what it takes to leave."""
        closed = [
            done(number, entry.on, "closed") for number, entry in enumerate(STEADY.log)
        ]
        register = attrs.evolve(STEADY, log=closed)
        assert words in ahead(register, rung=rung).sentence

    def test_sentences(self) -> None:
        """What is not reached before the horizon is said."""
        slow = by_weeks(4, items=60, weeks=75, most=2)
        told = [ahead(slow, horizon=length).sentence for length in ("P3M", "P5M")]
        assert told == [
            "16 open on Mon 31 Dec 2012: less than an even chance that none of them is "
            "open by Sun 31 Mar 2013: 20 of 200 futures.",
            "16 open on Mon 31 Dec 2012: even chance that none of them is open by "
            "Fri 10 May 2013; nine in ten not by Fri 31 May 2013.",
        ]

    def test_never_the_last(self) -> None:
        """With new findings no day is given by which none is open."""
        for method in modelling.Method:
            made = ahead(STEADY, method=method, new_findings=True)
            with pytest.raises(InvalidValue, match="no day is the last"):
                made.none_open_by()
            assert made.sentence.startswith(
                "75 open on Mon 31 Dec 2012; with new findings "
            )
        soon = ahead(STEADY, new_findings=True, horizon="P1M")
        assert " open on Thu 31 Jan 2013; four in five " in soon.sentence

    def test_on_a_day(self) -> None:
        """With new findings the chance that none is open is that of the day."""
        items: list[tuple[date, date | None]] = [
            (START + n * DAY, START + (n + 3) * DAY) for n in range(0, 364, 7)
        ]
        made = ahead(register_of(items), method="survival", new_findings=True)
        none = {made.chance_none_open(made.on + n * DAY) for n in range(40)}
        assert max(none) > 0.9
        assert min(none) < 0.1

    def test_new_findings(self) -> None:
        """With new findings there is more open, by either method."""
        day = ON + 13 * WEEK
        for method in modelling.Method:
            still = ahead(GROWING, method=method)
            growing = ahead(GROWING, method=method, new_findings=True)
            assert growing.open_on(day).low > still.open_on(day).high

    def test_repr(self) -> None:
        """It is told apart by its day, its method and its seed."""
        assert repr(ahead()) == (
            "<Forecast on 2012-12-31 by throughput: open 75, trials 200, seed 0>"
        )


class TestTail:
    """Past the time after which the last items left, nothing is invented."""

    def test_old_items(self) -> None:
        """What is older than anything that left stays open to the end."""
        items: list[tuple[date, date | None]] = [
            (START + n * DAY, START + (n + 5) * DAY) for n in range(20)
        ]
        items += [(START, None), (ON - 2 * DAY, None)]
        made = ahead(register_of(items), method="survival")
        assert made.open_on(made.until).low == 1
        assert made.none_open_by(0.01) is None
        assert made.sentence == (
            "2 open on Mon 31 Dec 2012: no day is given by which none of them is open."
        )
        assert made.notes[1:3] == (
            "Nothing is assumed to leave later than 5 days after it was opened",
            "1 item is so old and stays open to the end",
        )

    def test_young_items(self) -> None:
        """What is younger leaves at an age at which items did."""
        items: list[tuple[date, date | None]] = [
            (START, START + 100 * DAY) for _ in range(20)
        ]
        items += [(START, None), (ON - 2 * DAY, None)]
        made = ahead(register_of(items), method="survival", trials=1000)
        before, after = (made.open_on(ON + days * DAY) for days in (97, 98))
        assert (before.low, before.high) == (2, 2)
        assert (after.low, after.median) == (1, 1)
        assert made.none_open_by(0.01) is None

    def test_last_ones(self) -> None:
        """That the oldest ones that were seen all left does not say that all will."""
        items: list[tuple[date, date | None]] = [
            (START + n * DAY, START + (n + 10 * (n % 5 + 1)) * DAY) for n in range(5)
        ]
        items += [(ON - 5 * DAY, None)] * 30
        made = ahead(register_of(items), method="survival")
        assert made.none_open_by(0.9) is None
        assert made.open_on(made.until).high > 0

    def test_several(self) -> None:
        """Several of them are counted."""
        made = ahead(every_week(30), method="survival")
        assert made.notes[2] == "10 items are so old and stay open to the end"


class TestNotes:
    """What a reader should know before believing a forecast."""

    def test_basis(self) -> None:
        """It says how much it goes by, and that little is little."""
        assert ahead().notes == ("It goes by 125 items that left in 52 weeks",)
        few = ahead(every_week(20), on=START + 20 * WEEK)
        assert few.notes == (
            "It goes by 20 items that left in 20 weeks",
            "So few are easily not what comes, and intervals may be too narrow",
        )

    def test_otherwise(self) -> None:
        """It says how many left without being done."""
        gone = [done(n, START + n * WEEK, "withdrawn") for n in range(40, 42)]
        made = ahead(every_week(40, items=60).record(*gone), on=START + 44 * WEEK)
        assert "2 of what left were not done, but ended otherwise" in made.notes
        made = ahead(every_week(40, items=60).record(gone[0]), on=START + 44 * WEEK)
        assert "1 of what left was not done, but ended otherwise" in made.notes

    def test_recurring(self) -> None:
        """It says what may never end."""
        yearly = every_week(39, deadline="every P1Y from publication")
        made = ahead(yearly, on=START + 40 * WEEK)
        assert "1 of what is open recurs, and may never end" in made.notes
        yearly = every_week(38, deadline="every P1Y from publication")
        made = ahead(yearly, on=START + 40 * WEEK)
        assert "2 of what is open recur, and may never end" in made.notes

    def test_silence(self) -> None:
        """It says that a log which is silent was taken at its word."""
        last = START + 35 * WEEK
        made = ahead(every_week(35), on=last + 14 * WEEK)
        note = "Nothing was recorded after Mon 3 Sep 2012, and silence counts"
        assert note in made.notes
        assert note not in ahead(every_week(35), on=last + 13 * WEEK).notes


class TestChances:
    """The chance of each item to be open no more at the end of its due day."""

    def test_throughput(self) -> None:
        """By weeks it is the share of the open items that have left by then."""
        register = every_week(20, deadline=f"by {START + 25 * WEEK}")
        made = ahead(register, on=START + 20 * WEEK)
        assert made.chances == pytest.approx(dict.fromkeys(made.items, 0.25))
        assert set(made.dues.values()) == {START + 25 * WEEK}

    def test_new_findings(self) -> None:
        """New findings leave the others a smaller chance."""
        register = GROWING.replace(_due(GROWING.plans[0], f"by {ON + 8 * WEEK}"))
        still, growing = ahead(register), ahead(register, new_findings=True)
        assert all(growing.chances[item] < still.chances[item] for item in still.items)

    def test_survival(self) -> None:
        """By ages it is how often an item left by then."""
        items: list[tuple[date, date | None]] = [
            (START, START + days * DAY) for days in (10, 20) for _ in range(50)
        ]
        register = register_of(
            [*items, (ON - 5 * DAY, None)], deadline=f"by {ON + 6 * DAY}"
        )
        made = ahead(register, method="survival", trials=1000)
        assert made.chances["p/100"] == pytest.approx(0.5, abs=0.05)

    @pytest.mark.parametrize(
        "deadline", ["unspecified", "immediately", "every P3M from publication"]
    )
    def test_no_day_to_meet(self, deadline: str) -> None:
        """What has no last day to meet has no chance to be told."""
        assert ahead(every_week(30, deadline=deadline)).chances == {}

    def test_ended_otherwise(self) -> None:
        """It is a chance to be done: half of what leaves by then ends otherwise."""
        due = START + 30 * WEEK
        register = every_week(20, deadline=f"by {due}")
        gone = [done(n, START + (n + 1) * WEEK, "withdrawn") for n in range(0, 20, 2)]
        log = [*gone, *(entry for n, entry in enumerate(register.log) if n % 2)]
        made = ahead(attrs.evolve(register, log=log), on=START + 20 * WEEK)
        # Half of the 20 leave by then: a quarter is done, a quarter ends otherwise.
        expected = (1 / 4) / (1 - 1 / 4)
        assert made.chances == pytest.approx(dict.fromkeys(made.items, expected))

    def test_nothing_done(self) -> None:
        """Where everything that left ended otherwise, nothing will be done."""
        items: list[tuple[date, date | None]] = [(START, None)] * 31
        register = register_of(items, deadline=f"by {ON + 90 * WEEK}").record(
            *(done(n, START + (n + 1) * WEEK, "withdrawn") for n in range(30))
        )
        for method in modelling.Method:
            made = ahead(register, START + 40 * WEEK, method=method, horizon="P5Y")
            assert made.chances == {"p/30": 0}

    def test_higher_rungs(self) -> None:
        """An item meets its day that is said to be done, whoever agrees later."""
        log = [done(n, entry.on, "closed") for n, entry in enumerate(STEADY.log)]
        register = attrs.evolve(STEADY, log=log)
        dated = register.replace(_due(STEADY.plans[0], f"by {ON + 8 * WEEK}"))
        assert ahead(dated).chances
        assert ahead(dated, rung="closed").chances == {}

    def test_overdue(self) -> None:
        """What is overdue has no chance, and one past the horizon is not told."""
        overdue = ahead(every_week(30, deadline=f"by {ON}"))
        assert set(overdue.chances.values()) == {0}
        later = every_week(30, deadline=f"by {ON + 20 * WEEK}")
        assert ahead(later, horizon="P19W").chances == {}


def _due(plan: ap.ActionPlan, deadline: str) -> ap.ActionPlan:
    actions = [attrs.evolve(action, deadline=deadline) for action in plan.actions]
    return attrs.evolve(plan, actions=actions)


class TestAsking:
    """What makes no sense is refused, all of it together."""

    def test_faults(self) -> None:
        """Every argument that is faulty is named."""
        with pytest.raises(InvalidValue) as caught:
            modelling.forecast(
                "norfolk.json",  # type: ignore[arg-type]
                "2013",  # type: ignore[arg-type]
                known="now",  # type: ignore[arg-type]
                method="straight-line",
                where=3,  # type: ignore[arg-type]
                trials=0,
                seed=-1,
                horizon="soon",
                window="P0D",
                new_findings="yes",  # type: ignore[arg-type]
                rung="superseded",
            )
        assert [fault.path for fault in caught.value.faults] == [
            *("on", "known", "register", "method", "where", "trials", "seed"),
            *("horizon", "window", "new_findings", "rung"),
        ]

    @pytest.mark.parametrize("where", [{"status": "awaiting"}, {"colour": "red"}])
    def test_choices(self, where: dict[str, str]) -> None:
        """Items are chosen by what they are, and not by how far they have come."""
        with pytest.raises(UnknownName, match="is nothing that items can be chosen by"):
            ahead(where=where)

    def test_all_choices(self) -> None:
        """All that a snapshot can be asked for is a choice, but for the status."""
        assert {*CHOICES, "status"} == _KNOWN.keys()

    def test_unknown_value(self) -> None:
        """A value that the register does not have is refused."""
        with pytest.raises(UnknownName, match="norfolk"):
            ahead(where={"owner": "norfolc"})

    def test_function(self) -> None:
        """A function of a state chooses too."""
        some = ahead(where=lambda state: state.item.id.endswith("7"))
        assert {item[-1] for item in some.items} == {"7"}

    def test_days(self) -> None:
        """A day outside the forecast, and a share that is none, are refused."""
        made = ahead(horizon="P1M")
        for day in (ON - DAY, ON + 40 * DAY, "2013-01-01"):
            with pytest.raises(InvalidValue, match="day"):
                made.open_on(day)
        for share in (0, 1.1, True, "half", float("nan")):
            with pytest.raises(InvalidValue, match="share"):
                made.none_open_by(share)
        with pytest.raises(InvalidValue) as caught:
            made.quantile("2013", 2)
        assert [fault.path for fault in caught.value.faults] == ["share", "day"]

    def test_numpy(self) -> None:
        """A share may be a number of numpy, as a notebook has it."""
        made = ahead()
        assert made.none_open_by(np.float64(0.9)) == made.none_open_by(0.9)

    def test_too_little(self) -> None:
        """Too few that left, or too few weeks, are said, with the way out."""
        with pytest.raises(InvalidValue) as caught:
            ahead(every_week(3), on=START + 3 * WEEK)
        assert [str(fault) for fault in caught.value.faults] == [
            "window: 3 items left in the 3 whole weeks to Mon 23 Jan 2012, too few to "
            "go by; at least 5 are needed: ask about more items or look further back",
            "window: 3 whole weeks to Mon 23 Jan 2012, too few to draw from; at least "
            "4 are needed: look further back",
        ]
        with pytest.raises(InvalidValue) as caught:
            ahead(every_week(4), method="survival")
        assert str(caught.value) == (
            "register: 4 items left by Mon 31 Dec 2012, too few to go by; at least 5 "
            "are needed: ask about more items"
        )
        assert ahead(every_week(5), method="survival").left == 5

    def test_too_few_weeks(self) -> None:
        """Survival needs weeks only for new findings."""
        items: list[tuple[date, date | None]] = [(START, START + DAY)] * 6
        register = register_of([*items, (START, None)])
        soon = START + WEEK
        assert ahead(register, soon, method="survival").left == 6
        with pytest.raises(InvalidValue, match="1 whole week to Mon 9 Jan 2012"):
            ahead(register, soon, method="survival", new_findings=True)


# As a table and a picture


class TestShown:
    """A forecast as rows, as a data frame and as a fan."""

    def test_rows(self) -> None:
        """There is a row for each week until nothing changes any more."""
        made = ahead()
        rows = made.rows()
        assert [one["day"] for one in rows] == list(made.days())
        assert {after - day for day, after in pairwise(made.days())} == {WEEK}
        assert list(rows[0]) == [
            *("day", "low", "median", "high", "share", "chance_none_open")
        ]
        assert rows[-1]["high"] == 0

    @pytest.mark.parametrize("horizon", ["P1D", "P5D", "P1M", "P13W"])
    def test_last_row(self, horizon: str) -> None:
        """The last row is that of the horizon, however near."""
        made = ahead(horizon=horizon)
        assert made.rows()[-1]["day"] == made.until

    def test_still(self) -> None:
        """What does not change is shown for a quarter."""
        assert len(ahead(every_week(30), method="survival").rows()) == 14

    def test_pandas(self) -> None:
        """The data frame has the days as days."""
        frame = ahead().to_pandas()
        assert str(frame["day"].dtype) == "datetime64[us]"
        assert len(frame) == len(ahead().rows())

    def test_fan(self) -> None:
        """The fan says its method and its day, and marks the days that it gives."""
        made = ahead()
        _, ax = plt.subplots()
        assert made.plot(ax) is ax
        assert ax.get_title(loc="left") == (
            "Forecast by throughput, as of Mon 31 Dec 2012"
        )
        assert [text.get_text()[:12] for text in ax.texts] == [
            "even chance:",
            "nine in ten:",
        ]
        near = ahead(by_weeks(4, items=60, weeks=75, most=2), horizon="P5M").plot()
        assert [text.get_text()[:12] for text in near.texts] == ["even chance:"]
        plt.close("all")

    def test_fan_without_end(self) -> None:
        """Where no day is reached none is marked, on axes of its own."""
        ax = ahead(GROWING, new_findings=True, horizon="P3M").plot()
        assert not ax.texts
        assert ax.get_title(loc="left") == (
            "Forecast by throughput with new findings, as of Mon 31 Dec 2012"
        )
        plt.close("all")


# What they claim


def held(seeds: Iterable[int], method: str) -> int:
    """In how many registers the number open a quarter later was in the interval."""
    hits = 0
    for seed in seeds:
        register = (
            by_weeks(seed, items=400, weeks=70, most=10)
            if method == "throughput"
            else by_ages(seed, items=250, over=364, scale=80, shape=0.8, never=0.1)
        )
        made = ahead(register, method=method, horizon="P13W", seed=seed)
        actual = register.at(ON + 13 * WEEK)
        expected = made.open_on(ON + 13 * WEEK)
        count = sum(actual[item].is_open for item in made.items)
        hits += expected.low <= count <= expected.high
    return hits


@pytest.mark.parametrize("method", modelling.Method)
def test_coverage(method: str) -> None:
    """Intervals of four in five hold about four in five of what happens."""
    assert 28 <= held(range(40), method) <= 36


# What came of past ones


class TestBacktest:
    """Forecasts of past days, from what was known then."""

    def past(self, register: ap.Register = STEADY, **how: Any) -> Any:
        """The forecasts of three days."""
        days = [ON + number * 4 * WEEK for number in range(3)]
        given: dict[str, Any] = {"horizon": "P8W", "where": ACTIONS, "trials": 100}
        return modelling.backtest(register, days, **(given | how))

    @pytest.mark.parametrize("method", modelling.Method)
    @pytest.mark.parametrize("new_findings", [True, False])
    def test_actual(self, method: str, *, new_findings: bool) -> None:
        """What happened is counted as the snapshots count it."""
        made = self.past(GROWING, method=method, new_findings=new_findings)
        for one in made.forecasts:
            then = GROWING.at(one.on).where(**ACTIONS).open()
            later = GROWING.at(one.day).where(**ACTIONS).open()
            items = {state.item.id for state in then}
            still = [state for state in later if new_findings or state.item.id in items]
            assert one.actual == len(still)

    def test_known(self) -> None:
        """A past forecast goes by what was recorded by the end of its day."""
        late = [
            attrs.evolve(
                done(number, ON - DAY),
                recorded=datetime(2013, 1, 1, 0, 0, second, tzinfo=UTC),
            )
            for second, number in enumerate(range(160, 170))
        ]
        first = self.past(STEADY.record(*late)).forecasts[0]
        assert first.expected == self.past().forecasts[0].expected
        assert first.actual == self.past().forecasts[0].actual - 10
        assert end_of(ON) < late[0].known_from < end_of(ON + DAY)

    def test_unknown(self) -> None:
        """What is not known yet is not scored, and says so."""
        made = self.past(until=ON + 9 * WEEK)
        assert [one.covered is None for one in made.forecasts] == [False, True, True]
        assert made.forecasts[1].expected is not None
        assert made.forecasts[1].reason == (
            "what happened after Mon 4 Mar 2013 is not known"
        )
        assert "Of 2 others nothing is known by Mon 4 Mar 2013." in str(made)

    def test_too_little(self) -> None:
        """A day of which too little was known has its reason, and no score."""
        made = self.past(every_week(3), until=ON + 52 * WEEK)
        assert made.coverage is made.brier is made.brier_of_share is None
        assert "too few to go by" in made.rows()[0]["reason"]
        assert made.rows()[0]["low"] is None
        assert made.calibration() == ()

    def test_last_day(self) -> None:
        """Without a day, the register knows what happened to its last entry."""
        assert self.past().until == max(entry.on for entry in STEADY.log)
        with pytest.raises(InvalidValue, match="until: nothing says up to which day"):
            self.past(register_of([(START, None)]))

    def test_faults(self) -> None:
        """Days that are none are refused."""
        with pytest.raises(InvalidValue) as caught:
            modelling.backtest(
                STEADY,
                [ON, "2013"],  # type: ignore[list-item]
                horizon="soon",
                until="now",  # type: ignore[arg-type]
                seed=10**100,
            )
        assert [fault.path for fault in caught.value.faults] == [
            *("days[1]", "until", "seed", "horizon"),
        ]

    def test_other_faults(self) -> None:
        """What is refused for another reason than too little is refused."""
        with pytest.raises(ActionPlanError, match="norfolc"):
            self.past(where={"owner": "norfolc"})

    def test_chances(self) -> None:
        """Items that had a day to meet, known by now, are scored by what came of it."""
        due = ON + 6 * WEEK
        register = STEADY.replace(_due(STEADY.plans[0], f"by {due}"))
        first, second, third = self.past(register).forecasts
        assert len(first.chances) == len(register.at(ON).where(**ACTIONS).open())
        assert third.chances == ()  # overdue by then
        later = register.at(due)
        for given_chance in second.chances:
            assert given_chance.met != later[given_chance.item].is_open
        assert self.past(register, until=due - DAY).chances == ()

    def test_scores(self) -> None:
        """The scores are those that can be worked out by hand."""
        made = scored([(0.0, False), (0.5, True), (1.0, True), (0.55, False)])
        assert made.brier == pytest.approx((0.25 + 0.3025) / 4)
        assert made.brier_of_share == 0.25
        found = [(b.chances, b.items, b.share) for b in made.calibration()]
        assert found == [(1, 1, 0), (2, 2, 0.5), (1, 1, 1)]
        middle = made.calibration()[1]
        assert middle.chance == pytest.approx(0.525)
        # The interval is that of scipy's binomtest, by the method of Wilson.
        assert (middle.low, middle.high) == pytest.approx((0.0945, 0.9055), abs=1e-4)

    def test_one_item(self) -> None:
        """The chances of one item, on several days, are one proof."""
        one = scored([(0.5, True)] * 4)
        many = attrs.evolve(
            one,
            forecasts=tuple(
                attrs.evolve(one.forecasts[0], chances=(given_chance,))
                for given_chance in [one.chances[0]] * 4
            ),
        )
        (band,) = many.calibration()
        assert (band.chances, band.items) == (4, 1)
        (alone,) = scored([(0.5, True)]).calibration()
        assert (band.low, band.high) == (alone.low, alone.high)

    def test_ended_otherwise(self) -> None:
        """What was withdrawn neither met its day nor missed it."""
        due = ON + 6 * WEEK
        register = STEADY.replace(_due(STEADY.plans[0], f"by {due}"))
        open_then = [s.item.id for s in register.at(ON).where(**ACTIONS).open()]
        number = int(open_then[-1].split("/")[1])
        register = register.record(done(number, ON + WEEK, "withdrawn"))
        first, *_ = self.past(register).forecasts
        assert {given_chance.item for given_chance in first.chances} == {
            *open_then[:-1]
        }

    def test_done_and_opened_again(self) -> None:
        """What was opened again after its day did not meet it."""
        due = ON + 6 * WEEK
        register = STEADY.replace(_due(STEADY.plans[0], f"by {due}"))
        (item, *_) = self.past(register).forecasts[0].chances
        number = int(item.item.split("/")[1])
        assert item.met
        again = register.record(done(number, due + WEEK, "in-progress"))
        assert not self.past(again).forecasts[0].chances[0].met

    def test_slip_of_the_pen(self) -> None:
        """An entry that was taken back does not say how far the register knows."""
        slip = done(199, date(2041, 1, 1))
        back = ap.Retraction(
            item="p/199", on=date(2041, 1, 1), by="norfolk", entry=slip.digest
        )
        known = max(entry.on for entry in STEADY.log)
        assert self.past(STEADY.record(slip)).until == date(2041, 1, 1)
        assert self.past(STEADY.record(slip, back)).until == known

    def test_text(self) -> None:
        """It says in words how the forecasts did."""
        register = STEADY.replace(_due(STEADY.plans[0], f"by {ON + 6 * WEEK}"))
        made = self.past(register)
        assert str(made) == (
            "1 of 3 forecasts by throughput gave an interval that held how many were "
            "open 56 days later; 2.5 were to be expected. Brier score of 142 chances: "
            "0.057, where 0 is perfect; the same chance for all would have had 0.053."
        )
        assert repr(made) == (
            "<Backtest by throughput: forecasts 3, scored 3, chances 142>"
        )
        assert made.coverage == sum(one.covered for one in made.scored) / 3
        shares = [one.expected.share for one in made.scored]
        assert made.expected_coverage == pytest.approx(sum(shares) / 3)
        assert [row["expected_share"] for row in made.rows()] == shares

    def test_nothing_known(self) -> None:
        """Where no forecast can be scored, it says no more than that."""
        made = self.past(every_week(3), until=ON + 52 * WEEK)
        told = "Of 3 forecasts nothing is known by Mon 30 Dec 2013."
        assert str(made) == told
        assert made.expected_coverage is None

    def test_pandas(self) -> None:
        """The data frame has the same types, whatever is known."""
        frames = [self.past(), self.past(every_week(3))]
        first, second = (made.to_pandas().dtypes.to_dict() for made in frames)
        assert first == second
        assert str(first["covered"]) == "boolean"

    def test_plot(self) -> None:
        """The plot has a point for each band, and says up to when it is known."""
        made = scored([(0.0, False), (0.5, True), (1.0, True)])
        figure, ax = plt.subplots()
        assert made.plot(ax) is ax
        assert len(ax.collections) == 3
        assert ax.get_title(loc="left") == (
            "Chances and what came of them, as of Mon 31 Dec 2012"
        )
        plt.close(figure)
