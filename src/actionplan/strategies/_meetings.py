"""Strategies for scrutiny meetings, one by one and in series."""

import calendar
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, Unpack

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from actionplan.deadlines import Before, Period
from actionplan.meetings import (
    MEETING,
    PAPERS,
    AnyMeeting,
    MeetingSeries,
    MovedMeeting,
    Preparation,
    Recurrence,
    ScrutinyMeeting,
)
from actionplan.meetings._clock import is_skipped
from actionplan.meetings._recurrence import WEEKDAYS
from actionplan.register import Register
from actionplan.strategies._pools import (
    IDS,
    LINK,
    VISIBILITIES,
    Chooser,
    FullPools,
    Pools,
    bodies_for,
    filled,
)
from actionplan.strategies._scalars import LAST_DAY
from actionplan.working_days import SHIPPED

ZONES = ("Europe/London", "UTC", "Europe/Dublin", "America/New_York")
_NIGHT = (60, 179)  # in which clocks go forward and back
_MORNING = 4 * 60  # after which they do not
_SHORTEST_MONTH = 28
_WEEK = 7


def meetings(
    register: Register | None = None, **pools: Unpack[Pools]
) -> SearchStrategy[ScrutinyMeeting]:
    """A single scrutiny meeting that can be added to a register.

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
        >>> meeting.starts < meeting.ends
        True
    """
    return a_meeting(filled(pools), bodies_for(register))


def meeting_series(
    register: Register | None = None, **pools: Unpack[Pools]
) -> SearchStrategy[MeetingSeries]:
    """A series of meetings that can be added to a register.

    Its rule is by the week, month or year, in any of the ways in which one can be
    written, and some of the first meetings may be cancelled or moved.

    Args:
        register: The register that it is for; by default one of a few bodies.
        pools: See `Pools`.

    Raises:
        InvalidValue: The register has no body.

    Example:
        >>> from hypothesis import find
        >>> from actionplan.strategies import meeting_series
        >>> series = find(meeting_series(), lambda series: series.rule.by_month)
        >>> str(series.rule.frequency)
        'YEARLY'
    """
    return a_series(filled(pools), bodies_for(register))


def any_meeting(choose: Chooser, register: Register) -> SearchStrategy[AnyMeeting]:
    """A meeting or a series, as it is chosen."""
    make = a_series if choose.chance(outof=3) else a_meeting
    return make(choose.pools, register)


@st.composite
def a_meeting(draw: st.DrawFn, pools: FullPools, register: Register) -> ScrutinyMeeting:
    """A meeting for a register."""
    choose = Chooser(draw=draw, pools=pools)
    night = choose.chance(outof=4)
    start, end = _sitting(choose, choose.day(), *(_NIGHT if night else (0, 24 * 60)))
    zone = choose.pick(ZONES)
    # No clock shows the times over which it is put forward.
    shown = not (is_skipped(start, zone) or is_skipped(end, zone))
    fields = choose.some(papers=choose.day)
    before = [MEETING, PAPERS] if fields else [MEETING]
    return ScrutinyMeeting(
        **_shared(choose, register),
        start=start,
        end=end,
        zone=zone if shown else "UTC",
        preparations=_preparations(choose, before),
        **fields,
    )


@st.composite
def a_series(draw: st.DrawFn, pools: FullPools, register: Register) -> MeetingSeries:
    """A series for a register."""
    choose = Chooser(draw=draw, pools=pools)
    day = choose.day()
    start, end = _sitting(choose, day, _MORNING, 24 * 60)
    plain = MeetingSeries(
        **_shared(choose, register),
        start=start,
        end=end,
        zone=choose.pick(ZONES),
        rule=_a_rule(choose, day),
    )
    held = plain.occurrences(day, min(day + timedelta(days=70), LAST_DAY))
    excepted = choose.sample(held, most=2)
    moved = choose.number(0, len(excepted))
    return attrs.evolve(
        plain,
        moved=[_moved(choose, one) for one in excepted[:moved]],
        cancelled=excepted[moved:],
        preparations=_preparations(choose, [MEETING]),
    )


def _shared(choose: Chooser, register: Register) -> dict[str, Any]:
    there = [meeting.id for meeting in register.meetings]
    return {
        "id": choose.new_id("meeting-", IDS, lambda new: _is_near(new, there)),
        "title": choose.text(),
        "body": choose.pick(register.bodies).id,
        **choose.some(
            place=choose.text, url=(LINK,), visibility=VISIBILITIES, x=choose.own
        ),
    }


