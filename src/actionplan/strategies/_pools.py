"""What all parts of a register are drawn from, and how."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypedDict, TypeVar

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from actionplan._fields import is_whole
from actionplan.bodies import Body
from actionplan.deadlines import Deadline
from actionplan.errors import Fault, FaultCode, InvalidValue, raise_any
from actionplan.items import Item
from actionplan.register import Register
from actionplan.reports import Finding
from actionplan.strategies._deadlines import deadlines
from actionplan.strategies._scalars import days, ids, moments, own, texts
from actionplan.terms import Visibility

T = TypeVar("T")

LINK = "https://example.org/?a=1,2;3"
IDS = ids()
VISIBILITIES = tuple(Visibility)


class Pools(TypedDict, total=False):
    """What the parts of a register are drawn from; name those that you choose yourself.

    Attributes:
        texts: Every text; `texts()` by default.
        days: Every day; `days()` by default. It is also what `moments` and
            `deadlines` draw theirs from, when those are not given.
        moments: Every moment at which something is recorded, in UTC.
        deadlines: Every deadline.
        own: What is kept in every `x`; `own()` by default.

    Example:
        >>> from hypothesis import find, strategies as st
        >>> from actionplan.strategies import bodies
        >>> named = bodies(texts=st.sampled_from(["Northshire Police"]))
        >>> find(named, lambda body: True).name
        'Northshire Police'
    """

    texts: SearchStrategy[str]
    days: SearchStrategy[date]
    moments: SearchStrategy[datetime]
    deadlines: SearchStrategy[Deadline]
    own: SearchStrategy[Mapping[str, Any]]


@attrs.frozen(kw_only=True, eq=False)
class FullPools:
    """All pools, those that nobody chose among them."""

    texts: SearchStrategy[str]
    days: SearchStrategy[date]
    moments: SearchStrategy[datetime]
    deadlines: SearchStrategy[Deadline]
    own: SearchStrategy[Mapping[str, Any]]
    refs: SearchStrategy[Mapping[str, str]] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        refs = st.dictionaries(self.texts, self.texts, min_size=1, max_size=1)
        object.__setattr__(self, "refs", refs)

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:  # noqa: FBT001
        # How Hypothesis asks for it. All strategies in full would take a page.
        printer.text("...")


def filled(pools: Pools) -> FullPools:
    """The pools that are given, and the usual ones for the others.

    Raises:
        TypeError: There is no pool of a name.
    """
    chosen = pools.get("days")
    usual = {
        "texts": texts(),
        "days": days(),
        "moments": moments(chosen),
        "deadlines": deadlines(days=chosen),
        "own": own(),
    }
    return FullPools(**{**usual, **pools})  # type: ignore[arg-type]


@attrs.frozen(kw_only=True, eq=False)
class Chooser:
    """One draw, and the choices that are made in it."""

    draw: st.DrawFn
    pools: FullPools

    def text(self) -> str:
        """Some text."""
        return self.draw(self.pools.texts)

    def day(self) -> date:
        """Some day."""
        return self.draw(self.pools.days)

    def deadline(self) -> Deadline:
        """Some deadline."""
        return self.draw(self.pools.deadlines)

    def refs(self) -> Mapping[str, str]:
        """Somebody's number for something."""
        return self.draw(self.pools.refs)

    def own(self) -> Mapping[str, Any]:
        """Something of the caller's own."""
        return self.draw(self.pools.own)

    def number(self, least: int, most: int) -> int:
        """A whole number between two, both included."""
        return self.draw(st.integers(least, most))

    def pick(self, values: Sequence[T]) -> T:
        """One of some values."""
        # By number, because making a strategy takes longer than drawing from one.
        return values[self.number(0, len(values) - 1)]

    def pop(self, values: list[T]) -> T:
        """One of some values, which it leaves."""
        return values.pop(self.number(0, len(values) - 1))

    def sample(self, values: Sequence[T], *, least: int = 0, most: int) -> list[T]:
        """A few of some values, each once."""
        left = list(values)
        most = min(most, len(left))
        return [self.pop(left) for _ in self.several(least, most)]

    def chance(self, outof: int) -> bool:
        """Whether what happens once in so many times does; it shrinks to no."""
        return self.number(0, outof - 1) == outof - 1

    def often(self) -> bool:
        """What happens three times in four; it shrinks to no."""
        return self.number(0, 3) > 0

    def seldom(self) -> bool:
        """What happens once in sixteen times; it shrinks to yes."""
        return self.number(0, 15) == 0

    def several(self, least: int, most: int) -> range:
        """The numbers from 1 of things to be made.

        How many is drawn first, and each of them should be one draw: Hypothesis
        shrinks by making the number less and taking out any later draw.
        """
        return range(1, self.number(least, most) + 1)

    def some(
        self, *, least: int = 0, **makers: Callable[[], Any] | Sequence[Any]
    ) -> dict[str, Any]:
        """A few of the fields that may be absent: what makes each, or what it can be.

        They are few so that one can see in a failure which of them matter.
        """
        left = list(makers)
        fields: dict[str, Any] = {}
        # Each is decided just before it is made, so that both shrink away together.
        while left and (len(fields) < least or self.chance(outof=2)):
            name = self.pop(left)
            fields[name] = self._made(makers[name])
        return fields

    def _made(self, maker: Callable[[], T] | Sequence[T]) -> T:
        return self.pick(maker) if isinstance(maker, Sequence) else maker()

    def new_id(
        self, plain: str, wild: SearchStrategy[str], taken: Callable[[str], bool]
    ) -> str:
        """An id that is free, plain and numbered in most cases."""
        drawn = self.draw(wild) if self.chance(outof=6) else ""
        if drawn and not taken(drawn):
            return drawn
        numbered = (f"{plain}{number}" for number in range(1, 10**9))
        return next(name for name in numbered if not taken(name))


