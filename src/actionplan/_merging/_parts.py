"""Uniting bodies, reports, plans and meetings, by their ids and at every depth."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from actionplan._index import NESTED
from actionplan._values import NOTHING, Canonical, FrozenMap, Value, key_of
from actionplan.errors import (
    Conflict,
    Fault,
    FaultCode,
    InvalidValue,
    join,
    shown,
    step,
)

_ABSENT: Any = object()


@attrs.define
class Parts:
    """The union of parts, with the conflicts that are found on the way.

    With a common base, the side that changed a thing wins, and only what both changed
    differently is a conflict; without one, whatever differs is.
    """

    conflicts: list[Conflict] = attrs.field(factory=list)

    def table(
        self,
        path: str,
        ours: Iterable[Any],
        theirs: Iterable[Any],
        base: Iterable[Any],
    ) -> tuple[Any, ...]:
        """The union of two tables of values that have ids: ours first, then theirs."""
        places = {part.id: f"other.{path}[{n}]" for n, part in enumerate(theirs)}
        places |= {part.id: f"{path}[{n}]" for n, part in enumerate(ours)}
        mine, other, old = (
            {part.id: part for part in table} for table in (ours, theirs, base)
        )
        united = (
            self.one(
                places[name],
                mine.get(name, _ABSENT),
                other.get(name, _ABSENT),
                old.get(name, _ABSENT),
            )
            for name in dict.fromkeys([*mine, *other])
        )
        return tuple(part for part in united if part is not _ABSENT)

    def one(self, path: str, ours: Any, theirs: Any, base: Any) -> Any:
        """The union of two values of the same id, of which one may be absent."""
        if ours is _ABSENT or theirs is _ABSENT:
            if base is _ABSENT:
                return _only(ours, theirs)
            return self._chosen(path, ours, theirs, base)  # one side took it away
        if ours == theirs:
            return ours
        if type(ours) is not type(theirs):
            return self._chosen(path, ours, theirs, base)
        same = base if type(base) is type(ours) else _ABSENT
        return self._united(path, ours, theirs, same)

    def _united(self, path: str, ours: Any, theirs: Any, base: Any) -> Any:
        changed: dict[str, Any] = {}
        for name, key in _fields_of(ours):
            place = join(path, key)
            mine, other = getattr(ours, name), getattr(theirs, name)
            old = getattr(base, name, _ABSENT)
            if name in NESTED:
                known = () if old is _ABSENT else old
                changed[name] = self.table(place, mine, other, known)
            elif isinstance(mine, FrozenMap) and isinstance(other, FrozenMap):
                changed[name] = self.mapping(place, mine, other, old)
            else:
                changed[name] = self._chosen(place, mine, other, old)
        try:
            return attrs.evolve(ours, **changed)
        except InvalidValue as error:  # each change was right by itself
            faults = (fault.within(path) for fault in error.faults)
            self.conflicts += map(as_conflict, faults)
            return ours

    def mapping(
        self, path: str, ours: Mapping[str, Any], theirs: Mapping[str, Any], base: Any
    ) -> Mapping[str, Any]:
        """The union of two mappings, key by key."""
        old = base if isinstance(base, FrozenMap) else NOTHING
        united = {
            key: self._kept(path, key, ours, theirs, old)
            for key in dict.fromkeys([*ours, *theirs])
        }
        return FrozenMap(
            {key: value for key, value in united.items() if value is not _ABSENT}
        )

    def _kept(
        self,
        path: str,
        key: str,
        ours: Mapping[str, Any],
        theirs: Mapping[str, Any],
        base: Mapping[str, Any],
    ) -> Any:
        mine, other = ours.get(key, _ABSENT), theirs.get(key, _ABSENT)
        if key not in base and _ABSENT in (mine, other):
            return _only(mine, other)
        old = base.get(key, _ABSENT)
        return self._chosen(join(path, step(key)), mine, other, old)

    def _chosen(self, path: str, ours: Any, theirs: Any, base: Any) -> Any:
        """One of two values: what both are, or else what the changing side made it."""
        if theirs in (ours, base):
            return ours
        if ours == base:
            return theirs
        self.conflicts.append(_differing(path, ours, theirs))
        return _only(ours, theirs)


def as_conflict(fault: Fault) -> Conflict:
    """What is wrong in the union only: an id that both took, a reference to nothing."""
    return Conflict(fault.path, fault.code, fault.value, fault.message, fault.hint)


def _only(ours: Any, theirs: Any) -> Any:
    return theirs if ours is _ABSENT else ours


def _fields_of(value: Value) -> Iterator[tuple[str, str]]:
    model: type = type(value)
    return (
        (field.name, key_of(field.name)) for field in attrs.fields(model) if field.init
    )


def _in_words(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case _ if value is _ABSENT:
            return "taken away"
        case date() | Canonical():
            return str(value)
        case Value():
            return f"the {type(value).__name__} {shown(getattr(value, 'id', ''))}"
        case _:
            return shown(value)


def _differing(path: str, ours: Any, theirs: Any) -> Conflict:
    mine, other = _in_words(ours), _in_words(theirs)
    hint = "make them the same in one of the two, or give the `base` they grew from"
    if _ABSENT in (ours, theirs):
        hint = "put it back where it was taken away, or take it away from both"
    return Conflict(
        path=path,
        code=FaultCode.CONFLICT,
        value=ours if ours is not _ABSENT else theirs,
        message=f"is {mine} here and {other} in the other register",
        hint=hint,
        ours=None if ours is _ABSENT else ours,
        theirs=None if theirs is _ABSENT else theirs,
    )
