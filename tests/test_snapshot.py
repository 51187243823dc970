"""Snapshots: the fold of the log, and the questions that it answers."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import actionplan as ap
from actionplan.errors import InvalidValue, UnknownName
from actionplan.items import Item
from actionplan.periods import Period
from actionplan.snapshot import ROW_KEYS
from actionplan.strategies import days, entries, moments, registers
from actionplan.terms import Group
from registers import EXAMPLES, HMIC, NORFOLK, PUBLISHED, plan, register, report, update

DAY = date(2014, 9, 17)
TICK, DAY_LONG, YEAR = timedelta.resolution, timedelta(days=1), timedelta(days=365)


def naive(
    register: ap.Register, item: str, on: date, known: datetime | None
) -> dict[str, Any]:
    """What is known of an item, by reading the whole log for it once more."""
    wanted = register.item(item)
    seen = sorted(
        (entry.on, entry.recorded or datetime.combine(entry.on, time(), UTC), place)
        for place, entry in enumerate(register.log)
        if register.item(entry.item) == wanted
    )
    log = [
        register.log[place]
        for day, moment, place in seen
        if day <= on and (known is None or moment <= known)
    ]
    state: dict[str, Any] = dict.fromkeys(
        ("percent", "rag", "note", "evidence", "acceptance", "target")
    )
    state |= {"status": "awaiting", "deadline": str(wanted.deadline)}
    state["lead"] = wanted.source.lead if isinstance(wanted.source, ap.Action) else None
    for entry in log:
        if not is_taken_back(entry, log):
            state |= said_by(entry, wanted, register)
    return state


def heirs(register: ap.Register, *names: str) -> set[str]:
    """Some bodies, and all that took the place of one of them."""
    after = {body.id: body.succeeded_by for body in register.bodies}
    found = set(names)
    while more := {after[name] for name in found} - found - {None}:
        found |= {name for name in more if name}
    return found


def said_by(entry: Any, item: Item, register: ap.Register) -> dict[str, Any]:
    """What one entry changes, read off the fields by their names."""
    setters = heirs(register, *item.setters)
    names = ("status", "percent", "rag", "note", "evidence", "lead")
    said = {name: getattr(entry, name, None) for name in names}
    if isinstance(entry, ap.Response) and entry.by in heirs(register, item.owner):
        said["acceptance"] = entry.acceptance
    if isinstance(entry, ap.Target):
        said["target"] = entry.day
    if isinstance(entry, ap.DeadlineChange) and entry.refused_by not in setters:
        agreed = {entry.by, entry.agreed_by} & setters
        said["deadline"] = str(entry.deadline) if agreed else None
    return {name: value for name, value in said.items() if value is not None}


def is_taken_back(entry: Any, log: list[Any]) -> bool:
    """Whether a retraction that counts names an entry."""
    return any(
        isinstance(other, ap.Retraction)
        and other.entry == entry.digest
        and not is_taken_back(other, log)
        for other in log
    )


class TestFold:
    """The order of the log.

    Entries are folded in the order of day, moment of recording, and place; each
    field by itself, the last entry that gives it winning.
    """

    @given(register=registers(max_entries=8), on=days(), known=st.none() | moments())
    def test_as_a_naive_reader_would(
        self, register: ap.Register, on: date, known: datetime | None
    ) -> None:
        """The fold of any log is what a reader of the whole log finds."""
        for state in register.at(on, known):
            told = naive(register, state.item.id, on, known)
            for name, value in told.items():
                found = getattr(state, name)
                assert (str(found) if name == "deadline" else found) == value

    @given(register=registers(), on=days(), known=st.none() | moments())
    def test_groups_partition(
        self, register: ap.Register, on: date, known: datetime | None
    ) -> None:
        """Open, pending and ended are all there is, and share nothing."""
        now = register.at(on, known)
        parts = [now.open(), now.pending(), now.ended()]
        ids = [state.item.id for part in parts for state in part]
        assert sorted(ids) == sorted(state.item.id for state in now)
        assert sum(now.counts().values()) == len(now)
        assert {state.item.id for state in now.overdue()} <= {
            state.item.id for state in now.open()
        }

    @given(register=registers(), on=days())
    def test_what_is_not_published_is_not_there(
        self, register: ap.Register, on: date
    ) -> None:
        """No snapshot holds an item before its day, or of a body not tracked."""
        for state in register.at(on):
            assert state.item.opened is not None
            assert state.item.opened <= on
            assert not register.tracks or state.item.owner in register.tracks

    def test_two_statuses_on_one_day(self) -> None:
        """The later place in the log wins on one day without moments."""
        made = register().record(
            update("r/1", DAY, status="in-progress"),
            update("r/1", DAY, status="awaiting"),
        )
        assert made.at(DAY)["r/1"].status == "awaiting"

    def test_a_back_dated_update(self) -> None:
        """What arrives late changes what was, and not what was known."""
        late = update(
            "r/1",
            date(2014, 9, 1),
            status="complete",
            recorded=datetime(2014, 10, 5, tzinfo=UTC),
        )
        made = register().record(late)
        papers = datetime(2014, 9, 10, 17, tzinfo=UTC)
        assert made.at(DAY, known=papers)["r/1"].status == "awaiting"
        assert made.at(DAY)["r/1"].status == "complete"

    def test_both_ends_are_included(self) -> None:
        """An entry counts on its own day, and at its own moment."""
        moment = datetime(2014, 9, 17, 9, 30, tzinfo=UTC)
        made = register().record(update("r/1", DAY, percent=5, recorded=moment))
        assert made.at(DAY, known=moment)["r/1"].percent == 5

    def test_before_publication(self) -> None:
        """Steps taken before publication count from publication on."""
        made = register().record(update("r/1", date(2014, 7, 1), status="in-progress"))
        assert "r/1" not in made.at(date(2014, 8, 28))
        assert made.at(PUBLISHED)["r/1"].status == "in-progress"

    def test_a_retraction_that_is_taken_back(self) -> None:
        """When a retraction was the mistake, the entry counts again."""
        first = update("r/1", DAY, status="complete")
        back = ap.Retraction(item="r/1", on=DAY, by="norfolk", entry=first.digest)
        undo = ap.Retraction(item="r/1", on=DAY, by="norfolk", entry=back.digest)
        made = register().record(first, back)
        assert made.at(DAY)["r/1"].status == "awaiting"
        assert made.at(DAY)["r/1"].retracted == (first,)
        assert made.record(undo).at(DAY)["r/1"].status == "complete"

    def test_the_order_of_retractions(self) -> None:
        """A retraction is taken back on whatever days the two are dated."""
        first = update("r/1", DAY, status="complete")
        back = ap.Retraction(item="r/1", on=DAY, by="norfolk", entry=first.digest)
        undo = ap.Retraction(
            item="r/1", on=date(2014, 9, 1), by="norfolk", entry=back.digest
        )
        made = register().record(first, back, undo)
        assert made.at(DAY)["r/1"].status == "complete"
        assert made.at(DAY)["r/1"].retracted == (back,)

    def test_a_retraction_was_not_always_known(self) -> None:
        """Before a retraction is recorded, the mistake still counts."""
        first = update("r/1", DAY, status="complete")
        back = ap.Retraction(
            item="r/1",
            on=DAY,
            by="norfolk",
            entry=first.digest,
            recorded=datetime(2014, 10, 1, tzinfo=UTC),
        )
        made = register().record(first, back)
        before = datetime(2014, 9, 20, tzinfo=UTC)
        assert made.at(DAY, known=before)["r/1"].status == "complete"

    def test_reopened_items_have_no_successor(self) -> None:
        """A successor is forgotten when the item is open again."""
        made = register().record(
            update("r/1", DAY, status="superseded", superseded_by="p/1"),
        )
        assert made.at(DAY)["r/1"].superseded_by == "p/1"
        again = made.record(update("r/1", DAY, status="in-progress"))
        assert again.at(DAY)["r/1"].superseded_by is None


class TestKnowledge:
    """Late knowledge never rewrites what the papers knew.

    `register.at(on, known)` folds the entries whose `on` and `recorded` are not later
    than the asked ones, both ends included.
    """

    @given(data=st.data(), register=registers(min_items=1), on=days(), known=moments())
    def test_what_is_recorded_later(
        self, data: st.DataObject, register: ap.Register, on: date, known: datetime
    ) -> None:
        """An entry recorded after a moment changes nothing that was known then."""
        entry = data.draw(entries(register))
        late = attrs.evolve(
            entry, recorded=known + data.draw(st.timedeltas(TICK, YEAR))
        )
        assert register.record(late).at(on, known) == register.at(on, known)

    @given(
        data=st.data(),
        register=registers(min_items=1),
        on=days(),
        known=st.none() | moments(),
    )
    def test_what_takes_effect_later(
        self,
        data: st.DataObject,
        register: ap.Register,
        on: date,
        known: datetime | None,
    ) -> None:
        """An entry with effect after a day changes nothing on that day."""
        entry = data.draw(entries(register))
        ahead = attrs.evolve(entry, on=on + data.draw(st.timedeltas(DAY_LONG, YEAR)))
        assert register.record(ahead).at(on, known) == register.at(on, known)

    @given(data=st.data(), register=registers(min_items=1), on=days())
    def test_all_that_is_known(
        self, data: st.DataObject, register: ap.Register, on: date
    ) -> None:
        """Asked for a moment after all recording, a register says all that it knows."""
        last = max((e.known_from for e in register.log), default=data.draw(moments()))
        then, now = register.at(on, last), register.at(on)
        assert then.states == now.states


class TestDeadlines:
    """The due date moves only when the setter agreed; the original never moves."""

    @pytest.mark.parametrize(
        ("change", "moved"),
        [
            ({"by": "norfolk"}, False),
            ({"by": "norfolk", "agreed_by": "pcc"}, False),
            ({"by": "norfolk", "agreed_by": "hmic"}, True),
            ({"by": "hmic"}, True),
            ({"by": "hmic", "refused_by": "hmic"}, False),
        ],
        ids=repr,
    )
    def test_who_may_move_it(self, change: dict[str, Any], moved: bool) -> None:
        """Neither the owner nor its overseer moves a deadline that is not theirs."""
        new = ap.DeadlineChange(item="p", on=DAY, deadline="by 2014-10-31", **change)
        state = register().record(new).at(DAY)["p"]
        assert state.due is not None
        assert state.original_due is not None
        assert state.original_due.day == date(2014, 10, 10)
        assert state.due.day == date(2014, 10, 31 if moved else 10)

    def test_targets_move_nothing(self) -> None:
        """A force that moves its own aim is still overdue."""
        made = register().record(
            ap.Target(item="r/1", on=DAY, by="norfolk", day=date(2014, 9, 30))
        )
        early, late = made.at(DAY)["r/1"], made.at(date(2014, 10, 1))["r/1"]
        assert (early.is_overdue, early.is_behind) == (True, False)
        assert (late.is_overdue, late.days_behind) == (True, 1)
        assert [state.item.id for state in made.at(date(2014, 10, 1)).behind()] == [
            "r/1"
        ]

    def test_events_date_anchors(self) -> None:
        """A deadline that counts from an event is dated once the event is recorded."""
        made = register(plans=[plan(deadline="P28D after case-closed")])
        state = made.at(DAY)["p"]
        assert state.due is None
        assert made.at(DAY).undated == {"p": state.undated}
        assert "no day is known for 'case-closed'" in str(state.undated)
        closed = ap.Event(item="p", on=DAY, by="norfolk", name="case-closed")
        due = made.record(closed).at(DAY)["p"].due
        assert due is not None
        assert due.day == date(2014, 10, 15)

    def test_events_do_not_move_what_is_given(self) -> None:
        """No event moves a day of publication, nor what was due at first."""
        made = register(plans=[plan(deadline="P28D after case-closed")])
        first = made.record(
            ap.Event(item="p", on=DAY, by="norfolk", name="case-closed")
        )
        again = first.record(
            ap.Event(item="p", on=date(2014, 9, 20), by="norfolk", name="case-closed"),
            ap.Event(item="r/1", on=DAY, by="norfolk", name="publication"),
        )
        state = again.at(date(2014, 10, 1))["p"]
        assert state.due is not None
        assert state.original_due is not None
        assert state.due.day == date(2014, 10, 18)
        assert state.original_due.day == date(2014, 10, 15)
        assert again.at(DAY)["r/1"].days_overdue == 19

    def test_stated_words_go_with_the_deadline(self) -> None:
        """A recommendation states its cause's words, and a change its own."""
        cause = ap.CauseOfConcern(
            id="c",
            text="x",
            deadline="immediately",
            stated="at once",
            recommendations=[ap.Recommendation(id="c/1", text="x")],
        )
        made = register(reports=[report(findings=[cause])], plans=[])
        assert made.at(DAY)["c/1"].stated == "at once"
        assert made.at(DAY)["c"].stated is None
        change = ap.DeadlineChange(
            item="c/1", on=DAY, by="hmic", deadline="by 2015", stated="in 2015"
        )
        assert made.record(change).at(DAY)["c/1"].stated == "in 2015"

    def test_acceptance_is_an_anchor(self) -> None:
        """Only the owner's own acceptance starts a period that counts from it."""
        made = register(plans=[plan(deadline="P28D after acceptance")])
        for by, acceptance in [("hmic", "accepted"), ("norfolk", "rejected")]:
            made = made.record(
                ap.Response(item="p", on=DAY, by=by, acceptance=acceptance)
            )
        assert made.at(DAY)["p"].due is None
        assert made.at(DAY)["p"].acceptance == "rejected"
        yes = ap.Response(item="p", on=DAY, by="norfolk", acceptance="partly")
        assert made.record(yes).at(DAY)["p"].due is not None

    def test_one_item_does_not_stop_a_snapshot(self) -> None:
        """A due day after all years leaves one item undated, and no other."""
        made = register(plans=[plan(deadline="P10Y after 2999-12-31")])
        assert list(made.at(DAY).undated) == ["p"]
        assert len(made.at(DAY)) == 3

    def test_the_last_day_is_in_time(self) -> None:
        """On its last day a plan is not overdue, and on the next it is."""
        last = register().at(date(2014, 10, 10))["p"]
        late = register().at(date(2014, 10, 11))["p"]
        assert (last.days_overdue, late.days_overdue) == (0, 1)

    @pytest.mark.parametrize(
        ("item", "status", "group"),
        [
            ("r/1", "complete", Group.PENDING),
            ("p/1", "complete", Group.PENDING),
            ("p", "complete", Group.ENDED),
            ("p", "in-progress", Group.OPEN),
            ("r/1", "assured", Group.PENDING),
            ("r/1", "closed", Group.ENDED),
        ],
    )
    def test_where_things_end(self, item: str, status: str, group: Group) -> None:
        """A plan ends when it is complete; a recommendation waits for others."""
        state = register().record(update(item, DAY, status=status)).at(DAY)[item]
        assert state.group is group
        assert (state.is_open, state.is_pending, state.is_ended) == (
            group is Group.OPEN,
            group is Group.PENDING,
            group is Group.ENDED,
        )


