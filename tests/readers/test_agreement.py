"""Independent readers read a calendar as it is meant: each item, day, time and text."""

import pytest

from handmade import CASES
from programs import Program, disagreements

ZONES = ["Pacific/Honolulu", "Europe/London", "Pacific/Auckland"]


class TestByHand:
    """Files written by hand are read as they are meant: the readers are asked right."""

    @pytest.mark.parametrize("programs", ZONES, indirect=True)
    @pytest.mark.parametrize("name", CASES)
    def test_all_agree(self, programs: list[Program], name: str) -> None:
        """Every reader reads the file as it is meant, wherever its machine is."""
        assert disagreements(programs, CASES[name]) == ""
