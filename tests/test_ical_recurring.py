"""What recurs: rules that give the days that the library itself counts."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, strategies as st
from icalendar import vRecur

import actionplan as ap
from actionplan.formats import ical
from actionplan.formats.ical._identity import event_uid
from actionplan.formats.ical._recurring import Repetition
from actionplan.periods import Period
from actionplan.strategies import periods
from calendars import DAY, components, event_of, lines_of, one, read, said, todo_of
from registers import PUBLISHED, update

MONTH_ENDS = [
    date(year, month, day)
    for year in (2014, 2016)
    for month in range(1, 13)
    for day in (28, 29, 30, 31)
    if (month, day) not in {(4, 31), (6, 31), (9, 31), (11, 31)}
    and (month != 2 or day <= (29 if year == 2016 else 28))
]
LAST = date(2032, 12, 31)


def own_days(every: Period, start: date, until: date) -> list[date]:
    """The days that the library counts, each from the start."""
    days, times = [], 1
    while (day := every.added_to(start, times)) <= until:
        days.append(day)
        times += 1
    return days


def days_of(component: Any, until: date) -> list[date]:
    """The days that dateutil makes of a component's rule."""
    if "RRULE" not in component:
        return [component.start]
    rule = component["RRULE"].to_ical().decode()
    start = datetime.combine(component.start, datetime.min.time())
    end = datetime.combine(until, datetime.min.time())
    return [
        day.date()
        for day in rrulestr(rule, dtstart=start).between(start, end, inc=True)
    ]


def quarterly(
    *entries: Any, deadline: str = "every P3M from publication"
) -> ap.Register:
    """A register of one report that is due every quarter from 29 August."""
    return one(*entries, deadline=deadline)


class TestTheSameDays:
    """RFC 5545, 3.3.10: a rule may give an "invalid date", which "MUST be ignored".

    So no rule from the 29th, 30th or 31st may count on days that months lack.
    """

    @given(
        every=periods(),
        start=st.sampled_from(MONTH_ENDS)
        | st.dates(date(2010, 1, 1), date(2020, 1, 1)),
        until=st.none() | st.dates(date(2010, 1, 1), LAST),
    )
    def test_rules_give_our_days(
        self, every: Period, start: date, until: date | None
    ) -> None:
        """All rules of a repetition together give its days, none of them twice."""
        repetition = Repetition(every=every, start=start, until=until, named=None)
        parts = repetition.parts if repetition.first <= (until or LAST) else []
        end = datetime.combine(LAST, datetime.min.time())
        found = []
        for part in parts:
            rule = ical_rule(part.rule)
            first = datetime.combine(part.first, datetime.min.time())
            days = rrulestr(rule, dtstart=first).between(first, end, inc=True)
            assert days[:1] == [first] or first > end
            found += [day.date() for day in days]
            assert "BYSETPOS" not in rule
        assert sorted(found) == own_days(every, start, min(until or LAST, LAST))
        assert len({part.name for part in parts}) == len(parts)

    @pytest.mark.parametrize(
        ("every", "start", "rules"),
        [
            ("P3M", date(2014, 8, 28), ["FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=28"]),
            ("P1M", date(2014, 1, 31), ["FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=-1"]),
            ("P6M", date(2014, 8, 31), ["FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1"]),
            ("P6M", date(2014, 1, 30), ["FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=30"]),
            (
                "P3M",
                date(2014, 11, 30),
                [
                    "FREQ=YEARLY;INTERVAL=1;BYMONTHDAY=30;BYMONTH=5,8,11",
                    "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=-1",
                ],
            ),
            (
                "P18M",
                date(2014, 8, 29),
                [
                    "FREQ=MONTHLY;INTERVAL=36;BYMONTHDAY=29",
                    "FREQ=MONTHLY;INTERVAL=36;BYMONTHDAY=-1",
                ],
            ),
            (
                "P2Y",
                date(2014, 8, 31),
                ["FREQ=YEARLY;INTERVAL=2;BYMONTHDAY=31;BYMONTH=8"],
            ),
            ("P1Y", date(2016, 2, 29), ["FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=-1"]),
            ("P2W", date(2014, 9, 17), ["FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"]),
            ("P10D", date(2014, 9, 17), ["FREQ=DAILY;INTERVAL=10"]),
        ],
        ids=range(10),
    )
    def test_rules(self, every: str, start: date, rules: list[str]) -> None:
        """One rule does, unless February and longer months come by the 29th or 30th."""
        repetition = Repetition(
            every=Period.from_text(every), start=start, until=None, named=None
        )
        assert [ical_rule(part.rule) for part in repetition.parts] == rules


