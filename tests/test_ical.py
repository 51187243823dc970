"""The calendar: what is in it, on which days, and what each component says."""

import contextlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, strategies as st
from icalendar.alarms import Alarms

import actionplan as ap
from actionplan.errors import FaultCode, InvalidValue, UnknownName
from actionplan.formats import ical
from actionplan.strategies import days, registers
from calendars import (
    DAY,
    components,
    event_of,
    lines_of,
    of_items,
    one,
    read,
    said,
    todo_of,
)
from registers import BODIES, EXAMPLES, plan, register, report, update

ZONES = ("Pacific/Honolulu", "America/New_York", "Europe/London", "Pacific/Auckland")


def maybe_dumps(made: ap.Register, on: date, as_: str = "events") -> Iterator[bytes]:
    """The calendar of a register, unless nothing in it has a due day."""
    with contextlib.suppress(InvalidValue):
        yield ical.dumps(made, on, as_=as_)


class TestDays:
    """RFC 5545, 3.6.1: the end of an event "specifies the non-inclusive end".

    A last day is that day included: the event is on it and on no other, and a to-do
    is due on it and not on the day before.
    """

    @given(made=registers(), on=days())
    def test_one_event_for_each_due_day(self, made: ap.Register, on: date) -> None:
        """Events are the items with a due day, each on it and no longer."""
        dated = {
            ical.uid(state.item.long_id): state.due.day
            for state in made.at(on)
            if state.due and state.recurs_from is None
        }
        for data in maybe_dumps(made, on):
            events = of_items(data, made)
            found = {uid: event.start for uid, event in events.items()}
            assert dated.items() <= found.items()
            for event in events.values():
                assert event.end - event.start == timedelta(days=1)
                assert event["DTSTART"].params["VALUE"] == "DATE"
                assert event["DTEND"].params["VALUE"] == "DATE"
            assert all("RRULE" in events[uid] for uid in events.keys() - dated.keys())

    @given(made=registers(), on=days())
    def test_refused_without_a_day(self, made: ap.Register, on: date) -> None:
        """Only a register in which nothing has a due day gives no calendar."""
        if any(state.due for state in made.at(on)):
            assert ical.dumps(made, on)

    @given(made=registers(), on=days())
    def test_one_todo_for_each_item(self, made: ap.Register, on: date) -> None:
        """Both kinds carry the same items, and a to-do has a day and no start."""
        for data in maybe_dumps(made, on, "both"):
            todos = components(data, "VTODO").values()
            events = of_items(data, made).values()
            texts = [said(todo, "DESCRIPTION") for todo in todos]
            assert {*texts} == {said(event, "DESCRIPTION") for event in events}
            assert all(todo["DUE"].params["VALUE"] == "DATE" for todo in todos)
            assert not any("DTSTART" in todo for todo in todos)

    @pytest.mark.parametrize(
        "day",
        [
            date(2024, 2, 28),
            date(2024, 2, 29),
            date(2023, 12, 31),
            date(2014, 3, 30),
            date(2014, 10, 26),
            date(1800, 1, 1),
            date(2999, 12, 31),
        ],
        ids=str,
    )
    @pytest.mark.parametrize("as_", ["events", "todos"])
    def test_the_last_day_included(self, day: date, as_: str) -> None:
        """Leap days, ends of years and changes of the clocks move no deadline."""
        made = one(deadline=f"by {day}")
        lines = lines_of(ical.dumps(made, DAY, as_=as_))
        if as_ == "todos":
            assert f"DUE;VALUE=DATE:{day:%Y%m%d}".replace(" ", "0") in lines
            return
        after = day + timedelta(days=1)
        assert f"DTSTART;VALUE=DATE:{day.isoformat().replace('-', '')}" in lines
        assert f"DTEND;VALUE=DATE:{after.isoformat().replace('-', '')}" in lines

    @pytest.mark.parametrize("zone", ZONES)
    def test_a_day_has_no_zone(self, zone: str) -> None:
        """No line of an all-day deadline has a time that a zone could move."""
        lines = lines_of(ical.dumps(one(), DAY, as_="both"))
        days_of = [
            line for line in lines if line.startswith(("DTSTART", "DTEND", "DUE"))
        ]
        assert [line.partition(":")[0] for line in days_of] == [
            "DTSTART;VALUE=DATE",
            "DTEND;VALUE=DATE",
            "DUE;VALUE=DATE",
        ]
        assert not any(zone in line for line in lines)
        assert "BEGIN:VTIMEZONE" not in lines

    def test_free_all_day(self) -> None:
        """A deadline does not make the whole day busy (RFC 5545, 3.8.2.7)."""
        event = event_of(ical.dumps(one(), DAY))
        assert said(event, "TRANSP") == "TRANSPARENT"
        assert said(event, "X-MICROSOFT-CDO-BUSYSTATUS") == "FREE"


