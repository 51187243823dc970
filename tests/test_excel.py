"""The tracker as a workbook: what is written, what comes back, what is refused."""

import contextlib
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import assume, given, settings, strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

import actionplan as ap
from actionplan.errors import InvalidDocument, InvalidValue
from actionplan.formats import excel, spreadsheet
from actionplan.formats.excel import _writing
from actionplan.formats.tracker import COLUMNS, Sheet, proposals_of, tracker_sheet
from actionplan.strategies import days, registers, texts
from registers import register, report, update
from sheets import HEADINGS, KEYS, edits, marked

DAY = date(2014, 9, 17)
HELD = register()
OLDER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls
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


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip file of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {part: archive.read(part) for part in archive.namelist()}


def parts_of(data: bytes) -> str:
    """All that a workbook holds, unpacked."""
    return b"\n".join(unzipped(data).values()).decode()


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
                _writing._write(cell, value)
    book.save(file)
    return file.getvalue()


def strict() -> bytes:
    """A workbook in the names of ISO/IEC 29500 Strict, which openpyxl does not know."""
    transitional = (
        (b"schemas.openxmlformats.org/spreadsheetml/2006/", b"spreadsheetml/"),
        (b"schemas.openxmlformats.org/officeDocument/2006/", b"officeDocument/"),
    )
    parts = unzipped(saved(lambda sheet: sheet.append(["reference", "lead"])))
    for name in parts:
        for old, new in transitional:
            parts[name] = parts[name].replace(old, b"purl.oclc.org/ooxml/" + new)
    return zipped(parts)


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
        assert escape("<u1>") in parts_of(excel.dumps(held, DAY))


