"""What a snapshot can be asked for, and the names that it knows."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from actionplan._index import Index, near
from actionplan.errors import Fault, FaultCode, UnknownName, raise_any, shown
from actionplan.snapshot._states import ItemState
from actionplan.terms import Acceptance, ItemKind, Status

# What an item has of each, and what there is of it to be asked for.
_HAS: dict[str, Callable[[ItemState], Iterable[str | None]]] = {
    "id": lambda state: (state.item.id,),
    "kind": lambda state: (state.item.kind,),
    "owner": lambda state: (state.item.owner,),
    "report": lambda state: (state.item.report,),
    "finding": lambda state: (state.item.source.id,),
    "status": lambda state: (state.status,),
    "acceptance": lambda state: (state.acceptance,),
    "theme": lambda state: state.item.themes,
    "priority": lambda state: (state.item.priority,),
}
_KNOWN: dict[str, Callable[[Index], Collection[str | None]]] = {
    "id": lambda index: index.items,
    "kind": lambda _: tuple(ItemKind),
    "owner": lambda index: index.bodies,
    "report": lambda index: index.reports,
    "finding": lambda index: index.sources,
    "status": lambda _: tuple(Status),
    "acceptance": lambda _: tuple(Acceptance),
    "theme": lambda index: dict.fromkeys(
        theme for item in index.items.values() for theme in item.themes
    ),
    "priority": lambda index: dict.fromkeys(
        item.priority for item in index.items.values() if item.priority
    ),
}
_CALLED = {"id": "item", "by": "question"}


def question(index: Index, asked: Mapping[str, Any]) -> Callable[[ItemState], bool]:
    """Whether a state has all that is asked for; what is None is not asked.

    Raises:
        UnknownName: A name that is asked for is not known.
    """
    given = {key: value for key, value in asked.items() if value is not None}
    if isinstance(given.get("id"), str):
        given["id"] = index.item_id(given["id"]) or given["id"]
    known = {key: _KNOWN[key](index) for key in given}
    unknown = (
        _unknown(key, value, known[key])
        for key, value in given.items()
        if not isinstance(value, str) or value not in known[key]
    )
    raise_any(UnknownName, unknown)
    return lambda state: all(value in _HAS[key](state) for key, value in given.items())


def counted_by(
    index: Index, key: str, states: Iterable[ItemState]
) -> dict[str | None, int]:
    """How many states have each value of a key, in the order of the register.

    Raises:
        UnknownName: States cannot be counted by that.
    """
    if key not in _HAS:
        raise UnknownName(_unknown("by", key, tuple(_HAS)))
    found = Counter(
        value for state in states for value in tuple(_HAS[key](state)) or (None,)
    )
    ordered = [*_KNOWN[key](index), None]
    return {value: found[value] for value in ordered if found[value]}


def _unknown(key: str, name: object, known: Collection[str | None]) -> Fault:
    message = f"there is no {_CALLED.get(key, key)} {shown(name)}"
    names = [one for one in known if one is not None]
    hint = near(str(name), names) or "ask for one that the register has"
    if key == "by":
        hint = f"count by {', '.join(names)}"
    return Fault(key, FaultCode.UNKNOWN_NAME, name, message, hint)
