"""Meetings by their ids, those of a series among them."""

from collections.abc import Mapping
from datetime import date

from actionplan._days import parse_day
from actionplan._fields import is_day
from actionplan.errors import InvalidValue
from actionplan.meetings._meeting import ScrutinyMeeting
from actionplan.meetings._series import MeetingSeries

AnyMeeting = ScrutinyMeeting | MeetingSeries


def occurrence_named(
    meetings: Mapping[str, AnyMeeting], name: str
) -> tuple[MeetingSeries, date] | None:
    """The series and the day of its rule that an id stands for, if it is such an id."""
    series, _, text = name.rpartition("/")
    found = meetings.get(series)
    if not isinstance(found, MeetingSeries):
        return None
    try:
        day = parse_day(text)
    except InvalidValue:
        return None
    return None if is_day(day) or not found.is_occurrence(day) else (found, day)
