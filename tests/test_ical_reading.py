"""What a person changed in a calendar, read back for a person to confirm."""

import contextlib
import re
import tracemalloc
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st
from icalendar import Calendar

import actionplan as ap
from actionplan.errors import FaultCode, InvalidDocument, InvalidValue
from actionplan.formats import ical
from actionplan.strategies import moments, registers
from calendars import DAY, dumped, one
from registers import plan, register, report, update

AFTER_ALL = date(2017, 1, 1)


def todos(made: ap.Register, on: date = DAY) -> bytes:
    """The to-dos of a register."""
    return ical.dumps(made, on, as_="todos")


def edited(data: bytes, **changes: object) -> bytes:
    """A calendar in which every to-do is changed, as a program would write it.

    None takes a property away; anything else is written as it is.
    """
    calendar = Calendar.from_ical(data)
    for component in calendar.walk("VTODO") + calendar.walk("VEVENT"):
        for name in changes:
            component.pop(name.replace("_", "-"), None)
    lines = "".join(
        f"{name.replace('_', '-')}{value}\r\n"
        for name, value in changes.items()
        if value is not None
    )
    written: bytes = calendar.to_ical()
    return re.sub(rb"END:V(TODO|EVENT)", lines.encode() + rb"END:V\1", written)


def proposals(data: bytes, made: ap.Register) -> list[str]:
    """What is proposed, in words, when nothing is unclear and all is known."""
    found = ical.read(data, made)
    assert found.unclear == ()
    assert found.unknown == ()
    return [str(proposal) for proposal in found.proposals]


def unclear(data: bytes, made: ap.Register) -> str:
    """The one thing that is unclear, when nothing else was changed."""
    found = ical.read(data, made)
    assert found.proposals == ()
    (fault,) = found.unclear
    return str(fault)


# What a program takes away that keeps no property but those it knows.
UNKEPT = {"X-ACTIONPLAN-EXPORTED": None}


