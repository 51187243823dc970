"""Deadlines: the rules that say by when, and the days that they give.

A deadline is a value with a canonical text, which is also its form in documents:

    deadline = "immediately" | "ongoing" | "unspecified" | "by " span
             | period (" after " | " beginning " | " before ") anchor
               [ " working" [ "[" calendar "]" ] ]
             | "every " period " from " anchor [ " until " ( day | "complete" ) ]
    span     = day | year-month | year | day "/" day    the shortest that says it
    period   = nD | nW | nM | nY | nYnM after "P"       ten years at most
    anchor   = day | name                               such as publication, receipt
    calendar = name                                     such as scotland

A day past the last day is late; the last day itself never is. Nothing rolls off
weekends unless the caller asks: none of the statutes that set these periods says
so.
"""

from actionplan.deadlines._base import (
    NEXT_MEETING,
    PREVIOUS_DUE,
    PUBLICATION,
    Anchors,
    Deadline,
    DueDate,
    is_deadline,
    to_deadline,
)
from actionplan.deadlines._counted import Before, Within
from actionplan.deadlines._kinds import By, Immediately, Ongoing, Unspecified
from actionplan.deadlines._recurring import COMPLETE, Recurring
from actionplan.periods import Counting, Period, Span
from actionplan.working_days import Rolling, WorkingCalendar

__all__ = [
    "COMPLETE",
    "NEXT_MEETING",
    "PREVIOUS_DUE",
    "PUBLICATION",
    "Anchors",
    "Before",
    "By",
    "Counting",
    "Deadline",
    "DueDate",
    "Immediately",
    "Ongoing",
    "Period",
    "Recurring",
    "Rolling",
    "Span",
    "Unspecified",
    "Within",
    "WorkingCalendar",
    "is_deadline",
    "to_deadline",
]
