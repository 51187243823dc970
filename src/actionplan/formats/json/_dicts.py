"""One value as dictionaries and lists, and back: what an API sends and a form asks for.

The form of a value that registers hold is the one that documents give it. What is
worked out from a register can be sent as well, with every key always there, and is
never read back.
"""

import functools
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, overload

import attrs

from actionplan._fields import is_canonical
from actionplan._plain import moment_text, plain
from actionplan._values import Canonical, Faults, key_of, mistyped, wrong
from actionplan.checks import Problem
from actionplan.comparing import Change
from actionplan.deadlines import DueDate
from actionplan.errors import (
    ActionPlanError,
    Fault,
    FaultCode,
    InvalidValue,
    raise_any,
    shown,
)
from actionplan.formats.json._faults import error_dict, fault_dict
from actionplan.formats.json._shape import FORMAT, read_register, structured
from actionplan.items import Item
from actionplan.log import AnyEntry, Entry
from actionplan.meetings import AnyMeeting
from actionplan.regimes import Regime
from actionplan.register import Register
from actionplan.reports import AnyFinding, Finding
from actionplan.snapshot import (
    Deferral,
    ItemState,
    OnTime,
    Parties,
    Rung,
    Snapshot,
)
from actionplan.snapshot._rows import row_of
from actionplan.wording import FoundDeadline
from actionplan.working_days import WorkingCalendar

T = TypeVar("T")


def to_dict(value: object) -> Any:
    """A value in the form in which JSON has it: dictionaries, lists, text and numbers.

    What a register holds has the form of the document: without the keys that are at
    their default, and with its `kind` first where it has one. A register comes with
    its `format`, so that its JSON is a document. What documents write as text, such
    as a deadline or a period, is text.

    What is worked out has every key, with None for what it does not have. The state
    of an item is a row with the keys of `ROW_KEYS`, and a snapshot its day, its
    moment and its rows. An error has its `faults`, each with `path`, `code`,
    `message`, `hint` and `value`. The value of a fault is cut to what a form can
    show: 200 characters, 20 members, two levels of members.

    Args:
        value: A register or any part of one, an item, a state, a snapshot, a change,
            a problem, a due date, a regime, a deadline that was found in words, a
            fault or an error; or a list of such values.

    Raises:
        InvalidValue: It is none of these.

    Example:
        >>> import actionplan as ap
        >>> from actionplan.formats.json import to_dict
        >>> to_dict(ap.Body(id="norfolk", name="Norfolk", kind="police-force"))
        {'id': 'norfolk', 'name': 'Norfolk', 'kind': 'police-force'}
    """
    match value:
        case Register():
            return {"format": FORMAT, **plain(value)}
        case Canonical():
            return str(value)
        case ActionPlanError():
            return error_dict(value)
        case Fault():
            return fault_dict(value)
        case list() | tuple():
            return [to_dict(member) for member in value]
    if type(value) in _held():
        return plain(value)
    write = _COMPUTED.get(type(value))
    if write is not None:
        return write(value)
    raise InvalidValue(*mistyped("a value of this library", value))


@overload
def from_dict(model: type[T], data: object) -> T: ...
@overload
def from_dict(model: UnionType, data: object) -> Any: ...
def from_dict(model: Any, data: object) -> Any:
    """The value of a class that dictionaries, lists, text and numbers stand for.

    It is read as strictly as a document, and paths in faults begin at the value. What
    it names, such as a body or an item, is looked for when it is added to a register
    or recorded in it.

    Args:
        model: The class of a value that registers hold, or the `Register`. `Entry`,
            `Finding` and `Deadline` stand for all their kinds, which `data` names
            itself; a union of classes that documents know stands for any of them, and
            `list[Entry]` for a list of them.
        data: What `to_dict` gives of such a value.

    Raises:
        InvalidValue: It is no such value, with all its faults; or the class is one
            of values that are worked out and never read.

    Example:
        >>> import actionplan as ap
        >>> from actionplan.formats.json import from_dict
        >>> from actionplan.log import Entry
        >>> try:
        ...     from_dict(Entry, {"kind": "target", "item": "r/1", "day": "2014-13-01"})
        ... except ap.ActionPlanError as error:
        ...     [(fault.path, str(fault.code)) for fault in error.faults]
        [('on', 'required'), ('by', 'required'), ('day', 'date')]
    """
    is_list = get_origin(model) is list
    wanted = _read_as(get_args(model)[0] if is_list else model)
    found, faults = _read_list(wanted, data) if is_list else _read(wanted, data)
    raise_any(InvalidValue, faults)
    return found