@attrs.frozen(kw_only=True, eq=False)
class Known:
    """What a new part of a register can name."""

    bodies: tuple[str, ...]
    reports: tuple[str, ...]
    findings: tuple[str, ...]
    answerable: tuple[str, ...]
    sources: frozenset[str]

    def is_taken(self, name: str) -> bool:
        """Whether what is new cannot have an id, or give it to its parts with more."""
        return any(f"{source}/".startswith(f"{name}/") for source in self.sources)


def known(register: Register) -> Known:
    """What there is in a register."""
    found = [item for item in register.items if isinstance(item.source, Finding)]
    findings = dict.fromkeys(item.source.id for item in found)
    return Known(
        bodies=tuple(body.id for body in register.bodies),
        reports=tuple(report.id for report in register.reports),
        findings=tuple(findings),
        answerable=tuple(dict.fromkeys([*findings, *_both_ids(found)])),
        sources=frozenset(item.source.id for item in register.items),
    )


def _both_ids(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        yield item.id
        yield item.long_id


SOME_BODIES = Register(
    bodies=[
        Body(id="hmic", name="HM Inspectorate of Constabulary", kind="inspectorate"),
        Body(id="norfolk-pcc", name="Commissioner", kind="local-policing-body"),
        Body(
            id="norfolk",
            name="Norfolk Constabulary",
            kind="police-force",
            overseen_by="norfolk-pcc",
        ),
        Body(id="suffolk", name="Suffolk Constabulary", kind="police-force"),
    ]
)


def bodies_for(register: Register | None) -> Register:
    """The register that a part is for, or one of a few bodies.

    Raises:
        InvalidValue: It has no body that the part could name.
    """
    if register is None:
        return SOME_BODIES
    if not register.bodies:
        message = "the register has no body to name"
        hint = "add one, such as bodies(register) gives"
        raise InvalidValue(Fault("register", FaultCode.REQUIRED, None, message, hint))
    return register


def most_of(name: str, least: int, most: int | None, usual: int) -> int:
    """The most of something: as given, or so many more than the least.

    Raises:
        InvalidValue: It is less than the least.
    """
    faults = [fault.within(f"min_{name}") for fault in is_whole(0)(least)]
    if most is not None:
        faults += [fault.within(f"max_{name}") for fault in is_whole(least)(most)]
    raise_any(InvalidValue, faults)
    return least + usual if most is None else most
