"""The reports that are new to a meeting, and what they ask for."""

from collections import Counter
from collections.abc import Iterator

from actionplan._days import full_day
from actionplan.briefing._briefing import Briefing
from actionplan.briefing._paper import Block, Cell, Table
from actionplan.briefing._words import (
    kind_words,
    listed,
    owner,
    sentence,
    when,
)
from actionplan.reports import InspectionReport
from actionplan.snapshot import ItemState

_MOST_NAMED = 4  # in a sentence, of the many bodies that a thematic report is about


def new_reports(briefing: Briefing) -> Iterator[Block]:
    """Each new report in a paragraph, and what it asks for in a table."""
    if not briefing.reports:
        since = f" since {full_day(briefing.since)}" if briefing.since else ""
        yield f"No report was published{since}."
    for report in briefing.reports:
        yield _paragraph(briefing, report)
        rows = tuple(
            _row(briefing, state)
            for state in briefing.now
            if state.item.report == report.id
        )
        if rows:
            yield Table(
                caption=f"What is asked for: {report.title}",
                columns=("Item", "Kind", "What is asked", "Who must act", "By when"),
                rows=rows,
            )


def _paragraph(briefing: Briefing, report: InspectionReport) -> str:
    found = Counter(
        state.item.kind for state in briefing.now if state.item.report == report.id
    )
    brings = [f"{number} {kind_words(kind, number)}" for kind, number in found.items()]
    day = full_day(report.published or briefing.on)
    by, about = _named(briefing, report.by), _named(briefing, report.about)
    told = [f"{report.title}: published on {day} by {by}, about {about}."]
    if brings:
        told.append(f"It brings {listed(brings)}.")
    if grades := list(_grades(briefing, report)):
        told.append(f"Judgements: {'; '.join(grades)}.")
    if report.follows:
        title = briefing.titles.get(report.follows, report.follows)
        told.append(f"It goes back to an earlier one: {sentence(title)}")
    return " ".join(told)


def _grades(briefing: Briefing, report: InspectionReport) -> Iterator[str]:
    owners = {state.item.owner for state in briefing.now}
    for one in report.judgements:
        if one.about not in owners:
            continue
        body = briefing.names.get(one.about, one.about)
        yield f"{body}, {one.area}: {one.grade.replace('-', ' ')}"


def _named(briefing: Briefing, bodies: tuple[str, ...]) -> str:
    if len(bodies) > _MOST_NAMED:
        return f"{len(bodies)} bodies"
    return listed(briefing.names.get(body, body) for body in bodies)


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
