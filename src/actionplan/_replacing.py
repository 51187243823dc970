"""Putting parts of a register in the place of those of the same ids."""

from collections.abc import Iterable, Mapping
from types import UnionType
from typing import Any

import attrs

from actionplan._index import HOLDINGS, NESTED, AnyHolding, placed, sources_of
from actionplan.errors import Fault, FaultCode, shown
from actionplan.plans import Action
from actionplan.reports import AnyFinding, Finding, Obligation

AnyPart = AnyHolding | AnyFinding | Obligation | Action
Key = tuple[type | UnionType, str]
Tables = Mapping[str, tuple[AnyHolding, ...]]


def replaced(
    tables: Tables, parts: tuple[AnyPart, ...]
) -> tuple[dict[str, tuple[Any, ...]], list[Fault]]:
    """The tables with these parts in them, and those that have no place there."""
    wanted = {_key(part): part for part in parts}
    changed: dict[str, tuple[Any, ...]] = {
        name: tuple(_replaced(held, wanted) for held in table)
        for name, table in tables.items()
    }
    # Each has a place in the old register, and in a part that replaces its own.
    before, after = _keys_in(tables), _keys_in(changed)
    faults = [
        _nothing_to_replace(f"parts[{number}].id", part)
        for number, part in enumerate(parts)
        if _key(part) not in before & after or wanted[_key(part)] is not part
    ]
    return changed, faults


def _key(part: AnyPart) -> Key:
    kinds = (*HOLDINGS.values(), Finding, Obligation, Action)
    return next(kind for kind in kinds if isinstance(part, kind)), part.id


def _keys_in(tables: Mapping[str, Iterable[AnyHolding]]) -> set[Key]:
    keys = set()
    for path, thing in placed(tables):
        keys.add(_key(thing))
        keys.update(_key(source) for _, source in sources_of(path, thing))
    return keys


def _replaced(part: AnyPart, wanted: Mapping[Key, AnyPart]) -> AnyPart:
    part = wanted.get(_key(part), part)
    held = {name: getattr(part, name) for name in NESTED if hasattr(part, name)}
    new = {
        name: tuple(_replaced(member, wanted) for member in members)
        for name, members in held.items()
    }
    changed: dict[str, Any] = {
        name: members
        for name, members in new.items()
        if any(one is not other for one, other in zip(members, held[name], strict=True))
    }
    return attrs.evolve(part, **changed) if changed else part


def _nothing_to_replace(path: str, part: AnyPart) -> Fault:
    message = f"there is not one {type(part).__name__} {shown(part.id)} to replace"
    hint = "give each part once, and add what is new instead"
    return Fault(path, FaultCode.UNKNOWN_REFERENCE, part.id, message, hint)
