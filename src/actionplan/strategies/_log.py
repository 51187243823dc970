"""Strategies for entries, and for logs of them."""

from collections.abc import Callable, Iterable
from typing import Any, Unpack

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from actionplan._fields import as_tuple, each, is_term, read_term
from actionplan.errors import Fault, FaultCode, InvalidValue, raise_any
from actionplan.items import Item
from actionplan.log import (
    AnyEntry,
    Assignment,
    DeadlineChange,
    Event,
    ProgressUpdate,
    Response,
    Retraction,
    Target,
)
from actionplan.register import Register
from actionplan.strategies._deadlines import EVENTS
from actionplan.strategies._pools import Chooser, FullPools, Pools, filled, most_of
from actionplan.strategies._scalars import names
from actionplan.terms import Acceptance, EntryKind, Status, Visibility

_NAMES = names()


@attrs.frozen(kw_only=True, eq=False)
class Topic:
    """What entries are about: some items of a register, and entries of some kinds."""

    register: Register
    items: tuple[Item, ...]
    kinds: tuple[EntryKind, ...]

    def earlier(self) -> tuple[AnyEntry, ...]:
        """The entries that there are about these items."""
        ids, log = {item.id for item in self.items}, self.register.log
        return tuple(entry for entry in log if self.item(entry).id in ids)

    def item(self, entry: AnyEntry) -> Item:
        """The item that an entry is about."""
        return self.register.item(entry.item)

    def possible(self, earlier: tuple[AnyEntry, ...]) -> tuple[EntryKind, ...]:
        """The kinds of which there can be an entry, after these."""
        if earlier:
            return self.kinds
        return tuple(kind for kind in self.kinds if kind is not EntryKind.RETRACTION)

    def with_register(self, register: Register) -> "Topic":
        """The same items and kinds, in a register that has grown."""
        return attrs.evolve(self, register=register)


@attrs.frozen(kw_only=True, eq=False)
class _About:
    register: Register
    item: Item
    earlier: tuple[AnyEntry, ...]  # about this item

    def names(self) -> tuple[str, ...]:
        """The short and long id of the item."""
        return self.item.id, self.item.long_id

    def bodies(self) -> tuple[str, ...]:
        """All bodies, those first that have to do with the item."""
        all_bodies = (body.id for body in self.register.bodies)
        return tuple(dict.fromkeys([self.item.owner, *self.item.setters, *all_bodies]))


def topic(
    register: Register, items: Iterable[str] | None, kinds: Iterable[EntryKind | str]
) -> Topic:
    """What entries are about, as a caller says it.

    Raises:
        InvalidValue: There is no such kind.
        UnknownName: There is no such item.
    """
    chosen = register.items if items is None else map(register.item, items)
    return Topic(register=register, items=tuple(chosen), kinds=read_kinds(kinds))


def read_kinds(
    kinds: Iterable[EntryKind | str], *, none_before: bool = False
) -> tuple[EntryKind, ...]:
    """Kinds of entry by their texts; some that can be first, if none is before them.

    Raises:
        InvalidValue: There is no such kind, or none that can be first.
    """
    read = as_tuple([read_term(EntryKind, kind) for kind in kinds])
    faults = each(is_term(EntryKind), least=1)(read)
    raise_any(InvalidValue, (fault.within("kinds") for fault in faults))
    if none_before and set(read) == {EntryKind.RETRACTION}:
        raise _impossible("kinds", "name a kind besides retraction")
    return read


def _impossible(path: str, hint: str) -> InvalidValue:
    return InvalidValue(
        Fault(path, FaultCode.REQUIRED, None, "no entry is possible", hint)
    )


def entries(
    register: Register,
    *,
    items: Iterable[str] | None = None,
    kinds: Iterable[EntryKind | str] = tuple(EntryKind),
    **pools: Unpack[Pools],
) -> SearchStrategy[AnyEntry]:
    """An entry that can be recorded in a register.

    It names its item in the short or the long form. Some have no `recorded`; some
    tie with an earlier entry, which means that they took effect and were recorded at
    the same time; some say again what one said; and some retract one, which may be a
    retraction itself.

    Args:
        register: The register that it is for.
        items: The items that it can be about, by their ids; by default, all.
        kinds: The kinds that it can be of. There is no retraction of nothing: one
            needs an earlier entry about these items.
        pools: See `Pools`.

    Raises:
        InvalidValue: There is no such kind, or no entry of these kinds about these
            items is possible.
        UnknownName: There is no such item.

    Example:
        >>> from hypothesis import find
        >>> import actionplan as ap
        >>> from actionplan.strategies import entries
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> updates = entries(register, items=["norfolk-2014/1"], kinds=["progress"])
        >>> find(updates, lambda entry: entry.status == "complete").by
        'norfolk'
    """
    about = topic(register, items, kinds)
    if not (about.items and about.possible(about.earlier())):
        hint = "name an item, and a kind besides retraction or an item with entries"
        raise _impossible("", hint)
    return an_entry(filled(pools), about)


