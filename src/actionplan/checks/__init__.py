"""Checks: what ought not to be in a register, as values and never as an error.

A register refuses what can never be true: an unknown body, two items with one id.
What can be true and ought not to be is for `check` to name: a cause of concern
without a recommendation, a deadline that moved when it had passed, a status given by
a body that may not give it. Each rule has an id, and a page of the documentation says
where it comes from.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from actionplan.checks._deadlines import (
    deadline_brought_forward,
    deadline_changed_late,
    deadline_changed_without_reason,
    due_day_unknown,
    no_deadline_or_target,
)
from actionplan.checks._log import (
    body_outside_its_days,
    dated_ahead,
    recorded_missing,
    recorded_out_of_place,
    retraction_late,
)
from actionplan.checks._problems import Problem, Problems, Rule
from actionplan.checks._reports import cause_without_recommendation, plan_missing
from actionplan.checks._responses import (
    recommendation_without_response,
    response_late,
    response_without_content,
)
from actionplan.checks._statuses import (
    closed_with_open_actions,
    found_not_done,
    status_by_wrong_body,
    superseded_in_circle,
)
from actionplan.checks._view import View
from actionplan.checks._wordings import stated_otherwise
from actionplan.register import Register

__all__ = ["Problem", "Rule", "check"]

_RULES: Mapping[Rule, Callable[[View], Iterator[Problem]]] = MappingProxyType(
    {
        Rule.CAUSE_WITHOUT_RECOMMENDATION: cause_without_recommendation,
        Rule.PLAN_MISSING: plan_missing,
        Rule.RECOMMENDATION_WITHOUT_RESPONSE: recommendation_without_response,
        Rule.RESPONSE_WITHOUT_CONTENT: response_without_content,
        Rule.RESPONSE_LATE: response_late,
        Rule.NO_DEADLINE_OR_TARGET: no_deadline_or_target,
        Rule.DUE_DAY_UNKNOWN: due_day_unknown,
        Rule.STATED_OTHERWISE: stated_otherwise,
        Rule.DEADLINE_CHANGED_LATE: deadline_changed_late,
        Rule.DEADLINE_CHANGED_WITHOUT_REASON: deadline_changed_without_reason,
        Rule.DEADLINE_BROUGHT_FORWARD: deadline_brought_forward,
        Rule.STATUS_BY_WRONG_BODY: status_by_wrong_body,
        Rule.CLOSED_WITH_OPEN_ACTIONS: closed_with_open_actions,
        Rule.FOUND_NOT_DONE: found_not_done,
        Rule.SUPERSEDED_IN_CIRCLE: superseded_in_circle,
        Rule.BODY_OUTSIDE_ITS_DAYS: body_outside_its_days,
        Rule.DATED_AHEAD: dated_ahead,
        Rule.RECORDED_MISSING: recorded_missing,
        Rule.RECORDED_OUT_OF_PLACE: recorded_out_of_place,
        Rule.RETRACTION_LATE: retraction_late,
    }
)
_RANKS = {rule: rank for rank, rule in enumerate(_RULES)}
_STEP = re.compile(r"([a-z]+)\[([0-9]+)\]")
_FIELDS = (
    *("reports", "findings", "recommendations", "obligations"),
    *("plans", "actions", "log"),
)

# What depends on how the register stands, and so on the day that is asked for.
_OF_A_DAY = (
    Rule.RECOMMENDATION_WITHOUT_RESPONSE,
    Rule.RESPONSE_WITHOUT_CONTENT,
    Rule.NO_DEADLINE_OR_TARGET,
    Rule.DUE_DAY_UNKNOWN,
    Rule.CLOSED_WITH_OPEN_ACTIONS,
    Rule.FOUND_NOT_DONE,
    Rule.SUPERSEDED_IN_CIRCLE,
)


def check(register: Register, on: date | None = None) -> tuple[Problem, ...]:
    """What ought not to be in a register, in the order in which it stands there.

    Without a day it names what is wrong whatever the day: what the log as a whole
    leaves wrong. With one it also names what was or is wrong on that day, such as a
    response that was due by then.

    Items of bodies that the register does not track are left alone, and so is what was
    taken back. Nothing is raised because of a problem.

    Args:
        register: The register.
        on: The day.

    Raises:
        InvalidValue: `on` is no day.

    Source: the rules are those of the inspectorate, of section 55 of the Police Act
    1996 and of HM Treasury's DAO 02/20; the page on checks gives the source of each.

    Example:
        >>> import actionplan as ap
        >>> register = ap.load("examples/suffolk_2022.json")
        >>> for problem in ap.check(register):
        ...     print(problem.where, problem.rule)
        reports[0] plan-missing
    """
    view = View.of(register)
    found = [problem for rule in _RULES.values() for problem in rule(view)]
    if on is not None:
        named = {_about(problem) for problem in found}
        then = view.on(on)
        more = (problem for rule in _OF_A_DAY for problem in _RULES[rule](then))
        found += [problem for problem in more if _about(problem) not in named]
    return Problems(sorted(dict.fromkeys(found), key=_order))


def _order(problem: Problem) -> tuple[list[tuple[int, int]], int]:
    steps = _STEP.findall(problem.where)
    place = [(_FIELDS.index(field), int(number)) for field, number in steps]
    return place, _RANKS[problem.rule]


def _about(problem: Problem) -> tuple[Rule, str, str | None]:
    return problem.rule, problem.where, problem.item
