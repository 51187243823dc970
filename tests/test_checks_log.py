"""Checks of the log: who said what, of which day, and what was put off."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest

import actionplan as ap
from actionplan.checks import Rule
from checking import DAY, again, found, moved, recorded, response, taken_back
from registers import BODIES, NORFOLK, PUBLISHED, plan, register, report, update

MOMENT = datetime(2014, 9, 16, 9, 30, tzinfo=UTC)
MISTAKE = update("p", DAY, status="complete")


class TestDeferrals:
    """Target dates were increasingly deferred unilaterally, without an explanation.

    HM Treasury, DAO 02/20: departments must say so when it becomes clear that a date
    will be missed, and why.
    """

    BEFORE, DUE, AFTER = (date(2014, 10, day) for day in (9, 10, 11))

    @pytest.mark.parametrize(
        "entries",
        [
            [moved(DUE)],
            [moved(AFTER, asked=DUE)],
            [moved(BEFORE), moved(AFTER, by="hmic")],
            [moved(AFTER, refused_by="hmic")],
            [moved(AFTER), moved(AFTER, by="hmic", refused_by="hmic")],
        ],
        ids=repr,
    )
    def test_in_time(self, entries: list[Any]) -> None:
        """Asked for by the last day is in time, and what is refused moves nothing."""
        assert not found(recorded(*entries), Rule.DEADLINE_CHANGED_LATE)

    def test_late_once(self) -> None:
        """What was asked for late and then agreed is one problem, and not two."""
        held = recorded(moved(self.AFTER), moved(date(2014, 10, 20), by="hmic"))
        assert found(held, Rule.DEADLINE_CHANGED_LATE) == [
            "log[0]: a new deadline for p was asked for on Sat 11 Oct 2014, 1 day "
            "after the old one, Fri 10 Oct 2014"
        ]

    def test_what_was_asked_for_at_once(self) -> None:
        """There is no day before the one of publication, but there is one after."""
        longer = moved(DAY, "by 2014-12-31", item="r/1", by="hmic")
        assert not found(recorded(longer), Rule.DEADLINE_CHANGED_LATE)
        more = moved(date(2015, 1, 1), "by 2015-12-31", item="r/1")
        assert len(found(recorded(longer, more), Rule.DEADLINE_CHANGED_LATE)) == 1

    @pytest.mark.parametrize(
        "entries",
        [
            [moved(DUE)],
            [moved(BEFORE), moved(DUE, by="hmic", reason=None)],
            [moved(BEFORE, reason=None), moved(DUE, by="hmic")],
            [moved(BEFORE, reason=None, refused_by="hmic")],
        ],
        ids=repr,
    )
    def test_with_a_reason(self, entries: list[Any]) -> None:
        """Whoever asks or agrees may say why; what is refused needs no reason."""
        assert not found(recorded(*entries), Rule.DEADLINE_CHANGED_WITHOUT_REASON)

    def test_each_needs_its_reason(self) -> None:
        """The reason for one change is none for the next."""
        held = recorded(
            moved(self.BEFORE, by="hmic"),
            moved(self.DUE, "by 2015-12-31", by="hmic", reason=None),
        )
        assert found(held, Rule.DEADLINE_CHANGED_WITHOUT_REASON) == [
            "log[1]: no reason is given for the new deadline of p, by 2015-12-31"
        ]

    @pytest.mark.parametrize(
        "entries",
        [
            [moved(DUE)],
            [moved(BEFORE, "by 2014-10-10")],
            [moved(BEFORE, "by 2014-09-30", refused_by="hmic")],
            [moved(BEFORE, "by 2014-09-30"), moved(DUE, by="hmic")],
            [moved(BEFORE, "unspecified", by="hmic")],
            [moved(BEFORE, "by 2014-09-30", item="p/1", by="norfolk")],
            [
                moved(BEFORE, "every P1M from publication", by="hmic"),
                moved(date(2015, 1, 1), "by 2015-01-10", by="hmic"),
                update("p", date(2015, 6, 1), note="Sent."),
            ],
        ],
        ids=repr,
    )
    def test_not_brought_forward(self, entries: list[Any]) -> None:
        """The same day is none earlier, and of several the one agreed decides."""
        assert not found(recorded(*entries), Rule.DEADLINE_BROUGHT_FORWARD)


class TestStatuses:
    """`complete` says the owner, `assured` its overseer, `closed` whoever set it."""

    @pytest.mark.parametrize(
        ("by", "status", "who"),
        [
            ("norfolk", "complete", None),
            ("norfolk", "assured", "pcc"),
            ("norfolk", "closed", "hmic"),
            ("norfolk", "no-further-action", "hmic"),
            ("pcc", "in-progress", None),
            ("pcc", "assured", None),
            ("pcc", "withdrawn", "hmic"),
            ("hmic", "awaiting", None),
            ("hmic", "closed", None),
            ("suffolk", "in-progress", "norfolk"),
            ("suffolk", "assured", "pcc"),
        ],
    )
    def test_who_may_say_what(self, by: str, status: str, who: str | None) -> None:
        """The owner says least, its overseer more, and whoever set it anything."""
        held = recorded(update("r/1", DAY, by=by, status=status))
        words = status.replace("-", " ")
        expected = [f"log[0]: {by} says that r/1 is {words}, which is for {who} to say"]
        assert found(held, Rule.STATUS_BY_WRONG_BODY) == (expected if who else [])

    def test_nobody_oversees(self) -> None:
        """Where nobody oversees the owner, whoever set the item assures it."""
        held = register(reports=[report(about=["suffolk"])], plans=[]).record(
            update("r/1", DAY, by="suffolk", status="assured")
        )
        assert found(held, Rule.STATUS_BY_WRONG_BODY) == [
            "log[0]: suffolk says that r/1 is assured, which is for hmic to say"
        ]

    def test_successors(self) -> None:
        """Whichever body took the place of another speaks for it."""
        bodies = [
            ap.Body(id="hmicfrs", name="HMICFRS", kind="inspectorate"),
            attrs.evolve(BODIES[0], succeeded_by="hmicfrs"),
            *BODIES[1:],
        ]
        held = recorded(
            update("r/1", DAY, by="hmicfrs", status="closed"), bodies=bodies
        )
        assert not found(held, Rule.STATUS_BY_WRONG_BODY)

    def test_notes_and_mistakes(self) -> None:
        """Anybody may write a note, and what is taken back was never said."""
        mistake = update("r/1", DAY, status="closed")
        note = update("r/1", DAY, by="suffolk", note="We did the same.")
        held = recorded(note, mistake, taken_back(mistake))
        assert not found(held, Rule.STATUS_BY_WRONG_BODY)

    @pytest.mark.parametrize(
        "entries",
        [
            [update("r/1", DAY, status="complete")],
            [update("r/1", DAY, by="hmic", status="superseded")],
            [
                update("p/1", DAY, status="complete"),
                update("r/1", DAY, by="hmic", status="closed"),
            ],
            [
                update("r/1", DAY, by="hmic", status="closed"),
                update("r/1", DAY, by="hmic", status="in-progress"),
            ],
        ],
        ids=repr,
    )
    def test_not_closed_with_open_actions(self, entries: list[Any]) -> None:
        """What its owner says, what ended otherwise and what was reopened may be."""
        assert not found(recorded(*entries), Rule.CLOSED_WITH_OPEN_ACTIONS)

    def test_complete_by_the_setter(self) -> None:
        """The inspectorate's own word that a thing is complete is to close it."""
        held = recorded(update("r/1", DAY, by="hmic", status="complete"))
        assert found(held, Rule.CLOSED_WITH_OPEN_ACTIONS) == [
            "log[0]: r/1 is complete by the word of hmic on Wed 17 Sep 2014, while "
            "what answers it is open: p/1"
        ]

    def test_closed_too_early(self) -> None:
        """Actions done later leave the days before wrong, and the register right."""
        later = date(2014, 12, 1)
        held = recorded(
            update("r/1", DAY, by="hmic", status="closed"),
            update("p/1", later, status="complete"),
        )
        assert not found(held, Rule.CLOSED_WITH_OPEN_ACTIONS)
        assert found(held, Rule.CLOSED_WITH_OPEN_ACTIONS, DAY)
        assert not found(held, Rule.CLOSED_WITH_OPEN_ACTIONS, later)

    @pytest.mark.parametrize(
        ("answers", "owner", "named"),
        [
            ("r/1", "norfolk", ["r/1@norfolk"]),
            ("r/1", "pcc", ["r/1@norfolk", "r/1@suffolk"]),
            ("r/1@suffolk", "norfolk", ["r/1@suffolk"]),
        ],
    )
    def test_whose_item_an_action_answers(
        self, answers: str, owner: str, named: list[str]
    ) -> None:
        """An action of a body answers its own items, of others those that it names."""
        both = report(about=["norfolk", "suffolk"])
        action = ap.Action(id="p/1", owner=owner, text="Hire.", answers=[answers])
        other = attrs.evolve(action, id="p/2", answers=[answers, "r/1@pcc"])
        assert other.answers[0] == answers
        held = register(
            reports=[both], plans=[plan(owner=owner, actions=[action])]
        ).record(
            *(
                update(f"r/1@{body}", DAY, by="hmic", status="closed")
                for body in ("norfolk", "suffolk")
            )
        )
        closed = [
            one.item
            for one in ap.check(held)
            if one.rule is Rule.CLOSED_WITH_OPEN_ACTIONS
        ]
        assert closed == named

    def test_many_open_actions(self) -> None:
        """A long list of actions is cut short, and each is in it once."""
        actions = [
            ap.Action(
                id=f"p/{number}",
                owner="norfolk",
                text="Hire.",
                answers=["r/1", "r/1@norfolk"],
            )
            for number in range(6)
        ]
        held = register(plans=[plan(actions=actions)]).record(
            update("r/1", DAY, by="hmic", status="closed")
        )
        (problem,) = found(held, Rule.CLOSED_WITH_OPEN_ACTIONS)
        assert problem.endswith("is open: p/0, p/1, p/2 and 3 more")


