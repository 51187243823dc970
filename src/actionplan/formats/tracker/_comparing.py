"""What a sheet says that the register does not, as values to record."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import attrs

from actionplan._fields import is_moment, optional
from actionplan._values import FrozenMap
from actionplan.errors import (
    Fault,
    FaultCode,
    InvalidDocument,
    InvalidValue,
    raise_any,
    shown,
)
from actionplan.formats.tracker._changes import Changes
from actionplan.formats.tracker._columns import BY_KEY
from actionplan.formats.tracker._findings import NewFinding
from actionplan.formats.tracker._foreign import Meaning, meanings
from actionplan.formats.tracker._headings import (
    Cells,
    Header,
    header_of,
    unknown_columns,
)
from actionplan.formats.tracker._proposals import Proposals, Proposed
from actionplan.formats.tracker._references import References
from actionplan.formats.tracker._sheets import Cell, Sheet
from actionplan.formats.tracker._values import Values
from actionplan.items import Item
from actionplan.register import Register
from actionplan.snapshot import Snapshot
from actionplan.terms import Status

LEAST_HEADINGS = 2

_NOTHING: Mapping[str, Any] = {}
_CHANGEABLE = frozenset(key for key, column in BY_KEY.items() if column.changes)


def proposals_of(
    sheet: Sheet,
    register: Register,
    *,
    on: date,
    by: str,
    recorded: datetime | None = None,
    base: Snapshot | None = None,
    columns: Mapping[str, str | None] = _NOTHING,
    statuses: Mapping[str, Meaning | Status | str] = _NOTHING,
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
        statuses: What words for a status mean, such as `VOCABULARIES["gao"]`: a
            `Meaning` each, or just the status.

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
    raise_any(InvalidValue, _faulty(register, by, recorded, columns))
    values = Values(by=by, meanings=meanings(statuses))
    header = header_of(sheet, columns, needed="reference", least=LEAST_HEADINGS)
    if not ({*header.keys} & {*_CHANGEABLE, "text"}):
        raise InvalidDocument(_says_nothing(sheet))
    comparison = Comparison(
        references=References(register=register),
        base=now if base is None else base,
        now=now,
        changes=Changes(
            common={"on": on, "by": by, "recorded": recorded},
            values=values,
            is_foreign=header.is_foreign or bool(statuses),
        ),
    )
    return comparison.proposals(sheet, header)


def _faulty(
    register: Register,
    by: str,
    recorded: datetime | None,
    columns: Mapping[str, str | None],
) -> Iterator[Fault]:
    if not any(body.id == by for body in register.bodies):
        message, hint = f"there is no body {shown(by)}", "name a body of the register"
        yield Fault("by", FaultCode.UNKNOWN_REFERENCE, by, message, hint)
    for fault in optional(is_moment)(recorded):
        yield fault.within("recorded")
    yield from unknown_columns(columns)


def _says_nothing(sheet: Sheet) -> Fault:
    message = "has no column in which anything could be changed"
    hint = "is it the right sheet? Name another one, or say which columns are which"
    return Fault(sheet.name, FaultCode.REQUIRED, None, message, hint)


@attrs.frozen(kw_only=True, eq=False)
class Comparison:
    """A sheet beside a register: what its rows propose, one after the other."""

    references: References
    base: Snapshot
    now: Snapshot
    changes: Changes
    seen: dict[str, Cell] = attrs.field(factory=dict)

    def proposals(self, sheet: Sheet, header: Header) -> Proposals:
        """Everything that a sheet proposes.

        Raises:
            InvalidDocument: With all faults of its cells.
        """
        rows = header.rows(sheet, "reference")
        proposed = tuple(one for cells in rows for one in self._row(cells))
        raise_any(InvalidDocument, self.changes.faults)
        words = FrozenMap(self.changes.values.words)
        return Proposals(proposed=proposed, columns=header.columns, statuses=words)

    def _row(self, cells: Cells) -> list[Proposed]:
        try:
            return list(self._proposed(cells))
        except InvalidDocument as error:
            self.changes.faults.extend(error.faults)
            return []

    def _proposed(self, cells: Cells) -> Iterator[Proposed]:
        if cells["reference"].is_blank:
            raise InvalidDocument(_nameless(cells["reference"]))
        item = self._item(cells)
        if item is None:
            yield from self._new(cells)
            return
        self._refuse_repeated(item.id, cells["reference"])
        if item.id not in self.base or item.id not in self.now:
            raise InvalidDocument(_not_there(cells["reference"], item))
        told = {key: cell for key, cell in cells.given.items() if key != "reference"}
        if self.changes.is_foreign and cells["due"].is_blank:
            told["due"] = cells["original_due"]  # which was not revised
        yield from self.changes.of(self.base[item.id], self.now[item.id], told)

    def _item(self, cells: Cells) -> Item | None:
        report, owner = cells["report"], cells["owner"]
        if not self.changes.is_foreign:  # then the id says enough, and these are fixed
            report = owner = attrs.evolve(report, value=None)
        return self.references.item(cells["reference"], report, owner)

    def _new(self, cells: Cells) -> Iterator[Proposed]:
        new = NewFinding(
            references=self.references,
            cells=cells,
            is_foreign=self.changes.is_foreign,
        )
        proposed = new.proposed()
        self._refuse_repeated(proposed.item, cells["reference"])
        yield proposed
        state = new.state(proposed, self.now.on)
        told = {key: cells[key] for key in cells.filled if key in _CHANGEABLE}
        if state is None:
            late = [cell for key, cell in told.items() if key != "due"]
            raise_any(InvalidDocument, map(_too_early, late))
            return
        more = list(self.changes.of(state, state, told))
        if more and new.is_for_several:
            raise InvalidDocument(_of_whom(cells["owner"]))
        yield from more

    def _refuse_repeated(self, name: str, reference: Cell) -> None:
        before = self.seen.setdefault(name, reference)
        if before is not reference:
            message = f"{shown(name)} has a row already, {before.place}"
            hint = "keep one row for each item"
            fault = reference.fault(FaultCode.DUPLICATE_ID, message, hint)
            raise InvalidDocument(fault)


def _nameless(reference: Cell) -> Fault:
    message = "the row has no reference"
    hint = (
        "write the id of the item, or an id of its own for a new finding; of merged "
        "cells only the first holds it"
    )
    return reference.fault(FaultCode.REQUIRED, message, hint)


def _not_there(reference: Cell, item: Item) -> Fault:
    message = f"{shown(item.id)} is not in the register as it stood on that day"
    hint = "give the day of the sheet, or leave the row out"
    return reference.fault(FaultCode.UNKNOWN_REFERENCE, message, hint)


def _of_whom(owner: Cell) -> Fault:
    message = "the new finding is for several bodies, and the row says how far one is"
    hint = "name the owner, or say it once the finding is recorded"
    return owner.fault(FaultCode.REQUIRED, message, hint)


def _too_early(cell: Cell) -> Fault:
    message = "says something of what is not in the register on that day"
    hint = "give its report a day of publication first, or leave the cell empty"
    return cell.fault(FaultCode.CONTRADICTION, message, hint)