class TestProposals:
    """What was changed and has one meaning becomes a proposal."""

    def test_ticked(self) -> None:
        """A to-do that was ticked is proposed as complete, on the day of the tick."""
        data = edited(
            todos(one()),
            STATUS=":COMPLETED",
            COMPLETED=":20141009T101500Z",
            PERCENT_COMPLETE=":100",
        )
        (proposal,) = ical.read(data, one()).proposals
        assert str(proposal) == "r/1: complete, 100 %, on Thu 9 Oct 2014"
        recorded = datetime(2014, 10, 10, tzinfo=UTC)
        entry = proposal.update(by="norfolk", recorded=recorded)
        assert entry == ap.ProgressUpdate(
            item="r/1",
            on=date(2014, 10, 9),
            by="norfolk",
            recorded=recorded,
            status="complete",
            percent=100,
        )
        later = one().record(entry)
        assert later.at(date(2014, 10, 9))["r/1"].is_pending
        assert proposals(data, later) == []

    @pytest.mark.parametrize(
        ("completed", "day"),
        [
            (":20141009T230000Z", date(2014, 10, 10)),
            (":20141009T225959Z", date(2014, 10, 9)),
            (";VALUE=DATE:20141009", date(2014, 10, 9)),
            (";TZID=Europe/London:20141009T233000", date(2014, 10, 9)),
            (":20141009T233000", date(2014, 10, 9)),
        ],
    )
    def test_the_day_of_a_tick(self, completed: str, day: date) -> None:
        """A moment is on the day that the register's own place had then."""
        data = edited(todos(one()), STATUS=":COMPLETED", COMPLETED=completed)
        (proposal,) = ical.read(data, one()).proposals
        assert proposal.day == day

    def test_another_zone(self) -> None:
        """The caller may say whose days count."""
        data = edited(todos(one()), STATUS=":COMPLETED", COMPLETED=":20141009T230000Z")
        (proposal,) = ical.read(data, one(), zone="America/New_York").proposals
        assert proposal.day == date(2014, 10, 9)
        with pytest.raises(InvalidValue, match="zone: 'Mars' is no time zone"):
            ical.read(data, one(), zone="Mars")

    def test_without_a_day(self) -> None:
        """A tick without a moment needs a day from whoever confirms it."""
        data = edited(todos(one()), STATUS=":COMPLETED")
        (proposal,) = ical.read(data, one()).proposals
        assert proposal.update(by="norfolk", on=DAY).on == DAY
        with pytest.raises(InvalidValue, match="does not say when r/1 changed"):
            proposal.update(by="norfolk")

    def test_completed_without_a_status(self) -> None:
        """Some programs write when it was done, and no status."""
        data = edited(todos(one()), STATUS=None, COMPLETED=":20141009T101500Z")
        assert proposals(data, one()) == ["r/1: complete, on Thu 9 Oct 2014"]

    @pytest.mark.parametrize(
        ("before", "percent", "proposed"),
        [
            (None, 40, ["r/1: 40 %"]),
            (None, 0, []),
            (40, 60, ["r/1: 60 %"]),
            (40, 20, ["r/1: 20 %"]),
            (40, 0, ["r/1: 0 %"]),
            (40, 40, []),
        ],
    )
    def test_a_percentage(
        self, before: int | None, percent: int, proposed: list[str]
    ) -> None:
        """A percentage that was changed is proposed; nought is what programs add."""
        log = [] if before is None else [update("r/1", DAY, percent=before)]
        data = edited(todos(one(*log)), PERCENT_COMPLETE=f":{percent}")
        assert proposals(data, one(*log)) == proposed

    def test_begun(self) -> None:
        """A to-do that was set in process is proposed as in progress."""
        data = edited(todos(one()), STATUS=":IN-PROCESS", PERCENT_COMPLETE=":10")
        assert proposals(data, one()) == ["r/1: in progress, 10 %"]

    def test_of_several(self) -> None:
        """Each item has its own proposal, in the order of the calendar."""
        made = register()
        data = edited(todos(made), STATUS=":COMPLETED")
        assert proposals(data, made) == ["r/1: complete", "p: complete"]

    def test_a_late_time_of_what_recurs(self) -> None:
        """A tick when another time was due next does not say which of them is done."""
        made = one(deadline="every P3M from publication")
        data = edited(todos(made), STATUS=":COMPLETED", COMPLETED=":20141203T101500Z")
        (fault,) = ical.read(data, made).unclear
        assert fault.message == (
            "was due on Sat 29 Nov 2014 and is ticked on Wed 3 Dec 2014, when another "
            "time was due next"
        )
        undated = edited(todos(made), STATUS=":COMPLETED")
        assert proposals(undated, made) == [
            "r/1: Done for Sat 29 Nov 2014, as ticked in a calendar"
        ]

    def test_by_the_long_id(self) -> None:
        """A second addressee since the export does not unmatch the first."""
        finding = ap.Recommendation(
            id="r/1",
            text="Act.",
            addressed_to=["norfolk", "suffolk"],
            deadline="by 2014-10-10",
        )
        two = register(reports=[report(findings=[finding])], plans=[])
        data = edited(todos(one()), STATUS=":COMPLETED")
        assert proposals(data, two) == ["r/1: complete"]

    def test_a_time_of_what_recurs(self) -> None:
        """A tick of what recurs is for that time, and completes nothing."""
        made = one(deadline="every P3M from publication")
        data = edited(todos(made), STATUS=":COMPLETED", COMPLETED=":20141120T101500Z")
        (proposal,) = ical.read(data, made).proposals
        assert str(proposal) == (
            "r/1: Done for Sat 29 Nov 2014, as ticked in a calendar, on Thu 20 Nov 2014"
        )
        later = made.record(proposal.update(by="norfolk"))
        assert later.at(date(2015, 1, 1))["r/1"].missed == ()
        assert proposals(data, later) == []
        percent = edited(todos(made), PERCENT_COMPLETE=":50")
        assert proposals(percent, made) == ["r/1: 50 %"]


