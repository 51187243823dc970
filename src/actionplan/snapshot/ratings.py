"""Colours for how an item is going, by rules that differ from body to body.

A rating is a function of an `ItemState`, so that every register can be rated by the
rule that its readers are used to; `Snapshot.counts_by` takes such a function. What a
reporter called an item in an update is no rating but `ItemState.rag`.
"""

from collections.abc import Callable
from datetime import timedelta

from actionplan.snapshot._states import ItemState
from actionplan.terms import Acceptance, Status

Rate = Callable[[ItemState], str | None]

GREEN, AMBER, RED, WHITE = "green", "amber", "red", "white"
SOON = timedelta(weeks=4)
_READING_RED, _READING_LATE, _READING_AMBER = 25, 50, 75


def by_dates(state: ItemState) -> str:
    """The rating of this library: by the deadline, then by the owner's own target.

    Red is overdue. Amber is open and behind its target, due within four weeks, or
    waiting for an answer to a request for more time. Everything else is green: what
    is said to be done, what has ended, and what is open with its day further off.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.snapshot.ratings import by_dates
        >>> now = ap.load("examples/norfolk_2014.json").at(date(2014, 9, 17))
        >>> now.counts_by(by_dates)
        {'red': 1, 'green': 4, 'amber': 1}
    """
    if state.is_overdue:
        return RED
    if not state.is_open:
        return GREEN
    soon = state.due is not None and state.due.day - state.on <= SOON
    return AMBER if state.is_behind or soon or state.unanswered_changes else GREEN


def city_of_london(state: ItemState) -> str:
    """Green, amber, red and white, as a police authority's committee reads them.

    White is not the owner's to do any more or at all: superseded, withdrawn, no
    further action, or not applicable. Green is done: complete, assured or closed. Red
    is open past its day; amber is the rest, which is being worked on.

    Source: the Police Authority of the City of London is given its inspection
    updates with counts of green and red (democracy.cityoflondon.gov.uk, agenda item
    64723). Its definition of each colour could not be read; these are ours.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.snapshot.ratings import city_of_london
        >>> now = ap.load("examples/norfolk_2014.json").at(date(2014, 9, 17))
        >>> now.counts_by(city_of_london)
        {'red': 1, 'amber': 5}
    """
    if state.acceptance is Acceptance.NOT_APPLICABLE or state.status in (
        Status.NO_FURTHER_ACTION,
        Status.SUPERSEDED,
        Status.WITHDRAWN,
    ):
        return WHITE
    if not state.is_open:
        return GREEN
    return RED if state.is_overdue else AMBER


def reading(state: ItemState) -> str | None:
    """Red, amber and green by the percentage that is done, as Reading's auditors rate.

    Up to 25 % is red, up to 75 % amber, and above that green; below 50 % is red
    whatever else once the day has passed. What is complete drops off the next report
    and has no rating. An item without a percentage counts as 0 %.

    Source: Reading Borough Council, implementation of audit recommendations
    (democracy.reading.gov.uk, agenda items 6218 and 7356).

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.snapshot.ratings import reading
        >>> update = ap.ProgressUpdate(
        ...     item="norfolk-2014/2", on=date(2014, 9, 1), by="norfolk", percent=60
        ... )
        >>> register = ap.load("examples/norfolk_2014.json").record(update)
        >>> reading(register.at(date(2014, 9, 17))["norfolk-2014/2"])
        'amber'
    """
    if not state.is_open:
        return None
    done = state.percent or 0
    if done <= _READING_RED or (done < _READING_LATE and state.is_overdue):
        return RED
    return AMBER if done <= _READING_AMBER else GREEN
