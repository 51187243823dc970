"""The headings of a sheet, how they were understood, and the cells below them."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import attrs

from actionplan.errors import Fault, FaultCode, InvalidDocument, raise_any, shown
from actionplan.formats.tracker._columns import BY_KEY, COLUMNS
from actionplan.formats.tracker._foreign import SYNONYMS
from actionplan.formats.tracker._proposals import ColumnRead
from actionplan.formats.tracker._reading import key_of_words, text_of
from actionplan.formats.tracker._sheets import Cell, Row, Sheet

MOST_ROWS_ABOVE = 20
ALIKE = 0.8

_OWN = {key_of_words(column.heading): column.key for column in COLUMNS}


@attrs.frozen(kw_only=True)
class Cells:
    """The cells of a row, by the keys of their columns.

    Attributes:
        first: Where the faults stand of what the sheet has no column for.
        given: The cells of the columns that the sheet has.
    """

    first: Cell
    given: Mapping[str, Cell]

    def __getitem__(self, key: str) -> Cell:
        return self.given.get(key) or attrs.evolve(self.first, value=None)

    @property
    def filled(self) -> dict[str, Cell]:
        """Those in which something is written."""
        return {key: cell for key, cell in self.given.items() if not cell.is_blank}


@attrs.frozen(kw_only=True)
class Header:
    """The headings of a sheet, and how they were understood.

    Attributes:
        last: The number of the row below which the rows begin that they head.
        columns: How each column was understood.
        named: The headings that the caller has said something about.
    """

    last: int
    columns: tuple[ColumnRead, ...]
    named: frozenset[str]

    @property
    def is_foreign(self) -> bool:
        """Whether a column goes by another heading than the tracker's own."""
        return any(one.key is not None and not one.is_own for one in self.columns)

    @property
    def keys(self) -> list[str]:
        """The keys of the columns that were understood."""
        return [one.key for one in self.columns if one.key is not None]

    def rows(self, sheet: Sheet, first: str) -> list[Cells]:
        """The cells of each row below, but for rows in which nothing is written.

        Args:
            sheet: The sheet.
            first: The column at which faults stand that have no column of their own.

        Raises:
            InvalidDocument: Something is written where there is no heading above.
        """
        below = [row for row in sheet.rows if row.number > self.last]
        raise_any(InvalidDocument, self._beside(sheet, below))
        rows = [self._cells(sheet, row, first) for row in below]
        return [cells for cells in rows if cells.filled]

    def _beside(self, sheet: Sheet, rows: Iterable[Row]) -> Iterator[Fault]:
        for row in rows:
            for number in range(len(self.columns), len(row.values)):
                cell = sheet.cell(row, number)
                if not cell.is_blank:
                    message = f"{shown(cell.text)} stands below no heading"
                    hint = (
                        "give its column a heading; in CSV, put quotation marks around "
                        "text that has commas"
                    )
                    yield cell.fault(FaultCode.SYNTAX, message, hint)

    def _cells(self, sheet: Sheet, row: Row, first: str) -> Cells:
        given = {
            one.key: sheet.cell(row, number)
            for number, one in enumerate(self.columns)
            if one.key is not None
        }
        return Cells(first=given[first], given=given)

    def faults(self) -> Iterator[Fault]:
        """The headings that nobody can be sure of."""
        seen: set[str] = set()
        for one in self.columns:
            if one.key in seen:
                yield _repeated(one)
            near = self._near(one)
            if near:
                yield _misspelt(one, near)
            seen |= {one.key} if one.key is not None else set()

    def _near(self, one: ColumnRead) -> str | None:
        """The column that an unknown heading is a slip of the pen for."""
        heading = key_of_words(one.heading)
        if one.key is not None or heading in self.named:
            return None
        found = difflib.get_close_matches(heading, _OWN, 1, ALIKE)
        keys = [_OWN[heading] for heading in found]
        return next((key for key in keys if key not in self.keys), None)


def _repeated(one: ColumnRead) -> Fault:
    message = f"the column {shown(one.heading)} says the same as another"
    hint = "keep one, or say with columns={...} which is which"
    return Fault(one.place, FaultCode.REPEATED_KEY, one.heading, message, hint)


