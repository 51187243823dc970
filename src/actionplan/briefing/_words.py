"""The words of a paper: what its cells and sentences say of an item."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from actionplan._days import counted, day_text, full_day, short_day
from actionplan.briefing._briefing import Briefing
from actionplan.briefing._paper import Cell
from actionplan.deadlines import By, Immediately, Ongoing, Unspecified
from actionplan.log import ProgressUpdate, Response
from actionplan.regimes import REGIMES
from actionplan.reports import CauseOfConcern, Obligation
from actionplan.snapshot import Deferral, ItemState, Rung
from actionplan.snapshot._history import reopenings
from actionplan.terms import Acceptance, ItemKind, Outcome, Status

_ACCEPTANCES = {
    Acceptance.PARTLY: "Accepted in part",
    Acceptance.REJECTED: "Not accepted",
    Acceptance.NOT_APPLICABLE: "Said not to apply",
}
_RUNGS = {
    Status.COMPLETE: "Reported complete",
    Status.ASSURED: "Assured",
    Status.CLOSED: "Closed",
}
_KINDS = {
    ItemKind.CAUSE_OF_CONCERN: ("cause of concern", "causes of concern"),
    ItemKind.RECOMMENDATION: ("recommendation", "recommendations"),
    ItemKind.AREA_FOR_IMPROVEMENT: ("area for improvement", "areas for improvement"),
    ItemKind.OBLIGATION: ("statutory duty", "statutory duties"),
    ItemKind.PLAN: ("action plan", "action plans"),
    ItemKind.ACTION: ("action", "actions"),
}


def sentence(words: str) -> str:
    """Words with a capital at the beginning and a full stop at the end."""
    whole = stopped(words)
    return whole[0].upper() + whole[1:]


def stopped(words: str) -> str:
    """Words with a full stop at the end, if they have none."""
    return words if words.endswith((".", "!", "?")) else f"{words}."


def are(number: int, noun: str) -> str:
    """A number of things with its verb, at the beginning of a sentence."""
    if number == 0:
        return f"No {noun} is"
    return f"{counted(number, noun)} {'is' if number == 1 else 'are'}"


def times(number: int) -> str:
    """How often: `once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def listed(parts: Iterable[str]) -> str:
    """Parts as a list in a sentence: `a, b and c`."""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def kind_words(kind: ItemKind, number: int = 1) -> str:
    """What so many items of a kind are called."""
    return _KINDS[kind][number != 1]


def reference(state: ItemState, titles: Mapping[str, str]) -> Cell:
    """What an item is called, and the report that it comes from."""
    title = titles.get(state.item.report or "")
    return (state.item.name, title) if title else (state.item.name,)


def asked(state: ItemState) -> Cell:
    """What must be done; for a duty, with where it is laid down."""
    source, text = state.item.source, state.item.text
    name = source.regime if isinstance(source, Obligation) else None
    regime = REGIMES.get(name or "")
    return (text, f"Source: {regime.citation}.") if regime else (text,)


def owner(state: ItemState, names: Mapping[str, str]) -> Cell:
    """Who must act, and who leads on it."""
    body = names.get(state.parties.owner, state.parties.owner)
    return (body, f"Lead: {state.lead}") if state.lead else (body,)


def when(state: ItemState) -> Cell:
    """By when, how that came about, and how far it was put off."""
    return tuple(_when(state))


def _when(state: ItemState) -> Iterator[str]:
    due = state.due
    if due is None:
        yield sentence(_undated(state))
        return
    if isinstance(state.deadline, Immediately):
        yield sentence(state.timing)
        return
    yield f"{day_text(due.day)}: {_nearness(state, due.day)}."
    if not (isinstance(state.deadline, By) and state.deadline.span.start == due.day):
        yield f"Counted as {stopped(due.explanation)}"
    yield from (sentence(warning) for warning in due.warnings)
    if state.missed:
        often = times(len(state.missed))
        yield f"Not reported {often}, last on {day_text(state.missed[-1])}."
    if state.days_slipped > 0 and state.original_due:
        moved = counted(len(state.agreed_changes), "change")
        yield (
            f"First due {day_text(state.original_due.day)}; put off by "
            f"{counted(state.days_slipped, 'day')} in {moved}."
        )


def _nearness(state: ItemState, due: date) -> str:
    if state.is_overdue:
        return f"{counted(state.days_overdue, 'day')} overdue"
    if not state.is_open:
        return "no longer open"
    return f"in {counted((due - state.on).days, 'day')}" if due > state.on else "today"


def _undated(state: ItemState) -> str:
    source = state.item.source
    if isinstance(source, CauseOfConcern) and source.recommendations:
        return "Its recommendations carry the days"
    match state.deadline:
        case Unspecified():
            return "No day is set"
        case Ongoing():
            return "Ongoing"
        case _:
            return f"No day is known: {state.undated or state.deadline}"


def standing(state: ItemState, names: Mapping[str, str]) -> Cell:
    """How far it has come, as reported, and the last that was said about it."""
    return tuple(_standing(state, names))


def _standing(state: ItemState, names: Mapping[str, str]) -> Iterator[str]:
    told = [state.status.words]
    told += [f"{state.percent}% done"] if state.percent is not None else []
    told += [f"reported as {state.rag}"] if state.rag is not None else []
    yield sentence(", ".join(told))
    yield from _acceptance(state)
    if state.is_open and state.target:
        yield f"Its owner aims at {day_text(state.target)}."
    if state.unanswered_changes:
        yield "More time has been asked for; there is no answer yet."
    if not state.entries:
        yield "Nothing has been reported."
    yield from last_note(state, names)


def _acceptance(state: ItemState) -> Iterator[str]:
    if state.acceptance in _ACCEPTANCES:
        said = [
            one
            for one in state.entries
            if isinstance(one, Response) and one.by in state.parties.owners
        ]
        reason = said[-1].reason or said[-1].action
        words = _ACCEPTANCES[state.acceptance]
        yield sentence(f"{words}: {reason}" if reason else words)


def last_note(state: ItemState, names: Mapping[str, str]) -> Cell:
    """The last note about an item, with its day and who wrote it."""
    notes = [
        one for one in state.entries if isinstance(one, ProgressUpdate) and one.note
    ]
    if not notes:
        return ()
    last = notes[-1]
    by = names.get(last.by, last.by)
    return (f"{short_day(last.on)}, {by}: {sentence(last.note or '')}",)


def reopened(state: ItemState, names: Mapping[str, str]) -> Cell:
    """How often it was opened again, and when and by whom at last."""
    found = reopenings(state.entries)
    last, often = found[-1], times(len(found)).capitalize()
    at_last = "last " if len(found) > 1 else ""
    by = names.get(last.by, last.by)
    return (f"{often}, {at_last}on {day_text(last.on)} by {by}.",)


def rungs(state: ItemState, names: Mapping[str, str]) -> Cell:
    """When it was said to be done, by whom, and who has agreed."""
    return tuple(_rung(rung, names) for rung in state.rungs)


def _rung(rung: Rung, names: Mapping[str, str]) -> str:
    by = names.get(rung.by, rung.by)
    return f"{_RUNGS[rung.status]} by {by} on {day_text(rung.on)}."


def movement(deferral: Deferral) -> Cell:
    """From which day to which a deadline was to move."""
    was = day_text(deferral.was) if deferral.was else "no day"
    becomes = day_text(deferral.becomes) if deferral.becomes else "no day"
    moved = f"From {was} to {becomes}."
    if not deferral.days:
        return (moved,)
    direction = "later" if deferral.days > 0 else "earlier"
    return moved, f"{counted(abs(deferral.days), 'day')} {direction}."


_TIMELY = {True: ", in time", False: ", after the day had passed", None: ""}


def answer(asking: Sequence[Deferral], names: Mapping[str, str]) -> Iterator[str]:
    """What became of a request for more time, and whether it came in time."""
    first, last = asking[0], asking[-1]
    match last.outcome:
        case Outcome.AGREED:
            yield f"Agreed by {_said_by(last, last.entry.agreed_by, names)}."
        case Outcome.REFUSED:
            yield f"Refused by {_said_by(last, last.entry.refused_by, names)}."
        case _:
            yield "There is no answer yet."
    yield f"Asked for on {day_text(first.asked)}{_TIMELY[first.in_time]}."


def _said_by(deferral: Deferral, named: str | None, names: Mapping[str, str]) -> str:
    body = named or deferral.entry.by
    return f"{names.get(body, body)} on {day_text(deferral.entry.on)}"


def reasons(asking: Sequence[Deferral], names: Mapping[str, str]) -> Cell:
    """Why more time was asked for, in the words of each who said so."""
    told = tuple(
        f"{names.get(one.entry.by, one.entry.by)}: {sentence(one.entry.reason)}"
        for one in asking
        if one.entry.reason
    )
    return told or ("No reason was given.",)


def next_day(briefing: Briefing) -> str:
    """Until when what is due next is shown, as a heading has it."""
    following = briefing.following
    if following is not None and briefing.until == following.day - timedelta(days=1):
        return f"Due before the next meeting, on {full_day(following.day)}"
    return f"Due by {full_day(briefing.until)}"
