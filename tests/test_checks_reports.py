"""Checks of reports and plans: what they lack, and what their words say."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

import actionplan as ap
from actionplan.checks import Rule
from actionplan.regimes import obligations
from checking import (
    CHILDREN,
    COMMENTED,
    DAY,
    LAST,
    cause,
    commented,
    comments_complete,
    found,
    moved,
    recorded,
    response,
    taken_back,
)
from registers import BODIES, NORFOLK, PUBLISHED, plan, register, report, update


class TestCauses:
    """A cause of concern will always be accompanied by one or more recommendations.

    HMICFRS, glossary: cause of concern.
    """

    def test_what_is_no_cause_without_recommendation(self) -> None:
        """A cause with a recommendation is right, and so is an area by itself."""
        area = ap.AreaForImprovement(id="r/a", text="Answer sooner.")
        held = register(reports=[report(findings=[cause(), area])], plans=[])
        assert not found(held, Rule.CAUSE_WITHOUT_RECOMMENDATION)

    def test_of_several_bodies(self) -> None:
        """A cause for several bodies is one problem, about no one item."""
        empty = cause(recommendations=[], addressed_to=["norfolk", "suffolk"])
        held = register(reports=[report(findings=[empty])], plans=[])
        (problem,) = ap.check(held)
        assert (problem.where, problem.item) == ("reports[0].findings[0]", None)

    def test_before_publication(self) -> None:
        """What a report lacks is named before it is published, too."""
        held = register(
            reports=[report(published=None, findings=[cause(recommendations=[])])],
            plans=[],
        )
        assert len(found(held, Rule.CAUSE_WITHOUT_RECOMMENDATION)) == 1


class TestPlans:
    """Within six weeks of publication of the inspection report: an action plan.

    HMICFRS, National child protection programme: methodology for post-inspection
    follow-up activity.
    """

    @pytest.mark.parametrize(
        "changes",
        [
            {"plans": [plan()]},
            {"plans": [plan(report=None, added=DAY)]},  # whose action answers r/1
            {"reports": [report(programme="PEEL")]},
            {"reports": [report(programme=CHILDREN, published=date(2013, 12, 31))]},
            {"reports": [report(programme=CHILDREN, published=None)]},
            {"reports": [report(programme=CHILDREN, about=["pcc"], findings=[])]},
            {"tracks": ["suffolk"]},
        ],
        ids=repr,
    )
    def test_no_plan_missing(self, changes: dict[str, Any]) -> None:
        """No plan is missing that is there, or that was not asked for."""
        asking: dict[str, Any] = {"reports": [report(programme=CHILDREN)], "plans": []}
        assert found(register(**asking), Rule.PLAN_MISSING)
        assert not found(register(**asking | changes), Rule.PLAN_MISSING)

    def test_the_plan_of_another_body(self) -> None:
        """Each body needs a plan of its own, or of the body that took its place."""
        both = report(programme=CHILDREN, about=["norfolk", "suffolk"], findings=[])
        plans = [plan(owner="suffolk", actions=[])]
        held = register(reports=[both], plans=plans)
        assert found(held, Rule.PLAN_MISSING) == [
            "reports[0]: norfolk has no action plan for r, a national child protection "
            "inspection"
        ]
        merged = held.replace(attrs.evolve(NORFOLK, succeeded_by="suffolk"))
        assert not found(merged, Rule.PLAN_MISSING)

    def test_a_review_asks_for_none(self) -> None:
        """A report that goes back to an earlier one asks for no plan again."""
        review = report(id="r2", programme=CHILDREN, follows="r", findings=[])
        held = register(reports=[report(), review])
        assert not found(held, Rule.PLAN_MISSING)

    @pytest.mark.parametrize(
        ("text", "asks"),
        [
            ("The force should send an action plan within six weeks.", True),
            ("It should provide HMICFRS with its improvement plan.", True),
            ("They must submit to us\n an action plan.", True),
            ("The force should provide the inspectorate with an action plan.", True),
            ("A joint action plan should be submitted by May.", True),
            ("Draw up a costed, clear action plan.", False),
            ("Draw up a costed action plan.", True),
            ("Keep the action plan up to date.", False),
            ("Staff who submit reports need an action plan.", False),
            ("Publish the plan.", False),
        ],
    )
    def test_words_that_ask(self, text: str, *, asks: bool) -> None:
        """Words that ask for a plan to be sent are read, and no others."""
        findings = [ap.Recommendation(id="r/1", text=text, deadline="by 2014-10")]
        held = register(reports=[report(findings=findings)], plans=[])
        expected = ["reports[0].findings[0]: norfolk has no action plan for r, which "]
        expected = [f"{one}asks for one in r/1" for one in expected]
        assert found(held, Rule.PLAN_MISSING) == (expected if asks else [])
        unpublished = report(findings=findings, published=None)
        assert not found(register(reports=[unpublished], plans=[]), Rule.PLAN_MISSING)

    def test_an_obligation_asks(self) -> None:
        """An obligation to send a plan asks its owner for it, and asks once."""
        duty = ap.Obligation(
            id="r/plan",
            owner="norfolk",
            text="Send an action plan.",
            deadline="by 2015",
        )
        held = register(
            reports=[report(programme=CHILDREN, obligations=[duty, duty_of("r/2")])],
            plans=[],
        )
        assert len(found(held, Rule.PLAN_MISSING)) == 1
        other = held.replace(report(obligations=[duty]))
        (problem,) = (one for one in ap.check(other) if one.rule is Rule.PLAN_MISSING)
        assert (problem.where, problem.item) == ("reports[0].obligations[0]", "r/plan")

    def test_a_plan_is_no_request(self) -> None:
        """What an action promises to send is no request for a plan."""
        action = ap.Action(
            id="p/1", owner="norfolk", text="Send an action plan.", deadline="by 2015"
        )
        held = register(plans=[plan(report=None, added=DAY, actions=[action])])
        assert not found(held, Rule.PLAN_MISSING)


def duty_of(name: str) -> ap.Obligation:
    """Another obligation of Norfolk to send a plan."""
    return ap.Obligation(
        id=name, owner="norfolk", text="Send an action plan.", deadline="by 2015"
    )


class TestResponses:
    """The comments must explain the action taken or proposed, or why there is none.

    Police Act 1996 s.55(5B), for each recommendation that a report includes; and be
    published before the end of 56 days beginning with its publication, s.55(5A).
    """

    AFTER = LAST + timedelta(days=1)

    @pytest.mark.parametrize("by", ["norfolk", "pcc"])
    def test_either_may_respond(self, by: str) -> None:
        """The force or its commissioner may say what is done."""
        held = commented(response("r/1", LAST, by=by, action="Hire."))
        assert not found(held, Rule.RECOMMENDATION_WITHOUT_RESPONSE, self.AFTER)

    def test_others_may_not(self) -> None:
        """What anybody else says is no response, and neither is one taken back."""
        for said in (
            [response("r/1", LAST, by="hmic")],
            [
                (mistake := response("r/1", LAST, action="Hire.")),
                taken_back(mistake),
            ],
        ):
            held = commented(*said)
            assert found(held, Rule.RECOMMENDATION_WITHOUT_RESPONSE, self.AFTER)

    def test_only_when_it_is_due(self) -> None:
        """The last day of the comments is in time; without a day nothing is due."""
        for on in (None, LAST):
            assert not found(commented(), Rule.RECOMMENDATION_WITHOUT_RESPONSE, on)

    def test_comments_that_are_complete(self) -> None:
        """Once the comments are said to be complete, the day does not matter."""
        held = commented(comments_complete(date(2023, 1, 5)))
        for on in (None, date(2023, 1, 5), self.AFTER):
            assert found(held, Rule.RECOMMENDATION_WITHOUT_RESPONSE, on) == [
                "reports[0].findings[0]: nobody has responded to r/1, and the comments "
                "on its report are said to be complete"
            ]

    def test_mended_later(self) -> None:
        """A response that came later leaves the day wrong, and the register right."""
        held = commented(response("r/1", date(2023, 3, 1), action="Hire."))
        assert not found(held, Rule.RECOMMENDATION_WITHOUT_RESPONSE)
        assert found(held, Rule.RECOMMENDATION_WITHOUT_RESPONSE, self.AFTER)
        late = date(2023, 3, 1)
        assert not found(held, Rule.RECOMMENDATION_WITHOUT_RESPONSE, late)

    @pytest.mark.parametrize(
        "changes",
        [
            {"findings": [ap.AreaForImprovement(id="r/1", text="Act.")]},
            {"published": date(2017, 5, 1)},
            {"published": None},
            {"by": ["pcc"]},
            {
                "findings": [
                    ap.Recommendation(id="r/1", text="A", addressed_to=["hmic"])
                ]
            },
            {"about": ["suffolk"]},
        ],
        ids=repr,
    )
    def test_where_no_comments_are_owed(self, changes: dict[str, Any]) -> None:
        """Only recommendations, to overseen forces, since 2 May 2017, need them."""
        held = commented(**changes)
        assert not found(held, Rule.RECOMMENDATION_WITHOUT_RESPONSE, self.AFTER)

    def test_an_obligation_that_is_not_kept(self) -> None:
        """The statute counts where nobody has entered what it asks for."""
        held = commented(obligations=[])
        assert found(held, Rule.RECOMMENDATION_WITHOUT_RESPONSE, self.AFTER)
        assert not found(held, Rule.RECOMMENDATION_WITHOUT_RESPONSE, LAST)
        own = attrs.evolve(commented(), tracks=["norfolk"])
        assert found(own, Rule.RECOMMENDATION_WITHOUT_RESPONSE, self.AFTER)

    def test_a_day_that_the_register_gives(self) -> None:
        """The day of the obligation goes before that of the statute."""
        (duty,) = obligations(report(published=COMMENTED), BODIES)
        held = commented(obligations=[attrs.evolve(duty, deadline="by 2023-03-31")])
        assert not found(held, Rule.RECOMMENDATION_WITHOUT_RESPONSE, self.AFTER)
        assert found(held, Rule.RECOMMENDATION_WITHOUT_RESPONSE, date(2023, 4, 1))

    @pytest.mark.parametrize("content", [{"action": "Hire."}, {"reason": "No money."}])
    def test_content(self, content: dict[str, str]) -> None:
        """The action or the reason for none is enough, whoever gives it."""
        held = recorded(response("r/1", DAY), response("r/1", DAY, by="pcc", **content))
        assert not found(held, Rule.RESPONSE_WITHOUT_CONTENT)

    def test_content_of_what_is_no_recommendation(self) -> None:
        """Of a plan it is enough to say that it is accepted."""
        assert not found(recorded(response("p", DAY)), Rule.RESPONSE_WITHOUT_CONTENT)

    def test_late(self) -> None:
        """A commissioner's first response is late after the last day of comments."""
        held = commented(response("r/1", self.AFTER, by="pcc", action="Hire."))
        assert found(held, Rule.RESPONSE_LATE) == [
            "log[0]: pcc responded to r/1 on Thu 16 Feb 2023, 1 day after the last "
            "day, Wed 15 Feb 2023"
        ]

    @pytest.mark.parametrize(
        "entries",
        [
            [response("r/1", LAST, by="pcc"), response("r/1", date(2024, 1, 1))],
            [
                response("r/1", LAST, by="pcc"),
                response("r/1", date(2024, 1, 1), by="pcc"),
            ],
            [response("r/1", date(2024, 1, 1))],
            [comments_complete(LAST)],
            [comments_complete(LAST), comments_complete(date(2024, 1, 1))],
            [update("r/comments", date(2024, 1, 1), status="withdrawn")],
        ],
        ids=repr,
    )
    def test_in_time(self, entries: list[Any]) -> None:
        """What follows a response in time is not late, nor is what the force says."""
        assert not found(commented(*entries), Rule.RESPONSE_LATE)

    @pytest.mark.parametrize("deadline", ["immediately", "every P1M from publication"])
    def test_a_day_that_nobody_can_meet(self, deadline: str) -> None:
        """What was asked for at once, or again and again, is not late by a day."""
        duty = attrs.evolve(duty_of("r/2"), deadline=deadline)
        held = register(reports=[report(obligations=[duty])]).record(
            update("r/2", DAY, status="complete")
        )
        assert not found(held, Rule.RESPONSE_LATE)


