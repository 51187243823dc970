"""Deadlines: the rules that say by when, and the days that they give.

A deadline is a value with a canonical text, which is also its form in documents:

    deadline = "immediately" | "ongoing" | "unspecified" | "by " span
             | period (" after " | " beginning ") anchor
    span     = day | year-month | year | day "/" day    the shortest that says it
    period   = nD | nW | nM | nY | nYnM after "P"       ten years at most
    anchor   = day | name                               such as publication, receipt

A day past the last day is late; the last day itself never is. Nothing rolls off
weekends: none of the statutes that set these periods says so.
"""

import abc
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

import attrs

from actionplan._fields import (
    each,
    is_canonical,
    is_day,
    is_name,
    is_term,
    is_text,
    read_canonical,
)
from actionplan._values import (
    Canonical,
    Faults,
    Value,
    checked,
    expect_text,
    wrong,
)
from actionplan.errors import Fault, FaultCode, InvalidValue, MissingAnchor, raise_any
from actionplan.periods import (
    Counting,
    Period,
    Span,
    day_text,
    parse_day,
    short_day,
    to_counting,
    to_period,
    to_span,
)

__all__ = [
    "PUBLICATION",
    "By",
    "Counting",
    "Deadline",
    "DueDate",
    "Immediately",
    "Ongoing",
    "Period",
    "Span",
    "Unspecified",
    "Within",
]

PUBLICATION = "publication"
RESERVED_NAMES = ("working", "until", "complete")

_WITHIN = re.compile(r"(P\S*) (after|beginning) (\S+)")
_HINT = (
    "write one of: immediately, by 2014-10-31, by 2014-10, P6W after publication, "
    "P56D beginning publication, ongoing, unspecified"
)

Anchors = Mapping[str, date]


@attrs.frozen(kw_only=True)
class DueDate(Value):
    """The day that a deadline gives, and how it came about.

    Attributes:
        day: The last day on which the thing is in time.
        explanation: One sentence that a committee can check.
        warnings: What a reader should know besides, each a sentence.

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

    def __str__(self) -> str:
        return self.explanation


class Deadline(Canonical):
    """The base of the family: by when something must be done.

    Kinds: `Immediately`, `By`, `Within`, `Ongoing`, `Unspecified`. Every deadline
    is equal to the one that its own text gives back.

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
        for kind in (Immediately, Ongoing, Unspecified):
            if text == kind.TEXT:
                return kind()
        if text.startswith("by "):
            return By(span=Span.from_text(text.removeprefix("by ")))
        found = _WITHIN.fullmatch(text)
        if found is None:
            raise InvalidValue(
                *wrong(FaultCode.DEADLINE, text, "is not a deadline", _HINT)
            )
        return _within(*found.groups())

    @abc.abstractmethod
    def due(self, anchors: Anchors) -> DueDate | None:
        """The due date, or None for a deadline that has no last day.

        Args:
            anchors: The days to count from, by name; `publication` is the day
                on which the item was published.

        Raises:
            MissingAnchor: The deadline counts from a day that is not given.
            InvalidValue: An anchor is no day.
        """


@attrs.frozen(kw_only=True)
class Immediately(Deadline):
    """At once: due on the day of publication.

    Example:
        >>> from datetime import date
        >>> from actionplan.deadlines import Immediately
        >>> Immediately().due({"publication": date(2014, 8, 29)}).day
        datetime.date(2014, 8, 29)
    """

    TEXT: ClassVar = "immediately"

    def due(self, anchors: Anchors) -> DueDate:
        """The day of publication."""
        day = anchor_day(PUBLICATION, anchors)
        explanation = f"immediately, on {day_text(day)} ({PUBLICATION})"
        return DueDate(day=day, explanation=explanation)

    def __str__(self) -> str:
        return self.TEXT


@attrs.frozen(kw_only=True)
class By(Deadline):
    """By a named day, month or year: due on its last day, that day included.

    Attributes:
        span: What the words name.

    Example:
        >>> from datetime import date
        >>> from actionplan.deadlines import By
        >>> str(By(span="2015-03-31")), By(span="2015").due({}).day
        ('by 2015-03-31', datetime.date(2015, 12, 31))
    """

    span: Span = attrs.field(
        converter=to_span, metadata=checked(is_canonical(Span, "a span of days"))
    )

    def due(self, anchors: Anchors) -> DueDate:
        """The last day of the span, with a warning when that is before publication."""
        day = self.span.end
        explanation = f"by {self.span.words} = {day_text(day)}, that day included"
        warnings = tuple(_before_publication(day, anchors))
        return DueDate(day=day, explanation=explanation, warnings=warnings)

    def __str__(self) -> str:
        return f"by {self.span}"


