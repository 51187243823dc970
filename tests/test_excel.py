"""The tracker as a workbook: what is written, what comes back, what is refused."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import assume, given, settings, strategies as st
from openpyxl import Workbook, load_workbook

import actionplan as ap
from actionplan.errors import InvalidDocument, InvalidValue
from actionplan.formats import excel, spreadsheet
from actionplan.formats.tracker import COLUMNS, Sheet, proposals_of, tracker_sheet
from actionplan.strategies import days, registers, texts
from registers import register, report, update
from sheets import HEADINGS, KEYS, edits, marked

DAY = date(2014, 9, 17)
HELD = register()
hostile = texts() | st.sampled_from(
    ["=1+1", "@SUM(A1)", "_x0041_", "x005F_", "_x005F_x000D_", "_x005F_", "a\rb", " x "]
)


def book_of(data: bytes) -> Workbook:
    """The workbook, as openpyxl reads it."""
    return load_workbook(io.BytesIO(data))


def saved(fill: Callable[[Any], None]) -> bytes:
    """The bytes of a workbook that somebody else made."""
    book, file = Workbook(), io.BytesIO()
    fill(book.worksheets[0])
    book.save(file)
    return file.getvalue()


def shared(data: bytes) -> bytes:
    """The same, as Excel keeps it: texts in a table of their own, escaped its way."""
    book, file = book_of(data), io.BytesIO()
    book.save(file)
    return file.getvalue()


def parts_of(data: bytes) -> str:
    """All that a workbook holds, unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(part).decode() for part in archive.namelist())


def retyped(data: bytes, changed: Sheet) -> bytes:
    """A workbook in which somebody typed what a changed sheet says."""
    book, file = book_of(data), io.BytesIO()
    tracker = book["Tracker"]
    held = excel.read(data)
    for before, after in zip(held.rows[1:], changed.rows[1:], strict=True):
        for number, value in enumerate(after.values):
            old = before.values[number] if number < len(before.values) else None
            shown = old.date() if isinstance(old, datetime) else old
            if value != shown:
                cell = tracker.cell(after.number, number + 1)
                excel._write(cell, value)
    book.save(file)
    return file.getvalue()


class TestLaws:
    """Register -> workbook -> proposals is empty; one edited cell is one entry."""

    @settings(max_examples=25)
    @given(held=registers(), on=days())
    def test_nothing_changed(self, held: ap.Register, on: date) -> None:
        """A workbook that nobody changed proposes nothing."""
        data = excel.dumps(held, on)
        for body in held.bodies:
            found = proposals_of(excel.read(data), held, on=on, by=body.id)
            assert len(found) == 0

    @settings(max_examples=25)
    @given(held=registers(), on=days(), data=st.data())
    def test_one_cell(self, held: ap.Register, on: date, data: st.DataObject) -> None:
        """A cell that somebody typed gives what the same cell of a sheet gives."""
        now = held.at(on)
        assume(len(now) > 0)
        edit = data.draw(edits(now))
        owner = now[edit.item].item.owner
        read = excel.read(retyped(excel.dumps(held, on), edit.sheet))
        expected = proposals_of(edit.sheet, held, on=on, by=owner)
        assert proposals_of(read, held, on=on, by=owner) == expected

    @given(text=hostile)
    def test_text(self, text: str) -> None:
        """Text comes back as it was, whatever is in it, and no cell is a formula."""
        held = HELD.record(update("r/1", DAY, note=text))
        data = excel.dumps(held, DAY)
        assert excel.read(data).rows[1].values[KEYS.index("note")] == text
        cell = book_of(data)["Tracker"].cell(2, KEYS.index("note") + 1)
        assert (cell.data_type, cell.number_format) == ("s", "@")

    @settings(max_examples=25)
    @given(held=registers(), on=days())
    def test_same_bytes(self, held: ap.Register, on: date) -> None:
        """The same register gives the same bytes."""
        assert excel.dumps(held, on) == excel.dumps(ap.loads(ap.dumps(held)), on)

    @settings(max_examples=25)
    @given(held=registers(), on=days())
    def test_public(self, held: ap.Register, on: date) -> None:
        """A public edition has the items and entries that are public, and no others."""
        public = held.edition("public")
        data = excel.dumps(public, on)
        items = {row.values[0] for row in excel.read(data).rows[1:]}
        assert items == {state.item.id for state in public.at(on)}
        log = excel.read(data, name="Log").rows[1:]
        assert {row.values[6] for row in log} <= {one.digest for one in public.log}

    @settings(max_examples=25)
    @given(drawn=marked())
    def test_nothing_leaks(self, drawn: tuple[ap.Register, tuple[str, ...]]) -> None:
        """No word of what is not public is in any part of the public workbook."""
        held, secret = drawn
        written = parts_of(excel.dumps(held.edition("public"), DAY))
        assert [mark for mark in secret if escape(mark) in written] == []
        assert escape("<e1>") in parts_of(excel.dumps(held, DAY))


