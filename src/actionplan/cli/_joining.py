"""The commands that bring in what others wrote: sheets, calendars and registers."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import attrs
import click

from actionplan._days import counted
from actionplan._files import read_bytes, write_bytes
from actionplan._printing import one_line
from actionplan.cli._commands import Command
from actionplan.cli._options import (
    BY,
    DAY,
    FILE,
    JSON,
    OUTPUT,
    PATH,
    RECORDED,
    TAKES_EFFECT,
    YES,
    must_be_one_of,
)
from actionplan.cli._output import entry_row, keep, loaded, say, say_json, waiting
from actionplan.formats import ical, json
from actionplan.formats.ical import Reading
from actionplan.formats.json import to_dict
from actionplan.formats.spreadsheet import read_tracker
from actionplan.formats.tracker import COLUMNS, VOCABULARIES, Proposals
from actionplan.log import AnyEntry
from actionplan.register import Register

_KEYS = {column.key: column for column in COLUMNS}


def _columns(
    _: click.Context, __: click.Parameter, values: tuple[str, ...]
) -> dict[str, str | None]:
    read: dict[str, str | None] = {}
    for value in values:
        heading, equals, key = value.rpartition("=")
        if not (heading and equals):
            form = "write it as 'Rec no=reference', or 'Cost=' for one to leave out"
            raise click.BadParameter(f"{one_line(repr(value))} names no column; {form}")
        if key:
            must_be_one_of(key, _KEYS, "--column")
        read[heading] = key or None
    return read


@click.command("import", cls=Command)
@FILE
@click.argument("sheet", type=PATH)
@BY
@TAKES_EFFECT
@RECORDED
@click.option(
    "--base", type=DAY, help="The day of which the sheet told; else that of --on."
)
@click.option(
    "--column",
    "columns",
    callback=_columns,
    multiple=True,
    metavar="HEADING=NAME",
    help="Which column of ours a heading is; nothing for one to leave out.",
)
@click.option(
    "--statuses",
    metavar="NAME",
    help=f"Whose words for a status: {', '.join(VOCABULARIES)}.",
)
@click.option("--encoding", default="utf-8", show_default=True, help="Of a CSV file.")
@YES
@JSON
def import_(
    *,
    file: Path,
    sheet: Path,
    by: str,
    on: date,
    recorded: datetime,
    yes: bool,
    as_json: bool,
    **reading: Any,
) -> None:
    """Propose what a SHEET or a calendar says and FILE does not.

    It is shown first, and recorded if you say yes. A sheet is an Excel or CSV file; a
    calendar ends with .ics.
    """
    register = loaded(file)
    with waiting(f"Reading {sheet.name}"):
        if sheet.suffix.lower() == ".ics":
            told = ical.read(read_bytes(sheet), register)
            entries = _entries_of(told, by=by, on=on, recorded=recorded)
            after, said, row = register.record(*entries), _told(told), _row(told)
        else:
            found = _proposals(sheet, register, by, on, recorded, **reading)
            entries, after = list(found.entries), found.apply_to(register)
            said, row = str(found), {"findings": to_dict(list(found.findings))}
    if as_json:
        say_json({"entries": [entry_row(entry) for entry in entries], **row})
    else:
        say(said)
    if after != register:
        _ask_to_keep(file, register, after, yes=yes, as_json=as_json)


def _row(told: Reading) -> dict[str, Any]:
    return {
        "unclear": to_dict(list(told.unclear)),
        "unknown": [attrs.asdict(one) for one in told.unknown],
    }


def _proposals(
    sheet: Path,
    register: Register,
    by: str,
    on: date,
    recorded: datetime,
    *,
    base: date | None,
    statuses: str | None,
    **reading: Any,
) -> Proposals:
    if statuses is not None:
        must_be_one_of(statuses, VOCABULARIES, "--statuses")
        reading["statuses"] = VOCABULARIES[statuses]
    if base is not None:
        reading["base"] = register.at(base)
    return read_tracker(sheet, register, on=on, by=by, recorded=recorded, **reading)


def _entries_of(
    told: Reading, *, by: str, on: date, recorded: datetime
) -> list[AnyEntry]:
    return [
        one.update(by=by, on=one.day or on, recorded=recorded) for one in told.proposals
    ]


def _told(told: Reading) -> str:
    count = counted(len(told.proposals), "change")
    lines = [f"Proposed: {count}. Nothing is recorded yet."]
    lines += [f"  {proposal}" for proposal in told.proposals]
    if told.unclear:
        lines += ["", "Not clear:", *(f"  {fault}" for fault in told.unclear)]
    if told.unknown:
        names = (one.summary or one.uid or one.kind for one in told.unknown)
        lines += ["", "About nothing in the register:", *(f"  {n}" for n in names)]
    return "\n".join(map(_kept_line, lines))


def _kept_line(line: str) -> str:
    """A line with its indent, on one line."""
    indent = len(line) - len(line.lstrip(" "))
    return " " * indent + one_line(line)


def _ask_to_keep(
    file: Path, before: Register, after: Register, *, yes: bool, as_json: bool
) -> None:
    if yes or (not as_json and click.confirm("\nRecord this?", default=False)):
        keep(file, before, after)
        if not as_json:
            say(f"Recorded in {one_line(str(file))}")


@click.command(cls=Command)
@click.argument("ours", type=PATH)
@click.argument("theirs", type=PATH)
@click.option("--base", type=PATH, help="What both were before they parted.")
@OUTPUT
def merge(*, ours: Path, theirs: Path, base: Path | None, output: Path) -> None:
    """Unite two registers, or show all their conflicts."""
    before = None if base is None else loaded(base)
    both = loaded(ours).merge(loaded(theirs), before)
    write_bytes(output, json.dumps(both))
    say(one_line(str(output)))
