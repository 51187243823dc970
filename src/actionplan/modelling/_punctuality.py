"""How many items met their day, by group, and which groups stand out from chance."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from statistics import median
from typing import TYPE_CHECKING, Any

import attrs

from actionplan._fields import as_tuple, each, is_a, is_whole
from actionplan._printing import one_line
from actionplan._values import Value, checked
from actionplan.errors import (
    Fault,
    InvalidValue,
    raise_any,
)
from actionplan.modelling._chance import funnel_limits
from actionplan.modelling._drawing import as_of
from actionplan.modelling._frames import COUNT, NUMBER, TEXT, frame
from actionplan.modelling._funnel_plot import draw_funnel
from actionplan.modelling._picking import By, group_named, labelled
from actionplan.modelling._settings import is_share
from actionplan.snapshot import OnTime
from actionplan.snapshot._figures import check_against

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

WARNING, ALARM = 0.95, 0.998


def _in_order(days: Iterable[int]) -> tuple[int, ...]:
    given: Any = as_tuple(days)
    try:
        return tuple(sorted(given))
    except TypeError:  # the check of the field says what is wrong
        return given  # type: ignore[no-any-return]


@attrs.frozen(kw_only=True)
class Slips(Value):
    """How far due days have moved from those that were set first.

    Attributes:
        days: By how many days each moved, the least first; below 0, to an earlier day.
            What never had a due day, or recurs, is not among them.

    Example:
        >>> from actionplan.modelling import Slips
        >>> slips = Slips(days=[0, 0, 0, 14, 28, 90])
        >>> slips.share_moved, slips.median_of_moved, slips.total
        (0.5, 28, 132)
    """

    days: tuple[int, ...] = attrs.field(
        converter=_in_order, metadata=checked(each(is_a(int, "a number of days")))
    )

    @property
    def moved(self) -> tuple[int, ...]:
        """Those of another day than the first."""
        return tuple(day for day in self.days if day)

    @property
    def share_moved(self) -> float | None:
        """The share that moved; None without any that could."""
        return len(self.moved) / len(self.days) if self.days else None

    @property
    def median_of_moved(self) -> float | None:
        """The days by which half of those that moved had moved at most."""
        return median(self.moved) if self.moved else None

    @property
    def most(self) -> int | None:
        """The days by which the one that moved furthest did."""
        return self.days[-1] if self.days else None

    @property
    def total(self) -> int:
        """The days by which all moved together."""
        return sum(self.days)


@attrs.frozen(kw_only=True)
class Limits:
    """Between which shares a group lies that differs from all by chance alone.

    Attributes:
        low: Nineteen of twenty lie above this and below `high` (95 %).
        high: See `low`.
        lowest: All but two in a thousand lie above this and below `highest` (99.8 %).
        highest: See `lowest`.

    Example:
        >>> from actionplan.modelling import Limits
        >>> limits = Limits.of(share=0.8, number=20)
        >>> round(limits.low, 2), round(limits.lowest, 2)
        (0.58, 0.46)
    """

    low: float
    high: float
    lowest: float
    highest: float

    @classmethod
    def of(cls, *, share: float, number: int) -> "Limits":
        """The limits for a group of a size, where a share of all met their day.

        They are exact binomial quantiles (Spiegelhalter 2005, appendix A.1.1), those
        above of the share that missed it: wide for small groups, and narrower for
        large ones.

        Raises:
            InvalidValue: The share is none from 0 to 1, or the number not at least 1.
        """
        raise_any(InvalidValue, _limit_faults(share, number))
        low, high = funnel_limits(share, number, WARNING)
        lowest, highest = funnel_limits(share, number, ALARM)
        return cls(low=low, high=high, lowest=lowest, highest=highest)

    def place(self, share: float) -> str:
        """Where a share lies: `within`, `below`, `far below`, `above`, `far above`.

        Far means beyond the limits of 99.8 %. Of many groups that do not differ, one
        in twenty lies outside those of 95 %.
        """
        if share < self.lowest or share > self.highest:
            return "far below" if share < self.lowest else "far above"
        if share < self.low or share > self.high:
            return "below" if share < self.low else "above"
        return "within"


@attrs.frozen(kw_only=True)
class GroupOnTime:
    """How many items of one group met their day.

    Attributes:
        name: What the group has in common; None for all, or for what has nothing.
        current: By the day that is due with every change that was agreed.
        original: By the day that was due at first.
        slips: How far the days moved.
    """

    name: str | None
    current: OnTime
    original: OnTime
    slips: Slips


@attrs.frozen(kw_only=True, repr=False)
class Punctuality:
    """How many items met their day, of all and by group.

    Attributes:
        on: The day on which it was looked at.
        known: The moment at whose knowledge it stops; None for all.
        by: What makes the groups; None without groups.
        all: Every item once.
        groups: The groups, in the order of the register, what has none last.
    """

    on: date
    known: datetime | None
    by: By
    all: GroupOnTime
    groups: tuple[GroupOnTime, ...]

    def __len__(self) -> int:
        return len(self.groups)

    def __iter__(self) -> Iterator[GroupOnTime]:
        return iter(self.groups)

    def __getitem__(self, group: str | None) -> GroupOnTime:
        """The figures of a group, by its name.

        Raises:
            UnknownName: There is no such group.
        """
        labels = self._labels.values()
        return group_named(self.groups, group, labels, "ask for groups with `by`")

    def _group(self, group: GroupOnTime | str | None) -> GroupOnTime:
        return group if isinstance(group, GroupOnTime) else self[group]

    def limits(
        self, group: GroupOnTime | str | None, against: str = "current"
    ) -> Limits | None:
        """Between which shares a group lies by chance; None where none can be judged.

        Args:
            group: The group, or its name.
            against: `current` for the day that is due now, `original` for the first.

        Raises:
            UnknownName: There is no such group, or `against` is neither.
        """
        figures = figures_of(self._group(group), against)
        every = figures_of(self.all, against)
        if every.share is None or not figures.judged:
            return None
        return Limits.of(share=every.share, number=figures.judged)

    def place(
        self, group: GroupOnTime | str | None, against: str = "current"
    ) -> str | None:
        """Where a group lies, as `Limits.place` says; None where none can be judged.

        Args:
            group: The group, or its name.
            against: `current` for the day that is due now, `original` for the first.

        Raises:
            UnknownName: There is no such group, or `against` is neither.
        """
        limits = self.limits(group, against)
        share = figures_of(self._group(group), against).share
        return None if limits is None or share is None else limits.place(share)

    def rows(self) -> list[dict[str, Any]]:
        """The figures of each group as a flat dictionary, or of all without groups.

        Those by the original day begin with `original_`.
        """
        return [self._row(group) for group in self.groups or (self.all,)]

    def _row(self, group: GroupOnTime) -> dict[str, Any]:
        slips = group.slips
        return {
            "group": group.name,
            **self._cells(group, "current", ""),
            **self._cells(group, "original", "original_"),
            "dated": len(slips.days),
            "moved": len(slips.moved),
            "share_moved": slips.share_moved,
            "median_slip_of_moved": slips.median_of_moved,
            "greatest_slip": slips.most,
        }

    def _cells(self, group: GroupOnTime, against: str, start: str) -> dict[str, Any]:
        figures, limits = figures_of(group, against), self.limits(group, against)
        cells: dict[str, Any] = {
            "met": figures.met,
            "missed": figures.missed,
            "waiting": figures.waiting,
            "unjudged": figures.unjudged,
            "share": figures.share,
            **{name: limits and getattr(limits, name) for name in _LIMITS},
            "place": self.place(group, against),
        }
        return {start + name: value for name, value in cells.items()}

    def to_pandas(self) -> "pd.DataFrame":
        """The rows as a data frame of pandas, with its nullable types.

        Raises:
            ModuleNotFoundError: pandas is not installed.
        """
        return frame(self.rows(), COLUMNS)

    @property
    def title(self) -> str:
        """What it is about, and as of which day."""
        return f"Met their day, {as_of(self.on, self.known)}"

    @property
    def _labels(self) -> dict[str | None, str]:
        return labelled((group.name for group in self.groups), self.by)

    def __repr__(self) -> str:
        return f"<Punctuality on {self.on}: groups {len(self)}>"

    def __str__(self) -> str:
        labels = self._labels
        lines = [
            _line(group, one_line(labels[group.name]), self.place(group))
            for group in self.groups
        ]
        return "\n".join([self.title, _line(self.all, "all", None), *lines])

    def plot(self, ax: "Axes | None" = None, *, against: str = "current") -> "Axes":
        """Draw the share of each group by its size, with the limits of chance.

        Groups outside the limits of 95 % are named. It needs matplotlib, which the
        extra `notebook` brings.

        Args:
            ax: The axes to draw on; without them, new ones.
            against: `current` for the day that is due now, `original` for the first.

        Raises:
            UnknownName: `against` is neither.
            ModuleNotFoundError: matplotlib is not installed.
        """
        every, labels = figures_of(self.all, against), self._labels
        dots = {labels[g.name]: figures_of(g, against) for g in self.groups}
        places = {labels[g.name]: self.place(g, against) for g in self.groups}
        title = self.title.replace("their day", _DAYS[against])
        return draw_funnel(title, every, dots, places, ax)


def _limit_faults(share: object, number: object) -> Iterator[Fault]:
    if share != 0:
        yield from is_share("share", share)
    yield from (fault.within("number") for fault in is_whole(1)(number))


_LIMITS = ("low", "high", "lowest", "highest")
_DAYS = {"current": "their day", "original": "their first day"}


def figures_of(group: GroupOnTime, against: str) -> OnTime:
    """How many of a group met the day that is due now, or that was due at first.

    Raises:
        UnknownName: `against` is neither `current` nor `original`.
    """
    check_against(against)
    figures: OnTime = getattr(group, against)
    return figures


def _line(group: GroupOnTime, name: str, place: str | None) -> str:
    current, original = group.current, group.original
    if not (current.judged or original.judged):
        return f"{name}: none can be judged yet"
    words = f"{name}: {current.met} of {current.judged} by the current day"
    first = f"{original.met} of {original.judged} by the original one"
    return f"{words}, {first}" + (f"; {place} the limits" if place else "")


_FIGURES = {
    "met": COUNT,
    "missed": COUNT,
    "waiting": COUNT,
    "unjudged": COUNT,
    "share": NUMBER,
    **dict.fromkeys(_LIMITS, NUMBER),
    "place": TEXT,
}
COLUMNS = {
    "group": TEXT,
    **_FIGURES,
    **{f"original_{name}": kind for name, kind in _FIGURES.items()},
    "dated": COUNT,
    "moved": COUNT,
    "share_moved": NUMBER,
    "median_slip_of_moved": NUMBER,
    "greatest_slip": COUNT,
}
