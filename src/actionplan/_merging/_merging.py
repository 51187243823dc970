"""The union of two registers, or every reason why there is none."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Protocol

from actionplan._index import HOLDINGS, Index, numbered, placed
from actionplan._merging._log import Logs
from actionplan._merging._parts import Parts, as_conflict
from actionplan._values import NOTHING, FrozenMap
from actionplan.errors import MergeConflict, raise_any
from actionplan.log import AnyEntry
from actionplan.snapshot._fold import told_by
from actionplan.snapshot._parties import Lineage


class Holdings(Protocol):
    """What a register holds, which lies above this module."""

    @property
    def tracks(self) -> tuple[str, ...]: ...
    @property
    def bodies(self) -> tuple[Any, ...]: ...
    @property
    def reports(self) -> tuple[Any, ...]: ...
    @property
    def plans(self) -> tuple[Any, ...]: ...
    @property
    def meetings(self) -> tuple[Any, ...]: ...
    @property
    def log(self) -> tuple[AnyEntry, ...]: ...
    @property
    def x(self) -> Mapping[str, Any]: ...


class _Nothing:
    """The base of registers that have none."""

    tracks: tuple[str, ...] = ()
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
    index, faults = Index().holding(placed(fields))
    log, conflicts = _logs(index, ours, theirs, old).united()
    fields["log"] = log
    index, dangling = index.recording(numbered("log", log))
    found = [*parts.conflicts, *map(as_conflict, [*faults, *dangling]), *conflicts]
    raise_any(MergeConflict, found)
    return fields, index


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
        return told_by(entry, lineage.parties(item, entry.on)) if item else {}

    return Logs(
        ours=ours.log, theirs=theirs.log, base=base.log, tie_of=tie_of, told=told
    )
