"""A snapshot as a person reads it in a terminal."""

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime

from actionplan._days import counted, day_text
from actionplan._printing import one_line
from actionplan.snapshot._states import ItemState

WIDTH = 88

Sections = tuple[tuple[str, Callable[[ItemState], bool]], ...]
_SECTIONS: Sections = (
    ("Overdue", lambda state: state.is_overdue),
    ("Due", lambda state: state.is_open and state.due is not None),
    ("Open, without a due day", lambda state: state.is_open),
    ("Said to be done", lambda state: state.is_pending),
    ("Ended", lambda state: state.is_ended),
)


def text_of(on: date, known: datetime | None, states: Iterable[ItemState]) -> str:
    """All states under the heading that they belong to, the next due first."""
    remaining = list(states)
    lines = [heading(on, known, remaining)]
    for title, belongs in _SECTIONS:
        section = [state for state in remaining if belongs(state)]
        remaining = [state for state in remaining if not belongs(state)]
        if section:
            lines += ["", f"{title} ({len(section)})"]
            lines += [
                line for state in sorted(section, key=_due) for line in _lines(state)
            ]
    return "\n".join(lines)


def heading(on: date, known: datetime | None, states: Sequence[ItemState]) -> str:
    """The day, and how many items there are and stand where."""
    still_open = sum(state.is_open for state in states)
    pending = sum(state.is_pending for state in states)
    overdue = sum(state.is_overdue for state in states)
    knowledge = f", as known at {known:%Y-%m-%d %H:%M %Z}" if known else ""
    return (
        f"{day_text(on)}{knowledge}: {counted(len(states), 'item')}, "
        f"{still_open + pending} not ended: "
        f"{still_open} open ({overdue} overdue), {pending} said to be done"
    )


def _due(state: ItemState) -> tuple[bool, int]:
    return state.due is None, state.due.day.toordinal() if state.due else 0


def _lines(state: ItemState) -> Iterator[str]:
    item = state.item
    name = f"{one_line(item.name)}, " if item.name != item.id else ""
    yield f"  {item.id}: {name}{item.owner}, {state.status.words}"
    yield from _indented(item.text)
    yield from _indented(state.timing)


def _indented(text: str) -> list[str]:
    return textwrap.wrap(
        one_line(text), WIDTH, initial_indent="    ", subsequent_indent="    "
    )