class TestDescriptions:
    """A component tells what, whose, by when and why then, and how far it has come."""

    def test_what_an_event_says(self) -> None:
        """Everything that is known of an item stands in its description."""
        made = one(
            ap.Assignment(item="r/1", on=DAY, by="norfolk", lead="Head of Crime"),
            update("r/1", DAY, status="in-progress", percent=40, note="Begun."),
            label="Rec 1",
            stated="by 10 October",
            deadline="by 2014-10-11",
        )
        reports = [attrs.evolve(made.reports[0], url="https://example.org/r?a=1,2;3")]
        made = attrs.evolve(made, reports=reports)
        event = event_of(ical.dumps(made, DAY))
        assert said(event, "SUMMARY") == "Due: Act."
        assert said(event, "URL") == "https://example.org/r?a=1,2;3"
        assert said(event, "DESCRIPTION").split("\n") == [
            "Act.",
            "",
            "Item: Rec 1 (r/1)",
            "Owner: Norfolk",
            "Lead: Head of Crime",
            "Status: in progress, 40 %",
            "Due: by 11 Oct 2014 = Sat 11 Oct 2014, that day included",
            "Note: 11 Oct 2014 is a Saturday; the working day before it is Fri 10 Oct "
            "2014",
            'Stated as: "by 10 October"',
            "Report: Child protection",
            "Link: https://example.org/r?a=1,2;3",
            "",
            "Last note (Norfolk, Wed 17 Sep 2014):",
            "Begun.",
        ]

    def test_of_what_has_no_report(self) -> None:
        """An action of a plan without a report has no report to name, and no link."""
        action = ap.Action(id="q/1", owner="pcc", text="Ask.", deadline="by 2015")
        own = plan(
            id="q", owner="pcc", report=None, added=DAY, deadline=None, actions=[action]
        )
        event = event_of(ical.dumps(register(reports=[], plans=[own]), DAY), "q/1@pcc")
        assert "URL" not in event
        assert "Report:" not in said(event, "DESCRIPTION")

    def test_the_original_day(self) -> None:
        """A deadline that slipped says when it was due at first."""
        change = ap.DeadlineChange(
            item="r/1", on=DAY, by="hmic", deadline="by 2014-12-01", asked=DAY
        )
        event = event_of(ical.dumps(one(change), DAY))
        assert event.start == date(2014, 12, 1)
        first = "First due: Fri 10 Oct 2014, moved by 1 agreed change"
        assert first in said(event, "DESCRIPTION").split("\n")

    def test_moved_without_an_agreed_change(self) -> None:
        """A day that an event moved says when it was due at first, and no more."""
        events = [
            ap.Event(item="r/1", on=date(2014, 9, day), by="norfolk", name="receipt")
            for day in (1, 15)
        ]
        made = one(*events, deadline="P10D after receipt")
        first = "First due: Thu 11 Sep 2014"
        lines = said(event_of(ical.dumps(made, DAY)), "DESCRIPTION").split("\n")
        assert first in lines

    def test_superseded_by(self) -> None:
        """What took the place of an item is named."""
        gone = update("r/1", DAY, status="superseded", superseded_by="p")
        description = said(event_of(ical.dumps(one(gone), DAY)), "DESCRIPTION")
        assert "Status: superseded by p" in description

    @pytest.mark.parametrize(
        ("text", "summary"),
        [
            ("Act\nnow.", "Due: Act now."),
            ("word " * 60, "Due: " + "word " * 22 + "word..."),
            ("x" * 500, "Due: " + "x" * 117 + "..."),
            ("y" * 120, "Due: " + "y" * 120),
        ],
        ids=["lines", "words", "one word", "just fits"],
    )
    def test_summaries(self, text: str, summary: str) -> None:
        """A summary is one line, cut between words where there are any."""
        assert said(event_of(ical.dumps(one(text=text), DAY)), "SUMMARY") == summary


