"""What sorts of change there are."""

from enum import StrEnum


class ChangeKind(StrEnum):
    """What sort of change it is.

    Example:
        >>> from actionplan.comparing import ChangeKind
        >>> ChangeKind("newly-overdue").name
        'NEWLY_OVERDUE'
    """

    OPENED = "opened"
    REMOVED = "removed"
    REWORDED = "reworded"
    READDRESSED = "readdressed"
    RETRACTED = "retracted"
    RESPONDED = "responded"
    PROGRESSED = "progressed"
    NOTED = "noted"
    COMPLETED = "completed"
    ASSURED = "assured"
    CLOSED = "closed"
    SET_BACK = "set-back"
    REOPENED = "reopened"
    NO_FURTHER_ACTION = "no-further-action"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    DEFERRAL_ASKED = "deferral-asked"
    DEFERRAL_REFUSED = "deferral-refused"
    SLIPPED = "slipped"
    BROUGHT_FORWARD = "brought-forward"
    REDATED = "redated"
    DATED = "dated"
    UNDATED = "undated"
    DEADLINE_CHANGED = "deadline-changed"
    RECURRED = "recurred"
    MISSED = "missed"
    RETARGETED = "retargeted"
    RE_LED = "re-led"
    NEWLY_OVERDUE = "newly-overdue"
