"""A tracker in a file, whichever spreadsheet wrote it.

The file says by itself what it is, so its name does not matter: a workbook of Excel
begins as a zip file does, and everything else is read as CSV.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from actionplan._files import AnyPath, read_bytes
from actionplan.bodies import Body
from actionplan.formats import csv
from actionplan.formats.tracker import (
    REPORT,
    TRACKER,
    Meaning,
    Proposals,
    Sheet,
    proposals_of,
    report_of,
)
from actionplan.register import Register
from actionplan.reports import InspectionReport
from actionplan.snapshot import Snapshot
from actionplan.terms import Status

__all__ = ["read_report", "read_tracker"]

# A zip file; and the older container, of .xls and of what has a password.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_NOTHING: Mapping[str, Any] = {}


def read_tracker(
    path: AnyPath,
    register: Register,
    *,
    on: date,
    by: str,
    recorded: datetime | None = None,
    base: Snapshot | None = None,
    columns: Mapping[str, str | None] = _NOTHING,
    statuses: Mapping[str, Meaning | Status | str] = _NOTHING,
    sheet: str | None = None,
    encoding: str = "utf-8",
) -> Proposals:
    """What the tracker in a file proposes to record, compared with a register.

    Nothing is recorded and nothing overwritten: the proposals print as a dry run, and
    `Proposals.apply_to` gives the register that they would make.

    Args:
        path: A workbook of Excel (`.xlsx`), or a CSV file.
        register: The register.
        on: The day on which what is proposed takes effect.
        by: The body that says so.
        recorded: The moment at which it is recorded.
        base: What the sheet was written from, if not `register.at(on)`.
        columns: Which column a heading of somebody else's tracker is; None for one
            that is not read.
        statuses: What words for a status mean, such as `tracker.VOCABULARIES["gao"]`: a
            `Meaning` each, or just the status.
        sheet: The name of the sheet of a workbook; without it, the one called Tracker,
            or else the first that is not hidden.
        encoding: `windows-1252` for a CSV file that is not UTF-8.

    Raises:
        MissingFile: There is no such file.
        FileProblem: It cannot be read.
        InvalidDocument: It holds no such sheet, with all faults by cell.
        InvalidValue: An argument is faulty.

    Example:
        >>> import pathlib, tempfile
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.formats import csv, spreadsheet
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> day = date(2014, 9, 17)
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = pathlib.Path(folder, "tracker.csv")
        ...     _ = path.write_bytes(csv.dumps(register, day))
        ...     found = spreadsheet.read_tracker(path, register, on=day, by="norfolk")
        >>> len(found)
        0
    """
    return proposals_of(
        _sheet_of(read_bytes(path), sheet, TRACKER, encoding),
        register,
        on=on,
        by=by,
        recorded=recorded,
        base=base,
        columns=columns,
        statuses=statuses,
    )


def read_report(
    path: AnyPath,
    report: InspectionReport,
    *,
    bodies: Iterable[Body] = (),
    columns: Mapping[str, str | None] = _NOTHING,
    sheet: str | None = None,
    encoding: str = "utf-8",
) -> InspectionReport:
    r"""A report with the findings that a file lists, one in each row.

    `tracker.report_of` says which columns it has.

    Args:
        path: A workbook of Excel (`.xlsx`), or a CSV file.
        report: The report: its title, who made it, whom it is about.
        bodies: The bodies whose names may stand for their ids in the column `owner`.
        columns: Which column a heading is; None for one that is not read.
        sheet: The name of the sheet of a workbook; without it, the one called Report,
            or else the first that is not hidden.
        encoding: `windows-1252` for a CSV file that is not UTF-8.

    Raises:
        MissingFile: There is no such file.
        FileProblem: It cannot be read.
        InvalidDocument: It holds no such sheet, with all faults by cell.
        InvalidValue: An argument is faulty.

    Example:
        >>> import pathlib, tempfile
        >>> import actionplan as ap
        >>> from actionplan.formats import spreadsheet
        >>> fields = {"id": "r", "title": "R", "by": ["hmic"], "about": ["norfolk"]}
        >>> head = ap.InspectionReport(**fields)
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = pathlib.Path(folder, "report.csv")
        ...     _ = path.write_text("Recommendation,Deadline\nAct.,by 31 May 2015\n")
        ...     report = spreadsheet.read_report(path, head)
        >>> print(report.findings[0].deadline)
        by 2015-05-31
    """
    read = _sheet_of(read_bytes(path), sheet, REPORT, encoding)
    return report_of(read, report, bodies=bodies, columns=columns)


def _sheet_of(data: bytes, name: str | None, usual: str, encoding: str) -> Sheet:
    if data.startswith(_WORKBOOKS):
        # Late, because who reads CSV needs no openpyxl.
        from actionplan.formats import excel  # noqa: PLC0415

        return excel.read(data, name=name, usual=usual)
    return csv.read(data, encoding=encoding, name=name or usual)
