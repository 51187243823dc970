"""What the meetings of an export must be read as, and what is due before them."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar

import actionplan as ap
from actionplan.errors import ActionPlanError
from actionplan.formats.ical._identity import meeting_uid
from cases import Item

LONDON = "Europe/London"
ALARMS = (7, 1)
FIRST = date(1800, 1, 1)
_DAY = timedelta(days=1)

# Events by their UID, and in a series by the day for which the rule has them.
Events = Mapping[tuple[str, date | None], Any]


def events_in(calendar: Calendar) -> Events:
    """The events of a calendar."""
    found = {}
    for event in calendar.events:
        place: Any = event.get("RECURRENCE-ID")
        found[str(event["UID"]), place and place.dt.date()] = event
    return found


def series_of(made: ap.Register) -> frozenset[str]:
    """The UIDs of the series that a rule tells, which are those of London."""
    return frozenset(meeting_uid(one.id) for one in made.meetings if _has_rule(one))


def told_until(on: date) -> date:
    """The day before which meetings are told one by one: for a year ahead."""
    return date(on.year + 2, 1, 1)


def meetings_of(
    made: ap.Register, events: Events, on: date, end: date
) -> Iterator[Item]:
    """The meetings that begin before a day, and what is due before that."""
    told = told_until(on)
    for one in made.meetings:
        if isinstance(one, ap.MeetingSeries):
            last = end if _has_rule(one) else min(told, end)
            for held in one.meetings(FIRST, last - _DAY):
                yield _meeting(one, held, events)
            for held in _told_of(one, told):
                yield from _preparations(held, events, end)
        else:
            yield _meeting(one, one, events)
            yield from _preparations(one, events, end)


def _told_of(one: ap.MeetingSeries, told: date) -> Iterator[ap.ScrutinyMeeting]:
    """Those that begin before a day, and those that a rule would have elsewhere."""
    yield from one.meetings(FIRST, told - _DAY)
    for moved in one.moved:
        if _has_rule(one) and moved.start.date() >= told:
            held = one.meeting(moved.day)
            assert held
            yield held


def _has_rule(one: ap.ScrutinyMeeting | ap.MeetingSeries) -> bool:
    return (
        isinstance(one, ap.MeetingSeries)
        and one.zone == LONDON
        and min(one.start.hour, one.end.hour) >= 2
    )


def _meeting(
    one: ap.ScrutinyMeeting | ap.MeetingSeries, held: ap.ScrutinyMeeting, events: Events
) -> Item:
    uid, day = meeting_uid(held.id), None
    if _has_rule(one):
        uid, day = meeting_uid(one.id), date.fromisoformat(held.id.rpartition("/")[2])
    event = events.get((uid, day)) or events[uid, None]
    return Item(
        uid=uid,
        start=_moment(held.starts),
        end=_moment(held.ends),
        location=str(event.get("LOCATION", "")),
        **_texts(event),
    )


def _preparations(
    held: ap.ScrutinyMeeting, events: Events, end: date
) -> Iterator[Item]:
    try:
        found = held.preparations_due()
    except ActionPlanError:  # a calendar that is not known, or not so far
        return
    for name, due in found.items():
        if due.day < end:
            uid = meeting_uid(held.id, name)
            yield Item(
                uid=uid,
                start=due.day.isoformat(),
                end=(due.day + _DAY).isoformat(),
                alarms=[(9 - 24 * days) * 60 for days in ALARMS],
                **_texts(events[uid, None]),
            )


def _texts(event: Any) -> dict[str, Any]:
    return {
        "summary": str(event["SUMMARY"]),
        "description": str(event["DESCRIPTION"]),
        "sequence": event["SEQUENCE"],
    }


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