class TestWritten:
    """A workbook that a person can work with."""

    HELD = HELD.record(
        update("p/1", DAY, status="complete"), update("p", DAY, status="complete")
    )

    def test_sheets(self) -> None:
        """Tracker, log, how to read them; each with a frozen and filtered header."""
        book = book_of(excel.dumps(self.HELD, DAY))
        assert book.sheetnames == ["Tracker", "Log", "Reading"]
        tracker = book["Tracker"]
        assert [cell.value for cell in tracker[1]] == HEADINGS
        assert (tracker.freeze_panes, tracker.auto_filter.ref) == ("B2", "A1:R4")
        assert tracker.column_dimensions["D"].width == COLUMNS[3].width
        assert book["Reading"].freeze_panes == "A4"
        assert book["Log"].max_row == 3

    def test_cells(self) -> None:
        """Days are days, and numbers are numbers."""
        row = book_of(excel.dumps(self.HELD, DAY))["Tracker"][2]
        due, late = row[KEYS.index("due")], row[KEYS.index("days_overdue")]
        assert (due.value, due.number_format) == (datetime(2014, 8, 29), "yyyy-mm-dd")  # noqa: DTZ001
        assert late.value == 19

    def test_early_days(self) -> None:
        """A day that programs would count differently is written out."""
        held = register(
            reports=[report(published=date(1900, 1, 1))], plans=[plan_of_no_report()]
        )
        row = book_of(excel.dumps(held, date(1900, 2, 1)))["Tracker"][2]
        assert row[KEYS.index("due")].value == "1900-01-01"

    def test_drop_downs(self) -> None:
        """Status and acceptance are chosen from their words."""
        tracker = book_of(excel.dumps(self.HELD, DAY))["Tracker"]
        lists = {
            str(one.sqref): one.formula1
            for one in tracker.data_validations.dataValidation
        }
        assert lists["I2:I504"].startswith('"awaiting,in progress,complete,assured')
        assert lists["H2:H504"] == '"accepted,partly,rejected,not applicable"'

    def test_colours(self) -> None:
        """A colour repeats what the cell says: pending, ended, overdue."""
        tracker = book_of(excel.dumps(self.HELD, DAY))["Tracker"]
        fills = [tracker.cell(row, 9).fill.fgColor.rgb for row in (2, 3, 4)]
        assert fills == ["00000000", "FFE2EFDA", "FFFFF2CC"]
        assert tracker.cell(2, 13).fill.fgColor.rgb == "FFFFD7D7"

    def test_no_clock(self) -> None:
        """Neither the file nor its parts carry the time at which it was made."""
        with zipfile.ZipFile(io.BytesIO(excel.dumps(HELD, DAY))) as archive:
            assert {part.date_time[0] for part in archive.infolist()} == {1980}
            core = archive.read("docProps/core.xml")
        assert core.count(b"2000-01-01T00:00:00Z") == 2

    def test_too_long(self) -> None:
        """A text that no cell can hold is refused by its place."""
        held = HELD.record(update("r/1", DAY, note="x" * 32_768))
        with pytest.raises(InvalidValue) as caught:
            excel.dumps(held, DAY)
        places = [fault.path for fault in caught.value.faults]
        assert places == ["Tracker!O2", "Log!E2"]


def plan_of_no_report() -> ap.ActionPlan:
    """A plan that stands by itself."""
    return ap.ActionPlan(id="q", owner="norfolk", added=date(2014, 1, 1))


