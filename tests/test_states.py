"""What follows from the state of an item, and figures about many of them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import actionplan as ap
from actionplan.deadlines import Recurring
from actionplan.errors import InvalidValue, UnknownName
from actionplan.snapshot import Deferral, ItemState, OnTime, ratings
from actionplan.strategies import days, moments, registers
from actionplan.terms import Group, Outcome, Turn
from registers import BODIES, NORFOLK, PUBLISHED, moved, plan, register, report, update

DAY = date(2014, 9, 17)
LATER = date(2015, 9, 17)


def state_of(item: str, *entries: Any, on: date = LATER) -> ItemState:
    """The state that some entries give an item of the small register."""
    return register().record(*entries).at(on)[item]


class TestDeferrals:
    """Departments must say so when it becomes clear that a date will be missed.

    HM Treasury, DAO 02/20: target dates were deferred without explanation.
    """

    def test_asked_agreed_refused(self) -> None:
        """Each new deadline stands beside the day that it would have moved."""
        state = state_of(
            "p",
            moved("by 2014-10-31", date(2014, 10, 6)),
            moved("by 2014-10-24", date(2014, 10, 13), by="hmic"),
            moved("by 2014-12-31", date(2014, 10, 20), refused_by="hmic"),
            moved("by 2014-11-30", date(2014, 10, 27)),
        )
        assert [
            (str(one.outcome), one.asked.day, one.was, one.becomes, one.days)
            for one in state.deferrals
        ] == [
            ("asked", 6, date(2014, 10, 10), date(2014, 10, 31), 21),
            ("agreed", 6, date(2014, 10, 10), date(2014, 10, 24), 14),
            ("refused", 20, date(2014, 10, 24), date(2014, 12, 31), 68),
            ("asked", 27, date(2014, 10, 24), date(2014, 11, 30), 37),
        ]
        assert [one.in_time for one in state.deferrals] == [True, True, True, False]
        assert [len(state.agreed_changes), len(state.refused_changes)] == [1, 1]
        assert [str(one.deadline) for one in state.unanswered_changes] == [
            "by 2014-11-30"
        ]
        assert state.days_slipped == 14

    def test_the_entry_says_when_it_was_asked(self) -> None:
        """The day that an entry gives goes before the day of the entry."""
        asked = date(2014, 10, 1)
        change = moved("by 2014-11-30", date(2014, 10, 20), by="hmic", asked=asked)
        (deferral,) = state_of("p", change).deferrals
        assert (deferral.asked, deferral.in_time) == (asked, True)

    def test_a_second_request_stands_by_itself(self) -> None:
        """A late request is not in time because an earlier one was."""
        state = state_of(
            "p",
            moved("by 2014-10-31", date(2014, 10, 6)),
            moved("by 2014-12-31", date(2014, 11, 27)),
            moved("by 2014-12-31", date(2014, 12, 1), by="hmic"),
        )
        assert [one.in_time for one in state.deferrals] == [True, False, False]
        assert state.deferrals[2].asked == date(2014, 11, 27)

    def test_what_recurs(self) -> None:
        """What recurs does not slip, and its next day is that after the entry."""
        held = register(plans=[plan(deadline="every P1M from publication")])
        held = held.record(moved("every P2M from publication", DAY, by="hmic"))
        for on in (DAY, date(2014, 11, 1), LATER):
            state = held.at(on)["p"]
            (deferral,) = state.deferrals
            assert (deferral.was, deferral.becomes) == (
                date(2014, 9, 29),
                date(2014, 10, 29),
            )
            assert state.days_slipped == 0

    def test_nothing_was_due(self) -> None:
        """Without a day to move there is no distance, and no time to be in."""
        held = register(plans=[plan(deadline=None)])
        change = moved("by 2014-11-30", DAY, by="hmic")
        (deferral,) = held.record(change).at(LATER)["p"].deferrals
        assert (deferral.was, deferral.days, deferral.in_time) == (None, None, None)

    @given(register=registers(), on=days(), known=st.none() | moments())
    def test_the_last_one_that_was_agreed_counts(
        self, register: ap.Register, on: date, known: datetime | None
    ) -> None:
        """The chain of agreed changes leads from the first due day to the last."""
        for state in register.at(on, known):
            agreed = [one for one in state.deferrals if one.outcome is Outcome.AGREED]
            recurs = [isinstance(c.deadline, Recurring) for c in state.agreed_changes]
            if any(recurs) or isinstance(state.item.deadline, Recurring):
                continue  # its next day depends on the day that is looked from
            if agreed:
                assert agreed[-1].becomes == (state.due.day if state.due else None)
            for one, other in pairwise(agreed):
                assert one.becomes == other.was

    def test_north_devon(self) -> None:
        """Seven late items, each with an extension asked for, are seven late items."""
        findings = [
            ap.Recommendation(
                id=f"r/{number}", text="Act.", deadline="P6W after publication"
            )
            for number in range(7)
        ]
        held = register(reports=[report(findings=findings)], plans=[]).record(
            *(
                moved("by 2015-03-31", date(2014, 10, 9), item=f"r/{number}")
                for number in range(7)
            )
        )
        november = held.at(date(2014, 11, 1))
        assert len(november.overdue()) == 7
        granted = held.record(
            *(
                moved("by 2015-03-31", date(2014, 10, 20), item=one.id, by="hmic")
                for one in held.items
            )
        ).at(date(2014, 11, 1))
        assert len(granted.overdue()) == 0
        assert {state.days_overdue_originally for state in granted} == {22}
        assert granted.on_time("original").missed == 7

    def test_a_force_that_moves_its_own_target(self) -> None:
        """The owner's own aim excuses nothing, however often it moves."""
        aims = [
            ap.Target(item="p", on=day, by="norfolk", day=day + timedelta(days=60))
            for day in (date(2014, 10, 1), date(2014, 11, 1), date(2014, 12, 1))
        ]
        state = state_of("p", *aims, on=date(2014, 12, 2))
        assert (state.days_overdue, state.is_behind) == (53, False)


