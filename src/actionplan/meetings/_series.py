"""A series of meetings: the first, a rule, and what was cancelled and moved."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

import attrs

from actionplan._days import day_text
from actionplan._fields import (
    BODY,
    ID,
    LAST_YEAR,
    MAYBE_LINK,
    MAYBE_TEXT,
    MOST_ID_CHARACTERS,
    TEXT,
    X,
    as_tuple,
    each,
    is_a,
    is_canonical,
    is_day,
    to_json_map,
)
from actionplan._values import NOTHING, Value, checked, wrong
from actionplan.errors import (
    Fault,
    FaultCode,
    InvalidValue,
    UnknownName,
    raise_any,
    shown,
)
from actionplan.meetings._clock import days_changed, skipped_faults
from actionplan.meetings._exceptions import MovedMeeting, exception_faults, placed_days
from actionplan.meetings._expansion import days_between, falls_on, first_after, nearest
from actionplan.meetings._meeting import (
    CLOCK_TIME,
    VISIBILITY,
    ZONE,
    ScrutinyMeeting,
    end_faults,
    gap_faults,
)
from actionplan.meetings._preparations import (
    PREPARATIONS,
    Preparation,
    chain_faults,
    to_preparations,
)
from actionplan.meetings._recurrence import Recurrence, to_recurrence
from actionplan.terms import Visibility, to_visibility

_DAY_IN_ID = len("/2014-12-10")
_YEARS_CHECKED = 28  # after which leap years and days of the week repeat


def _to_days(values: Iterable[date]) -> tuple[date, ...]:
    return as_tuple(values)


def _to_moved(values: Iterable[MovedMeeting]) -> tuple[MovedMeeting, ...]:
    return as_tuple(values)


@attrs.frozen(kw_only=True)
class MeetingSeries(Value):
    """Meetings that a rule gives: on the second Wednesday of every third month.

    Every meeting is at the same time of the clock in the room, in summer and in
    winter. Its id is the id of the series and the day that the rule gives, as in
    `forum/2014-12-10`, and a meeting that is moved keeps it. A meeting besides
    those of the rule is a `ScrutinyMeeting` of its own.

    Attributes:
        id: Its id.
        title: What each meeting is called.
        body: The body that holds them.
        start: When the first meeting begins, by the local clock.
        end: When the first meeting ends, by the local clock.
        zone: The time zone of that clock, such as Europe/London.
        rule: On which days they are held; the day of the first is one of them.
        cancelled: Days of the rule on which no meeting is held.
        moved: Meetings that are held at another time than the rule's.
        preparations: What is due before each of them, each so long before.
        place: Where they are held.
        url: Where they are announced or can be watched.
        visibility: Who may know of them; meetings are public unless marked.
        x: Whatever the caller wants to keep with it.

    Raises:
        InvalidValue: A field is faulty, the rule does not give the day of the first
            meeting, a day that is cancelled or moved is none of the rule's, or
            clocks are put forward over the time of a meeting.

    Source: RFC 5545, 3.8.5.3: the first meeting "SHOULD be synchronized with the
    recurrence rule", because what programs make of one that is not is undefined.

    Example:
        >>> from datetime import date, datetime
        >>> import actionplan as ap
        >>> series = ap.MeetingSeries(
        ...     id="forum",
        ...     title="Police accountability forum",
        ...     body="norfolk-pcc",
        ...     start=datetime(2014, 9, 10, 10, 0),
        ...     end=datetime(2014, 9, 10, 12, 0),
        ...     zone="Europe/London",
        ...     rule="FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE",
        ...     cancelled=[date(2015, 3, 11)],
        ... )
        >>> for meeting in series.meetings(date(2014, 9, 1), date(2015, 8, 31)):
        ...     print(meeting.id, meeting.starts.isoformat())
        forum/2014-09-10 2014-09-10T10:00:00+01:00
        forum/2014-12-10 2014-12-10T10:00:00+00:00
        forum/2015-06-10 2015-06-10T10:00:00+01:00
    """

    id: str = attrs.field(metadata=ID)
    title: str = attrs.field(metadata=TEXT)
    body: str = attrs.field(metadata=BODY)
    start: datetime = attrs.field(metadata=CLOCK_TIME)
    end: datetime = attrs.field(metadata=CLOCK_TIME)
    zone: str = attrs.field(metadata=ZONE)
    rule: Recurrence = attrs.field(
        converter=to_recurrence,
        metadata=checked(is_canonical(Recurrence, "a rule of recurrence")),
    )
    cancelled: tuple[date, ...] = attrs.field(
        default=(),
        converter=_to_days,
        metadata=checked(each(is_day, distinct=True)),
    )
    moved: tuple[MovedMeeting, ...] = attrs.field(
        default=(),
        converter=_to_moved,
        metadata=checked(each(is_a(MovedMeeting, "a moved meeting"))),
    )
    preparations: tuple[Preparation, ...] = attrs.field(
        default=(), converter=to_preparations, metadata=PREPARATIONS
    )
    place: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    url: str | None = attrs.field(default=None, metadata=MAYBE_LINK)
    visibility: Visibility | None = attrs.field(
        default=None, converter=to_visibility, metadata=VISIBILITY
    )
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )

    @property
    def day(self) -> date:
        """The day of the first meeting, as the rule gives it."""
        return self.start.date()

    # Days that the rule gives

    def occurrences(self, start: date, end: date) -> tuple[date, ...]:
        """The days that the rule gives from a day to a day, both included, in order.

        Those of cancelled and moved meetings are among them.

        Raises:
            InvalidValue: One is no day, or the end is before the start.
        """
        raise_any(InvalidValue, range_faults(start, end))
        return tuple(days_between(self.rule, self.day, start, end))

    def is_occurrence(self, day: date) -> bool:
        """Whether the rule gives a day, even if that meeting is cancelled or moved."""
        return bool(self.occurrences(day, day))

    # Meetings that are held

    def meetings(self, start: date, end: date) -> tuple[ScrutinyMeeting, ...]:
        """The meetings that begin from a day to a day, both included, in order.

        A moved meeting is among those of the day on which it is held.

        Raises:
            InvalidValue: One is no day, the end is before the start, or clocks are
                put forward over the time of a meeting (one later than 28 years
                after the first; earlier ones are refused with the series).
        """
        regular = map(self._regular, self.regular_days(start, end))
        moved = (self._moved(held) for held in self.moved)
        held = [*regular, *(one for one in moved if start <= one.day <= end)]
        return tuple(sorted(held, key=lambda one: (one.start, one.id)))

    def regular_days(self, start: date, end: date) -> tuple[date, ...]:
        """The days from a day to a day on which meetings are held as the rule says.

        Raises:
            InvalidValue: One is no day, or the end is before the start.
        """
        excepted = self._excepted
        return tuple(day for day in self.occurrences(start, end) if day not in excepted)

    def next_after(self, day: date) -> date | None:
        """The first day after a day on which one of these meetings begins, if any.

        Raises:
            InvalidValue: It is no day.
        """
        raise_any(InvalidValue, is_day(day))
        regular = first_after(self.rule, self.day, day, but=self._excepted)
        moved = [held.start.date() for held in self.moved]
        days = [held for held in [regular, *moved] if held is not None and held > day]
        return min(days, default=None)

    def meeting(self, day: date) -> ScrutinyMeeting | None:
        """The meeting of a day of the rule, as it is held; None if it is cancelled.

        Raises:
            UnknownName: The rule does not give that day.
            InvalidValue: It is no day.

        Example:
            >>> from datetime import date, datetime
            >>> import actionplan as ap
            >>> series = ap.MeetingSeries(
            ...     id="forum",
            ...     title="Police accountability forum",
            ...     body="norfolk-pcc",
            ...     start=datetime(2014, 9, 10, 10, 0),
            ...     end=datetime(2014, 9, 10, 12, 0),
            ...     zone="Europe/London",
            ...     rule="FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE",
            ... )
            >>> series.meeting(date(2014, 12, 10)).id
            'forum/2014-12-10'
        """
        if not self.is_occurrence(day):
            message = f"the series {self.id!r} has no meeting of {day_text(day)}"
            hint = "ask for a day that its rule gives; see `occurrences`"
            raise UnknownName(Fault("", FaultCode.UNKNOWN_NAME, day, message, hint))
        if day in self.cancelled:
            return None
        moved = (self._moved(held) for held in self.moved if held.day == day)
        return next(moved, None) or self._regular(day)

    @property
    def _excepted(self) -> frozenset[date]:
        return frozenset(self.cancelled).union(held.day for held in self.moved)

    def _regular(self, day: date) -> ScrutinyMeeting:
        start = datetime.combine(day, self.start.time())
        return self._held(day, start, start + (self.end - self.start), self.place)

    def _moved(self, held: MovedMeeting) -> ScrutinyMeeting:
        return self._held(held.day, held.start, held.end, held.place or self.place)

    def _held(
        self, day: date, start: datetime, end: datetime, place: str | None
    ) -> ScrutinyMeeting:
        return ScrutinyMeeting(
            id=f"{self.id}/{day}",
            title=self.title,
            body=self.body,
            start=start,
            end=end,
            zone=self.zone,
            preparations=self.preparations,
            place=place,
            url=self.url,
            visibility=self.visibility,
            x=self.x,
        )

    # What cannot be

    def _own_faults(self) -> Iterator[Fault]:
        if len(self.id) > MOST_ID_CHARACTERS - _DAY_IN_ID:
            message = f"{shown(self.id)} leaves no room for the days of its meetings"
            hint = f"use at most {MOST_ID_CHARACTERS - _DAY_IN_ID} characters"
            yield Fault("id", FaultCode.ID, self.id, message, hint)
        yield from gap_faults(self.start, self.end, self.zone)
        yield from end_faults(self.start, self.end)
        yield from chain_faults(self.preparations)
        yield from exception_faults(self.cancelled, self.moved, self.zone)
        if falls_on(self.rule, self.day):
            yield from self._faults_of_days()
            yield from self._faults_of_clocks("start")
            yield from self._faults_of_clocks("end")
        else:
            message = (
                f"does not give {day_text(self.day)}, the day of the first meeting"
            )
            hint = "begin with a day that the rule gives, or change the rule"
            faults = wrong(FaultCode.CONTRADICTION, str(self.rule), message, hint)
            yield from (fault.within("rule") for fault in faults)

    def _faults_of_days(self) -> Iterator[Fault]:
        for place, day in placed_days(self.cancelled, self.moved):
            near = nearest(self.rule, self.day, day)
            if day != near:
                message = f"the rule does not give {day_text(day)}"
                hint = f"name a day that it gives, such as {day_text(near)}"
                yield Fault(place, FaultCode.CONTRADICTION, day, message, hint)

    def _faults_of_clocks(self, key: str) -> Iterator[Fault]:
        """The first time, if there is one, over which clocks go and no exception does.

        That of the first meeting is looked at apart from this.
        """
        local: datetime = getattr(self, key)
        last = min(self.day.year + _YEARS_CHECKED, LAST_YEAR)
        for change in days_changed(self.zone, range(self.day.year, last)):
            skipped = datetime.combine(change, local.time())
            day = change - (local.date() - self.day)
            hint = (
                f"move or cancel the meeting of {day_text(day)}, or give another time"
            )
            faults = skipped_faults(skipped, self.zone, hint)
            if faults and day > self.day and self.regular_days(day, day):
                yield from (fault.within(key) for fault in faults)
                return


def range_faults(start: date, end: date) -> list[Fault]:
    """What is wrong with two days that are asked for."""
    faults = [fault.within("start") for fault in is_day(start)]
    faults += [fault.within("end") for fault in is_day(end)]
    if not faults and end < start:
        message = f"{end} is before the start, {start}"
        hint = "put the earlier day first"
        faults.append(Fault("end", FaultCode.CONTRADICTION, end, message, hint))
    return faults
