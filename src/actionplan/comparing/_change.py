"""One thing that changed, as a value."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import attrs

from actionplan._days import counted, day_text
from actionplan._html import pairs, table
from actionplan._printing import one_line
from actionplan._values import NOTHING
from actionplan.comparing._kinds import ChangeKind
from actionplan.log import AnyEntry, DeadlineChange
from actionplan.snapshot._history_text import said
from actionplan.terms import Status


@attrs.frozen(kw_only=True, repr=False)
class Change:
    """One thing about one item that differs between two snapshots.

    Attributes:
        kind: What sort of change it is.
        item: The id of the item, or of the finding that is for other bodies now.
        owner: The body that must act.
        text: What must be done.
        field: What of its state changed: `status`, `percent`, `due` and so on.
        before: What that was; None where there was nothing.
        after: What it is.
        entries: The entries of the log that say so, where it is the log that does.
        names: What bodies are called in its text; without it, by their ids.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> register = ap.load("examples/norfolk_2014.json").record(
        ...     ap.DeadlineChange(
        ...         item="norfolk-2014/plan",
        ...         on=date(2014, 10, 6),
        ...         by="hmic",
        ...         deadline="by 2014-10-24",
        ...         reason="Illness.",
        ...     )
        ... )
        >>> september, october = date(2014, 9, 17), date(2014, 10, 15)
        >>> *_, change = ap.changes(register.at(september), register.at(october))
        >>> str(change.kind), change.days, change.times
        ('slipped', 14, 1)
        >>> print(change)  # doctest: +NORMALIZE_WHITESPACE
        Due Fri 24 Oct 2014, 14 days later than Fri 10 Oct 2014,
        agreed by hmic on Mon 6 Oct 2014: Illness.
    """

    kind: ChangeKind
    item: str
    owner: str
    text: str
    field: str
    before: Any = None
    after: Any = None
    entries: tuple[AnyEntry, ...] = ()
    names: Mapping[str, str] = attrs.field(default=NOTHING, eq=False, repr=False)

    @property
    def days(self) -> int | None:
        """By how many days a day moved, below 0 to an earlier one; None without two."""
        if isinstance(self.before, date) and isinstance(self.after, date):
            return (self.after - self.before).days
        return None

    @property
    def times(self) -> int:
        """In how many entries of the log it came about."""
        return len(self.entries)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why a deadline was changed, as each change says."""
        given = (e.reason for e in self.entries if isinstance(e, DeadlineChange))
        return tuple(reason for reason in given if reason)

    @property
    def source(self) -> AnyEntry | None:
        """The last entry that says so, if it is the log that does."""
        return self.entries[-1] if self.entries else None

    def __str__(self) -> str:
        return words_of(self)

    def __repr__(self) -> str:
        return f"<Change of {self.item}: {self.kind}, {self.field}>"

    def _repr_html_(self) -> str:
        rows = zip(_HEADS, _row(self), strict=True)
        return pairs(f"Change: {self.kind}", [*rows, ("Text", self.text)])


