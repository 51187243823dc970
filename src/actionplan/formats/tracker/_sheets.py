"""Sheets as rows of plain values, whatever file they came from."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time

import attrs

from actionplan.errors import Fault, FaultCode, InvalidDocument

CellValue = str | int | float | date | datetime | time | None

MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_CELLS = 5_000_000  # empty ones among them
_LETTERS = 26


@attrs.frozen(kw_only=True)
class Cell:
    """A value in a sheet, and where it stands, such as `Tracker!F12`."""

    place: str
    value: CellValue

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written there."""
        return self.value is None or not str(self.value).strip()

    @property
    def text(self) -> str:
        """What is written there, as text."""
        return "" if self.value is None else str(self.value)

    def fault(self, code: FaultCode, message: str, hint: str = "") -> Fault:
        """A fault of this cell."""
        return Fault(self.place, code, self.value, message, hint)


@attrs.frozen(kw_only=True)
class Row:
    """A row that is not empty, by its number in the sheet, which counts from 1."""

    number: int
    values: tuple[CellValue, ...]


@attrs.frozen(kw_only=True)
class Sheet:
    """The rows of a sheet that are not empty.

    Attributes:
        name: The name of the sheet, with which the places of its faults begin.
        rows: Its rows, in order.

    Example:
        >>> from actionplan.formats.tracker import Sheet
        >>> sheet = Sheet.of("Tracker", [["reference", "status"], ["r/1", None]])
        >>> sheet.cell(sheet.rows[1], 0).place
        'Tracker!A2'
    """

    name: str
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, name: str, rows: Iterable[Iterable[CellValue]]) -> "Sheet":
        """A sheet of these rows."""
        return cls(name=name, rows=tuple(_filled(rows)))

    @classmethod
    def bounded(cls, name: str, rows: Iterable[Sequence[CellValue]]) -> "Sheet":
        """A sheet of rows that come from a file, which may hold anything.

        Raises:
            InvalidDocument: There are more than 100,000 of them that are not empty,
                or 5,000,000 cells, or one has a value beyond the 200th column.
        """
        return cls(name=name, rows=tuple(_bounded(name, _filled(_counted(name, rows)))))

    def cell(self, row: Row, column: int) -> Cell:
        """The cell of a row in a column, which counts from 0."""
        value = row.values[column] if column < len(row.values) else None
        return Cell(place=f"{self.name}!{letters(column)}{row.number}", value=value)


def _filled(rows: Iterable[Iterable[CellValue]]) -> Iterator[Row]:
    for number, given in enumerate(rows, start=1):
        values = _trimmed(given)
        if values:
            yield Row(number=number, values=values)


def _counted(
    name: str, rows: Iterable[Sequence[CellValue]]
) -> Iterator[Sequence[CellValue]]:
    cells = 0
    for number, row in enumerate(rows, start=1):
        cells += max(len(row), 1)
        if cells > MOST_CELLS:
            raise _too_large(name, number)
        yield row


def _bounded(name: str, rows: Iterable[Row]) -> Iterator[Row]:
    for found, row in enumerate(rows, start=1):
        if found > MOST_ROWS or len(row.values) > MOST_COLUMNS:
            raise _too_large(name, row.number)
        yield row


def _too_large(name: str, row: int) -> InvalidDocument:
    message = (
        f"the sheet has more than {MOST_ROWS:,} rows, {MOST_COLUMNS} columns or "
        f"{MOST_CELLS:,} cells"
    )
    hint = "keep the rows of one register, and read them in parts"
    return InvalidDocument(Fault(name, FaultCode.RANGE, row, message, hint))


def _trimmed(values: Iterable[CellValue]) -> tuple[CellValue, ...]:
    """The values of a row up to the last that is not blank; blank ones as None."""
    kept = [None if isinstance(one, str) and not one else one for one in values]
    while kept and kept[-1] is None:
        kept.pop()
    return tuple(kept)


def letters(column: int) -> str:
    """The name of a column that counts from 0: A, B, ..., Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def unreadable(name: str, code: FaultCode, what: str, hint: str) -> InvalidDocument:
    """The error of a file that is no sheet at all."""
    message = f"{what} cannot be read as a sheet"
    return InvalidDocument(Fault(name, code, what, message, hint))
