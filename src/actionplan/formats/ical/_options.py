"""What a caller may ask of a calendar, checked before anything is made."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import attrs

from actionplan._fields import (
    as_tuple,
    each,
    is_body_id,
    is_link,
    is_term,
    is_text,
    is_whole,
    optional,
    read_term,
)
from actionplan._values import Faults, Value, checked, wrong
from actionplan.errors import FaultCode
from actionplan.formats.ical._clean import cleaned

MOST_DAYS_AHEAD = 366
NAME = "Inspection deadlines"
ONE_WEEK_BEFORE = (7,)


class Carrier(StrEnum):
    """What carries a deadline: an event, a to-do, or one of each.

    Example:
        >>> from actionplan.formats.ical import Carrier
        >>> [str(carrier) for carrier in Carrier]
        ['events', 'todos', 'both']
    """

    EVENTS = "events"
    TODOS = "todos"
    BOTH = "both"


_KINDS = {
    Carrier.EVENTS: ("VEVENT",),
    Carrier.TODOS: ("VTODO",),
    Carrier.BOTH: ("VEVENT", "VTODO"),
}


def _to_carrier(value: Carrier | str) -> Carrier:
    return read_term(Carrier, value)


def _to_days(values: Iterable[int]) -> tuple[int, ...]:
    return as_tuple(values)


def _is_name(value: Any) -> Faults:
    faults = is_text(value)
    if faults or cleaned(value).strip():
        return faults
    return wrong(FaultCode.TEXT, value, "holds nothing that can be shown", "write one")


@attrs.frozen(kw_only=True)
class Options(Value):
    """What is asked of a calendar.

    Attributes:
        as_: What carries the deadlines.
        alarms: How many days before each an alarm rings, the most useful first.
        name: What the calendar is called.
        url: Where it is published.
        for_: The body whose calendar it is.
    """

    as_: Carrier = attrs.field(
        converter=_to_carrier, metadata=checked(is_term(Carrier))
    )
    alarms: tuple[int, ...] = attrs.field(
        converter=_to_days,
        metadata=checked(each(is_whole(1, MOST_DAYS_AHEAD), distinct=True)),
    )
    name: str = attrs.field(metadata=checked(_is_name))
    url: str | None = attrs.field(metadata=checked(optional(is_link)))
    for_: str | None = attrs.field(metadata=checked(optional(is_body_id)))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of component that carry something."""
        return _KINDS[self.as_]

    @property
    def has_events(self) -> bool:
        """Whether events carry the deadlines."""
        return "VEVENT" in self.kinds

    @property
    def has_todos(self) -> bool:
        """Whether to-dos carry them."""
        return "VTODO" in self.kinds
