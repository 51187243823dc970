"""The ages of open items over time, in bands."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import attrs

from actionplan.modelling._asking import asked_of
from actionplan.modelling._drawing import layered
from actionplan.modelling._picking import Where
from actionplan.modelling._series import Series
from actionplan.modelling._timeline import Places, Tally, Timeline
from actionplan.periods import Period
from actionplan.register import Register
from actionplan.snapshot._figures import AGES, bands, read_bounds

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@attrs.frozen(kw_only=True, repr=False)
class Ageing(Series):
    """How many items were open at the end of each day, by their age on it.

    The columns are bands of age, the newest first, and are called as those of
    `Snapshot.open().ageing()` are: `up to 1 month`, `over 1 month to 3 months` and so
    on. Age counts from the day of opening, also of what was done and is open again.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan import modelling
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> ages = modelling.ageing(
        ...     register, date(2014, 9, 28), date(2014, 9, 30), bounds=["P1M"]
        ... )
        >>> ages["up to 1 month"], ages["over 1 month"]
        ((6, 6, 0), (0, 0, 6))
    """

    _TITLE: ClassVar[str] = "Open items by age"

    def _draw(self, ax: "Axes") -> None:
        layers = {band: self[band] for band in reversed(tuple(self.columns))}
        layered(ax, self.days, layers, "No open items")


def ageing(
    register: Register,
    start: date,
    end: date,
    step: Period | str = "P1D",
    *,
    bounds: Sequence[Period | str] = AGES,
    known: datetime | None = None,
    where: Where = None,
) -> Ageing:
    """How many items are open on each day, by their age on it.

    The arguments that are not here, and what else it raises, are those of `burndown`.

    Args:
        register: The register.
        start: The first day.
        end: The last day.
        step: The time from one day of the series to the next.
        bounds: The periods at which one band ends and the next begins. What is a month
            old to the day is still in the band up to a month.
        known: The moment at whose knowledge it stops.
        where: Which items.

    Raises:
        InvalidValue: A bound is no period, there is none, or they do not grow.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan import modelling
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> modelling.ageing(register, date(2014, 8, 29), date(2015, 8, 29), "P1M")
        <Ageing from 2014-08-29 to 2015-08-29: days 13>
    """
    asked = asked_of(register, start, end, step, known=known, where=where)
    periods = read_bounds(bounds, end)
    names = bands(periods)
    tally = Tally(names, len(asked.timeline.days))
    for life in asked.lives:
        ages = _ages(asked.timeline, life.opened, periods)
        for _, segment in asked.timeline.lived(life):
            if segment.state.is_open and asked.holds(segment.state):
                first, last = asked.timeline.span(segment.from_, segment.until)
                for name, (young, old) in zip(names, ages, strict=True):
                    tally.hold(name, (max(first, young), min(last, old)))
    return asked.series(Ageing, tally)


def _ages(timeline: Timeline, opened: date, periods: Iterable[Period]) -> list[Places]:
    """The places at which something that opened on a day is in each band of age."""
    ends = sorted(timeline.after(period.added_to(opened)) for period in periods)
    return list(pairwise([0, *ends, len(timeline.days)]))
