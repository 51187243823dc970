"""A register as the rules look at it: its parts with their places, and one day of it.

What the rules need is worked out once, so that a check costs little more than the
snapshots that it looks at.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs

from actionplan._index import AnySource, sources_of
from actionplan.bodies import Body
from actionplan.deadlines import Deadline
from actionplan.items import Item
from actionplan.log import AnyEntry, ProgressUpdate, Retraction
from actionplan.plans import Action, ActionPlan
from actionplan.register import Register
from actionplan.reports import CauseOfConcern, InspectionReport
from actionplan.snapshot import ItemState, Parties, Snapshot
from actionplan.snapshot._fold import mistakes
from actionplan.snapshot._history import statuses_of
from actionplan.snapshot._parties import Lineage

ANY_DAY = date(2000, 1, 1)
MOST_NAMED = 3

Items = Mapping[str, list[Item]]


@attrs.frozen(kw_only=True, eq=False)
class Part:
    """A finding, obligation, plan or action, and the items of it that are followed."""

    place: str
    source: AnySource
    holder: InspectionReport | ActionPlan
    cause: CauseOfConcern | None
    items: tuple[Item, ...]

    @property
    def only_item(self) -> str | None:
        """The id of its item, if it is for one body."""
        return self.items[0].id if len(self.items) == 1 else None

    @property
    def deadline(self) -> Deadline | None:
        """The deadline that it was given, by itself or by its cause of concern."""
        if self.source.deadline is None and self.cause is not None:
            return self.cause.deadline
        return self.source.deadline


@attrs.frozen(kw_only=True, eq=False)
class Line:
    """An entry of the log, its number, and the item that it is about."""

    number: int
    entry: AnyEntry
    item: Item

    @property
    def place(self) -> str:
        """Where it stands in the register."""
        return f"log[{self.number}]"


@attrs.frozen(kw_only=True, eq=False)
class Log:
    """The log of a register, line by line.

    Attributes:
        lines: All of it.
        counting: The lines about what is followed that are not taken back.
        told: The lines about items of which something was taken back, by the item and
            the digest of the entry.
        numbers: The number of each entry, by its identity, as an equal one may stand
            elsewhere.
    """

    lines: tuple[Line, ...]
    counting: tuple[Line, ...]
    told: Mapping[tuple[str, str], Line]
    numbers: Mapping[int, int]

    @classmethod
    def of(cls, register: Register) -> "Log":
        """The log of a register."""
        lines = tuple(
            Line(number=number, entry=entry, item=register.item(entry.item))
            for number, entry in enumerate(register.log)
        )
        told, gone = _taken_back(lines)
        return cls(
            lines=lines,
            counting=tuple(
                line
                for line in lines
                if line.number not in gone and is_followed(register, line.item.owner)
            ),
            told=told,
            numbers={id(line.entry): line.number for line in reversed(lines)},
        )


@attrs.frozen(kw_only=True, eq=False)
class View:
    """What the rules look at.

    Attributes:
        register: The register.
        snapshot: How it stood on a day: the last that it tells of, or that asked for.
        asked: The day that was asked for; None when the day does not matter.
        lineage: Which bodies took the place of which.
        parts: What gives items that the register follows, in its order.
        parts_by_id: Those and all others, by their ids.
        log: The log.
        items_of: The items that each finding, obligation, plan or action gives.
        answers: The actions that answer each item.
        states: The states of the snapshot, by item.
    """

    register: Register
    snapshot: Snapshot
    asked: date | None = None
    lineage: Lineage
    parts: tuple[Part, ...]
    parts_by_id: Mapping[str, Part]
    log: Log
    items_of: Items
    answers: Items
    states: Mapping[str, ItemState] = attrs.field(init=False)

    @states.default
    def _found_states(self) -> dict[str, ItemState]:
        return {state.item.id: state for state in self.snapshot}

    @classmethod
    def of(cls, register: Register) -> "View":
        """A register on the last day that it tells of."""
        items_of: dict[str, list[Item]] = defaultdict(list)
        for item in register.items:
            items_of[item.source.id].append(item)
        parts = {part.source.id: part for part in _parts(register, items_of)}
        days = [item.opened for item in register.items if item.opened]
        days += [entry.on for entry in register.log]
        return cls(
            register=register,
            snapshot=register.at(max(days, default=ANY_DAY)),
            lineage=Lineage({body.id: body for body in register.bodies}),
            parts=tuple(part for part in parts.values() if part.items),
            parts_by_id=parts,
            log=Log.of(register),
            items_of=items_of,
            answers=_answers(register, items_of),
        )

    def on(self, day: date) -> "View":
        """The same register on a day that is asked for."""
        return attrs.evolve(self, snapshot=self.register.at(day), asked=day)

    def has_passed(self, day: date) -> bool:
        """Whether a last day lies before the day that was asked for."""
        return self.asked is not None and day < self.asked

    def part_of(self, item: Item) -> Part:
        """What gives an item."""
        return self.parts_by_id[item.source.id]

    def parties(self, item: Item) -> Parties:
        """Who has a say about an item."""
        return self.lineage.parties(item, self.snapshot.on)

    def place_of(self, entry: AnyEntry) -> str:
        """Where an entry stands in the log."""
        return f"log[{self.log.numbers[id(entry)]}]"

    def bodies_near(self, report: InspectionReport) -> list[Body]:
        """The bodies that a report names, and those that oversee them."""
        bodies = self.lineage.bodies
        named = [bodies[name] for name in (*report.by, *report.about)]
        return named + [bodies[one.overseen_by] for one in named if one.overseen_by]


def is_followed(register: Register, body: str) -> bool:
    """Whether a register follows the items of a body."""
    return not register.tracks or body in register.tracks


def answered(
    register: Register, items_of: Items, plan: ActionPlan, action: Action
) -> Iterator[Item]:
    """The items that an action answers.

    Of a finding for several bodies it answers those of the bodies that act, and all
    of them when it is none of theirs.
    """
    owners = {action.owner, plan.owner}
    for name in action.answers:
        items = items_of.get(name) or [register.item(name)]
        yield from [item for item in items if item.owner in owners] or items


def statuses(state: ItemState) -> list[ProgressUpdate]:
    """The entries about an item that give a status."""
    return [entry for entry, _ in statuses_of(state.entries)]


def names(ids: Iterable[str]) -> str:
    """Some ids in a sentence: `a, b and c`, or `a, b, c and 4 more`."""
    shown = list(ids)
    hidden = len(shown) - MOST_NAMED
    if hidden > 0:
        shown[MOST_NAMED:] = [f"{hidden} more"]
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))


def _parts(register: Register, items_of: Items) -> Iterator[Part]:
    causes = {
        recommendation.id: finding
        for report in register.reports
        for finding in report.findings
        if isinstance(finding, CauseOfConcern)
        for recommendation in finding.recommendations
    }
    for outer, holder in _holders(register):
        for place, source in sources_of(outer, holder):
            items = items_of[source.id]
            yield Part(
                place=place,
                source=source,
                holder=holder,
                cause=causes.get(source.id),
                items=tuple(one for one in items if is_followed(register, one.owner)),
            )


def _holders(register: Register) -> Iterator[tuple[str, InspectionReport | ActionPlan]]:
    for number, report in enumerate(register.reports):
        yield f"reports[{number}]", report
    for number, plan in enumerate(register.plans):
        yield f"plans[{number}]", plan


def _answers(register: Register, items_of: Items) -> Items:
    found: dict[str, list[Item]] = defaultdict(list)
    for plan in register.plans:
        for action in plan.actions:
            for item in answered(register, items_of, plan, action):
                found[item.id] += items_of[action.id]
    return found


def _taken_back(
    lines: Iterable[Line],
) -> tuple[dict[tuple[str, str], Line], set[int]]:
    """The lines about what was corrected, by digest, and the numbers of mistakes."""
    about: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        about[line.item.id].append(line)
    told: dict[tuple[str, str], Line] = {}
    gone: set[int] = set()
    for item, its_lines in about.items():
        entries = [line.entry for line in its_lines]
        if not any(isinstance(entry, Retraction) for entry in entries):
            continue  # digests take their time
        taken_back = mistakes(entries)
        for line in its_lines:
            digest = line.entry.digest
            told.setdefault((item, digest), line)
            if digest in taken_back:
                gone.add(line.number)
    return told, gone