class TestRead:
    """A workbook that somebody else saved is read, or refused with the way out."""

    def test_values(self) -> None:
        """Days, numbers, percentages, truths and times are read for what they are."""

        def fill(sheet: Any) -> None:
            sheet.append(["a", 1, 0.4, True, date(2014, 9, 17), 2.5])
            sheet["C1"].number_format = "0%"
            sheet["G3"] = "b"

        sheet = excel.read(saved(fill))
        day = datetime(2014, 9, 17)  # noqa: DTZ001 - a sheet has no time zone
        assert sheet.rows[0].values == ("a", 1, 40.0, "true", day, 2.5)
        assert sheet.cell(sheet.rows[1], 6).place == "Sheet!G3"

    def test_shared_texts(self) -> None:
        """A workbook that was opened and saved again proposes nothing."""
        held = HELD.record(update("r/1", DAY, note="a\x1b\r\nb", evidence="_x0041_"))
        data = shared(excel.dumps(held, DAY))
        found = proposals_of(excel.read(data), held, on=DAY, by="norfolk")
        assert len(found) == 0

    def test_formulas(self) -> None:
        """A formula that nobody has calculated has no value."""

        def fill(sheet: Any) -> None:
            sheet.append(["reference", "percent"])
            sheet.append(["r/1", "=20+20"])

        found = proposals_of(excel.read(saved(fill)), HELD, on=DAY, by="norfolk")
        assert len(found) == 0

    def test_by_name(self, tmp_path: Path) -> None:
        """A file is a workbook by what it holds, whatever it is called."""
        path = tmp_path / "tracker.csv"
        path.write_bytes(excel.dumps(HELD, DAY))
        assert len(spreadsheet.read_tracker(path, HELD, on=DAY, by="norfolk")) == 0

    @pytest.mark.parametrize(
        "data",
        [
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            excel.dumps(HELD, DAY)[:-40],
            excel.dumps(HELD, DAY).replace(b"xl/workbook.xml", b"xl/wrokbook.xml"),
        ],
        ids=["no-zip", "password", "cut", "parts"],
    )
    def test_damaged(self, data: bytes) -> None:
        """What is no whole workbook is refused with the way out."""
        with pytest.raises(InvalidDocument, match="save it as"):
            excel.read(data)

    def test_zip_bomb(self) -> None:
        """A small file that unpacks to much is refused before it is unpacked."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(21):
                archive.writestr(f"{number}.xml", bytes(10_000_000))
        assert len(file.getvalue()) < 300_000
        with pytest.raises(InvalidDocument, match="210,000,000 bytes in 21 parts"):
            excel.read(file.getvalue())

    def test_many_parts(self) -> None:
        """So is one of thousands of parts, and one that is too large as it is."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for number in range(2_001):
                archive.writestr(f"{number}.xml", b"")
        with pytest.raises(InvalidDocument, match="0 bytes in 2,001 parts"):
            excel.read(file.getvalue())
        with pytest.raises(InvalidDocument, match="50,000,001 bytes"):
            excel.read(bytes(50_000_001))

    def test_entities(self) -> None:
        """A part that declares entities is refused."""
        file = io.BytesIO(excel.dumps(HELD, DAY))
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr("declares", '<!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>')
        with pytest.raises(InvalidDocument, match="declares"):
            excel.read(file.getvalue())

    def test_a_million_rows(self) -> None:
        """A sheet with more rows than any register is refused half way."""
        rows = "".join(f'<row r="{n}"><c><v>1</v></c></row>' for n in range(1, 100_003))
        assert len(rows) > 1_000_000
        with pytest.raises(InvalidDocument, match="more than 100,000 rows"):
            excel.read(with_rows(rows))

    def test_rows_far_below(self) -> None:
        """A row at the very end of a sheet costs no more than one at its beginning."""
        sheet = excel.read(with_rows('<row r="1048576"><c><v>7</v></c></row>'))
        assert [(row.number, row.values) for row in sheet.rows] == [(1_048_576, (7,))]


def with_rows(rows: str) -> bytes:
    """A workbook whose one sheet has these rows."""
    plain, file = saved(lambda sheet: sheet.append([1])), io.BytesIO()
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with (
        zipfile.ZipFile(io.BytesIO(plain)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            data = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                data = (
                    f'<worksheet xmlns="{space}"><dimension ref="A1:XFD1048576"/>'
                    f"<sheetData>{rows}</sheetData></worksheet>"
                ).encode()
            new.writestr(part, data)
    return file.getvalue()


def test_sheet_is_what_is_written() -> None:
    """The workbook holds the same sheet as any other format."""
    read = excel.read(excel.dumps(HELD, DAY))
    for ours, theirs in zip(tracker_sheet(HELD.at(DAY)).rows, read.rows, strict=True):
        assert [str(one) for one in ours.values] == [
            str(one.date() if isinstance(one, datetime) else one)
            for one in theirs.values
        ]
