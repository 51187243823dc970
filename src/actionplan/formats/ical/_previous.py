"""What was published last, and how what is published now follows on it.

Programs that have the old file take a component as new only if its SEQUENCE and its
stamps moved on, and one that is missing from the new file may stay for ever in a
calendar into which it was imported.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from icalendar import Event, Todo
from icalendar.cal import Component

from actionplan.errors import Fault, FaultCode, InvalidDocument
from actionplan.formats.ical._blocks import Block, calendars_in
from actionplan.formats.ical._identity import PRODID, is_derived
from actionplan.formats.ical._stamps import day_in, moment_in
from actionplan.formats.ical._values import (
    Text,
    set_exported,
    set_stamps,
    written_in,
)
from actionplan.formats.ical._writing import written

_STAMPS = ("SEQUENCE:", "DTSTAMP:", "LAST-MODIFIED:")
_KINDS = {"VEVENT": Event, "VTODO": Todo}
# What is kept of a component that is gone: no word of it.
_KEPT = (
    "UID",
    "DTSTART",
    "DTEND",
    "DUE",
    "RRULE",
    "EXDATE",
    "RECURRENCE-ID",
    "TRANSP",
    "X-MICROSOFT-CDO-BUSYSTATUS",
)
_SECOND = timedelta(seconds=1)
_WHOLE = re.compile(r"[0-9]{1,9}")

Key = tuple[str, str, str]


def following(
    new: Iterable[Component], before: Mapping[Key, Block], titles: Mapping[str, str]
) -> Iterator[Component]:
    """The components of a new file, as revisions of those of the file before it.

    Args:
        new: What the new file is to hold.
        before: What the old file held.
        titles: What may be said, by UID, of what is gone: the old file can be one
            for other eyes.

    Raises:
        InvalidDocument: Something in the old file was damaged.
    """
    gone = dict(before)
    series = set()
    for component in new:
        key = key_of(component)
        series.add(key[:2])
        old = gone.pop(key, None)
        if old is not None:
            _follow(component, old)
        yield component
    for (kind, uid, recurrence), old in gone.items():
        # A meeting of a series that is still held is no exception any more.
        if not recurrence or (kind, uid) not in series:
            yield _cancelled(old, titles.get(uid, ""))


def key_of(component: Component) -> Key:
    """What a component is known by: kind, UID, and which meeting of a series it is."""
    uid, recurrence = (
        written_in(component, "UID"),
        written_in(component, "RECURRENCE-ID"),
    )
    return str(component.name), uid, recurrence


def published(previous: bytes, kinds: Collection[str]) -> dict[Key, Block]:
    """What a file that this library wrote holds, of some kinds of component.

    Raises:
        InvalidDocument: It is none.
    """
    try:
        calendars = calendars_in(previous)
    except InvalidDocument as error:
        raise InvalidDocument(*(f.within("previous") for f in error.faults)) from None
    if len(calendars) != 1 or calendars[0].values("PRODID") != [("", PRODID)]:
        message = "is none that this library wrote"
        hint = "give the file that was published last, or none the first time"
        raise InvalidDocument(
            Fault("previous", FaultCode.CALENDAR, None, message, hint)
        )
    found: dict[Key, Block] = {}
    for block in calendars[0].blocks:
        uid, recurrence = _value(block, "UID"), _value(block, "RECURRENCE-ID")
        if block.kind in kinds and is_derived(uid):
            found[block.kind, uid, recurrence] = block
    return found


def _value(block: Block, name: str) -> str:
    found = block.values(name)
    return found[0][1] if found else ""


def _follow(component: Component, old: Block) -> None:
    """Give a component the SEQUENCE and the stamps that follow on the old ones.

    What says the same keeps both, unless the log has news of it. What says something
    else for another reason than an entry comes one after the old one.
    """
    same = _content(written(component)[0]) == _content(old.flat())
    sequence, stamp = _sequence(old), _stamp(old)
    count, told = int(component.get("SEQUENCE")), component.get("DTSTAMP").dt
    if same and count <= sequence:
        set_stamps(component, sequence, max(stamp, told))
    else:
        set_stamps(component, max(count, sequence + 1), max(told, stamp + _SECOND))


def _content(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if not line.startswith(_STAMPS)]


def _cancelled(old: Block, title: str) -> Component:
    """What was published and is gone: when it was, and the word that it is gone."""
    sequence, stamp, day = _sequence(old), _stamp(old), _day(old)
    component = _KINDS[old.kind]()
    for name, value in _read(old).items():
        if name in _KEPT:
            component[name] = value
    component["SUMMARY"] = Text(f"Cancelled: {title}" if title else "Cancelled")
    component["STATUS"] = Text("CANCELLED")
    set_exported(component, day, "CANCELLED")
    set_stamps(component, sequence, stamp)
    _follow(component, old)
    return component


def _day(old: Block) -> date:
    found = day_in((_value(old, "DUE") or _value(old, "DTSTART"))[:8])
    if found is None:
        raise _damaged(old, "it has no day")
    return found


def _read(old: Block) -> Component:
    try:
        text = "".join(f"{line}\r\n" for line in old.flat())
        component = _KINDS[old.kind].from_ical(text)
    except ValueError as error:
        raise _damaged(old, str(error)) from error
    if component.errors:
        raise _damaged(old, str(component.errors[0]))
    return component


def _sequence(old: Block) -> int:
    found = _value(old, "SEQUENCE")
    if not _WHOLE.fullmatch(found):
        raise _damaged(old, "it has no SEQUENCE")
    return int(found)


def _stamp(old: Block) -> datetime:
    found = moment_in(_value(old, "DTSTAMP"))
    if found is None:
        raise _damaged(old, "it has no DTSTAMP in UTC")
    return found


def _damaged(old: Block, reason: str) -> InvalidDocument:
    name = _value(old, "UID")
    message = f"the component {name} of the previous file cannot be read: {reason}"
    hint = "give the file as it was published"
    return InvalidDocument(Fault("previous", FaultCode.CALENDAR, name, message, hint))
