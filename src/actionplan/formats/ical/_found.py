"""One component of somebody's calendar, property by property."""

import re
from collections.abc import Callable
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

import attrs

from actionplan.errors import Fault, FaultCode, shown
from actionplan.formats.ical._blocks import Block
from actionplan.formats.ical._stamps import day_in, moment_in

T = TypeVar("T")

STATUSES = ("NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED")
_HUNDRED = 100
_MOST_DIGITS = 9
_LOCAL = re.compile(r"([0-9]{8})(?:T[0-9]{6})?")  # by a clock, or without one


@attrs.frozen(kw_only=True)
class Found:
    """What a component says, and what of it cannot be understood.

    Attributes:
        block: The component.
        item: The id of the item that it is about.
        zone: The zone whose days count.
        faults: What cannot be understood; reading a property adds to it.
    """

    block: Block
    item: str
    zone: ZoneInfo
    faults: list[Fault] = attrs.field(factory=list)

    def blame(self, code: FaultCode, value: object, message: str, hint: str) -> None:
        """Report something about it."""
        self.faults.append(Fault(self.item, code, value, message, hint))

    def sequence(self) -> int | None:
        """Which revision it says that it is."""
        return self._read("SEQUENCE", _whole, "is no number")

    def status(self) -> str | None:
        """Its status; some programs say only when it was completed."""
        given = self._read("STATUS", _status, f"is none of {', '.join(STATUSES)}")
        silent = not self.block.has("STATUS")
        return "COMPLETED" if silent and self.block.has("COMPLETED") else given

    def percent(self) -> int | None:
        """How much is done, if it gives that."""
        return self._read("PERCENT-COMPLETE", _percent, "is not from 0 to 100")

    def day(self, name: str) -> date | None:
        """The day of a property, if it has one."""
        return self._read(name, self._day, "is no day")

    def _day(self, text: str) -> date | None:
        moment = moment_in(text)
        if moment is not None:
            return moment.astimezone(self.zone).date()
        found = _LOCAL.fullmatch(text)
        return day_in(found[1]) if found else None

    def _read(self, name: str, read: Callable[[str], T | None], wrong: str) -> T | None:
        if not self.block.has(name):
            return None
        texts = [text.strip() for _, text in self.block.values(name)]
        value = read(texts[0]) if len(texts) == 1 else None
        if value is None:
            text = texts[-1] if texts else ""
            wrong = "is given twice" if len(texts) > 1 else wrong
            message = f"the {name} {shown(text)} {wrong}"
            hint = "ask whoever edited the calendar"
            self.blame(FaultCode.CALENDAR, text, message, hint)
        return value


def _status(text: str) -> str | None:
    return text.upper() if text.upper() in STATUSES else None


def _whole(text: str) -> int | None:
    is_whole = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if is_whole else None


def _percent(text: str) -> int | None:
    number = _whole(text)
    return None if number is None or number > _HUNDRED else number
