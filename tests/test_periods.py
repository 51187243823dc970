"""Periods, spans and the counting of their days."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from actionplan._days import day_text, parse_day
from actionplan.errors import InvalidValue
from actionplan.periods import Counting, Period, Span
from actionplan.strategies import days, periods, spans

any_days = days(date(1800, 1, 1), date(2999, 12, 31))
AFTER, BEGINNING = Counting.AFTER, Counting.BEGINNING


def counted(start: date, days: int, first: int) -> date:
    """The day that a finger on a wall calendar stops at, counting one by one."""
    day, number = start, 1 - first
    while number < days:
        day, number = day + timedelta(days=1), number + 1
    return day


class TestDays:
    """The day that a period begins with.

    "42 days after 29 August": the day itself is left out (CPR 2.8(3)). "56 days
    beginning with the day" counts it as the first (Police Act 1996 s.55(5A)).
    """

    @given(start=st.dates(date(1900, 1, 1), date(2100, 1, 1)), days=st.integers(1, 800))
    def test_after_leaves_out_the_first_day(self, start: date, days: int) -> None:
        """N days after a day end where a finger stops that begins on the next."""
        last = Period(days=days).last_day(start, AFTER)
        assert last == counted(start, days, first=1)

    @given(start=st.dates(date(1900, 1, 1), date(2100, 1, 1)), days=st.integers(1, 800))
    def test_beginning_counts_the_first_day(self, start: date, days: int) -> None:
        """N days beginning with a day end where a finger stops that begins on it."""
        last = Period(days=days).last_day(start, BEGINNING)
        assert last == counted(start, days, first=0)

    @given(
        start=st.dates(date(1900, 1, 1), date(2100, 1, 1)), weeks=st.integers(1, 521)
    )
    def test_weeks_end_on_the_same_weekday(self, start: date, weeks: int) -> None:
        """Weeks after a day are seven days each, so the weekday stays."""
        last = Period(weeks=weeks).last_day(start, AFTER)
        assert (last - start).days == 7 * weeks

    @given(start=any_days, days=st.integers(2, 3652))
    def test_beginning_is_after_one_day_less(self, start: date, days: int) -> None:
        """Beginning with a day, n days end as n - 1 days after it do."""
        beginning = Period(days=days).last_day(start, BEGINNING)
        assert beginning == Period(days=days - 1).last_day(start, AFTER)

    @given(start=any_days)
    def test_one_day_beginning_is_that_day(self, start: date) -> None:
        """One day beginning with a day is that day alone."""
        assert Period(days=1).last_day(start, BEGINNING) == start


class TestMonths:
    """The day that months end on.

    A period of months ends on the corresponding date of the last month, and on its
    last day where it has none (Dodds v Walker [1981] UKHL).
    """

    @given(
        start=st.dates(date(1900, 1, 1), date(2100, 1, 1)), months=st.integers(1, 120)
    )
    def test_corresponding_date(self, start: date, months: int) -> None:
        """The year and month are so many later, the day the same or the last one."""
        last = Period(months=months).last_day(start, AFTER)
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        length = calendar.monthrange(year, month + 1)[1]
        assert last == date(year, month + 1, min(start.day, length))

    @given(
        start=st.dates(date(1900, 1, 1), date(2100, 1, 1)), months=st.integers(1, 120)
    )
    def test_beginning_ends_before_the_corresponding_date(
        self, start: date, months: int
    ) -> None:
        """Beginning with a day, months end the day before, or with the month itself."""
        after = Period(months=months).last_day(start, AFTER)
        last = Period(months=months).last_day(start, BEGINNING)
        assert last == (after - timedelta(days=1) if after.day == start.day else after)

    @pytest.mark.parametrize(
        ("start", "period", "counting", "last"),
        [
            (date(1978, 9, 30), "P4M", AFTER, date(1979, 1, 30)),
            (date(2014, 8, 31), "P6M", AFTER, date(2015, 2, 28)),
            (date(2015, 8, 31), "P6M", AFTER, date(2016, 2, 29)),
            (date(2023, 2, 28), "P1M", AFTER, date(2023, 3, 28)),
            (date(2022, 11, 30), "P1M", BEGINNING, date(2022, 12, 29)),
            (date(2022, 11, 30), "P3M", BEGINNING, date(2023, 2, 28)),
            (date(2023, 3, 1), "P3M", BEGINNING, date(2023, 5, 31)),
            (date(2024, 2, 29), "P1Y", AFTER, date(2025, 2, 28)),
            (date(2024, 2, 29), "P4Y", AFTER, date(2028, 2, 29)),
            (date(2014, 1, 31), "P1Y1M", AFTER, date(2015, 2, 28)),
            (date(2012, 5, 1), "P6W", BEGINNING, date(2012, 6, 11)),
            (date(2012, 5, 1), "P6W", AFTER, date(2012, 6, 12)),
        ],
    )
    def test_known_cases(
        self, start: date, period: str, counting: Counting, last: date
    ) -> None:
        """Days that courts, guides and calendars agree on."""
        assert Period.from_text(period).last_day(start, counting) == last


class TestText:
    """Texts as in ISO 8601-1.

    Periods and spans are written as ISO 8601-1 does, spans in the shortest form
    that says them.
    """

    @given(period=periods())
    def test_periods_come_back(self, period: Period) -> None:
        """A period is what its own text gives."""
        assert Period.from_text(str(period)) == period

    @given(span=spans())
    def test_spans_come_back(self, span: Span) -> None:
        """A span is what its own text gives."""
        assert Span.from_text(str(span)) == span

    @pytest.mark.parametrize(
        "text",
        ["", "P", "P0D", "P06W", "P1M2W", "P1Y2W", "P1Y1Y", "P11Y", "P9Y13M", "P1Y120M"]
        + [
            "P122M",
            "P522W",
            "P3653D",
            "P1.5D",
            "P-1D",
            "p6w",
            "P6W ",
            "PT5H",
            "6 weeks",
        ],
    )
    def test_what_is_no_period(self, text: str) -> None:
        """Zero, mixed, overlong and foreign forms are refused."""
        with pytest.raises(InvalidValue):
            Period.from_text(text)

    def test_starts_are_days(self) -> None:
        """No period counts from a text, or from a day after all years."""
        for start in ("2014-08-29", date.max):
            with pytest.raises(InvalidValue):
                Period(days=1).last_day(start, AFTER)  # type: ignore[arg-type]

    def test_months_that_are_none(self) -> None:
        """A year without a thirteenth month says so, and so does the year 0."""
        with pytest.raises(InvalidValue) as caught:
            Span.of_month(0, 13)
        assert [fault.path for fault in caught.value.faults] == ["year", "month"]

    @pytest.mark.parametrize("parts", [{}, {"days": 1, "months": 1}], ids=repr)
    def test_periods_of_one_unit(self, parts: dict[str, int]) -> None:
        """A period without a unit, or with two that do not go together, is refused."""
        with pytest.raises(InvalidValue, match="one unit, or years and months"):
            Period(**parts)

    @pytest.mark.parametrize(
        "text",
        ["", "0000", "14", "2014-13", "2014-00", "0000-01", "2014-02-30", "20140829"]
        + ["2014-W01", "2014-09-01/2014-08-31", "2014-09/2014-10", "2014-08-29 "]
        + ["2014-09-01/2014-09-30", "2014-01-01/2014-12-31", "2014-09-01/2014-09-01"]
        + ["1799", "3000-01-01", "/"],
    )
    def test_what_is_no_span(self, text: str) -> None:
        """Impossible days, backward spans and long ways to say it are refused."""
        with pytest.raises(InvalidValue):
            Span.from_text(text)

    @pytest.mark.parametrize(
        "read",
        [Span.from_text, Period.from_text, Span.of_day],
        ids=["span", "period", "day"],
    )
    def test_only_text_and_days(self, read: object) -> None:
        """A number is refused as one, and by no other error."""
        with pytest.raises(InvalidValue, match="the number 5"):
            read(5)  # type: ignore[operator]

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("2014", "2014"),
            ("2014-09", "September 2014"),
            ("2014-08-29", "29 Aug 2014"),
            ("2014-04-07/2014-04-18", "7 Apr 2014 to 18 Apr 2014"),
        ],
    )
    def test_spans_in_words(self, text: str, words: str) -> None:
        """A span reads in English whatever the locale."""
        assert Span.from_text(text).words == words

    @pytest.mark.parametrize(
        ("text", "words"),
        [("P6W", "42 days"), ("P1D", "1 day"), ("P1Y6M", "1 year and 6 months")],
    )
    def test_periods_in_words(self, text: str, words: str) -> None:
        """A period reads in English, weeks as the days that they are."""
        assert Period.from_text(text).words == words

    def test_days_in_words(self) -> None:
        """A day reads with its weekday, without the locale's help."""
        assert day_text(date(2014, 8, 29)) == "Fri 29 Aug 2014"

    @pytest.mark.parametrize(
        "text", ["20260101", "2026-1-1", "2026-02-30", "2026-W01-4"]
    )
    def test_one_form_for_days(self, text: str) -> None:
        """A day is YYYY-MM-DD and in the calendar, or refused with its value."""
        with pytest.raises(InvalidValue, match=text):
            parse_day(text)
