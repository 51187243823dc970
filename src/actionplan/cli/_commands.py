"""Commands that say what is wrong in words, and never by a traceback."""

import json
import sys
from typing import Any

import click

from actionplan._printing import printable
from actionplan.errors import ActionPlanError
from actionplan.formats.json import to_dict

_IN_FILE = "in the file "


class Command(click.Command):
    """A command that ends with the words of what the library refuses."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run it."""
        try:
            return super().invoke(ctx)
        except OSError as error:  # of what it prints to
            raise click.ClickException(printable(str(error))) from error
        except ActionPlanError as error:
            if ctx.params.get("as_json"):
                click.echo(json.dumps(to_dict(error), indent=2), err=True)
                sys.exit(1)
            raise Refusal(error) from error


class Group(click.Group):
    """A group of such commands."""

    command_class = Command


class Refusal(click.ClickException):
    """An error of the library, as a person sees it: its text, and the file it is in."""

    def __init__(self, error: ActionPlanError) -> None:
        notes = getattr(error, "__notes__", ())
        files = [note.removeprefix(_IN_FILE) for note in notes if _IN_FILE in note]
        place = "".join(f"{file}: " for file in files[:1])
        super().__init__(printable(f"{place}{error}"))
