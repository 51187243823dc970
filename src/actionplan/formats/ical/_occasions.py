"""When meetings are held, what they are about, and what is due before them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from operator import attrgetter
from typing import Self, TypeGuard

import attrs

from actionplan._fields import FIRST_YEAR, LAST_YEAR
from actionplan.deadlines import DueDate
from actionplan.errors import ActionPlanError
from actionplan.formats.ical._agenda import Agenda
from actionplan.formats.ical._names import Names
from actionplan.meetings import AnyMeeting, MeetingSeries, ScrutinyMeeting
from actionplan.register import Register

LONDON = "Europe/London"
FIRST_DAY = date(FIRST_YEAR, 1, 1)
# Zones with the clock of London, and the year from which its rule is as below.
_WITH_ITS_CLOCK = (
    LONDON,
    "Europe/Belfast",
    "Europe/Guernsey",
    "Europe/Isle_of_Man",
    "Europe/Jersey",
    "GB",
    "GB-Eire",
)
_FIRST_YEAR = 1996
CHANGED_BY = 2  # the hour by which they are put forward and back there


def horizon(on: date) -> date:
    """The day up to which the meetings of series are told one by one.

    It is the end of the year after that of `on`, so that it moves once a year.
    """
    return date(min(on.year + 1, LAST_YEAR), 12, 31)


def held_until(meeting: AnyMeeting, last: date) -> tuple[ScrutinyMeeting, ...]:
    """A meeting, or those of a series that begin by a day.

    What is moved is told however late it is held: the rule has it on its old day.
    """
    if not isinstance(meeting, MeetingSeries):
        return (meeting,)
    moved = (one.day for one in meeting.moved if one.start.date() > last)
    later = filter(None, map(meeting.meeting, moved)) if is_by_rule(meeting) else ()
    return (*meeting.meetings(FIRST_DAY, last), *later)


def is_for(meeting: AnyMeeting, body: str | None, register: Register) -> bool:
    """Whether a body holds a meeting, or oversees or is overseen by one that does."""
    if body is None or body == meeting.body:
        return True
    above = {one.id: one.overseen_by for one in register.bodies}
    return above[meeting.body] == body or above[body] == meeting.body


def days_before(
    meetings: Iterable[AnyMeeting], last: date
) -> Iterator[tuple[str, date]]:
    """Of each meeting, by id, the day of the one before it of the same body."""
    single = (one.day for one in meetings if isinstance(one, ScrutinyMeeting))
    last = max([last, *single])
    by_body: dict[str, list[ScrutinyMeeting]] = defaultdict(list)
    for meeting in meetings:
        by_body[meeting.body] += held_until(meeting, last)
    for held in by_body.values():
        for one, other in pairwise(sorted(held, key=attrgetter("starts", "id"))):
            yield other.id, one.day


def has_clock_of_london(zone: str, first: date) -> bool:
    """Whether a zone has the clock of London, by its present rule, from a day on."""
    return zone in _WITH_ITS_CLOCK and first.year >= _FIRST_YEAR


def is_by_rule(meeting: AnyMeeting) -> TypeGuard[MeetingSeries]:
    """Whether the meetings are told by a rule.

    It must be one of London's clock, and none of a time at which that can change.
    """
    return (
        isinstance(meeting, MeetingSeries)
        and has_clock_of_london(meeting.zone, meeting.day)
        and min(meeting.start.hour, meeting.end.hour) >= CHANGED_BY
    )


def words_of(name: str) -> str:
    """The name of a preparation as words, such as `Draft papers`."""
    return name.replace("-", " ").capitalize()


@attrs.frozen(kw_only=True)
class Occasion:
    """One meeting, what it is about, and what is due before it.

    Attributes:
        meeting: The meeting.
        agenda: What it is about.
        due: What is due before it, by name.
        unknown: Why that cannot be known, where it cannot.
    """

    meeting: ScrutinyMeeting
    agenda: Agenda
    due: Mapping[str, DueDate]
    unknown: str | None = None

    @classmethod
    def of(cls, meeting: ScrutinyMeeting, agenda: Agenda) -> Self:
        """A meeting, with what is due before it as far as that can be known."""
        try:
            due = meeting.preparations_due()
        except ActionPlanError as error:
            why = error.faults[0].message
            return cls(meeting=meeting, agenda=agenda, due={}, unknown=why)
        return cls(meeting=meeting, agenda=agenda, due=due)

    def described(self, names: Names) -> Iterator[str]:
        """What its event says."""
        meeting = self.meeting
        yield f"Held by: {names.body(meeting.body)}"
        if not has_clock_of_london(meeting.zone, meeting.day):
            yield f"Begins at {meeting.start:%H:%M} by the clock of {meeting.zone}"
        for name, due in self.due.items():
            yield f"{words_of(name)} due: {due.explanation}"
        if self.unknown:
            yield f"What is due before it is not known: {self.unknown}"
        if meeting.url:
            yield f"Link: {meeting.url}"
        yield from self.agenda.lines()
