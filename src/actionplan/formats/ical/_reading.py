"""What a person changed in a calendar, as against what was exported.

Programs rewrite what they keep: they drop a percentage, turn a day into a midnight,
know no `IN-PROCESS`. So a change counts as one only where the calendar says something
else than the register did when it was exported, which SEQUENCE tells, and it is put
forward only where it has one meaning.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import attrgetter
from zoneinfo import ZoneInfo

from actionplan._fields import FIRST_YEAR, LAST_YEAR
from actionplan.deadlines import Recurring
from actionplan.errors import Fault, FaultCode
from actionplan.formats.ical._blocks import Block, calendars_in
from actionplan.formats.ical._clean import summarised, unescaped
from actionplan.formats.ical._edits import Exported, changes_in
from actionplan.formats.ical._found import Found
from actionplan.formats.ical._identity import event_uid, meeting_uid, todo_uid
from actionplan.formats.ical._occasions import held_until
from actionplan.formats.ical._proposals import Proposal, Reading, Unknown
from actionplan.formats.ical._tracked import Tracked, names_of_parts
from actionplan.log import AnyEntry, DeadlineChange
from actionplan.meetings import PAPERS
from actionplan.register import Register
from actionplan.snapshot import ItemState

_YEARS_AHEAD = 10  # more than any calendar tells of the meetings of a series
_SKIPPED = "VTIMEZONE"
_SEVERAL = "stands in the calendar more than once, or one of its days was changed"

Key = tuple[str, str]


def reading_of(data: bytes, register: Register, zone: ZoneInfo) -> Reading:
    """What was changed in a calendar, as `read` gives it."""
    blocks = [block for calendar in calendars_in(data) for block in calendar.blocks]
    exported = dict(_exported(register))
    meetings = set(_uids_of_meetings(register))
    uids = Counter(map(_uid_of, blocks))
    proposals: list[Proposal] = []
    unclear: list[Fault] = []
    unknown: list[Unknown] = []
    for block in blocks:
        name = _uid_of(block)
        known = exported.get((block.kind, name))
        if known is not None:
            found = Found(block=block, item=known.item, zone=zone)
            if uids[name] > 1 or block.has("RECURRENCE-ID"):
                hint = "keep one, or record by hand what was done"
                found.blame(FaultCode.DUPLICATE_ID, name, _SEVERAL, hint)
            else:
                proposals += changes_in(found, known)
            unclear += found.faults
        elif block.kind != _SKIPPED and name not in meetings:
            unknown.append(_unknown(block, name))
    return Reading(
        proposals=tuple(proposals), unclear=tuple(unclear), unknown=tuple(unknown)
    )


def _exported(register: Register) -> Iterator[tuple[Key, Exported]]:
    """What can have been exported, with all that the log says by now."""
    entries = _entries_by_item(register)
    for state in register.at(_last_day(register)):
        about = tuple(entries[state.item.id])
        tracked = Tracked.of(state)
        for name, day in _days_of_events(state, tracked, about):
            yield ("VEVENT", name), Exported(state=state, entries=about, day=day)
        day = tracked.todo_due if tracked else None
        known = Exported(state=state, entries=about, day=day)
        yield ("VTODO", todo_uid(state.item.long_id)), known


def _days_of_events(
    state: ItemState, tracked: Tracked | None, entries: Iterable[AnyEntry]
) -> Iterator[tuple[str, date | None]]:
    """The UIDs of all events that an item has or once had, and the days they have."""
    long_id = state.item.long_id
    days: dict[str, date | None] = {event_uid(long_id): None}
    changes = (entry for entry in entries if isinstance(entry, DeadlineChange))
    deadlines = [state.item.deadline, *(change.deadline for change in changes)]
    if any(isinstance(deadline, Recurring) for deadline in deadlines):
        days |= {event_uid(name): None for name in names_of_parts(long_id)}
    if tracked is not None:
        days |= {tracked.uid_of(part): part.first for part in tracked.parts}
    yield from days.items()


def _uids_of_meetings(register: Register) -> Iterator[str]:
    """The UIDs of meetings and of what is due before them, which nobody ticks."""
    told = _last_day(register)
    for meeting in register.meetings:
        yield meeting_uid(meeting.id)
        year = min(max(told, meeting.day).year + _YEARS_AHEAD, LAST_YEAR)
        for held in held_until(meeting, date(year, 12, 31)):
            yield meeting_uid(held.id)
            for name in (PAPERS, *(one.name for one in held.preparations)):
                yield meeting_uid(held.id, name)


def _entries_by_item(register: Register) -> Mapping[str, list[AnyEntry]]:
    """The entries about each item, in the order in which they were recorded."""
    found: dict[str, list[AnyEntry]] = defaultdict(list)
    for entry in sorted(register.log, key=attrgetter("known_from")):
        found[register.item(entry.item).id].append(entry)
    return found


def _last_day(register: Register) -> date:
    """The last day of which the register tells anything."""
    days = [entry.on for entry in register.log]
    days += [item.opened for item in register.items if item.opened is not None]
    return max(days, default=date(FIRST_YEAR, 1, 1))


def _uid_of(block: Block) -> str:
    found = block.values("UID")
    return unescaped(found[0][1]) if found else ""


def _unknown(block: Block, name: str) -> Unknown:
    found = block.values("SUMMARY")
    summary = summarised(unescaped(found[0][1])) if found else ""
    return Unknown(kind=summarised(block.kind), uid=summarised(name), summary=summary)
