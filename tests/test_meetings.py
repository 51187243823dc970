"""Meetings: series of them, what is due before each, and how a register finds them."""

import calendar
import json
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

import attrs
import jsonschema
import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, strategies as st

import actionplan as ap
from actionplan.errors import (
    ActionPlanError,
    BeyondHorizon,
    InvalidDocument,
    InvalidValue,
    MergeConflict,
    UnknownName,
)
from actionplan.formats.json import schema
from actionplan.meetings import Frequency, MovedMeeting, Preparation, Recurrence
from actionplan.meetings._expansion import _days_until
from actionplan.strategies import ids, names, own, texts
from actionplan.terms import Visibility
from actionplan.working_days import WorkingCalendar
from registers import BODIES, PUBLISHED, plan, register

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ONE_DAY = timedelta(days=1)


# Strategies

month_days = st.sampled_from([1, 15, 28, 29, 30, 31, -1, -2, -30, -31])
weekdays = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3, unique=True)
numbered_weekdays = st.lists(
    st.builds(
        "{}{}".format,
        st.sampled_from([1, 2, 3, 4, 5, -1, -2, -5]),
        st.sampled_from(WEEKDAYS),
    ),
    min_size=1,
    max_size=3,
    unique=True,
)
positions = st.sampled_from([None, 1, 2, 4, -1, -2])
months = st.lists(st.integers(1, 12), min_size=1, max_size=3, unique=True)
ends = st.sampled_from([{}, {"count": 1}, {"count": 7}, {"until": date(2024, 3, 31)}])
by_the_week = st.fixed_dictionaries(
    {"frequency": st.just("WEEKLY"), "by_day": weekdays}
)
by_the_month = st.one_of(
    st.fixed_dictionaries({"by_day": numbered_weekdays}),
    st.fixed_dictionaries({"by_day": weekdays, "by_set_pos": positions}),
    st.fixed_dictionaries(
        {"by_month_day": st.lists(month_days, min_size=1, max_size=4, unique=True)}
    ),
).map(lambda parts: {"frequency": "MONTHLY", **parts})
by_the_year = st.one_of(
    st.fixed_dictionaries({"by_day": numbered_weekdays, "by_month": months}),
    st.fixed_dictionaries({"by_day": weekdays, "by_month": months}),
    st.fixed_dictionaries(
        {
            "by_day": weekdays,
            "by_month": months.map(lambda some: some[:1]),
            "by_set_pos": positions,
        }
    ),
    st.fixed_dictionaries(
        {
            "by_month_day": st.lists(st.integers(1, 28), min_size=1, unique=True),
            "by_month": months,
        }
    ),
    st.just({"by_month_day": [29, 31], "by_month": [1, 12]}),
).map(lambda parts: {"frequency": "YEARLY", **parts})
recurrences = st.builds(
    lambda parts, end, interval: Recurrence(**parts, **end, interval=interval),
    st.one_of(by_the_week, by_the_month, by_the_year),
    ends,
    st.integers(1, 4),
)


@st.composite
def series(
    draw: st.DrawFn,
    known: tuple[str, ...] = ("pcc",),
    rules: st.SearchStrategy[Recurrence] = recurrences,
) -> ap.MeetingSeries:
    """A series of a known body, some of whose meetings are cancelled or moved."""
    rule = draw(rules)
    first = first_day(rule, draw(st.dates(date(2013, 1, 1), date(2016, 12, 31))))
    assume(first is not None)
    start = datetime.combine(first or date.min, time(draw(st.integers(7, 20)), 30))
    fields: dict[str, Any] = {
        "id": draw(ids()),
        "title": draw(texts()),
        "body": draw(st.sampled_from(known)),
        "start": start,
        "end": start
        + timedelta(minutes=draw(st.integers(1, 200))),  # until the same evening
        "zone": draw(st.sampled_from(["Europe/London", "America/New_York", "UTC"])),
        "rule": rule,
    }
    plain = ap.MeetingSeries(**fields)
    held = plain.occurrences(start.date(), start.date() + timedelta(days=1500))[:12]
    excepted = draw(st.lists(st.sampled_from(held), max_size=4, unique=True))
    split = draw(st.integers(0, len(excepted)))
    return ap.MeetingSeries(
        **fields,
        cancelled=excepted[:split],
        moved=[draw(moved_meetings(day)) for day in excepted[split:]],
        preparations=draw(preparations()),
        place=draw(st.none() | texts()),
        url=draw(st.none() | st.just("https://example.org")),
        visibility=draw(st.none() | st.sampled_from(Visibility)),
        x=draw(own()),
    )


@st.composite
def moved_meetings(draw: st.DrawFn, day: date) -> MovedMeeting:
    """A meeting of a day, moved by up to two months either way."""
    start = datetime.combine(
        day + timedelta(days=draw(st.integers(-60, 60))), time(draw(st.integers(8, 18)))
    )
    return MovedMeeting(
        day=day,
        start=start,
        end=start + timedelta(hours=1),
        place=draw(st.none() | texts()),
        x=draw(own()),
    )


@st.composite
def preparations(draw: st.DrawFn) -> list[Preparation]:
    """Preparations that count back from the meeting, or from one another."""
    known = ["meeting"]
    made: list[Preparation] = []
    for name in draw(st.lists(names().filter(lambda n: n != "meeting"), unique=True)):
        anchor = draw(st.sampled_from(known))
        length = f"P{draw(st.integers(1, 30))}D before {anchor}"
        working = draw(st.sampled_from(["", " working[england-and-wales]"]))
        made.append(
            Preparation(
                name=name, deadline=length + working, text=draw(st.none() | texts())
            )
        )
        known.append(name)
    return made


# A rule read as it is written, day by day, without any arithmetic of recurrences


def first_day(rule: Recurrence, start: date) -> date | None:
    """The first day from a day on that a rule gives, within nine years."""
    following = (start + ONE_DAY * number for number in range(9 * 366))
    return next((day for day in following if says(rule, day, day)), None)


def by_hand(rule: Recurrence, first: date, last: date) -> list[date]:
    """The days that a rule gives from its first to a day, read day by day."""
    every = (first + ONE_DAY * number for number in range((last - first).days + 1))
    days = (day for day in every if says(rule, first, day))
    return [*islice(days, rule.count)]


def says(rule: Recurrence, first: date, day: date) -> bool:
    """Whether a rule that has its first meeting on a day gives another one."""
    if rule.until is not None and day > rule.until:
        return False
    if periods_between(rule.frequency, first, day) % rule.interval:
        return False
    if not fits(rule, day):
        return False
    if rule.by_set_pos is None:
        return True
    place = rule.by_set_pos - 1 if rule.by_set_pos > 0 else rule.by_set_pos
    fitting = [one for one in days_of_month(day) if fits(rule, one)]
    return -len(fitting) <= place < len(fitting) and fitting[place] == day


def periods_between(frequency: Frequency, first: date, day: date) -> int:
    """How many weeks (from Monday), months or years lie between two days."""
    if frequency is Frequency.WEEKLY:
        mondays = [one - ONE_DAY * one.weekday() for one in (first, day)]
        return (mondays[1] - mondays[0]).days // 7
    years = day.year - first.year
    if frequency is Frequency.YEARLY:
        return years
    return years * 12 + day.month - first.month


def days_of_month(day: date) -> list[date]:
    """All days of the month of a day."""
    length = calendar.monthrange(day.year, day.month)[1]
    return [day.replace(day=number) for number in range(1, length + 1)]