class TestStatuses:
    """RFC 5545, 3.8.1.11: what ended stays, and says how; to-dos are ticked."""

    @pytest.mark.parametrize(
        ("status", "word", "event_status", "todo_status"),
        [
            ("awaiting", "Due", None, "NEEDS-ACTION"),
            ("in-progress", "Due", None, "IN-PROCESS"),
            ("complete", "Complete", None, "COMPLETED"),
            ("assured", "Assured", None, "COMPLETED"),
            ("closed", "Closed", None, "COMPLETED"),
            ("no-further-action", "No further action", None, "CANCELLED"),
            ("superseded", "Superseded", "CANCELLED", "CANCELLED"),
            ("withdrawn", "Withdrawn", "CANCELLED", "CANCELLED"),
        ],
    )
    def test_statuses(
        self, status: str, word: str, event_status: str | None, todo_status: str
    ) -> None:
        """The word stands in the summary, because some programs hide the status."""
        data = ical.dumps(one(update("r/1", DAY, status=status)), DAY, as_="both")
        event, todo = event_of(data), todo_of(data)
        assert said(event, "SUMMARY") == f"{word}: Act."
        assert said(todo, "SUMMARY") == ("Act." if word == "Due" else f"{word}: Act.")
        assert event.get("STATUS") == event_status
        assert said(todo, "STATUS") == todo_status
        is_open = word == "Due"
        assert bool(event.subcomponents) is is_open

    def test_done(self) -> None:
        """A ticked to-do has the day since which it is done, and all of it is done."""
        made = one(
            update("r/1", date(2014, 9, 1), status="complete"),
            update("r/1", date(2014, 9, 2), status="in-progress"),
            update("r/1", date(2014, 9, 3), status="complete", percent=90),
            update("r/1", date(2014, 9, 4), status="assured", note="Agreed."),
        )
        todo = todo_of(ical.dumps(made, DAY, as_="todos"))
        assert todo["COMPLETED"].dt == datetime(2014, 9, 3, 10, tzinfo=UTC)
        assert todo["PERCENT-COMPLETE"] == 100

    @given(day=days(), zone=st.sampled_from(ZONES))
    def test_done_on_that_day_everywhere(self, day: date, zone: str) -> None:
        """The moment of completion is on the same day from Honolulu to Auckland."""
        made = one(update("r/1", day, status="complete"))
        data = ical.dumps(made, max(day, DAY), as_="todos")
        completed = todo_of(data)["COMPLETED"].dt
        assert completed.astimezone(ZoneInfo(zone)).date() == day

    @pytest.mark.parametrize(
        ("status", "percent", "shown"),
        [
            ("in-progress", 40, 40),
            ("in-progress", 0, 0),
            ("in-progress", None, None),
            ("in-progress", 100, None),
            ("withdrawn", 40, 40),
            ("complete", 40, 100),
        ],
    )
    def test_percentages(
        self, status: str, percent: int | None, shown: int | None
    ) -> None:
        """An open to-do never shows a hundred per cent, at which some tick it."""
        made = one(update("r/1", DAY, status=status, percent=percent))
        todo = todo_of(ical.dumps(made, DAY, as_="todos"))
        assert todo.get("PERCENT-COMPLETE") == shown