class TestTurns:
    """Open waits for the owner, then its overseer agrees, then whoever set it."""

    @pytest.mark.parametrize(
        ("item", "status", "turn", "body"),
        [
            ("r/1", "awaiting", Turn.OWNER, "norfolk"),
            ("r/1", "in-progress", Turn.OWNER, "norfolk"),
            ("r/1", "complete", Turn.OVERSEER, "pcc"),
            ("r/1", "assured", Turn.SETTER, "hmic"),
            ("r/1", "closed", None, None),
            ("r/1", "withdrawn", None, None),
            ("p", "complete", None, None),
            ("p/1", "assured", Turn.SETTER, "norfolk"),
            ("p", "assured", None, None),
        ],
    )
    def test_whose_turn(
        self, item: str, status: str, turn: Turn | None, body: str | None
    ) -> None:
        """The ladder says who acts next."""
        state = state_of(item, update(item, DAY, status=status))
        assert (state.turn, state.waits_for) == (turn, body)

    def test_nobody_oversees(self) -> None:
        """What nobody oversees waits for the body that set it."""
        alone = attrs.evolve(NORFOLK, overseen_by=None)
        held = register().replace(alone).record(update("r/1", DAY, status="complete"))
        assert held.at(DAY)["r/1"].turn is Turn.SETTER

    @given(register=registers(), on=days())
    def test_somebody_has_the_turn_until_the_end(
        self, register: ap.Register, on: date
    ) -> None:
        """An item waits for a body of the register until it has ended."""
        known = {body.id for body in register.bodies}
        for state in register.at(on):
            assert (state.turn is None) == (state.group is Group.ENDED)
            assert state.waits_for in (known if state.turn else {None})


