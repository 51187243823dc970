"""What a person changed in a calendar, as against what was exported.

Programs rewrite what they keep: they drop a percentage, turn a day into a midnight,
know no `IN-PROCESS`. So a change counts as one only where the calendar says something
else than the register did when it was exported, which SEQUENCE tells, and it is put
forward only where it has one meaning.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from zoneinfo import ZoneInfo

import attrs

from actionplan._days import day_text
from actionplan._values import wrong
from actionplan.errors import Fault, FaultCode, InvalidValue, raise_any
from actionplan.formats.ical._blocks import Block, calendars_in
from actionplan.formats.ical._clean import summarised
from actionplan.formats.ical._found import Found
from actionplan.formats.ical._identity import meeting_uid, todo_uid, uid
from actionplan.formats.ical._proposals import Proposal, Reading, Unknown
from actionplan.formats.ical._tracked import Tracked
from actionplan.log import AnyEntry
from actionplan.meetings import is_zone
from actionplan.register import Register
from actionplan.snapshot import ItemState
from actionplan.snapshot._fold import fold
from actionplan.terms import Status

_STATUSES = {"IN-PROCESS": Status.IN_PROGRESS, "COMPLETED": Status.COMPLETE}
_SKIPPED = ("VTIMEZONE", "VALARM")


@attrs.frozen
class _Known:
    """What a register has exported, by the UIDs of events and to-dos."""

    events: Mapping[str, Tracked]
    todos: Mapping[str, Tracked]
    meetings: frozenset[str]

    @classmethod
    def of(cls, register: Register) -> "_Known":
        states = register.at(_last_day(register))
        tracked = [one for one in map(Tracked.of, states) if one is not None]
        return cls(
            {uid(one.state.item.long_id): one for one in tracked},
            {todo_uid(one.state.item.long_id): one for one in tracked},
            frozenset(meeting_uid(one.id) for one in register.meetings),
        )


def reading_of(data: bytes, register: Register, zone: str) -> Reading:
    """What was changed in a calendar, as `read` gives it."""
    raise_any(InvalidValue, (fault.within("zone") for fault in is_zone(zone)))
    known = _Known.of(register)
    blocks = [block for calendar in calendars_in(data) for block in calendar.blocks]
    names = Counter(_name(block) for block in blocks)
    proposals: list[Proposal] = []
    unclear: list[Fault] = []
    unknown: list[Unknown] = []
    for block in blocks:
        name = _name(block)
        tracked = (known.todos if block.kind == "VTODO" else known.events).get(name)
        if tracked is None:
            if block.kind not in _SKIPPED and name not in known.meetings:
                unknown.append(_unknown(block, name))
            continue
        found = Found(block=block, item=tracked.state.item.id, zone=ZoneInfo(zone))
        if names[name] > 1 or block.has("RECURRENCE-ID"):
            found.blame(*_ONE_OF_SEVERAL)
        elif block.kind == "VTODO":
            proposals += _changes(found, tracked)
        else:
            _compare_day(found, "DTSTART", tracked, tracked.due)
        unclear += found.faults
    return Reading(
        proposals=tuple(proposals), unclear=tuple(unclear), unknown=tuple(unknown)
    )
