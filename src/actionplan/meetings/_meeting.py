"""One scrutiny meeting."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from actionplan._fields import (
    BODY,
    ID,
    MAYBE_DAY,
    MAYBE_LINK,
    MAYBE_TEXT,
    TEXT,
    X,
    is_term,
    optional,
    to_json_map,
)
from actionplan._values import NOTHING, Value, checked
from actionplan.deadlines import DueDate
from actionplan.errors import Fault, FaultCode
from actionplan.meetings._clock import is_clock_time, is_zone, skipped_faults
from actionplan.meetings._preparations import (
    PAPERS,
    PREPARATIONS,
    Preparation,
    chain_faults,
    due_dates,
    to_preparations,
)
from actionplan.terms import Visibility, to_visibility
from actionplan.working_days import AnyCalendar

CLOCK_TIME = checked(is_clock_time)
ZONE = checked(is_zone)
VISIBILITY = checked(optional(is_term(Visibility)))


@attrs.frozen(kw_only=True)
class ScrutinyMeeting(Value):
    """A meeting at which a body is held to account.

    Times are those of the clock in the room, so that a change of the zone's
    rules leaves a meeting at ten at ten.

    Attributes:
        id: Its id.
        title: What it is called.
        body: The body that holds it.
        start: When it begins, by the local clock.
        end: When it ends, by the local clock.
        zone: The time zone of that clock, such as Europe/London.
        papers: The day on which its papers are due, where that is a day of its own.
        preparations: What else is due before it, each so long before.
        place: Where it is held.
        url: Where it is announced or can be watched.
        visibility: Who may know of it; meetings are public unless marked.
        x: Whatever the caller wants to keep with it.

    Raises:
        InvalidValue: A field is faulty, the end is not after the start, the clock is
            put forward over a time so that no clock shows it, or a preparation
            counts from nothing that stands before it.

    Example:
        >>> from datetime import datetime
        >>> import actionplan as ap
        >>> meeting = ap.ScrutinyMeeting(
        ...     id="norfolk-pcc/2014-09-17",
        ...     title="Police accountability forum",
        ...     body="norfolk-pcc",
        ...     start=datetime(2014, 9, 17, 14, 0),
        ...     end=datetime(2014, 9, 17, 16, 0),
        ...     zone="Europe/London",
        ... )
        >>> meeting.starts.isoformat()
        '2014-09-17T14:00:00+01:00'
    """

    id: str = attrs.field(metadata=ID)
    title: str = attrs.field(metadata=TEXT)
    body: str = attrs.field(metadata=BODY)
    start: datetime = attrs.field(metadata=CLOCK_TIME)
    end: datetime = attrs.field(metadata=CLOCK_TIME)
    zone: str = attrs.field(metadata=ZONE)
    papers: date | None = attrs.field(default=None, metadata=MAYBE_DAY)
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
    def starts(self) -> datetime:
        """The moment at which it begins."""
        return self.start.replace(tzinfo=ZoneInfo(self.zone))

    @property
    def ends(self) -> datetime:
        """The moment at which it ends."""
        return self.end.replace(tzinfo=ZoneInfo(self.zone))

    @property
    def day(self) -> date:
        """The day on which it begins, by the local clock."""
        return self.start.date()

    def preparations_due(
        self, *, calendar: AnyCalendar | None = None
    ) -> dict[str, DueDate]:
        """When each of its preparations is due, by name, in the order they stand in.

        `papers` comes first where their day is given.

        Args:
            calendar: A calendar of the caller's own, for deadlines that count by
                working days of that name.

        Raises:
            BeyondHorizon: A calendar does not cover the days that are counted.
            UnknownName: A deadline names a calendar that is not shipped or given.

        Example:
            >>> from datetime import datetime
            >>> import actionplan as ap
            >>> from actionplan.meetings import Preparation
            >>> meeting = ap.ScrutinyMeeting(
            ...     id="norfolk-pcc/2014-09-17",
            ...     title="Police accountability forum",
            ...     body="norfolk-pcc",
            ...     start=datetime(2014, 9, 17, 14, 0),
            ...     end=datetime(2014, 9, 17, 16, 0),
            ...     zone="Europe/London",
            ...     preparations=[
            ...         Preparation(name="papers", deadline="P8D before meeting"),
            ...         Preparation(name="drafts", deadline="P1W before papers"),
            ...     ],
            ... )
            >>> for due in meeting.preparations_due().values():
            ...     print(due)
            8 days before Wed 17 Sep 2014 (meeting) = Tue 9 Sep 2014
            7 days before Tue 9 Sep 2014 (papers) = Tue 2 Sep 2014
        """
        return due_dates(self.preparations, self.day, self.papers, calendar)

    def _own_faults(self) -> Iterator[Fault]:
        yield from gap_faults(self.start, self.end, self.zone)
        yield from end_faults(self.start, self.end)
        yield from chain_faults(self.preparations, *[PAPERS] * bool(self.papers))


def gap_faults(start: datetime, end: datetime, zone: str) -> Iterator[Fault]:
    """A fault for the start and the end of a meeting if no clock shows it."""
    for key, local in (("start", start), ("end", end)):
        faults = skipped_faults(local, zone, "give another time")
        yield from (fault.within(key) for fault in faults)


def end_faults(start: datetime, end: datetime) -> Iterator[Fault]:
    """The fault of a meeting that ends before it has begun."""
    if end <= start:
        message = f"{end} is not after the start, {start}"
        hint = "put the end after the start"
        yield Fault("end", FaultCode.CONTRADICTION, end, message, hint)
