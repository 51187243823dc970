"""A register as a calendar."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta

from icalendar import Calendar, vDDDTypes, vUri
from icalendar.cal import Component

from actionplan._days import day_text
from actionplan._fields import is_a, is_day
from actionplan._index import near
from actionplan.errors import (
    Fault,
    FaultCode,
    InvalidValue,
    UnknownName,
    raise_any,
    shown,
)
from actionplan.formats.ical._agenda import Agendas, concerns
from actionplan.formats.ical._clean import summarised
from actionplan.formats.ical._deadlines import deadlines_of
from actionplan.formats.ical._identity import PRODID, event_uid, meeting_uid, todo_uid
from actionplan.formats.ical._meetings import Told, meetings_of
from actionplan.formats.ical._names import Names
from actionplan.formats.ical._occasions import is_for
from actionplan.formats.ical._options import Options
from actionplan.formats.ical._previous import following, key_of, published
from actionplan.formats.ical._tracked import Tracked, names_of_parts
from actionplan.formats.ical._values import Text, written_in
from actionplan.formats.ical._zone import timezone
from actionplan.register import Register
from actionplan.snapshot import ItemState

_TWELVE_HOURS = timedelta(hours=12)


def calendar_of(
    register: Register,
    on: date,
    options: Options,
    *,
    previous: bytes | None,
    known: datetime | None,
) -> Calendar:
    """A calendar of a register, as `calendar` gives it."""
    raise_any(InvalidValue, is_a(Register, "a register")(register))
    raise_any(InvalidValue, (fault.within("on") for fault in is_day(on)))
    agendas = Agendas(
        register=register,
        on=on,
        known=known,
        for_=options.for_,
        names=Names.of(register),
    )
    _check_body(agendas.names, options.for_)
    before = {} if previous is None else published(previous, options.kinds)
    components = [*_components(agendas, options, {key[1:] for key in before})]
    components = [*following(components, before, dict(_titles(agendas)))]
    if not components:
        raise _nothing_due(agendas, options)
    made = _empty(options)
    if any(map(_names_a_zone, components)):
        made.add_component(timezone())
    for component in _in_order(components):
        made.add_component(component)
    return made


def _components(
    agendas: Agendas, options: Options, told: Collection[Told]
) -> Iterator[Component]:
    for state in _states(agendas):
        tracked = Tracked.of(state)
        if tracked is not None:
            yield from deadlines_of(tracked, agendas.names, options)
    if options.has_events:
        yield from meetings_of(agendas, options, told)


def _states(agendas: Agendas) -> Iterator[ItemState]:
    for state in agendas.at(agendas.on):
        if agendas.for_ is None or concerns(state, agendas.for_):
            yield state


def _titles(agendas: Agendas) -> Iterator[tuple[str, str]]:
    """What everything is called that may be in the calendar, by UID."""
    for state in _states(agendas):
        item = state.item
        title = summarised(item.text) or item.id
        yield todo_uid(item.long_id), title
        for name in (item.long_id, *names_of_parts(item.long_id)):
            yield event_uid(name), title
    for meeting in agendas.register.meetings:
        if is_for(meeting, agendas.for_, agendas.register):
            yield meeting_uid(meeting.id), summarised(meeting.title) or meeting.id


def _nothing_due(agendas: Agendas, options: Options) -> InvalidValue:
    whose = f" that {agendas.for_} owns or oversees" if agendas.for_ else ""
    message = (
        f"nothing{whose} has a due day on {day_text(agendas.on)}, "
        "and no calendar may be empty"
    )
    hint = "ask for a later day, or give the items deadlines"
    if agendas.for_:
        hint = "ask for another body or a later day"
    elif agendas.register.meetings and not options.has_events:
        hint = "ask for events, which meetings are"
    return InvalidValue(Fault("on", FaultCode.CALENDAR, agendas.on, message, hint))


def _check_body(names: Names, body: str | None) -> None:
    if body is not None and body not in names.bodies:
        message = f"there is no body {shown(body)}"
        hint = near(body, names.bodies) or "ask for one that the register has"
        raise UnknownName(Fault("for", FaultCode.UNKNOWN_NAME, body, message, hint))


def _empty(options: Options) -> Calendar:
    made = Calendar()
    made["PRODID"] = Text(PRODID)
    made["VERSION"] = Text("2.0")
    made["NAME"] = made["X-WR-CALNAME"] = Text(options.name)
    every = vDDDTypes(_TWELVE_HOURS, {"VALUE": "DURATION"})
    made["REFRESH-INTERVAL"] = every
    made["X-PUBLISHED-TTL"] = Text(every.to_ical().decode())
    if options.url is not None:
        made["SOURCE"] = vUri(options.url, params={"VALUE": "URI"})
    return made


def _names_a_zone(component: Component) -> bool:
    return "DTSTART" in component and "TZID" in component.get("DTSTART").params


def _in_order(components: Iterable[Component]) -> list[Component]:
    """Components by day and UID, those of a series together and its rule first."""
    first: dict[str, str] = {}
    for component in components:
        _, name, recurrence = key_of(component)
        if not recurrence:
            first[name] = _day(component)

    def place(component: Component) -> tuple[str, str, str, str]:
        kind, name, recurrence = key_of(component)
        return first.get(name, _day(component)), name, kind, recurrence

    return sorted(components, key=place)


def _day(component: Component) -> str:
    """The day on which something is, as text that sorts."""
    return written_in(component, "DUE") or written_in(component, "DTSTART")
