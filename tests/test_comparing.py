"""What changed between two snapshots, as values and as minutes."""

from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, strategies as st

import actionplan as ap
from actionplan.comparing import Change, ChangeKind, minutes
from actionplan.errors import InvalidValue
from actionplan.snapshot import Snapshot
from actionplan.strategies import days, moments, registers
from registers import PUBLISHED, moved, plan, register, report, update

BEFORE, AFTER = date(2014, 9, 17), date(2014, 12, 1)

granted = partial(moved, by="hmic")  # a new deadline by the inspectorate


def changed(*entries: Any, first: tuple[Any, ...] = ()) -> tuple[Change, ...]:
    """What changes about the items of the small register by some entries."""
    held = register(plans=[plan(deadline="by 2015")]).record(*first)
    return ap.changes(held.at(BEFORE), held.record(*entries).at(AFTER))


def told(*found: Change) -> list[tuple[str, str, Any, Any]]:
    """Changes as their kinds, fields and values."""
    return [(str(one.kind), one.field, one.before, one.after) for one in found]


def facts(snapshot: Snapshot) -> dict[str, dict[str, Any]]:
    """What the changes of a snapshot can be applied to, by long id."""
    return {
        state.item.id: {
            "status": state.status,
            "acceptance": state.acceptance,
            "percent": state.percent,
            "rag": state.rag,
            "due": state.due.day if state.due else None,
        }
        for state in snapshot
    }


def applied(
    held: dict[str, dict[str, Any]], found: tuple[Change, ...]
) -> dict[str, dict[str, Any]]:
    """Facts after changes, one by one."""
    nothing = dict.fromkeys(("acceptance", "percent", "rag", "due"))
    held = {item: dict(fields) for item, fields in held.items()}
    for change in found:
        if change.kind is ChangeKind.OPENED:
            held[change.item] = {"status": ap.Status.AWAITING, **nothing}
        if change.kind is ChangeKind.REMOVED:
            del held[change.item]
        elif change.field in held[change.item]:
            assert held[change.item][change.field] == change.before
            held[change.item][change.field] = change.after
    return held


class TestLaws:
    """Changes lead from the one snapshot to the other, and from none to itself."""

    @given(register=registers(), on=days(), known=st.none() | moments())
    def test_nothing_changes_by_itself(
        self, register: ap.Register, on: date, known: datetime | None
    ) -> None:
        """A snapshot has not changed from itself."""
        assert ap.changes(register.at(on, known), register.at(on, known)) == ()

    @given(
        register=registers(max_entries=10),
        days_=days(),
        later=days(),
        known=st.none() | moments(),
    )
    def test_they_can_be_applied(
        self, register: ap.Register, days_: date, later: date, known: datetime | None
    ) -> None:
        """The changes between two days, applied to the first, give the second."""
        before, after = register.at(days_), register.at(later, known)
        found = ap.changes(before, after)
        assert applied(facts(before), found) == facts(after)
        assert all(str(one).isprintable() for one in found)

    @given(register=registers(), on=days(), known=moments())
    def test_of_two_moments(
        self, register: ap.Register, on: date, known: datetime
    ) -> None:
        """What was known then and what is known now differ by changes, too."""
        before, after = register.at(on, known), register.at(on)
        assert applied(facts(before), ap.changes(before, after)) == facts(after)

    @given(register=registers(), on=days(), later=days())
    def test_minutes_are_lines(
        self, register: ap.Register, on: date, later: date
    ) -> None:
        """Every change is one sentence of the minutes, under its item."""
        found = ap.changes(register.at(on), register.at(later))
        lines = minutes(found).split("\n") if found else []
        headings = {(one.item, one.owner, one.text) for one in found}
        assert len(lines) == len(found) + len(headings)

    @given(register=registers(), on=days())
    def test_of_two_versions(self, register: ap.Register, on: date) -> None:
        """An entry is all that differs between a register and one without it."""
        assume(register.log)
        *others, last = register.log
        assume(all(getattr(one, "entry", "") != last.digest for one in others))
        without = attrs.evolve(register, log=others)
        found = ap.changes(without.at(on), register.at(on))
        about = register.item(last.item).id
        assert {one.item for one in found} <= {about}


