"""What the values of the model have in common: frozen, and checked when they are made.

A field names its check in its metadata, `attrs.field(metadata=checked(is_text))`,
and not as an attrs validator, because attrs stops at the first validator that
fails: `Value` runs every check and raises one error with all the faults. The
readers of formats find the same checks in the same place.
"""

import abc
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

import attrs

from actionplan.errors import Fault, FaultCode, InvalidValue, raise_any, shown

T = TypeVar("T")
C = TypeVar("C", bound="Canonical")
Faults = tuple[Fault, ...]
Check = Callable[[Any], Faults]


class FrozenMap(Mapping[str, T]):
    """A mapping that does not change, so that a value that holds it does not either.

    Example:
        >>> from actionplan._values import FrozenMap
        >>> refs = FrozenMap({"hmicfrs": "7319"})
        >>> refs == {"hmicfrs": "7319"}, refs["hmicfrs"]
        (True, '7319')
    """

    __slots__ = ("_held",)

    def __init__(self, held: Mapping[str, T] = MappingProxyType({})) -> None:
        self._held = dict(held)

    def __getitem__(self, key: str) -> T:
        return self._held[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __hash__(self) -> int:
        return hash(frozenset(self._held.items()))

    def __repr__(self) -> str:
        return repr(self._held)


NOTHING: FrozenMap[Any] = FrozenMap()


class Value:
    """A value of the model: frozen, compared by content, checked when it is made."""

    __slots__ = ()

    def __attrs_post_init__(self) -> None:
        raise_any(InvalidValue, self._field_faults() or self._own_faults())

    def _field_faults(self) -> list[Fault]:
        model: type = type(self)
        faults: list[Fault] = []
        for name, key, check in checks_of(model):
            faults += [fault.within(key) for fault in check(getattr(self, name))]
        return faults

    def _own_faults(self) -> Iterable[Fault]:
        """What is wrong between fields that are each right by themselves."""
        return ()


class Canonical(Value, abc.ABC):
    """A value whose text is also its form in a document."""

    __slots__ = ()

    @classmethod
    @abc.abstractmethod
    def from_text(cls, text: str) -> "Canonical":
        """The value that a canonical text stands for."""


def checked(check: Check, *, refers_to: str | None = None) -> dict[str, object]:
    """The metadata of a field that has a check, and of one that names another value."""
    return {"check": check, "refers_to": refers_to}


def key_of(name: str) -> str:
    """The key of a field in documents: that of `from_` is `from`."""
    return name.rstrip("_")


@functools.cache
def checks_of(model: type) -> tuple[tuple[str, str, Check], ...]:
    """Name, key and check of every field of a class that has a check."""
    return tuple(
        (field.name, key_of(field.name), field.metadata["check"])
        for field in attrs.fields(model)
        if field.init and "check" in field.metadata
    )


def wrong(code: FaultCode, value: object, message: str, hint: str = "") -> Faults:
    """One fault about a whole value, as checks return it."""
    return (Fault("", code, value, f"{shown(value)} {message}", hint),)


def mistyped(wanted: str, value: object) -> Faults:
    """The fault of a value of another type than the one that is wanted."""
    return (Fault("", FaultCode.TYPE, value, f"expected {wanted}, got {shown(value)}"),)


def expect_text(value: object) -> None:
    """Refuse to parse anything but text.

    Raises:
        InvalidValue: The value is no text.
    """
    if not isinstance(value, str):
        raise InvalidValue(*mistyped("text", value))