class TestSuccessors:
    """A body that takes the place of another speaks for it from then on."""

    HMIC = ap.Body(
        id="hmic",
        name="HMIC",
        kind="inspectorate",
        until=date(2017, 7, 18),
        succeeded_by="hmicfrs",
    )
    HMICFRS = ap.Body(id="hmicfrs", name="HMICFRS", kind="inspectorate")
    ANGLIA = ap.Body(
        id="anglia", name="Anglia", kind="police-force", overseen_by="mayor"
    )
    MAYOR = ap.Body(id="mayor", name="Mayor", kind="local-policing-body")

    def held(self) -> ap.Register:
        """A register in which the inspectorate and the force have successors."""
        old = attrs.evolve(NORFOLK, until=date(2016, 3, 31), succeeded_by="anglia")
        return (
            register()
            .add(self.HMICFRS, self.MAYOR)
            .add(self.ANGLIA)
            .replace(self.HMIC, old)
        )

    def test_they_agree_and_accept(self) -> None:
        """A successor agrees to an extension, and accepts what its forerunner owed."""
        day = date(2018, 1, 1)
        held = self.held().record(
            moved("by 2018-06-30", day, by="anglia", agreed_by="hmicfrs"),
            ap.Response(item="r/1", on=day, by="anglia", acceptance="accepted"),
        )
        now = held.at(day)
        assert now["p"].due is not None
        assert now["p"].due.day == date(2018, 6, 30)
        assert now["r/1"].acceptance == "accepted"

    @pytest.mark.parametrize(
        ("on", "owner", "overseer", "setter"),
        [
            (date(2016, 3, 31), "norfolk", "pcc", "hmic"),
            (date(2016, 4, 1), "anglia", "mayor", "hmic"),
            (date(2018, 1, 1), "anglia", "mayor", "hmicfrs"),
        ],
    )
    def test_who_acts(self, on: date, owner: str, overseer: str, setter: str) -> None:
        """Whoever exists on the day acts, the last day of a body included."""
        parties = self.held().at(on)["r/1"].parties
        assert (parties.owner, parties.overseer, parties.setter) == (
            owner,
            overseer,
            setter,
        )

    def test_a_circle_of_successors(self) -> None:
        """Bodies that succeed each other do not stop a snapshot."""
        one = attrs.evolve(self.HMIC, until=None)
        other = attrs.evolve(self.HMICFRS, succeeded_by="hmic")
        held = register().add(other).replace(one)
        assert held.at(DAY)["r/1"].parties.setters == {"hmic", "hmicfrs"}


