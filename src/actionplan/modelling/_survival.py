"""How long it takes until something ends, when not everything has ended yet.

Pure mathematics on spells: from which age something was watched, until which age, and
how that ended. What has not ended is *censored*: it took at least so long. What was
watched only from a later age is *left-truncated*: had it ended before, nobody would
have seen it, so it says nothing about the ages before.

Sources: E. L. Kaplan and P. Meier, Nonparametric estimation from incomplete
observations, JASA 53 (1958) 457-481; M. Greenwood, The natural duration of cancer
(1926); O. O. Aalen and S. Johansen, An empirical transition matrix for nonhomogeneous
Markov chains based on censored observations, Scand. J. Statist. 5 (1978) 141-150.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import exp, fsum, inf, log, sqrt
from statistics import NormalDist

import attrs

from actionplan._fields import is_text, is_whole, optional
from actionplan._values import FrozenMap, Value, checked

LEVEL = 0.95
Z = NormalDist().inv_cdf((1 + LEVEL) / 2)  # standard deviations to each side
_HALF = 0.5
_ROUNDING = 1e-12  # 3/4 times 2/3 is a half, and not a little more


@attrs.frozen(kw_only=True)
class Spell(Value):
    """A stretch of time over which something was watched, by its age in days.

    Attributes:
        left: The age at which it ended, or at which it was last seen.
        end: What ended it; None for what has not ended.
        entered: The first age at which it was watched; 0 for what was watched from its
            opening on.

    Example:
        >>> from actionplan.modelling import Spell
        >>> Spell(left=40, end="closed").is_watched
        True
        >>> Spell(left=40, end="closed", entered=60).is_watched
        False
    """

    left: int = attrs.field(metadata=checked(is_whole(0)))
    end: str | None = attrs.field(default=None, metadata=checked(optional(is_text)))
    entered: int = attrs.field(default=0, metadata=checked(is_whole(0)))

    @property
    def is_watched(self) -> bool:
        """Whether it was watched at all: what ended before it was seen was not."""
        return self.entered <= self.left


@attrs.frozen(kw_only=True)
class Step:
    """An age at which something ended, and how many were there to end.

    Attributes:
        age: The age in days.
        at_risk: How many were watched until then and had not ended.
        ends: How many ended at this age, by what ended them.
    """

    age: int
    at_risk: int
    ends: Mapping[str, int]

    @property
    def ended(self) -> int:
        """How many ended, whatever ended them."""
        return sum(self.ends.values())


@attrs.frozen(kw_only=True)
class Point:
    """An estimated share at an age, with the interval in which it lies.

    Attributes:
        age: The age in days from which it holds.
        at_risk: How many were watched until then and had not ended.
        ended: How many ended then in the way that the share is about.
        share: The share, from 0 to 1.
        variance: How uncertain it is; 0 where the share is 0 or 1.
        low: The lower end of its interval.
        high: The upper end of its interval.
    """

    age: int
    at_risk: int
    ended: int
    share: float
    variance: float
    low: float
    high: float


@attrs.frozen(kw_only=True)
class Estimate:
    """A number with the interval in which it lies; None where it is not known.

    Example:
        >>> from actionplan.modelling import Estimate
        >>> print(Estimate(value=90, low=64, high=None))
        90 (64 to unknown)
    """

    value: float | None
    low: float | None
    high: float | None

    def __str__(self) -> str:
        if self.value is None:
            least = "" if self.low is None else f" (at least {number_text(self.low)})"
            return f"unknown{least}"
        ends = (number_text(end) for end in (self.low, self.high))
        return f"{number_text(self.value)} ({' to '.join(ends)})"


UNKNOWN = Estimate(value=None, low=None, high=None)


def number_text(value: float | None) -> str:
    """A number to the tenth, and without one where it is whole."""
    return "unknown" if value is None else f"{value:.1f}".removesuffix(".0")


def at_risk(spells: Iterable[Spell], ages: Iterable[int]) -> list[int]:
    """How many were watched at each of some ages and had not ended before it."""
    seen = [spell for spell in spells if spell.is_watched]
    entered = sorted(spell.entered for spell in seen)
    left = sorted(spell.left for spell in seen)
    return [bisect_right(entered, age) - bisect_left(left, age) for age in ages]


def steps(spells: Sequence[Spell]) -> list[Step]:
    """The ages at which something ended, in their order."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for spell in spells:
        if spell.is_watched and spell.end is not None:
            found[spell.left][spell.end] += 1
    days = sorted(found)
    counts = zip(days, at_risk(spells, days), strict=True)
    return [
        Step(age=day, at_risk=count, ends=FrozenMap(found[day]))
        for day, count in counts
    ]


# The share that has not ended


def kaplan_meier(spells: Sequence[Spell], end: str) -> tuple[Point, ...]:
    """The share that has not ended in one way by each age at which something did.

    The product of the shares that outlive each age (Kaplan and Meier 1958). What ends
    in another way is censored: it is the curve of a world in which nothing did.
    The variance is Greenwood's (1926); the intervals are made on the scale of
    log(-log(share)), which keeps them between 0 and 1 (Kalbfleisch and Prentice,
    The Statistical Analysis of Failure Time Data, 1980). Where nothing is left, the
    variance is not known: the interval goes from 0 to where it went before.
    """
    share, spread, high = 1.0, 0.0, 1.0
    points: list[Point] = []
    for step in steps(spells):
        ended = step.ends.get(end, 0)
        if not ended:
            continue
        rest = step.at_risk - ended
        share *= rest / step.at_risk
        spread += ended / (step.at_risk * rest) if rest else 0.0
        low, high = _interval(share, spread) if share else (0.0, high)
        points.append(
            Point(
                age=step.age,
                at_risk=step.at_risk,
                ended=ended,
                share=share,
                variance=share * share * spread,
                low=low,
                high=high,
            )
        )
    return tuple(points)


