"""Independent readers read a calendar as it is meant: each item, day, time and text."""

from datetime import date, datetime, time

import attrs
import pytest
from hypothesis import given
from icalendar import Calendar

import actionplan as ap
from actionplan.strategies import days
from cases import Case, Item
from exports import LATEST, case_of, dated_registers
from handmade import CASES, LONDON, MEETINGS, all_day, event, file, london
from programs import READERS, Program, Reader, disagreements
from registers import EXAMPLES, register

pytest_plugins = ["started"]

ZONES = ["Pacific/Honolulu", "Europe/London", "Pacific/Auckland"]


def in_zone_of_icalendar() -> bytes:
    """The meetings, with the VTIMEZONE that icalendar would add."""
    calendar = Calendar.from_ical(MEETINGS.ics.replace(zone(), b""))
    calendar.add_missing_timezones()
    data: bytes = calendar.to_ical()
    return data


def zone() -> bytes:
    """The VTIMEZONE of the meetings."""
    return LONDON.replace("\n", "\r\n").encode()


def at_night() -> ap.Register:
    """A register with meetings in the hours in which clocks change."""
    nights = (date(2026, 3, 29), date(2026, 10, 25))
    meetings = [
        ap.ScrutinyMeeting(
            id=f"{night}/{hour}",
            title=f"At {hour}",
            body="pcc",
            start=datetime.combine(night, time(hour, 15)),
            end=datetime.combine(night, time(hour, 45)),
            zone="Europe/London",
        )
        for night in nights
        for hour in (0, 1, 2, 3)
        if (night, hour) != (nights[0], 1)  # which no clock shows
    ]
    weekly = ap.MeetingSeries(
        id="weekly",
        title="Weekly",
        body="pcc",
        start=datetime.combine(nights[1], time(1, 30)),
        end=datetime.combine(nights[1], time(4)),
        zone="Europe/London",
        rule="FREQ=WEEKLY;BYDAY=SU;COUNT=1",
    )
    return register(reports=[], plans=[], meetings=[*meetings, weekly])


class TestByHand:
    """Files written by hand are read as they are meant: the readers are asked right."""

    @pytest.mark.parametrize("programs", ZONES, indirect=True)
    @pytest.mark.parametrize("name", CASES)
    def test_all_agree(self, programs: list[Program], name: str) -> None:
        """Every reader reads the file as it is meant, wherever its machine is."""
        assert disagreements(programs, CASES[name]) == ""

    @pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
    def test_limits(self, programs: list[Program], reader: Reader) -> None:
        """What a reader is excused from is what it does wrong: no excuse is idle."""
        (program,) = [one for one in programs if one.reader == reader]
        for limit in reader.limits:
            others = tuple(one for one in reader.limits if one is not limit)
            program.reader = attrs.evolve(reader, limits=others)
            wrong = [disagreements([program], case) for case in CASES.values()]
            program.reader = reader
            assert any(wrong), limit.reason


class TestExports:
    """What the library exports is read as the register has it."""

    @pytest.mark.parametrize("programs", ZONES, indirect=True)
    @pytest.mark.parametrize(
        ("name", "on"),
        [
            ("norfolk_2014", date(2014, 9, 17)),
            ("norfolk_2014", date(2016, 1, 1)),
            ("suffolk_2022", date(2023, 1, 10)),
        ],
    )
    def test_examples(self, programs: list[Program], name: str, on: date) -> None:
        """Every reader has the due days of real inspections, in every zone."""
        case = case_of(ap.load(EXAMPLES / f"{name}.json"), on, LATEST)
        assert case
        assert len(case.items) > 1
        assert disagreements(programs, case) == ""

    @pytest.mark.parametrize("programs", ZONES, indirect=True)
    def test_night_of_change(self, programs: list[Program]) -> None:
        """Every reader has a meeting at night, when clocks change, at its moment."""
        day = date(2026, 10, 1)
        case = case_of(at_night(), day, LATEST)
        assert case
        assert len(case.items) == 8
        assert disagreements(programs, case) == ""

    @given(made=dated_registers(), on=days())
    def test_registers(
        self, programs: list[Program], made: ap.Register, on: date
    ) -> None:
        """Every reader has each due day of any register, and each text and state."""
        case = case_of(made, on)
        if case is not None:
            assert disagreements(programs, case) == ""