class TestDays:
    """Closedown timelines for all open indicators: what members ask a force for.

    City of London Police Authority, item 64723.
    """

    @pytest.mark.parametrize(
        "entries",
        [
            [ap.Target(item="p/1", on=DAY, by="norfolk", day=date(2014, 12, 31))],
            [moved(DAY, item="p/1", by="norfolk")],  # whose plan it is agrees
            [update("p/1", DAY, status="complete")],
        ],
        ids=repr,
    )
    def test_an_action_with_a_day(self, entries: list[Any]) -> None:
        """A target, an agreed deadline, or being done: each is enough."""
        assert found(recorded(), Rule.NO_DEADLINE_OR_TARGET)
        assert not found(recorded(*entries), Rule.NO_DEADLINE_OR_TARGET)

    @pytest.mark.parametrize("deadline", ["ongoing", "unspecified"])
    def test_said_to_have_none(self, deadline: str) -> None:
        """Whoever writes that there is no day has looked for one."""
        for findings in (
            [ap.Recommendation(id="r/1", text="Act.", deadline=deadline)],
            [cause(deadline=deadline)],
        ):
            held = register(reports=[report(findings=findings)], plans=[])
            assert not found(held, Rule.NO_DEADLINE_OR_TARGET)

    def test_a_cause_leaves_it_to_its_recommendations(self) -> None:
        """Of a cause of concern the recommendations are named, and not itself."""
        held = register(reports=[report(findings=[cause()])], plans=[])
        assert found(held, Rule.NO_DEADLINE_OR_TARGET) == [
            "reports[0].findings[0].recommendations[0]: r/c/1 has no deadline, and "
            "norfolk has set no target"
        ]

    def test_while_a_plan_is_awaited(self) -> None:
        """Findings wait for the plan that will say by when, until it is sent."""
        undated = report(findings=[ap.Recommendation(id="r/1", text="Act.")])
        held = register(reports=[undated], plans=[plan(actions=[])])
        assert not found(held, Rule.NO_DEADLINE_OR_TARGET)
        sent = held.record(update("p", DAY, status="complete"))
        assert found(sent, Rule.NO_DEADLINE_OR_TARGET) == [
            "reports[0].findings[0]: r/1 has no deadline, and norfolk has set no target"
        ]
        asked = attrs.evolve(undated, programme=CHILDREN)
        unsent = register(reports=[asked], plans=[])
        assert not found(unsent, Rule.NO_DEADLINE_OR_TARGET)

    def test_an_action_that_answers_it(self) -> None:
        """A finding has a day if an action that answers it has one."""
        undated = report(findings=[ap.Recommendation(id="r/1", text="Act.")])
        dated = ap.Action(
            id="p/1", owner="suffolk", text="Hire.", answers=["r/1"], deadline="by 2015"
        )
        for tracks in ([], ["norfolk"]):
            held = register(
                tracks=tracks, reports=[undated], plans=[plan(actions=[dated])]
            ).record(update("p", DAY, status="complete"))
            assert not found(held, Rule.NO_DEADLINE_OR_TARGET)

    def test_a_plan_with_actions(self) -> None:
        """A plan that holds its actions needs no day for itself; an empty one does."""
        held = register(plans=[plan(deadline=None)])
        assert [one.partition(":")[0] for one in no_day(held)] == [
            "plans[0].actions[0]"
        ]
        empty = register(plans=[plan(deadline=None, actions=[])])
        assert [one.partition(":")[0] for one in no_day(empty)] == ["plans[0]"]

    def test_before_the_target(self) -> None:
        """A target that came later leaves an earlier day without one."""
        aim = ap.Target(item="p/1", on=DAY, by="norfolk", day=date(2014, 12, 31))
        held = recorded(aim)
        assert not no_day(held)
        assert not no_day(held, DAY)
        assert no_day(held, DAY - timedelta(days=1))

    def test_an_anchor_that_is_known(self) -> None:
        """A day that an event gives is known, and from its own day on."""
        received = ap.Event(item="p", on=DAY, by="norfolk", name="receipt")
        held = recorded(received, plans=[plan(deadline="P28D after receipt")])
        assert not found(held, Rule.DUE_DAY_UNKNOWN)
        assert not found(held, Rule.DUE_DAY_UNKNOWN, DAY)
        assert found(held, Rule.DUE_DAY_UNKNOWN, PUBLISHED)

    def test_an_anchor_of_what_has_ended(self) -> None:
        """Nobody needs to know when what has ended would have been due."""
        held = recorded(
            update("p", DAY, status="complete"),
            plans=[plan(deadline="P28D after receipt")],
        )
        assert not found(held, Rule.DUE_DAY_UNKNOWN)