def fits(rule: Recurrence, day: date) -> bool:
    """Whether a day is one of those that the parts of a rule name."""
    length = calendar.monthrange(day.year, day.month)[1]
    weekday = WEEKDAYS[day.weekday()]
    from_start, from_end = (day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1)
    weekdays = {weekday, f"{from_start}{weekday}", f"{from_end}{weekday}"}
    numbers = {day.day, day.day - length - 1}
    return (
        (not rule.by_month or day.month in rule.by_month)
        and (not rule.by_month_day or bool(numbers & {*rule.by_month_day}))
        and (not rule.by_day or bool(weekdays & {*rule.by_day}))
    )


# Small meetings that many tests begin with


def forum(**changes: Any) -> ap.MeetingSeries:
    """The forum on every third month's second Wednesday, with some fields changed."""
    fields: dict[str, Any] = {
        "id": "forum",
        "title": "Police accountability forum",
        "body": "pcc",
        "start": at(2014, 9, 10, 10),
        "end": at(2014, 9, 10, 12),
        "zone": "Europe/London",
        "rule": "FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE",
    }
    return ap.MeetingSeries(**fields | changes)


def single(day: date = date(2014, 11, 5), **changes: Any) -> ap.ScrutinyMeeting:
    """One meeting on a morning, with some fields changed."""
    fields: dict[str, Any] = {
        "id": "extra",
        "title": "Special meeting",
        "body": "pcc",
        "start": datetime.combine(day, time(10)),
        "end": datetime.combine(day, time(12)),
        "zone": "Europe/London",
    }
    return ap.ScrutinyMeeting(**fields | changes)