# What is read

_BASES: Mapping[Any, Any] = {Entry: AnyEntry, Finding: AnyFinding}
_UNIONS = (AnyEntry, AnyFinding, AnyMeeting)


@functools.cache
def _held() -> frozenset[type]:
    """The classes of which a document holds objects."""
    found: set[type] = set()
    waiting: list[type] = [Register]
    while waiting:
        model = waiting.pop()
        found.add(model)
        fields = [field for field in attrs.fields(model) if field.init]
        named = (one for field in fields for one in _objects(field.type))
        waiting += [one for one in named if one not in found]
    return frozenset(found)


def _objects(wanted: Any) -> Iterator[type]:
    """The classes that the type of a field names, of those that are no text."""
    if isinstance(wanted, type) and attrs.has(wanted) and not _is_text(wanted):
        yield wanted
    for part in get_args(wanted):
        yield from _objects(part)


def _is_text(model: Any) -> bool:
    return isinstance(model, type) and issubclass(model, Canonical)


def _read_as(model: Any) -> Any:
    """What a caller means by a class or union, if documents hold values of it.

    Raises:
        InvalidValue: They hold none.
    """
    if isinstance(model, type | UnionType):
        wanted = _BASES.get(model, model)
        if wanted in _held() or wanted in _UNIONS or _is_text(wanted):
            return wanted
    hint = "name one that a register holds, such as Register, Body, Entry or Finding"
    if isinstance(model, type) and model in _COMPUTED:
        hint = "it is worked out and never read; ask a register for it"
    name = model.__name__ if isinstance(model, type) else shown(model)
    message = f"{name} is not read from dictionaries"
    raise InvalidValue(Fault("model", FaultCode.TYPE, model, message, hint))


def _read_list(wanted: Any, data: object) -> tuple[list[Any], list[Fault]]:
    if not isinstance(data, list):
        return [], list(mistyped("a list", data))
    read = [_read(wanted, member) for member in data]
    faults = (
        fault.within(f"[{number}]")
        for number, (_, faults) in enumerate(read)
        for fault in faults
    )
    return [found for found, _ in read], list(faults)


def _read(wanted: Any, data: object) -> tuple[Any, Faults]:
    if wanted is Register:
        return read_register(data)
    if _is_text(wanted):
        return _from_text(wanted, data)
    return structured(wanted, data)


def _from_text(model: type[Canonical], data: object) -> tuple[Any, Faults]:
    wanted = f"the text of a {model.__name__}"
    if not isinstance(data, str):
        return None, mistyped(wanted, data)
    faults = is_canonical(model, wanted)(data)
    found = None if faults else model.from_text(data)
    if found is None or isinstance(found, model):
        return found, faults
    hint = "read it as a Deadline, which stands for every kind"
    return None, wrong(FaultCode.DEADLINE, data, f"is not {wanted}", hint)


# What is sent, and not read


def _sent(value: Any) -> Any:
    """The JSON form of what a worked-out value holds."""
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return str(value)
        case datetime():
            return moment_text(value)
        case date():
            return value.isoformat()
        case tuple():  # of texts too
            return [_sent(member) for member in value]
        case frozenset():
            return [_sent(member) for member in sorted(value)]
        case Mapping():
            return {key: _sent(held) for key, held in value.items()}
        case _:
            return to_dict(value)


def _fields(value: Any) -> dict[str, Any]:
    model: type = type(value)
    return {
        key_of(field.name): _sent(getattr(value, field.name))
        for field in attrs.fields(model)
    }


def _row(state: ItemState) -> dict[str, Any]:
    return {key: _sent(held) for key, held in row_of(state).items()}


def _snapshot(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "on": _sent(snapshot.on),
        "known": _sent(snapshot.known),
        "items": [_row(state) for state in snapshot],
    }


def _change(change: Change) -> dict[str, Any]:
    return {**_fields(change), "days": change.days, "words": str(change)}


_PLAIN = (Deferral, DueDate, FoundDeadline, Item, OnTime, Parties, Problem, Regime)
_COMPUTED: Mapping[type, Callable[[Any], Any]] = {
    **dict.fromkeys((*_PLAIN, Rung, WorkingCalendar), _fields),
    Change: _change,
    ItemState: _row,
    Snapshot: _snapshot,
}
