"""The fold of an item's entries: what is known of it on a day, at a moment."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import compress
from typing import Any

from actionplan._diary import Diaries
from actionplan.deadlines import COMPLETE, Deadline, Recurring
from actionplan.items import Item
from actionplan.log import (
    AnyEntry,
    Assignment,
    DeadlineChange,
    ProgressUpdate,
    Response,
    Retraction,
    Target,
)
from actionplan.snapshot._dates import Dates, Standing, days_given_by, outcome_of
from actionplan.snapshot._history import left_on, reported_on
from actionplan.snapshot._parties import Parties
from actionplan.snapshot._states import ItemState
from actionplan.terms import Group, Outcome, Status

_PROGRESS = ("status", "superseded_by", "percent", "rag", "note", "evidence")


def fold(
    item: Item,
    entries: Iterable[AnyEntry],
    *,
    on: date,
    known: datetime | None,
    parties: Parties,
    diaries: Diaries,
) -> ItemState:
    """The state that the entries of an item give, on a day and as known at a moment.

    The entries come in their order: by day, then moment of recording, then place
    in the log. Each field is folded by itself: the last entry that gives it wins.
    """
    counting, retracted = _sorted_out(_seen(entries, on, known))
    told = _told(item, counting, parties)
    looked_from = _last_of_interest(item, counting, told["deadline"]) or on
    dates = Dates(
        item=item,
        on=looked_from,
        parties=parties,
        diary=diaries.of(parties.questioners),
        changes=tuple(e for e in counting if isinstance(e, DeadlineChange)),
        given=tuple(days_given_by(counting, parties)),
    )
    now, deferrals = dates.now()
    unmoved = not dates.given and told["deadline"] is item.deadline
    return ItemState(
        item=item,
        on=on,
        parties=parties,
        due=now.due,
        undated=now.undated,
        original_due=now.due if unmoved else dates.at_first().due,
        deferrals=deferrals,
        recurs_from=_recurs_from(told["deadline"], now),
        missed=_missed(
            told["deadline"], now, looked_from, reported_on(counting, parties)
        ),
        entries=counting,
        retracted=retracted,
        **told,
    )


def _told(item: Item, entries: Iterable[AnyEntry], parties: Parties) -> dict[str, Any]:
    """The fields of a state, as they were last given, or as the item has them."""
    told: dict[str, Any] = {
        "deadline": item.deadline,
        "stated": item.stated,
        "lead": getattr(item.source, "lead", None),
    }
    for entry in entries:
        told.update(told_by(entry, parties))
    return told


def _last_of_interest(
    item: Item, entries: Iterable[AnyEntry], deadline: Deadline
) -> date | None:
    """The day after which something that recurs does not come again for an item."""
    if not isinstance(deadline, Recurring):
        return None
    groups = {Group.OPEN} if deadline.until == COMPLETE else {Group.OPEN, Group.PENDING}
    return left_on(item, entries, groups)


def _recurs_from(deadline: Deadline, now: Standing) -> date | None:
    if not isinstance(deadline, Recurring) or now.undated is not None:
        return None
    return deadline.starts(now.anchors)


def _missed(
    deadline: Deadline, now: Standing, on: date, done: Iterable[date]
) -> tuple[date, ...]:
    if not isinstance(deadline, Recurring) or now.undated is not None:
        return ()
    return deadline.missed(now.anchors, on=on, done=done)


def _seen(
    entries: Iterable[AnyEntry], on: date, known: datetime | None
) -> list[AnyEntry]:
    return [
        entry
        for entry in entries
        if entry.on <= on and (known is None or entry.known_from <= known)
    ]


def _sorted_out(
    entries: list[AnyEntry],
) -> tuple[tuple[AnyEntry, ...], tuple[AnyEntry, ...]]:
    gone = mistakes(entries)
    if not gone:
        return tuple(entries), ()
    retracted = [entry.digest in gone for entry in entries]
    kept = (entry for entry, gone in zip(entries, retracted, strict=True) if not gone)
    return tuple(kept), tuple(compress(entries, retracted))


def mistakes(entries: Iterable[AnyEntry]) -> set[str]:
    """The digests of what is taken back, by retractions that are not themselves."""
    pending = {
        entry.digest: entry.entry for entry in entries if isinstance(entry, Retraction)
    }
    found: set[str] = set()
    while pending:
        for standing in pending.keys() - set(pending.values()):
            mistake = pending.pop(standing)
            found.add(mistake)
            pending.pop(mistake, None)  # a retraction, which takes nothing back now
    return found


def told_by(entry: AnyEntry, parties: Parties) -> Mapping[str, Any]:
    """The fields of a state that an entry gives, as far as its body may say so."""
    match entry:
        case ProgressUpdate():
            given = ((name, getattr(entry, name)) for name in _PROGRESS)
            said = {name: value for name, value in given if value is not None}
            ends_differently = entry.status not in (None, Status.SUPERSEDED)
            return {**said, "superseded_by": None} if ends_differently else said
        case Response() if entry.by in parties.owners:
            return {"acceptance": entry.acceptance}
        case DeadlineChange() if outcome_of(entry, parties) is Outcome.AGREED:
            return {"deadline": entry.deadline, "stated": entry.stated}
        case Target():
            return {"target": entry.day}
        case Assignment():
            return {"lead": entry.lead}
        case _:
            return {}
