"""Registers: their items, their references, and how new ones come from old."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

import attrs
import pytest
from hypothesis import given, strategies as st

import actionplan as ap
from actionplan.errors import FaultCode, InvalidValue, UnknownName
from actionplan.strategies import entries, registers
from registers import BODIES, PUBLISHED, plan, register, report, update

DAY = date(2014, 9, 17)


def faults_of(make: Callable[[], object]) -> list[tuple[str, FaultCode]]:
    """The place and code of every fault that stops something."""
    with pytest.raises(InvalidValue) as caught:
        make()
    return [(fault.path, fault.code) for fault in caught.value.faults]


class TestItems:
    """Items and their ids.

    A finding gives one item per addressee. An item's id is the finding's own id for
    the one body that its report is about, and finding@body in every other case.
    """

    def test_the_body_that_the_report_is_about(self) -> None:
        """The one body that a report is about has the short ids."""
        assert [item.id for item in register().items] == ["r/1", "p", "p/1"]

    def test_long_ids_are_understood(self) -> None:
        """Every item is found by its long id as well."""
        assert register().item("r/1@norfolk").id == "r/1"
        assert register().item("p@norfolk").id == "p"

    def test_adding_an_addressee_renames_nothing(self) -> None:
        """With a second addressee, the first keeps its short id."""
        finding = ap.Recommendation(
            id="r/1", text="Act.", addressed_to=["norfolk", "suffolk"]
        )
        items = register(reports=[report(findings=[finding])]).items
        assert [item.id for item in items[:2]] == ["r/1", "r/1@suffolk"]

    def test_reports_about_many(self) -> None:
        """A report about two bodies has long ids for both."""
        items = ap.Register(
            bodies=BODIES, reports=[report(about=["norfolk", "suffolk"])]
        ).items
        assert [item.id for item in items] == ["r/1@norfolk", "r/1@suffolk"]

    def test_causes_give_defaults(self) -> None:
        """A cause's addressees, day and deadline are those of its recommendations."""
        cause = ap.CauseOfConcern(
            id="r/c",
            text="Risk.",
            addressed_to=["suffolk"],
            published=date(2014, 8, 1),
            deadline="P3M after publication",
            recommendations=[ap.Recommendation(id="r/c/1", text="Act.")],
        )
        items = register(reports=[report(findings=[cause])], plans=[]).items
        assert [item.id for item in items] == ["r/c@suffolk", "r/c/1@suffolk"]
        assert [str(item.deadline) for item in items] == [
            "unspecified",
            "P3M after publication",
        ]
        assert {item.opened for item in items} == {date(2014, 8, 1)}

    def test_a_cause_by_itself_carries_its_deadline(self) -> None:
        """A cause of concern without recommendations loses no deadline."""
        cause = ap.CauseOfConcern(id="r/c", text="Risk.", deadline="by 2015")
        item = register(reports=[report(findings=[cause])], plans=[]).item("r/c")
        assert str(item.deadline) == "by 2015"

    def test_who_sets_what(self) -> None:
        """Makers set findings and plans that they ask for, owners set actions."""
        made = register(reports=[report(by=["hmic", "pcc"])])
        assert made.item("r/1").setters == ("hmic", "pcc")
        assert made.item("p").setter == "hmic"
        assert made.item("p/1").setter == "norfolk"
        alone = register(plans=[plan(report=None, added=DAY)])
        assert alone.item("p").setter == "norfolk"

    def test_days_that_deadlines_count_from(self) -> None:
        """A report's days are anchors, the last day of the inspection among them."""
        made = register(
            reports=[report(received=date(2014, 9, 1), inspected="2014-04")]
        )
        assert made.item("r/1").anchors == {
            "publication": PUBLISHED,
            "receipt": date(2014, 9, 1),
            "inspection": date(2014, 4, 30),
        }

    def test_actions_open_when_they_are_added(self) -> None:
        """An action opens on its own day, else on its report's, else on its plan's."""
        added = ap.Action(id="a", owner="norfolk", text="x", added=DAY)
        other = ap.Action(id="b", owner="norfolk", text="x")
        made = register(plans=[plan(actions=[added, other])])
        assert made.item("a").opened == DAY
        assert made.item("b").opened == PUBLISHED
        alone = register(plans=[plan(report=None, added=DAY, actions=[other])])
        assert alone.item("b").opened == DAY

    def test_names(self) -> None:
        """An item is called what the report calls it, else by its id."""
        finding = ap.Recommendation(id="r/1", text="x", label="Recommendation 1")
        made = register(reports=[report(findings=[finding])])
        assert made.item("r/1").name == "Recommendation 1"
        assert made.item("p").name == "p"

    def test_an_embargo_is_not_leaked(self) -> None:
        """Nothing of a plan shows before the report that it names is published."""
        secret = register(reports=[report(published=None)], plans=[plan(added=DAY)])
        assert [item.opened for item in secret.items] == [None, None, None]
        early = register(plans=[plan(added=date(2014, 8, 1))])
        assert {item.opened for item in early.items} == {PUBLISHED}

    def test_the_clock_of_the_report(self) -> None:
        """Periods after publication count from that of the report."""
        made = register(plans=[plan(added=DAY)])
        state = made.at(DAY)["p"]
        assert made.item("p").opened == DAY
        assert state.due is not None
        assert state.due.day == date(2014, 10, 10)

    def test_no_such_item(self) -> None:
        """An unknown item is a LookupError that names it."""
        with pytest.raises(LookupError, match="there is no item 'r/2'"):
            register().item("r/2")
        for name in ("r/1@suffolk", ["r/1"], None):
            with pytest.raises(UnknownName):
                register().item(name)  # type: ignore[arg-type]


