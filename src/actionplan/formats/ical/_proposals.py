"""What a calendar that somebody edited says, for a person to confirm."""

from datetime import date, datetime

import attrs

from actionplan._days import day_text
from actionplan.errors import Fault, FaultCode, InvalidValue
from actionplan.log import ProgressUpdate
from actionplan.terms import Status


@attrs.frozen(kw_only=True)
class Proposal:
    """What somebody changed about one item in a calendar.

    Attributes:
        item: The id of the item.
        status: The status that it would have; None where that stays.
        percent: How much would be done; None where that stays.
        note: What is to be noted, for one of several times that something is due.
        day: The day on which it was done, if the calendar says so.

    Example:
        >>> from datetime import date
        >>> from actionplan.formats.ical import Proposal
        >>> proposal = Proposal(item="norfolk-2014/1", percent=40)
        >>> print(proposal)
        norfolk-2014/1: 40 %
        >>> proposal.update(by="norfolk", on=date(2014, 10, 9)).percent
        40
    """

    item: str
    status: Status | None = None
    percent: int | None = None
    note: str | None = None
    day: date | None = None

    def update(
        self, *, by: str, on: date | None = None, recorded: datetime | None = None
    ) -> ProgressUpdate:
        """The entry that a person who agrees records.

        Args:
            by: The body that says so.
            on: The day on which it took effect; without one, the day that the
                calendar gives.
            recorded: The moment at which it is recorded.

        Raises:
            InvalidValue: An argument is faulty, or there is no day.
        """
        day = on or self.day
        if day is None:
            message = f"the calendar does not say when {self.item} changed"
            hint = "give the day `on` which it took effect"
            raise InvalidValue(Fault("on", FaultCode.REQUIRED, None, message, hint))
        return ProgressUpdate(
            item=self.item,
            on=day,
            by=by,
            recorded=recorded,
            status=self.status,
            percent=self.percent,
            note=self.note,
        )

    def __str__(self) -> str:
        percent = None if self.percent is None else f"{self.percent} %"
        day = self.day and f"on {day_text(self.day)}"
        said = (self.status and self.status.words, percent, self.note, day)
        return f"{self.item}: {', '.join(text for text in said if text)}"


@attrs.frozen(kw_only=True)
class Unknown:
    """A component of a calendar that is about nothing in the register.

    Attributes:
        kind: What it is, such as `VEVENT`.
        uid: Its UID; empty without one.
        summary: The beginning of its summary.
    """

    kind: str
    uid: str
    summary: str


@attrs.frozen(kw_only=True)
class Reading:
    """What a calendar that somebody edited says.

    Attributes:
        proposals: What was changed in it, as entries that a person may confirm.
        unclear: What was changed, and does not say what the log should say: each a
            fault, with what to do instead.
        unknown: What is about nothing in the register.
    """

    proposals: tuple[Proposal, ...] = ()
    unclear: tuple[Fault, ...] = ()
    unknown: tuple[Unknown, ...] = ()
