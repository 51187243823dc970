"""The commands that begin a register, and add to what it follows."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import attrs
import click

from actionplan._printing import one_line
from actionplan.bodies import Body
from actionplan.cli._asking import ask_body, ask_head, ask_report, confirmed, proposed
from actionplan.cli._clock import today
from actionplan.cli._commands import Command, Group
from actionplan.cli._options import (
    DAY,
    FILE,
    NAMED,
    PATH,
    VISIBILITY,
    YES,
    must_be_one_of,
    read_words,
)
from actionplan.cli._output import keep, loaded, say
from actionplan.errors import Fault, FaultCode, FileProblem
from actionplan.formats.json import save
from actionplan.formats.spreadsheet import read_report
from actionplan.meetings import MeetingSeries, Preparation, ScrutinyMeeting
from actionplan.plans import ActionPlan
from actionplan.register import Register
from actionplan.reports import InspectionReport
from actionplan.terms import BodyKind
from actionplan.working_days import SHIPPED

_KINDS = click.Choice([one.value for one in BodyKind])
_LONDON = "Europe/London"
_CLOCK = click.DateTime(["%Y-%m-%dT%H:%M"])


@click.command(cls=Command)
@FILE
@click.option("--inspectorate", type=NAMED, help="Who inspects.")
@click.option("--owner", type=NAMED, help="Who is inspected and must act.")
@click.option(
    "--owner-kind",
    type=_KINDS,
    default=BodyKind.POLICE_FORCE.value,
    show_default=True,
    help="What sort of body that is.",
)
@click.option("--overseer", type=NAMED, help="Who holds it to account.")
@click.option(
    "--overseer-kind",
    type=_KINDS,
    default=BodyKind.LOCAL_POLICING_BODY.value,
    show_default=True,
    help="What sort of body that is.",
)
def new(
    *,
    file: Path,
    inspectorate: tuple[str, str] | None,
    owner: tuple[str, str] | None,
    owner_kind: str,
    overseer: tuple[str, str] | None,
    overseer_kind: str,
) -> None:
    """Begin a register in a new FILE.

    What is not given as id=name is asked for.
    """
    if file.exists():
        raise _taken(file)
    setter = ask_body("Who inspects", inspectorate, BodyKind.INSPECTORATE)
    force = ask_body("Who is inspected", owner, owner_kind)
    above = ask_body("Who holds it to account", overseer, overseer_kind)
    bodies = (setter, above, attrs.evolve(force, overseen_by=above.id))
    save(Register(bodies=bodies), file)
    say(f"{one_line(str(file))}: {', '.join(body.id for body in bodies)}")


def _taken(file: Path) -> FileProblem:
    message = f"{one_line(repr(str(file)))} is there already"
    hint = "name another file, or add to this one with `actionplan add`"
    return FileProblem(Fault("", FaultCode.FILE, str(file), message, hint))


@click.group(cls=Group)
def add() -> None:
    """Add a body, a report, a plan or a meeting to a register."""


@add.command("body")
@FILE
@click.argument("body", type=NAMED)
@click.option("--kind", type=_KINDS, required=True, help="What sort of body it is.")
@click.option("--overseen-by", metavar="BODY", help="Who holds it to account.")
@click.option("--oversees", metavar="BODY", help="Whom it holds to account.")
def add_body(
    *,
    file: Path,
    body: tuple[str, str],
    kind: str,
    overseen_by: str | None,
    oversees: str | None,
) -> None:
    """Add a BODY, as id=name."""
    key, name = body
    register = loaded(file)
    grown = register.add(Body(id=key, name=name, kind=kind, overseen_by=overseen_by))
    if oversees is not None:
        known = {one.id: one for one in register.bodies}
        must_be_one_of(oversees, known, "--oversees")
        grown = grown.replace(attrs.evolve(known[oversees], overseen_by=key))
    _keep(file, register, grown, key)


# Reports


@add.command("report")
@FILE
@click.option("--id", "key", metavar="ID", help="Its id, such as norfolk-2014.")
@click.option("--title", help="Its title.")
@click.option("--by", metavar="BODY", multiple=True, help="Who made it.")
@click.option("--about", metavar="BODY", multiple=True, help="Whom it is about.")
@click.option("--published", type=DAY, help="The day of its publication.")
@click.option("--received", type=DAY, help="The day on which it was received.")
@click.option("--url", help="Where it can be read.")
@click.option("--sheet", type=PATH, help="Its findings, one a row, in Excel or CSV.")
@click.option("--encoding", default="utf-8", show_default=True, help="Of a CSV file.")
@YES
def add_report(
    *, file: Path, sheet: Path | None, encoding: str, yes: bool, **given: Any
) -> None:
    """Add a report: its head and its findings are asked for, or read from a sheet.

    A deadline in the text of a finding is proposed, and taken if you say yes.
    """
    register = loaded(file)
    head = ask_head(register, **given)
    if sheet is None:
        report = ask_report(head)
    else:
        report = read_report(sheet, head, bodies=register.bodies, encoding=encoding)
    grown = proposed(register, report, yes=yes)
    _tell(grown, report)
    if yes or confirmed("Keep it?"):
        _keep(file, register, grown, report.id)


def _tell(register: Register, report: InspectionReport) -> None:
    first = register.at(report.published or today())
    say(f"\n{first.where(report=report.id)}\n")


@add.command("plan")
@FILE
@click.option("--id", "key", metavar="ID", help="Its id; else REPORT/plan.")
@click.option("--owner", metavar="BODY", required=True, help="Whose plan it is.")
@click.option("--report", metavar="ID", help="The report that asks for it.")
@click.option("--added", type=DAY, help="When it was added, without a report.")
@click.option("--due", metavar="WORDS", help="By when it must be sent.")
@VISIBILITY
def add_plan(
    *,
    file: Path,
    key: str | None,
    owner: str,
    report: str | None,
    added: date | None,
    due: str | None,
    visibility: str | None,
) -> None:
    """Add the plan of action that a body sends."""
    deadline, stated = read_words(due, "--due")
    name = key or f"{report or owner}/plan"
    plan = ActionPlan(
        id=name,
        owner=owner,
        report=report,
        added=added,
        deadline=deadline,
        stated=stated,
        visibility=visibility,
    )
    _add(file, plan)


# Meetings


@add.command("meeting")
@FILE
@click.option(
    "--id", "key", metavar="ID", required=True, help="Its id, or the series'."
)
@click.option("--title", required=True, help="What it is called.")
@click.option("--body", metavar="BODY", required=True, help="Who holds it.")
@click.option(
    "--start", type=_CLOCK, metavar="TIME", required=True, help="As 2026-09-09T10:00."
)
@click.option(
    "--end", type=_CLOCK, metavar="TIME", required=True, help="As 2026-09-09T12:00."
)
@click.option("--zone", default=_LONDON, show_default=True, help="Whose clock.")
@click.option("--rule", help="Of a series: FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE.")
@click.option("--papers", type=int, help="Clear working days for its papers.")
@click.option(
    "--calendar", type=click.Choice(list(SHIPPED)), help="With --papers: whose days."
)
@click.option("--place", help="Where it is held.")
@click.option("--url", help="Where it is announced.")
@VISIBILITY
def add_meeting(
    *,
    file: Path,
    key: str,
    rule: str | None,
    papers: int | None,
    calendar: str | None,
    start: datetime,
    end: datetime,
    **given: Any,
) -> None:
    """Add a meeting at which the owner is questioned, or a series of them."""
    fields: dict[str, Any] = {
        "id": key,
        "start": start,
        "end": end,
        "preparations": _papers(papers, calendar),
        **given,
    }
    if rule is None:
        _add(file, ScrutinyMeeting(**fields))
    else:
        _add(file, MeetingSeries(rule=rule, **fields))


def _papers(days: int | None, calendar: str | None) -> Iterable[Preparation]:
    if days is None:
        if calendar is not None:
            raise click.UsageError("--calendar needs --papers too")
        return ()
    return (Preparation.clear_days("papers", days, calendar=calendar),)


def _add(file: Path, thing: Any) -> None:
    register = loaded(file)
    _keep(file, register, register.add(thing), thing.id)


def _keep(file: Path, before: Register, after: Register, added: str) -> None:
    keep(file, before, after)
    say(f"Added to {one_line(str(file))}: {one_line(added)}")