class TestQuestions:
    """A snapshot answers by item, by part, and in figures."""

    def test_norfolk_on_the_day_of_the_meeting(self) -> None:
        """On 17 September 2014 the immediate item is late, the plan due in 23 days."""
        now = ap.load(EXAMPLES / "norfolk_2014.json").at(DAY)
        assert [state.item.id for state in now.overdue()] == ["norfolk-2014/1"]
        plan_state = now["norfolk-2014/plan"]
        assert plan_state.due is not None
        assert (plan_state.due.day - DAY).days == 23
        assert (plan_state.is_open, plan_state.is_overdue) == (True, False)

    def test_most_overdue_first(self) -> None:
        """What is late stands in the order of its lateness."""
        early = ap.Recommendation(id="r/2", text="x", deadline="by 2014-09-01")
        first = ap.Recommendation(id="r/1", text="x", deadline="by 2014-09-10")
        now = register(reports=[report(findings=[first, early])]).at(DAY)
        assert [state.item.id for state in now.overdue()] == ["r/2", "r/1"]

    @pytest.mark.parametrize(
        ("on", "found"),
        [
            (date(2014, 9, 2), []),
            (date(2014, 9, 3), ["p"]),
            (date(2014, 10, 10), ["p"]),
            (date(2014, 10, 11), []),
        ],
    )
    def test_due_within(self, on: date, found: list[str]) -> None:
        """The day itself and the last day of the period are both included."""
        soon = register().at(on).due_within("P37D")
        assert [state.item.id for state in soon] == found

    def test_what_is_done_is_not_due(self) -> None:
        """What its owner calls complete is neither due nor overdue."""
        now = register().record(update("r/1", DAY, status="complete")).at(DAY)
        assert len(now.overdue()) == 0
        done = register().record(update("p", DAY, status="complete")).at(DAY)
        assert len(done.due_within("P6W")) == 0

    def test_due_within_no_period(self) -> None:
        """A period that is none is refused."""
        with pytest.raises(InvalidValue, match="'6 weeks' is not a period"):
            register().at(DAY).due_within("6 weeks")

    @pytest.mark.parametrize(
        ("question", "found"),
        [
            ({"id": "r/1@norfolk"}, ["r/1"]),
            ({"kind": "plan"}, ["p"]),
            ({"owner": "norfolk", "kind": "action"}, ["p/1"]),
            ({"owner": "suffolk"}, []),
            ({"report": "r", "status": "complete"}, ["r/1"]),
            ({}, ["r/1", "p", "p/1"]),
        ],
        ids=repr,
    )
    def test_where(self, question: dict[str, str], found: list[str]) -> None:
        """Parts are found by id, kind, owner, report and status."""
        now = register().record(update("r/1", DAY, status="complete")).at(DAY)
        assert [state.item.id for state in now.where(**question)] == found

    def test_where_nothing_is_known(self) -> None:
        """Unknown bodies, reports, items and terms are refused together."""
        with pytest.raises(UnknownName) as caught:
            register().at(DAY).where(
                id="x",
                kind="wish",
                owner="norfok",
                report="s",
                finding="r/9",
                status="done",
                acceptance="maybe",
                theme="risk",
                priority="high",
            )
        assert [fault.path for fault in caught.value.faults] == [
            "id",
            "kind",
            "owner",
            "report",
            "finding",
            "status",
            "acceptance",
            "theme",
            "priority",
        ]

    def test_where_by_what_is_said_of_it(self) -> None:
        """Parts are found by theme, priority and acceptance, too."""
        risky = ap.Recommendation(
            id="r/1", text="Act.", themes=["risk", "custody"], priority="high"
        )
        accepted = ap.Response(item="r/1", on=DAY, by="norfolk", acceptance="accepted")
        now = register(reports=[report(findings=[risky])]).record(accepted).at(DAY)
        for part in (
            now.where(theme="custody"),
            now.where(priority="high", acceptance="accepted"),
            now.where(finding="r/1", theme="risk"),
        ):
            assert [state.item.id for state in part] == ["r/1"]
        assert len(now.where(acceptance="rejected")) == 0
        with pytest.raises(UnknownName, match="did you mean 'custody'"):
            now.where(theme="custodi")

    def test_a_recommendation_to_every_force(self) -> None:
        """Of a national recommendation, each force has a status of its own."""
        forces = [
            ap.Body(id=f"force-{number}", name=f"Force {number}", kind="police-force")
            for number in range(43)
        ]
        ids = [force.id for force in forces]
        national = ap.InspectionReport(
            id="n",
            title="National",
            by=["hmic"],
            about=ids,
            published=PUBLISHED,
            findings=[ap.Recommendation(id="n/7", text="Act.")],
        )
        held = ap.Register(bodies=[HMIC, *forces], reports=[national]).record(
            update("n/7@force-3", DAY, status="closed", by="hmic"),
            update("n/7@force-9", DAY, status="complete", by="force-9"),
        )
        asked = held.at(DAY).where(finding="n/7")
        assert len(asked) == 43
        assert [state.item.owner for state in asked.where(status="closed")] == [
            "force-3"
        ]
        alone = attrs.evolve(held, tracks=["force-9"]).at(DAY)
        assert [state.item.id for state in alone] == ["n/7@force-9"]

    def test_counts_by_anything(self) -> None:
        """Items are counted by each key that they can be asked for by."""
        findings = [
            ap.Recommendation(id="r/1", text="A.", themes=["risk", "custody"]),
            ap.Recommendation(id="r/2", text="B.", themes=["risk"], priority="high"),
        ]
        now = register(reports=[report(findings=findings)]).at(DAY)
        assert now.counts_by("theme") == {"risk": 2, "custody": 1, None: 2}
        assert now.counts_by("priority") == {"high": 1, None: 3}
        assert now.counts_by("acceptance") == {None: 4}
        assert list(now.counts_by("kind")) == ["recommendation", "plan", "action"]
        with pytest.raises(UnknownName, match="by: there is no question 'size'; count"):
            now.counts_by("size")

    @given(register=registers(), on=days())
    def test_counts_add_up(self, register: ap.Register, on: date) -> None:
        """Counted by what each item has one of, the counts add up to all of them."""
        now = register.at(on)
        for key in ("id", "kind", "owner", "report", "finding", "status", "priority"):
            assert sum(now.counts_by(key).values()) == len(now)
            for value, count in now.counts_by(key).items():
                if value is not None:
                    assert len(now.where(**{key: value})) == count

    def test_city_of_london(self) -> None:
        """The split of a real tracker comes out of a register as it went in."""
        split = {"in-progress": 130, "awaiting": 27, "closed": 20, "complete": 17}
        wanted = [status for status, count in split.items() for _ in range(count)]
        findings = [
            ap.Recommendation(id=f"r/{number}", text="Act.")
            for number in range(len(wanted))
        ]
        held = register(reports=[report(findings=findings)], plans=[]).record(
            *(
                update(f"r/{number}", DAY, status=status)
                for number, status in enumerate(wanted)
            )
        )
        assert {
            str(key): count for key, count in held.at(DAY).counts().items()
        } == split

    def test_where_no_name_is_given(self) -> None:
        """What is no text names nothing, and is refused like an unknown name."""
        with pytest.raises(UnknownName):
            register().at(DAY).where(owner=["norfolk"], id=5)  # type: ignore[arg-type]

    def test_counts_in_the_order_of_the_ladder(self) -> None:
        """Counts stand in the ladder's order, without empty steps."""
        made = register().record(
            update("r/1", DAY, status="closed"), update("p", DAY, status="in-progress")
        )
        assert list(made.at(DAY).counts().items()) == [
            (ap.Status.AWAITING, 1),
            (ap.Status.IN_PROGRESS, 1),
            (ap.Status.CLOSED, 1),
        ]

    def test_look_up(self) -> None:
        """States are found by both forms of their id, and by nothing else."""
        now = register().at(DAY)
        assert now["r/1@norfolk"] is now["r/1"]
        assert "r/1@norfolk" in now
        assert "r/9" not in now
        assert all(state in now for state in now)
        assert 5 not in now

    @pytest.mark.parametrize(
        ("item", "reason"), [("r/9", "did you mean"), ("p", "is not in this snapshot")]
    )
    def test_look_up_of_what_is_not_there(self, item: str, reason: str) -> None:
        """What does not exist and what was left out are told apart."""
        part = register().at(DAY).where(kind="recommendation")
        with pytest.raises(KeyError, match=reason):
            part[item]

    @given(register=registers(), on=days())
    def test_rows_are_flat(self, register: ap.Register, on: date) -> None:
        """Every row has the promised keys, in order, and values that fit a table."""
        for row in register.at(on).rows():
            assert tuple(row) == ROW_KEYS
            assert {type(value) for value in row.values()} <= {
                str,
                int,
                date,
                type(None),
            }

    @pytest.mark.parametrize(
        ("on", "known"),
        [
            ("2014-09-17", None),
            (datetime(2014, 9, 17, tzinfo=UTC), None),
            (DAY, DAY),
            (DAY, datetime(2014, 9, 17)),  # noqa: DTZ001
        ],
        ids=repr,
    )
    def test_what_is_no_day_or_moment(self, on: Any, known: Any) -> None:
        """A text, a moment for a day, and a day for a moment are refused."""
        with pytest.raises(InvalidValue):
            register().at(on, known)

    def test_equal_by_content(self) -> None:
        """Snapshots of equal registers are equal."""
        assert register().at(DAY) == register().at(DAY)
        assert repr(register().at(DAY)) == "<Snapshot on 2014-09-17: items 3, open 3>"


