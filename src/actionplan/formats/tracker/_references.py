"""Which item a row is about, by whatever it is called there."""

import contextlib
from collections import defaultdict
from collections.abc import Iterable

import attrs

from actionplan._index import near
from actionplan.errors import FaultCode, InvalidDocument, UnknownName, shown
from actionplan.formats.tracker._reading import key_of_words, text_of
from actionplan.formats.tracker._sheets import Cell
from actionplan.items import Item
from actionplan.register import Register


@attrs.frozen(kw_only=True, eq=False)
class References:
    """The items of a register, by their ids and by what other people call them."""

    register: Register
    _called: dict[str, list[Item]] = attrs.field(init=False)

    @_called.default
    def _find_called(self) -> dict[str, list[Item]]:
        called: dict[str, list[Item]] = defaultdict(list)
        for item in self.register.items:
            label = getattr(item.source, "label", None)
            refs = getattr(item.source, "refs", {}).values()
            for name in dict.fromkeys(_names(item, label, refs)):
                called[name].append(item)
        return dict(called)

    def item(self, cell: Cell, *, report: str, owner: str) -> Item | None:
        """The item that a reference names; None where nothing is called so.

        Raises:
            InvalidDocument: It names several.
        """
        name = text_of(cell).strip()
        try:
            found = self.register.item(name)
        except UnknownName:
            return self._one_called(cell, name, report, owner)
        with contextlib.suppress(UnknownName):  # the same finding, for another body
            return self.register.item(f"{found.source.id}@{owner}")
        return found

    def _one_called(self, cell: Cell, name: str, *said: str) -> Item | None:
        found = self._called.get(key_of_words(name), [])
        for key, wanted in zip(("report", "owner"), said, strict=True):
            if wanted and len(found) > 1:
                found = [one for one in found if getattr(one, key) == wanted] or found
        if len(found) > 1:
            message = f"{shown(name)} names several: {_ids(found)}"
            hint = "write the id of the one that is meant"
            raise InvalidDocument(
                cell.fault(FaultCode.UNKNOWN_REFERENCE, message, hint)
            )
        return found[0] if found else None

    def hint(self, name: str) -> str:
        """An id that looks like one that there is none of."""
        return near(name, [item.id for item in self.register.items])


def _names(item: Item, label: str | None, refs: Iterable[str]) -> list[str]:
    names = [item.source.id, *refs, *([label] if label else [])]
    return [key_of_words(name) for name in names]


def _ids(items: list[Item]) -> str:
    return ", ".join(item.id for item in items[:5])
