"""The history of an item as a person reads it, an entry a line."""

from collections.abc import Iterable, Iterator

from actionplan._days import day_text, short_day
from actionplan._printing import one_line
from actionplan.log import (
    AnyEntry,
    Assignment,
    DeadlineChange,
    Event,
    ProgressUpdate,
    Response,
    Target,
)


def history_of(
    entries: Iterable[AnyEntry], retracted: Iterable[AnyEntry]
) -> Iterator[str]:
    """A line for each entry, by day and moment, with those that were taken back."""
    gone = {id(entry) for entry in retracted}
    told = sorted([*entries, *retracted], key=lambda one: (one.on, one.known_from))
    for entry in told:
        taken_back = " (taken back)" if id(entry) in gone else ""
        yield (
            f"{day_text(entry.on)}, {entry.by}: {said(entry)}"
            f"{_recorded(entry)}{taken_back}"
        )


def said(entry: AnyEntry) -> str:
    """What an entry says, in words."""
    return one_line("; ".join(map(str.strip, _parts(entry))))


def _recorded(entry: AnyEntry) -> str:
    if entry.recorded is None or entry.recorded.date() == entry.on:
        return ""
    return f" (recorded {short_day(entry.recorded.date())})"


def _parts(entry: AnyEntry) -> Iterator[str]:
    match entry:
        case ProgressUpdate():
            yield from _progress(entry)
        case Response():
            yield _words(entry.acceptance)
            yield from filter(None, (entry.action, entry.reason))
        case DeadlineChange():
            yield from _change(entry)
        case Target():
            yield f"aims at {day_text(entry.day)}"
        case Assignment():
            yield f"{entry.lead} leads"
        case Event():
            yield _words(entry.name)
        case _:
            yield f"takes back {entry.entry}"
            yield from filter(None, [entry.reason])


def _progress(entry: ProgressUpdate) -> Iterator[str]:
    successor = f" by {entry.superseded_by}" if entry.superseded_by else ""
    if entry.status is not None:
        yield f"{entry.status.words}{successor}"
    if entry.percent is not None:
        yield f"{entry.percent}% done"
    if entry.rag is not None:
        yield f"rated {entry.rag}"
    if entry.note is not None:
        yield entry.note
    if entry.evidence is not None:
        yield f"evidence: {entry.evidence}"


def _change(entry: DeadlineChange) -> Iterator[str]:
    asked = f" (asked {short_day(entry.asked)})" if entry.asked else ""
    yield f"deadline {entry.deadline}{asked}"
    if entry.agreed_by:
        yield f"agreed by {entry.agreed_by}"
    if entry.refused_by:
        yield f"refused by {entry.refused_by}"
    if entry.reason:
        yield entry.reason


def _words(term: str) -> str:
    return str(term).replace("-", " ")