def ical_rule(rule: Any) -> str:
    """A rule as icalendar writes it."""
    value: Any = vRecur(rule)
    return str(value.to_ical().decode())


class TestEvents:
    """What recurs is an event with a rule, the same on whatever day it is made."""

    def test_every_quarter(self) -> None:
        """The first event is on the first day, and the rule gives all others."""
        made = quarterly(deadline="every P3M from 2014-08-28 until 2015-06-30")
        event = event_of(ical.dumps(made, DAY))
        assert event.start == date(2014, 11, 28)
        assert event.end == date(2014, 11, 29)
        assert days_of(event, LAST) == [
            date(2014, 11, 28),
            date(2015, 2, 28),
            date(2015, 5, 28),
        ]
        assert "RRULE:FREQ=MONTHLY;UNTIL=20150630;INTERVAL=3;BYMONTHDAY=28" in lines_of(
            ical.dumps(made, DAY)
        )
        description = said(event, "DESCRIPTION")
        due = "Due: every 3 months from Thu 28 Aug 2014, until Tue 30 Jun 2015"
        assert due in description.split("\n")
        assert len(event.subcomponents) == 1

    def test_by_two_events(self) -> None:
        """What needs two rules has two events, and together they have all its days."""
        data = ical.dumps(quarterly(), DAY)
        names = ["r/1@norfolk", "r/1@norfolk#2"]
        found = components(data)
        assert found.keys() == {event_uid(name) for name in names}
        days = [day for event in found.values() for day in days_of(event, LAST)]
        assert sorted(days) == own_days(Period(months=3), PUBLISHED, LAST)
        assert {said(event, "SUMMARY") for event in found.values()} == {"Due: Act."}
        named = "Due: every 3 months from Fri 29 Aug 2014 (publication)"
        assert all(named in said(one, "DESCRIPTION") for one in found.values())

    @pytest.mark.parametrize(
        ("status", "until"), [("complete", " until complete"), ("closed", "")]
    )
    def test_ends_when_it_is_done(self, status: str, until: str) -> None:
        """It ends with what was due next on the day on which it was done."""
        done = update("r/1", date(2015, 3, 1), status=status)
        later = update("r/1", date(2015, 9, 1), note="Said again.")
        made = quarterly(done, later, deadline=f"every P3M from publication{until}")
        data = ical.dumps(made, date(2016, 1, 1))
        events = components(data).values()
        assert sorted(day for one in events for day in days_of(one, LAST)) == [
            date(2014, 11, 29),
            date(2015, 2, 28),
            date(2015, 5, 29),
        ]
        assert {said(event, "SUMMARY") for event in events} == {
            f"{status.capitalize()}: Act."
        }
        assert not any(event.subcomponents for event in events)

    def test_goes_on_until_others_agree(self) -> None:
        """What is said to be done goes on, unless it recurs until it is complete."""
        said_so = update("r/1", date(2015, 3, 1), status="complete")
        data = ical.dumps(quarterly(said_so), date(2016, 1, 1), as_="both")
        assert b"UNTIL" not in data
        assert todo_of(data)["DUE"].dt == date(2015, 5, 29)

    def test_goes_on_when_it_is_opened_again(self) -> None:
        """What is opened again goes on."""
        done = update("r/1", date(2015, 3, 1), status="complete")
        again = update("r/1", date(2015, 4, 1), status="in-progress")
        until = "every P3M from publication until complete"
        data = ical.dumps(quarterly(done, again, deadline=until), date(2016, 1, 1))
        assert b"UNTIL" not in data

    @pytest.mark.parametrize(
        "deadline",
        [
            "every P3M from publication until 2014-11-01",
            "every P3M from receipt",
        ],
    )
    def test_never(self, deadline: str) -> None:
        """What ends before it begins, or counts from nothing known, has no event."""
        made = one(deadline=deadline)
        with pytest.raises(ap.ActionPlanError, match="nothing has a due day"):
            ical.dumps(made, DAY)

    def test_the_next_after_a_report(self) -> None:
        """The to-do is for the time after the last that its owner reported for."""
        others = update("r/1", date(2014, 10, 1), by="pcc", note="We will watch this.")
        data = ical.dumps(quarterly(others), DAY, as_="todos")
        assert todo_of(data)["DUE"].dt == date(2014, 11, 29)
        own = update("r/1", date(2014, 10, 2), note="Sent.")
        data = ical.dumps(quarterly(others, own), date(2014, 12, 1), as_="todos")
        assert todo_of(data)["DUE"].dt == date(2015, 2, 28)

    def test_no_slip_from_what_recurs(self) -> None:
        """A day that took the place of many is not told as a slip from one of them."""
        change = ap.DeadlineChange(item="r/1", on=DAY, by="hmic", deadline="by 2015")
        event = event_of(ical.dumps(quarterly(change), DAY))
        assert event.start == date(2015, 12, 31)
        assert "First due" not in said(event, "DESCRIPTION")

    def test_days_of_occurrences_agree(self) -> None:
        """The events of all days are those of the snapshots of all days."""
        made = quarterly(deadline="every P1M from 2014-08-30")
        days = {
            state.due.day
            for offset in range(600)
            for state in made.at(DAY + timedelta(days=offset))
            if state.due
        }
        events = components(ical.dumps(made, DAY)).values()
        found = {day for one in events for day in days_of(one, max(days))}
        assert found == days


