"""A calendar of what is due, for the calendar programs that people use (RFC 5545).

Every item with a due day is one all-day event on that day. It keeps its UID for
life, its SEQUENCE rises with every entry about it, and its DTSTAMP is the moment
of the last one, never the clock's: the same register gives the same bytes.
"""

import re
import textwrap
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vText

from actionplan._days import day_text
from actionplan.deadlines import DueDate
from actionplan.errors import Fault, FaultCode, InvalidValue
from actionplan.register import Register
from actionplan.snapshot import ItemState

__all__ = ["PRODID", "calendar", "dumps", "uid"]

PRODID = "-//actionplan//actionplan//EN"

_ITEMS = uuid.uuid5(uuid.NAMESPACE_URL, "tag:actionplan:items")
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff]")
_SUMMARY_CHARACTERS = 120


def dumps(register: Register, on: date, *, known: datetime | None = None) -> bytes:
    """The bytes of an `.ics` file with everything that has a due day.

    Args:
        register: The register.
        on: The day at which it is looked at; later entries are left out.
        known: The moment at whose knowledge it stops, as for `Register.at`.

    Raises:
        InvalidValue: `on` or `known` is faulty, or nothing has a due day: a
            calendar without a component is not valid (RFC 5545, 3.6).

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.formats import ical
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> data = ical.dumps(register, on=date(2014, 9, 1))
        >>> data.decode().splitlines()[0]
        'BEGIN:VCALENDAR'
    """
    data: bytes = calendar(register, on, known=known).to_ical()
    return data


def calendar(
    register: Register, on: date, *, known: datetime | None = None
) -> Calendar:
    """The same as an `icalendar.Calendar`, for those who want to add to it.

    Raises:
        InvalidValue: As for `dumps`.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.formats import ical
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> len(ical.calendar(register, date(2014, 9, 1)).events)
        2
    """
    dated = [(state.due, state) for state in register.at(on, known) if state.due]
    if not dated:
        message = (
            f"nothing has a due day on {day_text(on)}, and no calendar may be empty"
        )
        hint = "ask for a later day, or give the items deadlines"
        raise InvalidValue(Fault("on", FaultCode.CALENDAR, on, message, hint))
    made = Calendar()
    made.add("prodid", PRODID)
    made.add("version", "2.0")
    for due, state in sorted(dated, key=lambda pair: (pair[0].day, pair[1].item.id)):
        made.add_component(_event(state, due))
    return made


def uid(long_id: str) -> str:
    """The UID of the event of an item, a UUID of version 5 (RFC 9562) of its long id.

    Example:
        >>> from actionplan.formats import ical
        >>> ical.uid("norfolk-2014/1@norfolk") == ical.uid("norfolk-2014/1@norfolk")
        True
    """
    return str(uuid.uuid5(_ITEMS, long_id))


class _Text(vText):
    r"""Text escaped as RFC 5545 3.3.11 says.

    vText turns the two characters `\N`, as in the path `C:\New`, into a line break.
    """

    __slots__ = ()

    def to_ical(self) -> bytes:
        text = str(self)
        for sign in ("\\", ";", ","):
            text = text.replace(sign, f"\\{sign}")
        return text.replace("\n", "\\n").encode()


def _cleaned(text: str) -> str:
    """Text without the control characters for which some programs refuse a file."""
    return _CONTROLS.sub("", _LINE_BREAKS.sub("\n", text))


def _event(state: ItemState, due: DueDate) -> Event:
    told = _last_told(state)
    event = Event()
    event.add("uid", uid(state.item.long_id))
    event.add("dtstamp", told)
    event.add("last-modified", told)
    event.add("sequence", len(state.entries) + len(state.retracted))
    event.add("dtstart", due.day)
    # The end is not part of an all-day event (RFC 5545, 3.6.1).
    event.add("dtend", due.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event["summary"] = _Text(_cleaned(_summary(state)))
    event["description"] = _Text("\n".join(map(_cleaned, _description(state, due))))
    return event


def _last_told(state: ItemState) -> datetime:
    opened = datetime.combine(state.item.opened or state.on, time(), UTC)
    told = (entry.known_from for entry in (*state.entries, *state.retracted))
    return max([opened, *told])


def _summary(state: ItemState) -> str:
    standing = "Due" if state.is_open else state.status.words.capitalize()
    text = f"{standing}: {state.item.text}"
    return textwrap.shorten(text, _SUMMARY_CHARACTERS, placeholder="...")


def _description(state: ItemState, due: DueDate) -> Iterator[str]:
    item = state.item
    yield item.text
    yield ""
    yield f"Item: {item.name}" + (f" ({item.id})" if item.name != item.id else "")
    yield f"Owner: {item.owner}"
    yield f"Status: {state.status.words}"
    yield f"Due: {due.explanation}"
    if state.stated:
        yield f'Stated as: "{state.stated}"'
