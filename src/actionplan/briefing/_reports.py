"""The reports that are new to a meeting, and what they ask for."""

from collections import Counter
from collections.abc import Iterator

from actionplan._days import full_day
from actionplan.briefing._briefing import Briefing
from actionplan.briefing._paper import Block, Cell, Table
from actionplan.briefing._words import kind_words, listed, owner, stopped, when
from actionplan.reports import InspectionReport
from actionplan.snapshot import ItemState, Snapshot

_MOST_NAMED = 4  # in a sentence, of the many bodies that a thematic report is about


def new_reports(briefing: Briefing) -> Iterator[Block]:
    """Each new report in a paragraph, and what it asks for in a table.

    In a panel's edition the table has what it asks of the commissioner.
    """
    if not briefing.reports:
        since = f" since {full_day(briefing.since)}" if briefing.since else ""
        yield f"No report was published{since}."
    asked = _by_report(briefing.now)
    own = _by_report(briefing.own)
    for report in briefing.reports:
        yield _paragraph(briefing, report, asked.get(report.id, []))
        if report.id in own:
            yield _table(briefing, report, own[report.id])
        elif report.id in asked:
            yield "It asks nothing of the commissioner."


def _by_report(snapshot: Snapshot) -> dict[str | None, list[ItemState]]:
    found: dict[str | None, list[ItemState]] = {}
    for state in snapshot:
        found.setdefault(state.item.report, []).append(state)
    return found


def _table(
    briefing: Briefing, report: InspectionReport, states: list[ItemState]
) -> Table:
    whom = "" if briefing.commissioner is None else " of the commissioner"
    return Table(
        caption=f"What is asked{whom} in: {report.title}",
        columns=("Item", "Kind", "What is asked", "Who must act", "By when"),
        rows=tuple(_row(briefing, state) for state in states),
    )


def _paragraph(
    briefing: Briefing, report: InspectionReport, states: list[ItemState]
) -> str:
    found = Counter(state.item.kind for state in states)
    brings = [f"{number} {kind_words(kind, number)}" for kind, number in found.items()]
    day = full_day(report.published or briefing.on)
    by, about = _named(briefing, report.by), _named(briefing, report.about)
    told = [f"{report.title}: published on {day} by {by}, about {about}."]
    if brings:
        told.append(f"It brings {listed(brings)}.")
    if grades := list(_grades(briefing, report)):
        told.append(f"Judgements: {'; '.join(grades)}.")
    if title := briefing.titles.get(report.follows or ""):
        told.append(f"It goes back to an earlier one: {stopped(title)}")
    return " ".join(told)


def _grades(briefing: Briefing, report: InspectionReport) -> Iterator[str]:
    for one in report.judgements:
        if one.about in briefing.asked:
            grade = one.grade.replace("-", " ")
            yield f"{briefing.names[one.about]}, {one.area}: {grade}"


def _named(briefing: Briefing, bodies: tuple[str, ...]) -> str:
    if len(bodies) > _MOST_NAMED:
        return f"{len(bodies)} bodies"
    return listed(briefing.names[body] for body in bodies)


def _row(briefing: Briefing, state: ItemState) -> tuple[Cell, ...]:
    item = state.item
    stated = (f'In its words: "{item.stated}".',) if item.stated else ()
    return (
        (item.name,),
        (kind_words(item.kind).capitalize(),),
        (item.text,),
        owner(state, briefing.names),
        (*when(state), *stated),
    )