def is_anchor(value: object) -> Faults:
    """Check an anchor: a day, or a name that the grammar does not need itself."""
    if isinstance(value, date):
        return is_day(value)
    if value in RESERVED_NAMES:
        return wrong(
            FaultCode.ID, value, "is a word of the grammar", "use another name"
        )
    return is_name(value)


@attrs.frozen(kw_only=True)
class Within(Deadline):
    """Within a period after, or beginning with, a day.

    Attributes:
        period: How long.
        anchor: The day to count from, or the name of it.
        counting: Whether that day is left out (`after`) or counted as the first
            (`beginning`).

    Raises:
        InvalidValue: The anchor is neither a day nor a name that is free.

    Example:
        >>> from datetime import date
        >>> from actionplan.deadlines import Within
        >>> section_55 = Within(period="P56D", counting="beginning")
        >>> print(section_55)
        P56D beginning publication
        >>> print(section_55.due({"publication": date(2022, 12, 22)}))
        56 days beginning with Thu 22 Dec 2022 (publication) = Wed 15 Feb 2023
    """

    period: Period = attrs.field(
        converter=to_period, metadata=checked(is_canonical(Period, "a period"))
    )
    anchor: str | date = attrs.field(default=PUBLICATION, metadata=checked(is_anchor))
    counting: Counting = attrs.field(
        default=Counting.AFTER,
        converter=to_counting,
        metadata=checked(is_term(Counting)),
    )

    def due(self, anchors: Anchors) -> DueDate:
        """The last day of the period, counted once from the anchor."""
        start = anchor_day(self.anchor, anchors)
        day = self.period.last_day(start, self.counting)
        explanation = (
            f"{self._counted_from(start)} = {day_text(day)}{self._month_end(start)}"
        )
        return DueDate(day=day, explanation=explanation)

    def _counted_from(self, start: date) -> str:
        counting = "after" if self.counting is Counting.AFTER else "beginning with"
        name = f" ({self.anchor})" if isinstance(self.anchor, str) else ""
        return f"{self.period.words} {counting} {day_text(start)}{name}"

    def _month_end(self, start: date) -> str:
        if not self.period.lacks_corresponding_date(start):
            return ""
        return f" (the month has no day {start.day}, so its last day)"

    def __str__(self) -> str:
        return f"{self.period} {self.counting} {self.anchor}"


@attrs.frozen(kw_only=True)
class Ongoing(Deadline):
    """Without an end, such as a standard to be kept up: never due.

    Example:
        >>> from actionplan.deadlines import Ongoing
        >>> Ongoing().due({}) is None
        True
    """

    TEXT: ClassVar = "ongoing"

    def due(self, anchors: Anchors) -> None:
        """No day: what goes on is never due."""

    def __str__(self) -> str:
        return self.TEXT


@attrs.frozen(kw_only=True)
class Unspecified(Deadline):
    """No day was given, by whoever might have given one: never due.

    Example:
        >>> from actionplan.deadlines import Unspecified
        >>> print(Unspecified())
        unspecified
    """

    TEXT: ClassVar = "unspecified"

    def due(self, anchors: Anchors) -> None:
        """No day: none was given."""

    def __str__(self) -> str:
        return self.TEXT


def _within(period: str, counting: str, anchor: str) -> Within:
    start = parse_day(anchor) if anchor[:1].isdigit() else anchor
    return Within(
        period=Period.from_text(period), counting=Counting(counting), anchor=start
    )


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


def _before_publication(day: date, anchors: Anchors) -> Iterator[str]:
    if PUBLICATION not in anchors:
        return
    published = anchor_day(PUBLICATION, anchors)
    if day < published:
        yield f"{short_day(day)} is before publication on {short_day(published)}"


def to_deadline(value: Deadline | str | None) -> Deadline | None:
    """A deadline from its canonical text; anything else as it is."""
    # The base is abstract, but what is asked of it here, `from_text`, is not.
    return read_canonical(Deadline, value)  # type: ignore[type-abstract]


is_deadline = is_canonical(Deadline, "a deadline")  # type: ignore[type-abstract]
