"""Papers for a commissioner's public meeting and for the panel, in both forms.

python examples/briefing.py [folder]

It begins with the Norfolk report of 2014. What happens afterwards is a story: the
meetings, the force's replies, the commissioner's and the inspectorate's are invented.
"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import attrs

import actionplan as ap
from actionplan.briefing import Briefing, PaperHeader, briefing
from actionplan.formats import html, markdown
from actionplan.meetings import Preparation

HERE = Path(__file__).parent

FORUM = ap.MeetingSeries(
    id="forum",
    title="Police accountability forum",
    body="norfolk-pcc",
    start=datetime.fromisoformat("2014-09-10T10:00"),
    end=datetime.fromisoformat("2014-09-10T12:00"),
    zone="Europe/London",
    rule="FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE",
    preparations=[Preparation.clear_days("papers", 5, calendar="england-and-wales")],
    place="County Hall, Norwich",
)
PANEL = ap.Body(id="panel", name="Norfolk Police and Crime Panel", kind="council")
PANELS = ap.MeetingSeries(
    id="panel",
    title="Police and Crime Panel",
    body="panel",
    start=datetime.fromisoformat("2014-09-16T10:00"),
    end=datetime.fromisoformat("2014-09-16T12:30"),
    zone="Europe/London",
    rule="FREQ=MONTHLY;INTERVAL=3;BYDAY=3TU",
    preparations=[Preparation.clear_days("papers", 5, calendar="england-and-wales")],
    place="County Hall, Norwich",
)
INTERNET = ap.InspectionReport(
    id="internet-2014",
    title="Online child abuse: a joint review",
    by=["hmic"],
    about=["norfolk"],
    published=date(2014, 11, 20),
    findings=[
        ap.CauseOfConcern(
            id="internet-2014/1",
            text="Victims of online abuse wait too long to be found.",
            recommendations=[
                ap.Recommendation(
                    id="internet-2014/1a",
                    text="Rank every referral by risk on the day on which it comes in.",
                    deadline="P3M after publication",
                    stated="within three months",
                ),
            ],
        ),
        ap.AreaForImprovement(
            id="internet-2014/2",
            text="Tell schools what the force knows about risks online.",
        ),
    ],
    obligations=[
        ap.Obligation(
            id="internet-2014/comments",
            owner="norfolk-pcc",
            text="Publish comments on the report.",
            deadline="by 2015-01-15",
        )
    ],
)
PLAN, ONE, TWO, THREE, FOUR, COMMENTS = (
    f"norfolk-2014/{name}" for name in ("plan", "1", "2", "3", "4", "comments")
)
STORY = (
    ap.Assignment(
        item=ONE, on=date(2014, 9, 3), by="norfolk", lead="Head of Safeguarding"
    ),
    ap.ProgressUpdate(
        item=ONE,
        on=date(2014, 9, 22),
        by="norfolk",
        status="in-progress",
        percent=40,
        note="Two more analysts have started; 31 cases are waiting.",
    ),
    ap.ProgressUpdate(
        item=TWO,
        on=date(2014, 9, 1),
        recorded=datetime(2014, 10, 8, 9, 30, tzinfo=UTC),
        by="norfolk",
        status="in-progress",
        note="Training began in September.",
    ),
    ap.DeadlineChange(
        item=PLAN,
        on=date(2014, 10, 13),
        by="norfolk",
        deadline="by 2014-10-24",
        reason="The new head of safeguarding starts on 13 October.",
    ),
    ap.DeadlineChange(
        item=PLAN,
        on=date(2014, 10, 16),
        by="hmic",
        deadline="by 2014-10-24",
        reason="Agreed once; the plan is to be complete.",
    ),
    ap.ProgressUpdate(
        item=THREE,
        on=date(2014, 11, 3),
        by="norfolk",
        status="complete",
        note="All fourteen posts are filled.",
    ),
    ap.ProgressUpdate(
        item=FOUR, on=date(2014, 10, 20), by="norfolk", status="complete"
    ),
    ap.ProgressUpdate(
        item=FOUR,
        on=date(2014, 11, 5),
        by="norfolk-pcc",
        status="in-progress",
        note="Officers on night duty still cannot see the plans.",
    ),
    ap.ProgressUpdate(
        item=COMMENTS,
        on=date(2014, 10, 20),
        by="norfolk-pcc",
        status="complete",
        note="Published with the force's plan.",
    ),
)


def register() -> ap.Register:
    """The register at the end of the story."""
    norfolk = ap.load(HERE / "norfolk_2014.json")
    (commissioner,) = (one for one in norfolk.bodies if one.id == "norfolk-pcc")
    told = norfolk.add(PANEL, FORUM, PANELS, INTERNET).record(*STORY)
    return told.replace(attrs.evolve(commissioner, overseen_by="panel"))


def paper() -> Briefing:
    """What the forum of December needs to know."""
    header = PaperHeader(
        title="Progress on inspection recommendations",
        report_to="Police accountability forum",
        report_from="Chief executive of the commissioner's office",
        author="Governance officer",
        agenda_item="6",
        day=date(2014, 12, 2),
        version="1.0",
        purpose="For scrutiny: the forum is asked to question the force on what is "
        "overdue, put off and reopened.",
        marking="OFFICIAL",
    )
    return briefing(register(), "forum/2014-12-10", header=header)


def panel() -> Briefing:
    """What the panel of December needs to know about the commissioner."""
    header = PaperHeader(
        report_to="Norfolk Police and Crime Panel",
        purpose="To review how the commissioner answers inspection reports.",
        marking="OFFICIAL",
    )
    return briefing(register(), "panel/2014-12-16", for_panel=True, header=header)


def main(folder: Path) -> None:
    """Write the papers in both forms, and say where they are."""
    for name, made in (("briefing", paper()), ("panel", panel())):
        for ending, data in (
            ("md", markdown.dumps(made)),
            ("html", html.dumps(made)),
        ):
            path = folder.resolve() / f"{name}.{ending}"
            path.write_bytes(data)
            print(f"Paper: {path}")


if __name__ == "__main__":
    main(Path(*sys.argv[1:2]))
