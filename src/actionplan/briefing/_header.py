"""What stands at the head of a committee paper."""

from datetime import date

import attrs

from actionplan._fields import MAYBE_DAY, MAYBE_TEXT
from actionplan._values import Value


@attrs.frozen(kw_only=True)
class PaperHeader(Value):
    """What stands at the head of a committee paper, each line where it is given.

    Attributes:
        title: What the paper is called.
        report_to: The board, panel or committee that it is for.
        report_from: The officer in whose name it comes.
        author: Who wrote it.
        agenda_item: Its number on the agenda.
        day: The day on which it was written.
        version: Its version, such as `1.0` or `draft 2`.
        purpose: What the meeting is asked to do with it.
        marking: Its protective marking, such as `OFFICIAL`. The library marks
            nothing by itself: what a paper may hold is said by the edition of the
            register that it is made from.

    Raises:
        InvalidValue: A field is blank, or the day is no day.

    Example:
        >>> from actionplan.briefing import PaperHeader
        >>> PaperHeader(report_to="Accountability Board", agenda_item="7").agenda_item
        '7'
    """

    title: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    report_to: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    report_from: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    author: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    agenda_item: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    day: date | None = attrs.field(default=None, metadata=MAYBE_DAY)
    version: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    purpose: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    marking: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