def no_day(held: ap.Register, on: date | None = None) -> list[str]:
    """What has neither a deadline nor a target."""
    return found(held, Rule.NO_DEADLINE_OR_TARGET, on)


class TestWords:
    """The words are kept beside the rule, so anyone can see what was read and how."""

    @pytest.mark.parametrize(
        ("deadline", "stated"),
        [
            ("P6W after publication", "within six weeks"),
            ("P42D after publication", "within six weeks of publication"),
            ("P6W after receipt", "within six weeks"),
            ("P1Y after publication", "within twelve months of publication"),
            (
                "P10D after receipt working[scotland]",
                "within 10 working days of receipt",
            ),
            ("by 2014-09", "by September 2014, every police force must have a plan"),
            ("by 2014-09-30", "by September 2014"),
            ("every P3M from receipt until complete", "every three months"),
            ("P1D before next-meeting", "the day before the next meeting"),
            ("immediately", "take immediate action"),
            ("P6W after publication", "submit an action plan in good time"),
            (None, "as soon as possible"),
            (None, "within " + "six " * 30_000),
        ],
        ids=lambda value: str(value)[:40],
    )
    def test_words_that_agree(self, deadline: str | None, stated: str) -> None:
        """Words may mean the same in other units, or name no day to count from."""
        held = register(plans=[plan(deadline=deadline, stated=stated)])
        assert not found(held, Rule.STATED_OTHERWISE)

    @pytest.mark.parametrize(
        ("deadline", "stated", "said"),
        [
            (
                "P6W after publication",
                "within six weeks of receipt",
                "read as P6W after receipt, and the deadline is P6W after publication",
            ),
            (
                "P56D beginning publication",
                "within 56 days of its publication",
                "read as P56D after publication, and the deadline is P56D beginning "
                "publication",
            ),
            (
                "P10D after receipt",
                "within 10 working days of receipt",
                "read as P10D after receipt working, and the deadline is P10D after "
                "receipt",
            ),
            (
                "immediately",
                "Within six months the force should:",
                "read as P6M after publication, and the deadline is immediately",
            ),
            (
                None,
                "By 31 March 2015 all forces should",
                "read as by 2015-03-31, and it has no deadline",
            ),
            (
                "by 2014-04",
                "by April 2014 the College should, and by May 2015 forces should act",
                "give more than one deadline: by 2014-04; by 2015-05",
            ),
        ],
    )
    def test_words_that_differ(
        self, deadline: str | None, stated: str, said: str
    ) -> None:
        """Another rule, none at all, or more than one is named as it is read."""
        held = register(plans=[plan(deadline=deadline, stated=stated)])
        (problem,) = found(held, Rule.STATED_OTHERWISE)
        assert problem.startswith("plans[0]: the words '")
        assert problem.endswith(said)

    @pytest.mark.parametrize(
        ("own", "inner", "is_right"),
        [
            (
                {"stated": "within six months"},
                {"deadline": "P6M after publication"},
                True,
            ),
            (
                {"stated": "within six months"},
                {"deadline": "P3M after publication"},
                False,
            ),
            ({"stated": "within six months"}, {}, False),
            (
                {"stated": "within six months", "deadline": "P6M after publication"},
                {},
                True,
            ),
            (
                {"deadline": "P6M after publication"},
                {"stated": "within six months"},
                True,
            ),
            ({"deadline": "P6M after publication"}, {"stated": "at once"}, False),
        ],
        ids=repr,
    )
    def test_a_cause_and_its_recommendation(
        self, own: dict[str, str], inner: dict[str, str], *, is_right: bool
    ) -> None:
        """A cause's deadline is its recommendations' default, and theirs may be its."""
        inside = ap.Recommendation(id="r/c/1", text="Train.", **inner)  # type: ignore[arg-type]
        findings = [cause(recommendations=[inside], **own)]
        held = register(reports=[report(findings=findings)], plans=[])
        assert bool(found(held, Rule.STATED_OTHERWISE)) is not is_right

    def test_a_new_deadline(self) -> None:
        """The words of a new deadline are read like any other."""
        change = moved(DAY, stated="extended to 30 November 2014")
        assert not found(
            recorded(attrs.evolve(change, stated="by the end of October 2014")),
            Rule.STATED_OTHERWISE,
        )
        wrong = attrs.evolve(change, stated="by 30 November 2014")
        assert found(recorded(wrong), Rule.STATED_OTHERWISE) == [
            "log[0]: the words 'by 30 November 2014' read as by 2014-11-30, and the "
            "deadline is by 2014-10-31"
        ]
        assert not found(recorded(wrong, taken_back(wrong)), Rule.STATED_OTHERWISE)
