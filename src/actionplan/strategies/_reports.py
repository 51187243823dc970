"""Strategies for inspection reports and all that is in them."""

import functools
from typing import Any, Unpack

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from actionplan.periods import Span
from actionplan.regimes import REGIMES
from actionplan.register import Register
from actionplan.reports import (
    AnyFinding,
    AreaForImprovement,
    CaseAudit,
    CauseOfConcern,
    InspectionReport,
    Judgement,
    Obligation,
    Place,
    Recommendation,
)
from actionplan.strategies._parts import themes
from actionplan.strategies._pools import (
    IDS,
    LINK,
    VISIBILITIES,
    Chooser,
    FullPools,
    Known,
    Pools,
    bodies_for,
    filled,
    known,
    most_of,
)
from actionplan.terms import Grade, Scale

_GRADES = tuple((scale, grade) for scale in Scale for grade in scale.grades)
_REGIMES = tuple(REGIMES)


def reports(
    register: Register | None = None,
    *,
    min_findings: int = 0,
    max_findings: int | None = None,
    **pools: Unpack[Pools],
) -> SearchStrategy[InspectionReport]:
    """An inspection report that can be added to a register.

    It is by and about bodies of the register, and it and its findings may follow
    earlier ones there.

    Args:
        register: The register that it is for; by default one of a few bodies.
        min_findings: The fewest findings, not counting recommendations that belong
            to a cause of concern.
        max_findings: The most findings of that sort; by default three more.
        pools: See `Pools`.

    Raises:
        InvalidValue: The register has no body, or there are fewer findings at most
            than at least.

    Example:
        >>> from hypothesis import given
        >>> import actionplan as ap
        >>> from actionplan.strategies import reports
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> @given(reports(register, min_findings=1))
        ... def adds_items(report):
        ...     assert len(register.add(report).items) > len(register.items)
        >>> adds_items()
    """
    most = most_of("findings", min_findings, max_findings, 3)
    return a_report(filled(pools), bodies_for(register), min_findings, most)


@st.composite
def a_report(
    draw: st.DrawFn, pools: FullPools, register: Register, least: int, most: int
) -> InspectionReport:
    """A report for a register, with at least and at most so many findings."""
    choose = Chooser(draw=draw, pools=pools)
    there = known(register)
    name = choose.new_id(
        "report-", IDS, lambda new: new in there.reports or there.is_taken(new)
    )
    fields = _beside_findings(choose, there)
    return InspectionReport(
        id=name,
        title=choose.text(),
        by=choose.sample(there.bodies, least=1, most=2),
        about=choose.sample(there.bodies, least=1, most=2),
        findings=[
            draw(_a_finding(pools, f"{name}/{number}", there))
            for number in choose.several(least, most)
        ],
        obligations=[
            _an_obligation(choose, f"{name}/o{number}", there)
            for number in choose.several(0, 1)
        ],
        **fields,
        **choose.some(
            judgements=lambda: [_a_judgement(choose, there)],
            case_audits=lambda: [_a_case_audit(choose, there)],
        ),
    )


def _beside_findings(choose: Chooser, there: Known) -> dict[str, Any]:
    fields = choose.some(
        received=choose.day,
        inspected=functools.partial(_a_span, choose),
        programme=choose.text,
        url=(LINK,),
        refs=choose.refs,
        visibility=VISIBILITIES,
        strengths=lambda: [choose.text() for _ in choose.several(1, 2)],
        x=choose.own,
    )
    if choose.often():
        fields["published"] = choose.day()
    if there.reports and choose.chance(outof=3):
        fields["follows"] = choose.pick(there.reports)
    return fields


def _a_span(choose: Chooser) -> Span:
    first, last = sorted([choose.day(), choose.day()])
    return Span(start=first, end=last)


@st.composite
def _a_finding(
    draw: st.DrawFn, pools: FullPools, name: str, there: Known
) -> AnyFinding:
    choose = Chooser(draw=draw, pools=pools)
    kind: Any = choose.pick((Recommendation, AreaForImprovement, CauseOfConcern))
    fields = _finding_fields(choose, there)
    if kind is CauseOfConcern:
        fields["recommendations"] = [
            Recommendation(id=f"{name}/{number}", **_finding_fields(choose, there))
            for number in choose.several(0, 2)
        ]
    finding: AnyFinding = kind(id=name, **fields)
    return finding


def _finding_fields(choose: Chooser, there: Known) -> dict[str, Any]:
    fields = choose.some(
        label=choose.text,
        published=choose.day,
        stated=choose.text,
        place=functools.partial(_a_place, choose),
        themes=functools.partial(themes, choose),
        priority=choose.text,
        refs=choose.refs,
        visibility=VISIBILITIES,
        x=choose.own,
    )
    if choose.often():
        fields["deadline"] = choose.deadline()
    if choose.chance(outof=3):
        fields["addressed_to"] = choose.sample(there.bodies, least=1, most=3)
    if there.findings and choose.chance(outof=3):
        fields["follows"] = choose.pick(there.findings)
    return {"text": choose.text(), **fields}


def _a_place(choose: Chooser) -> Place:
    fields = choose.some(
        least=1, page=lambda: choose.number(1, 100), paragraph=choose.text
    )
    return Place(**fields, **choose.some(x=choose.own))


def _an_obligation(choose: Chooser, name: str, there: Known) -> Obligation:
    fields = choose.some(
        stated=choose.text, regime=_REGIMES, visibility=VISIBILITIES, x=choose.own
    )
    if choose.often():
        fields["deadline"] = choose.deadline()
    owner = choose.pick(there.bodies)
    return Obligation(id=name, owner=owner, text=choose.text(), **fields)


def _a_judgement(choose: Chooser, there: Known) -> Judgement:
    scale, grade = choose.pick(_GRADES)
    return Judgement(
        about=choose.pick(there.bodies),
        area=choose.text(),
        grade=grade,
        scale=scale,
        **choose.some(on=choose.day, x=choose.own),
    )


def _a_case_audit(choose: Chooser, there: Known) -> CaseAudit:
    counted = choose.sample(tuple(Grade), most=3)
    return CaseAudit(
        about=choose.pick(there.bodies),
        counts={str(grade): choose.number(0, 99) for grade in counted},
        **choose.some(area=choose.text, x=choose.own),
    )