class TestHistory:
    """The way of an item as text, an entry a line."""

    def test_every_kind_of_entry(self) -> None:
        """Every entry is told in words, late and retracted ones marked."""
        mistake = update("p", DAY, status="complete", percent=100)
        late = datetime(2014, 9, 20, 9, tzinfo=UTC)
        state = state_of(
            "p",
            update("p", PUBLISHED, note="Begun\n at once.", rag="amber"),
            update("p", PUBLISHED, status="superseded", superseded_by="r/1"),
            update("p", PUBLISHED, evidence="Minutes.", recorded=late),
            ap.Response(
                item="p", on=DAY, by="norfolk", acceptance="not-applicable", reason="No"
            ),
            moved("by 2014-11-30", DAY, asked=PUBLISHED, agreed_by="hmic"),
            moved("by 2014-12-31", DAY, refused_by="hmic", reason="Illness."),
            ap.Target(item="p", on=DAY, by="norfolk", day=date(2014, 12, 1)),
            ap.Assignment(item="p", on=DAY, by="norfolk", lead="Head of Crime"),
            ap.Event(item="p", on=DAY, by="norfolk", name="case-closed"),
            mistake,
            ap.Retraction.of(mistake, by="norfolk", reason="Wrong item."),
        )
        assert state.history.splitlines() == [
            "Fri 29 Aug 2014, norfolk: rated amber; Begun at once.",
            "Fri 29 Aug 2014, norfolk: superseded by r/1",
            "Fri 29 Aug 2014, norfolk: evidence: Minutes. "
            "(recorded 20 Sep 2014 09:00 UTC)",
            "Wed 17 Sep 2014, norfolk: not applicable; No",
            "Wed 17 Sep 2014, norfolk: deadline by 2014-11-30 (asked 29 Aug 2014); "
            "agreed by hmic",
            "Wed 17 Sep 2014, norfolk: deadline by 2014-12-31; refused by hmic; "
            "Illness.",
            "Wed 17 Sep 2014, norfolk: aims at Mon 1 Dec 2014",
            "Wed 17 Sep 2014, norfolk: Head of Crime leads",
            "Wed 17 Sep 2014, norfolk: case closed",
            "Wed 17 Sep 2014, norfolk: complete; 100% done (taken back)",
            "Wed 17 Sep 2014, norfolk: takes back what norfolk said (complete; 100% "
            "done); Wrong item.",
        ]
        elsewhere = ap.Retraction.of(update("p", LATER, note="x"), by="norfolk")
        known = datetime(2015, 9, 17, tzinfo=UTC)
        alone = attrs.evolve(elsewhere, on=DAY)
        held = register().record(update("p", LATER, note="x"), alone)
        told = held.at(DAY, known)["p"].history
        assert told.startswith("Wed 17 Sep 2014, norfolk: takes back ")

    @given(register=registers(), on=days(), known=st.none() | moments())
    def test_a_line_an_entry(
        self, register: ap.Register, on: date, known: datetime | None
    ) -> None:
        """Every entry that is known has one line, whatever its text holds."""
        for state in register.at(on, known):
            told = len(state.entries) + len(state.retracted)
            assert len(state.history.split("\n")) == max(1, told)


class TestRungs:
    """Complete, assured and closed: three days, and by whose word."""

    def test_by_name(self) -> None:
        """Each rung is found by its name, while it stands."""
        state = state_of(
            "r/1",
            update("r/1", date(2014, 9, 8), status="complete"),
            update("r/1", date(2014, 12, 1), status="closed", by="hmic"),
        )
        assert state.completed is not None
        assert state.closed is not None
        assert (state.completed.days, state.assured, state.closed.by) == (
            10,
            None,
            "hmic",
        )

    def test_a_successor_is_forgotten(self) -> None:
        """What was opened again and is superseded once more has no old successor."""
        state = state_of(
            "r/1",
            update("r/1", DAY, status="superseded", superseded_by="p/1"),
            update("r/1", DAY, status="in-progress"),
            update("r/1", DAY, status="superseded"),
        )
        assert (state.status, state.superseded_by) == ("superseded", None)

    def test_taking_back_says_nothing_new(self) -> None:
        """A retraction is no report, and no news of an item."""
        mistake = update("p", date(2014, 9, 20), note="Sent.")
        back = ap.Retraction.of(mistake, by="norfolk")
        held = register(plans=[plan(deadline="every P1M from publication")])
        state = held.record(mistake, back).at(date(2014, 10, 1))["p"]
        assert (state.missed, state.updated) == ((date(2014, 9, 29),), None)

    def test_reports_end_with_the_item(self) -> None:
        """What has ended misses no report, whatever is noted later, and has no next."""
        held = register(plans=[plan(deadline="every P1M from publication")]).record(
            update("p", date(2014, 9, 20), status="complete"),
            update("p", date(2015, 6, 1), note="Filed."),
        )
        state = held.at(LATER)["p"]
        assert (state.missed, state.next_report) == ((), None)
        assert state.due is not None
        assert state.due.day == date(2014, 9, 29)

    def test_reports_until_complete(self) -> None:
        """Reports that are asked for until it is complete end when it is."""
        finding = ap.Recommendation(
            id="r/1", text="x", deadline="every P1M from publication until complete"
        )
        held = register(reports=[report(findings=[finding])]).record(
            update("r/1", date(2014, 9, 20), status="complete"),
            update("r/1", date(2014, 12, 20), status="assured", by="pcc"),
        )
        assert held.at(LATER)["r/1"].missed == ()
        again = held.record(update("r/1", date(2015, 8, 1), status="in-progress"))
        assert len(again.at(LATER)["r/1"].missed) > 1

    def test_timing(self) -> None:
        """A state says how it stands with its day, and what was asked for at once."""
        now = register().at(DAY)
        assert now["r/1"].timing == (
            "Immediate action asked Fri 29 Aug 2014; 19 days on, not reported complete"
        )
        assert now["p"].timing.startswith("Due in 23 days: 42 days after")

    def test_the_next_report(self) -> None:
        """What recurs has a next reporting day; what is due once has none."""
        held = register(plans=[plan(deadline="every P3M from publication")])
        report_due = held.at(DAY)["p"].next_report
        assert report_due is not None
        assert report_due.day == date(2014, 11, 29)
        assert register().at(DAY)["p"].next_report is None


