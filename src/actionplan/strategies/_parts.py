"""Strategies for bodies, and for plans and their actions."""

import functools
from collections.abc import Sequence
from typing import Unpack

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from actionplan.bodies import Body
from actionplan.plans import Action, ActionPlan
from actionplan.register import Register
from actionplan.strategies._pools import (
    IDS,
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
from actionplan.strategies._scalars import body_ids
from actionplan.terms import BodyKind

_BODY_IDS = body_ids()


def bodies(
    register: Register | None = None, **pools: Unpack[Pools]
) -> SearchStrategy[Body]:
    """A body that can be added to a register.

    It may be overseen or succeeded by a body of the register, and by itself.

    Args:
        register: The register that it is for; by default one without anything.
        pools: See `Pools`.

    Example:
        >>> from hypothesis import find
        >>> from actionplan.strategies import bodies
        >>> find(bodies(), lambda body: body.until and body.succeeded_by).kind
        <BodyKind.INSPECTORATE: 'inspectorate'>
    """
    others = () if register is None else register.bodies
    return a_body(filled(pools), others)


@st.composite
def a_body(draw: st.DrawFn, pools: FullPools, others: Sequence[Body]) -> Body:
    """A body besides others."""
    choose = Chooser(draw=draw, pools=pools)
    there = tuple(body.id for body in others)
    name = choose.new_id("body-", _BODY_IDS, there.__contains__)
    fields = choose.some(
        overseen_by=(*there, name),
        until=choose.day,
        from_=choose.day,
        succeeded_by=(*there, name),
        refs=choose.refs,
        x=choose.own,
    )
    if {"from_", "until"} <= fields.keys():
        fields["from_"], fields["until"] = sorted([fields["from_"], fields["until"]])
    return Body(
        id=name, name=choose.text(), kind=choose.pick(tuple(BodyKind)), **fields
    )


def plans(
    register: Register | None = None,
    *,
    min_actions: int = 0,
    max_actions: int | None = None,
    **pools: Unpack[Pools],
) -> SearchStrategy[ActionPlan]:
    """An action plan that can be added to a register.

    It is for a report of the register, or for none, and its actions answer findings
    of any report there.

    Args:
        register: The register that it is for; by default one of a few bodies.
        min_actions: The fewest actions.
        max_actions: The most actions; by default two more.
        pools: See `Pools`.

    Raises:
        InvalidValue: The register has no body, or there are fewer actions at most
            than at least.

    Example:
        >>> from hypothesis import find
        >>> import actionplan as ap
        >>> from actionplan.strategies import plans
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> plan = find(
        ...     plans(register, min_actions=1), lambda plan: plan.actions[0].answers
        ... )
        >>> plan.actions[0].answers
        ('norfolk-2014/1',)
    """
    most = most_of("actions", min_actions, max_actions, 2)
    return a_plan(filled(pools), bodies_for(register), min_actions, most)


@st.composite
def a_plan(
    draw: st.DrawFn, pools: FullPools, register: Register, least: int, most: int
) -> ActionPlan:
    """A plan for a register, with at least and at most so many actions."""
    choose = Chooser(draw=draw, pools=pools)
    there = known(register)
    name = choose.new_id("plan-", IDS, there.is_taken)
    report = choose.pick(there.reports) if there.reports and choose.often() else None
    fields = choose.some(stated=choose.text, visibility=VISIBILITIES, x=choose.own)
    if report is None or choose.chance(outof=4):
        fields["added"] = choose.day()
    if choose.often():
        fields["deadline"] = choose.deadline()
    return ActionPlan(
        id=name,
        owner=choose.pick(there.bodies),
        report=report,
        actions=[
            draw(_an_action(pools, f"{name}/{number}", there))
            for number in choose.several(least, most)
        ],
        **fields,
    )


@st.composite
def _an_action(draw: st.DrawFn, pools: FullPools, name: str, there: Known) -> Action:
    choose = Chooser(draw=draw, pools=pools)
    fields = choose.some(
        lead=choose.text,
        added=choose.day,
        stated=choose.text,
        themes=functools.partial(themes, choose),
        priority=choose.text,
        refs=choose.refs,
        visibility=VISIBILITIES,
        x=choose.own,
    )
    if choose.often():
        fields["deadline"] = choose.deadline()
    return Action(
        id=name,
        owner=choose.pick(there.bodies),
        text=choose.text(),
        answers=choose.sample(there.answerable, most=2),
        **fields,
    )


def themes(choose: Chooser) -> list[str]:
    """What something is about."""
    return [choose.text() for _ in choose.several(1, 2)]
