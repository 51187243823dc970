"""Sheets, as people change them."""

from datetime import date
from typing import Any

import attrs
from hypothesis import strategies as st

import actionplan as ap
from actionplan.deadlines import By, Unspecified
from actionplan.formats.tracker import COLUMNS, CellValue, Row, Sheet, tracker_sheet
from actionplan.periods import Span
from actionplan.snapshot import ItemState, Snapshot
from actionplan.strategies import days, deadlines, texts
from actionplan.terms import Visibility
from registers import plan, register, report

KEYS = [column.key for column in COLUMNS]
HEADINGS = [column.heading for column in COLUMNS]
_SAID = ("note", "evidence", "rag")
MARKED_ON = date(2014, 9, 10)
ANY_DAYS = days(date(1800, 1, 1), date(2999, 12, 31))


def with_cell(sheet: Sheet, row: int, key: str, value: CellValue) -> Sheet:
    """A sheet in which one cell of a row, which counts from 1, says something else."""
    held = sheet.rows[row]
    width = max(len(held.values), len(KEYS))
    values = [*held.values, *[None] * (width - len(held.values))]
    values[KEYS.index(key)] = value
    changed = Row(number=held.number, values=tuple(values))
    return attrs.evolve(
        sheet, rows=(*sheet.rows[:row], changed, *sheet.rows[row + 1 :])
    )


def place(row: int, key: str) -> str:
    """Where a cell stands."""
    return f"Tracker!{'ABCDEFGHIJKLMNOPQR'[KEYS.index(key)]}{row + 1}"


@attrs.frozen(kw_only=True)
class Edit:
    """A cell that somebody changed, and what this proposes."""

    sheet: Sheet
    place: str
    key: str
    item: str
    kind: type
    fields: dict[str, Any]


def _said(key: str) -> st.SearchStrategy[tuple[Any, dict[str, Any]]]:
    return texts().map(lambda text: (text, {key: text}))


def _day(day: date) -> tuple[Any, dict[str, Any]]:
    return day, {"deadline": By(span=Span.of_day(day)), "stated": None}


def _rule(deadline: ap.Deadline) -> tuple[Any, dict[str, Any]]:
    return str(deadline), {"deadline": deadline, "stated": None}


# What a person writes in a cell, and the fields of the entry that this gives. A span
# may end on the day that is due, and nothing be due already: these change nothing.
EDITS: dict[str, tuple[type, st.SearchStrategy[tuple[Any, dict[str, Any]]]]] = {
    "status": (
        ap.ProgressUpdate,
        st.sampled_from(ap.Status).map(lambda one: (one.words, {"status": one})),
    ),
    "percent": (
        ap.ProgressUpdate,
        st.integers(0, 100).map(lambda one: (one, {"percent": one})),
    ),
    "rag": (ap.ProgressUpdate, _said("rag")),
    "note": (ap.ProgressUpdate, _said("note")),
    "evidence": (ap.ProgressUpdate, _said("evidence")),
    "lead": (ap.Assignment, _said("lead")),
    "target": (ap.Target, ANY_DAYS.map(lambda one: (one, {"day": one}))),
    "acceptance": (
        ap.Response,
        st.sampled_from(ap.Acceptance).map(
            lambda one: (one.replace("-", " "), {"acceptance": one})
        ),
    ),
    "due": (
        ap.DeadlineChange,
        ANY_DAYS.map(_day)
        | deadlines()
        .filter(lambda one: not isinstance(one, (By, Unspecified)))
        .map(_rule),
    ),
}


@st.composite
def edits(draw: st.DrawFn, snapshot: Snapshot) -> Edit:
    """A tracker sheet of a snapshot, in which one cell says something new."""
    sheet = tracker_sheet(snapshot)
    number = draw(st.integers(1, len(snapshot)))
    state = snapshot.states[number - 1]
    key = draw(st.sampled_from(sorted(EDITS)))
    kind, values = EDITS[key]
    value, fields = draw(values.filter(lambda pair: _is_news(state, key, *pair)))
    return Edit(
        sheet=with_cell(sheet, number, key, value),
        place=place(number, key),
        key=key,
        item=state.item.id,
        kind=kind,
        fields=fields,
    )


def _is_news(
    state: ItemState, key: str, value: CellValue, fields: dict[str, Any]
) -> bool:
    written = COLUMNS[KEYS.index(key)].value(state)
    new_rule = fields.get("deadline") != state.deadline
    return says(value) != says(written) and new_rule


def says(value: CellValue) -> str:
    """What a cell says, however the ends of its lines are written."""
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


# What may not be seen


@st.composite
def marked(draw: st.DrawFn) -> tuple[ap.Register, tuple[str, ...]]:
    """A register every text and day of which has a mark, and the marks of the hidden.

    Each finding, the plan, its action and each entry is as visible as is drawn.
    """
    levels = draw(st.lists(st.sampled_from(Visibility), min_size=13, max_size=13))
    findings = [
        ap.Recommendation(
            id=f"r/{n}", label=f"<l{n}>", text=f"<f{n}>", visibility=levels[n]
        )
        for n in range(3)
    ]
    action = ap.Action(id="p/1", owner="norfolk", text="<a>", visibility=levels[3])
    promised = plan(actions=[action], visibility=levels[4])
    hidden = {n for n in range(3) if levels[n] is not Visibility.PUBLIC}
    secret = [mark for n in hidden for mark in (f"<l{n}>", f"<f{n}>", f"r/{n}")]
    if max(levels[3:5], key=list(Visibility).index) != Visibility.PUBLIC:
        secret += ["<a>", "p/1"]
    log = []
    for n, level in enumerate(levels[5:]):
        entry, marks = _marked_entry(n, f"r/{n % 3}", level)
        log.append(entry)
        if level is not Visibility.PUBLIC or n % 3 in hidden:
            secret += marks
    held = register(reports=[report(findings=findings)], plans=[promised], log=log)
    return held, tuple(secret)


def _marked_entry(n: int, item: str, level: Visibility) -> tuple[Any, list[str]]:
    """An entry of one of seven kinds, and what in it nobody else says."""
    common: dict[str, Any] = {
        "item": item,
        "on": MARKED_ON,
        "by": "norfolk",
        "visibility": level,
    }
    one, two, _ = marks = [f"<{letter}{n}>" for letter in "uvw"]
    day = date(2044, 1, n + 1)
    match n:
        case 0:
            return ap.Assignment(**common, lead=one), [one]
        case 1:
            said = common | {"acceptance": "partly", "action": one, "reason": two}
            return ap.Response(**said), [one, two]
        case 2:
            asked = common | {"deadline": f"by {day}", "reason": one, "stated": two}
            return ap.DeadlineChange(**asked), [one, two, str(day)]
        case 3:
            return ap.Target(**common, day=day), [str(day)]
        case 4:
            return ap.Event(**common, name=f"event-{n}"), [f"event {n}"]
        case _:
            told = common | dict(zip(_SAID, marks, strict=True))
            return ap.ProgressUpdate(**told), marks
