"""The tracker as a workbook of Excel (ECMA-376), with openpyxl.

Three sheets: the tracker, the log, and how to read them. Days are days, text is text
whatever it begins with, and colours only repeat what a cell says. The same register
gives the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from actionplan.errors import Fault, FaultCode, InvalidDocument, InvalidValue, raise_any
from actionplan.formats.tracker import (
    COLUMNS,
    TRACKER,
    CellValue,
    Sheet,
    log_sheet,
    reading_sheet,
    tracker_sheet,
    unreadable,
)
from actionplan.register import Register
from actionplan.snapshot import ItemState, Snapshot
from actionplan.terms import Acceptance, Status

__all__ = ["dumps", "read"]

MOST_BYTES = 50_000_000
MOST_UNPACKED = 200_000_000
MOST_PARTS = 2_000
MOST_CHARACTERS = 32_767  # that a cell can hold
_FIRST_DAY = date(1900, 3, 1)  # before it, Excel and others count the days differently
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook has no time zone, and no clock
_ZIPPED = (1980, 1, 1, 0, 0, 0)

_DAYS, _TEXT = "yyyy-mm-dd", "@"
_BOLD = Font(bold=True)
_TOP = Alignment(vertical="top", wrap_text=True)
_HEADING = PatternFill("solid", fgColor="FFD9E1F2")
_LATE = PatternFill("solid", fgColor="FFFFD7D7")
_DONE = PatternFill("solid", fgColor="FFE2EFDA")
_WAITS = PatternFill("solid", fgColor="FFFFF2CC")
_LOG_WIDTHS = (22, 12, 16, 16, 80, 24, 18, 8)
_READING_WIDTHS = (18, 80, 40)
_WRITTEN_BY_HAND = {
    "status": [status.words for status in Status],
    "acceptance": [term.replace("-", " ") for term in Acceptance],
}
_LINE_POINTS, _MOST_POINTS, _A3 = 15, 409, 8
_MORE_ROWS = 500  # below the last one, in which the lists still drop down

# What XML cannot hold is written _xHHHH_ (ECMA-376, 22.9.2.19, ST_Xstring); so is the
# x of what looks like that already. `x005F_` alone is one that openpyxl takes away.
_ESCAPED = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|x(?=[0-9A-Fa-f]{4}_)")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def dumps(register: Register, on: date, *, known: datetime | None = None) -> bytes:
    """The bytes of an `.xlsx` file with tracker, log and how to read them.

    Args:
        register: The register. Write an edition for others to see.
        on: The day at which it is looked at.
        known: The moment at whose knowledge it stops, as for `Register.at`.

    Raises:
        InvalidValue: `on` or `known` is faulty, or a text is longer than a cell of
            Excel can hold (32,767 characters).

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.formats import excel
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> data = excel.dumps(register, date(2014, 9, 17))
        >>> excel.read(data).rows[1].values[0]
        'norfolk-2014/1'
    """
    snapshot = register.at(on, known)
    sheets = (
        tracker_sheet(snapshot),
        log_sheet(register, on, known),
        reading_sheet(snapshot),
    )
    raise_any(InvalidValue, (fault for sheet in sheets for fault in _too_long(sheet)))
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "actionplan"
    book.properties.created = book.properties.modified = _MADE
    tracker, log, reading = (_filled(book, sheet) for sheet in sheets)
    _shape(tracker, [column.width for column in COLUMNS])
    _shape(log, _LOG_WIDTHS)
    _shape(reading, _READING_WIDTHS, heading=3)
    _drop_down(tracker)
    _colour(tracker, snapshot)
    return _bytes_of(book)


def read(data: bytes, *, name: str = TRACKER) -> Sheet:
    """A sheet of a workbook: the one of that name, or else the first.

    Values are read as they were last calculated; a formula that never was has none.

    Args:
        data: The bytes of the file.
        name: The name of the sheet.

    Raises:
        InvalidDocument: The bytes are no workbook, or unpack to too much.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.formats import excel
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> data = excel.dumps(register, date(2014, 9, 17))
        >>> excel.read(data, name="Log").name
        'Log'
    """
    try:
        _bound(data, name)
        book = load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        found = book[name] if name in book.sheetnames else book.worksheets[0]
        return Sheet.bounded(found.title, _rows(found))
    except InvalidDocument:
        raise
    except Exception:  # noqa: BLE001 - whatever zipfile and openpyxl make of bad bytes
        hint = "save it as .xlsx or CSV; a file with a password cannot be read"
        raise unreadable(name, FaultCode.FORMAT, "the workbook", hint) from None


# Writing


def _too_long(sheet: Sheet) -> Iterator[Fault]:
    for row in sheet.rows:
        for number, value in enumerate(row.values):
            if isinstance(value, str) and len(_escaped(value)) > MOST_CHARACTERS:
                message = f"is longer than the {MOST_CHARACTERS:,} characters of a cell"
                hint = "write CSV or JSON, which hold all of it"
                yield sheet.cell(row, number).fault(FaultCode.TEXT, message, hint)


def _filled(book: Workbook, sheet: Sheet) -> Worksheet:
    made: Worksheet = book.create_sheet(sheet.name)
    for row in sheet.rows:
        for number, value in enumerate(row.values, start=1):
            if value is not None:
                _write(made.cell(row.number, number), value)
    return made


def _write(cell: Any, value: CellValue) -> None:
    cell.alignment = _TOP
    if isinstance(value, date) and value >= _FIRST_DAY:
        cell.value, cell.number_format = value, _DAYS
    elif isinstance(value, int):
        cell.value = value
    else:
        cell.value = _escaped(str(value))
        cell.data_type = "s"  # text, and no formula, however it begins
        cell.number_format, cell.quotePrefix = _TEXT, True


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _shape(sheet: Worksheet, widths: Sequence[int], heading: int = 1) -> None:
    for number, row in enumerate(sheet.iter_rows(), start=1):
        lines = max(map(_lines, row, widths))
        height = min(lines * _LINE_POINTS, _MOST_POINTS)
        sheet.row_dimensions[number].height = height
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for cell in sheet[heading]:
        cell.font, cell.fill = _BOLD, _HEADING
    sheet.freeze_panes = f"{'B' if heading == 1 else 'A'}{heading + 1}"
    last = f"{get_column_letter(sheet.max_column)}{sheet.max_row}"
    sheet.auto_filter.ref = f"A{heading}:{last}"
    sheet.print_title_rows = f"{heading}:{heading}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A3
    sheet.page_setup.fitToHeight, sheet.print_options.gridLines = 0, True
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _lines(cell: Any, width: int) -> int:
    """The lines that a cell needs, since not every program works that out itself."""
    lines = _DAYS if isinstance(cell.value, date) else str(cell.value or "")
    return sum(-(-len(line) // width) or 1 for line in lines.split("\n"))


def _drop_down(sheet: Worksheet) -> None:
    for number, column in enumerate(COLUMNS, start=1):
        words = _WRITTEN_BY_HAND.get(column.key)
        if words:
            one_of = DataValidation("list", formula1=f'"{",".join(words)}"')
            one_of.showErrorMessage = True
            one_of.error = f"Use one of: {', '.join(words)}"
            letter = get_column_letter(number)
            one_of.add(f"{letter}2:{letter}{sheet.max_row + _MORE_ROWS}")
            sheet.add_data_validation(one_of)


def _colour(sheet: Worksheet, snapshot: Snapshot) -> None:
    keys = [column.key for column in COLUMNS]
    for number, state in enumerate(snapshot, start=2):
        fill = _fill_of(state)
        if fill is not None:
            sheet.cell(number, keys.index("status") + 1).fill = fill
        if state.is_overdue:
            sheet.cell(number, keys.index("days_overdue") + 1).fill = _LATE


def _fill_of(state: ItemState) -> PatternFill | None:
    if state.is_open:
        return None
    return _WAITS if state.is_pending else _DONE


def _bytes_of(book: Workbook) -> bytes:
    """The workbook, packed with times of our own: openpyxl takes the clock's."""
    packed, again = io.BytesIO(), io.BytesIO()
    book.save(packed)
    with zipfile.ZipFile(packed) as made, zipfile.ZipFile(again, "w") as archive:
        for part in made.infolist():
            data = made.read(part)
            if part.filename == "docProps/core.xml":
                data = _STAMP.sub(_STAMPED, data)
            fixed = zipfile.ZipInfo(part.filename, _ZIPPED)
            fixed.compress_type, fixed.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(fixed, data)
    return again.getvalue()


