"""What a cell that was changed gives: the fields of an entry about its item."""

from collections.abc import Callable, Iterator
from typing import Any

import attrs

from actionplan.deadlines import By, Deadline, Unspecified
from actionplan.errors import FaultCode, InvalidDocument, shown
from actionplan.formats.tracker._foreign import Meaning
from actionplan.formats.tracker._reading import (
    day_of,
    deadline_of,
    key_of_words,
    percent_of,
    plain_text,
    text_of,
)
from actionplan.formats.tracker._sheets import Cell, CellValue
from actionplan.snapshot import ItemState
from actionplan.terms import Acceptance

# Its column, the fields that it gives an entry, and how it is shown
Given = Iterator[tuple[str, dict[str, Any], CellValue]]


@attrs.frozen(kw_only=True, eq=False)
class Values:
    """The values of cells, as far as they differ from what an item says already.

    `words` gathers how words for a status were understood that are not ours.
    """

    by: str
    meanings: dict[str, Meaning]
    words: dict[str, str] = attrs.field(factory=dict)

    def given(self, key: str, now: ItemState, cell: Cell) -> Given:
        """What a cell says that an item does not; a status may say two things.

        Raises:
            ActionPlanError: It gives none.
        """
        match key:
            case "status":
                return self._status(now, cell)
            case "acceptance":
                return self._accepted(now, cell, _acceptance(cell))
            case _ if key in _READERS:
                return _READERS[key](now, cell)
            case _:
                return _text(key, now, cell)

    def _status(self, now: ItemState, cell: Cell) -> Given:
        word = key_of_words(text_of(cell))
        meaning = self.meanings.get(word)
        if meaning is None:
            known = ", ".join(self.meanings)
            hint = f"use one of: {known}; or say what it means with statuses={{...}}"
            message = f"{shown(text_of(cell))} is no status that is known here"
            raise InvalidDocument(cell.fault(FaultCode.TERM, message, hint))
        status = meaning.status
        if str(meaning) != word:
            self.words[text_of(cell).strip()] = str(meaning)
        if meaning.acceptance is not None:
            yield from self._accepted(now, cell, meaning.acceptance)
        fits = meaning.loosely and status is not None and status.group is now.group
        if status is not None and status is not now.status and not fits:
            yield "status", {"status": status}, status.words

    def _accepted(self, now: ItemState, cell: Cell, said: Acceptance) -> Given:
        if said is now.acceptance:
            return
        if self.by not in now.parties.owners:
            message = (
                f"acceptance is for {now.item.owner} to say, and not for {self.by}"
            )
            hint = "read it as what the owner says, or put back what stood there"
            raise InvalidDocument(cell.fault(FaultCode.CONTRADICTION, message, hint))
        yield "acceptance", {"acceptance": said}, said.replace("-", " ")


def _acceptance(cell: Cell) -> Acceptance:
    word = key_of_words(text_of(cell))
    found = [one for one in Acceptance if key_of_words(one) == word]
    if not found:
        hint = f"use one of: {', '.join(key_of_words(one) for one in Acceptance)}"
        message = f"{shown(text_of(cell))} does not say whether it is accepted"
        raise InvalidDocument(cell.fault(FaultCode.TERM, message, hint))
    return found[0]


def _percent(now: ItemState, cell: Cell) -> Given:
    percent = percent_of(cell)
    if percent != now.percent:
        yield "percent", {"percent": percent}, percent


def _target(now: ItemState, cell: Cell) -> Given:
    day = day_of(cell)
    if day != now.target:
        yield "target", {"day": day}, day


def _deadline(now: ItemState, cell: Cell) -> Given:
    deadline, stated = deadline_of(cell, now.item.opened)
    waiting = any(one.deadline == deadline for one in now.unanswered_changes)
    if waiting or deadline == now.deadline or _gives(deadline, now):
        return
    yield "due", {"deadline": deadline, "stated": stated}, str(deadline)


def _gives(deadline: Deadline, now: ItemState) -> bool:
    """Whether a deadline says no more than the day that is due anyway."""
    if not isinstance(deadline, By):
        return isinstance(deadline, Unspecified) and now.due is None
    return now.due is not None and deadline.span.end == now.due.day


def _text(key: str, now: ItemState, cell: Cell) -> Given:
    text = text_of(cell)
    if plain_text(text) != plain_text(getattr(now, key)):
        yield key, {key: text}, text


_READERS: dict[str, Callable[[ItemState, Cell], Given]] = {
    "percent": _percent,
    "target": _target,
    "due": _deadline,
}
