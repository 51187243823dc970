"""Values of properties, written as RFC 5545 says and calendar programs read them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Self

from icalendar import vDDDTypes, vText
from icalendar.cal import Component

from actionplan.formats.ical._clean import cleaned

EXPORTED = "X-ACTIONPLAN-EXPORTED"


class Text(vText):
    r"""Text, cleaned, and escaped as RFC 5545 3.3.11 says.

    vText turns the two characters `\N`, as in the path `C:\New`, into a line break.
    """

    __slots__ = ()

    def __new__(cls, text: str, params: Mapping[str, Any] | None = None) -> Self:
        """Text as it can be written."""
        return super().__new__(cls, cleaned(text), params=dict(params or {}))

    def to_ical(self) -> bytes:
        """The text with a backslash before what would end it."""
        text = str(self)
        for sign in ("\\", ";", ","):
            text = text.replace(sign, f"\\{sign}")
        return text.replace("\n", "\\n").encode()


def written_in(component: Component, name: str) -> str:
    """The value of a property as it is written, or nothing."""
    value = component.get(name)
    return "" if value is None else str(value.to_ical().decode())


def day_value(day: date) -> vDDDTypes:
    """A day, with `VALUE=DATE` (RFC 5545, 3.3.4)."""
    return vDDDTypes(day)


def moment_value(moment: datetime) -> vDDDTypes:
    """A moment in UTC, to the second (RFC 5545, 3.3.5, form 2)."""
    return vDDDTypes(moment.astimezone(UTC).replace(microsecond=0))


def set_all_day(event: Component, day: date) -> None:
    """Let an event take up one day and no other, and make nobody busy on it.

    A last day is that day included, in every program: the end of an event is not
    part of it, so it stands on the day after (RFC 5545, 3.6.1 and 3.8.2.2).
    """
    event["DTSTART"] = day_value(day)
    event["DTEND"] = day_value(day + timedelta(days=1))
    event["TRANSP"] = Text("TRANSPARENT")
    event["X-MICROSOFT-CDO-BUSYSTATUS"] = Text("FREE")


def set_exported(
    component: Component, day: date, status: str = "", percent: int | None = None
) -> None:
    """Keep what a component says when it is written, for whoever reads it back.

    Programs raise SEQUENCE, drop what they do not know, and change the rest; they
    leave alone what is ours.
    """
    said = (f"{day:%Y%m%d}", status, "" if percent is None else str(percent))
    component[EXPORTED] = Text(" ".join(filter(None, said)))


def set_stamps(component: Component, sequence: int, told: datetime) -> None:
    """Say which revision a component is, and since when."""
    stamp = moment_value(told)
    component["DTSTAMP"] = component["LAST-MODIFIED"] = stamp
    component.pop("SEQUENCE", None)
    component.add("sequence", sequence)