class TestReinspection:
    """Where a cause of concern still exists it appears against later inspections.

    HMIC's register of recommendations, 2014 to 2019.
    """

    LATER = date(2015, 6, 1)

    @pytest.mark.parametrize(
        "entries",
        [
            [],
            [update("r/1", DAY, status="in-progress")],
            [update("r/1", LATER, status="complete")],
            [
                update("r/1", DAY, status="complete"),
                update("r/1", LATER, status="in-progress"),
                update("r/1", date(2016, 1, 1), status="complete"),
            ],
            [
                update("r/1", DAY, status="complete"),
                update("r/1", LATER, by="hmic", status="closed"),
            ],
            [
                update("r/1", DAY, status="complete"),
                update(
                    "r/1", LATER, by="hmic", status="superseded", superseded_by="r2/1"
                ),
            ],
        ],
        ids=repr,
    )
    def test_nothing_was_claimed(self, entries: list[Any]) -> None:
        """Done in time, reopened, or settled by whoever set it is no problem."""
        held = register(reports=[report(), again()]).record(*entries)
        assert not found(held, Rule.FOUND_NOT_DONE)

    def test_said_again(self) -> None:
        """That its owner says so again does not settle it."""
        held = register(reports=[report(), again()]).record(
            update("r/1", DAY, status="complete"),
            update("r/1", date(2015, 7, 1), status="complete"),
        )
        assert len(found(held, Rule.FOUND_NOT_DONE)) == 1

    def test_before_it_is_published(self) -> None:
        """An embargo is not leaked, and neither is a day before publication."""
        claim = update("r/1", DAY, status="complete")
        held = register(reports=[report(), again(None)]).record(claim)
        assert not found(held, Rule.FOUND_NOT_DONE)

    def test_for_another_body(self) -> None:
        """What is found at one force says nothing of another."""
        held = register(reports=[report(), again(addressed_to=["suffolk"])]).record(
            update("r/1", DAY, status="complete")
        )
        assert not found(held, Rule.FOUND_NOT_DONE)

    def test_for_a_successor(self) -> None:
        """What is found at the body that took its place is found again."""
        merged = attrs.evolve(NORFOLK, until=DAY, succeeded_by="suffolk")
        held = (
            register(reports=[report(), again(addressed_to=["suffolk"])])
            .replace(merged)
            .record(update("r/1", DAY, status="complete"))
        )
        assert len(found(held, Rule.FOUND_NOT_DONE)) == 1


