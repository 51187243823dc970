"""Checks: each rule with a register that breaks it, and what holds of all rules."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import actionplan as ap
from actionplan.checks import Problem, Rule
from actionplan.errors import InvalidValue
from actionplan.regimes import obligations
from actionplan.strategies import days, registers
from checking import (
    CHILDREN,
    DAY,
    LAST,
    again,
    cause,
    commented,
    comments_complete,
    moved,
    recorded,
    response,
    taken_back,
)
from registers import BODIES, EXAMPLES, plan, register, report, update

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "checks.md"
MOMENT = datetime(2014, 9, 16, 9, 30, tzinfo=UTC)
MISTAKE = update("p", DAY, status="complete")

# For each rule a register that breaks it, and the day that it is asked for, if any.
BROKEN: dict[Rule, tuple[ap.Register, date | None]] = {
    Rule.CAUSE_WITHOUT_RECOMMENDATION: (
        register(reports=[report(findings=[cause(recommendations=[])])], plans=[]),
        None,
    ),
    Rule.PLAN_MISSING: (
        register(reports=[report(programme=CHILDREN)], plans=[]),
        None,
    ),
    Rule.RECOMMENDATION_WITHOUT_RESPONSE: (commented(), LAST + timedelta(days=1)),
    Rule.RESPONSE_WITHOUT_CONTENT: (recorded(response("r/1", DAY)), None),
    Rule.RESPONSE_LATE: (
        commented(comments_complete(LAST + timedelta(days=1))),
        None,
    ),
    Rule.NO_DEADLINE_OR_TARGET: (
        register(
            reports=[report(findings=[ap.AreaForImprovement(id="r/1", text="Act.")])],
            plans=[],
        ),
        None,
    ),
    Rule.DUE_DAY_UNKNOWN: (
        register(plans=[plan(deadline="P28D after receipt")]),
        None,
    ),
    Rule.STATED_OTHERWISE: (
        register(plans=[plan(stated="within three months of publication")]),
        None,
    ),
    Rule.DEADLINE_CHANGED_LATE: (recorded(moved(date(2014, 10, 13))), None),
    Rule.DEADLINE_CHANGED_WITHOUT_REASON: (recorded(moved(DAY, reason=None)), None),
    Rule.DEADLINE_BROUGHT_FORWARD: (
        recorded(moved(DAY, "by 2014-09-30", by="hmic")),
        None,
    ),
    Rule.STATUS_BY_WRONG_BODY: (recorded(update("r/1", DAY, status="closed")), None),
    Rule.CLOSED_WITH_OPEN_ACTIONS: (
        recorded(update("r/1", DAY, status="closed", by="hmic")),
        None,
    ),
    Rule.FOUND_NOT_DONE: (
        register(reports=[report(), again()]).record(
            update("r/1", DAY, status="complete")
        ),
        None,
    ),
    Rule.SUPERSEDED_IN_CIRCLE: (
        recorded(
            update("r/1", DAY, by="hmic", status="superseded", superseded_by="p/1"),
            update("p/1", DAY, status="superseded", superseded_by="r/1"),
        ),
        None,
    ),
    Rule.BODY_OUTSIDE_ITS_DAYS: (
        recorded(
            update("p", date(2017, 8, 1), by="hmic", note="Read."),
            bodies=[
                ap.Body(id="hmicfrs", name="HMICFRS", kind="inspectorate"),
                attrs.evolve(
                    BODIES[0], until=date(2017, 7, 18), succeeded_by="hmicfrs"
                ),
                *BODIES[1:],
            ],
        ),
        None,
    ),
    Rule.DATED_AHEAD: (recorded(update("p", DAY, note="Sent.", recorded=MOMENT)), None),
    Rule.RECORDED_MISSING: (recorded(update("p", DAY, note="Begun.")), None),
    Rule.RECORDED_OUT_OF_PLACE: (
        recorded(
            update("p", DAY, note="Sent.", recorded=MOMENT + timedelta(days=2)),
            update("p", DAY, note="Begun.", recorded=MOMENT + timedelta(days=1)),
        ),
        None,
    ),
    Rule.RETRACTION_LATE: (
        recorded(MISTAKE, taken_back(MISTAKE, on=date(2014, 9, 24))),
        None,
    ),
}


class TestEveryRule:
    """Each rule is documented on one page of the docs with its source."""

    def test_all_are_here(self) -> None:
        """Every rule has a register that breaks it, in the order of the rules."""
        assert list(BROKEN) == list(Rule)

    @pytest.mark.parametrize("rule", Rule)
    def test_broken(self, rule: Rule) -> None:
        """The register that breaks a rule has one problem by it, with a way out."""
        held, on = BROKEN[rule]
        (problem,) = (one for one in ap.check(held, on) if one.rule is rule)
        assert problem.hint
        assert "\n" not in str(problem)
        assert str(problem) == (
            f"{problem.where}: {problem.message}; {problem.hint} [{rule}]"
        )

    @pytest.mark.parametrize("rule", Rule)
    def test_on_the_page(self, rule: Rule) -> None:
        """The page has a section on the rule, with its source and that problem."""
        sections = PAGE.read_text("utf-8").split("\n### `")
        (section,) = (one for one in sections if one.startswith(f"{rule}`"))
        held, on = BROKEN[rule]
        (problem,) = (one for one in ap.check(held, on) if one.rule is rule)
        assert f"```text\n{problem}\n```" in section
        assert "\nSource: " in section

    @pytest.mark.parametrize("rule", Rule)
    def test_a_problem_is_a_value(self, rule: Rule) -> None:
        """Problems compare by content, so they can be told apart from old ones."""
        held, on = BROKEN[rule]
        assert set(ap.check(held, on)) == set(ap.check(held, on))
        assert all(isinstance(one, Problem) for one in ap.check(held, on))


def test_no_day() -> None:
    """A day that is none is refused, as everywhere."""
    with pytest.raises(InvalidValue, match="expected a day"):
        ap.check(register(), "2014-09-17")  # type: ignore[arg-type]


def test_an_empty_register() -> None:
    """Nothing is wrong with nothing, on any day."""
    assert ap.check(ap.Register()) == ap.check(ap.Register(), DAY) == ()


def test_what_is_not_tracked() -> None:
    """What a register does not track is left alone, but for when it was recorded."""
    ahead = update("p", DAY, by="suffolk", status="closed", recorded=MOMENT)
    amiss = recorded(moved(DAY, stated="by 2016", reason=None), ahead)
    assert len(ap.check(amiss)) > 4
    left = ap.check(attrs.evolve(amiss, tracks=["suffolk"]))
    assert [problem.rule for problem in left] == [Rule.RECORDED_MISSING]


def test_norfolk() -> None:
    """Of Norfolk only the missing moments of two entries are named."""
    held = ap.load(EXAMPLES / "norfolk_2014.json")
    for on in (None, date(2014, 9, 17), date(2015, 1, 1)):
        assert [str(problem.rule) for problem in ap.check(held, on)] == [
            "recorded-missing"
        ]


def test_suffolk() -> None:
    """Of Suffolk the plan is named that the file does not have."""
    held = ap.load(EXAMPLES / "suffolk_2022.json")
    for on in (None, date(2023, 1, 10), date(2024, 1, 1)):
        assert [str(problem.rule) for problem in ap.check(held, on)] == ["plan-missing"]


# Laws


def at_place(held: ap.Register, where: str) -> object:
    """What stands at a place of a register."""
    value: Any = held
    for field, number in re.findall(r"([a-z_]+)\[([0-9]+)\]", where):
        value = getattr(value, field)[int(number)]
    return value


@st.composite
def busy(draw: st.DrawFn) -> ap.Register:
    """A register with a later report, a plan that answers, and superseded items."""
    held = draw(registers(min_items=1))
    known = st.sampled_from([body.id for body in held.bodies])
    finding_ids = [
        source.id
        for item in held.items
        if isinstance(source := item.source, ap.Recommendation | ap.AreaForImprovement)
    ]
    follows = draw(st.none() | st.sampled_from(finding_ids)) if finding_ids else None
    answers = st.lists(st.sampled_from(finding_ids), max_size=2, unique=True)
    later = ap.InspectionReport(
        id="later",
        title="Again",
        by=[draw(known)],
        about=[draw(known)],
        published=draw(st.none() | days()),
        programme=draw(st.none() | st.just(CHILDREN)),
        findings=[ap.Recommendation(id="later/1", text="Act.", follows=follows)],
    )
    owed = obligations(later, held.bodies)
    made = held.add(
        attrs.evolve(later, obligations=owed),
        ap.ActionPlan(
            id="own",
            owner=draw(known),
            added=draw(days()),
            stated=draw(st.none() | st.sampled_from(["within six weeks", "by 2015"])),
            actions=[
                ap.Action(
                    id="own/1",
                    owner=draw(known),
                    text="Do.",
                    answers=draw(answers) if finding_ids else [],
                )
            ],
        ),
    )
    items = st.sampled_from([item.id for item in made.items])
    for item in draw(st.lists(items, max_size=3)):
        heir = draw(items)
        made = made.record(
            ap.ProgressUpdate(
                item=item,
                on=draw(days()),
                by=draw(known),
                status="superseded",
                superseded_by=heir,
            )
        )
    return made


class TestLaws:
    """`check` reports what ought not to be, as values; it never raises."""

    @given(held=busy(), on=st.none() | days())
    def test_places_and_items(self, held: ap.Register, on: date | None) -> None:
        """Every place is there, every item is one, and each stands on one line."""
        items = {item.id for item in held.items}
        for problem in ap.check(held, on):
            assert at_place(held, problem.where) is not None
            assert problem.item is None or problem.item in items
            assert str(problem).isprintable()

    @given(held=busy(), on=days())
    def test_a_day_only_adds(self, held: ap.Register, on: date) -> None:
        """With a day more is named and nothing less, each once, and the same twice."""
        always, then = ap.check(held), ap.check(held, on)
        assert set(always) <= set(then)
        assert then == ap.check(held, on)
        assert len(set(then)) == len(then)

    @given(held=busy(), on=st.none() | days())
    def test_order(self, held: ap.Register, on: date | None) -> None:
        """Problems stand in the order of the register, its log last."""
        numbers = [
            int(problem.where[4:-1])
            for problem in ap.check(held, on)
            if problem.where.startswith("log[")
        ]
        assert numbers == sorted(numbers)
        tables = [problem.where.partition("[")[0] for problem in ap.check(held, on)]
        order = {name: place for place, name in enumerate(("reports", "plans", "log"))}
        assert tables == sorted(tables, key=order.__getitem__)

    @given(held=busy())
    def test_taking_back_mends(self, held: ap.Register) -> None:
        """What an entry did wrong is mended by taking it back."""
        mended = {
            Rule.STATUS_BY_WRONG_BODY,
            Rule.BODY_OUTSIDE_ITS_DAYS,
            Rule.DATED_AHEAD,
            Rule.STATED_OTHERWISE,
            Rule.RESPONSE_LATE,
            Rule.RETRACTION_LATE,
        }
        for problem in ap.check(held):
            if problem.rule not in mended or not problem.where.startswith("log"):
                continue
            entry: Any = at_place(held, problem.where)
            after = ap.check(held.record(taken_back(entry)))
            assert problem not in after