class TestRatings:
    """A rating is a function, because every body has its own rule."""

    @pytest.mark.parametrize(
        ("entries", "colour"),
        [
            ([], "amber"),
            ([update("p", DAY, status="complete")], "green"),
            ([moved("by 2014-09-16", DAY, by="hmic")], "red"),
            ([moved("by 2014-12-31", DAY, by="hmic")], "green"),
            ([moved("by 2014-10-16", DAY, by="hmic")], "green"),
            ([moved("by 2014-10-15", DAY, by="hmic")], "amber"),
            (
                [
                    moved("by 2014-12-31", DAY, by="hmic"),
                    moved("by 2015-12-31", DAY),
                ],
                "amber",
            ),
            (
                [
                    moved("by 2014-12-31", DAY, by="hmic"),
                    ap.Target(
                        item="p", on=DAY, by="norfolk", day=DAY - timedelta(days=1)
                    ),
                ],
                "amber",
            ),
        ],
        ids=repr,
    )
    def test_by_dates(self, entries: list[Any], colour: str) -> None:
        """Late is red; late soon, behind or about to move is amber."""
        assert ratings.by_dates(state_of("p", *entries, on=DAY)) == colour
        held = register().record(*entries).at(DAY).where(id="p")
        assert held.ratings() == {"p": colour}

    @pytest.mark.parametrize(
        ("item", "entry", "colour"),
        [
            ("r/1", None, "red"),
            ("p", None, "amber"),
            ("p", update("p", DAY, status="complete"), "green"),
            ("p", update("p", DAY, status="no-further-action"), "white"),
            (
                "p",
                ap.Response(
                    item="p", on=DAY, by="norfolk", acceptance="not-applicable"
                ),
                "white",
            ),
        ],
        ids=repr,
    )
    def test_city_of_london(self, item: str, entry: Any, colour: str) -> None:
        """White is nobody's to do, green is done, red is late, amber is the rest."""
        entries = [entry] if entry else []
        assert ratings.city_of_london(state_of(item, *entries, on=DAY)) == colour

    @pytest.mark.parametrize(
        ("percent", "colour", "late_colour"),
        [
            (None, "red", "red"),
            (25, "red", "red"),
            (26, "amber", "red"),
            (49, "amber", "red"),
            (50, "amber", "amber"),
            (75, "amber", "amber"),
            (76, "green", "green"),
        ],
    )
    def test_reading(self, percent: int | None, colour: str, late_colour: str) -> None:
        """At 25 % red, at 75 % amber, and below half and late always red."""
        entry = update("p", DAY, percent=percent, note="x")
        assert ratings.reading(state_of("p", entry, on=DAY)) == colour
        assert ratings.reading(state_of("p", entry, on=LATER)) == late_colour
        assert ratings.reading(state_of("p", update("p", DAY, status="closed"))) is None


