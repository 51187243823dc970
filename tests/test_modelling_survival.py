"""The mathematics of durations: what has not ended, and what may be chance."""

import functools
import math
from collections.abc import Sequence
from fractions import Fraction
from statistics import pvariance

import pytest
from hypothesis import example, given, strategies as st

from actionplan.modelling import Estimate, Limits, Spell, log_rank
from actionplan.modelling._chance import chi_square, upper_gamma
from actionplan.modelling._survival import (
    Point,
    aalen_johansen,
    at_risk,
    kaplan_meier,
    quantile,
    restricted_mean,
    runs_out_early,
    share_at,
    steps,
)

ENDS = (None, "closed", "superseded", "withdrawn")
close = functools.partial(pytest.approx, rel=1e-9, abs=1e-9)
ONE = [Spell(left=7, end="closed")]
NONE_ENDED = [Spell(left=7), Spell(left=7), Spell(left=90)]
ALL_ENDED = [Spell(left=day, end="closed") for day in (0, 3, 3, 9, 20)]


@st.composite
def a_spell(draw: st.DrawFn, ends: Sequence[str | None] = ENDS) -> Spell:
    """A spell, many of which tie and some of which begin late or were never seen."""
    left = draw(st.integers(0, 12) | st.integers(0, 800))
    late = st.integers(0, left + 3)
    entered = draw(st.just(0) | late)
    return Spell(left=left, end=draw(st.sampled_from(ends)), entered=entered)


def several(ends: Sequence[str | None] = ENDS) -> st.SearchStrategy[list[Spell]]:
    """Spells from none to thirty."""
    return st.lists(a_spell(ends), max_size=30)


def watched_at(held: Sequence[Spell], day: int) -> int:
    """How many are at risk on a day, counted one by one."""
    return sum(s.entered <= day <= s.left for s in held)


def ended_at(held: Sequence[Spell], day: int, *ends: str) -> int:
    """How many that were seen ended on a day, in some ways."""
    return sum(s.left == day and s.end in ends and s.is_watched for s in held)


def exact_left(held: Sequence[Spell], *ends: str) -> dict[int, Fraction]:
    """The share that is left after each day, in exact fractions, by its definition."""
    share, shares = Fraction(1), {}
    for day in range(max((s.left for s in held), default=0) + 1):
        if ended := ended_at(held, day, *ends):
            share *= 1 - Fraction(ended, watched_at(held, day))
            shares[day] = share
    return shares


class TestAtRisk:
    """An item is at risk at an age that it reached after it was first seen."""

    @given(several(), st.lists(st.integers(0, 820)))
    def test_counted(self, held: list[Spell], days: list[int]) -> None:
        """The numbers at risk are those of counting one by one."""
        seen = [spell for spell in held if spell.is_watched]
        assert at_risk(held, days) == [watched_at(seen, day) for day in days]

    def test_never_seen(self) -> None:
        """What had ended when the watch began is in no number."""
        gone = Spell(left=5, end="closed", entered=6)
        assert at_risk([gone], [0, 5, 6]) == [0, 0, 0]
        assert steps([gone]) == []

    def test_last_day(self) -> None:
        """What ended on the first day of the watch was there for that day."""
        seen = Spell(left=5, end="closed", entered=5)
        assert at_risk([seen], [0, 4, 5, 6]) == [0, 0, 1, 0]

    def test_first_day(self) -> None:
        """What ended on the day of its opening was there for that day."""
        assert at_risk([Spell(left=0, end="closed")], [0, 1]) == [1, 0]


