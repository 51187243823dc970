"""How long the items of one group take to a rung of the ladder of assurance."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import attrs

from actionplan._fields import (
    as_tuple,
    each,
    is_a,
    is_text,
    is_whole,
    optional,
    to_texts,
)
from actionplan._values import Value, checked
from actionplan.errors import (
    Fault,
    FaultCode,
    InvalidValue,
    UnknownName,
    raise_any,
    shown,
)
from actionplan.modelling._settings import is_rung, is_share
from actionplan.modelling._survival import (
    UNKNOWN,
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
from actionplan.terms import Status, to_status


def _to_spells(values: Iterable[Spell]) -> tuple[Spell, ...]:
    return as_tuple(values)


OTHERWISE = (Status.NO_FURTHER_ACTION, Status.SUPERSEDED, Status.WITHDRAWN)


@attrs.frozen(kw_only=True, repr=False)
class Curve(Value):
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

    name: str | None = attrs.field(metadata=checked(optional(is_text)))
    rung: Status = attrs.field(converter=to_status, metadata=checked(is_rung))
    items: tuple[str, ...] = attrs.field(
        converter=to_texts, metadata=checked(each(is_text))
    )
    spells: tuple[Spell, ...] = attrs.field(
        converter=_to_spells, metadata=checked(each(is_a(Spell, "a spell")))
    )

    def _own_faults(self) -> Iterator[Fault]:
        if len(self.items) != len(self.spells):
            message = f"are {len(self.spells)}, and the items {len(self.items)}"
            hint = "give one spell for each item"
            yield Fault("spells", FaultCode.CONTRADICTION, self.spells, message, hint)

    def __repr__(self) -> str:
        return (
            f"<Curve of {self.name or 'all'} to {self.rung}: items "
            f"{len(self.watched)}, reached {self.reached}>"
        )

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
    def not_yet(self) -> int:
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

    @property
    def survival(self) -> tuple[Point, ...]:
        """The share that has not reached the rung, by days since opening.

        The estimate is that of Kaplan and Meier (1958), its variance Greenwood's
        (1926), and its intervals of 95 % are made on the scale of log(-log(share)).
        """
        return self._survival

    @cached_property
    def _survival(self) -> tuple[Point, ...]:
        return kaplan_meier(self.spells, str(self.rung))

    def incidence(self, end: str | None = None) -> tuple[Point, ...]:
        """The share that has ended in one way, by days since opening.

        The estimate is that of Aalen and Johansen (1978): the chance that an item ends
        so, while it could end otherwise.

        Args:
            end: `no-further-action`, `superseded` or `withdrawn`; without it, the rung.

        Raises:
            UnknownName: There is no such end.
        """
        if end is not None and end not in (*OTHERWISE, self.rung):
            message = f"items do not end as {shown(end)}"
            hint = f"use {', '.join(OTHERWISE)}, or none for the rung"
            raise UnknownName(Fault("end", FaultCode.UNKNOWN_NAME, end, message, hint))
        return aalen_johansen(self.spells, str(end or self.rung))

    @property
    def median(self) -> Estimate:
        """The days by which half reach the rung, where nothing ends otherwise.

        What is not there yet counts as what it is. It is unknown, and not low, where
        half have not. Its interval is that of Brookmeyer and Crowley (1982).
        """
        return quantile(self.survival)

    def quantile(self, reached: float) -> Estimate:
        """The days by which a share reaches the rung, where nothing ends otherwise.

        Args:
            reached: The share, above 0 and up to 1, such as 0.9.

        Raises:
            InvalidValue: It is no such share.
        """
        raise_any(InvalidValue, is_share("reached", reached))
        return quantile(self.survival, 1 - reached)

    def restricted_mean(self, until: int | None = None) -> Estimate:
        """The mean of the days, where each item counts for no more than a limit.

        It is unknown without items, and where the curve is 0 while older items are
        open. Its interval is unknown where nothing reached the rung.

        Args:
            until: The limit in days; without it, the greatest age that was watched.

        Raises:
            InvalidValue: It is no whole number; or greater than the ages that were
                watched, where some are not there yet.
        """
        limit = self.longest if until is None else until
        most = None if self.is_complete else self.longest
        faults = [fault.within("until") for fault in is_whole(0, most)(limit)]
        raise_any(InvalidValue, faults)
        if not self.watched or self._runs_out_early:
            return UNKNOWN
        return restricted_mean(self.survival, limit)

    @property
    def is_complete(self) -> bool:
        """Whether the curve came down to 0, so that it is known at all ages."""
        return bool(self.survival) and not self.survival[-1].share

    @property
    def _runs_out_early(self) -> bool:
        return runs_out_early(self.spells, self.survival)

    def share_not_yet(self, age: float) -> float:
        """The share that has not reached the rung after so many days."""
        return share_at(self.survival, age)

    def at_risk(self, ages: Iterable[int]) -> list[int]:
        """How many were watched at each of some ages and had not ended before."""
        return at_risk(self.spells, ages)

    @property
    def longest(self) -> int:
        """The greatest age that was watched."""
        return max((spell.left for spell in self.watched), default=0)

    @property
    def doubt(self) -> str | None:
        """Why the curve says too little, in a sentence without its full stop."""
        since = "give `since` if the register missed nothing"
        if self._runs_out_early:
            return (
                "The few that were watched when young all ended, so the curve is 0 "
                f"while older ones are open; {since}"
            )
        if self.unseen:
            return f"{self.unseen} had ended before the register was kept; {since}"
        return None

    def row(self, limit: int | None = None) -> dict[str, Any]:
        """The figures of the group as a flat dictionary.

        Args:
            limit: The limit of the restricted mean, as `restricted_mean` takes it.
        """
        return {
            "group": self.name,
            "items": len(self.watched),
            "reached": self.reached,
            "not_yet": self.not_yet,
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
        """A flat dictionary for each age of the curves, as `TimeTo.steps` has them."""
        ways = {way: self.incidence(end) for way, end in WAYS.items()}
        ages = sorted({point.age for points in ways.values() for point in points})
        survival = {point.age: point for point in self.survival}
        now = Point(age=0, at_risk=0, ended=0, share=1, variance=0, low=1, high=1)
        for age, count in zip(ages, self.at_risk(ages), strict=True):
            now = survival.get(age, now)
            ended = {
                f"share_{way}": share_at(points, age, first=0.0)
                for way, points in ways.items()
            }
            yield {
                "group": self.name,
                "age": age,
                "at_risk": count,
                "share_not_yet": now.share,
                "low": now.low,
                "high": now.high,
                **ended,
            }

    def __str__(self) -> str:
        otherwise = sum(self.other_ends.values())
        rung = self.rung.words
        counts = [f"{self.reached} of {len(self.watched)} {rung}"]
        counts += [f"{self.not_yet} not yet"]
        counts += [f"{otherwise} ended otherwise"] if otherwise else []
        counts += [f"{self.unseen} ended unseen"] if self.unseen else []
        counts += [f"{self.late} seen late"] if self.late else []
        mean = self.mean_of_reached
        naive = "unknown" if mean is None else number_text(mean)
        middles = f"median {self.median}, mean of the {rung} {naive}"
        doubt = f". {self.doubt}" if self.doubt else ""
        return f"{', '.join(counts)}; {middles}{doubt}"


# The columns of what ended, and the end that each is about; None for the rung.
WAYS: dict[str, Status | None] = {
    "reached": None,
    **{str(end).replace("-", "_"): end for end in OTHERWISE},
}


def _cells(name: str, estimate: Estimate) -> dict[str, float | None]:
    return {
        name: estimate.value,
        f"{name}_low": estimate.low,
        f"{name}_high": estimate.high,
    }
