"""The sentences with which a paper begins."""

from collections.abc import Iterator

from actionplan._days import counted, full_day
from actionplan.briefing._briefing import Briefing
from actionplan.briefing._words import are, listed
from actionplan.comparing import ChangeKind

_TOLD = {
    ChangeKind.OPENED: "new",
    ChangeKind.COMPLETED: "reported complete",
    ChangeKind.ASSURED: "assured",
    ChangeKind.CLOSED: "closed",
    ChangeKind.NO_FURTHER_ACTION: "ended without further action",
    ChangeKind.SUPERSEDED: "superseded",
    ChangeKind.WITHDRAWN: "withdrawn",
    ChangeKind.SET_BACK: "set back",
    ChangeKind.REOPENED: "reopened",
    ChangeKind.SLIPPED: "put off",
    ChangeKind.BROUGHT_FORWARD: "brought forward",
    ChangeKind.DEFERRAL_ASKED: "with more time asked for",
    ChangeKind.DEFERRAL_REFUSED: "refused more time",
    ChangeKind.MISSED: "not reported when due",
    ChangeKind.NEWLY_OVERDUE: "newly overdue",
}


def summary(briefing: Briefing) -> Iterator[str]:
    """How matters stand, in a few sentences."""
    day = full_day(briefing.on)
    yield f"This paper shows how matters stood on {day}{_known(briefing)}."
    if briefing.commissioner is not None:
        name = briefing.names[briefing.commissioner]
        yield (
            f"It is about the commissioner's own duties ({name}); what the "
            f"commissioner oversees comes at the end, for context."
        )
    yield from _standing(briefing)
    yield _responses(briefing)
    if briefing.since is not None:
        yield _since(briefing)
    yield f"{are(len(briefing.reports), 'report')} new to this meeting."


def _known(briefing: Briefing) -> str:
    known = briefing.now.known
    return f", as known at {known:%H:%M} UTC on {full_day(known)}" if known else ""


def _standing(briefing: Briefing) -> Iterator[str]:
    own = briefing.own
    if not own:
        yield "Nothing is tracked that this meeting can ask about."
        return
    tracked = f"{counted(len(own), 'item')} tracked"
    if briefing.commissioner is not None:
        tracked = f"the commissioner's {counted(len(own), 'item')}"
    not_ended = len(own) - len(own.ended())
    have = "has" if not_ended == 1 else "have"
    yield (
        f"Of {tracked}, {_none(not_ended)} {have} not ended: "
        f"{_none(len(own.open()))} open, and {_none(len(own.pending()))} said to be "
        f"done and waiting for sign-off."
    )
    number = len(briefing.due)
    fall = "fall" if number > 1 else "falls"
    yield (
        f"{are(len(briefing.overdue), 'item')} overdue, and {_none(number)} {fall} due "
        f"by {full_day(briefing.until)}."
    )


def _responses(briefing: Briefing) -> str:
    number, late = len(briefing.responses), len(briefing.responses.overdue())
    of_these = f", {_none(late)} of them late" if number > 1 else ""
    if number == 1:
        of_these = " and late" if late else " and not late"
    return f"{are(number, 'statutory response')} outstanding{of_these}."


def _since(briefing: Briefing) -> str:
    found = briefing.changed
    papers = f"Since the papers of {full_day(briefing.since or briefing.on)}"
    if not found:
        besides = "besides what is new, " if briefing.reports else ""
        return f"{papers}, {besides}nothing has changed."
    items = {kind: {c.item for c in found if c.kind is kind} for kind in _TOLD}
    told = [f"{len(items[kind])} {how}" for kind, how in _TOLD.items() if items[kind]]
    changed = len({change.item for change in found})
    have = "has" if changed == 1 else "have"
    kinds = f": {listed(told)}" if told else ""
    return f"{papers}, {counted(changed, 'item')} {have} changed{kinds}."


def _none(number: int) -> str:
    return str(number or "none")
