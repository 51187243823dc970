"""The deadlines of items over time: as they were set, as they moved, what is late."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import attrs

from actionplan._days import counted
from actionplan._fields import as_tuple, each, is_a, is_whole
from actionplan._html import table
from actionplan.deadlines import Immediately
from actionplan.errors import Fault, FaultCode, InvalidValue, raise_any
from actionplan.items import Item
from actionplan.meetings import ScrutinyMeeting
from actionplan.modelling._drawing import as_of
from actionplan.modelling._gantt import Course, draw
from actionplan.register import Register
from actionplan.snapshot import ItemState, Snapshot
from actionplan.snapshot._history import left_on
from actionplan.terms import Group

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_BARS = 40
_FAR = timedelta(days=5 * 366)  # meetings of a series go on for ever


@attrs.frozen(kw_only=True, repr=False)
class DeadlineTimeline:
    """When items were opened, due at first, due now, and done, as of a day.

    Attributes:
        on: The day as of which it is told.
        known: The moment at whose knowledge it stops; None for all that is known.
        states: The items that have a due day, the first due first.
        undated: The ids of those that have none, and so are on no timeline.
        meetings: The meetings that are shown with them.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan import modelling
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> shown = modelling.timeline(register, date(2014, 11, 1))
        >>> shown
        <DeadlineTimeline as of 2014-11-01: items 2, undated 4, meetings 1>
        >>> [(row["item"], row["days_overdue"]) for row in shown.rows()]
        [('norfolk-2014/1', 64), ('norfolk-2014/plan', 22)]
    """

    on: date
    known: datetime | None = None
    states: tuple[ItemState, ...]
    undated: tuple[str, ...] = ()
    meetings: tuple[ScrutinyMeeting, ...] = ()

    def __len__(self) -> int:
        return len(self.states)

    def __repr__(self) -> str:
        return (
            f"<DeadlineTimeline as of {self.on}: items {len(self)}, "
            f"undated {len(self.undated)}, meetings {len(self.meetings)}>"
        )

    def _repr_html_(self) -> str:
        names = ("Item", "Opened", "Due at first", "Due", "Left open", "Days overdue")
        keys = ("item", "opened", "original_due", "due", "left_open", "days_overdue")
        shown = [tuple(map(row_of(state).get, keys)) for state in self.states]
        return table(self.title, names, shown, lambda row: row)

    @property
    def title(self) -> str:
        """What the plot is called: what it shows, and as of when."""
        return f"Deadlines, {as_of(self.on, self.known)}"

    def rows(self) -> list[dict[str, Any]]:
        """One flat dictionary for each item, in the order of the plot.

        Days are dates, or None where there is none. `left_open` is the day on which
        the item was said to be done or ended, if that still stands; `days_overdue`
        counts from `due` to the day of the timeline, and `days_slipped` from
        `original_due` to `due`.
        """
        return [row_of(state) for state in self.states]

    def plot(self, ax: "Axes | None" = None, *, most: int = MOST_BARS) -> "Axes":
        """Draw a bar for each item, and the days as marks on it.

        The bar runs from the opening of the item to the day that was due at first, with
        stripes on to the day that is due now, and with crosses for the time after
        that for which the item was open. Shapes and hatches say what colours say, so
        that nothing is lost in black and white. It needs matplotlib, which the extra
        `notebook` brings.

        Args:
            ax: The axes to draw on; new ones, of a fitting height, when none are given.
            most: How many items are shown at most; the plot says how many are not.

        Raises:
            InvalidValue: `most` is no whole number from 1 on.
            ModuleNotFoundError: matplotlib is not installed.
        """
        raise_any(InvalidValue, (f.within("most") for f in is_whole(1)(most)))
        courses = [course_of(state) for state in self.states[:most]]
        days = [meeting.day for meeting in self.meetings]
        title = "\n".join([self.title, *self._hidden(most)])
        return draw(ax, title, self.on, courses, days)

    def _hidden(self, most: int) -> Iterator[str]:
        """What is not shown, for a second line of the title."""
        numbers = {"more": len(self) - most, "without a due day": len(self.undated)}
        told = [f"{counted(n, 'item')} {what}" for what, n in numbers.items() if n > 0]
        if told:
            yield f"{', '.join(told)} not shown"


def timeline(
    of: Register | Snapshot,
    on: date | None = None,
    known: datetime | None = None,
    *,
    meetings: Iterable[ScrutinyMeeting] | None = None,
) -> DeadlineTimeline:
    """The deadlines of a register on a day, or those of a snapshot.

    A snapshot has its own day and moment, and may be a part of a register:
    `timeline(register.at(day).where(owner="norfolk"))`. What has no due day is not on
    the timeline and is counted in `undated`.

    Args:
        of: A register or a snapshot.
        on: The day, for a register.
        known: The moment, for a register; without one, all that is known counts.
        meetings: The meetings to show. When none are given, all those of a register
            that begin between the first and the last day shown and within five years
            of `on`; with a snapshot, which has none, no meetings.

    Raises:
        InvalidValue: `of` is neither of the two, `on` no day, `known` no moment, they
            contradict a snapshot, or something among the meetings is none.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan import modelling
        >>> now = ap.load("examples/suffolk_2022.json").at(date(2023, 1, 10))
        >>> shown = modelling.timeline(now.where(owner="suffolk-pcc"))
        >>> [(row["item"], str(row["due"])) for row in shown.rows()]
        [('suffolk-2022/comments', '2023-02-15')]
    """
    given = None if meetings is None else as_tuple(meetings)
    raise_any(InvalidValue, _faults(of, on, known, given))
    snapshot = _snapshot_of(of, on, known)
    states = tuple(sorted((one for one in snapshot if one.due), key=_place))
    if given is None and isinstance(of, Register):
        given = of.meetings_between(*_stretch(snapshot.on, states))
    return DeadlineTimeline(
        on=snapshot.on,
        known=snapshot.known,
        states=states,
        undated=tuple(one.item.id for one in snapshot if not one.due),
        meetings=given or (),
    )


def _snapshot_of(
    of: Register | Snapshot, on: date | None, known: datetime | None
) -> Snapshot:
    if isinstance(of, Snapshot):
        return of
    # A register without a day is refused by `at`, as it refuses any other value.
    return of.at(on, known)  # type: ignore[arg-type]


def _faults(of: object, on: object, known: object, meetings: object) -> Iterator[Fault]:
    kinds = is_a(Register | Snapshot, "a register or a snapshot")
    yield from (fault.within("of") for fault in kinds(of))
    if isinstance(of, Snapshot):
        asked = {"on": (on, of.on), "known": (known, of.known)}
        for name, (value, own) in asked.items():
            if value is not None and value != own:
                yield _contradiction(name, value, own)
    if meetings is not None:
        check = each(is_a(ScrutinyMeeting, "a meeting"))
        yield from (fault.within("meetings") for fault in check(meetings))


def _contradiction(name: str, value: object, own: object) -> Fault:
    message = f"the snapshot has {own} of its own, and not {value}"
    hint = f"leave {name!r} out, or give the register"
    return Fault(name, FaultCode.CONTRADICTION, value, message, hint)


def _place(state: ItemState) -> tuple[date, str]:
    return _due(state), state.item.id


def _due(state: ItemState) -> date:
    return state.due.day if state.due else state.on


def _stretch(on: date, states: Iterable[ItemState]) -> tuple[date, date]:
    """The days between which meetings are shown."""
    days = [on]
    for state in states:
        days += [state.item.opened or on, _due(state)]
    return max(min(days), on - _FAR), min(max(days), on + _FAR)


def row_of(state: ItemState) -> dict[str, Any]:
    """What a timeline says of an item, as a flat dictionary."""
    first = state.original_due
    return {
        "item": state.item.id,
        "text": state.item.text,
        "owner": state.item.owner,
        "opened": state.item.opened,
        "original_due": first.day if first else None,
        "due": _due(state),
        "target": state.target,
        "left_open": left_on(state.item, state.entries, {Group.OPEN}),
        "days_overdue": state.days_overdue,
        "days_slipped": state.days_slipped,
        "status": str(state.status),
        "group": str(state.group),
    }


def course_of(state: ItemState) -> Course:
    """What is drawn of an item."""
    first = state.original_due.day if state.original_due else None
    return Course(
        label=_label(state.item),
        opened=state.item.opened or state.on,
        first=first if state.days_slipped else None,
        due=_due(state),
        target=state.target,
        left=left_on(state.item, state.entries, {Group.OPEN}),
        is_done=not state.is_open and bool(state.rungs),
        missed=state.missed,
        words=_words(state),
    )


def _label(item: Item) -> str:
    """What an item is called: with its body, where others have the same name."""
    is_one_of_several = item.id == item.long_id and item.name != item.id
    body = f"{item.owner}, " if is_one_of_several else ""
    return f"{body}{item.name}: {item.text}"


def _words(state: ItemState) -> str:
    """How it stands, in the margin."""
    if not state.is_open:
        return state.status.words
    if state.is_overdue:
        # Of immediate action no day was set that it could have met.
        asked = isinstance(state.deadline, Immediately)
        how = "on, asked at once" if asked else "overdue"
        return f"{counted(state.days_overdue, 'day')} {how}"
    ahead = (_due(state) - state.on).days
    return f"in {counted(ahead, 'day')}" if ahead else "today"
