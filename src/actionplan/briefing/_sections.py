"""The sections of a paper, in the order in which a meeting takes them."""

from collections.abc import Callable, Iterator

from actionplan._days import counted, full_day
from actionplan.briefing._briefing import Briefing, by_day
from actionplan.briefing._changed import changed
from actionplan.briefing._figures import figures
from actionplan.briefing._paper import Block, Cell, Section, Table
from actionplan.briefing._reports import new_reports
from actionplan.briefing._summary import summary
from actionplan.briefing._words import (
    answer,
    are,
    asked,
    last_note,
    listed,
    movement,
    next_day,
    owner,
    reasons,
    reference,
    reopened,
    rungs,
    standing,
    when,
)
from actionplan.snapshot import Deferral, ItemState, Snapshot
from actionplan.terms import ItemKind, Outcome

_RESPONSES = "Statutory responses"
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
    columns = ("When it was due", "Where it stands")
    others, responses = _apart(briefing.overdue)
    blocks: list[Block] = []
    if others:
        caption = "Overdue items, the oldest first"
        blocks.append(_table(briefing, caption, columns, others))
    if responses:
        blocks.append(_elsewhere(responses, "overdue"))
    nothing = f"Nothing was overdue on {full_day(briefing.on)}."
    return _section("overdue", "Overdue", *(blocks or [nothing]))


def _due(briefing: Briefing) -> Section:
    period = f"from {full_day(briefing.on)} to {full_day(briefing.until)}"
    columns = ("When it is due", "Where it stands")
    others, responses = _apart(briefing.due)
    blocks: list[Block] = []
    if others:
        blocks.append(_table(briefing, f"Items due {period}", columns, others))
    if responses:
        blocks.append(_elsewhere(responses, f"due {period}"))
    nothing = f"Nothing is due {period}."
    return _section("due", next_day(briefing), *(blocks or [nothing]))


def _apart(found: Snapshot) -> tuple[Snapshot, Snapshot]:
    """Items without the responses that a statute asks for, and these."""
    others = found.having(lambda state: state.item.kind is not ItemKind.OBLIGATION)
    return others, found.where(kind=ItemKind.OBLIGATION)


def _elsewhere(responses: Snapshot, how: str) -> str:
    """Where to read of responses, which are told in full in their own section."""
    return f"{are(len(responses), 'statutory response')} {how}: see {_RESPONSES}."


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
    return _section("deferred", "Deferred", block)


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
            reopened(state, briefing.names),
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


def _reports(briefing: Briefing) -> Section:
    return _section("reports", "New reports", *new_reports(briefing))


def _responses(briefing: Briefing) -> Section:
    block: Block = "No response that a statute asks for is outstanding."
    if briefing.responses:
        block = _table(
            briefing,
            "Responses still to be given, the first due first",
            ("By when", "Where it stands"),
            briefing.responses,
        )
    return _section("responses", _RESPONSES, block)


def _other_duties(briefing: Briefing) -> Section:
    """What else a commissioner must do, besides responses."""
    states, _ = _apart(by_day(briefing.own.open()))
    block: Block = "Nothing else waits for the commissioner to act."
    if states:
        block = _table(
            briefing,
            "What else the commissioner has still to act on, the first due first",
            ("By when", "Where it stands"),
            states,
        )
    return _section("duties", "Other actions for the commissioner", block)


def _context(briefing: Briefing) -> Section:
    """What a panel should know of those whom the commissioner holds to account."""
    states = briefing.context
    late = states.overdue()
    blocks: list[Block] = [" ".join(_oversight(briefing, states, len(late)))]
    if late:
        columns = ("When it was due", "Where it stands")
        blocks.append(_table(briefing, "What they have overdue", columns, late))
    title = "What the commissioner oversees, for context"
    return _section("context", title, *blocks)


def _oversight(briefing: Briefing, states: Snapshot, late: int) -> Iterator[str]:
    yield (
        "It is for the commissioner, and not for the panel, to hold the police to "
        "account."
    )
    if not states:
        yield "Nothing is tracked that the commissioner oversees."
        return
    owners = dict.fromkeys(state.parties.owner for state in states)
    named = listed(briefing.names.get(one, one) for one in owners)
    yield (
        f"Those overseen ({named}) have {counted(len(states), 'item')}: "
        f"{len(states.open())} open, of which {late or 'none'} overdue; "
        f"{len(states.pending())} said to be done and waiting for sign-off; "
        f"{len(states.ended())} ended."
    )


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
    _reopened,
    _reports,
    _context,
    _figures,
)
