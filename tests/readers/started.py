"""What the tests here share: the readers and a server, started and stopped."""

from collections.abc import Iterator
from itertools import count

import caldav
import pytest
from caldav.collection import Calendar

from programs import Program, running
from server import radicale

_numbers = count()


@pytest.fixture(scope="session", params=["Europe/London"])
def programs(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Program]]:
    """Every reader, on a machine in the time zone that is asked for."""
    with running(tmp_path_factory.mktemp("readers"), request.param) as programs:
        yield programs


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[caldav.DAVClient]:
    """A client of a Radicale server, which is empty at first."""
    with radicale(tmp_path_factory.mktemp("radicale")) as client:
        yield client


@pytest.fixture
def calendar(server: caldav.DAVClient) -> Calendar:
    """An empty calendar on the server."""
    name = f"calendar-{next(_numbers)}"
    return server.principal().make_calendar(name=name, cal_id=name)