def at(*parts: int) -> datetime:
    """A time on the clock in the room."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


def moved(day: date, start: datetime, **changes: Any) -> MovedMeeting:
    """A meeting that is held for an hour at another time."""
    return MovedMeeting(day=day, start=start, end=start + timedelta(hours=1), **changes)


def days_of(meetings: tuple[ap.ScrutinyMeeting, ...]) -> list[date]:
    """On which days meetings are held."""
    return [meeting.day for meeting in meetings]


def refusals(make: Callable[[], object]) -> list[str]:
    """Every fault of what cannot be made, as it is shown."""
    with pytest.raises(ActionPlanError) as refused:
        make()
    return [str(fault) for fault in refused.value.faults]


SEPTEMBER, DECEMBER = date(2014, 9, 10), date(2014, 12, 10)
MARCH, JUNE = date(2015, 3, 11), date(2015, 6, 10)
YEAR = (date(2014, 9, 1), date(2015, 8, 31))


class TestRules:
    """A rule is an RRULE that says by itself on which days it falls.

    RFC 5545, 3.3.10: "BYxxx rule parts modify the recurrence in some manner".
    """

    @pytest.mark.parametrize(
        "text",
        [
            "FREQ=WEEKLY;BYDAY=WE",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20151231",
            "FREQ=MONTHLY;BYDAY=1MO,-1FR;COUNT=12",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE",
            "FREQ=MONTHLY;BYMONTHDAY=15,31,-1",
            "FREQ=YEARLY;BYDAY=2WE;BYMONTH=3,6,9,12",
            "FREQ=YEARLY;INTERVAL=4;BYDAY=MO,TU;BYMONTH=11;BYSETPOS=2",
            "FREQ=YEARLY;BYMONTHDAY=30;BYMONTH=4,9;COUNT=1000",
        ],
    )
    def test_canonical_texts(self, text: str) -> None:
        """A canonical text gives a rule whose text it is."""
        assert str(Recurrence.from_text(text)) == text

    @given(rule=recurrences)
    def test_text_and_rule(self, rule: Recurrence) -> None:
        """The text of a rule gives the same rule back, and fits the schema."""
        assert Recurrence.from_text(str(rule)) == rule
        validator = jsonschema.Draft202012Validator(schema()["$defs"]["recurrence"])
        assert validator.is_valid(str(rule))

    def test_parts_are_sets(self) -> None:
        """However the days of a rule are ordered, it is the same rule."""
        one = Recurrence(frequency="MONTHLY", by_day=["-1FR", "3TU", "1WE", "1MO"])
        other = Recurrence(frequency="MONTHLY", by_day=["1MO", "1WE", "3TU", "-1FR"])
        assert one == other
        assert str(one) == "FREQ=MONTHLY;BYDAY=1MO,1WE,3TU,-1FR"
        numbers = Recurrence(frequency="MONTHLY", by_month_day=[-1, 15, -2, 1])
        assert numbers.by_month_day == (1, 15, -2, -1)

    @pytest.mark.parametrize(
        ("text", "canonical"),
        [
            ("FREQ=MONTHLY;BYDAY=2WE;INTERVAL=3", "FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE"),
            ("rrule:freq=weekly;byday=we,mo", "FREQ=WEEKLY;BYDAY=MO,WE"),
            ("FREQ=WEEKLY;INTERVAL=1;BYDAY=WE", "FREQ=WEEKLY;BYDAY=WE"),
            ("FREQ=MONTHLY;BYDAY=+2WE;COUNT=04", "FREQ=MONTHLY;BYDAY=2WE;COUNT=4"),
            ("FREQ=MONTHLY;BYMONTHDAY=+31,01", "FREQ=MONTHLY;BYMONTHDAY=1,31"),
        ],
    )
    def test_other_texts(self, text: str, canonical: str) -> None:
        """What is understood and not canonical is refused with what to write."""
        (refusal,) = refusals(lambda: Recurrence.from_text(text))
        assert refusal == f"{text!r} is not canonical; write {canonical}"
        assert str(Recurrence.from_text(canonical)) == canonical

    @pytest.mark.parametrize(
        ("text", "faults"),
        [
            (
                "every month",
                [
                    "'every month' is not a rule of recurrence; write one such as "
                    "FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE;UNTIL=20151231"
                ],
            ),
            (
                "FREQ=MONTHLY;BYDAY=②WE",
                [
                    "'FREQ=MONTHLY;BYDAY=②WE' is not a rule of recurrence; write one "
                    "such as FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE;UNTIL=20151231"
                ],
            ),
            (
                "BYDAY=WE",
                [
                    "FREQ: is missing; write one such as "
                    "FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE;UNTIL=20151231"
                ],
            ),
            (
                "FREQ=DAILY;COUNT=5",
                [
                    "FREQ: 'DAILY' is not a known term; use one of WEEKLY, MONTHLY, "
                    "YEARLY"
                ],
            ),
            (
                "FREQ=WEEKLY;WKST=SU;BYDAY=WE;BYHOUR=10;BYFOO=1;BYDAY=MO",
                [
                    "'WKST' cannot be part of a rule here; leave it out: weeks begin "
                    "on Monday",
                    "'BYHOUR' cannot be part of a rule here; leave it out: meetings "
                    "are at the time of the first",
                    "'BYFOO' cannot be part of a rule here; use FREQ, INTERVAL, BYDAY, "
                    "BYMONTHDAY, BYMONTH, BYSETPOS, COUNT, UNTIL",
                    "'BYDAY' is given twice; keep one of them",
                ],
            ),
            (
                "FREQ=WEEKLY;BYDAY=XX,0WE,6WE,53MO",
                [
                    f"BYDAY[{n}]: {day!r} is no day of the week; write MO, TU, WE, TH, "
                    "FR, SA or SU; 2WE is the second, -1WE the last"
                    for n, day in enumerate(["0WE", "53MO", "6WE", "XX"])
                ],
            ),
            (
                "FREQ=MONTHLY;INTERVAL=0;BYMONTHDAY=0,32,x;COUNT=1001",
                [
                    "INTERVAL: the number 0 is out of range; use a number from 1 to 99",
                    "BYMONTHDAY[0]: the number 0 counts nothing; count from 1, or from "
                    "-1 for the last",
                    "BYMONTHDAY[1]: the number 32 is out of range; use a number from "
                    "-31 to 31",
                    "BYMONTHDAY[2]: expected a whole number, got 'X'",
                    "COUNT: the number 1001 is out of range; use a number from 1 to "
                    "1000",
                ],
            ),
            (
                "FREQ=WEEKLY;BYDAY=WE,WE",
                ["BYDAY[1]: 'WE' is named twice; name it once"],
            ),
            (
                "FREQ=WEEKLY;BYDAY=WE;UNTIL=20151231T100000Z",
                [
                    "UNTIL: '20151231T100000Z' is not a day; write the day alone, as "
                    "UNTIL=20151231; that day is included"
                ],
            ),
            (
                "FREQ=WEEKLY;BYDAY=WE;UNTIL=20150231",
                [
                    "UNTIL: '2015-02-31' is no day of the calendar (day is out of "
                    "range for month); write a day that the calendar has"
                ],
            ),
            (
                "FREQ=WEEKLY;BYDAY=WE;COUNT=3;UNTIL=20151231",
                [
                    "UNTIL: a rule ends by COUNT or by UNTIL, and not by both; keep "
                    "one of them"
                ],
            ),
            (
                "FREQ=WEEKLY;COUNT=3",
                ["BYDAY: is missing; say on which days of the week: BYDAY=WE"],
            ),
            (
                "FREQ=WEEKLY;BYDAY=2WE;BYMONTHDAY=1;BYMONTH=3;BYSETPOS=1",
                [
                    "BYDAY: a week has no 2WE; write FREQ=MONTHLY;BYDAY=2WE, or leave "
                    "the number out",
                    *[
                        f"{part}: a rule by the week has only days of the week; write "
                        "FREQ=MONTHLY or FREQ=YEARLY, or leave this out"
                        for part in ("BYMONTHDAY", "BYMONTH", "BYSETPOS")
                    ],
                ],
            ),
            (
                "FREQ=MONTHLY;INTERVAL=3",
                [
                    "BYDAY: is missing; say on which days of the month: BYDAY=2WE, or "
                    "BYMONTHDAY=15"
                ],
            ),
            (
                "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
                [
                    "BYMONTHDAY: calendar programs differ about the days that this "
                    "gives; keep BYDAY or BYMONTHDAY"
                ],
            ),
            (
                "FREQ=MONTHLY;BYDAY=2WE,FR;BYSETPOS=1",
                [
                    "BYDAY: some days have a number and some have none; make two "
                    "series of them",
                    "BYSETPOS: 2WE is one day of a month already; leave out its "
                    "number, or BYSETPOS",
                ],
            ),
            (
                "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1",
                [
                    "BYSETPOS: calendar programs differ about the days that this "
                    "gives; leave it out; BYMONTHDAY=-1 is the last day of every month"
                ],
            ),
            (
                "FREQ=MONTHLY;BYDAY=2WE;BYMONTH=3,9",
                [
                    "BYMONTH: calendar programs differ about the days that this gives; "
                    "write FREQ=YEARLY"
                ],
            ),
            (
                "FREQ=YEARLY;BYDAY=2WE",
                ["BYMONTH: is missing; say in which months: BYMONTH=3,9"],
            ),
            (
                "FREQ=YEARLY;BYDAY=FR;BYMONTH=3,9;BYSETPOS=-1",
                [
                    "BYSETPOS: calendar programs differ about the days that this "
                    "gives; make a series for each month"
                ],
            ),
            (
                "FREQ=YEARLY;BYMONTHDAY=29,-1;BYMONTH=2,3",
                [
                    "BYMONTHDAY: calendar programs differ about the days that this "
                    f"gives; write FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY={day} for one "
                    "month"
                    for day in (29, -1)
                ],
            ),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_refusals(self, text: str, faults: list[str]) -> None:
        """What a rule leaves open, or programs differ about, has a way out."""
        assert refusals(lambda: Recurrence.from_text(text)) == faults

    def test_fields(self) -> None:
        """What is no part of a rule is named by its field."""
        faults = refusals(
            lambda: Recurrence(
                frequency="MONTHLY",
                by_day=[3, "WE"],  # type: ignore[list-item]
                by_month_day=5,  # type: ignore[arg-type]
            )
        )
        assert faults == [
            "by_day[0]: expected a day of the week, got the number 3",
            "by_month_day: expected a list, got the number 5",
        ]

    def test_no_text(self) -> None:
        """Only text is read as a rule."""
        assert refusals(lambda: Recurrence.from_text(5)) == [  # type: ignore[arg-type]
            "expected text, got the number 5"
        ]


class TestOccurrences:
    """The days of a series are those that its rule names.

    RFC 5545, 3.3.10: "Recurrence rules may generate recurrence instances with an
    invalid date [...]. Such recurrence instances MUST be ignored."
    """

    @given(made=series(), years=st.integers(0, 5))
    def test_day_by_day(self, made: ap.MeetingSeries, years: int) -> None:
        """A reading of the rule day by day gives the same days."""
        last = made.day + timedelta(days=366 * years)
        found = made.occurrences(date(1900, 1, 1), last)
        assert list(found) == by_hand(made.rule, made.day, last)

    @given(made=series())
    def test_as_dateutil_reads_it(self, made: ap.MeetingSeries) -> None:
        """dateutil, which reads the text of the rule itself, gives the same days."""
        text = str(made.rule).replace("UNTIL=20240331", "UNTIL=20240331T235959")
        read = rrulestr(f"{text};WKST=MO", dtstart=made.start)
        expected = [moment.date() for moment in islice(read, 30)]
        last = expected[-1]
        assert list(made.occurrences(made.day, last)) == expected

    @given(made=series(), gaps=st.tuples(*[st.integers(1, 900)] * 2))
    def test_parts_and_whole(
        self, made: ap.MeetingSeries, gaps: tuple[int, int]
    ) -> None:
        """The meetings of two stretches one after the other are those of both."""
        a = made.day - timedelta(days=100)
        b = a + timedelta(days=gaps[0])
        c = b + timedelta(days=gaps[1])
        parts = made.meetings(a, b) + made.meetings(b + ONE_DAY, c)
        assert parts == made.meetings(a, c)

    @given(made=series())
    def test_what_is_held(self, made: ap.MeetingSeries) -> None:
        """Every day of the rule is held as it says, or moved, or cancelled."""
        last = made.day + timedelta(days=1500)
        moved_days = {held.day: held for held in made.moved}
        for day in made.occurrences(made.day, last):
            meeting = made.meeting(day)
            if meeting is None:
                assert day in made.cancelled
                continue
            start = moved_days[day].start if day in moved_days else None
            assert meeting.id == f"{made.id}/{day}"
            assert meeting.start == start or (
                meeting.day == day and meeting.start.time() == made.start.time()
            )
            assert meeting in made.meetings(meeting.day, meeting.day)

    @given(made=series(), ahead=st.integers(-50, 2000))
    def test_the_next(self, made: ap.MeetingSeries, ahead: int) -> None:
        """The next meeting after a day is the first of those that follow."""
        day = made.day + timedelta(days=ahead)
        found = made.next_after(day)
        later = made.meetings(day + ONE_DAY, found or day + timedelta(days=4000))
        assert ({found} if found else set()) == set(days_of(later))

    @pytest.mark.parametrize(
        ("rule", "start", "expected"),
        [
            ("FREQ=MONTHLY;BYMONTHDAY=29", (2015, 1, 29), [(3, 29), (4, 29), (5, 29)]),
            ("FREQ=MONTHLY;BYMONTHDAY=30", (2015, 1, 30), [(3, 30), (4, 30), (5, 30)]),
            ("FREQ=MONTHLY;BYMONTHDAY=31", (2015, 1, 31), [(3, 31), (5, 31), (7, 31)]),
            ("FREQ=MONTHLY;BYMONTHDAY=-1", (2015, 1, 31), [(2, 28), (3, 31), (4, 30)]),
            ("FREQ=MONTHLY;BYDAY=5WE", (2014, 12, 31), [(4, 29), (7, 29), (9, 30)]),
            ("FREQ=MONTHLY;BYDAY=-1FR", (2015, 1, 30), [(2, 27), (3, 27), (4, 24)]),
        ],
    )
    def test_ends_of_months(
        self, rule: str, start: tuple[int, int, int], expected: list[tuple[int, int]]
    ) -> None:
        """A month that lacks the day has no meeting, and later ones do not drift."""
        held = forum(start=at(*start, 10), end=at(*start, 12), rule=rule)
        after = held.occurrences(held.day + ONE_DAY, date(2015, 12, 31))[:3]
        assert [(day.month, day.day) for day in after] == expected

    def test_leap_days(self) -> None:
        """A meeting on 29 February is held in leap years, and 2100 is none."""
        held = forum(
            start=at(2016, 2, 29, 10),
            end=at(2016, 2, 29, 12),
            rule="FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=29",
        )
        found = held.occurrences(date(2016, 1, 1), date(2106, 1, 1))
        years = [day.year for day in found]
        assert years == [*range(2016, 2100, 4), 2104]
        assert held.next_after(date(2096, 2, 29)) == date(2104, 2, 29)

    def test_weeks_begin_on_monday(self) -> None:
        """A rule of every second week does not listen to Python's calendar module."""
        calendar.setfirstweekday(calendar.SUNDAY)
        try:
            held = forum(
                start=at(2015, 8, 4, 10),
                end=at(2015, 8, 4, 12),
                rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=4",
            )
            found = held.occurrences(date(2015, 8, 1), date(2015, 9, 30))
        finally:
            calendar.setfirstweekday(calendar.MONDAY)
        # The example of RFC 5545 for WKST=MO.
        assert [day.day for day in found] == [4, 9, 18, 23]

    @pytest.mark.parametrize("end", ["COUNT=3", "UNTIL=20150311"])
    def test_ends(self, end: str) -> None:
        """A count takes in what is cancelled, and a last day is one of the series."""
        held = forum(rule=f"FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE;{end}", cancelled=[MARCH])
        assert held.occurrences(*YEAR) == (SEPTEMBER, DECEMBER, MARCH)
        assert days_of(held.meetings(*YEAR)) == [SEPTEMBER, DECEMBER]
        assert held.next_after(DECEMBER) is None

    def test_no_end(self) -> None:
        """A series without an end has a next meeting as long as there are years."""
        held = forum()
        assert held.next_after(date(2900, 1, 1)) == date(2900, 3, 10)
        assert held.next_after(date(2999, 12, 11)) is None
        assert held.occurrences(date(2999, 12, 1), date(2999, 12, 31)) == (
            date(2999, 12, 11),
        )

    def test_a_long_wait(self) -> None:
        """The next meeting may be decades away."""
        held = forum(
            start=at(2016, 2, 29, 10),
            end=at(2016, 2, 29, 12),
            rule="FREQ=YEARLY;BYDAY=5MO;BYMONTH=2",
        )
        assert held.next_after(held.day) == date(2044, 2, 29)

    @pytest.mark.parametrize(
        ("start", "end", "faults"),
        [
            (
                MARCH,
                DECEMBER,
                [
                    "end: 2014-12-10 is before the start, 2015-03-11; put the earlier "
                    "day first"
                ],
            ),
            (
                at(2014, 9, 10, 10),
                "2014-09-10",
                [
                    "start: expected a day (a date without a time), got "
                    "datetime.datetime(2014, 9, 10, 10, 0)",
                    "end: expected a day (a date without a time), got '2014-09-10'",
                ],
            ),
        ],
    )
    def test_stretches(self, start: Any, end: Any, faults: list[str]) -> None:
        """A stretch runs from a day to a day that is not before it."""
        assert refusals(lambda: forum().meetings(start, end)) == faults
        assert refusals(lambda: forum().occurrences(start, end)) == faults
        assert refusals(lambda: register().meetings_between(start, end)) == faults


