"""Merging: two registers become one, or every reason why they do not is named."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import actionplan as ap
from actionplan.errors import Conflict, FaultCode, InvalidValue, MergeConflict
from actionplan.snapshot import ItemState
from actionplan.strategies import bodies, entries, registers
from registers import BODIES, PUBLISHED, plan, register, report, update

DAY = date(2014, 9, 17)
MOMENT = datetime(2014, 9, 18, 9, tzinfo=UTC)


def united(*held: ap.Register) -> ap.Register | None:
    """Registers merged from the left, or None where they contradict each other."""
    first, *others = held
    try:
        for other in others:
            first = first.merge(other)
    except MergeConflict:
        return None
    return first


def states(held: ap.Register) -> Iterator[dict[str, Any]]:
    """The states of all items on every day, and at every moment, that a log names."""
    days = sorted({entry.on for entry in held.log} | {DAY})
    moments = [None, *sorted({entry.known_from for entry in held.log})]
    for on, known in product(days, moments):
        yield {state.item.id: (state, *derived(state)) for state in held.at(on, known)}


def derived(state: ItemState) -> tuple[Any, ...]:
    """What is told of a state in the order of its entries."""
    return state.rungs, state.deferrals, state.unanswered_changes, state.times_reopened


def assert_same(one: ap.Register, other: ap.Register) -> None:
    """Both hold the same entries, and give the same states whenever they are asked."""
    assert Counter(one.log) == Counter(other.log)
    assert list(states(one)) == list(states(other))


# Entries of one item: three of one moment, two of which differ, and two others.
SMALL = (
    update("r/1", DAY, status="complete"),
    update("r/1", DAY, status="in-progress", note="x"),
    update("r/1", DAY, percent=5),
    update("r/1", DAY, status="complete", recorded=MOMENT),
)


def small(most: int) -> list[ap.Register]:
    """Registers with every log of so many of those entries at the most."""
    held = register(plans=[])
    return [
        held.record(*log)
        for length in range(most + 1)
        for log in product(SMALL, repeat=length)
    ]


class TestLaws:
    """Nothing is lost, and it does not matter who merges whom.

    Merging a register with itself gives it back; wherever both are defined,
    `a.merge(b)` and `b.merge(a)`, and both groupings of three, hold the same entries
    and give equal item states on every day and at every moment.
    """

    @given(held=registers())
    def test_with_itself(self, held: ap.Register) -> None:
        """A register that is merged with itself is that register."""
        assert held.merge(held) == held
        assert held.merge(held, held) == held

    def test_pairs_of_small_logs(self) -> None:
        """Every pair of small logs merges alike from both sides, and loses nothing."""
        defined = 0
        for one, other in product(small(2), repeat=2):
            here, there = united(one, other), united(other, one)
            assert (here is None) == (there is None)
            if here is not None and there is not None:
                assert_same(here, there)
                assert Counter(here.log) == Counter(one.log) | Counter(other.log)
                defined += 1
        assert defined > 300

    def test_threes_of_small_logs(self) -> None:
        """Every three small logs merge alike, whichever two come first."""
        logs = small(2)
        pairs = {
            (m, n): united(one, other)
            for (m, one), (n, other) in product(enumerate(logs), repeat=2)
        }
        defined = 0
        for m, n, o in product(range(len(logs)), repeat=3):
            left, right = pairs[m, n], pairs[n, o]
            if left is None or right is None or n in (m, o):
                continue
            one, other = united(left, logs[o]), united(logs[m], right)
            if one is not None and other is not None:
                assert Counter(one.log) == Counter(other.log)
                assert one.at(DAY)["r/1"] == other.at(DAY)["r/1"]
                assert (
                    one.at(date(2015, 1, 1))["r/1"]
                    == (other.at(date(2015, 1, 1))["r/1"])
                )
                defined += 1
        assert defined > 1000

    @given(data=st.data(), base=registers(min_items=1, max_entries=3))
    def test_logs_that_grew_apart(self, data: st.DataObject, base: ap.Register) -> None:
        """Versions of any register merge alike in every order and grouping."""
        one, two, three = (grown(data, base) for _ in range(3))
        here, there = united(one, two), united(two, one)
        assert (here is None) == (there is None)
        if here is not None and there is not None:
            assert_same(here, there)
            assert Counter(here.log) == Counter(one.log) | Counter(two.log)
            right = united(two, three)
            left = united(here, three)
            right = right and united(one, right)
            if left is not None and right is not None:
                assert_same(left, right)

    @given(data=st.data(), base=registers(min_items=1, max_entries=3))
    def test_given_the_base(self, data: st.DataObject, base: ap.Register) -> None:
        """What one side alone changed is what comes out, on whichever side it is."""
        one = grown(data, base)
        assert one.merge(base, base) == one
        assert_same(base.merge(one, base), one)

    @given(data=st.data(), base=registers(max_entries=2))
    def test_new_bodies(self, data: st.DataObject, base: ap.Register) -> None:
        """What either side has added is there, once."""
        one, other = base.add(data.draw(bodies(base))), base.record()
        assert united(one, other) == one
        assert united(other, one) == one


def grown(data: st.DataObject, base: ap.Register) -> ap.Register:
    """A register with up to three more entries."""
    for _ in range(data.draw(st.integers(0, 3))):
        base = base.record(data.draw(entries(base)))
    return base


class TestLog:
    """Of the log, what both hold is kept once, and what one holds twice, twice."""

    def test_once_and_twice(self) -> None:
        """A side that holds an entry twice meant it; both sides once is one entry."""
        entry = update("r/1", DAY, percent=5)
        once, twice = register().record(entry), register().record(entry, entry)
        assert once.merge(once).log == (entry,)
        assert once.merge(twice).log == twice.merge(once).log == (entry, entry)

    def test_new_entries_go_by_their_recording(self) -> None:
        """What is new is put in by the moment of its recording, ours as it was."""
        moments = [datetime(2014, 10, day, tzinfo=UTC) for day in (1, 2, 3, 4)]
        first, second, third, fourth = (
            update("r/1", DAY, percent=number, recorded=moment)
            for number, moment in enumerate(moments)
        )
        ours = register().record(first, third)
        assert ours.merge(register().record(second, fourth)).log == (
            first,
            second,
            third,
            fourth,
        )

    def test_the_order_of_either_side_holds(self) -> None:
        """Where one side knows which came first, the other learns it."""
        first = update("r/1", DAY, status="in-progress")
        last = update("r/1", DAY, status="complete")
        both = register().record(first, last)
        for one in (first, last):
            alone = register().record(one)
            for held in (alone.merge(both), both.merge(alone)):
                assert held.log == (first, last)

    def test_ties_of_three(self) -> None:
        """Two sides that each know a part of the order know it together."""
        steps = [
            update("r/1", DAY, status=status)
            for status in ("in-progress", "complete", "assured")
        ]
        note = update("r/1", DAY, note="x")
        one = register().record(steps[0], steps[1], steps[2])
        other = register().record(steps[0], note, steps[2])
        held = one.merge(other)
        assert held.at(DAY)["r/1"].status == "assured"
        in_order = [entry for entry in held.log if entry != note]
        assert in_order == steps
        assert other.merge(one).log == held.log

    def test_a_circle(self) -> None:
        """Two orders that only contradict each other over others are a conflict."""
        first = update("r/1", DAY, status="complete", note="a")
        last = update("r/1", DAY, status="complete", evidence="b")
        one, other = (
            update("r/1", DAY, status="in-progress", percent=percent)
            if percent
            else update("r/1", DAY, status="in-progress", rag="red")
            for percent in (None, 4)
        )
        ours = register().record(first, one, last)
        with pytest.raises(MergeConflict, match="gives another status"):
            ours.merge(register().record(last, other, first))

    def test_who_said_so(self) -> None:
        """Two bodies that say the same at one moment are told alike on both sides."""
        ours, theirs = (
            register().record(update("r/1", DAY, status="complete", by=by))
            for by in ("pcc", "norfolk")
        )
        for held in (ours.merge(theirs), theirs.merge(ours)):
            completed = held.at(DAY)["r/1"].completed
            assert completed is not None
            assert completed.by == "norfolk"

    def test_a_retraction_may_come_first(self) -> None:
        """An entry may end up behind the retraction that takes it back."""
        mistake = update("r/1", DAY, status="complete")
        back = ap.Retraction(item="r/1", on=DAY, by="norfolk", entry=mistake.digest)
        other = update("r/1", DAY, status="awaiting", note="x")
        ours = register().record(mistake, back)
        held = ours.merge(register().record(other, mistake))
        assert held.at(DAY)["r/1"].status == "awaiting"
        assert ap.loads(ap.dumps(held)) == held

    def test_nobody_knows_which_came_first(self) -> None:
        """Two statuses of one moment, one on each side, are a conflict."""
        ours = register().record(update("p", PUBLISHED, note="x"))
        ours = ours.record(update("r/1", DAY, status="complete"))
        theirs = register().record(
            update("r/1@norfolk", DAY, status="in-progress", by="pcc")
        )
        with pytest.raises(MergeConflict) as caught:
            ours.merge(theirs)
        (conflict,) = caught.value.conflicts
        assert conflict.ours == ours.log[1]
        assert conflict.theirs == theirs.log[0]
        assert str(conflict) == (
            "log[1]: gives another status than an entry of pcc about the same item "
            "and moment, and nothing says which came first; give both entries the "
            "moment at which they were `recorded`"
        )
        told = [
            attrs.evolve(entry, recorded=datetime(2014, 9, 17, hour, tzinfo=UTC))
            for entry, hour in ((ours.log[1], 9), (theirs.log[0], 10))
        ]
        held = register().record(told[0]).merge(register().record(told[1]))
        assert held.at(DAY)["r/1"].status == "in-progress"

    def test_the_sides_disagree(self) -> None:
        """Two orders of two statuses of one moment are a conflict."""
        pair = [
            update("r/1", DAY, status="complete"),
            update("r/1", DAY, status="awaiting"),
        ]
        with pytest.raises(MergeConflict):
            register().record(*pair).merge(register().record(*reversed(pair)))

    def test_other_fields_and_other_bodies(self) -> None:
        """Entries that give other fields, or count for nothing, do not conflict."""
        change = ap.DeadlineChange(
            item="r/1", on=DAY, by="norfolk", deadline="by 2015", reason="x"
        )
        answer = ap.Response(item="r/1", on=DAY, by="pcc", acceptance="accepted")
        ours = register().record(update("r/1", DAY, percent=5), change, answer)
        theirs = register().record(
            update("r/1", DAY, note="x"), attrs.evolve(answer, by="hmic")
        )
        assert len(ours.merge(theirs).log) == 5
        for other, field in (
            (attrs.evolve(change, deadline="by 2016"), "deadline"),
            (attrs.evolve(answer, reason="x"), "response of pcc"),
        ):
            with pytest.raises(MergeConflict, match=f"another {field}"):
                ours.merge(register().record(other))
        short, long = (
            register().record(
                update("r/1", DAY, status="superseded", superseded_by=name, note=note)
            )
            for name, note in (("p/1", None), ("p/1@norfolk", "x"))
        )
        assert len(short.merge(long).log) == 2

    def test_what_was_taken_out(self) -> None:
        """Given the base, what one side took out of its log stays out."""
        first, second = (update("r/1", DAY, percent=number) for number in (1, 2))
        base = register().record(first)
        ours, theirs = register(), base.record(second)
        assert ours.merge(theirs, base).log == (second,)
        assert theirs.merge(ours, base).log == (second,)
        assert ours.merge(theirs).log == (first, second)
        assert ours.merge(base.record(first), base).log == (first, first)


class TestParts:
    """Everything that has an id is united by it, at every depth."""

    def test_at_every_depth(self) -> None:
        """Findings, recommendations, actions and obligations of both are there."""
        rows = [ap.Recommendation(id=f"c/{number}", text="x") for number in (1, 2)]
        ours, theirs = (
            register(
                reports=[
                    report(
                        findings=[
                            ap.CauseOfConcern(id="c", text="x", recommendations=[row]),
                            ap.AreaForImprovement(id=f"a/{row.id}", text="x"),
                        ],
                        obligations=[
                            ap.Obligation(id=f"o/{row.id}", owner="pcc", text="x")
                        ],
                    )
                ],
                plans=[
                    plan(
                        actions=[ap.Action(id=f"p/{row.id}", owner="norfolk", text="x")]
                    )
                ],
            )
            for row in rows
        )
        held = ours.merge(theirs)
        cause = held.reports[0].findings[0]
        assert isinstance(cause, ap.CauseOfConcern)
        assert cause.recommendations == tuple(rows)
        assert [one.id for one in held.reports[0].findings] == ["c", "a/c/1", "a/c/2"]
        assert [one.id for one in held.reports[0].obligations] == ["o/c/1", "o/c/2"]
        assert [one.id for one in held.plans[0].actions] == ["p/c/1", "p/c/2"]

    def test_all_conflicts_together(self) -> None:
        """Every field that differs is named, with both sides and the way out."""
        finding = ap.AreaForImprovement(id="r/1", text="Act.")
        theirs = register(
            bodies=[attrs.evolve(BODIES[0], name="Inspectorate"), *BODIES[1:]],
            reports=[report(published=date(2014, 8, 30), findings=[finding], url=None)],
            plans=[plan(deadline=None)],
            log=[update("p", DAY, status="complete", by="hmic")],
        )
        ours = register(log=[update("p", DAY, status="awaiting")])
        with pytest.raises(MergeConflict) as caught:
            ours.merge(theirs)
        assert [str(one).partition(";")[0] for one in caught.value.conflicts] == [
            "bodies[0].name: is 'HMIC' here and 'Inspectorate' in the other register",
            "reports[0].published: is 2014-08-29 here and 2014-08-30 in the other "
            "register",
            "reports[0].findings[0]: is the Recommendation 'r/1' here and the "
            "AreaForImprovement 'r/1' in the other register",
            "plans[0].deadline: is P6W after publication here and nothing in the other "
            "register",
            "log[0]: gives another status than an entry of hmic about the same item "
            "and moment, and nothing says which came first",
        ]
        assert caught.value.faults == caught.value.conflicts
        assert {one.code for one in caught.value.conflicts} == {FaultCode.CONFLICT}
        assert isinstance(caught.value, ValueError)

    def test_the_side_that_changed_wins(self) -> None:
        """Given the base, only what both changed differently is a conflict."""
        base = register()
        finding = base.reports[0].findings[0]
        ours = base.replace(attrs.evolve(finding, text="Act now."))
        theirs = base.replace(attrs.evolve(finding, priority="high"))
        both = attrs.evolve(finding, text="Act now.", priority="high")
        assert ours.merge(theirs, base).reports[0].findings == (both,)
        with pytest.raises(MergeConflict) as caught:
            ours.merge(theirs)
        paths = [conflict.path for conflict in caught.value.conflicts]
        assert paths == [
            "reports[0].findings[0].text",
            "reports[0].findings[0].priority",
        ]
        other = base.replace(attrs.evolve(finding, text="Do not act."))
        with pytest.raises(MergeConflict, match=r"findings\[0\].text: is 'Act now.'"):
            ours.merge(other, base)

    def test_what_was_taken_away(self) -> None:
        """Given the base, what one side took away and the other left is gone."""
        base = register()
        ours = attrs.evolve(base, plans=[])
        assert ours.merge(base, base) == base.merge(ours, base) == ours
        changed = base.replace(plan(deadline="by 2015"))
        with pytest.raises(MergeConflict, match=r"other.plans\[0\]: is taken away"):
            ours.merge(changed, base)
        with pytest.raises(MergeConflict, match="taken away in the other register"):
            changed.merge(ours, base)

    def test_what_is_still_spoken_of(self) -> None:
        """A part that one side took away, and the other speaks of, is a conflict."""
        base = register()
        ours = attrs.evolve(base, plans=[])
        theirs = base.record(update("p", DAY, percent=5))
        with pytest.raises(MergeConflict) as caught:
            ours.merge(theirs, base)
        (conflict,) = caught.value.conflicts
        assert (conflict.path, conflict.code) == (
            "other.log[0].item",
            FaultCode.UNKNOWN_REFERENCE,
        )

    def test_an_id_that_both_took(self) -> None:
        """One id for two things, each on its own side, is a conflict."""
        ours = register(plans=[]).add(plan(id="x", actions=[]))
        action = ap.Action(id="x", owner="norfolk", text="x")
        theirs = register(plans=[]).add(plan(actions=[action]))
        with pytest.raises(MergeConflict, match="the id 'x' is taken"):
            ours.merge(theirs)

    def test_mappings_are_united_by_key(self) -> None:
        """Other people's numbers and what callers keep are united key by key."""
        refs = [{"hmicfrs": "1"}, {"hmicfrs": "1", "pcc": "7"}, {"hmicfrs": "2"}]
        ours, theirs, other = (
            register(reports=[report(refs=held)], x=held) for held in refs
        )
        held = ours.merge(theirs)
        assert held.reports[0].refs == held.x == refs[1]
        with pytest.raises(MergeConflict) as caught:
            ours.merge(other)
        paths = [conflict.path for conflict in caught.value.conflicts]
        assert paths == ["reports[0].refs.hmicfrs", "x.hmicfrs"]
        assert theirs.merge(ours, theirs) == ours
        assert ours.merge(other, ours) == other

    @pytest.mark.parametrize(
        ("ours", "theirs", "base", "both"),
        [
            (["norfolk"], ["suffolk"], None, ("norfolk", "suffolk")),
            (["norfolk"], [], None, ()),
            ([], [], None, ()),
            (["norfolk"], [], ["norfolk"], ()),
            ([], ["norfolk"], ["norfolk"], ()),
            (["norfolk"], ["suffolk"], ["pcc"], ("norfolk", "suffolk")),
        ],
        ids=repr,
    )
    def test_tracks(
        self,
        ours: list[str],
        theirs: list[str],
        base: list[str] | None,
        both: tuple[str, ...],
    ) -> None:
        """Registers of two bodies are a register of both; one of all is of all."""
        known = None if base is None else register(tracks=base)
        held = register(tracks=ours).merge(register(tracks=theirs), known)
        assert held.tracks == both

    def test_a_body_that_is_followed_and_gone(self) -> None:
        """A body that one side follows and the other took away is a conflict."""
        base = register()
        ours = attrs.evolve(base, tracks=["suffolk"])
        others = [body for body in base.bodies if body.id != "suffolk"]
        theirs = attrs.evolve(base, bodies=others)
        with pytest.raises(MergeConflict, match=r"tracks\[0\]: there is no body"):
            ours.merge(theirs, base)

    def test_changes_that_do_not_fit(self) -> None:
        """Two changes, each right by itself, that make no body are a conflict."""
        base = register()
        ours = base.replace(attrs.evolve(BODIES[0], from_=date(2014, 1, 1)))
        theirs = base.replace(attrs.evolve(BODIES[0], until=date(2013, 1, 1)))
        with pytest.raises(MergeConflict, match=r"bodies\[0\].until: .* before"):
            ours.merge(theirs, base)

    def test_what_is_no_register(self) -> None:
        """Only registers are merged."""
        with pytest.raises(InvalidValue, match="other: expected a register"):
            register().merge("norfolk.json")  # type: ignore[arg-type]
        with pytest.raises(InvalidValue, match="base: expected a register"):
            register().merge(register(), {})  # type: ignore[arg-type]

    def test_a_conflict_is_a_value(self) -> None:
        """Conflicts compare by content, as faults do."""
        one, other = (
            Conflict("a", FaultCode.CONFLICT, 1, "m", "h", ours=1, theirs=2)
            for _ in range(2)
        )
        assert one == other