class TestItBites:
    """What an export must not hold is seen."""

    def test_zone_of_dates(self, programs: list[Program]) -> None:
        """The zone that icalendar adds puts winter an hour early in Thunderbird."""
        case = attrs.evolve(MEETINGS, ics=in_zone_of_icalendar())
        said = disagreements(programs, case)
        for name in ("ical.js", "calendar-js", "ts-ics", "vobject"):
            assert f"{name} has uid='winter' start='2026-01-15T13:00:00Z'" in said

    def test_no_zone(self, programs: list[Program]) -> None:
        """Without a zone, ical.js knows no moment at all."""
        case = attrs.evolve(MEETINGS, ics=MEETINGS.ics.replace(zone(), b""))
        said = disagreements(programs, case)
        assert "ical.js has uid='winter' start='2026-01-15T14:00:00 floating'" in said

    def test_hour_that_comes_twice(self, programs: list[Program]) -> None:
        """Thunderbird, libical and others take the second of two times for the one."""
        # RFC 5545, 3.3.5: such a time "refers to the first occurrence".
        made = event("night", london("20261025T013000", "20261025T030000"))
        night = Item(
            uid="night", start="2026-10-25T00:30:00Z", end="2026-10-25T03:00:00Z"
        )
        case = Case(ics=file(LONDON, made), items=[night])
        wrong = {line.split()[0] for line in disagreements(programs, case).splitlines()}
        assert wrong == {"ical.js", "libical", "calendar-js", "node-ical", "ts-ics"}

    def test_positions_of_days(self, programs: list[Program]) -> None:
        """Thunderbird and Nextcloud take BYSETPOS with BYMONTHDAY for every day."""
        rule = "RRULE:FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1;COUNT=3\n"
        made = event("last", london("20260130T100000", "20260130T110000"), rule)
        hours = {"2026-01-30": 10, "2026-02-28": 10, "2026-03-30": 9}
        case = Case(
            ics=file(LONDON, made),
            items=[
                Item(
                    uid="last",
                    start=f"{day}T{hour:02}:00:00Z",
                    end=f"{day}T{hour + 1:02}:00:00Z",
                )
                for day, hour in hours.items()
            ],
            series=frozenset({"last"}),
        )
        wrong = {line.split()[0] for line in disagreements(programs, case).splitlines()}
        assert wrong == {"ical.js", "calendar-js"}

    def test_comma(self, programs: list[Program]) -> None:
        """Radicale's reader cuts a text at a comma that is not escaped."""
        lines = "SUMMARY:one, two\n"
        case = Case(
            ics=file(event("a", all_day("20260501", "20260502"), lines)),
            items=[
                Item(uid="a", start="2026-05-01", end="2026-05-02", summary="one, two")
            ],
        )
        said = disagreements(programs, case)
        assert (
            "vobject has uid='a' start='2026-05-01' end='2026-05-02' summary='one'"
            in said
        )

    def test_method(self, programs: list[Program]) -> None:
        """METHOD without an organizer fails libical's check of RFC 5546."""
        ics = CASES["all-day"].ics.replace(b"PRODID", b"METHOD:PUBLISH\r\nPRODID")
        said = disagreements(programs, attrs.evolve(CASES["all-day"], ics=ics))
        assert "libical refuses the file" in said

    def test_one_uid_for_two(self, programs: list[Program]) -> None:
        """An event and a to-do of one UID are one thing to node-ical."""
        ics = CASES["states"].ics.replace(b"UID:begun", b"UID:alarmed")
        said = disagreements(programs, attrs.evolve(CASES["states"], ics=ics))
        assert "node-ical lacks uid='alarmed'" in said