class TestClocks:
    """A meeting is at the same time of the clock in the room all year.

    RFC 5545, 3.3.5: "If the local time described does not occur (when changing from
    standard to daylight time)" programs make another time of it; here it is refused.
    """

    @given(made=series())
    def test_no_drift(self, made: ap.MeetingSeries) -> None:
        """No change of the clocks moves a meeting or makes it longer on the clock."""
        plain = attrs.evolve(made, cancelled=(), moved=())
        for meeting in plain.meetings(plain.day, plain.day + timedelta(days=800)):
            assert meeting.starts.timetz() == made.start.time().replace(
                tzinfo=meeting.starts.tzinfo
            )
            assert meeting.end - meeting.start == made.end - made.start

    def test_both_changes(self) -> None:
        """Ten in London is nine in UTC in summer, and ten in winter."""
        weekly = forum(rule="FREQ=WEEKLY;BYDAY=WE")
        around = weekly.meetings(date(2014, 10, 22), date(2014, 10, 29))
        around += weekly.meetings(date(2015, 3, 25), date(2015, 4, 1))
        hours = [meeting.starts.astimezone(UTC).hour for meeting in around]
        assert hours == [9, 10, 10, 9]
        assert {meeting.starts.hour for meeting in around} == {10}

    @pytest.mark.parametrize(
        ("key", "start", "end"),
        [("start", (1, 30), (3, 0)), ("end", (0, 30), (1, 30))],
    )
    def test_a_time_that_no_clock_shows(
        self, key: str, start: tuple[int, int], end: tuple[int, int]
    ) -> None:
        """A series that meets in the hour that is skipped says on which day."""
        fields: dict[str, Any] = {
            "start": at(2015, 3, 1, *start),
            "end": at(2015, 3, 1, *end),
            "rule": "FREQ=WEEKLY;BYDAY=SU;UNTIL=20160301",
        }
        assert refusals(lambda: forum(**fields)) == [
            f"{key}: '2015-03-29 01:30' does not exist in Europe/London: clocks go "
            "forward over it; move or cancel the meeting of Sun 29 Mar 2015, or give "
            "another time"
        ]
        sunday = date(2015, 3, 29)
        assert forum(**fields, cancelled=[sunday]).meeting(sunday) is None
        later = moved(sunday, at(2015, 3, 29, 9))
        held = forum(**fields, moved=[later]).meeting(sunday)
        assert held is not None
        assert held.start == later.start

    def test_a_night_meeting(self) -> None:
        """A meeting of a Saturday may end in an hour that is skipped on Sunday."""
        faults = refusals(
            lambda: forum(
                start=at(2015, 3, 7, 23),
                end=at(2015, 3, 8, 1, 30),
                rule="FREQ=WEEKLY;BYDAY=SA",
            )
        )
        assert faults == [
            "end: '2015-03-29 01:30' does not exist in Europe/London: clocks go "
            "forward over it; move or cancel the meeting of Sat 28 Mar 2015, or give "
            "another time"
        ]

    def test_the_first_meeting(self) -> None:
        """The first meeting is not in an hour that is skipped either."""
        faults = refusals(
            lambda: forum(
                start=at(2015, 3, 29, 1, 30),
                end=at(2015, 3, 29, 3),
                rule="FREQ=WEEKLY;BYDAY=SU;COUNT=2",
            )
        )
        assert faults == [
            "start: '2015-03-29 01:30' does not exist in Europe/London: clocks go "
            "forward over it; give another time"
        ]

    def test_over_midnight(self) -> None:
        """Clocks that skip midnight itself are seen."""
        faults = refusals(
            lambda: forum(
                start=at(2017, 10, 8, 0, 30),
                end=at(2017, 10, 8, 2),
                zone="America/Sao_Paulo",
                rule="FREQ=WEEKLY;BYDAY=SU;COUNT=3",
            )
        )
        assert [fault[:25] for fault in faults] == ["start: '2017-10-15 00:30'"]

    def test_a_whole_day_that_is_skipped(self) -> None:
        """Samoa had no 30 December in 2011."""
        faults = refusals(
            lambda: forum(
                start=at(2011, 12, 23, 10),
                end=at(2011, 12, 23, 12),
                zone="Pacific/Apia",
                rule="FREQ=WEEKLY;BYDAY=FR;COUNT=3",
            )
        )
        assert [fault.split(" does")[0] for fault in faults] == [
            "start: '2011-12-30 10:00'",
            "end: '2011-12-30 12:00'",
        ]

    def test_after_the_years_that_are_looked_at(self) -> None:
        """What is skipped after 28 years is refused when that meeting is asked for."""
        held = forum(
            start=at(2016, 3, 13, 1, 30),
            end=at(2016, 3, 13, 3),
            rule="FREQ=YEARLY;INTERVAL=31;BYDAY=2SU,-1SU;BYMONTH=3",
            cancelled=[date(2016, 3, 27)],
        )
        assert len(held.occurrences(date(2047, 1, 1), date(2047, 12, 31))) == 2
        with pytest.raises(InvalidValue, match="2047-03-31 01:30"):
            held.meetings(date(2047, 3, 1), date(2047, 3, 31))

    def test_in_autumn(self) -> None:
        """A time that clocks show twice is the first of the two."""
        sunday = at(2014, 10, 26, 1, 30)
        held = forum(
            start=sunday, end=at(2014, 10, 26, 3), rule="FREQ=WEEKLY;BYDAY=SU;COUNT=2"
        )
        first = held.meetings(held.day, held.day)[0]
        assert first.starts.astimezone(UTC).replace(tzinfo=None) == at(
            2014, 10, 26, 0, 30
        )

    def test_the_last_years(self) -> None:
        """A series may begin in the last year that can be meant."""
        held = forum(start=at(2999, 9, 11, 10), end=at(2999, 9, 11, 12))
        assert held.next_after(held.day) == date(2999, 12, 11)


