"""A series: numbers on days, as a value, as rows, as a data frame."""

import abc
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from actionplan.errors import Fault, FaultCode, UnknownName, shown
from actionplan.modelling._drawing import as_of, axes_for, explain, set_counts, set_days
from actionplan.periods import Period

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@attrs.frozen(kw_only=True, repr=False)
class Series(abc.ABC):
    """Numbers of items on days, a column for each thing that is counted.

    A number is that at the end of its day. The length of a series is the number of its
    days, it gives its rows one by one, and a column is found by its name.

    Attributes:
        days: The days, the first one first.
        step: The time from one day to the next; before the last day it may be shorter.
        known: The moment at whose knowledge it stops; None for all that is known.
        columns: The numbers by the name of their column, one for each day.
    """

    _TITLE: ClassVar[str]

    days: tuple[date, ...]
    step: Period
    known: datetime | None = None
    columns: Mapping[str, tuple[int, ...]]

    def __len__(self) -> int:
        return len(self.days)

    def __getitem__(self, column: str) -> tuple[int, ...]:
        """The numbers of a column, one for each day.

        Raises:
            UnknownName: There is no such column.
        """
        if column not in self.columns:
            message = f"there is no column {shown(column)}"
            hint = f"use one of {', '.join(self.columns)}"
            raise UnknownName(Fault("", FaultCode.UNKNOWN_NAME, column, message, hint))
        return self.columns[column]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows())

    def __repr__(self) -> str:
        span = f"{self.days[0]} to {self.days[-1]}"
        return f"<{type(self).__name__} from {span}: days {len(self)}>"

    @property
    def last(self) -> dict[str, int]:
        """The numbers of the last day, by the name of their column."""
        return {name: numbers[-1] for name, numbers in self.columns.items()}

    def rows(self) -> list[dict[str, Any]]:
        """One flat dictionary for each day: its `day` and the number of each column."""
        names = ("day", *self.columns)
        across = zip(self.days, *self.columns.values(), strict=True)
        return [dict(zip(names, row, strict=True)) for row in across]

    def to_pandas(self) -> "pd.DataFrame":
        """A data frame with a row for each day, by which it is indexed.

        The index is `datetime64[us]` and the columns are `int64`. It needs pandas,
        which the extra `notebook` brings.

        Raises:
            ModuleNotFoundError: pandas is not installed.
        """
        import pandas as pd  # noqa: PLC0415 - an extra

        index = pd.Index(self.days, dtype="datetime64[us]", name="day")
        return pd.DataFrame(dict(self.columns), index=index, dtype="int64")

    def plot(self, ax: "Axes | None" = None) -> "Axes":
        """Draw it over time, with a title that says the day on which it ends.

        Lines have dashes of their own and layers go from dark to light, so that it can
        be read in black and white. It needs matplotlib, which the extra `notebook`
        brings.

        Args:
            ax: The axes to draw on; new ones without it.

        Raises:
            ModuleNotFoundError: matplotlib is not installed.
        """
        title = f"{self._TITLE}, {as_of(self.days[-1], self.known)}"
        ax = axes_for(ax, title, up="Items")
        self._draw(ax)
        set_days(ax, self.days[0], self.days[-1])
        set_counts(ax)
        explain(ax, reverse=bool(ax.collections))  # it reads as the layers stand
        return ax

    @abc.abstractmethod
    def _draw(self, ax: "Axes") -> None:
        """Draw the numbers on axes."""
