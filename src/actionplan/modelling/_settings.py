"""What a forecast is asked for, and the checks of it, all together."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import attrs

from actionplan._fields import (
    is_a,
    is_canonical,
    is_term,
    is_whole,
    read_term,
)
from actionplan._values import Check, Faults, Value, checked, mistyped
from actionplan.errors import Fault, FaultCode, InvalidValue, raise_any, shown
from actionplan.modelling._picking import Where, chosen, is_where
from actionplan.periods import Period, to_period
from actionplan.register import Register
from actionplan.snapshot import Snapshot
from actionplan.snapshot._history import LADDER
from actionplan.terms import Status, to_status

MOST_TRIALS = 100_000
MOST_SEED = 2**63 - 1
EVEN, NINE_IN_TEN = 0.5, 0.9
OPEN_WORDS = {
    Status.COMPLETE: "open",
    Status.ASSURED: "not yet assured",
    Status.CLOSED: "not yet closed",
}


class Method(StrEnum):
    """What a forecast goes by.

    `throughput` is how many items left in each of the last weeks, whichever they
    were. `survival` is how long each item took that left, and how old each is that
    has not.

    Example:
        >>> from actionplan.modelling import Method
        >>> [str(method) for method in Method]
        ['throughput', 'survival']
    """

    THROUGHPUT = "throughput"
    SURVIVAL = "survival"


def to_method(value: Method | str) -> Method:
    """The method that a text names."""
    return read_term(Method, value)


def is_share(name: str, value: object) -> Iterator[Fault]:
    """Check that something is a share above 0, up to 1."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 < value <= 1:  # type: ignore[operator]
        message = f"{shown(value)} is no share above 0 and up to 1"
        yield Fault(
            name, FaultCode.RANGE, value, message, "such as 0.9 for nine in ten"
        )


def is_rung(value: Any) -> Faults:
    """Check that something is a rung of the ladder of assurance."""
    if isinstance(value, Status) and value in LADDER:
        return ()
    message = f"{shown(value)} is no rung of the ladder"
    hint = f"use one of {', '.join(LADDER)}"
    return (Fault("", FaultCode.TERM, value, message, hint),)


def _is_yes_or_no(value: Any) -> Faults:
    return () if isinstance(value, bool) else mistyped("true or false", value)


_is_period: Check = is_canonical(Period, "a period")


@attrs.frozen(kw_only=True)
class Settings(Value):
    """How a forecast is made, whatever the day.

    Raises:
        InvalidValue: An argument is faulty; with all such faults together.
    """

    register: Register = attrs.field(metadata=checked(is_a(Register, "a register")))
    method: Method = attrs.field(converter=to_method, metadata=checked(is_term(Method)))
    where: Where = attrs.field(metadata=checked(is_where))
    trials: int = attrs.field(metadata=checked(is_whole(1, MOST_TRIALS)))
    seed: int = attrs.field(metadata=checked(is_whole(0, MOST_SEED)))
    horizon: Period = attrs.field(converter=to_period, metadata=checked(_is_period))
    window: Period = attrs.field(converter=to_period, metadata=checked(_is_period))
    new_findings: bool = attrs.field(metadata=checked(_is_yes_or_no))
    rung: Status = attrs.field(converter=to_status, metadata=checked(is_rung))

    def states(self, on: date, known: datetime | None) -> Snapshot:
        """The chosen items as they stood on a day.

        Raises:
            InvalidValue: `on` is no day, or `known` no moment.
            UnknownName: The register does not have what is chosen by.
        """
        return self.chosen(self.register.at(on, known))

    def chosen(self, now: Snapshot) -> Snapshot:
        """The chosen items of a snapshot of the register.

        Raises:
            UnknownName: The register does not have what is chosen by.
        """
        return chosen(self.register, now, self.where)


def settled(others: Iterable[Fault], **given: Any) -> Settings:
    """Settings, once all that is asked for makes sense.

    Raises:
        InvalidValue: Something is faulty; with all faults of others together.
    """
    faults = tuple(others)
    try:
        settings = Settings(**given)
    except InvalidValue as error:
        raise InvalidValue(*faults, *error.faults) from None
    raise_any(InvalidValue, faults)
    return settings