class TestSeries:
    """A series refuses what cannot be, all of it together.

    RFC 5545, 3.8.5.3: "The DTSTART property value SHOULD be synchronized with the
    recurrence rule, if specified. The recurrence set generated with a DTSTART
    property value not synchronized with the recurrence rule is undefined."
    """

    def test_moved_and_cancelled(self) -> None:
        """A moved meeting keeps its id and has its own time and place."""
        held = forum(
            place="County Hall",
            cancelled=[MARCH],
            moved=[
                moved(DECEMBER, at(2014, 12, 17, 14), place="Wymondham"),
                moved(JUNE, at(2014, 8, 1, 9)),
            ],
            preparations=[Preparation(name="papers", deadline="P8D before meeting")],
            visibility="shared",
            x={"room": 3},
        )
        found = held.meetings(date(2014, 1, 1), date(2015, 8, 31))
        assert [(one.id, one.start, one.place) for one in found] == [
            ("forum/2015-06-10", at(2014, 8, 1, 9), "County Hall"),
            ("forum/2014-09-10", at(2014, 9, 10, 10), "County Hall"),
            ("forum/2014-12-10", at(2014, 12, 17, 14), "Wymondham"),
        ]
        assert {one.x["room"] for one in found} == {3}
        assert {one.visibility for one in found} == {"shared"}
        assert days_of(held.meetings(DECEMBER, DECEMBER)) == []
        assert held.occurrences(*YEAR) == (SEPTEMBER, DECEMBER, MARCH, JUNE)
        assert held.regular_days(*YEAR) == (SEPTEMBER,)

    def test_next_counts_moves(self) -> None:
        """The next meeting is where it was moved to, and never a cancelled one."""
        held = forum(cancelled=[MARCH], moved=[moved(DECEMBER, at(2015, 1, 7, 10))])
        assert held.next_after(SEPTEMBER) == date(2015, 1, 7)
        assert held.next_after(date(2015, 1, 7)) == JUNE
        with pytest.raises(InvalidValue):
            held.next_after(at(2015, 1, 7, 10))

    def test_by_day(self) -> None:
        """A meeting is found by the day of the rule alone."""
        held = forum(cancelled=[MARCH])
        assert held.meeting(MARCH) is None
        assert refusals(lambda: held.meeting(date(2014, 12, 11))) == [
            "the series 'forum' has no meeting of Thu 11 Dec 2014; ask for a day that "
            "its rule gives; see `occurrences`"
        ]
        with pytest.raises(UnknownName):
            held.meeting(date(2013, 12, 11))

    def test_every_fault_at_once(self) -> None:
        """All that is wrong comes together, each with its place and a way out."""
        faults = refusals(
            lambda: forum(
                id="f" * 90,
                end=at(2014, 9, 10, 9),
                cancelled=[date(2014, 12, 11), DECEMBER],
                moved=[
                    MovedMeeting(
                        day=DECEMBER, start=at(2015, 3, 29, 1), end=at(2015, 3, 29, 4)
                    ),
                    moved(MARCH, at(2015, 3, 12, 10)),
                    moved(MARCH, at(2015, 3, 13, 10)),
                    moved(date(2013, 1, 1), at(2015, 3, 13, 10)),
                ],
                preparations=[Preparation(name="drafts", deadline="P7D before papers")],
            )
        )
        assert faults == [
            f"id: {'f' * 60 + '...'!r} leaves no room for the days of its meetings; "
            "use at most 89 characters",
            "end: 2014-09-10 09:00:00 is not after the start, 2014-09-10 10:00:00; "
            "put the end after the start",
            "preparations[0].deadline: no preparation 'papers' stands before this "
            "one; count back from one of meeting",
            "moved[0].day: the meeting of Wed 10 Dec 2014 is cancelled or moved "
            "already; say once what became of it",
            "moved[0].start: '2015-03-29 01:00' does not exist in Europe/London: "
            "clocks go forward over it; give another time",
            "moved[2].day: the meeting of Wed 11 Mar 2015 is cancelled or moved "
            "already; say once what became of it",
            "cancelled[0]: the rule does not give Thu 11 Dec 2014; name a day that it "
            "gives, such as Wed 10 Dec 2014",
            "moved[3].day: the rule does not give Tue 1 Jan 2013; name a day that it "
            "gives, such as Wed 10 Sep 2014",
        ]

    @pytest.mark.parametrize(
        "rule",
        [
            "FREQ=MONTHLY;BYDAY=3WE",
            "FREQ=WEEKLY;BYDAY=MO,TH",
            "FREQ=WEEKLY;BYDAY=WE;UNTIL=20140909",
            "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
            "FREQ=YEARLY;BYDAY=2WE;BYMONTH=3",
        ],
    )
    def test_the_first_is_one_of_them(self, rule: str) -> None:
        """The first meeting is one of the rule's, or nobody knows what it is."""
        assert refusals(lambda: forum(rule=rule, cancelled=[MARCH])) == [
            f"rule: {rule!r} does not give Wed 10 Sep 2014, the day of the first "
            "meeting; begin with a day that the rule gives, or change the rule"
        ]

    @pytest.mark.parametrize(
        ("change", "place"),
        [
            ({"rule": 5}, "rule"),
            ({"rule": "monthly"}, "rule"),
            ({"cancelled": "2014-12-10"}, "cancelled"),
            ({"cancelled": [DECEMBER, DECEMBER]}, "cancelled[1]"),
            ({"cancelled": [at(2014, 12, 10, 10)]}, "cancelled[0]"),
            ({"moved": [DECEMBER]}, "moved[0]"),
            ({"preparations": ["papers"]}, "preparations[0]"),
            ({"zone": "Norwich"}, "zone"),
            ({"start": SEPTEMBER}, "start"),
            ({"visibility": "secret"}, "visibility"),
        ],
        ids=repr,
    )
    def test_fields(self, change: dict[str, Any], place: str) -> None:
        """Each field is checked by itself."""
        (fault,) = refusals(lambda: forum(**change))
        assert fault.startswith(f"{place}: ")

    def test_moved_backwards(self) -> None:
        """A moved meeting ends after it begins."""
        faults = refusals(
            lambda: MovedMeeting(
                day=DECEMBER, start=at(2014, 12, 17, 14), end=at(2014, 12, 17, 14)
            )
        )
        assert [fault[:4] for fault in faults] == ["end:"]

    @given(made=series())
    def test_values_travel(self, made: ap.MeetingSeries) -> None:
        """A series that was pickled and read again is equal, and can be looked up."""
        assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - our own bytes
        assert {made: 1}[attrs.evolve(made)] == 1