class TestStatus:
    """An item is told step by step where the log goes on from what was known."""

    @pytest.mark.parametrize(
        ("statuses", "kinds"),
        [
            (["in-progress"], ["progressed"]),
            (["in-progress", "awaiting"], ["progressed", "set-back"]),
            (["complete"], ["completed"]),
            (["complete", "complete"], ["completed"]),
            (["complete", "assured", "closed"], ["completed", "assured", "closed"]),
            (["closed", "complete"], ["closed", "set-back"]),
            (["complete", "in-progress"], ["completed", "reopened"]),
            (["withdrawn"], ["withdrawn"]),
            (["no-further-action"], ["no-further-action"]),
            (["superseded", "awaiting"], ["superseded", "reopened"]),
        ],
        ids=repr,
    )
    def test_steps(self, statuses: list[str], kinds: list[str]) -> None:
        """Each step has its kind."""
        entries = [
            update("p/1", date(2014, 10, number + 1), status=status)
            for number, status in enumerate(statuses)
        ]
        found = changed(*entries)
        assert [str(one.kind) for one in found] == kinds
        assert all(one.field == "status" for one in found)

    def test_progressed(self) -> None:
        """A step says by whom, when, and what it was before."""
        (one,) = changed(update("p/1", date(2014, 10, 1), status="in-progress"))
        assert str(one) == (
            "Reported in progress by norfolk on Wed 1 Oct 2014 (was awaiting)"
        )

    def test_done_twice(self) -> None:
        """What was complete on both days was opened again in between."""
        done = update("p/1", date(2014, 9, 1), status="complete")
        again = [
            update("p/1", date(2014, 10, 1), status="in-progress", by="hmic"),
            update("p/1", date(2014, 11, 1), status="complete"),
        ]
        assert [str(one) for one in changed(*again, first=(done,))] == [
            "Reopened by hmic on Wed 1 Oct 2014: in progress (was complete)",
            "Reported complete by norfolk on Sat 1 Nov 2014 (was in progress)",
        ]

    def test_a_late_entry_that_comes_between(self) -> None:
        """Where the log was not simply continued, one step tells the difference."""
        first = update("p/1", date(2014, 9, 10), status="complete")
        late = update("p/1", date(2014, 9, 5), status="in-progress")
        held = register().record(first)
        assert ap.changes(held.at(BEFORE), held.record(late).at(BEFORE)) == ()
        more = [
            update("p/1", date(2014, 10, 5), status="assured", by="pcc"),
            update("p/1", date(2014, 11, 5), status="in-progress", by="hmic"),
        ]
        found = ap.changes(held.at(BEFORE), held.record(late, *more).at(AFTER))
        steps = [str(one.kind) for one in found if one.item == "p/1"]
        assert steps == ["assured", "reopened"]
        undone = register().record(late)
        assert told(*ap.changes(held.at(BEFORE), undone.at(BEFORE))) == [
            ("reopened", "status", "complete", "in-progress")
        ]

    def test_taken_back(self) -> None:
        """A mistake that was taken back is told, with what follows from it."""
        mistake = update("p/1", date(2014, 9, 10), status="complete", percent=100)
        back = ap.Retraction(
            item="p/1", on=date(2014, 9, 10), by="norfolk", entry=mistake.digest
        )
        assert [str(one) for one in changed(back, first=(mistake,))] == [
            "Taken back by norfolk on Wed 10 Sep 2014: complete; 100% done",
            "Reopened: awaiting (was complete)",
            "No percentage given (was 100%)",
        ]
        assert changed(mistake, back) == ()


