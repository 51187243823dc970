"""Deadlines: their texts, their days, and how they explain them."""

from datetime import date, datetime

import pytest
from hypothesis import given

from actionplan.deadlines import (
    By,
    Deadline,
    DueDate,
    Immediately,
    Ongoing,
    Unspecified,
    Within,
    is_deadline,
)
from actionplan.errors import ActionPlanError, InvalidValue, MissingAnchor
from actionplan.periods import Counting, Period, Span
from strategies import any_days, deadlines, periods, spans

PUBLISHED = {"publication": date(2014, 8, 29)}


def due(text: str, published: date) -> DueDate:
    """The due date of a canonical text, counted from a day of publication."""
    found = Deadline.from_text(text).due({"publication": published})
    assert found is not None
    return found


class TestText:
    """Every deadline has one canonical text, and is what that text gives back."""

    @given(deadline=deadlines)
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
        + [
            "P6W after 2014-02-30",
            "P6W after publication working",
            "P1D before receipt",
        ]
        + ["every P3M from publication", "P6W after publication\n"],
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

    @given(span=spans)
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

    @given(period=periods, start=any_days.filter(lambda day: day.year < 2980))
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