class TestKaplanMeier:
    """The product of the shares that outlive each age (Kaplan and Meier 1958)."""

    @given(several())
    @example([])
    @example(ONE)
    @example(NONE_ENDED)
    @example(ALL_ENDED)
    def test_exact(self, held: list[Spell]) -> None:
        """The shares are those of exact fractions."""
        found = {p.age: p.share for p in kaplan_meier(held, "closed")}
        assert found == close(
            {day: float(share) for day, share in exact_left(held, "closed").items()}
        )

    @given(several())
    def test_intervals(self, held: list[Spell]) -> None:
        """The share lies in its interval, and that within 0 and 1, and all fall."""
        before = Point(age=0, at_risk=0, ended=0, share=1, variance=0, low=1, high=1)
        for point in kaplan_meier(held, "closed"):
            assert 0 <= point.low <= point.share <= point.high <= 1
            assert point.share < before.share or not before.share
            before = point

    def test_leukaemia(self) -> None:
        """The remissions of Freireich (1963) have the figures of the textbooks."""
        days = [6, 6, 6, 7, 10, 13, 16, 22, 23]
        out = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
        treated = [Spell(left=day, end="relapse") for day in days]
        treated += [Spell(left=day) for day in out]
        points = kaplan_meier(treated, "relapse")
        shares = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
        errors = [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]
        assert [round(point.share, 3) for point in points] == shares
        assert [round(math.sqrt(p.variance), 4) for p in points] == errors
        assert [point.at_risk for point in points] == [21, 17, 15, 12, 11, 7, 6]
        assert quantile(points) == Estimate(value=23, low=13, high=None)
        placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22]
        others = [Spell(left=day, end="relapse") for day in [*placebo, 23]]
        found = log_rank({"treated": treated, "placebo": others}, "relapse")
        assert round(found.statistic, 2) == 16.79
        assert found.freedom == 1
        assert found.observed == {"treated": 9, "placebo": 21}
        assert round(found.expected["treated"], 2) == 19.25

    @given(st.lists(st.integers(0, 50), min_size=1, max_size=20))
    def test_greenwood(self, days: list[int]) -> None:
        """Without open items the variance is that of a share of so many."""
        held = [Spell(left=day, end="closed") for day in days]
        for point in kaplan_meier(held, "closed"):
            share = sum(day > point.age for day in days) / len(days)
            assert point.share == close(share)
            variance = share * (1 - share) / len(days)
            assert point.variance == close(variance)

    def test_nothing_left(self) -> None:
        """Where nothing is left the interval goes to 0 from where it was."""
        *_, before, last = kaplan_meier(ALL_ENDED, "closed")
        assert (last.share, last.variance, last.low) == (0, 0, 0)
        assert last.high == before.high

    def test_runs_out(self) -> None:
        """A curve that falls to 0 while others are seen only later is told apart."""
        early = Spell(left=5, end="closed")
        old = Spell(left=300, entered=200)
        for held, out in (([early, old], True), ([early], False), ([old], False)):
            assert runs_out_early(held, kaplan_meier(held, "closed")) is out


class TestQuantile:
    """The first age by which no more than a share is left."""

    def test_half(self) -> None:
        """A half is reached where it is one but for rounding."""
        days = [1, 2, 3, 4, 5, 6]
        held = [Spell(left=day, end="closed") for day in days]
        assert quantile(kaplan_meier(held, "closed")).value == 3

    @pytest.mark.parametrize("number", range(2, 200, 2))
    def test_every_half(self, number: int) -> None:
        """Of any even number that ended, half had by the middle one."""
        held = [Spell(left=day, end="closed") for day in range(number)]
        points = kaplan_meier(held, "closed")
        assert quantile(points).value == number // 2 - 1

    def test_not_reached(self) -> None:
        """Where half are left there is no median, and none is guessed."""
        points = kaplan_meier([*NONE_ENDED, Spell(left=3, end="closed")], "closed")
        assert quantile(points) == Estimate(value=None, low=3, high=None)
        assert quantile(()) == Estimate(value=None, low=None, high=None)

    def test_words(self) -> None:
        """An estimate says what is not known of it."""
        assert str(Estimate(value=1.26, low=None, high=4)) == "1.3 (unknown to 4)"
        assert str(Estimate(value=None, low=3, high=None)) == "unknown (at least 3)"
        assert str(Estimate(value=None, low=None, high=None)) == "unknown"


