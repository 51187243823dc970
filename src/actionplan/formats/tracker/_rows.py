"""The sheets that are written: what stands, what happened, and how to read them."""

from datetime import UTC, date, datetime

from actionplan._days import day_text
from actionplan.formats.tracker._columns import COLUMNS, LOG, READING, REPORT, TRACKER
from actionplan.formats.tracker._sheets import CellValue, Sheet
from actionplan.register import Register
from actionplan.snapshot import Snapshot
from actionplan.snapshot._history_text import said

LOG_HEADINGS = ("reference", "on", "by", "kind", "says", "recorded", "entry", "counts")
REPORT_HEADINGS = ("reference", "kind", "recommendation", "owner", "deadline")
SHEETS = {
    TRACKER: "What stands: a row for each item. A cell that is changed proposes an "
    "entry for the log, as said below; nothing is overwritten.",
    LOG: "What happened, entry by entry. It is not read again.",
    REPORT: "Empty, for a new report: a row for each recommendation, its deadline in "
    "the words of the report. Only the recommendation is needed.",
}


def tracker_sheet(snapshot: Snapshot) -> Sheet:
    """One row for each item, with the columns of `COLUMNS`.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.formats.tracker import tracker_sheet
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> sheet = tracker_sheet(register.at(date(2014, 9, 17)))
        >>> len(sheet.rows), sheet.rows[0].values[:2]
        (7, ('reference', 'report'))
    """
    headings: list[CellValue] = [column.heading for column in COLUMNS]
    rows = [[column.value(state) for column in COLUMNS] for state in snapshot]
    return Sheet.of(TRACKER, [headings, *rows])


def log_sheet(register: Register, on: date, known: datetime | None = None) -> Sheet:
    """One row for each entry about what is in a snapshot, in the order of the log.

    Args:
        register: The register.
        on: The day at which it is looked at; later entries are left out.
        known: The moment at whose knowledge it stops, as for `Register.at`.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.formats.tracker import log_sheet
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> log_sheet(register, date(2014, 9, 17)).rows[0].values[:4]
        ('reference', 'on', 'by', 'kind')
    """
    counting = {
        id(entry): (state.item.id, counts)
        for state in register.at(on, known)
        for counts, entries in (("yes", state.entries), ("no", state.retracted))
        for entry in entries
    }
    rows: list[list[CellValue]] = [
        [
            item,
            entry.on,
            entry.by,
            str(entry.kind),
            said(entry),
            _moment(entry.recorded),
            entry.digest,
            counts,
        ]
        for entry in register.log
        if id(entry) in counting
        for item, counts in [counting[id(entry)]]
    ]
    return Sheet.of(LOG, [LOG_HEADINGS, *rows])


def _moment(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def report_sheet() -> Sheet:
    """The headings of a new report, as `report_of` reads it, and nothing below them.

    Example:
        >>> from actionplan.formats.tracker import report_sheet
        >>> report_sheet().rows[0].values
        ('reference', 'kind', 'recommendation', 'owner', 'deadline')
    """
    return Sheet.of(REPORT, [REPORT_HEADINGS])


def reading_sheet(snapshot: Snapshot) -> Sheet:
    """What the sheets hold, what the columns mean, and what a changed cell proposes.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.formats.tracker import reading_sheet
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> reading_sheet(register.at(date(2014, 9, 17))).rows[0].values
        ('the register', 'as it stood on Wed 17 Sep 2014')
    """
    known = snapshot.known
    stood = f"as it stood on {day_text(snapshot.on)}"
    if known is not None:
        stood = f"{stood}, as known at {_moment(known)}"
    headings = ("column", "says", "a change proposes")
    columns = [
        (column.heading, column.says, column.changes or "nothing: it is refused")
        for column in COLUMNS
    ]
    return Sheet.of(
        READING, [("the register", stood), *SHEETS.items(), (), headings, *columns]
    )
