"""The tracker sheet: its columns, its rows, and what a changed one proposes.

The formats that are spreadsheets share it. What they write is a `Sheet`, and so is
what they read; where it came from no longer matters then.
"""

from actionplan.formats.tracker._columns import (
    COLUMNS,
    LOG,
    READING,
    REPORT,
    TRACKER,
    Column,
)
from actionplan.formats.tracker._comparing import proposals_of
from actionplan.formats.tracker._foreign import SYNONYMS, VOCABULARIES, Meaning
from actionplan.formats.tracker._guard import guarded, unguarded
from actionplan.formats.tracker._new_report import report_of
from actionplan.formats.tracker._proposals import (
    CellChange,
    ColumnRead,
    Proposals,
    Proposed,
)
from actionplan.formats.tracker._rows import (
    log_sheet,
    reading_sheet,
    report_sheet,
    tracker_sheet,
)
from actionplan.formats.tracker._sheets import Cell, CellValue, Row, Sheet, unreadable

__all__ = [
    "COLUMNS",
    "LOG",
    "READING",
    "REPORT",
    "SYNONYMS",
    "TRACKER",
    "VOCABULARIES",
    "Cell",
    "CellChange",
    "CellValue",
    "Column",
    "ColumnRead",
    "Meaning",
    "Proposals",
    "Proposed",
    "Row",
    "Sheet",
    "guarded",
    "log_sheet",
    "proposals_of",
    "reading_sheet",
    "report_of",
    "report_sheet",
    "tracker_sheet",
    "unguarded",
    "unreadable",
]
