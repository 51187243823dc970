"""What tests of papers begin with: unsafe texts, and words that must not leak."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import attrs

import actionplan as ap
from actionplan.briefing import Briefing, Counts, Table, sections
from actionplan.terms import Visibility

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
)
_FREE = {
    *("text", "title", "label", "stated", "note", "evidence", "rag", "reason"),
    *("action", "lead", "place", "programme", "area"),
}
_LEVELS = list(Visibility)


def everything(briefing: Briefing) -> Iterator[str]:
    """Every text that the sections of a paper have."""
    for section in sections(briefing):
        yield section.title
        for block in section.blocks:
            match block:
                case str():
                    yield block
                case Table() | Counts():
                    held = block.table if isinstance(block, Counts) else block
                    yield from (held.caption, *held.columns)
                    yield from (
                        line for row in held.rows for cell in row for line in cell
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

    It has a public meeting at which every body's items can be asked about.
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
    everybody = ap.Body(id="everybody", name="Everybody", kind="national-body")
    meeting = ap.ScrutinyMeeting(
        id="open",
        title="Open meeting",
        body="everybody",
        start=datetime.fromisoformat("2016-12-31T10:00"),
        end=datetime.fromisoformat("2016-12-31T12:00"),
        zone="Europe/London",
    )
    overseen = [attrs.evolve(body, overseen_by="everybody") for body in held.bodies]
    made = ap.Register(
        bodies=[everybody, *overseen],
        reports=reports,
        plans=plans,
        meetings=[meeting],
        log=entries,
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
