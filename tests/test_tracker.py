"""The tracker sheet: what it says, and what a changed one proposes."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, ClassVar

import attrs
import pytest
from hypothesis import assume, given, strategies as st

import actionplan as ap
from actionplan.errors import ActionPlanError, InvalidDocument, InvalidValue
from actionplan.formats import csv
from actionplan.formats.tracker import (
    COLUMNS,
    SYNONYMS,
    VOCABULARIES,
    CellValue,
    Meaning,
    Sheet,
    log_sheet,
    proposals_of,
    reading_sheet,
    tracker_sheet,
)
from actionplan.formats.tracker._reading import key_of_words
from actionplan.strategies import days, moments, registers
from registers import plan, register, report, update
from sheets import EDITS, HEADINGS, edits, with_cell


class TestLaws:
    """Register -> sheet -> proposals is empty; one edited cell is exactly one entry."""

    @given(held=registers(), on=days())
    def test_nothing_changed(self, held: ap.Register, on: date) -> None:
        """A sheet that nobody changed proposes nothing, straight or by way of CSV."""
        sheet = tracker_sheet(held.at(on))
        for read in (sheet, csv.read(csv.dumps(held, on))):
            for body in held.bodies:
                assert len(proposals_of(read, held, on=on, by=body.id)) == 0

    @given(held=registers(), on=days(), known=moments())
    def test_what_was_known(self, held: ap.Register, on: date, known: datetime) -> None:
        """Nor does one of what was known earlier, compared with what it was then."""
        data, base = csv.dumps(held, on, known=known), held.at(on, known)
        for body in held.bodies:
            found = proposals_of(csv.read(data), held, on=on, by=body.id, base=base)
            assert len(found) == 0

    @given(held=registers(), on=days(), data=st.data())
    def test_one_cell(self, held: ap.Register, on: date, data: st.DataObject) -> None:
        """A cell that says something new proposes the one entry that says so."""
        now = held.at(on)
        assume(len(now) > 0)
        edit = data.draw(edits(now))
        owner = now[edit.item].item.owner
        waiting = any(
            change.deadline == edit.fields.get("deadline")
            for change in now[edit.item].unanswered_changes
        )
        for sheet in (edit.sheet, csv.read(csv._written(edit.sheet))):
            found = proposals_of(sheet, held, on=on, by=owner)
            if waiting:
                assert len(found) == 0
                continue
            (one,) = found
            fields = {"item": edit.item, "on": on, "by": owner, **edit.fields}
            assert one.value == edit.kind(**fields)
            cells = [(cell.place, cell.column) for cell in one.cells]
            assert cells == [(edit.place, edit.key)]
            held.record(*found.entries)

    def test_every_column(self) -> None:
        """These laws are about every column that can be changed."""
        assert {*EDITS} == {one.key for one in COLUMNS if one.changes}


DAY = date(2014, 9, 17)
HELD = register()


def labelled(name: str, label: str) -> ap.Recommendation:
    """A recommendation that its report calls something."""
    return ap.Recommendation(id=name, label=label, text=f"Do {label}.")


def read(*rows: dict[str, CellValue], held: ap.Register = HELD, **options: Any) -> Any:
    """What rows propose of which each cell is named by its heading."""
    headings = list(dict.fromkeys(key for row in rows for key in row))
    sheet = Sheet.of(
        "Tracker", [headings, *[[row.get(key) for key in headings] for row in rows]]
    )
    asked: dict[str, Any] = {"on": DAY, "by": "norfolk"} | options
    return proposals_of(sheet, held, **asked)


def faults(*rows: dict[str, CellValue], **options: Any) -> list[str]:
    """The faults of rows, as text."""
    with pytest.raises(ActionPlanError) as caught:
        read(*rows, **options)
    assert isinstance(caught.value, InvalidDocument)
    return [str(fault) for fault in caught.value.faults]


def one(**cells: CellValue) -> Any:
    """The one value that a changed row of the recommendation proposes."""
    (found,) = read(
        {"reference": "r/1", **{k.replace("_", " "): v for k, v in cells.items()}}
    )
    return found.value


class TestCells:
    """A cell means what a person would mean by it, or is refused by its place."""

    @pytest.mark.parametrize(
        ("cell", "percent"), [(40, 40), (40.0, 40), ("40 ", 40), (" 40 % ", 40)]
    )
    def test_percent(self, cell: CellValue, percent: int) -> None:
        """A percentage may be a number or written out."""
        assert one(percent=cell).percent == percent

    @pytest.mark.parametrize("cell", [101, -1, 0.4, "half", date(2014, 1, 1)])
    def test_no_percent(self, cell: CellValue) -> None:
        """Anything else is no percentage."""
        (fault,) = faults({"reference": "r/1", "percent": cell})
        assert fault.startswith("Tracker!B2: ")
        assert fault.endswith("is not a percentage; write a whole number from 0 to 100")

    @pytest.mark.parametrize(
        "cell",
        [
            date(2014, 10, 31),
            datetime(2014, 10, 31),  # noqa: DTZ001 - as Excel keeps days
            "2014-10-31",
            "31/10/2014",
            "31 October 2014",
            "31-Oct-14",
        ],
    )
    def test_day(self, cell: CellValue) -> None:
        """A day may be written in every way that means one day."""
        assert one(target=cell).day == date(2014, 10, 31)

    @pytest.mark.parametrize(
        ("cell", "message"),
        [
            (
                "03/04/2014",
                "can be read in more than one way: 2014-03-04 or 2014-04-03",
            ),
            ("soon", "is not a day"),
            ("October 2014", "is not a day"),
            (41_942, "is not a day"),
            (datetime(2014, 10, 31, 9), "is not a day"),  # noqa: DTZ001
        ],
    )
    def test_no_day(self, cell: CellValue, message: str) -> None:
        """What may mean several days, or no day at all, is refused."""
        (fault,) = faults({"reference": "r/1", "target": cell})
        assert fault.startswith("Tracker!B2: ")
        assert message in fault

    def test_a_day_as_shown_elsewhere(self) -> None:
        """A day that a spreadsheet shows in its own way is still the same day."""
        aim = ap.Target(item="r/1", on=DAY, by="norfolk", day=date(2015, 4, 3))
        held = HELD.record(aim)
        for shown in ("03/04/2015", "4/3/2015", "3 Apr 2015"):
            assert len(read({"reference": "r/1", "target": shown}, held=held)) == 0

    def test_status(self) -> None:
        """A status is read however its words are joined."""
        for cell in ("in progress", "In-Progress", " in_progress "):
            assert one(status=cell).status == "in-progress"

    def test_unknown_status(self) -> None:
        """A word that is no status is refused with those that are."""
        (fault,) = faults({"reference": "r/1", "status": "Doing"})
        assert fault.startswith("Tracker!B2: 'Doing' is no status that is known here; ")
        assert "no further action" in fault

    def test_acceptance(self) -> None:
        """What the owner accepts is a response, and no other body can give it."""
        assert one(acceptance="Partly").acceptance == "partly"
        row: dict[str, CellValue] = {"reference": "r/1", "acceptance": "accepted"}
        assert faults(row, by="pcc") == [
            "Tracker!B2: acceptance is for norfolk to say, and not for pcc; read it as "
            "what the owner says, or put back what stood there"
        ]
        (fault,) = faults({"reference": "r/1", "acceptance": "maybe"})
        assert "use one of: accepted, partly, rejected, not applicable" in fault

    def test_numbers_are_text(self) -> None:
        """A number in a column of text is the text that was typed."""
        assert one(lead=7.0).lead == "7"
        assert one(RAG=3).rag == "3"

    def test_several_cells(self) -> None:
        """The cells of one row that say how far it has come are one update."""
        row: dict[str, CellValue] = {
            "reference": "r/1",
            "status": "complete",
            "percent": 100,
            "last update": "Done.",
            "lead": "Head of Crime",
        }
        update_, assignment = read(row)
        assert [cell.place[-2:] for cell in update_.cells] == ["B2", "C2", "D2"]
        assert (update_.value.note, assignment.value.lead) == ("Done.", "Head of Crime")

    def test_nothing_is_erased(self) -> None:
        """An emptied cell is refused, because a log takes back and does not forget."""
        held = HELD.record(update("r/1", DAY, percent=40))
        (fault,) = faults({"reference": "r/1", "percent": None}, held=held)
        assert fault == (
            "Tracker!B2: the percent of r/1 was emptied; nothing is erased: write what "
            "holds now, or take the entry back"
        )

    def test_what_is_worked_out(self) -> None:
        """A changed cell that the register works out is refused."""
        found = faults({"reference": "r/1", "days overdue": 3, "text": "Act soon."})
        assert [fault[:12] for fault in found] == ["Tracker!C2: ", "Tracker!B2: "]

    def test_a_faulty_value(self) -> None:
        """What the model cannot hold is refused at the cell it comes from."""
        row: dict[str, CellValue] = {
            "reference": "r/1",
            "percent": 5,
            "last update": "\ud800",
            "lead": "\udfff",
        }
        assert [fault[:12] for fault in faults(row)] == ["Tracker!C2: ", "Tracker!D2: "]

    def test_all_together(self) -> None:
        """The faults of every row come together."""
        rows: list[dict[str, CellValue]] = [
            {"reference": "r/1", "percent": 200, "target": "soon"},
            {"reference": "p/1", "percent": "x"},
        ]
        assert len(faults(*rows)) == 3


class TestDueDates:
    """A new due date is a change of the deadline, which its setter must agree."""

    def test_words(self) -> None:
        """Words are read by `parse_deadline` and kept."""
        found = one(current_due="within six weeks of publication")
        assert str(found.deadline) == "P6W after publication"
        assert found.stated == "within six weeks of publication"

    @pytest.mark.parametrize("cell", [date(2014, 10, 31), "2014-10-31", "31/10/2014"])
    def test_a_day(self, cell: CellValue) -> None:
        """A day needs no words."""
        found = one(current_due=cell)
        assert (str(found.deadline), found.stated) == ("by 2014-10-31", None)

    def test_request(self) -> None:
        """The owner asks, the setter decides; and nothing is asked twice."""
        row: dict[str, CellValue] = {"reference": "r/1", "current due": "2014-10-31"}
        (asked,) = read(row)
        assert asked.remark == "a request: it counts once hmic agrees"
        (agreed,) = read(row, by="hmic")
        assert agreed.remark is None
        assert len(read(row, held=HELD.record(asked.value))) == 0
        assert len(read(row, held=HELD.record(agreed.value))) == 0

    @pytest.mark.parametrize("cell", ["as soon as possible", "by spring 2024", 3])
    def test_refused(self, cell: CellValue) -> None:
        """Words that give no deadline are refused at their cell."""
        (fault,) = faults({"reference": "r/1", "current due": cell})
        assert fault.startswith("Tracker!B2: ")

    def test_the_same_in_other_words(self) -> None:
        """Words for the rule that holds, or for the day that is due, change nothing."""
        for cell in ("within 6 weeks of publication", "10 October 2014", "2014-10-10"):
            assert len(read({"reference": "p", "current due": cell})) == 0

    def test_no_deadline(self) -> None:
        """What has no deadline is not changed by saying so."""
        assert len(read({"reference": "p/1", "current due": "TBC"})) == 0
        (found,) = read({"reference": "p", "current due": "TBC"})
        assert str(found.value.deadline) == "unspecified"

    def test_without_a_day(self) -> None:
        """A rule whose day is not known is written as the rule, and is read again."""
        held = register(plans=[plan(deadline="P6W after receipt")])
        sheet = tracker_sheet(held.at(DAY))
        assert "P6W after receipt" in sheet.rows[2].values
        assert len(proposals_of(sheet, held, on=DAY, by="norfolk")) == 0


class TestRows:
    """Rows are found by their reference, wherever they stand."""

    def test_any_order(self) -> None:
        """Rows may be sorted, left out, and have empty ones between them."""
        rows: list[dict[str, CellValue]] = [
            {"reference": "p/1", "percent": 10},
            {"reference": None},
            {"reference": None, "Remarks": "See above."},
            {"reference": "r/1@norfolk", "percent": 20},
        ]
        assert [found.item for found in read(*rows)] == ["p/1", "r/1"]

    def test_by_other_names(self) -> None:
        """An item is found by its label or by other people's numbers for it."""
        finding = ap.Recommendation(
            id="r/1", label="Recommendation 7", text="Act.", refs={"hmicfrs": "7319"}
        )
        held = register(reports=[report(findings=[finding])])
        for name in ("recommendation 7", 7319, 7319.0):
            (found,) = read({"Rec no": name, "percent": 5}, held=held)
            assert found.item == "r/1"

    def test_number_in_a_report(self) -> None:
        """The number of a recommendation and the report beside it are an id."""
        two = report(id="q", title="Vetting", findings=[])
        held = HELD.add(attrs.evolve(two, findings=[labelled("q/1", "1")]))
        for name in ("r", "Child protection"):
            (found,) = read({"Rec no": 1, "Review": name, "percent": 5}, held=held)
            assert found.item == "r/1"
        (found,) = read({"Rec no": 1, "Review": "vetting", "percent": 5}, held=held)
        assert found.item == "q/1"
        (found,) = read({"Rec no": 1, "percent": 5}, held=held)
        assert found.item == "q/1"  # the only one that is called so

    def test_another_report(self) -> None:
        """A number that a report has does not stand for that of another report."""
        held = register(reports=[report(findings=[labelled("r/1", "1")])])
        row: dict[str, CellValue] = {
            "Rec no": 1,
            "percent": 5,
            "Review": "Vetting 2023",
        }
        assert faults(row, held=held) == [
            "Tracker!C2: there is no report 'Vetting 2023', so this need not be r/1; "
            "write the id or the title of the report, or leave the column unread"
        ]
        (fault,) = faults({**row, "Rec no": 2}, held=held)
        assert "there is no item '2', and no report 'Vetting 2023'" in fault
        (found,) = read(row, held=held, columns={"Review": None})
        assert found.item == "r/1"
        (found,) = read({**row, "Rec no": "r/1"}, held=held)
        assert found.item == "r/1"  # an id says enough
        known = held.add(report(id="q", title="Vetting 2023", findings=[]))
        (fault,) = faults(row, held=known)
        assert "is blank" in fault  # a new finding of that report, without its text
        (fault,) = faults({**row, "Rec no": "r/1"}, held=known)
        assert fault == (
            "Tracker!A2: r/1 is for norfolk and comes from r, and the row says "
            "otherwise; correct the row, or leave the column of its report or owner "
            "unread"
        )

    def test_titles_of_several(self) -> None:
        """A title or name that several have names none of them."""
        again = report(id="q", findings=[labelled("q/1", "1")])
        held = HELD.add(again)
        (fault,) = faults(
            {"Rec no": 1, "Review": "Child protection", "percent": 5}, held=held
        )
        assert "there is no report 'Child protection'" in fault

    def test_several(self) -> None:
        """A name of several items needs the owner beside it, by id or name."""
        finding = ap.Recommendation(
            id="t", label="A", text="Act.", addressed_to=["norfolk", "suffolk"]
        )
        held = register(reports=[report(findings=[finding])], plans=[])
        for name in ("t", "A"):
            for owner in ("suffolk", "Suffolk"):
                row: dict[str, CellValue] = {"Rec no": name, "owner": owner, "RAG": "R"}
                (found,) = read(row, held=held)
                assert found.item == "t@suffolk"
        (found,) = read({"Rec no": "t@suffolk", "owner": "?", "RAG": "R"}, held=held)
        assert found.item == "t@suffolk"
        for nobody in (None, "Head of Crime"):
            (fault,) = faults({"Rec no": "A", "owner": nobody, "RAG": "R"}, held=held)
            assert fault == (
                "Tracker!A2: 'A' names several: t, t@suffolk; write the id of the "
                "one that is meant"
            )

    def test_another_owner(self) -> None:
        """An item is not that of another body, and a person need not be a body."""
        row: dict[str, CellValue] = {"Rec no": "r/1", "owner": "Suffolk", "RAG": "R"}
        (fault,) = faults(row)
        assert "r/1 is for norfolk and comes from r" in fault
        (found,) = read({**row, "owner": "Head of Crime"})
        assert found.item == "r/1"

    def test_refused(self) -> None:
        """Rows without a reference, twice, or of another day are refused."""
        early = report(id="r2", published=date(2015, 1, 1), findings=[])
        obliged = attrs.evolve(
            early, findings=[ap.Recommendation(id="later", text="Act later.")]
        )
        rows: list[dict[str, CellValue]] = [
            {"reference": None, "percent": 5},
            {"reference": "r/1", "percent": 5},
            {"reference": "r/1", "percent": 6},
            {"reference": "later", "percent": 6},
        ]
        found = faults(*rows, held=HELD.add(obliged))
        assert [fault.partition(";")[0] for fault in found] == [
            "Tracker!A2: the row has no reference",
            "Tracker!A4: 'r/1' has a row already, Tracker!A3",
            "Tracker!A5: 'later' is not in the register as it stood on that day",
        ]

    def test_sheet_of_another_day(self) -> None:
        """A sheet that comes back later is compared with what it was written from."""
        sheet = tracker_sheet(HELD.at(DAY))
        later = date(2014, 10, 1)
        held = HELD.record(update("r/1", date(2014, 9, 20), status="complete"))
        with pytest.raises(InvalidDocument, match="cannot be changed in a sheet"):
            proposals_of(sheet, held, on=later, by="norfolk")
        base = HELD.at(DAY)
        found = proposals_of(sheet, held, on=later, by="norfolk", base=base)
        assert len(found) == 0
        changed = with_cell(sheet, 1, "status", "complete")
        found = proposals_of(changed, held, on=later, by="norfolk", base=base)
        assert len(found) == 0  # the register says so already
        changed = with_cell(sheet, 1, "status", "closed")
        (one,) = proposals_of(changed, held, on=later, by="hmic", base=base)
        assert str(one.cells[0]) == "Tracker!I2: status 'complete' -> 'closed'"
        for key, value in (("percent", 7), ("lead", "A"), ("target", later)):
            known = {"percent": 7, "lead": "A", "day": later}
            entries = (
                update("r/1", later, percent=known["percent"]),
                ap.Target(item="r/1", on=later, by="norfolk", day=later),
                ap.Assignment(item="r/1", on=later, by="norfolk", lead="A"),
            )
            both = HELD.record(*entries)
            changed = with_cell(sheet, 1, key, value)
            found = proposals_of(changed, both, on=later, by="norfolk", base=base)
            assert len(found) == 0

    def test_sheet_of_nothing(self) -> None:
        """What an empty sheet was written from is not taken for what stands now."""
        base = HELD.at(date(2014, 1, 1))
        assert len(base) == 0
        (fault,) = faults({"reference": "r/1", "lead": "A"}, base=base)
        assert "is not in the register as it stood on that day" in fault


