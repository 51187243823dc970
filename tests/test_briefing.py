"""Briefings: what is in the sections of a paper, and how it reads."""

from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

import actionplan as ap
from actionplan.briefing import (
    Briefing,
    Counts,
    PaperHeader,
    briefing,
    head,
    sections,
)
from actionplan.errors import InvalidValue
from actionplan.reports import Judgement
from actionplan.snapshot import ratings
from papers import (
    DECEMBER,
    SERIES,
    december,
    held,
    ids,
    meeting,
    section,
    table,
    told,
)
from registers import BODIES, PCC, plan, register, report, update

PANEL = ap.Body(id="panel", name="The Panel", kind="council")


def ask(on: date, deadline: str, **changes: object) -> ap.DeadlineChange:
    """A change of the plan's deadline, with some fields changed."""
    fields: dict[str, object] = {"item": "p", "by": "norfolk"}
    fields |= {"on": on, "deadline": deadline} | changes
    return ap.DeadlineChange(**fields)  # type: ignore[arg-type]


class TestItems:
    """Each item stands in the section that it belongs to."""

    def test_overdue_and_due(self) -> None:
        """What is late is overdue, and what comes by the next meeting is due."""
        made = briefing(held(), "forum/2014-09-10", on=date(2014, 9, 10))
        assert ids(made.overdue) == ["r/1"]
        assert ids(made.due) == ["p"]
        rows = table(made, "overdue").rows
        assert rows == (
            (
                ("r/1", "Child protection"),
                ("Act.",),
                ("Norfolk",),
                (
                    "Immediate action asked Fri 29 Aug 2014; 12 days on, not reported "
                    "complete.",
                ),
                ("Awaiting.", "Nothing has been reported."),
            ),
        )
        assert table(made, "due").rows[0][3] == (
            "Fri 10 Oct 2014: in 30 days.",
            "Counted as 42 days after Fri 29 Aug 2014 (publication) = Fri 10 Oct 2014.",
        )

    def test_nothing(self) -> None:
        """A section with nothing in it says so."""
        made = briefing(register(reports=(), plans=(), meetings=[SERIES]), DECEMBER)
        assert told(made, "overdue") == "Nothing was overdue on 2 December 2014."
        assert told(made, "due") == (
            "Nothing is due from 2 December 2014 to 10 March 2015."
        )
        assert told(made, "pending") == "Nothing waits for sign-off."
        assert told(made, "changed") == (
            "Nothing has changed since the papers of 2 September 2014."
        )
        assert told(made, "deferred").startswith("No more time has been asked for")
        assert told(made, "reopened").startswith("Nothing that was said to be done")
        assert told(made, "reports") == (
            "No report was published since 2 September 2014."
        )
        assert told(made, "responses").startswith("No response that a statute asks")
        assert told(made, "figures") == "There are no items to count."
        assert told(made, "summary").splitlines()[1:] == [
            "Nothing is tracked that this meeting can ask about.",
            "No statutory response is outstanding.",
            "Since the papers of 2 September 2014, nothing has changed.",
            "No report is new to this meeting.",
        ]

    def test_both_ends(self) -> None:
        """What is due on the day itself, and on the last day, is due and not late."""
        made = december(on=date(2014, 10, 10))
        assert ids(made.due) == ["p"]
        assert ids(december(on=date(2014, 10, 9), until=date(2014, 10, 10)).due) == [
            "p"
        ]
        assert ids(december(on=date(2014, 10, 8), until=date(2014, 10, 9)).due) == []
        assert ids(december(on=date(2014, 10, 11)).due) == []

    def test_responses_in_order(self) -> None:
        """The first due comes first, and what has no day last."""
        obligations = [
            ap.Obligation(id=name, owner="pcc", text="Comment.", deadline=deadline)
            for name, deadline in (
                ("none", None),
                ("late", "by 2015-02-01"),
                ("soon", "by 2015-01-01"),
            )
        ]
        made = briefing(held(reports=[report(obligations=obligations)]), DECEMBER)
        assert ids(made.responses) == ["soon", "late", "none"]

    def test_scope(self) -> None:
        """Items of a force that somebody else oversees are not the meeting's."""
        suffolk = report(id="s", about=["suffolk"], published=date(2014, 11, 1))
        other = attrs.evolve(
            suffolk, findings=[ap.Recommendation(id="s/1", text="Act.")]
        )
        made = briefing(held(reports=[report(), other]), DECEMBER)
        assert ids(made.now) == ["r/1", "p", "p/1"]
        assert made.reports == ()

    def test_pending(self) -> None:
        """What is said to be done waits for whoever has to agree."""
        made = december(
            update("r/1", date(2014, 10, 1), status="complete", note="All done."),
            update("p/1", date(2014, 10, 1), status="complete"),
            update("p/1", date(2014, 10, 9), by="pcc", status="assured"),
        )
        assert ids(made.pending) == ["r/1", "p/1"]
        first, second = table(made, "pending").rows
        assert first[3:] == (
            ("Reported complete by Norfolk on Wed 1 Oct 2014.",),
            ("Commissioner", "1 Oct 2014, Norfolk: All done."),
        )
        assert second[3] == (
            "Reported complete by Norfolk on Wed 1 Oct 2014.",
            "Assured by Commissioner on Thu 9 Oct 2014.",
        )

    def test_responses_are_told_once(self) -> None:
        """Responses that are due or late have their section, and others count them."""
        obligations = [
            ap.Obligation(id=name, owner="pcc", text="Reply.", deadline=f"by {day}")
            for name, day in (("late", "2014-11-01"), ("due", "2014-12-02"))
        ]
        reports = [report(findings=[], obligations=obligations)]
        made = briefing(held(reports=reports, plans=()), DECEMBER)
        assert ids(made.overdue) == ["late"]
        assert told(made, "overdue") == (
            "1 statutory response is overdue: see Statutory responses."
        )
        assert told(made, "due") == (
            "1 statutory response is due from 2 December 2014 to 10 March 2015: see "
            "Statutory responses."
        )
        assert [row[0][0] for row in table(made, "responses").rows] == ["late", "due"]
        assert "2 statutory responses are outstanding, 1 of them late." in (
            told(made, "summary")
        )

    def test_what_recurs(self) -> None:
        """What recurs says which of its days came without a report."""
        findings = [
            ap.Recommendation(
                id="r/1", text="Report.", deadline="every P1M from publication"
            )
        ]
        told_once = update("r/1", date(2014, 9, 20), note="All well.")
        made = briefing(held(told_once, reports=[report(findings=findings)]), DECEMBER)
        assert table(made, "due").rows[0][3] == (
            "Mon 29 Dec 2014: in 27 days.",
            "Counted as every 1 month from Fri 29 Aug 2014 (publication), occurrence "
            "4 = Mon 29 Dec 2014.",
            "Not reported twice, last on Sat 29 Nov 2014.",
        )
        assert "1 not reported when due" in told(made, "summary")

    def test_target(self) -> None:
        """The day that its owner aims at is told while it is open."""
        aim = ap.Target(
            item="r/1", on=date(2014, 10, 1), by="norfolk", day=date(2014, 11, 1)
        )
        assert table(december(aim), "overdue").rows[0][4] == (
            "Awaiting.",
            "Its owner aims at Sat 1 Nov 2014.",
        )

    def test_reopened(self) -> None:
        """What was opened again says how often, and where it stands."""
        done = [
            update("r/1", date(2014, 10, day), status=status)
            for day, status in enumerate(["complete", "awaiting"] * 3, start=1)
        ]
        made = december(*done[:2], update("p/1", date(2014, 10, 1), percent=5))
        assert table(made, "reopened").rows[0][3] == (
            "Once, on Thu 2 Oct 2014 by Norfolk.",
        )
        assert table(december(*done[:4]), "reopened").rows[0][3] == (
            "Twice, last on Sat 4 Oct 2014 by Norfolk.",
        )
        assert table(december(*done), "reopened").rows[0][3] == (
            "3 times, last on Mon 6 Oct 2014 by Norfolk.",
        )

    def test_where_it_stands(self) -> None:
        """A cell has status, percentage, rating, acceptance and the last note."""
        made = december(
            update("r/1", date(2014, 9, 3), status="in-progress", percent=40),
            update("r/1", date(2014, 9, 4), rag="amber", note="Slow"),
            ap.Response(
                item="r/1",
                on=date(2014, 9, 5),
                by="norfolk",
                acceptance="partly",
                reason="No money",
            ),
            ap.Assignment(item="r/1", on=date(2014, 9, 6), by="norfolk", lead="Head"),
        )
        row = table(made, "overdue").rows[0]
        assert row[2] == ("Norfolk", "Lead: Head")
        assert row[4] == (
            "In progress, 40% done, reported as amber.",
            "Accepted in part: No money.",
            "4 Sep 2014, Norfolk: Slow.",
        )

    def test_not_accepted_without_words(self) -> None:
        """A response may say no more than that it is not accepted."""
        made = december(
            ap.Response(
                item="r/1", on=date(2014, 9, 5), by="norfolk", acceptance="rejected"
            )
        )
        assert table(made, "overdue").rows[0][4] == ("Awaiting.", "Not accepted.")


