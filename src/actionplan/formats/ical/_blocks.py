"""The components of an `.ics` file as they stand in it, whoever wrote it.

Only lines are read here, and nothing is expanded or looked up, so that a file that
means harm costs no more than its size.
"""

import re
from collections.abc import Iterator

import attrs

from actionplan.errors import Fault, FaultCode, InvalidDocument

MOST_BYTES = 32 * 2**20
MOST_COMPONENTS = 100_000
DEEPEST = 5  # a calendar, an event, its alarm, and some room

_FOLD = re.compile(r"\r?\n[ \t]")
_BREAK = re.compile(r"\r?\n")
# Possessive, because a way back for each comma takes hundreds of bytes.
_VALUE = r'(?:"[^"]*+"|[^";:,]*+)'
_PARAMETER = rf";[A-Za-z0-9-]++={_VALUE}(?:,{_VALUE})*+"
_LINE = re.compile(rf"([A-Za-z0-9-]++)((?:{_PARAMETER})*+):(.*)", re.DOTALL)


@attrs.frozen
class Block:
    """A component: its own lines, unfolded, and the components in it."""

    kind: str
    lines: list[str] = attrs.field(factory=list)
    blocks: list["Block"] = attrs.field(factory=list)

    def has(self, name: str) -> bool:
        """Whether it has a property of a name, even one that cannot be read."""
        return any(_is_named(line, name) for line in self.lines)

    def values(self, name: str) -> list[tuple[str, str]]:
        """The parameters and the value of every such property that can be read."""
        found = (_LINE.fullmatch(line) for line in self.lines if _is_named(line, name))
        return [(line[2].upper(), line[3]) for line in found if line]

    def flat(self) -> Iterator[str]:
        """All its lines, with those of the components in it."""
        yield f"BEGIN:{self.kind}"
        yield from self.lines
        for block in self.blocks:
            yield from block.flat()
        yield f"END:{self.kind}"


def calendars_in(data: bytes) -> list[Block]:
    """The calendars of a file.

    Raises:
        InvalidDocument: It is not UTF-8, larger than 32 MiB, holds more than a
            hundred thousand components, nests them more than five deep, or is no
            iCalendar file.
    """
    found: list[Block] = []
    inside: list[Block] = []
    count = 0
    for line in _lines_of(data):
        mark, _, name = line.partition(":")
        match mark.upper():
            case "BEGIN":
                count += 1
                _check_bounds(count, len(inside))
                block = Block(name.strip().upper())
                (inside[-1].blocks if inside else found).append(block)
                inside.append(block)
            case "END":
                _check_end(inside, name.strip().upper())
                inside.pop()
            case _ if inside:
                inside[-1].lines.append(line)
            case _:
                raise _refusal(FaultCode.SYNTAX, "stands in no component", line)
    if inside:
        raise _refusal(FaultCode.SYNTAX, "ends before its components do")
    if not found or any(block.kind != "VCALENDAR" for block in found):
        raise _refusal(FaultCode.SYNTAX, "is no iCalendar file")
    return found


def _lines_of(data: object) -> list[str]:
    if not isinstance(data, bytes):
        hint = "give its bytes, such as Path('calendar.ics').read_bytes()"
        raise _refusal(FaultCode.TYPE, "is not given as bytes", hint=hint)
    if len(data) > MOST_BYTES:
        raise _refusal(FaultCode.RANGE, f"is larger than {MOST_BYTES} bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refusal(
            FaultCode.ENCODING, f"is not UTF-8 at byte {error.start}"
        ) from None
    if text.startswith("\ufeff"):
        raise _refusal(FaultCode.ENCODING, "begins with a byte order mark")
    return [line for line in _BREAK.split(_FOLD.sub("", text)) if line]


def _is_named(line: str, name: str) -> bool:
    return line[: len(name)].upper() == name and line[len(name) : len(name) + 1] in ";:"


def _check_bounds(count: int, depth: int) -> None:
    if count > MOST_COMPONENTS:
        message = f"holds more than {MOST_COMPONENTS} components"
        raise _refusal(FaultCode.RANGE, message)
    if depth >= DEEPEST:
        message = f"nests components more than {DEEPEST} deep"
        raise _refusal(FaultCode.NESTING, message)


def _check_end(inside: list[Block], name: str) -> None:
    if not inside or inside[-1].kind != name:
        raise _refusal(FaultCode.SYNTAX, "ends a component that is not open", name)


def _refusal(
    code: FaultCode,
    message: str,
    value: object = None,
    hint: str = "export the calendar again, as an .ics file in UTF-8",
) -> InvalidDocument:
    return InvalidDocument(Fault("", code, value, f"the calendar {message}", hint))
