"""Deadlines: their texts, their days, and how they explain them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

import actionplan as ap
from actionplan.deadlines import (
    By,
    Deadline,
    DueDate,
    Immediately,
    Ongoing,
    Recurring,
    Unspecified,
    Within,
    is_deadline,
)
from actionplan.errors import ActionPlanError, InvalidValue, MissingAnchor
from actionplan.periods import Counting, Period, Span
from actionplan.strategies import days, deadlines, periods, spans

any_days = days(date(1800, 1, 1), date(2999, 12, 31))
recurring = st.builds(Recurring, every=periods(), anchor=st.just(date(1990, 1, 31)))
PUBLISHED = {"publication": date(2014, 8, 29)}


def due(text: str, published: date) -> DueDate:
    """The due date of a canonical text, counted from a day of publication."""
    found = Deadline.from_text(text).due({"publication": published})
    assert found is not None
    return found


class TestText:
    """Every deadline has one canonical text, and is what that text gives back."""

    @given(deadline=deadlines(without_calendar=True))
    def test_deadlines_come_back(self, deadline: Deadline) -> None:
        """A deadline is what its own text gives."""
        assert Deadline.from_text(str(deadline)) == deadline

    @pytest.mark.parametrize(
        "text",
        [
            "immediately",
            "ongoing",
            "unspecified",
            "by 2014-10-31",
            "by 2014-10",
            "by 2014",
            "by 2014-07-01/2014-09-30",
            "P42D after publication",
            "P6W after publication",
            "P3M after receipt",
            "P1Y6M after case-closed",
            "P56D beginning publication",
            "P28D after 2023-01-31",
            "P10D after receipt working",
            "P70D after receipt working[england-and-wales]",
            "P1D before next-meeting",
            "P3D before next-meeting working[scotland]",
            "every P3M from publication",
            "every P1M from 2023-01-31 until 2023-06-30",
            "every P1Y from publication until complete",
        ],
    )
    def test_canonical_texts(self, text: str) -> None:
        """Each form of the grammar is written as it is read."""
        assert str(Deadline.from_text(text)) == text

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Immediately",
            "within six weeks",
            "by",
            "by 2014-02-30",
            "P6W",
            " ongoing",
        ]
        + ["by 2014-10-01/2014-10-31", "P0W after publication", "P6W after Publication"]
        + ["P6W after", "P6W since publication", "P6W after working", "P6W after a b"]
        + ["P6W after 2014-02-30", "P6W after publication working"]
        + ["P6D after publication working[]", "P6D after publication working[A]"]
        + ["P6D before working", "P6D before publication working[a b]"]
        + ["every P3M from publication until 2014-02-30", "every P3M"]
        + ["every P3M from publication until soon", "P6W after publication\n"],
    )
    def test_what_is_no_deadline(self, text: str) -> None:
        """Words, impossible days and forms that are not yet known are refused."""
        with pytest.raises(InvalidValue) as caught:
            Deadline.from_text(text)
        assert caught.value.faults[0].hint

    def test_only_text(self) -> None:
        """What is not text is refused by the library's own error."""
        with pytest.raises(InvalidValue, match="expected text, got null"):
            Deadline.from_text(None)  # type: ignore[arg-type]

    def test_all_faults_of_a_deadline_together(self) -> None:
        """A deadline made of nonsense names each part of it."""
        with pytest.raises(InvalidValue) as caught:
            Within(period="P6X", anchor=5, counting="since")  # type: ignore[arg-type]
        assert [fault.path for fault in caught.value.faults] == [
            "period",
            "anchor",
            "counting",
        ]

    def test_texts_are_checked_too(self) -> None:
        """A text passes the check of a deadline when it is one."""
        assert is_deadline("ongoing") == ()

    @pytest.mark.parametrize("anchor", [datetime(2014, 8, 29), date(1, 1, 1)])  # noqa: DTZ001
    def test_anchors_are_days(self, anchor: date) -> None:
        """A moment is no anchor, nor is a day of no year that can be meant."""
        with pytest.raises(InvalidValue):
            Within(period="P1D", anchor=anchor)


