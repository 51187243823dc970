"""What a check finds: a problem, and the rule that names it."""

from enum import StrEnum

import attrs

from actionplan._days import counted
from actionplan._html import pairs, table


class Rule(StrEnum):
    """What ought not to be, by the id of the rule that says so: stable, for programs.

    The page on checks says what each means and where it comes from.

    Example:
        >>> from actionplan.checks import Rule
        >>> Rule("plan-missing").name
        'PLAN_MISSING'
    """

    CAUSE_WITHOUT_RECOMMENDATION = "cause-without-recommendation"
    PLAN_MISSING = "plan-missing"
    RECOMMENDATION_WITHOUT_RESPONSE = "recommendation-without-response"
    RESPONSE_WITHOUT_CONTENT = "response-without-content"
    RESPONSE_LATE = "response-late"
    NO_DEADLINE_OR_TARGET = "no-deadline-or-target"
    DUE_DAY_UNKNOWN = "due-day-unknown"
    STATED_OTHERWISE = "stated-otherwise"
    DEADLINE_CHANGED_LATE = "deadline-changed-late"
    DEADLINE_CHANGED_WITHOUT_REASON = "deadline-changed-without-reason"
    DEADLINE_BROUGHT_FORWARD = "deadline-brought-forward"
    STATUS_BY_WRONG_BODY = "status-by-wrong-body"
    CLOSED_WITH_OPEN_ACTIONS = "closed-with-open-actions"
    FOUND_NOT_DONE = "found-not-done"
    SUPERSEDED_IN_CIRCLE = "superseded-in-circle"
    BODY_OUTSIDE_ITS_DAYS = "body-outside-its-days"
    DATED_AHEAD = "dated-ahead"
    RECORDED_MISSING = "recorded-missing"
    RECORDED_OUT_OF_PLACE = "recorded-out-of-place"
    RETRACTION_LATE = "retraction-late"


@attrs.frozen(kw_only=True)
class Problem:
    """One thing that ought not to be, where it is, and the way out.

    Attributes:
        rule: The rule that names it.
        where: The place in the register, as in faults: `log[3]`,
            `reports[0].findings[1]`, `plans[0]`.
        message: What is wrong, in a sentence without a full stop.
        hint: What to do about it.
        item: The id of the item that it is about; None where it is about none, or
            about several.

    Example:
        >>> import actionplan as ap
        >>> register = ap.load("examples/suffolk_2022.json")
        >>> problem = ap.check(register)[0]
        >>> problem.rule, problem.where, problem.item
        (<Rule.PLAN_MISSING: 'plan-missing'>, 'reports[0]', None)
        >>> problem.message.partition(",")[0]
        'suffolk has no action plan for suffolk-2022'
    """

    rule: Rule
    where: str
    message: str
    hint: str
    item: str | None = None

    def __str__(self) -> str:
        return f"{self.where}: {self.message}; {self.hint} [{self.rule}]"

    def _repr_html_(self) -> str:
        rows = zip(_HEADS, _row(self), strict=True)
        return pairs(f"Problem: {self.rule}", rows)


class Problems(tuple[Problem, ...]):
    """Problems as `check` gives them: a tuple that a notebook shows as a table."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return table(counted(len(self), "problem"), _HEADS, self, _row)


_HEADS = ("Rule", "Where", "Item", "What is wrong", "What to do")


def _row(problem: Problem) -> tuple[object, ...]:
    return problem.rule, problem.where, problem.item, problem.message, problem.hint