class TestNewFindings:
    """A row of an unknown reference and a known report is a new finding."""

    ROW: ClassVar[dict[str, CellValue]] = {
        "reference": "r/2",
        "report": "r",
        "text": "Train everybody.",
    }

    def test_recommendation(self) -> None:
        """It is a recommendation unless it says otherwise, and joins its report."""
        (found,) = proposals = read(self.ROW)
        assert found.value == ap.Recommendation(id="r/2", text="Train everybody.")
        assert found.what == "new recommendation"
        assert proposals.findings == (found.value,)
        grown = proposals.apply_to(HELD)
        assert grown.item("r/2").report == "r"

    def test_with_all(self) -> None:
        """What else the row says is recorded about it."""
        row = {
            **self.ROW,
            "kind": "AFI",
            "owner": "Suffolk",
            "original due": "within three months of publication",
            "status": "in progress",
            "target": "2014-10-01",
            "updated on": "2014-09-01",
        }
        proposals = read(row)
        finding = proposals.findings[0]
        assert (finding.kind, finding.addressed_to) == (
            "area-for-improvement",
            ("suffolk",),
        )
        assert str(finding.deadline) == "P3M after publication"
        assert [entry.item for entry in proposals.entries] == ["r/2@suffolk"] * 2
        grown = proposals.apply_to(HELD)
        assert grown.at(DAY)["r/2@suffolk"].status == "in-progress"

    def test_due(self) -> None:
        """The current due date is its first where nothing else is given."""
        (found,) = read({**self.ROW, "owner": "norfolk", "current due": "2014-12-01"})
        assert str(found.value.deadline) == "by 2014-12-01"
        assert found.cells[-1].place == "Tracker!E2"

    def test_foreign(self) -> None:
        """Somebody else's number is kept as the label, and the id is the report's."""
        row: dict[str, CellValue] = {
            "Rec no": "Rec. 7",
            "Review": "Child protection",
            "Recommendation": "Train everybody.",
            "Status": "complete",
        }
        found, update_ = proposals = read(row)
        assert found.value == ap.Recommendation(
            id="r/rec-7", label="Rec. 7", text="Train everybody."
        )
        assert (found.item, update_.item) == ("r/rec-7", "r/rec-7")
        again = read(row, held=proposals.apply_to(HELD))
        assert len(again) == 0
        (found,) = read({**row, "Rec no": "r/7", "Status": None})
        assert (found.value.id, found.value.label) == ("r/7", None)
        (fault,) = faults({**row, "Rec no": "\u2116"})
        assert fault.startswith("Tracker!A2: 'r/\u2116' is not an id")

    def test_for_several(self) -> None:
        """What is said of a new finding is said of one body."""
        both = report(about=["norfolk", "suffolk"])
        held = register(reports=[both], plans=[])
        (found,) = read(self.ROW, held=held)
        assert found.item == "r/2@norfolk"
        (fault,) = faults({**self.ROW, "status": "complete"}, held=held)
        assert fault.startswith("Tracker!A2: the new finding is for several bodies")
        row = {**self.ROW, "status": "complete", "owner": "suffolk"}
        _, update_ = read(row, held=held)
        assert update_.item == "r/2@suffolk"

    def test_twice(self) -> None:
        """A new finding has one row."""
        (fault,) = faults(self.ROW, {**self.ROW, "text": "Train them again."})
        assert fault.startswith("Tracker!A3: 'r/2' has a row already, Tracker!A2; keep")

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            (
                {"report": "q"},
                "no item 'r/2', and no report 'q'; correct the reference",
            ),
            ({"report": None}, "no item 'r/2', and no report named"),
            ({"text": "#N/A"}, "'#N/A' is an error of the spreadsheet"),
            ({"kind": "plan"}, "'plan' is no kind of finding; use one of"),
            ({"text": "Act."}, "there is no item 'r/2'; did you mean 'r/1'"),
            ({"text": None}, "is blank"),
            ({"reference": "r 2"}, "is not an id"),
            ({"owner": "Essex"}, "there is no body 'Essex'"),
            ({"original due": "soon"}, "names no day"),
        ],
    )
    def test_refused(self, changes: dict[str, CellValue], message: str) -> None:
        """A row that cannot be a finding is refused, with what to write."""
        (fault,) = faults({**self.ROW, **changes})
        assert message in fault
        assert fault.startswith("Tracker!")

    def test_not_yet_published(self) -> None:
        """Of a finding that is not published nothing else can be said."""
        held = register(reports=[report(published=None)], plans=[])
        assert len(read(self.ROW, held=held)) == 1
        (fault,) = faults({**self.ROW, "status": "complete"}, held=held)
        assert "says something of what is not in the register on that day" in fault

    def test_no_such_report(self) -> None:
        """Proposals of one register do not fit another one without the report."""
        with pytest.raises(InvalidValue, match="there is no report 'r'"):
            read(self.ROW).apply_to(register(reports=[], plans=[]))


