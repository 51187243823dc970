"""What tests of papers begin with: meetings, unsafe texts, words that must not leak."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import attrs

import actionplan as ap
from actionplan.briefing import (
    Briefing,
    Counts,
    PaperHeader,
    Section,
    Table,
    briefing,
    sections,
)
from actionplan.meetings import Preparation
from actionplan.terms import Visibility
from registers import register

UNSAFE = (
    "a@b.co",
    "www.example.org",
    "http://example.org/x?y=1&z",
    "mailto:a@b.co",
    "[a](javascript:alert(1))",
    "![a](http://example.org/a.png)",
    "<script>alert(1)</script>",
    "<b>a",
    "a *b* c",
    "`a`",
    "~~a~~",
    "__a__",
    "a&amp;b",
    "a\n\n# b",
    "1. a",
    "# a",
    "> a",
    "- a",
    "+ a",
)
HOSTILE = (
    *UNSAFE,
    "| --- | --- |",
    "a\u2028- b",
    "a\r\n===",
    ": a",
    ":100:",
    "</td></tr></table><script>alert(1)</script>",
    "--></style>",
    "\"onmouseover='alert(1)'",
    "{{ 7 * 7 }}{% raw %}",
    "\u202eexe.gnp\u2066",
    "\\",
    "x" * 10_000,
    "x " * 5_000,
)
_FREE = {
    *("text", "title", "label", "stated", "note", "evidence", "rag", "reason"),
    *("action", "lead", "place", "programme", "area", "priority", "paragraph"),
}
_LEVELS = list(Visibility)
SERIES = ap.MeetingSeries(
    id="forum",
    title="Forum",
    body="pcc",
    start=datetime.fromisoformat("2014-06-11T10:00"),
    end=datetime.fromisoformat("2014-06-11T12:00"),
    zone="Europe/London",
    rule="FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE",
    preparations=[Preparation(name="papers", deadline="P8D before meeting")],
)
DECEMBER = "forum/2014-12-10"


def meeting(day: date | str, **changes: object) -> ap.ScrutinyMeeting:
    """A meeting of the commissioner, with some fields changed."""
    fields: dict[str, object] = {
        "id": f"m/{day}",
        "title": "Public meeting",
        "body": "pcc",
        "start": datetime.fromisoformat(f"{day}T10:00"),
        "end": datetime.fromisoformat(f"{day}T12:00"),
        "zone": "Europe/London",
    }
    return ap.ScrutinyMeeting(**fields | changes)  # type: ignore[arg-type]


def held(*entries: Any, **changes: object) -> ap.Register:
    """The register of the tests with a forum every three months."""
    return register(**{"meetings": [SERIES], "log": list(entries)} | changes)


def december(*entries: Any, **options: Any) -> Briefing:
    """The briefing for December, of a log."""
    return briefing(held(*entries), DECEMBER, **options)


def ids(snapshot: ap.Snapshot) -> list[str]:
    """The items of a snapshot."""
    return [state.item.id for state in snapshot]


def section(made: Briefing, key: str) -> Section:
    """The section of a paper that has a key."""
    return next(one for one in sections(made) if one.key == key)


def tables(made: Briefing, key: str) -> list[Table]:
    """The tables of a section."""
    return [one for one in section(made, key).blocks if isinstance(one, Table)]


def table(made: Briefing, key: str) -> Table:
    """The first table of a section."""
    return tables(made, key)[0]


def told(made: Briefing, key: str) -> str:
    """The sentences of a section."""
    return "\n".join(one for one in section(made, key).blocks if isinstance(one, str))


def filled(held: ap.Register, text: str) -> ap.Register:
    """A register in which every free text is the same, without what was taken back."""

    def with_text(value: Any) -> Any:
        changes: dict[str, Any] = {}
        for field in attrs.fields(type(value)):
            old = getattr(value, field.name)
            free = _FREE | {"name"} if isinstance(value, ap.Body) else _FREE
            if field.name in free and isinstance(old, str):
                changes[field.name] = text
            elif isinstance(old, tuple) and old and attrs.has(type(old[0])):
                changes[field.name] = tuple(map(with_text, old))
        return attrs.evolve(value, **changes)

    return ap.Register(
        tracks=held.tracks,
        bodies=map(with_text, held.bodies),
        reports=map(with_text, held.reports),
        plans=map(with_text, held.plans),
        meetings=map(with_text, held.meetings),
        log=[with_text(one) for one in held.log if not isinstance(one, ap.Retraction)],
    )


def open_to_all(held: ap.Register) -> ap.Register:
    """A register with two meetings at which every body can be asked."""
    everybody = ap.Body(id="everybody", name="Everybody", kind="local-policing-body")
    overseen = [
        attrs.evolve(body, kind="police-force", overseen_by="everybody")
        for body in held.bodies
    ]
    meetings = [
        meeting("2014-12-31", body="everybody", id="earlier"),
        meeting("2016-12-31", body="everybody", id="open"),
    ]
    return attrs.evolve(held, bodies=[everybody, *overseen], meetings=meetings)


def hostile(held: ap.Register, text: str, *, for_panel: bool) -> Briefing:
    """The paper of a register in which every free text is the same, as in its head."""
    lines = {
        field.name: text for field in attrs.fields(PaperHeader) if field.name != "day"
    }
    return briefing(
        open_to_all(filled(held, text)),
        "open",
        for_panel=for_panel,
        header=PaperHeader(**lines),  # type: ignore[arg-type]
        rate=lambda _: text,
    )


def everything(made: Briefing) -> Iterator[str]:
    """Every text that the sections of a paper have."""
    for one in sections(made):
        yield one.title
        for block in one.blocks:
            match block:
                case str():
                    yield block
                case Table() | Counts():
                    shown = block.table if isinstance(block, Counts) else block
                    yield from (shown.caption, *shown.columns)
                    yield from (
                        line for row in shown.rows for cell in row for line in cell
                    )


def occasions(held: ap.Register) -> Iterator[str]:
    """The ids of the meetings of a register, of a series the first that is held."""
    for one in held.meetings:
        if isinstance(one, ap.ScrutinyMeeting):
            yield one.id
        elif one.day not in one.cancelled:
            yield f"{one.id}/{one.day}"


class _Marking:
    """Puts a word of its own in the place of every free text, and keeps its level."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}

    def marked(self, value: Any, default: Visibility, least: int = 0) -> Any:
        """A value with words instead of texts, at least as hidden as what holds it."""
        own = getattr(value, "visibility", None) or default
        level = max(least, _LEVELS.index(own))
        changes: dict[str, Any] = {}
        for field in attrs.fields(type(value)):
            held = getattr(value, field.name)
            if field.name in _FREE and isinstance(held, str):
                changes[field.name] = word = f"word{len(self.words):05d}"
                self.words[word] = level
            elif isinstance(held, tuple) and held and attrs.has(type(held[0])):
                actions = field.name == "actions"
                usual = Visibility.SHARED if actions else Visibility.PUBLIC
                changes[field.name] = tuple(
                    self.marked(one, usual, level) for one in held
                )
        return attrs.evolve(value, **changes)


