"""The `actionplan` command."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

try:
    import click
except ModuleNotFoundError as error:
    message = "the command needs click: pip install 'actionplan[cli]'"
    raise SystemExit(message) from error

from actionplan._days import day_text, parse_day
from actionplan._files import read_bytes, write_bytes
from actionplan._printing import one_line
from actionplan.deadlines import DueDate
from actionplan.errors import ActionPlanError, FileProblem, MissingAnchor
from actionplan.formats import ical
from actionplan.formats.ical import Carrier
from actionplan.formats.json import load
from actionplan.terms import Visibility
from actionplan.wording import parse_deadline
from actionplan.working_days import SHIPPED, Rolling

_Command = Callable[..., Any]


def _day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return parse_day(value)
    except ActionPlanError as error:
        raise click.BadParameter(str(error)) from error


class _Refusal(click.ClickException):
    """An error of the library, as the command shows it: its text and no traceback."""

    def __init__(self, path: Path | None, error: ActionPlanError) -> None:
        known = path is None or isinstance(error, FileProblem)
        place = "" if known else f"{one_line(str(path))}: "
        super().__init__(f"{place}{error}")


_FILE = click.argument("file", type=click.Path(path_type=Path))
_ON = click.option(
    "--on",
    callback=_day,
    required=True,
    metavar="DAY",
    help="The day to look at, YYYY-MM-DD.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="actionplan")
def main() -> None:
    """Track inspection recommendations to closure."""


@main.command()
@_FILE
@_ON
def show(file: Path, on: date) -> None:
    """Show what is due, overdue and done in FILE on a day."""
    _print(file, lambda: str(load(file).at(on)))


@main.command()
@_FILE
@_ON
@click.option(
    "--as",
    "as_",
    type=click.Choice([one.value for one in Carrier]),
    default=Carrier.EVENTS.value,
    show_default=True,
    help="What carries a deadline; Outlook and Google show events alone.",
)
@click.option("--for", "for_", metavar="BODY", help="What a body owns or oversees.")
@click.option(
    "--edition",
    type=click.Choice([one.value for one in Visibility]),
    help="What an audience may see; without it, everything.",
)
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    help="The calendar that was published last, which this one follows.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
def ics(
    *,
    file: Path,
    on: date,
    as_: str,
    for_: str | None,
    edition: str | None,
    previous: Path | None,
    output: Path,
) -> None:
    """Write a calendar of what has a due day in FILE, and of its meetings."""

    def written() -> str:
        register = load(file)
        if edition is not None:
            register = register.edition(edition)
        published = None if previous is None else read_bytes(previous)
        data = ical.dumps(register, on, as_=as_, for_=for_, previous=published)
        write_bytes(output, data)
        return one_line(str(output))

    _print(file, written)


def _named_day(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> dict[str, date]:
    named = {}
    for value in values:
        name, equals, text = value.partition("=")
        day = _day(context, parameter, text)
        if not (name and equals and day):
            message = f"{value!r} is no name with a day"
            raise click.BadParameter(f"{message}; write it as case-closed=2026-03-05")
        named[name] = day
    return named


def _anchor(name: str, meaning: str) -> Callable[[_Command], _Command]:
    return click.option(f"--{name}", callback=_day, metavar="DAY", help=meaning)


@main.command()
@click.argument("words")
@_anchor("publication", "The day of publication, YYYY-MM-DD.")
@_anchor("receipt", "The day of receipt.")
@click.option(
    "--anchor",
    callback=_named_day,
    multiple=True,
    metavar="NAME=DAY",
    help="Any other day to count from, such as case-closed=2026-03-05.",
)
@click.option(
    "--on", callback=_day, metavar="DAY", help="What recurs: due on or after."
)
@click.option("--calendar", metavar="NAME", help=f"One of {', '.join(SHIPPED)}.")
@click.option("--roll", default="none", help=f"One of {', '.join(Rolling)}.")
def deadline(
    *,
    words: str,
    publication: date | None,
    receipt: date | None,
    anchor: dict[str, date],
    on: date | None,
    calendar: str | None,
    roll: str,
) -> None:
    """Show the rule and the day that WORDS give, and how they came about."""
    given = {"publication": publication, "receipt": receipt, **anchor}
    anchors = {name: day for name, day in given.items() if day is not None}

    def answer() -> str:
        rule = parse_deadline(words, published=publication)
        click.echo(f"Rule:    {rule}")  # it was read, whatever may be missing for a day
        try:
            due = rule.due(anchors, on=on, calendar=calendar, roll=roll)
        except MissingAnchor as error:
            name = error.faults[0].value
            hint = f"add --anchor {name}=DAY"
            raise click.ClickException(f"no day is known for {name}; {hint}") from error
        return "\n".join(_lines_of(due))

    _print(None, answer)


def _lines_of(due: DueDate | None) -> Iterator[str]:
    if due is None:
        yield "Due:     never"
        return
    yield f"Due:     {day_text(due.day)}"
    yield f"Because: {due.explanation}"
    for warning in due.warnings:
        yield f"Warning: {warning}"


def _print(file: Path | None, answer: Callable[[], str]) -> None:
    try:
        click.echo(answer())
    except ActionPlanError as error:
        raise _Refusal(file, error) from error
