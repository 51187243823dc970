"""Durations as lifelines has them: another program, by other people."""

import functools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given, reject, strategies as st
from lifelines import AalenJohansenFitter, KaplanMeierFitter
from lifelines.exceptions import StatError
from lifelines.statistics import multivariate_logrank_test
from lifelines.utils import median_survival_times, restricted_mean_survival_time

from actionplan.modelling import Spell
from actionplan.modelling._chance import log_rank
from actionplan.modelling._survival import (
    aalen_johansen,
    kaplan_meier,
    quantile,
    restricted_mean,
    steps,
)

close = functools.partial(pytest.approx, rel=1e-9, abs=1e-9)
ONE = [Spell(left=7, end="closed")]
NONE_ENDED = [Spell(left=7), Spell(left=7), Spell(left=90)]
ALL_ENDED = [Spell(left=day, end="closed") for day in (0, 3, 3, 9, 20)]


@st.composite
def spells(
    draw: st.DrawFn,
    *,
    late: bool = False,
    ends: Sequence[str | None] = (None, "closed"),
) -> Spell:
    """A spell with many ties, which may begin late."""
    left = draw(st.integers(0, 12) | st.integers(0, 800))
    entered = draw(st.integers(0, left)) if late else 0
    return Spell(left=left, end=draw(st.sampled_from(ends)), entered=entered)


def many(**what: Any) -> st.SearchStrategy[list[Spell]]:
    """Spells from one to thirty."""
    return st.lists(spells(**what), min_size=1, max_size=30)


def theirs(held: list[Spell], *, late: bool = False) -> KaplanMeierFitter:
    """Their estimate of the same spells."""
    return KaplanMeierFitter().fit(
        [spell.left for spell in held],
        [spell.end == "closed" for spell in held],
        # There what enters at an age is at risk only after it.
        entry=[spell.entered - 1 for spell in held] if late else None,
    )


def assert_alike(held: list[Spell], fitted: KaplanMeierFitter) -> None:
    """The shares are equal to 1e-9, and so are their intervals, while any is left."""
    for point in kaplan_meier(held, "closed"):
        share = fitted.survival_function_at_times(point.age).iloc[0]
        assert point.share == close(share)
        if point.share:
            low, high = fitted.confidence_interval_.loc[point.age]
            assert [point.low, point.high] == close([low, high])


class TestKaplanMeier:
    """The curve, its interval, its median and its restricted mean."""

    @given(many(ends=(None, "closed", "withdrawn")))
    @example(ONE)
    @example(NONE_ENDED)
    @example(ALL_ENDED)
    def test_curve(self, held: list[Spell]) -> None:
        """The shares are equal to 1e-9, and so are their intervals."""
        assert_alike(held, theirs(held))

    @given(many(late=True))
    def test_late(self, held: list[Spell]) -> None:
        """What is watched only from a later age counts alike, where they count it."""
        try:
            fitted = theirs(held, late=True)
        except StatError:  # nothing left, and more to come: ours is `Curve.doubt`
            reject()
        assert_alike(held, fitted)

    @given(many())
    @example(ONE)
    @example(NONE_ENDED)
    @example(ALL_ENDED)
    def test_median(self, held: list[Spell]) -> None:
        """The median and its interval are on the same days."""
        fitted, points = theirs(held), kaplan_meier(held, "closed")
        # A half that is one but for rounding is theirs to miss.
        assume(all(abs(point.share - 0.5) > 1e-12 for point in points))
        ours = quantile(points)
        median = fitted.median_survival_time_
        assert (math.inf if ours.value is None else ours.value) == median

    @given(many())
    def test_median_interval(self, held: list[Spell]) -> None:
        """The ends of the median's interval are on the same days, while any is left."""
        points = kaplan_meier(held, "closed")
        assume(all(p.share for p in points))
        ours = quantile(points)
        found = median_survival_times(theirs(held).confidence_interval_)
        assert [math.inf if e is None else e for e in (ours.low, ours.high)] == list(
            np.ravel(found)
        )

    @given(many(), st.integers(1, 900))
    @example(ALL_ENDED, 30)
    def test_restricted_mean(self, held: list[Spell], until: int) -> None:
        """The restricted mean is the same."""
        limit = min(until, max(spell.left for spell in held))
        assume(limit)
        ours = restricted_mean(kaplan_meier(held, "closed"), limit).value
        mean = restricted_mean_survival_time(theirs(held), t=limit)
        assert ours == pytest.approx(mean, rel=1e-9, abs=1e-9)


class TestLogRank:
    """The test of two groups and of more."""

    @given(st.lists(many(), min_size=2, max_size=5))
    def test_groups(self, groups: list[list[Spell]]) -> None:
        """Statistic and chance are equal to 1e-9."""
        every = [(s, name) for name, group in enumerate(groups) for s in group]
        ours = log_rank({str(n): group for n, group in enumerate(groups)}, "closed")
        assume(ours.freedom == len(groups) - 1)
        found = multivariate_logrank_test(
            [spell.left for spell, _ in every],
            [name for _, name in every],
            [spell.end == "closed" for spell, _ in every],
        )
        assert ours.statistic == close(found.test_statistic)
        assert ours.p == close(found.p_value)


class TestAalenJohansen:
    """The share that ended in each way."""

    @given(many(ends=(None, "closed", "superseded", "withdrawn")))
    @example(ONE)
    @example(ALL_ENDED[1:])
    def test_curve(self, held: list[Spell]) -> None:
        """Shares and intervals are equal from day 1 on, where no two ways tie."""
        # They move such ties apart by chance, and leave out what ended on day 0.
        assume(all(spell.left for spell in held))
        assume(all(len(step.ends) == 1 for step in steps(held)))
        assume(any(spell.end == "closed" for spell in held))
        codes = {None: 0, "closed": 1, "superseded": 2, "withdrawn": 3}
        fitted = AalenJohansenFitter().fit(
            [spell.left for spell in held],
            [codes[spell.end] for spell in held],
            event_of_interest=1,
        )
        for point in aalen_johansen(held, "closed"):
            share = fitted.cumulative_density_.loc[point.age].iloc[0]
            assert point.share == close(share)
            if point.at_risk > point.ended:
                variance = fitted.variance_.loc[point.age]
                assert point.variance == close(variance)
                low, high = fitted.confidence_interval_.loc[point.age]
                assert [point.low, point.high] == close([low, high])
