"""Action plans: what a body promises to do about what was found."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import attrs

from actionplan._fields import (
    BODY,
    ID,
    MAYBE_DAY,
    MAYBE_TEXT,
    REFS,
    TEXT,
    TEXTS,
    X,
    as_tuple,
    each,
    is_a,
    is_id,
    is_item_id,
    is_term,
    optional,
    to_json_map,
    to_refs,
    to_texts,
)
from actionplan._values import NOTHING, Value, checked
from actionplan.deadlines import Deadline, is_deadline, to_deadline
from actionplan.terms import Visibility, to_visibility


@attrs.frozen(kw_only=True)
class Action(Value):
    """One thing that a body promises to do.

    Attributes:
        id: Its id.
        owner: The body that promises it.
        lead: Who leads on it at first: a post, such as "Head of Safeguarding".
        text: What will be done.
        answers: The findings that it answers, of any report.
        added: The day on which it was added, when that is not its report's.
        deadline: By when.
        stated: The words in which the plan says by when.
        themes: What it is about.
        priority: How pressing it is, in the words of whoever says so.
        refs: Other people's numbers for it.
        visibility: Who may see it, when that is not the bodies concerned.
        x: Whatever the caller wants to keep with it.

    Example:
        >>> import actionplan as ap
        >>> ap.Action(
        ...     id="norfolk-2014/plan/1",
        ...     owner="norfolk",
        ...     text="Put risk markers on the command system.",
        ...     answers=["norfolk-2014/4"],
        ...     deadline="by 2015-03",
        ... ).answers
        ('norfolk-2014/4',)
    """

    id: str = attrs.field(metadata=ID)
    owner: str = attrs.field(metadata=BODY)
    lead: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    text: str = attrs.field(metadata=TEXT)
    answers: tuple[str, ...] = attrs.field(
        default=(),
        converter=to_texts,
        metadata=checked(each(is_item_id, distinct=True), refers_to="finding"),
    )
    added: date | None = attrs.field(default=None, metadata=MAYBE_DAY)
    deadline: Deadline | None = attrs.field(
        default=None, converter=to_deadline, metadata=checked(optional(is_deadline))
    )
    stated: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    themes: tuple[str, ...] = attrs.field(
        default=(), converter=to_texts, metadata=TEXTS
    )
    priority: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    refs: Mapping[str, str] = attrs.field(
        default=NOTHING, converter=to_refs, metadata=REFS
    )
    visibility: Visibility | None = attrs.field(
        default=None,
        converter=to_visibility,
        metadata=checked(optional(is_term(Visibility))),
    )
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )


def _actions(values: Iterable[Action]) -> tuple[Action, ...]:
    return as_tuple(values)


@attrs.frozen(kw_only=True)
class ActionPlan(Value):
    """A body's plan of action, which is due itself and holds actions that are.

    Attributes:
        id: Its id.
        owner: The body whose plan it is.
        report: The report that asks for it.
        added: The day on which it was added, when no report's day will do.
        deadline: By when the plan must be sent.
        stated: The words in which the report says by when.
        visibility: Who may see it, when that is not the bodies concerned; what it
            promises is at least as hidden.
        actions: What it promises.
        x: Whatever the caller wants to keep with it.

    Example:
        >>> import actionplan as ap
        >>> plan = ap.ActionPlan(
        ...     id="norfolk-2014/plan",
        ...     owner="norfolk",
        ...     report="norfolk-2014",
        ...     deadline="P6W after publication",
        ... )
        >>> print(plan.deadline)
        P6W after publication
    """

    id: str = attrs.field(metadata=ID)
    owner: str = attrs.field(metadata=BODY)
    report: str | None = attrs.field(
        default=None, metadata=checked(optional(is_id), refers_to="report")
    )
    added: date | None = attrs.field(default=None, metadata=MAYBE_DAY)
    deadline: Deadline | None = attrs.field(
        default=None, converter=to_deadline, metadata=checked(optional(is_deadline))
    )
    stated: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    visibility: Visibility | None = attrs.field(
        default=None,
        converter=to_visibility,
        metadata=checked(optional(is_term(Visibility))),
    )
    actions: tuple[Action, ...] = attrs.field(
        default=(),
        converter=_actions,
        metadata=checked(each(is_a(Action, "an action"))),
    )
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )
