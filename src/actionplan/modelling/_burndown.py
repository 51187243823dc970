"""The burn-down: how many items stand where on each day, and what moved on it."""

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

import attrs

from actionplan.modelling._asking import Asked, asked_of
from actionplan.modelling._drawing import (
    BLACK,
    BLUE,
    DASH_DOT,
    DASHED,
    DOTTED,
    ORANGE,
    RED,
    SOLID,
)
from actionplan.modelling._lives import Life, Segment
from actionplan.modelling._picking import Where
from actionplan.modelling._series import Series
from actionplan.modelling._timeline import Tally
from actionplan.periods import Period
from actionplan.register import Register
from actionplan.terms import Group, Status

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BY_STATUS = {status: str(status).replace("-", "_") for status in Status}
_LATE = ("overdue", "overdue_originally")
_MOVES = ("opened", "reopened", "left_open", "closures")
_NAMES = (*_BY_STATUS.values(), *map(str, Group), *_LATE, *_MOVES)
_LINES = (
    ("open", "open", BLACK, SOLID, 1.5),
    ("pending", "said to be done", BLUE, DASH_DOT, 1.5),
    ("overdue", "overdue", RED, DASHED, 1.5),
    ("overdue_originally", "overdue by the first day set", ORANGE, DOTTED, 3.0),
)


@attrs.frozen(kw_only=True, repr=False)
class Burndown(Series):
    """How many items stood where at the end of each day, and what moved.

    The columns are:

    - `awaiting`, `in_progress`, `complete`, `assured`, `closed`,
      `no_further_action`, `superseded`, `withdrawn`: the items of that status;
    - `open`, `pending`, `ended`: those of that group, which add up to all there are;
    - `overdue`: the open items after their last day, with every change of it that was
      agreed by then; `overdue_originally`: after the last day that was set at first;
    - `opened`: the items that opened on that day; `reopened`: those that were not open
      the day before and are; `left_open`: those that were open the day before, or
      opened, and are not; `closures`: those that are closed and were not.

    What moved is counted on the day on which it took effect. Where a step is longer
    than a day, it is what moved on all the days since the one before; of the first
    day, only that day itself. What moved there and back on one day did not move.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan import modelling
        >>> register = ap.load("examples/norfolk_2014.json").record(
        ...     ap.ProgressUpdate(
        ...         item="norfolk-2014/plan",
        ...         on=date(2014, 10, 9),
        ...         by="norfolk",
        ...         status="complete",
        ...     )
        ... )
        >>> weeks = modelling.burndown(
        ...     register, date(2014, 9, 19), date(2014, 10, 17), step="P1W"
        ... )
        >>> weeks["open"], weeks["left_open"]
        ((6, 6, 6, 5, 5), (0, 0, 0, 1, 0))
    """

    _TITLE: ClassVar[str] = "Burn-down"

    def _draw(self, ax: "Axes") -> None:
        for name, label, colour, dashes, width in _LINES:
            ax.plot(
                self.days,  # type: ignore[arg-type]
                self[name],
                label=label,
                color=colour,
                linestyle=dashes,
                linewidth=width,
                drawstyle="steps-post",
                marker="o",
                markersize=4,
                markevery=[-1],  # the number of the last day, of which no line is left
                clip_on=False,
                zorder=2 - width / 10,  # where two lines meet, both are seen
            )


def burndown(
    register: Register,
    start: date,
    end: date,
    step: Period | str = "P1D",
    *,
    known: datetime | None = None,
    where: Where = None,
) -> Burndown:
    """How many items stand where on each day, from a day to a day.

    Each day is what `register.at` of that day says, so nothing that took effect later
    counts, though it may have been recorded later: give `known` for what was known
    then. The log is read once, however many days there are.

    Args:
        register: The register.
        start: The first day.
        end: The last day, which always is the last one of the series.
        step: The time from one day of the series to the next.
        known: The moment at whose knowledge it stops.
        where: Which items: what `Snapshot.where` takes, by name, such as
            `{"owner": "norfolk"}`; or a function that says so of a state. It is
            asked of each state once, as it was on the first day on which it held, so
            it must not ask for what time alone changes, such as `is_overdue`. An item
            counts on the days on which it holds, and one that stops or begins to be
            asked about by a move is not among those that moved. What the function
            raises passes through.

    Raises:
        InvalidValue: It is no register, a day is none, the end is before the start,
            `step` is no period, `known` no moment with a time zone, or `where`
            neither a mapping nor a function.
        UnknownName: `where` asks for what there is not.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan import modelling
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> year = modelling.burndown(register, date(2014, 8, 29), date(2015, 8, 29))
        >>> len(year), year.last["open"], year.last["overdue"]
        (366, 6, 2)
    """
    asked = asked_of(register, start, end, step, known=known, where=where)
    tally = Tally(_NAMES, len(asked.timeline.days))
    for life in asked.lives:
        _count(tally, asked, life)
    return asked.series(Burndown, tally)


def _count(tally: Tally, asked: Asked, life: Life) -> None:
    timeline = asked.timeline
    for before, segment in timeline.lived(life):
        state = segment.state
        if not asked.holds(state):
            continue
        places = timeline.span(segment.from_, segment.until)
        tally.hold(_BY_STATUS[state.status], places)
        tally.hold(state.group, places)
        late = timeline.span(segment.overdue_from, segment.until)
        tally.hold("overdue", late)
        late = timeline.span(segment.overdue_originally_from, segment.until)
        tally.hold("overdue_originally", late)
        for move in _moves(before, segment):
            tally.happen(move, timeline.place(segment.from_))


def _moves(before: Segment | None, segment: Segment) -> list[str]:
    """What moved on the first day of a segment."""
    status, group = segment.state.status, segment.state.group
    was, stood = (before.state.status, before.state.group) if before else (None, None)
    moved = {
        "opened": before is None,
        "reopened": group is Group.OPEN and stood not in (None, Group.OPEN),
        "left_open": group is not Group.OPEN and stood in (None, Group.OPEN),
        "closures": status is Status.CLOSED and was is not Status.CLOSED,
    }
    return [name for name in _MOVES if moved[name]]