class TestSuperseding:
    """Something else took its place, and not the thing itself."""

    def test_by_itself(self) -> None:
        """An item cannot take its own place, by its long id neither."""
        held = recorded(
            update(
                "r/1", DAY, by="hmic", status="superseded", superseded_by="r/1@norfolk"
            )
        )
        assert found(held, Rule.SUPERSEDED_IN_CIRCLE) == [
            "log[0]: r/1 is superseded by itself"
        ]

    def test_a_line(self) -> None:
        """A line of successors has an end, and two may have the same successor."""
        held = recorded(
            update("r/1", DAY, by="hmic", status="superseded", superseded_by="p/1"),
            update("p/1", DAY, status="superseded", superseded_by="p"),
        )
        assert not found(held, Rule.SUPERSEDED_IN_CIRCLE)

    def test_a_way_into_a_circle(self) -> None:
        """What leads into a circle is no part of it."""
        held = recorded(
            update("r/1", DAY, by="hmic", status="superseded", superseded_by="p"),
            update("p", DAY, by="hmic", status="superseded", superseded_by="p/1"),
            update("p/1", DAY, status="superseded", superseded_by="p"),
        )
        assert found(held, Rule.SUPERSEDED_IN_CIRCLE) == [
            "log[1]: p and p/1 are superseded by one another, in a circle"
        ]


