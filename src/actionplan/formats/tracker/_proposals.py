"""What a sheet proposes: values to record, each with the cells it comes from."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from actionplan._days import counted
from actionplan._printing import one_line
from actionplan._values import NOTHING
from actionplan.errors import Fault, FaultCode, InvalidValue, raise_any, shown
from actionplan.formats.tracker._columns import BY_KEY
from actionplan.formats.tracker._reading import key_of_words
from actionplan.formats.tracker._sheets import CellValue
from actionplan.log import AnyEntry, Entry
from actionplan.register import Register
from actionplan.reports import AnyFinding, InspectionReport


@attrs.frozen(kw_only=True)
class CellChange:
    """A cell that says something else than the register.

    Attributes:
        place: Where it stands, such as `Tracker!F12`.
        column: The key of its column.
        before: What the register says there; None for nothing.
        after: What the cell says.
    """

    place: str
    column: str
    before: CellValue
    after: CellValue

    def __str__(self) -> str:
        before = _shown(self.before)
        return f"{self.place}: {self.column} {before} -> {_shown(self.after)}"


def _shown(value: CellValue) -> str:
    if value is None:
        return "nothing"
    return str(value) if isinstance(value, date | int) else shown(value)


@attrs.frozen(kw_only=True)
class Proposed:
    """A value to record, and where it comes from.

    Attributes:
        value: An entry of the log, or a new finding.
        item: The id of the item that it is about, or that a new finding becomes.
        cells: The cells that it comes from, in the order of the columns.
        report: The report that a new finding belongs to.
        remark: What to know before it is recorded.
    """

    value: AnyEntry | AnyFinding
    item: str
    cells: tuple[CellChange, ...]
    report: str | None = None
    remark: str | None = None

    @property
    def what(self) -> str:
        """What it is, in words: `progress`, `new recommendation`."""
        kind = str(self.value.kind).replace("-", " ")
        return kind if isinstance(self.value, Entry) else f"new {kind}"


@attrs.frozen(kw_only=True)
class ColumnRead:
    """How a column of a sheet was understood.

    Attributes:
        place: Where its heading stands.
        heading: Its heading.
        key: The column of the tracker that it was read as; None for one not read.
    """

    place: str
    heading: str
    key: str | None

    @property
    def is_own(self) -> bool:
        """Whether it is a column of the tracker sheet by its own heading."""
        own = BY_KEY[self.key].heading if self.key is not None else ""
        return bool(own) and key_of_words(own) == key_of_words(self.heading)


@attrs.frozen(kw_only=True)
class Proposals:
    """Everything that a sheet proposes. Nothing is recorded until a caller does so.

    Attributes:
        proposed: What it proposes, in the order of its rows.
        columns: How its columns were understood.
        statuses: How words for a status were understood that are not the library's.

    Its text is a dry run: what would be recorded, cell by cell, and what was not read.
    """

    proposed: tuple[Proposed, ...] = ()
    columns: tuple[ColumnRead, ...] = ()
    statuses: Mapping[str, str] = NOTHING

    def __len__(self) -> int:
        return len(self.proposed)

    def __iter__(self) -> Iterator[Proposed]:
        return iter(self.proposed)

    @property
    def entries(self) -> tuple[AnyEntry, ...]:
        """The entries of the log that it proposes."""
        return tuple(one.value for one in self.proposed if isinstance(one.value, Entry))

    @property
    def findings(self) -> tuple[AnyFinding, ...]:
        """The new findings that it proposes."""
        return tuple(
            one.value for one in self.proposed if not isinstance(one.value, Entry)
        )

    def apply_to(self, register: Register) -> Register:
        """A register with the new findings in their reports and the entries recorded.

        Raises:
            InvalidValue: One does not fit that register.
        """
        added = [one for one in self.proposed if not isinstance(one.value, Entry)]
        touched = {one.report for one in added}
        missing = touched - {report.id for report in register.reports}
        raise_any(InvalidValue, map(_missing, sorted(map(str, missing))))
        changed = [
            with_findings(
                report, [one.value for one in added if one.report == report.id]
            )
            for report in register.reports
            if report.id in touched
        ]
        grown = register.replace(*changed) if changed else register
        return grown.record(*self.entries)

    def __str__(self) -> str:
        return "\n".join(_dry_run(self))


def _missing(report: str) -> Fault:
    message = f"there is no report {shown(report)}"
    return Fault("report", FaultCode.UNKNOWN_REFERENCE, report, message)


def with_findings(report: InspectionReport, new: list[Any]) -> InspectionReport:
    """A report with new findings, after those that it has."""
    return attrs.evolve(report, findings=(*report.findings, *new))


def _dry_run(proposals: Proposals) -> Iterator[str]:
    entries = len(proposals.entries)
    found = "1 entry" if entries == 1 else f"{entries} entries"
    new = counted(len(proposals.findings), "new finding")
    yield f"Proposed: {found}, {new}. Nothing is recorded yet."
    item = None
    for one in proposals:
        if one.item != item:
            yield from ("", one.item)
        item = one.item
        yield f"  {one.what}" + (f" ({one.remark})" if one.remark else "")
        for cell in one.cells:
            yield f"    {one_line(str(cell))}"
    yield from _understood(proposals)


def _understood(proposals: Proposals) -> Iterator[str]:
    foreign = [one for one in proposals.columns if one.key and not one.is_own]
    unread = [one for one in proposals.columns if one.key is None]
    for title, lines in (
        ("Columns read", [f"{o.place} {shown(o.heading)} as {o.key}" for o in foreign]),
        ("Columns not read", [f"{one.place} {shown(one.heading)}" for one in unread]),
        ("Words read", [f"{shown(w)} as {m}" for w, m in proposals.statuses.items()]),
    ):
        if lines:
            yield from ("", f"{title}:", *(f"  {one_line(line)}" for line in lines))