class TestDeferrals:
    """More time is shown with its reasons, and whether it was asked for in time."""

    def test_asked_and_agreed(self) -> None:
        """A request and its answer are one row, with the reasons of both."""
        made = december(
            ask(date(2014, 10, 13), "by 2014-12-24", reason="Illness."),
            ask(date(2014, 10, 16), "by 2014-12-24", by="hmic", reason="Once only"),
        )
        assert table(made, "deferred").rows[0][2:] == (
            ("From Fri 10 Oct 2014 to Wed 24 Dec 2014.", "75 days later."),
            (
                "Agreed by HMIC on Thu 16 Oct 2014.",
                "Asked for on Mon 13 Oct 2014, after the day had passed.",
            ),
            ("Norfolk: Illness.", "HMIC: Once only."),
        )
        assert table(made, "due").rows[0][3] == (
            "Wed 24 Dec 2014: in 22 days.",
            "First due Fri 10 Oct 2014; put off by 75 days in 1 change.",
        )

    def test_refused_and_unanswered(self) -> None:
        """A refusal and a request without an answer say so, earlier days too."""
        made = december(
            ask(date(2014, 9, 13), "by 2014-12-24", refused_by="hmic"),
            ask(date(2014, 10, 1), "by 2014-10-09"),
        )
        first, second = table(made, "deferred").rows
        assert first[3:] == (
            (
                "Refused by HMIC on Sat 13 Sep 2014.",
                "Asked for on Sat 13 Sep 2014, in time.",
            ),
            ("No reason was given.",),
        )
        assert second[2] == (
            "From Fri 10 Oct 2014 to Thu 9 Oct 2014.",
            "1 day earlier.",
        )
        assert second[3][0] == "There is no answer yet."
        late = next(row for row in table(made, "overdue").rows if row[0][0] == "p")
        assert late[4] == (
            "Awaiting.",
            "More time has been asked for; there is no answer yet.",
        )

    def test_without_a_day(self) -> None:
        """A deadline that names no day moves from or to none."""
        made = december(ask(date(2014, 9, 13), "ongoing", by="hmic"))
        assert table(made, "deferred").rows[0][2] == (
            "From Fri 10 Oct 2014 to no day.",
        )
        lost = held(
            ask(date(2014, 9, 13), "by 2014-12-24", by="hmic"),
            plans=[plan(deadline="P6W after receipt")],
        )
        row = table(briefing(lost, DECEMBER), "deferred").rows[0]
        assert row[2] == ("From no day to Wed 24 Dec 2014.",)
        assert row[3][1] == "Asked for on Sat 13 Sep 2014."

    def test_what_has_ended(self) -> None:
        """What has ended is not told again, however often it was put off."""
        made = december(
            ask(date(2014, 9, 13), "by 2014-12-24", by="hmic"),
            update("p", date(2014, 10, 1), status="complete"),
        )
        assert ids(made.deferred) == []


