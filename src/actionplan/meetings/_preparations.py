"""Preparations: what is due before a meeting, counted back from it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Self, cast

import attrs

from actionplan._fields import (
    MAYBE_TEXT,
    X,
    as_tuple,
    each,
    is_a,
    is_name,
    is_whole,
    to_json_map,
)
from actionplan._values import NOTHING, Faults, Value, checked, wrong
from actionplan.deadlines import (
    Before,
    By,
    DueDate,
    Period,
    is_deadline,
    to_deadline,
)
from actionplan.errors import Fault, FaultCode, InvalidValue, raise_any, shown
from actionplan.working_days import AnyCalendar

MEETING, PAPERS = "meeting", "papers"
MOST_CLEAR_DAYS = 365

_HINT = (
    "count back, as in P6D before meeting working[england-and-wales] or "
    "P1W before papers"
)


def _to_before(value: Before | str) -> Before:
    return cast("Before", to_deadline(value))


def _is_before(value: Any) -> Faults:
    faults = is_deadline(value)
    if faults or isinstance(to_deadline(value), Before):
        return faults
    message = "is not before a meeting"
    return wrong(FaultCode.DEADLINE, str(value), message, _HINT)


@attrs.frozen(kw_only=True)
class Preparation(Value):
    """Something that is due before a meeting, such as its papers.

    It counts back from the `meeting`, or from a preparation that stands before it
    by its name: papers before the meeting, drafts before the papers.

    Attributes:
        name: What it is called: `papers`, `drafts`.
        deadline: How long before, and before what.
        text: What must be ready, in words.
        x: Whatever the caller wants to keep with it.

    Raises:
        InvalidValue: A field is faulty, or its deadline counts back from a day.

    Example:
        >>> from actionplan.meetings import Preparation
        >>> drafts = Preparation(name="drafts", deadline="P1W before papers")
        >>> print(drafts.deadline)
        P1W before papers
    """

    name: str = attrs.field(metadata=checked(is_name))
    deadline: Before = attrs.field(converter=_to_before, metadata=checked(_is_before))
    text: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )

    def _own_faults(self) -> Iterator[Fault]:
        if isinstance(self.deadline.anchor, date):
            message = f"{self.deadline} stays where it is, whenever the meeting is held"
            yield Fault(
                "deadline", FaultCode.CONTRADICTION, self.deadline, message, _HINT
            )

    @classmethod
    def clear_days(
        cls,
        name: str,
        days: int,
        *,
        before: str = MEETING,
        calendar: str | None = None,
    ) -> Self:
        """A preparation with so many clear days between it and the meeting.

        Clear days leave out the day on which it is sent and the day of the
        meeting, so that five clear days are the sixth day before.

        Args:
            name: What it is called.
            days: How many days there are in between.
            before: What comes after them: the meeting, or another preparation.
            calendar: The calendar whose working days count; without one, every
                day counts.

        Raises:
            InvalidValue: The number is not from 0 to 365, or a name is faulty.

        Example:
            >>> from actionplan.meetings import Preparation
            >>> papers = Preparation.clear_days(
            ...     "papers", 5, calendar="england-and-wales"
            ... )
            >>> print(papers.deadline)
            P6D before meeting working[england-and-wales]
        """
        faults = is_whole(0, MOST_CLEAR_DAYS)(days)
        raise_any(InvalidValue, (fault.within("days") for fault in faults))
        deadline = Before(
            period=Period(days=days + 1),
            anchor=before,
            working=calendar is not None,
            calendar=calendar,
        )
        return cls(name=name, deadline=deadline)


def to_preparations(values: Iterable[Preparation]) -> tuple[Preparation, ...]:
    """Preparations as a tuple, however they are given."""
    return as_tuple(values)


PREPARATIONS = checked(each(is_a(Preparation, "a preparation")))


def chain_faults(preparations: Iterable[Preparation], *given: str) -> Iterator[Fault]:
    """What is wrong between preparations: each has a name, and counts from one."""
    known = [MEETING, *given]
    for number, preparation in enumerate(preparations):
        place = f"preparations[{number}]"
        name, anchor = preparation.name, preparation.deadline.anchor
        if name in known:
            message = f"the name {shown(name)} is taken"
            hint = "give each preparation its own name"
            yield Fault(f"{place}.name", FaultCode.DUPLICATE_ID, name, message, hint)
        if anchor not in known:
            message = f"no preparation {shown(anchor)} stands before this one"
            hint = f"count back from one of {', '.join(known)}"
            yield Fault(
                f"{place}.deadline", FaultCode.UNKNOWN_REFERENCE, anchor, message, hint
            )
        known.append(name)


def due_dates(
    preparations: Iterable[Preparation],
    meeting: date,
    papers: date | None,
    calendar: AnyCalendar | None,
) -> dict[str, DueDate]:
    """When each preparation for a meeting is due, by its name."""
    found = {PAPERS: By.day(papers).due({})} if papers else {}
    days = {MEETING: meeting, **{name: due.day for name, due in found.items()}}
    for preparation in preparations:
        due = preparation.deadline.due(days, calendar=calendar)
        found[preparation.name] = due
        days[preparation.name] = due.day
    return found
