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
    shown,
)
from actionplan.formats.tracker._findings import finding_of
from actionplan.formats.tracker._headings import Cells, header_of, unknown_columns
from actionplan.formats.tracker._reading import key_of_words, text_of
from actionplan.formats.tracker._sheets import Cell, Sheet
from actionplan.reports import AnyFinding, InspectionReport

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
    with the id of the report. All others are numbered as they stand, after those that
    the report has: `r/1`, `r/2`.

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
    header = header_of(sheet, columns, needed="text", least=1)
    reading = NewReport(
        rows=tuple(header.rows(sheet, "text")),
        report=report,
        names={key_of_words(body.name): body.id for body in bodies},
    )
    return reading.made()


@attrs.frozen(kw_only=True, eq=False)
class NewReport:
    """The rows of a sheet, as findings of one report."""

    rows: tuple[Cells, ...]
    report: InspectionReport
    names: Mapping[str, str]

    def made(self) -> InspectionReport:
        """The report with its findings.

        Raises:
            InvalidDocument: With all faults of its cells.
        """
        faults: list[Fault] = []
        findings = list(self.report.findings)
        taken = dict.fromkeys(_ids_of(findings), "the report")
        for number, cells in enumerate(self.rows, start=len(findings) + 1):
            try:
                finding = self._finding(cells, number)
                _take(finding.id, cells["reference"], taken)
                findings.append(finding)
            except InvalidDocument as error:
                faults += error.faults
        raise_any(InvalidDocument, faults)
        return attrs.evolve(self.report, findings=findings)

    def _finding(self, cells: Cells, number: int) -> AnyFinding:
        label = text_of(cells["reference"]).strip()
        is_id = label.startswith(f"{self.report.id}/")
        return finding_of(
            cells,
            cells["due"],
            id=label if is_id else f"{self.report.id}/{number}",
            label=None if is_id or not label else label,
            owners=self._owners,
            published=self.report.published,
        )

    def _owners(self, cell: Cell) -> list[str]:
        named = [name.strip() for name in text_of(cell).split(";")]
        return [self.names.get(key_of_words(name), name) for name in named if name]


def _ids_of(findings: Iterable[AnyFinding]) -> Iterator[str]:
    for finding in findings:
        yield finding.id
        yield from (one.id for one in getattr(finding, "recommendations", ()))


def _take(name: str, reference: Cell, taken: dict[str, str]) -> None:
    if name in taken:
        message = f"the id {shown(name)} is taken by {taken[name]}"
        hint = "give each its own, or leave it out"
        raise InvalidDocument(reference.fault(FaultCode.DUPLICATE_ID, message, hint))
    taken[name] = reference.place
