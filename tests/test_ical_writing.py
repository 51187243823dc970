"""What is refused before a calendar is written, and found before it is returned."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Alarm, Calendar, Event, Timezone, Todo, vDDDTypes, vRecur, vText

from actionplan.errors import FaultCode, InvalidValue
from actionplan.formats import ical
from actionplan.formats.ical import _writing
from calendars import DAY, one, read
from registers import register

LONDON = ZoneInfo("Europe/London")
MOMENT = datetime(2014, 9, 17, 9, 30, tzinfo=UTC)
ZONE = "\r\n".join(  # noqa: FLY002 - a file is lines
    (
        "BEGIN:VTIMEZONE",
        "TZID:Europe/London",
        "BEGIN:STANDARD",
        "DTSTART:19701025T020000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0000",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    )
)


def event(**properties: Any) -> Any:
    """An event that may stand in a calendar, with some properties changed."""
    made = Event()
    made["UID"] = vText("mine@example.org")
    made.add("dtstamp", MOMENT)
    made.add("dtstart", DAY)
    return changed(made, properties)


def todo(**properties: Any) -> Any:
    """A to-do that may stand in a calendar, with some properties changed."""
    made = Todo()
    made["UID"] = vText("mine@example.org")
    made.add("dtstamp", MOMENT)
    return changed(made, properties)


def changed(made: Any, properties: dict[str, Any]) -> Any:
    """A component with some properties changed; None leaves one out."""
    for name, value in properties.items():
        key = name.replace("_", "-")
        made.pop(key, None)
        if value is not None:
            made.add(key, value)
    return made


def put(name: str, value: Any) -> Any:
    """An event with a property that icalendar did not look at."""
    made = event()
    made[name] = value
    return made


def with_alarm(trigger: Any, **parameters: str) -> Any:
    """An event with an alarm."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", trigger, parameters=parameters)
    made = event()
    made.add_component(alarm)
    return made


def calendar(*added: Any) -> Calendar:
    """A calendar of one deadline, with components added to it."""
    made = ical.calendar(one(), DAY)
    for component in added:
        made.add_component(component)
    return made


class TestWhatMayBeAdded:
    """What RFC 5545 allows, a caller may add."""

    @pytest.mark.parametrize(
        "added",
        [
            event(),
            event(dtend=DAY + timedelta(days=1), status="TENTATIVE", priority=9),
            event(dtstart=MOMENT, dtend=MOMENT + timedelta(hours=1)),
            event(uid="urn:a:1", color="turquoise"),
            event(url="https://example.org/?a=1,2;3", transp="OPAQUE", x_own="Mine."),
            event(rrule=vRecur({"FREQ": "WEEKLY"}), categories=["a"]),
            todo(due=DAY, percent_complete=100, status="COMPLETED", completed=MOMENT),
            todo(dtstart=DAY, due=DAY + timedelta(days=1)),
            with_alarm(timedelta(hours=-1)),
            with_alarm(timedelta(weeks=-1), RELATED="END"),
            with_alarm(timedelta(days=-1, hours=-1, minutes=-1, seconds=-1)),
            with_alarm(MOMENT, VALUE="DATE-TIME"),
        ],
        ids=range(12),
    )
    def test_allowed(self, added: Any) -> None:
        """It is written, and read back as it was added."""
        data = ical.to_bytes(calendar(added))
        assert read(data).walk(added.name)[-1].to_ical() == added.to_ical()

    def test_a_zone(self) -> None:
        """A time in a zone may be added with its zone."""
        made = calendar(event(dtstart=MOMENT.astimezone(LONDON)))
        made.subcomponents.insert(0, Timezone.from_ical(ZONE))
        assert b"DTSTART;TZID=Europe/London:20140917T103000" in ical.to_bytes(made)

    def test_two_clocks(self) -> None:
        """A time in a zone may end at a moment in UTC."""
        end = MOMENT + timedelta(hours=1)
        made = calendar(event(dtstart=MOMENT.astimezone(LONDON), dtend=end))
        made.subcomponents.insert(0, Timezone.from_ical(ZONE))
        assert b"DTEND:20140917T103000Z" in ical.to_bytes(made)

    def test_one_scheme(self) -> None:
        """UIDs that end alike are not the same."""
        made = calendar(event(uid="urn:a:1"), event(uid="urn:b:1"))
        assert len(read(ical.to_bytes(made)).events) == 3