class TestFigures:
    """Figures about many items add up to the number of items."""

    @pytest.mark.parametrize(
        ("entries", "field"),
        [
            ([update("p", date(2014, 10, 10), status="complete")], "met"),
            ([update("p", date(2014, 10, 11), status="complete")], "missed"),
            ([], "missed"),
            ([moved("by 2016", DAY, by="hmic")], "waiting"),
            ([moved("every P1M from publication", DAY, by="hmic")], "unjudged"),
            ([moved("immediately", DAY, by="hmic")], "unjudged"),
            ([moved("unspecified", DAY, by="hmic")], "unjudged"),
            ([update("p", DAY, status="withdrawn")], "unjudged"),
            (
                [
                    update("p", DAY, status="complete"),
                    update("p", DAY, status="superseded"),
                ],
                "unjudged",
            ),
            (
                [
                    update("p", DAY, status="complete"),
                    update("p", DAY, status="awaiting"),
                ],
                "missed",
            ),
        ],
        ids=repr,
    )
    def test_on_time(self, entries: list[Any], field: str) -> None:
        """The last day itself is in time, and only what has one can meet it."""
        found = register().record(*entries).at(LATER).where(id="p").on_time()
        assert getattr(found, field) == found.judged + found.waiting + found.unjudged

    def test_against_the_first_day(self) -> None:
        """An extension is met by what the first day was missed by."""
        held = register().record(
            moved("by 2014-10-31", DAY, by="hmic"),
            update("p", date(2014, 10, 20), status="complete"),
        )
        now = held.at(LATER).where(id="p")
        assert (now.on_time().share, now.on_time("original").share) == (1.0, 0.0)
        assert OnTime().share is None
        with pytest.raises(UnknownName, match="use current or original"):
            now.on_time("revised")

    def test_each_day_by_its_own_rule(self) -> None:
        """Immediate action has no last day to meet, before and after it is changed."""
        held = register().record(
            moved("by 2015-01-31", DAY, by="hmic", item="r/1"),
            update("r/1", date(2014, 12, 1), status="complete"),
        )
        now = held.at(LATER).where(id="r/1")
        assert (now.on_time().met, now.on_time("original").unjudged) == (1, 1)

    def test_month_ends(self) -> None:
        """Ages and silence count on from the item's day, as its deadline does."""
        held = register(reports=[report(published=date(2023, 2, 28))], plans=[])
        on = date(2023, 3, 31)
        assert list(held.at(on).ageing(["P1M"]).values()) == [0, 1]
        assert len(held.at(on).stale("P1M")) == 1
        assert len(held.at(date(2023, 3, 28)).stale("P1M")) == 0

    @pytest.mark.parametrize(
        "ask",
        [
            lambda now: now.ageing(None),
            lambda now: now.ageing(["a month"]),
            lambda now: now.stale(3),
            lambda now: now.due_within(None),
            lambda now: now.ratings("red"),
            lambda now: now.having("x"),
            lambda now: now.counts_by(lambda _: ["red"]),
        ],
        ids=list("abcdefg"),
    )
    def test_bad_questions(self, ask: Callable[[Any], object]) -> None:
        """What is no period, function or colour is refused."""
        with pytest.raises(InvalidValue):
            ask(register().at(DAY))

    @pytest.mark.parametrize(
        "ask",
        [lambda now: now.on_time([]), lambda now: now.counts_by([])],
        ids=list("ab"),
    )
    def test_names_that_are_none(self, ask: Callable[[Any], object]) -> None:
        """What is no name is refused like an unknown one."""
        with pytest.raises(UnknownName):
            ask(register().at(DAY))

    def test_ages(self) -> None:
        """The day a month ago is in the band up to a month, and the one before not."""
        bands = ["P1M", "P1Y"]
        day = date(2014, 9, 29)
        assert register().at(day).ageing(bands) == {
            "up to 1 month": 3,
            "over 1 month to 1 year": 0,
            "over 1 year": 0,
        }
        later = register().at(day + timedelta(days=1)).ageing(bands)
        assert list(later.values()) == [0, 3, 0]

    @pytest.mark.parametrize("bounds", [[], ["P1Y", "P1M"], ["P1M", "P1M"]], ids=repr)
    def test_bounds_that_do_not_grow(self, bounds: list[str]) -> None:
        """Bands that do not follow each other are refused."""
        with pytest.raises(InvalidValue, match="from short to long"):
            register().at(DAY).ageing(bounds)

    @given(register=registers(), on=days())
    def test_they_add_up(self, register: ap.Register, on: date) -> None:
        """Every figure counts every item once."""
        now = register.at(on)
        assert sum(now.ageing().values()) == len(now)
        for against in ("current", "original"):
            assert sum(attrs.astuple(now.on_time(against))) == len(now)
        for rate in (ratings.by_dates, ratings.city_of_london, ratings.reading):
            assert sum(now.counts_by(rate).values()) == len(now)
        for key in ("owner", "addressee", "report", "finding", "plan", "acceptance"):
            assert sum(now.counts_by(key).values()) == len(now)


