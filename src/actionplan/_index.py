"""What a register knows by name: its bodies, reports, items and their entries.

An index grows. A register that gains an entry shares everything else with the
one before it, and checks the entry alone; a register that is read from a file
grows from the empty index by all that the file holds.
"""

import difflib
import functools
from bisect import insort_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import chain
from types import UnionType
from typing import Any, TypeVar, get_args

import attrs

from actionplan._values import Value, key_of
from actionplan.bodies import Body
from actionplan.errors import Fault, FaultCode, shown
from actionplan.items import Item, items_of_plan, items_of_report
from actionplan.log import AnyEntry, Retraction
from actionplan.meetings import AnyMeeting, occurrence_named
from actionplan.plans import Action, ActionPlan
from actionplan.reports import (
    AnyFinding,
    CauseOfConcern,
    Finding,
    InspectionReport,
    Obligation,
)

MOST_NAMES_SEARCHED = 200  # for one like the unknown name: difflib takes its time

AnyHolding = Body | InspectionReport | ActionPlan | AnyMeeting
HOLDINGS: dict[str, type | UnionType] = {
    "bodies": Body,
    "reports": InspectionReport,
    "plans": ActionPlan,
    "meetings": AnyMeeting,
}
# The fields of parts that hold parts.
NESTED = ("findings", "recommendations", "obligations", "actions")
T = TypeVar("T")
AnySource = AnyFinding | Obligation | ActionPlan | Action
Placed = Iterable[tuple[str, Any]]