class TestChanges:
    """What is known now is held against what the last papers knew."""

    def test_late_news(self) -> None:
        """What took effect before the last papers, unknown to them, is marked so."""
        late = update(
            "r/1",
            date(2014, 9, 1),
            recorded=datetime(2014, 10, 8, tzinfo=UTC),
            status="in-progress",
            note="Begun",
        )
        made = december(late, update("r/1", date(2014, 10, 9), percent=5))
        row = table(made, "changed").rows[0]
        assert row == (
            ("r/1", "Child protection"),
            ("Norfolk",),
            (
                "Reported in progress by Norfolk on Mon 1 Sep 2014 (was awaiting). The "
                "last papers did not know of this, though it took effect before them.",
                "5% done.",
                "Note by Norfolk on Mon 1 Sep 2014: Begun. The last papers did not "
                "know of this, though it took effect before them.",
            ),
        )
        assert (
            "Since the papers of 2 September 2014, 2 items have changed: 1 newly "
            "overdue."
        ) in told(made, "summary")

    def test_late_news_of_the_papers_own_day(self) -> None:
        """What took effect on the papers' day and came later is late news as well."""
        late = update(
            "r/1",
            date(2014, 9, 2),
            recorded=datetime(2014, 10, 8, tzinfo=UTC),
            percent=5,
        )
        made = december(late)
        (change,) = (one for one in made.changed if one.item == "r/1")
        assert made.is_late_news(change)

    def test_what_the_papers_knew(self) -> None:
        """An entry recorded on the papers' day, by the clock of the room, was known."""
        known = update(
            "p/1",
            date(2014, 9, 1),
            recorded=datetime(2014, 9, 2, 22, 59, tzinfo=UTC),
            percent=5,
        )
        later = attrs.evolve(known, recorded=datetime(2014, 9, 2, 23, 0, tzinfo=UTC))
        assert [c.item for c in december(known).changed] == ["p"]
        assert [c.item for c in december(later).changed] == ["p", "p/1"]

    def test_new_reports_are_told_once(self) -> None:
        """What a new report opens is told with the report, and an action here."""
        new = report(
            id="n",
            title="Custody",
            published=date(2014, 11, 1),
            findings=[ap.Recommendation(id="n/1", text="Act.")],
        )
        action = ap.Action(
            id="p/2", owner="norfolk", text="Train.", added=date(2014, 10, 1)
        )
        made = briefing(
            held(reports=[report(), new], plans=[plan(actions=[action])]), DECEMBER
        )
        opened = [one.item for one in made.changed if one.kind == "opened"]
        assert opened == ["p/2"]
        assert "2 items have changed: 1 new and 1 newly overdue." in told(
            made, "summary"
        )

    def test_taken_back(self) -> None:
        """What the last papers knew is no late news, though it counts again."""
        first, second = (
            update("r/1", date(2014, 9, day), percent=percent)
            for day, percent in ((1, 40), (2, 70))
        )
        taken = ap.Retraction.of(
            second,
            by="norfolk",
            reason="A slip",
            recorded=datetime(2014, 10, 8, tzinfo=UTC),
        )
        row = table(december(first, second, taken), "changed").rows[0]
        assert row[2][0].startswith("Taken back by Norfolk on Tue 2 Sep 2014: 70% done")
        assert row[2][0].endswith("though it took effect before them.")
        assert row[2][1] == "40% done (was 70%)."

    def test_readdressed(self) -> None:
        """A finding that is for other bodies now is told under its own id."""
        change = ap.changes(
            held().at(date(2014, 12, 2)),
            held(
                reports=[
                    report(
                        findings=[
                            ap.Recommendation(
                                id="r/1", text="Act.", addressed_to=["norfolk", "pcc"]
                            )
                        ]
                    )
                ]
            ).at(date(2014, 12, 2)),
        )[0]
        named = attrs.evolve(change, names={body.id: body.name for body in BODIES})
        assert str(named) == "For Norfolk, Commissioner (was Norfolk)"


