"""How the fields of the model are read and checked.

A check takes a value and gives its faults; a converter takes what a caller may
write for a value, and passes on what it cannot convert, for the check to name.
"""

import contextlib
import functools
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from types import UnionType
from typing import Any, TypeVar, cast

import attrs

from actionplan._values import (
    NOTHING,
    Canonical,
    Check,
    Faults,
    FrozenMap,
    checked,
    mistyped,
    wrong,
)
from actionplan.errors import MOST_BITS, Fault, FaultCode, InvalidValue, shown, step

T = TypeVar("T")
C = TypeVar("C", bound=Canonical)
E = TypeVar("E", bound=StrEnum)

FIRST_YEAR, LAST_YEAR = 1800, 2999
DEEPEST = 50
MOST_ID_CHARACTERS = 100

_SEGMENT = r"(?!\.+(?:/|\Z))[A-Za-z0-9._-]+"
_ID = re.compile(rf"(?=[A-Za-z0-9]){_SEGMENT}(?:/{_SEGMENT})*")
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_LINK = re.compile(r"https?://[^\s\x00-\x1f\x7f<>\"]+", re.IGNORECASE)
_HINT_ID = (
    "use 1 to 100 letters, digits and . _ - / that begin with a letter or digit, "
    "such as norfolk-2014/1"
)


def optional(check: Check) -> Check:
    """A check that lets a field be absent."""
    return lambda value: () if value is None else check(value)


def each(check: Check, *, least: int = 0, distinct: bool = False) -> Check:
    """A check of every member of a tuple, which has at least so many, none twice."""

    def check_members(values: Any) -> Faults:
        if not isinstance(values, tuple):
            return mistyped("a list", values)
        if len(values) < least:
            return (
                Fault("", FaultCode.REQUIRED, values, "is empty", "name at least one"),
            )
        faults = tuple(
            fault.within(f"[{number}]")
            for number, value in enumerate(values)
            for fault in check(value)
        )
        return faults or (_repeats(values) if distinct else ())

    return check_members


def _repeats(values: tuple[Any, ...]) -> Faults:
    return tuple(
        fault.within(f"[{number}]")
        for number, value in enumerate(values)
        if value in values[:number]
        for fault in wrong(
            FaultCode.DUPLICATE_ID, value, "is named twice", "name it once"
        )
    )


def is_a(model: type | UnionType, wanted: str) -> Check:
    """A check that a value is of a class of the model."""
    return lambda value: () if isinstance(value, model) else mistyped(wanted, value)


def is_term(terms: type[StrEnum]) -> Check:
    """A check that a value is one of a closed list of words."""

    def check_term(value: Any) -> Faults:
        if isinstance(value, terms):
            return ()
        hint = f"use one of {', '.join(terms)}"
        return wrong(FaultCode.TERM, value, "is not a known term", hint)

    return check_term


def is_text(value: Any) -> Faults:
    """Check text: not blank, and of characters that UTF-8 can write."""
    if type(value) is not str:
        return mistyped("text", value)
    if not value.strip():
        return wrong(
            FaultCode.TEXT, value, "is blank", "write something or leave the field out"
        )
    return _lone_surrogate(value)


def _lone_surrogate(value: str) -> Faults:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        message = f"has half a character (a lone surrogate) at position {error.start}"
        return wrong(FaultCode.TEXT, value, message, "write the whole character")
    return ()


def is_id(value: Any) -> Faults:
    """Check an id: ASCII, one to a hundred characters, no empty or dotted segment."""
    if type(value) is not str:
        return mistyped("an id", value)
    if len(value) > MOST_ID_CHARACTERS or not _ID.fullmatch(value):
        return wrong(FaultCode.ID, value, "is not an id", _HINT_ID)
    return ()


def is_body_id(value: Any) -> Faults:
    """Check the id of a body, which has no `/`, because item ids are built with it."""
    if type(value) is str and "/" in value:
        return wrong(FaultCode.ID, value, "has a / in a body's id", "use - instead")
    return is_id(value)


