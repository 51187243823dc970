"""A calendar of what is due, for the calendar programs that people use (RFC 5545).

Every item with a due day is one all-day event on that day. It keeps its UID for
life, its SEQUENCE rises with every entry about it, and its stamps are those of the
log, never the clock's: the same register gives the same bytes, and what did not
change keeps its lines. Whoever subscribes gets every deadline once, on its day.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from actionplan._fields import is_a
from actionplan.errors import InvalidValue, raise_any
from actionplan.formats.ical._identity import PRODID, etag, uid
from actionplan.formats.ical._occasions import LONDON
from actionplan.formats.ical._options import (
    NAME,
    ONE_WEEK_BEFORE,
    Carrier,
    Options,
)
from actionplan.formats.ical._proposals import Proposal, Reading, Unknown
from actionplan.formats.ical._reading import reading_of
from actionplan.meetings._clock import is_zone
from actionplan.register import Register

if TYPE_CHECKING:
    import icalendar

__all__ = [
    "PRODID",
    "Carrier",
    "Proposal",
    "Reading",
    "Unknown",
    "calendar",
    "dumps",
    "etag",
    "read",
    "to_bytes",
    "uid",
]


def dumps(
    register: Register,
    on: date,
    *,
    as_: Carrier | str = Carrier.EVENTS,
    alarms: Iterable[int] = ONE_WEEK_BEFORE,
    name: str = NAME,
    url: str | None = None,
    for_: str | None = None,
    previous: bytes | None = None,
    known: datetime | None = None,
) -> bytes:
    """The bytes of an `.ics` file with everything that has a due day.

    Nothing in it depends on the day that is looked at, except through the entries
    that the log has by then.

    Args:
        register: The register.
        on: The day at which it is looked at; later entries are left out.
        as_: What carries a deadline: `events`, which every program shows; `todos`,
            which Outlook and Google leave out; or `both`.
        alarms: How many days before each deadline an alarm rings, at nine in the
            morning where it is read. Outlook takes the first alone, and what is done
            has none.
        name: What the calendar is called.
        url: Where it is published, for programs that ask for it again.
        for_: The id of a body: only what it owns or oversees.
        previous: The file that was published last. What changed for another reason
            than an entry then gets a higher SEQUENCE, and what is gone stays, as
            cancelled.
        known: The moment at whose knowledge it stops, as for `Register.at`.

    Raises:
        InvalidValue: An argument is faulty, or nothing has a due day: a calendar
            without a component is not valid (RFC 5545, 3.6).
        InvalidDocument: `previous` is no file that was written here.
        UnknownName: There is no such body.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.formats import ical
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> data = ical.dumps(register, on=date(2014, 9, 1))
        >>> data.decode().splitlines()[0]
        'BEGIN:VCALENDAR'
    """
    return to_bytes(
        calendar(
            register,
            on,
            as_=as_,
            alarms=alarms,
            name=name,
            url=url,
            for_=for_,
            previous=previous,
            known=known,
        )
    )


def calendar(
    register: Register,
    on: date,
    *,
    as_: Carrier | str = Carrier.EVENTS,
    alarms: Iterable[int] = ONE_WEEK_BEFORE,
    name: str = NAME,
    url: str | None = None,
    for_: str | None = None,
    previous: bytes | None = None,
    known: datetime | None = None,
) -> "icalendar.Calendar":
    """The same as an `icalendar.Calendar`, for those who want to add to it.

    `to_bytes` then writes it with the checks that `dumps` makes.

    Args:
        register: As for `dumps`, and all the others too.
        on: The day at which it is looked at.
        as_: What carries a deadline.
        alarms: How many days before an alarm rings.
        name: What the calendar is called.
        url: Where it is published.
        for_: The id of a body: only what it owns or oversees.
        previous: The file that was published last.
        known: The moment at whose knowledge it stops.

    Raises:
        InvalidValue: As for `dumps`.
        InvalidDocument: As for `dumps`.
        UnknownName: As for `dumps`.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.formats import ical
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> len(ical.calendar(register, date(2014, 9, 1)).events)
        3
    """
    # Late, like the other one: icalendar takes longer to load than all the rest.
    from actionplan.formats.ical._calendar import calendar_of  # noqa: PLC0415

    options = Options(as_=as_, alarms=alarms, name=name, url=url, for_=for_)
    return calendar_of(register, on, options, previous=previous, known=known)


def to_bytes(calendar: "icalendar.Calendar") -> bytes:
    """A calendar as the bytes of an `.ics` file, if all of it is right.

    `calendar` gives an `icalendar.Calendar` to add to, whose own `to_ical` checks
    nothing. This refuses what calendar programs drop or show wrongly: a status or
    percentage that a component cannot have, a day of the wrong type, an end that is
    not after its start, a UID given twice, a zone that is not in the calendar, a
    control character, and text that would come back as other text.

    Raises:
        InvalidValue: Something in the calendar is not right, with every fault.

    Source: RFC 5545, 3.1 (lines), 3.6 (components) and 3.8 (properties).

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.formats import ical
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> calendar = ical.calendar(register, date(2014, 9, 1))
        >>> calendar.events[0].add("priority", 42)
        >>> try:
        ...     ical.to_bytes(calendar)
        ... except ap.ActionPlanError as error:
        ...     print(error.faults[0].message)
        cannot have PRIORITY:42
    """
    from actionplan.formats.ical._writing import bytes_of  # noqa: PLC0415

    return bytes_of(calendar)


def read(data: bytes, register: Register, *, zone: str = LONDON) -> Reading:
    """What somebody changed in a calendar, proposed for a person to confirm.

    Of a to-do that was ticked, or whose percentage was changed, it gives a proposal,
    matched by UID, and compared with what the register said when the calendar was
    exported. Nothing is recorded, and nothing guessed: what has no single meaning
    is reported, and so is what is about nothing in the register.

    Args:
        data: The bytes of an `.ics` file, of any program.
        register: The register that it was exported from, with all that is known.
        zone: Whose days count: a to-do says at which moment it was ticked.

    Raises:
        InvalidDocument: It is no iCalendar file, not in UTF-8, larger than 32 MiB,
            or holds more than a hundred thousand components, or nests them deep.
        InvalidValue: There is no such zone.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.formats import ical
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> data = ical.dumps(register, date(2014, 9, 17), as_="todos")
        >>> ticked = data.replace(b"STATUS:NEEDS-ACTION", b"STATUS:COMPLETED")
        >>> for proposal in ical.read(ticked, register).proposals:
        ...     print(proposal)
        norfolk-2014/1: complete
        norfolk-2014/plan: complete
        >>> proposal.update(by="norfolk", on=date(2014, 10, 9)).status
        <Status.COMPLETE: 'complete'>
    """
    raise_any(InvalidValue, is_a(Register, "a register")(register))
    raise_any(InvalidValue, (fault.within("zone") for fault in is_zone(zone)))
    return reading_of(data, register, ZoneInfo(zone))