class TestPreparations:
    """What is due before a meeting counts back from it, and from each other.

    Clear days leave out the day on which a thing is done and the day of the meeting
    (CPR 2.8(2) and (3) has the same of periods before a hearing).
    """

    @pytest.mark.parametrize(
        ("days", "expected"),
        [(0, date(2015, 1, 13)), (3, date(2015, 1, 8)), (7, date(2015, 1, 2))],
    )
    def test_clear_working_days(self, days: int, expected: date) -> None:
        """Between the day that papers are due and the meeting are so many of them."""
        papers = Preparation.clear_days("papers", days, calendar="england-and-wales")
        wednesday = date(2015, 1, 14)
        due = single(wednesday, preparations=[papers]).preparations_due()["papers"]
        assert due.day == expected
        days_off = WorkingCalendar.named("england-and-wales")
        between = (wednesday - due.day).days - 1
        inside = [due.day + ONE_DAY * n for n in range(1, between + 1)]
        assert sum(map(days_off.is_working, inside)) == days

    def test_clear_days(self) -> None:
        """Without a calendar every day counts; another preparation can come after."""
        drafts = Preparation.clear_days("drafts", 6, before="papers")
        assert str(drafts.deadline) == "P7D before papers"

    @pytest.mark.parametrize(
        ("days", "shown"), [(-1, "the number -1"), (366, "the number 366")]
    )
    def test_how_many(self, days: int, shown: str) -> None:
        """There are from none to a year of clear days."""
        assert refusals(lambda: Preparation.clear_days("papers", days)) == [
            f"days: {shown} is out of range; use a number from 0 to 365"
        ]

    def test_a_chain(self) -> None:
        """Drafts count back from papers, and both explain themselves."""
        preparations = [
            Preparation.clear_days("papers", 5, calendar="england-and-wales"),
            Preparation(name="drafts", deadline="P1W before papers"),
        ]
        due = single(date(2014, 9, 2), preparations=preparations).preparations_due()
        assert {name: one.explanation for name, one in due.items()} == {
            "papers": "6 working days (england-and-wales) before Tue 2 Sep 2014 "
            "(meeting), skipping weekends and Mon 25 Aug 2014 = Fri 22 Aug 2014 "
            "(bank holidays as known on 17 Nov 2026)",
            "drafts": "7 days before Fri 22 Aug 2014 (papers) = Fri 15 Aug 2014",
        }

    def test_from_a_day_of_papers(self) -> None:
        """Where the day of the papers is given, drafts can count back from it."""
        drafts = Preparation(name="drafts", deadline="P1W before papers")
        meeting = single(papers=date(2014, 10, 29), preparations=[drafts])
        due = meeting.preparations_due()
        assert [(name, one.day) for name, one in due.items()] == [
            ("papers", date(2014, 10, 29)),
            ("drafts", date(2014, 10, 22)),
        ]
        assert str(due["papers"]) == (
            "by 29 Oct 2014 = Wed 29 Oct 2014, that day included"
        )

    def test_nothing(self) -> None:
        """A meeting without preparations has none that are due."""
        assert single().preparations_due() == {}

    @given(made=series())
    def test_of_every_meeting(self, made: ap.MeetingSeries) -> None:
        """In a series each is due before its own meeting, wherever that is moved."""
        for meeting in made.meetings(made.day, made.day + timedelta(days=500)):
            assume(meeting.day.year < 2028)
            due = meeting.preparations_due()
            assert list(due) == [one.name for one in made.preparations]
            assert all(one.day < meeting.day for one in due.values())

    def test_a_calendar_of_ones_own(self) -> None:
        """A rule can name a calendar that the caller gives."""
        closed = WorkingCalendar(
            name="office",
            holidays=[date(2014, 11, 4)],
            first=date(2014, 1, 1),
            last=date(2014, 12, 31),
            source="The office's own list",
        )
        papers = Preparation.clear_days("papers", 0, calendar="office")
        meeting = single(preparations=[papers])
        due = meeting.preparations_due(calendar=closed)["papers"]
        assert due.day == date(2014, 11, 3)
        with pytest.raises(UnknownName, match="there is no working calendar 'office'"):
            meeting.preparations_due()

    def test_beyond_the_horizon(self) -> None:
        """Papers of a year whose bank holidays are not known have no due day."""
        papers = Preparation.clear_days("papers", 5, calendar="england-and-wales")
        with pytest.raises(BeyondHorizon):
            single(date(2040, 1, 4), preparations=[papers]).preparations_due()

    @pytest.mark.parametrize(
        ("name", "deadline", "fault"),
        [
            (
                "papers",
                "P6D after meeting",
                "deadline: 'P6D after meeting' is not before a meeting; count back, as "
                "in P6D before meeting working[england-and-wales] or P1W before papers",
            ),
            (
                "papers",
                "P6D before 2014-09-10",
                "deadline: P6D before 2014-09-10 stays where it is, whenever the "
                "meeting is held; count back, as in P6D before meeting "
                "working[england-and-wales] or P1W before papers",
            ),
            (
                "papers",
                "P6D before meeting working",
                "deadline: 'P6D before meeting working' counts working days of no "
                "calendar; name it, such as P6D before meeting "
                "working[england-and-wales]",
            ),
            (
                "Papers",
                "P6D before meeting",
                "name: 'Papers' is not a name; use small letters, digits and hyphens, "
                "such as case-closed",
            ),
            ("papers", 6, "deadline: expected a deadline, got the number 6"),
        ],
    )
    def test_refusals(self, name: str, deadline: Any, fault: str) -> None:
        """What does not count back from a meeting is refused."""
        made = refusals(lambda: Preparation(name=name, deadline=deadline))
        assert made == [fault]

    def test_names(self) -> None:
        """Each has a name of its own, and counts from what stands before it."""
        papers = Preparation(name="papers", deadline="P8D before drafts")
        drafts = Preparation(name="drafts", deadline="P8D before meeting")
        odd = Preparation(name="meeting", deadline="P8D before meeting")
        faults = refusals(lambda: single(preparations=[papers, drafts, drafts, odd]))
        assert faults == [
            "preparations[0].deadline: no preparation 'drafts' stands before this one; "
            "count back from one of meeting",
            "preparations[2].name: the name 'drafts' is taken; give each preparation "
            "its own name",
            "preparations[3].name: the name 'meeting' is taken; give each preparation "
            "its own name",
        ]
        given_twice = refusals(
            lambda: single(
                papers=date(2014, 10, 29),
                preparations=[attrs.evolve(papers, deadline="P8D before meeting")],
            )
        )
        assert given_twice == [
            "preparations[0].name: the name 'papers' is taken; give each preparation "
            "its own name"
        ]


