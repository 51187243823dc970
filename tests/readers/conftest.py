"""The readers, which run as long as the tests of a worker do."""

from collections.abc import Iterator

import pytest

from programs import Program, running


@pytest.fixture(scope="session", params=["Europe/London"])
def programs(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Program]]:
    """Every reader, on a machine in the time zone that is asked for."""
    with running(tmp_path_factory.mktemp("readers"), request.param) as programs:
        yield programs
