"""Whether a difference can be chance: groups of spells, and shares of small numbers.

Sources: N. Mantel, Evaluation of survival data and two new rank order statistics
arising in its consideration, Cancer Chemotherapy Reports 50 (1966) 163-170;
D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Statistics
in Medicine 24 (2005) 1185-1202.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import exp, fsum, lgamma, log, log1p
from operator import mul

import attrs

from actionplan._fields import as_tuple, each, is_a
from actionplan._values import FrozenMap
from actionplan.errors import Fault, InvalidValue, raise_any
from actionplan.modelling._survival import Spell, at_risk, steps

_EXACT = 1e-16
_TINY = 1e-300
_NO_VARIANCE = 1e-9


@attrs.frozen(kw_only=True)
class LogRank:
    """Whether groups take equally long: the log-rank test of Mantel (1966).

    Attributes:
        statistic: How far the groups are from what would be expected if they did.
        freedom: Its degrees of freedom: the groups less one, and fewer where groups
            were never watched at the same ages.
        p: The chance of at least such a distance if they did; None where nothing can
            be compared.
        observed: How many ended, by group.
        expected: How many would have ended if all groups took equally long.

    Example:
        >>> from actionplan.modelling import Spell, log_rank
        >>> quick = [Spell(left=day, end="closed") for day in (5, 8, 12, 15, 20)]
        >>> slow = [Spell(left=day, end="closed") for day in (25, 40, 60, 80, 90)]
        >>> round(log_rank({"quick": quick, "slow": slow}, "closed").p, 4)
        0.0018
    """

    statistic: float
    freedom: int
    p: float | None
    observed: Mapping[str, int]
    expected: Mapping[str, float]


def log_rank(groups: Mapping[str, Sequence[Spell]], end: str) -> LogRank:
    """Compare how soon groups of spells end in one way.

    At each age at which something ended, each group is expected to have its share of
    the ends by its share of what was watched; what ended in another way is censored.
    Ties count by the hypergeometric variance (Mantel 1966).

    Raises:
        InvalidValue: A group has something that is no spell.
    """
    raise_any(InvalidValue, _group_faults(groups))
    table = _Table.of(groups.values(), end)
    observed = [_ended(spells, end) for spells in groups.values()]
    distances = [a - b for a, b in zip(observed, table.expected, strict=True)]
    statistic, freedom = _quadratic(distances[:-1], table.variances())
    return LogRank(
        statistic=statistic,
        freedom=freedom,
        p=chi_square(statistic, freedom) if freedom else None,
        observed=FrozenMap(dict(zip(groups, observed, strict=True))),
        expected=FrozenMap(dict(zip(groups, table.expected, strict=True))),
    )


def _group_faults(groups: Mapping[str, Sequence[Spell]]) -> Iterator[Fault]:
    for name, spells in groups.items():
        for fault in each(is_a(Spell, "a spell"))(as_tuple(spells)):
            yield fault.within(f"groups[{name!r}]")


@attrs.frozen
class _Table:
    """At each age: what part of those watched is of each group, and what ended.

    Attributes:
        ended: How many ended at each age.
        totals: How many were watched.
        shares: The part of them that is of each group.
    """

    ended: Sequence[int]
    totals: Sequence[int]
    shares: Sequence[Sequence[float]]

    @classmethod
    def of(cls, groups: Iterable[Sequence[Spell]], end: str) -> "_Table":
        kept = tuple(groups)
        found = [s for s in steps([*chain(*kept)]) if end in s.ends]
        ages, totals = [step.age for step in found], [step.at_risk for step in found]
        watched = [at_risk(spells, ages) for spells in kept]
        shares = [
            [own / total for own, total in zip(group, totals, strict=True)]
            for group in watched
        ]
        return cls([step.ends[end] for step in found], totals, shares)

    @property
    def expected(self) -> list[float]:
        return [fsum(map(mul, share, self.ended)) for share in self.shares]

    def variances(self) -> list[list[float]]:
        """The variances and covariances of all groups but the last."""
        factors = [
            ended * (total - ended) / (total - 1) if total > 1 else 0.0
            for ended, total in zip(self.ended, self.totals, strict=True)
        ]
        some = self.shares[:-1]
        rows: list[list[float]] = []
        for number, share in enumerate(some):
            own = [*map(mul, share, factors)]
            shared = [-fsum(map(mul, own, other)) for other in some[number:]]
            shared[0] += fsum(own)
            rows.append([*(row[number] for row in rows), *shared])
        return rows


def _ended(spells: Sequence[Spell], end: str) -> int:
    return sum(spell.is_watched and spell.end == end for spell in spells)


def _quadratic(
    vector: Sequence[float], matrix: Sequence[Sequence[float]]
) -> tuple[float, int]:
    """The squared length of a vector by the inverse of a matrix, and its rank.

    By symmetric elimination. A row without variance of its own is left out: such a
    group was never watched beside the others, or adds nothing to them.
    """
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    scale = max((abs(row[place]) for place, row in enumerate(rows)), default=0.0)
    length, rank = 0.0, 0
    for place, row in enumerate(rows):
        pivot = row[place]
        if pivot <= _NO_VARIANCE * scale:
            continue
        length += row[-1] ** 2 / pivot
        rank += 1
        for later in rows[place + 1 :]:
            factor = later[place] / pivot
            later[:] = [a - factor * b for a, b in zip(later, row, strict=True)]
    return length, rank


# The distribution of chi-square


def chi_square(statistic: float, freedom: int) -> float:
    """The chance that chi-square is at least as large.

    It is the regularised upper incomplete gamma function of half of both
    (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.4.19).
    """
    return upper_gamma(freedom / 2, statistic / 2)


def upper_gamma(a: float, x: float) -> float:
    """The regularised upper incomplete gamma function, Q(a, x).

    By its series below a + 1 (DLMF 8.11.4), and by its continued fraction above
    (DLMF 8.9.2), which Lentz's method evaluates from the front.
    """
    if x <= 0:
        return 1.0
    scale = exp(a * log(x) - x - lgamma(a))
    if x < a + 1:
        return 1 - scale * _series(a, x)
    return scale * _fraction(a, x)


def _series(a: float, x: float) -> float:
    term = total = 1 / a
    n = 0
    while term >= total * _EXACT:
        n += 1
        term *= x / (a + n)
        total += term
    return total


def _fraction(a: float, x: float) -> float:
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / b
    value, factor, n = d, 0.0, 0
    while abs(factor - 1) >= 4 * _EXACT:
        n += 1
        an = n * (a - n)
        b += 2
        d = 1 / (an * d + b or _TINY)
        c = b + an / c or _TINY
        factor = c * d
        value *= factor
    return value


# Funnels


def funnel_limits(share: float, number: int, level: float) -> tuple[float, float]:
    """Between which shares samples of a size lie by chance, but for so few of them.

    The upper one is the lower one of what is missed: a quantile taken from below would
    lie too low, where the numbers are whole and small.
    """
    tail = (1 - level) / 2
    low, missed = (funnel_limit(one, number, tail) for one in (share, 1 - share))
    return low, 1 - missed


def funnel_limit(share: float, number: int, tail: float) -> float:
    """The share below which so small a part of samples of a size falls by chance.

    The exact quantile of the binomial distribution, taken between whole numbers in
    proportion (Spiegelhalter 2005, appendix A.1.1), within 0 and 1.
    """
    if share in (0.0, 1.0):
        return share  # there is no chance in it
    below = 0.0
    for met in range(number):
        chance = _chance_of(met, number, share)
        if below + chance >= tail:
            return max(0.0, met - 1 + (tail - below) / chance) / number
        below += chance
    return (number - 1 + (tail - below) / _chance_of(number, number, share)) / number


def _chance_of(met: int, number: int, share: float) -> float:
    """The binomial chance of so many of a number, by logarithms for large ones."""
    ways = lgamma(number + 1) - lgamma(met + 1) - lgamma(number - met + 1)
    return exp(ways + met * log(share) + (number - met) * log1p(-share))