class TestInARegister:
    """A register finds meetings of both sorts, and knows which comes next."""

    def test_between(self) -> None:
        """The meetings of some days come in order of time, of series or not."""
        whole = register(meetings=[forum(), single(), single(MARCH, id="other")])
        found = whole.meetings_between(*YEAR)
        assert [one.id for one in found] == [
            "forum/2014-09-10",
            "extra",
            "forum/2014-12-10",
            "forum/2015-03-11",
            "other",
            "forum/2015-06-10",
        ]
        assert whole.meetings_between(date(2014, 11, 6), date(2014, 12, 9)) == ()

    def test_by_the_moment(self) -> None:
        """Of two meetings on one clock time, that in the east is earlier."""
        here = single(id="a", zone="Europe/London")
        east = single(id="b", zone="Europe/Paris")
        found = register(meetings=[here, east]).meetings_between(here.day, here.day)
        assert [one.id for one in found] == ["b", "a"]

    def test_by_id(self) -> None:
        """A meeting of a series is found by the day of the rule in its id."""
        held = forum(moved=[moved(DECEMBER, at(2014, 12, 17, 14))])
        whole = register(meetings=[held, single()])
        assert whole.meeting("forum/2014-12-10").start == at(2014, 12, 17, 14)
        assert whole.meeting("extra") is whole.meetings[1]

    @pytest.mark.parametrize(
        ("name", "fault"),
        [
            (
                "forum",
                "'forum' is a series of meetings; ask for one of them, such as "
                "'forum/2014-09-10'",
            ),
            (
                "forum/2015-03-11",
                "the meeting 'forum/2015-03-11' is cancelled; ask for one that is "
                "held; see `meetings_between`",
            ),
            (
                "forum/2014-12-11",
                "there is no meeting 'forum/2014-12-11'; did you mean "
                "'forum/2014-12-10'?",
            ),
            (
                "form/2014-12-10",
                "there is no meeting 'form/2014-12-10'; did you mean "
                "'forum/2014-12-10'?",
            ),
            ("exta", "there is no meeting 'exta'; did you mean 'extra'?"),
            (
                "forum/9999-12-31",
                "there is no meeting 'forum/9999-12-31'; see `meetings_between` for "
                "those of some days",
            ),
            (
                "forum/first",
                "there is no meeting 'forum/first'; did you mean 'forum'?",
            ),
            (
                7,
                "there is no meeting '7'; see `meetings_between` for those of some "
                "days",
            ),
        ],
    )
    def test_unknown(self, name: Any, fault: str) -> None:
        """What is no meeting that is held says what was probably meant."""
        whole = register(meetings=[forum(cancelled=[MARCH]), single()])
        assert refusals(lambda: whole.meeting(name)) == [fault]

    @pytest.mark.parametrize("series_first", [True, False])
    def test_clashes(self, series_first: bool) -> None:
        """No meeting has an id that one of a series has, cancelled or not."""
        taken = single(id="forum/2015-03-11")
        free = single(id="forum/2014-11-05")
        held = forum(cancelled=[MARCH])
        first, second = (held, taken) if series_first else (taken, held)
        message = (
            "the id 'forum/2015-03-11' is that of a meeting of the series 'forum'; "
            "move or cancel that meeting in the series, or use another id"
        )
        assert refusals(lambda: register(meetings=[first, free, second])) == [
            f"meetings[{2 if series_first else 0}].id: {message}"
        ]
        whole = register(meetings=[first, free])
        assert refusals(lambda: whole.add(second)) == [f"things[0].id: {message}"]
        assert whole.add(single(id="other")).meeting("other").id == "other"

    def test_a_series_in_the_way(self) -> None:
        """A series cannot have the id of a meeting of another one."""
        inner = forum(id="forum/2014-12-10")
        faults = refusals(lambda: register(meetings=[forum(), inner]))
        assert [fault[:16] for fault in faults] == ["meetings[1].id: "]

    def test_replaced(self) -> None:
        """A meeting can become a series, and a series is replaced by its id."""
        whole = register(meetings=[single(id="forum")])
        whole = whole.replace(forum())
        whole = whole.replace(forum(cancelled=[MARCH]))
        assert whole.meetings == (forum(cancelled=[MARCH]),)
        assert register().add(forum()).meetings == (forum(),)
        taken = register(meetings=[forum(), single()])
        assert refusals(lambda: taken.add(forum())) == [
            "things[0].id: the id 'forum' is taken; give each its own id"
        ]

    def test_unknown_body(self) -> None:
        """The body that holds a series is one of the register."""
        faults = refusals(lambda: register(meetings=[forum(body="pc")]))
        assert faults == [
            "meetings[0].body: there is no body 'pc'; did you mean 'pcc'?"
        ]

    def test_merged(self) -> None:
        """What two sides change in a series is united, if the whole can be."""
        base = register(meetings=[forum()])
        moving = base.replace(forum(place="County Hall"))
        longer = base.replace(forum(end=at(2014, 9, 10, 13)))
        united = moving.merge(longer, base=base)
        assert united.meetings == (forum(place="County Hall", end=at(2014, 9, 10, 13)),)
        one = base.replace(forum(cancelled=[DECEMBER]))
        with pytest.raises(MergeConflict, match=r"meetings\[0\].cancelled: "):
            one.merge(base.replace(forum(cancelled=[MARCH])), base=base)

    def test_merged_into_nonsense(self) -> None:
        """Two changes that are right alone may make a series that cannot be."""
        base = register(meetings=[forum()])
        yearly = base.replace(forum(rule="FREQ=YEARLY;BYDAY=2WE;BYMONTH=9"))
        without = base.replace(forum(cancelled=[DECEMBER]))
        with pytest.raises(MergeConflict) as refused:
            yearly.merge(without, base=base)
        assert [str(conflict) for conflict in refused.value.faults] == [
            "meetings[0].cancelled[0]: the rule does not give Wed 10 Dec 2014; name a "
            "day that it gives, such as Wed 10 Sep 2014"
        ]

    def test_editions(self) -> None:
        """The meetings of a series are seen by whoever may see the series."""
        shared = forum(visibility="shared")
        whole = register(meetings=[shared, single()])
        assert days_of(whole.edition("public").meetings_between(*YEAR)) == [
            single().day
        ]
        assert whole.edition("shared").meetings == whole.meetings

    def test_where(self) -> None:
        """A snapshot can be asked by a series, or by a meeting of it that is held."""
        now = register(meetings=[forum(cancelled=[MARCH])]).at(date(2014, 12, 1))
        asked = now.where(meeting="forum")
        assert len(asked) == 3
        assert now.where(meeting="forum/2014-12-10") == asked
        for name in ("forum/2015-03-11", "forum/2014-12-11"):
            with pytest.raises(UnknownName, match="there is no meeting"):
                now.where(meeting=name)