class TestHeadings:
    """The first row that can be understood holds the headings."""

    def test_foreign(self) -> None:
        """Known synonyms are read, a title above them is passed over, all is shown."""
        sheet = Sheet.of(
            "Tracker",
            [
                ["HMIC recommendations"],
                [],
                ["Rec No.", "Lead officer", "Target completion", "Risk"],
                ["r/1", "Head of Crime", "31 October 2014", "High"],
            ],
        )
        found = proposals_of(sheet, HELD, on=DAY, by="norfolk")
        assert str(found) == (
            "Proposed: 2 entries, 0 new findings. Nothing is recorded yet.\n\n"
            "r/1\n"
            "  deadline change (a request: it counts once hmic agrees)\n"
            "    Tracker!C4: due 2014-08-29 -> 'by 2014-10-31'\n"
            "  assignment\n"
            "    Tracker!B4: lead nothing -> 'Head of Crime'\n\n"
            "Columns read:\n"
            "  Tracker!A3 'Rec No.' as reference\n"
            "  Tracker!B3 'Lead officer' as lead\n"
            "  Tracker!C3 'Target completion' as due\n\n"
            "Columns not read:\n"
            "  Tracker!D3 'Risk'"
        )

    def test_revised(self) -> None:
        """Beside a revised day, the target completion is the first one."""
        row: dict[str, CellValue] = {
            "Rec no": "r/1",
            "Target completion": "2014-08-29",
            "Revised target completion": "2014-12-01",
            "Lead": None,
        }
        (found,) = read(row)
        assert str(found.value.deadline) == "by 2014-12-01"
        row["Revised target completion"] = None
        assert len(read(row)) == 0
        (found,) = read({**row, "Target completion": "2014-10-01"})  # the only one
        assert str(found.value.deadline) == "by 2014-10-01"

    def test_two_rows(self) -> None:
        """Headings may stand in two rows, the upper one over several columns."""
        sheet = Sheet.of(
            "Tracker",
            [
                ["Rec no", "Recommendation", "Who", None, "Completion", None],
                [None, None, "Force", "Lead officer", "Target completion", "Due date"],
                ["r/1", "Act.", "Norfolk", "A", date(2014, 8, 29), date(2014, 12, 1)],
            ],
        )
        change, assignment = proposals = proposals_of(sheet, HELD, on=DAY, by="norfolk")
        assert (change.cells[0].place, assignment.cells[0].place) == (
            *("Tracker!F3", "Tracker!D3"),
        )
        assert [column.place[-2:] for column in proposals.columns] == [
            *("A1", "B1", "C2", "D2", "E2", "F2")
        ]

    def test_nothing_to_change(self) -> None:
        """A sheet of which nothing could ever be proposed is the wrong one."""
        with pytest.raises(InvalidDocument, match="has no column in which anything"):
            read({"reference": "r/1", "kind": "progress"})

    @pytest.mark.parametrize(
        "heading", ["\u2116", "N\u00ba", "\u041d\u043e\u043c\u0435\u0440", "__"]
    )
    def test_any_words(self, heading: str) -> None:
        """A heading may be in any language, and an empty one is no such heading."""
        sheet = Sheet.of(
            "Tracker", [[heading, None, "Status"], ["r/1", "r/2", "complete"]]
        )
        options: dict[str, Any] = {"on": DAY, "by": "norfolk"}
        columns = {heading.upper(): "reference"}
        (found,) = proposals_of(sheet, HELD, columns=columns, **options)
        assert found.item == "r/1"

    def test_below_no_heading(self) -> None:
        """What stands beside the table is not passed over."""
        rows: list[list[CellValue]] = [
            ["reference", "lead"],
            ["r/1", "A", None, "see letter"],
            ["p/1", "B", " "],
        ]
        with pytest.raises(InvalidDocument) as caught:
            proposals_of(Sheet.of("Tracker", rows), HELD, on=DAY, by="norfolk")
        (fault,) = caught.value.faults
        assert str(fault).startswith("Tracker!D2: 'see letter' stands below no heading")

    def test_columns(self) -> None:
        """A caller says what a heading means, or that it is not to be read."""
        row: dict[str, CellValue] = {"No.": "r/1", "Manager": "A", "status": "odd"}
        columns = {"no": "reference", "Manager": "lead", "status": None}
        (found,) = read(row, columns=columns)
        assert found.value.lead == "A"
        with pytest.raises(InvalidValue, match="'leader' is no column"):
            read(row, columns={"Manager": "leader"})

    def test_columns_that_are_not_there(self) -> None:
        """A heading that a caller names and the sheet has not is told, each of them."""
        row: dict[str, CellValue] = {"No.": "r/1", "Manager": "A", "status": "odd"}
        columns = {"no": "reference", "Manger": "lead", "Costs": None}
        with pytest.raises(InvalidDocument) as caught:
            read(row, columns=columns)
        manager, costs = caught.value.faults
        assert str(manager).endswith("no column 'Manger'; did you mean 'Manager'?")
        assert str(costs).endswith("it has 'No.', 'Manager', 'status'")

    @pytest.mark.parametrize(
        ("headings", "message"),
        [
            (["a", "b"], "Tracker: has no row of headings that is understood"),
            (["lead", "status"], "Tracker: has no column 'reference'"),
            (
                ["reference", "lead", "Lead"],
                "Tracker!C1: the column 'Lead' says the same",
            ),
            (["reference", "lead", "statsu"], "did you mean 'status'?"),
        ],
    )
    def test_refused(self, headings: list[CellValue], message: str) -> None:
        """Headings that nobody can be sure of are refused."""
        with pytest.raises(InvalidDocument) as caught:
            proposals_of(Sheet.of("Tracker", [headings]), HELD, on=DAY, by="norfolk")
        assert message in str(caught.value)

    def test_by(self) -> None:
        """The body that speaks is one of the register, at a moment that is one."""
        with pytest.raises(InvalidValue) as caught:
            read(
                {"reference": "r/1", "lead": "A"},
                by="essex",
                recorded=datetime(2014, 9, 17, 9, 30),  # noqa: DTZ001 - the fault
            )
        by, recorded = map(str, caught.value.faults)
        assert by == "by: there is no body 'essex'; name a body of the register"
        assert recorded.startswith("recorded: '2014-09-17T09:30:00' has no time zone")


