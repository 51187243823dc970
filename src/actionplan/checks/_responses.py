"""What the commissioner's comments on a report must hold, and by when."""

from collections.abc import Iterator
from datetime import date

import attrs

from actionplan._days import counted, day_text
from actionplan.checks._problems import Problem, Rule
from actionplan.checks._view import View, statuses
from actionplan.deadlines import PUBLICATION, Immediately, Recurring
from actionplan.log import AnyEntry, ProgressUpdate, Response
from actionplan.regimes import REGIMES, SECTION_55, obligations
from actionplan.reports import InspectionReport
from actionplan.snapshot import ItemState
from actionplan.snapshot._history import LADDER
from actionplan.terms import ItemKind


@attrs.frozen(kw_only=True)
class _Comments:
    """The comments that a commissioner owes on a report (Police Act 1996 s.55)."""

    owners: frozenset[str]
    last: date | None
    done: bool

    def when(self, view: View) -> str | None:
        """When they were due, if they are done or that day has passed."""
        if self.done:
            return "are said to be complete"
        if self.last is not None and view.has_passed(self.last):
            return f"were due by {day_text(self.last)}"
        return None


def recommendation_without_response(view: View) -> Iterator[Problem]:
    """A recommendation to which nobody responded, when the comments are due or done."""
    for state, comments in _commented(view):
        when = comments.when(view)
        if when is None or _responses(state):
            continue
        speakers = filter(None, [state.parties.owner, state.parties.overseer])
        yield Problem(
            rule=Rule.RECOMMENDATION_WITHOUT_RESPONSE,
            where=view.part_of(state.item).place,
            item=state.item.id,
            message=f"nobody has responded to {state.item.id}, and the comments on its "
            f"report {when}",
            hint=f"record a Response of {' or '.join(speakers)} that says what is done "
            "about it, or why nothing is",
        )


def response_without_content(view: View) -> Iterator[Problem]:
    """A recommendation of which no response says what is done, or why nothing is."""
    for state in view.snapshot:
        told = _responses(state)
        if state.item.kind is not ItemKind.RECOMMENDATION or not told:
            continue
        if any(response.action or response.reason for response in told):
            continue
        yield Problem(
            rule=Rule.RESPONSE_WITHOUT_CONTENT,
            where=view.place_of(told[0]),
            item=state.item.id,
            message=f"the response of {told[0].by} to {state.item.id} does not say "
            "what is done about it, or why nothing is",
            hint="record a Response with the `action`, or with the `reason` for none",
        )


def response_late(view: View) -> Iterator[Problem]:
    """An obligation fulfilled, or a commissioner's response made, after its day."""
    for state in view.snapshot:
        last, done = _last_day_of(state), _first_done(state)
        if last is not None and done is not None and last < done.on:
            said = f"{state.item.id} was reported {done.status}"
            yield _late(view, state, done, last, said)
    for state, comments in _commented(view):
        own = [one for one in _responses(state) if one.by in comments.owners]
        if own and comments.last is not None and comments.last < own[0].on:
            said = f"{own[0].by} responded to {state.item.id}"
            yield _late(view, state, own[0], comments.last, said)


def _late(
    view: View, state: ItemState, entry: AnyEntry, last: date, said: str
) -> Problem:
    days = counted((entry.on - last).days, "day")
    return Problem(
        rule=Rule.RESPONSE_LATE,
        where=view.place_of(entry),
        item=state.item.id,
        message=f"{said} on {day_text(entry.on)}, {days} after the last day, "
        f"{day_text(last)}",
        hint="if the day is wrong, take the entry back and record it anew",
    )


def _last_day_of(state: ItemState) -> date | None:
    """The last day of an obligation, where it has one that can be met."""
    is_due_once = not isinstance(state.deadline, Immediately | Recurring)
    if state.item.kind is ItemKind.OBLIGATION and is_due_once and state.due:
        return state.due.day
    return None


def _first_done(state: ItemState) -> ProgressUpdate | None:
    """The entry that first said that it is done, if that still stands."""
    if state.status not in LADDER:
        return None
    first = state.rungs[0]
    return next(
        entry
        for entry in statuses(state)
        if (entry.status, entry.on, entry.by) == (first.status, first.on, first.by)
    )


def _responses(state: ItemState) -> list[Response]:
    """The responses of those who may give one: the owner and whoever oversees it."""
    speakers = state.parties.owners | state.parties.overseers
    return [
        entry
        for entry in state.entries
        if isinstance(entry, Response) and entry.by in speakers
    ]


def _commented(view: View) -> Iterator[tuple[ItemState, _Comments]]:
    """The recommendations that comments must deal with, and those comments."""
    owed = {
        report.id: [*_comments_on(view, report)] for report in view.register.reports
    }
    for state in view.snapshot:
        if state.item.kind is not ItemKind.RECOMMENDATION:
            continue
        speakers = state.parties.owners | state.parties.overseers
        for comments in owed[state.item.report or ""]:
            if comments.owners & speakers:
                yield state, comments
                break


def _comments_on(view: View, report: InspectionReport) -> Iterator[_Comments]:
    kept = [duty for duty in report.obligations if duty.regime == SECTION_55]
    owners = {duty.owner for duty in kept}
    arising = (
        duty
        for duty in obligations(report, view.bodies_near(report))
        if duty.regime and duty.owner not in owners
    )
    for duty in [*kept, *arising]:
        state = view.states.get(duty.id)
        yield _Comments(
            owners=frozenset(view.lineage.line(duty.owner)),
            last=_last_day(report, state),
            done=state is not None and state.status in LADDER,
        )


def _last_day(report: InspectionReport, state: ItemState | None) -> date | None:
    if state is not None and state.due is not None:
        return state.due.day
    regime = REGIMES[SECTION_55]
    if report.published is None or not regime.is_in_force(report.published):
        return None
    due = regime.deadline.due({PUBLICATION: report.published})
    return due.day if due else None