def is_item_id(value: Any) -> Faults:
    """Check the id of an item: an id, or one for one body, `finding@body`."""
    if type(value) is not str:
        return mistyped("an item's id", value)
    finding, at, body = value.partition("@")
    return is_id(finding) or (is_body_id(body) if at else ())


def is_name(value: Any) -> Faults:
    """Check a name such as an anchor's: small letters, digits and hyphens."""
    if type(value) is not str:
        return mistyped("a name", value)
    if not _NAME.fullmatch(value):
        hint = "use small letters, digits and hyphens, such as case-closed"
        return wrong(FaultCode.ID, value, "is not a name", hint)
    return ()


def is_day(value: Any) -> Faults:
    """Check a day: a date and no moment, in a year that can be meant."""
    if type(value) is not date:
        return mistyped("a day (a date without a time)", value)
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        hint = f"use a year from {FIRST_YEAR} to {LAST_YEAR}"
        return wrong(
            FaultCode.DATE,
            value.isoformat(),
            "is not in a year that can be meant",
            hint,
        )
    return ()


def is_moment(value: Any) -> Faults:
    """Check a moment: a date and time that knows its distance from UTC."""
    hint = "give one with a time zone: datetime(2014, 9, 17, 9, 30, tzinfo=UTC)"
    if not isinstance(value, datetime):
        return (attrs.evolve(mistyped("a moment", value)[0], hint=hint),)
    if value.utcoffset() is None:
        return wrong(FaultCode.MOMENT, value.isoformat(), "has no time zone", hint)
    return is_day(value.date())


def is_link(value: Any) -> Faults:
    """Check a link: a full web address, and nothing that a browser would run."""
    if type(value) is str and not _LINK.fullmatch(value):
        return wrong(
            FaultCode.LINK, value, "is not a web address", "begin with https://"
        )
    return is_text(value)


def is_whole(least: int, most: int | None = None) -> Check:
    """A check of a whole number between bounds, both included."""

    def check_whole(value: Any) -> Faults:
        if type(value) is not int:
            return mistyped("a whole number", value)
        if value < least or (most is not None and value > most):
            bounds = (
                f"from {least} to {most}"
                if most is not None
                else f"of at least {least}"
            )
            return wrong(
                FaultCode.RANGE, value, "is out of range", f"use a number {bounds}"
            )
        return ()

    return check_whole


def maps_to(check: Check, keys: Check = is_text) -> Check:
    """A check of every key and every value of a mapping."""

    def check_map(value: Any) -> Faults:
        if not isinstance(value, FrozenMap):
            return mistyped("an object", value)
        return tuple(
            fault.within(step(key))
            for key, held in value.items()
            for fault in keys(key) + check(held)
        )

    return check_map


def is_json(value: Any) -> Faults:
    """Check what a caller keeps in `x`: what JSON can hold, not nested too deep."""
    match value:
        case int() if value.bit_length() > MOST_BITS:
            hint = "write it as text"
            return wrong(FaultCode.NUMBER, value, "is too long to be written", hint)
        case None | bool() | int():
            return ()
        case float():
            hint = "JSON has no such number; leave it out"
            return (
                ()
                if math.isfinite(value)
                else wrong(FaultCode.NUMBER, value, "is refused", hint)
            )
        case str():
            return _lone_surrogate(value)
        case tuple():
            return each(is_json)(value)
        case FrozenMap():
            return maps_to(is_json, keys=is_key)(value)
        case dict() | list():
            return (
                Fault(
                    "",
                    FaultCode.NESTING,
                    value,
                    f"is nested more than {DEEPEST} deep",
                    "keep it flatter, or keep it elsewhere",
                ),
            )
        case _:
            return mistyped("what JSON can hold", value)


