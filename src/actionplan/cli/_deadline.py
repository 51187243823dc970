"""The command that reads words as a deadline."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import click

from actionplan._days import day_text
from actionplan.cli._commands import Command
from actionplan.cli._options import DAY, JSON
from actionplan.cli._output import say, say_json
from actionplan.deadlines import Deadline, DueDate
from actionplan.errors import MissingAnchor
from actionplan.formats.json import to_dict
from actionplan.wording import parse_deadline
from actionplan.working_days import SHIPPED, Rolling


def _named(
    _: click.Context, __: click.Parameter, values: tuple[str, ...]
) -> dict[str, date]:
    named = {}
    for value in values:
        name, equals, text = value.partition("=")
        if not (name and equals):
            message = f"{value!r} is no name with a day"
            raise click.BadParameter(f"{message}; write it as case-closed=2026-03-05")
        named[name] = DAY.convert(text, None, None)
    return named


@click.command(cls=Command)
@click.argument("words")
@click.option("--publication", type=DAY, help="The day of publication, YYYY-MM-DD.")
@click.option("--receipt", type=DAY, help="The day of receipt.")
@click.option(
    "--anchor",
    callback=_named,
    multiple=True,
    metavar="NAME=DAY",
    help="Any other day to count from, such as case-closed=2026-03-05.",
)
@click.option("--on", type=DAY, help="What recurs: due on or after.")
@click.option("--calendar", metavar="NAME", help=f"One of {', '.join(SHIPPED)}.")
@click.option("--roll", default="none", help=f"One of {', '.join(Rolling)}.")
@JSON
def deadline(
    *,
    words: str,
    publication: date | None,
    receipt: date | None,
    anchor: Mapping[str, date],
    as_json: bool,
    **counted: Any,
) -> None:
    """Show the rule and the day that WORDS give."""
    given = {"publication": publication, "receipt": receipt, **anchor}
    anchors = {name: day for name, day in given.items() if day is not None}
    rule = parse_deadline(words, published=publication)
    if as_json:
        due = rule.due(anchors, **counted)
        say_json({"deadline": str(rule), "due": due and to_dict(due)})
        return
    say(f"Rule:    {rule}")  # it was read, whatever may be missing for a day
    say("\n".join(_lines(_due(rule, anchors, counted))))


def _due(
    rule: Deadline, anchors: Mapping[str, date], counted: Mapping[str, Any]
) -> DueDate | None:
    try:
        return rule.due(anchors, **counted)
    except MissingAnchor as error:
        name = error.faults[0].value
        hint = f"add --anchor {name}=DAY"
        raise click.ClickException(f"no day is known for {name}; {hint}") from error


def _lines(due: DueDate | None) -> Iterator[str]:
    if due is None:
        yield "Due:     never"
        return
    yield f"Due:     {day_text(due.day)}"
    yield f"Because: {due.explanation}"
    yield from (f"Warning: {warning}" for warning in due.warnings)
