"""Sheets, as people change them."""

from datetime import date
from typing import Any

import attrs
from hypothesis import strategies as st

import actionplan as ap
from actionplan.deadlines import By
from actionplan.formats.tracker import COLUMNS, CellValue, Row, Sheet, tracker_sheet
from actionplan.periods import Span
from actionplan.snapshot import Snapshot
from actionplan.strategies import days, texts
from actionplan.terms import Visibility
from registers import register, report

KEYS = [column.key for column in COLUMNS]
HEADINGS = [column.heading for column in COLUMNS]
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


def sheet_of(*rows: list[CellValue], headings: list[CellValue] | None = None) -> Sheet:
    """A tracker sheet of these rows below its headings."""
    return Sheet.of("Tracker", [headings or HEADINGS, *rows])


@attrs.frozen(kw_only=True)
class Edit:
    """A cell that somebody changed, and what this proposes."""

    sheet: Sheet
    place: str
    key: str
    item: str
    kind: type
    fields: dict[str, Any]


_EDITS: dict[str, tuple[type, st.SearchStrategy[tuple[Any, dict[str, Any]]]]] = {
    "status": (
        ap.ProgressUpdate,
        st.sampled_from(ap.Status).map(lambda one: (one.words, {"status": one})),
    ),
    "percent": (
        ap.ProgressUpdate,
        st.integers(0, 100).map(lambda one: (one, {"percent": one})),
    ),
    "rag": (ap.ProgressUpdate, texts().map(lambda one: (one, {"rag": one}))),
    "note": (ap.ProgressUpdate, texts().map(lambda one: (one, {"note": one}))),
    "evidence": (ap.ProgressUpdate, texts().map(lambda one: (one, {"evidence": one}))),
    "lead": (ap.Assignment, texts().map(lambda one: (one, {"lead": one}))),
    "target": (ap.Target, ANY_DAYS.map(lambda one: (one, {"day": one}))),
    "acceptance": (
        ap.Response,
        st.sampled_from(ap.Acceptance).map(
            lambda one: (one.replace("-", " "), {"acceptance": one})
        ),
    ),
    "due": (
        ap.DeadlineChange,
        ANY_DAYS.map(
            lambda one: (one, {"deadline": By(span=Span.of_day(one)), "stated": None})
        ),
    ),
}


@st.composite
def edits(draw: st.DrawFn, snapshot: Snapshot) -> Edit:
    """A tracker sheet of a snapshot, in which one cell says something new."""
    sheet = tracker_sheet(snapshot)
    number = draw(st.integers(1, len(snapshot)))
    state = snapshot.states[number - 1]
    key = draw(st.sampled_from(sorted(_EDITS)))
    kind, values = _EDITS[key]
    written = COLUMNS[KEYS.index(key)].value(state)
    news = values.filter(lambda pair: says(pair[0]) != says(written))
    value, fields = draw(news)
    return Edit(
        sheet=with_cell(sheet, number, key, value),
        place=place(number, key),
        key=key,
        item=state.item.id,
        kind=kind,
        fields=fields,
    )


def says(value: CellValue) -> str:
    """What a cell says, however the ends of its lines are written."""
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


@st.composite
def marked(draw: st.DrawFn) -> tuple[ap.Register, tuple[str, ...]]:
    """A register every text of which has a mark, and the marks that are not public."""
    levels = draw(st.lists(st.sampled_from(Visibility), min_size=8, max_size=8))
    findings = [
        ap.Recommendation(
            id=f"r/{n}", label=f"<l{n}>", text=f"<f{n}>", visibility=levels[n]
        )
        for n in range(3)
    ]
    entries = [
        _marked_entry(n, f"r/{n % 3}", level) for n, level in enumerate(levels[3:])
    ]
    hidden = [n for n in range(3) if levels[n] is not Visibility.PUBLIC]
    secret = [mark for n in hidden for mark in (f"<l{n}>", f"<f{n}>", f"r/{n}")]
    for n, level in enumerate(levels[3:]):
        if level is not Visibility.PUBLIC or n % 3 in hidden:
            secret += [f"<e{n}>", f"<v{n}>", f"<g{n}>"]
    held = register(reports=[report(findings=findings)], plans=[], log=entries)
    return held, tuple(secret)


def _marked_entry(number: int, item: str, level: Visibility) -> Any:
    common: dict[str, Any] = {"by": "norfolk", "visibility": level}
    if number == 0:
        return ap.Assignment(item=item, on=MARKED_ON, lead="<e0>", **common)
    said: dict[str, Any] = {
        "note": f"<e{number}>",
        "evidence": f"<v{number}>",
        "rag": f"<g{number}>",
    }
    return ap.ProgressUpdate(item=item, on=MARKED_ON, **said, **common)
