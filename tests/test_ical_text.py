"""Text as an attack: whatever a register holds, no text is more than text."""

import re
from datetime import datetime, timedelta

import pytest
from hypothesis import given, strategies as st
from icalendar import Event, vText

import actionplan as ap
from actionplan.formats import ical
from actionplan.formats.ical._clean import cleaned, unescaped
from actionplan.formats.ical._identity import meeting_uid
from actionplan.formats.ical._values import Text
from actionplan.formats.ical._writing import folded
from actionplan.meetings import Preparation
from actionplan.strategies import NASTY_TEXTS, registers, texts
from calendars import DAY, components, event_of, lines_of, one, read, said, todo_of
from registers import BODIES, report, update

HOSTILE = (
    *NASTY_TEXTS,
    "x\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT",
    "x\nEND:VEVENT\nEND:VCALENDAR",
    "\\n\\N\\,\\;\\\\",
    "C:\\New\\x and \\\\srv\\North",
    "a,b;c\nd:e",
    '";X=1:"^n^^',
    "\t tab",
    "\u0645\u0631\u062d\u0628\u0627 \u202eabc\u202c",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 \U0001f3f4\U000e0067",
    "a\x0bb\x0cc\x85d\u2028e\u2029f\rg",
    "".join(map(chr, range(0xA0))),
    "\\" * 200,
    "\u20ac" * 200,
    "long " * 2000,
    "x" * 10_000,
)
KNOWN = {
    *("BEGIN", "END", "PRODID", "VERSION", "NAME", "X-WR-CALNAME", "SOURCE"),
    *("REFRESH-INTERVAL", "X-PUBLISHED-TTL", "UID", "SUMMARY", "DESCRIPTION", "URL"),
    *("DTSTART", "DTEND", "DUE", "RRULE", "EXDATE", "RECURRENCE-ID", "LOCATION"),
    *("DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "STATUS", "COMPLETED"),
    *("PERCENT-COMPLETE", "TRANSP"),
    *("X-ACTIONPLAN-EXPORTED", "X-MICROSOFT-CDO-BUSYSTATUS"),
    *("ACTION", "TRIGGER", "TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO"),
}
# What RFC 5545, 3.3.11 and the programs that read calendars cannot hold.
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\u2028\u2029]")


class TestTextComesBack:
    """RFC 5545, 3.3.11: text is escaped, and comes back as it was.

    But for control characters, which are left out, and the kinds of line break,
    which become one.
    """

    @pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
    def test_hostile_text(self, text: str) -> None:
        """Hostile text comes back equal, in every property that holds text."""
        made = one(update("r/1", DAY, note=f"a{text}z"), text=f"a{text}z")
        data = ical.dumps(made, DAY, as_="both", name=f"a{text}z")
        meant = f"a{cleaned(text)}z"
        assert not UNFIT.search(meant)
        for component in (event_of(data), todo_of(data)):
            description = said(component, "DESCRIPTION")
            assert description.startswith(f"{meant}\n\nItem: r/1\n")
            assert description.endswith(f"\n{meant}")
            assert " ".join(meant.split())[:100] in said(component, "SUMMARY")
        calendar = read(data)
        for name in ("NAME", "X-WR-CALNAME"):  # which icalendar gives as written
            assert unescaped(said(calendar, name)) == meant

    @pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
    def test_of_meetings(self, text: str) -> None:
        """So it does in the title, the place and the preparations of a meeting."""
        text = f"a{text}z"
        papers = Preparation(name="papers", deadline="P1W before meeting", text=text)
        start = datetime(2014, 9, 17, 10)  # noqa: DTZ001 - on a wall
        held = ap.ScrutinyMeeting(
            id="m",
            title=text,
            body="pcc",
            start=start,
            end=start + timedelta(hours=1),
            zone="Europe/London",
            place=text,
            preparations=[papers],
        )
        data = ical.dumps(one().add(held), DAY)
        found = components(data)
        event, paper = found[meeting_uid("m")], found[meeting_uid("m", "papers")]
        assert said(event, "LOCATION") == cleaned(text)
        assert said(paper, "DESCRIPTION").startswith(f"{cleaned(text)}\n\nFor: a")
        assert len(found) == 3

    @given(text=st.lists(texts(), min_size=1).map("".join))
    def test_any_text(self, text: str) -> None:
        """Any text comes back, but for what is left out of every text."""
        event = event_of(ical.dumps(one(text=text), DAY))
        assert said(event, "DESCRIPTION").startswith(f"{cleaned(text)}\n\nItem: r/1")

    @given(text=st.text(st.characters(exclude_categories=["Cs"])))
    def test_escaping(self, text: str) -> None:
        """What is escaped and unescaped is the text that it was."""
        assert unescaped(Text(text).to_ical().decode()) == cleaned(text)

    @given(text=st.text("\\nN,;:\n a", max_size=20))
    def test_escapes(self, text: str) -> None:
        """Backslashes before whatever an escape begins with come back, too."""
        event = Event()
        event["DESCRIPTION"] = Text(text)
        assert said(Event.from_ical(event.to_ical()), "DESCRIPTION") == text

    def test_what_is_left_out(self) -> None:
        """Kinds of line break become one, and control characters go."""
        assert cleaned("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h") == "\n".join(
            "abcdefgh"
        )
        assert cleaned("".join(map(chr, range(32))) + "\x7f\x80\x9f\ufeff") == (
            "\t\n\n\n\n"
        )