class TestReferences:
    """Ids are given once, and every reference leads somewhere."""

    def test_all_faults_of_meaning_together(self) -> None:
        """A register with many false references names each of them."""
        found = faults_of(
            lambda: register(
                tracks=["nobody"],
                bodies=[*BODIES, BODIES[0], ap.Body(id="x", name="X", kind="partner")],
                reports=[
                    report(by=["nobody"], follows="nothing"),
                    report(id="s", findings=[ap.Recommendation(id="p", text="x")]),
                ],
                plans=[plan(report="t"), plan(id="q", report=None, actions=[])],
                log=[update("nothing", DAY, note="x"), update("r/1", DAY, percent=5)],
            )
        )
        assert sorted(found) == [
            ("bodies[4].id", FaultCode.DUPLICATE_ID),
            ("log[0].item", FaultCode.UNKNOWN_REFERENCE),
            ("plans[0].id", FaultCode.DUPLICATE_ID),
            ("plans[0].report", FaultCode.UNKNOWN_REFERENCE),
            ("plans[1]", FaultCode.REQUIRED),
            ("reports[0].by[0]", FaultCode.UNKNOWN_REFERENCE),
            ("reports[0].follows", FaultCode.UNKNOWN_REFERENCE),
            ("tracks[0]", FaultCode.UNKNOWN_REFERENCE),
        ]

    def test_nested_references(self) -> None:
        """References inside findings, actions and meetings are followed too."""
        cause = ap.CauseOfConcern(
            id="c",
            text="x",
            recommendations=[ap.Recommendation(id="c/1", text="x", follows="r/9")],
        )
        action = ap.Action(id="a", owner="nobody", text="x", answers=["r/1", "p"])
        found = faults_of(
            lambda: register(
                reports=[report(), report(id="s", findings=[cause])],
                plans=[plan(actions=[action])],
            )
        )
        assert found == [
            (
                "reports[1].findings[0].recommendations[0].follows",
                FaultCode.UNKNOWN_REFERENCE,
            ),
            ("plans[0].actions[0].owner", FaultCode.UNKNOWN_REFERENCE),
            ("plans[0].actions[0].answers[1]", FaultCode.UNKNOWN_REFERENCE),
        ]

    def test_actions_answer_items_and_findings(self) -> None:
        """An action may name a finding, or the item of one body."""
        action = ap.Action(
            id="a", owner="norfolk", text="x", answers=["r/1", "r/1@norfolk"]
        )
        assert register(plans=[plan(actions=[action])]).item("a").source == action

    def test_the_same_id_in_one_report(self) -> None:
        """A finding and an obligation of one id are two items of one id: refused."""
        duty = ap.Obligation(id="r/1", owner="pcc", text="x")
        both = report(obligations=[duty])
        found = faults_of(lambda: register(reports=[both], plans=[]))
        assert found == [("reports[0].obligations[0].id", FaultCode.DUPLICATE_ID)]

    def test_a_finding_for_many_is_no_item(self) -> None:
        """Where a finding has many items, the message says which."""
        many = report(about=["norfolk", "suffolk"])
        with pytest.raises(InvalidValue, match="name the body too: r/1@norfolk, "):
            register(reports=[many], log=[update("r/1", DAY, note="x")])

    def test_close_names_are_offered(self) -> None:
        """A slip of the pen gets the name that was meant."""
        with pytest.raises(InvalidValue, match="did you mean 'norfolk'"):
            register().record(update("r/1", DAY, by="norflok", note="x"))

    def test_what_stands_in_no_register(self) -> None:
        """Something of another kind is refused by place and type."""
        found = faults_of(lambda: ap.Register(bodies=[5], log="x"))  # type: ignore[list-item,arg-type]
        assert found == [("bodies[0]", FaultCode.TYPE), ("log", FaultCode.TYPE)]


