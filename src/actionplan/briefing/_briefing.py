"""A briefing as a value: two snapshots, and what follows from them."""

from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from actionplan._html import pairs
from actionplan._values import NOTHING
from actionplan.briefing._header import PaperHeader
from actionplan.comparing import Change, ChangeKind, changes
from actionplan.comparing._change import Changes
from actionplan.meetings import ScrutinyMeeting
from actionplan.reports import InspectionReport
from actionplan.snapshot import ItemState, Snapshot
from actionplan.snapshot._notebook import states_table
from actionplan.snapshot.ratings import Rate, by_dates
from actionplan.terms import ItemKind, Turn

_TITLES = {
    False: "Progress on inspection recommendations",
    True: "The commissioner's responses to inspection reports",
}


@attrs.frozen(kw_only=True, repr=False)
class Briefing:
    """What a scrutiny meeting needs to know.

    It holds the register as two meetings' papers know it; everything else is
    worked out from these when it is asked for.

    Attributes:
        meeting: The meeting.
        previous: The meeting before it, if one is known.
        following: The meeting after it, if one is known.
        header: What stands at the head of the paper.
        until: The last day of what is shown as due next.
        now: The items that can be asked about at the meeting, as they stand.
        then: The same as the papers of the last meeting knew them, if there were any.
        asked: The bodies that can be asked at the meeting: the one that holds it and
            those that this one oversees; before a panel, the commissioner and those.
        reports: The reports that are new to the meeting.
        commissioner: In a panel's edition, the body that the panel scrutinises.
        rate: The rule by which items are rated.
        names: What bodies are called, by their ids.
        titles: The titles of reports, by their ids.

    Example:
        >>> import actionplan as ap
        >>> from actionplan.briefing import briefing
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> paper = briefing(register, "norfolk-pcc/2014-09-17")
        >>> [state.item.id for state in paper.overdue]
        ['norfolk-2014/1']
    """

    meeting: ScrutinyMeeting
    previous: ScrutinyMeeting | None = None
    following: ScrutinyMeeting | None = None
    header: PaperHeader
    until: date
    now: Snapshot
    then: Snapshot | None = None
    asked: frozenset[str]
    reports: tuple[InspectionReport, ...] = ()
    commissioner: str | None = None
    rate: Rate = by_dates
    names: Mapping[str, str] = attrs.field(default=NOTHING, repr=False)
    titles: Mapping[str, str] = attrs.field(default=NOTHING, repr=False)

    @property
    def title(self) -> str:
        """What the paper is called: as its header says, else by what it is about."""
        by_default = _TITLES[self.commissioner is not None]
        return self.header.title or by_default

    @property
    def on(self) -> date:
        """The day on which matters stand as told."""
        return self.now.on

    @property
    def since(self) -> date | None:
        """The day of the last meeting's papers, if there were any."""
        return None if self.then is None else self.then.on

    @property
    def own(self) -> Snapshot:
        """What whoever is scrutinised must do: for a panel, the commissioner.

        Before a commissioner or an authority that is everything.
        """
        return self.now.having(self._is_own)

    @property
    def context(self) -> Snapshot:
        """For a panel, what those overseen by the commissioner must do; else empty."""
        return self.now.having(lambda state: not self._is_own(state))

    @property
    def overdue(self) -> Snapshot:
        """What is open after its last day, the most overdue first."""
        return self.own.overdue()

    @property
    def due(self) -> Snapshot:
        """What is open and due from this day until the next meeting, the next first."""
        return by_day(self.own.having(self._is_due))

    @property
    def pending(self) -> Snapshot:
        """What is said to be done and waits for others to agree.

        Before a panel, also what waits for the commissioner to agree.
        """
        return self.now.pending().having(
            lambda state: self._is_own(state) or self._is_to_agree(state)
        )

    @property
    def reopened(self) -> Snapshot:
        """What was said to be done and then opened again, and is open now."""
        return self.own.reopened()

    @property
    def deferred(self) -> Snapshot:
        """What has not ended and for which a new deadline was ever asked."""
        return self.own.having(
            lambda state: not state.is_ended and bool(state.deferrals)
        )

    @property
    def responses(self) -> Snapshot:
        """The open duties that reports brought, the first due first.

        Those without a day that is known come last.
        """
        return by_day(self.own.open().where(kind=ItemKind.OBLIGATION))

    @property
    def changed(self) -> tuple[Change, ...]:
        """What differs from what the papers of the last meeting knew.

        Items that a new report brings are told under that report, and not here.
        """
        if self.then is None:
            return Changes()
        new = {report.id for report in self.reports}
        return Changes(
            attrs.evolve(change, names=self.names)
            for change in changes(self.then.having(self._is_own), self.own)
            if change.kind is not ChangeKind.OPENED
            or self.now[change.item].item.report not in new
        )

    def is_late_news(self, change: Change) -> bool:
        """Whether it took effect by the last papers, which did not know of it."""
        if self.then is None or not change.entries:
            return False
        there = change.item in self.then
        known = self.then[change.item].entries if there else ()
        return all(
            entry.on <= self.then.on and entry not in known for entry in change.entries
        )

    def __repr__(self) -> str:
        return (
            f"<Briefing for {self.meeting.id} on {self.on}: "
            f"items {len(self.now)}, overdue {len(self.overdue)}, due {len(self.due)}>"
        )

    def _repr_html_(self) -> str:
        late, due = self.overdue.states, self.due.states
        return (
            pairs(self.title, _figures(self))
            + (states_table("Overdue", late, _MOST_SHOWN) if late else "")
            + (states_table("Due next", due, _MOST_SHOWN) if due else "")
        )

    def _is_own(self, state: ItemState) -> bool:
        return self.commissioner is None or self.commissioner in state.parties.owners

    def _is_to_agree(self, state: ItemState) -> bool:
        overseers = state.parties.overseers
        return state.turn is Turn.OVERSEER and self.commissioner in overseers

    def _is_due(self, state: ItemState) -> bool:
        return (
            state.is_open
            and state.due is not None
            and self.on <= state.due.day <= self.until
        )


_MOST_SHOWN = 10


def _figures(briefing: Briefing) -> Iterator[tuple[str, object]]:
    yield "Marking", briefing.header.marking
    yield "Meeting", f"{briefing.meeting.id}: {briefing.meeting.title}"
    yield "Held on", briefing.meeting.day
    yield "As of", briefing.on
    yield "Since the papers of", briefing.since
    yield "Not ended", len(briefing.own) - len(briefing.own.ended())
    yield "Overdue", len(briefing.overdue)
    yield "Due next", len(briefing.due)
    yield "Said to be done", len(briefing.pending)
    yield "New reports", len(briefing.reports)
    yield "Changes", len(briefing.changed)


def by_day(found: Snapshot) -> Snapshot:
    """The items of a snapshot, the first due first, and last those without a day."""
    return attrs.evolve(found, states=tuple(sorted(found, key=_day)))


def _day(state: ItemState) -> date:
    return state.due.day if state.due else date.max
