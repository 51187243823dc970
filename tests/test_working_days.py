"""Working days: whose bank holidays count, how they count, and how far."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from hypothesis import given, strategies as st

from actionplan.deadlines import Deadline, DueDate
from actionplan.errors import (
    BeyondHorizon,
    InvalidDocument,
    InvalidValue,
    MissingCalendar,
    MissingFile,
    UnknownName,
)
from actionplan.periods import Counting
from actionplan.working_days import SHIPPED, Rolling, WorkingCalendar, to_rolling

FIRST, LAST = date(2012, 1, 1), date(2028, 12, 31)
ENGLAND = "england-and-wales"
SUBDIVISIONS = {ENGLAND: "ENG", "scotland": "SCT", "northern-ireland": "NIR"}

shipped = st.sampled_from(SHIPPED).map(WorkingCalendar.named)
covered = st.dates(date(2013, 1, 1), date(2027, 6, 30))


def due(rule: str, start: date, **asked: object) -> DueDate:
    """The due date of a rule that counts from a day of publication or receipt."""
    anchors = {"publication": start, "receipt": start, "next-meeting": start}
    found = Deadline.from_text(rule).due(anchors, **asked)  # type: ignore[arg-type]
    assert found is not None
    return found


class TestCalendars:
    """A calendar answers for the days that it covers, and for no other."""

    @pytest.mark.parametrize("name", SUBDIVISIONS)
    def test_equal_to_holidays(self, name: str) -> None:
        """On every weekday of every year the shipped days are those of `holidays`."""
        known = holidays.country_holidays(
            "GB", subdiv=SUBDIVISIONS[name], years=range(2012, 2029)
        )
        calendar = WorkingCalendar.named(name)
        days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
        differing = [
            day
            for day in days
            if calendar.is_working(day) != (day.weekday() < 5 and day not in known)
        ]
        assert differing == []

    @pytest.mark.parametrize(
        ("day", "resting"),
        [
            ("2012-06-05", "all"),  # Diamond Jubilee
            ("2020-05-04", ""),  # moved to the Friday
            ("2020-05-08", "all"),
            ("2022-05-30", ""),  # moved to June
            ("2022-06-02", "all"),
            ("2022-06-03", "all"),
            ("2022-09-19", "all"),  # state funeral
            ("2023-05-08", "all"),  # coronation
            ("2026-06-15", "scotland"),  # World Cup
        ],
    )
    def test_one_off_days(self, day: str, resting: str) -> None:
        """Days that were added or moved once are where they were proclaimed to be."""
        for name in SUBDIVISIONS:
            working = WorkingCalendar.named(name).is_working(date.fromisoformat(day))
            assert working is (resting not in ("all", name))

    @given(day=st.dates(FIRST, LAST))
    def test_any_uk(self, day: date) -> None:
        """A working day of any part of the UK is one that is a working day in all."""
        everywhere = all(
            WorkingCalendar.named(name).is_working(day) for name in SUBDIVISIONS
        )
        assert WorkingCalendar.named("any-uk").is_working(day) is everywhere

    @pytest.mark.parametrize("day", [date(2011, 12, 31), date(2029, 1, 1)])
    def test_beyond_the_horizon(self, day: date) -> None:
        """Of a day that it does not cover, a calendar says that it does not know."""
        with pytest.raises(BeyondHorizon, match="are known from 1 Jan 2012") as caught:
            WorkingCalendar.named("scotland").is_working(day)
        assert caught.value.faults[0].hint

    def test_days_are_days(self) -> None:
        """What is no day is refused."""
        with pytest.raises(InvalidValue, match="expected a day"):
            WorkingCalendar.named("scotland").is_working("2026-01-01")  # type: ignore[arg-type]

    def test_unknown_name(self) -> None:
        """A name that is not shipped is refused with those that are."""
        with pytest.raises(UnknownName, match="any-uk, england-and-wales"):
            WorkingCalendar.named("wales")

    def test_all_faults_together(self) -> None:
        """A calendar made of nonsense names each part of it."""
        with pytest.raises(InvalidValue) as caught:
            WorkingCalendar(
                name="My Office",
                holidays=[["2026-01-01"]],  # type: ignore[list-item]
                first=date(2026, 1, 1),
                last=None,  # type: ignore[arg-type]
                source="",
            )
        paths = [fault.path for fault in caught.value.faults]
        assert paths == ["name", "holidays", "last", "source"]

    def test_holidays_are_days(self) -> None:
        """Each holiday that is no day is a fault."""
        with pytest.raises(InvalidValue, match="holidays: expected a day"):
            self._own(holidays=["2026-01-01"])

    def test_first_before_last(self) -> None:
        """A calendar that ends before it begins covers nothing, and is refused."""
        with pytest.raises(InvalidValue, match="before the first day"):
            self._own(last=date(2025, 1, 1))

    def test_repr(self) -> None:
        """A calendar says what it covers, and not every holiday."""
        found = repr(WorkingCalendar.named("scotland"))
        assert found == "<WorkingCalendar scotland, 2012-01-01 to 2028-12-31>"

    @staticmethod
    def _own(**changes: object) -> WorkingCalendar:
        fields: dict[str, object] = {
            "name": "own",
            "holidays": [date(2026, 12, 24)],
            "first": date(2026, 1, 1),
            "last": date(2026, 12, 31),
            "source": "the office",
        }
        return WorkingCalendar(**fields | changes)  # type: ignore[arg-type]


class TestGovUk:
    """The file that GOV.UK publishes is read, or refused by name."""

    def test_read(self, tmp_path: Path) -> None:
        """A division has its events, and covers the years that they are in."""
        found = WorkingCalendar.from_govuk_json(
            self._saved(tmp_path), "scotland", as_of=date(2026, 3, 1)
        )
        assert found.holidays == {date(2026, 1, 2), date(2027, 1, 1)}
        assert (found.first, found.last) == (date(2026, 1, 1), date(2027, 12, 31))
        assert found.as_of == date(2026, 3, 1)

    def test_any_uk(self, tmp_path: Path) -> None:
        """All divisions together cover the years that each of them covers."""
        found = WorkingCalendar.from_govuk_json(self._saved(tmp_path))
        assert found.holidays >= {date(2026, 1, 2), date(2026, 5, 4)}
        assert (found.first, found.last) == (date(2026, 1, 1), date(2026, 12, 31))

    def test_unknown_division(self, tmp_path: Path) -> None:
        """A division that the file does not have is refused with those it has."""
        with pytest.raises(UnknownName, match="england-and-wales, scotland, any-uk"):
            WorkingCalendar.from_govuk_json(self._saved(tmp_path), "wales")

    @pytest.mark.parametrize(
        "text",
        ["", "[]", "{}", "null", '{"a": 1}', '{"a": {"events": []}}', '{"a": {}}']
        + ['{"a": {"events": [{"date": "1/1/2026"}]}}', '{"a": {"events": [1]}}']
        + ['{"a": {"events": [{"date": 1}]}}', "\x80"],
    )
    def test_other_files(self, tmp_path: Path, text: str) -> None:
        """A file of another shape is refused, with the address of the right one."""
        path = tmp_path / "file.json"
        path.write_text(text, "latin-1")
        with pytest.raises(InvalidDocument, match=r"www\.gov\.uk"):
            WorkingCalendar.from_govuk_json(path, "scotland")

    def test_missing_file(self, tmp_path: Path) -> None:
        """A file that is not there is said not to be there."""
        with pytest.raises(MissingFile):
            WorkingCalendar.from_govuk_json(tmp_path / "none.json", "scotland")

    @staticmethod
    def _saved(folder: Path) -> Path:
        def division(*days: str) -> dict[str, object]:
            return {"events": [{"title": "A day", "date": day} for day in days]}

        path = folder / "bank-holidays.json"
        held = {
            ENGLAND: division("2026-05-04"),
            "scotland": division("2026-01-02", "2027-01-01"),
        }
        path.write_text(json.dumps(held))
        return path


class TestCounting:
    """After starts with the next working day; beginning may start with the day."""

    @given(calendar=shipped, start=covered, days=st.integers(1, 200))
    def test_after(self, calendar: WorkingCalendar, start: date, days: int) -> None:
        """So many working days lie after the day and up to the last day."""
        last = calendar.last_day(start, days, Counting.AFTER)
        between = [start + timedelta(days=n + 1) for n in range((last - start).days)]
        assert sum(map(calendar.is_working, between)) == days
        assert calendar.is_working(last)

    @given(calendar=shipped, start=covered, days=st.integers(1, 200))
    def test_beginning(self, calendar: WorkingCalendar, start: date, days: int) -> None:
        """Beginning counts the day itself exactly when it is a working day."""
        beginning = calendar.last_day(start, days, Counting.BEGINNING)
        if calendar.is_working(start):
            assert calendar.last_day(beginning, 1, Counting.AFTER) == (
                calendar.last_day(start, days, Counting.AFTER)
            )
        else:
            assert beginning == calendar.last_day(start, days, Counting.AFTER)

    @given(calendar=shipped, start=covered, days=st.integers(1, 200))
    def test_back_and_forth(
        self, calendar: WorkingCalendar, start: date, days: int
    ) -> None:
        """Counting back from the last day gives the last working day before those."""
        last = calendar.last_day(start, days, Counting.AFTER)
        back = calendar.day_before(last, days)
        assert back <= start
        assert calendar.working_after(back) == calendar.working_after(start)

    @pytest.mark.parametrize(
        ("rule", "start", "calendar", "day"),
        [
            # SI 2015/1792: "within 70 working days of receiving the report"
            ("P70D after receipt working", "2022-12-23", ENGLAND, "2023-04-05"),
            ("P70D after receipt working", "2022-12-23", "scotland", "2023-04-06"),
            ("P10D after receipt working", "2026-12-18", ENGLAND, "2027-01-06"),
            # SI 2018/748 reg 5: "5 working days beginning with the day"
            ("P5D beginning receipt working", "2022-12-23", ENGLAND, "2023-01-03"),
            ("P5D beginning receipt working", "2022-12-24", ENGLAND, "2023-01-04"),
            ("P3D before next-meeting working", "2023-01-04", "scotland", "2022-12-28"),
        ],
    )
    def test_known_days(self, rule: str, start: str, calendar: str, day: str) -> None:
        """Periods in working days end where they were worked out to end by hand."""
        found = due(rule, date.fromisoformat(start), calendar=calendar)
        assert found.day == date.fromisoformat(day)
        named = due(f"{rule}[{calendar}]", date.fromisoformat(start))
        assert named.day == found.day

    def test_own_function(self) -> None:
        """A function of the caller's says what a working day is."""
        found = due(
            "P2D after receipt working",
            date(2026, 12, 23),
            calendar=is_working_there,
        )
        assert found.day == date(2026, 12, 29)
        assert found.explanation == (
            "2 working days (the caller's calendar) after Wed 23 Dec 2026 (receipt), "
            "skipping weekends and Thu 24 Dec 2026, Fri 25 Dec 2026 = Tue 29 Dec 2026"
        )

    def test_a_function_without_working_days(self) -> None:
        """A calendar that has no working day in a year is refused, not waited for."""
        never: Callable[[date], bool] = lambda _: False  # noqa: E731
        with pytest.raises(BeyondHorizon, match="no working day in the year"):
            due("P1D after receipt working", date(2026, 1, 1), calendar=never)

    def test_own_calendar_by_its_name(self) -> None:
        """A rule that names a caller's calendar counts by the one that is given."""
        own = WorkingCalendar(
            name="own",
            holidays=[date(2026, 1, 5)],
            first=date(2026, 1, 1),
            last=date(2026, 12, 31),
            source="the office",
        )
        rule = "P1D after receipt working[own]"
        found = due(rule, date(2026, 1, 2), calendar=own)
        assert found.day == date(2026, 1, 6)
        assert "as known on" not in found.explanation
        with pytest.raises(UnknownName, match="'own'"):
            due(rule, date(2026, 1, 2), calendar="scotland")

    def test_no_calendar(self) -> None:
        """Without a calendar there are no working days, and none are assumed."""
        with pytest.raises(MissingCalendar, match="give calendar= one of any-uk"):
            due("P1D after receipt working", date(2026, 1, 2))

    def test_no_such_calendar(self) -> None:
        """What is no calendar is refused."""
        with pytest.raises(InvalidValue, match="calendar: expected a working"):
            due("P1D after receipt working", date(2026, 1, 2), calendar=5)

    def test_many_holidays(self) -> None:
        """A long explanation names twenty holidays and counts the rest."""
        found = due("P900D after receipt working[any-uk]", date(2016, 1, 1))
        assert " more bank holidays = " in found.explanation
        assert found.explanation.count(",") == 21

    def test_nothing_skipped(self) -> None:
        """Where nothing is skipped, the explanation says nothing of it."""
        found = due("P1D after receipt working[scotland]", date(2026, 11, 24))
        assert found.explanation == (
            "1 working day (scotland) after Tue 24 Nov 2026 (receipt) = "
            "Wed 25 Nov 2026 (bank holidays as known on 17 Nov 2026)"
        )