class Watched(ap.ProgressUpdate):
    """An update that notes when somebody looks at it."""

    looked_at: ClassVar[list[str]] = []

    def __getattribute__(self, name: str) -> Any:
        """The attribute, of which a note is made."""
        Watched.looked_at.append(name)
        return super().__getattribute__(name)


class TestRecord:
    """One entry is checked alone, and all else is shared."""

    @given(data=st.data(), before=registers(min_items=1))
    def test_recorded_is_rebuilt(
        self, data: st.DataObject, before: ap.Register
    ) -> None:
        """A register that grew equals one that is made at once, in every snapshot."""
        after = before.record(data.draw(entries(before)))
        rebuilt = attrs.evolve(after)
        assert after == rebuilt
        assert after.at(DAY) == rebuilt.at(DAY)

    def test_all_or_nothing(self) -> None:
        """One false entry among good ones, and none of them is recorded."""
        before = register()
        good, bad = update("r/1", DAY, percent=5), update("r/2", DAY, percent=5)
        found = faults_of(lambda: before.record(good, bad))
        assert found == [("entries[1].item", FaultCode.UNKNOWN_REFERENCE)]
        assert before.log == ()

    def test_what_is_no_entry(self) -> None:
        """Only entries are recorded."""
        found = faults_of(lambda: register().record({}))  # type: ignore[arg-type]
        assert found == [("entries[0]", FaultCode.TYPE)]

    def test_the_rest_is_shared(self) -> None:
        """A recorded entry copies no report, plan or body."""
        before = register()
        after = before.record(update("r/1", DAY, percent=5))
        assert after.reports is before.reports
        assert after.bodies is before.bodies

    def test_it_visits_no_other_entry(self) -> None:
        """One entry more is checked by itself, whatever the log holds already."""
        held = register().record(
            *(Watched(item="r/1", on=DAY, by="norfolk", percent=n) for n in range(9))
        )
        Watched.looked_at.clear()
        grown = held.record(update("p", DAY, percent=5))
        assert Watched.looked_at == []
        assert grown.at(DAY)["r/1"].percent == 8
        assert Watched.looked_at

    def test_retractions_name_entries(self) -> None:
        """A retraction finds its entry in the log, or anywhere in the same call."""
        mistake = update("r/1", DAY, percent=5)
        back = ap.Retraction(item="r/1", on=DAY, by="norfolk", entry=mistake.digest)
        assert len(register().record(mistake, back).log) == 2
        assert len(register().record(mistake).record(back).log) == 2
        assert len(register().record(back, mistake).log) == 2
        found = faults_of(lambda: register().record(back))
        assert found == [("entries[0].entry", FaultCode.UNKNOWN_REFERENCE)]


class TestAdd:
    """Reports arrive; what was there is shared and stays."""

    @given(whole=registers(max_entries=0))
    def test_added_is_built(self, whole: ap.Register) -> None:
        """A register that grew by its parts equals one that is made at once."""
        parts: list[Any] = [*whole.bodies, *whole.reports, *whole.plans]
        parts += whole.meetings
        grown = ap.Register(x=whole.x).add(*parts)
        assert grown == attrs.evolve(whole, tracks=())
        assert grown.items == whole.items

    def test_references_to_what_is_there(self) -> None:
        """A plan may come after its report, in a later call."""
        first = ap.Register(bodies=BODIES).add(report())
        assert first.add(plan()) == register()

    def test_taken_ids(self) -> None:
        """What is there already is replaced, not added."""
        found = faults_of(lambda: register().add(report(id="s"), BODIES[0]))
        assert found == [
            ("things[0].findings[0].id", FaultCode.DUPLICATE_ID),
            ("things[1].id", FaultCode.DUPLICATE_ID),
        ]

    def test_what_cannot_be_added(self) -> None:
        """Entries are recorded, not added."""
        entry = update("r/1", DAY, percent=5)
        found = faults_of(lambda: register().add(entry))  # type: ignore[arg-type]
        assert found == [("things[0]", FaultCode.TYPE)]