def public_words(held: ap.Register) -> tuple[list[str], ap.Register]:
    """The words of a register that are not public, and its public edition.

    It has two public meetings at which every body's items can be asked about.
    """
    marking = _Marking()
    levels: dict[str | None, int] = {None: 0}
    reports = []
    for report in held.reports:
        usual = Visibility.PUBLIC if report.published else Visibility.SHARED
        levels[report.id] = _LEVELS.index(report.visibility or usual)
        reports.append(marking.marked(report, usual))
    plans = [
        marking.marked(plan, Visibility.SHARED, levels[plan.report])
        for plan in held.plans
    ]
    entries = [
        marking.marked(entry, Visibility.SHARED, _level_of(held, entry))
        for entry in held.log
        if not isinstance(entry, ap.Retraction)  # names an entry by its digest
    ]
    made = open_to_all(
        ap.Register(bodies=held.bodies, reports=reports, plans=plans, log=entries)
    )
    hidden = [word for word, level in marking.words.items() if level]
    return hidden, made.edition("public")


def _level_of(held: ap.Register, entry: Any) -> int:
    """How hidden the item of an entry is, with what it stands in."""
    item = held.item(entry.item)
    level = 0
    for report in held.reports:
        usual = Visibility.PUBLIC if report.published else Visibility.SHARED
        if report.id == item.report:
            level = max(level, _LEVELS.index(report.visibility or usual))
            for cause in report.findings:
                inner = getattr(cause, "recommendations", ())
                if item.source in inner:
                    level = max(level, _index(cause.visibility, Visibility.PUBLIC))
    for plan in held.plans:
        if plan.id == item.plan:
            level = max(level, _index(plan.visibility, Visibility.SHARED))
    usual = Visibility.SHARED if item.plan else Visibility.PUBLIC
    return max(level, _index(item.source.visibility, usual))


def _index(visibility: Visibility | None, usual: Visibility) -> int:
    return _LEVELS.index(visibility or usual)
