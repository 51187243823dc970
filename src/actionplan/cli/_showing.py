"""The commands that ask a register and change nothing."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from actionplan._days import day_text
from actionplan._printing import one_line
from actionplan.checks import check as problems_of
from actionplan.cli._commands import Command
from actionplan.cli._options import (
    DAY,
    EDITION,
    FILE,
    ITEM,
    JSON,
    KNOWN,
    MOMENT,
    ON,
    edition_of,
    together,
)
from actionplan.cli._output import entry_row, loaded, say, say_json
from actionplan.comparing import changes as changes_between, minutes
from actionplan.formats.json import to_dict
from actionplan.snapshot import ItemState, Snapshot
from actionplan.snapshot._history_text import said

_OWNER = click.option("--owner", metavar="BODY", help="Only what this body owns.")
_REPORT = click.option("--report", metavar="ID", help="Only what comes from a report.")
_ASKED = together(FILE, ON, KNOWN, EDITION, _OWNER, _REPORT, JSON)


def _asked(
    file: Path,
    on: date,
    known: datetime | None,
    edition: str | None,
    **where: str | None,
) -> Snapshot:
    snapshot = edition_of(loaded(file), edition).at(on, known)
    wanted = {name: value for name, value in where.items() if value is not None}
    return snapshot.where(**wanted) if wanted else snapshot


def _tell(snapshot: Snapshot, *, as_json: bool) -> None:
    if not as_json:
        say(str(snapshot))
        return
    say_json({**to_dict(snapshot), "counts": snapshot.counts()})


@click.command(cls=Command)
@_ASKED
def show(*, as_json: bool, **asked: Any) -> None:
    """Show what is due, overdue and done in FILE on a day."""
    _tell(_asked(**asked), as_json=as_json)


@click.command(cls=Command)
@_ASKED
@click.option(
    "--within",
    default="P6W",
    show_default=True,
    metavar="PERIOD",
    help="How far ahead: P6W is six weeks, P3M three months.",
)
def due(*, as_json: bool, within: str, **asked: Any) -> None:
    """Show what is open and falls due in FILE from a day on."""
    _tell(_asked(**asked).due_within(within), as_json=as_json)


@click.command(cls=Command)
@_ASKED
def overdue(*, as_json: bool, **asked: Any) -> None:
    """Show what is overdue in FILE, the most overdue first."""
    _tell(_asked(**asked).overdue(), as_json=as_json)


# One item


@click.command(cls=Command)
@FILE
@click.argument("item", type=ITEM)
@ON
@KNOWN
@EDITION
@JSON
def item(
    *,
    file: Path,
    item: str,
    on: date,
    known: datetime | None,
    edition: str | None,
    as_json: bool,
) -> None:
    """Show where one ITEM of FILE stands, and its log."""
    snapshot = _asked(file, on, known, edition)
    state = snapshot[item]
    if as_json:
        entries = [*state.entries, *state.retracted]
        say_json({**to_dict(state), "log": [entry_row(entry) for entry in entries]})
    else:
        say("\n".join(_told(state)))


def _told(state: ItemState) -> Iterator[str]:
    one = state.item
    yield f"{one.id} ({one.kind.replace('-', ' ')})"
    yield f"  {one_line(one.text)}"
    for title, said_of_it in _facts(state):
        yield f"  {title + ':':<11} {one_line(said_of_it)}"
    if state.entries or state.retracted:
        yield from ("", "Log")
        yield from map(_line, state.entries)
        yield from (f"{_line(entry)} (taken back)" for entry in state.retracted)


def _facts(state: ItemState) -> Iterator[tuple[str, str]]:
    yield "Owner", state.item.owner
    yield "Setter", ", ".join(state.item.setters)
    percent = "" if state.percent is None else f", {state.percent} %"
    yield "Status", f"{state.status.words}{percent}"
    yield "Due", state.timing
    if state.target is not None:
        yield "Target", day_text(state.target)
    for title, text in (
        ("Stated", state.stated),
        ("Accepted", state.acceptance),
        ("Lead", state.lead),
        ("RAG", state.rag),
        ("Waits for", state.waits_for),
        ("Evidence", state.evidence),
    ):
        if text:
            yield title, text


def _line(entry: Any) -> str:
    return f"  {entry.digest}  {day_text(entry.on)}, {entry.by}: {said(entry)}"


# What changed


@click.command(cls=Command)
@FILE
@click.option(
    "--since", type=DAY, required=True, metavar="DAY", help="What stood on this day."
)
@click.option(
    "--known-since",
    type=MOMENT,
    help="What was known of that day at this moment, as by a meeting's papers.",
)
@ON
@KNOWN
@EDITION
@JSON
def changes(
    *,
    file: Path,
    since: date,
    known_since: datetime | None,
    on: date,
    known: datetime | None,
    edition: str | None,
    as_json: bool,
) -> None:
    """Show what changed in FILE since a day."""
    if since > on:
        message = f"{since} is after {on}, the day of --on"
        raise click.BadParameter(message, param_hint="--since")
    register = edition_of(loaded(file), edition)
    found = changes_between(register.at(since, known_since), register.at(on, known))
    if as_json:
        say_json([to_dict(change) for change in found])
    else:
        say(minutes(found) or "Nothing changed.")


# What ought not to be


@click.command(cls=Command)
@FILE
@ON
@JSON
@click.pass_context
def check(ctx: click.Context, *, file: Path, on: date, as_json: bool) -> None:
    """Show what ought not to be in FILE.

    The exit status is 1 if anything is.
    """
    found = problems_of(loaded(file), on)
    if as_json:
        say_json([to_dict(problem) for problem in found])
    else:
        say("\n".join(_problem_lines(map(str, found))))
    ctx.exit(1 if found else 0)


def _problem_lines(problems: Iterable[str]) -> list[str]:
    return [one_line(problem) for problem in problems] or ["Nothing is wrong."]
