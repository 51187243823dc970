"""Rows that are findings: of a report as it is typed, or new in a tracker."""

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import attrs

from actionplan.errors import (
    Fault,
    FaultCode,
    InvalidDocument,
    InvalidValue,
    raise_any,
    shown,
)
from actionplan.formats.tracker._headings import Cells
from actionplan.formats.tracker._proposals import CellChange, Proposed, with_findings
from actionplan.formats.tracker._reading import (
    deadline_of,
    key_of_words,
    refuse_error,
    text_of,
)
from actionplan.formats.tracker._references import References
from actionplan.formats.tracker._sheets import Cell
from actionplan.reports import (
    AnyFinding,
    AreaForImprovement,
    CauseOfConcern,
    InspectionReport,
    Recommendation,
)
from actionplan.snapshot import ItemState

KINDS: dict[str, type[Recommendation | AreaForImprovement | CauseOfConcern]] = {
    "": Recommendation,
    "recommendation": Recommendation,
    "area for improvement": AreaForImprovement,
    "afi": AreaForImprovement,
    "cause of concern": CauseOfConcern,
    "cause for concern": CauseOfConcern,
}
UNKNOWN = FaultCode.UNKNOWN_REFERENCE
_NO_ID = re.compile(r"[^a-z0-9]+")


def finding_of(
    cells: Cells,
    due: Cell,
    *,
    id: str,  # noqa: A002 - the word of the model
    label: str | None,
    owners: Callable[[Cell], list[str]],
    published: date | None,
) -> AnyFinding:
    """The finding that a row describes.

    Args:
        cells: The cells of the row.
        due: The one that holds its deadline.
        id: Its id.
        label: What its report calls it.
        owners: What reads the cell with the bodies that it is for.
        published: The day that its deadline counts from.

    Raises:
        InvalidDocument: Cells are faulty, with all faults by cell.
    """
    faults: list[Fault] = []
    for cell in cells.given.values():
        with _gathered(faults):
            refuse_error(cell)
    raise_any(InvalidDocument, faults)
    fields: dict[str, Any] = {"id": id, "label": label, "text": text_of(cells["text"])}
    kind: type[AnyFinding] = Recommendation
    with _gathered(faults):
        kind = _kind_of(cells["kind"])
    with _gathered(faults):
        fields["addressed_to"] = owners(cells["owner"])
    if not due.is_blank:
        with _gathered(faults):
            fields["deadline"], fields["stated"] = deadline_of(due, published)
    try:
        made = kind(**fields)
    except InvalidValue as error:
        raise InvalidDocument(*faults, *_placed(error.faults, cells, due)) from None
    raise_any(InvalidDocument, faults)
    return made


@contextlib.contextmanager
def _gathered(faults: list[Fault]) -> Iterator[None]:
    try:
        yield
    except InvalidDocument as error:
        faults.extend(error.faults)


def _placed(faults: Iterable[Fault], cells: Cells, due: Cell) -> Iterator[Fault]:
    """The faults of a finding, each at the cell that it comes from."""
    places = {"text": cells["text"], "addressed_to": cells["owner"], "stated": due}
    for fault in faults:
        field = fault.path.partition("[")[0]
        cell = places.get(field, cells["reference"])
        yield attrs.evolve(fault, path=cell.place)


def _kind_of(
    cell: Cell,
) -> type[Recommendation | AreaForImprovement | CauseOfConcern]:
    """The kind of finding that a cell names; a recommendation where it is blank."""
    found = KINDS.get(key_of_words(text_of(cell)))
    if found is None:
        message = f"{shown(cell.text)} is no kind of finding"
        hint = f"use one of: {', '.join(list(KINDS)[1:])}"
        raise InvalidDocument(cell.fault(FaultCode.TERM, message, hint))
    return found


@attrs.frozen(kw_only=True, eq=False)
class NewFinding:
    """A row of a tracker about a finding that the register does not have."""

    references: References
    cells: Cells
    is_foreign: bool

    def proposed(self) -> Proposed:
        """The finding, to be added to its report.

        Raises:
            InvalidDocument: The row names no report that is known, its cells are
                faulty, or it is there under another reference.
        """
        report = self._report()
        self._refuse_known(report)
        name = self._name
        own = not self.is_foreign or name.startswith(f"{report.id}/")
        finding = finding_of(
            self.cells,
            self._due,
            id=name if own else f"{report.id}/{_as_id(name)}",
            label=None if own else name,
            owners=self._owners,
            published=report.published,
        )
        return Proposed(
            value=finding,
            item=_item_id(finding, report),
            cells=tuple(self._changes()),
            report=report.id,
        )

    @property
    def is_for_several(self) -> bool:
        """Whether it gives an item to each of several bodies."""
        return self.cells["owner"].is_blank and len(self._report().about) > 1

    def state(self, proposed: Proposed, on: date) -> ItemState | None:
        """How the item stands with nothing said of it; None where it is not yet there.

        It is looked at in a register of its own: others may have very many items.
        """
        report = attrs.evolve(self._report(), findings=(), obligations=(), follows=None)
        alone = attrs.evolve(
            self.references.register,
            reports=[with_findings(report, [proposed.value])],
            plans=(),
            log=(),
        )
        return next((s for s in alone.at(on) if s.item.id == proposed.item), None)

    @property
    def _name(self) -> str:
        return text_of(self.cells["reference"]).strip()

    @property
    def _due(self) -> Cell:
        first = self.cells["original_due"]
        return self.cells["due"] if first.is_blank else first

    def _report(self) -> InspectionReport:
        cell = self.cells["report"]
        report = self.references.report(cell)
        if report is None:
            named = f"no report {shown(cell.text)}" if cell.text else "no report named"
            message = f"there is no item {shown(self._name)}, and {named}"
            hint = "correct the reference, or name the report of the new finding"
            raise InvalidDocument(
                cell.fault(FaultCode.UNKNOWN_REFERENCE, message, hint)
            )
        return report

    def _refuse_known(self, report: InspectionReport) -> None:
        same = self.references.saying(report, text_of(self.cells["text"]))
        if same is not None:
            message = f"there is no item {shown(self._name)}"
            near = self.references.hint(self._name)
            hint = near or f"did you mean {same.id!r}, which says the same?"
            raise InvalidDocument(self.cells["reference"].fault(UNKNOWN, message, hint))

    def _owners(self, cell: Cell) -> list[str]:
        if cell.is_blank:
            return []
        body = self.references.body(cell)
        if body is None:
            message = f"there is no body {shown(cell.text)}"
            hint = "name the owner by the id or name of a body of the register"
            raise InvalidDocument(
                cell.fault(FaultCode.UNKNOWN_REFERENCE, message, hint)
            )
        return [] if self._report().about == (body,) else [body]

    def _changes(self) -> Iterator[CellChange]:
        """What the cells of the finding say, where there was nothing."""
        due = "due" if self.cells["original_due"].is_blank else "original_due"
        for key in ("reference", "report", "kind", "text", "owner", due):
            cell = self.cells[key]
            if not cell.is_blank:
                yield CellChange(
                    place=cell.place, column=key, before=None, after=cell.value
                )


def _as_id(name: str) -> str:
    return _NO_ID.sub("-", name.casefold()).strip("-") or name


def _item_id(finding: AnyFinding, report: InspectionReport) -> str:
    owner = (finding.addressed_to or report.about)[0]
    return finding.id if {*report.about} == {owner} else f"{finding.id}@{owner}"
