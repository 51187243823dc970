"""The sections of a paper, in the order in which a meeting takes them."""

from collections.abc import Callable

from actionplan._days import counted, full_day
from actionplan.briefing._briefing import Briefing
from actionplan.briefing._changed import changed
from actionplan.briefing._figures import figures
from actionplan.briefing._paper import Block, Cell, Section, Table
from actionplan.briefing._reports import new_reports
from actionplan.briefing._summary import summary
from actionplan.briefing._words import (
    answer,
    asked,
    last_note,
    movement,
    next_day,
    owner,
    reasons,
    reference,
    rungs,
    standing,
    when,
)
from actionplan.snapshot import Deferral, ItemState, Snapshot
from actionplan.terms import Outcome

_ITEM = ("Item", "What is asked", "Who must act")


def sections(briefing: Briefing) -> tuple[Section, ...]:
    """A briefing as the sections of a paper, in words, tables and counts.

    A panel's edition leads with what the commissioner must do, and tells of the
    force at its end.

    Example:
        >>> import actionplan as ap
        >>> from actionplan.briefing import briefing, sections
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> paper = sections(briefing(register, "norfolk-pcc/2014-09-17"))
        >>> [section.title for section in paper][1:3]
        ['Overdue', 'Due by 17 December 2014']
    """
    order = _FOR_SCRUTINY if briefing.commissioner is None else _FOR_PANEL
    return tuple(make(briefing) for make in order)


def _section(key: str, title: str, *blocks: Block) -> Section:
    return Section(key=key, title=title, blocks=blocks)


def _row(briefing: Briefing, state: ItemState, *cells: Cell) -> tuple[Cell, ...]:
    return (
        reference(state, briefing.titles),
        asked(state),
        owner(state, briefing.names),
        *cells,
    )


def _table(
    briefing: Briefing, caption: str, columns: tuple[str, str], states: Snapshot
) -> Table:
    """Items by when they are due and where they stand."""
    rows = (
        _row(briefing, state, when(state), standing(state, briefing.names))
        for state in states
    )
    return Table(caption=caption, columns=(*_ITEM, *columns), rows=tuple(rows))


def _summary(briefing: Briefing) -> Section:
    return _section("summary", "Summary", *summary(briefing))


def _overdue(briefing: Briefing) -> Section:
    block: Block = f"Nothing was overdue on {full_day(briefing.on)}."
    if briefing.overdue:
        columns = ("When it was due", "Where it stands")
        block = _table(
            briefing,
            "Overdue items, the oldest first",
            columns,
            briefing.overdue,
        )
    return _section("overdue", "Overdue", block)


def _due(briefing: Briefing) -> Section:
    title = next_day(briefing)
    period = f"from {full_day(briefing.on)} to {full_day(briefing.until)}"
    block: Block = f"Nothing is due {period}."
    if briefing.due:
        columns = ("When it is due", "Where it stands")
        block = _table(briefing, f"Items due {period}", columns, briefing.due)
    return _section("due", title, block)


def _pending(briefing: Briefing) -> Section:
    columns = (*_ITEM, "Who said so, and when", "Who has to agree")
    rows = tuple(
        _row(briefing, state, rungs(state, briefing.names), _agreeing(briefing, state))
        for state in briefing.pending
    )
    caption = "Items said to be done that wait for sign-off"
    block: Block = "Nothing waits for sign-off."
    if rows:
        block = Table(caption=caption, columns=columns, rows=rows)
    return _section("pending", "Waiting for sign-off", block)


def _agreeing(briefing: Briefing, state: ItemState) -> Cell:
    body = state.waits_for or ""
    return (briefing.names.get(body, body), *last_note(state, briefing.names))


def _changed(briefing: Briefing) -> Section:
    return _section("changed", "Changed since the last papers", *changed(briefing))


def _deferred(briefing: Briefing) -> Section:
    rows = tuple(
        (
            reference(state, briefing.titles),
            owner(state, briefing.names),
            movement(asking[-1]),
            tuple(answer(asking, briefing.names)),
            reasons(asking, briefing.names),
        )
        for state in briefing.deferred
        for asking in _askings(state)
    )
    block: Block = "No more time has been asked for on anything that has not ended."
    if rows:
        block = Table(
            caption="New deadlines asked for, of items that have not ended",
            columns=("Item", "Who must act", "The day", "What became of it", "Why"),
            rows=rows,
        )
    return _section("deferred", "Put off", block)


def _askings(state: ItemState) -> list[list[Deferral]]:
    """Requests for more time, each with the answer to it where there is one."""
    found: list[list[Deferral]] = [[]]
    for deferral in state.deferrals:
        found[-1].append(deferral)
        if deferral.outcome is not Outcome.ASKED:
            found.append([])
    return [asking for asking in found if asking]


def _reopened(briefing: Briefing) -> Section:
    rows = tuple(
        _row(
            briefing,
            state,
            (f"{_times(state.times_reopened)}.",),
            standing(state, briefing.names),
        )
        for state in briefing.reopened
    )
    block: Block = "Nothing that was said to be done has been opened again."
    if rows:
        block = Table(
            caption="Items that were said to be done and are open again",
            columns=(*_ITEM, "Opened again", "Where it stands"),
            rows=rows,
        )
    return _section("reopened", "Reopened", block)


def _times(number: int) -> str:
    return {1: "Once", 2: "Twice"}.get(number, f"{number} times")


def _reports(briefing: Briefing) -> Section:
    return _section("reports", "New reports", *new_reports(briefing))


def _responses(briefing: Briefing) -> Section:
    block: Block = "No response that a statute asks for is outstanding."
    if briefing.responses:
        block = _table(
            briefing,
            "Responses that are due or late",
            ("By when", "Where it stands"),
            briefing.responses,
        )
    return _section("responses", "Statutory responses", block)


def _other_duties(briefing: Briefing) -> Section:
    """What else a commissioner must do, besides responses."""
    responses = {state.item.id for state in briefing.responses}
    states = briefing.own.open().having(lambda state: state.item.id not in responses)
    block: Block = "Nothing else waits for the commissioner to act."
    if states:
        block = _table(
            briefing,
            "What else the commissioner has still to act on",
            ("By when", "Where it stands"),
            states,
        )
    return _section("duties", "Other actions for the commissioner", block)


def _context(briefing: Briefing) -> Section:
    """What a panel should know of those whom the commissioner holds to account."""
    states = briefing.context
    late = states.overdue()
    told = (
        f"It is for the commissioner, and not for the panel, to hold the force to "
        f"account. The commissioner oversees {counted(len(states), 'item')}: "
        f"{len(states.open())} open, of which {len(late) or 'none'} overdue; "
        f"{len(states.pending())} said to be done and waiting for sign-off; "
        f"{len(states.ended())} ended."
    )
    blocks: list[Block] = [told]
    if late:
        columns = ("When it was due", "Where it stands")
        blocks.append(_table(briefing, "What the force has overdue", columns, late))
    return _section("context", "The force, for context", *blocks)


def _figures(briefing: Briefing) -> Section:
    return _section("figures", "Figures", *figures(briefing))


_Make = Callable[[Briefing], Section]
_FOR_SCRUTINY: tuple[_Make, ...] = (
    _summary,
    _overdue,
    _due,
    _pending,
    _changed,
    _deferred,
    _reopened,
    _reports,
    _responses,
    _figures,
)
_FOR_PANEL: tuple[_Make, ...] = (
    _summary,
    _responses,
    _other_duties,
    _pending,
    _changed,
    _deferred,
    _reports,
    _context,
    _figures,
)