class TestFields:
    """Every other field is told by its last value."""

    def test_what_is_said(self) -> None:
        """Percentage, rating, note, evidence, target and lead have their words."""
        on = date(2014, 10, 1)
        found = changed(
            update("p/1", on, percent=40, rag="amber", note="Begun. "),
            update("p/1", on, evidence="Minutes"),
            ap.Target(item="p/1", on=on, by="norfolk", day=date(2014, 12, 31)),
            ap.Assignment(item="p/1", on=on, by="norfolk", lead="Head of Crime"),
            first=(
                update("p/1", PUBLISHED, percent=10, rag="red", note="To begin."),
                ap.Target(
                    item="p/1", on=PUBLISHED, by="norfolk", day=date(2014, 12, 1)
                ),
            ),
        )
        assert minutes(found).splitlines() == [
            "p/1 (norfolk): Hire.",
            "  40% done (was 10%).",
            "  Rated amber (was red).",
            "  Note by norfolk on Wed 1 Oct 2014: Begun.",
            "  Evidence by norfolk on Wed 1 Oct 2014: Minutes.",
            "  Aims at Wed 31 Dec 2014 (was Mon 1 Dec 2014).",
            "  Led by Head of Crime.",
        ]
        assert minutes([]) == ""

    def test_minutes_with_names(self) -> None:
        """Changes that know what bodies are called are told with their names."""
        before, after = (register().at(date(2014, 8, day)) for day in (28, 29))
        change = attrs.evolve(
            ap.changes(before, after)[0], names={"norfolk": "Norfolk Constabulary"}
        )
        assert minutes([change]).startswith("r/1 (Norfolk Constabulary): Act.\n")

    def test_what_is_no_longer_said(self) -> None:
        """Seen from the later day back, the same fields are nothing again."""
        held = register().record(
            update("p/1", AFTER, percent=40, rag="amber", note="x", evidence="y"),
            ap.Target(item="p/1", on=AFTER, by="norfolk", day=date(2014, 12, 31)),
            ap.Assignment(item="p/1", on=AFTER, by="norfolk", lead="Head of Crime"),
            ap.Response(item="p/1", on=AFTER, by="norfolk", acceptance="accepted"),
        )
        found = ap.changes(held.at(AFTER), held.at(BEFORE))
        assert [str(one) for one in found if one.item == "p/1"] == [
            "No response any more (was accepted)",
            "No percentage given (was 40%)",
            "Not rated (was amber)",
            "No note any more (was x)",
            "No evidence any more (was y)",
            "No longer aims at Wed 31 Dec 2014",
            "No longer led by Head of Crime",
        ]

    def test_responses(self) -> None:
        """The owner's acceptance and what others respond are told, each once."""
        on = date(2014, 10, 1)
        fields: dict[str, Any] = {"item": "p/1", "on": on, "acceptance": "accepted"}
        refused = ap.Response(
            item="p/1", on=PUBLISHED, by="norfolk", acceptance="rejected"
        )
        same = attrs.evolve(refused, on=on, reason="As before.")
        assert [str(one) for one in changed(same, first=(refused,))] == [
            "Response by norfolk on Wed 1 Oct 2014: rejected; As before. (was rejected)"
        ]
        found = changed(
            ap.Response(**fields, by="norfolk", action="A form."),
            ap.Response(**fields, by="pcc", action="Will watch."),
            first=(refused,),
        )
        assert [(one.field, str(one)) for one in found] == [
            (
                "acceptance",
                "Response by norfolk on Wed 1 Oct 2014: accepted; A form. "
                "(was rejected)",
            ),
            (
                "response",
                "Response by pcc on Wed 1 Oct 2014: accepted; Will watch.",
            ),
        ]

    def test_superseded(self) -> None:
        """A successor is named."""
        (one,) = changed(
            update("p/1", date(2014, 10, 1), status="superseded", superseded_by="r/1")
        )
        assert str(one) == (
            "Superseded by r/1, reported by norfolk on Wed 1 Oct 2014 (was awaiting)"
        )
        (other,) = changed(update("p/1", date(2014, 10, 1), status="superseded"))
        assert str(other).startswith("Superseded, reported by")
        first = update("p/1", date(2014, 9, 1), status="superseded", superseded_by="p")
        named = update(
            "p/1", date(2014, 10, 1), status="superseded", superseded_by="r/1"
        )
        (corrected,) = changed(named, first=(first,))
        assert str(corrected) == "Superseded by r/1 (was p)"