class TestReplace:
    """A part stands in the place of the one with its id, wherever that is."""

    @pytest.mark.parametrize(
        "part",
        [
            ap.Body(id="hmic", name="HMICFRS", kind="inspectorate"),
            report(title="Corrected"),
            plan(deadline="by 2015"),
            ap.AreaForImprovement(id="r/1", text="Act better."),
            ap.Action(id="p/1", owner="suffolk", text="Hire."),
        ],
        ids=lambda part: type(part).__name__,
    )
    def test_every_kind_of_part(self, part: ap.Body) -> None:
        """A new part is there, and its old one is not."""
        before = register(log=[update("p", DAY, percent=5)])
        after = before.replace(part)
        assert after != before
        assert after == attrs.evolve(after)
        assert after.at(DAY)["p"].percent == 5

    def test_nested_parts(self) -> None:
        """A recommendation within a cause, an obligation and a meeting are found."""
        old = ap.CauseOfConcern(
            id="c", text="x", recommendations=[ap.Recommendation(id="c/1", text="x")]
        )
        duty = ap.Obligation(id="o", owner="pcc", text="x")
        before = register(
            reports=[report(findings=[old], obligations=[duty])], plans=[]
        )
        after = before.replace(
            ap.Recommendation(id="c/1", text="y"),
            ap.Obligation(id="o", owner="pcc", text="y"),
        )
        assert [item.text for item in after.items] == ["x", "y", "y"]

    def test_untouched_parts_are_shared(self) -> None:
        """What is not replaced is the same object as before."""
        before = register()
        after = before.replace(plan(deadline="by 2015"))
        assert after.reports[0] is before.reports[0]

    def test_nothing_of_that_id(self) -> None:
        """A part without a counterpart, or of another kind, is refused."""
        found = faults_of(
            lambda: register().replace(
                report(id="s"), ap.Obligation(id="r/1", owner="pcc", text="x")
            )
        )
        assert found == [
            ("parts[0].id", FaultCode.UNKNOWN_REFERENCE),
            ("parts[1].id", FaultCode.UNKNOWN_REFERENCE),
        ]

    def test_parts_within_parts(self) -> None:
        """A finding is replaced in the report that is replaced with it, or refused."""
        finding = ap.Recommendation(id="r/1", text="Other.")
        after = register().replace(report(title="New"), finding)
        assert (after.reports[0].title, after.item("r/1").text) == ("New", "Other.")
        found = faults_of(lambda: register().replace(report(findings=[]), finding))
        assert found == [("parts[1].id", FaultCode.UNKNOWN_REFERENCE)]
        found = faults_of(lambda: register().replace(finding, report().findings[0]))
        assert found == [("parts[0].id", FaultCode.UNKNOWN_REFERENCE)]

    def test_the_log_keeps_its_items(self) -> None:
        """An item that the log speaks of cannot be replaced away."""
        before = register(log=[update("r/1", DAY, percent=5)], plans=[])
        found = faults_of(lambda: before.replace(report(findings=[])))
        assert found == [("log[0].item", FaultCode.UNKNOWN_REFERENCE)]
        quiet = register(plans=[]).replace(report(findings=[]))
        assert quiet.items == ()

    def test_the_log_keeps_its_owners(self) -> None:
        """A long id that the log uses cannot be replaced away either."""
        before = register(log=[update("p/1@norfolk", DAY, percent=5)])
        other = ap.Action(id="p/1", owner="suffolk", text="Hire.")
        assert faults_of(lambda: before.replace(other)) == [
            ("log[0].item", FaultCode.UNKNOWN_REFERENCE)
        ]

    def test_what_is_no_part(self) -> None:
        """Only parts of a register replace parts of it."""
        found = faults_of(lambda: register().replace("r/1"))  # type: ignore[arg-type]
        assert found == [("parts[0]", FaultCode.TYPE)]


def test_a_register_shows_its_size() -> None:
    """A register in a notebook is one line, however large it is."""
    assert repr(register()) == ("<Register: bodies 4, reports 1, items 3, entries 0>")