class TestRestrictedMean:
    """The area under the curve up to a day."""

    @given(several(), st.integers(0, 900))
    def test_area(self, held: list[Spell], until: int) -> None:
        """It is the sum of the shares left at the end of each day before the last."""
        points = kaplan_meier(held, "closed")
        area = sum(share_at(points, day) for day in range(until))
        found = restricted_mean(points, until)
        assert found.value == close(area)
        if not points:  # nobody knows how uncertain it is
            assert (found.low, found.high) == (None, None)
            return
        assert found.low is not None
        assert found.high is not None
        assert 0 <= found.low <= area + 1e-9
        assert area - 1e-9 <= found.high <= until

    @given(st.lists(st.integers(0, 50), min_size=2, max_size=20))
    def test_all_ended(self, days: list[int]) -> None:
        """Of what has all ended it is the plain mean, with its plain variance."""
        points = kaplan_meier([Spell(left=d, end="closed") for d in days], "closed")
        found = restricted_mean(points, 1000)
        mean = sum(days) / len(days)
        assert found.value == close(mean)
        reach = 1.959963984540054 * math.sqrt(pvariance(days) / len(days))
        assert found.high == close(mean + reach)


class TestAalenJohansen:
    """The share that ended in one way, among others (Aalen and Johansen 1978)."""

    @given(several())
    @example([])
    @example(ONE)
    @example(NONE_ENDED)
    @example(ALL_ENDED)
    def test_exact(self, held: list[Spell]) -> None:
        """The shares are those of exact fractions, with ties of several ways, too."""
        left = exact_left(held, *(end for end in ENDS if end))
        for end in ENDS[1:]:
            share, alive = Fraction(0), Fraction(1)
            expected = {}
            for day, after in left.items():
                if ended := ended_at(held, day, str(end)):
                    share += alive * Fraction(ended, watched_at(held, day))
                    expected[day] = float(share)
                alive = after
            found = {p.age: p.share for p in aalen_johansen(held, str(end))}
            assert found == close(expected)

    @given(several())
    def test_partition(self, held: list[Spell]) -> None:
        """What ended in each way and what has not ended add up to 1 on every day."""
        pooled = [
            Spell(left=s.left, entered=s.entered, end=s.end and "any") for s in held
        ]
        left = kaplan_meier(pooled, "any")
        for day in {spell.left for spell in held}:
            ended = [
                share_at(aalen_johansen(held, end), day, first=0.0)
                for end in ("closed", "superseded", "withdrawn")
            ]
            assert share_at(left, day) + sum(ended) == close(1)

    @given(several((None, "closed")))
    def test_alone(self, held: list[Spell]) -> None:
        """Where nothing ends otherwise it is what Kaplan and Meier leave over."""
        ours = aalen_johansen(held, "closed")
        for one, other in zip(ours, kaplan_meier(held, "closed"), strict=True):
            assert one.share == close(1 - other.share)
            assert one.variance == close(other.variance)

    @given(several())
    def test_bounds(self, held: list[Spell]) -> None:
        """What ends otherwise keeps items from closing; censoring would hide that."""
        for point in aalen_johansen(held, "closed"):
            naive = 1 - share_at(kaplan_meier(held, "closed"), point.age)
            assert point.share <= naive + 1e-9
            assert 0 <= point.low <= point.share <= point.high <= 1 + 1e-9


class TestLogRank:
    """At each age each group is due its share of the ends (Mantel 1966)."""

    @given(st.lists(several(), min_size=2, max_size=4))
    def test_expected(self, groups: list[list[Spell]]) -> None:
        """As many are expected in all as ended, and the test knows no order."""
        named = {str(number): group for number, group in enumerate(groups)}
        found = log_rank(named, "closed")
        total = sum(found.observed.values())
        assert sum(found.expected.values()) == close(total)
        other = log_rank(dict(reversed(named.items())), "closed")
        assert other.freedom == found.freedom
        assert other.statistic == pytest.approx(found.statistic, rel=1e-6, abs=1e-9)
        assert found.p is None or 0 <= found.p <= 1

    @given(several())
    def test_itself(self, held: list[Spell]) -> None:
        """A group does not differ from itself."""
        found = log_rank({"one": held, "two": held}, "closed")
        assert found.statistic == pytest.approx(0, abs=1e-9)
        assert found.p in (None, pytest.approx(1))

    def test_nothing_ended(self) -> None:
        """Where nothing ended there is nothing to compare."""
        found = log_rank({"one": NONE_ENDED, "two": NONE_ENDED}, "closed")
        assert (found.freedom, found.p) == (0, None)

    def test_apart(self) -> None:
        """Groups that were never watched at one age lend no degree of freedom."""
        young = [Spell(left=day, end="closed") for day in (3, 5, 8)]
        old = [Spell(left=day, end="closed", entered=50) for day in (60, 70, 90)]
        both = {"a": young, "b": young, "c": old, "d": old}
        assert log_rank(both, "closed").freedom == 2
        assert log_rank({"a": young, "c": old}, "closed").p is None


