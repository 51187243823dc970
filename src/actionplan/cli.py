"""The `actionplan` command."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

try:
    import click
except ModuleNotFoundError as error:
    message = "the command needs click: pip install 'actionplan[cli]'"
    raise SystemExit(message) from error

from actionplan._days import parse_day
from actionplan._files import write_bytes
from actionplan.errors import ActionPlanError, FileProblem
from actionplan.formats import ical
from actionplan.formats.json import load
from actionplan.snapshot._text import one_line


def _day(_: click.Context, __: click.Parameter, value: str) -> date:
    try:
        return parse_day(value)
    except ActionPlanError as error:
        raise click.BadParameter(str(error)) from error


class _Refusal(click.ClickException):
    """An error of the library, as the command shows it: its text and no traceback."""

    def __init__(self, path: Path, error: ActionPlanError) -> None:
        place = "" if isinstance(error, FileProblem) else f"{one_line(str(path))}: "
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
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
def ics(file: Path, on: date, output: Path) -> None:
    """Write a calendar of what has a due day in FILE."""

    def written() -> str:
        write_bytes(output, ical.dumps(load(file), on))
        return one_line(str(output))

    _print(file, written)


def _print(file: Path, answer: Callable[[], str]) -> None:
    try:
        click.echo(answer())
    except ActionPlanError as error:
        raise _Refusal(file, error) from error
