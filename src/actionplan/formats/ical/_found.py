"""One component of somebody's calendar, property by property."""

import re
from collections.abc import Callable
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

import attrs

from actionplan._fields import FIRST_YEAR, LAST_YEAR
from actionplan.errors import Fault, FaultCode, shown
from actionplan.formats.ical._blocks import Block
from actionplan.formats.ical._stamps import day_in, moment_in
from actionplan.formats.ical._values import EXPORTED

T = TypeVar("T")

STATUSES = ("NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED")
_NOT_DONE = ("NEEDS-ACTION", "IN-PROCESS")
_HUNDRED = 100
_MOST_DIGITS = 9
_EXPORTED = re.compile(r"([0-9]{8})(?: ([A-Z-]+))?(?: ([0-9]{1,3}))?")
_LOCAL = re.compile(r"([0-9]{8})(?:T[0-9]{6})?")  # by a clock, or without one


@attrs.frozen(kw_only=True)
class Told:
    """What a component said when it was exported.

    Attributes:
        day: Its day.
        status: Its status, if it is a to-do.
        percent: How much was done, if it said that.
    """

    day: date | None
    status: str | None
    percent: int | None


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

    def told(self) -> Told | None:
        """What it said when it was exported, if the program that had it kept that."""
        given = self.block.values(EXPORTED)
        found = _EXPORTED.fullmatch(given[0][1]) if given else None
        if found is None:
            return None
        percent = None if found[3] is None else int(found[3])
        return Told(day=day_in(found[1]), status=found[2], percent=percent)

    def sequence(self) -> int | None:
        """Which revision it says that it is."""
        return self._read("SEQUENCE", _whole, "is no number")

    def status(self, told: Told | None) -> str | None:
        """Its status, which some programs say by the moment of completion alone."""
        given = self._read("STATUS", _status, f"is none of {', '.join(STATUSES)}")
        if not self.block.has("STATUS"):
            if self.block.has("COMPLETED"):
                return "COMPLETED"
            was_done = told is not None and told.status == "COMPLETED"
            return "NEEDS-ACTION" if was_done else None
        if given in _NOT_DONE and self.block.has("COMPLETED"):
            message = f"is {given} and has a moment of completion"
            hint = "ask whoever edited the calendar"
            self.blame(FaultCode.CONTRADICTION, given, message, hint)
            return None
        return given

    def percent(self) -> int | None:
        """How much is done, if it gives that."""
        return self._read("PERCENT-COMPLETE", _percent, "is not from 0 to 100")

    def day(self, name: str) -> date | None:
        """The day of a property, if it has one."""
        return self._read(name, self._day, "is no day")

    def _day(self, text: str) -> date | None:
        moment = moment_in(text)
        if moment is not None:
            day = moment.astimezone(self.zone).date()
            return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
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
