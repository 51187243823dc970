"""Strategies for registers that came from one another."""

import functools
import string
from datetime import date, datetime
from typing import Unpack

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from actionplan._fields import is_whole
from actionplan._index import AnyHolding
from actionplan._replacing import AnyPart
from actionplan.bodies import Body
from actionplan.errors import InvalidValue, raise_any
from actionplan.log import AnyEntry
from actionplan.meetings import MeetingSeries, ScrutinyMeeting
from actionplan.plans import ActionPlan
from actionplan.register import Register
from actionplan.reports import Finding, InspectionReport
from actionplan.strategies._log import Topic, an_entry
from actionplan.strategies._meetings import any_meeting
from actionplan.strategies._parts import a_body, a_plan
from actionplan.strategies._pools import Chooser, FullPools, Pools, filled
from actionplan.strategies._registers import Sizes, a_register, divided
from actionplan.strategies._reports import a_report
from actionplan.terms import EntryKind

MOST_CHANGES = 3
MOST_VERSIONS = len(string.ascii_lowercase)
_ALL_KINDS = tuple(EntryKind)

_Key = tuple[str, str]
_Time = tuple[str, date, datetime]


@attrs.frozen(kw_only=True, eq=False)
class _Taken:
    """What other versions changed, and this one leaves alone."""

    parts: set[_Key] = attrs.field(factory=set)
    times: set[_Time] = attrs.field(factory=set)


def versions(
    register: Register, *, replacing: bool = False, **pools: Unpack[Pools]
) -> SearchStrategy[Register]:
    """A register that came from another: with more in it, and more recorded.

    Up to three bodies, reports, plans or meetings are added, and up to three entries
    are recorded.

    Args:
        register: The register that it came from.
        replacing: Whether parts may have changed too: up to three are reworded, get
            another deadline, or are addressed to one body more. What the log names
            stays.
        pools: See `Pools`.

    Example:
        >>> from hypothesis import given
        >>> import actionplan as ap
        >>> from actionplan.strategies import versions
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> @given(versions(register))
        ... def keeps_what_was_there(later):
        ...     assert later.log[: len(register.log)] == register.log
        ...     assert later.reports[: len(register.reports)] == register.reports
        >>> keeps_what_was_there()
    """
    return _a_version(filled(pools), register, _Taken(), replacing=replacing)


def related_registers(
    count: int = 2,
    *,
    replacing: bool = False,
    clashing: bool = False,
    max_entries: int = 3,
    **sizes: Unpack[Sizes],
) -> SearchStrategy[tuple[Register, ...]]:
    """A register, and versions of it that grew apart: base, ours, theirs.

    Unless they clash, what the versions have more than the base goes together: they
    add different things, change different parts, and no entry that one records took
    effect and was recorded at the same time as one about the same item that another
    records.

    Args:
        count: How many versions there are besides the base, from 1 to 26.
        replacing: Whether the versions may change parts of the base, as `versions`
            says.
        clashing: Whether the versions may also add different things under one id,
            change one part in two ways, and record entries that tie.
        max_entries: The most entries of the base.
        sizes: The sizes of the base, and what all parts are drawn from; see `Sizes`
            and `Pools`.

    Raises:
        InvalidValue: The sizes do not go together, or there is no such count.

    Example:
        >>> from hypothesis import given
        >>> from actionplan.strategies import related_registers
        >>> @given(related_registers())
        ... def grew_apart(registers):
        ...     base, ours, theirs = registers
        ...     added = {body.id for body in ours.bodies[len(base.bodies) :]}
        ...     assert added.isdisjoint(body.id for body in theirs.bodies)
        >>> grew_apart()
    """
    faults = [fault.within("count") for fault in is_whole(1, MOST_VERSIONS)(count)]
    faults += [f.within("max_entries") for f in is_whole(0)(max_entries)]
    raise_any(InvalidValue, faults)
    counts, pools = divided(sizes)
    base = a_register(pools, counts, 0, max_entries, kinds=_ALL_KINDS)
    return _related(pools, base, count, replacing=replacing, clashing=clashing)


