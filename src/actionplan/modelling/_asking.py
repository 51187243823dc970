"""What is asked of a register over time: which days, which items, known when."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

import attrs

from actionplan._fields import is_canonical
from actionplan._values import mistyped
from actionplan.errors import (
    Fault,
    FaultCode,
    InvalidValue,
    UnknownName,
    raise_any,
    shown,
)
from actionplan.meetings import range_faults
from actionplan.modelling._lives import Life, index_of, lives, lives_faults
from actionplan.modelling._series import Series
from actionplan.modelling._timeline import Tally, Timeline
from actionplan.periods import Period, to_period
from actionplan.register import Register
from actionplan.snapshot import ItemState
from actionplan.snapshot._questions import QUESTIONS, question

S = TypeVar("S", bound=Series)
Holds = Callable[[ItemState], bool]
Where = Mapping[str, Any] | Holds | None


@attrs.frozen(kw_only=True, eq=False)
class Asked:
    """The lives of a register, the days that are asked about, and of which states."""

    lives: tuple[Life, ...]
    timeline: Timeline
    step: Period
    known: datetime | None
    holds: Holds

    def series(self, model: type[S], tally: Tally) -> S:
        """A series of the numbers that were counted."""
        return model(
            days=self.timeline.days,
            step=self.step,
            known=self.known,
            columns=tally.totals(),
        )


def asked_of(
    register: Register,
    start: date,
    end: date,
    step: Period | str,
    *,
    known: datetime | None,
    where: Where,
) -> Asked:
    """What is asked, once it is known to make sense.

    Raises:
        InvalidValue: Something is of another type, or the end is before the start.
        UnknownName: `where` asks for what there is not.
    """
    faults = [*lives_faults(register, known), *range_faults(start, end)]
    periods = is_canonical(Period, "a period")
    faults += [fault.within("step") for fault in periods(step)]
    faults += _where_faults(where)
    raise_any(InvalidValue, faults)
    length = to_period(step)
    return Asked(
        holds=_holding(register, where),
        lives=lives(register, known),
        timeline=Timeline.of(start, end, length),
        step=length,
        known=known,
    )


def _where_faults(where: object) -> Iterator[Fault]:
    if where is None or callable(where) or isinstance(where, Mapping):
        return
    wanted = "a mapping of questions, a function of a state, or None"
    fault = mistyped(wanted, where)[0]
    hint = 'such as {"owner": "norfolk"}, or lambda state: state.lead is not None'
    yield attrs.evolve(fault.within("where"), hint=hint)


def _holding(register: Register, where: Where) -> Holds:
    if where is None:
        return lambda _: True
    if not isinstance(where, Mapping):
        return where
    raise_any(
        UnknownName, map(_unknown, (key for key in where if key not in QUESTIONS))
    )
    try:
        return question(index_of(register), where)
    except UnknownName as error:
        raise UnknownName(*(fault.within("where") for fault in error.faults)) from None


def _unknown(key: object) -> Fault:
    message = f"states cannot be asked for their {shown(key)}"
    hint = f"ask for {', '.join(QUESTIONS)}"
    return Fault("where", FaultCode.UNKNOWN_NAME, key, message, hint)