class TestWhatIsRefused:
    """icalendar writes what the RFC forbids; what programs then do is not foreseen."""

    @pytest.mark.parametrize(
        ("make", "says"),
        [
            (lambda: event(uid=None), "has no UID"),
            (lambda: event(dtstamp=None), "has no DTSTAMP"),
            (lambda: event(dtstart=None), "has no DTSTART"),
            (lambda: event(dtend=DAY), "has a DTEND that is not after DTSTART"),
            (
                lambda: event(dtend=MOMENT),
                "has a DTSTART and a DTEND of different types",
            ),
            (
                lambda: todo(dtstart=DAY, due=DAY),
                "has a DUE that is not after DTSTART",
            ),
            (lambda: event(status="WITHDRAWN"), "cannot have STATUS:WITHDRAWN"),
            (lambda: event(status="COMPLETED"), "cannot have STATUS:COMPLETED"),
            (lambda: todo(status="CONFIRMED"), "cannot have STATUS:CONFIRMED"),
            (lambda: event(transp="FREE"), "cannot have TRANSP:FREE"),
            (lambda: event(priority=42), "cannot have PRIORITY:42"),
            (lambda: event(sequence=-1), "cannot have SEQUENCE:-1"),
            (
                lambda: todo(percent_complete=140),
                "cannot have PERCENT-COMPLETE:140",
            ),
            (
                lambda: todo(percent_complete=-1),
                "cannot have PERCENT-COMPLETE:-1",
            ),
            (
                lambda: todo(status="COMPLETED", completed=DAY),
                "cannot have COMPLETED;VALUE=DATE:20140917",
            ),
            (
                lambda: todo(status="COMPLETED", completed=MOMENT.replace(tzinfo=None)),
                "cannot have COMPLETED:20140917T093000",
            ),
            (
                lambda: todo(completed=MOMENT),
                "has a day of completion and is not COMPLETED",
            ),
            (
                lambda: todo(status="COMPLETED", percent_complete=40),
                "is COMPLETED and not done by 100 per cent",
            ),
            (
                lambda: event(dtstart=MOMENT.replace(tzinfo=None)),
                "cannot have DTSTART:20140917T093000",
            ),
            (
                lambda: event(dtstart=MOMENT.astimezone(LONDON)),
                "names the zone Europe/London, of which there is no VTIMEZONE",
            ),
            (lambda: event(summary=["a", "b"]), "has 2 SUMMARY and may have one"),
            (lambda: event(url="not a link"), "cannot have URL:not a link"),
            (lambda: event(summary="a\x07b"), "has a control character in its SUMMARY"),
            (lambda: event(summary="a\u2028b"), "has a control character in its SUM"),
            (
                lambda: event(summary="C:\\New"),
                r"has a SUMMARY that would come back as 'C:\new'",
            ),
            (lambda: event(uid="x\r\ny"), r"has a UID that would come back as 'x\ny'"),
            (lambda: event(x_own="\ud800"), "has a X-OWN that cannot be written: "),
            (lambda: with_alarm(timedelta(hours=9)), "cannot have TRIGGER:PT9H"),
            (lambda: with_alarm(MOMENT), "cannot have TRIGGER:20140917T093000Z"),
            (
                lambda: event(uid=ical.uid("r/1@norfolk")),
                "has a UID that another component has",
            ),
            (
                lambda: todo(uid=ical.uid("r/1@norfolk")),
                "has a UID that another component has",
            ),
            (
                lambda: event(dtend=DAY + timedelta(1), duration=timedelta(1)),
                "has an end and a duration",
            ),
            (lambda: event(color="#ff0000"), "cannot have COLOR:#ff0000"),
            (lambda: put("END", vText("VEVENT")), "has a property of the name 'END'"),
            (lambda: put("bad name", vText("x")), "has a property of the name 'BAD NA"),
            (lambda: put("A:B", vText("x")), "has a property of the name 'A:B'"),
            (lambda: put("X-OWN", b"\xff"), "has a X-OWN that cannot be written"),
        ],
        ids=range(37),
    )
    def test_refused(self, make: Callable[[], Any], says: str) -> None:
        """What it cannot have is named, by the UID of what has it."""
        with pytest.raises(InvalidValue) as caught:
            ical.to_bytes(calendar(make()))
        (fault,) = caught.value.faults
        assert says in fault.message
        assert fault.code is FaultCode.CALENDAR
        assert fault.path.partition("[")[0] in {"VEVENT", "VTODO", "VALARM"}

    def test_a_line_break_in_what_is_no_text(self) -> None:
        """What icalendar would stop at is refused like the rest."""
        made = calendar()
        made["X-OWN"] = vDDDTypes(DAY)
        made["X-OWN"].to_ical = lambda: b"a\nb"  # type: ignore[method-assign]
        with pytest.raises(InvalidValue, match="VCALENDAR: has a X-OWN that cannot"):
            ical.to_bytes(made)

    @pytest.mark.parametrize("wrong", [None, "x", event(), register()])
    def test_no_calendar(self, wrong: Any) -> None:
        """What is no calendar is refused as such."""
        with pytest.raises(InvalidValue, match="expected a calendar of icalendar"):
            ical.to_bytes(wrong)

    def test_all_together(self) -> None:
        """All faults of all components are named together."""
        wrong = event(status="DONE", priority=10), todo(uid="2", percent_complete=101)
        with pytest.raises(InvalidValue) as caught:
            ical.to_bytes(calendar(*wrong))
        assert sorted(fault.path for fault in caught.value.faults) == [
            "VEVENT[mine@example.org]",
            "VEVENT[mine@example.org]",
            "VTODO[2]",
        ]

    @pytest.mark.parametrize("missing", ["PRODID", "VERSION"])
    def test_of_the_calendar(self, missing: str) -> None:
        """A calendar says what wrote it, and by which version (RFC 5545, 3.6)."""
        made = calendar()
        del made[missing]
        with pytest.raises(InvalidValue, match=f"VCALENDAR: has no {missing}"):
            ical.to_bytes(made)

    def test_empty(self) -> None:
        """A calendar without an event or to-do is refused."""
        made = calendar()
        made.subcomponents.clear()
        with pytest.raises(InvalidValue, match="no calendar may be empty"):
            ical.to_bytes(made)