class TestDays:
    """How far, how often and why a due day slipped, and what fell due."""

    def test_slipped(self) -> None:
        """Two changes that were agreed are one slip, with both reasons."""
        found = changed(
            granted("by 2016", date(2014, 10, 1), reason="Illness."),
            granted("by 2017", date(2014, 10, 2), reason="Vetting."),
        )
        (slip,) = found
        assert (str(slip.kind), slip.days, slip.times) == ("slipped", 731, 2)
        assert slip.reasons == ("Illness.", "Vetting.")
        assert str(slip) == (
            "Due Sun 31 Dec 2017, 731 days later than Thu 31 Dec 2015, "
            "in 2 changes, agreed by hmic on Thu 2 Oct 2014: Illness.; Vetting."
        )

    @pytest.mark.parametrize(
        ("entry", "kind", "words"),
        [
            (
                granted("by 2015-06", date(2014, 10, 1)),
                "brought-forward",
                "Due Tue 30 Jun 2015, 184 days earlier than Thu 31 Dec 2015, "
                "agreed by hmic on Wed 1 Oct 2014",
            ),
            (
                granted("unspecified", date(2014, 10, 1)),
                "undated",
                "Without a due day, agreed by hmic on Wed 1 Oct 2014 "
                "(was Thu 31 Dec 2015)",
            ),
            (
                granted("by 2016", date(2014, 10, 1), by="norfolk", reason="Illness"),
                "deferral-asked",
                "More time asked for by norfolk on Wed 1 Oct 2014: due Sat 31 Dec "
                "2016, 366 days later than Thu 31 Dec 2015: Illness",
            ),
            (
                granted("by 2016", date(2014, 10, 1), refused_by="hmic"),
                "deferral-refused",
                "Refused by hmic on Wed 1 Oct 2014: due Sat 31 Dec 2016, "
                "366 days later than Thu 31 Dec 2015",
            ),
        ],
        ids=lambda case: case if isinstance(case, str) else "",
    )
    def test_other_moves(self, entry: Any, kind: str, words: str) -> None:
        """Earlier, no more, asked for and refused are told apart."""
        (one,) = changed(entry)
        assert (str(one.kind), str(one)) == (kind, words)

    def test_dated(self) -> None:
        """A day becomes known when the event that it counts from does."""
        held = register(plans=[plan(deadline="P28D after case-closed")])
        closed = ap.Event(item="p", on=AFTER, by="norfolk", name="case-closed")
        (one,) = ap.changes(held.at(AFTER), held.record(closed).at(AFTER))
        assert (str(one.kind), str(one)) == ("dated", "Due Mon 29 Dec 2014")

    def test_recurred(self) -> None:
        """What recurs is due next, and misses days, but does not slip."""
        held = register(plans=[plan(deadline="every P1M from publication")])
        assert [str(one) for one in ap.changes(held.at(BEFORE), held.at(AFTER))] == [
            "Next due Mon 29 Dec 2014 (was Mon 29 Sep 2014)",
            "No report is known for Mon 29 Sep 2014",
            "No report is known for Wed 29 Oct 2014",
            "No report is known for Sat 29 Nov 2014",
        ]
        longer = held.record(granted("every P6M from publication", BEFORE))
        for day in (BEFORE, AFTER):  # whatever is due next on the later day
            kinds = [
                str(one.kind) for one in ap.changes(held.at(BEFORE), longer.at(day))
            ]
            assert kinds[:2] == ["deadline-changed", "recurred"]
        at_once = held.record(granted("immediately", BEFORE))
        kinds = [str(one.kind) for one in ap.changes(at_once.at(AFTER), held.at(AFTER))]
        assert kinds[:2] == ["deadline-changed", "recurred"]
        last = register(
            plans=[plan(deadline="every P1M from publication until 2014-10-20")]
        )
        first, *_ = ap.changes(last.at(BEFORE), last.at(AFTER))
        assert str(first) == "No longer due (was Mon 29 Sep 2014)"
        ended = held.record(update("p", date(2014, 9, 1), status="complete"))
        assert ap.changes(ended.at(BEFORE), ended.at(AFTER)) == ()

    def test_redated(self) -> None:
        """A day that moved without a change of the deadline has not slipped."""
        held = register()
        later = held.replace(attrs.evolve(held.reports[0], published=date(2014, 9, 1)))
        found = ap.changes(held.at(BEFORE), later.at(BEFORE))
        assert {str(one.kind) for one in found} == {"redated"}

    def test_asked_for_again(self) -> None:
        """What is asked for again in the same words is told once more, and once."""
        asked = moved("by 2015", date(2014, 10, 1), by="norfolk")
        once, twice = register().record(asked), register().record(asked, asked)
        (one,) = ap.changes(once.at(AFTER), twice.at(AFTER))
        assert str(one.kind) == "deferral-asked"

    def test_the_same_day_by_another_rule(self) -> None:
        """What was moved and moved back, or only said otherwise, is told."""
        (one,) = changed(
            granted("by 2016", date(2014, 10, 1)), granted("by 2015", date(2014, 10, 2))
        )
        assert str(one) == (
            "Deadline by 2015 (was by 2015), agreed by hmic on Thu 2 Oct 2014"
        )
        held = register(plans=[plan(deadline=None)])
        other = held.replace(plan(deadline="ongoing"))
        (two,) = ap.changes(held.at(BEFORE), other.at(BEFORE))
        assert str(two) == "Deadline ongoing (was unspecified)"

    def test_a_request_is_told_once(self) -> None:
        """A request that was known is not told again when the day it moves is known."""
        held = register(plans=[plan(deadline="P28D after case-closed")])
        held = held.record(granted("by 2015", date(2014, 9, 1), by="norfolk"))
        closed = ap.Event(item="p", on=AFTER, by="norfolk", name="case-closed")
        (one,) = ap.changes(held.at(BEFORE), held.record(closed).at(AFTER))
        assert str(one.kind) == "dated"

    def test_newly_overdue(self) -> None:
        """What fell due is told once; immediate action is not called overdue."""
        held = register()
        assert told(*ap.changes(held.at(date(2014, 10, 10)), held.at(AFTER))) == [
            ("newly-overdue", "days_overdue", 0, 52)
        ]
        before = register(reports=[report(published=BEFORE)], plans=[])
        (one,) = ap.changes(before.at(BEFORE), before.at(AFTER))
        assert str(one) == (
            "Immediate action was asked; 75 days on, not reported complete"
        )
        assert one.days is None


