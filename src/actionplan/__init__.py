"""Track inspection recommendations to closure.

A report goes in; what is due, overdue and done on a day comes out, and a
calendar of it. Start with `load` and `Register.at`.
"""

from actionplan.bodies import Body
from actionplan.checks import check
from actionplan.comparing import changes
from actionplan.deadlines import Deadline
from actionplan.errors import ActionPlanError
from actionplan.formats.json import dumps, load, loads, save
from actionplan.log import (
    Assignment,
    DeadlineChange,
    Event,
    ProgressUpdate,
    Response,
    Retraction,
    Target,
)
from actionplan.meetings import MeetingSeries, ScrutinyMeeting
from actionplan.plans import Action, ActionPlan
from actionplan.register import Register
from actionplan.reports import (
    AreaForImprovement,
    CauseOfConcern,
    InspectionReport,
    Obligation,
    Recommendation,
)
from actionplan.snapshot import ItemState, Snapshot
from actionplan.terms import Acceptance, BodyKind, ItemKind, Status
from actionplan.wording import find_deadlines, parse_deadline

__version__ = "0.1.0"

__all__ = [
    "Acceptance",
    "Action",
    "ActionPlan",
    "ActionPlanError",
    "AreaForImprovement",
    "Assignment",
    "Body",
    "BodyKind",
    "CauseOfConcern",
    "Deadline",
    "DeadlineChange",
    "Event",
    "InspectionReport",
    "ItemKind",
    "ItemState",
    "MeetingSeries",
    "Obligation",
    "ProgressUpdate",
    "Recommendation",
    "Register",
    "Response",
    "Retraction",
    "ScrutinyMeeting",
    "Snapshot",
    "Status",
    "Target",
    "__version__",
    "changes",
    "check",
    "dumps",
    "find_deadlines",
    "load",
    "loads",
    "parse_deadline",
    "save",
]
