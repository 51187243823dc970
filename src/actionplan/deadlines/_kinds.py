"""Deadlines that count nothing: at once, by a day, and those without a day."""

from datetime import date
from typing import ClassVar

import attrs

from actionplan._days import day_text
from actionplan._fields import is_canonical
from actionplan._values import checked
from actionplan.deadlines._base import (
    PUBLICATION,
    Anchors,
    Dated,
    DueDate,
    Undated,
    anchor_day,
    kind,
)
from actionplan.periods import Span, to_span
from actionplan.working_days import AnyCalendar


@kind
@attrs.frozen(kw_only=True)
class Immediately(Dated):
    """At once: due on the day of publication.

    Example:
        >>> from datetime import date
        >>> from actionplan.deadlines import Immediately
        >>> Immediately().due({"publication": date(2014, 8, 29)}).day
        datetime.date(2014, 8, 29)
    """

    TEXT: ClassVar = "immediately"

    @classmethod
    def read(cls, text: str) -> "Immediately | None":
        """The deadline, if the text is its word."""
        return cls() if text == cls.TEXT else None

    def _counted(self, anchors: Anchors, _: AnyCalendar | None) -> DueDate:
        day = anchor_day(PUBLICATION, anchors)
        explanation = f"immediately, on {day_text(day)} ({PUBLICATION})"
        return DueDate(day=day, explanation=explanation)

    def __str__(self) -> str:
        return self.TEXT


@kind
@attrs.frozen(kw_only=True)
class By(Dated):
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

    @classmethod
    def read(cls, text: str) -> "By | None":
        """The deadline that `by 2014-10-31` stands for, or None for another text."""
        word, blank, span = text.partition(" ")
        return cls(span=Span.from_text(span)) if (word, blank) == ("by", " ") else None

    @classmethod
    def day(cls, day: date) -> "By":
        """The deadline of one day."""
        return cls(span=Span.of_day(day))

    def _counted(self, _: Anchors, __: AnyCalendar | None) -> DueDate:
        day = self.span.end
        explanation = f"by {self.span.words} = {day_text(day)}, that day included"
        return DueDate(day=day, explanation=explanation)

    def __str__(self) -> str:
        return f"by {self.span}"


@kind
@attrs.frozen(kw_only=True)
class Ongoing(Undated):
    """Without an end, such as a standard to be kept up: never due.

    Example:
        >>> from actionplan.deadlines import Ongoing
        >>> Ongoing().due({}) is None
        True
    """

    TEXT: ClassVar = "ongoing"


@kind
@attrs.frozen(kw_only=True)
class Unspecified(Undated):
    """No day was given, by whoever might have given one: never due.

    Example:
        >>> from actionplan.deadlines import Unspecified
        >>> print(Unspecified())
        unspecified
    """

    TEXT: ClassVar = "unspecified"
