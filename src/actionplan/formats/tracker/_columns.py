"""The columns of the tracker sheet, and what each says about an item."""

from collections.abc import Callable

import attrs

from actionplan.deadlines import Deadline, DueDate, Unspecified
from actionplan.formats.tracker._sheets import CellValue
from actionplan.snapshot import ItemState
from actionplan.snapshot._history import left_on
from actionplan.terms import Acceptance, Group, Status

TRACKER, LOG, READING, REPORT = "Tracker", "Log", "Reading", "Report"
NOT_ENDED = (Group.OPEN, Group.PENDING)


@attrs.frozen(kw_only=True)
class Column:
    """A column of the tracker sheet.

    Attributes:
        key: Its name in Python.
        heading: Its name in the sheet.
        says: What it says, for the reading sheet and the docs.
        changes: What a changed cell proposes; None where it cannot be changed.
        width: How wide it is shown, in characters.
        value: What it says about an item.
    """

    key: str
    heading: str
    says: str
    changes: str | None = None
    width: int = 12
    value: Callable[[ItemState], CellValue] = attrs.field(eq=False, repr=False)


def due_cell(due: DueDate | None, deadline: Deadline) -> CellValue:
    """The due day, else the rule that gives none, else nothing."""
    if due is not None:
        return due.day
    return None if isinstance(deadline, Unspecified) else str(deadline)


def words(term: str | None) -> str | None:
    """A term as people write it: `in progress`."""
    return None if term is None else str(term).replace("-", " ")


COLUMNS = (
    Column(
        key="reference",
        heading="reference",
        says="The id of the item. It finds the row again: sort and filter as you like.",
        width=22,
        value=lambda state: state.item.id,
    ),
    Column(
        key="report",
        heading="report",
        says="The id of the report that it comes from.",
        width=14,
        value=lambda state: state.item.report,
    ),
    Column(
        key="kind",
        heading="kind",
        says="Recommendation, cause of concern, area for improvement, obligation, "
        "plan or action.",
        width=16,
        value=lambda state: words(state.item.kind),
    ),
    Column(
        key="text",
        heading="text",
        says="What must be done.",
        width=50,
        value=lambda state: state.item.text,
    ),
    Column(
        key="owner",
        heading="owner",
        says="The id of the body that must act.",
        width=14,
        value=lambda state: state.item.owner,
    ),
    Column(
        key="lead",
        heading="lead",
        says="Who leads on it: a post rather than a person.",
        changes="an assignment",
        width=18,
        value=lambda state: state.lead,
    ),
    Column(
        key="rag",
        heading="RAG",
        says="The rating as it was reported, in the reporter's own words.",
        changes="a progress update",
        width=8,
        value=lambda state: state.rag,
    ),
    Column(
        key="acceptance",
        heading="acceptance",
        says="Whether its owner takes it on: "
        f"{', '.join(one.replace('-', ' ') for one in Acceptance)}.",
        changes="a response of the owner",
        width=13,
        value=lambda state: words(state.acceptance),
    ),
    Column(
        key="status",
        heading="status",
        says=f"How far it has come: {', '.join(one.words for one in Status)}. "
        "Complete is what the owner says, assured what its overseer agrees, closed "
        "what the body that set it agrees.",
        changes="a progress update",
        width=16,
        value=lambda state: state.status.words,
    ),
    Column(
        key="original_due",
        heading="original due",
        says="The day that was due at first. It never moves.",
        value=lambda state: due_cell(state.original_due, state.item.deadline),
    ),
    Column(
        key="due",
        heading="current due",
        says="The day that is due with every change that was agreed; a day or words, "
        "such as: within six weeks of publication.",
        changes="a deadline change, which counts once the body that set it agrees",
        value=lambda state: due_cell(state.due, state.deadline),
    ),
    Column(
        key="target",
        heading="target",
        says="The day that its owner aims at, which moves no deadline.",
        changes="a target",
        value=lambda state: state.target,
    ),
    Column(
        key="days_overdue",
        heading="days overdue",
        says="The days since it was due; 0 for what is not overdue.",
        width=11,
        value=lambda state: state.days_overdue,
    ),
    Column(
        key="percent",
        heading="percent",
        says="How much is done, from 0 to 100, as reported.",
        changes="a progress update",
        width=9,
        value=lambda state: state.percent,
    ),
    Column(
        key="note",
        heading="last update",
        says="What was last said about it.",
        changes="a progress update",
        width=44,
        value=lambda state: state.note,
    ),
    Column(
        key="updated",
        heading="updated on",
        says="The day of the last entry about it.",
        value=lambda state: state.updated,
    ),
    Column(
        key="evidence",
        heading="evidence",
        says="What was last named as evidence.",
        changes="a progress update",
        width=24,
        value=lambda state: state.evidence,
    ),
    Column(
        key="ended",
        heading="day ended",
        says="The day on which nobody had to act any more.",
        value=lambda state: left_on(state.item, state.entries, NOT_ENDED),
    ),
)
BY_KEY = {column.key: column for column in COLUMNS}