class TestText:
    """A snapshot reads well in a terminal."""

    def test_sections(self) -> None:
        """Every item stands under one heading, with its timing in words."""
        made = register(
            reports=[
                report(
                    findings=[
                        ap.Recommendation(
                            id="r/1", text="x", label="Rec 1", deadline="immediately"
                        ),
                        ap.Recommendation(id="r/2", text="x", deadline="by 2014-09-16"),
                        ap.Recommendation(id="r/3", text="x", deadline="by 2014-09-17"),
                        ap.Recommendation(id="r/4", text="x", deadline="by 2014-08-01"),
                        ap.Recommendation(id="r/5", text="x"),
                    ]
                )
            ],
            log=[
                update("r/4", DAY, status="complete"),
                update("p/1", DAY, status="closed"),
            ],
        )
        known = datetime(2014, 9, 17, 12, tzinfo=UTC)
        assert str(made.at(DAY, known)).splitlines() == [
            "Wed 17 Sep 2014, as known at 2014-09-17 12:00 UTC: 7 items, "
            "6 not ended: 5 open (2 overdue), 1 said to be done",
            "",
            "Overdue (2)",
            "  r/1: Rec 1, norfolk, awaiting",
            "    x",
            "    Immediate action asked Fri 29 Aug 2014; 19 days on, "
            "not reported complete",
            "  r/2: norfolk, awaiting",
            "    x",
            "    1 day overdue: by 16 Sep 2014 = Tue 16 Sep 2014, that day included",
            "",
            "Due (2)",
            "  r/3: norfolk, awaiting",
            "    x",
            "    Due today: by 17 Sep 2014 = Wed 17 Sep 2014, that day included",
            "  p: norfolk, awaiting",
            "    Action plan for Child protection",
            "    Due in 23 days: 42 days after Fri 29 Aug 2014 (publication) = "
            "Fri 10 Oct 2014",
            "",
            "Open, without a due day (1)",
            "  r/5: norfolk, awaiting",
            "    x",
            "    No due day: unspecified",
            "",
            "Said to be done (1)",
            "  r/4: norfolk, complete",
            "    x",
            "    Was due: by 1 Aug 2014 = Fri 1 Aug 2014, that day included "
            "(1 Aug 2014 is before",
            "    publication on 29 Aug 2014)",
            "",
            "Ended (1)",
            "  p/1: norfolk, closed",
            "    Hire.",
            "    No due day: unspecified",
        ]

    def test_text_cannot_steer_a_terminal(self) -> None:
        """Escape codes, line breaks and bidirectional marks come out as plain text."""
        finding = ap.Recommendation(id="r/1", text="a\x1b[2J\r\nb\u202ec")
        text = str(register(reports=[report(findings=[finding])]).at(DAY))
        assert "a\ufffd[2J b\ufffdc" in text

    @given(register=registers(), on=days())
    def test_any_register_prints(self, register: ap.Register, on: date) -> None:
        """Whatever a register holds, its text is lines of printable signs."""
        assert all(line.isprintable() for line in str(register.at(on)).split("\n"))


