"""The register: bodies, reports, plans, meetings and the log, in one value."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from types import UnionType
from typing import Any, TypeVar

import attrs

from actionplan._diary import meeting_named, meetings_between
from actionplan._editions import Edition
from actionplan._fields import (
    X,
    as_tuple,
    each,
    is_a,
    is_body_id,
    is_term,
    read_term,
    to_json_map,
    to_texts,
)
from actionplan._html import table
from actionplan._index import HOLDINGS, AnyHolding, Index, near, numbered, placed
from actionplan._merging import merged
from actionplan._replacing import AnyPart, replaced
from actionplan._values import NOTHING, Value, checked
from actionplan.bodies import Body
from actionplan.errors import (
    Fault,
    FaultCode,
    InvalidValue,
    UnknownName,
    raise_any,
    shown,
)
from actionplan.items import Item
from actionplan.log import AnyEntry
from actionplan.meetings import AnyMeeting, ScrutinyMeeting
from actionplan.plans import ActionPlan
from actionplan.reports import InspectionReport
from actionplan.snapshot import Snapshot
from actionplan.snapshot._snapshot import take_snapshot
from actionplan.terms import Visibility

T = TypeVar("T")


def _bodies(values: Iterable[Body]) -> tuple[Body, ...]:
    return as_tuple(values)


def _reports(values: Iterable[InspectionReport]) -> tuple[InspectionReport, ...]:
    return as_tuple(values)


def _plans(values: Iterable[ActionPlan]) -> tuple[ActionPlan, ...]:
    return as_tuple(values)


def _meetings(values: Iterable[AnyMeeting]) -> tuple[AnyMeeting, ...]:
    return as_tuple(values)


def _log(values: Iterable[AnyEntry]) -> tuple[AnyEntry, ...]:
    return as_tuple(values)


@attrs.frozen(kw_only=True, repr=False)
class Register(Value):
    """Everything that is tracked, and all that has happened to it.

    A register does not change: what is recorded, added or replaced gives a new
    register, which shares with the old one all that stayed the same.

    Attributes:
        tracks: The bodies whose items it follows; without any, all.
        bodies: The bodies that anything in it names.
        reports: The inspection reports.
        plans: The action plans.
        meetings: The scrutiny meetings, and the series of them.
        log: What happened, in the order in which it was entered.
        x: Whatever the caller wants to keep with it.

    Raises:
        InvalidValue: An id is given twice, or a reference leads nowhere; with
            all such faults together.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> print(register.at(date(2014, 9, 17))["norfolk-2014/plan"].due)
        42 days after Fri 29 Aug 2014 (publication) = Fri 10 Oct 2014
    """

    tracks: tuple[str, ...] = attrs.field(
        default=(),
        converter=to_texts,
        metadata=checked(each(is_body_id, distinct=True), refers_to="body"),
    )
    bodies: tuple[Body, ...] = attrs.field(
        default=(), converter=_bodies, metadata=checked(each(is_a(Body, "a body")))
    )
    reports: tuple[InspectionReport, ...] = attrs.field(
        default=(),
        converter=_reports,
        metadata=checked(each(is_a(InspectionReport, "a report"))),
    )
    plans: tuple[ActionPlan, ...] = attrs.field(
        default=(), converter=_plans, metadata=checked(each(is_a(ActionPlan, "a plan")))
    )
    meetings: tuple[AnyMeeting, ...] = attrs.field(
        default=(),
        converter=_meetings,
        metadata=checked(each(is_a(AnyMeeting, "a meeting"))),
    )
    log: tuple[AnyEntry, ...] = attrs.field(
        default=(), converter=_log, metadata=checked(each(is_a(AnyEntry, "an entry")))
    )
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )
    _index: Index = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        raise_any(InvalidValue, self._field_faults())
        index, faults = Index().holding(placed(self._tables()))
        index, more = index.recording(numbered("log", self.log))
        untracked = index.unknown_bodies("tracks", self.tracks)
        raise_any(InvalidValue, [*untracked, *faults, *more])
        object.__setattr__(self, "_index", index)

    def __repr__(self) -> str:
        return (
            f"<Register: bodies {len(self.bodies)}, reports {len(self.reports)}, "
            f"items {len(self._index.items)}, entries {len(self.log)}>"
        )

    def _repr_html_(self) -> str:
        return table(repr(self).strip("<>"), _REPORT_NAMES, self.reports, _report_row)

    # Questions

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item of every report and plan, tracked or not, published or not."""
        return tuple(self._index.items.values())

    def item(self, id: str) -> Item:  # noqa: A002 - the word of the model
        """The item that a short or long id names.

        Raises:
            UnknownName: There is none.
        """
        found = self._index.item_id(id)
        if found is None:
            message = f"there is no item {shown(id)}"
            hint = near(str(id), self._index.items) or "see `items` for all there are"
            raise UnknownName(Fault("", FaultCode.UNKNOWN_NAME, id, message, hint))
        return self._index.items[found]

    def meeting(self, id: str) -> ScrutinyMeeting:  # noqa: A002 - the word of the model
        """The meeting of that id, which may be one of a series: `forum/2014-12-10`.

        The day in the id is that of the rule, wherever the meeting was moved to.

        Raises:
            UnknownName: There is none, it is cancelled, or the id is that of a whole
                series.
        """
        return meeting_named(self._index.meetings, str(id))

    def meetings_between(self, start: date, end: date) -> tuple[ScrutinyMeeting, ...]:
        """The meetings that begin from a day to a day, both included, in order.

        Those of series are among them, where they are held and when.

        Raises:
            InvalidValue: One is no day, or the end is before the start.
        """
        return meetings_between(self.meetings, start, end)

    def at(self, on: date, known: datetime | None = None) -> Snapshot:
        """The register as it stood on a day, as known at a moment.

        Entries count whose day and moment of recording are not later than these,
        both included. It never fails because of one item: one whose due day
        cannot be known has none, and says why in `undated`.

        Args:
            on: The day.
            known: The moment; without one, all that is known counts.

        Raises:
            InvalidValue: `on` is no day, or `known` no moment with a time zone.
        """
        return take_snapshot(self._index, self.tracks, on=on, known=known)

    # New registers

    def record(self, *entries: AnyEntry) -> "Register":
        """A register with these entries at the end of its log, or none of them.

        Only they are checked; all else is shared.

        Raises:
            InvalidValue: One is no entry, or refers to what is not there.
        """
        raise_any(InvalidValue, _each_is(AnyEntry, "entries", "an entry", entries))
        index, faults = self._index.recording(numbered("entries", entries))
        raise_any(InvalidValue, faults)
        return self._grown(index, log=self.log + entries)

    def add(self, *things: AnyHolding) -> "Register":
        """A register with these values besides, or none of them.

        Only they are checked; all else is shared.

        Raises:
            InvalidValue: One is nothing of the kind, its id is taken, or it
                refers to what is not there.
        """
        wanted = "a body, report, plan or meeting"
        raise_any(InvalidValue, _each_is(AnyHolding, "things", wanted, things))
        index, faults = self._index.holding(numbered("things", things))
        raise_any(InvalidValue, faults)
        added = {
            name: tuple(thing for thing in things if isinstance(thing, model))
            for name, model in HOLDINGS.items()
        }
        return self._grown(
            index, **{name: getattr(self, name) + new for name, new in added.items()}
        )

    def replace(self, *parts: AnyPart) -> "Register":
        """A register in which these parts stand in the place of those of the same ids.

        A part is a body, report, plan or meeting, or a finding, obligation or
        action within one. Reports and plans are checked again, and the log where
        an item went away; what stayed the same is shared.

        Raises:
            InvalidValue: A part has no counterpart, or without the old one a
                reference leads nowhere.
        """
        raise_any(
            InvalidValue, _each_is(AnyPart, "parts", "a part of a register", parts)
        )
        changed, faults = replaced(self._tables(), parts)
        raise_any(InvalidValue, faults)
        return self._rebuilt(changed)

    def merge(self, other: "Register", base: "Register | None" = None) -> "Register":
        """A register with all that this one and another one hold.

        Bodies, reports, findings, obligations, plans, actions and meetings are united
        by their ids, at every depth; an id that has different fields on the two sides
        is a conflict, unless the `base` from which both grew says which of them
        changed it. `x` and `refs` are united key by key. A register that tracks
        some bodies and one that tracks others track both together.

        An entry of the log that both hold is kept once, and one that a side holds
        twice, twice. Entries about one item, of one day and moment, that give a field
        different values keep the order in which a side has them; if no side has both,
        or the sides disagree, they are a conflict. All else stands in the order of
        this log, with what is new put in by the moment of its recording.

        Nothing is lost, and merging a register with itself gives it back. Where they
        are defined, `a.merge(b)` and `b.merge(a)` hold the same entries and give equal
        item states on every day and at every moment, and so does any grouping of three.

        Args:
            other: The other register.
            base: The register from which both grew. What one side took away, and the
                other left as it was, is taken away.

        Raises:
            MergeConflict: They contradict each other, with every place where they do.
            InvalidValue: One of the two is no register.

        Example:
            >>> from datetime import date
            >>> import actionplan as ap
            >>> base = ap.load("examples/norfolk_2014.json")
            >>> ours, theirs = (
            ...     base.record(
            ...         ap.ProgressUpdate(
            ...             item=item, on=date(2014, 9, 20), by="norfolk", percent=50
            ...         )
            ...     )
            ...     for item in ("norfolk-2014/1", "norfolk-2014/2")
            ... )
            >>> len(base.log), len(ours.merge(theirs).log)
            (2, 4)
        """
        given = {"other": other} if base is None else {"other": other, "base": base}
        check = is_a(Register, "a register")
        faults = (f.within(name) for name, held in given.items() for f in check(held))
        raise_any(InvalidValue, faults)
        fields, index = merged(self, other, base)
        return self._grown(index, **fields)

    def edition(self, audience: Visibility | str) -> "Register":
        """A register that holds what an audience may see, and nothing else.

        What is published is public unless it is marked: reports with their findings,
        judgements and obligations, and meetings. Everything else is shared unless it
        is marked: reports without a day of publication, plans, actions, the log, and
        the register's own `x`. A thing is at least as hidden as what it stands in.
        Bodies are always there.

        A reference to what is hidden is left out. So is an entry that was taken back
        by a retraction which is hidden, because it would look as if it still stood.

        Args:
            audience: `public`, `shared` (the bodies concerned) or `own` (everything).

        Raises:
            InvalidValue: There is no such audience.

        Example:
            >>> import actionplan as ap
            >>> public = ap.load("examples/norfolk_2014.json").edition("public")
            >>> len(public.reports[0].findings), len(public.plans), len(public.log)
            (4, 0, 0)
        """
        level = read_term(Visibility, audience)
        faults = (fault.within("audience") for fault in is_term(Visibility)(level))
        raise_any(InvalidValue, faults)
        return attrs.evolve(self, **Edition(level, self._index).fields(self))

    def _rebuilt(self, changed: dict[str, tuple[Any, ...]]) -> "Register":
        index, faults = Index().holding(placed(changed))
        if self._index.long_ids.items() <= index.long_ids.items():
            index = attrs.evolve(index, entries=self._index.entries)
        else:  # the log may name an item that went away
            index, more = index.recording(numbered("log", self.log))
            faults += more
        raise_any(InvalidValue, faults)
        return self._grown(index, **changed)

    def _tables(self) -> dict[str, tuple[AnyHolding, ...]]:
        return {name: getattr(self, name) for name in HOLDINGS}

    def _grown(self, index: Index, **changes: Any) -> "Register":
        # Past the checks, which have been made of all that is new.
        grown = object.__new__(Register)
        for field in attrs.fields(Register):
            object.__setattr__(
                grown, field.name, changes.get(field.name, getattr(self, field.name))
            )
        object.__setattr__(grown, "_index", index)
        return grown


_REPORT_NAMES = ("Report", "Title", "By", "About", "Published", "Findings")


def _report_row(report: InspectionReport) -> tuple[object, ...]:
    """A report as a notebook shows it in a register."""
    return (
        report.id,
        report.title,
        ", ".join(report.by),
        ", ".join(report.about),
        report.published,
        len(report.findings),
    )


def _each_is(
    model: UnionType, name: str, wanted: str, values: tuple[Any, ...]
) -> Iterator[Fault]:
    return (fault.within(name) for fault in each(is_a(model, wanted))(values))
