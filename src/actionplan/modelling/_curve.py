"""How long the items of one group take to a rung of the ladder of assurance."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import attrs

from actionplan._fields import is_whole
from actionplan.errors import InvalidValue, raise_any
from actionplan.modelling._survival import (
    Estimate,
    Point,
    Spell,
    aalen_johansen,
    at_risk,
    kaplan_meier,
    number_text,
    quantile,
    restricted_mean,
    runs_out_early,
    share_at,
)
from actionplan.terms import Status


def _texts(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(values)


def _spells(values: Iterable[Spell]) -> tuple[Spell, ...]:
    return tuple(values)


@attrs.frozen(kw_only=True)
class Curve:
    """How long the items of a group take to a rung.

    Attributes:
        name: What the group has in common; None for all, or for what has nothing.
        rung: The rung.
        items: The ids of the items.
        spells: How long each was watched, and what ended it.

    Example:
        >>> from actionplan.modelling import Curve, Spell
        >>> from actionplan.terms import Status
        >>> curve = Curve(
        ...     name="recommendation",
        ...     rung=Status.CLOSED,
        ...     items=["a", "b", "c", "d"],
        ...     spells=[
        ...         Spell(left=20, end="closed"),
        ...         Spell(left=60, end="closed"),
        ...         Spell(left=90),
        ...         Spell(left=90),
        ...     ],
        ... )
        >>> curve.mean_of_reached, curve.median.value
        (40.0, 60)
    """

    name: str | None
    rung: Status
    items: tuple[str, ...] = attrs.field(converter=_texts, repr=False)
    spells: tuple[Spell, ...] = attrs.field(converter=_spells, repr=False)

    @property
    def watched(self) -> tuple[Spell, ...]:
        """The spells that count: all but those that ended before they were seen."""
        return tuple(spell for spell in self.spells if spell.is_watched)

    @property
    def unseen(self) -> int:
        """How many had ended before the register was kept, and are left out."""
        return len(self.spells) - len(self.watched)

    @property
    def late(self) -> int:
        """How many are watched only from a later age than their opening."""
        return sum(spell.entered > 0 for spell in self.watched)

    @property
    def reached(self) -> int:
        """How many stand on the rung."""
        return self._ends[str(self.rung)]

    @property
    def open(self) -> int:
        """How many are still on their way."""
        return sum(spell.end is None for spell in self.watched)

    @property
    def other_ends(self) -> dict[str, int]:
        """How many ended otherwise, by how they did."""
        others = self._ends.keys() - {str(self.rung)}
        return {end: self._ends[end] for end in sorted(others)}

    @property
    def _ends(self) -> Counter[str]:
        return Counter(spell.end for spell in self.watched if spell.end is not None)

    @property
    def mean_of_reached(self) -> float | None:
        """The mean of the days of those that stand on the rung; None without any.

        It is what trackers show, and too low while slow items are open: it leaves them
        out. It stands here to be compared with `median`.
        """
        days = [spell.left for spell in self.watched if spell.end == str(self.rung)]
        return sum(days) / len(days) if days else None

    @cached_property
    def survival(self) -> tuple[Point, ...]:
        """The share that has not reached the rung, by days since opening.

        The estimate is that of Kaplan and Meier (1958), its variance Greenwood's
        (1926), and its intervals of 95 % are made on the scale of log(-log(share)).
        """
        return kaplan_meier(self.spells, str(self.rung))

    def incidence(self, end: str | None = None) -> tuple[Point, ...]:
        """The share that has ended in one way, by days since opening.

        The estimate is that of Aalen and Johansen (1978): the chance that an item ends
        so, while it could end otherwise.

        Args:
            end: `no-further-action`, `superseded` or `withdrawn`; without it, the rung.
        """
        return aalen_johansen(self.spells, str(end or self.rung))

    @property
    def median(self) -> Estimate:
        """The days by which half have reached the rung, the open ones included.

        It is unknown, and not low, where half have not. Its interval is that of
        Brookmeyer and Crowley (1982).
        """
        return quantile(self.survival)

    def quantile(self, reached: float) -> Estimate:
        """The days by which a share has reached the rung, such as 0.9."""
        return quantile(self.survival, 1 - reached)

    def restricted_mean(self, until: int | None = None) -> Estimate:
        """The mean of the days, where each item counts for no more than a limit.

        Args:
            until: The limit in days; without it, the greatest age that was watched.

        Raises:
            InvalidValue: It is no whole number, or greater than the ages that were
                watched.
        """
        limit = self.longest if until is None else until
        faults = [fault.within("until") for fault in is_whole(0, self.longest)(limit)]
        raise_any(InvalidValue, faults)
        return restricted_mean(self.survival, limit)

    def share_left(self, day: float) -> float:
        """The share that has not reached the rung after so many days."""
        return share_at(self.survival, day)

    def at_risk(self, days: Iterable[int]) -> list[int]:
        """How many were watched at each of some ages and had not ended before."""
        return at_risk(self.spells, days)

    @property
    def longest(self) -> int:
        """The greatest age that was watched."""
        return max((spell.left for spell in self.watched), default=0)

    @property
    def doubt(self) -> str | None:
        """Why the curve says too little, in a sentence without its full stop."""
        if not runs_out_early(self.spells, self.survival):
            return None
        return (
            "The few that were watched when young all ended, so the curve is 0 "
            "while older ones are open; give `since` if the register missed nothing"
        )

    def row(self, limit: int | None = None) -> dict[str, Any]:
        """The figures of the group as a flat dictionary.

        Args:
            limit: The limit of the restricted mean, as `restricted_mean` takes it.
        """
        return {
            "group": self.name,
            "items": len(self.watched),
            "reached": self.reached,
            "open": self.open,
            "ended_otherwise": sum(self.other_ends.values()),
            "late": self.late,
            "unseen": self.unseen,
            "mean_of_reached": self.mean_of_reached,
            **_cells("median", self.median),
            **_cells("restricted_mean", self.restricted_mean(limit)),
            "restricted_to": self.longest if limit is None else limit,
            "doubt": self.doubt,
        }

    def steps(self) -> Iterator[dict[str, Any]]:
        """A flat dictionary for each day of the curves, as `TimeTo.steps` has them."""
        ways = {way: self.incidence(end) for way, end in WAYS.items()}
        days = sorted({point.day for points in ways.values() for point in points})
        survival = {point.day: point for point in self.survival}
        now = Point(day=0, at_risk=0, ended=0, share=1, variance=0, low=1, high=1)
        for day, count in zip(days, self.at_risk(days), strict=True):
            now = survival.get(day, now)
            ended = {
                f"share_{way}": share_at(points, day, first=0.0)
                for way, points in ways.items()
            }
            yield {
                "group": self.name,
                "day": day,
                "at_risk": count,
                "share_left": now.share,
                "low": now.low,
                "high": now.high,
                **ended,
            }

    def __str__(self) -> str:
        otherwise = sum(self.other_ends.values())
        rung = self.rung.words
        counts = [f"{self.reached} of {len(self.watched)} {rung}", f"{self.open} open"]
        counts += [f"{otherwise} ended otherwise"] if otherwise else []
        counts += [f"{self.unseen} ended unseen"] if self.unseen else []
        mean = self.mean_of_reached
        naive = "unknown" if mean is None else number_text(mean)
        return f"{', '.join(counts)}; median {self.median}, mean of the {rung} {naive}"


# The columns of what ended, and the end that each is about; None for the rung.
WAYS = {
    "reached": None,
    "no_further_action": "no-further-action",
    "superseded": "superseded",
    "withdrawn": "withdrawn",
}


def _cells(name: str, estimate: Estimate) -> dict[str, float | None]:
    return {
        name: estimate.value,
        f"{name}_low": estimate.low,
        f"{name}_high": estimate.high,
    }