class TestVocabularies:
    """Other people's words for a status mean what the caller sees and may change."""

    @pytest.mark.parametrize(
        ("vocabulary", "word", "status"),
        [
            ("city-of-london", "Pending sign-off", "complete"),
            ("city-of-london", "Closed", "closed"),
            ("hmicfrs", "being-progressed", "in-progress"),
            ("hmicfrs", "No further action needed", "no-further-action"),
            ("gao", "Closed - Not Implemented", "no-further-action"),
            ("nao", "Work in progress", "in-progress"),
            ("gao", "Open\u2014Partially Addressed", "in-progress"),
            ("raib", "Implemented", "closed"),
        ],
    )
    def test_words(self, vocabulary: str, word: str, status: str) -> None:
        """Each vocabulary reads its own words, however they are written."""
        row: dict[str, CellValue] = {"Rec no": "r/1", "status": word}
        (found,) = proposals = read(row, statuses=VOCABULARIES[vocabulary])
        assert found.value.status == status
        assert proposals.entries == (found.value,)

    def test_open(self) -> None:
        """What is open in other words is not set back by being called open."""
        row: dict[str, CellValue] = {"Rec no": "r/1", "status": "Open"}
        busy = HELD.record(update("r/1", DAY, status="in-progress"))
        done = HELD.record(update("r/1", DAY, status="complete"))
        gao = VOCABULARIES["gao"]
        for held in (HELD, busy):
            assert len(read(row, held=held, statuses=gao)) == 0
        (found,) = proposals = read(row, held=done, statuses=gao)
        assert found.value.status == "awaiting"
        assert "'Open' as awaiting unless it is so in other words" in str(proposals)

    def test_two_axes(self) -> None:
        """A status that says what is accepted is a response."""
        row: dict[str, CellValue] = {"Rec no": "r/1", "status": "Open & Resolved"}
        (found,) = read(row, statuses=VOCABULARIES["us-inspectors-general"])
        assert found.value.acceptance == "accepted"
        (found,) = read({**row, "status": "Disagreed"}, statuses=VOCABULARIES["nao"])
        assert found.value.acceptance == "rejected"
        held = HELD.record(found.value)
        again = read(
            {**row, "status": "Disagreed"}, held=held, statuses=VOCABULARIES["nao"]
        )
        assert len(again) == 0
        assert "'Disagreed' as rejected" in str(again)

    def test_contradiction(self) -> None:
        """A status may repeat what is said of acceptance, and not say otherwise."""
        row: dict[str, CellValue] = {
            "Rec no": "r/1",
            "Accepted": "rejected",
            "Status": "Open & Unresolved",
        }
        statuses = VOCABULARIES["us-inspectors-general"]
        (found,) = read(row, statuses=statuses)
        assert found.value.acceptance == "rejected"
        assert faults({**row, "Accepted": "accepted"}, statuses=statuses) == [
            "Tracker!C2: says 'rejected', and Tracker!B2 'accepted'; correct one of "
            "them, or leave its column unread"
        ]

    def test_changed(self) -> None:
        """A caller adds a word of its own, and may mean something else by ours."""
        row: dict[str, CellValue] = {"Rec no": "r/1", "status": "sorted"}
        for meant in (Meaning(status="complete"), ap.Status.COMPLETE, "complete"):
            statuses = {**VOCABULARIES["gao"], "Sorted": meant}
            (found,) = read(row, statuses=statuses)
            assert found.value.status == "complete"
        held = HELD.record(update("r/1", DAY, status="complete"))
        row = {"reference": "r/1", "status": "complete"}
        (found,) = proposals = read(row, held=held, statuses={"complete": "closed"})
        assert found.value.status == "closed"
        assert "'complete' as closed" in str(proposals)

    def test_no_meaning(self) -> None:
        """What is no status is refused by the word that it is given for."""
        row: dict[str, CellValue] = {"reference": "r/1", "status": "sorted"}
        with pytest.raises(InvalidValue) as caught:
            read(row, statuses={"Sorted": "done", "Open": "shut"})
        first, second = map(str, caught.value.faults)
        assert first.startswith("statuses['Sorted'].status: 'done' is not a known term")
        assert second.startswith("statuses['Open'].status: 'shut' is not a known term")

    def test_whose_sheet(self) -> None:
        """Who says whose words they are reads somebody else's sheet."""
        held = HELD.record(update("r/1", DAY, percent=40))
        row: dict[str, CellValue] = {
            "reference": "r/1",
            "status": "Closed",
            "percent": None,
            "owner": "Norfolk",
        }
        statuses = VOCABULARIES["city-of-london"]
        (found,) = read(row, held=held, statuses=statuses)
        assert found.value.status == "closed"
        assert len(faults(row, held=held)) == 2


