"""libical, the reader of GNOME, with its check of what RFC 5545 restricts."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import gi

from lines import Plain, inside, item, replaced, serve, when

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402 - after the version is chosen

EVENT = ICalGLib.ComponentKind.VEVENT_COMPONENT
TODO = ICalGLib.ComponentKind.VTODO_COMPONENT
ALARM = ICalGLib.ComponentKind.VALARM_COMPONENT
ENDS = {
    EVENT: ICalGLib.PropertyKind.DTEND_PROPERTY,
    TODO: ICalGLib.PropertyKind.DUE_PROPERTY,
}
RULES = (
    ICalGLib.PropertyKind.RRULE_PROPERTY,
    ICalGLib.PropertyKind.RDATE_PROPERTY,
)
NAMES = {EVENT: "event", TODO: "todo"}


def read(ics: str, start: date, end: date) -> Iterator[Plain]:
    """Events of the window, and every to-do."""
    calendar = ICalGLib.Component.new_from_string(ics)
    if not ICalGLib.restriction_check(calendar) or calendar.count_errors():
        raise ValueError(_complaints(calendar))
    single: list[Plain] = []
    changed: dict[tuple[str, Any], Plain] = {}
    for event in _parts(calendar, EVENT):
        place = event.get_recurrenceid()
        if place.is_null_time():
            single += _expanded(event, start, end)
        else:
            # It comes without its zone, which is that of the start (RFC 5545, 3.8.4.4).
            place.set_timezone(event.get_dtstart().get_timezone())
            changed[event.get_uid(), when(_time(place))] = _item(event, EVENT)
    yield from inside(replaced(single, changed), start, end)
    for todo in _parts(calendar, TODO):
        yield _item(todo, TODO)


def _complaints(calendar: Any) -> str:
    lines = calendar.as_ical_string().splitlines()
    return "\n".join(line for line in lines if line.startswith("X-LIC-ERROR"))


def _parts(whole: Any, kind: Any) -> Iterator[Any]:
    part = whole.get_first_component(kind)
    while part:
        yield part
        part = whole.get_next_component(kind)


def _expanded(event: Any, start: date, end: date) -> Iterator[Plain]:
    first = _item(event, EVENT)
    if not any(event.get_first_property(rule) for rule in RULES):
        yield first
        return
    begins: list[int] = []
    event.foreach_recurrence(
        ICalGLib.Time.new_from_string(f"{start:%Y%m%d}T000000Z"),
        ICalGLib.Time.new_from_string(f"{end:%Y%m%d}T000000Z"),
        lambda _event, span, _data: begins.append(span.get_start()),
        None,
    )
    times = [_time(each) for each in (event.get_dtstart(), event.get_dtend())]
    for seconds in begins:
        moment = datetime.fromtimestamp(seconds, UTC)
        begin = moment if isinstance(times[0], datetime) else moment.date()
        yield {
            **first,
            "start": when(begin),
            "end": when(begin + (times[1] - times[0])),
        }


def _item(part: Any, kind: Any) -> Plain:
    def of(name: str) -> Any:
        return part.get_first_property(getattr(ICalGLib.PropertyKind, name))

    percent, status = of("PERCENTCOMPLETE_PROPERTY"), of("STATUS_PROPERTY")
    sequence, ends = of("SEQUENCE_PROPERTY"), part.get_first_property(ENDS[kind])
    begins = of("DTSTART_PROPERTY")
    return item(
        NAMES[kind],
        part.get_uid(),
        start=when(_time(part.get_dtstart())) if begins else None,
        end=when(_time(_end_of(part, kind))) if ends else None,
        summary=part.get_summary(),
        description=part.get_description(),
        location=part.get_location(),
        status=status.get_value_as_string() if status else None,
        percent=percent.get_percentcomplete() if percent else None,
        sequence=sequence.get_sequence() if sequence else None,
        alarms=[_trigger(alarm) for alarm in _parts(part, ALARM)],
    )


def _end_of(part: Any, kind: Any) -> Any:
    return part.get_dtend() if kind == EVENT else part.get_due()


def _time(value: Any) -> date | datetime:
    if value.is_date():
        return date(value.get_year(), value.get_month(), value.get_day())
    zone = value.get_timezone()
    return datetime.fromtimestamp(value.as_timet_with_zone(zone), UTC)


def _trigger(alarm: Any) -> int:
    trigger = alarm.get_first_property(ICalGLib.PropertyKind.TRIGGER_PROPERTY)
    return int(trigger.get_trigger().get_duration().as_int()) // 60


serve(read)
