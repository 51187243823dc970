"""Faults as dictionaries, for a form that marks its fields and an API that refuses."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from actionplan._plain import plain
from actionplan._values import Value
from actionplan.errors import (
    ActionPlanError,
    AmbiguousWording,
    Conflict,
    Fault,
    RefusedWording,
    shown,
)
from actionplan.register import Register

MOST_CHARACTERS, MOST_MEMBERS, DEEPEST = 200, 20, 2
MOST_EXACT = 2**53  # up to which every program reads a whole number exactly


def error_dict(error: ActionPlanError) -> dict[str, Any]:
    """An error as its faults, and what else it says that a program can use."""
    sent: dict[str, Any] = {"faults": [fault_dict(fault) for fault in error.faults]}
    if isinstance(error, RefusedWording):
        sent["kind"] = str(error.kind)
    if isinstance(error, AmbiguousWording):
        sent["candidates"] = [str(candidate) for candidate in error.candidates]
    return sent


def fault_dict(fault: Fault) -> dict[str, Any]:
    """A fault with keys that stay, and a value that JSON can hold and a form show."""
    sent = {
        "path": fault.path,
        "code": str(fault.code),
        "message": fault.message,
        "hint": fault.hint,
        "value": _bounded(fault.value),
    }
    if isinstance(fault, Conflict):
        sent |= {"ours": _bounded(fault.ours), "theirs": _bounded(fault.theirs)}
    return sent


def _bounded(value: Any, depth: int = DEEPEST) -> Any:
    """A value as JSON can hold it, or else in the words of a message."""
    match value:
        case Value() if not isinstance(value, Register):
            return _bounded(plain(value), depth)
        case Mapping() if depth and len(value) <= MOST_MEMBERS:
            return {
                _cut(str(key)): _bounded(held, depth - 1) for key, held in value.items()
            }
        case list() | tuple() if depth and len(value) <= MOST_MEMBERS:
            return [_bounded(member, depth - 1) for member in value]
        case _:
            return _small(value)


def _small(value: Any) -> Any:
    match value:
        case None | bool():
            return value
        case int() | float() if abs(value) <= MOST_EXACT:  # infinite ones are not
            return value
        case str():
            return _cut(value)
        case date():
            return value.isoformat()
        case Mapping():
            return shown({})
        case _:
            return shown(value)


def _cut(text: str) -> str:
    """A text that UTF-8 can write, as far as a form shows it."""
    whole = text.encode("utf-8", "backslashreplace").decode()
    return whole if len(whole) <= MOST_CHARACTERS else f"{whole[:MOST_CHARACTERS]}..."