class TestWhatIsNoChange:
    """What the register itself said when it was exported is nobody's change."""

    @given(made=registers())
    def test_untouched(self, made: ap.Register) -> None:
        """A calendar that nobody edited proposes nothing, and leaves nothing open."""
        data = dumped(made, AFTER_ALL, as_="both")
        assert ical.read(data, made) == ical.Reading()

    @given(made=registers(), known=moments())
    def test_untouched_and_old(self, made: ap.Register, known: datetime) -> None:
        """Nor does an older one, whatever was recorded since."""
        data = dumped(made, AFTER_ALL, as_="both", known=known)
        assert ical.read(data, made) == ical.Reading()

    def test_recorded_by_now(self) -> None:
        """A tick that was recorded since is no news."""
        data = edited(todos(one()), STATUS=":COMPLETED", PERCENT_COMPLETE=":100")
        later = one(update("r/1", DAY, status="complete", percent=100))
        assert proposals(data, later) == []
        assured = later.record(update("r/1", DAY, status="assured", by="pcc"))
        assert proposals(data, assured) == []

    def test_an_old_tick_of_the_register(self) -> None:
        """What the register said itself is no tick when it was opened again since."""
        done = one(update("r/1", DAY, status="complete"))
        again = done.record(update("r/1", DAY, status="in-progress"))
        assert proposals(todos(done), again) == []

    def test_a_revision_for_another_reason(self) -> None:
        """A SEQUENCE that rose for another reason than an entry misleads nobody."""
        made = one(update("r/1", DAY, status="in-progress", percent=40))
        before = todos(made)
        finding = attrs.evolve(made.reports[0].findings[0], text="Act now.")
        corrected = made.replace(finding)
        data = ical.dumps(corrected, DAY, as_="todos", previous=before)
        later = corrected.record(update("r/1", date(2014, 10, 1), percent=60))
        assert proposals(data, later) == []
        raised = edited(data, SEQUENCE=":9", SUMMARY=":Mine")
        assert proposals(raised, later) == []

    def test_recorded_ahead(self) -> None:
        """What was recorded before it takes effect misleads nobody either."""
        told = datetime(2014, 10, 1, tzinfo=UTC)
        ahead = ap.Assignment(
            item="r/1", on=date(2014, 12, 1), by="norfolk", lead="A", recorded=told
        )
        made = one(ahead, update("r/1", date(2014, 10, 20), percent=40))
        data = ical.dumps(made, date(2014, 11, 1), as_="todos")
        later = made.record(update("r/1", date(2014, 11, 10), percent=60))
        assert proposals(data, later) == []

    def test_cancelled_by_ourselves(self) -> None:
        """What is cancelled because it lost its day was cancelled by nobody."""
        before = todos(one())
        later = one(deadline="ongoing")
        data = ical.dumps(later, DAY, as_="todos", previous=before)
        assert proposals(data, later) == []

    def test_a_tick_of_an_old_calendar(self) -> None:
        """A tick counts, though something else was recorded in between."""
        data = edited(todos(one()), STATUS=":COMPLETED")
        later = one(update("r/1", DAY, status="in-progress", percent=30))
        assert proposals(data, later) == ["r/1: complete"]

    def test_an_old_time_of_what_recurs(self) -> None:
        """A tick of a time that the log has by now is no news."""
        made = one(deadline="every P3M from publication")
        data = edited(todos(made), STATUS=":COMPLETED")
        assert proposals(data, made.record(update("r/1", DAY, note="Sent."))) == []

    def test_an_old_day(self) -> None:
        """An older calendar has the day of its time, and that is no change."""
        change = ap.DeadlineChange(item="r/1", on=DAY, by="hmic", deadline="by 2015")
        for as_ in ("events", "todos"):
            assert proposals(ical.dumps(one(), DAY, as_=as_), one(change)) == []

    @pytest.mark.parametrize("old", ["by 2014-10-10", "every P3M from publication"])
    def test_what_has_no_day_any_more(self, old: str) -> None:
        """What lost its due day is still known, and a tick of it counts."""
        made = one(deadline=old)
        change = ap.DeadlineChange(item="r/1", on=DAY, by="hmic", deadline="ongoing")
        data = ical.dumps(made, DAY, as_="both")
        assert proposals(data, made.record(change)) == []
        ticked = edited(data, STATUS=":COMPLETED")
        assert proposals(ticked, made.record(change)) == ["r/1: complete"]