class TestReports:
    """A new report is told in a paragraph, and what it asks for in a table."""

    def test_what_it_asks_for(self) -> None:
        """Kinds, counts, judgements and the report that it goes back to are told."""
        recommendation = ap.Recommendation(
            id="n/1a",
            text="Rank.",
            deadline="by 2015-02",
            stated="by February",
        )
        new = report(
            id="n",
            title="Custody",
            published=date(2014, 11, 1),
            follows="r",
            judgements=[
                Judgement(
                    about="norfolk",
                    area="Leadership",
                    grade="requires-improvement",
                    scale="four-grade",
                ),
                Judgement(about="suffolk", area="x", grade="good", scale="four-grade"),
            ],
            findings=[
                ap.CauseOfConcern(
                    id="n/1", text="Slow.", recommendations=[recommendation]
                ),
                ap.AreaForImprovement(id="n/2", text="Tell.", deadline="ongoing"),
                ap.AreaForImprovement(id="n/3", text="Ask."),
                ap.AreaForImprovement(
                    id="n/4", text="See.", deadline="P6W after receipt"
                ),
            ],
            obligations=[
                ap.Obligation(
                    id="n/o",
                    owner="pcc",
                    text="Comment.",
                    deadline="P56D beginning publication",
                    regime="police-act-1996-s55",
                )
            ],
        )
        made = briefing(held(reports=[report(), new]), DECEMBER)
        assert told(made, "reports") == (
            "Custody: published on 1 November 2014 by HMIC, about Norfolk. It brings 1 "
            "cause of concern, 1 recommendation, 3 areas for improvement and 1 "
            "statutory duty. Judgements: Norfolk, Leadership: requires improvement. It "
            "goes back to an earlier one: Child protection."
        )
        rows = {row[0][0]: row for row in table(made, "reports").rows}
        assert rows["n/1"][4] == ("Its recommendations carry the days.",)
        assert rows["n/1a"][1] == ("Recommendation",)
        assert rows["n/1a"][4] == (
            "Sat 28 Feb 2015: in 88 days.",
            "Counted as by February 2015 = Sat 28 Feb 2015, that day included.",
            "28 Feb 2015 is a Saturday; the working day before it is Fri 27 Feb 2015.",
            'In its words: "by February".',
        )
        assert rows["n/2"][4] == ("Ongoing.",)
        assert rows["n/3"][4] == ("No day is set.",)
        assert rows["n/4"][4][0].startswith("No day is known: ")
        response = table(made, "responses").rows[0]
        assert response[1][1].startswith("Source: Police Act 1996, section 55(5A)")
        assert response[3][0] == "Fri 26 Dec 2014: in 24 days."

    def test_of_the_papers_own_day(self) -> None:
        """A report of the day of the last papers is not new, one of this day is."""
        for day, new in ((2, False), (3, True)):
            one = report(id="n", published=date(2014, 9, day), findings=[])
            made = briefing(held(reports=[report(), one]), DECEMBER)
            assert bool(made.reports) is new
        last = report(id="n", published=date(2014, 12, 2), findings=[])
        assert briefing(held(reports=[report(), last]), DECEMBER).reports == (last,)

    def test_already_done(self) -> None:
        """What a new report asks for may be done, or due on the very day."""
        findings = [
            ap.Recommendation(id=f"n/{number}", text="Act.", deadline="by 2014-12-02")
            for number in (1, 2)
        ]
        new = report(id="n", published=date(2014, 11, 1), findings=findings)
        done = update("n/1", date(2014, 11, 9), status="complete")
        made = briefing(held(done, reports=[report(), new]), DECEMBER)
        assert [row[4] for row in table(made, "reports").rows] == [
            ("Tue 2 Dec 2014: no longer open.",),
            ("Tue 2 Dec 2014: today.",),
        ]

    def test_a_report_on_many(self) -> None:
        """A report that only judges is told, and many bodies are counted."""
        forces = [
            ap.Body(id=f"f{number}", name=f"Force {number}", kind="police-force")
            for number in range(4)
        ]
        new = report(
            id="n",
            published=date(2014, 11, 1),
            about=["norfolk", *(one.id for one in forces)],
            findings=[],
        )
        made = briefing(
            held(bodies=[*BODIES, *forces], reports=[report(), new]), DECEMBER
        )
        assert "about 5 bodies." in told(made, "reports")
        assert len(section(made, "reports").blocks) == 1
        assert "1 report is new to this meeting." in told(made, "summary")


