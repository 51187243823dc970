"""The commands that write files for other programs and for people."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import attrs
import click

from actionplan._files import read_bytes
from actionplan._printing import one_line
from actionplan.briefing import Briefing, PaperHeader, briefing
from actionplan.cli._commands import Command
from actionplan.cli._options import (
    DAY,
    EDITION,
    FILE,
    KNOWN,
    ON,
    OUTPUT,
    PATH,
    edition_of,
    together,
)
from actionplan.cli._output import loaded, put, say, say_aside, waiting
from actionplan.formats import csv, ical, json, markdown
from actionplan.formats.ical import Carrier
from actionplan.formats.ical._options import NAME, ONE_WEEK_BEFORE
from actionplan.register import Register
from actionplan.terms import Visibility

Writer = Callable[[Register, date, datetime | None], bytes]


@click.command(cls=Command)
@FILE
@ON
@click.option(
    "--as",
    "as_",
    type=click.Choice([one.value for one in Carrier]),
    default=Carrier.EVENTS.value,
    show_default=True,
    help="What carries a deadline; Outlook and Google show events alone.",
)
@click.option("--for", "for_", metavar="BODY", help="What a body owns or oversees.")
@EDITION
@KNOWN
@click.option(
    "--alarm",
    "alarms",
    type=int,
    multiple=True,
    default=ONE_WEEK_BEFORE,
    show_default=True,
    metavar="DAYS",
    help="Days before, at nine in the morning; again for more; 0 for none.",
)
@click.option("--name", default=NAME, show_default=True, help="What it is called.")
@click.option("--url", help="Where it is published.")
@click.option(
    "--previous",
    type=PATH,
    help="The calendar that was published last, which this one follows.",
)
@click.option(
    "--follow",
    is_flag=True,
    help="Follow on what is in the output, if there is one; for a scheduled job.",
)
@OUTPUT
def ics(
    *,
    file: Path,
    on: date,
    edition: str | None,
    alarms: tuple[int, ...],
    previous: Path | None,
    follow: bool,
    output: Path,
    **asked: Any,
) -> None:
    """Write a calendar of what is due in FILE, and of its meetings."""
    register = edition_of(loaded(file), edition)
    published = _published(output if follow and output.exists() else previous)
    ahead = [days for days in alarms if days != 0]
    with waiting(f"Making {output.name}"):
        data = ical.dumps(register, on, alarms=ahead, previous=published, **asked)
    put(output, data, beside=file)


def _published(previous: Path | None) -> bytes | None:
    return None if previous is None else read_bytes(previous)


# Papers

_HEADER = [field.name for field in attrs.fields(PaperHeader) if field.name != "day"]
_HEAD = together(
    *(
        click.option(
            f"--{name.replace('_', '-')}", metavar="TEXT", help="In the paper's head."
        )
        for name in reversed(_HEADER)
    )
)


@click.command(cls=Command)
@FILE
@click.argument("meeting")
@click.option("--on", type=DAY, help="How matters stand; else on the day of papers.")
@KNOWN
@click.option("--previous", metavar="MEETING", help="The one before; else as held.")
@click.option("--since", type=DAY, help="What changed since; else the last papers.")
@click.option("--until", type=DAY, help="What is due by; else the next meeting.")
@click.option("--panel", is_flag=True, help="For a police and crime panel.")
@EDITION
@_HEAD
@click.option(
    "-o", "--output", type=PATH, help="A .html or .md file; else it is shown here."
)
def brief(
    *,
    file: Path,
    meeting: str,
    edition: str | None,
    panel: bool,
    output: Path | None,
    **given: Any,
) -> None:
    """Write the paper for a MEETING, such as forum/2026-12-09."""
    write = markdown.dumps if output is None else _paper_writer(output)
    header = PaperHeader(**{name: given.pop(name) for name in _HEADER})
    register = edition_of(loaded(file), edition)
    paper = briefing(register, meeting, for_panel=panel, header=header, **given)
    data = write(paper)
    if output is None:
        say(data.decode().rstrip("\n"))
    else:
        put(output, data, beside=file)


def _paper_writer(output: Path) -> Callable[[Briefing], bytes]:
    if _suffix(output, ("md", "html")) == "md":
        return markdown.dumps
    return _html


def _html(paper: Briefing) -> bytes:
    from actionplan.formats import html  # noqa: PLC0415 - needs the extra html

    return html.dumps(paper)


def _suffix(output: Path, known: tuple[str, ...]) -> str:
    found = output.suffix.lower().removeprefix(".")
    if found not in known:
        names = ", ".join(f".{one}" for one in known)
        message = f"{one_line(output.name)!r} ends with none of {names}"
        raise click.BadParameter(message, param_hint="--output")
    return found


# Sheets


@click.command(cls=Command)
@FILE
@ON
@KNOWN
@EDITION
@click.option("--log", is_flag=True, help="The log, and not the items; as CSV.")
@OUTPUT
def export(
    *,
    file: Path,
    on: date,
    known: datetime | None,
    edition: str | None,
    log: bool,
    output: Path,
) -> None:
    """Write the tracker of FILE as a sheet, .csv or .xlsx."""
    suffix = _suffix(output, ("csv",) if log else tuple(_WRITERS))
    write = _csv_log if log else _WRITERS[suffix]
    register = edition_of(loaded(file), edition)
    with waiting(f"Making {output.name}"):
        data = write(register, on, known)
    put(output, data, beside=file)


def _csv(register: Register, on: date, known: datetime | None) -> bytes:
    return csv.dumps(register, on, known=known)


def _csv_log(register: Register, on: date, known: datetime | None) -> bytes:
    return csv.dumps_log(register, on, known=known)


def _excel(register: Register, on: date, known: datetime | None) -> bytes:
    from actionplan.formats import excel  # noqa: PLC0415 - needs the extra excel

    return excel.dumps(register, on, known=known)


_WRITERS: Mapping[str, Writer] = {"csv": _csv, "xlsx": _excel}


# Documents


@click.command(cls=Command)
@FILE
@click.argument("audience", type=click.Choice([one.value for one in Visibility]))
@OUTPUT
def edition(*, file: Path, audience: str, output: Path) -> None:
    """Write what an AUDIENCE may see of FILE."""
    register = loaded(file)
    seen = register.edition(audience)
    put(output, json.dumps(seen), beside=file)
    hidden = len(register.log) - len(seen.log)
    if hidden:
        say_aside(f"{hidden} of the log's entries are not in it: some may look late")


@click.command(cls=Command)
def schema() -> None:
    """Print the JSON Schema of the document."""
    from json import dumps  # noqa: PLC0415 - its name is that of our own

    click.echo(dumps(json.schema(), indent=2))
