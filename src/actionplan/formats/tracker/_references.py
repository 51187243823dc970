"""What a row is about: an item, a report, a body, by whatever they are called there."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TypeVar

import attrs

from actionplan._index import near
from actionplan.errors import Fault, FaultCode, InvalidDocument, UnknownName, shown
from actionplan.formats.tracker._reading import key_of_words, plain_text, text_of
from actionplan.formats.tracker._sheets import Cell
from actionplan.items import Item
from actionplan.register import Register
from actionplan.reports import InspectionReport

T = TypeVar("T")

MOST_NAMED = 5  # in a message


@attrs.frozen(kw_only=True, eq=False)
class References:
    """What there is in a register, by ids and by what other people call it."""

    register: Register
    _items: dict[str, list[Item]] = attrs.field(init=False)
    _texts: dict[tuple[str | None, str], Item] = attrs.field(init=False)
    _reports: dict[str, InspectionReport] = attrs.field(init=False)
    _bodies: dict[str, str] = attrs.field(init=False)

    @_items.default
    def _items_by_name(self) -> dict[str, list[Item]]:
        called: dict[str, list[Item]] = defaultdict(list)
        for item in self.register.items:
            for name in _names(item):
                called[name].append(item)
        return dict(called)

    @_texts.default
    def _items_by_text(self) -> dict[tuple[str | None, str], Item]:
        items = reversed(self.register.items)
        return {(item.report, plain_text(item.text)): item for item in items}

    @_reports.default
    def _reports_by_name(self) -> dict[str, InspectionReport]:
        reports = self.register.reports
        titles = _of_one((key_of_words(report.title), report) for report in reports)
        return titles | {report.id: report for report in reports}

    @_bodies.default
    def _bodies_by_name(self) -> dict[str, str]:
        bodies = self.register.bodies
        names = _of_one((key_of_words(body.name), body.id) for body in bodies)
        return names | {body.id: body.id for body in bodies}

    def report(self, cell: Cell) -> InspectionReport | None:
        """The report whose id or title a cell holds."""
        name = text_of(cell).strip()
        return self._reports.get(name) or self._reports.get(key_of_words(name))

    def body(self, cell: Cell) -> str | None:
        """The id of the body whose id or name a cell holds."""
        name = text_of(cell).strip()
        return self._bodies.get(name) or self._bodies.get(key_of_words(name))

    def saying(self, report: InspectionReport, text: str) -> Item | None:
        """The item of a report that says something word for word."""
        return self._texts.get((report.id, plain_text(text)))

    def hint(self, name: str) -> str:
        """An id that looks like one that there is none of."""
        return near(name, [item.id for item in self.register.items])

    def item(self, reference: Cell, report: Cell, owner: Cell) -> Item | None:
        """The item that a row is about; None where nothing is called so.

        An id names an item by itself. A label, a number or its text need not be the
        only one, so that the report of the row must be known, if it names one.

        Raises:
            InvalidDocument: It names several; or the row names another report or owner.
        """
        name = text_of(reference).strip()
        exact = self._with_id(name, owner)
        found = self._of(exact or self._called(name, report), report, owner)
        if exact and not found:
            raise InvalidDocument(_contradicted(reference, exact[0]))
        if len(found) > 1:
            raise InvalidDocument(_several(reference, found))
        return found[0] if found else None

    def _with_id(self, name: str, owner: Cell) -> list[Item]:
        """The item of an id; if the row names an owner, those of the same finding."""
        try:
            item = self.register.item(name)
        except UnknownName:
            return []
        if owner.is_blank or name == item.long_id:
            return [item]
        same = self._items[key_of_words(item.source.id)]
        return [one for one in same if one.source.id == item.source.id]

    def _called(self, name: str, report: Cell) -> list[Item]:
        found = self._items.get(key_of_words(name), [])
        if report.is_blank:
            return found
        known = self.report(report)
        if known is None:
            if found:
                raise InvalidDocument(_unknown_report(report, found[0]))
            return []
        within = self._items.get(key_of_words(f"{known.id}/{name}"), [])
        return [item for item in found if item.report == known.id] or within

    def _of(self, items: list[Item], report: Cell, owner: Cell) -> list[Item]:
        """Those of the report and owner that a row names, as far as these are known."""
        known, body = self.report(report), self.body(owner)
        return [
            item
            for item in items
            if known is None or item.report == known.id
            if body is None or item.owner == body
        ]


def _of_one(named: Iterable[tuple[str, T]]) -> dict[str, T]:
    """The names that only one thing has."""
    things = list(named)
    often = Counter(name for name, _ in things)
    return {name: thing for name, thing in things if often[name] == 1}


def _names(item: Item) -> list[str]:
    label = getattr(item.source, "label", None)
    refs = getattr(item.source, "refs", {}).values()
    names = [item.source.id, item.text, *refs, *([label] if label else [])]
    return list(dict.fromkeys(map(key_of_words, names)))


def _contradicted(reference: Cell, item: Item) -> Fault:
    message = (
        f"{item.id} is for {item.owner} and comes from {item.report}, and the row "
        "says otherwise"
    )
    hint = "correct the row, or leave the column of its report or owner unread"
    return reference.fault(FaultCode.CONTRADICTION, message, hint)


def _several(reference: Cell, found: list[Item]) -> Fault:
    ids = ", ".join(item.id for item in found[:MOST_NAMED])
    message = f"{shown(text_of(reference).strip())} names several: {ids}"
    hint = "write the id of the one that is meant"
    return reference.fault(FaultCode.UNKNOWN_REFERENCE, message, hint)


def _unknown_report(report: Cell, item: Item) -> Fault:
    message = f"there is no report {shown(report.text)}, so this need not be {item.id}"
    hint = "write the id or the title of the report, or leave the column unread"
    return report.fault(FaultCode.UNKNOWN_REFERENCE, message, hint)
