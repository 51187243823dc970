"""A report as people type it: one row for each finding, its deadline in words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from actionplan.bodies import Body
from actionplan.errors import (
    Fault,
    FaultCode,
    InvalidDocument,
    InvalidValue,
    raise_any,
)
from actionplan.formats.tracker._findings import kind_of
from actionplan.formats.tracker._foreign import Header, header_of, unknown_columns
from actionplan.formats.tracker._reading import deadline_of, text_of
from actionplan.formats.tracker._sheets import Cell, Row, Sheet
from actionplan.reports import AnyFinding, InspectionReport

_PATHS = {"id": "reference", "label": "reference", "addressed_to": "owner"}
_READ = ("reference", "kind", "text", "owner", "due")
_NOTHING: Mapping[str, Any] = {}


def report_of(
    sheet: Sheet,
    report: InspectionReport,
    *,
    bodies: Iterable[Body] = (),
    columns: Mapping[str, str | None] = _NOTHING,
) -> InspectionReport:
    """A report with the findings that a sheet lists, one in each row.

    The columns are those of the tracker, by the same synonyms: `text` (or
    "Recommendation"), and if need be `reference`, `kind`, `owner` and `current due` (or
    "Deadline"). A deadline is read by `parse_deadline`, and its words are kept. What
    stands as the reference is kept as the label; it is the id, too, where it begins
    with the id of the report. All others are numbered as they stand: `r/1`, `r/2`.

    Args:
        sheet: The sheet.
        report: The report: its title, who made it, whom it is about. Findings that it
            has already are kept, before the new ones.
        bodies: The bodies whose names may stand for their ids in the column `owner`,
            where several stand with semicolons between them.
        columns: Which column a heading is; None for one that is not read.

    Raises:
        InvalidDocument: The sheet cannot be read, with all its faults by cell.
        InvalidValue: An argument is faulty.

    Example:
        >>> import actionplan as ap
        >>> from actionplan.formats.tracker import Sheet, report_of
        >>> rows = [
        ...     ["Recommendation", "Deadline"],
        ...     ["Train every call handler.", "within six months of publication"],
        ... ]
        >>> fields = {"id": "r", "title": "R", "by": ["hmic"], "about": ["norfolk"]}
        >>> head = ap.InspectionReport(**fields)
        >>> report = report_of(Sheet.of("Report", rows), head)
        >>> report.findings[0].id, str(report.findings[0].deadline)
        ('r/1', 'P6M after publication')
    """
    raise_any(InvalidValue, unknown_columns(columns))
    header = header_of(sheet, columns, least=1)
    if header is None:
        message = "has no row of headings that could be understood"
        hint = "name the column of what must be done: text, or Recommendation"
        raise InvalidDocument(
            Fault(sheet.name, FaultCode.REQUIRED, None, message, hint)
        )
    raise_any(InvalidDocument, header.faults(sheet, "text"))
    names = {body.name: body.id for body in bodies}
    reading = NewReport(sheet=sheet, header=header, report=report, names=names)
    return reading.made()


@attrs.frozen(kw_only=True, eq=False)
class NewReport:
    """The rows of a sheet, as findings of one report."""

    sheet: Sheet
    header: Header
    report: InspectionReport
    names: Mapping[str, str]
    faults: list[Fault] = attrs.field(factory=list)

    def made(self) -> InspectionReport:
        """The report with its findings.

        Raises:
            InvalidDocument: With all faults of its cells.
        """
        below = [row for row in self.sheet.rows if row.number > self.header.row.number]
        rows = [cells for cells in map(self._cells, below) if cells]
        ids: dict[str, str] = {}
        made = [
            finding
            for number, cells in enumerate(rows, start=1)
            for finding in self._findings(number, cells, ids)
        ]
        raise_any(InvalidDocument, self.faults)
        return attrs.evolve(self.report, findings=(*self.report.findings, *made))

    def _cells(self, row: Row) -> dict[str, Cell]:
        cells = {
            one.key: self.sheet.cell(row, number)
            for number, one in enumerate(self.header.columns)
            if one.key in _READ
        }
        if all(cell.is_blank for cell in cells.values()):
            return {}
        blank = attrs.evolve(cells["text"], value=None)
        return dict.fromkeys(_READ, blank) | cells

    def _findings(
        self, number: int, cells: dict[str, Cell], ids: dict[str, str]
    ) -> Iterator[AnyFinding]:
        try:
            finding = self._finding(number, cells)
        except InvalidDocument as error:
            self.faults.extend(error.faults)
            return
        if finding.id in ids:
            message = f"the id {finding.id!r} is taken by {ids[finding.id]}"
            hint = "give each its own, or leave it out"
            fault = cells["reference"].fault(FaultCode.DUPLICATE_ID, message, hint)
            self.faults.append(fault)
        ids[finding.id] = cells["reference"].place
        yield finding

    def _finding(self, number: int, cells: dict[str, Cell]) -> AnyFinding:
        label, due = text_of(cells["reference"]).strip(), cells["due"]
        is_id = label.startswith(f"{self.report.id}/")
        kind = kind_of(cells["kind"])
        deadline, stated = (
            (None, None) if due.is_blank else deadline_of(due, self.report.published)
        )
        try:
            return kind(
                id=label if is_id else f"{self.report.id}/{number}",
                label=None if is_id or not label else label,
                text=text_of(cells["text"]),
                addressed_to=self._owners(cells["owner"]),
                deadline=deadline,
                stated=stated,
            )
        except InvalidValue as error:
            raise InvalidDocument(
                *(_placed(fault, cells) for fault in error.faults)
            ) from None

    def _owners(self, cell: Cell) -> list[str]:
        named = [name.strip() for name in text_of(cell).split(";")]
        return [self.names.get(name, name) for name in named if name]


def _placed(fault: Fault, cells: dict[str, Cell]) -> Fault:
    field = fault.path.partition("[")[0]
    return attrs.evolve(fault, path=cells[_PATHS.get(field, field)].place)
