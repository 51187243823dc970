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
from actionplan.modelling import Curve, Spell, TimeTo, time_to
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


def is_plain(state: ItemState) -> bool:
    """Whether no two statuses were said on one day, and nothing was taken back."""
    days = [e.on for e in state.entries if getattr(e, "status", None) is not None]
    return len(days) == len(set(days)) and not state.retracted


def stands(state: ItemState, rung: Status) -> bool:
    """Whether an item is on a rung or above; what nobody signs off, on all or none."""
    lowest = rung if state.item.is_signed_off else Status.COMPLETE
    return state.status in RUNGS[RUNGS.index(lowest) :]


def naive(
    register: ap.Register, state: ItemState, rung: Status, known: datetime | None
) -> tuple[int, str]:
    """The age at which an item left and how, from a snapshot of each day."""
    assert state.item.opened is not None
    told = {entry.on for entry in state.entries if entry.on <= state.on}
    since: dict[str, date | None] = dict.fromkeys(("rung", "otherwise"))
    for day in sorted({state.item.opened, *told}):
        then = register.at(max(day, state.item.opened), known)[state.item.id]
        ended = then.status in OTHERWISE
        if ended:
            since["otherwise"] = since["otherwise"] or then.on
        else:
            since["otherwise"] = None
        if stands(then, rung):
            since["rung"] = since["rung"] or then.on
        elif not ended:
            since["rung"] = None
    left, end = since["rung"], str(rung)
    if not stands(state, rung):
        left, end = since["otherwise"], str(state.status)
        if state.status not in OTHERWISE:
            left, end = state.on, ""
    assert left is not None
    return (left - state.item.opened).days, end


class TestSpells:
    """What an item took, and what ended it."""

    @given(busy, rungs, st.none() | moments())
    def test_naive(
        self, held: ap.Register, rung: Status, known: datetime | None
    ) -> None:
        """Each spell is what the snapshots of all days say, the open ones included."""
        now = held.at(ON, known)
        for item, spell in spells(time_to(held, ON, rung=rung, known=known)).items():
            if is_plain(now[item]):
                found = spell.left, spell.end or ""
                assert found == naive(held, now[item], rung, known)

    @given(busy, rungs)
    def test_all(self, held: ap.Register, rung: Status) -> None:
        """Every item of the day is counted once: there, open, ended or unseen."""
        (curve,) = time_to(held, ON, rung=rung)
        assert curve.items == tuple(state.item.id for state in held.at(ON))
        otherwise = sum(curve.other_ends.values())
        counts = curve.reached + curve.open + otherwise + curve.unseen
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
        assert (curve.reached, curve.open) == (1, 0)
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
        """What was done and then ended otherwise does not stand on the rung."""
        log = closed(1, 5, "complete"), closed(1, 9, "superseded")
        gone = Spell(left=9, end="superseded")
        assert spells(time_to(held(1, *log), after(90), rung="complete"))["r/1"] == gone

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
        assert found["r/1"] == Spell(left=20, end="closed", entered=29)
        assert found["r/2"] == Spell(left=50, end="closed", entered=29)
        assert found["r/3"] == Spell(left=90, entered=29)
        (curve,) = time_to(self.begun, after(90))
        assert (curve.unseen, curve.late, len(curve.watched)) == (1, 2, 2)

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
        moment = datetime(2014, 10, 8, 12, tzinfo=UTC)
        assert time_to(self.begun, after(90)).title == (
            "Time to closure, as of Thu 27 Nov 2014"
        )
        assert time_to(self.begun, after(90), known=moment).title == (
            "Time to closure, as of Thu 27 Nov 2014, as known at 2014-10-08T12:00:00Z"
        )

    def test_known_before(self) -> None:
        """At a moment at which nothing was recorded yet, nothing is late."""
        before = datetime(2014, 9, 1, tzinfo=UTC)
        (curve,) = time_to(self.begun, after(90), known=before)
        assert (curve.late, curve.open) == (0, 3)

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
        assert late[None].share_left(60) < 1
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
        assert curve.open == 1
        assert "give `since`" in str(curve.doubt)
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
        assert found.label(found[None]) == "none"

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


class TestFlattery:
    """The mean of what is closed, beside the median that counts the open items."""

    quick = tuple(closed(n, 10 * n) for n in range(1, 5))

    def test_mean(self) -> None:
        """While slow items are open the mean of the closed ones is far too low."""
        (curve,) = time_to(held(12, *self.quick), after(200))
        assert curve.mean_of_reached == 25
        assert curve.median.value is None
        assert curve.quantile(0.25).value == 30
        assert curve.share_left(40) == pytest.approx(2 / 3)
        assert str(curve) == (
            "4 of 12 closed, 8 open; median unknown (at least 20), "
            "mean of the closed 25"
        )

    def test_restricted(self) -> None:
        """The restricted mean counts each item for no more than its limit."""
        (curve,) = time_to(held(12, *self.quick), after(200))
        expected = (10 + 20 + 30 + 40 + 8 * 200) / 12
        assert curve.restricted_mean().value == pytest.approx(expected)
        assert curve.restricted_mean(100).value == pytest.approx((100 + 800) / 12)

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
            "open": 1,
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
        assert [(row["day"], row["at_risk"]) for row in found] == [(10, 3), (20, 2)]
        last = found[-1]
        assert last["share_left"] == pytest.approx(2 / 3)
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
    assert ends[None] == curve.open
    assert {state.group for state in suffolk.at(date(2024, 1, 10))} <= set(Group)
