"""States as flat rows, for tables."""

from collections.abc import Callable
from typing import Any

from actionplan.snapshot._history import Rung
from actionplan.snapshot._states import ItemState

_COLUMNS: dict[str, Callable[[ItemState], Any]] = {
    "id": lambda state: state.item.id,
    "kind": lambda state: str(state.item.kind),
    "name": lambda state: state.item.name,
    "text": lambda state: state.item.text,
    "report": lambda state: state.item.report,
    "plan": lambda state: state.item.plan,
    "owner": lambda state: state.item.owner,
    "setter": lambda state: state.item.setter,
    "lead": lambda state: state.lead,
    "opened": lambda state: state.item.opened,
    "acceptance": lambda state: _term(state.acceptance),
    "status": lambda state: str(state.status),
    "group": lambda state: str(state.group),
    "turn": lambda state: _term(state.turn),
    "waits_for": lambda state: state.waits_for,
    "percent": lambda state: state.percent,
    "rag": lambda state: state.rag,
    "deadline": lambda state: str(state.deadline),
    "stated": lambda state: state.stated,
    "original_due": lambda state: state.original_due and state.original_due.day,
    "due": lambda state: state.due and state.due.day,
    "explanation": lambda state: state.due and state.due.explanation,
    "undated": lambda state: state.undated,
    "days_overdue": lambda state: state.days_overdue,
    "days_overdue_originally": lambda state: state.days_overdue_originally,
    "days_slipped": lambda state: state.days_slipped,
    "target": lambda state: state.target,
    "days_behind": lambda state: state.days_behind,
    "completed": lambda state: _day(state.completed),
    "assured": lambda state: _day(state.assured),
    "closed": lambda state: _day(state.closed),
    "times_reopened": lambda state: state.times_reopened,
    "updated": lambda state: state.updated,
    "days_since_update": lambda state: state.days_since_update,
    "note": lambda state: state.note,
}
ROW_KEYS = tuple(_COLUMNS)


def row_of(state: ItemState) -> dict[str, Any]:
    """A state as a flat dictionary, with the keys of `ROW_KEYS`."""
    return {key: value_of(state) for key, value_of in _COLUMNS.items()}


def _term(term: str | None) -> str | None:
    return None if term is None else str(term)


def _day(rung: Rung | None) -> Any:
    return rung and rung.on
