"""How long items take to a rung, as the register of each day tells it."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import attrs
import pandas as pd
import pytest
from hypothesis import given, strategies as st

import actionplan as ap
from actionplan.errors import InvalidValue, UnknownName
from actionplan.modelling import Curve, Spell, TimeTo, log_rank, time_to
from actionplan.snapshot import ItemState
from actionplan.strategies import moments, registers
from actionplan.terms import Group, Status
from registers import EXAMPLES, PUBLISHED, register, report, update

DAY = timedelta(days=1)
ON = date(2017, 1, 1)
LONG_AGO = date(1900, 1, 1)
RUNGS = (Status.COMPLETE, Status.ASSURED, Status.CLOSED)
OTHERWISE = ("no-further-action", "superseded", "withdrawn")
busy = registers(min_items=1, min_entries=4, max_entries=16)
rungs = st.sampled_from(RUNGS)


def after(days: int) -> date:
    """The day so many days after the report was published."""
    return PUBLISHED + days * DAY


def findings(number: int, **of_all: object) -> list[ap.Recommendation]:
    """So many recommendations, which have some fields in common."""
    fields: dict[str, object] = {"text": "Act.", "deadline": "immediately"} | of_all
    return [
        ap.Recommendation(id=f"r/{n}", **fields)  # type: ignore[arg-type]
        for n in range(1, number + 1)
    ]


def closed(number: int, day: int, status: str = "closed") -> ap.ProgressUpdate:
    """The closing of a recommendation after so many days, by who may close it."""
    return update(f"r/{number}", after(day), by="hmic", status=status)


def held(number: int, *log: ap.ProgressUpdate, **of_all: object) -> ap.Register:
    """A register of so many recommendations, and what was said of them."""
    only = report(findings=findings(number, **of_all))
    return register(reports=[only], plans=[], log=log)


def spells(found: TimeTo, group: str | None = None) -> dict[str, Spell]:
    """The spells of a group by the ids of their items."""
    curve = found[group]
    return dict(zip(curve.items, curve.spells, strict=True))


# The naive way


def naive(
    register: ap.Register, state: ItemState, rung: Status, known: datetime | None
) -> tuple[int, str]:
    """The age at which an item left and how, from a snapshot of each day.

    What was on the rung before it ended otherwise was on it first; what was said to
    have ended otherwise and then to be there, is there.
    """
    assert state.item.opened is not None
    lowest = rung if state.item.is_signed_off else Status.COMPLETE
    enough = RUNGS[RUNGS.index(lowest) :]
    told = {entry.on for entry in state.entries if entry.on <= state.on}
    days = sorted({state.item.opened, *told})
    then = [register.at(max(day, state.item.opened), known) for day in days]
    stood = [(one.on, one[state.item.id].status) for one in then]
    stay = [s in (*enough, *OTHERWISE) for _, s in stood]
    last = stood[len(stay) - next((n for n, s in enumerate(stay[::-1]) if not s), 99) :]
    last = stood if all(stay) else last
    if not last:
        left, end = state.on, ""
    else:
        there = [day for day, status in last if status in enough]
        kept = last[0][1] in enough or last[-1][1] in enough
        left, end = (there[0], str(rung)) if kept else (last[0][0], str(last[-1][1]))
    return (left - state.item.opened).days, end


class TestSpells:
    """What an item took, and what ended it."""

    @given(busy, rungs, st.none() | moments())
    def test_naive(
        self, held: ap.Register, rung: Status, known: datetime | None
    ) -> None:
        """Each spell is what the snapshots of all days say, the open ones included."""
        on = known.astimezone(UTC).date() if known else ON
        now = held.at(on, known)
        for item, spell in spells(time_to(held, on, rung=rung, known=known)).items():
            if not now[item].retracted:  # which counts as never said, whenever it was
                found = spell.left, spell.end or ""
                assert found == naive(held, now[item], rung, known)

    @given(busy, rungs)
    def test_all(self, held: ap.Register, rung: Status) -> None:
        """Every item of the day is counted once: there, open, ended or unseen."""
        (curve,) = time_to(held, ON, rung=rung)
        assert curve.items == tuple(state.item.id for state in held.at(ON))
        otherwise = sum(curve.other_ends.values())
        counts = curve.reached + curve.not_yet + otherwise + curve.unseen
        assert counts == len(curve.items) == len(curve.spells)

    @given(busy)
    def test_ladder(self, held: ap.Register) -> None:
        """Nothing is closed sooner than assured, or assured sooner than complete."""
        steps = [spells(time_to(held, ON, rung=rung, since=LONG_AGO)) for rung in RUNGS]
        for lower, higher in pairwise(steps):
            for item, spell in higher.items():
                if spell.end == "closed":
                    assert lower[item].left <= spell.left

    def test_reopened(self) -> None:
        """The time at which it was thought to be done is part of what it takes."""
        log = closed(1, 10), closed(1, 30, "in-progress"), closed(1, 70)
        again = held(1, *log)
        assert spells(time_to(again, after(20)))["r/1"] == Spell(left=10, end="closed")
        assert spells(time_to(again, after(60)))["r/1"] == Spell(left=60)
        assert spells(time_to(again, after(90)))["r/1"] == Spell(left=70, end="closed")

    @pytest.mark.parametrize("status", OTHERWISE)
    def test_otherwise(self, status: str) -> None:
        """What ends without being done is no closure, however it ends."""
        (curve,) = time_to(held(2, closed(1, 10), closed(2, 5, status)), after(90))
        assert curve.other_ends == {status: 1}
        assert (curve.reached, curve.not_yet) == (1, 0)
        # Of the two, half were closed; in a world without other ends, all would be.
        assert [point.share for point in curve.incidence()] == [0.5]
        assert [point.share for point in curve.incidence(status)] == [0.5]
        assert curve.survival[-1].share == 0

    def test_taken_back(self) -> None:
        """What was taken back was never said."""
        slip, done = closed(1, 10, "in-progress"), closed(1, 9)
        both = held(1, done, slip)
        back = ap.Retraction(item="r/1", on=after(60), by="hmic", entry=slip.digest)
        assert spells(time_to(both, after(90)))["r/1"] == Spell(left=90)
        mended = both.record(back)
        assert spells(time_to(mended, after(90)))["r/1"] == Spell(left=9, end="closed")

    def test_otherwise_again(self) -> None:
        """Its end is the day from which that holds, said again or not."""
        log = [closed(1, 5, "superseded"), closed(1, 9, "in-progress")]
        log += [closed(1, 12, "superseded"), closed(1, 15, "withdrawn")]
        gone = Spell(left=12, end="withdrawn")
        assert spells(time_to(held(1, *log), after(90)))["r/1"] == gone

    def test_done_first(self) -> None:
        """What was done and then superseded was done first, but was not closed."""
        log = closed(1, 5, "complete"), closed(1, 9, "superseded")
        some = held(1, *log)
        done, gone = (time_to(some, after(90), rung=r) for r in ("complete", "closed"))
        assert spells(done)["r/1"] == Spell(left=5, end="complete")
        assert spells(gone)["r/1"] == Spell(left=9, end="superseded")

    def test_step_down(self) -> None:
        """What was closed, and is only assured now, has been assured since then."""
        log = closed(1, 10), closed(1, 20, "assured")
        found = time_to(held(1, *log), after(90), rung="assured")
        assert spells(found)["r/1"] == Spell(left=10, end="assured")

    def test_done_after_all(self) -> None:
        """What was said to be withdrawn, and is done after all, was done."""
        log = closed(1, 5, "withdrawn"), closed(1, 9, "complete")
        found = time_to(held(1, *log), after(90), rung="complete")
        assert spells(found)["r/1"] == Spell(left=9, end="complete")

    def test_not_signed_off(self) -> None:
        """A plan, which nobody signs off, is closed when it is complete."""
        done = register(log=[update("p", after(12), status="complete")])
        assert spells(time_to(done, after(40)))["p"] == Spell(left=12, end="closed")


class TestLate:
    """What was opened before the register was kept is watched from then on."""

    kept = held(
        3,
        closed(1, 20),
        attrs.evolve(closed(2, 50), recorded=datetime(2014, 10, 8, 9, tzinfo=UTC)),
    )
    begun = attrs.evolve(
        kept,
        log=[
            attrs.evolve(e, recorded=e.recorded or datetime(2014, 9, 28, tzinfo=UTC))
            for e in kept.log
        ],
    )

    def test_recorded(self) -> None:
        """It is kept from the first moment at which anything was recorded."""
        found = spells(time_to(self.begun, after(90)))
        assert found["r/1"] == Spell(left=20, end="closed", entered=30)
        assert found["r/2"] == Spell(left=50, end="closed", entered=30)
        assert found["r/3"] == Spell(left=90, entered=30)
        (curve,) = time_to(self.begun, after(90))
        assert (curve.unseen, curve.late, len(curve.watched)) == (1, 2, 2)
        assert str(curve) == (
            "1 of 2 closed, 1 not yet, 1 ended unseen, 2 seen late; median 50 (50 to "
            "unknown), mean of the closed 50. 1 had ended before the register was "
            "kept; give `since` if the register missed nothing"
        )

    def test_first_day(self) -> None:
        """What ended on the first day of the register was watched on that day."""
        last = time_to(held(1, closed(1, 20)), after(90), since=after(20))[None]
        gone = time_to(held(1, closed(1, 20)), after(90), since=after(21))[None]
        assert (last.reached, last.unseen) == (1, 0)
        assert (gone.reached, gone.unseen) == (0, 1)

    def test_as_it_happened(self) -> None:
        """In a log that does not say when it was recorded, nothing is late."""
        (curve,) = time_to(held(2, closed(1, 20)), after(90))
        assert (curve.late, curve.unseen) == (0, 0)

    def test_title(self) -> None:
        """The title says the day, and what was known if that was asked."""
        moment = datetime(2014, 11, 28, 12, tzinfo=UTC)
        assert time_to(self.begun, after(90)).title == (
            "Time to closure, as of Thu 27 Nov 2014"
        )
        assert time_to(self.begun, after(90), known=moment).title == (
            "Time to closure, as of Thu 27 Nov 2014, as known on Fri 28 Nov 2014 "
            "at 12:00 UTC"
        )

    def test_known_before(self) -> None:
        """At a moment at which nothing was recorded yet, nothing is late."""
        before = datetime(2014, 9, 1, tzinfo=UTC)
        (curve,) = time_to(self.begun, date(2014, 9, 1), known=before)
        assert (curve.late, curve.not_yet) == (0, 3)
        with pytest.raises(InvalidValue, match="known: 2014-09-01T00:00:00Z is before"):
            time_to(self.begun, after(90), known=before)

    def test_since(self) -> None:
        """Whoever knows that nothing was missed can say so."""
        (curve,) = time_to(self.begun, after(90), since=PUBLISHED)
        assert (curve.late, curve.unseen, curve.reached) == (0, 0, 2)

    def test_flattery(self) -> None:
        """To count what was seen late as seen from the beginning makes it look slow."""
        log = [closed(n, 40 + n) for n in range(1, 9)]
        some = held(10, *log)
        late, naive = (time_to(some, after(90), since=s) for s in (after(45), None))
        assert late[None].unseen == 4
        assert late[None].share_not_yet(60) < 1
        assert naive[None].mean_of_reached == 44.5

    def test_doubt(self) -> None:
        """A curve that is 0 while older items are open says that it says too little."""
        quick = report(id="s", published=after(380), findings=[findings(1)[0]])
        quick = attrs.evolve(
            quick, findings=[attrs.evolve(quick.findings[0], id="s/1")]
        )
        both = register(
            reports=[report(findings=findings(1)), quick],
            plans=[],
            log=[update("s/1", after(390), by="hmic", status="closed")],
        )
        (curve,) = time_to(both, after(400), since=after(370))
        assert curve.survival[-1].share == 0
        assert curve.not_yet == 1
        assert "give `since`" in str(curve.doubt)
        assert str(curve).endswith(f". {curve.doubt}")
        assert curve.restricted_mean().value is None
        assert time_to(both, after(400))[None].doubt is None


class TestGroups:
    """Items by what they have in common."""

    @given(busy, st.sampled_from(["kind", "owner", "report"]))
    def test_partition(self, held: ap.Register, by: str) -> None:
        """The spells of the groups are those of all, each in one group."""
        (every,) = time_to(held, ON)
        found = time_to(held, ON, by=by)
        items = [item for curve in found for item in curve.items]
        assert sorted(items) == sorted(every.items)
        together = {item: s for c in found for item, s in spells(found, c.name).items()}
        assert together == spells(time_to(held, ON))

    @given(busy, st.sampled_from(["kind", "owner", "report", "theme"]))
    def test_asked(self, held: ap.Register, by: str) -> None:
        """A group is what the items of that group alone would be."""
        for curve in time_to(held, ON, by=by):
            if curve.name is not None:
                (alone,) = time_to(held, ON, where={by: curve.name})
                assert alone == attrs.evolve(curve, name=None)

    def test_themes(self) -> None:
        """An item with two themes is in both groups, which are not compared then."""
        themes = findings(1, themes=["custody", "training"])
        themes += [attrs.evolve(findings(2)[1], themes=["custody"])]
        some = register(reports=[report(findings=[*themes, findings(3)[2]])], plans=[])
        found = time_to(some, after(90), by="theme")
        assert {curve.name: curve.items for curve in found} == {
            "custody": ("r/1", "r/2"),
            "training": ("r/1",),
            None: ("r/3",),
        }
        assert found.comparison is None
        assert found.label(found[None]) == "no theme"

    def test_comparison(self) -> None:
        """Two kinds of which one takes far longer differ by more than chance."""
        slow = [
            ap.AreaForImprovement(id=f"r/{n}", text="Improve.", deadline="immediately")
            for n in range(11, 21)
        ]
        log = [closed(n, n) for n in range(1, 11)]
        log += [closed(n, 10 * n) for n in range(11, 19)]
        both = register(
            reports=[report(findings=[*findings(10), *slow])], plans=[], log=log
        )
        found = time_to(both, after(300), by="kind")
        assert found.comparison is not None
        assert found.comparison.p is not None
        assert found.comparison.p < 0.001
        assert found.comparison.observed == {
            "recommendation": 10,
            "area-for-improvement": 8,
        }
        assert "Log-rank test: p = " in str(found)

    def test_names(self) -> None:
        """What has no theme is told from what has one that is called so."""
        themes = findings(2, themes=["no theme"])
        some = register(reports=[report(findings=[themes[0], findings(2)[1]])])
        found = time_to(some, after(90), by="theme", where={"report": "r"})
        labels = [found.label(curve) for curve in found]
        assert labels == ["no theme", "(no theme)"]
        assert [line.split(":")[0] for line in str(found).splitlines()[1:3]] == labels

    def test_cohorts(self) -> None:
        """A function makes any groups, such as cohorts of reports."""
        later = report(id="s", published=date(2015, 3, 1), findings=[])
        finding = ap.Recommendation(id="s/1", text="Act.")
        later = attrs.evolve(later, findings=[finding])
        both = register(reports=[report(findings=findings(2)), later], plans=[])

        def year(state: ItemState) -> str | None:
            return str(state.item.opened.year) if state.item.opened else None

        found = time_to(both, ON, by=year)
        assert {curve.name: len(curve.items) for curve in found} == {
            "2014": 2,
            "2015": 1,
        }
        assert found.label(found["2014"]) == "2014"
        with pytest.raises(InvalidValue, match="a rating that is text or None"):
            time_to(both, ON, by=lambda state: state.days_overdue)  # type: ignore[arg-type, return-value]

    def test_function(self) -> None:
        """Any question about a state can be asked."""
        (curve,) = time_to(held(3), after(9), where=lambda state: state.item.id > "r/1")
        assert curve.items == ("r/2", "r/3")

    def test_one_group(self) -> None:
        """One group, or none, is compared with nothing."""
        assert time_to(held(1), after(9)).comparison is None
        nothing = time_to(held(0), after(9), by="kind")
        assert len(nothing) == 0
        assert nothing.comparison is None
        assert (nothing.limit, nothing.rows(), nothing.steps()) == (0, [], [])
        (empty,) = time_to(held(0), after(9))
        assert empty.restricted_mean().value is None


class TestFlattery:
    """The mean of what is closed, beside the median that counts the open items."""

    quick = tuple(closed(n, 10 * n) for n in range(1, 5))

    def test_mean(self) -> None:
        """While slow items are open the mean of the closed ones is far too low."""
        (curve,) = time_to(held(12, *self.quick), after(200))
        assert curve.mean_of_reached == 25
        assert curve.median.value is None
        assert curve.quantile(0.25).value == 30
        assert curve.share_not_yet(40) == pytest.approx(2 / 3)
        assert str(curve) == (
            "4 of 12 closed, 8 not yet; median unknown (at least 20), "
            "mean of the closed 25"
        )

    def test_restricted(self) -> None:
        """The restricted mean counts each item for no more than its limit."""
        (curve,) = time_to(held(12, *self.quick), after(200))
        expected = (10 + 20 + 30 + 40 + 8 * 200) / 12
        assert curve.restricted_mean().value == pytest.approx(expected)
        assert curve.restricted_mean(100).value == pytest.approx((100 + 800) / 12)

    def test_complete(self) -> None:
        """A group of which all are closed is known at all ages, and limits no other."""
        quick, slow = report(findings=findings(3)), report(id="s", findings=[])
        late = [ap.Recommendation(id=f"s/{n}", text="Act.") for n in range(2)]
        both = register(
            reports=[quick, attrs.evolve(slow, findings=late)],
            plans=[],
            log=[closed(n, n + 4) for n in (1, 2, 3)],
        )
        found = time_to(both, after(90), by="report")
        assert found.limit == 90
        assert [row["restricted_mean"] for row in found.rows()] == [6, 90]
        assert [row["restricted_mean_low"] is None for row in found.rows()] == [
            *(False, True)
        ]
        assert found["r"].restricted_mean(10**6).value == 6

    def test_limit(self) -> None:
        """Nothing is said about ages that nobody reached."""
        (curve,) = time_to(held(2), after(200))
        with pytest.raises(InvalidValue) as caught:
            curve.restricted_mean(201)
        assert [fault.path for fault in caught.value.faults] == ["until"]

    def test_nothing(self) -> None:
        """Where nothing was closed, nothing is guessed."""
        (curve,) = time_to(held(2), after(200))
        assert curve.mean_of_reached is None
        assert str(curve).endswith("median unknown, mean of the closed unknown")


class TestCurve:
    """A curve that somebody makes themselves."""

    some = held(3, closed(1, 10), closed(2, 20, "superseded"))

    def test_faults(self) -> None:
        """Everything that makes no sense is named."""
        with pytest.raises(InvalidValue) as caught:
            Curve(name=3, rung="done", items=[1], spells=["x"])  # type: ignore[arg-type, list-item]
        places = [fault.path for fault in caught.value.faults]
        assert places == ["name", "rung", "items[0]", "spells[0]"]
        with pytest.raises(InvalidValue, match="spells: are 0, and the items 1"):
            Curve(name=None, rung=Status.CLOSED, items=["a"], spells=[])
        with pytest.raises(InvalidValue) as caught:
            Spell(left=-1, end=4, entered=0.5)  # type: ignore[arg-type]
        places = [fault.path for fault in caught.value.faults]
        assert places == ["left", "end", "entered"]

    def test_asked(self) -> None:
        """A share that is none, and an end that there is not, are refused."""
        (curve,) = time_to(self.some, after(40))
        for share in (0, 1.5, "half"):
            with pytest.raises(InvalidValue, match="reached"):
                curve.quantile(share)  # type: ignore[arg-type]
        with pytest.raises(UnknownName, match="items do not end as 'clsoed'"):
            curve.incidence("clsoed")
        with pytest.raises(InvalidValue, match=r"groups\['a'\]\[0\]"):
            log_rank({"a": [1], "b": curve.spells}, "closed")  # type: ignore[list-item]

    def test_repr(self) -> None:
        """It is told apart by its group and its rung, on one line."""
        found = time_to(self.some, after(40))
        assert repr(found[None]) == "<Curve of all to closed: items 3, reached 1>"
        assert repr(found) == "<TimeTo closed on 2014-10-08: groups 1>"


class TestRows:
    """The figures for tables."""

    some = held(3, closed(1, 10), closed(2, 20, "superseded"))

    def test_rows(self) -> None:
        """A row has the mean beside the median, and None for what is not known."""
        (row,) = time_to(self.some, after(40)).rows()
        assert row == {
            "group": None,
            "items": 3,
            "reached": 1,
            "not_yet": 1,
            "ended_otherwise": 1,
            "late": 0,
            "unseen": 0,
            "mean_of_reached": 10.0,
            "median": None,
            "median_low": 10,
            "median_high": None,
            "restricted_mean": pytest.approx(30),
            "restricted_mean_low": pytest.approx(13.997, abs=0.001),
            "restricted_mean_high": 40,
            "restricted_to": 40,
            "doubt": None,
        }

    def test_steps(self) -> None:
        """On each day on which something ended, all shares add up to one."""
        found = time_to(self.some, after(40)).steps()
        assert [(row["age"], row["at_risk"]) for row in found] == [(10, 3), (20, 2)]
        last = found[-1]
        assert last["share_not_yet"] == pytest.approx(2 / 3)
        assert last["share_reached"] == pytest.approx(1 / 3)
        assert last["share_superseded"] == pytest.approx(1 / 3)
        assert last["share_no_further_action"] == last["share_withdrawn"] == 0

    @given(busy, st.sampled_from([None, "kind", "theme"]))
    def test_frames(self, held: ap.Register, by: str | None) -> None:
        """Data frames hold the rows, with types that do not depend on them."""
        found = time_to(held, ON, by=by)
        for frame, rows in (
            (found.to_pandas(), found.rows()),
            (found.steps_to_pandas(), found.steps()),
        ):
            kept = frame.astype(object).where(frame.notna(), None)
            assert kept.to_dict("records") == rows
            empty = TimeTo(rung=Status.CLOSED, on=ON, known=None, by=by, curves=())
            none = empty.to_pandas() if "items" in frame else empty.steps_to_pandas()
            pd.testing.assert_series_equal(frame.dtypes, none.dtypes)


class TestRefused:
    """What cannot be asked is refused with its place and a way out."""

    def test_types(self) -> None:
        """All that is of another type is said together."""
        with pytest.raises(InvalidValue) as caught:
            time_to(
                [],  # type: ignore[arg-type]
                "soon",  # type: ignore[arg-type]
                known=ON,  # type: ignore[arg-type]
                where="norfolk",  # type: ignore[arg-type]
                rung="done",
                since=7,  # type: ignore[arg-type]
            )
        places = [fault.path for fault in caught.value.faults]
        assert places == ["register", "on", "known", "where", "rung", "since"]

    def test_since_later(self) -> None:
        """A register is not kept only after the day that is asked about."""
        with pytest.raises(InvalidValue, match="is after 2014-09-07"):
            time_to(held(1), after(9), since=after(10))

    @pytest.mark.parametrize(
        ("asked", "message"),
        [
            ({"by": "colour"}, "cannot be grouped by 'colour'"),
            ({"by": ["kind"]}, "cannot be grouped by"),
            ({"where": {"status": "closed"}}, "'status' is nothing that items can be"),
            ({"where": {"colour": "red"}}, "'colour' is nothing that items can be"),
            ({"where": {"owner": "nobody"}}, "there is no owner 'nobody'"),
            ({"where": {1: 2, "owner": "nobody"}}, "where: the number 1 is nothing"),
        ],
    )
    def test_names(self, asked: dict[str, object], message: str) -> None:
        """A name that is not known comes with those that are."""
        with pytest.raises(UnknownName, match=message) as caught:
            time_to(held(1), after(9), **asked)  # type: ignore[arg-type]
        assert all(fault.hint for fault in caught.value.faults)

    def test_group(self) -> None:
        """A group that there is not comes with those that there are."""
        found = time_to(held(1), after(9), by="kind")
        with pytest.raises(UnknownName, match="the groups are recommendation"):
            found["plan"]
        with pytest.raises(UnknownName, match="there are no items"):
            time_to(held(0), after(9), by="kind")["plan"]


def test_example() -> None:
    """The published example has no closures, and its curve says no more than that."""
    suffolk = ap.load(EXAMPLES / "suffolk_2022.json")
    found = time_to(suffolk, date(2024, 1, 10))
    (curve,) = found
    assert isinstance(curve, Curve)
    ends = Counter(spell.end for spell in curve.spells)
    assert ends[None] == curve.not_yet
    assert {state.group for state in suffolk.at(date(2024, 1, 10))} <= set(Group)
