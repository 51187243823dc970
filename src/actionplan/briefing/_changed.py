"""What has changed since the last papers, item by item."""

from collections.abc import Iterator

from actionplan._days import full_day
from actionplan.briefing._briefing import Briefing
from actionplan.briefing._paper import Block, Cell, Table
from actionplan.briefing._words import owner, reference, sentence
from actionplan.comparing import Change, ChangeKind
from actionplan.snapshot import ItemState

_LATE_NEWS = "The last papers did not know of this, though it took effect before them."
_GONE = "No longer among what this meeting can ask about."


def changed(briefing: Briefing) -> Iterator[Block]:
    """What differs from what the papers of the last meeting knew."""
    if briefing.since is None:
        yield "No earlier meeting is on record with which to compare."
        return
    told = f"the papers of {full_day(briefing.since)}"
    items: dict[str, list[Change]] = {}
    for change in briefing.changed:
        items.setdefault(change.item, []).append(change)
    if not items:
        besides = "Besides what is new, nothing" if briefing.reports else "Nothing"
        yield f"{besides} has changed since {told}."
        return
    yield f"This compares what is known now with what {told} knew."
    yield Table(
        caption="Changes since the last papers",
        columns=("Item", "Who must act", "What has changed"),
        rows=tuple(_row(briefing, item, found) for item, found in items.items()),
    )


def _row(briefing: Briefing, item: str, found: list[Change]) -> tuple[Cell, ...]:
    state = _state(briefing, item)
    lines = tuple(_line(briefing, change) for change in found)
    if state is None:  # a finding that is for other bodies now
        return (item,), (), lines
    return reference(state, briefing.titles), owner(state, briefing.names), lines


def _state(briefing: Briefing, item: str) -> ItemState | None:
    there = (one for one in (briefing.now, briefing.then) if one and item in one)
    return next((snapshot[item] for snapshot in there), None)


def _line(briefing: Briefing, change: Change) -> str:
    if change.kind is ChangeKind.REMOVED:
        return _GONE
    told = sentence(str(change))
    return f"{told} {_LATE_NEWS}" if briefing.is_late_news(change) else told
