"""What a sheet says that the register does not, as values to record."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import attrs

from actionplan.errors import (
    ActionPlanError,
    Fault,
    FaultCode,
    InvalidDocument,
    InvalidValue,
    raise_any,
    shown,
)
from actionplan.formats.tracker._columns import BY_KEY, COLUMNS, Column
from actionplan.formats.tracker._findings import NewFinding
from actionplan.formats.tracker._foreign import (
    Header,
    Meaning,
    header_of,
    meanings,
    unknown_columns,
)
from actionplan.formats.tracker._proposals import CellChange, Proposals, Proposed
from actionplan.formats.tracker._reading import is_unchanged, text_of
from actionplan.formats.tracker._references import References
from actionplan.formats.tracker._sheets import Cell, Row, Sheet
from actionplan.formats.tracker._values import Values
from actionplan.log import (
    Assignment,
    DeadlineChange,
    ProgressUpdate,
    Response,
    Target,
)
from actionplan.register import Register
from actionplan.snapshot import ItemState, Snapshot

_PROGRESS = ("status", "percent", "rag", "note", "evidence")
_NOTHING: Mapping[str, Any] = {}

Cells = dict[str, Cell]


def proposals_of(
    sheet: Sheet,
    register: Register,
    *,
    on: date,
    by: str,
    recorded: datetime | None = None,
    base: Snapshot | None = None,
    columns: Mapping[str, str | None] = _NOTHING,
    statuses: Mapping[str, Meaning] = _NOTHING,
) -> Proposals:
    """What a tracker sheet proposes to record, compared with a register.

    A cell that says what it said in the sheet as it was written proposes nothing. Rows
    are found by their reference, so they may be sorted, left out and added to.

    Args:
        sheet: The sheet.
        register: The register.
        on: The day on which what is proposed takes effect.
        by: The body that says so.
        recorded: The moment at which it is recorded.
        base: What the sheet was written from, if not `register.at(on)`. A cell that
            differs from it was changed by a person.
        columns: Which column a heading of somebody else's tracker is, by the keys of
            `COLUMNS`; None for one that is not read. Known synonyms need no mention.
        statuses: What words for a status mean, such as `VOCABULARIES["gao"]`.

    Raises:
        InvalidDocument: The sheet cannot be read, with all its faults by cell.
        InvalidValue: An argument is faulty.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.formats.tracker import Sheet, proposals_of
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> rows = [["reference", "percent"], ["norfolk-2014/1", "40%"]]
        >>> sheet = Sheet.of("Tracker", rows)
        >>> found = proposals_of(sheet, register, on=date(2014, 9, 17), by="norfolk")
        >>> print(found)
        Proposed: 1 entry, 0 new findings. Nothing is recorded yet.
        <BLANKLINE>
        norfolk-2014/1
          progress
            Tracker!B2: percent nothing -> 40
    """
    now = register.at(on)
    unknown = [] if any(body.id == by for body in register.bodies) else [_no_body(by)]
    raise_any(InvalidValue, [*unknown, *unknown_columns(columns)])
    header = header_of(sheet, columns)
    if header is None:
        message = "has no row of headings that could be understood"
        hint = "name the columns as in the tracker sheet, or say which is which"
        raise InvalidDocument(
            Fault(sheet.name, FaultCode.REQUIRED, None, message, hint)
        )
    raise_any(InvalidDocument, header.faults(sheet, "reference"))
    comparison = Comparison(
        sheet=sheet,
        header=header,
        register=register,
        references=References(register=register),
        base=base or now,
        now=now,
        common={"on": on, "by": by, "recorded": recorded},
        values=Values(by=by, meanings=meanings(statuses)),
    )
    return comparison.proposals()


def _no_body(by: str) -> Fault:
    hint = "name a body of the register"
    message = f"there is no body {shown(by)}"
    return Fault("by", FaultCode.UNKNOWN_REFERENCE, by, message, hint)


@attrs.frozen(kw_only=True, eq=False)
class Comparison:
    """A sheet beside a register: what it proposes, and what is wrong with it."""

    sheet: Sheet
    header: Header
    register: Register
    references: References
    base: Snapshot
    now: Snapshot
    common: dict[str, Any]
    values: Values
    faults: list[Fault] = attrs.field(factory=list)

    def proposals(self) -> Proposals:
        """Everything that the sheet proposes.

        Raises:
            InvalidDocument: With all faults of its cells.
        """
        seen: dict[str, str] = {}
        proposed = [
            one
            for row in self.sheet.rows
            if row.number > self.header.row.number
            for one in self._row(row, seen)
        ]
        raise_any(InvalidDocument, self.faults)
        return Proposals(
            proposed=tuple(proposed),
            columns=self.header.columns,
            statuses=self.values.words,
        )

    def _row(self, row: Row, seen: dict[str, str]) -> list[Proposed]:
        cells = {
            one.key: self.sheet.cell(row, number)
            for number, one in enumerate(self.header.columns)
            if one.key is not None
        }
        reference = cells["reference"]
        if all(cell.is_blank for cell in cells.values()):
            return []
        if reference.is_blank:
            message = "the row has no reference"
            hint = "write the id of the item, or an id of its own for a new finding"
            self.faults.append(reference.fault(FaultCode.REQUIRED, message, hint))
            return []
        try:
            return self._named_row(reference, cells, seen)
        except InvalidDocument as error:
            self.faults.extend(error.faults)
            return []

    def _named_row(
        self, reference: Cell, cells: Cells, seen: dict[str, str]
    ) -> list[Proposed]:
        given = cells if self.header.is_foreign else {}  # our ids need no more
        report, owner = (
            text_of(given[k]).strip() if k in given else "" for k in _WHOSE
        )
        item = self.references.item(reference, report=report, owner=owner)
        name = item.id if item else text_of(reference).strip()
        if name in seen:
            message = f"{shown(name)} has a row already, {seen[name]}"
            hint = "keep one row for each item"
            raise InvalidDocument(
                reference.fault(FaultCode.DUPLICATE_ID, message, hint)
            )
        seen[name] = reference.place
        if item is None:
            return self._new(name, cells)
        if item.id not in self.base or item.id not in self.now:
            message = f"{shown(name)} is not in the register as it stood on that day"
            hint = "give the day of the sheet, or leave the row out"
            raise InvalidDocument(
                reference.fault(FaultCode.UNKNOWN_REFERENCE, message, hint)
            )
        return list(self.changes(self.base[item.id], self.now[item.id], cells))

    def _new(self, name: str, cells: Cells) -> list[Proposed]:
        new = NewFinding(register=self.register, name=name, cells=cells)
        finding, item = new.finding(self.references.hint(name))
        proposed = Proposed(
            value=finding,
            item=name,
            cells=tuple(new.cell_changes()),
            report=new.report.id,
        )
        told = {key: cell for key, cell in cells.items() if not cell.is_blank}
        grown = new.at(finding, self.now.on)
        if item in grown:
            state = grown[item]
            return [proposed, *self.changes(state, state, told, new=True)]
        late = [cell for key, cell in told.items() if key in _LATER]
        self.faults.extend(map(_too_early, late))
        return [proposed]

    # The cells of an item

    def changes(
        self, base: ItemState, now: ItemState, cells: Cells, *, new: bool = False
    ) -> Iterator[Proposed]:
        """What the cells of a row say about an item that the register does not."""
        told: dict[str, tuple[CellChange, Any]] = {}
        for column in COLUMNS:
            known = column.key == "reference" or (new and column.changes is None)
            if column.key in cells and not known:
                told |= self._change(column, base, now, cells[column.key])
        yield from self._updates(now, told)
        for key, make in _ENTRIES.items():
            if key in told:
                cell, value = told[key]
                yield from self._made(now, make, value, (cell,))

    def _updates(
        self, now: ItemState, told: dict[str, tuple[CellChange, Any]]
    ) -> Iterator[Proposed]:
        given = {key: told[key] for key in _PROGRESS if key in told}
        if given:
            fields = {key: value for key, (_, value) in given.items()}
            cells = tuple(cell for cell, _ in given.values())
            yield from self._made(now, ProgressUpdate, fields, cells)

    def _made(
        self, now: ItemState, make: Any, fields: Any, cells: tuple[CellChange, ...]
    ) -> Iterator[Proposed]:
        try:
            value = make(item=now.item.id, **self.common, **fields)
        except InvalidValue as error:
            self.faults.extend(f.within(cells[0].place) for f in error.faults)
            return
        yield Proposed(
            value=value, item=now.item.id, cells=cells, remark=_remark(value, now)
        )

    def _change(
        self, column: Column, base: ItemState, now: ItemState, cell: Cell
    ) -> dict[str, tuple[CellChange, Any]]:
        written = column.value(base)
        if is_unchanged(cell, written):
            return {}
        if self.header.is_foreign and (cell.is_blank or column.changes is None):
            return {}
        try:
            return self._read(column, now, cell)
        except ActionPlanError as error:
            self.faults.extend(error.faults)
            return {}

    def _read(
        self, column: Column, now: ItemState, cell: Cell
    ) -> dict[str, tuple[CellChange, Any]]:
        if column.changes is None:
            raise InvalidDocument(_fixed(column, cell))
        if cell.is_blank:
            raise InvalidDocument(_emptied(column, cell, now))
        found: dict[str, tuple[CellChange, Any]] = {}
        for key, value, after in self.values.given(column.key, now, cell):
            before = BY_KEY[key].value(now)
            change = CellChange(
                place=cell.place, column=key, before=before, after=after
            )
            found[key] = change, value
        return found


_LATER = (*_PROGRESS, "acceptance", "target", "lead")
_WHOSE = ("report", "owner")
_ENTRIES: dict[str, Any] = {
    "acceptance": Response,
    "due": DeadlineChange,
    "target": Target,
    "lead": Assignment,
}


def _remark(value: Any, now: ItemState) -> str | None:
    if isinstance(value, DeadlineChange) and value.by not in now.parties.setters:
        return f"a request: it counts once {now.parties.setter} agrees"
    return None


def _too_early(cell: Cell) -> Fault:
    message = "says something of what is not in the register on that day"
    hint = "give its report a day of publication first, or leave the cell empty"
    return cell.fault(FaultCode.CONTRADICTION, message, hint)


def _fixed(column: Column, cell: Cell) -> Fault:
    message = f"{shown(cell.text)} is not what the register says in {column.heading!r}"
    hint = (
        "this column cannot be changed in a sheet; put back what stood there, "
        "or compare with the snapshot that the sheet was written from"
    )
    return cell.fault(FaultCode.CONTRADICTION, message, hint)


def _emptied(column: Column, cell: Cell, now: ItemState) -> Fault:
    message = f"the {column.heading} of {now.item.id} was emptied"
    hint = "nothing is erased: write what holds now, or take the entry back"
    return cell.fault(FaultCode.REQUIRED, message, hint)