class TestRemits:
    """What a meeting can ask about, and whose a national finding is."""

    def test_meetings(self) -> None:
        """A meeting asks about its own body, and those which that body oversees."""
        start = datetime(2014, 9, 17, 10)  # noqa: DTZ001 - the clock in the room
        meeting = ap.ScrutinyMeeting(
            id="m",
            title="Accountability",
            body="pcc",
            start=start,
            end=start.replace(hour=12),
            zone="Europe/London",
        )
        findings = [
            ap.Recommendation(
                id="r/1", text="Act.", addressed_to=["norfolk", "suffolk", "pcc"]
            )
        ]
        held = register(
            reports=[report(findings=findings)], plans=[], meetings=[meeting]
        )
        now = held.at(DAY)
        asked = [state.item.owner for state in now.where(meeting="m")]
        assert asked == ["norfolk", "pcc"]
        assert now.counts_by("meeting") == {"m": 2, None: 1}
        with pytest.raises(UnknownName, match="there is no meeting"):
            now.where(meeting="m2")

    def test_addressees(self) -> None:
        """A plan has an owner, and no addressee."""
        now = register().at(DAY)
        assert [state.item.id for state in now.where(addressee="norfolk")] == ["r/1"]
        assert [state.item.id for state in now.where(plan="p")] == ["p", "p/1"]

    def test_a_national_thematic_report(self) -> None:
        """One finding for 43 forces is one item in a force's register, 43 in all."""
        forces = [
            ap.Body(id=f"force-{number}", name=f"Force {number}", kind="police-force")
            for number in range(1, 44)
        ]
        thematic = report(
            id="t",
            about=[force.id for force in forces],
            findings=[ap.Recommendation(id="t/7", text="Act.")],
        )
        national = ap.Register(bodies=[*BODIES, *forces], reports=[thematic])
        national = national.record(
            *(
                update(f"t/7@force-{number}", DAY, status="closed", by="hmic")
                for number in range(1, 11)
            )
        )
        now = national.at(DAY)
        assert len(now.where(finding="t/7")) == 43
        assert len(now.where(finding="t/7", status="closed")) == 10
        assert now.counts_by("owner") == {force.id: 1 for force in forces}
        own = attrs.evolve(national, tracks=["force-7"])
        assert [state.item.id for state in own.at(DAY)] == ["t/7@force-7"]


def test_a_deferral_compares_by_content() -> None:
    """Two deferrals of the same entry are equal."""
    change = moved("by 2014-10-31", DAY)
    one, other = state_of("p", change), state_of("p", change)
    assert one.deferrals == other.deferrals
    assert isinstance(one.deferrals[0], Deferral)
    assert hash(one) == hash(other)