class TestWritten:
    """A workbook that a person can work with."""

    HELD = HELD.record(
        update("p/1", DAY, status="complete"), update("p", DAY, status="complete")
    )

    def test_sheets(self) -> None:
        """Each has a frozen and filtered header, and the first also its references."""
        book = book_of(excel.dumps(self.HELD, DAY))
        assert book.sheetnames == ["Tracker", "Log", "Report", "Reading"]
        tracker = book["Tracker"]
        assert [cell.value for cell in tracker[1]] == HEADINGS
        assert (tracker.freeze_panes, tracker.auto_filter.ref) == ("B2", "A1:R4")
        assert tracker.column_dimensions["D"].width == COLUMNS[3].width
        assert book["Reading"].freeze_panes == "A7"
        assert book["Log"].max_row == 3
        footer: Any = tracker.oddFooter
        assert footer.left.text == "Tracker, Wed 17 Sep 2014"

    def test_report(self, tmp_path: Path) -> None:
        """The sheet for a new report is read as one when somebody has typed in it."""
        book, path = book_of(excel.dumps(self.HELD, DAY)), tmp_path / "tracker.xlsx"
        empty = [[cell.value for cell in row] for row in book["Report"]]
        assert empty == [["reference", "kind", "recommendation", "owner", "deadline"]]
        typed = [None, "area for improvement", "Train.", None, "by 31 May 2015"]
        book["Report"].append(typed)
        book.save(path)
        head = report(id="r2", findings=[])
        made = spreadsheet.read_report(path, head).findings[0]
        assert made == ap.AreaForImprovement(
            id="r2/1", text="Train.", deadline="by 2015-05-31", stated="by 31 May 2015"
        )
        assert len(spreadsheet.read_tracker(path, self.HELD, on=DAY, by="pcc")) == 0

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
        """A colour repeats what a cell says, and goes by what is written there."""
        tracker: Any = book_of(excel.dumps(self.HELD, DAY))["Tracker"]
        rules = {
            (str(cells.sqref), rule.formula[0]): rule.dxf.fill.bgColor.rgb
            for cells in tracker.conditional_formatting
            for rule in cells.rules
        }
        assert rules == {
            (
                "I2:I504",
                'OR(OR($I2="closed",$I2="no further action",$I2="superseded",'
                '$I2="withdrawn"),AND(OR($I2="complete"),OR($C2="plan",'
                '$C2="obligation")))',
            ): "FFE2EFDA",
            ("I2:I504", 'OR($I2="complete",$I2="assured")'): "FFFFF2CC",
            ("M2:M504", "N(M2)>0"): "FFFFD7D7",
        }
        cells = [cell for row in tracker.iter_rows(min_row=2) for cell in row]
        assert {cell.fill.fgColor.rgb for cell in cells} == {"00000000"}

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
        """Numbers, percentages and truths are read as they are shown."""

        def fill(sheet: Any) -> None:
            sheet.append(["a", 1, 0.4, True, date(2014, 9, 17), 2.5, 40, 1 / 3])
            sheet["C1"].number_format = "0%"
            sheet["G1"].number_format = '0"%"'
            sheet["H1"].number_format = "[Red]0.0%"
            sheet["G3"] = "b"

        sheet = excel.read(saved(fill))
        day = datetime(2014, 9, 17)  # noqa: DTZ001 - a sheet has no time zone
        assert sheet.rows[0].values == (
            *("a", 1, "40%", "TRUE", day, 2.5, 40, "33.333333%"),
        )
        assert sheet.cell(sheet.rows[1], 6).place == "Sheet!G3"

    def test_days(self) -> None:
        """Days are the same however they are counted; the first of all are refused."""

        def fill(sheet: Any) -> None:
            sheet.parent.epoch = CALENDAR_MAC_1904
            sheet.append(["reference", "target"])
            sheet.append(["r/1", date(2014, 10, 31)])

        (found,) = proposals_of(excel.read(saved(fill)), HELD, on=DAY, by="norfolk")
        assert found.value == ap.Target(
            item="r/1", on=DAY, by="norfolk", day=date(2014, 10, 31)
        )

        def early(sheet: Any) -> None:
            sheet.append(["reference", "target", "current due"])
            sheet.append(["r/1", 59, 1])
            sheet["B2"].number_format = sheet["C2"].number_format = "yyyy-mm-dd"

        with pytest.raises(InvalidDocument) as caught:
            proposals_of(excel.read(saved(early)), HELD, on=DAY, by="norfolk")
        assert [fault.path for fault in caught.value.faults] == [
            *("Sheet!C2", "Sheet!B2")
        ]
        assert "count differently before 1900-03" in str(caught.value)

    def test_what_is_no_day(self) -> None:
        """A number that no calendar has is an error, as a spreadsheet shows it."""

        def fill(sheet: Any) -> None:
            sheet.append(["reference", "target"])
            sheet.append(["r/1", 1e10])
            sheet["B2"].number_format = "yyyy-mm-dd"

        with pytest.raises(InvalidDocument, match="B2: '#VALUE!' is an error of the"):
            proposals_of(excel.read(saved(fill)), HELD, on=DAY, by="norfolk")

    def test_shared_texts(self) -> None:
        """A workbook that was opened and saved again proposes nothing."""
        held = HELD.record(update("r/1", DAY, note="a\x1b\r\nb", evidence="_x0041_"))
        data = shared(excel.dumps(held, DAY))
        found = proposals_of(excel.read(data), held, on=DAY, by="norfolk")
        assert len(found) == 0

    def test_never_calculated(self) -> None:
        """A formula that nobody has calculated is refused, and not taken for empty."""

        def fill(sheet: Any) -> None:
            sheet.append(["reference", "percent", "lead"])
            sheet.append(["r/1", "=20+20", None])
            sheet.append(["p/1", None, '="Head of "&"Crime"'])

        with pytest.raises(InvalidDocument) as caught:
            excel.read(saved(fill))
        assert [str(fault) for fault in caught.value.faults] == [
            f"Sheet!{cell} was never calculated; open the file in a spreadsheet, and "
            "save it"
            for cell in ("B2: '=20+20'", 'C3: \'="Head of "&"Crime"\'')
        ]

    def test_formulas(self) -> None:
        """A formula counts for what it was calculated to be, which may be nothing."""
        row = (
            '<row r="1"><c r="A1" t="inlineStr"><is><t>reference</t></is></c>'
            '<c r="B1" t="inlineStr"><is><t>percent</t></is></c></row>'
            '<row r="2"><c r="A2" t="str"><f>"r/"&amp;1</f><v>r/1</v></c>'
            '<c r="B2"><f>20+20</f><v>40</v></c></row>'
            '<row r="3"><c r="A3" t="str"><f>""</f><v></v></c></row>'
        )
        sheet = excel.read(with_rows(row))
        assert [one.values for one in sheet.rows] == [
            *(("reference", "percent"), ("r/1", 40))
        ]

    def test_errors(self) -> None:
        """A cell with an error of the spreadsheet is refused, in a text as well."""

        def fill(sheet: Any) -> None:
            sheet.append(["Rec no", "Lead officer", "Days overdue"])
            sheet.append(["r/1", "#REF!", "#VALUE!"])
            sheet.append(["p/1", "#REF", None])

        with pytest.raises(InvalidDocument) as caught:
            proposals_of(excel.read(saved(fill)), HELD, on=DAY, by="norfolk")
        assert str(caught.value) == (
            "Sheet!B2: '#REF!' is an error of the spreadsheet; correct its formula, or "
            "write what is meant"
        )

    def test_merged(self) -> None:
        """Merged cells hold what is written in the first, and the others nothing."""

        def fill(sheet: Any) -> None:
            sheet.append(["Norfolk", None, None])
            sheet.append(["Rec no", "Lead", "Update"])
            sheet.append(["r/1", "A", "Done."])
            sheet.append([None, None, "More."])
            sheet.merge_cells("A1:C1")
            sheet.merge_cells("A3:A4")

        with pytest.raises(InvalidDocument, match=r"A4.*no reference.*merged cells"):
            proposals_of(excel.read(saved(fill)), HELD, on=DAY, by="norfolk")

    def test_hidden(self) -> None:
        """Rows and columns that are hidden are read like all others."""

        def fill(sheet: Any) -> None:
            sheet.append(["reference", "lead"])
            sheet.append(["r/1", "A"])
            sheet.row_dimensions[2].hidden = True
            sheet.column_dimensions["B"].hidden = True

        (found,) = proposals_of(excel.read(saved(fill)), HELD, on=DAY, by="norfolk")
        assert found.cells[0].place == "Sheet!B2"

    def test_warnings(self) -> None:
        """What openpyxl warns of is no concern of who reads a tracker."""
        parts = unzipped(saved(lambda sheet: sheet.append(["a"])))
        styles = parts["xl/styles.xml"]
        parts["xl/styles.xml"] = re.sub(b"<cellStyles.*</cellStyles>", b"", styles)
        assert excel.read(zipped(parts)).rows[0].values == ("a",)

    def test_which_sheet(self, tmp_path: Path) -> None:
        """The sheet is the one called so, the usual one, or the first that is seen."""
        path = tmp_path / "book.xlsx"
        book = Workbook()
        for name in ("Lists", "Cover", "TRACKER", "2014"):
            sheet = book.create_sheet(name)
            sheet.append(["reference", "lead"])
            sheet.append(["r/1", name])
        book.remove(book.worksheets[0])
        book["Lists"].sheet_state = "hidden"
        book.save(path)
        options: dict[str, Any] = {"on": DAY, "by": "norfolk"}

        def lead(**more: Any) -> str:
            (found,) = spreadsheet.read_tracker(path, HELD, **options, **more)
            assert isinstance(found.value, ap.Assignment)
            return found.value.lead

        assert (lead(), lead(sheet="2014")) == ("TRACKER", "2014")
        with pytest.raises(InvalidDocument, match="name one of: Lists, Cover, TRACKER"):
            lead(sheet="2015")
        book.remove(book["TRACKER"])
        book.save(path)
        assert lead() == "Cover"

    def test_renamed(self, tmp_path: Path) -> None:
        """A sheet of ours that holds no tracker is not taken for an unchanged one."""
        path, book = tmp_path / "book.xlsx", book_of(excel.dumps(HELD, DAY))
        book["Tracker"].title = "2014"
        book.save(path)
        assert len(spreadsheet.read_tracker(path, HELD, on=DAY, by="norfolk")) == 0
        book.move_sheet("Log", -1)
        book.save(path)
        with pytest.raises(InvalidDocument, match="Log: has no column in which anyth"):
            spreadsheet.read_tracker(path, HELD, on=DAY, by="norfolk")

    def test_by_name(self, tmp_path: Path) -> None:
        """A file is a workbook by what it holds, whatever it is called."""
        path = tmp_path / "tracker.csv"
        path.write_bytes(excel.dumps(HELD, DAY))
        assert len(spreadsheet.read_tracker(path, HELD, on=DAY, by="norfolk")) == 0

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"PK\x03\x04", "what is no whole workbook cannot be read as a sheet"),
            (excel.dumps(HELD, DAY)[:-40], "what is no whole workbook"),
            (
                excel.dumps(HELD, DAY).replace(b"xl/workbook.xml", b"xl/wrokbook.xml"),
                "what is no whole workbook cannot be read as a sheet; open it in a",
            ),
            (
                OLDER + bytes(512),
                r"an older workbook \(.xls\) cannot be read",
            ),
            (
                OLDER + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
                "a workbook with a password cannot be read as a sheet; save it without",
            ),
            (zipped({"META-INF/manifest.xml": b"<a/>"}), "an OpenDocument file"),
            (zipped({"xl/workbook.bin": b"\x83"}), "a binary workbook"),
            (zipped({"xl/workbook.xml": b"<a/>"}), "what is no whole workbook"),
            (strict(), "save it as an ordinary .xlsx or as CSV"),
        ],
        ids=[
            *("no-zip", "cut", "parts", "xls", "password", "ods", "xlsb", "empty"),
            "strict",
        ],
    )
    def test_refused(self, data: bytes, message: str) -> None:
        """What is no whole workbook, or of another kind, is refused by what it is."""
        with pytest.raises(InvalidDocument, match=message):
            excel.read(data)

    @given(data=st.data())
    def test_anything(self, data: st.DataObject) -> None:
        """Nothing but our own error comes of a workbook that is damaged anywhere."""
        whole = bytearray(excel.dumps(HELD, DAY))
        for _ in range(data.draw(st.integers(1, 4))):
            whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(
                st.integers(0, 255)
            )
        with contextlib.suppress(InvalidDocument):
            assert excel.read(bytes(whole)).rows

    def test_zip_bomb(self) -> None:
        """A small file that unpacks to much is refused before it is unpacked."""
        bomb = zipped({f"{number}.xml": bytes(1_000_000) for number in range(11)})
        assert len(bomb) < 20_000
        with pytest.raises(InvalidDocument, match="11,000,000 bytes in 11 parts"):
            excel.read(bomb)

    def test_unpacked(self) -> None:
        """So is a large one, however little it is packed."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for number in range(2):
                archive.writestr(f"{number}.xml", bytes(20_000_001))
            archive.writestr("2.xml", bytes(20_000_000), zipfile.ZIP_DEFLATED)
        assert len(file.getvalue()) < 50_000_000
        with pytest.raises(InvalidDocument, match="60,000,002 bytes in 3 parts"):
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

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_entities(self, encoding: str) -> None:
        """A part that declares entities is refused, in whatever encoding it does so."""
        declares = (
            f'<?xml version="1.0" encoding="{encoding}"?>'
            '<!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>'
        )
        parts = unzipped(excel.dumps(HELD, DAY))
        parts["declares.xml"] = declares.encode(encoding)
        with pytest.raises(InvalidDocument, match=r"the part declares.xml cannot be"):
            excel.read(zipped(parts))

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

    def test_rows_beyond(self) -> None:
        """A row that no spreadsheet has is not waited for."""
        rows = (
            '<row r="1"><c><v>7</v></c></row><row r="99999999999"><c><v>8</v></c></row>'
        )
        assert [row.values for row in excel.read(with_rows(rows)).rows] == [(7,)]

    def test_wide(self) -> None:
        """Empty cells without end are refused, too."""
        rows = "".join(f'<row r="{n}"><c r="ZZZ{n}"/></row>' for n in range(1, 300))
        with pytest.raises(InvalidDocument, match="or 5,000,000 cells"):
            excel.read(with_rows(rows))


def with_rows(rows: str) -> bytes:
    """A workbook whose one sheet has these rows."""
    parts = unzipped(saved(lambda sheet: sheet.append([1])))
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/worksheets/sheet1.xml"] = (
        f'<worksheet xmlns="{space}"><dimension ref="A1:XFD1048576"/>'
        f"<sheetData>{rows}</sheetData></worksheet>"
    ).encode()
    return zipped(parts)


def test_sheet_is_what_is_written() -> None:
    """The workbook holds the same sheet as any other format."""
    read = excel.read(excel.dumps(HELD, DAY))
    for ours, theirs in zip(tracker_sheet(HELD.at(DAY)).rows, read.rows, strict=True):
        assert [str(one) for one in ours.values] == [
            str(one.date() if isinstance(one, datetime) else one)
            for one in theirs.values
        ]