class TestAlarms:
    """RFC 5545, 3.8.6.3: a trigger counts from the start of the day, in local time."""

    @staticmethod
    def triggers(data: bytes, kind: str = "VEVENT") -> list[str]:
        """The triggers of a component, as they are written."""
        (component,) = components(data, kind).values()
        return [
            line[len("TRIGGER") :]
            for line in lines_of(component.to_ical())
            if line.startswith("TRIGGER")
        ]

    def test_one_by_default(self) -> None:
        """An alarm rings seven days before, at nine, and shows what is due."""
        data = ical.dumps(one(), DAY)
        assert self.triggers(data) == [":-P6DT15H"]
        (alarm,) = event_of(data).subcomponents
        assert said(alarm, "ACTION") == "DISPLAY"
        assert said(alarm, "DESCRIPTION") == "Due: Act."

    @pytest.mark.parametrize("zone", ZONES)
    def test_at_nine_where_it_is_read(self, zone: str) -> None:
        """It rings at nine by the clock of whoever is reminded."""
        alarms = Alarms(event_of(ical.dumps(one(), DAY)))
        alarms.set_local_timezone(ZoneInfo(zone))
        (time,) = alarms.times
        nine = datetime(2014, 10, 3, 9, tzinfo=ZoneInfo(zone))
        assert time.trigger == nine

    def test_a_ladder(self) -> None:
        """Several ring in the order that is asked for: Outlook takes the first."""
        data = ical.dumps(one(), DAY, alarms=[28, 7, 1])
        assert self.triggers(data) == [":-P27DT15H", ":-P6DT15H", ":-PT15H"]
        assert self.triggers(ical.dumps(one(), DAY, alarms=[])) == []

    def test_of_todos(self) -> None:
        """A to-do rings before its end, but not beside an event that rings too."""
        data = ical.dumps(one(), DAY, as_="todos")
        assert self.triggers(data, "VTODO") == [";RELATED=END:-P6DT15H"]
        data = ical.dumps(one(), DAY, as_="both")
        assert self.triggers(data, "VTODO") == []

    @pytest.mark.parametrize("alarms", [[0], [367], [7, 7], [-1], ["7"], 7, [True]])
    def test_what_cannot_ring(self, alarms: object) -> None:
        """An alarm on the day or after it is refused: Outlook turns it round."""
        with pytest.raises(InvalidValue) as caught:
            ical.dumps(one(), DAY, alarms=alarms)  # type: ignore[arg-type]
        assert {fault.path.partition("[")[0] for fault in caught.value.faults} == {
            "alarms"
        }


class TestTheCalendar:
    """RFC 5545, 3.6 and RFC 7986, 5: what the calendar says of itself."""

    def test_its_properties(self) -> None:
        """It begins with what it is called and how often to ask for it."""
        data = ical.dumps(one(), DAY, url="https://example.org/a.ics")
        lines = lines_of(data)
        assert lines[: lines.index("BEGIN:VEVENT")] == [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//actionplan//actionplan//EN",
            "NAME:Inspection deadlines",
            "X-WR-CALNAME:Inspection deadlines",
            "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
            "SOURCE;VALUE=URI:https://example.org/a.ics",
            "X-PUBLISHED-TTL:PT12H",
        ]
        assert lines.count("BEGIN:VCALENDAR") == 1
        assert not any(line.startswith("METHOD") for line in lines)
        assert "CATEGORIES" not in data.decode()

    def test_nothing_due(self) -> None:
        """A calendar without a component is refused (RFC 5545, 3.6)."""
        with pytest.raises(InvalidValue, match="nothing has a due day") as caught:
            ical.dumps(one(deadline="ongoing"), DAY)
        assert caught.value.faults[0].code is FaultCode.CALENDAR

    @pytest.mark.parametrize(
        ("asked", "paths"),
        [
            ({"as_": "vevent"}, ["as"]),
            ({"name": " "}, ["name"]),
            ({"name": "\x00"}, ["name"]),
            ({"name": 1}, ["name"]),
            ({"url": "javascript:alert(1)"}, ["url"]),
            ({"url": "https://example.org/a\r\nX:1"}, ["url"]),
            ({"for_": "a b"}, ["for"]),
            ({"as_": None, "name": "", "url": "ftp://x", "alarms": [0]}, None),
        ],
        ids=range(8),
    )
    def test_what_cannot_be_asked(
        self, asked: dict[str, object], paths: list[str] | None
    ) -> None:
        """What is asked for is checked first, and all faults are named together."""
        with pytest.raises(InvalidValue) as caught:
            ical.dumps(one(), DAY, **asked)  # type: ignore[arg-type]
        found = [fault.path for fault in caught.value.faults]
        assert found == (paths or ["as", "alarms[0]", "name", "url"])

    def test_a_script_is_no_link(self) -> None:
        """No report can have a link that a browser would run."""
        with pytest.raises(InvalidValue, match="is not a web address"):
            report(url="javascript:alert(1)")

    def test_known(self) -> None:
        """The calendar of what the papers knew leaves out what came later."""
        late = update("r/1", DAY, percent=5, recorded=datetime(2014, 10, 1, tzinfo=UTC))
        papers = datetime(2014, 9, 10, tzinfo=UTC)
        assert ical.dumps(one(late), DAY, known=papers) == ical.dumps(one(), DAY)

    def test_an_edition(self) -> None:
        """An edition gives a calendar of what its audience may see."""
        made = one(update("r/1", DAY, note="Between us.", visibility="own"))
        data = ical.dumps(made.edition("public"), DAY)
        assert b"Between us." in ical.dumps(made, DAY)
        assert b"Between us." not in data

    def test_alarms_come_last(self) -> None:
        """Properties come before alarms: Outlook loses those that come after one."""
        lines = lines_of(ical.dumps(one(), DAY))
        ends = [n for n, line in enumerate(lines) if line == "END:VALARM"]
        assert {lines[end + 1] for end in ends} == {"END:VEVENT"}

    def test_to_add_to(self) -> None:
        """`calendar` gives what `dumps` writes, to add to."""
        made = ical.calendar(one(), DAY, as_="both", name="Mine")
        assert ical.to_bytes(made) == ical.dumps(one(), DAY, as_="both", name="Mine")


