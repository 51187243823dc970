"""Inspection reports and what they hold.

A report finds *causes of concern* (each with its recommendations),
*recommendations* and *areas for improvement*. It also grades, counts the cases
that were audited, names strengths, and raises obligations: duties that arise
from its being published.
"""

from actionplan.reports._findings import (
    AnyFinding,
    AreaForImprovement,
    CauseOfConcern,
    Finding,
    Place,
    Recommendation,
)
from actionplan.reports._report import (
    CaseAudit,
    InspectionReport,
    Judgement,
    Obligation,
)

__all__ = [
    "AnyFinding",
    "AreaForImprovement",
    "CaseAudit",
    "CauseOfConcern",
    "Finding",
    "InspectionReport",
    "Judgement",
    "Obligation",
    "Place",
    "Recommendation",
]
