"""How an item came to stand where it stands, read off its entries."""

from collections.abc import Collection, Iterable
from datetime import date

import attrs

from actionplan.items import Item
from actionplan.log import AnyEntry, ProgressUpdate
from actionplan.snapshot._parties import Parties
from actionplan.terms import Group, Status

LADDER = (Status.COMPLETE, Status.ASSURED, Status.CLOSED)


@attrs.frozen(kw_only=True)
class Rung:
    """A step of the ladder of assurance that an item has reached, and not lost since.

    Attributes:
        status: Complete, assured or closed.
        on: The day on which it was reached.
        by: The body that said so.
        days: The days since the rung before it, or since the item was opened.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> register = ap.load("examples/norfolk_2014.json").record(
        ...     ap.ProgressUpdate(
        ...         item="norfolk-2014/plan",
        ...         on=date(2014, 10, 9),
        ...         by="norfolk",
        ...         status="complete",
        ...     )
        ... )
        >>> (rung,) = register.at(date(2014, 11, 1))["norfolk-2014/plan"].rungs
        >>> str(rung.status), rung.by, rung.days
        ('complete', 'norfolk', 41)
    """

    status: Status
    on: date
    by: str
    days: int


def group_of(status: Status, item: Item) -> Group:
    """The group of a status; nobody signs a plan or obligation off, so it has ended."""
    group = status.group
    ended = group is Group.PENDING and not item.is_signed_off
    return Group.ENDED if ended else group


def left_on(
    item: Item, entries: Iterable[AnyEntry], groups: Collection[Group]
) -> date | None:
    """The day on which an item left some groups, if it is in none of them."""
    left: date | None = None
    for entry, status in statuses_of(entries):
        if group_of(status, item) in groups:
            left = None
        elif left is None:
            left = entry.on
    return left


def reported_on(entries: Iterable[AnyEntry], parties: Parties) -> tuple[date, ...]:
    """The days on which the owner said how far it has come."""
    return tuple(
        entry.on
        for entry in entries
        if isinstance(entry, ProgressUpdate) and entry.by in parties.owners
    )


def rungs_of(opened: date, entries: Iterable[AnyEntry]) -> tuple[Rung, ...]:
    """The rungs on which an item stands, the lowest first.

    What is opened again loses them all, and what steps down those above.
    """
    reached: dict[Status, ProgressUpdate] = {}
    for entry, status in statuses_of(entries):
        if status.group is Group.OPEN:
            reached.clear()
        elif status in LADDER:
            kept = LADDER[: LADDER.index(status) + 1]
            reached = {rung: reached[rung] for rung in kept if rung in reached}
            reached[status] = _first(reached.get(status), entry)
    days = [opened, *(entry.on for entry in reached.values())]
    return tuple(
        Rung(status=status, on=entry.on, by=entry.by, days=(entry.on - since).days)
        for (status, entry), since in zip(reached.items(), days, strict=False)
    )


def _first(earlier: ProgressUpdate | None, entry: ProgressUpdate) -> ProgressUpdate:
    """The entry that first gave a status; of several at one moment, by name of body."""
    if earlier is None:
        return entry
    at_once = (earlier.on, earlier.known_from) == (entry.on, entry.known_from)
    return min(earlier, entry, key=lambda one: one.by) if at_once else earlier


def times_reopened(entries: Iterable[AnyEntry]) -> int:
    """How often an item that was said to be done, or had ended, was opened again."""
    return len(reopenings(entries))


def reopenings(entries: Iterable[AnyEntry]) -> list[ProgressUpdate]:
    """The entries that opened an item again that was said to be done, or had ended."""
    told = statuses_of(entries)
    before = [Group.OPEN, *(status.group for _, status in told)]
    return [
        entry
        for (entry, status), was in zip(told, before, strict=False)
        if status.group is Group.OPEN and was is not Group.OPEN
    ]


def statuses_of(entries: Iterable[AnyEntry]) -> list[tuple[ProgressUpdate, Status]]:
    """The entries that give a status, each with it."""
    return [
        (entry, entry.status)
        for entry in entries
        if isinstance(entry, ProgressUpdate) and entry.status is not None
    ]
