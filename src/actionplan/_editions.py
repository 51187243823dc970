"""What of a register an audience may see, so that nothing else can be written.

A thing is at least as hidden as what it stands in: a finding as its report, an action
as its plan, an entry as its item. Unless it is marked, what is published is public, and
everything else is shared.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from actionplan._index import NESTED, Index
from actionplan.deadlines import NEXT_MEETING, Deadline
from actionplan.log import AnyEntry, DeadlineChange, ProgressUpdate, Retraction
from actionplan.plans import Action, ActionPlan
from actionplan.reports import AnyFinding, CauseOfConcern, Finding, InspectionReport
from actionplan.snapshot._fold import mistakes
from actionplan.terms import Visibility

PUBLIC, SHARED = Visibility.PUBLIC, Visibility.SHARED
HIDDEN_MEETING = "hidden-meeting"  # which nobody can date
_RANKS = {level: rank for rank, level in enumerate(Visibility)}


def narrower(one: Visibility, other: Visibility) -> Visibility:
    """The one of two levels that fewer may see."""
    return max(one, other, key=_RANKS.__getitem__)


@attrs.frozen
class Edition:
    """The choice of what an audience may see."""

    audience: Visibility
    index: Index
    hides_meetings: bool = attrs.field(init=False)

    @hides_meetings.default
    def _hides_some(self) -> bool:
        meetings = self.index.meetings.values()
        return not all(self._sees(one.visibility or PUBLIC) for one in meetings)

    def fields(self, register: Any) -> dict[str, Any]:
        """The fields of a register that differ in this edition of it."""
        reports = [r for r in register.reports if self._sees(_report_level(r))]
        plans = [p for p in register.plans if self._sees(self._plan_level(p))]
        held: dict[str, Any] = {
            "reports": [self._report(report) for report in reports],
            "plans": [self._plan(plan) for plan in plans],
            "meetings": [
                meeting
                for meeting in register.meetings
                if self._sees(meeting.visibility or PUBLIC)
            ],
        }
        seen = self._seen(held)
        held["reports"] = [self._without(report, seen) for report in held["reports"]]
        held["plans"] = [self._without(plan, seen) for plan in held["plans"]]
        held["log"] = self._log(register.log, seen)
        return held if self._sees(SHARED) else {**held, "x": {}}

    def _sees(self, level: Visibility) -> bool:
        return _RANKS[level] <= _RANKS[self.audience]

    def _plan_level(self, plan: ActionPlan) -> Visibility:
        level = plan.visibility or SHARED
        report = self.index.reports.get(plan.report or "")
        return narrower(level, _report_level(report)) if report else level

    # What stands in a report or plan is as hidden as that is, and so is not asked
    # before its own mark.

    def _report(self, report: InspectionReport) -> InspectionReport:
        return attrs.evolve(
            report,
            findings=self._findings(report.findings),
            obligations=self._marked(report.obligations),
        )

    def _findings(self, findings: Iterable[AnyFinding]) -> tuple[AnyFinding, ...]:
        return tuple(map(self._finding, self._marked(findings)))

    def _finding(self, finding: AnyFinding) -> AnyFinding:
        if not isinstance(finding, CauseOfConcern) or not finding.recommendations:
            return finding
        held = self._marked(finding.recommendations)
        if held:
            return attrs.evolve(finding, recommendations=held)
        # Its recommendations carried the due day, and it must not begin to.
        return attrs.evolve(finding, recommendations=(), deadline=None, stated=None)

    def _marked(self, parts: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(part for part in parts if self._sees(part.visibility or PUBLIC))

    def _plan(self, plan: ActionPlan) -> ActionPlan:
        actions = (a for a in plan.actions if self._sees(a.visibility or SHARED))
        return attrs.evolve(plan, actions=tuple(actions))

    # The log

    def _seen(self, held: Mapping[str, Iterable[Any]]) -> Index:
        """The names of what is left, of which some may still refer to what is not."""
        bodies = self.index.bodies.values()
        things = [*bodies, *held["reports"], *held["plans"]]
        seen, _ = Index().holding((str(n), thing) for n, thing in enumerate(things))
        return seen

    def _log(self, log: Iterable[AnyEntry], seen: Index) -> tuple[AnyEntry, ...]:
        whole: dict[str, list[AnyEntry]] = defaultdict(list)
        for entry in log:
            whole[self.index.item_id(entry.item) or ""].append(entry)
        kept = {
            id(old): new
            for item, entries in whole.items()
            if item in seen.items
            for old, new in self._entries(entries, seen)
        }
        return tuple(kept[id(entry)] for entry in log if id(entry) in kept)

    def _entries(
        self, entries: list[AnyEntry], seen: Index
    ) -> Iterator[tuple[AnyEntry, AnyEntry]]:
        visible = [e for e in entries if self._sees(e.visibility or SHARED)]
        if any(isinstance(entry, Retraction) for entry in entries):
            visible = _standing(entries, visible)
        new = [self._unnamed(entry, seen) for entry in visible]
        if any(one is not other for one, other in zip(visible, new, strict=True)):
            # Their digests differ now, so of what was taken back nothing can be told.
            gone = mistakes(visible)
            kept = [one.digest not in gone for one in visible]
            return (
                (old, one)
                for old, one, stands in zip(visible, new, kept, strict=True)
                if stands and not isinstance(old, Retraction)
            )
        return zip(visible, visible, strict=True)

    # What is named and is not there

    def _unnamed(self, entry: AnyEntry, seen: Index) -> AnyEntry:
        match entry:
            case ProgressUpdate() if entry.superseded_by is not None:
                if seen.item_id(entry.superseded_by) is None:
                    return attrs.evolve(entry, superseded_by=None)
            case DeadlineChange() if self._counts_from_hidden(entry.deadline):
                return attrs.evolve(entry, deadline=_from_hidden(entry.deadline))
        return entry

    def _without(self, part: Any, seen: Index) -> Any:
        """A report, plan or part of one that names nothing which is not there."""
        changed: dict[str, Any] = {
            name: [self._without(inner, seen) for inner in getattr(part, name)]
            for name in NESTED
            if hasattr(part, name)
        }
        match part:
            case InspectionReport():
                known = part.follows in seen.reports
                changed["follows"] = part.follows if known else None
            case Finding():
                known = _names(part.follows, seen)
                changed["follows"] = part.follows if known else None
            case Action():
                changed["answers"] = [one for one in part.answers if _names(one, seen)]
        if self._counts_from_hidden(getattr(part, "deadline", None)):
            changed["deadline"] = _from_hidden(part.deadline)
        return attrs.evolve(part, **changed)

    def _counts_from_hidden(self, deadline: Deadline | None) -> bool:
        """Whether a deadline counts from the next meeting, which may be hidden."""
        anchor = getattr(deadline, "anchor", None)
        return self.hides_meetings and anchor == NEXT_MEETING


def _report_level(report: InspectionReport) -> Visibility:
    return report.visibility or (PUBLIC if report.published else SHARED)


def _standing(whole: list[AnyEntry], visible: list[AnyEntry]) -> list[AnyEntry]:
    """What may be seen, without what was taken back by something that may not be.

    Nor is there a retraction of what may not be seen.
    """
    gone = mistakes(whole)
    while True:
        unseen = gone - mistakes(visible)
        digests = {entry.digest for entry in visible}
        left = [
            entry
            for entry in visible
            if entry.digest not in unseen and _about(entry) <= digests
        ]
        if len(left) == len(visible):
            return left
        visible = left


def _about(entry: AnyEntry) -> set[str]:
    """The digest of the entry that a retraction takes back."""
    return {entry.entry} if isinstance(entry, Retraction) else set()


def _from_hidden(deadline: Any) -> Any:
    """A deadline that counts from a day which this audience cannot know."""
    return attrs.evolve(deadline, anchor=HIDDEN_MEETING)


def _names(name: str | None, seen: Index) -> bool:
    return name in seen.sources or seen.item_id(name) is not None
