"""Scrutiny meetings, as the register keeps them."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import attrs

from actionplan._fields import (
    BODY,
    ID,
    MAYBE_DAY,
    MAYBE_LINK,
    MAYBE_TEXT,
    TEXT,
    X,
    is_day,
    is_term,
    optional,
    to_json_map,
)
from actionplan._values import (
    NOTHING,
    Faults,
    Value,
    checked,
    mistyped,
    wrong,
)
from actionplan.errors import Fault, FaultCode
from actionplan.terms import Visibility, to_visibility

# What systems add to the database: other forms of it, and the machine's own zone.
_SYSTEM_NAMES = ("Factory", "localtime", "posix", "posixrules", "right")


def is_clock_time(value: object) -> Faults:
    """Check a time as a clock on the wall shows it, without a zone."""
    if not isinstance(value, datetime):
        return mistyped("a day and time", value)
    hint = (
        "give the local time, such as datetime(2014, 9, 17, 10, 30), and the zone apart"
    )
    if value.tzinfo is not None:
        return wrong(
            FaultCode.MOMENT, value.isoformat(), "has a time zone of its own", hint
        )
    if value.second or value.microsecond or value.fold:
        return wrong(
            FaultCode.MOMENT, value.isoformat(), "is finer than a minute", hint
        )
    return is_day(value.date())


def is_zone(value: object) -> Faults:
    """Check the name of a time zone in the IANA database."""
    if type(value) is not str:
        return mistyped("the name of a time zone", value)
    hint = "use a name such as Europe/London"
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return wrong(FaultCode.ZONE, value, "is no time zone", hint)
    if value.partition("/")[0] in _SYSTEM_NAMES:
        return wrong(FaultCode.ZONE, value, "is no zone of the IANA database", hint)
    return ()


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
        papers: The day on which its papers are due.
        place: Where it is held.
        url: Where it is announced or can be watched.
        visibility: Who may know of it; meetings are public unless marked.
        x: Whatever the caller wants to keep with it.

    Raises:
        InvalidValue: A field is faulty, the end is not after the start, or the
            clock is put forward over a time so that no clock shows it.

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
    start: datetime = attrs.field(metadata=checked(is_clock_time))
    end: datetime = attrs.field(metadata=checked(is_clock_time))
    zone: str = attrs.field(metadata=checked(is_zone))
    papers: date | None = attrs.field(default=None, metadata=MAYBE_DAY)
    place: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    url: str | None = attrs.field(default=None, metadata=MAYBE_LINK)
    visibility: Visibility | None = attrs.field(
        default=None,
        converter=to_visibility,
        metadata=checked(optional(is_term(Visibility))),
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

    def _own_faults(self) -> Iterator[Fault]:
        yield from (fault for key in ("start", "end") for fault in self._gap(key))
        if self.end <= self.start:
            message = f"{self.end} is not after the start, {self.start}"
            hint = "put the end after the start"
            yield Fault("end", FaultCode.CONTRADICTION, self.end, message, hint)

    def _gap(self, key: str) -> Iterator[Fault]:
        local: datetime = getattr(self, key)
        zone = ZoneInfo(self.zone)
        there_and_back = local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
        if there_and_back.replace(tzinfo=None) != local:
            message = (
                f"{local} does not exist in {self.zone}: clocks go forward over it"
            )
            yield Fault(key, FaultCode.MOMENT, local, message, "give another time")