class TestRolling:
    """A last day stays where it is, unless the caller asks."""

    @pytest.mark.parametrize(
        ("roll", "day"),
        [
            ("none", "2024-03-31"),
            ("following", "2024-04-02"),
            ("preceding", "2024-03-28"),
            ("modified-following", "2024-03-28"),
        ],
    )
    def test_easter_day(self, roll: str, day: str) -> None:
        """Easter Day 2024 rolls over the holidays on either side of it."""
        found = due("by 2024-03-31", date(2024, 1, 1), calendar=ENGLAND, roll=roll)
        assert found.day == date.fromisoformat(day)
        assert found.unrolled == date(2024, 3, 31)

    def test_modified_following_within_the_month(self) -> None:
        """Modified following is following where that is in the same month."""
        found = due(
            "by 2024-05-06",
            date(2024, 1, 1),
            calendar=ENGLAND,
            roll="modified-following",
        )
        assert found.explanation == (
            "by 6 May 2024 = Mon 6 May 2024, that day included; not a working day "
            "(england-and-wales), modified-following = Tue 7 May 2024"
        )

    def test_a_working_day_stays(self) -> None:
        """A last day that is a working day is not rolled, and nothing is said of it."""
        found = due(
            "by 2024-04-02", date(2024, 1, 1), calendar=ENGLAND, roll="preceding"
        )
        assert str(found) == "by 2 Apr 2024 = Tue 2 Apr 2024, that day included"

    @given(calendar=shipped, day=covered, roll=st.sampled_from(Rolling))
    def test_rolled_days(
        self, calendar: WorkingCalendar, day: date, roll: Rolling
    ) -> None:
        """What is rolled is a working day, and a working day is not rolled."""
        rolled = calendar.rolled(day, roll)
        if roll is not Rolling.NONE:
            assert calendar.is_working(rolled)
        if calendar.is_working(day):
            assert rolled == day

    def test_no_calendar(self) -> None:
        """Rolling needs a calendar."""
        with pytest.raises(MissingCalendar):
            due("by 2024-03-31", date(2024, 1, 1), roll="preceding")

    def test_no_such_rolling(self) -> None:
        """A rolling that does not exist is refused with those that do."""
        with pytest.raises(InvalidValue, match="roll: 'back' is not a known term"):
            to_rolling("back")


