"""The sentences with which a paper begins."""

from collections.abc import Iterator

from actionplan._days import counted, full_day
from actionplan.briefing._briefing import Briefing
from actionplan.briefing._words import listed
from actionplan.comparing import ChangeKind

_TOLD = {
    ChangeKind.OPENED: "new",
    ChangeKind.COMPLETED: "reported complete",
    ChangeKind.ASSURED: "assured",
    ChangeKind.CLOSED: "closed",
    ChangeKind.NO_FURTHER_ACTION: "ended without further action",
    ChangeKind.SUPERSEDED: "superseded",
    ChangeKind.WITHDRAWN: "withdrawn",
    ChangeKind.REOPENED: "reopened",
    ChangeKind.SLIPPED: "put off",
    ChangeKind.DEFERRAL_ASKED: "with more time asked for",
    ChangeKind.NEWLY_OVERDUE: "newly overdue",
}


def summary(briefing: Briefing) -> Iterator[str]:
    """How matters stand, in a few sentences."""
    day = full_day(briefing.on)
    yield f"This paper shows how matters stood on {day}{_known(briefing)}."
    if briefing.commissioner is not None:
        yield from _about_panel(briefing)
    yield from _standing(briefing)
    if briefing.since is not None:
        yield from _since(briefing)
    if briefing.reports:
        yield f"{_are(len(briefing.reports), 'report')} new to this meeting."


def _known(briefing: Briefing) -> str:
    known = briefing.now.known
    return f", as known at {known:%H:%M} UTC on {full_day(known)}" if known else ""


def _about_panel(briefing: Briefing) -> Iterator[str]:
    name = briefing.names[briefing.commissioner or ""]
    yield (
        f"It is about the commissioner's own duties ({name}); the force comes at the "
        f"end, for context."
    )
    late = briefing.responses.overdue()
    yield (
        f"{_are(len(briefing.responses), 'statutory response')} outstanding, "
        f"{len(late) or 'none'} of them late."
    )


def _standing(briefing: Briefing) -> Iterator[str]:
    own = briefing.own
    if not own:
        yield "Nothing is tracked that this meeting can ask about."
        return
    not_ended = len(own) - len(own.ended())
    have = "has" if not_ended == 1 else "have"
    tracked = f"{counted(len(own), 'item')} tracked"
    if briefing.commissioner is not None:
        tracked = f"the commissioner's {counted(len(own), 'item')}"
    yield (
        f"Of {tracked}, {not_ended} {have} not ended: "
        f"{len(own.open())} open, and {len(own.pending())} said to be done and waiting "
        f"for sign-off."
    )
    yield (
        f"{_are(len(briefing.overdue), 'item')} overdue, and "
        f"{_fall(len(briefing.due))} due by {full_day(briefing.until)}."
    )


def _since(briefing: Briefing) -> Iterator[str]:
    found = briefing.changed
    items = {kind: {c.item for c in found if c.kind is kind} for kind in _TOLD}
    told = [
        f"{len(items[kind])} {words}" for kind, words in _TOLD.items() if items[kind]
    ]
    since = full_day(briefing.since or briefing.on)
    if told:
        yield f"Since the papers of {since}: {listed(told)}."
    else:
        yield f"Since the papers of {since}, no item has moved."


def _fall(number: int) -> str:
    return f"{number or 'none'} {'falls' if number == 1 else 'fall'}"


def _are(number: int, noun: str) -> str:
    """A number of things with its verb, at the beginning of a sentence."""
    if number == 0:
        return f"No {noun} is"
    return f"{counted(number, noun)} {'is' if number == 1 else 'are'}"