class TestDays:
    """A day past the last day is late; the last day itself is not."""

    def test_the_norfolk_plan(self) -> None:
        """Six weeks after Friday 29 August 2014 end on Friday 10 October."""
        found = due("P6W after publication", date(2014, 8, 29))
        assert found.day == date(2014, 10, 10)
        assert found.explanation == (
            "42 days after Fri 29 Aug 2014 (publication) = Fri 10 Oct 2014"
        )

    def test_section_55(self) -> None:
        """The 56 days of the Police Act begin with the day of publication."""
        found = due("P56D beginning publication", date(2022, 12, 22))
        assert found.day == date(2023, 2, 15)
        assert found.explanation == (
            "56 days beginning with Thu 22 Dec 2022 (publication) = Wed 15 Feb 2023"
        )

    def test_a_month_without_that_day(self) -> None:
        """The explanation says why a month ends before the corresponding date."""
        found = due("P6M after publication", date(2014, 8, 31))
        assert found.explanation == (
            "6 months after Sun 31 Aug 2014 (publication) = Sat 28 Feb 2015 "
            "(the month has no day 31, so its last day)"
        )

    def test_immediately(self) -> None:
        """What is asked for immediately is due on the day of publication."""
        found = Immediately().due(PUBLISHED)
        assert found.day == date(2014, 8, 29)
        assert str(found) == "immediately, on Fri 29 Aug 2014 (publication)"

    @given(span=spans())
    def test_by_is_the_last_day(self, span: Span) -> None:
        """By a span means by its last day, that day included."""
        found = By(span=span).due({})
        assert found.day == span.end
        assert found.explanation.endswith("that day included")

    def test_a_day_before_publication(self) -> None:
        """A day that had passed when it was published is given with a warning."""
        found = due("by 2014-08-01", date(2014, 8, 29))
        assert found.warnings == ("1 Aug 2014 is before publication on 29 Aug 2014",)

    @pytest.mark.parametrize("deadline", [Ongoing(), Unspecified()])
    def test_never_due(self, deadline: Deadline) -> None:
        """What goes on and what has no day given are never due."""
        assert deadline.due(PUBLISHED) is None

    @given(period=periods(), start=any_days.filter(lambda day: day.year < 2980))
    def test_a_given_day_as_anchor(self, period: Period, start: date) -> None:
        """A period counts from a day as it counts from a name for that day."""
        given_day = Within(period=period, anchor=start).due({})
        named = Within(period=period, anchor="receipt").due({"receipt": start})
        assert given_day.day == named.day == period.last_day(start, Counting.AFTER)

    def test_a_missing_anchor(self) -> None:
        """A day that nobody gave is named, and never taken for publication."""
        with pytest.raises(
            MissingAnchor, match="no day is known for 'receipt'"
        ) as caught:
            Deadline.from_text("P6W after receipt").due(PUBLISHED)
        assert isinstance(caught.value, LookupError)

    def test_an_anchor_that_is_no_day(self) -> None:
        """A moment given for an anchor is refused by name."""
        with pytest.raises(InvalidValue, match="publication: expected a day"):
            Immediately().due({"publication": datetime(2014, 8, 29)})  # noqa: DTZ001
        with pytest.raises(InvalidValue, match="publication: expected a day"):
            By(span="2014").due({"publication": "2014-08-29"})  # type: ignore[dict-item]

    def test_a_day_beyond_all_years(self) -> None:
        """A day after the last year that can be meant is refused, not wrapped."""
        with pytest.raises(ActionPlanError, match="3009"):
            Within(period="P10Y", anchor=date(2999, 12, 31)).due({})

    def test_the_base_is_no_deadline(self) -> None:
        """The base of the family cannot be made by itself."""
        with pytest.raises(TypeError, match="abstract"):
            Deadline()  # type: ignore[abstract]


class TestWorking:
    """Working days are days, and a rule that is kept names its calendar."""

    def test_only_days(self) -> None:
        """Weeks and months have no working days."""
        with pytest.raises(InvalidValue, match="period: working days are days"):
            Within(period="P6W", working=True)

    def test_a_calendar_needs_working_days(self) -> None:
        """A calendar beside a rule that counts every day is refused."""
        with pytest.raises(InvalidValue, match="no working days to count"):
            Within(period="P6D", calendar="scotland")

    def test_kept_rules_name_their_calendar(self) -> None:
        """A recommendation cannot hold working days of nobody."""
        with pytest.raises(InvalidValue, match=r"working\[england-and-wales\]"):
            ap.Recommendation(
                id="r/1", text="Act.", deadline="P10D after receipt working"
            )


