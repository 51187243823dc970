"""A calendar that is published to a real server comes back as it was."""

from datetime import UTC, date, datetime

import attrs
import pytest
from caldav.collection import Calendar

import actionplan as ap
from actionplan.formats import ical
from cases import Case
from exports import case_of
from handmade import CASES, SPACES
from programs import Program, disagreements
from registers import EXAMPLES
from server import publish, resources, subscribed

pytest_plugins = ["started"]

# It leaves out a line of nothing but spaces, though it goes on with the one before.
KEPT = {name: case for name, case in CASES.items() if name != "spaces"}


class TestByHand:
    """Files written by hand, one UID a resource (RFC 4791, 4.1)."""

    @pytest.mark.parametrize("name", KEPT)
    def test_read_back(
        self, calendar: Calendar, programs: list[Program], name: str
    ) -> None:
        """Every reader reads what the server holds as what was published."""
        case = KEPT[name]
        publish(calendar, case.ics)
        held = subscribed(calendar)
        assert resources(held).keys() == resources(case.ics).keys()
        assert disagreements(programs, attrs.evolve(case, ics=held)) == ""


DAY = date(2014, 11, 1)
PLAN, FIRST = "norfolk-2014/plan", "norfolk-2014/1"


def norfolk(*entries: ap.log.AnyEntry) -> Case:
    """An export of a real inspection, after what is recorded."""
    register = ap.load(EXAMPLES / "norfolk_2014.json").record(*entries)
    case = case_of(register, DAY)
    assert case
    return case


def told(item: str, **said: object) -> ap.ProgressUpdate:
    """News of an item."""
    moment = datetime(2014, 10, 14, 9, 30, tzinfo=UTC)
    fields = {"by": "norfolk", "on": moment.date(), "recorded": moment, **said}
    return ap.ProgressUpdate(item=item, **fields)  # type: ignore[arg-type]


def test_spaces(calendar: Calendar, programs: list[Program]) -> None:
    """The excuse for leaving that file out is not idle."""
    publish(calendar, SPACES.ics)
    held = attrs.evolve(SPACES, ics=subscribed(calendar))
    assert "icalendar lacks uid='text-1'" in disagreements(programs, held)


class TestUpdates:
    """What is published again replaces what was there, and doubles nothing."""

    def test_same_again(self, calendar: Calendar, programs: list[Program]) -> None:
        """The same export published twice is there once."""
        case = norfolk()
        for _ in range(2):
            publish(calendar, case.ics)
        held = subscribed(calendar)
        todos = calendar.get_todos(include_completed=True)
        assert len(calendar.get_events()) + len(todos) == len(resources(case.ics))
        assert disagreements(programs, attrs.evolve(case, ics=held)) == ""

    def test_update(self, calendar: Calendar, programs: list[Program]) -> None:
        """News replaces the event and the to-do, and leaves the others alone."""
        news = told(PLAN, status="in-progress", percent=40, note="Half; done,")
        before, after = norfolk(), norfolk(news)
        publish(calendar, before.ics)
        publish(calendar, after.ics)
        held = subscribed(calendar)
        assert resources(held).keys() == resources(before.ics).keys()
        assert disagreements(programs, attrs.evolve(after, ics=held)) == ""
        (todo,) = [item for item in after.items if item.percent == 40]
        assert (todo.status, todo.sequence) == ("IN-PROCESS", 1)

    def test_moved(self, calendar: Calendar, programs: list[Program]) -> None:
        """A deadline that is moved stands on its new day alone."""
        moved = ap.DeadlineChange(
            item=PLAN, on=date(2014, 10, 1), by="hmic", deadline="by 2014-11-28"
        )
        publish(calendar, norfolk().ics)
        case = norfolk(moved)
        publish(calendar, case.ics)
        held = subscribed(calendar)
        assert {item.start for item in case.items} >= {"2014-11-28"}
        assert disagreements(programs, attrs.evolve(case, ics=held)) == ""

    def test_withdrawn(self, calendar: Calendar, programs: list[Program]) -> None:
        """What is withdrawn is still there, cancelled, and says so."""
        before, after = norfolk(), norfolk(told(FIRST, status="withdrawn"))
        publish(calendar, before.ics)
        publish(calendar, after.ics)
        event = calendar.get_event_by_uid(ical.uid(f"{FIRST}@norfolk"))
        component = event.get_icalendar_component()
        assert component["STATUS"] == "CANCELLED"
        assert component["SUMMARY"].startswith("Withdrawn: ")
        held = subscribed(calendar)
        assert resources(held).keys() == resources(before.ics).keys()
        assert disagreements(programs, attrs.evolve(after, ics=held)) == ""

    def test_gone(self, calendar: Calendar) -> None:
        """What an export no longer has is cancelled, if it knows the one before."""
        register = ap.load(EXAMPLES / "norfolk_2014.json")
        before = ical.dumps(register, DAY)
        publish(calendar, before)
        publish(calendar, ical.dumps(register, DAY, for_="hmic", previous=before))
        statuses = {
            str(one.get_icalendar_component().get("STATUS", ""))
            for one in calendar.get_events()
        }
        assert statuses == {"CANCELLED"}