class TestNothingKept:
    """A program can drop what is not its own: then what is old is not taken for new."""

    def test_ticked(self) -> None:
        """What the register never said is a change all the same."""
        changes = {"STATUS": ":COMPLETED", "PERCENT_COMPLETE": ":60", **UNKEPT}
        assert proposals(edited(todos(one()), **changes), one()) == [
            "r/1: complete, 60 %"
        ]

    def test_untouched(self) -> None:
        """What the register says now is none."""
        made = one(update("r/1", DAY, status="in-progress", percent=40))
        assert proposals(edited(todos(made), **UNKEPT), made) == []
        none = edited(todos(made), PERCENT_COMPLETE=":0", **UNKEPT)
        assert proposals(none, made) == []

    def test_old(self) -> None:
        """What it said once may be old, and is for a person to look at."""
        made = one(update("r/1", DAY, status="in-progress", percent=40))
        data = edited(todos(made), **UNKEPT)
        later = made.record(
            update("r/1", date(2014, 10, 1), percent=60, status="awaiting")
        )
        found = ical.read(data, later)
        assert found.proposals == ()
        assert [fault.message for fault in found.unclear] == [
            "is what the register said too, IN-PROCESS once, so that nobody may have "
            "changed it",
            "is what the register said too, 40 % done once, so that nobody may have "
            "changed it",
        ]

    def test_an_old_day(self) -> None:
        """An old day is no change, and another one than that of now is."""
        change = ap.DeadlineChange(item="r/1", on=DAY, by="hmic", deadline="by 2015")
        assert proposals(edited(todos(one()), **UNKEPT), one(change)) == []
        moved = edited(todos(one()), DUE=";VALUE=DATE:20141011", **UNKEPT)
        assert "is on Sat 11 Oct 2014 in the calendar" in unclear(moved, one())


