"""What the tests of checks begin with: registers in which something is amiss."""

from datetime import date
from typing import Any

import attrs

import actionplan as ap
from actionplan.checks import Rule
from actionplan.regimes import obligations
from registers import BODIES, moved as asked_for, register, report, update

DAY = date(2014, 9, 17)
COMMENTED = date(2022, 12, 22)  # of which the comments are due by 15 February 2023
LAST = date(2023, 2, 15)
CHILDREN = "National child protection inspections"


def found(held: ap.Register, rule: Rule, on: date | None = None) -> list[str]:
    """What one rule says of a register, as text without the hints and the rule."""
    return [
        f"{one.where}: {one.message}" for one in ap.check(held, on) if one.rule is rule
    ]


def recorded(*entries: Any, **changes: object) -> ap.Register:
    """The small register, with some fields changed, and some entries recorded."""
    return register(**changes).record(*entries)


def response(item: str, on: date, **changes: object) -> ap.Response:
    """A response that Norfolk accepts an item, with some fields changed."""
    fields: dict[str, object] = {
        "item": item,
        "on": on,
        "by": "norfolk",
        "acceptance": "accepted",
    }
    return ap.Response(**fields | changes)  # type: ignore[arg-type]


def moved(on: date, deadline: str = "by 2014-10-31", **changes: object) -> Any:
    """A new deadline that Norfolk asks for its plan, with some fields changed."""
    return asked_for(deadline, on, **{"reason": "Illness."} | changes)


def taken_back(entry: Any, **changes: Any) -> ap.Retraction:
    """The retraction of an entry on its own day, with some fields changed."""
    return attrs.evolve(ap.Retraction.of(entry, by=entry.by), **changes)


def commented(*entries: Any, **changes: object) -> ap.Register:
    """A register of a report on which the commissioner owes comments in 56 days."""
    fields: dict[str, object] = {"published": COMMENTED}
    made = report(**fields | changes)
    if "obligations" not in changes:
        made = attrs.evolve(made, obligations=obligations(made, BODIES))
    return register(reports=[made], plans=[]).record(*entries)


def cause(**changes: object) -> ap.CauseOfConcern:
    """A cause of concern with one recommendation, with some fields changed."""
    fields: dict[str, object] = {
        "id": "r/c",
        "text": "Risk is not seen.",
        "recommendations": [ap.Recommendation(id="r/c/1", text="Train all.")],
    }
    return ap.CauseOfConcern(**fields | changes)  # type: ignore[arg-type]


def again(published: date | None = date(2015, 6, 1), **changes: object) -> Any:
    """A later report that takes up the recommendation again."""
    fields: dict[str, object] = {
        "id": "r2/1",
        "text": "Act at last.",
        "follows": "r/1",
    }
    finding = ap.Recommendation(**fields | changes)  # type: ignore[arg-type]
    return report(id="r2", published=published, findings=[finding])


def comments_complete(on: date, **changes: object) -> ap.ProgressUpdate:
    """The commissioner's word that the comments are published."""
    return update("r/comments", on, by="pcc", status="complete", **changes)