class TestFoldedDeadlines:
    """Deadlines count from what the log and the meetings of a register date."""

    def test_a_further_28_days(self) -> None:
        """An agreed extension counts from the day that was due before it."""
        held = register().record(changed("P28D after previous-due", date(2014, 10, 1)))
        held = held.record(changed("P28D after previous-due", date(2014, 11, 1)))
        state = held.at(date(2014, 12, 24))["p"]
        assert state.due is not None
        assert state.due.explanation == (
            "28 days after Fri 7 Nov 2014 (previous-due) = Fri 5 Dec 2014"
        )
        assert state.original_due is not None
        assert state.original_due.day == date(2014, 10, 10)
        assert state.days_overdue == 19

    def test_an_extension_of_what_recurs(self) -> None:
        """It counts from what was due next when it was agreed, on whatever day."""
        yearly = plan(deadline="every P1Y from publication")
        change = changed("P28D after previous-due", date(2014, 10, 1))
        held = register(plans=[yearly]).record(change)
        for on in (date(2014, 10, 1), date(2016, 1, 1)):
            state = held.at(on)["p"]
            assert state.due is not None
            assert state.due.day == date(2015, 9, 26)
            assert [deferral.was for deferral in state.deferrals] == [date(2015, 8, 29)]

    def test_a_refused_extension_of_what_recurs(self) -> None:
        """What recurs falls due on, whatever was asked for in between."""
        yearly = plan(deadline="every P1Y from publication")
        refused = attrs.evolve(
            changed("by 2020", date(2014, 10, 1)), agreed_by=None, refused_by="hmic"
        )
        due = register(plans=[yearly]).record(refused).at(date(2016, 1, 1))["p"].due
        assert due is not None
        assert due.day == date(2016, 8, 29)

    def test_an_extension_of_nothing(self) -> None:
        """Where nothing was due, an extension has no day to count from."""
        held = register(plans=[plan(deadline=None)])
        held = held.record(changed("P28D after previous-due", date(2014, 10, 1)))
        assert held.at(DAY.replace(month=11))["p"].undated == (
            "no day is known for 'previous-due'"
        )

    def test_the_next_meeting(self) -> None:
        """The next meeting is the first after the item, or its change, was made."""
        meetings = [meeting(date(2014, 9, 17)), meeting(date(2014, 12, 4))]
        held = register(meetings=meetings, plans=[plan(deadline=BEFORE)])
        first = held.at(DAY)["p"].due
        assert first is not None
        assert first.day == date(2014, 9, 16)
        changed_to = held.record(changed(BEFORE, DAY)).at(DAY)["p"].due
        assert changed_to is not None
        assert changed_to.day == date(2014, 12, 3)
        assert held.at(DAY)["p"].original_due == first

    def test_whose_next_meeting(self) -> None:
        """The next meeting is one at which the owner is asked, where that is known."""
        elsewhere = attrs.evolve(meeting(date(2014, 9, 3)), id="x", body="hmic")
        held = register(
            meetings=[elsewhere, meeting(DAY)], plans=[plan(deadline=BEFORE)]
        )
        due = held.at(DAY)["p"].due
        assert due is not None
        assert due.day == date(2014, 9, 16)
        alone = held.replace(attrs.evolve(NORFOLK, overseen_by=None)).at(DAY)["p"].due
        assert alone is not None
        assert alone.day == date(2014, 9, 2)

    def test_no_next_meeting(self) -> None:
        """Before there is another meeting, nobody knows what comes before it."""
        held = register(meetings=[meeting(PUBLISHED)], plans=[plan(deadline=BEFORE)])
        assert held.at(DAY)["p"].undated == "no day is known for 'next-meeting'"

    def test_missed(self) -> None:
        """What recurs is due next, never overdue, and says what was missed."""
        held = register(plans=[plan(deadline="every P1M from publication")])
        held = held.record(update("p", date(2014, 10, 20), note="The report is in."))
        state = held.at(date(2014, 12, 1))["p"]
        assert state.missed == (date(2014, 9, 29), date(2014, 11, 29))
        assert state.due is not None
        assert state.due.day == date(2014, 12, 29)
        assert not state.is_overdue

    def test_whose_report(self) -> None:
        """A report is its owner's: what others say, or ask for, is none."""
        held = register(plans=[plan(deadline="every P1M from publication")])
        asked = ap.DeadlineChange(
            item="p", on=date(2014, 9, 20), by="norfolk", deadline="by 2015"
        )
        said = update("p", date(2014, 9, 20), by="pcc", note="We will watch this.")
        own = update("p", date(2014, 9, 20), note="The report is in.")
        found = [
            held.record(entry).at(date(2014, 10, 1))["p"]
            for entry in (asked, said, own)
        ]
        assert [state.missed for state in found] == [(date(2014, 9, 29),)] * 2 + [()]
        assert [state.reported for state in found] == [(), (), (date(2014, 9, 20),)]

    def test_nothing_is_missed_after_the_end(self) -> None:
        """An item that is complete misses nothing from then on."""
        held = register(plans=[plan(deadline="every P1M from publication")])
        held = held.record(update("p", date(2014, 9, 20), status="complete"))
        assert held.at(date(2015, 12, 1))["p"].missed == ()


