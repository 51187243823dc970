"""How long the items of several groups take, and how the groups compare."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import attrs

from actionplan._printing import one_line
from actionplan.modelling._chance import LogRank, log_rank
from actionplan.modelling._curve import WAYS, Curve
from actionplan.modelling._drawing import as_of
from actionplan.modelling._frames import COUNT, NUMBER, TEXT, frame
from actionplan.modelling._picking import By, group_named, labelled
from actionplan.modelling._time_plots import draw_incidence, draw_survival
from actionplan.terms import Status

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@attrs.frozen(kw_only=True, repr=False)
class TimeTo:
    """How long items take to a rung of the ladder, by group.

    Attributes:
        rung: The rung.
        on: The day on which it was looked at.
        known: The moment at whose knowledge it stops; None for all.
        by: What makes the groups; None for one group of all.
        curves: The groups, in the order of the register, what has none last.
    """

    rung: Status
    on: date
    known: datetime | None
    by: By
    curves: tuple[Curve, ...]

    def __len__(self) -> int:
        return len(self.curves)

    def __iter__(self) -> Iterator[Curve]:
        return iter(self.curves)

    def __getitem__(self, group: str | None) -> Curve:
        """The curve of a group, by its name.

        Raises:
            UnknownName: There is no such group.
        """
        return group_named(self.curves, group, self._labelled, "there are no items")

    def label(self, curve: Curve) -> str:
        """What a group is called in text: its name; or all, or such as `no theme`."""
        return labelled((one.name for one in self.curves), self.by)[curve.name]

    @property
    def comparison(self) -> LogRank | None:
        """Whether the groups take equally long; None where that cannot be asked.

        The test is for groups that share no item: there is none between themes where an
        item has two of them. That the groups differ does not say why: reports ask for
        harder and for easier things.
        """
        members = Counter(item for curve in self.curves for item in curve.items)
        if len(self.curves) < 2 or max(members.values()) > 1:  # noqa: PLR2004 - a pair
            return None
        groups = {name: curve.spells for name, curve in self._labelled.items()}
        return log_rank(groups, str(self.rung))

    @property
    def limit(self) -> int:
        """The greatest age up to which every group is known.

        The restricted means of `rows` count to it, so that they can be compared. A
        group of which all have reached the rung is known at all ages.
        """
        known = [curve.longest for curve in self.curves if not curve.is_complete]
        every = [curve.longest for curve in self.curves]
        return min(known) if known else max(every, default=0)

    def rows(self) -> list[dict[str, Any]]:
        """The figures of each group as a flat dictionary.

        `mean_of_reached` stands beside `median`, which counts the open items as what
        they are. Days that are not known are None.
        """
        limit = self.limit
        return [curve.row(limit) for curve in self.curves]

    def steps(self) -> list[dict[str, Any]]:
        """A flat dictionary for each group and age at which something ended.

        `share_not_yet` is the estimate of Kaplan and Meier with its interval, in a
        world in which nothing ends otherwise. `share_reached`,
        `share_no_further_action`, `share_superseded` and `share_withdrawn` are those
        of Aalen and Johansen, in this one.
        """
        return [row for curve in self.curves for row in curve.steps()]

    def to_pandas(self) -> "pd.DataFrame":
        """The rows as a data frame of pandas, with its nullable types.

        Raises:
            ModuleNotFoundError: pandas is not installed.
        """
        return frame(self.rows(), GROUP_COLUMNS)

    def steps_to_pandas(self) -> "pd.DataFrame":
        """The steps as a data frame of pandas, with its nullable types.

        Raises:
            ModuleNotFoundError: pandas is not installed.
        """
        return frame(self.steps(), STEP_COLUMNS)

    @property
    def title(self) -> str:
        """What it is about, and as of which day."""
        return f"Time to {_NOUNS[self.rung]}, {as_of(self.on, self.known)}"

    @property
    def _labelled(self) -> dict[str, Curve]:
        names = labelled((curve.name for curve in self.curves), self.by)
        return {names[curve.name]: curve for curve in self.curves}

    def __repr__(self) -> str:
        return f"<TimeTo {self.rung} on {self.on}: groups {len(self)}>"

    def __str__(self) -> str:
        lines = [f"{one_line(n)}: {curve}" for n, curve in self._labelled.items()]
        test = self.comparison
        if test is not None and test.p is not None:
            lines.append(f"Log-rank test: p = {test.p:.2g}")
        return "\n".join([self.title, *lines])

    def plot(self, ax: "Axes | None" = None) -> "Axes":
        """Draw the share of items not yet on the rung, by days since their opening.

        Bands are intervals of 95 %, ticks on a curve are items that are not there yet,
        and below it stands how many were at risk. It needs matplotlib, which the extra
        `notebook` brings.

        Args:
            ax: The axes to draw on; without them, new ones.

        Raises:
            ModuleNotFoundError: matplotlib is not installed.
        """
        return draw_survival(self.title, self._labelled, ax)

    def plot_incidence(self, ax: "Axes | None" = None) -> "Axes":
        """Draw the share that ended in each way, by days since the opening.

        For one group the ways are stacked; of several, each has a curve for the rung
        and one for all other ends together.

        Args:
            ax: The axes to draw on; without them, new ones.

        Raises:
            ModuleNotFoundError: matplotlib is not installed.
        """
        return draw_incidence(self.title, self._labelled, ax)


_NOUNS = {
    Status.COMPLETE: "completion",
    Status.ASSURED: "assurance",
    Status.CLOSED: "closure",
}
GROUP_COLUMNS = {
    "group": TEXT,
    "items": COUNT,
    "reached": COUNT,
    "not_yet": COUNT,
    "ended_otherwise": COUNT,
    "late": COUNT,
    "unseen": COUNT,
    "mean_of_reached": NUMBER,
    "median": COUNT,
    "median_low": COUNT,
    "median_high": COUNT,
    "restricted_mean": NUMBER,
    "restricted_mean_low": NUMBER,
    "restricted_mean_high": NUMBER,
    "restricted_to": COUNT,
    "doubt": TEXT,
}
STEP_COLUMNS = {
    "group": TEXT,
    "age": COUNT,
    "at_risk": COUNT,
    "share_not_yet": NUMBER,
    "low": NUMBER,
    "high": NUMBER,
    **{f"share_{way}": NUMBER for way in WAYS},
}