def logs(
    register: Register,
    *,
    min_size: int = 0,
    max_size: int | None = None,
    items: Iterable[str] | None = None,
    kinds: Iterable[EntryKind | str] = tuple(EntryKind),
    **pools: Unpack[Pools],
) -> SearchStrategy[tuple[AnyEntry, ...]]:
    """Entries that can be recorded in a register, one after the other.

    Args:
        register: The register that they are for.
        min_size: The fewest.
        max_size: The most; by default six more.
        items: The items that they can be about, by their ids; by default, all.
        kinds: The kinds that they can be of.
        pools: See `Pools`.

    Raises:
        InvalidValue: There is no such kind, fewer at most than at least, or at least
            one and no entry of these kinds about these items is possible.
        UnknownName: There is no such item.

    Example:
        >>> from hypothesis import given
        >>> import actionplan as ap
        >>> from actionplan.strategies import logs
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> @given(logs(register))
        ... def is_recorded(log):
        ...     assert register.record(*log).log[len(register.log) :] == log
        >>> is_recorded()
    """
    about = topic(register, items, kinds)
    if min_size:
        entries(register, items=items, kinds=about.kinds)  # or it says what is wrong
    most = most_of("size", min_size, max_size, 6)
    return a_log(filled(pools), about, min_size, most)


@st.composite
def a_log(
    draw: st.DrawFn, pools: FullPools, about: Topic, least: int, most: int
) -> tuple[AnyEntry, ...]:
    """At least and at most so many entries, or fewer where none is possible."""
    log: list[AnyEntry] = []
    if not (about.items and about.possible(about.earlier())):
        return ()
    for _ in Chooser(draw=draw, pools=pools).several(least, most):
        log.append(draw(an_entry(pools, about)))
        about = about.with_register(about.register.record(log[-1]))
    return tuple(log)


@st.composite
def an_entry(draw: st.DrawFn, pools: FullPools, about: Topic) -> AnyEntry:
    """An entry about a topic."""
    choose = Chooser(draw=draw, pools=pools)
    earlier = about.earlier()
    if earlier and choose.chance(outof=12):
        again = choose.pick(earlier)
        if again.kind in about.kinds:
            return again
    kinds = about.possible(earlier)
    # Most of what is recorded is progress.
    more = EntryKind.PROGRESS in kinds and choose.chance(outof=3)
    kind = EntryKind.PROGRESS if more else choose.pick(kinds)
    if earlier and (kind is EntryKind.RETRACTION or choose.chance(outof=2)):
        item = about.item(choose.pick(earlier))
    else:
        item = choose.pick(about.items)
    here = tuple(entry for entry in earlier if about.item(entry).id == item.id)
    case = _About(register=about.register, item=item, earlier=here)
    model, fields = _MODELS[kind]
    return model(**_common(choose, case), **fields(choose, case))


def _common(choose: Chooser, case: _About) -> dict[str, Any]:
    fields = {"item": choose.pick(case.names()), "by": choose.pick(case.bodies())}
    return {
        **fields,
        **_when(choose, case.earlier),
        **choose.some(visibility=tuple(Visibility), x=choose.own),
    }


def _when(choose: Chooser, earlier: tuple[AnyEntry, ...]) -> dict[str, Any]:
    if earlier and choose.chance(outof=4):
        tied = choose.pick(earlier)
        return {"on": tied.on, "recorded": tied.recorded}
    recorded = choose.draw(choose.pools.moments) if choose.chance(outof=2) else None
    return {"on": choose.day(), "recorded": recorded}


# The fields that each kind of entry has for itself


def _progress(choose: Chooser, case: _About) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if choose.often():
        fields["status"] = choose.pick(tuple(Status))
    if fields.get("status") is Status.SUPERSEDED and choose.often():
        item = choose.pick(case.register.items)
        fields["superseded_by"] = choose.pick((item.id, item.long_id))
    said = choose.some(
        least=0 if fields else 1,
        percent=lambda: choose.number(0, 100),
        rag=choose.text,
        note=choose.text,
        evidence=choose.text,
    )
    return fields | said


def _response(choose: Chooser, _: _About) -> dict[str, Any]:
    said = choose.some(action=choose.text, reason=choose.text)
    return {"acceptance": choose.pick(tuple(Acceptance)), **said}


def _deadline_change(choose: Chooser, case: _About) -> dict[str, Any]:
    said = choose.some(stated=choose.text, asked=choose.day, reason=choose.text)
    answer = choose.pick((None, "agreed_by", "refused_by"))
    if answer:
        # Half of the answers are of the body whose answer counts.
        bodies = (case.item.setter,) if choose.chance(outof=2) else case.bodies()
        said[answer] = choose.pick(bodies)
    return {"deadline": choose.deadline(), **said}


def _target(choose: Chooser, _: _About) -> dict[str, Any]:
    return {"day": choose.day()}


def _assignment(choose: Chooser, _: _About) -> dict[str, Any]:
    return {"lead": choose.text()}


def _event(choose: Chooser, _: _About) -> dict[str, Any]:
    own = choose.chance(outof=4)
    return {"name": choose.draw(_NAMES) if own else choose.pick(EVENTS)}


def _retraction(choose: Chooser, case: _About) -> dict[str, Any]:
    entry = choose.pick(case.earlier).digest
    return {"entry": entry, **choose.some(reason=choose.text)}


_Fields = Callable[[Chooser, _About], dict[str, Any]]
_MODELS: dict[EntryKind, tuple[Callable[..., AnyEntry], _Fields]] = {
    EntryKind.PROGRESS: (ProgressUpdate, _progress),
    EntryKind.RESPONSE: (Response, _response),
    EntryKind.DEADLINE_CHANGE: (DeadlineChange, _deadline_change),
    EntryKind.TARGET: (Target, _target),
    EntryKind.ASSIGNMENT: (Assignment, _assignment),
    EntryKind.EVENT: (Event, _event),
    EntryKind.RETRACTION: (Retraction, _retraction),
}