_STAMP = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_STAMPED = rb"\g<1>" + f"{_MADE.isoformat()}Z".encode()


# Reading


def _bound(data: bytes, name: str) -> None:
    hint = "save only the tracker, without pictures and empty rows, as .xlsx"
    if len(data) > MOST_BYTES:
        raise unreadable(name, FaultCode.RANGE, f"{len(data):,} bytes", hint)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        if unpacked > MOST_UNPACKED or len(parts) > MOST_PARTS:
            found = f"{unpacked:,} bytes in {len(parts):,} parts"
            raise unreadable(name, FaultCode.RANGE, found, hint)
        declaring = [part for part in parts if b"<!DOCTYPE" in archive.read(part)]
    if declaring:  # no workbook has one, and entities can grow without bound
        hint = "save it again with a spreadsheet"
        raise unreadable(name, FaultCode.FORMAT, declaring[0].filename, hint)


def _rows(sheet: Any) -> Iterator[list[CellValue]]:
    sheet.reset_dimensions()  # which a file may overstate
    for row in sheet.iter_rows():
        yield [_value_of(cell) for cell in row]


def _value_of(cell: Any) -> CellValue:
    value = cell.value
    if isinstance(value, str):
        return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float | int) and "%" in str(cell.number_format):
        return round(value * 100, 6)
    return value if isinstance(value, CellValue) else str(value)
