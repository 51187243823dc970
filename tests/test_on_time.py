"""How many items met their day, by group, and which groups stand out from chance."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, strategies as st

import actionplan as ap
from actionplan.errors import InvalidValue, UnknownName
from actionplan.modelling import Limits, Punctuality, Slips, on_time
from actionplan.snapshot import OnTime
from actionplan.strategies import registers
from registers import BODIES, PUBLISHED, moved, plan, register, update

DAY = timedelta(days=1)
ON = date(2017, 1, 1)
busy = registers(min_items=1, min_entries=4, max_entries=16)
groups = st.sampled_from(["kind", "owner", "report"])
against = st.sampled_from(["current", "original"])


def forces(**done: int) -> ap.Register:
    """Forces with sixty actions each, of which so many were done in time."""
    bodies = [ap.Body(id=name, name=name, kind="police-force") for name in done]
    plans, log = [], []
    for name, number in done.items():
        actions = [
            ap.Action(
                id=f"{name}-plan/{n}",
                owner=name,
                text="Act.",
                answers=[],
                deadline="by 2014-10-01",
            )
            for n in range(60)
        ]
        plans.append(
            ap.ActionPlan(
                id=f"{name}-plan", owner=name, added=PUBLISHED, actions=actions
            )
        )
        log += [
            update(f"{name}-plan/{n}", date(2014, 9, 30), by=name, status="complete")
            for n in range(number)
        ]
    return ap.Register(bodies=[*BODIES, *bodies], plans=plans, log=log)


ACTIONS = {"kind": "action"}


class TestCounts:
    """Each group is counted as a snapshot of it is."""

    @given(busy, against)
    def test_all(self, held: ap.Register, against: str) -> None:
        """All items have the figures of the snapshot."""
        found = on_time(held, ON)
        assert getattr(found.all, against) == held.at(ON).on_time(against)
        assert found.groups == ()

    @given(busy, st.sampled_from(["kind", "owner", "report", "theme"]), against)
    def test_groups(self, held: ap.Register, by: str, against: str) -> None:
        """A group has the figures of the snapshot of that group alone."""
        for group in on_time(held, ON, by=by):
            if group.name is not None:
                part = held.at(ON).where(**{by: group.name})
                assert getattr(group, against) == part.on_time(against)
                slips = sorted(
                    state.days_slipped
                    for state in part
                    if state.due and state.original_due
                )
                assert sum(group.slips.days) == sum(slips)

    @given(busy, groups, against)
    def test_partition(self, held: ap.Register, by: str, against: str) -> None:
        """The groups together are all items."""
        found = on_time(held, ON, by=by)
        for name in ("met", "missed", "waiting", "unjudged"):
            parts = sum(getattr(getattr(g, against), name) for g in found)
            assert parts == getattr(getattr(found.all, against), name)

    def test_moved(self) -> None:
        """An item that met a day that was moved did not meet the first one."""
        log = [moved("by 2014-12-01", PUBLISHED + DAY, by="hmic")]
        log_done = update("p", date(2014, 11, 1), status="complete")
        found = on_time(register(log=[*log, log_done]), ON, where={"id": "p"})
        assert found.all.current == OnTime(met=1, missed=0, waiting=0, unjudged=0)
        assert found.all.original == OnTime(met=0, missed=1, waiting=0, unjudged=0)
        assert found.all.slips == Slips(days=[52])

    def test_slips(self) -> None:
        """What has no due day, or recurs, is not among the slips."""
        monthly = plan(deadline="every P1M from publication")
        found = on_time(register(plans=[monthly]), ON, where={"id": "p"})
        assert found.all.slips.days == ()


class TestSlips:
    """How far due days moved."""

    def test_figures(self) -> None:
        """The median is that of those that moved, and an earlier day is below 0."""
        slips = Slips(days=[30, 0, -5, 0, 10])
        assert slips.days == (-5, 0, 0, 10, 30)
        assert slips.moved == (-5, 10, 30)
        assert (slips.share_moved, slips.median_of_moved) == (0.6, 10)
        assert (slips.most, slips.total) == (30, 35)

    def test_none(self) -> None:
        """Without any there is no share, no median and no greatest one."""
        slips = Slips(days=())
        assert (slips.share_moved, slips.median_of_moved, slips.most) == (None,) * 3
        assert slips.total == 0
        assert Slips(days=[0]).median_of_moved is None


class TestFunnel:
    """A group is held against what chance does to one of its size."""

    held = forces(avon=55, kent=54, surrey=55, essex=38, gwent=54)

    def test_places(self) -> None:
        """The force that is far behind is told, and none that differs by chance."""
        found = on_time(self.held, ON, where=ACTIONS, by="owner")
        places = {group.name: found.place(group) for group in found}
        assert places.pop("essex") == found.place("essex") == "far below"
        assert found.limits("essex") == found.limits(found["essex"])
        assert set(places.values()) == {"within"}

    def test_small(self) -> None:
        """A force with one item of two missed is not called worst by chance."""
        small = on_time(
            self.held,
            ON,
            where=lambda state: (
                state.item.id in ("essex-plan/37", "essex-plan/38")
                or state.item.owner in ("avon", "kent")
            ),
            by="owner",
        )
        assert small["essex"].current.share == 0.5
        assert small.place(small["essex"]) == "within"

    def test_limits(self) -> None:
        """The limits are those of the share of all, for the size of the group."""
        found = on_time(self.held, ON, where=ACTIONS, by="owner")
        limits = found.limits(found["essex"])
        assert limits is not None
        # Of 60 that each meet it with 256 of 300, 43 or fewer do in less than 2.5 %.
        assert 43 / 60 < limits.low < 46 / 60
        assert limits == Limits.of(share=256 / 300, number=60)

    @given(busy, groups, against)
    def test_nobody_to_judge(self, held: ap.Register, by: str, against: str) -> None:
        """A group has limits, and a place, if something of it can be judged."""
        found = on_time(held, ON, by=by)
        for group in found:
            judged = bool(getattr(group, against).judged)
            assert (found.limits(group, against) is not None) == judged
            assert (found.place(group, against) is not None) == judged


class TestText:
    """The figures as text and as tables."""

    held = forces(avon=57, essex=40)

    def test_words(self) -> None:
        """Each group has a line, which says where it lies; without items, nothing."""
        found = on_time(self.held, ON, where={"owner": "essex"} | ACTIONS, by="kind")
        assert str(found) == (
            "Met their day, as of Sun 1 Jan 2017\n"
            "all: 40 of 60 by the current day, 40 of 60 by the original one\n"
            "action: 40 of 60 by the current day, 40 of 60 by the original one; "
            "within the limits"
        )
        nothing = on_time(register(reports=[], plans=[]), ON, by="theme")
        assert str(nothing).endswith("all: none can be judged yet")
        assert len(nothing) == 0

    def test_rows(self) -> None:
        """A row has both shares with their limits, and how far days moved."""
        first, second = on_time(self.held, ON, where=ACTIONS, by="owner").rows()
        assert (first["group"], first["met"], first["missed"]) == ("avon", 57, 3)
        assert second["share"] == second["original_share"] == pytest.approx(2 / 3)
        assert second["place"] == "below"
        assert second["lowest"] < second["low"] < second["high"] < second["highest"]
        assert (second["dated"], second["moved"], second["share_moved"]) == (60, 0, 0)
        assert second["median_slip_of_moved"] is None
        assert second["greatest_slip"] == 0

    @given(busy, st.sampled_from([None, "kind", "theme"]))
    def test_frames(self, held: ap.Register, by: str | None) -> None:
        """A data frame holds the rows, with types that do not depend on them."""
        found = on_time(held, ON, by=by)
        frame, rows = found.to_pandas(), found.rows()
        kept = frame.astype(object).where(frame.notna(), None)
        assert kept.to_dict("records") == rows
        other = on_time(register(), ON).to_pandas()
        pd.testing.assert_series_equal(frame.dtypes, other.dtypes)


class TestRefused:
    """What cannot be asked is refused with its place and a way out."""

    held = register()

    def test_types(self) -> None:
        """A day and a question of other types are refused together."""
        with pytest.raises(InvalidValue) as caught:
            on_time(self.held, "today", where=7)  # type: ignore[arg-type]
        assert [fault.path for fault in caught.value.faults] == ["on", "where"]

    def test_names(self) -> None:
        """Names that are not known come with those that are."""
        found = on_time(self.held, ON, by="kind")
        with pytest.raises(UnknownName, match="group by kind, theme, owner, report"):
            on_time(self.held, ON, by="rank")
        with pytest.raises(UnknownName, match="the groups are recommendation, "):
            found["rank"]
        with pytest.raises(UnknownName, match="ask for groups with `by`"):
            on_time(self.held, ON)[None]
        for asked in (found.limits, found.place):
            with pytest.raises(UnknownName, match="use current or original"):
                asked(found.groups[0], "first")

    def test_limits(self) -> None:
        """Limits for a share that is none, or for no items, are refused."""
        with pytest.raises(InvalidValue) as caught:
            Limits.of(share=2, number=0)
        assert [fault.path for fault in caught.value.faults] == ["share", "number"]

    def test_slips(self) -> None:
        """Slips are whole numbers of days."""
        with pytest.raises(InvalidValue, match=r"days\[0\]"):
            Slips(days=["a"])  # type: ignore[list-item]
        with pytest.raises(InvalidValue, match=r"days\[1\]"):
            Slips(days=[1, "a"])  # type: ignore[list-item]

    def test_value(self) -> None:
        """It is a value, equal to another one that was made alike."""
        one, other = (on_time(self.held, ON, by="kind") for _ in range(2))
        assert isinstance(one, Punctuality)
        assert repr(one) == "<Punctuality on 2017-01-01: groups 3>"
        assert one == other