@attrs.frozen(kw_only=True, eq=False)
class Index:
    """The names of a register, and what they stand for."""

    bodies: dict[str, Body] = attrs.field(factory=dict)
    reports: dict[str, InspectionReport] = attrs.field(factory=dict)
    plans: dict[str, ActionPlan] = attrs.field(factory=dict)
    meetings: dict[str, AnyMeeting] = attrs.field(factory=dict)
    sources: dict[str, AnySource] = attrs.field(factory=dict)
    items: dict[str, Item] = attrs.field(factory=dict)
    long_ids: dict[str, str] = attrs.field(factory=dict)
    entries: Mapping[str, tuple[AnyEntry, ...]] = attrs.field(factory=dict)

    def item_id(self, name: object) -> str | None:
        """The id of the item that a short or long id names, if there is one."""
        if not isinstance(name, str):
            return None
        return name if name in self.items else self.long_ids.get(name)

    def entries_of(self, item: str) -> tuple[AnyEntry, ...]:
        """The entries about an item, in the order in which they are folded."""
        return self.entries.get(item, ())

    # Growing by what the register holds

    def holding(self, given: Placed) -> tuple["Index", list[Fault]]:
        """An index that holds these values besides, and what is wrong with them."""
        placed = tuple(given)
        held = attrs.asdict(self, recurse=False)
        grown = Index(**{name: dict(table) for name, table in held.items()})
        faults = [fault for path, thing in placed for fault in grown._take(path, thing)]
        for path, thing in placed:
            faults += grown._derive(path, thing)
        for path, thing in placed:
            faults += grown.dangling(path, thing)
        return grown, [*faults, *grown._clashes(placed)]

    def _take(self, path: str, thing: AnyHolding) -> Iterator[Fault]:
        table = self._table_of(thing)
        if thing.id in table:
            yield _taken(path, thing.id)
        table[thing.id] = thing
        for place, source in sources_of(path, thing):
            if source.id in self.sources:
                yield _taken(place, source.id)
            self.sources[source.id] = source

    def _clashes(self, placed: Placed) -> Iterator[Fault]:
        """Meetings that have the id of a meeting of a series, where one is new."""
        places = {
            thing.id: path for path, thing in placed if isinstance(thing, AnyMeeting)
        }
        for name in self.meetings if places else ():
            found = occurrence_named(self.meetings, name)
            if found is not None and (name in places or found[0].id in places):
                path = places.get(name) or places[found[0].id]
                yield _taken_by_series(path, name, found[0].id)

    def _table_of(self, thing: AnyHolding) -> dict[str, Any]:
        match thing:
            case Body():
                return self.bodies
            case InspectionReport():
                return self.reports
            case ActionPlan():
                return self.plans
            case _:
                return self.meetings

    def _derive(self, path: str, thing: AnyHolding) -> Iterator[Fault]:
        for item in self._items_of(thing):
            self.items[item.id] = item
            self.long_ids[item.long_id] = item.id
        if isinstance(thing, ActionPlan) and not (thing.added or thing.report):
            message = f"the plan {thing.id!r} has no day from which it counts"
            hint = (
                "give the `report` that asks for it, or the day on which it was `added`"
            )
            yield Fault(path, FaultCode.REQUIRED, thing.id, message, hint)

    def _items_of(self, thing: AnyHolding) -> Iterator[Item]:
        match thing:
            case InspectionReport():
                return items_of_report(thing)
            case ActionPlan():
                return items_of_plan(thing, self.reports.get(thing.report or ""))
            case _:
                return iter(())

    # Growing by entries

    def recording(self, given: Placed) -> tuple["Index", list[Fault]]:
        """An index with these entries besides, and what is wrong with them."""
        faults: list[Fault] = []
        fresh: dict[str, list[AnyEntry]] = defaultdict(list)
        retractions: list[tuple[str, str, Retraction]] = []
        for path, entry in given:
            faults += self.dangling(path, entry)
            item = self.item_id(entry.item)
            if item is None:
                continue
            fresh[item].append(entry)
            if isinstance(entry, Retraction):
                retractions.append((path, item, entry))
        digests = {
            item: {one.digest for one in chain(self.entries_of(item), fresh[item])}
            for item in {item for _, item, _ in retractions}
        }
        for path, item, entry in retractions:
            if entry.entry not in digests[item]:
                faults.append(_unknown_mistake(path, entry))
        folded = {
            item: self._folded_in(item, entries) for item, entries in fresh.items()
        }
        return attrs.evolve(self, entries={**self.entries, **folded}), faults

    def _folded_in(self, item: str, fresh: list[AnyEntry]) -> tuple[AnyEntry, ...]:
        entries = list(self.entries_of(item))
        if not entries:
            return tuple(sorted(fresh, key=_when))
        for entry in fresh:
            insort_right(entries, entry, key=_when)
        return tuple(entries)

    # References

    def dangling(self, path: str, value: Value) -> Iterator[Fault]:
        """The references of a value, and of all in it, that lead nowhere."""
        for place, table, name in _references(path, value):
            if not self._knows(table, name):
                yield self._unknown(place, table, name)

    def unknown_bodies(self, place: str, names: Iterable[str]) -> Iterator[Fault]:
        """Those of some names of bodies that are none here."""
        for number, name in enumerate(names):
            if name not in self.bodies:
                yield self._unknown(f"{place}[{number}]", "body", name)

    def _knows(self, table: str, name: str) -> bool:
        match table:
            case "body":
                return name in self.bodies
            case "report":
                return name in self.reports
            case "finding":
                return isinstance(self._source(name), Finding)
            case _:
                return self.item_id(name) is not None

    def _source(self, name: str) -> AnySource | None:
        item = self.item_id(name)
        return self.sources.get(name) or (self.items[item].source if item else None)

    def _unknown(self, place: str, table: str, name: str) -> Fault:
        message = f"there is no {table} {shown(name)}"
        hint = self._items_meant(name) or near(name, self._names(table))
        hint = hint or f"add the {table} first, or correct the id"
        return Fault(place, FaultCode.UNKNOWN_REFERENCE, name, message, hint)

    def _items_meant(self, name: str) -> str:
        if name not in self.sources:
            return ""
        items = [item.id for item in self.items.values() if item.source.id == name]
        return f"name the body too: {', '.join(items[:3])}"

    def _names(self, table: str) -> Iterable[str]:
        match table:
            case "body":
                return self.bodies
            case "report":
                return self.reports
            case "finding":
                return self.sources
            case _:
                return self.items


