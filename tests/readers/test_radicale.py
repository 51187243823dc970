"""A calendar that is published to a real server comes back as it was."""

import attrs
import pytest
from caldav.collection import Calendar

from handmade import CASES
from programs import Program, disagreements
from server import publish, resources, subscribed

pytest_plugins = ["started"]


class TestByHand:
    """Files written by hand, one UID a resource (RFC 4791, 4.1)."""

    @pytest.mark.parametrize("name", CASES)
    def test_read_back(
        self, calendar: Calendar, programs: list[Program], name: str
    ) -> None:
        """Every reader reads what the server holds as what was published."""
        case = CASES[name]
        publish(calendar, case.ics)
        held = subscribed(calendar)
        assert resources(held).keys() == resources(case.ics).keys()
        assert disagreements(programs, attrs.evolve(case, ics=held)) == ""