class TestTheNextMeeting:
    """Deadlines that count from the next meeting count those of series too."""

    @pytest.mark.parametrize(
        ("meetings", "expected"),
        [
            ([forum()], date(2014, 9, 9)),
            ([forum(cancelled=[SEPTEMBER])], date(2014, 12, 9)),
            ([forum(moved=[moved(SEPTEMBER, at(2014, 9, 3, 10))])], date(2014, 9, 2)),
            ([forum(), single(date(2014, 9, 4))], date(2014, 9, 3)),
            ([single(PUBLISHED), single(date(2014, 9, 12), id="b")], date(2014, 9, 11)),
            ([forum(), single(date(2014, 9, 12))], date(2014, 9, 9)),
        ],
    )
    def test_after_publication(
        self, meetings: list[ap.ScrutinyMeeting], expected: date
    ) -> None:
        """The next is the first that is held after the day of publication."""
        deadline = "P1D before next-meeting"
        plans = [
            plan(deadline=deadline, id=name, actions=[]) for name in ("p", "another")
        ]
        now = register(meetings=meetings, plans=plans).at(date(2014, 9, 1))
        due = [state.due.day for state in now.where(kind="plan") if state.due]
        assert due == [expected, expected]

    def test_none_any_more(self) -> None:
        """After the last of a series nobody knows what comes next."""
        held = forum(rule="FREQ=MONTHLY;BYDAY=2WE;COUNT=1", cancelled=[SEPTEMBER])
        state = register(
            meetings=[held], plans=[plan(deadline="P1D before next-meeting")]
        ).at(date(2014, 9, 1))["p"]
        assert state.undated == "no day is known for 'next-meeting'"

    @given(made=series(), published=st.dates(date(2012, 1, 1), date(2020, 1, 1)))
    def test_the_same_as_the_meetings(
        self, made: ap.MeetingSeries, published: date
    ) -> None:
        """What is next is what a look through all meetings finds."""
        deadline = "P1D before next-meeting"
        item = ap.ActionPlan(id="p", owner="pcc", added=published, deadline=deadline)
        held = ap.Register(bodies=BODIES, plans=[item], meetings=[made])
        state = held.at(published)["p"]
        later = held.meetings_between(published + ONE_DAY, date(2030, 1, 1))
        if later:
            assert state.due is not None
            assert state.due.day == later[0].day - ONE_DAY
        else:
            assert state.due is None or state.due.day.year > 2029

    def test_no_next_meeting_is_asked_for(self) -> None:
        """A register in which nothing counts from a meeting expands no series."""
        held = register(meetings=[forum(rule="FREQ=WEEKLY;BYDAY=WE", id="weekly")])
        before = cache_misses()
        held.at(date(2014, 12, 1))
        assert cache_misses() == before


def cache_misses() -> int:
    """How often days of a rule were counted."""
    return _days_until.cache_info().misses


class TestInADocument:
    """A series is a meeting with a rule, in the list of meetings."""

    def test_as_written(self) -> None:
        """A document holds the rule as text, and leaves out what is not said."""
        held = forum(
            cancelled=[MARCH],
            moved=[moved(DECEMBER, at(2014, 12, 17, 14), place="Wymondham")],
            preparations=[
                Preparation.clear_days("papers", 5, calendar="england-and-wales"),
                Preparation(name="drafts", deadline="P1W before papers", text="All."),
            ],
        )
        written = json.loads(ap.dumps(ap.Register(bodies=BODIES, meetings=[held])))
        assert written["meetings"] == [
            {
                "id": "forum",
                "title": "Police accountability forum",
                "body": "pcc",
                "start": "2014-09-10T10:00",
                "end": "2014-09-10T12:00",
                "zone": "Europe/London",
                "rule": "FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE",
                "cancelled": ["2015-03-11"],
                "moved": [
                    {
                        "day": "2014-12-10",
                        "start": "2014-12-17T14:00",
                        "end": "2014-12-17T15:00",
                        "place": "Wymondham",
                    }
                ],
                "preparations": [
                    {
                        "name": "papers",
                        "deadline": "P6D before meeting working[england-and-wales]",
                    },
                    {"name": "drafts", "deadline": "P1W before papers", "text": "All."},
                ],
            }
        ]
        assert written["format"] == "actionplan/1.0"

    @given(made=series(), preparing=preparations())
    def test_round_trip(
        self, made: ap.MeetingSeries, preparing: list[Preparation]
    ) -> None:
        """A register with series reads as it was written, and fits the schema."""
        assume(made.id != "extra")
        extra = single(preparations=preparing)
        whole = ap.Register(bodies=BODIES, meetings=[made, extra])
        data = ap.dumps(whole)
        assert ap.loads(data) == whole
        assert ap.dumps(ap.loads(data)) == data
        jsonschema.Draft202012Validator(schema()).validate(json.loads(data))

    @pytest.mark.parametrize(
        ("change", "faults"),
        [
            (
                {"rule": "FREQ=MONTHLY"},
                [
                    "meetings[0].rule: 'FREQ=MONTHLY' is faulty: BYDAY: is missing; "
                    "say on which days of the month: BYDAY=2WE, or BYMONTHDAY=15"
                ],
            ),
            (
                {"cancelled": ["2014-12-10", "20150311", 5]},
                [
                    "meetings[0].cancelled[1]: '20150311' is not a day; write it as "
                    "YYYY-MM-DD, such as 2014-08-29",
                    "meetings[0].cancelled[2]: expected a day (a date without a time), "
                    "got the number 5",
                ],
            ),
            (
                {"cancelled": "2014-12-10"},
                ["meetings[0].cancelled: expected a list, got '2014-12-10'"],
            ),
            (
                {"moved": [{"day": "2014-12-10", "start": "2014-12-17T14:00"}]},
                [
                    "meetings[0].moved[0].end: is missing; write it, or leave out the "
                    "object that lacks it"
                ],
            ),
            (
                {"preparations": [{"name": "papers", "deadline": "a week before"}]},
                ["meetings[0].preparations[0].deadline: 'a week before' is not a"],
            ),
            (
                {"papers": "2014-09-01"},
                ["meetings[0].papers: the key 'papers' is unknown; use one of id"],
            ),
            (
                {"cancelled": ["2014-12-11"]},
                ["meetings[0].cancelled[0]: the rule does not give Thu 11 Dec 2014"],
            ),
        ],
        ids=repr,
    )
    def test_refusals(self, change: dict[str, Any], faults: list[str]) -> None:
        """A document is refused for the same reasons as a call, with the place."""
        tree = json.loads(ap.dumps(ap.Register(bodies=BODIES, meetings=[forum()])))
        tree["meetings"][0].update(change)
        with pytest.raises(InvalidDocument) as refused:
            ap.loads(json.dumps(tree))
        found = [str(fault) for fault in refused.value.faults]
        assert len(found) == len(faults)
        for one, expected in zip(found, faults, strict=True):
            assert one.startswith(expected)

    def test_no_rule(self) -> None:
        """Without a rule it is one meeting, which has no exceptions."""
        tree = json.loads(ap.dumps(ap.Register(bodies=BODIES, meetings=[single()])))
        tree["meetings"][0]["cancelled"] = ["2014-11-05"]
        with pytest.raises(InvalidDocument, match="the key 'cancelled' is unknown"):
            ap.loads(json.dumps(tree))
        tree["meetings"][0] = "forum"
        with pytest.raises(InvalidDocument, match="expected an object, got 'forum'"):
            ap.loads(json.dumps(tree))
