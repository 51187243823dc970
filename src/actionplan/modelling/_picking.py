"""Which items are looked at, and the groups into which they fall."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

import attrs

from actionplan._fields import is_a
from actionplan._values import mistyped
from actionplan.errors import (
    Fault,
    FaultCode,
    InvalidValue,
    UnknownName,
    raise_any,
    shown,
)
from actionplan.register import Register
from actionplan.snapshot import ItemState, Snapshot

Where = Mapping[str, Any] | Callable[[ItemState], bool] | None
Groups = dict[str | None, list[ItemState]]

GROUPS: dict[str, Callable[[ItemState], Iterable[str | None]]] = {
    "kind": lambda state: (str(state.item.kind),),
    "theme": lambda state: state.item.themes or (None,),
    "owner": lambda state: (state.item.owner,),
    "report": lambda state: (state.item.report,),
}


def picked(
    register: Register, on: date, known: datetime | None, where: Where
) -> Snapshot:
    """The register on a day, or the part of it that is asked for.

    Raises:
        InvalidValue: Something is of another type.
        UnknownName: What is asked for is not known.
    """
    faults = [f.within("register") for f in is_a(Register, "a register")(register)]
    raise_any(InvalidValue, [*faults, *_where_faults(where)])
    now = register.at(on, known)
    if where is None:
        return now
    if not isinstance(where, Mapping):
        return now.having(where)
    try:
        return now.where(**where)
    except TypeError:
        message = f"items cannot be asked for by {shown(dict(where))}"
        hint = "ask by what Snapshot.where takes, such as kind, owner or theme"
        fault = Fault("where", FaultCode.UNKNOWN_NAME, where, message, hint)
        raise UnknownName(fault) from None


def _where_faults(where: object) -> Iterator[Fault]:
    if where is None or callable(where) or isinstance(where, Mapping):
        return
    fault = mistyped("a mapping of questions, a function of a state, or null", where)[0]
    hint = 'such as {"owner": "norfolk"}, or lambda state: state.lead is not None'
    yield attrs.evolve(fault.within("where"), hint=hint)


def group_faults(by: object) -> Iterator[Fault]:
    """Check what items are grouped by."""
    if by is not None and by not in tuple(GROUPS):
        message = f"items cannot be grouped by {shown(by)}"
        hint = f"group by {', '.join(GROUPS)}"
        yield Fault("by", FaultCode.UNKNOWN_NAME, by, message, hint)


def grouped(now: Snapshot, by: str | None) -> Groups:
    """The states by their group, in the order of the register, what has none last.

    Without a key all are one group, which has no name.
    """
    if by is None:
        return {None: list(now)}
    groups: Groups = {value and str(value): [] for value in now.counts_by(by)}
    for state in now:
        for value in dict.fromkeys(GROUPS[by](state)):
            groups[value].append(state)
    return groups