class TestBefore:
    """So long before a day, by the same arithmetic as after it."""

    def test_the_day_before_a_meeting(self) -> None:
        """One day before a meeting is the day before it."""
        found = Deadline.from_text("P1D before next-meeting").due(
            {"next-meeting": date(2014, 12, 4)}
        )
        assert str(found) == (
            "1 day before Thu 4 Dec 2014 (next-meeting) = Wed 3 Dec 2014"
        )

    def test_a_month_without_that_day(self) -> None:
        """A month before the 31st is the last day of a shorter month."""
        found = Deadline.from_text("P1M before 2015-03-31").due({})
        assert str(found) == (
            "1 month before Tue 31 Mar 2015 = Sat 28 Feb 2015 "
            "(the month has no day 31, so its last day)"
        )

    def test_assumed_anchors(self) -> None:
        """An anchor that the words did not name is said to be assumed."""
        found = Within(period="P6W", assumed=True).due(PUBLISHED)
        assert found.explanation == (
            "42 days after Fri 29 Aug 2014 (publication, assumed) = Fri 10 Oct 2014"
        )
        assert found.warnings == (
            "the words name no day to count from; publication is assumed",
        )
        assert Within(period="P6W", assumed=True) == Within(period="P6W")


class TestRecurring:
    """What recurs counts every time from its anchor, and is never overdue."""

    def test_month_ends(self) -> None:
        """Each quarter from 30 November gives 28 February, then 30 May."""
        quarterly = Recurring(every="P3M", anchor=date(2022, 11, 30))
        assert due_days(quarterly, 3) == [
            date(2023, 2, 28),
            date(2023, 5, 30),
            date(2023, 8, 30),
        ]

    def test_leap_years(self) -> None:
        """29 February comes back in the years that have it."""
        yearly = Recurring(every="P1Y", anchor=date(2024, 2, 29))
        assert due_days(yearly, 4)[-2:] == [date(2027, 2, 28), date(2028, 2, 29)]

    @given(deadline=recurring, on=any_days)
    def test_next(self, deadline: Recurring, on: date) -> None:
        """The next occurrence is the first on or after a day, and no later one."""
        start = date(1990, 1, 31)
        found = deadline.due({}, on=on) if on.year < 2980 else None
        if found is None:
            return
        period = deadline.every
        number = int(found.explanation.split("occurrence ")[1].split(" ")[0])
        assert found.day == period.added_to(start, number)
        assert found.day >= on
        assert number == 1 or period.added_to(start, number - 1) < on

    def test_until_a_day(self) -> None:
        """After its last day nothing is due any more."""
        monthly = Deadline.from_text("every P1M from 2022-12-23 until 2023-06-30")
        last = monthly.due({}, on=date(2023, 6, 1))
        assert last is not None
        assert last.day == date(2023, 6, 23)
        assert monthly.due({}, on=date(2023, 6, 24)) is None

    def test_missed(self) -> None:
        """Missed is what is past and has nothing done for it in its own time."""
        monthly = Recurring(every="P1M", anchor=date(2022, 12, 23), until="complete")
        done = [date(2022, 12, 23), date(2023, 1, 23), date(2023, 3, 24)]
        assert monthly.missed({}, on=date(2023, 4, 23), done=done) == (
            date(2023, 2, 23),
            date(2023, 3, 23),
        )

    def test_missed_until_a_day(self) -> None:
        """Nothing is missed after the last day on which it can occur."""
        monthly = Recurring(
            every="P1M", anchor=date(2022, 1, 1), until=date(2022, 2, 9)
        )
        assert monthly.missed({}, on=date(2023, 1, 1)) == (date(2022, 2, 1),)

    def test_days_are_checked(self) -> None:
        """A day to look from that is none is refused by name."""
        monthly = Recurring(every="P1M")
        with pytest.raises(InvalidValue, match="on: expected a day"):
            monthly.due(PUBLISHED, on="2014-09-01")  # type: ignore[arg-type]

    def test_assumed(self) -> None:
        """The explanation says which occurrence it is, and what was assumed."""
        found = Recurring(every="P1M", assumed=True).due(PUBLISHED)
        assert str(found) == (
            "every 1 month from Fri 29 Aug 2014 (publication, assumed), "
            "occurrence 1 = Mon 29 Sep 2014"
        )


def due_days(deadline: Recurring, number: int) -> list[date]:
    """The first so many days on which something is due."""
    days: list[date] = []
    for _ in range(number):
        on = days[-1] + timedelta(days=1) if days else None
        found = deadline.due({}, on=on)
        assert found is not None
        days.append(found.day)
    return days
