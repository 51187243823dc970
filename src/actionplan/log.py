"""The log: what happened to items, entry by entry, never rewritten.

Each entry says on which day it took effect and at which moment it was recorded,
because the two differ: an update for August that arrives in October was not
known in September. A mistake is taken back by a `Retraction`, not erased.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar

import attrs

from actionplan._fields import (
    BODY,
    DAY,
    MAYBE_BODY,
    MAYBE_DAY,
    MAYBE_TEXT,
    TEXT,
    X,
    is_a,
    is_item_id,
    is_moment,
    is_name,
    is_term,
    is_whole,
    optional,
    to_json_map,
    to_moment,
)
from actionplan._html import fields, pairs
from actionplan._plain import DIGEST_CHARACTERS, digest
from actionplan._values import NOTHING, Faults, Value, checked, mistyped, wrong
from actionplan.deadlines import Deadline, is_deadline, to_deadline
from actionplan.errors import Fault, FaultCode, InvalidValue, raise_any
from actionplan.terms import (
    Acceptance,
    EntryKind,
    Status,
    Visibility,
    to_acceptance,
    to_status,
    to_visibility,
)

ITEM = checked(is_item_id, refers_to="item")
MAYBE_ITEM = checked(optional(is_item_id), refers_to="item")


def is_digest(value: object) -> Faults:
    """Check the digest of an entry: 16 small hexadecimal digits."""
    if type(value) is not str:
        return mistyped("the digest of an entry", value)
    if len(value) != DIGEST_CHARACTERS or set(value) - set("0123456789abcdef"):
        hint = "use the `digest` of the entry that is taken back, 16 hexadecimal digits"
        return wrong(FaultCode.ID, value, "is not the digest of an entry", hint)
    return ()


@attrs.frozen(kw_only=True)
class Entry(Value):
    """The base of the seven kinds of entry.

    Attributes:
        item: The item that it is about.
        on: The day on which it took effect.
        by: The body that says so.
        recorded: The moment at which it was recorded, kept in UTC. Without one
            it counts as recorded at the beginning of `on`, in UTC.
        visibility: Who may see it, when that is not the bodies concerned.
    """

    item: str = attrs.field(metadata=ITEM)
    on: date = attrs.field(metadata=DAY)
    by: str = attrs.field(metadata=BODY)
    recorded: datetime | None = attrs.field(
        default=None, converter=to_moment, metadata=checked(optional(is_moment))
    )
    visibility: Visibility | None = attrs.field(
        default=None,
        converter=to_visibility,
        metadata=checked(optional(is_term(Visibility))),
    )

    @property
    def known_from(self) -> datetime:
        """The moment from which this entry is known."""
        return self.recorded or datetime.combine(self.on, time(), UTC)

    @property
    def digest(self) -> str:
        """The name by which a `Retraction` takes this entry back.

        The first 16 hexadecimal digits of the SHA-256 of the entry's canonical
        JSON: its object as documents hold it, with sorted keys and no spaces, in
        UTF-8 (RFC 8785).
        """
        return digest(self)

    def _repr_html_(self) -> str:
        return pairs(type(self).__name__, fields(self))


@attrs.frozen(kw_only=True)
class ProgressUpdate(Entry):
    """How far an item has come.

    Each field that is given holds until a later update gives it again.

    Attributes:
        status: Where it stands now.
        superseded_by: The item that took its place, for one that is superseded.
        percent: How much is done, from 0 to 100.
        rag: The rating as it was reported, in the reporter's own words.
        note: What happened.
        evidence: What shows it.
        x: Whatever the caller wants to keep with it.

    Raises:
        InvalidValue: A field is faulty, nothing at all is said, or a successor
            is named for an item that is not superseded.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> update = ap.ProgressUpdate(
        ...     item="norfolk-2014/plan",
        ...     on=date(2014, 10, 9),
        ...     by="norfolk",
        ...     status="complete",
        ... )
        >>> update.status, update.digest
        (<Status.COMPLETE: 'complete'>, '7b075d78089fbae1')
    """

    kind: ClassVar = EntryKind.PROGRESS
    status: Status | None = attrs.field(
        default=None, converter=to_status, metadata=checked(optional(is_term(Status)))
    )
    superseded_by: str | None = attrs.field(default=None, metadata=MAYBE_ITEM)
    percent: int | None = attrs.field(
        default=None, metadata=checked(optional(is_whole(0, 100)))
    )
    rag: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    note: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    evidence: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )

    def _own_faults(self) -> Faults:
        said = (self.status, self.percent, self.rag, self.note, self.evidence)
        if said == (None,) * len(said):
            hint = "give a status, percent, rag, note or evidence"
            return (Fault("", FaultCode.REQUIRED, None, "says nothing", hint),)
        if self.superseded_by and self.status is not Status.SUPERSEDED:
            message = "names a successor of an item that is not superseded"
            hint = "give the status superseded with it"
            place, code = "superseded_by", FaultCode.CONTRADICTION
            return (Fault(place, code, self.superseded_by, message, hint),)
        return ()


@attrs.frozen(kw_only=True)
class Response(Entry):
    """Whether a body takes an item on, and what it does about it or why nothing.

    The acceptance of an item is that of its owner's responses. Where a report
    includes a recommendation, a commissioner's comments on it must explain the
    action taken or proposed in response, or why there is none (Police Act 1996
    s.55(5B)).

    Attributes:
        acceptance: Whether it is accepted.
        action: The action taken or proposed.
        reason: Why none is.
        x: Whatever the caller wants to keep with it.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> ap.Response(
        ...     item="r/1", on=date(2014, 9, 1), by="norfolk", acceptance="partly"
        ... ).acceptance.is_accepting
        True
    """

    kind: ClassVar = EntryKind.RESPONSE
    acceptance: Acceptance = attrs.field(
        converter=to_acceptance, metadata=checked(is_term(Acceptance))
    )
    action: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    reason: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )


@attrs.frozen(kw_only=True)
class DeadlineChange(Entry):
    """A new deadline that was asked for, agreed or refused.

    The due date moves only when the body that set the item agreed: `agreed_by`
    names it, or the entry is `by` it. The original due date never moves.

    Attributes:
        deadline: The new deadline.
        stated: The words in which it was given.
        asked: The day on which it was asked for.
        reason: Why.
        agreed_by: The body that agreed.
        refused_by: The body that refused.
        x: Whatever the caller wants to keep with it.

    Raises:
        InvalidValue: A field is faulty, or it is both agreed and refused.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> change = ap.DeadlineChange(
        ...     item="norfolk-2014/plan",
        ...     on=date(2014, 10, 1),
        ...     by="norfolk",
        ...     deadline="by 2014-10-31",
        ...     reason="The new head of safeguarding starts on 13 October.",
        ...     agreed_by="hmic",
        ... )
        >>> print(change.deadline)
        by 2014-10-31
    """

    kind: ClassVar = EntryKind.DEADLINE_CHANGE
    deadline: Deadline = attrs.field(
        converter=to_deadline, metadata=checked(is_deadline)
    )
    stated: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    asked: date | None = attrs.field(default=None, metadata=MAYBE_DAY)
    reason: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    agreed_by: str | None = attrs.field(default=None, metadata=MAYBE_BODY)
    refused_by: str | None = attrs.field(default=None, metadata=MAYBE_BODY)
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )

    def _own_faults(self) -> Faults:
        if not (self.agreed_by and self.refused_by):
            return ()
        message = "is both agreed and refused"
        hint = "record the answer of each body as an entry of its own"
        place, code = "refused_by", FaultCode.CONTRADICTION
        return (Fault(place, code, self.refused_by, message, hint),)


@attrs.frozen(kw_only=True)
class Target(Entry):
    """The owner's own aim, which moves no deadline.

    Attributes:
        day: The day that the owner aims at; past it an open item is behind.
        x: Whatever the caller wants to keep with it.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> ap.Target(
        ...     item="r/1", on=date(2014, 9, 1), by="norfolk", day=date(2014, 12, 31)
        ... ).day
        datetime.date(2014, 12, 31)
    """

    kind: ClassVar = EntryKind.TARGET
    day: date = attrs.field(metadata=DAY)
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )


@attrs.frozen(kw_only=True)
class Assignment(Entry):
    """Who leads on an item from this day on.

    Attributes:
        lead: A post, such as "Head of Safeguarding", rather than a person.
        x: Whatever the caller wants to keep with it.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> ap.Assignment(
        ...     item="r/1", on=date(2014, 9, 1), by="norfolk", lead="Head of Crime"
        ... ).lead
        'Head of Crime'
    """

    kind: ClassVar = EntryKind.ASSIGNMENT
    lead: str = attrs.field(metadata=TEXT)
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )


@attrs.frozen(kw_only=True)
class Event(Entry):
    """A day that deadlines count from: on it, what is named here took place.

    Attributes:
        name: What took place, as the deadlines call it: `receipt`, `case-closed`.
        x: Whatever the caller wants to keep with it.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> ap.Event(item="r/1", on=date(2014, 9, 2), by="norfolk", name="receipt").name
        'receipt'
    """

    kind: ClassVar = EntryKind.EVENT
    name: str = attrs.field(metadata=checked(is_name))
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )


@attrs.frozen(kw_only=True)
class Retraction(Entry):
    """An earlier entry about the same item was a mistake.

    From the moment at which this is recorded, the entry counts no more; asked
    what was known before that moment, a register still answers with it. Like
    every entry it takes effect `on` a day, which is that of the mistake: `of` gives
    it that day.

    Attributes:
        entry: The `digest` of the entry that is taken back.
        reason: Why.
        x: Whatever the caller wants to keep with it.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> mistake = ap.ProgressUpdate(
        ...     item="r/1", on=date(2014, 9, 2), by="norfolk", status="complete"
        ... )
        >>> ap.Retraction.of(mistake, by="norfolk").entry == mistake.digest
        True
    """

    kind: ClassVar = EntryKind.RETRACTION
    entry: str = attrs.field(metadata=checked(is_digest))
    reason: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )

    @classmethod
    def of(
        cls,
        mistake: Entry,
        *,
        by: str,
        recorded: datetime | None = None,
        reason: str | None = None,
    ) -> "Retraction":
        """The retraction of an entry: of the same item and day, to be seen by as many.

        Args:
            mistake: The entry that is taken back.
            by: The body that takes it back.
            recorded: The moment from which it counts no more. Without one it never
                counted, whenever a register is asked.
            reason: Why.

        Raises:
            InvalidValue: It is no entry, or a field is faulty.
        """
        raise_any(InvalidValue, is_a(Entry, "an entry")(mistake))
        return cls(
            item=mistake.item,
            on=mistake.on,
            by=by,
            recorded=recorded,
            visibility=mistake.visibility,
            entry=mistake.digest,
            reason=reason,
        )


AnyEntry = (
    ProgressUpdate
    | Response
    | DeadlineChange
    | Target
    | Assignment
    | Event
    | Retraction
)
