"""The comparison of two snapshots, item by item and field by field."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, TypeVar

from actionplan._fields import is_a
from actionplan.comparing._change import Change, Changes
from actionplan.comparing._kinds import ChangeKind
from actionplan.deadlines import DueDate, Immediately, Recurring
from actionplan.errors import InvalidValue, raise_any
from actionplan.log import (
    AnyEntry,
    Assignment,
    DeadlineChange,
    ProgressUpdate,
    Response,
    Retraction,
    Target,
)
from actionplan.reports import Finding
from actionplan.snapshot import ItemState, Snapshot
from actionplan.snapshot._dates import Deferral
from actionplan.snapshot._history import LADDER, statuses_of
from actionplan.snapshot._history_text import said
from actionplan.terms import Group, Outcome, Status

E = TypeVar("E")
Key = tuple[str, str]
_Step = tuple[ProgressUpdate, Status]

_WAY = (Status.AWAITING, Status.IN_PROGRESS, *LADDER)
_REACHED = {
    Status.IN_PROGRESS: ChangeKind.PROGRESSED,
    Status.COMPLETE: ChangeKind.COMPLETED,
    Status.ASSURED: ChangeKind.ASSURED,
    Status.CLOSED: ChangeKind.CLOSED,
    Status.NO_FURTHER_ACTION: ChangeKind.NO_FURTHER_ACTION,
    Status.SUPERSEDED: ChangeKind.SUPERSEDED,
    Status.WITHDRAWN: ChangeKind.WITHDRAWN,
}


def changes(before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """What differs in a later snapshot from an earlier one.

    The two may be of one register on two days, or as known at two moments, or of two
    versions of a register. The changes come in the order of the items, and
    tell what it is, what is said of it, and by when it is due.
    What an item went through between two days is told step by step; of other fields
    only the last value counts.

    Raises:
        InvalidValue: One of the two is no snapshot.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> before, after = register.at(date(2014, 8, 1)), register.at(date(2014, 9, 1))
        >>> [str(change.kind) for change in ap.changes(before, after)[:3]]
        ['opened', 'noted', 'newly-overdue']
    """
    check = is_a(Snapshot, "a snapshot")
    given = {"before": before, "after": after}
    faults = (f.within(name) for name, value in given.items() for f in check(value))
    raise_any(InvalidValue, faults)
    earlier, later = _by_key(before), _by_key(after)
    found = list(_readdressed(before, after))
    for key, state in later.items():
        found += _compared(earlier.get(key), state)
    for key, state in earlier.items():
        if key not in later:
            found.append(
                _change(state, ChangeKind.REMOVED, "status", (state.status, None))
            )
    return Changes(found)


def _by_key(snapshot: Snapshot) -> dict[Key, ItemState]:
    """States by what stays the same when an item's short id or its owner changes."""
    return {_key(state): state for state in snapshot}


def _key(state: ItemState) -> Key:
    source = state.item.source
    return source.id, state.item.owner if isinstance(source, Finding) else ""


def _change(
    state: ItemState,
    kind: ChangeKind,
    field: str,
    values: tuple[Any, Any],
    entries: Iterable[AnyEntry] = (),
) -> Change:
    before, after = values
    return Change(
        kind=kind,
        item=state.item.id,
        owner=state.item.owner,
        text=state.item.text,
        field=field,
        before=before,
        after=after,
        entries=tuple(entries),
    )


def _readdressed(before: Snapshot, after: Snapshot) -> Iterator[Change]:
    """Findings that are for other bodies in the later version of a register."""
    earlier = {state.item.source.id for state in before}
    was, is_for = before.addressees, after.addressees
    for finding, state in {state.item.source.id: state for state in after}.items():
        now = is_for.get(finding, ())
        if finding in earlier and set(was.get(finding, now)) != set(now):
            yield Change(
                kind=ChangeKind.READDRESSED,
                item=finding,
                owner=", ".join(now),
                text=state.item.text,
                field="addressed_to",
                before=was[finding],
                after=now,
            )


