"""What a snapshot can be asked for, and the names that it knows."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

import attrs

from actionplan._index import Index, near
from actionplan._values import mistyped
from actionplan.errors import (
    Fault,
    FaultCode,
    InvalidValue,
    UnknownName,
    raise_any,
    shown,
)
from actionplan.meetings import occurrence_named
from actionplan.reports import Finding
from actionplan.snapshot._states import ItemState
from actionplan.snapshot.ratings import Rate
from actionplan.terms import Acceptance, ItemKind, Status


def _meetings(index: Index, state: ItemState) -> Iterator[str]:
    """The meetings at which the owner of an item can be asked about it."""
    asking = (state.parties.owner, state.parties.overseer)
    return (held.id for held in index.meetings.values() if held.body in asking)


def _addressee(state: ItemState) -> tuple[str, ...]:
    return (state.item.owner,) if isinstance(state.item.source, Finding) else ()


# What an item has of each, and what there is of it to be asked for.
_HAS: dict[str, Callable[[Index, ItemState], Iterable[str | None]]] = {
    "id": lambda _, state: (state.item.id,),
    "kind": lambda _, state: (state.item.kind,),
    "owner": lambda _, state: (state.item.owner,),
    "addressee": lambda _, state: _addressee(state),
    "report": lambda _, state: (state.item.report,),
    "finding": lambda _, state: (state.item.source.id,),
    "plan": lambda _, state: (state.item.plan,),
    "meeting": _meetings,
    "status": lambda _, state: (state.status,),
    "acceptance": lambda _, state: (state.acceptance,),
    "theme": lambda _, state: state.item.themes,
    "priority": lambda _, state: (state.item.priority,),
}
_KNOWN: dict[str, Callable[[Index], Collection[str | None]]] = {
    "id": lambda index: index.items,
    "kind": lambda _: tuple(ItemKind),
    "owner": lambda index: index.bodies,
    "addressee": lambda index: index.bodies,
    "report": lambda index: index.reports,
    "finding": lambda index: index.sources,
    "plan": lambda index: index.plans,
    "meeting": lambda index: index.meetings,
    "status": lambda _: tuple(Status),
    "acceptance": lambda _: tuple(Acceptance),
    "theme": lambda index: dict.fromkeys(
        theme for item in index.items.values() for theme in item.themes
    ),
    "priority": lambda index: dict.fromkeys(
        item.priority for item in index.items.values() if item.priority
    ),
}
QUESTIONS = tuple(_HAS)
_CALLED = {"id": "item", "by": "question"}


def question(index: Index, asked: Mapping[str, Any]) -> Callable[[ItemState], bool]:
    """Whether a state has all that is asked for; what is None is not asked.

    Raises:
        UnknownName: A name that is asked for is not known.
    """
    given = {key: value for key, value in asked.items() if value is not None}
    if isinstance(given.get("id"), str):
        given["id"] = index.item_id(given["id"]) or given["id"]
    if isinstance(given.get("meeting"), str):
        given["meeting"] = _kept_as(index, given["meeting"])
    known = {key: _KNOWN[key](index) for key in given}
    unknown = (
        _unknown(key, value, known[key])
        for key, value in given.items()
        if not isinstance(value, str) or value not in known[key]
    )
    raise_any(UnknownName, unknown)
    return lambda state: all(
        value in _HAS[key](index, state) for key, value in given.items()
    )


def _kept_as(index: Index, meeting: str) -> str:
    """The id by which a meeting is kept: that of its series for one that is held."""
    found = occurrence_named(index.meetings, meeting)
    return found[0].id if found and found[0].meeting(found[1]) else meeting


def counted_by(
    index: Index, key: str | Rate, states: Iterable[ItemState]
) -> dict[str | None, int]:
    """How many states have each value of a key, in the order of the register.

    Raises:
        UnknownName: States cannot be counted by that.
        InvalidValue: A rating is no text.
    """
    if callable(key):
        rated = Counter(_colour(key(state)) for state in states)
        return {value: rated[value] for value in sorted(rated, key=_none_last)}
    if key not in QUESTIONS:
        raise UnknownName(_unknown("by", key, QUESTIONS))
    found = Counter(
        value for state in states for value in tuple(_HAS[key](index, state)) or (None,)
    )
    ordered = [*_KNOWN[key](index), None]
    return {value: found[value] for value in ordered if found[value]}


def is_function(name: str, value: object) -> Iterator[Fault]:
    """Check an argument that is called with each state."""
    if not callable(value):
        fault = mistyped("a function of a state", value)[0]
        hint = "such as lambda state: state.is_open"
        yield attrs.evolve(fault.within(name), hint=hint)


def _colour(value: object) -> str | None:
    """What a rating says.

    Raises:
        InvalidValue: It says something that is neither text nor nothing.
    """
    if value is not None and not isinstance(value, str):
        raise InvalidValue(*mistyped("a rating that is text or None", value))
    return value


def _none_last(value: str | None) -> bool:
    return value is None


def _unknown(key: str, name: object, known: Collection[str | None]) -> Fault:
    message = f"there is no {_CALLED.get(key, key)} {shown(name)}"
    names = [one for one in known if one is not None]
    hint = near(str(name), names) or "ask for one that the register has"
    if key == "by":
        hint = f"count by {', '.join(names)}"
    return Fault(key, FaultCode.UNKNOWN_NAME, name, message, hint)
