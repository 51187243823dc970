"""What the cells of one row say about an item that the register does not."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from actionplan.errors import (
    ActionPlanError,
    Fault,
    FaultCode,
    InvalidDocument,
    InvalidValue,
    shown,
)
from actionplan.formats.tracker._columns import BY_KEY, COLUMNS, Column
from actionplan.formats.tracker._proposals import CellChange, Proposed
from actionplan.formats.tracker._reading import is_unchanged, refuse_error
from actionplan.formats.tracker._sheets import Cell
from actionplan.formats.tracker._values import Values
from actionplan.log import (
    Assignment,
    DeadlineChange,
    ProgressUpdate,
    Response,
    Target,
)
from actionplan.snapshot import ItemState

# The cells that go together into one entry
_ENTRIES: Mapping[Any, tuple[str, ...]] = {
    ProgressUpdate: ("status", "percent", "rag", "note", "evidence"),
    Response: ("acceptance",),
    DeadlineChange: ("due",),
    Target: ("target",),
    Assignment: ("lead",),
}


@attrs.frozen(kw_only=True)
class Told:
    """A cell that says something new, and the fields that this gives an entry."""

    change: CellChange
    fields: Mapping[str, Any]


@attrs.frozen(kw_only=True, eq=False)
class Changes:
    """What rows say about items, and everything that is wrong with their cells.

    Attributes:
        common: The fields that all entries have alike.
        values: How cells are read.
        is_foreign: Whether the sheet is somebody else's, so that an empty cell says
            nothing and what cannot be changed is not compared.
        faults: What is wrong, as it is found.
    """

    common: Mapping[str, Any]
    values: Values
    is_foreign: bool
    faults: list[Fault] = attrs.field(factory=list)

    def of(
        self, base: ItemState, now: ItemState, cells: Mapping[str, Cell]
    ) -> Iterator[Proposed]:
        """The entries that cells propose about an item.

        Args:
            base: What the cells were written from.
            now: How the item stands.
            cells: The cells of its row, but for the reference.
        """
        told: dict[str, Told] = {}
        for column in COLUMNS:
            if column.key in cells:
                found = self._told(column, base, now, cells[column.key])
                self.faults.extend(_contradicted(told, found))
                told |= found
        for kind, keys in _ENTRIES.items():
            cited = [told[key] for key in keys if key in told]
            if cited:
                yield from self._entry(kind, now, cited)

    def _entry(self, kind: Any, now: ItemState, told: list[Told]) -> Iterator[Proposed]:
        cells = tuple(one.change for one in told)
        fields = {name: value for one in told for name, value in one.fields.items()}
        try:
            value = kind(item=now.item.id, **self.common, **fields)
        except InvalidValue as error:
            places = {name: one.change.place for one in told for name in one.fields}
            for fault in error.faults:
                place = places.get(fault.path, cells[0].place)
                self.faults.append(attrs.evolve(fault, path=place))
            return
        remark = _remark(value, now)
        yield Proposed(value=value, item=now.item.id, cells=cells, remark=remark)

    def _told(
        self, column: Column, base: ItemState, now: ItemState, cell: Cell
    ) -> dict[str, Told]:
        if self._says_nothing(column, base, cell):
            return {}
        try:
            return self._read(column, now, cell)
        except ActionPlanError as error:
            self.faults.extend(error.faults)
            return {}

    def _says_nothing(self, column: Column, base: ItemState, cell: Cell) -> bool:
        if not self.is_foreign:
            return is_unchanged(cell, column.value(base))
        # The words for a status are theirs, even where they look like ours.
        theirs = column.key == "status"
        fixed = cell.is_blank or column.changes is None
        return fixed or (not theirs and is_unchanged(cell, column.value(base)))

    def _read(self, column: Column, now: ItemState, cell: Cell) -> dict[str, Told]:
        if column.changes is None:
            raise InvalidDocument(_fixed(column, cell))
        if cell.is_blank:
            raise InvalidDocument(_emptied(column, cell, now))
        refuse_error(cell)
        return {
            key: Told(change=_change(cell, key, now, after), fields=fields)
            for key, fields, after in self.values.given(column.key, now, cell)
        }


def _contradicted(
    told: Mapping[str, Told], found: Mapping[str, Told]
) -> Iterator[Fault]:
    """What a status says about acceptance, against the cell that is there for that."""
    for key in told.keys() & found.keys():
        if told[key].fields != found[key].fields:
            one, other = told[key].change, found[key].change
            message = f"says {shown(other.after)}, and {one.place} {shown(one.after)}"
            hint = "correct one of them, or leave its column unread"
            code = FaultCode.CONTRADICTION
            yield Fault(other.place, code, other.after, message, hint)


def _change(cell: Cell, key: str, now: ItemState, after: Any) -> CellChange:
    before = BY_KEY[key].value(now)
    return CellChange(place=cell.place, column=key, before=before, after=after)


def _remark(value: Any, now: ItemState) -> str | None:
    if isinstance(value, DeadlineChange) and value.by not in now.parties.setters:
        return f"a request: it counts once {now.parties.setter} agrees"
    return None


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
