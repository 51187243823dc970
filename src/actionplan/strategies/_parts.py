"""Strategies for bodies, plans and meetings."""

import functools
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Unpack
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from actionplan.bodies import Body
from actionplan.meetings import ScrutinyMeeting
from actionplan.plans import Action, ActionPlan
from actionplan.register import Register
from actionplan.strategies._pools import (
    LINK,
    Chooser,
    FullPools,
    Known,
    Pools,
    bodies_for,
    filled,
    known,
    most_of,
)
from actionplan.strategies._scalars import body_ids, ids
from actionplan.terms import BodyKind, Visibility

ZONES = ("Europe/London", "UTC", "Europe/Dublin", "America/New_York")
_BODY_IDS, _IDS = body_ids(), ids()
_LAST_MINUTE = 24 * 60 - 1
_WHEN_CLOCKS_CHANGE = (60, 119)
_VISIBILITIES = tuple(Visibility)


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
    name = choose.new_id("plan-", _IDS, there.is_taken)
    report = choose.pick(there.reports) if there.reports and choose.often() else None
    fields = choose.some(stated=choose.text, x=choose.own)
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
        visibility=_VISIBILITIES,
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


def meetings(
    register: Register | None = None, **pools: Unpack[Pools]
) -> SearchStrategy[ScrutinyMeeting]:
    """A scrutiny meeting that can be added to a register.

    It is at any time of the day and in one of a few zones, and can be in the hour
    that comes twice when clocks go back.

    Args:
        register: The register that it is for; by default one of a few bodies.
        pools: See `Pools`.

    Raises:
        InvalidValue: The register has no body.

    Example:
        >>> from hypothesis import find
        >>> from actionplan.strategies import meetings
        >>> meeting = find(meetings(), lambda meeting: meeting.zone != "UTC")
        >>> meeting.starts.isoformat()
        '2013-01-01T00:00:00+00:00'
    """
    return a_meeting(filled(pools), bodies_for(register))


@st.composite
def a_meeting(draw: st.DrawFn, pools: FullPools, register: Register) -> ScrutinyMeeting:
    """A meeting for a register."""
    choose = Chooser(draw=draw, pools=pools)
    taken = {meeting.id for meeting in register.meetings}
    start, end = _sitting(choose)
    zone = choose.pick(ZONES)
    return ScrutinyMeeting(
        id=choose.new_id("meeting-", _IDS, taken.__contains__),
        title=choose.text(),
        body=choose.pick(register.bodies).id,
        start=start,
        end=end,
        zone=zone if _shows(zone, start) and _shows(zone, end) else "UTC",
        **choose.some(
            papers=choose.day,
            place=choose.text,
            url=(LINK,),
            visibility=_VISIBILITIES,
            x=choose.own,
        ),
    )


def _sitting(choose: Chooser) -> tuple[datetime, datetime]:
    """The first and last minute of a meeting, which ends on the day that it begins."""
    night = choose.chance(outof=4)
    first = choose.number(*_WHEN_CLOCKS_CHANGE if night else (0, _LAST_MINUTE - 1))
    last = choose.number(first + 1, _LAST_MINUTE)
    midnight = datetime.combine(choose.day(), time())
    return midnight + timedelta(minutes=first), midnight + timedelta(minutes=last)


def _shows(zone: str, local: datetime) -> bool:
    """Whether a clock there shows that time: none does when it is put forward over."""
    place = ZoneInfo(zone)
    there_and_back = local.replace(tzinfo=place).astimezone(UTC).astimezone(place)
    return there_and_back.replace(tzinfo=None) == local
