"""By when an item is due, by its deadline and every change of it that counts."""

from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from actionplan._diary import Diary
from actionplan.deadlines import (
    NEXT_MEETING,
    PREVIOUS_DUE,
    Anchors,
    Deadline,
    DueDate,
)
from actionplan.errors import ActionPlanError
from actionplan.items import Item
from actionplan.log import AnyEntry, DeadlineChange, Event, Response
from actionplan.snapshot._parties import Parties
from actionplan.terms import Outcome

ACCEPTANCE = "acceptance"


@attrs.frozen(kw_only=True)
class Deferral:
    """A new deadline that was asked for, beside the day that was due until then.

    Most put a day off, which gives them their name; one that brings it forward has
    `days` below 0.

    Attributes:
        entry: The entry of the log.
        outcome: Whether the body that set the item agreed or refused, or was asked.
        asked: The day on which it was asked for: as the entry says, else, for an
            answer, as the entry before it that asked, else the day of the entry.
        was: The day that was due until then; None where none was known. Of what
            recurs, the next day after the entry.
        becomes: The day that it gives, or would have given.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> change = ap.DeadlineChange(
        ...     item="norfolk-2014/plan",
        ...     on=date(2014, 10, 13),
        ...     by="norfolk",
        ...     deadline="by 2014-10-24",
        ... )
        >>> register = ap.load("examples/norfolk_2014.json").record(change)
        >>> (deferral,) = register.at(date(2014, 11, 1))["norfolk-2014/plan"].deferrals
        >>> str(deferral.outcome), deferral.days, deferral.in_time
        ('asked', 14, False)
    """

    entry: DeadlineChange
    outcome: Outcome
    asked: date
    was: date | None
    becomes: date | None

    @property
    def days(self) -> int | None:
        """By how many days it moves the due day, or would have; None without a day."""
        if self.was is None or self.becomes is None:
            return None
        return (self.becomes - self.was).days

    @property
    def in_time(self) -> bool | None:
        """Whether it was asked for before the day had passed; None without a day.

        Departments must say so when it becomes clear that a date will be missed, and
        not afterwards (HM Treasury, DAO 02/20).
        """
        return None if self.was is None else self.asked <= self.was


def outcome_of(change: DeadlineChange, parties: Parties) -> Outcome:
    """What those who set an item say to a new deadline; it moves if they agree."""
    if change.refused_by in parties.setters:
        return Outcome.REFUSED
    if change.by in parties.setters or change.agreed_by in parties.setters:
        return Outcome.AGREED
    return Outcome.ASKED


@attrs.frozen
class Standing:
    """What is due, or why nobody can know; and the days that it counts from."""

    due: DueDate | None
    undated: str | None
    anchors: Anchors

    @property
    def day(self) -> date | None:
        """The last day, if one is known."""
        return self.due.day if self.due else None


@attrs.frozen(kw_only=True)
class Dates:
    """The days from which the deadlines of an item count, and those that they give.

    What recurs is looked at from `on`.
    """

    item: Item
    on: date
    parties: Parties
    diary: Diary
    changes: tuple[DeadlineChange, ...]
    given: tuple[tuple[str, date], ...]

    def at_first(self) -> Standing:
        """What was due at first, which the first of several days decides."""
        return self._standing(self._first_rule, self.on, self.given[::-1])

    def now(self) -> tuple[Standing, tuple[Deferral, ...]]:
        """What is due with every change that was agreed, and what became of each."""
        rule = self._first_rule
        deferrals: list[Deferral] = []
        requested: date | None = None
        for change in self.changes:
            outcome = outcome_of(change, self.parties)
            answers = requested if outcome is not Outcome.ASKED else None
            asked = change.asked or answers or change.on
            requested = asked if outcome is Outcome.ASKED else None
            was = self._standing(rule, change.on, self.given)
            new = _Rule(change.deadline, change.on, was.due)
            deferrals.append(
                Deferral(
                    entry=change,
                    outcome=outcome,
                    asked=asked,
                    was=was.day,
                    becomes=self._standing(new, change.on, self.given).day,
                )
            )
            rule = new if outcome is Outcome.AGREED else rule
        return self._standing(rule, self.on, self.given), tuple(deferrals)

    @property
    def _first_rule(self) -> "_Rule":
        return _Rule(self.item.deadline, self.item.opened, None)

    def _standing(
        self, rule: "_Rule", on: date, given: Iterable[tuple[str, date]]
    ) -> Standing:
        anchors = {**dict(given), **self.item.anchors}
        if rule.since and getattr(rule.deadline, "anchor", None) == NEXT_MEETING:
            following = self.diary.next_after(rule.since)
            if following is not None:
                anchors[NEXT_MEETING] = following
        if rule.previous is not None:  # an extension counts from the day as it was
            anchors[PREVIOUS_DUE] = rule.previous.unrolled
        try:
            return Standing(rule.deadline.due(anchors, on=on), None, anchors)
        except ActionPlanError as error:
            return Standing(None, error.faults[0].message, anchors)


@attrs.frozen
class _Rule:
    """A deadline, the day from which it holds, and what was due until then."""

    deadline: Deadline
    since: date | None
    previous: DueDate | None


def days_given_by(
    entries: Iterable[AnyEntry], parties: Parties
) -> Iterator[tuple[str, date]]:
    """The days that the log names, for deadlines to count from, in its order."""
    for entry in entries:
        match entry:
            case Event():
                yield entry.name, entry.on
            case Response() if (
                entry.by in parties.owners and entry.acceptance.is_accepting
            ):
                yield ACCEPTANCE, entry.on
            case _:
                pass
