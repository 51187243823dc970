"""The register as a workbook that people can work with."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from actionplan.errors import Fault, FaultCode, InvalidValue, raise_any
from actionplan.formats.excel import _look as look
from actionplan.formats.excel._escapes import escaped
from actionplan.formats.tracker import (
    CellValue,
    Sheet,
    log_sheet,
    reading_sheet,
    report_sheet,
    tracker_sheet,
)
from actionplan.register import Register

MOST_CHARACTERS = 32_767  # that a cell can hold
FIRST_DAY = date(1900, 3, 1)  # before it, Excel and others count the days differently

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook has no time zone, and no clock
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_STAMPED = rb"\g<1>" + f"{_MADE.isoformat()}Z".encode()


def dumps(register: Register, on: date, *, known: datetime | None = None) -> bytes:
    """The bytes of an `.xlsx` file: tracker, log, an empty report, how to read them.

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
        report_sheet(),
        reading_sheet(snapshot),
    )
    raise_any(InvalidValue, (fault for sheet in sheets for fault in _too_long(sheet)))
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "actionplan"
    book.properties.created = book.properties.modified = _MADE
    for sheet in sheets:
        look.of_sheet(_filled(book, sheet), snapshot.on)
    return _bytes_of(book)


def _too_long(sheet: Sheet) -> Iterator[Fault]:
    for row in sheet.rows:
        for number, value in enumerate(row.values):
            if isinstance(value, str) and len(escaped(value)) > MOST_CHARACTERS:
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
    cell.alignment = look.MIDDLE
    if isinstance(value, date) and value >= FIRST_DAY:
        cell.value, cell.number_format = value, look.DAYS
    elif isinstance(value, int):
        cell.value = value
    else:
        cell.alignment = look.TOP
        cell.value = escaped(str(value))
        cell.data_type = "s"  # text, and no formula, however it begins
        cell.number_format, cell.quotePrefix = look.TEXT, True


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