class TestChiSquare:
    """The regularised incomplete gamma function, by its known values."""

    @given(st.floats(0, 300))
    def test_known(self, x: float) -> None:
        """For 1, 2 and 4 degrees it is what the error function and exp give."""
        assert chi_square(x, 1) == pytest.approx(math.erfc(math.sqrt(x / 2)), rel=1e-10)
        assert chi_square(x, 2) == pytest.approx(math.exp(-x / 2), rel=1e-10)
        four = math.exp(-x / 2) * (1 + x / 2)
        assert chi_square(x, 4) == pytest.approx(four, rel=1e-10)

    @given(st.integers(1, 120), st.floats(0, 500))
    def test_step(self, freedom: int, x: float) -> None:
        """Two degrees more add the one term that they should (DLMF 8.8.6)."""
        a, half = freedom / 2, x / 2
        term = half and math.exp(a * math.log(half) - half - math.lgamma(a + 1))
        more = upper_gamma(a, half) + term
        assert upper_gamma(a + 1, half) == pytest.approx(more, rel=1e-9, abs=1e-12)


def chances(share: float, number: int) -> list[float]:
    """The binomial chance of each number that met their day."""
    return [
        math.comb(number, met) * share**met * (1 - share) ** (number - met)
        for met in range(number + 1)
    ]


class TestFunnel:
    """Limits outside of which so few groups lie by chance (Spiegelhalter 2005)."""

    @given(st.floats(0, 1), st.integers(1, 150))
    @example(0.8, 1)
    @example(0.8, 5)
    @example(0.95, 20)
    def test_chance(self, share: float, number: int) -> None:
        """On each side no more lie outside by chance than the limits say."""
        limits = Limits.of(share=share, number=number)
        outside: dict[str, float] = {}
        for met, chance in enumerate(chances(share, number)):
            place = limits.place(met / number)
            outside[place] = outside.get(place, 0) + chance
        for side in ("below", "above"):
            far = outside.get(f"far {side}", 0)
            assert far <= 0.001 + 1e-9
            assert far + outside.get(side, 0) <= 0.025 + 1e-9

    @given(st.floats(0, 1), st.integers(1, 300))
    def test_mirrored(self, share: float, number: int) -> None:
        """To meet a day and to miss it have the same limits, seen from either side."""
        met, missed = (Limits.of(share=s, number=number) for s in (share, 1 - share))
        assert met.high == pytest.approx(1 - missed.low, abs=1e-9)
        assert met.highest == pytest.approx(1 - missed.lowest, abs=1e-9)

    @given(st.floats(0, 1), st.integers(1, 2000))
    def test_order(self, share: float, number: int) -> None:
        """The outer limits hold the inner ones, and all lie within 0 and 1."""
        limits = Limits.of(share=share, number=number)
        ordered = [limits.lowest, limits.low, limits.high, limits.highest]
        assert ordered == sorted(ordered)
        assert 0 <= limits.lowest <= limits.highest <= 1

    @given(st.floats(0.05, 0.95))
    def test_narrows(self, share: float) -> None:
        """A large group has less room than a small one."""
        small, large = (Limits.of(share=share, number=n) for n in (10, 1000))
        assert large.high - large.low < small.high - small.low

    def test_few(self) -> None:
        """One of one, or one of two, is no worse and no better than chance."""
        for share, met, number in ((0.85, 1, 2), (0.8, 1, 1), (0.2, 0, 1), (0.8, 5, 5)):
            assert Limits.of(share=share, number=number).place(met / number) == "within"

    def test_sixty(self) -> None:
        """Thirty of sixty are far below where all have 85 %, and so on."""
        assert Limits.of(share=0.85, number=60).place(0.5) == "far below"
        assert Limits.of(share=0.85, number=60).place(43 / 60) == "below"
        assert Limits.of(share=0.5, number=60).place(0.65) == "above"
        assert Limits.of(share=0.5, number=60).place(0.75) == "far above"