def _interval(share: float, spread: float) -> tuple[float, float]:
    """The interval of a share of which the variance of its logarithm is known."""
    reach = Z * sqrt(spread) / -log(share)
    return share ** exp(reach), share ** exp(-reach)


def share_at(points: Sequence[Point], age: float, *, first: float = 1.0) -> float:
    """The share at an age: that of the last point up to it, and `first` before all."""
    place = bisect_right(points, age, key=lambda point: point.age)
    return points[place - 1].share if place else first


def quantile(points: Sequence[Point], share: float = _HALF) -> Estimate:
    """The first age by which no more than a share is left; a half gives the median.

    The ends of the interval are where the ends of the intervals of the curve come
    down to it (Brookmeyer and Crowley, Biometrics 38 (1982) 29-41). What the curve
    does not come down to is not known.
    """
    return Estimate(
        value=_first(points, "share", share),
        low=_first(points, "low", share),
        high=_first(points, "high", share),
    )


def _first(points: Iterable[Point], name: str, share: float) -> int | None:
    below = (p.age for p in points if getattr(p, name) <= share + _ROUNDING)
    return next(below, None)


def restricted_mean(points: Sequence[Point], until: int) -> Estimate:
    """The mean of the ages at the end, where those beyond a day count as that day.

    It is the area under the curve up to the day. Its variance is that of Kaplan and
    Meier (1958), the sum over the ages of the squared area beyond each one times its
    term of Greenwood; the interval is that of a normal distribution, within 0 and
    the day. Where nothing ended, nobody knows how uncertain it is.
    """
    inside = [point for point in points if point.age < until]
    days = [0, *(point.age for point in inside), until]
    shares = [1.0, *(point.share for point in inside)]
    areas = [
        share * (after - before)
        for share, before, after in zip(shares, days, days[1:], strict=False)
    ]
    mean = fsum(areas)
    beyond, variance = mean, 0.0
    for point, area in zip(inside, areas, strict=False):
        beyond -= area
        rest = point.at_risk - point.ended
        if rest:
            variance += beyond * beyond * point.ended / (point.at_risk * rest)
    if not points:
        return Estimate(value=mean, low=None, high=None)
    reach = Z * sqrt(variance)
    return Estimate(
        value=mean, low=max(0.0, mean - reach), high=min(float(until), mean + reach)
    )


# The share that has ended, by what ended it


def aalen_johansen(spells: Sequence[Spell], end: str) -> tuple[Point, ...]:
    """The share that has ended in one way by each age, where there are others, too.

    The cumulative incidence of Aalen and Johansen (1978): at each age, the share that
    has not ended in any way times the share of those that end in this one. The shares
    of all ways and of what has not ended add up to 1.

    The variance is that of the delta method (Marubini and Valsecchi, Analysing
    Survival Data from Clinical Trials, 1995, chapter 10), and the intervals are made
    on the scale of log(-log(share)).
    """
    sums = _Sums()
    points: list[Point] = []
    for step in steps(spells):
        ended = step.ends.get(end, 0)
        sums.take(step, ended)
        if ended:
            points.append(sums.point(step, ended))
    return tuple(points)


@attrs.define
class _Sums:
    """What the share that ended in one way and its variance are made of.

    The variance at an age sums over all ages up to it terms in which the share of the
    last one stands; taken apart in powers of that share, one run through the ages is
    enough.
    """

    alive: float = 1.0
    share: float = 0.0
    parts: list[float] = attrs.field(factory=lambda: [0.0, 0.0, 0.0])

    def take(self, step: Step, ended: int) -> None:
        """Go on by an age."""
        n, rest = step.at_risk, step.at_risk - step.ended
        self.share += self.alive * ended / n
        # Where none is left the share moves no more, and the term is none.
        greenwood = step.ended / (n * rest) if rest else 0.0
        crossed = self.alive * ended / (n * n)
        own = self.alive * self.alive * ended * (n - ended) / n**3
        self.parts[0] += greenwood * self.share**2 + own + 2 * crossed * self.share
        self.parts[1] -= 2 * (greenwood * self.share + crossed)
        self.parts[2] += greenwood
        self.alive *= rest / n

    @property
    def variance(self) -> float:
        none, once, twice = self.parts
        return max(0.0, none + once * self.share + twice * self.share**2)

    def point(self, step: Step, ended: int) -> Point:
        """The share at an age with its interval."""
        low, high = _interval_of_incidence(self.share, self.variance)
        return Point(
            age=step.age,
            at_risk=step.at_risk,
            ended=ended,
            share=self.share,
            variance=self.variance,
            low=low,
            high=high,
        )


def _interval_of_incidence(share: float, variance: float) -> tuple[float, float]:
    if not _ROUNDING < share < 1 - _ROUNDING:  # of which no logarithm can be taken
        return share, share
    return _interval(share, variance / (share * share))


def runs_out_early(spells: Sequence[Spell], points: Sequence[Point]) -> bool:
    """Whether nothing is left by the curve while some were only watched later.

    With few watched at low ages the curve can fall to 0 by chance, and stays there
    (Kaplan and Meier 1958 know the trap; with left truncation it is a real one).
    """
    out = next((point.age for point in points if not point.share), inf)
    return any(spell.is_watched and spell.left > out for spell in spells)
