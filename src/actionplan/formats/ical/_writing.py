"""A calendar as bytes, checked for what icalendar lets through.

icalendar escapes and orders; lines are folded here, because it may put a fold
between a backslash and what that escapes, and some programs then drop the event.
What was written is read again, and must say what was meant.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import attrs
from icalendar import Calendar, vText
from icalendar.cal import Component

from actionplan._fields import is_a
from actionplan.errors import Fault, FaultCode, InvalidValue, raise_any, shown
from actionplan.formats.ical._clean import unescaped
from actionplan.formats.ical._grammar import mistakes_of

LIMIT = 75  # octets of a line without its end (RFC 5545, 3.1)
_ROOM = LIMIT - 1  # since every further line begins with a space
_INSIDE, _CONTINUING = 0xC0, 0x80  # the first bits of all but the first octet in UTF-8
_UNFIT = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_PARAMETERS = re.compile(r'(?:[^":]|"[^"]*")*:')
_NAME = re.compile(r"(?!(?:BEGIN|END)$)[A-Za-z0-9-]+")
_ZONE = re.compile(r";TZID=([^:;,]+):")
_MARKS = ("BEGIN", "END")
_TRACKED = ("VEVENT", "VTODO")
_HINT = "mend it, or leave it out"


@attrs.frozen
class Part:
    """A component as it is written: its properties, without their names, by name."""

    kind: str
    lines: dict[str, list[str]] = attrs.field(factory=lambda: defaultdict(list))
    mistakes: list[str] = attrs.field(factory=list)

    def first(self, name: str) -> str:
        """The value of a property, or nothing."""
        found = self.lines.get(name)
        return _PARAMETERS.sub("", found[0], count=1) if found else ""

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by: its UID, and which meeting of a series it is."""
        return self.first("UID"), self.first("RECURRENCE-ID")

    def faults(self) -> Iterator[Fault]:
        """What is wrong with it."""
        for mistake in [*self.mistakes, *mistakes_of(self.kind, self.lines)]:
            yield self.fault(mistake)

    def fault(self, mistake: str) -> Fault:
        """A fault of it, by its UID."""
        name = self.first("UID")
        place = f"{self.kind}[{name}]" if name else self.kind
        return Fault(place, FaultCode.CALENDAR, name or None, mistake, _HINT)


def bytes_of(calendar: Calendar) -> bytes:
    """The bytes of a calendar, as `to_bytes` gives them."""
    raise_any(InvalidValue, is_a(Calendar, "a calendar of icalendar")(calendar))
    lines, parts = written(calendar)
    faults = [fault for part in parts for fault in part.faults()]
    faults += _faults_between(parts)
    raise_any(InvalidValue, faults)
    data = b"".join(folded(line) + b"\r\n" for line in lines)
    raise_any(InvalidValue, _damage(data, lines))
    return data


def written(component: Component) -> tuple[list[str], list[Part]]:
    """The content lines of a component and all that is in it, and each by itself."""
    lines: list[str] = []
    parts: list[Part] = []
    inside: list[Part] = []
    for name, value in component.property_items():
        if name in _MARKS and isinstance(value, bytes):
            lines.append(f"{name}:{value.decode()}")
            if name == "BEGIN":
                inside.append(Part(value.decode()))
                parts.append(inside[-1])
            else:
                inside.pop()
        else:
            lines += _line_of(component, name, value, inside[-1])
    return lines, parts


def _line_of(
    component: Component, name: str, value: object, part: Part
) -> Iterator[str]:
    """The line of a property, if it can be written at all."""
    if not _NAME.fullmatch(name):
        part.mistakes.append(f"has a property of the name {shown(name)}")
        return
    if isinstance(value, bytes):
        part.mistakes.append(f"has a {name} that cannot be written: it is bare bytes")
        return
    try:
        line = str(component.content_line(name, value))
    except (AssertionError, AttributeError, TypeError, ValueError) as error:
        part.mistakes.append(f"has a {name} that cannot be written: {error}")
        return
    part.lines[name].append(line[len(name) :])
    part.mistakes.extend(_mistakes_of_text(name, value, line))
    yield line


def _mistakes_of_text(name: str, value: object, line: str) -> Iterator[str]:
    if _UNFIT.search(line):
        yield f"has a control character in its {name}"
    if isinstance(value, vText):
        came_back = unescaped(value.to_ical().decode())
        if came_back != value:
            yield f"has a {name} that would come back as {shown(came_back)}"


def _faults_between(parts: Iterable[Part]) -> Iterator[Fault]:
    zones = {part.first("TZID") for part in parts if part.kind == "VTIMEZONE"}
    kinds: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    tracked = [part for part in parts if part.kind in _TRACKED]
    for part in tracked:
        if part.key in seen or kinds.setdefault(part.key[0], part.kind) != part.kind:
            yield part.fault("has a UID that another component has")
        seen.add(part.key)
        named = {zone for lines in part.lines.values() for zone in _zones_in(lines)}
        for zone in sorted(named - zones):
            yield part.fault(f"names the zone {zone}, of which there is no VTIMEZONE")
    if not tracked:
        message = "has no event and no to-do, and no calendar may be empty"
        yield Fault("VCALENDAR", FaultCode.CALENDAR, None, message, "add one")


def _zones_in(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        found = _ZONE.match(line)
        if found:
            yield found[1]


# Lines


def folded(line: str) -> bytes:
    """A content line in pieces of at most 75 octets (RFC 5545, 3.1).

    No character of UTF-8 is cut, and no backslash from what it escapes.
    """
    data = line.encode()
    pieces = []
    start = 0
    while len(data) - start > _ROOM:
        end = start + _ROOM
        while data[end] & _INSIDE == _CONTINUING:
            end -= 1
        if _ends_in_escape(data[start:end]):
            end -= 1
        pieces.append(data[start:end])
        start = end
    return b"\r\n ".join([*pieces, data[start:]])


def _ends_in_escape(piece: bytes) -> bool:
    return (len(piece) - len(piece.rstrip(b"\\"))) % 2 == 1


def _damage(data: bytes, lines: Iterable[str]) -> Iterator[Fault]:
    """What is wrong with bytes that should say those lines."""
    pieces = data.removesuffix(b"\r\n").split(b"\r\n")
    whole = all(_is_whole(piece) for piece in pieces)
    came_back = data.replace(b"\r\n ", b"").decode("utf-8", "replace")
    if not whole or came_back != "".join(f"{line}\r\n" for line in lines):
        message = "its bytes do not say what was meant"
        yield Fault("", FaultCode.CALENDAR, None, message, "report this, with the data")


def _is_whole(piece: bytes) -> bool:
    cut = piece[:1] == b" " and piece[1] & _INSIDE == _CONTINUING
    return len(piece) <= LIMIT and not cut and not _ends_in_escape(piece)