def _is_near(new: str, there: list[str]) -> bool:
    """Whether an id is taken, or one may be that of a meeting of the other's series."""
    both = ((f"{new}/", f"{one}/") for one in there)
    return any(one.startswith(other) or other.startswith(one) for one, other in both)


def _sitting(
    choose: Chooser, day: date, first: int, last: int
) -> tuple[datetime, datetime]:
    """When a meeting begins and ends, on one day, between two minutes of it."""
    start = choose.number(first, last - 2)
    end = choose.number(start + 1, last - 1)
    midnight = datetime.combine(day, time())
    return midnight + timedelta(minutes=start), midnight + timedelta(minutes=end)


def _moved(choose: Chooser, day: date) -> MovedMeeting:
    start, end = _sitting(choose, choose.day(), _MORNING, 24 * 60)
    fields = choose.some(place=choose.text, x=choose.own)
    return MovedMeeting(day=day, start=start, end=end, **fields)


def _preparations(choose: Chooser, before: list[str]) -> list[Preparation]:
    made = []
    left = [name for name in ("agenda", "drafts", PAPERS) if name not in before]
    for _ in choose.several(0, 2):
        name = choose.pop(left)
        made.append(_a_preparation(choose, name, choose.pick(before)))
        before = [*before, name]
    return made


def _a_preparation(choose: Chooser, name: str, before: str) -> Preparation:
    calendars = choose.some(calendar=SHIPPED)
    deadline = Before(
        period=Period(days=choose.number(1, 30)),
        anchor=before,
        working=bool(calendars),
        **calendars,
    )
    fields = choose.some(text=choose.text, x=choose.own)
    return Preparation(name=name, deadline=deadline, **fields)


# Rules that give a day


def _a_rule(choose: Chooser, day: date) -> Recurrence:
    parts = choose.pick(_RULES)(choose, day)
    if choose.chance(outof=2):
        parts["interval"] = choose.number(1, 3)
    end = choose.some(count=lambda: choose.number(1, 9), until=choose.day)
    if "count" in end:
        return Recurrence(**parts, count=end["count"])
    return Recurrence(**parts, until=max(day, end["until"]) if end else None)


def _by_the_week(choose: Chooser, day: date) -> dict[str, Any]:
    weekdays = {_weekday(day), choose.pick(WEEKDAYS)}
    return {"frequency": "WEEKLY", "by_day": list(weekdays)}


def _by_number(choose: Chooser, day: date) -> dict[str, Any]:
    """On the second Wednesday, or on the last."""
    number = choose.pick(_places((day.day - 1) // _WEEK, _left(day) // _WEEK))
    return {"by_day": [f"{number}{_weekday(day)}"], **_months(choose, day, 2)}


def _by_position(choose: Chooser, day: date) -> dict[str, Any]:
    """On the first working day, or on the last day of a weekend."""
    some = WEEKDAYS[:5] if _weekday(day) in WEEKDAYS[:5] else WEEKDAYS[5:]
    days = [one for one in _month_of(day) if _weekday(one) in some]
    place = days.index(day)
    position = choose.pick(_places(place, len(days) - 1 - place))
    months = _months(choose, day, 1)
    return {"by_day": some, "by_set_pos": position, **months}


def _by_day_of_month(choose: Chooser, day: date) -> dict[str, Any]:
    if choose.chance(outof=2) and day.day <= _SHORTEST_MONTH:
        return {"by_month_day": [day.day], **_months(choose, day, 2)}
    number = choose.pick(_places(day.day - 1, _left(day)))
    days = {number, choose.number(1, _SHORTEST_MONTH)}
    return {"frequency": "MONTHLY", "by_month_day": list(days)}


def _months(choose: Chooser, day: date, most: int) -> dict[str, Any]:
    """Every month, or every year in its own and others."""
    if choose.chance(outof=2):
        others = [choose.number(1, 12) for _ in range(most - 1)]
        return {"frequency": "YEARLY", "by_month": list({day.month, *others})}
    return {"frequency": "MONTHLY"}


def _places(before: int, after: int) -> tuple[int, int]:
    """A place counted from the start, and from the end."""
    return before + 1, -after - 1


def _weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def _left(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1] - day.day


def _month_of(day: date) -> list[date]:
    return [day.replace(day=number + 1) for number in range(day.day + _left(day))]


_Rule = Callable[[Chooser, date], dict[str, Any]]
_RULES: tuple[_Rule, ...] = (_by_the_week, _by_number, _by_position, _by_day_of_month)
