"""The union of two registers, or every reason why there is none."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from actionplan._index import HOLDINGS, AnyHolding, Index, numbered
from actionplan._merging._log import Logs
from actionplan._merging._parts import Parts, as_conflict
from actionplan._values import NOTHING, FrozenMap
from actionplan.errors import MergeConflict, raise_any
from actionplan.log import AnyEntry, DeadlineChange, Response
from actionplan.snapshot._fold import told_by
from actionplan.snapshot._parties import Lineage, Parties

Holdings = Any  # a register, which lies above this module


class _Nothing:
    """The base of registers that have none."""

    bodies: tuple[Any, ...] = ()
    reports: tuple[Any, ...] = ()
    plans: tuple[Any, ...] = ()
    meetings: tuple[Any, ...] = ()
    log: tuple[AnyEntry, ...] = ()
    x: FrozenMap[Any] = NOTHING


def merged(
    ours: Holdings, theirs: Holdings, base: Holdings | None
) -> tuple[dict[str, Any], Index]:
    """The fields of the union of two registers, and its index.

    Raises:
        MergeConflict: They contradict each other.
    """
    old: Holdings = base or _Nothing()
    parts = Parts()
    fields: dict[str, Any] = {
        name: parts.table(
            name, getattr(ours, name), getattr(theirs, name), getattr(old, name)
        )
        for name in HOLDINGS
    }
    fields["tracks"] = _tracks(ours.tracks, theirs.tracks, base)
    fields["x"] = parts.mapping("x", ours.x, theirs.x, old.x)
    index, faults = Index().holding(_placed(fields, ours, theirs))
    log, conflicts = _logs(index, ours, theirs, old).united()
    fields["log"] = log
    index, dangling = index.recording(_placed_log(log, ours, theirs))
    faults += [*dangling, *index.unknown_bodies("tracks", fields["tracks"])]
    raise_any(MergeConflict, [*parts.conflicts, *map(as_conflict, faults), *conflicts])
    return fields, index


def _placed(
    fields: Mapping[str, Any], ours: Holdings, theirs: Holdings
) -> Iterator[tuple[str, AnyHolding]]:
    """What the union holds, with its place here, or else in the other register."""
    places = {
        (name, thing.id): f"{prefix}{name}[{number}]"
        for held, prefix in ((theirs, "other."), (ours, ""))
        for name in HOLDINGS
        for number, thing in enumerate(getattr(held, name))
    }
    for name in HOLDINGS:
        for thing in fields[name]:
            yield places[name, thing.id], thing


def _placed_log(
    log: Iterable[AnyEntry], ours: Holdings, theirs: Holdings
) -> Iterator[tuple[str, AnyEntry]]:
    places = {id(entry): place for place, entry in numbered("other.log", theirs.log)}
    places |= {id(entry): place for place, entry in numbered("log", ours.log)}
    return ((places[id(entry)], entry) for entry in log)


def _tracks(
    ours: tuple[str, ...], theirs: tuple[str, ...], base: Holdings | None
) -> tuple[str, ...]:
    """The bodies that either follows, where none means all of them."""
    if base is not None and base.tracks in (ours, theirs):
        return theirs if ours == base.tracks else ours
    return tuple(dict.fromkeys([*ours, *theirs])) if ours and theirs else ()


def _logs(index: Index, ours: Holdings, theirs: Holdings, base: Holdings) -> Logs:
    lineage = Lineage(index.bodies)

    def tie_of(entry: AnyEntry) -> tuple[str, date, datetime]:
        return index.item_id(entry.item) or entry.item, entry.on, entry.known_from

    def told(entry: AnyEntry) -> Mapping[str, Any]:
        item = index.items.get(index.item_id(entry.item) or "")
        return _told(entry, lineage.parties(item, entry.on), index) if item else {}

    return Logs(
        ours=ours.log, theirs=theirs.log, base=base.log, tie_of=tie_of, told=told
    )


def _told(entry: AnyEntry, parties: Parties, index: Index) -> dict[str, Any]:
    """What an entry says that depends on what was said before it, or decides it."""
    told = dict(told_by(entry, parties))
    if told.get("superseded_by"):
        told["superseded_by"] = index.item_id(told["superseded_by"])
    match entry:
        case DeadlineChange():  # what was asked for counts from what was due then
            told["deadline"] = entry
        case Response():
            told[f"response of {entry.by}"] = entry
    return told
