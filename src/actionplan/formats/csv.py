"""The tracker as CSV (RFC 4180), for spreadsheets and for everything else.

What is written opens in Excel as it is: UTF-8 with a byte order mark, commas, days as
2014-08-29. Text that a spreadsheet would run as a formula has an apostrophe before it,
which is taken off again when it is read.
"""

import codecs
import contextlib
import csv
import io
import re
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from actionplan.errors import Fault, FaultCode, InvalidDocument, shown
from actionplan.formats.tracker import (
    TRACKER,
    CellValue,
    Sheet,
    guarded,
    log_sheet,
    tracker_sheet,
    unguarded,
    unreadable,
)
from actionplan.formats.tracker._sheets import MOST_COLUMNS
from actionplan.register import Register

__all__ = ["dumps", "dumps_log", "read"]

MOST_BYTES = 50_000_000
ENCODINGS = ("utf-8", "windows-1252")

_LOCK = threading.Lock()
_LINES = 20  # by which the delimiter is told
_OTHER_KINDS = {
    b"<": "a page of HTML or XML",
    b"{": "a document in JSON",
    b"%PDF": "a PDF",
}
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DELIMITERS = ",;\t"
_SAYS_DELIMITER = re.compile("sep=([,;\t])\r?\n")


def dumps(register: Register, on: date, *, known: datetime | None = None) -> bytes:
    """The bytes of a CSV file with one row for each item.

    Args:
        register: The register. Write an edition for others to see.
        on: The day at which it is looked at.
        known: The moment at whose knowledge it stops, as for `Register.at`.

    Raises:
        InvalidValue: `on` or `known` is faulty.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.formats import csv
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> data = csv.dumps(register, date(2014, 9, 17))
        >>> data.decode("utf-8-sig").splitlines()[0][:26]
        'reference,report,kind,text'
    """
    return _written(tracker_sheet(register.at(on, known)))


def dumps_log(register: Register, on: date, *, known: datetime | None = None) -> bytes:
    """The bytes of a CSV file with one row for each entry of the log.

    Args:
        register: The register.
        on: The day at which it is looked at; later entries are left out.
        known: The moment at whose knowledge it stops, as for `Register.at`.

    Raises:
        InvalidValue: `on` or `known` is faulty.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.formats import csv
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> csv.dumps_log(register, date(2014, 9, 17)).decode("utf-8-sig")[:15]
        'reference,on,by'
    """
    return _written(log_sheet(register, on, known))


def read(data: bytes, *, encoding: str = "utf-8", name: str = TRACKER) -> Sheet:
    r"""The sheet in a CSV file, with commas, semicolons or tabs between its cells.

    Args:
        data: The bytes of the file, in UTF-8 with or without a byte order mark.
        encoding: `windows-1252` for a file that Excel saved as plain "CSV".
        name: The name of the sheet, with which the places of faults begin.

    Raises:
        InvalidDocument: The bytes are no such text, or too many.

    Example:
        >>> from actionplan.formats import csv
        >>> csv.read(b"Rec no;Status\r\n7;Open\r\n").rows[1].values
        ('7', 'Open')
    """
    text = _decoded(data, encoding, name)
    with _long_cells():
        rows = ([unguarded(cell) for cell in row] for row in _rows(text, name))
        return Sheet.bounded(name, rows)


# Writing


def _written(sheet: Sheet) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    width = len(sheet.rows[0].values)
    for row in sheet.rows:
        cells = [*row.values, *[None] * (width - len(row.values))]
        writer.writerow([_text(cell) for cell in cells])
    return codecs.BOM_UTF8 + file.getvalue().encode()


def _text(value: CellValue) -> str:
    if isinstance(value, str):
        return guarded(value)
    return "" if value is None else str(value)


# Reading


def _decoded(data: bytes, encoding: str, name: str) -> str:
    if len(data) > MOST_BYTES:
        message = f"the file has more than {MOST_BYTES:,} bytes"
        hint = "keep the rows of one register, and read them in parts"
        raise InvalidDocument(Fault(name, FaultCode.RANGE, len(data), message, hint))
    if encoding not in ENCODINGS:
        message = f"{shown(encoding)} is no encoding that is read"
        hint = f"use one of: {', '.join(ENCODINGS)}"
        raise InvalidDocument(
            Fault("encoding", FaultCode.ENCODING, encoding, message, hint)
        )
    for begins, what in _OTHER_KINDS.items():
        if data.removeprefix(codecs.BOM_UTF8).lstrip().startswith(begins):
            hint = "save it as .xlsx or CSV"
            raise unreadable(name, FaultCode.FORMAT, what, hint)
    marked = data.startswith(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8-sig" if marked else encoding)
    except UnicodeDecodeError as error:
        raise InvalidDocument(_not_utf_8(data, error, encoding, name)) from None


def _not_utf_8(
    data: bytes, error: UnicodeDecodeError, encoding: str, name: str
) -> Fault:
    line = data.count(b"\n", 0, error.start) + 1
    found = data[error.start : error.start + 1]
    message = f"the byte {found.hex()} in line {line} is not {encoding}"
    hint = "save it as 'CSV UTF-8'"
    if not data.startswith(_UTF_16) and encoding == "utf-8":
        sign = found.decode("windows-1252", errors="replace")
        hint += (
            f", or read it with encoding='windows-1252', in which the byte is {sign!r}"
        )
    return Fault(name, FaultCode.ENCODING, found, message, hint)


@contextlib.contextmanager
def _long_cells() -> Iterator[None]:
    """Let a cell be as long as a file: csv bounds it, for all of the process."""
    with _LOCK:
        before = csv.field_size_limit(MOST_BYTES)
        try:
            yield
        finally:
            csv.field_size_limit(before)


def _rows(text: str, name: str) -> Iterator[list[str]]:
    says = _SAYS_DELIMITER.match(text)
    delimiter = says[1] if says else _delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(reader):
            yield [] if says and number == 0 else row
    except csv.Error as error:
        message = f"line {reader.line_num} is not CSV: {error}"
        hint = "close its quotation marks, and double those inside a cell"
        fault = Fault(name, FaultCode.SYNTAX, reader.line_num, message, hint)
        raise InvalidDocument(fault) from None


def _delimiter_of(text: str) -> str:
    """What divides most cells, if each line has as many as most lines have."""
    outside = "".join(text.split('"', 2 * _LINES * MOST_COLUMNS)[::2])
    lines = outside.split("\n", _LINES)[:_LINES]

    def divided(delimiter: str) -> int:
        often = Counter(line.count(delimiter) for line in lines)
        return max(count * number for count, number in often.items())

    return max(_DELIMITERS, key=divided)
