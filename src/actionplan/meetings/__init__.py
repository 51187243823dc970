"""Meetings: one by one, or as a series that a rule gives.

Times are those of the clock in the room. A series names its rule in the notation of
RFC 5545, and says which of its meetings are cancelled or moved; what is due before a
meeting is a preparation, which counts back from it.
"""

from actionplan.meetings._exceptions import MovedMeeting
from actionplan.meetings._meeting import ScrutinyMeeting
from actionplan.meetings._names import AnyMeeting, occurrence_named
from actionplan.meetings._preparations import MEETING, PAPERS, Preparation
from actionplan.meetings._recurrence import Frequency, Recurrence
from actionplan.meetings._series import MeetingSeries, range_faults

__all__ = [
    "MEETING",
    "PAPERS",
    "AnyMeeting",
    "Frequency",
    "MeetingSeries",
    "MovedMeeting",
    "Preparation",
    "Recurrence",
    "ScrutinyMeeting",
    "occurrence_named",
    "range_faults",
]