class TestPanel:
    """A panel scrutinises the commissioner, and not the force (2011 Act, s.28)."""

    def made(self, *entries: Any, **changes: object) -> Briefing:
        """The edition for a panel that oversees the commissioner."""
        comments = ap.Obligation(
            id="o", owner="pcc", text="Comment.", deadline="by 2014-10-23"
        )
        bodies = [
            PANEL,
            *(one for one in BODIES if one is not PCC),
            attrs.evolve(PCC, overseen_by="panel"),
        ]
        fields = {
            "bodies": bodies,
            "reports": [report(obligations=[comments])],
            "meetings": [meeting("2014-11-05", id="panel/1", body="panel")],
            "log": list(entries),
        }
        return briefing(register(**fields | changes), "panel/1", for_panel=True)

    def test_leads_with_the_commissioner(self) -> None:
        """Its first sections are the commissioner's duties, the force's come last."""
        made = self.made()
        assert made.commissioner == "pcc"
        assert [one.key for one in sections(made)] == [
            "summary",
            "responses",
            "duties",
            "pending",
            "changed",
            "deferred",
            "reopened",
            "reports",
            "context",
            "figures",
        ]
        assert ids(made.own) == ["o"]
        assert ids(made.context) == ["r/1", "p", "p/1"]
        assert ids(made.overdue) == ["o"]
        assert made.title == "The commissioner's responses to inspection reports"
        assert told(made, "summary").splitlines()[1:5] == [
            "It is about the commissioner's own duties (Commissioner); what the "
            "commissioner oversees comes at the end, for context.",
            "Of the commissioner's 1 item, 1 has not ended: 1 open, and none said to "
            "be done and waiting for sign-off.",
            "1 item is overdue, and none falls due by 5 February 2015.",
            "1 statutory response is outstanding and late.",
        ]
        assert table(made, "responses").rows[0][3] == (
            "Thu 23 Oct 2014: 13 days overdue.",
        )
        assert "Those overseen (Norfolk) have 3 items: 3 open, of which 2 overdue;" in (
            told(made, "context")
        )
        assert [row[0][0] for row in table(made, "context").rows] == ["r/1", "p"]

    def test_nothing_late(self) -> None:
        """A force without anything late is told in a sentence."""
        made = self.made(reports=[report(findings=[])], plans=())
        assert len(section(made, "context").blocks) == 1
        assert told(made, "duties").startswith("Nothing else waits")
        assert "No statutory response is outstanding." in told(made, "summary")
        assert told(made, "context").endswith(
            "Nothing is tracked that the commissioner oversees."
        )

    def test_new_reports(self) -> None:
        """Of a new report a panel reads in full what it asks of the commissioner."""
        comments = ap.Obligation(id="o", owner="pcc", text="Comment.")
        grade = Judgement(
            about="norfolk", area="Custody", grade="good", scale="four-grade"
        )
        reports = [
            report(obligations=[comments], judgements=[grade]),
            report(
                id="s",
                title="Custody",
                findings=[ap.Recommendation(id="s/1", text="x")],
            ),
        ]
        made = self.made(reports=reports, plans=())
        assert [row[0][0] for row in table(made, "reports").rows] == ["o"]
        assert table(made, "reports").caption == (
            "What is asked of the commissioner in: Child protection"
        )
        assert told(made, "reports").splitlines() == [
            "Child protection: published on 29 August 2014 by HMIC, about Norfolk. It "
            "brings 1 recommendation and 1 statutory duty. Judgements: Norfolk, "
            "Custody: good.",
            "Custody: published on 29 August 2014 by HMIC, about Norfolk. It brings 1 "
            "recommendation.",
            "It asks nothing of the commissioner.",
        ]

    def test_reopened(self) -> None:
        """What a commissioner opened again is told as to any other meeting."""
        findings = [ap.Recommendation(id="c", text="Ask.", addressed_to=["pcc"])]
        made = self.made(
            update("c@pcc", date(2014, 10, 1), by="pcc", status="complete"),
            update("c@pcc", date(2014, 10, 2), by="pcc", status="in-progress"),
            reports=[report(findings=findings)],
            plans=(),
        )
        assert table(made, "reopened").rows[0][0][0] == "c@pcc"

    def test_other_duties(self) -> None:
        """What else a commissioner must do, and what waits for the commissioner."""
        made = self.made(
            update("r/1", date(2014, 10, 1), status="complete"),
            update("p/1", date(2014, 10, 1), status="complete"),
            update("p/1", date(2014, 10, 2), by="pcc", status="assured"),
            reports=[
                report(
                    findings=[
                        ap.Recommendation(
                            id="r/1", text="Act.", addressed_to=["norfolk", "pcc"]
                        )
                    ]
                )
            ],
        )
        assert [row[0][0] for row in table(made, "duties").rows] == ["r/1@pcc"]
        assert [row[0][0] for row in table(made, "pending").rows] == ["r/1"]

    def test_at_the_commissioners_own_meeting(self) -> None:
        """The body that holds the meeting may be the commissioner."""
        made = briefing(held(), DECEMBER, for_panel=True)
        assert made.commissioner == "pcc"

    @pytest.mark.parametrize("panels", [0, 2])
    def test_which_commissioner(self, panels: int) -> None:
        """Without the one commissioner there is no edition for a panel."""
        others = [
            ap.Body(
                id=f"c{number}",
                name="Another",
                kind="local-policing-body",
                overseen_by="panel",
            )
            for number in range(panels)
        ]
        old = ap.Body(
            id="old",
            name="The authority",
            kind="local-policing-body",
            overseen_by="panel",
            until=date(2012, 11, 21),
        )
        with pytest.raises(InvalidValue, match="overseen_by 'panel'"):
            self.made(bodies=[PANEL, *BODIES, *others, old])


