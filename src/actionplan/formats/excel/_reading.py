"""A workbook that any program saved, as a sheet of plain values."""

import io
import re
import warnings
from collections.abc import Iterator
from typing import Any, NoReturn
from xml.parsers import expat
from zipfile import ZipFile, ZipInfo

from openpyxl import load_workbook

from actionplan.errors import Fault, FaultCode, InvalidDocument, raise_any, shown
from actionplan.formats.excel._escapes import unescaped
from actionplan.formats.tracker import TRACKER, CellValue, Sheet, unreadable

MOST_BYTES = 50_000_000
# Unpacked, 30,000 items with long texts; openpyxl takes twenty times as much memory.
MOST_UNPACKED = 60_000_000
MOST_RATIO = 100  # of that to the file: trackers have 4 to 30, and bombs 400 and more
ANY_RATIO = 1_000_000  # bytes unpacked, up to which it does not matter
MOST_PARTS = 2_000
LAST_ROW = 1_048_576  # of any sheet of Excel

_OLDER = b"\xd0\xcf\x11\xe0"  # the container of .xls, and of what has a password
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_OTHER_KINDS = {
    "META-INF/manifest.xml": "an OpenDocument file (.ods)",
    "xl/workbook.bin": "a binary workbook (.xlsb)",
}
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^]]*\]')  # of a number format: shown as it is
_AS_XLSX = "save it as .xlsx or CSV"


def read(data: bytes, *, name: str | None = None, usual: str = TRACKER) -> Sheet:
    """A sheet of a workbook.

    Cells are read as they were last calculated, and rows and columns that are hidden
    like all others. Of cells that are merged, the first holds what is written there.

    Args:
        data: The bytes of the file.
        name: The name of the sheet.
        usual: The sheet that is read if there is no name and one is called so; else it
            is the first that is not hidden.

    Raises:
        InvalidDocument: The bytes are no workbook, or unpack to too much; there is no
            such sheet; or formulas in it were never calculated.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.formats import excel
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> data = excel.dumps(register, date(2014, 9, 17))
        >>> excel.read(data, name="Log").name
        'Log'
    """
    place = name or usual
    try:
        _bound(data, place)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl does not keep
            return _sheet(data, name, usual)
    except InvalidDocument:
        raise
    except Exception:  # noqa: BLE001 - whatever zipfile, expat and openpyxl make of bad bytes
        what = "what is no whole workbook"
        hint = "open it in a spreadsheet, and save it as an ordinary .xlsx or as CSV"
        raise unreadable(place, FaultCode.FORMAT, what, hint) from None


def _sheet(data: bytes, name: str | None, usual: str) -> Sheet:
    chosen = _chosen(_book(data), name, usual)
    rows = ([_value_of(cell) for cell in row] for row in _rows(chosen))
    sheet = Sheet.bounded(chosen.title, rows)
    raise_any(InvalidDocument, _never_calculated(data, chosen.title))
    return sheet


def _book(data: bytes, *, values: bool = True) -> Any:
    return load_workbook(
        io.BytesIO(data), read_only=True, data_only=values, keep_links=False
    )


def _chosen(book: Any, name: str | None, usual: str) -> Any:
    titles = {sheet.title.casefold(): sheet for sheet in reversed(book.worksheets)}
    called = titles.get((name or usual).casefold())
    if called is not None:
        return called
    if name is not None:
        hint = f"name one of: {', '.join(sheet.title for sheet in book.worksheets)}"
        message = f"there is no sheet {shown(name)}"
        raise InvalidDocument(Fault(name, FaultCode.UNKNOWN_NAME, name, message, hint))
    seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return (seen or book.worksheets)[0]


def _rows(sheet: Any) -> Iterator[Any]:
    sheet.reset_dimensions()  # which a file may overstate
    yield from sheet.iter_rows(max_row=LAST_ROW)


# What a file may hold


def _bound(data: bytes, name: str) -> None:
    """Refuse what is of another kind, or would take too long or too much memory."""
    hint = "save only the tracker, without pictures and empty rows, as .xlsx"
    if len(data) > MOST_BYTES:
        raise unreadable(name, FaultCode.RANGE, f"{len(data):,} bytes", hint)
    if data.startswith(_OLDER):
        locked = _PASSWORD in data
        what = "a workbook with a password" if locked else "an older workbook (.xls)"
        way_out = "save it without its password" if locked else _AS_XLSX
        raise unreadable(name, FaultCode.FORMAT, what, way_out)
    with ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        most = min(MOST_UNPACKED, max(ANY_RATIO, len(data) * MOST_RATIO))
        if unpacked > most or len(parts) > MOST_PARTS:
            found = f"{unpacked:,} bytes in {len(parts):,} parts"
            raise unreadable(name, FaultCode.RANGE, found, hint)
        for part in parts:
            if part.filename in _OTHER_KINDS:
                what = _OTHER_KINDS[part.filename]
                raise unreadable(name, FaultCode.FORMAT, what, _AS_XLSX)
            _refuse_entities(archive, part, name)


def _refuse_entities(archive: ZipFile, part: ZipInfo, name: str) -> None:
    """Refuse a part with a document type: entities can grow without bound."""

    def refuse(*_: Any) -> NoReturn:
        what, hint = f"the part {part.filename}", "save it again with a spreadsheet"
        raise unreadable(name, FaultCode.FORMAT, what, hint)

    def stop(*_: Any) -> NoReturn:
        raise StopIteration  # none can follow

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler, parser.StartElementHandler = refuse, stop
    try:
        with archive.open(part) as file:
            parser.ParseFile(file)
    except (StopIteration, expat.ExpatError):
        return  # a part that is no XML has no entities


def _never_calculated(data: bytes, title: str) -> Iterator[Fault]:
    """The formulas without a value, as programs write them that calculate nothing."""
    if not _has_formulas(data):
        return
    values, formulas = (
        _rows(_book(data, values=only)[title]) for only in (True, False)
    )
    for row, written in zip(values, formulas, strict=True):
        for cell, formula in zip(row, written, strict=True):
            if formula.data_type == "f" and (cell.value, cell.data_type) == (None, "n"):
                message = f"{shown(formula.value)} was never calculated"
                hint = "open the file in a spreadsheet, and save it"
                place = f"{title}!{formula.coordinate}"
                yield Fault(place, FaultCode.REQUIRED, formula.value, message, hint)


def _has_formulas(data: bytes) -> bool:
    with ZipFile(io.BytesIO(data)) as archive:
        sheets = [part for part in archive.namelist() if "worksheets/" in part]
        return any(re.search(rb"<\w*:?f[\s>]", archive.read(part)) for part in sheets)


# Cells


def _value_of(cell: Any) -> CellValue:
    match cell.value:
        case str() as text:
            return unescaped(text)
        case bool() as truth:
            return str(truth).upper()
        case int() | float() as number if "%" in _LITERAL.sub("", cell.number_format):
            return f"{number * 100:.6f}".rstrip("0").rstrip(".") + "%"
        case value:
            return value if isinstance(value, CellValue) else str(value)
