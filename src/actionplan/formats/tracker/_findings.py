"""Rows that name no item yet: new findings of a report that is known."""

from collections.abc import Iterator
from datetime import date

import attrs

from actionplan.errors import Fault, FaultCode, InvalidDocument, InvalidValue, shown
from actionplan.formats.tracker._proposals import CellChange, with_findings
from actionplan.formats.tracker._reading import (
    deadline_of,
    key_of_words,
    plain_text,
    text_of,
)
from actionplan.formats.tracker._sheets import Cell
from actionplan.register import Register
from actionplan.reports import (
    AnyFinding,
    AreaForImprovement,
    CauseOfConcern,
    InspectionReport,
    Recommendation,
)
from actionplan.snapshot import Snapshot

KINDS: dict[str, type[Recommendation | AreaForImprovement | CauseOfConcern]] = {
    "": Recommendation,
    "recommendation": Recommendation,
    "area for improvement": AreaForImprovement,
    "afi": AreaForImprovement,
    "cause of concern": CauseOfConcern,
}


def kind_of(cell: Cell) -> type[Recommendation | AreaForImprovement | CauseOfConcern]:
    """The kind of finding that a cell names; a recommendation where it is blank.

    Raises:
        InvalidDocument: It names none.
    """
    found = KINDS.get(key_of_words(text_of(cell)))
    if found is None:
        message = f"{shown(cell.text)} is no kind of finding"
        hint = f"use one of: {', '.join(list(KINDS)[1:])}"
        raise InvalidDocument(cell.fault(FaultCode.TERM, message, hint))
    return found


@attrs.frozen(kw_only=True, eq=False)
class NewFinding:
    """A row about a finding that the register does not have."""

    register: Register
    name: str
    cells: dict[str, Cell]

    @property
    def report(self) -> InspectionReport:
        """The report that it belongs to.

        Raises:
            InvalidDocument: The row names none that is known.
        """
        cell = self._cell("report")
        named = text_of(cell).strip()
        for report in self.register.reports:
            if named in (report.id, report.title):
                return report
        message = f"there is no item {shown(self.name)}, and no report {shown(named)}"
        hint = "correct the reference, or name the report that the new finding is of"
        raise InvalidDocument(cell.fault(FaultCode.UNKNOWN_REFERENCE, message, hint))

    def finding(self, hint: str) -> tuple[AnyFinding, str]:
        """The new finding, and the id of its item.

        Raises:
            InvalidDocument: Cells are faulty, or it is there under another reference.
        """
        report, text = self.report, plain_text(text_of(self._cell("text")))
        for item in self.register.items:
            if item.report == report.id and plain_text(item.text) == text:
                message = f"there is no item {shown(self.name)}"
                advice = hint or f"did you mean {item.id!r}, which says the same?"
                raise InvalidDocument(
                    self._cell("reference").fault(
                        FaultCode.UNKNOWN_REFERENCE, message, advice
                    )
                )
        finding = self._made(report)
        return finding, self._item_id(finding, report)

    def _made(self, report: InspectionReport) -> AnyFinding:
        kind = kind_of(self._cell("kind"))
        due = self._cell("original_due")
        due = self._cell("due") if due.is_blank else due
        deadline, stated = (
            (None, None) if due.is_blank else deadline_of(due, report.published)
        )
        owner = self._owner(report)
        try:
            return kind(
                id=self.name,
                text=text_of(self._cell("text")),
                addressed_to=owner,
                deadline=deadline,
                stated=stated,
            )
        except InvalidValue as error:
            raise InvalidDocument(*map(self._placed, error.faults)) from None

    def _placed(self, fault: Fault) -> Fault:
        key = {"id": "reference"}.get(fault.path, fault.path)
        return attrs.evolve(fault, path=self._cell(key).place)

    def _owner(self, report: InspectionReport) -> list[str]:
        cell = self._cell("owner")
        named = text_of(cell).strip()
        if not named:
            return []
        for body in self.register.bodies:
            if named in (body.id, body.name):
                return [] if report.about == (body.id,) else [body.id]
        message = f"there is no body {shown(named)}"
        hint = "name the owner by the id of a body of the register"
        raise InvalidDocument(cell.fault(FaultCode.UNKNOWN_REFERENCE, message, hint))

    def _item_id(self, finding: AnyFinding, report: InspectionReport) -> str:
        owner = (finding.addressed_to or report.about)[0]
        return finding.id if {*report.about} == {owner} else f"{finding.id}@{owner}"

    def at(self, finding: AnyFinding, on: date) -> Snapshot:
        """The register with the new finding, on a day."""
        return self.register.replace(with_findings(self.report, [finding])).at(on)

    def cell_changes(self) -> Iterator[CellChange]:
        """What the cells of the finding say, where there was nothing."""
        due = "due" if self._cell("original_due").is_blank else "original_due"
        for key in ("reference", "report", "kind", "text", "owner", due):
            cell = self._cell(key)
            if not cell.is_blank:
                yield CellChange(
                    place=cell.place, column=key, before=None, after=cell.value
                )

    def _cell(self, key: str) -> Cell:
        return self.cells.get(key) or attrs.evolve(self.cells["reference"], value=None)
