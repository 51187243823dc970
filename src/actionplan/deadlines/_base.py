"""What all deadlines share: a text, a day, and a sentence that explains it."""

import abc
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, TypeVar

import attrs

from actionplan._days import day_text, parse_day, short_day
from actionplan._fields import (
    each,
    is_canonical,
    is_day,
    is_name,
    is_text,
    optional,
    read_canonical,
)
from actionplan._html import fields, pairs
from actionplan._values import Canonical, Faults, Value, checked, expect_text, wrong
from actionplan.deadlines._warnings import provisional_warnings, rest_warnings
from actionplan.errors import Fault, FaultCode, InvalidValue, MissingAnchor, raise_any
from actionplan.working_days import (
    AnyCalendar,
    Rolling,
    WorkingDays,
    to_rolling,
    to_working_days,
    working_days_for,
)

PUBLICATION = "publication"
PREVIOUS_DUE, NEXT_MEETING = "previous-due", "next-meeting"
RESERVED_NAMES = ("working", "until", "complete")

_HINT = (
    "write one of: immediately, by 2014-10-31, by 2014-10, P6W after publication, "
    "P56D beginning publication, P10D after receipt working[scotland], "
    "P1D before next-meeting, every P3M from publication, ongoing, unspecified"
)

Anchors = Mapping[str, date]
D = TypeVar("D", bound="Deadline")


@attrs.frozen(kw_only=True)
class DueDate(Value):
    """The day that a deadline gives, and how it came about.

    Attributes:
        day: The last day on which the thing is in time.
        explanation: One sentence that a committee can check.
        warnings: What a reader should know besides, each a sentence.
        rolled_from: The day before it was rolled, if it was; an extension counts
            from there.

    Example:
        >>> from datetime import date
        >>> from actionplan.deadlines import Deadline
        >>> deadline = Deadline.from_text("by 2014-09")
        >>> print(deadline.due({"publication": date(2014, 3, 27)}).explanation)
        by September 2014 = Tue 30 Sep 2014, that day included
    """

    day: date = attrs.field(metadata=checked(is_day))
    explanation: str = attrs.field(metadata=checked(is_text))
    warnings: tuple[str, ...] = attrs.field(default=(), metadata=checked(each(is_text)))
    rolled_from: date | None = attrs.field(
        default=None, metadata=checked(optional(is_day))
    )

    @property
    def unrolled(self) -> date:
        """The day that the rule itself gives, before any rolling."""
        return self.rolled_from or self.day

    def __str__(self) -> str:
        return self.explanation

    def _repr_html_(self) -> str:
        return pairs(f"Due {day_text(self.day)}", fields(self))


class Deadline(Canonical):
    """The base of the family: by when something must be done.

    Kinds: `Immediately`, `By`, `Within`, `Before`, `Recurring`, `Ongoing`,
    `Unspecified`. Every deadline is equal to the one that its own text gives back.

    Example:
        >>> from datetime import date
        >>> from actionplan.deadlines import Deadline
        >>> deadline = Deadline.from_text("P6W after publication")
        >>> print(deadline.due({"publication": date(2014, 8, 29)}).explanation)
        42 days after Fri 29 Aug 2014 (publication) = Fri 10 Oct 2014
    """

    __slots__ = ()

    @classmethod
    def from_text(cls, text: str) -> "Deadline":
        """The deadline that a canonical text stands for.

        Raises:
            InvalidValue: The text is not canonical, or names a day, period or
                anchor that cannot be.
        """
        expect_text(text)
        for kind in _KINDS:
            found = kind.read(text)
            if found is not None:
                return found
        raise InvalidValue(*wrong(FaultCode.DEADLINE, text, "is not a deadline", _HINT))

    @classmethod
    @abc.abstractmethod
    def read(cls, text: str) -> "Deadline | None":
        """The deadline of this kind that a canonical text stands for, if it is one."""

    @abc.abstractmethod
    def due(
        self,
        anchors: Anchors,
        *,
        on: date | None = None,
        calendar: AnyCalendar | None = None,
        roll: Rolling | str = Rolling.NONE,
    ) -> DueDate | None:
        """The due date, or None for a deadline that has no last day.

        Args:
            anchors: The days to count from, by name; `publication` is the day
                on which the item was published.
            on: The day that is looked from: what recurs is next due on or after
                it. The first time, when it is not given.
            calendar: Whose working days count, where the rule does not say so
                itself: the name of a calendar that is shipped, a
                `WorkingCalendar`, or a function that knows of a day whether it
                is a working day.
            roll: Where a last day goes that is no working day of that calendar.

        Raises:
            MissingAnchor: The deadline counts from a day that is not given.
            MissingCalendar: It counts or rolls by working days of no calendar.
            BeyondHorizon: The calendar does not cover the days that are counted.
            UnknownName: There is no calendar of that name.
            InvalidValue: An anchor is no day, or there is no such rolling.
        """

    def _repr_html_(self) -> str:
        return pairs(f"{type(self).__name__}: {self}", fields(self))


_KINDS: list[type[Deadline]] = []


def kind(model: type[D]) -> type[D]:
    """Let `Deadline.from_text` know a kind, which its base cannot import."""
    _KINDS.append(model)
    return model


