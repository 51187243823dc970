"""What is wrong with the log itself: who wrote, of which day, and recorded when."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from actionplan._days import day_text
from actionplan.bodies import Body
from actionplan.checks._problems import Problem, Rule
from actionplan.checks._view import Line, View
from actionplan.log import DeadlineChange, Event, ProgressUpdate, Response, Retraction

AHEAD_OF_UTC = timedelta(hours=1)  # of clocks in the United Kingdom, at most


def body_outside_its_days(view: View) -> Iterator[Problem]:
    """A body that acts before its first day or after its last."""
    for line in view.log.counting:
        acting = [line.entry.by]
        if isinstance(line.entry, DeadlineChange):
            acting += filter(None, [line.entry.agreed_by, line.entry.refused_by])
        for name in dict.fromkeys(acting):
            yield from _outside(view, line, name)


def _outside(view: View, line: Line, name: str) -> Iterator[Problem]:
    bodies, on = view.lineage.bodies, line.entry.on
    bound = _bound(bodies[name], on)
    if bound is None:
        return
    heir = view.lineage.acting(name, on)
    instead = f"name {heir}, or " if _bound(bodies[heir], on) is None else ""
    yield Problem(
        rule=Rule.BODY_OUTSIDE_ITS_DAYS,
        where=line.place,
        item=line.item.id,
        message=f"{name} acts on {day_text(on)}, {bound}",
        hint=f"{instead}correct the day of the entry, or the days of {name}",
    )


def _bound(body: Body, on: date) -> str | None:
    """On which side of the days of a body a day lies, if it is none of them."""
    if body.from_ is not None and on < body.from_:
        return f"before its first day, {day_text(body.from_)}"
    if body.until is not None and body.until < on:
        return f"after its last day, {day_text(body.until)}"
    return None


def dated_ahead(view: View) -> Iterator[Problem]:
    """Something that is said to have happened after the moment of recording it."""
    for line in view.log.counting:
        entry = line.entry
        if not isinstance(entry, ProgressUpdate | Response | Event):
            continue
        begins = datetime.combine(entry.on, time(), UTC) - AHEAD_OF_UTC
        if entry.recorded is not None and entry.recorded < begins:
            yield Problem(
                rule=Rule.DATED_AHEAD,
                where=line.place,
                item=line.item.id,
                message=f"what happened to {line.item.id} on {day_text(entry.on)} was "
                f"recorded before that day, at {_moment(entry.recorded)}",
                hint="take it back and record it with its day; what is to come is a "
                "Target",
            )


def recorded_missing(view: View) -> Iterator[Problem]:
    """Entries that do not say when they were recorded, those in a row as one."""
    for lines in _unrecorded(view.log.lines):
        first, last = lines[0].place, lines[-1].place
        many = f"the {len(lines)} entries {first} to {last} do not say when they were"
        one = "the entry does not say when it was"
        yield Problem(
            rule=Rule.RECORDED_MISSING,
            where=first,
            item=_only_item(lines),
            message=f"{many if len(lines) > 1 else one} recorded",
            hint="give `recorded` from now on; without it, an entry counts as known "
            "from the beginning of its day",
        )


def recorded_out_of_place(view: View) -> Iterator[Problem]:
    """An entry that was recorded before the one that stands before it in the log."""
    dated = [line for line in view.log.lines if line.entry.recorded is not None]
    for earlier, later in pairwise(dated):
        if later.entry.known_from < earlier.entry.known_from:
            yield Problem(
                rule=Rule.RECORDED_OUT_OF_PLACE,
                where=later.place,
                item=later.item.id,
                message=f"recorded at {_moment(later.entry.known_from)}, before "
                f"{earlier.place}, which was recorded at "
                f"{_moment(earlier.entry.known_from)}",
                hint="check both moments; the log is only ever added to",
            )


def retraction_late(view: View) -> Iterator[Problem]:
    """A retraction that takes effect after the day of the mistake."""
    for line in view.log.counting:
        if not isinstance(line.entry, Retraction):
            continue
        mistake = view.log.told[line.item.id, line.entry.entry]
        if mistake.entry.on < line.entry.on:
            yield Problem(
                rule=Rule.RETRACTION_LATE,
                where=line.place,
                item=line.item.id,
                message=f"{mistake.place} is taken back on {day_text(line.entry.on)}, "
                f"and from {day_text(mistake.entry.on)} until then it still counts",
                hint=f"date the retraction {mistake.entry.on}, and say in `recorded` "
                "when the mistake was found",
            )


def _only_item(lines: Iterable[Line]) -> str | None:
    about = {line.item.id for line in lines}
    return about.pop() if len(about) == 1 else None


def _unrecorded(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines that do not say when they were recorded, by those in a row."""
    run: list[Line] = []
    for line in lines:
        if line.entry.recorded is None:
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _moment(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
