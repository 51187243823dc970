"""How long items take to a rung of the ladder of assurance."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from actionplan._fields import is_day, optional, read_term
from actionplan.errors import Fault, FaultCode, InvalidValue, UnknownName, raise_any
from actionplan.log import AnyEntry
from actionplan.modelling._curve import Curve
from actionplan.modelling._picking import (
    By,
    Where,
    faults_of,
    group_faults,
    grouped,
    part_of,
)
from actionplan.modelling._settings import is_rung
from actionplan.modelling._spells import leaving
from actionplan.modelling._survival import Spell
from actionplan.modelling._times import TimeTo
from actionplan.register import Register
from actionplan.snapshot import ItemState
from actionplan.terms import Status


def time_to(
    register: Register,
    on: date,
    *,
    rung: Status | str = Status.CLOSED,
    known: datetime | None = None,
    where: Where = None,
    by: By = None,
    since: date | None = None,
) -> TimeTo:
    """How long items take to be complete, assured or closed, the open ones included.

    Days count from the opening of an item to the first day on which it stood on the
    rung or above, if it still does on the day that is asked about; the day after the
    opening is day 1. A plan or an obligation, which nobody signs off, has reached
    every rung when it is complete.

    - What is open has taken at least so long, and is *censored*.
    - What was opened again counts as open from its opening on, until it is done again.
      The time at which it was thought to be done is part of the time that it takes.
      An entry that was taken back counts as never made.
    - What ended otherwise (no further action, superseded, withdrawn) never reaches the
      rung. It is no closure: the curve is censored by it, and `Curve.incidence` has the
      share that ends so. What was on the rung before it was superseded was on it first.
    - What was opened before the register was kept is watched from the day since which
      it was (*left truncation*). What had ended before that day would not be there to
      be counted had it not been entered later, and is left out; `Curve.unseen` says how
      many.

    A log in which entries say when they were recorded begins with the first moment at
    which one of them was known. One in which none says so was written as it happened,
    so nothing is late.

    Args:
        register: The register.
        on: The day on which it is looked at.
        rung: Which rung: `complete`, `assured` or `closed`.
        known: The moment at whose knowledge it stops; without one, all counts.
        where: Which items: what `Snapshot.where` takes, but no status, such as
            `{"kind": "recommendation"}`; or a function of a state, which should go by
            what an item is and not by how far it is. What it raises passes through.
        by: What makes groups: `kind`, `theme`, `owner` or `report`, or a function of a
            state that gives a text or None, such as the year of its opening. An item
            with several themes is in the group of each.
        since: The day since which the register was kept and missed nothing, in place
            of the one that the log gives. The day of the oldest report says that it
            has everything.

    Raises:
        InvalidValue: Something is of another type, there is no such rung, or `since`
            is after `on`, or `known` is of a day before it.
        UnknownName: There is no such group, or thing to ask for.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.modelling import time_to
        >>> register = ap.load("examples/norfolk_2014.json").record(
        ...     ap.ProgressUpdate(
        ...         item="norfolk-2014/1",
        ...         on=date(2014, 9, 8),
        ...         by="norfolk",
        ...         status="complete",
        ...     )
        ... )
        >>> days = time_to(register, date(2014, 11, 1), rung="complete")
        >>> print(days)  # doctest: +NORMALIZE_WHITESPACE
        Time to completion, as of Sat 1 Nov 2014
        all: 1 of 6 complete, 5 not yet; median unknown (at least 10),
        mean of the complete 10
    """
    step = read_term(Status, rung)
    faults = faults_of(register, on, known, where)
    faults += [fault.within("rung") for fault in is_rung(step)]
    raise_any(InvalidValue, [*faults, *_since_faults(since, on)])
    raise_any(UnknownName, group_faults(by))
    now = part_of(register, on, known, where)
    start = since or _kept_since(register.log, known)
    curves = (
        _curve(name, states, step, start) for name, states in grouped(now, by).items()
    )
    return TimeTo(rung=step, on=on, known=now.known, by=by, curves=tuple(curves))


def _since_faults(since: Any, on: Any) -> Iterator[Fault]:
    yield from (fault.within("since") for fault in optional(is_day)(since))
    are_days = type(since) is date and type(on) is date
    if are_days and since > on:
        message = f"{since} is after {on}, the day that is asked about"
        hint = "give the day since which the register was kept, or none"
        yield Fault("since", FaultCode.CONTRADICTION, since, message, hint)


def _kept_since(log: Iterable[AnyEntry], known: datetime | None) -> date | None:
    """The day on which the register first knew of anything, if its log says when."""
    seen = [entry for entry in log if known is None or entry.known_from <= known]
    if all(entry.recorded is None for entry in seen):
        return None
    return min(entry.known_from for entry in seen).date()


def _curve(
    name: str | None, states: Iterable[ItemState], rung: Status, start: date | None
) -> Curve:
    spells = {state.item.id: _spell(state, rung, start) for state in states}
    return Curve(
        name=name, rung=rung, items=tuple(spells), spells=tuple(spells.values())
    )


def _spell(state: ItemState, rung: Status, start: date | None) -> Spell:
    opened = state.item.opened or state.on
    day, end = leaving(state, rung) or (state.on, None)
    return Spell(
        left=max(0, (day - opened).days),
        end=end and str(end),
        entered=max(0, (start - opened).days) if start is not None else 0,
    )
