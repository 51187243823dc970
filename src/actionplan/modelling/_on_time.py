"""How many items met their day, by kind, theme, owner or report."""

from collections.abc import Iterable
from datetime import date, datetime

from actionplan.deadlines import Recurring
from actionplan.errors import InvalidValue, UnknownName, raise_any
from actionplan.modelling._picking import (
    By,
    Where,
    faults_of,
    group_faults,
    grouped,
    part_of,
)
from actionplan.modelling._punctuality import GroupOnTime, Punctuality, Slips
from actionplan.register import Register
from actionplan.snapshot import ItemState
from actionplan.snapshot._figures import on_time as counted_on_time


def on_time(
    register: Register,
    on: date,
    *,
    known: datetime | None = None,
    where: Where = None,
    by: By = None,
) -> Punctuality:
    """How many items met their day, by the current and by the original one.

    An item met its day that was said to be done by then, as `Snapshot.on_time` counts.
    The current day is flattering where days are moved, the original one unfair where
    they had to be; so both are told, and how far days moved.

    A group is compared with all items by the limits of a funnel (D. J. Spiegelhalter,
    Funnel plots for comparing institutional performance, Statistics in Medicine 24
    (2005) 1185-1202): between them lie 95 % and 99.8 % of groups of its size that
    differ from all by chance alone. One of two items missed is no worse than chance;
    thirty of sixty may be.

    Args:
        register: The register.
        on: The day on which it is looked at.
        known: The moment at whose knowledge it stops; without one, all counts.
        where: Which items: what `Snapshot.where` takes, but no status, such as
            `{"kind": "recommendation"}`; or a function of a state, which should go by
            what an item is and not by how far it is. What it raises passes through.
        by: What makes groups: `kind`, `theme`, `owner` or `report`, or a function of a
            state that gives a text or None, such as the year of its opening. An item
            with several themes is in the group of each.

    Raises:
        InvalidValue: Something is of another type, or `known` is of a day before `on`.
        UnknownName: There is no such group, or thing to ask for.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.modelling import on_time
        >>> register = ap.load("examples/suffolk_2022.json")
        >>> met = on_time(register, date(2024, 1, 10), by="owner")
        >>> print(met)  # doctest: +NORMALIZE_WHITESPACE
        Met their day, as of Wed 10 Jan 2024
        all: 0 of 1 by the current day, 0 of 1 by the original one
        suffolk-pcc: 0 of 1 by the current day, 0 of 1 by the original one;
        within the limits
        suffolk: none can be judged yet
    """
    raise_any(InvalidValue, faults_of(register, on, known, where))
    raise_any(UnknownName, group_faults(by))
    now = part_of(register, on, known, where)
    groups = {} if by is None else grouped(now, by)
    return Punctuality(
        on=on,
        known=now.known,
        by=by,
        all=_group(None, list(now)),
        groups=tuple(_group(name, states) for name, states in groups.items()),
    )


def _group(name: str | None, states: Iterable[ItemState]) -> GroupOnTime:
    kept = tuple(states)
    return GroupOnTime(
        name=name,
        current=counted_on_time(kept, "current"),
        original=counted_on_time(kept, "original"),
        slips=Slips(days=[state.days_slipped for state in kept if _can_slip(state)]),
    )


def _can_slip(state: ItemState) -> bool:
    rules = state.deadline, state.item.deadline
    dated = state.due is not None and state.original_due is not None
    return dated and not any(isinstance(rule, Recurring) for rule in rules)