class TestLog:
    """The log is only ever added to, and each entry says when."""

    ENDED = date(2017, 7, 18)

    @pytest.mark.parametrize(
        ("from_", "until", "is_right"),
        [
            (None, DAY, True),
            (DAY, None, True),
            (None, DAY - timedelta(days=1), False),
            (DAY + timedelta(days=1), None, False),
        ],
    )
    def test_the_days_of_a_body(
        self, from_: date | None, until: date | None, *, is_right: bool
    ) -> None:
        """A body acts on its first and last day, and on none before or after."""
        bodies = [*BODIES[:2], attrs.evolve(NORFOLK, from_=from_, until=until)]
        held = recorded(update("p", DAY, note="Begun."), bodies=[*bodies, BODIES[3]])
        assert bool(found(held, Rule.BODY_OUTSIDE_ITS_DAYS)) is not is_right

    def test_who_agreed(self) -> None:
        """A body that agrees or refuses acts, too, and each is named once."""
        gone = attrs.evolve(BODIES[0], until=PUBLISHED)
        for changes in ({"agreed_by": "hmic"}, {"refused_by": "hmic"}):
            held = recorded(moved(DAY, **changes), bodies=[gone, *BODIES[1:]])
            assert found(held, Rule.BODY_OUTSIDE_ITS_DAYS) == [
                "log[0]: hmic acts on Wed 17 Sep 2014, after its last day, "
                "Fri 29 Aug 2014"
            ]
        both = recorded(
            moved(DAY, by="hmic", agreed_by="hmic"), bodies=[gone, *BODIES[1:]]
        )
        assert len(found(both, Rule.BODY_OUTSIDE_ITS_DAYS)) == 1

    @pytest.mark.parametrize(
        ("recorded_at", "is_right"),
        [
            (datetime(2014, 9, 16, 23, 0, tzinfo=UTC), True),  # midnight in London
            (datetime(2014, 9, 16, 22, 59, tzinfo=UTC), False),
            (datetime(2014, 10, 1, tzinfo=UTC), True),
        ],
    )
    def test_the_clock_of_london(
        self, recorded_at: datetime, *, is_right: bool
    ) -> None:
        """British clocks are an hour ahead of UTC at most, which is no day ahead."""
        entry = update("p", DAY, note="Sent.", recorded=recorded_at)
        assert bool(found(recorded(entry), Rule.DATED_AHEAD)) is not is_right

    def test_what_may_lie_ahead(self) -> None:
        """A new deadline or an assignment may be recorded before it takes effect."""
        lead = ap.Assignment(
            item="p", on=DAY, by="norfolk", lead="Head of Crime", recorded=MOMENT
        )
        aim = ap.Target(
            item="p", on=DAY, by="norfolk", day=date(2014, 12, 1), recorded=MOMENT
        )
        held = recorded(moved(DAY, recorded=MOMENT), lead, aim)
        assert not found(held, Rule.DATED_AHEAD)
        received = ap.Event(
            item="p", on=DAY, by="norfolk", name="receipt", recorded=MOMENT
        )
        for entry in (received, response("p", DAY, recorded=MOMENT)):
            assert len(found(recorded(entry), Rule.DATED_AHEAD)) == 1

    def test_entries_in_a_row(self) -> None:
        """Entries in a row that do not say when they were recorded are one problem."""
        note = update("p", DAY, note="Begun.")
        said = attrs.evolve(note, recorded=datetime(2014, 9, 17, 9, tzinfo=UTC))
        other = update("r/1", DAY, note="Begun.")
        held = recorded(note, note, said, other, note)
        problems = [one for one in ap.check(held) if one.rule is Rule.RECORDED_MISSING]
        assert [(one.where, one.item) for one in problems] == [
            ("log[0]", "p"),
            ("log[3]", None),
        ]
        assert not found(recorded(said, said), Rule.RECORDED_MISSING)

    def test_in_the_order_of_recording(self) -> None:
        """The same moment is in place, and what has no moment says nothing of it."""
        first = update("p", DAY, note="Begun.", recorded=MOMENT + timedelta(days=1))
        none = update("p", date(2014, 1, 1), note="Asked.")
        held = recorded(first, none, first)
        assert not found(held, Rule.RECORDED_OUT_OF_PLACE)

    def test_one_slip_is_one_problem(self) -> None:
        """A moment far ahead does not put all that follow it out of place."""
        moments = [MOMENT + timedelta(days=days) for days in (1, 400, 2, 3, 4)]
        held = recorded(*(update("p", DAY, note="On.", recorded=at) for at in moments))
        assert [one.partition(":")[0] for one in out_of_place(held)] == ["log[2]"]

    def test_a_retraction_of_the_day_of_the_mistake(self) -> None:
        """A retraction of the day of the mistake or before leaves it no day."""
        for day in (DAY, DAY - timedelta(days=1)):
            held = recorded(MISTAKE, taken_back(MISTAKE, on=day))
            assert not found(held, Rule.RETRACTION_LATE)

    def test_a_retraction_that_was_a_mistake(self) -> None:
        """A late retraction that is itself taken back leaves nothing to mend."""
        late = taken_back(MISTAKE, on=date(2014, 9, 24))
        held = recorded(MISTAKE, late, taken_back(late))
        assert not found(held, Rule.RETRACTION_LATE)


def out_of_place(held: ap.Register) -> list[str]:
    """What was recorded before that which stands before it."""
    return found(held, Rule.RECORDED_OUT_OF_PLACE)