class TestFor:
    """A calendar for one body has what it owns and what it oversees."""

    @staticmethod
    def register() -> ap.Register:
        """Three findings, for Norfolk, Suffolk, and Norfolk's commissioner."""
        finding = ap.Recommendation(
            id="r/1",
            text="Act.",
            addressed_to=["norfolk", "suffolk", "pcc"],
            deadline="by 2015",
        )
        return register(reports=[report(findings=[finding])], plans=[])

    @pytest.mark.parametrize(
        ("body", "owners"),
        [
            ("norfolk", ["norfolk"]),
            ("suffolk", ["suffolk"]),
            ("pcc", ["norfolk", "pcc"]),
        ],
    )
    def test_for(self, body: str, owners: list[str]) -> None:
        """An overseer sees what is its own and what is theirs that it oversees."""
        found = components(ical.dumps(self.register(), DAY, for_=body))
        assert found.keys() == {ical.uid(f"r/1@{owner}") for owner in owners}

    def test_for_nobody(self) -> None:
        """A body without deadlines has no calendar, and an unknown one is refused."""
        with pytest.raises(InvalidValue, match="nothing that hmic owns or oversees"):
            ical.dumps(self.register(), DAY, for_="hmic")
        with pytest.raises(UnknownName, match="did you mean 'norfolk'"):
            ical.dumps(self.register(), DAY, for_="norfolc")

    @pytest.mark.parametrize(
        "on", [None, "2014-09-17", datetime(2014, 9, 17, tzinfo=UTC)]
    )
    def test_no_day(self, on: Any) -> None:
        """What is no day is refused by the name of the argument."""
        with pytest.raises(InvalidValue, match="on: expected a day"):
            ical.dumps(self.register(), on)

    def test_no_register(self) -> None:
        """What is no register is refused, whoever is given it."""
        wrong: Any = "register.json"
        with pytest.raises(InvalidValue, match="expected a register"):
            ical.dumps(wrong, DAY)
        with pytest.raises(InvalidValue, match="expected a register"):
            ical.read(ical.dumps(self.register(), DAY), wrong)

    def test_for_a_successor(self) -> None:
        """A body that took the place of another has what that one had."""
        ended = attrs.evolve(BODIES[2], until=DAY, succeeded_by="suffolk")
        bodies = [ended if body.id == "norfolk" else body for body in BODIES]
        made = attrs.evolve(self.register(), bodies=bodies)
        found = components(ical.dumps(made, DAY, for_="suffolk"))
        assert ical.uid("r/1@norfolk") in found


def test_the_examples() -> None:
    """Every example gives a calendar that icalendar reads without an error."""
    for path in sorted(EXAMPLES.glob("*.json")):
        made = ap.load(path)
        data = ical.dumps(made, date(2023, 6, 1), as_="both")
        assert read(data).events
