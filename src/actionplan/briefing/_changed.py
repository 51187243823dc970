"""What has changed since the last papers, item by item."""

from collections.abc import Iterator
from itertools import groupby

from actionplan._days import full_day
from actionplan.briefing._briefing import Briefing
from actionplan.briefing._paper import Block, Cell, Table
from actionplan.briefing._words import owner, reference, sentence
from actionplan.comparing import Change

_LATE_NEWS = "The last papers did not know of this, though it took effect before them."


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
        yield f"Nothing has changed since {told}."
        return
    yield f"This compares what is known now with what {told} knew."
    yield Table(
        caption="Changes since the last papers",
        columns=("Item", "Who must act", "What has changed"),
        rows=tuple(_row(briefing, item, found) for item, found in items.items()),
    )


def _row(briefing: Briefing, item: str, found: list[Change]) -> tuple[Cell, ...]:
    state = briefing.now[item]
    return (
        reference(state, briefing.titles),
        owner(state, briefing.names),
        tuple(_lines(briefing, found)),
    )


def _lines(briefing: Briefing, found: list[Change]) -> Iterator[str]:
    for late, told in groupby(found, briefing.is_late_news):
        yield from (sentence(str(change)) for change in told)
        if late:
            yield _LATE_NEWS
