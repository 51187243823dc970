"""Strategies for deadlines, and for the periods and spans in them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from actionplan.deadlines import (
    COMPLETE,
    NEXT_MEETING,
    PREVIOUS_DUE,
    PUBLICATION,
    Before,
    By,
    Counting,
    Deadline,
    Immediately,
    Ongoing,
    Period,
    Recurring,
    Span,
    Unspecified,
    Within,
)
from actionplan.strategies._scalars import FIRST_DAY, LAST_DAY, days, names
from actionplan.working_days import SHIPPED

EVENTS = (PUBLICATION, "receipt", "inspection", "acceptance", "case-closed")
KINDS: tuple[type[Deadline], ...] = (
    Immediately,
    By,
    Within,
    Before,
    Recurring,
    Ongoing,
    Unspecified,
)
_EVERY_DAY = days(FIRST_DAY, LAST_DAY)
_NEAR_AND_FAR = days() | _EVERY_DAY


def periods() -> SearchStrategy[Period]:
    """A period in any of its units, up to the ten years that one can have.

    Example:
        >>> from hypothesis import find
        >>> from actionplan.strategies import periods
        >>> print(find(periods(), lambda period: period.years and period.months))
        P1Y1M
    """
    return st.one_of(
        st.builds(Period, days=st.integers(1, 3652)),
        st.builds(Period, weeks=st.integers(1, 521)),
        st.builds(Period, months=st.integers(1, 120)),
        st.builds(Period, years=st.integers(1, 10)),
        st.builds(Period, years=st.integers(1, 9), months=st.integers(1, 12)),
    )


def spans(days: SearchStrategy[date] | None = None) -> SearchStrategy[Span]:
    """A day, a month, a year, or the days from one to another.

    Args:
        days: The days in which it begins and ends; by default any that the library
            takes. A month or year is one that has such a day in it.

    Example:
        >>> from hypothesis import find
        >>> from actionplan.strategies import days, spans
        >>> len(str(find(spans(days()), lambda span: span.is_month)))
        7
    """
    some = _EVERY_DAY if days is None else days
    return st.one_of(
        some.map(Span.of_day),
        some.map(lambda day: Span.of_month(day.year, day.month)),
        some.map(lambda day: Span.of_year(day.year)),
        st.tuples(some, some).map(lambda two: Span(start=min(two), end=max(two))),
    )


def deadlines(
    kinds: Iterable[type[Deadline]] = KINDS,
    *,
    days: SearchStrategy[date] | None = None,
    without_calendar: bool = False,
) -> SearchStrategy[Deadline]:
    """A deadline of any kind, in days or working days, from any sort of anchor.

    Args:
        kinds: The kinds that it can be of, such as `[By, Within]`.
        days: The days that it names; by default those of `days()`, and any other
            that the library takes.
        without_calendar: Whether it can also count working days of no calendar,
            as one does that is read from words. No value of the library keeps one.

    Example:
        >>> from hypothesis import find
        >>> from actionplan.deadlines import Within
        >>> from actionplan.strategies import deadlines
        >>> print(find(deadlines([Within]), lambda deadline: deadline.working))
        P1D after publication working[any-uk]
    """
    some = _NEAR_AND_FAR if days is None else days
    made = _by_kind(some)
    chosen = [made[kind] for kind in kinds]
    if without_calendar:
        chosen += [_working(kind, some, st.none()) for kind in kinds if kind in COUNTED]
    return st.one_of(chosen)


COUNTED = (Within, Before)


def _by_kind(days: SearchStrategy[date]) -> Mapping[type[Deadline], Any]:
    named = st.sampled_from(SHIPPED) | names()
    return {
        Immediately: st.just(Immediately()),
        By: st.builds(By, span=spans(days)),
        Within: _counted(Within, days) | _working(Within, days, named),
        Before: _counted(Before, days) | _working(Before, days, named),
        Recurring: st.builds(
            Recurring,
            every=periods(),
            anchor=_anchors(days),
            until=st.none() | st.just(COMPLETE) | days,
        ),
        Ongoing: st.just(Ongoing()),
        Unspecified: st.just(Unspecified()),
    }


def _anchors(days: SearchStrategy[date]) -> SearchStrategy[str | date]:
    known = st.sampled_from((*EVENTS, PREVIOUS_DUE, NEXT_MEETING))
    return known | names() | days


def _counted(
    kind: type[Deadline], days: SearchStrategy[date]
) -> SearchStrategy[Deadline]:
    fields = {"period": periods(), "anchor": _anchors(days), **_countings(kind)}
    return st.builds(kind, **fields)


def _working(
    kind: type[Deadline],
    days: SearchStrategy[date],
    calendars: SearchStrategy[str | None],
) -> SearchStrategy[Deadline]:
    fields = {
        "period": st.builds(Period, days=st.integers(1, 3652)),
        "anchor": _anchors(days),
        "working": st.just(True),  # noqa: FBT003 - the value of a field
        "calendar": calendars,
        **_countings(kind),
    }
    return st.builds(kind, **fields)


def _countings(kind: type[Deadline]) -> dict[str, SearchStrategy[Counting]]:
    return {"counting": st.sampled_from(Counting)} if kind is Within else {}
