"""By when: items without a day, and days that were moved as they should not be."""

from collections.abc import Iterator

from actionplan._days import counted, day_text
from actionplan.checks._problems import Problem, Rule
from actionplan.checks._reports import missing_plans
from actionplan.checks._view import View
from actionplan.deadlines import Deadline, Immediately, Recurring
from actionplan.items import Item
from actionplan.plans import ActionPlan
from actionplan.reports import CauseOfConcern, Finding
from actionplan.snapshot import Deferral, ItemState
from actionplan.terms import ItemKind, Outcome


def no_deadline_or_target(view: View) -> Iterator[Problem]:
    """Something open of which nobody says by when, not even its owner."""
    awaited = _awaited_plans(view)
    for state in view.snapshot:
        item, owner = state.item, state.parties.owner
        if not state.is_open or _is_dated(view, item):
            continue
        if isinstance(item.source, Finding) and (item.report, owner) in awaited:
            continue  # the plan that is still to come will say
        yield Problem(
            rule=Rule.NO_DEADLINE_OR_TARGET,
            where=view.part_of(item).place,
            item=item.id,
            message=f"{item.id} has no deadline, and {owner} has set no target",
            hint="record a Target, or write the deadline `unspecified` if there is to "
            "be none",
        )


def _awaited_plans(view: View) -> set[tuple[str | None, str]]:
    """The reports and bodies of plans that are still to be sent, or to be entered."""
    missing = (
        (request.report, view.lineage.acting(request.body, view.snapshot.on))
        for request in missing_plans(view)
    )
    return {
        *missing,
        *(
            (state.item.report, state.parties.owner)
            for state in view.snapshot
            if state.item.kind is ItemKind.PLAN and state.is_open
        ),
    }


def _is_dated(view: View, item: Item) -> bool:
    """Whether anything says by when: the item, what it holds, or what answers it."""
    part, state = view.part_of(item), view.states.get(item.id)
    if part.deadline is not None:
        return True
    if state is not None and (state.target is not None or state.agreed_changes):
        return True
    match part.source:
        case CauseOfConcern():
            return True  # its recommendations carry the dates, and it always has some
        case ActionPlan() if part.source.actions:
            return True
    return any(_is_dated(view, action) for action in view.answers.get(item.id, ()))


def due_day_unknown(view: View) -> Iterator[Problem]:
    """Something open whose due day cannot be known."""
    for state in view.snapshot:
        if state.is_open and state.undated:
            yield Problem(
                rule=Rule.DUE_DAY_UNKNOWN,
                where=view.part_of(state.item).place,
                item=state.item.id,
                message=f"nobody can know when {state.item.id} is due "
                f"({state.deadline}): {state.undated}",
                hint="record what it counts from, or agree a deadline that needs no "
                "more than is known",
            )


def deadline_changed_late(view: View) -> Iterator[Problem]:
    """A new deadline that was asked for after the old one had passed."""
    for state in view.snapshot:
        for deadline, request in _requests(state):
            # No day comes before the one on which something is asked for at once.
            if request[0].in_time is False and not isinstance(deadline, Immediately):
                yield _changed_late(view, state, request[0])


def _changed_late(view: View, state: ItemState, change: Deferral) -> Problem:
    was = change.was or change.asked
    days = counted((change.asked - was).days, "day")
    return Problem(
        rule=Rule.DEADLINE_CHANGED_LATE,
        where=view.place_of(change.entry),
        item=state.item.id,
        message=f"a new deadline for {state.item.id} was asked for on "
        f"{day_text(change.asked)}, {days} after the old one, {day_text(was)}",
        hint="if it was asked for earlier, take the entry back and say when in `asked`",
    )


def deadline_changed_without_reason(view: View) -> Iterator[Problem]:
    """A new deadline of which neither who asked nor who agreed says why."""
    for state in view.snapshot:
        for _, request in _requests(state):
            if any(change.entry.reason for change in request):
                continue
            entry = request[0].entry
            yield Problem(
                rule=Rule.DEADLINE_CHANGED_WITHOUT_REASON,
                where=view.place_of(entry),
                item=state.item.id,
                message=f"no reason is given for the new deadline of {state.item.id}, "
                f"{entry.deadline}",
                hint="take the entry back and record it with its `reason`",
            )


def deadline_brought_forward(view: View) -> Iterator[Problem]:
    """A new deadline that is earlier than the old one."""
    for state in view.snapshot:
        for deadline, request in _requests(state):
            change = request[-1]
            was, becomes = change.was, change.becomes
            if was is None or becomes is None or was <= becomes:
                continue
            if isinstance(deadline, Recurring):
                continue  # whose day moves on by itself
            yield Problem(
                rule=Rule.DEADLINE_BROUGHT_FORWARD,
                where=view.place_of(change.entry),
                item=state.item.id,
                message=f"the new deadline for {state.item.id}, {day_text(becomes)}, "
                f"is {counted((was - becomes).days, 'day')} earlier than the old one, "
                f"{day_text(was)}",
                hint="check that the earlier day is meant",
            )


def _requests(state: ItemState) -> Iterator[tuple[Deadline, list[Deferral]]]:
    """What was asked for and perhaps agreed, and the deadline that stood till then.

    What was refused is no part of it.
    """
    deadline = state.item.deadline
    request: list[Deferral] = []
    for deferral in state.deferrals:
        request.append(deferral)
        if deferral.outcome is Outcome.AGREED:
            yield deadline, request
            deadline = deferral.entry.deadline
        if deferral.outcome is not Outcome.ASKED:
            request = []
    if request:
        yield deadline, request