class Dated(Deadline):
    """A deadline that has a last day, once its anchors are known."""

    __slots__ = ()

    def due(
        self,
        anchors: Anchors,
        *,
        on: date | None = None,  # noqa: ARG002 - only what recurs looks from a day
        calendar: AnyCalendar | None = None,
        roll: Rolling | str = Rolling.NONE,
    ) -> DueDate:
        """The due date; see `Deadline.due`."""
        return finished(self._counted(anchors, calendar), anchors, calendar, roll)

    @abc.abstractmethod
    def _counted(self, anchors: Anchors, calendar: AnyCalendar | None) -> DueDate:
        """The due date, before rolling and without what any last day warns of."""


class Undated(Deadline):
    """A deadline that has no last day, and a text of one word."""

    __slots__ = ()

    TEXT: ClassVar[str]

    @classmethod
    def read(cls, text: str) -> "Deadline | None":
        """The deadline, if the text is its word."""
        return cls() if text == cls.TEXT else None

    def due(
        self,
        anchors: Anchors,
        *,
        on: date | None = None,
        calendar: AnyCalendar | None = None,
        roll: Rolling | str = Rolling.NONE,
    ) -> None:
        """No day."""

    def __str__(self) -> str:
        return self.TEXT


def finished(
    counted: DueDate,
    anchors: Anchors,
    calendar: AnyCalendar | None,
    roll: Rolling | str,
) -> DueDate:
    """A due date as it is given: rolled if that is asked, with its warnings."""
    rolling = to_rolling(roll)
    days = None if calendar is None else to_working_days(calendar)
    rolled = counted if rolling is Rolling.NONE else _rolled(counted, rolling, calendar)
    more = [*_before_publication(counted.day, anchors)]
    more += rest_warnings(rolled.day, days)
    if days is not None:
        more += provisional_warnings(rolled.day, days)
    if not more:
        return rolled
    warnings = tuple(dict.fromkeys([*counted.warnings, *more]))
    return attrs.evolve(rolled, warnings=warnings)


def _rolled(
    counted: DueDate, rolling: Rolling, calendar: AnyCalendar | None
) -> DueDate:
    days = working_days_for(None, calendar)
    day = days.rolled(counted.day, rolling)
    if day == counted.day:
        return counted
    explanation = (
        f"{counted.explanation}; not a working day ({days.name}), "
        f"{rolling} = {day_text(day)}"
    )
    return attrs.evolve(
        counted, day=day, explanation=explanation, rolled_from=counted.day
    )


def known_as(days: WorkingDays) -> str:
    """When the holidays by which days were counted were known, for an explanation."""
    if days.as_of is None:
        return ""
    return f" (bank holidays as known on {short_day(days.as_of)})"


# Anchors


def is_anchor(value: object) -> Faults:
    """Check an anchor: a day, or a name that the grammar does not need itself."""
    if isinstance(value, date):
        return is_day(value)
    if value in RESERVED_NAMES:
        return wrong(
            FaultCode.ID, value, "is a word of the grammar", "use another name"
        )
    return is_name(value)


def read_anchor(text: str) -> str | date:
    """The anchor that a text names: a day when it begins with a digit.

    Raises:
        InvalidValue: It begins with a digit and is no day.
    """
    return parse_day(text) if text[:1].isdigit() else text


def anchor_day(anchor: str | date, anchors: Anchors) -> date:
    """The day that an anchor stands for.

    Raises:
        MissingAnchor: No day is given for that name.
        InvalidValue: What is given is no day.
    """
    if isinstance(anchor, date):
        return anchor
    if anchor not in anchors:
        message = f"no day is known for {anchor!r}"
        hint = f"record an event of that name, or give it: {{{anchor!r}: date(...)}}"
        raise MissingAnchor(
            Fault("anchor", FaultCode.MISSING_ANCHOR, anchor, message, hint)
        )
    day = anchors[anchor]
    raise_any(InvalidValue, (fault.within(anchor) for fault in is_day(day)))
    return day


def anchor_text(anchor: str | date, day: date, *, assumed: bool) -> str:
    """The day of an anchor and what it is the day of, for an explanation."""
    if isinstance(anchor, date):
        return day_text(day)
    return f"{day_text(day)} ({anchor}{', assumed' if assumed else ''})"


def assumed_warnings(anchor: str | date, *, assumed: bool) -> Iterator[str]:
    """A warning that the words named no day to count from."""
    if assumed:
        yield f"the words name no day to count from; {anchor} is assumed"


def _before_publication(day: date, anchors: Anchors) -> Iterator[str]:
    if PUBLICATION not in anchors:
        return
    published = anchor_day(PUBLICATION, anchors)
    if day < published:
        yield f"{short_day(day)} is before publication on {short_day(published)}"


# Fields that hold a deadline


def to_deadline(value: Deadline | str | None) -> Deadline | None:
    """A deadline from its canonical text; anything else as it is."""
    # The base is abstract, but what is asked of it here, `from_text`, is not.
    return read_canonical(Deadline, value)  # type: ignore[type-abstract]


_is_any_deadline = is_canonical(Deadline, "a deadline")  # type: ignore[type-abstract]


def is_deadline(value: Any) -> Faults:
    """Check a deadline that is kept: one in working days must name its calendar."""
    faults = _is_any_deadline(value)
    if faults:
        return faults
    deadline = to_deadline(value)
    if not getattr(deadline, "working", False) or getattr(deadline, "calendar", None):
        return ()
    message = "counts working days of no calendar"
    hint = f"name it, such as {deadline}[england-and-wales]"
    return wrong(FaultCode.MISSING_CALENDAR, str(deadline), message, hint)