class TestNothingToShow:
    """A property without a value is refused by some programs."""

    def test_called_by_its_id(self) -> None:
        """An item whose text shows nothing is called by its id."""
        finding = ap.Recommendation(id="r/1", text="\x00", deadline="immediately")
        made = ap.Register(bodies=BODIES, reports=[report(findings=[finding])])
        event = event_of(ical.dumps(made, DAY))
        assert said(event, "SUMMARY") == "Due: r/1"


class TestNothingIsAdded:
    """No text begins a property or a component of its own."""

    @pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
    def test_nothing_is_added(self, text: str) -> None:
        """With hostile text everywhere, a calendar has the properties it always has."""
        text = f"a{text}z"
        plain = ical.dumps(one(update("r/1", DAY, note="a")), DAY, as_="both")
        finding = ap.Recommendation(
            id="r/1", text=text, label=text, deadline="by 2014-10-10", stated=text
        )
        bodies = [ap.Body(id=body.id, name=text, kind=body.kind) for body in BODIES]
        made = ap.Register(
            bodies=bodies, reports=[report(title=text, findings=[finding])]
        )
        made = made.record(update("r/1", DAY, note=text))
        data = ical.dumps(made, DAY, as_="both", name=text)
        assert [re.split("[:;]", line)[0] for line in lines_of(data)] == [
            re.split("[:;]", line)[0] for line in lines_of(plain)
        ]

    @given(made=registers())
    def test_of_any_register(self, made: ap.Register) -> None:
        """Every line of any calendar is a property that is known."""
        on = max((entry.on for entry in made.log), default=DAY)
        try:
            data = ical.dumps(made, on, as_="both")
        except ap.ActionPlanError:
            return
        assert {re.split("[:;]", line)[0] for line in lines_of(data)} <= KNOWN
        assert read(data)


class TestLines:
    """RFC 5545, 3.1: lines of 75 octets at most, ending in CRLF, in UTF-8."""

    @given(made=registers())
    def test_valid_lines(self, made: ap.Register) -> None:
        """Lines are folded and ended as they must, and hold no control character."""
        try:
            data = ical.dumps(made, DAY, as_="both")
        except ap.ActionPlanError:
            return
        assert data.startswith(b"BEGIN:VCALENDAR\r\n")
        assert data.endswith(b"END:VCALENDAR\r\n")
        for line in data.removesuffix(b"\r\n").split(b"\r\n"):
            assert 0 < len(line) <= 75
            assert not UNFIT.search(line.decode())
            assert b"\n" not in line

    @given(text=st.text("a\\\u20ac\U0001f46e", max_size=400))
    def test_folds(self, text: str) -> None:
        """No fold is inside a character, or between a backslash and what it escapes."""
        line = "DESCRIPTION:" + Text(text).to_ical().decode()
        pieces = folded(line).split(b"\r\n ")
        assert "".join(piece.decode() for piece in pieces) == line
        for piece in pieces:
            assert len(piece) <= 74
            assert (len(piece) - len(piece.rstrip(b"\\"))) % 2 == 0

    def test_as_icalendar_folds(self) -> None:
        """Without backslashes at the folds, the bytes are those that it writes."""
        made = ical.calendar(one(text="\u20acuro, " * 100), DAY, as_="both")
        assert ical.to_bytes(made) == made.to_ical()

    def test_where_icalendar_folds_otherwise(self) -> None:
        """Some programs drop an event whose escape is cut, which icalendar does."""
        made = ical.calendar(one(text="a" * 60 + "\\" * 9), DAY)
        cut = re.compile(rb"(?<!\\)(?:\\\\)*\\\r\n ")
        assert cut.search(made.to_ical())
        assert not cut.search(ical.to_bytes(made))

    def test_what_icalendar_escapes_otherwise(self) -> None:
        r"""`\N` is no line break until it is read, and vText makes one of it."""
        assert vText("C:\\New").to_ical() == b"C:\\new"
        assert Text("C:\\New").to_ical() == b"C:\\\\New"

    def test_nothing_to_show(self) -> None:
        """An item of whose text nothing can be shown is shown by its id."""
        data = ical.dumps(one(text="\x00"), DAY, as_="both")
        assert said(event_of(data), "SUMMARY") == "Due: r/1"
        assert said(todo_of(data), "SUMMARY") == "r/1"

    def test_no_other_components(self) -> None:
        """A hostile description opens no event."""
        text = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:1"
        assert len(components(ical.dumps(one(text=text), DAY))) == 1
