"""Which items are looked at, and the groups into which they fall."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Protocol, TypeVar

import attrs

from actionplan._fields import is_a, is_day, is_moment, optional
from actionplan._index import Index
from actionplan._plain import moment_text
from actionplan._values import Faults, mistyped
from actionplan.errors import Fault, FaultCode, UnknownName, raise_any, shown
from actionplan.modelling._lives import index_of
from actionplan.register import Register
from actionplan.snapshot import ItemState, Snapshot
from actionplan.snapshot._questions import QUESTIONS, question

Holds = Callable[[ItemState], bool]
Where = Mapping[str, Any] | Holds | None
By = str | Callable[[ItemState], str | None] | None
Groups = dict[str | None, list[ItemState]]


class Named(Protocol):
    """What is known about a group, and what its items have in common."""

    @property
    def name(self) -> str | None:
        """The name of the group; None for all, or for what has nothing."""


N = TypeVar("N", bound=Named)

_is_register = is_a(Register, "a register")
# What an item is, by which it can be chosen, and not how far it has come: a choice
# of what is open, or of what is closed, would leave out what became of the others.
CHOICES = tuple(name for name in QUESTIONS if name != "status")
GROUPS: dict[str, Callable[[ItemState], Iterable[str | None]]] = {
    "kind": lambda state: (str(state.item.kind),),
    "theme": lambda state: state.item.themes or (None,),
    "owner": lambda state: (state.item.owner,),
    "report": lambda state: (state.item.report,),
}


def is_where(value: Any) -> Faults:
    """Check that something says which items are asked about."""
    if value is None or callable(value) or isinstance(value, Mapping):
        return ()
    wanted = "a mapping of questions, a function of a state, or None"
    hint = 'such as {"owner": "norfolk"}, or lambda state: state.lead is not None'
    return (attrs.evolve(mistyped(wanted, value)[0], hint=hint),)


def holding(
    index: Index, where: Where, choices: Collection[str] = QUESTIONS
) -> Holds | None:
    """A function that says whether a state is asked about; None where all are.

    Raises:
        UnknownName: `where` asks for what there is not, or for none of the choices.
    """
    if not isinstance(where, Mapping):
        return where
    unknown = [_unknown(key, choices) for key in where if key not in choices]
    try:
        holds = question(index, {k: v for k, v in where.items() if k in choices})
    except UnknownName as error:
        faults = (fault.within("where") for fault in error.faults)
        raise UnknownName(*unknown, *faults) from None
    raise_any(UnknownName, unknown)
    return holds


def _unknown(key: object, choices: Collection[str]) -> Fault:
    message = f"{shown(key)} is nothing that items can be chosen by here"
    hint = f"choose by {', '.join(choices)}"
    return Fault("where", FaultCode.UNKNOWN_NAME, key, message, hint)


def part_of(
    register: Register, on: date, known: datetime | None, where: Where
) -> Snapshot:
    """The register on a day, or the part of it that is chosen by what items are.

    Raises:
        UnknownName: `where` asks for what there is not, or how far items have come.
    """
    return chosen(register, register.at(on, known), where)


def chosen(register: Register, now: Snapshot, where: Where) -> Snapshot:
    """A snapshot of a register, or the part of it that is chosen by what items are.

    Raises:
        UnknownName: `where` asks for what there is not, or how far items have come.
    """
    holds = holding(index_of(register), where, CHOICES)
    return now if holds is None else now.having(holds)


def faults_of(register: object, on: Any, known: Any, where: object) -> list[Fault]:
    """What is wrong with what is asked of a register on a day."""
    faults = [fault.within("register") for fault in _is_register(register)]
    faults += moment_faults(on, known)
    return faults + [fault.within("where") for fault in is_where(where)]


def moment_faults(on: Any, known: Any) -> list[Fault]:
    """What is wrong with a day, and with the moment at which it is known."""
    faults = [fault.within("on") for fault in is_day(on)]
    faults += [fault.within("known") for fault in optional(is_moment)(known)]
    if not faults and known is not None and known.astimezone(UTC).date() < on:
        message = f"{moment_text(known)} is before {on}, and knows nothing of it"
        hint = "ask about the day of that moment"
        faults.append(Fault("known", FaultCode.CONTRADICTION, known, message, hint))
    return faults


def group_faults(by: object) -> Iterator[Fault]:
    """Check what items are grouped by."""
    if by is not None and not callable(by) and by not in tuple(GROUPS):
        message = f"items cannot be grouped by {shown(by)}"
        hint = f"group by {', '.join(GROUPS)}, or by a function of a state"
        yield Fault("by", FaultCode.UNKNOWN_NAME, by, message, hint)


def grouped(now: Snapshot, by: By) -> Groups:
    """The states by their group, in the order of the register, what has none last.

    Without a key all are one group, which has no name.

    Raises:
        InvalidValue: A function gives a group that is neither text nor None.
    """
    if by is None:
        return {None: list(now)}
    groups: Groups = {value and str(value): [] for value in now.counts_by(by)}
    for state in now:
        for value in (by(state),) if callable(by) else dict.fromkeys(GROUPS[by](state)):
            groups[value].append(state)
    return groups


def group_named(
    groups: Iterable[N], name: object, labels: Iterable[str], without: str
) -> N:
    """The group of a name.

    Args:
        groups: The groups.
        name: The name.
        labels: What the groups are called in text.
        without: What to say where there are no groups.

    Raises:
        UnknownName: There is no such group.
    """
    for group in groups:
        if group.name == name:
            return group
    message = f"there is no group {shown(name)}"
    names = ", ".join(labels)
    hint = f"the groups are {names}" if names else without
    raise UnknownName(Fault("", FaultCode.UNKNOWN_NAME, name, message, hint))


def labelled(names: Iterable[str | None], by: By) -> dict[str | None, str]:
    """What groups are called in text, no two of them alike."""
    found = tuple(names)
    nothing = "all" if by is None else "none" if callable(by) else f"no {by}"
    while nothing in found:
        nothing = f"({nothing})"
    return {name: nothing if name is None else name for name in found}