def is_key(value: Any) -> Faults:
    """Check a key of an object: any text that UTF-8 can write."""
    return (
        _lone_surrogate(value) if type(value) is str else mistyped("a text key", value)
    )


def _of_text(text: str, fault: Fault) -> Fault:
    """A fault of a part of a text as one of the text, in which no path leads."""
    if not fault.path:
        return fault
    message = f"{shown(text)} is faulty: {fault.path}: {fault.message}"
    return attrs.evolve(fault, path="", value=text, message=message)


def is_canonical(model: type[Canonical], wanted: str) -> Check:
    """A check of a value that has a canonical text, or of a text that should be one."""

    def check_canonical(value: Any) -> Faults:
        if isinstance(value, model):
            return ()
        if not isinstance(value, str):
            return mistyped(wanted, value)
        try:
            model.from_text(value)
        except InvalidValue as error:
            return tuple(_of_text(value, fault) for fault in error.faults)
        return ()

    return check_canonical


# Converters. What they cannot convert they pass on, for the check to name it.


def as_tuple(values: Iterable[T]) -> tuple[T, ...]:
    """A tuple of the members of a list; anything else as it is."""
    if isinstance(values, list | tuple | Iterator):
        return tuple(values)
    return cast("tuple[T, ...]", values)


def to_texts(values: Iterable[str]) -> tuple[str, ...]:
    """Texts as a tuple, however they are given."""
    return as_tuple(values)


def to_map(value: Mapping[str, T]) -> Mapping[str, T]:
    """A mapping that does not change any more."""
    given: object = value
    return FrozenMap(value) if isinstance(given, Mapping) else value


def to_refs(value: Mapping[str, str]) -> Mapping[str, str]:
    """Texts by their names, in a mapping that does not change any more."""
    return to_map(value)


def to_json_map(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """An object of the caller's own, frozen at every depth."""
    frozen: Mapping[str, Any] = value if value is NOTHING else _frozen(value, DEEPEST)
    return frozen


def _frozen(value: Any, depth: int) -> Any:
    if depth == 0 and isinstance(value, Mapping | list | tuple):
        return dict(value) if isinstance(value, Mapping) else list(value)
    match value:
        case Mapping():
            return FrozenMap(
                {key: _frozen(held, depth - 1) for key, held in value.items()}
            )
        case list() | tuple():
            return tuple(_frozen(member, depth - 1) for member in value)
    return value


def to_moment(value: datetime | None) -> datetime | None:
    """A moment in UTC."""
    if not isinstance(value, datetime) or value.utcoffset() is None:
        return value
    try:
        return value.astimezone(UTC)
    except OverflowError:  # the first or last hours that Python knows
        return value


def read_canonical(model: type[C], value: object) -> C:
    """A value from its canonical text; anything else as it is."""
    if isinstance(value, str):
        with contextlib.suppress(InvalidValue):
            return cast("C", model.from_text(value))
    return cast("C", value)


def read_term(terms: type[E], value: object) -> E:
    """A term from its text; anything else as it is."""
    found = _members(terms).get(value, value) if isinstance(value, str) else value
    return cast("E", found)


@functools.cache
def _members(terms: type[StrEnum]) -> dict[object, StrEnum]:
    # A look-up here takes a tenth of the time that the call of an enum does.
    return {str(term): term for term in terms}


# Fields that many classes share the meaning of. They are metadata, not fields,
# because type checkers must see `attrs.field` where a class is written.

ID = checked(is_id)
DAY = checked(is_day)
MAYBE_DAY = checked(optional(is_day))
TEXT = checked(is_text)
MAYBE_TEXT = checked(optional(is_text))
TEXTS = checked(each(is_text))
MAYBE_LINK = checked(optional(is_link))
REFS = checked(maps_to(is_text))
X = checked(maps_to(is_json, keys=is_key))
BODY = checked(is_body_id, refers_to="body")
MAYBE_BODY = checked(optional(is_body_id), refers_to="body")