class TestFigures:
    """Figures are tables, and their rating has its rule beside it."""

    def counts(self, made: Briefing) -> dict[str, Counts]:
        """The counts of a paper, by their captions."""
        blocks = section(made, "figures").blocks
        return {one.caption: one for one in blocks if isinstance(one, Counts)}

    def test_counts(self) -> None:
        """Items are counted by status, by age and by rating."""
        made = december(update("p/1", date(2014, 10, 1), status="complete"))
        counts = self.counts(made)
        assert counts["Items by status"].counts == (("awaiting", 2), ("complete", 1))
        assert counts["Items by status"].words == (
            "Items by status: awaiting 2, complete 1."
        )
        assert counts["Open items by age"].counts[2] == ("over 3 months to 6 months", 2)
        assert counts["Items by rating"].counts == (("red", 2), ("green", 1))
        assert table(made, "figures").rows == (
            (("As first set",), ("0",), ("1",), ("0",), ("2",), ("0%",)),
            (
                ("With the changes that were agreed",),
                ("0",),
                ("1",),
                ("0",),
                ("2",),
                ("0%",),
            ),
        )
        assert "Red is overdue." in told(made, "figures")

    def test_other_ratings(self) -> None:
        """Another rule is told in its own words, one of the caller's in none."""
        assert "White is not" in told(december(rate=ratings.city_of_london), "figures")
        made = december(
            update("p/1", date(2014, 10, 1), status="complete"), rate=ratings.reading
        )
        assert self.counts(made)["Items by rating"].counts == (
            ("red", 2),
            ("not rated", 1),
        )
        own = december(rate=lambda _: "blue")
        assert told(own, "figures").startswith("Not judged")
        assert told(own, "figures").endswith("being done.")

    def test_nothing_open(self) -> None:
        """Where nothing is open, nothing open is counted by age."""
        done = [
            update(item, date(2014, 10, 1), status="withdrawn")
            for item in ("r/1", "p", "p/1")
        ]
        made = december(*done)
        assert "Open items by age" not in self.counts(made)
        assert ("none judged",) in table(made, "figures").rows[0]


