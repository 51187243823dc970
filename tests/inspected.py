"""A register of several forces over three years, as plots are drawn of."""

from datetime import date, timedelta
from random import Random

import actionplan as ap

HMIC = ap.Body(id="hmic", name="HMIC", kind="inspectorate")
FIRST = date(2012, 1, 9)
LOOKED = date(2014, 11, 1)
EVERY = 49  # days between reports
KINDS = (ap.Recommendation, ap.AreaForImprovement)
STEPS = (("in-progress", 0.2), ("complete", 0.7), ("assured", 0.85), ("closed", 1.0))
FORCES = {"norfolk": 150, "suffolk": 110, "essex": 400, "kent": 200, "devon": 90}


def inspected(
    forces: dict[str, int] | None = None, *, reports: int = 20, each: int = 3
) -> ap.Register:
    """Reports on every force, by how many days its items take, more or less.

    One item of eight ends otherwise; what has not ended by the day on which it is
    looked at is open.
    """
    days = FORCES if forces is None else forces
    draw = Random(7)  # noqa: S311 - no secret
    bodies = [ap.Body(id=one, name=one, kind="police-force") for one in days]
    made = [_report(number, one, each) for one in days for number in range(reports)]
    log = [
        entry
        for report in made
        for finding in report.findings
        for entry in _life(draw, report, finding.id, days[report.about[0]])
    ]
    return ap.Register(bodies=[HMIC, *bodies], reports=made, log=log)


def _report(number: int, force: str, each: int) -> ap.InspectionReport:
    name = f"{force}-{number}"
    findings = [
        KINDS[place % 2](
            id=f"{name}/{place}", text="Act.", deadline="P6M after receipt"
        )
        for place in range(each)
    ]
    published = FIRST + timedelta(days=EVERY * number)
    return ap.InspectionReport(
        id=name,
        title="Crime data",
        by=["hmic"],
        about=[force],
        published=published,
        received=published,
        findings=findings,
    )


def _life(
    draw: Random, report: ap.InspectionReport, item: str, typical: int
) -> list[ap.ProgressUpdate]:
    """What is said of an item until the day on which it is looked at."""
    whole = typical * draw.uniform(0.2, 2.5)
    steps = STEPS if draw.random() > 0.125 else (("withdrawn", 0.6),)
    by = report.about[0]
    return [
        ap.ProgressUpdate(
            item=item, on=day, by=by if share < 0.75 else "hmic", status=status
        )
        for status, share in steps
        for day in [(report.published or FIRST) + timedelta(days=int(whole * share))]
        if day <= LOOKED
    ]