def _compared(before: ItemState | None, after: ItemState) -> Iterator[Change]:
    if before is None:
        due = _day(after.original_due)
        yield _change(after, ChangeKind.OPENED, "due", (None, due))
    for compare in _COMPARISONS:
        yield from compare(before, after)


# Each compares one side of an item; without an earlier state with an item of which
# nothing has been said.


def _rewritten(before: ItemState | None, after: ItemState) -> Iterator[Change]:
    if before is None:
        return
    was, now = before.item, after.item
    for field in ("text", "name", "priority", "themes"):
        values = getattr(was, field), getattr(now, field)
        if values[0] != values[1] and not (field == "name" and was.id != now.id):
            yield _change(after, ChangeKind.REWORDED, field, values)
    if was.owner != now.owner:
        yield _change(after, ChangeKind.READDRESSED, "owner", (was.owner, now.owner))


def _retracted(before: ItemState | None, after: ItemState) -> Iterator[Change]:
    if before is None:
        return
    by_digest = {e.entry: e for e in after.entries if isinstance(e, Retraction)}
    for entry in _more(before.retracted, after.retracted):
        if entry in before.entries:
            taken_back = by_digest[entry.digest]
            values = said(entry), None
            yield _change(after, ChangeKind.RETRACTED, "entries", values, [taken_back])


def _responded(before: ItemState | None, after: ItemState) -> Iterator[Change]:
    was, now = _responses(before), _responses(after)
    accepted = before.acceptance if before else None
    if accepted != after.acceptance:
        own = [e for e in now.values() if e.by in after.parties.owners][-1:]
        yield _change(
            after,
            ChangeKind.RESPONDED,
            "acceptance",
            (accepted, after.acceptance),
            own,
        )
    for by, entry in now.items():
        old = was.get(by)
        told = accepted != after.acceptance and by in after.parties.owners
        if entry != old and not told:
            yield _change(
                after,
                ChangeKind.RESPONDED,
                "response",
                (old and said(old), said(entry)),
                [entry],
            )


def _responses(state: ItemState | None) -> dict[str, Response]:
    """The last response of each body, the newest last."""
    found: dict[str, Response] = {}
    for entry in state.entries if state else ():
        if isinstance(entry, Response):
            found.pop(entry.by, None)
            found[entry.by] = entry
    return found


def _moved_on(before: ItemState | None, after: ItemState) -> Iterator[Change]:
    """Each step of the status, where the log goes on from what was known before."""
    old = statuses_of(before.entries) if before else []
    was = before.status if before else Status.AWAITING
    steps = _steps(old, statuses_of(after.entries))
    told = [(status, [entry]) for entry, status in steps] or [(after.status, [])]
    for status, entries in told:
        if status is not was:
            yield _change(after, _kind(was, status), "status", (was, status), entries)
        was = status


def _steps(old: list[_Step], new: list[_Step]) -> list[_Step]:
    """What came after all that was known before; late news of earlier days does not."""
    if not old:
        return new
    if old[-1] not in new:  # it was taken back
        return new[-1:]
    last = len(new) - new[::-1].index(old[-1])
    return new[last:]


def _kind(was: Status, now: Status) -> ChangeKind:
    if now.group is Group.OPEN and was.group is not Group.OPEN:
        return ChangeKind.REOPENED
    if was in _WAY and now in _WAY and _WAY.index(now) < _WAY.index(was):
        return ChangeKind.SET_BACK
    return _REACHED[now]


def _told(before: ItemState | None, after: ItemState) -> Iterator[Change]:
    for field, (kind, model, name) in _FIELDS.items():
        was, now = getattr(before, field, None), getattr(after, field)
        if was != now:
            entries = [
                entry
                for entry in after.entries
                if isinstance(entry, model) and getattr(entry, name) is not None
            ]
            yield _change(after, kind, field, (was, now), entries[-1:])


_FIELDS: dict[str, tuple[ChangeKind, type, str]] = {
    "percent": (ChangeKind.PROGRESSED, ProgressUpdate, "percent"),
    "rag": (ChangeKind.PROGRESSED, ProgressUpdate, "rag"),
    "note": (ChangeKind.NOTED, ProgressUpdate, "note"),
    "evidence": (ChangeKind.NOTED, ProgressUpdate, "evidence"),
    "target": (ChangeKind.RETARGETED, Target, "day"),
    "lead": (ChangeKind.RE_LED, Assignment, "lead"),
}


