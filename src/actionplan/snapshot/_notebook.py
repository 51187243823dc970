"""A snapshot as a notebook shows it."""

from collections.abc import Sequence
from datetime import date, datetime

from actionplan._html import MOST_ROWS, table
from actionplan.snapshot._states import ItemState
from actionplan.snapshot._text import heading

_NAMES = ("Item", "What must be done", "Owner", "Status", "How it stands")


def html_of(
    on: date,
    known: datetime | None,
    states: Sequence[ItemState],
    most: int = MOST_ROWS,
) -> str:
    """The first states, in their order, under what the terminal has as its heading."""
    return states_table(heading(on, known, states), states, most)


def states_table(title: str, states: Sequence[ItemState], most: int) -> str:
    """States as rows: a sentence says what is late, and not a colour."""
    return table(title, _NAMES, states, _row, most)


def _row(state: ItemState) -> tuple[object, ...]:
    item = state.item
    return item.id, item.text, item.owner, state.status.words, state.timing