class TestItems:
    """Items come, go, are reworded and change hands."""

    def test_opened_and_gone(self) -> None:
        """An item opens with its first day; seen from behind, it goes."""
        held = register().record(granted("by 2015", PUBLISHED))
        found = ap.changes(held.at(date(2014, 8, 28)), held.at(PUBLISHED))
        assert told(*found) == [
            ("opened", "due", None, date(2014, 8, 29)),
            ("opened", "due", None, date(2014, 10, 10)),
            ("slipped", "due", date(2014, 10, 10), date(2015, 12, 31)),
            ("opened", "due", None, None),
        ]
        assert str(found[0]) == "Opened, due Fri 29 Aug 2014"
        assert str(found[-1]) == "Opened, without a due day"
        gone = ap.changes(held.at(PUBLISHED), held.at(date(2014, 8, 28)))
        assert {str(one.kind) for one in gone} == {"removed"}
        assert str(gone[0]) == "No longer there"

    def test_two_versions(self) -> None:
        """What was reworded, addressed to others or given to another owner is told."""
        held = register()
        finding = held.reports[0].findings[0]
        action = held.plans[0].actions[0]
        other = held.replace(
            attrs.evolve(finding, text="Act now.", addressed_to=["norfolk", "suffolk"]),
            attrs.evolve(action, owner="suffolk"),
        )
        found = ap.changes(held.at(BEFORE), other.at(BEFORE))
        assert [(one.item, str(one)) for one in found] == [
            ("r/1", "For norfolk, suffolk (was norfolk)"),
            ("r/1", "Reworded (was Act.)"),
            ("r/1@suffolk", "Opened, due Fri 29 Aug 2014"),
            (
                "r/1@suffolk",
                "Immediate action was asked; 19 days on, not reported complete",
            ),
            ("p/1", "For suffolk (was norfolk)"),
        ]

    def test_other_words(self) -> None:
        """Another name, priority or theme is told like another text."""
        held = register()
        finding = attrs.evolve(held.reports[0].findings[0], label="Recommendation 1")
        other = held.replace(
            attrs.evolve(finding, priority="high", themes=["calls", "risk"])
        )
        found = ap.changes(held.at(BEFORE), other.at(BEFORE))
        assert [str(one) for one in found] == [
            "Called Recommendation 1 (was r/1)",
            "Priority high",
            "Themes calls, risk",
        ]

    def test_what_cannot_be_compared(self) -> None:
        """Only snapshots are compared, and only changes make minutes."""
        with pytest.raises(InvalidValue) as caught:
            ap.changes(register(), None)  # type: ignore[arg-type]
        assert [fault.path for fault in caught.value.faults] == ["before", "after"]
        with pytest.raises(InvalidValue, match=r"changes\[0\]: expected a change"):
            minutes(["x"])  # type: ignore[list-item]

    def test_the_short_id_may_change(self) -> None:
        """An item is the same when its report comes to be about more bodies."""
        held = register(plans=[])
        both = held.replace(attrs.evolve(held.reports[0], about=["norfolk", "suffolk"]))
        found = ap.changes(held.at(BEFORE), both.at(BEFORE))
        assert [(str(one.kind), one.item) for one in found] == [
            ("readdressed", "r/1"),
            ("opened", "r/1@suffolk"),
            ("newly-overdue", "r/1@suffolk"),
        ]

    def test_a_part_of_a_snapshot(self) -> None:
        """In parts of one register, nothing has been addressed to others."""
        finding = ap.Recommendation(
            id="r/1", text="x", addressed_to=["norfolk", "suffolk"]
        )
        held = register(reports=[report(findings=[finding])], plans=[]).record(
            update("r/1@suffolk", AFTER, status="closed")
        )
        found = ap.changes(held.at(BEFORE).open(), held.at(AFTER).open())
        assert told(*found) == [("removed", "status", "awaiting", None)]

    def test_a_later_moment(self) -> None:
        """Late news changes what is known of a day that has passed."""
        late = update(
            "p/1",
            BEFORE,
            status="complete",
            recorded=datetime(2014, 10, 6, 9, tzinfo=UTC),
        )
        held = register().record(late)
        papers = datetime(2014, 9, 17, 9, tzinfo=UTC)
        (one,) = ap.changes(held.at(BEFORE, papers), held.at(BEFORE))
        assert str(one.kind) == "completed"