class TestWarnings:
    """A last day that is no working day says so, and when to be done instead."""

    def test_section_55(self) -> None:
        """The comments on a report of 2 November 2022 fall due on a bank holiday."""
        found = due("P56D beginning publication", date(2022, 11, 2))
        assert found.day == date(2022, 12, 27)
        assert found.warnings == (
            "27 Dec 2022 is a bank holiday in England and Wales, Northern Ireland and "
            "Scotland; the working day before it is Fri 23 Dec 2022",
        )

    def test_one_division(self) -> None:
        """A bank holiday of one part of the UK is said to be that."""
        (warning,) = due("by 2026-06-15", date(2026, 1, 1)).warnings
        assert warning.startswith("15 Jun 2026 is a bank holiday in Scotland;")

    def test_by_a_calendar(self) -> None:
        """With a calendar, its own bank holidays are what counts."""
        asked = due("by 2026-06-15", date(2026, 1, 1), calendar=ENGLAND)
        assert asked.warnings == ()
        (warning,) = due(
            "by 2026-06-15", date(2026, 1, 1), calendar="scotland"
        ).warnings
        assert warning == (
            "15 Jun 2026 is a bank holiday (scotland); "
            "the working day before it is Fri 12 Jun 2026"
        )

    def test_a_weekend_beyond_the_horizon(self) -> None:
        """A weekend of any year is one, even where no bank holidays are known."""
        assert due("by 2100-01-02", date(2026, 1, 1)).warnings == (
            "2 Jan 2100 is a Saturday",
        )

    def test_unknown_days(self) -> None:
        """Of a day that the given calendar does not cover, it says so."""
        (warning, later) = due(
            "by 2029-01-02", date(2026, 1, 1), calendar="scotland"
        ).warnings
        assert "are known from 1 Jan 2012 to 31 Dec 2028" in warning
        assert later.startswith("bank holidays of 2029 may still change")

    def test_provisional_years(self) -> None:
        """Bank holidays of a later year than the data are said to be provisional."""
        found = due(f"P10D after receipt working[{ENGLAND}]", date(2026, 12, 18))
        assert found.warnings == (
            "bank holidays of 2027 may still change: england-and-wales is as known on "
            "17 Nov 2026",
        )


def is_working_there(day: date) -> bool:
    """Christmas Eve is no working day by SI (Wales) 2008/1848, regulation 14."""
    return day.weekday() < 5 and (day.month, day.day) not in {(12, 24), (12, 25)}
