"""Small registers that many tests begin with."""

from datetime import date
from pathlib import Path

import actionplan as ap

EXAMPLES = Path(__file__).parent.parent / "examples"

HMIC = ap.Body(id="hmic", name="HMIC", kind="inspectorate")
NORFOLK = ap.Body(id="norfolk", name="Norfolk", kind="police-force", overseen_by="pcc")
SUFFOLK = ap.Body(id="suffolk", name="Suffolk", kind="police-force")
PCC = ap.Body(id="pcc", name="Commissioner", kind="local-policing-body")
BODIES = (HMIC, PCC, NORFOLK, SUFFOLK)

PUBLISHED = date(2014, 8, 29)


def report(**changes: object) -> ap.InspectionReport:
    """A report on Norfolk with one recommendation, with some fields changed."""
    fields: dict[str, object] = {
        "id": "r",
        "title": "Child protection",
        "by": ["hmic"],
        "about": ["norfolk"],
        "published": PUBLISHED,
        "findings": [ap.Recommendation(id="r/1", text="Act.", deadline="immediately")],
    }
    return ap.InspectionReport(**fields | changes)  # type: ignore[arg-type]


def plan(**changes: object) -> ap.ActionPlan:
    """The plan that the report asks for, with one action, with some fields changed."""
    action = ap.Action(id="p/1", owner="norfolk", text="Hire.", answers=["r/1"])
    fields: dict[str, object] = {
        "id": "p",
        "owner": "norfolk",
        "report": "r",
        "deadline": "P6W after publication",
        "actions": [action],
    }
    return ap.ActionPlan(**fields | changes)  # type: ignore[arg-type]


def register(**changes: object) -> ap.Register:
    """A register of that report and plan, with some fields changed."""
    fields: dict[str, object] = {
        "bodies": BODIES,
        "reports": [report()],
        "plans": [plan()],
    }
    return ap.Register(**fields | changes)  # type: ignore[arg-type]


def update(item: str, on: date, **changes: object) -> ap.ProgressUpdate:
    """A progress update by Norfolk, with some fields changed."""
    fields: dict[str, object] = {"item": item, "on": on, "by": "norfolk"}
    return ap.ProgressUpdate(**fields | changes)  # type: ignore[arg-type]


def moved(deadline: str, on: date, **changes: object) -> ap.DeadlineChange:
    """A new deadline for the plan, asked for by Norfolk, with some fields changed."""
    fields: dict[str, object] = {
        "item": "p",
        "on": on,
        "by": "norfolk",
        "deadline": deadline,
    }
    return ap.DeadlineChange(**fields | changes)  # type: ignore[arg-type]
