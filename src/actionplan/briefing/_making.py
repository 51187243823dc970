"""The making of a briefing: which days count, which items, which reports."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import attrs

from actionplan._fields import is_a, is_day, optional
from actionplan._values import FrozenMap
from actionplan.bodies import Body
from actionplan.briefing._briefing import Briefing
from actionplan.briefing._header import PaperHeader
from actionplan.errors import Fault, FaultCode, InvalidValue, raise_any, shown
from actionplan.meetings import (
    PAPERS,
    MeetingSeries,
    ScrutinyMeeting,
    occurrence_named,
)
from actionplan.periods import Counting, Period
from actionplan.register import Register
from actionplan.reports import InspectionReport
from actionplan.snapshot import ItemState, Snapshot
from actionplan.snapshot.ratings import Rate, by_dates
from actionplan.terms import BodyKind
from actionplan.working_days import AnyCalendar

_QUARTER = Period(months=3)
_NEAR = timedelta(days=800)  # how far the meetings of a body are looked for
_DAY = timedelta(days=1)


def briefing(
    register: Register,
    meeting: str,
    *,
    on: date | None = None,
    known: datetime | None = None,
    since: date | None = None,
    until: date | None = None,
    for_panel: bool = False,
    header: PaperHeader | None = None,
    rate: Rate = by_dates,
    calendar: AnyCalendar | None = None,
) -> Briefing:
    """What a scrutiny meeting needs to know, from a register.

    It is about the items that can be asked about at the meeting, as
    `Snapshot.where(meeting=...)` finds them. The meeting before and the one after
    are those of its series; where there is none, those of the body that holds it.

    A police and crime panel scrutinises the commissioner, and not the force (Police
    Reform and Social Responsibility Act 2011, section 28): its edition is about the
    commissioner's own duties, and tells of the force as context.

    Args:
        register: The register; for a paper that is published, its public edition.
        meeting: The id of the meeting, which may be one of a series.
        on: The day on which matters stand as told; without it, the day on which the
            papers of the meeting are due, else the day of the meeting.
        known: The moment at whose knowledge it stops; without it, all that the
            register knows counts.
        since: The day from which on changes are told; without it, the day on which
            the papers of the meeting before were due, else the day of that meeting.
            What those papers knew is what was recorded by the end of that day, by
            the clock of the meeting.
        until: The last day of what is shown as due next; without it, the day before
            the next meeting, else three months after this one.
        for_panel: Whether it is for a panel that scrutinises the commissioner: the
            body that holds the meeting, or one that this body oversees.
        header: What stands at the head of the paper.
        rate: The rule by which items are rated.
        calendar: A calendar of the caller's own, by which days of papers count.

    Raises:
        UnknownName: There is no such meeting, it is cancelled, or it is a series.
        InvalidValue: A day is none, they are not in order, or no commissioner is
            known for a panel.
        BeyondHorizon: A calendar does not cover the days of papers.

    Example:
        >>> import actionplan as ap
        >>> from actionplan.briefing import briefing
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> paper = briefing(register, "norfolk-pcc/2014-09-17")
        >>> paper.on.isoformat(), len(paper.overdue), len(paper.responses)
        ('2014-09-17', 1, 1)
    """
    held = register.meeting(meeting)
    previous, following = _neighbours(register, held)
    raise_any(InvalidValue, _mistyped(on, since, until, header))
    on = on or _papers_day(held, calendar)
    if since is None and previous is not None:
        since = min(on, _papers_day(previous, calendar))
    until = until or max(on, _last_day(held, following))
    raise_any(InvalidValue, _disordered(on, since, until))
    commissioner = _commissioner(register, held) if for_panel else None
    scope = _Scope(meeting=meeting, commissioner=commissioner)
    now = scope.of(register.at(on, known))
    return Briefing(
        meeting=held,
        previous=previous,
        following=following,
        header=header or PaperHeader(),
        on=on,
        since=since,
        until=until,
        now=now,
        then=scope.of(register.at(since, _end_of(since, held))) if since else None,
        reports=tuple(_new_reports(register, held, now, since)),
        commissioner=commissioner,
        rate=rate,
        names=FrozenMap({body.id: body.name for body in register.bodies}),
        titles=FrozenMap({report.id: report.title for report in register.reports}),
    )


def _mistyped(
    on: date | None,
    since: date | None,
    until: date | None,
    header: PaperHeader | None,
) -> Iterator[Fault]:
    for name, day in (("on", on), ("since", since), ("until", until)):
        yield from (fault.within(name) for fault in optional(is_day)(day))
    check = optional(is_a(PaperHeader, "a paper header"))
    yield from (fault.within("header") for fault in check(header))


def _disordered(on: date, since: date | None, until: date) -> Iterator[Fault]:
    if since is not None and since > on:
        message = f"{since} is after {on}, the day on which matters stand"
        hint = "give a day before it"
        yield Fault("since", FaultCode.CONTRADICTION, since, message, hint)
    if until < on:
        message = f"{until} is before {on}, the day on which matters stand"
        hint = "give a day after it"
        yield Fault("until", FaultCode.CONTRADICTION, until, message, hint)


# Meetings and days


def _neighbours(
    register: Register, meeting: ScrutinyMeeting
) -> tuple[ScrutinyMeeting | None, ScrutinyMeeting | None]:
    """The meetings before and after one."""
    series, others = _of_series(register, meeting), _of_body(register, meeting)
    before, after = _around(meeting, series)
    other_before, other_after = _around(meeting, others)
    return before or other_before, after or other_after


def _around(
    meeting: ScrutinyMeeting, held: list[ScrutinyMeeting]
) -> tuple[ScrutinyMeeting | None, ScrutinyMeeting | None]:
    before = [one for one in held if one.starts < meeting.starts]
    after = [one for one in held if one.starts > meeting.starts]
    return (before[-1] if before else None), (after[0] if after else None)


def _of_series(register: Register, meeting: ScrutinyMeeting) -> list[ScrutinyMeeting]:
    by_id = {one.id: one for one in register.meetings}
    found = None if meeting.id in by_id else occurrence_named(by_id, meeting.id)
    if found is None:
        return []
    series, _ = found
    following = series.next_after(meeting.day) or meeting.day
    return list(series.meetings(_first_day(series, meeting), following))


def _first_day(series: MeetingSeries, meeting: ScrutinyMeeting) -> date:
    return min([series.day, meeting.day, *(one.start.date() for one in series.moved)])


def _of_body(register: Register, meeting: ScrutinyMeeting) -> list[ScrutinyMeeting]:
    found = register.meetings_between(meeting.day - _NEAR, meeting.day + _NEAR)
    return [one for one in found if one.body == meeting.body]


def _papers_day(meeting: ScrutinyMeeting, calendar: AnyCalendar | None) -> date:
    due = meeting.preparations_due(calendar=calendar).get(PAPERS)
    return due.day if due else meeting.day


def _last_day(meeting: ScrutinyMeeting, following: ScrutinyMeeting | None) -> date:
    if following is not None and following.day > meeting.day:
        return following.day - _DAY
    return _QUARTER.last_day(meeting.day, Counting.AFTER)


def _end_of(day: date, meeting: ScrutinyMeeting) -> datetime:
    """The last moment of a day, by the clock in the room."""
    return datetime.combine(day, time.max, ZoneInfo(meeting.zone))


# Items and reports


@attrs.frozen(kw_only=True)
class _Scope:
    """Which items a meeting is about."""

    meeting: str
    commissioner: str | None

    def of(self, snapshot: Snapshot) -> Snapshot:
        if self.commissioner is None:
            return snapshot.where(meeting=self.meeting)
        return snapshot.having(self._concerns_commissioner)

    def _concerns_commissioner(self, state: ItemState) -> bool:
        return self.commissioner in state.parties.owners | state.parties.overseers


def _commissioner(register: Register, meeting: ScrutinyMeeting) -> str:
    """The local policing body that holds a meeting, or whose panel does.

    Raises:
        InvalidValue: There is none, or the panel oversees several.
    """
    policing = [one for one in register.bodies if _is_commissioner(one, meeting)]
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
        and (body.until is None or body.until >= meeting.day)
    )


def _new_reports(
    register: Register, meeting: ScrutinyMeeting, now: Snapshot, since: date | None
) -> Iterator[InspectionReport]:
    """The reports that came out after the last papers and concern the meeting."""
    concerned = {state.item.report for state in now}
    asked = {one.id for one in register.bodies if meeting.body in _holders(one)}
    for report in register.reports:
        is_new = report.published and (since or date.min) < report.published <= now.on
        if is_new and (report.id in concerned or asked.intersection(report.about)):
            yield report


def _holders(body: Body) -> tuple[str | None, ...]:
    return body.id, body.overseen_by
