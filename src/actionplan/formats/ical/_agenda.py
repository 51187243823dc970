"""What a meeting is about: what is due by it, what is overdue, what changed.

A meeting that is over says what stood then, one to come what is known by now. Days
count against the days of meetings and never against the day that is looked at, so an
agenda is the same until there is news of something that stands in it.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from operator import attrgetter

import attrs

from actionplan._days import counted, day_text
from actionplan._diary import Diaries
from actionplan.comparing import Change, ChangeKind, changes
from actionplan.formats.ical._clean import summarised
from actionplan.formats.ical._names import Names
from actionplan.formats.ical._tracked import Tracked, told_at
from actionplan.log import AnyEntry
from actionplan.meetings import ScrutinyMeeting
from actionplan.register import Register
from actionplan.snapshot import ItemState, Snapshot
from actionplan.snapshot._fold import fold

MOST_LINES, MOST_CHARACTERS = 20, 300
NEVER_TOLD = datetime(1970, 1, 1, tzinfo=UTC)  # a meeting knows no moment of its own
# What a day brings by itself, so that it is told as due or overdue.
_OF_DAYS = (ChangeKind.NEWLY_OVERDUE, ChangeKind.RECURRED, ChangeKind.MISSED)

Step = tuple[date, datetime, Tracked | None]


@attrs.frozen(kw_only=True)
class Agenda:
    """What a meeting is about.

    Attributes:
        since: The day of the meeting before it.
        due: What is due by it, and was not due by the one before.
        overdue: What was due by the one before.
        changed: What changed since then.
        sequence: How many openings and entries have changed this.
        told: The moment of the last of them.
    """

    since: date | None
    due: tuple[str, ...] = ()
    overdue: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    sequence: int = 0
    told: datetime = NEVER_TOLD

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing on it."""
        return not (self.due or self.overdue or self.changed)

    def lines(self) -> Iterator[str]:
        """All of it under headings."""
        since = (
            f"since the last meeting, on {day_text(self.since)}" if self.since else ""
        )
        yield from _listed("Due by this meeting", self.due)
        yield from _listed(f"Overdue {since}, or longer", self.overdue)
        yield from _listed(f"Changed {since}", self.changed)


def _listed(heading: str, lines: tuple[str, ...]) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield f"{heading} ({len(lines)}):"
    yield from (f"- {line}" for line in lines[:MOST_LINES])
    if len(lines) > MOST_LINES:
        yield f"- and {len(lines) - MOST_LINES} more"


def concerns(state: ItemState, body: str) -> bool:
    """Whether a body owns an item, or oversees the body that does."""
    return body in state.parties.owners or body in state.parties.overseers


@attrs.frozen(kw_only=True)
class Agendas:
    """The agendas of the meetings of a register, on a day and as known at a moment."""

    register: Register
    on: date
    known: datetime | None
    for_: str | None
    names: Names
    _snapshots: dict[date, Snapshot] = attrs.field(factory=dict, init=False)
    _steps: dict[tuple[str, int], list[Step]] = attrs.field(factory=dict, init=False)
    _diaries: Diaries = attrs.field(init=False)

    @_diaries.default
    def _diaries_of_register(self) -> Diaries:
        return Diaries(self.register.meetings)

    def at(self, day: date) -> Snapshot:
        """The register as it stood on a day, or stands if that is to come."""
        day = min(self.on, day)
        if day not in self._snapshots:
            self._snapshots[day] = self.register.at(day, self.known)
        return self._snapshots[day]

    def of(self, meeting: ScrutinyMeeting, since: date | None) -> Agenda:
        """The agenda of a meeting, given the day of the one before it."""
        states = [s for s in self.at(meeting.day) if self._is_for(s, meeting.body)]
        open_ = sorted(
            (due, state.item.id, self._line(due, state, meeting.day))
            for state in states
            if (due := _due(_tracked(state), meeting.day, since)) is not None
        )
        news = [self._news(state, meeting.day, since) for state in states]
        told = [moment for count, moment in news if count]
        return Agenda(
            since=since,
            due=tuple(one for due, _, one in open_ if not since or due > since),
            overdue=tuple(one for due, _, one in open_ if since and due <= since),
            changed=tuple(self._changed(states, meeting.day, since)),
            sequence=sum(count for count, _ in news),
            told=max(told, default=NEVER_TOLD),
        )

    def _is_for(self, state: ItemState, body: str) -> bool:
        return concerns(state, body) and (not self.for_ or concerns(state, self.for_))

    def _line(self, due: date, state: ItemState, day: date) -> str:
        item = state.item
        text, owner = summarised(item.text), self.names.body(item.owner)
        late = (day - due).days if state.recurs_from is None else 0
        by_then = f", {counted(late, 'day')} overdue by then" if late else ""
        return f"{day_text(due)}{by_then}: {text} ({owner}, {item.id})"

    def _changed(
        self, states: Iterable[ItemState], day: date, since: date | None
    ) -> Iterator[str]:
        if since is None or since >= self.on:  # by when nothing is known to change
            return
        ids = {state.item.id for state in states}
        findings = {state.item.source.id for state in states}
        for change in self._changes_between(since, day):
            is_of_finding = change.kind is ChangeKind.READDRESSED
            if change.item in (findings if is_of_finding else ids):
                yield summarised(f"{change.item}: {change}", MOST_CHARACTERS)

    def _changes_between(self, since: date, day: date) -> list[Change]:
        found = changes(self.at(since), self.at(day))
        told = (change for change in found if change.kind not in _OF_DAYS)
        return sorted(told, key=attrgetter("item"))

    # Which entries have changed an agenda, from the opening of each item on

    def _news(
        self, state: ItemState, day: date, since: date | None
    ) -> tuple[int, datetime]:
        """How many steps of an item have changed the agenda of a day, and when."""
        steps = self._steps_of(state)
        # What changed is told against what stood before, so that all of it counts.
        changed = since is not None and any(on > since for on, _, _ in steps)
        news: list[tuple[int, datetime]] = [(0, NEVER_TOLD)]
        before = None
        for number, (_, told, tracked) in enumerate(steps, start=1):
            shown = _due(tracked, day, since)
            if changed or shown != before:
                news.append((number, told))
            before = shown
        return news[-1][0], max(told for _, told in news)

    def _steps_of(self, state: ItemState) -> list[Step]:
        """The day and moment of each step, and the item after it, while it is open.

        The steps are its opening and its entries in the order in which they were
        told: by when they are known and have taken effect.
        """
        entries = (*state.entries, *state.retracted)
        key = state.item.id, len(entries)
        if key not in self._steps:
            opened = state.item.opened or state.on
            steps = [(opened, datetime.combine(opened, time(), UTC))]
            in_order = sorted(entries, key=told_at)
            # What was said before the opening is news with it.
            steps += [(max(opened, one.on), told_at(one)) for one in in_order]
            self._steps[key] = [
                (*step, _tracked(self._after(state, in_order[:number])))
                for number, step in enumerate(steps)
            ]
        return self._steps[key]

    def _after(self, state: ItemState, told: list[AnyEntry]) -> ItemState:
        if len(told) == len(state.entries) + len(state.retracted):
            return state
        return fold(
            state.item,
            sorted(told, key=attrgetter("on", "known_from")),
            on=state.on,
            known=None,
            parties=state.parties,
            diaries=self._diaries,
        )


def _tracked(state: ItemState) -> Tracked | None:
    """An item as a meeting sees it: what is open no more is due no more."""
    return Tracked.of(state) if state.is_open else None


def _due(tracked: Tracked | None, day: date, since: date | None) -> date | None:
    return tracked.due_for(day, since) if tracked else None
