"""The making of a briefing: which days count, which items, which reports."""

from collections.abc import Iterator
from datetime import date, datetime

import attrs

from actionplan._fields import is_a, is_day, is_moment, optional
from actionplan._values import Check, FrozenMap
from actionplan.bodies import Body
from actionplan.briefing._briefing import Briefing
from actionplan.briefing._header import PaperHeader
from actionplan.briefing._meetings import end_of, last_day, neighbours, papers_day
from actionplan.errors import Fault, FaultCode, InvalidValue, raise_any, shown
from actionplan.meetings import ScrutinyMeeting
from actionplan.register import Register
from actionplan.reports import InspectionReport
from actionplan.snapshot import ItemState, Snapshot
from actionplan.snapshot._questions import is_function
from actionplan.snapshot.ratings import Rate, by_dates
from actionplan.terms import BodyKind
from actionplan.working_days import AnyCalendar


def briefing(
    register: Register,
    meeting: str,
    *,
    previous: str | None = None,
    on: date | None = None,
    known: datetime | None = None,
    since: date | None = None,
    then: Snapshot | None = None,
    until: date | None = None,
    for_panel: bool = False,
    header: PaperHeader | None = None,
    rate: Rate = by_dates,
    calendar: AnyCalendar | None = None,
) -> Briefing:
    """What a scrutiny meeting needs to know, from a register.

    The register and the id of the meeting are enough. All else is for those who want
    another last meeting, other days or moments, or the edition for a panel.

    It is about the items that can be asked about at the meeting, as
    `Snapshot.where(meeting=...)` finds them, and holds what the register holds: for a
    paper that is published, give the register's public edition.

    A police and crime panel scrutinises the commissioner, and not the force (Police
    Reform and Social Responsibility Act 2011, section 28): its edition is about the
    commissioner's own duties, and tells of the force as context.

    Args:
        register: The register, or an edition of it.
        meeting: The id of the meeting, which may be one of a series.
        previous: The id of the last meeting; without it, the one before of the same
            series, and where there is none, of the body that holds the meeting.
        on: The day on which matters stand as told; without it, the day on which the
            papers of the meeting are due, else the day of the meeting.
        known: The moment at whose knowledge it stops; without it, all that the
            register knows counts.
        since: The day of the last papers, after which changes are told; without it,
            the day on which the papers of the last meeting were due, else the day of
            that meeting. What those papers knew is what was recorded by the end of
            that day, by the clock of the meeting.
        then: What the last papers knew, in place of `since`, where it was something
            else: the register at another moment, or the register that was kept of
            that day. Only the latter tells that a report was entered late. It must be
            of the same edition, because the paper tells what things were before.
        until: The last day of what is shown as due next; without it, the day before
            the next meeting, else three months after this one.
        for_panel: Whether it is for a panel that scrutinises the commissioner: the
            body that holds the meeting, or one that this body oversees.
        header: What stands at the head of the paper.
        rate: The rule by which items are rated.
        calendar: A calendar of the caller's own, by which days of papers count.

    Raises:
        UnknownName: There is no such meeting, it is cancelled, or it is a series.
        InvalidValue: An argument is of another type, days or meetings are not in
            order, or no commissioner is known for a panel.
        BeyondHorizon: A calendar does not cover the days of papers.

    Example:
        >>> import actionplan as ap
        >>> from actionplan.briefing import briefing
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> paper = briefing(register, "norfolk-pcc/2014-09-17")
        >>> paper.on.isoformat(), len(paper.overdue), len(paper.responses)
        ('2014-09-17', 1, 1)
        >>> panel = briefing(
        ...     register.edition("public"), "norfolk-pcc/2014-09-17", for_panel=True
        ... )
        >>> [state.item.owner for state in panel.own]
        ['norfolk-pcc']
    """
    given = _Days(on, since, until, known, then, calendar)
    raise_any(InvalidValue, _mistyped(register, given, header, rate))
    held = register.meeting(meeting)
    last, following = neighbours(register, held, previous)
    on = on or papers_day(held, calendar)
    until = until or max(on, last_day(held, following))
    raise_any(InvalidValue, _disordered(given, on, until, held, last))
    scope = _Scope.of_meeting(register, held, for_panel=for_panel)
    now = scope.part(register.at(on, known))
    then = _then(register, given, on, scope, last)
    return Briefing(
        meeting=held,
        previous=last,
        following=following,
        header=header or PaperHeader(),
        until=until,
        now=now,
        then=then,
        asked=scope.asked(register),
        reports=tuple(_new_reports(register, scope, now, then)),
        commissioner=scope.body if for_panel else None,
        rate=rate,
        names=FrozenMap({body.id: body.name for body in register.bodies}),
        titles=FrozenMap({one.id: one.title for one in _published(register, on)}),
    )


# Days


@attrs.frozen
class _Days:
    """The days and moments that a caller gave, and the calendar to count them by."""

    on: date | None
    since: date | None
    until: date | None
    known: datetime | None
    then: Snapshot | None
    calendar: AnyCalendar | None