class TestWhatIsUnclear:
    """What has no single meaning is reported, with what to do, and never guessed."""

    @pytest.mark.parametrize(
        ("before", "status", "says"),
        [
            ("awaiting", "CANCELLED", "is CANCELLED in the calendar and awaiting in"),
            ("in-progress", "NEEDS-ACTION", "is NEEDS-ACTION in the calendar and in p"),
            ("complete", "IN-PROCESS", "is IN-PROCESS in the calendar and complete"),
            ("closed", "NEEDS-ACTION", "is NEEDS-ACTION in the calendar and closed"),
            ("assured", None, "is NEEDS-ACTION in the calendar and assured"),
            ("withdrawn", "COMPLETED", "is COMPLETED in the calendar and withdrawn"),
        ],
    )
    def test_statuses(self, before: str, status: str | None, says: str) -> None:
        """What would open, end or withdraw an item is not the calendar's to say."""
        # Thunderbird takes all of it away from a to-do that is ticked no more.
        made = one(update("r/1", DAY, status=before))
        given = status and f":{status}"
        data = edited(todos(made), STATUS=given, COMPLETED=None, PERCENT_COMPLETE=None)
        assert f"r/1: {says}" in unclear(data, made)
        assert unclear(data, made).endswith("; record by hand what it means")

    def test_both_ways(self) -> None:
        """What is to be done, and was completed at a moment, is one or the other."""
        changes = {"STATUS": ":NEEDS-ACTION", "COMPLETED": ":20141009T101500Z"}
        data = edited(todos(one()), **changes)
        says = "is NEEDS-ACTION and has a moment of completion"
        assert says in unclear(data, one())

    def test_a_tick_for_no_time(self) -> None:
        """A tick of what recurs says for which time it is, by the day that was due."""
        made = one(deadline="every P3M from publication")
        data = edited(todos(made), STATUS=":COMPLETED", DUE=None)
        assert "does not say for which time it was due" in unclear(data, made)

    def test_the_percentage_of_what_is_done(self) -> None:
        """What is done cannot be half done."""
        made = one(update("r/1", DAY, status="complete"))
        data = edited(todos(made), PERCENT_COMPLETE=":50")
        assert "is 50 % done in the calendar and complete in" in unclear(data, made)
        more = edited(todos(one()), PERCENT_COMPLETE=":100")
        assert ical.read(more, made) == ical.Reading()

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"STATUS": ":DONE"}, "the STATUS 'DONE' is none of NEEDS-ACTION, IN-PR"),
            ({"PERCENT_COMPLETE": ":140"}, "PERCENT-COMPLETE '140' is not from 0 to"),
            ({"PERCENT_COMPLETE": ":x"}, "PERCENT-COMPLETE 'x' is not from 0 to 100"),
            ({"PERCENT_COMPLETE": ":٤"}, "is not from 0 to 100"),
            ({"SEQUENCE": ":1.5", **UNKEPT}, "the SEQUENCE '1.5' is no number"),
            ({"SEQUENCE": f":{'9' * 5000}", **UNKEPT}, "is no number"),
            ({"DUE": ":someday"}, "the DUE 'someday' is no day"),
            ({"DUE": ":20149999"}, "the DUE '20149999' is no day"),
            ({"DUE": ":20141010T999999Z"}, "is no day"),
            ({"DUE": ":01000101"}, "is no day"),
            ({"DUE": ';X="a:20141010'}, "the DUE '' is no day"),
            ({"PERCENT_COMPLETE": ":1\r\nPERCENT-COMPLETE:2"}, "'2' is given twice"),
        ],
        ids=range(12),
    )
    def test_malformed(self, changes: dict[str, object], says: str) -> None:
        """A value that cannot be is named, and nothing is proposed of it."""
        data = edited(todos(one()), **changes)
        assert says in unclear(data, one())

    def test_the_rest_counts(self) -> None:
        """What can be understood beside it is proposed."""
        data = edited(
            todos(one()), STATUS=":COMPLETED", PERCENT_COMPLETE=":x", COMPLETED=":x"
        )
        found = ical.read(data, one())
        assert [str(proposal) for proposal in found.proposals] == ["r/1: complete"]
        assert [fault.code for fault in found.unclear] == [FaultCode.CALENDAR] * 2

    @pytest.mark.parametrize("as_", ["events", "todos"])
    @pytest.mark.parametrize(
        "day", [";VALUE=DATE:20141011", ":20141011T000000", ":20141010T230000Z"]
    )
    def test_moved(self, as_: str, day: str) -> None:
        """Who moves a day in a calendar has not moved the deadline."""
        name = "DUE" if as_ == "todos" else "DTSTART"
        data = edited(ical.dumps(one(), DAY, as_=as_), **{name: day})
        assert unclear(data, one()) == (
            "r/1: is on Sat 11 Oct 2014 in the calendar and due on Fri 10 Oct 2014; "
            "record a deadline change, if the body that set it agreed"
        )

    @pytest.mark.parametrize("day", [":20141010T000000", ":20141009T230000Z"])
    def test_a_midnight_is_its_day(self, day: str) -> None:
        """A program that makes a midnight of a day has not moved it."""
        data = edited(todos(one()), DUE=day)
        assert proposals(data, one()) == []

    def test_twice(self) -> None:
        """Of two that say different things about one item, neither counts."""
        data = todos(one())
        begin = data.index(b"BEGIN:VTODO")
        end = data.index(b"END:VCALENDAR")
        twice = data[:end] + data[begin:end].replace(b"NEEDS-ACTION", b"COMPLETED")
        found = ical.read(twice + data[end:], one())
        assert found.proposals == ()
        assert [fault.code for fault in found.unclear] == [FaultCode.DUPLICATE_ID] * 2

    def test_one_of_a_series(self) -> None:
        """One day of what recurs that was changed by itself is reported."""
        data = edited(
            ical.dumps(one(deadline="every P1M from 2014-08-28"), DAY),
            RECURRENCE_ID=";VALUE=DATE:20141028",
        )
        assert "one of its days was changed" in unclear(
            data, one(deadline="every P1M from 2014-08-28")
        )


class TestWhatIsUnknown:
    """What is about nothing in the register is reported, and left alone."""

    def test_unknown(self) -> None:
        """Other people's components are named by kind, UID and summary."""
        data = (
            b"BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:Mars\r\nEND:VTIMEZONE\r\n"
            b"BEGIN:VEVENT\r\nUID:1@example.org\r\nSUMMARY:Lunch\\, late\r\n"
            b"END:VEVENT\r\nBEGIN:VTODO\r\nSUMMARY:No\r\n UID\r\nEND:VTODO\r\n"
            b"begin:vjournal\nuid:2\nend:vjournal\nEND:VCALENDAR\n"
        )
        found = ical.read(data, one())
        assert found == ical.Reading(
            unknown=(
                ical.Unknown(kind="VEVENT", uid="1@example.org", summary="Lunch, late"),
                ical.Unknown(kind="VTODO", uid="", summary="NoUID"),
                ical.Unknown(kind="VJOURNAL", uid="2", summary=""),
            )
        )

    def test_not_of_this_register(self) -> None:
        """Items of another register are unknown in this one."""
        other = register(reports=[report(findings=[])], plans=[plan(actions=[])])
        found = ical.read(todos(one()), other)
        assert [unknown.kind for unknown in found.unknown] == ["VTODO"]
        assert found.proposals == ()

    def test_an_empty_register(self) -> None:
        """A register without anything knows nothing of a calendar."""
        assert ical.read(todos(one()), ap.Register()).unknown