TWO = register(
    reports=[report(findings=[labelled("r/1", "1"), labelled("r/2", "2")])], plans=[]
)
TRACKERS: dict[str, tuple[list[list[CellValue]], dict[str, Any], list[str]]] = {
    "city-of-london": (
        [
            ["City of London Police: actions on HMIC reports"],
            [],
            ["Ref", "Recommendation", "Lead Officer", "Status", "Deadline"],
            ["1", "Do 1.", "Head of Crime", "Pending sign-off", "31st October 2014"],
            ["2", "Do 2.", None, "Awaiting allocation", "February 2016"],
        ],
        {},
        [
            "r/1 progress D4 complete",
            "r/1 deadline change E4 by 2014-10-31",
            "r/1 assignment C4 Head of Crime",
            "r/2 deadline change E5 by 2016-02",
        ],
    ),
    "hmicfrs": (
        [
            ["Rec no", "Force", "Status", "Comments"],
            ["1", "Norfolk", "being-progressed", "Nominated owner agreed."],
            ["2", "Norfolk", "no-further-action-needed", None],
        ],
        {"by": "hmic"},
        [
            "r/1 progress C2 in progress, D2 Nominated owner agreed.",
            "r/2 progress C3 no further action",
        ],
    ),
    "gao": (
        [
            ["Recommendation", "Agency Affected", "Status"],
            ["Do 1.", "Norfolk", "Closed \u2013 Implemented"],
            ["Do 2.", "Norfolk", "Open"],
        ],
        {"by": "hmic", "columns": {"Recommendation": "reference"}},
        ["r/1 progress C2 closed"],
    ),
    "nao": (
        [
            ["Rec no", "Department", "Status", "Target implementation date"],
            ["1", "Norfolk", "Work in progress", "March 2015"],
            ["2", "Norfolk", "Disagreed", None],
        ],
        {},
        [
            "r/1 progress C2 in progress",
            "r/1 deadline change D2 by 2015-03",
            "r/2 response C3 rejected",
        ],
    ),
    "us-inspectors-general": (
        [
            ["Report No.", "Rec Number", "Status"],
            ["r", 1, "Open & Resolved"],
            ["r", 2, "Closed"],
        ],
        {},
        ["r/1 response C2 accepted", "r/2 progress C3 closed"],
    ),
    "raib": (
        [
            ["Report no", "Title", "Rec no", "End implementer", "Status"],
            ["r", "Child protection", 1, "Norfolk", "Implemented"],
            ["r", "Child protection", 2, "Norfolk", "In process"],
        ],
        {"by": "hmic"},
        ["r/1 progress E2 closed", "r/2 progress E3 in progress"],
    ),
}


