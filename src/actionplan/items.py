"""Items: everything that is tracked to an end, as reports and plans give it."""

from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from actionplan._html import fields, pairs
from actionplan._values import FrozenMap
from actionplan.deadlines import PUBLICATION, Deadline, Unspecified
from actionplan.plans import Action, ActionPlan
from actionplan.reports import AnyFinding, CauseOfConcern, InspectionReport, Obligation
from actionplan.terms import ItemKind

RECEIPT, INSPECTION = "receipt", "inspection"


@attrs.frozen(kw_only=True, repr=False)
class Item:
    """One thing that one body must bring to an end.

    Items are derived from reports and plans, never stored.

    Attributes:
        id: The id of the finding for the one body that its report is about,
            `finding@body` for any other; the id of an obligation, plan or action.
        kind: What sort of item it is.
        owner: The body that must act.
        setters: The bodies that may say that it is ended, the leading one first.
        text: What must be done.
        opened: The day from which it is in snapshots; None while it is not published.
        deadline: By when, as it was first set.
        stated: The words in which that was said.
        anchors: The days that its deadlines may count from, by name.
        report: The id of the report that it comes from.
        plan: The id of the plan that it comes from.
        source: The finding, obligation, plan or action itself.

    Example:
        >>> import actionplan as ap
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> register.item("norfolk-2014/plan").setter
        'hmic'
    """

    id: str
    kind: ItemKind
    owner: str
    setters: tuple[str, ...]
    text: str
    opened: date | None
    deadline: Deadline
    stated: str | None
    anchors: Mapping[str, date]
    report: str | None
    plan: str | None
    source: AnyFinding | Obligation | ActionPlan | Action

    @property
    def setter(self) -> str:
        """The body that says that it is ended; of several, the one that leads."""
        return self.setters[0]

    @property
    def long_id(self) -> str:
        """The id with its body, which stays the same when addressees are added."""
        return f"{self.source.id}@{self.owner}"

    @property
    def name(self) -> str:
        """What the report calls it, or else its id."""
        return getattr(self.source, "label", None) or self.id

    @property
    def themes(self) -> tuple[str, ...]:
        """What it is about; nothing for an obligation or a plan."""
        themes: tuple[str, ...] = getattr(self.source, "themes", ())
        return themes

    @property
    def priority(self) -> str | None:
        """How pressing it is, in the words of whoever says so."""
        return getattr(self.source, "priority", None)

    @property
    def is_signed_off(self) -> bool:
        """Whether others sign it off; an obligation or plan ends at `complete`."""
        return self.kind not in (ItemKind.OBLIGATION, ItemKind.PLAN)

    def __repr__(self) -> str:
        return f"<Item {self.id}: {self.kind} for {self.owner}, due {self.deadline}>"

    def _repr_html_(self) -> str:
        shown = (pair for pair in fields(self) if pair[0] != "Source")
        return pairs(f"Item {self.id}", shown)


def items_of_report(report: InspectionReport) -> Iterator[Item]:
    """The items of a report: one for each addressee of a finding, and obligations."""
    for finding in report.findings:
        yield from _items_of_finding(report, finding, None)
    for obligation in report.obligations:
        yield _item_of_obligation(report, obligation)


def _items_of_finding(
    report: InspectionReport, finding: AnyFinding, cause: CauseOfConcern | None
) -> Iterator[Item]:
    addressees = finding.addressed_to or (cause and cause.addressed_to) or report.about
    cause_published = cause.published if cause else None
    opened = _first_day(finding.published, cause_published, report.published)
    deadline, stated = _deadline_of(finding, cause)
    for body in dict.fromkeys(addressees):
        yield Item(
            id=finding.id if set(report.about) == {body} else f"{finding.id}@{body}",
            kind=finding.kind,
            owner=body,
            setters=report.by,
            text=finding.text,
            opened=opened,
            deadline=deadline,
            stated=stated,
            anchors=_anchors(opened, report),
            report=report.id,
            plan=None,
            source=finding,
        )
    if isinstance(finding, CauseOfConcern):
        for recommendation in finding.recommendations:
            yield from _items_of_finding(report, recommendation, finding)


def _deadline_of(
    finding: AnyFinding, cause: CauseOfConcern | None
) -> tuple[Deadline, str | None]:
    if isinstance(finding, CauseOfConcern) and finding.recommendations:
        return Unspecified(), None  # its recommendations carry it
    if finding.deadline is None and cause is not None:
        return cause.deadline or Unspecified(), finding.stated or cause.stated
    return finding.deadline or Unspecified(), finding.stated


def _item_of_obligation(report: InspectionReport, obligation: Obligation) -> Item:
    return Item(
        id=obligation.id,
        kind=ItemKind.OBLIGATION,
        owner=obligation.owner,
        setters=report.by,
        text=obligation.text,
        opened=report.published,
        deadline=obligation.deadline or Unspecified(),
        stated=obligation.stated,
        anchors=_anchors(report.published, report),
        report=report.id,
        plan=None,
        source=obligation,
    )


def items_of_plan(plan: ActionPlan, report: InspectionReport | None) -> Iterator[Item]:
    """The items that a plan gives: itself and its actions."""
    opened = _opening(plan.added, report)
    title = f"Action plan for {report.title}" if report else f"Action plan {plan.id}"
    yield Item(
        id=plan.id,
        kind=ItemKind.PLAN,
        owner=plan.owner,
        setters=report.by if report else (plan.owner,),
        text=title,
        opened=opened,
        deadline=plan.deadline or Unspecified(),
        stated=plan.stated,
        anchors=_anchors(report.published if report else opened, report),
        report=plan.report,
        plan=plan.id,
        source=plan,
    )
    for action in plan.actions:
        added = action.added or (None if report else plan.added)
        opened = _opening(added, report)
        yield _item_of_action(plan, action, opened, report)


def _opening(added: date | None, report: InspectionReport | None) -> date | None:
    """The day on which something was added, but not before its report is published."""
    if report is None:
        return added
    if report.published is None:
        return None
    return max(report.published, added or report.published)


def _item_of_action(
    plan: ActionPlan,
    action: Action,
    opened: date | None,
    report: InspectionReport | None,
) -> Item:
    return Item(
        id=action.id,
        kind=ItemKind.ACTION,
        owner=action.owner,
        setters=(plan.owner,),
        text=action.text,
        opened=opened,
        deadline=action.deadline or Unspecified(),
        stated=action.stated,
        anchors=_anchors(report.published if report else opened, report),
        report=plan.report,
        plan=plan.id,
        source=action,
    )


def _first_day(*days: date | None) -> date | None:
    return next((day for day in days if day is not None), None)


def _anchors(
    published: date | None, report: InspectionReport | None
) -> FrozenMap[date]:
    inspected = report.inspected if report else None
    days = {
        PUBLICATION: published,
        RECEIPT: report.received if report else None,
        INSPECTION: inspected.end if inspected else None,
    }
    return FrozenMap({name: day for name, day in days.items() if day is not None})