class TestHostileFiles:
    """A file that means harm is refused, or costs no more than its size."""

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (b"", "is no iCalendar file"),
            (b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", "is no iCalendar file"),
            (b"hello", "stands in no component"),
            (b"BEGIN:VCALENDAR\r\n", "ends before its components do"),
            (b"END:VCALENDAR\r\n", "ends a component that is not open"),
            (b"BEGIN:A\r\nBEGIN:B\r\nEND:A", "ends a component that is not open"),
            (b"\xff", "is not UTF-8 at byte 0"),
            (b"\xef\xbb\xbfBEGIN:VCALENDAR", "begins with a byte order mark"),
            (b"BEGIN:A\r\n" * 6, "nests components more than 5 deep"),
            (b"X" * (32 * 2**20 + 1), "is larger than 33554432 bytes"),
            (
                b"BEGIN:VCALENDAR\r\n" + b"BEGIN:A\r\nEND:A\r\n" * 100_000,
                "holds more than 100000 components",
            ),
            ("BEGIN:VCALENDAR", "is not given as bytes"),
            (None, "is not given as bytes"),
        ],
        ids=range(13),
    )
    def test_refused(self, data: Any, says: str) -> None:
        """It is refused with one fault, before anything in it is looked at."""
        with pytest.raises(InvalidDocument, match=re.escape(says)) as caught:
            ical.read(data, one())
        assert len(caught.value.faults) == 1

    @pytest.mark.parametrize(
        "line",
        [
            b"UID;" + b"A=" * 500_000,
            b'UID;A="' + b"x" * 1_000_000,
            b"UID" + b';A="b"' * 200_000,
            b"UID;A=" + b"b," * 500_000,
            b"STATUS:" + b"\\" * 1_000_000,
            b"\r\n ".join([b"SUMMARY:"] + [b"x"] * 500_000),
            b"\n" * 1_000_000,
            b" " * 1_000_000,
            b"STATUS;X=" + b"," * 1_000_000 + b":COMPLETED",
        ],
        ids=range(9),
    )
    def test_slow_lines(self, line: bytes) -> None:
        """A line that is made to be slow, or large, costs in step with its length."""
        # In a time that grew with the square of it, this would not end.
        made = one()
        data = todos(made).replace(b"END:VTODO", line + b"\r\nEND:VTODO")
        tracemalloc.start()
        found = ical.read(data, made)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert isinstance(found, ical.Reading)
        assert peak < 100 * len(data)

    @given(data=st.binary(max_size=200))
    def test_any_bytes(self, data: bytes) -> None:
        """Any bytes are read or refused, and nothing else is raised."""
        with contextlib.suppress(ap.ActionPlanError):
            assert isinstance(ical.read(data, one()), ical.Reading)

    @given(
        place=st.integers(0, 900),
        bytes_=st.binary(max_size=3)
        | st.sampled_from([b"\r\n", b":", b";", b"\r\nEND:VTODO\r\n", b"BEGIN:A\r\n"]),
        cut=st.integers(0, 40),
    )
    def test_any_damage(self, place: int, bytes_: bytes, cut: int) -> None:
        """So is a calendar of ours with any damage, wherever it is."""
        data = todos(one())
        data = data[:place] + bytes_ + data[place + cut :]
        with contextlib.suppress(ap.ActionPlanError):
            assert isinstance(ical.read(data, one()), ical.Reading)

    def test_no_zone_is_made(self) -> None:
        """A zone in a file is not even looked at, however long its rules run."""
        zone = (
            b"BEGIN:VTIMEZONE\r\nTZID:Evil\r\nBEGIN:STANDARD\r\n"
            b"DTSTART:19700101T000000\r\nRRULE:FREQ=SECONDLY\r\n"
            b"TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\n"
            b"END:VTIMEZONE\r\n"
        )
        data = todos(one()).replace(b"BEGIN:VTODO", zone + b"BEGIN:VTODO")
        assert ical.read(data, one()) == ical.Reading()