def _misspelt(one: ColumnRead, near: str) -> Fault:
    message = f"the column {shown(one.heading)} is unknown"
    hint = f"did you mean {BY_KEY[near].heading!r}?"
    return Fault(one.place, FaultCode.UNKNOWN_KEY, one.heading, message, hint)


def header_of(
    sheet: Sheet, columns: Mapping[str, str | None], needed: str, least: int
) -> Header:
    """The headings among the first rows of a sheet.

    They may stand in two rows, as where a cell of the upper one is merged with the one
    below it, or is a title over several.

    Args:
        sheet: The sheet.
        columns: What the caller says of some headings.
        needed: The column that there must be.
        least: The fewest columns that must be understood.

    Raises:
        InvalidDocument: There are none that can be understood, the column that is
            needed is missing, or nobody can be sure of some of them.
    """
    named = {key_of_words(heading): key for heading, key in columns.items()}
    rows = sheet.rows[:MOST_ROWS_ABOVE]
    alone: list[tuple[Row, ...]] = [(row,) for row in rows]
    stacked = [(two[1], two[0]) for two in pairwise(rows) if _touch(*two)]
    found = [_header(sheet, stack, named) for stack in [*alone, *stacked]]
    best = max(found, key=lambda header: len(header.keys), default=None)
    if best is None or len(best.keys) < least:
        raise InvalidDocument(_missing(sheet, "no row of headings that is understood"))
    if needed not in best.keys:
        what = f"no column {BY_KEY[needed].heading!r}"
        raise InvalidDocument(_missing(sheet, what), *best.faults())
    raise_any(InvalidDocument, [*best.faults(), *_absent(columns, best)])
    return best


def _absent(columns: Iterable[str], header: Header) -> Iterator[Fault]:
    """The headings that a caller names and the sheet does not have."""
    given = {key_of_words(one.heading): one.heading for one in header.columns}
    for heading in columns:
        if key_of_words(heading) not in given:
            place = f"columns[{heading!r}]"
            message = f"the sheet has no column {shown(heading)}"
            found = difflib.get_close_matches(key_of_words(heading), given, 1, ALIKE)
            names = ", ".join(shown(name) for name in given.values() if name)
            hint = f"did you mean {given[found[0]]!r}?" if found else f"it has {names}"
            yield Fault(place, FaultCode.UNKNOWN_NAME, heading, message, hint)


def _touch(upper: Row, lower: Row) -> bool:
    return upper.number + 1 == lower.number


def _missing(sheet: Sheet, what: str) -> Fault:
    hint = (
        "name the columns as in the tracker sheet, or say which is which: "
        "columns={'No.': 'reference'}"
    )
    return Fault(sheet.name, FaultCode.REQUIRED, None, f"has {what}", hint)


def _header(
    sheet: Sheet, rows: tuple[Row, ...], named: Mapping[str, str | None]
) -> Header:
    """The headings in a row, and above it where it has none."""
    cells = [
        next((cell for cell in column if not cell.is_blank), column[0])
        for number in range(max(len(row.values) for row in rows))
        for column in [[sheet.cell(row, number) for row in rows]]
    ]
    headings = [text_of(cell).strip() for cell in cells]
    keys = _settled([_key(key_of_words(heading), named) for heading in headings])
    read = zip(cells, headings, keys, strict=True)
    columns = (
        ColumnRead(place=cell.place, heading=heading, key=key)
        for cell, heading, key in read
    )
    return Header(last=rows[0].number, columns=tuple(columns), named=frozenset(named))


def _key(heading: str, named: Mapping[str, str | None]) -> str | None:
    if heading in named:
        return named[heading]
    return _OWN.get(heading) or SYNONYMS.get(heading)


def _settled(keys: list[str | None]) -> list[str | None]:
    """A day that stands alone is the one that holds now, and not the first one."""
    if "original_due" in keys and "due" not in keys:
        return ["due" if key == "original_due" else key for key in keys]
    return keys


def unknown_columns(columns: Mapping[str, str | None]) -> Iterable[Fault]:
    """What is wrong with a mapping of columns that a caller gives."""
    for heading, key in columns.items():
        if key is not None and key not in BY_KEY:
            message = f"{shown(key)} is no column of the tracker"
            hint = f"use one of {', '.join(BY_KEY)}, or None for one that is not read"
            yield Fault(
                f"columns[{heading!r}]", FaultCode.UNKNOWN_NAME, key, message, hint
            )