BEFORE = "P1D before next-meeting"


def changed(deadline: str, on: date) -> ap.DeadlineChange:
    """A change of the plan's deadline that the inspectorate agreed."""
    return ap.DeadlineChange(
        item="p",
        on=on,
        by="norfolk",
        deadline=deadline,
        agreed_by="hmic",
    )


def meeting(day: date) -> ap.ScrutinyMeeting:
    """A meeting of the commissioner in the morning of a day."""
    start = datetime.combine(day, time(10))
    return ap.ScrutinyMeeting(
        id=f"m-{day}",
        title="Accountability",
        body="pcc",
        start=start,
        end=start.replace(hour=12),
        zone="Europe/London",
    )


class TestHistory:
    """A state knows how its item came to stand where it stands."""

    def test_the_ladder(self) -> None:
        """Each rung has its day, who said so, and how long it took."""
        held = register().record(
            update("r/1", date(2014, 9, 8), status="complete"),
            update("r/1", date(2014, 9, 10), status="complete", by="pcc"),
            update("r/1", date(2014, 9, 18), status="assured", by="pcc"),
            update("r/1", date(2014, 12, 1), status="closed", by="hmic"),
        )
        rungs = held.at(date(2014, 12, 2))["r/1"].rungs
        assert [(str(rung.status), rung.by, rung.days) for rung in rungs] == [
            ("complete", "norfolk", 10),
            ("assured", "pcc", 10),
            ("closed", "hmic", 74),
        ]
        assert len(held.at(DAY)["r/1"].rungs) == 1

    def test_merseyside(self) -> None:
        """Merseyside 7319 went forward and back on one day, then was complete."""
        held = register().record(
            update("r/1", date(2014, 9, 1), status="complete"),
            update("r/1", date(2014, 9, 1), status="awaiting"),
        )
        state = held.at(DAY)["r/1"]
        assert state.times_reopened == 1
        assert state.rungs == ()
        assert [one.item.id for one in held.at(DAY).reopened()] == ["r/1"]
        done = held.record(update("r/1", date(2014, 9, 2), status="complete"))
        assert done.at(DAY)["r/1"].times_reopened == 1
        assert len(done.at(DAY).reopened()) == 0

    def test_a_step_down(self) -> None:
        """What steps down a rung keeps those below, and is not reopened."""
        held = register().record(
            update("r/1", date(2014, 9, 1), status="complete"),
            update("r/1", date(2014, 9, 2), status="closed", by="hmic"),
            update("r/1", date(2014, 9, 3), status="complete"),
            update("r/1", date(2014, 9, 4), status="no-further-action", by="hmic"),
        )
        state = held.at(DAY)["r/1"]
        assert [rung.on for rung in state.rungs] == [date(2014, 9, 1)]
        assert state.times_reopened == 0

    def test_slip(self) -> None:
        """Slip is from the first due date, whatever was asked for or refused."""
        asked = attrs.evolve(changed("by 2014-11-10", DAY), agreed_by=None)
        held = register().record(asked, changed("by 2014-11-09", DAY))
        state = held.at(date(2014, 11, 20))["p"]
        assert len(state.deadline_changes) == 2
        assert [str(change.deadline) for change in state.agreed_changes] == [
            "by 2014-11-09"
        ]
        assert state.days_slipped == 30
        assert (state.days_overdue, state.days_overdue_originally) == (11, 41)
        slipped = held.at(DAY).slipped()
        assert [one.item.id for one in slipped] == ["p"]
        assert held.at(DAY)["p/1"].days_slipped == 0
        assert held.at(DAY)["p/1"].days_overdue_originally == 0

    def test_silence(self) -> None:
        """Silence begins with the last entry, or with the opening without one."""
        held = register().record(update("r/1", date(2014, 9, 10), note="Begun."))
        now = held.at(date(2014, 10, 10))
        assert now["r/1"].updated == date(2014, 9, 10)
        assert now["p"].updated is None
        assert now["p"].days_since_update == 42
        assert [state.item.id for state in now.stale("P1M")] == ["p", "p/1"]
        silent = held.at(date(2014, 10, 11)).stale(Period(months=1))
        assert [state.item.id for state in silent] == ["p", "p/1", "r/1"]
        ended = held.record(update("p", date(2014, 9, 1), status="complete"))
        assert "p" not in ended.at(date(2014, 12, 1)).stale("P1M")

    @given(register=registers(), on=days())
    def test_they_agree(self, register: ap.Register, on: date) -> None:
        """Rungs stand only where the status does, and reopening shows in the log."""
        for state in register.at(on):
            if state.is_open:
                assert state.rungs == ()
            days_of_rungs = [rung.on for rung in state.rungs]
            assert days_of_rungs == sorted(days_of_rungs)
            if state.times_reopened:
                assert len(state.entries) > 1