@pytest.mark.parametrize("name", TRACKERS)
def test_trackers(name: str) -> None:
    """A sheet as each of these bodies keeps it gives what it says."""
    rows, options, expected = TRACKERS[name]
    asked: dict[str, Any] = {"on": DAY, "by": "norfolk", **options}
    sheet = Sheet.of("Tracker", rows)
    found = proposals_of(sheet, TWO, statuses=VOCABULARIES[name], **asked)
    assert [
        f"{one.item} {one.what} "
        + ", ".join(f"{cell.place[8:]} {cell.after}" for cell in one.cells)
        for one in found
    ] == expected
    assert found.apply_to(TWO).at(DAY).states


class TestSheets:
    """A sheet holds rows that are not empty, and is bounded when it is read."""

    def test_bounds(self) -> None:
        """Too many rows or columns are refused, and empty ones do not count."""
        empty: list[list[CellValue]] = [[]] * 1_000_000
        assert len(Sheet.bounded("T", [["a"], *empty, ["b", ""]]).rows) == 2
        with pytest.raises(InvalidDocument, match="more than 100,000 rows"):
            Sheet.bounded("T", [["a"]] * 100_001)
        with pytest.raises(InvalidDocument, match="200 columns"):
            Sheet.bounded("T", [["a"] * 201])

    def test_places(self) -> None:
        """Columns are named as spreadsheets name them."""
        sheet = Sheet.of("T", [["a"] * 60])
        places = [sheet.cell(sheet.rows[0], n).place for n in (0, 25, 26, 51, 52, 99)]
        assert places == ["T!A1", "T!Z1", "T!AA1", "T!AZ1", "T!BA1", "T!CV1"]