@st.composite
def _related(
    draw: st.DrawFn,
    pools: FullPools,
    base: SearchStrategy[Register],
    count: int,
    *,
    replacing: bool,
    clashing: bool,
) -> tuple[Register, ...]:
    first, taken = draw(base), _Taken()
    grown = []
    for letter in string.ascii_lowercase[:count]:
        side = pools if clashing else attrs.evolve(pools, suffix=f"-{letter}")
        left = _Taken() if clashing else taken
        grown.append(draw(_a_version(side, first, left, replacing=replacing)))
        taken.times.update(
            _time(grown[-1], entry) for entry in grown[-1].log[len(first.log) :]
        )
    return first, *grown


@st.composite
def _a_version(
    draw: st.DrawFn,
    pools: FullPools,
    register: Register,
    taken: _Taken,
    *,
    replacing: bool,
) -> Register:
    choose, grown = Chooser(draw=draw, pools=pools), register
    for _ in choose.several(0, MOST_CHANGES):
        grown = grown.add(draw(_a_part(choose, grown)))
    if replacing:
        grown = _with_changes(choose, grown, set(_parts_of(register)), taken)
    for _ in choose.several(0, MOST_CHANGES if grown.items else 0):
        about = Topic(register=grown, items=grown.items, kinds=_ALL_KINDS)
        entry = draw(an_entry(pools, about))
        if _time(grown, entry) not in taken.times:
            grown = grown.record(entry)
    return grown


def _a_part(choose: Chooser, register: Register) -> SearchStrategy[AnyHolding]:
    kind = choose.number(0, 3) if register.bodies else 0
    match kind:
        case 1:
            return a_report(choose.pools, register, 0, 2)
        case 2:
            return a_plan(choose.pools, register, 0, 2)
        case 3:
            return any_meeting(choose, register)
    return a_body(choose.pools, register.bodies)


def _time(register: Register, entry: AnyEntry) -> _Time:
    return register.item(entry.item).long_id, entry.on, entry.known_from


# Parts that stand in the place of others


def _with_changes(
    choose: Chooser, register: Register, keys: set[_Key], taken: _Taken
) -> Register:
    left = sorted(keys - taken.parts)
    for _ in choose.several(0, min(MOST_CHANGES, len(left))):
        key = choose.pop(left)
        register = register.replace(
            _changed(choose, _parts_of(register)[key], register)
        )
        taken.parts.add(key)
    return register


def _parts_of(register: Register) -> dict[_Key, AnyPart]:
    parts: dict[_Key, AnyPart] = {
        **{("body", part.id): part for part in register.bodies},
        **{("report", part.id): part for part in register.reports},
        **{("meeting", part.id): part for part in register.meetings},
        **{("item", item.source.id): item.source for item in register.items},
    }
    return parts


def _changed(choose: Chooser, part: AnyPart, register: Register) -> AnyPart:
    match part:
        case Body():
            return attrs.evolve(part, name=choose.text())
        case InspectionReport() | ScrutinyMeeting() | MeetingSeries():
            return attrs.evolve(part, title=choose.text())
        case ActionPlan():
            fields = choose.some(least=1, deadline=choose.deadline, stated=choose.text)
        case Finding():
            more = functools.partial(_one_more, choose, part.id, register)
            fields = choose.some(
                least=1, text=choose.text, deadline=choose.deadline, addressed_to=more
            )
        case _:
            fields = choose.some(least=1, text=choose.text, deadline=choose.deadline)
    return attrs.evolve(part, **fields)


def _one_more(choose: Chooser, finding: str, register: Register) -> list[str]:
    """Those whom a finding is for, and another, which renames none of its items."""
    owners = [item.owner for item in register.items if item.source.id == finding]
    new = choose.pick(register.bodies).id
    return list(dict.fromkeys([*owners, new]))
