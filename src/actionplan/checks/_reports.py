"""What a report lacks in the register: recommendations, and the plan it asks for."""

import re
from collections import defaultdict
from collections.abc import Iterator

import attrs

from actionplan.checks._problems import Problem, Rule
from actionplan.checks._view import Part, View, answered, is_followed
from actionplan.plans import Action, ActionPlan
from actionplan.regimes import REGIMES
from actionplan.reports import CauseOfConcern, InspectionReport
from actionplan.terms import BodyKind

NCPI = REGIMES["ncpi-action-plan"]
_PROGRAMME = re.compile("national child protection inspections?", re.IGNORECASE)
_A_PLAN = r"\b(?:an?|its|their)\b(?: [\w-]+){0,2} (?:action|improvement) plan\b"
_ASKS = re.compile(
    r"\b(?:send|submit|provide|produce|prepare|publish|supply|draw up)"
    rf"(?:(?: to)? (?:us|hmic|hmicfrs|the [\w' ]{{1,40}}?)(?: with)?)? {_A_PLAN}"
    rf"|{_A_PLAN} (?:should|must|is to) be"
    r" (?:sent|submitted|provided|produced|prepared|published|supplied|drawn up)\b",
    re.IGNORECASE,
)


def cause_without_recommendation(view: View) -> Iterator[Problem]:
    """A cause of concern that no recommendation comes with."""
    for part in view.parts:
        source = part.source
        if isinstance(source, CauseOfConcern) and not source.recommendations:
            yield Problem(
                rule=Rule.CAUSE_WITHOUT_RECOMMENDATION,
                where=part.place,
                item=part.only_item,
                message=f"{source.id} is a cause of concern without a recommendation",
                hint="add what the report recommends about it",
            )


@attrs.frozen(kw_only=True)
class Request:
    """An action plan that a report asks of a body, and what in the report asks it."""

    report: str
    body: str
    where: str
    item: str | None
    words: str


def plan_missing(view: View) -> Iterator[Problem]:
    """A body from which a published report asks an action plan, and which has none."""
    for request in missing_plans(view):
        yield Problem(
            rule=Rule.PLAN_MISSING,
            where=request.where,
            item=request.item,
            message=f"{request.body} has no action plan for {request.report}, "
            f"{request.words}",
            hint=f"add the ActionPlan of {request.body} for this report, with the day "
            "by which it is due",
        )


def missing_plans(view: View) -> Iterator[Request]:
    """The plans that reports ask for and bodies do not have, each once."""
    planned = _planned(view)
    asked: set[tuple[str, str]] = set()
    for request in _requests(view):
        key = request.report, request.body
        line = view.lineage.line(request.body)
        if key not in asked and planned[request.report].isdisjoint(line):
            yield request
        asked.add(key)


def _planned(view: View) -> dict[str, set[str]]:
    """The bodies that have a plan for a report, or one that answers its findings."""
    owners: dict[str, set[str]] = defaultdict(set)
    for plan in view.register.plans:
        items = (
            item
            for action in plan.actions
            for item in answered(view.register, view.items_of, plan, action)
        )
        for report in {plan.report, *(item.report for item in items)} - {None}:
            owners[str(report)].add(plan.owner)
    return owners


def _requests(view: View) -> Iterator[Request]:
    for number, report in enumerate(view.register.reports):
        yield from _by_programme(view, f"reports[{number}]", report)
    for part in view.parts:
        yield from _by_words(part)


def _by_programme(
    view: View, place: str, report: InspectionReport
) -> Iterator[Request]:
    asks = _PROGRAMME.fullmatch((report.programme or "").strip())
    is_first = report.follows is None  # what goes back to an earlier one asks for none
    if not (asks and is_first and report.published):
        return
    if not NCPI.is_in_force(report.published):
        return
    for body in report.about:
        is_force = view.lineage.bodies[body].kind is BodyKind.POLICE_FORCE
        if is_force and is_followed(view.register, body):
            yield Request(
                report=report.id,
                body=body,
                where=place,
                item=None,
                words="a national child protection inspection",
            )


def _by_words(part: Part) -> Iterator[Request]:
    source, report = part.source, part.holder
    if isinstance(source, ActionPlan | Action) or isinstance(report, ActionPlan):
        return
    if report.published is None:
        return
    if _ASKS.search(" ".join(f"{source.text} {source.stated or ''}".split())):
        for item in part.items:
            yield Request(
                report=report.id,
                body=item.owner,
                where=part.place,
                item=item.id,
                words=f"which asks for one in {source.id}",
            )
