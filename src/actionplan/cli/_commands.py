"""Commands that say what is wrong in words, and never by a traceback."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from actionplan._printing import printable
from actionplan.errors import ActionPlanError
from actionplan.formats.json import to_dict

_IN_FILE = "in the file "


class Command(click.Command):
    """A command that ends with the words of what the library refuses."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what is said; what cannot be read is said back in plain signs."""
        with _plainly():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run it."""
        try:
            return super().invoke(ctx)
        except ActionPlanError as error:
            if ctx.params.get("as_json"):
                click.echo(json.dumps(to_dict(error), indent=2), err=True)
                sys.exit(1)
            raise Refusal(error) from error
        except OSError as error:  # of what it prints to
            raise click.ClickException(printable(str(error))) from error


class Group(click.Group):
    """A group of such commands."""

    command_class = Command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named."""
        with _plainly():
            return super().resolve_command(ctx, args)


@contextmanager
def _plainly() -> Iterator[None]:
    """Let what was typed steer no terminal when it is said back."""
    try:
        yield
    except click.UsageError as error:
        raise click.UsageError(printable(error.format_message()), error.ctx) from error


# What the library says to those who program, as the command has it.
_IN_COMMANDS = {
    "read it with encoding='windows-1252'": "read it with --encoding windows-1252",
    "or say with columns={...} which is which": "or say with --column which is which",
    "columns={'No.': 'reference'}": "--column 'No.=reference'",
    "compare with the snapshot that the sheet was written from": "say with --base of "
    "which day the sheet tells",
    ", or use find_deadlines for a whole sentence": "",
    "; see `items` for all there are": "; `actionplan show` has them all",
}


class Refusal(click.ClickException):
    """An error of the library, as a person sees it: its text, and the file it is in."""

    def __init__(self, error: ActionPlanError) -> None:
        notes = getattr(error, "__notes__", ())
        files = [note.removeprefix(_IN_FILE) for note in notes if _IN_FILE in note]
        place = "".join(f"{file}: " for file in files[:1])
        text = f"{place}{error}"
        for said, typed in _IN_COMMANDS.items():
            text = text.replace(said, typed)
        super().__init__(printable(text))