class TestTodos:
    """A to-do is done once: it is for the first time that the log tells nothing of."""

    @pytest.mark.parametrize(
        ("on", "due"),
        [
            (None, date(2014, 11, 29)),
            (date(2014, 8, 29), date(2014, 11, 29)),
            (date(2014, 8, 30), date(2015, 2, 28)),
            (date(2014, 11, 29), date(2015, 2, 28)),
            (date(2014, 11, 30), date(2015, 5, 29)),
        ],
    )
    def test_next(self, on: date | None, due: date) -> None:
        """An entry does for the time that is due next, and the next one is shown."""
        entries = [update("r/1", on, note="Sent.")] if on else []
        data = ical.dumps(quarterly(*entries), date(2016, 1, 1), as_="todos")
        assert todo_of(data)["DUE"].dt == due
        assert "RRULE" not in todo_of(data)

    def test_none_left(self) -> None:
        """When all is done, the last time stays to be seen."""
        sent = update("r/1", date(2015, 5, 1), note="Sent.")
        made = quarterly(sent, deadline="every P3M from publication until 2015-07-01")
        todo = todo_of(ical.dumps(made, date(2016, 1, 1), as_="todos"))
        assert todo["DUE"].dt == date(2015, 5, 29)

    def test_done(self) -> None:
        """What is done for good is shown on the day for which it was done."""
        done = update("r/1", date(2015, 3, 1), status="complete")
        todo = todo_of(ical.dumps(quarterly(done), date(2016, 1, 1), as_="todos"))
        assert todo["DUE"].dt == date(2015, 5, 29)
        assert said(todo, "STATUS") == "COMPLETED"


def test_read_by_icalendar() -> None:
    """The rules come back as they were from icalendar, without an error."""
    data = ical.dumps(quarterly(), DAY, as_="both")
    assert read(data).to_ical() == data
