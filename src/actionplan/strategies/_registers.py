"""Strategies for whole registers."""

from collections.abc import Iterable
from typing import Any, Unpack

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from actionplan._fields import is_whole
from actionplan.bodies import Body
from actionplan.errors import Fault, FaultCode, InvalidValue, raise_any
from actionplan.register import Register
from actionplan.strategies._log import Topic, a_log, read_kinds
from actionplan.strategies._meetings import any_meeting
from actionplan.strategies._parts import a_body, a_plan
from actionplan.strategies._pools import (
    Chooser,
    FullPools,
    Pools,
    filled,
    most_of,
)
from actionplan.strategies._reports import a_report
from actionplan.terms import EntryKind


class Sizes(Pools, total=False):
    """How much there is in a register, besides what its parts are drawn from.

    Attributes:
        min_items: The fewest items; 0 by default, so that a register can be empty.
        max_bodies: The most bodies; 4 by default.
        max_reports: The most reports; 2 by default.
        max_plans: The most plans; 2 by default.
        max_meetings: The most meetings and series of them; 1 by default.

    Example:
        >>> from hypothesis import given, settings
        >>> from actionplan.strategies import registers
        >>> @settings(max_examples=5)
        ... @given(held=registers(min_items=1, max_plans=0))
        ... def has_items_and_no_plans(held):
        ...     assert held.items and not held.plans
        >>> has_items_and_no_plans()
    """

    min_items: int
    max_bodies: int
    max_reports: int
    max_plans: int
    max_meetings: int


@attrs.frozen(kw_only=True, eq=False)
class FullSizes:
    """All sizes, those that nobody chose among them."""

    min_items: int = 0
    max_bodies: int = 4
    max_reports: int = 2
    max_plans: int = 2
    max_meetings: int = 1

    def checked(self) -> "FullSizes":
        """The same sizes.

        Raises:
            InvalidValue: One is no number, or there cannot be as many items as there
                should be at least.
        """
        given = attrs.asdict(self)
        faults = [f.within(n) for n in given for f in is_whole(0)(given[n])]
        raise_any(InvalidValue, faults)
        if self.min_items and not (
            self.max_bodies and (self.max_reports or self.max_plans)
        ):
            message = "there are no items without a body, and a report or a plan"
            hint = "let there be a body, and a report or a plan, at most"
            raise InvalidValue(
                Fault("min_items", FaultCode.RANGE, self.min_items, message, hint)
            )
        return self


def divided(sizes: Sizes, *, min_items: int = 0) -> tuple[FullSizes, FullPools]:
    """The sizes and the pools apart, with the usual ones where none are given.

    Raises:
        InvalidValue: The sizes do not go together.
        TypeError: There is no size or pool of a name.
    """
    given: dict[str, Any] = dict(sizes)
    names = [field.name for field in attrs.fields(FullSizes) if field.name in given]
    counts = FullSizes(**{name: given.pop(name) for name in names}).checked()
    least = max(counts.min_items, min_items)
    pools: Any = given
    return attrs.evolve(counts, min_items=least).checked(), filled(pools)


def registers(
    *,
    min_entries: int = 0,
    max_entries: int | None = None,
    kinds: Iterable[EntryKind | str] = tuple(EntryKind),
    **sizes: Unpack[Sizes],
) -> SearchStrategy[Register]:
    """A register with bodies, reports, plans, meetings and a log of any kind.

    The log is in any order of days, with what `entries` says of its entries. The
    plainest register is empty.

    Args:
        min_entries: The fewest entries; where there is one, there is also an item.
        max_entries: The most entries; by default six more.
        kinds: The kinds of entry.
        sizes: See `Sizes`, and `Pools` for what the parts are drawn from.

    Raises:
        InvalidValue: The sizes do not go together, or there is no such kind.

    Example:
        >>> from datetime import date
        >>> from hypothesis import given
        >>> from actionplan.strategies import days, registers
        >>> @given(registers(kinds=["progress"]), days())
        ... def partition(register, day):
        ...     now = register.at(day)
        ...     groups = now.open(), now.pending(), now.ended()
        ...     assert sum(map(len, groups)) == len(now)
        >>> partition()
    """
    read = read_kinds(kinds, none_before=bool(min_entries))
    most = most_of("entries", min_entries, max_entries, 6)
    counts, pools = divided(sizes, min_items=min(min_entries, 1))
    return a_register(pools, counts, min_entries, most, kinds=read)


@st.composite
def a_register(
    draw: st.DrawFn,
    pools: FullPools,
    sizes: FullSizes,
    least: int,
    most: int,
    *,
    kinds: tuple[EntryKind, ...],
) -> Register:
    """A register with at least and at most so many entries of some kinds."""
    choose = Chooser(draw=draw, pools=pools)
    count = choose.number(least, most)
    register = _with_parts(choose, _of_bodies(choose, sizes), sizes)
    about = Topic(register=register, items=register.items, kinds=kinds)
    return register.record(*draw(a_log(pools, about, count, count)))


def _of_bodies(choose: Chooser, sizes: FullSizes) -> Register:
    bodies: list[Body] = []
    there = 1 if sizes.min_items or not choose.seldom() else 0
    for _ in choose.several(min(there, sizes.max_bodies), sizes.max_bodies):
        bodies.append(choose.draw(a_body(choose.pools, bodies)))
    names = [body.id for body in bodies]
    if names and choose.chance(outof=4):
        # The first can name those after it too, so that there are circles.
        fields = choose.some(overseen_by=names, succeeded_by=names)
        bodies[0] = attrs.evolve(bodies[0], **fields)
    tracks = choose.sample(names, most=2) if choose.chance(outof=4) else ()
    return Register(tracks=tracks, bodies=bodies, **choose.some(x=choose.own))


def _with_parts(choose: Chooser, register: Register, sizes: FullSizes) -> Register:
    if not register.bodies:
        return register
    draw, pools = choose.draw, choose.pools
    wanted = sizes.min_items if sizes.max_reports else 0
    there = 1 if wanted or not choose.seldom() else 0
    for _ in choose.several(min(there, sizes.max_reports), sizes.max_reports):
        register = register.add(draw(a_report(pools, register, wanted, wanted + 3)))
        wanted = 0
    wanted = max(sizes.min_items - len(register.items), 0)
    for _ in choose.several(min(wanted, 1), sizes.max_plans):
        fewest = max(wanted - 1, 0)  # a plan is an item itself
        register = register.add(draw(a_plan(pools, register, fewest, fewest + 2)))
        wanted = 0
    for _ in choose.several(0, sizes.max_meetings):
        register = register.add(draw(any_meeting(choose, register)))
    return register
