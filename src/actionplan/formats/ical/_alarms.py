"""Alarms at nine in the morning, so many days before."""

from datetime import timedelta

from icalendar import Alarm, vDDDTypes

from actionplan.formats.ical._values import Text

_NINE_O_CLOCK = timedelta(hours=9)


def alarm(days: int, says: str, *, of_todo: bool = False) -> Alarm:
    """An alarm at nine, by the clock of whoever is reminded, so many days before.

    A day begins at local midnight (RFC 5545, 3.8.6.3), so it is the sign that says
    how long before that: nine o'clock seven days before is six days and fifteen
    hours before, `-P6DT15H`. It is never after the start, because some programs
    read every trigger as one before it. A to-do has no start, only an end.
    """
    made = Alarm()
    made["ACTION"] = Text("DISPLAY")
    made["DESCRIPTION"] = Text(says)
    related = {"RELATED": "END"} if of_todo else {}
    made["TRIGGER"] = vDDDTypes(_NINE_O_CLOCK - timedelta(days=days), related)
    return made
