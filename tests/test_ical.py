"""The calendar: what is in it, and that it stays the same."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from icalendar import Calendar

import actionplan as ap
from actionplan.errors import InvalidValue
from actionplan.formats import ical
from actionplan.strategies import NASTY_TEXTS, days, registers, texts
from registers import EXAMPLES, plan, register, report, update

DAY = date(2014, 9, 17)
# Control characters but for the tab and the line break, and the byte order mark.
CONTROLS = [chr(code) for code in (*range(9), *range(11, 32), *range(0x7F, 0xA0))]
CONTROLS.append("\ufeff")


def read(data: bytes) -> list[dict[str, str]]:
    """The properties of every event, as icalendar reads them."""
    events = Calendar.from_ical(data).events
    assert not any(event.errors for event in events)
    return [{key: str(event[key]) for key in event} for event in events]


class TestEvents:
    """Each item with a due day is an all-day event (RFC 5545, 3.6.1)."""

    @given(made=registers(), on=days())
    def test_one_event_for_each_due_day(self, made: ap.Register, on: date) -> None:
        """Events are the dated items, on their days, with DTEND on the next."""
        dated = {
            ical.uid(state.item.long_id): state.due.day
            for state in made.at(on)
            if state.due
        }
        if not dated:
            with pytest.raises(InvalidValue, match="nothing has a due day"):
                ical.dumps(made, on)
            return
        events = Calendar.from_ical(ical.dumps(made, on)).events
        assert {str(event["UID"]): event.start for event in events} == dated
        assert all(event.end == event.start + timedelta(days=1) for event in events)

    @given(made=registers(), on=days())
    def test_valid_lines(self, made: ap.Register, on: date) -> None:
        """Lines end with CRLF, hold 75 octets at most, and no control character."""
        try:
            data = ical.dumps(made, on)
        except InvalidValue:
            return
        assert data.endswith(b"\r\n")
        for line in data.removesuffix(b"\r\n").split(b"\r\n"):
            assert 0 < len(line) <= 75
            assert line.decode()
        text = data.decode().replace("\r\n", "")
        assert not any(sign in text for sign in [*CONTROLS, "\u2028", "\n"])

    @given(text=st.lists(texts(), min_size=1).map("".join))
    def test_text_comes_back(self, text: str) -> None:
        """Text comes back, but for control characters and kinds of line break."""
        made = register(
            reports=[report(findings=[ap.Recommendation(id="r/1", text=text)])],
            plans=[plan(actions=[], deadline=None, stated=None)],
        ).record(
            ap.DeadlineChange(item="r/1", on=DAY, by="hmic", deadline="immediately")
        )
        (event,) = read(ical.dumps(made, DAY))
        for sign in ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"):
            text = text.replace(sign, "\n")
        for sign in CONTROLS:
            text = text.replace(sign, "")
        assert event["DESCRIPTION"].startswith(f"{text}\n\nItem: r/1")
        assert len(event) >= 9

    @pytest.mark.parametrize("text", [*NASTY_TEXTS, "x\r\nBEGIN:VEVENT\r\nUID:1"])
    def test_text_opens_no_component(self, text: str) -> None:
        """No text begins an event or a property of its own."""
        finding = ap.Recommendation(id="r/1", text=text, deadline="immediately")
        made = register(reports=[report(findings=[finding])], plans=[])
        assert len(read(ical.dumps(made, DAY))) == 1

    def test_what_an_event_says(self) -> None:
        """An event tells what, whose, how far, by when and in which words."""
        made = register().record(update("p", DAY, status="complete"))
        events = {event["UID"]: event for event in read(ical.dumps(made, DAY))}
        done = events[ical.uid("p@norfolk")]
        assert done["SUMMARY"] == "Complete: Action plan for Child protection"
        assert done["DESCRIPTION"] == (
            "Action plan for Child protection\n\nItem: p\nOwner: norfolk\n"
            "Status: complete\nDue: 42 days after Fri 29 Aug 2014 (publication) = "
            "Fri 10 Oct 2014"
        )
        assert events[ical.uid("r/1@norfolk")]["SUMMARY"] == "Due: Act."

    def test_stated_words(self) -> None:
        """The report's own words and name for it stand in the description."""
        finding = ap.Recommendation(
            id="r/1", text="x", label="Rec 1", deadline="immediately", stated="at once"
        )
        made = register(reports=[report(findings=[finding])], plans=[])
        (event,) = read(ical.dumps(made, DAY))
        assert 'Stated as: "at once"' in event["DESCRIPTION"]
        assert "Item: Rec 1 (r/1)" in event["DESCRIPTION"]

    def test_free_all_day(self) -> None:
        """A deadline does not make the whole day busy."""
        assert {event["TRANSP"] for event in read(ical.dumps(register(), DAY))} == {
            "TRANSPARENT"
        }


