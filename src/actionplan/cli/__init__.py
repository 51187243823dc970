"""The `actionplan` command."""

import io
import sys

try:
    import click
    import rich  # noqa: F401 - what follows would say less of what is missing
except ModuleNotFoundError as error:
    message = "the command needs click and rich: pip install 'actionplan[cli]'"
    raise SystemExit(message) from error

from actionplan.cli._adding import add, new
from actionplan.cli._commands import Group
from actionplan.cli._deadline import deadline
from actionplan.cli._joining import import_, merge
from actionplan.cli._recording import record, retract
from actionplan.cli._showing import changes, check, due, item, overdue, show
from actionplan.cli._writing import brief, edition, export, ics, schema

__all__ = ["main"]


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="actionplan")
def main() -> None:
    """Track inspection recommendations to closure."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # an output may lack some signs
            stream.reconfigure(errors="replace")


for _command in (
    new,
    add,
    show,
    due,
    overdue,
    item,
    changes,
    check,
    record,
    retract,
    deadline,
    ics,
    brief,
    export,
    import_,
    merge,
    edition,
    schema,
):
    main.add_command(_command)
