"""Cumulative flow: all items there are, layered by how far they have come."""

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

import attrs

from actionplan.modelling._asking import asked_of
from actionplan.modelling._drawing import layered
from actionplan.modelling._picking import Where
from actionplan.modelling._series import Series
from actionplan.modelling._timeline import Tally
from actionplan.periods import Period
from actionplan.register import Register
from actionplan.snapshot import ItemState
from actionplan.terms import Group

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LAYERS = {
    "ended": "ended",
    "assured": "assured",
    "complete": "said to be complete",
    "in_progress": "in progress",
    "awaiting": "awaiting",
}


@attrs.frozen(kw_only=True, repr=False)
class CumulativeFlow(Series):
    """How many items there were at the end of each day, by how far they had come.

    The columns are layers, the lowest first: `ended`, `assured`, `complete`,
    `in_progress`, `awaiting`. Each item is in one of them; together they are all that
    had opened by then. A plan or an obligation that is complete has ended. What is
    opened again goes back up, so the layers of what is done can become thinner.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan import modelling
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> flow = modelling.cumulative_flow(
        ...     register, date(2014, 8, 28), date(2014, 8, 30)
        ... )
        >>> flow["awaiting"]
        (0, 6, 6)
    """

    _TITLE: ClassVar[str] = "Cumulative flow"

    def _draw(self, ax: "Axes") -> None:
        layers = {_LAYERS[name]: self[name] for name in _LAYERS}
        layered(ax, self.days, layers, "No items")


def cumulative_flow(
    register: Register,
    start: date,
    end: date,
    step: Period | str = "P1D",
    *,
    known: datetime | None = None,
    where: Where = None,
) -> CumulativeFlow:
    """How many items there are on each day, by how far they have come.

    Its arguments, and what it raises, are those of `burndown`.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan import modelling
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> modelling.cumulative_flow(
        ...     register, date(2014, 8, 29), date(2014, 9, 29), "P1W"
        ... )
        <CumulativeFlow from 2014-08-29 to 2014-09-29: days 6>
    """
    asked = asked_of(register, start, end, step, known=known, where=where)
    tally = Tally(_LAYERS, len(asked.timeline.days))
    for life in asked.lives:
        for _, segment in asked.timeline.lived(life):
            if asked.holds(segment.state):
                places = asked.timeline.span(segment.from_, segment.until)
                tally.hold(_layer(segment.state), places)
    return asked.series(CumulativeFlow, tally)


def _layer(state: ItemState) -> str:
    group = state.group
    return "ended" if group is Group.ENDED else str(state.status).replace("-", "_")