class TestHead:
    """The head has what the caller gives, and the meeting."""

    def test_lines(self) -> None:
        """The lines come in the order of a committee's paper."""
        header = PaperHeader(
            title="Inspections",
            report_to="Forum",
            report_from="Chief executive",
            author="A. Writer",
            agenda_item="7",
            day=date(2014, 12, 1),
            version="2",
            purpose="To note",
            marking="OFFICIAL",
        )
        made = december(header=header)
        assert made.title == "Inspections"
        assert head(made) == (
            ("Report to", "Forum"),
            ("Meeting", "Forum"),
            ("Date of meeting", "10 December 2014"),
            ("Time", "10:00 to 12:00"),
            ("Agenda item", "7"),
            ("Report from", "Chief executive"),
            ("Author", "A. Writer"),
            ("Date of paper", "1 December 2014"),
            ("Version", "2"),
            ("Purpose", "To note"),
        )

    def test_past_midnight(self) -> None:
        """A meeting that ends on another day says so."""
        late = meeting(
            "2014-09-17", end=datetime.fromisoformat("2014-09-18T00:30"), place="Hall"
        )
        made = briefing(held(meetings=[late]), late.id)
        lines = dict(head(made))
        assert lines["Time"] == "10:00 to 00:30 on 18 September 2014"
        assert lines["Place"] == "Hall"

    def test_refused(self) -> None:
        """A blank line or what is no day is refused."""
        with pytest.raises(InvalidValue) as caught:
            PaperHeader(title=" ", day="today")  # type: ignore[arg-type]
        assert [fault.path for fault in caught.value.faults] == ["title", "day"]