class TestStability:
    """The same register gives the same bytes, and an event keeps its UID for life."""

    def test_uid_is_of_the_long_id(self) -> None:
        """A second addressee changes no UID of the first."""
        one = register(plans=[])
        finding = ap.Recommendation(
            id="r/1",
            text="Other.",
            addressed_to=["suffolk", "norfolk"],
            deadline="by 2015",
        )
        two = register(reports=[report(findings=[finding])], plans=[])
        (event,) = read(ical.dumps(one, DAY))
        assert event["UID"] in {event["UID"] for event in read(ical.dumps(two, DAY))}

    def test_sequence_rises_with_every_entry(self) -> None:
        """SEQUENCE counts entries, those that were taken back among them."""
        first = update("r/1", DAY, percent=5)
        back = ap.Retraction(item="r/1", on=DAY, by="norfolk", entry=first.digest)
        made, found = register(plans=[]), []
        for entry in (first, back):
            made = made.record(entry)
            found.append(read(ical.dumps(made, DAY))[0]["SEQUENCE"])
        assert found == ["1", "2"]

    def test_stamps_come_from_the_log(self) -> None:
        """DTSTAMP and LAST-MODIFIED come from the last entry, not the clock."""
        told = datetime(2014, 9, 17, 9, 30, tzinfo=UTC)
        made = register().record(update("r/1", DAY, percent=5, recorded=told))
        (changed, same) = ical.calendar(made, DAY).events
        assert changed.stamp == changed.last_modified == told
        assert same.stamp == datetime(2014, 8, 29, tzinfo=UTC)

    def test_stamps_do_not_fall(self) -> None:
        """An entry from before publication does not set the stamp back."""
        made = register(plans=[]).record(update("r/1", date(2014, 8, 1), percent=5))
        (event,) = ical.calendar(made, DAY).events
        assert event.stamp == datetime(2014, 8, 29, tzinfo=UTC)

    def test_nothing_depends_on_the_day(self) -> None:
        """Between two entries, the bytes are the same on every day."""
        assert ical.dumps(register(), DAY) == ical.dumps(register(), date(2020, 1, 1))

    def test_known(self) -> None:
        """The calendar of what the papers knew leaves out what came later."""
        late = update("r/1", DAY, percent=5, recorded=datetime(2014, 10, 1, tzinfo=UTC))
        papers = datetime(2014, 9, 10, tzinfo=UTC)
        made = register().record(late)
        assert ical.dumps(made, DAY, known=papers) == ical.dumps(register(), DAY)

    @pytest.mark.parametrize("seed", ["0", "1", "2"])
    @pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Auckland"])
    def test_same_bytes_everywhere(self, seed: str, zone: str) -> None:
        """Another hash seed, time zone or locale changes no byte."""
        path = EXAMPLES / "norfolk_2014.json"
        script = (
            "import sys, datetime, actionplan as ap\n"
            "from actionplan.formats import ical\n"
            "on = datetime.date(2014, 11, 1)\n"
            "sys.stdout.buffer.write(ical.dumps(ap.load(sys.argv[1]), on))"
        )
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": "C",
        }
        run = subprocess.run(  # noqa: S603 - our own script
            [sys.executable, "-c", script, str(path)],
            capture_output=True,
            check=True,
            env=environment,
        )
        assert run.stdout == ical.dumps(ap.load(path), date(2014, 11, 1))


def test_written_to_a_folder(tmp_path: Path) -> None:
    """The example calendar is read back by icalendar with both of its events."""
    made = ap.load(EXAMPLES / "norfolk_2014.json")
    path = tmp_path / "norfolk.ics"
    path.write_bytes(ical.dumps(made, DAY))
    assert len(Calendar.from_ical(path.read_bytes()).events) == 2