def placed(
    tables: Mapping[str, Iterable[AnyHolding]],
) -> Iterator[tuple[str, AnyHolding]]:
    """What the tables of a register hold, each with its place."""
    for name in HOLDINGS:
        yield from numbered(name, tables[name])


def numbered(name: str, values: Iterable[T]) -> Iterator[tuple[str, T]]:
    """Values with their places in a list."""
    return ((f"{name}[{number}]", value) for number, value in enumerate(values))


def sources_of(path: str, thing: AnyHolding) -> Iterator[tuple[str, AnySource]]:
    """Everything in a report or plan that gives items, with its place."""
    match thing:
        case InspectionReport():
            yield from findings_of(path, thing)
            for number, obligation in enumerate(thing.obligations):
                yield f"{path}.obligations[{number}]", obligation
        case ActionPlan():
            yield path, thing
            for number, action in enumerate(thing.actions):
                yield f"{path}.actions[{number}]", action


def findings_of(
    path: str, report: InspectionReport
) -> Iterator[tuple[str, AnyFinding]]:
    """Every finding of a report, nested ones too, with its place."""
    for number, finding in enumerate(report.findings):
        place = f"{path}.findings[{number}]"
        yield place, finding
        if isinstance(finding, CauseOfConcern):
            for inner, recommendation in enumerate(finding.recommendations):
                yield f"{place}.recommendations[{inner}]", recommendation


def near(name: str, names: Iterable[str]) -> str:
    """A hint that names what was probably meant, or nothing."""
    known = list(names)
    found = (
        difflib.get_close_matches(name, known, 1)
        if len(known) <= MOST_NAMES_SEARCHED
        else []
    )
    return f"did you mean {str(found[0])!r}?" if found else ""


def _when(entry: AnyEntry) -> tuple[date, datetime]:
    return entry.on, entry.known_from


def _taken(path: str, name: str) -> Fault:
    message = f"the id {shown(name)} is taken"
    return Fault(
        f"{path}.id", FaultCode.DUPLICATE_ID, name, message, "give each its own id"
    )


def _taken_by_series(path: str, name: str, series: str) -> Fault:
    message = f"the id {shown(name)} is that of a meeting of the series {series!r}"
    hint = "move or cancel that meeting in the series, or use another id"
    return Fault(f"{path}.id", FaultCode.DUPLICATE_ID, name, message, hint)


def _unknown_mistake(path: str, entry: Retraction) -> Fault:
    message = f"no entry about {shown(entry.item)} has the digest {entry.entry}"
    hint = "give the `digest` of the entry that is taken back"
    place = f"{path}.entry"
    return Fault(place, FaultCode.UNKNOWN_REFERENCE, entry.entry, message, hint)


@functools.cache
def _fields_of(model: type) -> tuple[tuple[str, str, str | None], ...]:
    """Name, key and table of fields that refer to something, or hold what may."""
    return tuple(
        (field.name, key_of(field.name), field.metadata.get("refers_to"))
        for field in attrs.fields(model)
        if field.init and (field.metadata.get("refers_to") or _holds_values(field.type))
    )


def _holds_values(annotation: Any) -> bool:
    return attrs.has(annotation) or any(map(_holds_values, get_args(annotation)))


def _references(path: str, value: Value) -> Iterator[tuple[str, str, str]]:
    model: type = type(value)
    for name, key, table in _fields_of(model):
        held = getattr(value, name)
        if isinstance(held, tuple):
            for number, member in enumerate(held):
                yield from _reference(f"{path}.{key}[{number}]", table, member)
        else:
            yield from _reference(f"{path}.{key}", table, held)


def _reference(
    place: str, table: str | None, held: object
) -> Iterator[tuple[str, str, str]]:
    if table and isinstance(held, str):
        yield place, table, held
    elif isinstance(held, Value):
        yield from _references(place, held)