_TYPES: dict[str, Check] = {
    "on": is_day,
    "since": is_day,
    "until": is_day,
    "known": is_moment,
    "then": is_a(Snapshot, "a snapshot"),
}


def _mistyped(
    register: Register, given: _Days, header: PaperHeader | None, rate: Rate
) -> Iterator[Fault]:
    check = is_a(Register, "a register")
    yield from (fault.within("register") for fault in check(register))
    for name, check in _TYPES.items():
        found = optional(check)(getattr(given, name))
        yield from (fault.within(name) for fault in found)
    check = optional(is_a(PaperHeader, "a paper header"))
    yield from (fault.within("header") for fault in check(header))
    yield from is_function("rate", rate)


def _disordered(
    given: _Days,
    on: date,
    until: date,
    meeting: ScrutinyMeeting,
    last: ScrutinyMeeting | None,
) -> Iterator[Fault]:
    then = given.then.on if given.then is not None else None
    for name, day in (("since", given.since), ("then", then)):
        if day is not None and day > on:
            yield _contradiction(name, day, f"after {on}, the day of the paper")
    if given.since is not None and then is not None:
        yield _contradiction("since", given.since, "given beside `then`, which has one")
    if until < on:
        yield _contradiction("until", until, f"before {on}, the day of the paper")
    if last is not None and last.starts >= meeting.starts:
        yield _contradiction("previous", last.id, f"not before {meeting.id}")


def _contradiction(name: str, value: object, how: str) -> Fault:
    hint = f"give another one as {name!r}, or none"
    return Fault(name, FaultCode.CONTRADICTION, value, f"{value} is {how}", hint)


def _then(
    register: Register,
    given: _Days,
    on: date,
    scope: "_Scope",
    last: ScrutinyMeeting | None,
) -> Snapshot | None:
    """What the last papers knew: no more than this one, if that is an old one."""
    if given.then is not None:
        return scope.part(given.then)
    since = given.since
    if since is None:
        if last is None:
            return None
        since = min(on, papers_day(last, given.calendar))
    moment = end_of(since, scope.meeting)
    known = min(moment, given.known) if given.known else moment
    return scope.part(register.at(since, known))


# Items and reports


@attrs.frozen(kw_only=True)
class _Scope:
    """Which items a meeting is about: those that a body owns or oversees.

    Before a panel that body is the commissioner, and what belonged to a body whose
    place it took, or will belong to the one that takes its place, is its own.
    """

    meeting: ScrutinyMeeting
    body: str
    for_panel: bool

    @classmethod
    def of_meeting(
        cls, register: Register, meeting: ScrutinyMeeting, *, for_panel: bool
    ) -> "_Scope":
        body = _commissioner(register, meeting) if for_panel else meeting.body
        return cls(meeting=meeting, body=body, for_panel=for_panel)

    def part(self, snapshot: Snapshot) -> Snapshot:
        return snapshot.having(self._holds)

    def _holds(self, state: ItemState) -> bool:
        parties = state.parties
        if self.for_panel:
            return self.body in parties.owners | parties.overseers
        return self.body in (parties.owner, parties.overseer)

    def asked(self, register: Register) -> frozenset[str]:
        return frozenset(
            one.id for one in register.bodies if self.body in (one.id, one.overseen_by)
        )


def _commissioner(register: Register, meeting: ScrutinyMeeting) -> str:
    """The local policing body that holds a meeting, or whose panel does.

    Raises:
        InvalidValue: There is none, or the panel oversees several.
    """
    found = [one for one in register.bodies if _is_commissioner(one, meeting)]
    policing = [one for one in found if one.id == meeting.body] or found
    if len(policing) == 1:
        return policing[0].id
    number = "no local policing body" if not policing else "several"
    message = f"{number} can be the one that {shown(meeting.body)} scrutinises"
    hint = f"write overseen_by {meeting.body!r} on the one commissioner"
    raise InvalidValue(
        Fault("for_panel", FaultCode.CONTRADICTION, True, message, hint)  # noqa: FBT003
    )


def _is_commissioner(body: Body, meeting: ScrutinyMeeting) -> bool:
    return (
        body.kind is BodyKind.LOCAL_POLICING_BODY
        and meeting.body in (body.id, body.overseen_by)
        and (body.from_ is None or body.from_ <= meeting.day)
        and (body.until is None or meeting.day <= body.until)
    )


def _published(register: Register, on: date) -> Iterator[InspectionReport]:
    return (one for one in register.reports if one.published and one.published <= on)


def _new_reports(
    register: Register, scope: _Scope, now: Snapshot, then: Snapshot | None
) -> Iterator[InspectionReport]:
    """The reports that are new to a meeting, among those that concern it.

    They came out after the last papers, or these knew nothing that they ask for.
    """
    asked = scope.asked(register)
    concerned = {state.item.report for state in now}
    told = {state.item.report for state in then or ()}
    for report in _published(register, now.on):
        concerns = report.id in concerned or not asked.isdisjoint(report.about)
        is_new = then is None or (report.published or date.max) > then.on
        if (is_new and concerns) or report.id in concerned - told:
            yield report
