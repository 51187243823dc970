"""A calendar that is published to a real server comes back as it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from caldav.collection import Calendar

from calendars import Case
from handmade import CASES
from programs import Program, disagreements
from server import subscribed, publish, radicale, resources


@pytest.fixture
def calendar(tmp_path: Path) -> Iterator[Calendar]:
    """An empty calendar on a server of its own."""
    with radicale(tmp_path) as client:
        home = client.principal()
        yield home.make_calendar(name="Norfolk", cal_id="norfolk")


@pytest.mark.parametrize("name", CASES)
def test_x(calendar: Calendar, programs: list[Program], name: str) -> None:
    """x."""
    case = CASES[name]
    publish(calendar, case.ics)
    whole = subscribed(calendar)
    assert sorted(resources(whole)) == sorted(resources(case.ics))
    import attrs
    assert disagreements(programs, attrs.evolve(case, ics=whole)) == ""
