"""Who has a say about an item: its owner, whoever oversees it, whoever set it.

Bodies are merged, renamed and abolished. Whichever took the place of another speaks
for it from then on, so an extension that HMIC might have agreed is HMICFRS's to agree.
"""

from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from actionplan.bodies import Body
from actionplan.items import Item


@attrs.frozen(kw_only=True)
class Parties:
    """The bodies that have a say about an item, on a day.

    Attributes:
        owner: The body that must act: its owner, or whichever took its place.
        overseer: The body that holds the owner to account, if there is one.
        setter: The body that says that it is ended; of several, the one that leads.
        owners: Every body that speaks for the owner: itself and its successors.
        overseers: Every body that speaks for the overseer.
        setters: Every body that speaks for one of those that set it.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> parties = register.at(date(2014, 9, 17))["norfolk-2014/1"].parties
        >>> parties.owner, parties.overseer, parties.setter
        ('norfolk', 'norfolk-pcc', 'hmic')
    """

    owner: str
    overseer: str | None
    setter: str
    owners: frozenset[str] = attrs.field(repr=False)
    overseers: frozenset[str] = attrs.field(repr=False)
    setters: frozenset[str] = attrs.field(repr=False)


@attrs.frozen
class Lineage:
    """Which bodies took the place of which, and when."""

    bodies: Mapping[str, Body]
    _found: dict[tuple[str, tuple[str, ...], date], Parties] = attrs.field(
        factory=dict, init=False
    )

    def parties(self, item: Item, on: date) -> Parties:
        """Who has a say about an item on a day."""
        key = item.owner, item.setters, on
        if key not in self._found:  # a report gives many items to the same bodies
            self._found[key] = self._parties(item, on)
        return self._found[key]

    def line(self, body: str) -> list[str]:
        """A body and those that took its place, one after the other."""
        line = [body]
        while (heir := self.bodies[line[-1]].succeeded_by) and heir not in line:
            line.append(heir)
        return line

    def acting(self, body: str, on: date) -> str:
        """Which of a body and its successors acts on a day."""
        line = self.line(body)
        return next((one for one in line if self._lasts(one, on)), line[-1])

    def _parties(self, item: Item, on: date) -> Parties:
        owners = self.line(item.owner)
        owner = self.acting(item.owner, on)
        overseer = self.bodies[owner].overseen_by
        above = [self.bodies[one].overseen_by for one in owners]
        return Parties(
            owner=owner,
            overseer=self.acting(overseer, on) if overseer else None,
            setter=self.acting(item.setter, on),
            owners=frozenset(owners),
            overseers=self._lines(one for one in above if one),
            setters=self._lines(item.setters),
        )

    def _lines(self, names: Iterable[str]) -> frozenset[str]:
        return frozenset(heir for name in names for heir in self.line(name))

    def _lasts(self, body: str, on: date) -> bool:
        until = self.bodies[body].until
        return until is None or on <= until