class TestWritten:
    """What is written says what the register says."""

    def test_day_ended(self) -> None:
        """The day ended is the first day of the end that still stands."""
        held = HELD.record(
            update("r/1", date(2014, 9, 1), status="closed"),
            update("r/1", date(2014, 9, 2), status="in-progress"),
            update("r/1", date(2014, 9, 3), status="closed"),
            update("r/1", date(2014, 9, 4), status="withdrawn"),
            update("r/1", date(2014, 9, 5), note="Filed."),
        )
        row = tracker_sheet(held.at(DAY)).rows[1]
        assert row.values[-1] == date(2014, 9, 3)

    def test_log(self) -> None:
        """The log has what counts and what was taken back, and nothing later."""
        mistake = update("r/1", date(2014, 9, 1), percent=5)
        moment = datetime(2014, 9, 2, 9, 30, tzinfo=UTC)
        back = ap.Retraction.of(mistake, by="norfolk", recorded=moment)
        held = HELD.record(
            mistake, update("r/1", date(2015, 1, 1), note="Later."), back
        )
        rows = log_sheet(held, DAY).rows[1:]
        assert [row.values[3] for row in rows] == ["progress", "retraction"]
        assert [row.values[-1] for row in rows] == ["no", "yes"]
        assert rows[1].values[5] == "2014-09-02T09:30:00Z"

    def test_reading(self) -> None:
        """The reading sheet says of which day and moment it is, and every column."""
        moment = datetime(2014, 9, 10, 17, tzinfo=UTC)
        sheet = reading_sheet(HELD.at(DAY, moment))
        assert sheet.rows[0].values[1] == (
            "as it stood on Wed 17 Sep 2014, as known at 2014-09-10T17:00:00Z"
        )
        names = [row.values[0] for row in sheet.rows[1:4]]
        assert names == ["Tracker", "Log", "Report"]
        assert [row.values[0] for row in sheet.rows[5:]] == HEADINGS


def test_reference_page() -> None:
    """The page of the columns has every column, synonym and word, and what it means."""
    page = Path(__file__).parent.parent / "docs" / "reference" / "tracker.md"
    text = page.read_text("utf-8")
    for column in COLUMNS:
        changes = column.changes or "nothing: it is refused"
        row = f"| {column.heading} | `{column.key}` | {column.says} | {changes} |"
        assert row in text
    for key in {*SYNONYMS.values()}:
        headings = ", ".join(one for one, meant in SYNONYMS.items() if meant == key)
        assert f"| `{key}` | {headings} |" in text
    for name, words in VOCABULARIES.items():
        for word, meaning in words.items():
            assert f"| `{name}` | {word} | {meaning} |" in text


def test_words_are_found() -> None:
    """Every synonym and word is written as it is looked up, and names a column."""
    words = {word for words in VOCABULARIES.values() for word in words}
    for word in words | SYNONYMS.keys():
        assert key_of_words(word) == word
    assert {*SYNONYMS.values()} <= {column.key for column in COLUMNS}