class Changes(tuple[Change, ...]):
    """Changes as `changes` gives them: a tuple that a notebook shows as a table."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return table(counted(len(self), "change"), _HEADS, self, _row)


_HEADS = ("Item", "Owner", "What", "In words")


def _row(change: Change) -> tuple[object, ...]:
    owner = change.names.get(change.owner, change.owner)
    return change.item, owner, change.kind, words_of(change)


# The words of a change: a sentence of minutes, without its full stop.

Words = Callable[[Change], str]


def words_of(change: Change) -> str:
    """What changed, on one line."""
    words = one_line(_WORDS[change.kind](change))
    return words[0].upper() + words[1:]


def _shown(value: Any) -> str:
    """A value of a field in words: days and terms as running text."""
    match value:
        case date():
            return day_text(value)
        case Status():
            return value.words
        case tuple():
            return ", ".join(value)
        case _:
            return str(value)


def _was(change: Change, form: str = "{}") -> str:
    if change.before in (None, ()):
        return ""
    return f" (was {form.format(_shown(change.before))})"


def _by(change: Change) -> str:
    said_by = change.source
    if said_by is None:
        return ""
    return f" by {_called(change, said_by.by)} on {day_text(said_by.on)}"


def _called(change: Change, bodies: str | tuple[str, ...]) -> str:
    ids = (bodies,) if isinstance(bodies, str) else bodies
    return ", ".join(change.names.get(body, body) for body in ids)


def _reached(verb: str) -> Words:
    return lambda change: f"{verb}{_by(change)}{_was(change)}"


def _progressed(change: Change) -> str:
    if change.field == "percent":
        done = (
            "No percentage given" if change.after is None else f"{change.after}% done"
        )
        return f"{done}{_was(change, '{}%')}"
    if change.field == "rag":
        rated = "Not rated" if change.after is None else f"Rated {change.after}"
        return f"{rated}{_was(change)}"
    return f"Reported {_shown(change.after)}{_by(change)}{_was(change)}"


def _noted(change: Change) -> str:
    if change.after is None:
        return f"No {change.field} any more{_was(change)}"
    return f"{change.field.capitalize()}{_by(change)}: {change.after}"


def _responded(change: Change) -> str:
    if change.source is None:
        return f"No response any more{_was(change)}"
    return f"Response{_by(change)}: {said(change.source)}{_was(change)}"


def _superseded(change: Change) -> str:
    if change.field == "superseded_by":
        return f"Superseded by {change.after or 'nothing'}{_was(change)}"
    successor = getattr(change.source, "superseded_by", None)
    item = f" by {successor}" if successor else ""
    return f"Superseded{item}, reported{_by(change)}{_was(change)}"


def _reworded(change: Change) -> str:
    verbs = {"text": "Reworded", "name": f"Called {change.after}"}
    other = f"{change.field.capitalize()} {_shown(change.after)}"
    return f"{verbs.get(change.field, other)}{_was(change)}"


def _ruled(change: Change) -> str:
    return f"Deadline {change.after}{_was(change)}{_agreed(change)}{_because(change)}"


def _recurred(change: Change) -> str:
    if change.after is None:
        return f"No longer due{_was(change)}"
    return f"Next due {_shown(change.after)}{_was(change)}"


def _reopened(verb: str) -> Words:
    return lambda change: f"{verb}{_by(change)}: {_shown(change.after)}{_was(change)}"


def _late(change: Change) -> str:
    days = counted(change.after, "day")
    if change.field == "days_overdue":
        return f"Overdue by {days}"
    return f"Immediate action was asked; {days} on, not reported complete"


def _own(verb: str) -> Words:
    def words(change: Change) -> str:
        if change.after is None:
            return f"No longer {verb.lower()} {_shown(change.before)}"
        return f"{verb} {_shown(change.after)}{_was(change)}"

    return words


def _moved(change: Change) -> str:
    often = f", in {change.times} changes" if change.times > 1 else ""
    moved = f"{_due(change.after)}{_than(change)}{often}"
    return f"{moved}{_agreed(change)}{_because(change)}"


def _agreed(change: Change) -> str:
    last = change.source
    if not isinstance(last, DeadlineChange):
        return ""
    body = _called(change, last.agreed_by or last.by)
    return f", agreed by {body} on {day_text(last.on)}"


def _deferral(verb: str) -> Words:
    return lambda change: (
        f"{verb}{_by(change)}: {_due(change.after)}{_than(change)}{_because(change)}"
    )


def _due(day: date | None) -> str:
    return f"due {day_text(day)}" if day else "without a due day"


def _than(change: Change) -> str:
    if change.days is None:
        return ""
    direction = "later" if change.days >= 0 else "earlier"
    distance = counted(abs(change.days), "day")
    return f", {distance} {direction} than {day_text(change.before)}"


def _because(change: Change) -> str:
    return f": {'; '.join(change.reasons)}" if change.reasons else ""


_WORDS: dict[ChangeKind, Words] = {
    ChangeKind.OPENED: lambda change: f"Opened, {_due(change.after)}",
    ChangeKind.REMOVED: lambda _: "No longer there",
    ChangeKind.REWORDED: _reworded,
    ChangeKind.READDRESSED: lambda change: (
        f"For {_called(change, change.after)} (was {_called(change, change.before)})"
    ),
    ChangeKind.RETRACTED: lambda change: f"Taken back{_by(change)}: {change.before}",
    ChangeKind.RESPONDED: _responded,
    ChangeKind.PROGRESSED: _progressed,
    ChangeKind.NOTED: _noted,
    ChangeKind.COMPLETED: _reached("Reported complete"),
    ChangeKind.ASSURED: _reached("Assured"),
    ChangeKind.CLOSED: _reached("Closed"),
    ChangeKind.SET_BACK: _reopened("Set back"),
    ChangeKind.REOPENED: _reopened("Reopened"),
    ChangeKind.NO_FURTHER_ACTION: _reached("Ended without further action"),
    ChangeKind.SUPERSEDED: _superseded,
    ChangeKind.WITHDRAWN: _reached("Withdrawn"),
    ChangeKind.DEFERRAL_ASKED: _deferral("More time asked for"),
    ChangeKind.DEFERRAL_REFUSED: _deferral("Refused"),
    ChangeKind.SLIPPED: _moved,
    ChangeKind.BROUGHT_FORWARD: _moved,
    ChangeKind.REDATED: _moved,
    ChangeKind.DATED: _moved,
    ChangeKind.DEADLINE_CHANGED: _ruled,
    ChangeKind.MISSED: lambda change: f"No report is known for {_shown(change.after)}",
    ChangeKind.UNDATED: lambda change: f"{_moved(change)}{_was(change)}",
    ChangeKind.RECURRED: _recurred,
    ChangeKind.RETARGETED: _own("Aims at"),
    ChangeKind.RE_LED: _own("Led by"),
    ChangeKind.NEWLY_OVERDUE: _late,
}
