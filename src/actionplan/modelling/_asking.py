"""What is asked of a register over time: which days, which items, known when."""

from datetime import UTC, date, datetime
from typing import TypeVar

import attrs

from actionplan._fields import is_canonical
from actionplan.errors import InvalidValue, raise_any
from actionplan.meetings import range_faults
from actionplan.modelling._lives import Life, index_of, lives, lives_faults
from actionplan.modelling._picking import Holds, Where, holding, is_where
from actionplan.modelling._series import Series
from actionplan.modelling._timeline import Tally, Timeline
from actionplan.periods import Period, to_period
from actionplan.register import Register
from actionplan.snapshot import ItemState

S = TypeVar("S", bound=Series)


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
    faults += [fault.within("where") for fault in is_where(where)]
    raise_any(InvalidValue, faults)
    length = to_period(step)
    return Asked(
        holds=holding(index_of(register), where) or _everything,
        lives=lives(register, known),
        timeline=Timeline.of(start, end, length),
        step=length,
        known=known and known.astimezone(UTC),
    )


def _everything(_: ItemState) -> bool:
    return True
