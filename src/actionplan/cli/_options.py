"""What can be said on the command line, and how it is read."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from actionplan._days import parse_day
from actionplan._fields import is_moment
from actionplan._index import near
from actionplan._printing import one_line
from actionplan.cli._clock import now, today
from actionplan.deadlines import Deadline
from actionplan.errors import ActionPlanError
from actionplan.formats.json import load
from actionplan.register import Register
from actionplan.terms import Visibility
from actionplan.wording import parse_deadline

F = TypeVar("F", bound=Callable[..., Any])
Decorate = Callable[[F], F]

MOST_COMPLETIONS = 100

if TYPE_CHECKING:
    _Type = click.ParamType[Any]
else:
    _Type = click.ParamType  # which is not generic before click 8.4


class Day(_Type):
    """A day, as `2014-08-29` and in no other form."""

    name = "day"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        """Read it."""
        if isinstance(value, date):
            return value
        try:
            return parse_day(value)
        except ActionPlanError as error:
            self.fail(str(error), param, ctx)


class Moment(_Type):
    """A moment with its zone, as `2014-09-17T09:30:00Z`."""

    name = "moment"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        """Read it."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            moment = None
        if moment is None or any(is_moment(moment)):
            hint = "write it with its zone, as 2014-09-17T09:30:00Z"
            self.fail(f"{one_line(repr(value))} is no moment; {hint}", param, ctx)
        return moment


class Named(_Type):
    """An id and what it stands for, as `norfolk=Norfolk Constabulary`."""

    name = "id=name"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[str, str]:
        """Read it."""
        key, _, said = value.partition("=")
        if not (key.strip() and said.strip()):
            form = "write it as norfolk=Norfolk Constabulary"
            self.fail(f"{one_line(repr(value))} has no id and name; {form}", param, ctx)
        return key.strip(), said.strip()


class ItemId(_Type):
    """The id of an item, which a shell can complete from the file before it."""

    name = "item"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The items of the register whose id begins so."""
        del param
        try:
            items = load(ctx.params["file"]).items
        except (ActionPlanError, KeyError):
            return []
        found = [item for item in items if item.id.startswith(incomplete)]
        return [
            CompletionItem(item.id, help=one_line(item.text))
            for item in found[:MOST_COMPLETIONS]
        ]


DAY, MOMENT, NAMED, ITEM = Day(), Moment(), Named(), ItemId()
PATH = click.Path(path_type=Path, dir_okay=False)

FILE = click.argument("file", type=PATH)
ON = click.option(
    "--on",
    type=DAY,
    default=today,
    show_default="today",
    help="The day to look at, as YYYY-MM-DD.",
)
TAKES_EFFECT = click.option(
    "--on",
    type=DAY,
    default=today,
    show_default="today",
    help="The day on which it took effect.",
)
VISIBILITY = click.option(
    "--visibility",
    type=click.Choice([one.value for one in Visibility]),
    help="Who may see it, if not those who usually may.",
)
KNOWN = click.option(
    "--known",
    type=MOMENT,
    help="Only what was recorded by this moment; without it, all.",
)
RECORDED = click.option(
    "--recorded",
    type=MOMENT,
    default=now,
    show_default="now",
    help="The moment at which it is recorded.",
)
BY = click.option(
    "--by",
    metavar="BODY",
    envvar="ACTIONPLAN_BY",
    required=True,
    help="The body that says so; else that of ACTIONPLAN_BY.",
)
EDITION = click.option(
    "--edition",
    type=click.Choice([one.value for one in Visibility]),
    help="What an audience may see; without it, everything.",
)
OUTPUT = click.option("-o", "--output", type=PATH, required=True, help="Where to.")
JSON = click.option("--json", "as_json", is_flag=True, help="For programs.")
YES = click.option("--yes", is_flag=True, help="Ask nothing.")


def read_words(
    words: str | None, option: str, published: date | None = None
) -> tuple[Deadline | None, str | None]:
    """The deadline that words give, and the words where they are not canonical.

    Raises:
        click.BadParameter: They give none.
    """
    if words is None:
        return None, None
    try:
        deadline = parse_deadline(words, published=published)
    except ActionPlanError as error:
        raise click.BadParameter(str(error), param_hint=option) from error
    return deadline, None if words == str(deadline) else words


def together(*options: Decorate[Any]) -> Decorate[Any]:
    """Several options as one decorator, in their order."""

    def decorate(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def edition_of(register: Register, audience: str | None) -> Register:
    """What an audience may see of a register; all of it for nobody in particular."""
    return register if audience is None else register.edition(audience)


def must_be_one_of(value: str, choices: Mapping[str, Any], option: str) -> None:
    """Refuse a word that is none of some.

    Raises:
        click.BadParameter: It is none of them.
    """
    if value not in choices:
        hint = near(value, choices) or f"use one of {', '.join(choices)}"
        message = f"there is no {one_line(repr(value))}; {hint}"
        raise click.BadParameter(message, param_hint=option)