class TestReadingBack:
    """What was written is read again before it is returned."""

    @pytest.mark.parametrize(
        "broken",
        [
            lambda line: line.encode()[:-1],
            lambda line: b"\r\n ".join([line.encode()[:9], line.encode()[9:]]) + b"\\",
            lambda line: line.encode().replace("\u20ac".encode(), b"\xe2\r\n \x82\xac"),
            lambda line: line.encode(),
            lambda line: line.encode().replace(b"\\n", b"\\\r\n n"),
        ],
        ids=["cut", "added", "in a character", "not folded", "in an escape"],
    )
    def test_damage_is_found(
        self, monkeypatch: pytest.MonkeyPatch, broken: Callable[[str], bytes]
    ) -> None:
        """Bytes that say something else, or that programs would drop, are not given."""
        made = calendar(event(summary="\u20ac" * 30 + "\n" + "y" * 99))
        assert ical.to_bytes(made)
        monkeypatch.setattr(_writing, "folded", broken)
        with pytest.raises(InvalidValue, match="its bytes do not say what was meant"):
            ical.to_bytes(made)


def test_a_day_in_a_month() -> None:
    """A day is compared as a day, and not as text of another length."""
    made = event(dtstart=date(2014, 9, 30), dtend=date(2014, 10, 1))
    assert b"DTEND;VALUE=DATE:20141001" in ical.to_bytes(calendar(made))
