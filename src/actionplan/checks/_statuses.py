"""Who says how far an item has come, and whether that can be."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from actionplan._days import day_text
from actionplan.checks._problems import Problem, Rule
from actionplan.checks._view import View, names, statuses
from actionplan.items import Item
from actionplan.log import ProgressUpdate
from actionplan.reports import Finding
from actionplan.snapshot import ItemState, Parties
from actionplan.snapshot._history import LADDER
from actionplan.terms import Status

_BY_OWNER = (Status.AWAITING, Status.IN_PROGRESS, Status.COMPLETE)
_BY_OVERSEER = (*_BY_OWNER, Status.ASSURED)


def status_by_wrong_body(view: View) -> Iterator[Problem]:
    """A status that is not for the body to give that gives it."""
    for line in view.log.counting:
        entry = line.entry
        if not isinstance(entry, ProgressUpdate) or entry.status is None:
            continue
        if entry.status in _sayable(view.parties(line.item), entry.by):
            continue
        status = entry.status.words
        who = _speaker(view.lineage.parties(line.item, entry.on), entry.status)
        yield Problem(
            rule=Rule.STATUS_BY_WRONG_BODY,
            where=line.place,
            item=line.item.id,
            message=f"{entry.by} says that {line.item.id} is {status}, which is for "
            f"{who} to say",
            hint=f"take it back, and record it as said by {who} or as a note without a "
            "status",
        )


def _sayable(parties: Parties, by: str) -> tuple[Status, ...]:
    """What a body may say about an item."""
    if by in parties.setters:
        return tuple(Status)
    if by in parties.overseers:
        return _BY_OVERSEER
    return _BY_OWNER if by in parties.owners else ()


def _speaker(parties: Parties, status: Status) -> str:
    if status in _BY_OWNER:
        return parties.owner
    if status in _BY_OVERSEER and parties.overseer:
        return parties.overseer
    return parties.setter


def closed_with_open_actions(view: View) -> Iterator[Problem]:
    """Something that its setter says is done, while actions that answer it are open."""
    for state in view.snapshot:
        answers = _states(view, view.answers.get(state.item.id, ()))
        open_ones = [answer.item.id for answer in answers if answer.is_open]
        closing = statuses(state)[-1] if state.status in LADDER else None
        if not open_ones or closing is None or not _closes(closing, state.parties):
            continue
        still_open = names(dict.fromkeys(open_ones))
        yield Problem(
            rule=Rule.CLOSED_WITH_OPEN_ACTIONS,
            where=view.place_of(closing),
            item=state.item.id,
            message=f"{state.item.id} is {state.status} by the word of {closing.by} on "
            f"{day_text(closing.on)}, while what answers it is open: {still_open}",
            hint="record what became of that, or open the item again",
        )


def found_not_done(view: View) -> Iterator[Problem]:
    """Something that is said to be done, and that a later report takes up again."""
    for state, later in _taken_up(view):
        published = later.item.opened or later.on
        claim = _claim(state, published)
        if claim is None:
            continue
        yield Problem(
            rule=Rule.FOUND_NOT_DONE,
            where=view.place_of(claim),
            item=state.item.id,
            message=f"{state.item.id} has been {claim.status} since "
            f"{day_text(claim.on)}, and {later.item.id} takes it up again, published "
            f"on {day_text(published)}",
            hint=f"open it again, or have {state.parties.setter} say that "
            f"{later.item.id} took its place",
        )


def _taken_up(view: View) -> Iterator[tuple[ItemState, ItemState]]:
    """What later findings follow, and those findings, for the same body."""
    for part in view.parts:
        source = part.source
        if not isinstance(source, Finding) or source.follows is None:
            continue
        earlier = defaultdict(list)
        for state in _states(view, view.items_of[source.follows]):
            earlier[state.parties.owner].append(state)
        for later in _states(view, part.items):
            yield from ((state, later) for state in earlier[later.parties.owner])


def _states(view: View, items: Iterable[Item]) -> list[ItemState]:
    """The states of some items, of those that are in the snapshot."""
    return [view.states[item.id] for item in items if item.id in view.states]


def _claim(state: ItemState, found: date) -> ProgressUpdate | None:
    """The entry that says that an item was done before a day, if it still stands."""
    said = statuses(state)
    before = [entry for entry in said if entry.on < found]
    if not before or before[-1].status not in LADDER:
        return None
    if any(_mends(entry, state.parties) for entry in said[len(before) :]):
        return None
    return before[-1]


def _mends(entry: ProgressUpdate, parties: Parties) -> bool:
    return entry.status not in LADDER or entry.by in parties.setters


def _closes(entry: ProgressUpdate, parties: Parties) -> bool:
    return entry.status is Status.CLOSED or entry.by in parties.setters


def superseded_in_circle(view: View) -> Iterator[Problem]:
    """Items that took the place of each other, or of themselves."""
    heirs = {
        state.item.id: view.register.item(state.superseded_by).id
        for state in view.snapshot
        if state.superseded_by
    }
    for circle in _circles(heirs):
        first = view.snapshot[circle[0]]
        many = f"{names(circle)} are superseded by one another, in a circle"
        one = f"{circle[0]} is superseded by itself"
        yield Problem(
            rule=Rule.SUPERSEDED_IN_CIRCLE,
            where=view.place_of(statuses(first)[-1]),
            item=circle[0],
            message=many if len(circle) > 1 else one,
            hint="say how far the one has come that is to be followed",
        )


def _circles(heirs: Mapping[str, str]) -> Iterator[list[str]]:
    """The circles in which names lead to names."""
    seen: set[str] = set()
    for start in heirs:
        way: list[str] = []
        name = start
        while name in heirs and name not in seen:
            seen.add(name)
            way.append(name)
            name = heirs[name]
        if name in way:
            yield way[way.index(name) :]
