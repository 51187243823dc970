"""Meetings as events: one by one, or a series by its rule.

A series is one event with a rule, and one more for each meeting that has something to
tell or is moved. What is due before a meeting is an all-day event of its own.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime

from icalendar import Event, vDDDLists, vRecur, vUri

from actionplan._days import day_text
from actionplan.formats.ical._agenda import NEVER_TOLD, Agendas
from actionplan.formats.ical._alarms import alarm
from actionplan.formats.ical._clean import (
    cleaned,
    in_lines,
    on_one_line,
    summarised,
)
from actionplan.formats.ical._identity import meeting_uid
from actionplan.formats.ical._names import Names
from actionplan.formats.ical._occasions import (
    FIRST_DAY,
    Occasion,
    days_before,
    held_until,
    horizon,
    is_by_rule,
    is_for,
    words_of,
)
from actionplan.formats.ical._options import Options
from actionplan.formats.ical._values import Text, set_all_day, set_stamps
from actionplan.formats.ical._zone import in_london, london_value, set_times
from actionplan.meetings import AnyMeeting, MeetingSeries

Told = tuple[str, str]  # a UID, and which meeting of a series it is

_OF_SERIES = "What is due by each meeting is told about a year before it."


def meetings_of(
    agendas: Agendas, options: Options, told: Collection[Told]
) -> Iterator[Event]:
    """The events of all meetings, and of what is due before them.

    Of a series, those that were told by themselves in the file before still are: a
    program that has such an event would not go back to the rule.
    """
    last = horizon(agendas.on)
    before = dict(days_before(agendas.register.meetings, last))
    for meeting in agendas.register.meetings:
        if is_for(meeting, options.for_, agendas.register):
            yield from _of_rule(meeting, agendas.names)
            for held in held_until(meeting, last):
                occasion = Occasion.of(held, agendas.of(held, before.get(held.id)))
                yield from _of_one(meeting, occasion, agendas.names, told)
                yield from _preparations(occasion, agendas.names, options)


def _of_one(
    meeting: AnyMeeting, occasion: Occasion, names: Names, told: Collection[Told]
) -> Iterator[Event]:
    """The event of one meeting; one of a series only if it differs from the rule."""
    held = occasion.meeting
    if not is_by_rule(meeting):
        yield _event(meeting_uid(held.id), occasion, names)
        return
    day = date.fromisoformat(held.id.rpartition("/")[2])
    uid, regular = meeting_uid(meeting.id), datetime.combine(day, meeting.start.time())
    is_moved = any(moved.day == day for moved in meeting.moved)
    was_told = (uid, f"{regular:%Y%m%dT%H%M%S}") in told
    if is_moved or was_told or occasion.unknown or not occasion.agenda.is_empty:
        event = _event(uid, occasion, names)
        event["RECURRENCE-ID"] = london_value(regular)
        yield event


def _event(uid: str, occasion: Occasion, names: Names) -> Event:
    meeting = occasion.meeting
    event = _begun(uid, meeting, occasion.described(names))
    set_times(event, meeting)
    set_stamps(event, occasion.agenda.sequence, occasion.agenda.told)
    return event


def _of_rule(meeting: AnyMeeting, names: Names) -> Iterator[Event]:
    """The event of a series, if it is told by its rule and any meeting is held."""
    if not is_by_rule(meeting) or meeting.next_after(FIRST_DAY) is None:
        return
    says = [f"Held by: {names.body(meeting.body)}", _OF_SERIES]
    if meeting.url:
        says.append(f"Link: {meeting.url}")
    event = _begun(meeting_uid(meeting.id), meeting, says)
    event["DTSTART"] = london_value(meeting.start)
    event["DTEND"] = london_value(meeting.end)
    event["RRULE"] = _rule(meeting)
    times = [datetime.combine(day, meeting.start.time()) for day in meeting.cancelled]
    if times:
        event["EXDATE"] = [vDDDLists([london_value(time)]) for time in sorted(times)]
    set_stamps(event, 0, NEVER_TOLD)
    yield event


def _rule(series: MeetingSeries) -> vRecur:
    """The rule of a series, ending at a moment in UTC (RFC 5545, 3.3.10)."""
    rule = vRecur(vRecur.from_ical(str(series.rule)))
    if series.rule.until is not None:
        last = datetime.combine(series.rule.until, series.start.time())
        rule["UNTIL"] = [in_london(last).astimezone(UTC)]
    return rule


def _begun(uid: str, meeting: AnyMeeting, says: Iterable[str]) -> Event:
    event = Event()
    event["UID"] = Text(uid)
    event["SUMMARY"] = Text(summarised(meeting.title) or meeting.id)
    event["DESCRIPTION"] = Text(in_lines(says))
    event["TRANSP"] = Text("OPAQUE")
    if meeting.place and cleaned(meeting.place).strip():
        event["LOCATION"] = Text(meeting.place)
    if meeting.url:
        event["URL"] = vUri(meeting.url)
    return event


def _preparations(
    occasion: Occasion, names: Names, options: Options
) -> Iterator[Event]:
    """An all-day event for each thing that is due before a meeting."""
    meeting = occasion.meeting
    texts = {one.name: one.text for one in meeting.preparations}
    title = on_one_line(meeting.title)
    for name, due in occasion.due.items():
        text = texts.get(name)
        says = [
            *([text, ""] if text else []),
            f"For: {title}, {day_text(meeting.day)}",
            f"Held by: {names.body(meeting.body)}",
            f"Due: {due.explanation}",
            *(f"Note: {warning}" for warning in due.warnings),
        ]
        summary = f"Due: {words_of(name)} for {day_text(meeting.day)}: {title}"
        event = Event()
        event["UID"] = Text(meeting_uid(meeting.id, name))
        event["SUMMARY"] = Text(summarised(summary))
        event["DESCRIPTION"] = Text(in_lines(says))
        set_all_day(event, due.day)
        set_stamps(event, 0, NEVER_TOLD)
        for days in options.alarms:
            event.add_component(alarm(days, summarised(summary)))
        yield event