def _deferred(before: ItemState | None, after: ItemState) -> Iterator[Change]:
    """What was asked for or refused, and where the due day went."""
    new = _answers(before, after)
    for one in new:
        if one.outcome in _DEFERRED:
            kind, values = _DEFERRED[one.outcome], (one.was, one.becomes)
            yield _change(after, kind, "deferrals", values, [one.entry])
    agreed = [one.entry for one in new if one.outcome is Outcome.AGREED]
    yield from _moved_to(before, after, agreed)


def _answers(before: ItemState | None, after: ItemState) -> list[Deferral]:
    """What became of each new deadline that was asked for since."""
    known = Counter(before.deadline_changes if before else ())
    new = []
    for one in after.deferrals:
        if known[one.entry]:
            known[one.entry] -= 1
        else:
            new.append(one)
    return new


def _moved_to(
    before: ItemState | None, after: ItemState, agreed: list[DeadlineChange]
) -> Iterator[Change]:
    was, now = _day(before.due if before else after.original_due), _day(after.due)
    rules = before.deadline if before else after.item.deadline, after.deadline
    is_ruled = rules[0] != rules[1]
    recurs = any(isinstance(one, Recurring) for one in rules)
    # The day that is due next of what recurs moves by itself: a new rule is no slip.
    by_itself = is_ruled and recurs
    if by_itself or (was == now and (agreed or is_ruled)):
        said = str(rules[0]), str(rules[1])
        yield _change(after, ChangeKind.DEADLINE_CHANGED, "deadline", said, agreed)
    if was != now:
        kind = ChangeKind.RECURRED if by_itself else _movement(after, was, now, agreed)
        yield _change(after, kind, "due", (was, now), () if by_itself else agreed)


def _day(due: DueDate | None) -> date | None:
    return due.day if due else None


_DEFERRED = {
    Outcome.ASKED: ChangeKind.DEFERRAL_ASKED,
    Outcome.REFUSED: ChangeKind.DEFERRAL_REFUSED,
}


def _movement(
    after: ItemState, was: date | None, now: date | None, agreed: list[DeadlineChange]
) -> ChangeKind:
    if was is None:
        return ChangeKind.DATED
    if isinstance(after.deadline, Recurring):
        return ChangeKind.RECURRED
    if now is None:
        return ChangeKind.UNDATED
    if not agreed:  # a day that it counts from is another one
        return ChangeKind.REDATED
    return ChangeKind.SLIPPED if was < now else ChangeKind.BROUGHT_FORWARD


def _succeeded(before: ItemState | None, after: ItemState) -> Iterator[Change]:
    """Another successor of what was superseded already."""
    if before is None or before.status is not after.status:
        return
    values = before.superseded_by, after.superseded_by
    if values[0] != values[1]:
        yield _change(after, ChangeKind.SUPERSEDED, "superseded_by", values)


def _missed(before: ItemState | None, after: ItemState) -> Iterator[Change]:
    for day in _more(before.missed if before else (), after.missed):
        yield _change(after, ChangeKind.MISSED, "missed", (None, day))


def _fell_due(before: ItemState | None, after: ItemState) -> Iterator[Change]:
    if after.is_overdue and not (before and before.is_overdue):
        asked = isinstance(after.deadline, Immediately)
        field = "days_since_asked" if asked else "days_overdue"
        yield _change(after, ChangeKind.NEWLY_OVERDUE, field, (0, after.days_overdue))


def _more(old: Iterable[E], new: Iterable[E]) -> list[E]:
    """What is there more often than before, in its order."""
    left = Counter(old)
    more = []
    for one in new:
        if left[one]:
            left[one] -= 1
        else:
            more.append(one)
    return more


_COMPARISONS: tuple[Callable[[ItemState | None, ItemState], Iterator[Change]], ...] = (
    _rewritten,
    _retracted,
    _responded,
    _moved_on,
    _succeeded,
    _told,
    _deferred,
    _missed,
    _fell_due,
)
